#include "store/attempts.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "store/json_read.h"
#include "store/projection.h"
#include "store/statement.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

bool attempt_new_id(struct store *store, int64_t *id, struct err *err)
{
    return fact_next(store, "attempt id", id, err);
}

enum { STREAM_SIZE = 32 };

static struct text stream_of(int64_t id, char out[static STREAM_SIZE])
{
    int len = snprintf(out, STREAM_SIZE, "attempt/%lld", (long long)id);
    return text_make(out, (size_t)len);
}

bool attempt_journal(struct store *store, int64_t id, uint32_t n, const struct attempt_event *event,
                     int64_t at, struct text actor, int64_t *seq, struct err *err)
{
    char stream[STREAM_SIZE];
    buf_clear(&store->scratch);
    attempt_event_to_json(event, &store->scratch);
    struct journal_entry entry = {
        .stream = stream_of(id, stream),
        .n = n,
        .at = at,
        .clock = event->at,
        .actor = actor,
        .kind = text_of(attempt_event_name(event->kind)),
        .body = buf_text(&store->scratch),
    };
    assert(n > 0);
    if (!journal_append(store, &entry, err))
        return false;
    if (seq)
        *seq = entry.seq;
    return true;
}

static void bind_record(sqlite3_stmt *stmt, const struct attempt_record *record)
{
    bind_int(stmt, 1, record->id);
    bind_text(stmt, 2, record->event);
    bind_text(stmt, 3, record->number);
    bind_int(stmt, 4, record->nth);
    bind_text(stmt, 5, text_of(attempt_status_name(record->status)));
    if (record->status == ATTEMPT_SUBMITTED)
        bind_text(stmt, 6, text_of(submit_cause_name(record->cause)));
    else
        sqlite3_bind_null(stmt, 6);
    bind_int(stmt, 7, record->started_at);
    bind_int(stmt, 8, record->ended_at);
    bind_int(stmt, 9, record->elapsed);
    bind_int(stmt, 10, record->mark);
    bind_int(stmt, 11, record->full);
    bind_int(stmt, 12, record->passed);
    bind_int(stmt, 13, record->answered);
    bind_int(stmt, 14, record->slots);
    bind_int(stmt, 15, record->first_seq);
    bind_int(stmt, 16, record->last_seq);
    bind_text(stmt, 17, record->void_reason);
    bind_int(stmt, 18, record->pending);
    bind_text(stmt, 19, record->examiner);
}

/* What the header promises of a running row and of a void one, whatever the caller left in the record. */
static struct attempt_record settled(const struct attempt_record *record, bool marked)
{
    struct attempt_record row = *record;
    if (row.status == ATTEMPT_RUNNING) {
        row.ended_at = row.last_seq = row.elapsed = 0;
        row.answered = 0;
    }
    if (!marked) {
        row.mark = 0;
        row.passed = false;
        row.pending = 0;
    }
    if (row.status != ATTEMPT_VOID)
        row.void_reason = text_make("", 0);
    return row;
}

bool attempt_save(struct store *store, const struct attempt_record *record, const struct attempt *attempt,
                  const struct marking *markings, struct err *err)
{
    must_write(store);
    assert(record->status != ATTEMPT_NONE && record->status == attempt->status);
    assert(markings || record->status != ATTEMPT_SUBMITTED);
    sqlite3_stmt *stmt = query(store, SQL_ATTEMPT_SAVE, err);
    if (!stmt)
        return false;
    bool running = record->status == ATTEMPT_RUNNING;
    struct attempt_record row = settled(record, markings && !running);
    bind_record(stmt, &row);
    if (running) {
        sqlite3_bind_null(stmt, 20);
    } else {
        buf_clear(&store->scratch);
        responses_to_json(attempt, markings, &store->scratch);
        bind_text(stmt, 20, buf_text(&store->scratch));
    }
    return query_run(store, stmt, err) && tally_save(store, record->id, attempt, markings, err);
}

/* A row of ATTEMPT_COLUMNS. */
static bool record_of_row(sqlite3_stmt *stmt, struct arena *arena, struct attempt_record *out,
                          struct err *err)
{
    *out = (struct attempt_record){
        .id = column_int(stmt, 0),
        .event = arena_text(arena, column_text(stmt, 1)),
        .number = arena_text(arena, column_text(stmt, 2)),
        .nth = (int)column_int(stmt, 3),
        .started_at = column_int(stmt, 6),
        .ended_at = column_int(stmt, 7),
        .elapsed = column_int(stmt, 8),
        .mark = column_int(stmt, 9),
        .full = column_int(stmt, 10),
        .passed = column_int(stmt, 11),
        .answered = (int)column_int(stmt, 12),
        .slots = (int)column_int(stmt, 13),
        .first_seq = column_int(stmt, 14),
        .last_seq = column_int(stmt, 15),
        .void_reason = arena_text(arena, column_text(stmt, 16)),
        .pending = (int)column_int(stmt, 17),
        .examiner = arena_text(arena, column_text(stmt, 18)),
    };
    bool whole = attempt_status_from_name(column_text(stmt, 4), &out->status);
    if (sqlite3_column_type(stmt, 5) != SQLITE_NULL)
        whole = submit_cause_from_name(column_text(stmt, 5), &out->cause) && whole;
    return whole || err_set(err, ERR_DAMAGED, _("attempt %lld is stored wrongly; run ‘biwu verify’"),
                            (long long)out->id);
}

bool attempt_find(struct store *store, int64_t id, struct arena *arena, struct attempt_record *out,
                  struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_ATTEMPT_FIND, err);
    if (!stmt)
        return false;
    bind_int(stmt, 1, id);
    bool found;
    if (!query_one(store, stmt, &found, err))
        return false;
    bool ok = found ? record_of_row(stmt, arena, out, err)
                    : err_set(err, ERR_NOT_FOUND, _("there is no attempt %lld"), (long long)id);
    sqlite3_reset(stmt);
    return ok;
}

/* The rows of a statement that selects ATTEMPT_COLUMNS; ends the statement. */
static bool read_records(struct store *store, sqlite3_stmt *stmt, struct arena *arena,
                         struct attempt_record **out, size_t *count, struct err *err)
{
    struct attempt_record *list = NULL;
    size_t capacity = 0, n = 0;
    enum fetch fetch;
    bool ok = true;
    while (ok && (fetch = query_next(store, stmt, err)) == FETCH_ROW) {
        list = xgrow(list, &capacity, n + 1, sizeof *list);
        ok = record_of_row(stmt, arena, &list[n++], err);
    }
    sqlite3_reset(stmt);
    ok = ok && fetch == FETCH_DONE;
    if (ok) {
        *out = arena_array(arena, n, sizeof **out);
        if (n)
            memcpy(*out, list, n * sizeof *list);
        *count = n;
    }
    free(list);
    return ok;
}

bool attempt_list(struct store *store, struct text event, struct text number, struct arena *arena,
                  struct attempt_record **out, size_t *count, struct err *err)
{
    static const enum statement by[2][2] = {
        {SQL_ATTEMPT_ALL, SQL_ATTEMPT_OF_NUMBER},
        {SQL_ATTEMPT_OF_EVENT, SQL_ATTEMPT_OF_BOTH},
    };
    sqlite3_stmt *stmt = query(store, by[event.len > 0][number.len > 0], err);
    if (!stmt)
        return false;
    if (event.len)
        bind_text(stmt, 1, event);
    if (number.len)
        bind_text(stmt, 2, number);
    return read_records(store, stmt, arena, out, count, err);
}

static bool apply_row(struct attempt *attempt, int64_t n, int64_t clock, struct text kind_name,
                      struct text body, struct arena *arena, struct err *err)
{
    enum attempt_event_kind kind;
    struct attempt_event event;
    arena_clear(arena);
    if (n == (int64_t)attempt->n + 1 && attempt_event_from_name(kind_name, &kind) &&
        attempt_event_from_json(kind, clock, body, arena, &event, NULL) &&
        attempt_event_fits(attempt, &event)) {
        attempt_apply(attempt, &event);
        return true;
    }
    return err_set(err, ERR_DAMAGED,
                   _("an attempt's entries in the journal contradict each other; run ‘biwu verify’"));
}

bool attempt_fold(struct store *store, const struct attempt_record *record, struct attempt *out,
                  struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_ATTEMPT_STREAM, err);
    if (!stmt)
        return false;
    char stream[STREAM_SIZE];
    bool ended = record->status == ATTEMPT_SUBMITTED && record->last_seq;
    bind_int(stmt, 1, record->first_seq);
    bind_int(stmt, 2, ended ? record->last_seq : INT64_MAX);
    bind_text(stmt, 3, stream_of(record->id, stream));
    struct arena arena = ARENA_EMPTY;
    enum fetch fetch;
    bool ok = true;
    while (ok && (fetch = query_next(store, stmt, err)) == FETCH_ROW)
        ok = apply_row(out, column_int(stmt, 0), column_int(stmt, 1), column_text(stmt, 2),
                       column_text(stmt, 3), &arena, err);
    sqlite3_reset(stmt);
    arena_finish(&arena);
    ok = ok && fetch == FETCH_DONE;
    if (ok && out->n == 0)
        return err_set(err, ERR_DAMAGED, _("attempt %lld is not in the journal; run ‘biwu verify’"),
                       (long long)record->id);
    return ok;
}

/* The running attempts, by id, while their events are read. */
struct running {
    struct arena arena;
    struct attempt_record *records;
    struct attempt *states;
    size_t count;
};

static int by_id(const void *key, const void *element)
{
    int64_t id = *(const int64_t *)key, other = ((const struct attempt_record *)element)->id;
    return (id > other) - (id < other);
}

static bool fold_streams(struct store *store, struct running *running, int64_t from, struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_ATTEMPT_STREAMS, err);
    if (!stmt)
        return false;
    bind_int(stmt, 1, from);
    struct arena arena = ARENA_EMPTY;
    enum fetch fetch;
    bool ok = true;
    while (ok && (fetch = query_next(store, stmt, err)) == FETCH_ROW) {
        int64_t id = 0;
        text_to_int(column_text(stmt, 0), 1, INT64_MAX, &id);
        const struct attempt_record *record =
            bsearch(&id, running->records, running->count, sizeof *record, by_id);
        if (record)
            ok = apply_row(&running->states[record - running->records], column_int(stmt, 1),
                           column_int(stmt, 2), column_text(stmt, 3), column_text(stmt, 4), &arena, err);
    }
    sqlite3_reset(stmt);
    arena_finish(&arena);
    return ok && fetch == FETCH_DONE;
}

static bool start_running(struct store *store, struct running *running, int64_t *from, struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_ATTEMPT_RUNNING, err);
    if (!stmt || !read_records(store, stmt, &running->arena, &running->records, &running->count, err))
        return false;
    running->states = arena_array(&running->arena, running->count, sizeof *running->states);
    *from = INT64_MAX;
    for (size_t i = 0; i < running->count; i++) {
        attempt_init(&running->states[i]);
        if (running->records[i].first_seq < *from)
            *from = running->records[i].first_seq;
    }
    return true;
}

static bool hand_over(struct running *running, size_t i, attempt_taker *each, void *context, struct err *err)
{
    const struct attempt_record *record = &running->records[i];
    struct attempt *state = &running->states[i];
    if (state->status != ATTEMPT_RUNNING)
        return err_set(err, ERR_DAMAGED,
                       _("attempt %lld is running in its row but not in the journal; run ‘biwu verify’"),
                       (long long)record->id);
    if (!each(context, record, state, err))
        return false;
    attempt_init(state); /* the contents are the taker's now */
    return true;
}

bool attempt_fold_running(struct store *store, attempt_taker *each, void *context, struct err *err)
{
    struct running running = {.arena = ARENA_EMPTY};
    int64_t from = INT64_MAX;
    bool ok = start_running(store, &running, &from, err) &&
              (running.count == 0 || fold_streams(store, &running, from, err));
    for (size_t i = 0; ok && i < running.count; i++)
        ok = hand_over(&running, i, each, context, err);
    for (size_t i = 0; i < running.count && running.states; i++)
        attempt_finish(&running.states[i]);
    arena_finish(&running.arena);
    return ok;
}

bool result_rows(struct store *store, struct text event, struct arena *arena, struct standing_row **out,
                 size_t *count, struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_RESULT_ROWS, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, event);
    struct standing_row *list = NULL;
    size_t capacity = 0, n = 0;
    enum fetch fetch;
    while ((fetch = query_next(store, stmt, err)) == FETCH_ROW) {
        list = xgrow(list, &capacity, n + 1, sizeof *list);
        list[n++] = (struct standing_row){
            .person = {.number = arena_text(arena, column_text(stmt, 0)),
                       .name = arena_text(arena, column_text(stmt, 1)),
                       .unit = arena_text(arena, column_text(stmt, 2)),
                       .post = arena_text(arena, column_text(stmt, 3))},
            .marks = column_int(stmt, 4),
            .elapsed = column_int(stmt, 5),
            .submitted = column_int(stmt, 6),
            .passed = column_int(stmt, 7),
            .attempt = column_int(stmt, 8),
            .pending = (int)column_int(stmt, 9),
        };
    }
    if (fetch == FETCH_DONE) {
        *out = arena_array(arena, n, sizeof **out);
        if (n)
            memcpy(*out, list, n * sizeof *list);
        *count = n;
    }
    free(list);
    return fetch == FETCH_DONE;
}

bool attempts_pending(struct store *store, struct text event, int64_t *out, struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_ATTEMPT_PENDING, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, event);
    bool found;
    if (!query_one(store, stmt, &found, err))
        return false;
    *out = found ? column_int(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return true;
}

static void read_response(struct json_reader *reader, const json_t *array, struct response_record *out)
{
    const json_t *mark = json_array_get(array, 4);
    out->bank = json_text_of(reader, json_array_get(array, 0));
    out->item = json_text_of(reader, json_array_get(array, 1));
    out->revision = json_int_of(reader, json_array_get(array, 2));
    out->response = json_text_of(reader, json_array_get(array, 3));
    out->pending = json_is_null(mark);
    out->mark = out->pending ? 0 : json_int_of(reader, mark);
    out->full = json_int_of(reader, json_array_get(array, 5));
    out->spent = json_int_of(reader, json_array_get(array, 6));
}

static bool read_responses(struct text json, struct arena *arena, struct response_record **out, size_t *count)
{
    struct json_reader reader = {arena, false};
    json_t *array = json_read(json);
    bool ok = json_is_array(array);
    if (ok) {
        *count = json_array_size(array);
        *out = arena_array(arena, *count, sizeof **out);
        for (size_t i = 0; i < *count; i++)
            read_response(&reader, json_array_get(array, i), &(*out)[i]);
    }
    json_decref(array);
    return ok && !reader.bad;
}

bool response_rows(struct store *store, int64_t attempt, struct arena *arena, struct response_record **out,
                   size_t *count, struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_ATTEMPT_RESPONSES, err);
    if (!stmt)
        return false;
    bind_int(stmt, 1, attempt);
    bool found;
    if (!query_one(store, stmt, &found, err))
        return false;
    bool ok = true;
    *count = 0;
    *out = NULL;
    if (!found)
        ok = err_set(err, ERR_NOT_FOUND, _("there is no attempt %lld"), (long long)attempt);
    else if (sqlite3_column_type(stmt, 0) == SQLITE_NULL)
        ok = err_set(err, ERR_INVALID, _("attempt %lld is still running"), (long long)attempt);
    else if (!read_responses(column_text(stmt, 0), arena, out, count))
        ok = err_set(err, ERR_DAMAGED, _("attempt %lld is stored wrongly; run ‘biwu verify’"),
                     (long long)attempt);
    sqlite3_reset(stmt);
    return ok;
}
