#include "store/stages.h"

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "store/json_read.h"
#include "store/projection.h"
#include "store/stage_json.h"
#include "store/statement.h"
#include "store/streams.h"

bool stage_unreadable(struct err *err)
{
    return err_set(err, ERR_DAMAGED, _("an entry of the journal cannot be read; run ‘biwu verify’"));
}

/* ---- Appending -------------------------------------------------------------------------------------- */

/* What cannot be read back would end the event at the next start, so it is not written. */
static bool must_read_back(bool readable, struct err *err)
{
    return readable ||
           err_set(err, ERR_INVALID,
                   _("this step holds something that the journal cannot keep; nothing was changed"));
}

bool contest_journal(struct store *store, struct text code, uint32_t n, const struct contest_event *event,
                     int64_t at, struct text actor, int64_t *seq, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct contest_event again;
    buf_clear(&store->scratch);
    contest_event_to_json(event, &store->scratch);
    struct journal_entry entry = {.n = n,
                                  .at = at,
                                  .clock = event->at,
                                  .actor = actor,
                                  .kind = text_of(contest_event_name(event->kind)),
                                  .body = buf_text(&store->scratch)};
    bool ok = must_read_back(
        contest_event_from_json(event->kind, event->at, entry.body, &arena, &again, NULL), err);
    arena_finish(&arena);
    ok = ok && stream_append(store, "contest", code, &entry, err);
    if (ok && seq)
        *seq = entry.seq;
    return ok;
}

bool panel_journal(struct store *store, struct text code, uint32_t n, const struct panel_event *event,
                   int64_t at, struct text actor, int64_t *seq, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct panel_event again;
    buf_clear(&store->scratch);
    panel_event_to_json(event, &store->scratch);
    struct journal_entry entry = {.n = n,
                                  .at = at,
                                  .clock = event->at,
                                  .actor = actor,
                                  .kind = text_of(panel_event_name(event->kind)),
                                  .body = buf_text(&store->scratch)};
    bool ok =
        must_read_back(panel_event_from_json(event->kind, event->at, entry.body, &arena, &again, NULL), err);
    arena_finish(&arena);
    ok = ok && stream_append(store, "panel", code, &entry, err);
    if (ok && seq)
        *seq = entry.seq;
    return ok;
}

/* ---- Walking ---------------------------------------------------------------------------------------- */

struct contest_walking {
    struct arena arena; /* of one event */
    contest_visitor *each;
    void *context;
};

static bool visit_contest(void *context, const struct journal_entry *entry, struct err *err)
{
    struct contest_walking *walking = context;
    enum contest_event_kind kind;
    struct contest_event event;
    arena_clear(&walking->arena);
    if (!contest_event_from_name(entry->kind, &kind))
        return stream_contradicts(entry->stream, err);
    return contest_event_from_json(kind, entry->clock, entry->body, &walking->arena, &event, err) &&
           walking->each(walking->context, entry, &event, err);
}

bool contest_walk(struct store *store, struct text code, contest_visitor *each, void *context,
                  struct err *err)
{
    struct contest_walking walking = {ARENA_EMPTY, each, context};
    bool ok = stream_walk(store, "contest", code, visit_contest, &walking, err);
    arena_finish(&walking.arena);
    return ok;
}

struct panel_walking {
    struct arena arena;
    panel_visitor *each;
    void *context;
};

static bool visit_panel(void *context, const struct journal_entry *entry, struct err *err)
{
    struct panel_walking *walking = context;
    enum panel_event_kind kind;
    struct panel_event event;
    arena_clear(&walking->arena);
    if (!panel_event_from_name(entry->kind, &kind))
        return stream_contradicts(entry->stream, err);
    return panel_event_from_json(kind, entry->clock, entry->body, &walking->arena, &event, err) &&
           walking->each(walking->context, entry, &event, err);
}

bool panel_walk(struct store *store, struct text code, panel_visitor *each, void *context, struct err *err)
{
    struct panel_walking walking = {ARENA_EMPTY, each, context};
    bool ok = stream_walk(store, "panel", code, visit_panel, &walking, err);
    arena_finish(&walking.arena);
    return ok;
}

/* ---- Folding ---------------------------------------------------------------------------------------- */

static bool fold_contest(void *context, const struct journal_entry *entry, const struct contest_event *event,
                         struct err *err)
{
    struct contest *contest = context;
    if (entry->n != (int64_t)contest->n + 1)
        return stream_contradicts(entry->stream, err);
    contest_apply(contest, event);
    return true;
}

bool contest_fold(struct store *store, struct text code, struct contest *out, struct err *err)
{
    return contest_walk(store, code, fold_contest, out, err);
}

static bool fold_panel(void *context, const struct journal_entry *entry, const struct panel_event *event,
                       struct err *err)
{
    struct panel *panel = context;
    if (entry->n != (int64_t)panel->n + 1)
        return stream_contradicts(entry->stream, err);
    panel_apply(panel, event);
    return true;
}

bool panel_fold(struct store *store, struct text code, struct panel *out, struct err *err)
{
    return panel_walk(store, code, fold_panel, out, err);
}

/* ---- Series ----------------------------------------------------------------------------------------- */

static bool append_series(struct store *store, struct text code, struct series_state *state, const char *kind,
                          struct text body, int64_t at, int64_t clock, struct text actor, struct err *err)
{
    struct journal_entry entry = {.n = (int64_t)state->n + 1,
                                  .at = at,
                                  .clock = clock,
                                  .actor = actor,
                                  .kind = text_of(kind),
                                  .body = body};
    if (!stream_append(store, "series", code, &entry, err))
        return false;
    state->n++;
    return true;
}

bool series_reveal(struct store *store, struct text code, struct series_state *state, int64_t at,
                   int64_t clock, struct text actor, struct err *err)
{
    if (!append_series(store, code, state, "revealed", text_make("{}", 2), at, clock, actor, err))
        return false;
    state->revealed++;
    return true;
}

bool series_finalize(struct store *store, struct text code, struct series_state *state,
                     const struct entrant_result *rows, size_t count, int64_t at, int64_t clock,
                     struct text actor, struct err *err)
{
    if (state->final)
        return err_set(err, ERR_INVALID, _("the series %.*s is final already"), TEXT_ARG(code));
    struct hash digest = entrant_results_digest(rows, count);
    char hex[HASH_HEX_SIZE];
    struct buf body = BUF_EMPTY;
    hash_to_hex(&digest, hex);
    buf_add_char(&body, '{');
    json_add_member_int(&body, "count", (int64_t)count);
    json_add_member(&body, "rows", text_of(hex));
    buf_add_char(&body, '}');
    bool ok = append_series(store, code, state, "finalized", buf_text(&body), at, clock, actor, err) &&
              entrant_results_put(store, code, rows, count, err);
    buf_finish(&body);
    state->final = state->final || ok;
    return ok;
}

bool series_apply(struct series_state *state, const struct journal_entry *entry, struct series_final *final)
{
    state->n = (uint32_t)entry->n;
    if (text_is(entry->kind, "revealed")) {
        state->revealed++;
        return true;
    }
    if (!text_is(entry->kind, "finalized") || state->final)
        return false;
    struct json_reader reader = {NULL, false};
    struct arena arena = ARENA_EMPTY;
    reader.arena = &arena;
    json_t *body = json_read(entry->body);
    final->count = json_int_member(&reader, body, "count");
    state->final = hash_from_hex(json_text_member(&reader, body, "rows"), &final->digest) && !reader.bad;
    json_decref(body);
    arena_finish(&arena);
    return state->final;
}

static bool fold_series(void *context, const struct journal_entry *entry, struct err *err)
{
    struct series_final final;
    return series_apply(context, entry, &final) || stream_contradicts(entry->stream, err);
}

bool series_fold(struct store *store, struct text code, struct series_state *out, struct err *err)
{
    *out = (struct series_state){0};
    return stream_walk(store, "series", code, fold_series, out, err);
}
