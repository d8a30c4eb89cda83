/* Verifying events: status, seed, pool and sheet against their streams. */
#include "base/i18n.h"
#include "base/mem.h"
#include "store/json_read.h"
#include "store/projection.h"
#include "store/statement.h"
#include "store/verify_state.h"

static struct checked_event *find_event(const struct verify *verify, struct text code)
{
    for (size_t i = 0; i < verify->event_count; i++)
        if (text_equal(verify->events[i].code, code))
            return &verify->events[i];
    return NULL;
}

const struct checked_event *verify_find_event(const struct verify *verify, struct text code)
{
    return find_event(verify, code);
}

static struct checked_event *need_event(struct verify *verify, struct text code)
{
    struct checked_event *event = find_event(verify, code);
    if (event)
        return event;
    verify->events =
        xgrow(verify->events, &verify->event_capacity, verify->event_count + 1, sizeof *verify->events);
    event = &verify->events[verify->event_count++];
    *event = (struct checked_event){.code = arena_text(&verify->arena, code)};
    return event;
}

static void read_pooled(struct json_reader *reader, const json_t *body, struct checked_event *event)
{
    event->title = json_text_member(reader, body, "title");
    event->pool_count = json_int_member(reader, body, "count");
    event->told.kind = json_text_optional(reader, body, "kind");
    if (!hash_from_hex(json_text_member(reader, body, "sheet"), &event->told.source_hash) ||
        !hash_from_hex(json_text_member(reader, body, "pool"), &event->told.pool_hash))
        reader->bad = true;
}

static void fold_event(struct json_reader *reader, const struct journal_entry *entry, const json_t *body,
                       struct checked_event *event)
{
    if (text_is(entry->kind, "pooled")) {
        read_pooled(reader, body, event);
    } else if (text_is(entry->kind, "seeded")) {
        event->told.seed = json_text_member(reader, body, "seed");
        event->told.status = EVENT_PREPARED;
    } else if (text_is(entry->kind, "opened")) {
        event_record_move(&event->told, EVENT_OPEN, entry->at);
    } else if (text_is(entry->kind, "closed")) {
        event_record_move(&event->told, EVENT_CLOSED, entry->at);
    }
}

bool verify_event_entry(struct verify *verify, const struct journal_entry *entry, struct text code,
                        struct err *err)
{
    (void)err;
    struct json_reader reader = {&verify->arena, false};
    json_t *body = json_read(entry->body);
    if (body)
        fold_event(&reader, entry, body, need_event(verify, code));
    if (!body || reader.bad)
        finding(verify, _("journal: entry %lld (%.*s, %.*s) cannot be read"), (long long)entry->seq,
                TEXT_ARG(entry->stream), TEXT_ARG(entry->kind));
    json_decref(body);
    return true;
}

static void differs(struct verify *verify, struct text code, const char *what)
{
    finding(verify, _("event %.*s: its %s in the database is not the one in the journal"), TEXT_ARG(code),
            what);
}

/* A row of SQL_EVENT_ALL. */
static void compare_hashes(struct verify *verify, const struct checked_event *event, sqlite3_stmt *stmt)
{
    struct text code = column_text(stmt, 0);
    struct hash source = hash_of(column_text(stmt, 2)), noted, pool;
    bool whole = column_hash(stmt, 3, &noted);
    bool draft = event->told.status == EVENT_DRAFT;
    if (!whole || !hash_equal(&source, &noted) || (!draft && !hash_equal(&source, &event->told.source_hash)))
        finding(verify, _("event %.*s: its sheet is not the one whose hash was noted"), TEXT_ARG(code));
    bool none = sqlite3_column_type(stmt, 5) == SQLITE_NULL;
    if (!column_hash(stmt, 5, &pool) || none != draft ||
        (!draft && !hash_equal(&pool, &event->told.pool_hash)))
        differs(verify, code, "pool_hash");
    if (!draft && column_int(stmt, 9) != event->pool_count)
        differs(verify, code, "pool");
}

static void compare_event(struct verify *verify, const struct checked_event *event, sqlite3_stmt *stmt)
{
    struct text code = column_text(stmt, 0);
    compare_hashes(verify, event, stmt);
    if (event->told.status != EVENT_DRAFT && !text_equal(column_text(stmt, 1), event->title))
        differs(verify, code, "title");
    struct text kind = event->told.kind.len ? event->told.kind : text_make("test", 4);
    if (event->told.status != EVENT_DRAFT && !text_equal(column_text(stmt, 10), kind))
        differs(verify, code, "kind");
    if (!text_is(column_text(stmt, 4), event_status_name(event->told.status)))
        differs(verify, code, "status");
    if (!text_equal(column_text(stmt, 6), event->told.seed))
        differs(verify, code, "seed");
    if (column_int(stmt, 7) != event->told.opened_at)
        differs(verify, code, "opened_at");
    if (column_int(stmt, 8) != event->told.closed_at)
        differs(verify, code, "closed_at");
}

bool verify_events_end(struct verify *verify, struct err *err)
{
    static const struct checked_event draft = {0};
    sqlite3_stmt *stmt = query(verify->store, SQL_EVENT_ALL, err);
    if (!stmt)
        return false;
    size_t rows = 0;
    enum fetch fetch;
    while ((fetch = query_next(verify->store, stmt, err)) == FETCH_ROW) {
        const struct checked_event *event = find_event(verify, column_text(stmt, 0));
        compare_event(verify, event ? event : &draft, stmt);
        rows += event != NULL;
    }
    if (fetch == FETCH_DONE && rows != verify->event_count)
        finding(verify, _("an event that stands in the journal has no row"));
    return fetch == FETCH_DONE;
}

static bool read_sheet(struct verify *verify, struct checked_event *event, struct err *err)
{
    struct event_record record;
    struct err own = ERR_NONE;
    bool found = event_find(verify->store, event->code, &verify->arena, &record, &own);
    if (!found && own.kind != ERR_NOT_FOUND && own.kind != ERR_DAMAGED)
        return err_set(err, own.kind, "%s", own.message);
    struct test_sheet *sheet = arena_alloc(&verify->arena, sizeof *sheet);
    if (found && verify->report->sheet &&
        verify->report->sheet(verify->report->context, record.source, &verify->arena, sheet)) {
        event->sheet = sheet;
        return true;
    }
    event->sheet_failed = true;
    finding(verify, _("event %.*s: its sheet cannot be read, so its marks cannot be checked"),
            TEXT_ARG(event->code));
    return true;
}

bool verify_sheet(struct verify *verify, struct text code, const struct test_sheet **out, struct err *err)
{
    struct checked_event *event = need_event(verify, code);
    if (!event->sheet && !event->sheet_failed && !read_sheet(verify, event, err))
        return false;
    *out = event->sheet;
    return true;
}
