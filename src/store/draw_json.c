/* Events of draws as JSON, by one table as contest events are. */
#include "base/json.h"
#include "base/mem.h"
#include "record/describe.h"
#include "store/draws.h"
#include "store/stage_json.h"

#define R struct person
static const struct field person_fields[] = {
    NEEDS_TEXT(R, number, "number", 1, DRAW_MAX_TEXT),
    MAY_TEXT(R, name, "name", DRAW_MAX_TEXT),
    MAY_TEXT(R, unit, "unit", DRAW_MAX_TEXT),
    MAY_TEXT(R, post, "post", DRAW_MAX_TEXT),
};
static const struct record person_record = ROWS_OF(person_fields, R);
#undef R

#define R struct draw_rule
static const struct field rule_fields[] = {
    MAY_INT(R, per_unit, "per_unit", 0, DRAW_MAX_POOL, 0),
    MAY_INT(R, depth, "depth", 0, DRAW_MAX_POOL, 0),
    MAY_INT(R, total, "total", 0, DRAW_MAX_POOL, 0),
    MAY_INT(R, groups, "groups", 0, DRAW_MAX_POOL, 0),
    MAY_BOOL(R, returning, "return"),
    MAY_TEXTS(R, posts, post_count, "posts", DRAW_MAX_LISTED),
    MAY_TEXTS(R, units, unit_count, "units", DRAW_MAX_LISTED),
    MAY_TEXTS(R, excused, excused_count, "excused", DRAW_MAX_LISTED),
    MAY_INT(R, not_since, "not_since", 0, INT64_MAX, 0),
    MAY_INT(R, drawn_before, "drawn_before", 0, DRAW_MAX_POOL, 0),
};
static const struct record rule_record = ROWS_OF(rule_fields, R);
#undef R

/* An event, and what its table cannot describe in place. */
struct body {
    struct draw_event event;
    const struct draw_rule *rule; /* NULL: left out */
};

#define B struct body
static const struct field pooled_fields[] = {
    NEEDS_WORD(B, event.draw, "draw", draw_kind_names, DRAW_KINDS - 1),
    MAY_TEXT(B, event.title, "title", DRAW_MAX_TEXT),
    MAY_TEXT(B, event.event, "event", DRAW_MAX_TEXT),
    MAY_RECORD(B, rule, "rule", &rule_record),
    NEEDS_ROWS(B, event.pool, event.pool_count, "pool", DRAW_MAX_POOL, &person_record),
    MAY_TEXTS(B, event.topics, event.topic_count, "topics", DRAW_MAX_TOPICS),
    NEEDS_TEXT(B, event.pool_hash, "hash", HASH_HEX_SIZE - 1, HASH_HEX_SIZE - 1),
};
static const struct field seeded_fields[] = {
    NEEDS_WORD(B, event.origin, "how", draw_seed_origin_names, DRAW_SEED_ORIGINS - 1),
    NEEDS_TEXT(B, event.seed, "seed", 1, STAGE_TEXT_MAX),
    MAY_TEXTS(B, event.throws, event.throw_count, "throws", DRAW_MAX_THROWS),
};
static const struct field drawn_fields[] = {
    MAY_INTS(B, event.result.order, event.result.order_count, "order", DRAW_MAX_POOL),
    MAY_INTS(B, event.result.sizes, event.result.size_count, "sizes", DRAW_MAX_POOL),
    MAY_INTS(B, event.result.whole, event.result.whole_count, "whole", DRAW_MAX_POOL),
    MAY_INTS(B, event.result.topics, event.result.topic_count, "topics", DRAW_MAX_POOL),
    MAY_INTS(B, event.result.turns, event.result.turn_count, "turns", DRAW_MAX_POOL),
};
static const struct field noted_fields[] = {
    NEEDS_TEXT(B, event.number, "number", 1, DRAW_MAX_TEXT),
    MAY_TEXT(B, event.reason, "reason", DRAW_MAX_TEXT),
};
static const struct field called_fields[] = {
    NEEDS_TEXT(B, event.number, "number", 1, DRAW_MAX_TEXT),
    NEEDS_TEXT(B, event.instead, "for", 1, DRAW_MAX_TEXT),
};
#undef B

static const struct record bodies[DRAW_EVENT_KINDS] = {
    [DRAW_POOLED] = RECORD_OF(pooled_fields), [DRAW_SEEDED] = RECORD_OF(seeded_fields),
    [DRAW_DRAWN] = RECORD_OF(drawn_fields),   [DRAW_PRESENT] = RECORD_OF(noted_fields),
    [DRAW_EXCUSED] = RECORD_OF(noted_fields), [DRAW_ABSENT] = RECORD_OF(noted_fields),
    [DRAW_CALLED] = RECORD_OF(called_fields), [DRAW_CLOSED] = {NULL, 0, 0},
};

void draw_event_to_json(const struct draw_event *event, struct buf *out)
{
    struct body body = {*event, &event->rule};
    buf_add_char(out, '{');
    record_write(&bodies[event->kind], &body, out);
    buf_add_char(out, '}');
}

bool draw_event_from_json(enum draw_event_kind kind, int64_t at, struct text body, struct arena *arena,
                          struct draw_event *out, struct err *err)
{
    struct body read = {.rule = NULL};
    json_t *object = record_parse(body, NULL);
    bool ok = object && record_read(&bodies[kind], object, arena, &read, NULL);
    json_decref(object);
    if (read.rule)
        read.event.rule = *read.rule;
    read.event.kind = kind;
    read.event.at = at;
    if (!ok || !stage_time_fits(at))
        return stage_unreadable(err);
    *out = read.event;
    return true;
}
