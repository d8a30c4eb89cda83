#include "store/marking.h"

#include "base/mem.h"
#include "record/describe.h"
#include "store/stage_json.h"
#include "store/streams.h"

#include <stdlib.h>

enum { PERSON_BYTES = 64, ITEM_BYTES = 2 * ITEM_MAX_ID + 1 };

/* An event as its body has it; part and whole of what is settled are left out while nothing is. */
struct body {
    struct text secret, item, marker, note, reason;
    int64_t attempt, slot;
    const int64_t *points;
    int64_t point_count;
    mark_t mark, full, settled_part, settled_whole;
    bool settled;
};

#define B struct body
static const struct field began[] = {NEEDS_TEXT(B, secret, "secret", 1, MARKBOOK_SECRET_MAX)};
static const struct field marked[] = {
    NEEDS_INT(B, attempt, "attempt", 1, INT64_MAX),
    NEEDS_INT(B, slot, "slot", 0, INT32_MAX),
    NEEDS_TEXT(B, item, "item", 1, ITEM_BYTES),
    NEEDS_TEXT(B, marker, "marker", 1, PERSON_BYTES),
    MAY_INTS(B, points, point_count, "points", ITEM_MAX_POINTS),
    MAY_MARK(B, mark, "mark"),
    NEEDS_MARK(B, full, "full"),
    MAY_BOOL(B, settled, "settled"),
    MAY_MARK(B, settled_part, "part"),
    MAY_MARK(B, settled_whole, "whole"),
    MAY_TEXT(B, note, "note", MARKBOOK_NOTE_MAX),
};
static const struct field reopened[] = {
    NEEDS_INT(B, attempt, "attempt", 1, INT64_MAX),
    NEEDS_INT(B, slot, "slot", 0, INT32_MAX),
    NEEDS_TEXT(B, reason, "reason", 1, MARKBOOK_NOTE_MAX),
};
#undef B

static const struct record bodies[MARKBOOK_EVENT_KINDS] = {
    [MARKBOOK_BEGAN] = RECORD_OF(began),
    [MARKBOOK_MARKED] = RECORD_OF(marked),
    [MARKBOOK_TICKED] = RECORD_OF(marked),
    [MARKBOOK_REOPENED] = RECORD_OF(reopened),
};

void markbook_event_to_json(const struct markbook_event *event, struct buf *out)
{
    int64_t points[ITEM_MAX_POINTS];
    struct body body = {.secret = event->secret,
                        .item = event->item,
                        .marker = event->marker,
                        .note = event->note,
                        .reason = event->reason,
                        .attempt = event->attempt,
                        .slot = event->slot,
                        .points = points,
                        .mark = event->mark,
                        .full = event->whole,
                        .settled = event->settled.given,
                        .settled_part = event->settled.part,
                        .settled_whole = event->settled.whole};
    for (int i = 0; i < ITEM_MAX_POINTS; i++)
        if (event->points >> i & 1)
            points[body.point_count++] = i;
    buf_add_char(out, '{');
    record_write(&bodies[event->kind], &body, out);
    buf_add_char(out, '}');
}

static bool read_points(const struct body *body, uint32_t *out)
{
    *out = 0;
    for (int64_t i = 0; i < body->point_count; i++) {
        if (body->points[i] < 0 || body->points[i] >= ITEM_MAX_POINTS)
            return false;
        *out |= UINT32_C(1) << body->points[i];
    }
    return true;
}

bool markbook_event_from_json(enum markbook_event_kind kind, struct text text, struct arena *arena,
                              struct markbook_event *out, struct err *err)
{
    struct body body = {.attempt = 0};
    json_t *object = record_parse(text, NULL);
    bool ok = object && record_read(&bodies[kind], object, arena, &body, NULL);
    json_decref(object);
    *out = (struct markbook_event){.kind = kind,
                                   .secret = body.secret,
                                   .item = body.item,
                                   .marker = body.marker,
                                   .note = body.note,
                                   .reason = body.reason,
                                   .attempt = body.attempt,
                                   .slot = (int)body.slot,
                                   .mark = body.mark,
                                   .whole = body.full,
                                   .settled = {body.settled, body.settled_part, body.settled_whole}};
    return (ok && read_points(&body, &out->points)) || stage_unreadable(err);
}

bool marking_journal(struct store *store, struct text event, uint32_t n,
                     const struct markbook_event *marked_as, int64_t at, int64_t clock, struct text actor,
                     int64_t *seq, struct err *err)
{
    struct buf body = BUF_EMPTY;
    markbook_event_to_json(marked_as, &body);
    struct journal_entry entry = {.n = n,
                                  .at = at,
                                  .clock = clock,
                                  .actor = actor,
                                  .kind = text_of(markbook_event_name(marked_as->kind)),
                                  .body = buf_text(&body)};
    bool ok = stream_append(store, "marking", event, &entry, err);
    buf_finish(&body);
    if (ok && seq)
        *seq = entry.seq;
    return ok;
}

struct walk {
    marking_visitor *each;
    void *context;
};

static bool visit(void *context, const struct journal_entry *entry, struct err *err)
{
    const struct walk *walk = context;
    struct arena arena = ARENA_EMPTY;
    enum markbook_event_kind kind;
    struct markbook_event event;
    bool ok = markbook_event_from_name(entry->kind, &kind)
                  ? markbook_event_from_json(kind, entry->body, &arena, &event, err)
                  : stream_contradicts(entry->stream, err);
    ok = ok && walk->each(walk->context, entry, &event, err);
    arena_finish(&arena);
    return ok;
}

bool marking_walk(struct store *store, struct text event, marking_visitor *each, void *context,
                  struct err *err)
{
    struct walk walk = {each, context};
    return stream_walk(store, "marking", event, visit, &walk, err);
}

static bool fold(void *context, const struct journal_entry *entry, const struct markbook_event *event,
                 struct err *err)
{
    return markbook_apply(context, event) || stream_contradicts(entry->stream, err);
}

bool marking_fold(struct store *store, struct text event, struct markbook *out, struct err *err)
{
    return marking_walk(store, event, fold, out, err);
}

static int by_place(const void *a, const void *b)
{
    const struct settled_mark *left = a, *right = b;
    if (left->attempt != right->attempt)
        return left->attempt < right->attempt ? -1 : 1;
    return (left->slot > right->slot) - (left->slot < right->slot);
}

bool settled_load(struct store *store, struct text event, struct arena *arena, struct settled_mark **out,
                  size_t *count, struct err *err)
{
    struct markbook book;
    markbook_init(&book);
    bool ok = marking_fold(store, event, &book, err);
    *count = 0;
    *out = arena_array(arena, ok ? book.count : 0, sizeof **out);
    for (size_t i = 0; ok && i < book.count; i++) {
        const struct script *script = &book.scripts[i];
        if (script->settled.given)
            (*out)[(*count)++] = (struct settled_mark){script->attempt, script->slot, script->settled.part,
                                                       script->settled.whole};
    }
    qsort(*out, *count, sizeof **out, by_place);
    markbook_finish(&book);
    return ok;
}
