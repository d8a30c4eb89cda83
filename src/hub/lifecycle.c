#include "hub/lifecycle.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "base/rng.h"
#include "hub/drawn.h"
#include "hub/events.h"
#include "hub/live.h"
#include "hub/log.h"
#include "hub/papers.h"
#include "hub/session.h"
#include "hub/turn.h"
#include "store/banks.h"
#include "store/seals.h"

/* ---- Of any kind ----------------------------------------------------------------------------------- */

static struct text make_seed(struct text fixed, struct arena *arena)
{
    if (fixed.len)
        return fixed;
    struct hash random;
    char hex[HASH_HEX_SIZE];
    random_bytes(random.bytes, sizeof random.bytes);
    hash_to_hex(&random, hex);
    return arena_text(arena, text_of(hex));
}

enum wire_error entry_prepare(struct hub *hub, struct entry *entry, const struct pool *pool,
                              struct text fixed_seed, struct text actor)
{
    struct err err = ERR_NONE;
    struct text seed = make_seed(fixed_seed, &entry->arena);
    if (!turn_write(hub))
        return WIRE_NOT_SAVED;
    hub->turn.events_touched = true;
    if (!event_prepare(hub->store, entry->code, pool, seed, clock_wall_ms(), hall_clock_now(&hub->clock),
                       actor, &err))
        return turn_fail(hub, &err);
    entry->status = EVENT_PREPARED;
    entry->seed = seed;
    entry->pool_hash = pool_hash(pool);
    return WIRE_OK;
}

static void tell_change(struct hub *hub)
{
    struct reply push = {.kind = MESSAGE_PUSH_CHANGED};
    for (struct session *s = hub->sessions; s; s = s->next)
        if (session_is_signed_in(s))
            turn_say(hub, s, &push);
}

enum wire_error entry_set_status(struct hub *hub, struct entry *entry, enum event_status status,
                                 struct text actor)
{
    struct err err = ERR_NONE;
    int64_t now = clock_wall_ms();
    if (!turn_write(hub))
        return WIRE_NOT_SAVED;
    hub->turn.events_touched = true;
    if (!event_set_status(hub->store, entry->code, status, now, hall_clock_now(&hub->clock), actor, &err))
        return turn_fail(hub, &err);
    entry->status = status;
    *(status == EVENT_OPEN ? &entry->opened_at : &entry->closed_at) = now;
    hub->turn.results_changed = true;
    log_line(status == EVENT_OPEN ? _("%.*s: opened by %.*s") : _("%.*s: closed by %.*s"),
             TEXT_ARG(entry->code), TEXT_ARG(actor));
    tell_change(hub);
    return WIRE_OK;
}

/* ---- Tests ----------------------------------------------------------------------------------------- */

static enum wire_error cannot_draw(struct hub *hub, const struct err *err, struct text *detail)
{
    *detail = arena_text(&hub->scratch, text_of(err->message));
    return WIRE_CANNOT_DRAW;
}

static enum wire_error prepare_with(struct hub *hub, struct test *test, const struct pool *pool,
                                    struct text actor, struct text *detail)
{
    struct err err = ERR_NONE;
    if (!form_check(&test->sheet, pool, &err))
        return cannot_draw(hub, &err, detail);
    return entry_prepare(hub, &test->entry, pool, test->sheet.seed, actor);
}

void test_count_slots(struct hub *hub, struct test *test)
{
    struct form form;
    struct err ignored;
    if (!test->slots && test->entry.status >= EVENT_PREPARED && papers_load(hub, test, &ignored))
        (void)papers_draw(test, text_of("0"), 1, &hub->scratch, &form, &ignored);
}

enum wire_error test_prepare(struct hub *hub, struct test *test, struct text actor, struct text *detail)
{
    if (test->entry.status != EVENT_DRAFT)
        return WIRE_OK;
    if (!test->entry.sound) {
        *detail = test->entry.trouble;
        return WIRE_CANNOT_DRAW;
    }
    drawn_look(hub);
    if (test->drawn.trouble.len) {
        *detail = arena_text(&hub->scratch, test->drawn.trouble);
        return WIRE_CANNOT_DRAW;
    }
    struct arena arena = ARENA_EMPTY;
    struct pool pool;
    struct err err = ERR_NONE;
    enum wire_error refusal = pool_load(hub->store, &arena, &pool, &err)
                                  ? prepare_with(hub, test, &pool, actor, detail)
                                  : turn_unreadable(hub, &err);
    if (refusal != WIRE_OK) {
        arena_finish(&arena);
        return refusal;
    }
    papers_take(test, &pool, &arena);
    test_count_slots(hub, test);
    return WIRE_OK;
}

/* The seal that stands in the journal, or one that is put there now. */
static bool find_or_put_seal(struct hub *hub, struct test *test, struct text actor, struct hash *seal,
                             struct err *err)
{
    bool found;
    if (!seal_find(hub->store, test->entry.code, seal, &found, err) || found)
        return found;
    return papers_load(hub, test, err) &&
           form_seal(&test->sheet, &test->papers.pool, test->entry.seed, &test->entry.source_hash, seal,
                     err) &&
           seal_put(hub->store, test->entry.code, seal, clock_wall_ms(), hall_clock_now(&hub->clock), actor,
                    err);
}

enum wire_error test_seal(struct hub *hub, struct test *test, struct text actor, struct text *seal,
                          struct text *detail)
{
    struct hash hash;
    struct err err = ERR_NONE;
    char hex[HASH_HEX_SIZE];
    if (test->entry.status >= EVENT_OPEN)
        return WIRE_ALREADY;
    enum wire_error refusal = test_prepare(hub, test, actor, detail);
    if (refusal != WIRE_OK)
        return refusal;
    if (!turn_write(hub))
        return WIRE_NOT_SAVED;
    if (!find_or_put_seal(hub, test, actor, &hash, &err))
        return turn_fail(hub, &err);
    hash_to_hex(&hash, hex);
    *seal = arena_text(&hub->scratch, text_of(hex));
    return WIRE_OK;
}

enum wire_error test_open(struct hub *hub, struct test *test, struct text actor, struct text *detail)
{
    if (test->entry.status == EVENT_OPEN)
        return WIRE_ALREADY;
    enum wire_error refusal = test_prepare(hub, test, actor, detail);
    return refusal == WIRE_OK ? entry_set_status(hub, &test->entry, EVENT_OPEN, actor) : refusal;
}

enum wire_error test_close(struct hub *hub, struct test *test, struct text actor)
{
    if (test->entry.status != EVENT_OPEN)
        return test->entry.status == EVENT_CLOSED ? WIRE_ALREADY : WIRE_NOT_OPEN;
    enum wire_error refusal = live_submit_all(hub, test, SUBMIT_CLOSED, actor);
    return refusal == WIRE_OK ? entry_set_status(hub, &test->entry, EVENT_CLOSED, actor) : refusal;
}

/* ---- By the clock ---------------------------------------------------------------------------------- */

static bool waits_to_open(const struct test *test)
{
    return test->entry.status < EVENT_OPEN && test->entry.sound && !test->stuck && test->sheet.opens;
}

/* A test opened by hand after its hours stays open until it is closed by hand. */
static bool waits_to_close(const struct test *test)
{
    return test->entry.status == EVENT_OPEN && test->sheet.closes &&
           test->entry.opened_at < test->sheet.closes;
}

static void open_by_the_clock(struct hub *hub, struct test *test, int64_t now)
{
    struct text detail = TEXT("");
    if (test->sheet.closes && now >= test->sheet.closes)
        return;
    if (test_open(hub, test, text_of("hub"), &detail) == WIRE_CANNOT_DRAW) {
        test->stuck = true;
        log_line(_("%.*s cannot be opened: %.*s"), TEXT_ARG(test->entry.code), TEXT_ARG(detail));
    }
}

void tests_by_the_clock(struct hub *hub)
{
    int64_t now = clock_wall_ms();
    for (size_t i = 0; i < hub->test_count; i++) {
        struct test *test = hub->tests[i];
        if (waits_to_open(test) && test->sheet.opens <= now)
            open_by_the_clock(hub, test, now);
        if (waits_to_close(test) && test->sheet.closes <= now)
            test_close(hub, test, text_of("hub"));
    }
    arena_clear(&hub->scratch);
}

int64_t tests_next_change(const struct hub *hub)
{
    int64_t next = INT64_MAX, now = clock_wall_ms();
    for (size_t i = 0; i < hub->test_count; i++) {
        const struct test *test = hub->tests[i];
        if (waits_to_open(test) && test->sheet.opens > now && test->sheet.opens < next)
            next = test->sheet.opens;
        if (waits_to_close(test) && test->sheet.closes < next)
            next = test->sheet.closes;
    }
    return next;
}
