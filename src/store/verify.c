#include "store/verify.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "store/statement.h"
#include "store/verify_state.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { PROGRESS_EVERY = 4096 };

/* A row that was tampered with may hold anything, and findings go to a terminal. */
static void make_printable(char *text)
{
    ptrdiff_t at;
    while ((at = utf8_find_invalid(text_of(text))) >= 0)
        text[at] = '?';
    for (char *c = text; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7F)
            *c = '?';
}

void finding(struct verify *verify, const char *format, ...)
{
    char sentence[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    make_printable(sentence);
    verify->counts->findings++;
    if (verify->report->finding)
        verify->report->finding(verify->report->context, sentence);
}

static bool check_integrity(struct verify *verify, struct err *err)
{
    sqlite3_stmt *stmt = query(verify->store, SQL_INTEGRITY, err);
    if (!stmt)
        return false;
    enum fetch fetch;
    while ((fetch = query_next(verify->store, stmt, err)) == FETCH_ROW) {
        struct text line = column_text(stmt, 0);
        if (!text_is(line, "ok"))
            finding(verify, _("SQLite finds the database file damaged: %.*s"), TEXT_ARG(line));
    }
    return fetch == FETCH_DONE;
}

static bool check_guards(struct verify *verify, struct err *err)
{
    sqlite3_stmt *stmt = query(verify->store, SQL_GUARDS, err);
    bool found;
    if (!query_one(verify->store, stmt, &found, err))
        return false;
    if (!found || column_int(stmt, 0) != 2)
        finding(verify, _("the triggers that keep the journal from being changed were removed"));
    sqlite3_reset(stmt);
    return true;
}

static void check_chain(struct verify *verify, const struct journal_entry *entry)
{
    if (entry->seq != verify->seq + 1)
        finding(verify, _("journal: after entry %lld comes entry %lld; what stood between is missing"),
                (long long)verify->seq, (long long)entry->seq);
    struct hash link = journal_link(&verify->link, entry);
    if (!hash_equal(&link, &entry->link))
        finding(verify,
                _("journal: entry %lld (%.*s, %.*s) does not fit the chain: it was altered, moved or put in"),
                (long long)entry->seq, TEXT_ARG(entry->stream), TEXT_ARG(entry->kind));
    verify->seq = entry->seq;
    verify->link = entry->link;
}

static void check_place(struct verify *verify, const struct journal_entry *entry)
{
    size_t i = 0;
    while (i < verify->stream_count && !text_equal(verify->streams[i].name, entry->stream))
        i++;
    if (i == verify->stream_count) {
        verify->streams = xgrow(verify->streams, &verify->stream_capacity, i + 1, sizeof *verify->streams);
        verify->streams[verify->stream_count++] =
            (struct checked_stream){arena_text(&verify->arena, entry->stream), 0, entry->seq, 0};
    }
    if (entry->n != verify->streams[i].n + 1)
        finding(verify, _("journal: entry %lld is number %lld of the stream %.*s, but number %lld was due"),
                (long long)entry->seq, (long long)entry->n, TEXT_ARG(entry->stream),
                (long long)verify->streams[i].n + 1);
    verify->streams[i].n = entry->n;
    verify->streams[i].last_seq = entry->seq;
}

static const struct {
    const char *prefix;
    bool (*check)(struct verify *verify, const struct journal_entry *entry, struct text rest,
                  struct err *err);
} sorts[] = {
    {"attempt/", verify_attempt_entry}, {"event/", verify_event_entry},     {"bank/", verify_bank_entry},
    {"people", verify_people_entry},    {"contest/", verify_contest_entry}, {"panel/", verify_panel_entry},
    {"series/", verify_series_entry},   {"ruling/", verify_ruling_entry},   {"draw/", verify_draw_entry},
    {"seal/", verify_seal_entry},       {"marking/", verify_marking_entry},
};

static bool visit(void *context, const struct journal_entry *entry, struct err *err)
{
    struct verify *verify = context;
    arena_clear(&verify->scratch);
    check_chain(verify, entry);
    if (!text_starts_with(entry->stream, text_of(sorts[0].prefix)))
        check_place(verify, entry);
    verify->counts->entries++;
    if (verify->report->progress && verify->counts->entries % PROGRESS_EVERY == 0)
        verify->report->progress(verify->report->context, verify->counts->entries, verify->total);
    for (size_t i = 0; i < COUNT_OF(sorts); i++) {
        struct text prefix = text_of(sorts[i].prefix);
        if (text_starts_with(entry->stream, prefix))
            return sorts[i].check(verify, entry, text_from(entry->stream, prefix.len), err);
    }
    return true;
}

static bool check_head(struct verify *verify, struct err *err)
{
    int64_t seq;
    struct hash link;
    if (!journal_head(verify->store, &seq, &link, err))
        return false;
    if (seq != verify->seq)
        finding(verify, _("journal: its last entry should be %lld, but it ends with entry %lld"),
                (long long)seq, (long long)verify->seq);
    else if (!hash_equal(&link, &verify->link))
        finding(verify, _("journal: the link of its last entry, %lld, is not the one that was noted"),
                (long long)seq);
    return true;
}

static const struct checked_stream *told_of(const struct verify *verify, struct text name)
{
    for (size_t i = 0; i < verify->stream_count; i++)
        if (text_equal(verify->streams[i].name, name))
            return &verify->streams[i];
    return NULL;
}

/* Whether it is noted where the stream begins and ends (store/streams.h). */
static bool is_noted(struct text stream)
{
    static const char *const prefixes[] = {"contest/", "panel/", "series/", "ruling/",
                                           "marking/", "draw/",  "seal/"};
    for (size_t i = 0; i < COUNT_OF(prefixes); i++)
        if (text_starts_with(stream, text_of(prefixes[i])))
            return true;
    return false;
}

static bool check_notes(struct verify *verify, struct err *err)
{
    sqlite3_stmt *stmt = query(verify->store, SQL_STAGE_ALL, err);
    if (!stmt)
        return false;
    size_t noted = 0, told = 0;
    enum fetch fetch;
    while ((fetch = query_next(verify->store, stmt, err)) == FETCH_ROW) {
        struct text name = column_text(stmt, 0), code = column_text(stmt, 1);
        const struct checked_stream *stream = told_of(verify, name);
        bool own = name.len > code.len && text_equal(text_from(name, name.len - code.len), code);
        noted += stream && is_noted(name);
        if (!stream || !is_noted(name) || !own || column_int(stmt, 2) != stream->first_seq ||
            column_int(stmt, 3) != stream->last_seq)
            finding(verify, _("the stream %.*s does not begin and end in the journal where it was noted"),
                    TEXT_ARG(name));
    }
    for (size_t i = 0; i < verify->stream_count; i++)
        told += is_noted(verify->streams[i].name);
    if (fetch == FETCH_DONE && noted != told)
        finding(verify, _("it was not noted where in the journal a contest, panel or series begins"));
    return fetch == FETCH_DONE;
}

static bool check_streams(struct verify *verify, struct err *err)
{
    sqlite3_stmt *stmt = query(verify->store, SQL_STREAM_ALL, err);
    if (!stmt)
        return false;
    enum fetch fetch;
    while ((fetch = query_next(verify->store, stmt, err)) == FETCH_ROW) {
        struct text name = column_text(stmt, 0);
        const struct checked_stream *stream = told_of(verify, name);
        int64_t n = stream ? stream->n : 0;
        if (column_int(stmt, 1) != n)
            finding(verify,
                    _("the stream %.*s should have %lld entries, but the journal holds them up to %lld"),
                    TEXT_ARG(name), (long long)column_int(stmt, 1), (long long)n);
    }
    return fetch == FETCH_DONE;
}

static bool check_all(struct verify *verify, struct err *err)
{
    struct hash ignored;
    return check_integrity(verify, err) && check_guards(verify, err) &&
           journal_head(verify->store, &verify->total, &ignored, err) &&
           journal_walk(verify->store, INT64_MIN, 0, visit, verify, err) && check_head(verify, err) &&
           check_streams(verify, err) && check_notes(verify, err) && verify_attempts_end(verify, err) &&
           verify_tallies_end(verify, err) && verify_stages_end(verify, err) &&
           verify_events_end(verify, err) && verify_banks_end(verify, err) && verify_items(verify, err) &&
           verify_pools(verify, err) && verify_people_end(verify, err);
}

bool store_verify(struct store *store, const struct verify_report *report, struct verify_counts *out,
                  struct err *err)
{
    *out = (struct verify_counts){0};
    struct verify verify = {.store = store, .report = report, .counts = out};
    /* One picture of the database, while others go on writing. */
    bool own = !store_in_transaction(store);
    if (own && !store_begin_read(store, err))
        return false;
    bool ok = check_all(&verify, err);
    if (own)
        store_rollback(store);
    out->head = verify.link;
    if (ok && report->progress)
        report->progress(report->context, out->entries, out->entries);
    verify_attempts_finish(&verify);
    verify_stages_finish(&verify);
    verify_drawn_finish(&verify);
    verify_markings_finish(&verify);
    free(verify.streams);
    free(verify.events);
    free(verify.rulings);
    free(verify.banks);
    arena_finish(&verify.scratch);
    arena_finish(&verify.arena);
    return ok;
}
