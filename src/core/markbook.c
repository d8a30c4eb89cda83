#include "core/markbook.h"

#include "base/mem.h"
#include "base/rng.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const event_names[MARKBOOK_EVENT_KINDS] = {
    [MARKBOOK_BEGAN] = "began",
    [MARKBOOK_MARKED] = "marked",
    [MARKBOOK_TICKED] = "ticked",
    [MARKBOOK_REOPENED] = "reopened",
};

const char *markbook_event_name(enum markbook_event_kind kind)
{
    return event_names[kind];
}

bool markbook_event_from_name(struct text name, enum markbook_event_kind *out)
{
    for (int i = 0; i < MARKBOOK_EVENT_KINDS; i++)
        if (text_is(name, event_names[i])) {
            *out = (enum markbook_event_kind)i;
            return true;
        }
    return false;
}

void markbook_init(struct markbook *book)
{
    *book = (struct markbook){.arena = ARENA_EMPTY};
}

void markbook_finish(struct markbook *book)
{
    free(book->scripts);
    free(book->index);
    arena_finish(&book->arena);
    markbook_init(book);
}

uint32_t points_all(const struct item *item)
{
    return (UINT32_C(1) << item->point_count) - 1;
}

mark_t points_worth(const struct item *item, uint32_t points)
{
    mark_t sum = 0;
    for (int i = 0; i < item->point_count; i++)
        if (points >> i & 1)
            sum += item->points[i].marks;
    return sum;
}

/* ---- Scripts ------------------------------------------------------------------------------------------- */

/* Fits the 53 bits that every JSON reader keeps. */
static int64_t token_of(struct text secret, int64_t attempt, int slot)
{
    const uint64_t most = (UINT64_C(1) << 53) - 1;
    char subject[48];
    struct rng rng;
    int len = snprintf(subject, sizeof subject, "%lld/%d", (long long)attempt, slot);
    rng_init(&rng, secret, text_make("script", 6), text_make(subject, (size_t)len));
    uint64_t high = rng_next(&rng), low = rng_next(&rng);
    return (int64_t)(((high << 32 | low) & most) | 1);
}

/* Where the index holds the script, or would: its size is a power of two, and it is never full. */
static size_t place_of(const struct markbook *book, int64_t attempt, int slot)
{
    uint64_t key =
        (uint64_t)attempt * UINT64_C(0x9E3779B97F4A7C15) + (uint64_t)slot * UINT64_C(0xC2B2AE3D27D4EB4F);
    size_t at = (size_t)(key ^ key >> 29) & (book->index_size - 1);
    for (; book->index[at]; at = (at + 1) & (book->index_size - 1)) {
        const struct script *script = &book->scripts[book->index[at] - 1];
        if (script->attempt == attempt && script->slot == slot)
            break;
    }
    return at;
}

static struct script *find(const struct markbook *book, int64_t attempt, int slot)
{
    if (book->index_size == 0)
        return NULL;
    uint32_t number = book->index[place_of(book, attempt, slot)];
    return number ? &book->scripts[number - 1] : NULL;
}

/* Room for one more: at most half of it is used. */
static void enlarge_index(struct markbook *book)
{
    if (2 * (book->count + 1) <= book->index_size)
        return;
    free(book->index);
    book->index_size = book->index_size ? 2 * book->index_size : 64;
    book->index = xcalloc(book->index_size, sizeof *book->index);
    for (size_t i = 0; i < book->count; i++)
        book->index[place_of(book, book->scripts[i].attempt, book->scripts[i].slot)] = (uint32_t)i + 1;
}

const struct script *markbook_find(const struct markbook *book, int64_t attempt, int slot)
{
    return find(book, attempt, slot);
}

const struct script *markbook_by_token(const struct markbook *book, int64_t token)
{
    for (size_t i = 0; token > 0 && i < book->count; i++)
        if (book->scripts[i].token == token)
            return &book->scripts[i];
    return NULL;
}

static struct script *find_or_make(struct markbook *book, int64_t attempt, int slot, struct text item)
{
    struct script *script = find(book, attempt, slot);
    if (script)
        return script;
    enlarge_index(book);
    book->scripts = xgrow(book->scripts, &book->capacity, book->count + 1, sizeof *book->scripts);
    script = &book->scripts[book->count];
    *script = (struct script){.attempt = attempt, .slot = slot, .item = arena_text(&book->arena, item)};
    if (book->secret.len)
        script->token = token_of(book->secret, attempt, slot);
    book->index[place_of(book, attempt, slot)] = (uint32_t)++book->count;
    return script;
}

void markbook_add(struct markbook *book, int64_t attempt, int slot, struct text author, struct text item)
{
    struct script *script = find_or_make(book, attempt, slot, item);
    if (!text_equal(script->author, author))
        script->author = arena_text(&book->arena, author);
    script->waiting = true;
}

void markbook_forget(struct markbook *book)
{
    for (size_t i = 0; i < book->count; i++)
        book->scripts[i].waiting = false;
}

static struct script_mark *mark_of(struct script *script, struct text marker)
{
    for (int i = 0; i < script->mark_count; i++)
        if (text_equal(script->marks[i].marker, marker))
            return &script->marks[i];
    return NULL;
}

const struct script_mark *script_mark_of(const struct script *script, struct text marker)
{
    for (int i = 0; i < script->mark_count; i++)
        if (text_equal(script->marks[i].marker, marker))
            return &script->marks[i];
    return NULL;
}

bool script_mark_stands(const struct script *script, struct text marker)
{
    return script->settled.given || (script->mark_count > 1 && script_mark_of(script, marker));
}

bool script_waits_for(const struct script *script, struct text marker)
{
    return script->waiting && !script->settled.given && !text_equal(script->author, marker) &&
           !script_mark_of(script, marker);
}

/* ---- Settling ------------------------------------------------------------------------------------------ */

/* What these marks settle, `whole` being what all points are worth. */
static struct settled settle(const struct marking_policy *policy, const mark_t *marks, int count,
                             mark_t whole)
{
    if (count == 0)
        return (struct settled){.given = false};
    if (policy->times == 1 || count == MARKBOOK_MARKS)
        return (struct settled){true, marks[count - 1], whole};
    if (count == 1)
        return (struct settled){.given = false};
    mark_t difference = marks[0] > marks[1] ? marks[0] - marks[1] : marks[1] - marks[0];
    if (difference > policy->difference)
        return (struct settled){.given = false};
    return (struct settled){true, marks[0] + marks[1], 2 * whole}; /* the mean, exactly */
}

/* What the script's marks settle together with this one, which may replace an earlier one of the same marker.
 */
static struct settled settle_with(const struct script *script, const struct marking_policy *policy,
                                  struct text marker, mark_t mark, mark_t whole)
{
    mark_t marks[MARKBOOK_MARKS];
    int count = script ? script->mark_count : 0, own = count;
    for (int i = 0; i < count; i++) {
        marks[i] = script->marks[i].mark;
        if (text_equal(script->marks[i].marker, marker))
            own = i;
    }
    assert(own < MARKBOOK_MARKS);
    marks[own] = mark;
    return settle(policy, marks, own == count ? count + 1 : count, whole);
}

/* ---- decide -------------------------------------------------------------------------------------------- */

static bool takes_points(const struct markbook_command *command)
{
    const struct item *item = command->item;
    return item && item->kind == ITEM_SHORT && item->point_count > 0 &&
           (command->points & ~points_all(item)) == 0;
}

/* Markers give marks until all is settled; what an examiner ticked only he ticks anew. */
static bool is_open(const struct script *script, bool tick, struct text marker)
{
    if (!script || script->mark_count == 0)
        return true;
    return tick ? script->ticked && script_mark_of(script, marker) : !script_mark_stands(script, marker);
}

static enum markbook_refusal refuse(const struct markbook_command *command, const struct script *script)
{
    const struct script_mark *own = script ? script_mark_of(script, command->marker) : NULL;
    if (text_equal(command->marker, command->author))
        return MARKBOOK_OWN_ANSWER;
    if (!takes_points(command))
        return MARKBOOK_NO_POINTS;
    if (!is_open(script, command->kind == MARKBOOK_TICK, command->marker))
        return MARKBOOK_SETTLED;
    if (script && script->changes >= MARKBOOK_CHANGES_MOST)
        return MARKBOOK_TOO_OFTEN;
    bool same = own && own->points == command->points && text_equal(own->note, command->note);
    return same ? MARKBOOK_NOTHING : MARKBOOK_OK;
}

static enum markbook_refusal decide_mark(const struct markbook_command *command, const struct script *script,
                                         const struct marking_policy *policy, struct markbook_event *event)
{
    enum markbook_refusal refusal = refuse(command, script);
    if (refusal != MARKBOOK_OK)
        return refusal;
    bool tick = command->kind == MARKBOOK_TICK;
    event->kind = tick ? MARKBOOK_TICKED : MARKBOOK_MARKED;
    event->item = command->name;
    event->marker = command->marker;
    event->points = command->points;
    event->mark = points_worth(command->item, command->points);
    event->whole = points_worth(command->item, points_all(command->item));
    event->note = command->note;
    event->settled = tick ? (struct settled){true, event->mark, event->whole}
                          : settle_with(script, policy, command->marker, event->mark, event->whole);
    return MARKBOOK_OK;
}

enum markbook_refusal markbook_decide(const struct markbook *book, const struct marking_policy *policy,
                                      const struct markbook_command *command, struct markbook_event *out)
{
    const struct script *script = find(book, command->attempt, command->slot);
    struct markbook_event event = {.attempt = command->attempt, .slot = command->slot};
    enum markbook_refusal refusal = MARKBOOK_OK;
    if (command->kind == MARKBOOK_BEGIN) {
        event = (struct markbook_event){.kind = MARKBOOK_BEGAN, .secret = command->secret};
        refusal = book->secret.len ? MARKBOOK_ALREADY : MARKBOOK_OK;
    } else if (command->kind == MARKBOOK_REOPEN) {
        event.kind = MARKBOOK_REOPENED;
        event.reason = command->reason;
        refusal = script && script->mark_count ? MARKBOOK_OK : MARKBOOK_UNMARKED;
    } else {
        refusal = decide_mark(command, script, policy, &event);
    }
    if (refusal == MARKBOOK_OK)
        *out = event;
    return refusal;
}

/* ---- apply --------------------------------------------------------------------------------------------- */

static bool apply_began(struct markbook *book, const struct markbook_event *event)
{
    if (book->secret.len || event->secret.len == 0)
        return false;
    book->secret = arena_text(&book->arena, event->secret);
    for (size_t i = 0; i < book->count; i++)
        book->scripts[i].token = token_of(book->secret, book->scripts[i].attempt, book->scripts[i].slot);
    return true;
}

/* What settles nothing says nothing; what does is a share of something. */
static bool is_share(const struct settled *settled)
{
    return !settled->given || (settled->whole > 0 && settled->part >= 0 && settled->part <= settled->whole);
}

static bool is_sound(const struct markbook *book, const struct markbook_event *event)
{
    return book->secret.len > 0 && event->attempt > 0 && event->slot >= 0 && event->marker.len > 0 &&
           event->whole > 0 && event->mark >= 0 && event->mark <= event->whole && is_share(&event->settled);
}

static void put_mark(struct markbook *book, struct script *script, const struct markbook_event *event)
{
    struct script_mark *mark = mark_of(script, event->marker);
    if (!mark) {
        mark = &script->marks[script->mark_count++];
        mark->marker = arena_text(&book->arena, event->marker);
    }
    mark->points = event->points;
    mark->mark = event->mark;
    mark->note = arena_text(&book->arena, event->note);
    mark->n = book->n + 1;
    script->changes++;
    script->settled = event->settled;
}

static bool apply_marked(struct markbook *book, const struct markbook_event *event)
{
    if (!is_sound(book, event))
        return false;
    struct script *script = find_or_make(book, event->attempt, event->slot, event->item);
    if (script->settled.given || (script->mark_count == MARKBOOK_MARKS && !mark_of(script, event->marker)))
        return false;
    put_mark(book, script, event);
    return true;
}

static bool apply_ticked(struct markbook *book, const struct markbook_event *event)
{
    if (!is_sound(book, event) || !event->settled.given)
        return false;
    struct script *script = find_or_make(book, event->attempt, event->slot, event->item);
    if (script->mark_count > 0 && (!script->ticked || !mark_of(script, event->marker)))
        return false;
    put_mark(book, script, event);
    script->ticked = true;
    return true;
}

static bool apply_reopened(struct markbook *book, const struct markbook_event *event)
{
    struct script *script = find(book, event->attempt, event->slot);
    if (!script || script->mark_count == 0)
        return false;
    memset(script->marks, 0, sizeof script->marks);
    script->mark_count = script->changes = 0;
    script->settled = (struct settled){.given = false};
    script->ticked = false;
    script->reopened = true;
    return true;
}

bool markbook_apply(struct markbook *book, const struct markbook_event *event)
{
    static bool (*const appliers[MARKBOOK_EVENT_KINDS])(struct markbook *, const struct markbook_event *) = {
        [MARKBOOK_BEGAN] = apply_began,
        [MARKBOOK_MARKED] = apply_marked,
        [MARKBOOK_TICKED] = apply_ticked,
        [MARKBOOK_REOPENED] = apply_reopened,
    };
    bool follows = appliers[event->kind](book, event);
    book->n++;
    return follows;
}

bool markbook_settles_so(const struct markbook *book, const struct marking_policy *policy,
                         const struct markbook_event *event)
{
    const struct script *script = find(book, event->attempt, event->slot);
    struct settled due = {.given = false};
    if (event->kind == MARKBOOK_TICKED)
        due = (struct settled){true, event->mark, event->whole};
    else if (event->kind == MARKBOOK_MARKED &&
             (!script || script->mark_count < MARKBOOK_MARKS || script_mark_of(script, event->marker)))
        due = settle_with(script, policy, event->marker, event->mark, event->whole);
    return due.given == event->settled.given &&
           (!due.given || (due.part == event->settled.part && due.whole == event->settled.whole));
}
