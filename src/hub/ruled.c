#include "hub/ruled.h"

#include "base/i18n.h"
#include "hub/show.h"

static const struct ruling *in_force(const struct rulings *rulings, const struct slot *slot)
{
    const struct ruling *of_item = rulings_of_item(rulings, slot->bank, slot->id);
    for (int i = rulings->count - 1; !of_item && i >= 0; i--)
        if (rulings->at[i].id.len == 0 && rulings->at[i].section == slot->section)
            return rulings->at[i].kind == RULING_CREDIT ? &rulings->at[i] : NULL;
    return of_item;
}

struct text ruled_sentence(const struct rulings *rulings, const struct slot *slot, const struct item *item,
                           struct arena *arena)
{
    const struct ruling *ruling = in_force(rulings, slot);
    if (!ruling)
        return text_of("");
    struct ruling shown = *ruling;
    struct text *keys = arena_array(arena, (size_t)ruling->key_count, sizeof *keys);
    for (int i = 0; i < ruling->key_count; i++)
        keys[i] = show_response(arena, slot, item, ruling->keys[i]);
    shown.keys = keys;
    struct buf out = BUF_EMPTY;
    ruling_sentence(&shown, item, &out);
    buf_addf(&out, _(" (%.*s)"), TEXT_ARG(ruling->reason));
    struct text sentence = arena_text(arena, buf_text(&out));
    buf_finish(&out);
    return sentence;
}
