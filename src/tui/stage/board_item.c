/* The item on the stage, as the audience may see it. */
#include "base/i18n.h"
#include "core/item.h"
#include "tui/screens/facts.h"
#include "tui/stage/board.h"

static enum item_kind kind_of(const struct contest_item *item)
{
    enum item_kind kind;
    return item_kind_from_name(item->kind, &kind) ? kind : ITEM_BLANK;
}

static bool has_key(const struct contest_item *item)
{
    return item->key.len > 0;
}

/* Whether the key of a choice item names this letter. */
static bool key_names(const struct contest_item *item, char letter)
{
    for (size_t i = 0; i < item->key.len; i++)
        if (item->key.at[i] == letter)
            return true;
    return false;
}

/* "A." or, once the key is there, "✓A." */
static void add_choices(struct block *block, const struct contest_item *item, struct arena *arena)
{
    for (int64_t i = 0; i < item->option_count; i++) {
        char letter = (char)('A' + i);
        bool right = has_key(item) && key_names(item, letter);
        struct text label = arena_textf(arena, "%s%c.", !has_key(item) ? "" : right ? "✓" : " ", letter);
        enum role role = !has_key(item) ? ROLE_TEXT : right ? ROLE_GOOD : ROLE_DIM;
        block_add(block, label, item->options[i], role, true);
    }
}

static void add_truefalse(struct block *block, const struct contest_item *item, struct arena *arena)
{
    (void)arena;
    bool right = has_key(item) && item->key.at[0] == 'T';
    if (!has_key(item)) {
        block_add(block, text_of(""), text_of(_("Right or wrong?")), ROLE_ACCENT, true);
        return;
    }
    block_add(block, text_of("✓"),
              text_of(right ? _("The statement is right.") : _("The statement is wrong.")), ROLE_GOOD, true);
}

static void add_entries(struct block *block, const struct contest_item *item, struct arena *arena)
{
    for (int64_t i = 0; i < item->option_count; i++)
        block_add(block, arena_textf(arena, "%c.", (char)('A' + i)), item->options[i], ROLE_TEXT, true);
}

static void add_pairs(struct block *block, const struct contest_item *item, struct arena *arena)
{
    for (int64_t i = 0; i < item->left_count; i++)
        block_add(block, arena_textf(arena, "%lld.", (long long)i + 1), item->lefts[i], ROLE_TEXT, i == 0);
    for (int64_t i = 0; i < item->option_count; i++)
        block_add(block, arena_textf(arena, "%c.", (char)('A' + i)), item->options[i], ROLE_TEXT, i == 0);
}

static void add_nothing(struct block *block, const struct contest_item *item, struct arena *arena)
{
    (void)block;
    (void)item;
    (void)arena;
}

static void (*const adders[])(struct block *block, const struct contest_item *item, struct arena *arena) = {
    [ITEM_SINGLE] = add_choices, [ITEM_MULTIPLE] = add_choices, [ITEM_TRUEFALSE] = add_truefalse,
    [ITEM_BLANK] = add_nothing,  [ITEM_NUMERIC] = add_nothing,  [ITEM_ORDER] = add_entries,
    [ITEM_MATCH] = add_pairs,    [ITEM_SPOT] = add_nothing,     [ITEM_SHORT] = add_nothing,
};

static void add_key(struct block *block, const struct contest_item *item, enum item_kind kind,
                    struct arena *arena)
{
    bool ticked = kind == ITEM_SINGLE || kind == ITEM_MULTIPLE || kind == ITEM_TRUEFALSE;
    if (!has_key(item))
        return;
    if (!ticked) {
        struct text key = facts_response(item->kind, item->key, arena);
        block_add(block, text_of("✓"),
                  item->unit.len ? arena_textf(arena, "%.*s %.*s", TEXT_ARG(key), TEXT_ARG(item->unit)) : key,
                  ROLE_GOOD, true);
    }
    if (item->rationale.len)
        block_add(block, text_of(""), item->rationale, ROLE_TEXT, true);
    if (item->source.len)
        block_add(block, text_of(""), item->source, ROLE_DIM, item->rationale.len == 0);
}

void board_draw_item(const struct board *board, const struct easel *easel, struct rect rect)
{
    const struct contest_item *item = board_stage(board)->contest.item;
    struct block block = {.count = 0};
    enum item_kind kind = kind_of(item);
    block_add(&block, text_of(""), facts_stem(item->stem, easel->arena), ROLE_STRONG, false);
    adders[kind](&block, item, easel->arena);
    add_key(&block, item, kind, easel->arena);
    block_draw(&block, easel, rect);
}
