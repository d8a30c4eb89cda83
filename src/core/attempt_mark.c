/* Marking an attempt: the bank's keys, what markers settled, and rulings, in one place. */
#include "base/i18n.h"
#include "core/attempt.h"

static const void *keep(struct arena *arena, const void *at, size_t size)
{
    return memcpy(arena_alloc(arena, size), at, size);
}

/* The item with `key` for its key; what the key is made of lives in `arena`. */
static struct item with_key(const struct item *item, struct text key, struct arena *arena)
{
    struct item changed = *item;
    struct response right;
    if (!response_parse(item, key, arena, &right, NULL) || !right.given)
        return changed;
    changed.key = right.chosen;
    changed.number = item->kind == ITEM_NUMERIC ? right.number : item->number;
    if (item->kind == ITEM_MATCH)
        changed.right_of = keep(arena, right.right_of, sizeof right.right_of);
    if (item->kind == ITEM_BLANK) {
        struct blank *blanks = arena_array(arena, (size_t)item->blank_count, sizeof *blanks);
        const struct text *accepted = keep(arena, right.blanks, sizeof right.blanks);
        for (int i = 0; i < item->blank_count; i++)
            blanks[i] = (struct blank){&accepted[i], 1};
        changed.blanks = blanks;
    }
    return changed;
}

/* Another right order is the same as giving the right order's places to other options: the response is read
 * through the key. */
static struct response through_order(const struct item *item, const struct response *response,
                                     struct text key, struct arena *arena)
{
    struct response read = *response, right;
    if (!response->given || !response_parse(item, key, arena, &right, NULL) || !right.given)
        return read;
    for (int i = 0; i < item->option_count; i++)
        for (int place = 0; place < item->option_count; place++)
            if (right.order[place] == response->order[i])
                read.order[i] = (uint8_t)place;
    return read;
}

static struct marking by_keys(const struct item *item, const struct response *response, mark_t full,
                              enum credit credit, int decimals, const struct ruling *ruling)
{
    struct marking best = {.rule = NULL};
    struct arena arena = ARENA_EMPTY;
    for (int i = 0; i < ruling->key_count; i++) {
        struct item changed = with_key(item, ruling->keys[i], &arena);
        struct response read = *response;
        if (item->kind == ITEM_ORDER)
            read = through_order(item, response, ruling->keys[i], &arena);
        struct marking marking = marking_of(&changed, &read, full, credit, decimals);
        if (!best.rule || marking.mark > best.mark)
            best = marking;
        arena_clear(&arena);
    }
    arena_finish(&arena);
    return best;
}

static mark_t common_divisor(mark_t a, mark_t b)
{
    while (b) {
        mark_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* As whole numbers, for people to read: points where they are whole, else the same share reduced. */
static void put_share(const struct settled *settled, struct marking *out)
{
    bool whole = settled->part % MARK_ONE == 0 && settled->whole % MARK_ONE == 0;
    mark_t unit = whole ? MARK_ONE : common_divisor(settled->part, settled->whole);
    out->part = (int)(settled->part / unit);
    out->whole = (int)(settled->whole / unit);
}

static struct marking by_markers(const struct response *response, mark_t full, int decimals,
                                 const struct settled *settled)
{
    if (!response->given && (!settled || !settled->given))
        return (struct marking){.whole = 1, .rule = N_("no answer"), .full = full};
    if (!settled || !settled->given)
        return (struct marking){.whole = 1, .rule = N_("waits for a marker"), .full = full, .pending = true};
    struct marking marking = {.mark = mark_ratio(full, settled->part, settled->whole, decimals),
                              .rule = N_("the points that the markers found"),
                              .full = full};
    put_share(settled, &marking);
    return marking;
}

/* The slot's own full mark, or what it carries of its section's when others were removed. */
static void share_sections(const struct attempt *attempt, const struct marking_basis *basis,
                           const struct ruling **of_slot, mark_t *fulls)
{
    const struct form *form = &attempt->form;
    for (int section = 0; section < basis->sheet->section_count; section++) {
        mark_t whole = 0, kept = 0, upto = 0, given = 0;
        for (int i = 0; i < form->count; i++)
            if (form->slots[i].section == section) {
                whole += form->slots[i].full;
                kept += of_slot[i] && of_slot[i]->kind == RULING_REMOVE ? 0 : form->slots[i].full;
            }
        if (kept == whole || kept == 0)
            continue;
        for (int i = 0; i < form->count; i++) {
            if (form->slots[i].section != section)
                continue;
            if (!of_slot[i] || of_slot[i]->kind != RULING_REMOVE)
                upto += form->slots[i].full;
            mark_t share = mark_ratio(whole, upto, kept, basis->sheet->decimals);
            fulls[i] = share - given;
            given = share;
        }
    }
}

static struct marking mark_slot(const struct marking_basis *basis, const struct attempt *attempt, int i,
                                const struct ruling *ruling, mark_t full, struct arena *arena)
{
    const struct slot *slot = &attempt->form.slots[i];
    const struct item *item = basis->items[i];
    int decimals = basis->sheet->decimals;
    struct response response;
    if (!response_parse(item, text_of(attempt->answers[i].text), arena, &response, NULL))
        response = (struct response){0};
    bool known = slot->section >= 0 && slot->section < basis->sheet->section_count;
    enum credit credit = known ? basis->sheet->sections[slot->section].credit : CREDIT_EXACT;
    credit = rulings_credit(basis->rulings, slot->section, credit);
    if (ruling && ruling->kind == RULING_REMOVE && full == 0)
        return (struct marking){.whole = 1, .rule = N_("the item was removed by a ruling")};
    if (ruling && (ruling->kind == RULING_ALL || ruling->kind == RULING_REMOVE))
        return (struct marking){full, 1, 1, N_("full mark for everybody, by a ruling"), full, false};
    if (item->kind == ITEM_SHORT)
        return by_markers(&response, full, decimals, basis->settled ? &basis->settled[i] : NULL);
    if (ruling && ruling->kind == RULING_KEY)
        return by_keys(item, &response, full, credit, decimals, ruling);
    return marking_of(item, &response, full, credit, decimals);
}

struct attempt_total attempt_mark(const struct attempt *attempt, const struct marking_basis *basis,
                                  struct marking *out)
{
    struct arena arena = ARENA_EMPTY, slot_arena = ARENA_EMPTY;
    size_t count = (size_t)attempt->form.count;
    const struct ruling **of_slot = arena_array(&arena, count, sizeof *of_slot);
    mark_t *fulls = arena_array(&arena, count, sizeof *fulls);
    for (size_t i = 0; i < count; i++) {
        const struct slot *slot = &attempt->form.slots[i];
        of_slot[i] = rulings_of_item(basis->rulings, slot->bank, slot->id);
        fulls[i] = slot->full;
    }
    share_sections(attempt, basis, of_slot, fulls);
    struct attempt_total total = {0};
    for (size_t i = 0; i < count; i++) {
        out[i] = mark_slot(basis, attempt, (int)i, of_slot[i], fulls[i], &slot_arena);
        total.mark += out[i].mark;
        total.full += out[i].full;
        total.pending += out[i].pending;
        arena_clear(&slot_arena);
    }
    arena_finish(&slot_arena);
    arena_finish(&arena);
    return total;
}
