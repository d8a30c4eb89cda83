#include "hub/marking_room.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/rng.h"
#include "hub/papers.h"
#include "hub/remark.h"
#include "hub/turn.h"
#include "store/banks.h"
#include "store/marking.h"

#include <stdlib.h>

/* ---- Keeping ------------------------------------------------------------------------------------------- */

void marking_room_stale(struct test *test)
{
    if (test->marking)
        test->marking->fresh = false;
}

void marking_room_drop(struct test *test)
{
    if (!test->marking)
        return;
    markbook_finish(&test->marking->book);
    free(test->marking);
    test->marking = NULL;
}

void marking_rooms_drop(struct hub *hub)
{
    for (size_t i = 0; i < hub->test_count; i++)
        marking_room_drop(hub->tests[i]);
}

struct text marking_name(struct hub *hub, struct text bank, struct text id)
{
    return arena_textf(&hub->scratch, "%.*s/%.*s", TEXT_ARG(bank), TEXT_ARG(id));
}

static bool add_waiting(struct hub *hub, struct markbook *book, const struct attempt_record *record,
                        struct err *err)
{
    struct response_record *responses;
    size_t count;
    if (!response_rows(hub->store, record->id, &hub->scratch, &responses, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (responses[i].pending)
            markbook_add(book, record->id, (int)i, record->number,
                         marking_name(hub, responses[i].bank, responses[i].item));
    return true;
}

/* Which answers wait is what the rows say: rulings may have taken some out. */
static bool read_waiting(struct hub *hub, struct test *test, struct markbook *book, struct err *err)
{
    struct attempt_record *records;
    size_t count;
    if (!attempt_list(hub->store, test->entry.code, text_of(""), &hub->scratch, &records, &count, err))
        return false;
    markbook_forget(book);
    for (size_t i = 0; i < count; i++)
        if (records[i].status == ATTEMPT_SUBMITTED && records[i].pending > 0 &&
            !add_waiting(hub, book, &records[i], err))
            return false;
    return true;
}

struct marking_room *marking_room(struct hub *hub, struct test *test, struct err *err)
{
    if (!test->marking) {
        test->marking = xcalloc(1, sizeof *test->marking);
        markbook_init(&test->marking->book);
        if (!marking_fold(hub->store, test->entry.code, &test->marking->book, err)) {
            marking_room_drop(test);
            return NULL;
        }
    }
    if (!test->marking->fresh && !read_waiting(hub, test, &test->marking->book, err))
        return NULL;
    test->marking->fresh = true;
    return test->marking;
}

/* ---- Changing ------------------------------------------------------------------------------------------ */

static const enum wire_error refusals[] = {
    [MARKBOOK_OK] = WIRE_OK,
    [MARKBOOK_ALREADY] = WIRE_ALREADY,
    [MARKBOOK_OWN_ANSWER] = WIRE_OWN_ANSWER,
    [MARKBOOK_SETTLED] = WIRE_SETTLED,
    [MARKBOOK_NO_POINTS] = WIRE_NO_POINTS,
    [MARKBOOK_TOO_OFTEN] = WIRE_TOO_OFTEN,
    [MARKBOOK_UNMARKED] = WIRE_UNMARKED,
    [MARKBOOK_NOTHING] = WIRE_OK,
};

static enum wire_error write_event(struct hub *hub, const struct test *test, struct markbook *book,
                                   const struct markbook_event *event, struct text actor)
{
    struct err err = ERR_NONE;
    if (!turn_write(hub))
        return WIRE_NOT_SAVED;
    if (!marking_journal(hub->store, test->entry.code, book->n + 1, event, clock_wall_ms(),
                         hall_clock_now(&hub->clock), actor, NULL, &err))
        return turn_fail(hub, &err);
    (void)markbook_apply(book, event);
    return WIRE_OK;
}

enum wire_error marking_begin(struct hub *hub, struct test *test, struct marking_room *room)
{
    static const char digits[] = "0123456789abcdef";
    uint8_t bytes[32];
    char secret[2 * sizeof bytes];
    struct markbook_event event;
    if (room->book.secret.len)
        return WIRE_OK;
    random_bytes(bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        secret[2 * i] = digits[bytes[i] >> 4];
        secret[2 * i + 1] = digits[bytes[i] & 15];
    }
    const struct markbook_command begin = {.kind = MARKBOOK_BEGIN,
                                           .secret = text_make(secret, sizeof secret)};
    (void)markbook_decide(&room->book, &test->sheet.marking, &begin, &event);
    return write_event(hub, test, &room->book, &event, text_of("hub"));
}

enum wire_error marking_command(struct hub *hub, struct test *test, const struct markbook_command *command,
                                struct text actor, struct markbook_event *out, bool *changed)
{
    struct err err = ERR_NONE;
    struct marking_room *room = marking_room(hub, test, &err);
    *changed = false;
    if (!room)
        return turn_unreadable(hub, &err);
    enum markbook_refusal refusal = markbook_decide(&room->book, &test->sheet.marking, command, out);
    if (refusal != MARKBOOK_OK) /* what is refused does not begin the book either */
        return refusals[refusal];
    enum wire_error failed = marking_begin(hub, test, room);
    if (failed != WIRE_OK)
        return failed;
    *changed = true;
    return write_event(hub, test, &room->book, out, actor);
}

/* What the book has settled of one attempt. */
static void take_settled(struct hub *hub, const struct markbook *book, int64_t attempt, struct remarking *out)
{
    out->settled = arena_array(&hub->scratch, book->count, sizeof *out->settled);
    for (size_t i = 0; i < book->count; i++) {
        const struct script *script = &book->scripts[i];
        if (script->attempt == attempt && script->settled.given)
            out->settled[out->settled_count++] = (struct settled_mark){
                script->attempt, script->slot, script->settled.part, script->settled.whole};
    }
}

static bool mark_anew(struct hub *hub, struct test *test, const struct attempt_record *record,
                      struct err *err)
{
    const struct event_record event = {
        .code = test->entry.code, .pool_hash = test->entry.pool_hash, .seed = test->entry.seed};
    struct remarking remarking = {.store = hub->store, .event = &event, .sheet = &test->sheet};
    struct remarked remarked;
    take_settled(hub, &test->marking->book, record->id, &remarking);
    bool ok = papers_load(hub, test, err) &&
              rulings_load(hub->store, test->entry.code, &hub->scratch, &remarking.rulings, err);
    remarking.pool = test->papers.pool;
    ok = ok && remark(&remarking, record, &hub->scratch, &remarked, err) &&
         remark_save(hub->store, record, &remarked, err);
    remarking_finish(&remarking);
    return ok;
}

enum wire_error marking_apply(struct hub *hub, struct test *test, int64_t attempt)
{
    struct attempt_record record;
    struct err err = ERR_NONE;
    if (!attempt_find(hub->store, attempt, &hub->scratch, &record, &err) ||
        (record.status == ATTEMPT_SUBMITTED && !mark_anew(hub, test, &record, &err)))
        return turn_fail(hub, &err);
    test->results.fresh = false;
    hub->turn.results_changed = true;
    return WIRE_OK;
}

/* ---- Items --------------------------------------------------------------------------------------------- */

bool is_marker(const struct test *test, struct text number)
{
    const struct marking_policy *policy = &test->sheet.marking;
    for (int i = 0; i < policy->marker_count; i++)
        if (text_equal(policy->markers[i], number))
            return true;
    return false;
}

static bool is_named(struct text name, struct text bank, struct text id)
{
    return name.len == bank.len + 1 + id.len && text_starts_with(name, bank) && name.at[bank.len] == '/' &&
           text_equal(text_from(name, bank.len + 1), id);
}

/* The pool's item of this name, or whose child it is; *child -1 or which. */
static const struct pool_item *find_item(const struct pool *pool, struct text name, int *child)
{
    for (size_t i = 0; i < pool->count; i++) {
        const struct pool_item *item = &pool->items[i];
        *child = -1;
        if (is_named(name, item->bank, item->id))
            return item;
        for (*child = 0; *child < item->child_count; ++*child)
            if (is_named(name, item->bank, item->children[*child].id))
                return item;
    }
    return NULL;
}

bool marking_item(struct hub *hub, struct test *test, struct text name, struct item *out,
                  const struct item **parent, struct err *err)
{
    int child;
    if (!papers_load(hub, test, err))
        return false;
    const struct pool_item *found = find_item(&test->papers.pool, name, &child);
    if (!found)
        return err_set(err, ERR_NOT_FOUND, _("the test has no item %.*s"), TEXT_ARG(name));
    struct item *whole = arena_alloc(&hub->scratch, sizeof *whole);
    if (!items_load(hub->store, &found->revision, 1, &hub->scratch, whole, err))
        return false;
    if (child >= whole->child_count)
        return err_set(err, ERR_DAMAGED, _("revision %lld has no child %d"), (long long)found->revision,
                       child);
    *parent = child < 0 ? NULL : whole;
    *out = child < 0 ? *whole : whole->children[child];
    return true;
}

const struct point_row *marking_points(struct hub *hub, const struct item *item)
{
    struct point_row *rows = arena_array(&hub->scratch, (size_t)item->point_count, sizeof *rows);
    for (int i = 0; i < item->point_count; i++)
        rows[i] = (struct point_row){item->points[i].text, item->points[i].marks};
    return rows;
}

const int64_t *marking_ticks(struct hub *hub, uint32_t bits, int64_t *count)
{
    int64_t *ticks = arena_array(&hub->scratch, ITEM_MAX_POINTS, sizeof *ticks);
    *count = 0;
    for (int i = 0; i < ITEM_MAX_POINTS; i++)
        if (bits >> i & 1)
            ticks[(*count)++] = i;
    return ticks;
}

bool marking_bits(const int64_t *points, int64_t count, uint32_t *out)
{
    *out = 0;
    for (int64_t i = 0; i < count; i++) {
        if (points[i] < 0 || points[i] >= ITEM_MAX_POINTS)
            return false;
        *out |= UINT32_C(1) << points[i];
    }
    return true;
}
