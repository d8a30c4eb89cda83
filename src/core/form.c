#include "core/form.h"

/* Which form a person gets, and responses between the order shown and the item's own. */

struct text form_subject(const struct test_sheet *sheet, struct text seed, struct text number, int nth,
                         struct arena *arena)
{
    if (sheet->forms == 0)
        return arena_textf(arena, "%.*s#%d", TEXT_ARG(number), nth);
    struct rng rng;
    uint32_t forms = (uint32_t)sheet->forms;
    rng_init(&rng, seed, text_of("which form"), number);
    uint32_t first = rng_below(&rng, forms);
    return arena_textf(arena, "form#%d", (int)((first + (uint32_t)(nth - 1)) % forms) + 1);
}

/* Renames every option in a response: option i becomes to[i]. */
static struct response rename_options(const struct slot *slot, const struct response *response,
                                      const uint8_t *to)
{
    struct response renamed = *response;
    int count = slot->option_count;
    switch (slot->kind) {
    case ITEM_SINGLE:
    case ITEM_MULTIPLE:
        renamed.chosen = 0;
        for (int i = 0; i < count; i++)
            renamed.chosen |= (response->chosen >> i & 1) << to[i];
        break;
    case ITEM_ORDER:
        for (int i = 0; i < count; i++)
            renamed.order[i] = response->order[i] < count ? to[response->order[i]] : response->order[i];
        break;
    case ITEM_MATCH:
        for (int i = 0; i < ITEM_MAX_OPTIONS; i++)
            if (response->right_of[i] < count)
                renamed.right_of[i] = to[response->right_of[i]];
        break;
    default: /* nothing is permuted */
        break;
    }
    return renamed;
}

struct response form_response_from_shown(const struct slot *slot, const struct response *shown)
{
    if (!shown->given || slot->option_count == 0)
        return *shown;
    return rename_options(slot, shown, slot->shown);
}

struct response form_response_to_shown(const struct slot *slot, const struct response *own)
{
    uint8_t place[ITEM_MAX_OPTIONS];
    if (!own->given || slot->option_count == 0)
        return *own;
    for (int i = 0; i < slot->option_count; i++)
        place[slot->shown[i]] = (uint8_t)i;
    return rename_options(slot, own, place);
}
