#include "core/marking.h"

#include "base/i18n.h"
#include "base/unicode.h"

#include <assert.h>

static const char *const CREDIT_NAMES[CREDITS] = {
    [CREDIT_EXACT] = "exact", [CREDIT_SHORT_HALF] = "short-half", [CREDIT_SHORT_EACH] = "short-each",
    [CREDIT_NET] = "net",     [CREDIT_DECISIONS] = "decisions",   [CREDIT_ADJACENT] = "adjacent",
};

const char *credit_name(enum credit credit)
{
    return CREDIT_NAMES[credit];
}

bool credit_from_name(struct text name, enum credit *out)
{
    for (int i = 0; i < CREDITS; i++)
        if (text_is(name, CREDIT_NAMES[i])) {
            *out = (enum credit)i;
            return true;
        }
    return false;
}

/* The share of the full mark and the rule that gave it. */
struct share {
    int part, whole;
    const char *rule;
};

static int bits(uint32_t set)
{
    return __builtin_popcount(set);
}

static int at_least(int floor, int value)
{
    return value < floor ? floor : value;
}

/* One response to an item with several keys, as sets of options. */
struct picking {
    uint32_t key, chosen;
    int options;
};

static struct share share_exact(struct picking p)
{
    return (struct share){p.chosen == p.key, 1, N_("all or nothing")};
}

static struct share share_short_half(struct picking p)
{
    const char *rule = N_("half for some of the right ones and no wrong one");
    if (p.chosen == p.key)
        return (struct share){1, 1, rule};
    return (struct share){(p.chosen & ~p.key) == 0, 2, rule};
}

static struct share share_short_each(struct picking p)
{
    int right = p.chosen & ~p.key ? 0 : bits(p.chosen);
    return (struct share){right, at_least(1, bits(p.key)),
                          N_("the share of the right ones chosen, nothing with a wrong one")};
}

static struct share share_net(struct picking p)
{
    int net = bits(p.chosen & p.key) - bits(p.chosen & ~p.key);
    return (struct share){at_least(0, net), at_least(1, bits(p.key)),
                          N_("right ones minus wrong ones, as a share of all right ones")};
}

static struct share share_decisions(struct picking p)
{
    uint32_t all = (UINT32_C(1) << p.options) - 1;
    return (struct share){p.options - bits((p.chosen ^ p.key) & all), at_least(1, p.options),
                          N_("the share of options judged rightly")};
}

static struct share (*const SHARES[CREDITS])(struct picking p) = {
    [CREDIT_EXACT] = share_exact,           [CREDIT_SHORT_HALF] = share_short_half,
    [CREDIT_SHORT_EACH] = share_short_each, [CREDIT_NET] = share_net,
    [CREDIT_DECISIONS] = share_decisions,   [CREDIT_ADJACENT] = share_exact,
};

static struct share share_several(const struct item *item, const struct response *response,
                                  enum credit credit)
{
    return SHARES[credit]((struct picking){item->key, response->chosen, item->option_count});
}

static struct share share_one(const struct item *item, const struct response *response, enum credit credit)
{
    (void)credit;
    return (struct share){response->chosen == item->key, 1, N_("right or nothing")};
}

static struct share share_numeric(const struct item *item, const struct response *response,
                                  enum credit credit)
{
    (void)credit;
    return (struct share){decimal_within(response->number, item->number, item->tolerance), 1,
                          N_("right when within the tolerance")};
}

static struct share share_order(const struct item *item, const struct response *response, enum credit credit)
{
    int kept = 0, in_place = 0;
    for (int i = 0; i < item->option_count; i++) {
        in_place += response->order[i] == i;
        kept += i > 0 && response->order[i] == response->order[i - 1] + 1;
    }
    if (credit == CREDIT_ADJACENT && item->option_count > 1)
        return (struct share){kept, item->option_count - 1, N_("the share of neighbours kept in order")};
    return (struct share){in_place == item->option_count, 1, N_("all or nothing")};
}

static struct share share_match(const struct item *item, const struct response *response, enum credit credit)
{
    (void)credit;
    int right = 0;
    for (int i = 0; i < item->left_count; i++)
        right += response->right_of[i] == item->right_of[i];
    return (struct share){right, at_least(1, item->left_count), N_("each pair counts")};
}

static bool accepts(const struct blank *blank, struct text typed, struct text folded, struct arena *arena)
{
    for (int i = 0; i < blank->count; i++)
        if (text_equal(blank->accepted[i], typed) || text_equal(utf8_fold(arena, blank->accepted[i]), folded))
            return true;
    return false;
}

/* Which blanks each typed entry fits: fits[i] bit k = entry i fits blank k. */
static void find_fits(const struct item *item, const struct response *response, uint32_t *fits)
{
    struct arena arena = ARENA_EMPTY;
    for (int i = 0; i < item->blank_count; i++) {
        struct text typed = response->blanks[i];
        struct text folded = utf8_fold(&arena, typed);
        fits[i] = 0;
        for (int k = 0; k < item->blank_count && folded.len > 0; k++)
            if ((item->any_order || k == i) && accepts(&item->blanks[k], typed, folded, &arena))
                fits[i] |= UINT32_C(1) << k;
    }
    arena_finish(&arena);
}

/* Finds a blank for entry i, moving earlier entries to other blanks where that makes room (an augmenting
 * path). entry_of[k] is the entry that blank k holds, or -1. */
static bool place(const uint32_t *fits, int i, int blanks, int *entry_of, uint32_t *tried)
{
    for (int k = 0; k < blanks; k++) {
        uint32_t bit = UINT32_C(1) << k;
        if (!(fits[i] & bit) || (*tried & bit))
            continue;
        *tried |= bit;
        if (entry_of[k] < 0 || place(fits, entry_of[k], blanks, entry_of, tried)) {
            entry_of[k] = i;
            return true;
        }
    }
    return false;
}

static struct share share_blanks(const struct item *item, const struct response *response, enum credit credit)
{
    (void)credit;
    uint32_t fits[ITEM_MAX_BLANKS];
    int entry_of[ITEM_MAX_BLANKS];
    find_fits(item, response, fits);
    for (int k = 0; k < item->blank_count; k++)
        entry_of[k] = -1;
    int matched = 0;
    for (int i = 0; i < item->blank_count; i++) {
        uint32_t tried = 0;
        matched += place(fits, i, item->blank_count, entry_of, &tried);
    }
    return (struct share){matched, at_least(1, item->blank_count),
                          item->any_order ? N_("each blank counts, in any order") : N_("each blank counts")};
}

/* No machine reads an answer in words. */
static struct share share_short(const struct item *item, const struct response *response, enum credit credit)
{
    (void)item, (void)response, (void)credit;
    return (struct share){0, 1, N_("waits for a marker")};
}

typedef struct share share_function(const struct item *item, const struct response *response,
                                    enum credit credit);

static share_function *const RULES[ITEM_KINDS] = {
    [ITEM_SINGLE] = share_one,   [ITEM_MULTIPLE] = share_several, [ITEM_TRUEFALSE] = share_one,
    [ITEM_BLANK] = share_blanks, [ITEM_NUMERIC] = share_numeric,  [ITEM_ORDER] = share_order,
    [ITEM_MATCH] = share_match,  [ITEM_SPOT] = share_several,     [ITEM_SHORT] = share_short,
};

/* Choosing nothing is no response: under "decisions" an untouched item would otherwise earn marks. */
static bool is_answered(const struct item *item, const struct response *response)
{
    bool several = item->kind == ITEM_MULTIPLE || item->kind == ITEM_SPOT;
    return response->given && (!several || response->chosen != 0);
}

struct marking marking_of(const struct item *item, const struct response *response, mark_t full,
                          enum credit credit, int decimals)
{
    assert(item->kind != ITEM_CASE);
    struct share share = {0, 1, N_("no answer")};
    if (is_answered(item, response))
        share = RULES[item->kind](item, response, credit);
    return (struct marking){.mark = mark_share(full, share.part, share.whole, decimals),
                            .part = share.part,
                            .whole = share.whole,
                            .rule = share.rule,
                            .full = full,
                            .pending = item->kind == ITEM_SHORT && response->given};
}

void marking_split(mark_t full, const struct item *parent, int decimals, mark_t *out)
{
    int weights[ITEM_MAX_CHILDREN];
    assert(parent->child_count <= ITEM_MAX_CHILDREN);
    for (int i = 0; i < parent->child_count; i++)
        weights[i] = parent->children[i].weight;
    mark_split(full, weights, parent->child_count, decimals, out);
}
