#include "store/draws.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "store/statement.h"
#include "store/streams.h"

#include <stdlib.h>

bool draw_journal(struct store *store, const struct draw *draw, const struct draw_event *event,
                  struct text actor, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct buf body = BUF_EMPTY;
    struct draw_event again;
    draw_event_to_json(event, &body);
    struct journal_entry entry = {.n = (int64_t)draw->n + 1,
                                  .at = event->at,
                                  .actor = actor,
                                  .kind = text_of(draw_event_name(event->kind)),
                                  .body = buf_text(&body)};
    bool ok = draw_event_from_json(event->kind, event->at, entry.body, &arena, &again, NULL) ||
              err_set(err, ERR_INVALID,
                      _("this holds something that the journal cannot keep; nothing was changed"));
    ok = ok && stream_append(store, "draw", draw->id, &entry, err);
    buf_finish(&body);
    arena_finish(&arena);
    return ok;
}

struct folding {
    struct draw *draw;
    struct arena arena; /* of one event */
};

static bool fold(void *context, const struct journal_entry *entry, struct err *err)
{
    struct folding *folding = context;
    enum draw_event_kind kind;
    struct draw_event event;
    arena_clear(&folding->arena);
    if (!draw_event_from_name(entry->kind, &kind))
        return stream_contradicts(entry->stream, err);
    if (!draw_event_from_json(kind, entry->at, entry->body, &folding->arena, &event, err))
        return false;
    if (!draw_event_fits(folding->draw, &event))
        return stream_contradicts(entry->stream, err);
    draw_apply(folding->draw, &event);
    return true;
}

bool draw_fold(struct store *store, struct text id, struct draw *out, struct err *err)
{
    struct folding folding = {out, ARENA_EMPTY};
    draw_init(out, id);
    bool ok = stream_walk(store, "draw", id, fold, &folding, err);
    arena_finish(&folding.arena);
    return ok;
}

bool draw_find_folded(struct store *store, struct text id, struct draw *out, struct err *err)
{
    if (!draw_fold(store, id, out, err))
        return false;
    return out->stage != DRAW_STAGE_NONE ||
           err_set(err, ERR_NOT_FOUND, _("there is no draw %.*s; `biwu draw list` shows them"), TEXT_ARG(id));
}

bool draw_list(struct store *store, struct arena *arena, struct text **out, size_t *count, struct err *err)
{
    static const char prefix[] = "draw/";
    struct text *list = NULL;
    size_t capacity = 0;
    *count = 0;
    sqlite3_stmt *stmt = query(store, SQL_STAGE_ALL, err);
    if (!stmt)
        return false;
    enum fetch fetch;
    while ((fetch = query_next(store, stmt, err)) == FETCH_ROW) {
        struct text stream = column_text(stmt, 0);
        if (!text_starts_with(stream, text_of(prefix)))
            continue;
        list = xgrow(list, &capacity, *count + 1, sizeof *list);
        list[(*count)++] = arena_text(arena, text_from(stream, sizeof prefix - 1));
    }
    *out = arena_array(arena, *count, sizeof **out);
    if (*count)
        memcpy(*out, list, *count * sizeof *list);
    free(list);
    return fetch == FETCH_DONE;
}

bool draw_last_entry(struct store *store, struct text id, int64_t *seq, struct err *err)
{
    return stream_last(store, "draw", id, seq, err);
}

/* ---- Who was drawn ---------------------------------------------------------------------------------------
 */

struct numbers {
    struct text *at; /* owned */
    size_t count, capacity;
};

static void add_entitled(struct numbers *numbers, const struct draw *draw, struct arena *arena)
{
    for (int64_t i = 0; i < draw->pool_count; i++)
        if (draw_is_entitled(draw, i)) {
            numbers->at = xgrow(numbers->at, &numbers->capacity, numbers->count + 1, sizeof *numbers->at);
            numbers->at[numbers->count++] = arena_text(arena, draw->pool[i].number);
        }
}

static int by_text(const void *left, const void *right)
{
    return text_compare(*(const struct text *)left, *(const struct text *)right);
}

/* Sorted, none twice, in the arena; the list itself is freed. */
static struct text *settle(struct numbers *numbers, struct arena *arena, size_t *count)
{
    struct text *out = arena_array(arena, numbers->count, sizeof *out);
    *count = 0;
    if (numbers->count)
        qsort(numbers->at, numbers->count, sizeof *numbers->at, by_text);
    for (size_t i = 0; i < numbers->count; i++)
        if (i == 0 || !text_equal(numbers->at[i], numbers->at[i - 1]))
            out[(*count)++] = numbers->at[i];
    free(numbers->at);
    return out;
}

bool draw_history(struct store *store, int64_t since, struct arena *arena, struct text **out, size_t *count,
                  struct err *err)
{
    struct numbers numbers = {NULL, 0, 0};
    struct text *ids;
    size_t id_count = 0;
    bool ok = draw_list(store, arena, &ids, &id_count, err);
    for (size_t i = 0; ok && i < id_count; i++) {
        struct draw draw;
        ok = draw_fold(store, ids[i], &draw, err);
        if (ok && draw.drawn_at >= since)
            add_entitled(&numbers, &draw, arena);
        draw_finish(&draw);
    }
    *out = settle(&numbers, arena, count);
    return ok;
}

bool draw_has_people(const struct draw *draw, struct err *err)
{
    if (draw->kind != DRAW_PEOPLE)
        return err_set(err, ERR_INVALID, _("the draw %.*s is not one of people"), TEXT_ARG(draw->id));
    if (draw->stage < DRAW_STAGE_DRAWN)
        return err_set(
            err, ERR_INVALID,
            _("the draw %.*s has no seed yet, so nobody is drawn; `biwu draw seed %.*s` goes on with it"),
            TEXT_ARG(draw->id), TEXT_ARG(draw->id));
    return true;
}

static bool find_for_test(struct store *store, struct text id, struct draw *out, struct err *err)
{
    if (!draw_fold(store, id, out, err))
        return false;
    if (out->stage == DRAW_STAGE_NONE)
        return err_set(err, ERR_NOT_FOUND, _("there is no draw %.*s; `biwu draw people --id %.*s` makes it"),
                       TEXT_ARG(id), TEXT_ARG(id));
    return draw_has_people(out, err);
}

bool draw_resolve(struct store *store, struct who *who, struct arena *arena, struct err *err)
{
    struct draw draw;
    struct numbers numbers = {NULL, 0, 0};
    size_t count;
    if (who->draw.len == 0)
        return true;
    bool ok = find_for_test(store, who->draw, &draw, err);
    if (ok)
        add_entitled(&numbers, &draw, arena);
    draw_finish(&draw);
    const struct text *drawn = settle(&numbers, arena, &count);
    if (!ok)
        return false;
    who->drawn = drawn;
    who->drawn_count = (int)count;
    return true;
}
