/* Draws of people, topics, groups and orders (core/draw.h) in the journal: the streams "draw/ID". */
#ifndef BIWU_STORE_DRAWS_H
#define BIWU_STORE_DRAWS_H

#include "core/draw.h"
#include "store/journal.h"

/* Appends one event, n = the state's n + 1 (call before apply). Within a write transaction. ERR_INVALID when
 * the event holds what could not be read back; then nothing was written. */
bool draw_journal(struct store *store, const struct draw *draw, const struct draw_event *event,
                  struct text actor, struct err *err);
/* Folds the stream into *out, initialised here; the caller finishes it, also on failure. A draw that nobody
 * made has the stage DRAW_STAGE_NONE. ERR_DAMAGED when the entries cannot be read or cannot follow one
 * another. */
bool draw_fold(struct store *store, struct text id, struct draw *out, struct err *err);
/* As draw_fold, but ERR_NOT_FOUND, with what to do, when nobody made it. */
bool draw_find_folded(struct store *store, struct text id, struct draw *out, struct err *err);
/* Whether people are drawn by it; ERR_INVALID, with what to do, where it is of something else or has no seed.
 */
bool draw_has_people(const struct draw *draw, struct err *err);
/* The ids of all draws, in byte order. */
bool draw_list(struct store *store, struct arena *arena, struct text **out, size_t *count, struct err *err);

/* The numbers of those who were drawn for an examination since `since` (wall ms), or called as substitutes,
 * and were neither excused nor absent; sorted, none twice. */
bool draw_history(struct store *store, int64_t since, struct arena *arena, struct text **out, size_t *count,
                  struct err *err);

/* Who may take a test of `who: {draw: ID}` now: drawn or called, and neither excused nor absent; they become
 * who->drawn (in `arena`). Without a draw nothing happens. Fails with ERR_NOT_FOUND or ERR_INVALID, saying
 * why, when there is no such draw of people or it has not been drawn; *who is then as before. */
bool draw_resolve(struct store *store, struct who *who, struct arena *arena, struct err *err);

/* The seq of the draw's last entry, 0 without any: who was drawn is the same as long as it is. */
bool draw_last_entry(struct store *store, struct text id, int64_t *seq, struct err *err);

/* The journal's bodies, and back; for tests and verify. from_json copies into the arena. */
void draw_event_to_json(const struct draw_event *event, struct buf *out);
bool draw_event_from_json(enum draw_event_kind kind, int64_t at, struct text body, struct arena *arena,
                          struct draw_event *out, struct err *err);

#endif
