/* Verifying the seals of papers: drawn again, the forms have it. */
#include "base/i18n.h"
#include "store/banks.h"
#include "store/seals.h"
#include "store/verify_state.h"

bool verify_seal_entry(struct verify *verify, const struct journal_entry *entry, struct text code,
                       struct err *err)
{
    const struct checked_event *event = verify_find_event(verify, code);
    const struct test_sheet *sheet = NULL;
    struct hash told, due;
    struct pool pool;
    struct err own = ERR_NONE;
    if (!seal_from_json(entry->body, &told) || !event || event->told.status == EVENT_DRAFT) {
        finding(verify, _("journal: entry %lld (%.*s, %.*s) cannot be read"), (long long)entry->seq,
                TEXT_ARG(entry->stream), TEXT_ARG(entry->kind));
        return true;
    }
    struct hash pooled = event->told.pool_hash, source = event->told.source_hash;
    struct text seed = event->told.seed;
    if (!verify_sheet(verify, code, &sheet, err))
        return false;
    if (!sheet)
        return true; /* said already */
    bool ok = pool_load_saved(verify->store, &pooled, &verify->scratch, &pool, &own) &&
              form_seal(sheet, &pool, seed, &source, &due, &own);
    if (!ok)
        finding(verify, _("seal/%.*s: the forms cannot be drawn again: %s"), TEXT_ARG(code), own.message);
    else if (!hash_equal(&told, &due))
        finding(verify, _("seal/%.*s: the forms are not the ones that were sealed"), TEXT_ARG(code));
    return true;
}
