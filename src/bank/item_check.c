#include "bank/item_draft.h"

#include "bank/plain.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"

struct kind_rule {
    uint32_t required, optional;
    uint32_t needed; /* must be given and good before the check is made */
    void (*check)(struct draft *draft);
};

static const struct text *copy_texts(struct draft *draft, const struct piece *pieces, int count)
{
    struct text *texts = arena_array(draft->reader->arena, (size_t)count, sizeof *texts);
    for (int i = 0; i < count; i++)
        texts[i] = pieces[i].text;
    return texts;
}

/* The first piece that equals one before it (at *earlier) when folded, or -1. */
static int find_equal(struct draft *draft, const struct piece *pieces, int count, int *earlier)
{
    uint64_t hashes[ITEM_MAX_OPTIONS];
    struct arena *scratch = &draft->reader->scratch;
    for (int i = 0; i < count; i++) {
        hashes[i] = plain_fold_hash(scratch, pieces[i].text);
        for (int k = 0; k < i; k++)
            if (plain_fold_equal(scratch, pieces[i].text, hashes[i], pieces[k].text, hashes[k])) {
                *earlier = k;
                return i;
            }
    }
    return -1;
}

static bool has_wide_comma(struct text t)
{
    return text_find(t, (struct text)TEXT("，")) >= 0 || text_find(t, (struct text)TEXT("、")) >= 0;
}

static bool take_options(struct draft *draft)
{
    int earlier, equal = find_equal(draft, draft->options, draft->option_count, &earlier);
    struct diags *diags = draft->reader->diags;
    if (draft->option_count < 2) {
        diags_error(diags, draft_span(draft, draft->values[FIELD_OPTIONS]),
                    _("an item needs at least two options"));
        if (draft->option_count == 1 && has_wide_comma(draft->options[0].text))
            diags_hint(diags, _("between the options stand half-width commas"));
        return false;
    }
    if (equal >= 0) {
        diags_error(diags, draft_span(draft, draft->options[equal].place),
                    _("option %c is the same as option %c at %d:%d"), 'A' + equal, 'A' + earlier,
                    draft->options[earlier].place.line, draft->options[earlier].place.column);
        diags_hint(diags, _("width, case and spaces make no difference"));
        return false;
    }
    draft->item.options = copy_texts(draft, draft->options, draft->option_count);
    draft->item.option_count = draft->option_count;
    return true;
}

static void check_choice(struct draft *draft)
{
    take_options(draft);
    draft_check_letters(draft);
}

/* What is shown in the right order would be no question. */
static void warn_unshuffled(const struct draft *draft)
{
    if (!draft->item.keep_order)
        return;
    diags_warning(draft->reader->diags, draft_span(draft, draft->values[FIELD_SHUFFLE]),
                  _("order and match items are always shuffled: “shuffle” changes nothing here"));
}

static void check_order(struct draft *draft)
{
    take_options(draft);
    warn_unshuffled(draft);
}

/* The distinct rights, in the order of first mention. */
static int collect_rights(struct draft *draft, struct piece *distinct, uint8_t *right_of)
{
    uint64_t hashes[ITEM_MAX_OPTIONS];
    int count = 0;
    struct arena *scratch = &draft->reader->scratch;
    for (int i = 0; i < draft->pair_count; i++) {
        struct text right = draft->rights[i].text;
        uint64_t hash = plain_fold_hash(scratch, right);
        int k = 0;
        while (k < count && !plain_fold_equal(scratch, right, hash, distinct[k].text, hashes[k]))
            k++;
        if (k == count) {
            hashes[count] = hash;
            distinct[count++] = draft->rights[i];
        }
        right_of[i] = (uint8_t)k;
    }
    return count;
}

static void check_match(struct draft *draft)
{
    struct diags *diags = draft->reader->diags;
    int earlier, equal = find_equal(draft, draft->lefts, draft->pair_count, &earlier);
    if (draft->pair_count < 2) {
        diags_error(diags, draft_span(draft, draft->values[FIELD_PAIRS]),
                    _("a match item needs at least two pairs"));
        return;
    }
    if (equal >= 0) {
        diags_error(diags, draft_span(draft, draft->lefts[equal].place),
                    _("this left side is the same as that of the pair at %d:%d"),
                    draft->lefts[earlier].place.line, draft->lefts[earlier].place.column);
        diags_hint(diags, _("each left side stands once; several may share a right side"));
        return;
    }
    warn_unshuffled(draft);
    struct piece distinct[ITEM_MAX_OPTIONS];
    uint8_t *right_of = arena_alloc(draft->reader->arena, (size_t)draft->pair_count);
    int rights = collect_rights(draft, distinct, right_of);
    if (rights < 2) {
        diags_error(diags, draft_span(draft, draft->values[FIELD_PAIRS]),
                    _("all pairs share one right side: there is nothing to match"));
        return;
    }
    draft->item.lefts = copy_texts(draft, draft->lefts, draft->pair_count);
    draft->item.left_count = draft->pair_count;
    draft->item.right_of = right_of;
    draft->item.options = copy_texts(draft, distinct, rights);
    draft->item.option_count = rights;
}

static void hand_down(const struct item *parent, struct item *child)
{
    const struct item_source *own = &child->source;
    if (child->topic.len == 0)
        child->topic = parent->topic;
    if (child->difficulty == 0)
        child->difficulty = parent->difficulty;
    if (own->document.len == 0 && own->article.len == 0 && own->edition.len == 0)
        child->source = parent->source;
}

static void check_case(struct draft *draft)
{
    struct item *item = &draft->item;
    if (draft->child_count == 0) {
        diags_error(draft->reader->diags, draft_span(draft, draft->values[FIELD_ITEMS]),
                    _("a case needs at least one item"));
        return;
    }
    struct item *children = arena_array(draft->reader->arena, (size_t)draft->child_count, sizeof *children);
    for (int i = 0; i < draft->child_count; i++) {
        children[i] = draft->children[i];
        hand_down(item, &children[i]);
    }
    item->children = children;
    item->child_count = draft->child_count;
}

#define BIT(name) FIELD_BIT(FIELD_##name)
static const struct kind_rule rules[ITEM_KINDS] = {
    [ITEM_SINGLE] = {BIT(STEM) | BIT(OPTIONS) | BIT(KEY), 0, BIT(OPTIONS) | BIT(KEY), check_choice},
    [ITEM_MULTIPLE] = {BIT(STEM) | BIT(OPTIONS) | BIT(KEY), 0, BIT(OPTIONS) | BIT(KEY), check_choice},
    [ITEM_TRUEFALSE] = {BIT(STEM) | BIT(KEY), 0, BIT(KEY), draft_check_truth},
    [ITEM_BLANK] = {BIT(STEM) | BIT(KEY), BIT(ANY_ORDER), BIT(STEM) | BIT(KEY), draft_check_blanks},
    [ITEM_NUMERIC] = {BIT(STEM) | BIT(KEY), BIT(TOLERANCE) | BIT(UNIT), BIT(KEY), draft_check_number},
    [ITEM_ORDER] = {BIT(STEM) | BIT(OPTIONS), 0, BIT(OPTIONS), check_order},
    [ITEM_MATCH] = {BIT(STEM) | BIT(PAIRS), 0, BIT(PAIRS), check_match},
    [ITEM_SPOT] = {BIT(STEM) | BIT(KEY), 0, BIT(STEM) | BIT(KEY), draft_check_segments},
    [ITEM_SHORT] = {BIT(STEM) | BIT(POINTS), 0, BIT(POINTS), draft_check_points},
    [ITEM_CASE] = {BIT(STIMULUS) | BIT(ITEMS), BIT(STEM), BIT(ITEMS), check_case},
};
static const uint32_t always =
    BIT(ID) | BIT(KIND) | BIT(TOPIC) | BIT(DIFFICULTY) | BIT(RATIONALE) | BIT(SOURCE) | BIT(SHUFFLE);

static const char *const missing[ITEM_FIELDS] = {
    [FIELD_ID] = N_("this item has no id"),
    [FIELD_KIND] = N_("this item has no kind"),
    [FIELD_STEM] = N_("this item has no stem"),
    [FIELD_OPTIONS] = N_("this item has no options"),
    [FIELD_PAIRS] = N_("this item has no pairs"),
    [FIELD_POINTS] = N_("this item has no points that its answer must hold"),
    [FIELD_STIMULUS] = N_("this case has no stimulus"),
    [FIELD_ITEMS] = N_("this case has no items"),
    [FIELD_KEY] = N_("this item has no key"),
};

static void require(const struct draft *draft, uint32_t required)
{
    uint32_t lacking = required & ~draft->seen.mask;
    for (int field = 0; lacking >> field; field++) {
        if (!(lacking >> field & 1))
            continue;
        diags_error(draft->reader->diags, draft_span(draft, draft->place), "%s", _(missing[field]));
        if (field == FIELD_KIND)
            diags_hint(draft->reader->diags, _("add a line such as “kind: single”"));
    }
}

static void complain_misplaced(const struct draft *draft, int field)
{
    struct diags *diags = draft->reader->diags;
    struct span span = draft_span(draft, draft->seen.keys[field]);
    if (field == FIELD_WEIGHT)
        diags_error(diags, span, _("only an item of a case has a weight"));
    else if (field == FIELD_ENEMIES && draft->child)
        diags_error(diags, span, _("enemies belong to the case as a whole, not to its items"));
    else
        diags_error(diags, span, _("this key has no meaning in an item of kind “%s”"),
                    _(item_kind_label(draft->item.kind)));
    if (field == FIELD_KEY && draft->item.kind == ITEM_ORDER)
        diags_hint(diags, _("take it out and write the options in the right order"));
    else if (field == FIELD_KEY && draft->item.kind == ITEM_MATCH)
        diags_hint(diags, _("take it out: the pairs are the key"));
    else if (field == FIELD_KEY && draft->item.kind == ITEM_SHORT)
        diags_hint(diags, _("write what the answer must hold under “points”, one entry a point"));
    else
        diags_hint(diags, _("take it out, or correct the kind"));
}

static void check_fields(const struct draft *draft, const struct kind_rule *rule)
{
    uint32_t allowed = rule->required | rule->optional | always | (draft->child ? BIT(WEIGHT) : BIT(ENEMIES));
    uint32_t misplaced = draft->seen.mask & ~allowed;
    for (int field = 0; misplaced >> field; field++)
        if (misplaced >> field & 1)
            complain_misplaced(draft, field);
}

void draft_check(struct draft *draft)
{
    require(draft, BIT(ID) | BIT(KIND));
    if (!draft->kind_known)
        return;
    enum item_kind kind = draft->item.kind;
    if (draft->child && kind == ITEM_CASE) {
        diags_error(draft->reader->diags, draft_span(draft, draft->values[FIELD_KIND]),
                    _("a case cannot hold another case"));
        return;
    }
    const struct kind_rule *rule = &rules[kind];
    check_fields(draft, rule);
    require(draft, rule->required);
    if ((draft->seen.mask & ~draft->broken & rule->needed) == rule->needed)
        rule->check(draft);
}
