#include "core/draw.h"

#include "base/i18n.h"
#include "base/mem.h"

#include <stdlib.h>

void draw_init(struct draw *draw, struct text id)
{
    *draw = (struct draw){.arena = ARENA_EMPTY};
    draw->id = arena_text(&draw->arena, id);
}

void draw_finish(struct draw *draw)
{
    arena_finish(&draw->arena);
    *draw = (struct draw){.arena = ARENA_EMPTY};
}

/* ---- Reading ---------------------------------------------------------------------------------------------
 */

int64_t draw_find(const struct draw *draw, struct text number)
{
    int64_t low = 0, high = draw->pool_count;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        int order = text_compare(draw->pool[middle].number, number);
        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

static bool is_free(const struct draw *draw, int64_t member)
{
    return draw->members[member].place < 0;
}

int64_t draw_next_substitute(const struct draw *draw, int64_t member)
{
    int64_t place = member < 0 ? -1 : draw->members[member].place;
    if (place < 0)
        return -1;
    int64_t unit = draw->unit_of[place], first = 0;
    for (int64_t u = 0; u < unit; u++)
        first += draw->result.sizes[u];
    for (int64_t i = 0; unit >= 0 && i < draw->result.sizes[unit]; i++)
        if (is_free(draw, draw->result.order[first + i]))
            return draw->result.order[first + i];
    for (int64_t i = 0; i < draw->result.whole_count; i++)
        if (is_free(draw, draw->result.whole[i]))
            return draw->result.whole[i];
    return -1;
}

bool draw_is_entitled(const struct draw *draw, int64_t member)
{
    if (member < 0 || draw->kind != DRAW_PEOPLE || draw->stage < DRAW_STAGE_DRAWN)
        return false;
    enum draw_standing standing = draw->members[member].standing;
    return standing == DRAW_DUE || standing == DRAW_CAME;
}

struct draw_event draw_pooled(const struct draw *draw)
{
    return (struct draw_event){.kind = DRAW_POOLED,
                               .at = draw->pooled_at,
                               .draw = draw->kind,
                               .title = draw->title,
                               .event = draw->event,
                               .rule = draw->rule,
                               .pool = draw->pool,
                               .pool_count = draw->pool_count,
                               .topics = draw->topics,
                               .topic_count = draw->topic_count};
}

/* ---- decide ----------------------------------------------------------------------------------------------
 */

typedef enum draw_refusal decider(const struct draw *draw, const struct draw_event *wanted,
                                  struct arena *arena, struct draw_event *out);

static enum draw_refusal decide_pool(const struct draw *draw, const struct draw_event *wanted,
                                     struct arena *arena, struct draw_event *out)
{
    if (draw->stage != DRAW_STAGE_NONE)
        return DRAW_ALREADY;
    enum draw_refusal refusal = draw_check(wanted);
    if (refusal != DRAW_OK)
        return refusal;
    struct hash hash = draw_pool_hash(draw->id, wanted);
    char hex[HASH_HEX_SIZE];
    hash_to_hex(&hash, hex);
    int64_t at = out->at;
    *out = *wanted;
    out->kind = DRAW_POOLED;
    out->at = at;
    out->pool_hash = arena_text(arena, text_of(hex));
    return DRAW_OK;
}

static enum draw_refusal decide_seed(const struct draw *draw, const struct draw_event *wanted,
                                     struct arena *arena, struct draw_event *out)
{
    bool system = wanted->origin == DRAW_SEED_SYSTEM;
    if (draw->stage == DRAW_STAGE_NONE)
        return DRAW_NO_POOL;
    if (draw->stage != DRAW_STAGE_POOLED)
        return DRAW_ALREADY;
    struct text seed = system ? wanted->seed : draw_join_seed(wanted->throws, wanted->throw_count, arena);
    if (seed.len == 0)
        return DRAW_BAD_SEED;
    out->kind = DRAW_SEEDED;
    out->origin = wanted->origin;
    out->seed = seed;
    out->throws = system ? NULL : wanted->throws;
    out->throw_count = system ? 0 : wanted->throw_count;
    return DRAW_OK;
}

static enum draw_refusal decide_it(const struct draw *draw, const struct draw_event *wanted,
                                   struct arena *arena, struct draw_event *out)
{
    (void)wanted;
    if (draw->stage < DRAW_STAGE_SEEDED)
        return DRAW_NO_SEED;
    if (draw->stage != DRAW_STAGE_SEEDED)
        return DRAW_ALREADY;
    struct draw_event pooled = draw_pooled(draw);
    out->kind = DRAW_DRAWN;
    draw_compute(draw->id, &pooled, draw->seed, arena, &out->result);
    return DRAW_OK;
}

/* What holds for everything that is noted of one person. */
static enum draw_refusal find_place(const struct draw *draw, struct text number, int64_t *member)
{
    if (draw->stage < DRAW_STAGE_DRAWN)
        return DRAW_NOT_DRAWN;
    if (draw->kind != DRAW_PEOPLE)
        return DRAW_NOT_PEOPLE;
    if (draw->stage == DRAW_STAGE_CLOSED)
        return DRAW_IS_CLOSED;
    *member = draw_find(draw, number);
    if (*member < 0)
        return DRAW_NO_MEMBER;
    return is_free(draw, *member) ? DRAW_NO_PLACE : DRAW_OK;
}

static enum draw_refusal decide_present(const struct draw *draw, const struct draw_event *wanted,
                                        struct arena *arena, struct draw_event *out)
{
    (void)arena;
    int64_t member;
    enum draw_refusal refusal = find_place(draw, wanted->number, &member);
    if (refusal != DRAW_OK)
        return refusal;
    if (draw->members[member].substitute >= 0)
        return DRAW_REPLACED;
    if (draw->members[member].standing == DRAW_CAME)
        return DRAW_NOTHING;
    out->kind = DRAW_PRESENT;
    out->number = draw->pool[member].number;
    return DRAW_OK;
}

static enum draw_refusal decide_missing(const struct draw *draw, const struct draw_event *wanted,
                                        enum draw_standing standing, struct draw_event *out)
{
    int64_t member;
    enum draw_refusal refusal = find_place(draw, wanted->number, &member);
    if (refusal != DRAW_OK)
        return refusal;
    const struct draw_member *now = &draw->members[member];
    if (now->standing == standing && text_equal(now->reason, wanted->reason))
        return DRAW_NOTHING;
    out->kind = standing == DRAW_IS_EXCUSED ? DRAW_EXCUSED : DRAW_ABSENT;
    out->number = draw->pool[member].number;
    out->reason = wanted->reason;
    return DRAW_OK;
}

static enum draw_refusal decide_excuse(const struct draw *draw, const struct draw_event *wanted,
                                       struct arena *arena, struct draw_event *out)
{
    (void)arena;
    int64_t member;
    enum draw_refusal refusal = find_place(draw, wanted->number, &member);
    if (refusal == DRAW_OK && wanted->reason.len == 0)
        return DRAW_NO_REASON;
    return refusal == DRAW_OK ? decide_missing(draw, wanted, DRAW_IS_EXCUSED, out) : refusal;
}

static enum draw_refusal decide_absent(const struct draw *draw, const struct draw_event *wanted,
                                       struct arena *arena, struct draw_event *out)
{
    (void)arena;
    return decide_missing(draw, wanted, DRAW_IS_ABSENT, out);
}

static enum draw_refusal decide_call(const struct draw *draw, const struct draw_event *wanted,
                                     struct arena *arena, struct draw_event *out)
{
    (void)arena;
    int64_t member;
    enum draw_refusal refusal = find_place(draw, wanted->instead, &member);
    if (refusal != DRAW_OK)
        return refusal;
    if (draw->members[member].substitute >= 0)
        return DRAW_REPLACED;
    if (draw_is_entitled(draw, member))
        return DRAW_NOT_MISSING;
    int64_t next = draw_next_substitute(draw, member);
    if (next < 0)
        return DRAW_NOBODY_LEFT;
    out->kind = DRAW_CALLED;
    out->number = draw->pool[next].number;
    out->instead = draw->pool[member].number;
    return DRAW_OK;
}

static enum draw_refusal decide_close(const struct draw *draw, const struct draw_event *wanted,
                                      struct arena *arena, struct draw_event *out)
{
    (void)wanted;
    (void)arena;
    if (draw->stage == DRAW_STAGE_CLOSED)
        return DRAW_NOTHING;
    if (draw->stage != DRAW_STAGE_DRAWN)
        return DRAW_NOT_DRAWN;
    out->kind = DRAW_CLOSED;
    return DRAW_OK;
}

enum draw_refusal draw_decide(const struct draw *draw, const struct draw_command *command, int64_t now,
                              struct arena *arena, struct draw_event *out)
{
    static decider *const deciders[] = {
        [DRAW_POOL] = decide_pool,          [DRAW_SEED] = decide_seed,     [DRAW_IT] = decide_it,
        [DRAW_PRESENT_IT] = decide_present, [DRAW_EXCUSE] = decide_excuse, [DRAW_NOTE_ABSENT] = decide_absent,
        [DRAW_CALL] = decide_call,          [DRAW_CLOSE] = decide_close,
    };
    struct draw_event event = {.at = now};
    enum draw_refusal refusal = deciders[command->kind](draw, &command->as, arena, &event);
    if (refusal == DRAW_OK)
        *out = event;
    return refusal;
}

/* ---- apply -----------------------------------------------------------------------------------------------
 */

static const struct text *keep_texts(struct arena *arena, const struct text *texts, int64_t count)
{
    struct text *copy = arena_array(arena, (size_t)count, sizeof *copy);
    for (int64_t i = 0; i < count; i++)
        copy[i] = arena_text(arena, texts[i]);
    return copy;
}

static const int64_t *keep_ints(struct arena *arena, const int64_t *ints, int64_t count)
{
    int64_t *copy = arena_array(arena, (size_t)count, sizeof *copy);
    for (int64_t i = 0; i < count; i++)
        copy[i] = ints[i];
    return copy;
}

static const struct person *keep_people(struct arena *arena, const struct person *people, int64_t count)
{
    struct person *copy = arena_array(arena, (size_t)count, sizeof *copy);
    for (int64_t i = 0; i < count; i++)
        copy[i] = (struct person){arena_text(arena, people[i].number), arena_text(arena, people[i].name),
                                  arena_text(arena, people[i].unit), arena_text(arena, people[i].post)};
    return copy;
}

static void apply_pooled(struct draw *draw, const struct draw_event *event)
{
    struct arena *arena = &draw->arena;
    draw->stage = DRAW_STAGE_POOLED;
    draw->kind = event->draw;
    draw->title = arena_text(arena, event->title);
    draw->event = arena_text(arena, event->event);
    draw->rule = event->rule;
    draw->rule.posts = keep_texts(arena, event->rule.posts, event->rule.post_count);
    draw->rule.units = keep_texts(arena, event->rule.units, event->rule.unit_count);
    draw->rule.excused = keep_texts(arena, event->rule.excused, event->rule.excused_count);
    draw->pool = keep_people(arena, event->pool, event->pool_count);
    draw->pool_count = event->pool_count;
    draw->topics = keep_texts(arena, event->topics, event->topic_count);
    draw->topic_count = event->topic_count;
    (void)hash_from_hex(event->pool_hash, &draw->pool_hash);
    draw->pooled_at = event->at;
    draw->members = arena_array(arena, (size_t)draw->pool_count, sizeof *draw->members);
    for (int64_t i = 0; i < draw->pool_count; i++)
        draw->members[i] = (struct draw_member){.place = -1, .substitute = -1, .instead = -1};
}

static void apply_seeded(struct draw *draw, const struct draw_event *event)
{
    draw->stage = DRAW_STAGE_SEEDED;
    draw->seed = arena_text(&draw->arena, event->seed);
    draw->origin = event->origin;
    draw->throws = keep_texts(&draw->arena, event->throws, event->throw_count);
    draw->throw_count = event->throw_count;
}

/* Places being given out. */
struct places {
    int64_t *first, *unit_of;
    int64_t count;
};

static void give_place(struct draw *draw, struct places *places, int64_t member, int64_t unit, int64_t at)
{
    draw->members[member].place = places->count;
    draw->members[member].standing = DRAW_DUE;
    draw->members[member].at = at;
    places->first[places->count] = member;
    places->unit_of[places->count++] = unit;
}

/* The first of every unit, then the first of the whole pool who are not among them. */
static void give_places(struct draw *draw, int64_t at)
{
    const struct draw_result *result = &draw->result;
    struct places places = {arena_array(&draw->arena, (size_t)draw->pool_count, sizeof(int64_t)),
                            arena_array(&draw->arena, (size_t)draw->pool_count, sizeof(int64_t)), 0};
    for (int64_t u = 0, from = 0; u < result->size_count; from += result->sizes[u++])
        for (int64_t i = 0; i < draw->rule.per_unit && i < result->sizes[u]; i++)
            give_place(draw, &places, result->order[from + i], u, at);
    for (int64_t i = 0; i < result->whole_count && places.count < draw->rule.total; i++)
        if (is_free(draw, result->whole[i]))
            give_place(draw, &places, result->whole[i], -1, at);
    draw->first = places.first;
    draw->unit_of = places.unit_of;
    draw->place_count = places.count;
}

static void apply_drawn(struct draw *draw, const struct draw_event *event)
{
    const struct draw_result *from = &event->result;
    struct arena *arena = &draw->arena;
    draw->stage = DRAW_STAGE_DRAWN;
    draw->drawn_at = event->at;
    draw->result = *from;
    draw->result.order = keep_ints(arena, from->order, from->order_count);
    draw->result.sizes = keep_ints(arena, from->sizes, from->size_count);
    draw->result.whole = keep_ints(arena, from->whole, from->whole_count);
    draw->result.topics = keep_ints(arena, from->topics, from->topic_count);
    draw->result.turns = keep_ints(arena, from->turns, from->turn_count);
    if (draw->kind == DRAW_PEOPLE)
        give_places(draw, event->at);
}

static void apply_noted(struct draw *draw, const struct draw_event *event)
{
    static const enum draw_standing standings[DRAW_EVENT_KINDS] = {
        [DRAW_PRESENT] = DRAW_CAME, [DRAW_EXCUSED] = DRAW_IS_EXCUSED, [DRAW_ABSENT] = DRAW_IS_ABSENT};
    struct draw_member *member = &draw->members[draw_find(draw, event->number)];
    member->standing = standings[event->kind];
    member->reason = arena_text(&draw->arena, event->reason);
    member->at = event->at;
}

static void apply_called(struct draw *draw, const struct draw_event *event)
{
    int64_t called = draw_find(draw, event->number), missing = draw_find(draw, event->instead);
    draw->members[missing].substitute = called;
    draw->members[called].instead = missing;
    draw->members[called].place = draw->members[missing].place;
    draw->members[called].standing = DRAW_DUE;
    draw->members[called].at = event->at;
}

static void apply_closed(struct draw *draw, const struct draw_event *event)
{
    (void)event;
    draw->stage = DRAW_STAGE_CLOSED;
}

/* ---- What can follow -------------------------------------------------------------------------------------
 */

static bool is_permutation(const int64_t *list, int64_t count, int64_t of)
{
    if (count != of)
        return false;
    bool *seen = xcalloc((size_t)of + 1, sizeof *seen);
    bool ok = true;
    for (int64_t i = 0; ok && i < count; i++) {
        ok = list[i] >= 0 && list[i] < of && !seen[list[i]];
        if (ok)
            seen[list[i]] = true;
    }
    free(seen);
    return ok;
}

static bool sums_to(const int64_t *sizes, int64_t count, int64_t sum)
{
    for (int64_t i = 0; i < count; i++) {
        if (sizes[i] < 1 || sizes[i] > sum)
            return false;
        sum -= sizes[i];
    }
    return sum == 0;
}

static bool topics_fit(const struct draw *draw, const struct draw_result *result, int64_t takers)
{
    for (int64_t i = 0; i < result->topic_count; i++)
        if (result->topics[i] < 0 || result->topics[i] >= draw->topic_count)
            return false;
    return result->topic_count == takers;
}

static bool result_fits(const struct draw *draw, const struct draw_result *result)
{
    int64_t pool = draw->pool_count;
    bool by_unit = draw->rule.per_unit > 0;
    switch (draw->kind) {
    case DRAW_PEOPLE:
        return is_permutation(result->whole, result->whole_count, pool) &&
               (!by_unit || is_permutation(result->order, result->order_count, pool)) &&
               sums_to(result->sizes, result->size_count, by_unit ? pool : 0);
    case DRAW_TOPICS:
        return topics_fit(draw, result, pool);
    case DRAW_GROUPS:
        return is_permutation(result->order, result->order_count, pool) &&
               result->size_count == draw->rule.groups && sums_to(result->sizes, result->size_count, pool) &&
               is_permutation(result->turns, result->turn_count, draw->rule.groups) &&
               topics_fit(draw, result, draw->topic_count ? draw->rule.groups : 0);
    case DRAW_ORDER:
        return is_permutation(result->order, result->order_count, pool);
    }
    return false;
}

/* A damaged journal may hold any event in any place. */
bool draw_event_fits(const struct draw *draw, const struct draw_event *event)
{
    int64_t member, other;
    switch (event->kind) {
    case DRAW_POOLED:
        return draw->stage == DRAW_STAGE_NONE && draw_check(event) == DRAW_OK;
    case DRAW_SEEDED:
        return draw->stage == DRAW_STAGE_POOLED && event->seed.len > 0;
    case DRAW_DRAWN:
        return draw->stage == DRAW_STAGE_SEEDED && result_fits(draw, &event->result);
    case DRAW_PRESENT:
    case DRAW_EXCUSED:
    case DRAW_ABSENT:
        return find_place(draw, event->number, &member) == DRAW_OK;
    case DRAW_CALLED:
        other = draw_find(draw, event->number);
        return find_place(draw, event->instead, &member) == DRAW_OK && other >= 0 && is_free(draw, other) &&
               draw->members[member].substitute < 0;
    case DRAW_CLOSED:
        return draw->stage == DRAW_STAGE_DRAWN;
    }
    return false;
}

void draw_apply(struct draw *draw, const struct draw_event *event)
{
    static void (*const appliers[DRAW_EVENT_KINDS])(struct draw *, const struct draw_event *) = {
        [DRAW_POOLED] = apply_pooled, [DRAW_SEEDED] = apply_seeded, [DRAW_DRAWN] = apply_drawn,
        [DRAW_PRESENT] = apply_noted, [DRAW_EXCUSED] = apply_noted, [DRAW_ABSENT] = apply_noted,
        [DRAW_CALLED] = apply_called, [DRAW_CLOSED] = apply_closed,
    };
    if (draw_event_fits(draw, event))
        appliers[event->kind](draw, event);
    draw->n++;
}
