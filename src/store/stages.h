/* Contests, panels and series (what goes on on a stage): their events in the journal, their standings beside
 * it. The streams are "contest/CODE", "panel/CODE", "series/CODE". */
#ifndef BIWU_STORE_STAGES_H
#define BIWU_STORE_STAGES_H

#include "core/contest.h"
#include "core/panel.h"
#include "store/journal.h"

/* Appends one event, n = the state's n + 1 (call before apply). The first of a stream also notes where the
 * stream begins, so that folding reads the journal from there. Within a write transaction. ERR_INVALID when
 * the event holds what could not be read back (a text beyond 64 KiB, a control character, marks beyond
 * MARK_MAX): then nothing was written. `seq` may be NULL. */
bool contest_journal(struct store *store, struct text code, uint32_t n, const struct contest_event *event,
                     int64_t at, struct text actor, int64_t *seq, struct err *err);
bool panel_journal(struct store *store, struct text code, uint32_t n, const struct panel_event *event,
                   int64_t at, struct text actor, int64_t *seq, struct err *err);

/* Folds the stream into *out (initialised by the caller with the sheet; finished by the caller, also on
 * failure). A stream without entries leaves it as it is. ERR_DAMAGED when the entries cannot be read. */
bool contest_fold(struct store *store, struct text code, struct contest *out, struct err *err);
bool panel_fold(struct store *store, struct text code, struct panel *out, struct err *err);

/* Calls `each` for every entry of the stream in order, with its event; texts live during the call. For the
 * log and `explain`. */
typedef bool contest_visitor(void *context, const struct journal_entry *entry,
                             const struct contest_event *event, struct err *err);
bool contest_walk(struct store *store, struct text code, contest_visitor *each, void *context,
                  struct err *err);
typedef bool panel_visitor(void *context, const struct journal_entry *entry, const struct panel_event *event,
                           struct err *err);
bool panel_walk(struct store *store, struct text code, panel_visitor *each, void *context, struct err *err);

/* A series has little state of its own: how much of its standing was revealed, and whether it is final. */
struct series_state {
    uint32_t n;
    int revealed;
    bool final;
};
/* Journals "revealed", or "finalized" with a digest of the rows, which it then puts as entrant_results_put
 * does; finalizing twice is ERR_INVALID. Within a write transaction; *state moves on success (after a
 * rollback it is to be folded again). */
bool series_reveal(struct store *store, struct text code, struct series_state *state, int64_t at,
                   int64_t clock, struct text actor, struct err *err);
struct entrant_result;
bool series_finalize(struct store *store, struct text code, struct series_state *state,
                     const struct entrant_result *rows, size_t count, int64_t at, int64_t clock,
                     struct text actor, struct err *err);
bool series_fold(struct store *store, struct text code, struct series_state *out, struct err *err);

/* ---- Standings (projection; views: v_entrant) -------------------------------------------------------------
 */

struct entrant_result {
    struct text event; /* filled by reading */
    struct text code, name, unit;
    mark_t mark;
    int rank; /* 0: unranked */
    bool provisional;
    struct text award; /* title; empty: none */
};

/* Replaces the event's rows. Within a write transaction. */
bool entrant_results_put(struct store *store, struct text event, const struct entrant_result *rows,
                         size_t count, struct err *err);
/* By rank (the unranked last), then in the order put. `event` empty: of all events. */
bool entrant_results(struct store *store, struct text event, struct arena *arena, struct entrant_result **out,
                     size_t *count, struct err *err);

/* What the rows of a contest or panel must be, given its state: shared by the hub, which writes them, and by
 * verify. From the first entry of its stream on the rows stand beside it, after every step. Texts are the
 * sheet's, but a person's (whose only member is himself) name and unit stay empty: reading takes them from
 * the roster. Awards are given once nothing is provisional. */
void contest_results(const struct contest *contest, struct arena *arena, struct entrant_result **out,
                     size_t *count);
void panel_results(const struct panel *panel, struct arena *arena, struct entrant_result **out,
                   size_t *count);

/* The journal's bodies, and back; for tests, the wire-like scripts and verify. from_json copies into arena.
 */
void contest_event_to_json(const struct contest_event *event, struct buf *out);
bool contest_event_from_json(enum contest_event_kind kind, int64_t clock, struct text body,
                             struct arena *arena, struct contest_event *out, struct err *err);
void panel_event_to_json(const struct panel_event *event, struct buf *out);
bool panel_event_from_json(enum panel_event_kind kind, int64_t clock, struct text body, struct arena *arena,
                           struct panel_event *out, struct err *err);

#endif
