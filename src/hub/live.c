#include "hub/live.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "hub/deadlines.h"
#include "hub/events.h"
#include "hub/log.h"
#include "hub/marking_room.h"
#include "hub/papers.h"
#include "hub/remark.h"
#include "hub/turn.h"

#include <stdlib.h>

static const enum wire_error refusals[] = {
    [REFUSAL_NONE] = WIRE_OK,
    [REFUSAL_NOT_RUNNING] = WIRE_NOT_RUNNING,
    [REFUSAL_ALREADY] = WIRE_ALREADY,
    [REFUSAL_TIME_UP] = WIRE_TIME_UP,
    [REFUSAL_NOT_YET] = WIRE_STILL_RUNNING,
    [REFUSAL_NO_SLOT] = WIRE_NO_SUCH_SLOT,
    [REFUSAL_TOO_LONG] = WIRE_BAD_RESPONSE,
    [REFUSAL_NOTHING] = WIRE_OK,
    [REFUSAL_TOO_OFTEN] = WIRE_TOO_OFTEN,
    [REFUSAL_BAD_TIME] = WIRE_BAD_TIME,
};

/* ---- Keeping --------------------------------------------------------------------------------------- */

struct live *live_find(const struct hub *hub, int64_t id)
{
    return map_get(&hub->attempts, map_int_key(&id));
}

/* An ended attempt stays until the turn is over, but is due no more. */
static int64_t deadline_of(const struct hub *hub, const struct live *live)
{
    int64_t now = hall_clock_now(&hub->clock);
    return live->state.status == ATTEMPT_RUNNING ? now + attempt_expires_in(&live->state, now) : INT64_MAX;
}

static void set_deadline(struct hub *hub, struct live *live)
{
    live->deadline = deadline_of(hub, live);
    deadlines_move(hub, live);
}

static void add(struct hub *hub, struct live *live)
{
    live->deadline = deadline_of(hub, live);
    map_put(&hub->attempts, map_int_key(&live->id), live);
    deadlines_add(hub, live);
    live->test->running++;
}

static void destroy(struct live *live)
{
    attempt_finish(&live->state);
    arena_finish(&live->arena);
    free(live);
}

void live_remove(struct hub *hub, struct live *live)
{
    map_remove(&hub->attempts, map_int_key(&live->id));
    deadlines_remove(hub, live);
    live->test->running--;
    destroy(live);
}

static struct live *create(struct test *test, const struct attempt_record *record)
{
    struct live *live = xcalloc(1, sizeof *live);
    live->id = record->id;
    live->test = test;
    live->record = *record;
    live->record.event = arena_text(&live->arena, record->event);
    live->record.number = arena_text(&live->arena, record->number);
    live->record.examiner = arena_text(&live->arena, record->examiner);
    live->record.void_reason = text_of("");
    attempt_init(&live->state);
    return live;
}

/* ---- Changing -------------------------------------------------------------------------------------- */

/* Marks by the rulings made so far, and by what an examiner has ticked. */
static bool mark_end(struct hub *hub, struct live *live, struct marking *markings, struct attempt_total *out,
                     struct err *err)
{
    struct rulings rulings;
    struct marking_basis basis = {.sheet = &live->test->sheet, .items = live->items, .rulings = &rulings};
    if (!rulings_load(hub->store, live->record.event, &hub->scratch, &rulings, err) ||
        (live->state.examiner.len > 0 &&
         !settled_of_attempt(hub->store, live->record.event, live->id, live->state.form.count, &hub->scratch,
                             &basis.settled, err)))
        return false;
    *out = attempt_mark(&live->state, &basis, markings);
    return true;
}

/* Marks the responses and writes the row of an attempt that has just ended. */
static bool save_end(struct hub *hub, struct live *live, int64_t at, int64_t seq, struct err *err)
{
    struct attempt_record *record = &live->record;
    const struct attempt *state = &live->state;
    const struct test_sheet *sheet = &live->test->sheet;
    struct marking *markings = NULL;
    record->status = state->status;
    record->cause = state->cause;
    record->ended_at = at;
    record->elapsed = state->elapsed;
    record->answered = state->answered;
    record->last_seq = seq;
    record->mark = 0;
    record->passed = false;
    record->pending = 0;
    if (state->status == ATTEMPT_SUBMITTED) {
        markings = arena_array(&hub->scratch, (size_t)state->form.count, sizeof *markings);
        struct attempt_total total;
        if (!mark_end(hub, live, markings, &total, err))
            return false;
        record->mark = total.mark;
        record->pending = total.pending;
        record->passed = record->mark >= sheet->pass;
    }
    live->test->results.fresh = false;
    hub->turn.results_changed = true;
    if (record->pending > 0 || state->status == ATTEMPT_VOID)
        marking_room_stale(live->test);
    return attempt_save(hub->store, record, state, markings, err);
}

static bool write_event(struct hub *hub, struct live *live, const struct attempt_event *event,
                        struct text actor, struct err *err)
{
    int64_t seq, at = clock_wall_ms();
    if (!attempt_journal(hub->store, live->id, live->state.n + 1, event, at, actor, &seq, err))
        return false;
    turn_touch(hub, live);
    attempt_apply(&live->state, event);
    if (event->kind == ATTEMPT_VOIDED)
        live->record.void_reason = arena_text(&live->arena, event->voided.reason);
    if (event->kind == ATTEMPT_ANSWERED || event->kind == ATTEMPT_FLAGGED)
        return true;
    if (event->kind == ATTEMPT_STARTED) {
        live->record.started_at = at;
        live->record.first_seq = seq;
    }
    set_deadline(hub, live);
    return live->state.status == ATTEMPT_RUNNING || save_end(hub, live, at, seq, err);
}

enum wire_error live_command(struct hub *hub, struct live *live, const struct attempt_command *command,
                             struct text actor)
{
    struct attempt_event event;
    struct err err = ERR_NONE;
    enum refusal refusal = attempt_decide(&live->state, command, hall_clock_now(&hub->clock), &event);
    if (refusal != REFUSAL_NONE)
        return refusals[refusal];
    if (!turn_write(hub))
        return WIRE_NOT_SAVED;
    return write_event(hub, live, &event, actor, &err) ? WIRE_OK : turn_fail(hub, &err);
}

/* ---- Beginning ------------------------------------------------------------------------------------- */

static bool write_start(struct hub *hub, struct live *live, const struct form *form, struct text actor,
                        struct err *err)
{
    struct attempt_command start = {.kind = ATTEMPT_START};
    start.as.started.event = live->record.event;
    start.as.started.number = live->record.number;
    start.as.started.nth = live->record.nth;
    start.as.started.limit = sheet_time_for(&live->test->sheet, live->record.number);
    start.as.started.form = *form;
    start.as.started.examiner = live->record.examiner;
    struct attempt_event event;
    enum refusal refusal = attempt_decide(&live->state, &start, hall_clock_now(&hub->clock), &event);
    if (refusal != REFUSAL_NONE)
        return err_set(err, ERR_INVALID, "%s", _(refusal_message(refusal)));
    return write_event(hub, live, &event, actor, err) &&
           papers_items(hub, live->test, &live->state.form, &live->arena, &live->items, NULL, err) &&
           attempt_save(hub->store, &live->record, &live->state, NULL, err);
}

enum wire_error live_begin(struct hub *hub, struct test *test, const struct beginning *beginning,
                           struct live **out, struct text *detail)
{
    struct text number = beginning->number;
    struct err err = ERR_NONE;
    struct form form;
    if (!papers_load(hub, test, &err))
        return turn_unreadable(hub, &err);
    if (!papers_draw(test, number, beginning->nth, &hub->scratch, &form, &err)) {
        *detail = arena_text(&hub->scratch, text_of(err.message));
        return WIRE_CANNOT_DRAW;
    }
    if (!turn_write(hub))
        return WIRE_NOT_SAVED;
    struct attempt_record record = {.event = test->entry.code,
                                    .number = number,
                                    .nth = beginning->nth,
                                    .examiner = beginning->examiner,
                                    .status = ATTEMPT_RUNNING,
                                    .full = test->sheet.full,
                                    .slots = form.count};
    if (!attempt_new_id(hub->store, &record.id, &err))
        return turn_fail(hub, &err);
    struct live *live = create(test, &record);
    add(hub, live);
    turn_touch(hub, live);
    if (!write_start(hub, live, &form, beginning->actor, &err))
        return turn_fail(hub, &err);
    if (hub->options.verbose)
        log_line(_("%.*s began %.*s: attempt %lld"), TEXT_ARG(number), TEXT_ARG(test->entry.code),
                 (long long)live->id);
    *out = live;
    return WIRE_OK;
}

enum wire_error live_load(struct hub *hub, int64_t id, struct live **out)
{
    struct attempt_record record;
    struct err err = ERR_NONE;
    *out = live_find(hub, id);
    if (*out)
        return WIRE_OK;
    if (!attempt_find(hub->store, id, &hub->scratch, &record, &err))
        return err.kind == ERR_NOT_FOUND ? WIRE_NO_SUCH_ATTEMPT : turn_unreadable(hub, &err);
    struct test *test = events_find(hub, record.event);
    if (!test || !test->entry.sound)
        return WIRE_NO_SUCH_EVENT;
    struct live *live = create(test, &record);
    if (!attempt_fold(hub->store, &record, &live->state, &err) ||
        !papers_items(hub, test, &live->state.form, &live->arena, &live->items, NULL, &err)) {
        destroy(live);
        return turn_unreadable(hub, &err);
    }
    add(hub, live);
    turn_touch(hub, live);
    *out = live;
    return WIRE_OK;
}

/* ---- Ending without being asked -------------------------------------------------------------------- */

struct session *live_seat(const struct hub *hub, const struct live *live)
{
    bool oral = live->state.examiner.len > 0;
    return map_get(&hub->by_number, oral ? live->state.examiner : live->record.number);
}

void live_tell_ended(struct hub *hub, const struct live *live, struct text reason)
{
    struct session *session = live_seat(hub, live);
    if (!session)
        return;
    bool voided = live->state.status == ATTEMPT_VOID;
    struct reply push = {.kind = voided ? MESSAGE_PUSH_VOIDED : MESSAGE_PUSH_SUBMITTED};
    push.ended.attempt = live->id;
    push.ended.cause = voided ? text_of("") : text_of(submit_cause_name(live->state.cause));
    push.ended.reason = reason;
    turn_say(hub, session, &push);
}

enum wire_error live_submit_all(struct hub *hub, struct test *test, enum submit_cause cause,
                                struct text actor)
{
    struct attempt_command submit = {.kind = ATTEMPT_SUBMIT};
    submit.as.submitted.cause = cause;
    size_t at = 0;
    for (struct live *live; (live = map_next(&hub->attempts, &at));) {
        if (live->test != test || live->state.status != ATTEMPT_RUNNING)
            continue;
        enum wire_error refusal = live_command(hub, live, &submit, actor);
        if (refusal == WIRE_NOT_SAVED)
            return refusal;
        live_tell_ended(hub, live, text_of(""));
    }
    return WIRE_OK;
}

void live_expire(struct hub *hub)
{
    static const struct attempt_command expire = {.kind = ATTEMPT_EXPIRE};
    int64_t now = hall_clock_now(&hub->clock);
    for (struct live *live; (live = deadlines_first(hub)) && live->deadline <= now;) {
        enum wire_error refusal = live_command(hub, live, &expire, text_of("hub"));
        if (refusal == WIRE_NOT_SAVED)
            return;
        if (refusal == WIRE_OK)
            live_tell_ended(hub, live, text_of(""));
        set_deadline(hub, live);
        arena_clear(&hub->scratch);
        if (live->deadline <= now)
            return;
    }
}

int64_t live_next_expiry(const struct hub *hub)
{
    const struct live *first = deadlines_first(hub);
    return first ? first->deadline : INT64_MAX;
}

/* ---- Reading from the database --------------------------------------------------------------------- */

bool live_read_again(struct hub *hub, struct live *live, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct attempt_record record;
    struct err reason = ERR_NONE;
    bool ok = attempt_find(hub->store, live->id, &arena, &record, &reason);
    live->touched = false;
    if (ok && record.status == ATTEMPT_RUNNING) {
        attempt_finish(&live->state);
        attempt_init(&live->state);
        ok = attempt_fold(hub->store, &record, &live->state, err);
        live->record.status = ATTEMPT_RUNNING;
        live->test->results.fresh = false;
        set_deadline(hub, live);
    } else if (ok || reason.kind == ERR_NOT_FOUND) {
        ok = true; /* it had only begun in the turn that was not saved */
        live_remove(hub, live);
    } else {
        *err = reason;
    }
    arena_finish(&arena);
    return ok;
}

static bool take_running(void *context, const struct attempt_record *record, struct attempt *state,
                         struct err *err)
{
    struct hub *hub = context;
    struct test *test = events_find(hub, record->event);
    if (!test || !test->entry.sound)
        return err_set(err, ERR_DAMAGED, _("attempt %lld belongs to the test %.*s, which cannot be read"),
                       (long long)record->id, TEXT_ARG(record->event));
    struct live *live = create(test, record);
    if (!papers_items(hub, test, &state->form, &live->arena, &live->items, NULL, err)) {
        destroy(live);
        return false;
    }
    live->state = *state;
    add(hub, live);
    return true;
}

/* Under on_outage: run the candidates' time went on while no hub was there. */
static bool lose_outage(struct hub *hub, struct err *err)
{
    struct attempt_command lose = {.kind = ATTEMPT_LOSE_TIME};
    lose.as.outage.ms = hub->clock.outage;
    size_t at = 0;
    for (struct live *live; (live = map_next(&hub->attempts, &at));)
        if (live->test->sheet.on_outage == OUTAGE_RUN &&
            live_command(hub, live, &lose, text_of("hub")) == WIRE_NOT_SAVED)
            return err_set(err, ERR_FAILED, _("the time of the outage cannot be saved"));
    return true;
}

bool live_start(struct hub *hub, struct err *err)
{
    if (!attempt_fold_running(hub->store, take_running, hub, err))
        return false;
    if (hub->attempts.count)
        log_line(_("attempts that go on: %zu (no hub ran for %lld s)"), hub->attempts.count,
                 (long long)(hub->clock.outage / 1000));
    return hub->clock.outage == 0 || lose_outage(hub, err);
}

void live_finish(struct hub *hub)
{
    size_t at = 0;
    for (struct live *live; (live = map_next(&hub->attempts, &at));)
        destroy(live);
    map_finish(&hub->attempts);
    free(hub->heap);
}
