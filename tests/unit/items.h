/* Items of every kind for tests of the rules: fixed ones, and random ones from a stream. */
#ifndef BIWU_TESTS_UNIT_ITEMS_H
#define BIWU_TESTS_UNIT_ITEMS_H

#include "base/rng.h"
#include "core/response.h"

static const struct text items_letters[ITEM_MAX_SEGMENTS] = {
    TEXT("甲"), TEXT("乙"), TEXT("丙"), TEXT("丁"), TEXT("戊"), TEXT("己"), TEXT("庚"),
    TEXT("辛"), TEXT("壬"), TEXT("癸"), TEXT("子"), TEXT("丑"), TEXT("寅"), TEXT("卯"),
    TEXT("辰"), TEXT("巳"), TEXT("午"), TEXT("未"), TEXT("申"), TEXT("酉"),
};

static inline struct item item_with_options(enum item_kind kind, int options, uint32_t key)
{
    return (struct item){.id = TEXT("x-1"),
                         .kind = kind,
                         .options = items_letters,
                         .option_count = options,
                         .key = key,
                         .weight = 1};
}

static inline int random_between(struct rng *rng, int low, int high)
{
    return low + (int)rng_below(rng, (uint32_t)(high - low + 1));
}

/* A random item of `kind`; its parts live in the arena. */
static inline struct item random_item(struct rng *rng, enum item_kind kind, struct arena *arena)
{
    int options = kind == ITEM_TRUEFALSE || kind == ITEM_NUMERIC || kind == ITEM_BLANK ? 0
                  : kind == ITEM_SPOT ? random_between(rng, 1, ITEM_MAX_SEGMENTS)
                                      : random_between(rng, 2, ITEM_MAX_OPTIONS);
    struct item item = item_with_options(kind, options, 0);
    if (kind == ITEM_SINGLE)
        item.key = UINT32_C(1) << rng_below(rng, (uint32_t)options);
    else if (kind == ITEM_TRUEFALSE)
        item.key = rng_below(rng, 2);
    else if (kind == ITEM_MULTIPLE || kind == ITEM_SPOT)
        item.key = 1 + rng_below(rng, (UINT32_C(1) << options) - 1);
    if (kind == ITEM_MATCH) {
        item.left_count = random_between(rng, 1, ITEM_MAX_OPTIONS);
        uint8_t *right_of = arena_alloc(arena, ITEM_MAX_OPTIONS);
        for (int i = 0; i < item.left_count; i++)
            right_of[i] = (uint8_t)rng_below(rng, (uint32_t)options);
        item.right_of = right_of;
        item.lefts = items_letters;
    }
    if (kind == ITEM_BLANK) {
        item.blank_count = random_between(rng, 1, ITEM_MAX_BLANKS);
        item.any_order = rng_below(rng, 2);
        struct blank *blanks = arena_array(arena, ITEM_MAX_BLANKS, sizeof *blanks);
        for (int i = 0; i < item.blank_count; i++)
            blanks[i] = (struct blank){&items_letters[rng_below(rng, 6)], random_between(rng, 1, 3)};
        item.blanks = blanks;
    }
    if (kind == ITEM_NUMERIC) {
        item.number.units = (decimal_units)rng_next(rng) * 10000000000000;
        item.tolerance.units = (decimal_units)rng_below(rng, 1000) * 10000000000000;
        item.unit = text_of("元");
    }
    return item;
}

static inline void random_blanks(struct rng *rng, const struct item *item, struct response *response)
{
    static const struct text entries[] = {TEXT("甲"),  TEXT("乙"),    TEXT("丙"),       TEXT("丁"),
                                          TEXT("戊"),  TEXT(""),      TEXT("a|b"),      TEXT("\\"),
                                          TEXT("|\\"), TEXT("两 字"), TEXT("x\\\\|y|"), TEXT("\\n")};
    size_t typed = 0;
    for (int i = 0; i < item->blank_count; i++) {
        response->blanks[i] = entries[rng_below(rng, sizeof entries / sizeof *entries)];
        typed += response->blanks[i].len;
    }
    response->given = typed > 0;
}

/* A response that a candidate could give to the item; now and then none. */
static inline struct response random_response(struct rng *rng, const struct item *item)
{
    struct response response = {.given = rng_below(rng, 10) > 0};
    memset(response.right_of, RESPONSE_NO_RIGHT, sizeof response.right_of);
    if (!response.given)
        return response;
    uint32_t options = (uint32_t)item->option_count;
    switch (item->kind) {
    case ITEM_SINGLE:
        response.chosen = UINT32_C(1) << rng_below(rng, options);
        break;
    case ITEM_TRUEFALSE:
        response.chosen = rng_below(rng, 2);
        break;
    case ITEM_MULTIPLE:
    case ITEM_SPOT:
        response.chosen = 1 + rng_below(rng, (UINT32_C(1) << options) - 1);
        break;
    case ITEM_ORDER:
        for (uint8_t i = 0; i < options; i++)
            response.order[i] = i;
        if (rng_below(rng, 4))
            rng_shuffle_bytes(rng, response.order, options);
        break;
    case ITEM_MATCH:
        response.right_of[0] = (uint8_t)rng_below(rng, options);
        for (int i = 1; i < item->left_count; i++)
            if (rng_below(rng, 4))
                response.right_of[i] = (uint8_t)rng_below(rng, options);
        break;
    case ITEM_BLANK:
        random_blanks(rng, item, &response);
        break;
    case ITEM_NUMERIC:
        response.number.units =
            item->number.units + ((decimal_units)rng_below(rng, 2001) - 1000) * 10000000000000;
        break;
    case ITEM_SHORT:
        response.words = text_of("党员大会每季度召开一次\n支委会每月一次");
        break;
    case ITEM_CASE:
        break;
    }
    return response;
}

static inline bool responses_equal(const struct item *item, const struct response *a,
                                   const struct response *b)
{
    if (!a->given || !b->given)
        return a->given == b->given;
    size_t options = (size_t)item->option_count, lefts = (size_t)item->left_count;
    if (item->kind == ITEM_ORDER)
        return memcmp(a->order, b->order, options) == 0;
    if (item->kind == ITEM_MATCH)
        return memcmp(a->right_of, b->right_of, lefts) == 0;
    if (item->kind == ITEM_NUMERIC)
        return a->number.units == b->number.units;
    for (int i = 0; item->kind == ITEM_BLANK && i < item->blank_count; i++)
        if (!text_equal(a->blanks[i], b->blanks[i]))
            return false;
    return item->kind == ITEM_BLANK || a->chosen == b->chosen;
}

#endif
