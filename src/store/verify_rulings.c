/* Rulings, and what markers settled: an attempt's marks follow from these too. */
#include "base/i18n.h"
#include "base/mem.h"
#include "store/verify_state.h"

#include <stdlib.h>

/* What cannot be read counts as nothing, and is said; false: reading itself failed. */
static bool tolerate(struct verify *verify, struct text event, struct err *own, struct err *err)
{
    if (own->kind != ERR_DAMAGED)
        return err_set(err, own->kind, "%s", own->message);
    finding(verify, _("event %.*s: its rulings or its markers' marks cannot be read from the journal"),
            TEXT_ARG(event));
    return true;
}

static bool load(struct verify *verify, struct text event, struct checked_rulings *out, struct err *err)
{
    struct err own = ERR_NONE, marks = ERR_NONE;
    *out = (struct checked_rulings){.event = arena_text(&verify->arena, event)};
    if (!rulings_load(verify->store, event, &verify->arena, &out->rulings, &own)) {
        out->rulings = (struct rulings){0};
        if (!tolerate(verify, event, &own, err))
            return false;
    }
    if (!settled_load(verify->store, event, &verify->arena, &out->settled, &out->settled_count, &marks)) {
        out->settled_count = 0;
        return tolerate(verify, event, &marks, err);
    }
    return true;
}

bool verify_basis(struct verify *verify, struct text event, int64_t attempt, int slots,
                  struct marking_basis *basis, struct err *err)
{
    size_t i = 0;
    while (i < verify->rulings_count && !text_equal(verify->rulings[i].event, event))
        i++;
    if (i == verify->rulings_count) {
        verify->rulings = xgrow(verify->rulings, &verify->rulings_capacity, i + 1, sizeof *verify->rulings);
        if (!load(verify, event, &verify->rulings[i], err))
            return false;
        verify->rulings_count++;
    }
    const struct checked_rulings *known = &verify->rulings[i];
    basis->rulings = &known->rulings;
    basis->settled = settled_find(known->settled, known->settled_count, attempt, slots, &verify->scratch);
    return true;
}

bool verify_ruling_entry(struct verify *verify, const struct journal_entry *entry, struct text rest,
                         struct err *err)
{
    (void)err;
    struct ruling ruling;
    if (!text_is(entry->kind, "ruled") || !ruling_from_json(entry->body, &verify->scratch, &ruling, NULL) ||
        !verify_find_event(verify, rest))
        finding(verify, _("journal: entry %lld (%.*s, %.*s) cannot follow on the entries before it"),
                (long long)entry->seq, TEXT_ARG(entry->stream), TEXT_ARG(entry->kind));
    return true;
}
