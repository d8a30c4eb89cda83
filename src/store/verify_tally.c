/* Verifying tallies: each is written again from what the journal gives. */
#include "base/i18n.h"
#include "store/projection.h"
#include "store/statement.h"
#include "store/verify_state.h"

bool verify_tally(struct verify *verify, int64_t id, const struct attempt *state,
                  const struct marking *markings, struct err *err)
{
    sqlite3_stmt *stmt = query(verify->store, SQL_TALLY_GET, err);
    if (!stmt)
        return false;
    bind_int(stmt, 1, id);
    bool found;
    if (!query_one(verify->store, stmt, &found, err))
        return false;
    if (found && state->status != ATTEMPT_SUBMITTED) {
        finding(verify, _("attempt %lld has a tally, but it was not handed in or is void"), (long long)id);
    } else if (found && markings) {
        struct buf due = BUF_EMPTY;
        tally_of_attempt(state, markings, &due);
        if (!text_equal(column_blob(stmt, 0), buf_text(&due)))
            finding(verify, _("attempt %lld: its tally is not the one that the journal gives"),
                    (long long)id);
        buf_finish(&due);
    }
    sqlite3_reset(stmt);
    return true;
}

bool verify_tallies_end(struct verify *verify, struct err *err)
{
    sqlite3_stmt *stmt = query(verify->store, SQL_TALLY_STRAYS, err);
    if (!stmt)
        return false;
    enum fetch fetch;
    while ((fetch = query_next(verify->store, stmt, err)) == FETCH_ROW)
        finding(verify, _("there is a tally of attempt %lld, but no such attempt"),
                (long long)column_int(stmt, 0));
    return fetch == FETCH_DONE;
}
