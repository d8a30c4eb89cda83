/* Events (tests) as the database holds them. */
#ifndef BIWU_STORE_EVENTS_H
#define BIWU_STORE_EVENTS_H

#include "core/form.h"
#include "store/store.h"

enum event_status {
    EVENT_DRAFT,    /* known from its file; the file may still change */
    EVENT_PREPARED, /* sheet, pool and seed fixed */
    EVENT_OPEN,
    EVENT_CLOSED,
};

struct event_record {
    struct text code, title;
    struct text kind;   /* "test" "contest" "panel" "series" */
    struct text path;   /* the file it came from */
    struct text source; /* the sheet's YAML, as prepared (draft: as last seen) */
    struct hash source_hash;
    enum event_status status;
    struct hash pool_hash;        /* from prepared on */
    struct text seed;             /* from prepared on */
    int64_t opened_at, closed_at; /* wall ms of the first opening, of the last closing; 0: not (yet) */
};

const char *event_status_name(enum event_status status); /* "draft" "prepared" "open" "closed" */

bool event_find(struct store *store, struct text code, struct arena *arena, struct event_record *out,
                struct err *err);
/* Ordered by code. */
bool event_list(struct store *store, struct arena *arena, struct event_record **out, size_t *count,
                struct err *err);
/* Adds a draft, or updates one that is still a draft; a prepared event keeps its sheet (*kept set when the
 * file's content differs from what was prepared). Within a write transaction. */
bool event_put_draft(struct store *store, struct text code, struct text kind, struct text title,
                     struct text path, struct text source, bool *kept, struct err *err);
/* Within a write transaction, each journaled in stream "event/CODE": first "pooled" {sheet, pool, count} (the
 * pool is saved too; that of a panel or series is empty), then "seeded" {seed}; status becomes prepared.
 * ERR_INVALID unless it is a draft. */
bool event_prepare(struct store *store, struct text code, const struct pool *pool, struct text seed,
                   int64_t at, int64_t clock, struct text actor, struct err *err);
/* EVENT_OPEN or EVENT_CLOSED, journaled as "opened" or "closed"; reopening a closed event is allowed. Fails
 * with ERR_INVALID when the event is so already or not prepared. Within a write transaction. */
bool event_set_status(struct store *store, struct text code, enum event_status status, int64_t at,
                      int64_t clock, struct text actor, struct err *err);

#endif
