#include "bank/load.h"

#include "bank/item_draft.h"
#include "base/i18n.h"
#include "base/mem.h"

#include <stdlib.h>

/* An enemy's name, to be looked up once all ids are known. */
struct enemy {
    struct text id, of; /* `of`: the item that names it */
    struct place place;
};

struct loading {
    struct reader reader;
    struct ids ids;
    struct draft draft, part; /* of the item being read, and of the child of a case */
    struct bank bank;
    struct item *items; /* in the arena; grown by moving */
    size_t capacity;
    struct enemy *enemies; /* owned */
    size_t enemy_count, enemy_capacity;
};

static void read_code(struct reader *reader, const struct node *value, void *into)
{
    struct loading *loading = into;
    struct piece piece;
    if (value_piece(reader, value, &rule_line, &piece) && piece_is_code(reader, &piece))
        loading->bank.code = piece.text;
}

static void read_title(struct reader *reader, const struct node *value, void *into)
{
    struct loading *loading = into;
    value_text(reader, value, &rule_short, &loading->bank.title);
}

/* How many items the file may hold, judging by those read so far, so that the array of a large bank is not
 * moved often; but never more than a fixed multiple of what there is. */
static size_t guess_capacity(const struct loading *loading)
{
    enum { FIRST = 64, FACTOR = 32, ENOUGH_TO_JUDGE = 1 << 20 };
    size_t count = loading->bank.item_count, fed = loading->reader.fed;
    if (count == 0)
        return FIRST;
    if (fed < ENOUGH_TO_JUDGE)
        return count * 4;
    double guess = (double)count * (double)loading->reader.source.len / (double)fed;
    size_t capacity = (size_t)(guess * 1.05) + FIRST;
    return capacity < count * FACTOR ? capacity : count * FACTOR;
}

static void add_item(struct loading *loading, const struct item *item)
{
    if (loading->bank.item_count == loading->capacity) {
        size_t capacity = guess_capacity(loading);
        struct item *moved = arena_array(loading->reader.arena, capacity, sizeof *moved);
        if (loading->bank.item_count)
            memcpy(moved, loading->items, loading->bank.item_count * sizeof *moved);
        loading->items = moved;
        loading->capacity = capacity;
    }
    loading->items[loading->bank.item_count++] = *item;
}

static void note_enemies(struct loading *loading, const struct draft *draft)
{
    const struct pieces *named = &draft->enemies;
    for (size_t i = 0; i < named->count; i++) {
        loading->enemies = xgrow(loading->enemies, &loading->enemy_capacity, loading->enemy_count + 1,
                                 sizeof *loading->enemies);
        loading->enemies[loading->enemy_count++] =
            (struct enemy){named->at[i].text, draft->item.id, named->at[i].place};
    }
}

static void read_item(struct loading *loading, const struct node *node)
{
    struct draft *draft = &loading->draft;
    bool whole = draft_read(draft, node);
    note_enemies(loading, draft);
    if (!whole)
        return;
    draft->item.enemies = pieces_texts(&draft->enemies, loading->reader.arena);
    draft->item.enemy_count = (int)draft->enemies.count;
    add_item(loading, &draft->item);
}

static void read_items(struct reader *reader, const struct node *value, void *into)
{
    struct loading *loading = into;
    if (!value_is_list(reader, value, N_("items must be a list: each item begins with a hyphen")))
        return;
    struct node each;
    int depth = reader->depth;
    bool any = false;
    for (; reader_next(reader, &each); any = true) {
        read_item(loading, &each);
        reader_leave(reader, depth);
    }
    if (!any && !reader->stopped)
        diags_error(reader->diags, reader_span(reader, value->place), _("the bank holds no items"));
}

enum bank_field { BANK_CODE, BANK_TITLE, BANK_ITEMS };
static const struct field bank_fields[] = {
    [BANK_CODE] = {{TEXT("bank"), TEXT("题库")}, read_code},
    [BANK_TITLE] = {{TEXT("title"), TEXT("标题"), TEXT("名称")}, read_title},
    [BANK_ITEMS] = {{TEXT("items"), TEXT("题目列表"), TEXT("题目"), TEXT("试题")}, read_items},
};
static const struct field_table bank_table = {bank_fields, COUNT_OF(bank_fields)};

static void check_enemies(const struct loading *loading)
{
    struct diags *diags = loading->reader.diags;
    for (size_t i = 0; i < loading->enemy_count; i++) {
        const struct enemy *enemy = &loading->enemies[i];
        struct span span = reader_span(&loading->reader, enemy->place);
        const struct id_entry *found = ids_find(&loading->ids, enemy->id);
        if (!found) {
            diags_error(diags, span, _("no item of this bank has the id “%.*s”"),
                        TEXT_ARG(text_shown(enemy->id)));
        } else if (text_equal(enemy->id, enemy->of)) {
            diags_error(diags, span, _("an item cannot be its own enemy"));
        } else if (found->child) {
            diags_error(diags, span, _("“%.*s” is an item of a case: name the case"), TEXT_ARG(enemy->id));
        }
    }
}

static void read_bank(struct loading *loading, const struct node *root)
{
    struct reader *reader = &loading->reader;
    struct seen seen;
    fields_read(reader, root, &bank_table, N_("a bank file begins with a line such as “bank: code”"), &seen,
                loading);
    if (root->kind == NODE_MAP)
        reader_end(reader);
    if (root->kind != NODE_MAP || reader->stopped) /* what was not read may hold what seems to be missing */
        return;
    struct span top = reader_span(reader, root->place);
    if (!seen_field(&seen, BANK_CODE)) {
        diags_error(reader->diags, top, _("the bank has no code"));
        diags_hint(reader->diags, _("begin the file with a line such as “bank: dangwu”"));
    }
    if (!seen_field(&seen, BANK_ITEMS))
        diags_error(reader->diags, top, _("the bank holds no items"));
    if (!seen_field(&seen, BANK_TITLE))
        loading->bank.title = loading->bank.code;
    check_enemies(loading);
}

static bool is_too_large(struct text source, const char *file, struct diags *diags)
{
    if (source.len <= BANK_MAX_FILE)
        return false;
    diags_error(diags, (struct span){.file = file}, _("the file is larger than %zu MB"), BANK_MAX_FILE >> 20);
    diags_hint(diags, _("spread the items over several banks"));
    return true;
}

bool bank_load(struct text source, const char *file, struct arena *arena, struct diags *diags,
               struct bank *out)
{
    size_t errors = diags->errors;
    *out = (struct bank){0};
    if (is_too_large(source, file, diags))
        return false;
    struct loading *loading = xcalloc(1, sizeof *loading);
    struct reader *reader = &loading->reader;
    reader_init(reader, source, file, arena, diags);
    ids_init(&loading->ids);
    draft_init(&loading->part, reader, &loading->ids, NULL);
    draft_init(&loading->draft, reader, &loading->ids, &loading->part);

    struct node root;
    if (reader_root(reader, &root)) {
        read_bank(loading, &root);
    } else if (!reader->stopped) {
        diags_error(diags, (struct span){.file = file}, _("the file is empty"));
        diags_hint(diags, _("begin the file with a line such as “bank: dangwu”"));
    }
    *out = loading->bank;
    out->items = loading->items;

    draft_finish(&loading->draft);
    draft_finish(&loading->part);
    ids_finish(&loading->ids);
    reader_finish(reader);
    free(loading->enemies);
    free(loading);
    return diags->errors == errors;
}

void bank_check_together(const struct bank *banks, const char *const *files, size_t count,
                         struct diags *diags)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = 0; k < i; k++) {
            if (banks[i].code.len == 0 || !text_equal(banks[i].code, banks[k].code))
                continue;
            diags_error(diags, (struct span){.file = files[i]}, _("the bank code “%.*s” is taken by %s"),
                        TEXT_ARG(banks[i].code), files[k]);
            diags_hint(diags, _("give each bank its own code"));
            break;
        }
}
