#include "base/mem.h"
#include "base/rng.h"
#include "core/attempt.h"
#include "items.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { SLOTS = 4, START = 1000000, MINUTE = 60000, LIMIT = 10 * MINUTE, DAY = 86400000 };

static const struct slot slots[SLOTS] = {
    {.id = TEXT("a"), .bank = TEXT("x"), .child = -1, .kind = ITEM_SINGLE, .full = 10000},
    {.id = TEXT("b"), .bank = TEXT("x"), .child = -1, .kind = ITEM_MULTIPLE, .full = 20000},
    {.id = TEXT("c"), .bank = TEXT("x"), .child = -1, .kind = ITEM_TRUEFALSE, .full = 10000, .section = 1},
    {.id = TEXT("d"), .bank = TEXT("x"), .child = -1, .kind = ITEM_ORDER, .full = 30000, .section = 1},
};

static struct attempt_command start_command(int64_t limit)
{
    struct attempt_command command = {.kind = ATTEMPT_START};
    command.as.started.event = text_of("t");
    command.as.started.number = text_of("1");
    command.as.started.nth = 1;
    command.as.started.limit = limit;
    command.as.started.form = (struct form){slots, SLOTS};
    return command;
}

static struct attempt_command answer(int slot, const char *response)
{
    struct attempt_command command = {.kind = ATTEMPT_ANSWER};
    command.as.answered.slot = slot;
    command.as.answered.response = text_of(response);
    return command;
}

static struct attempt_command flag(int slot, bool on)
{
    struct attempt_command command = {.kind = ATTEMPT_FLAG};
    command.as.flagged.slot = slot;
    command.as.flagged.on = on;
    return command;
}

static struct attempt_command extend(int64_t ms)
{
    struct attempt_command command = {.kind = ATTEMPT_EXTEND};
    command.as.extended.ms = ms;
    return command;
}

static struct attempt_command lose(int64_t ms)
{
    struct attempt_command command = {.kind = ATTEMPT_LOSE_TIME};
    command.as.outage.ms = ms;
    return command;
}

static struct attempt_command submit(enum submit_cause cause, int64_t elapsed)
{
    struct attempt_command command = {.kind = ATTEMPT_SUBMIT};
    command.as.submitted.cause = cause;
    command.as.submitted.elapsed = elapsed;
    return command;
}

static const struct attempt_command expire = {.kind = ATTEMPT_EXPIRE};
static const struct attempt_command make_void = {.kind = ATTEMPT_VOID_IT};

/* Decides and, when that is allowed, applies. */
static enum refusal act(struct attempt *attempt, struct attempt_command command, int64_t now)
{
    struct attempt_event event;
    enum refusal refusal = attempt_decide(attempt, &command, now, &event);
    if (refusal == REFUSAL_NONE) {
        assert_int_equal(event.at, now);
        attempt_apply(attempt, &event);
    }
    return refusal;
}

static void begin(struct attempt *attempt)
{
    attempt_init(attempt);
    assert_int_equal(act(attempt, start_command(LIMIT), START), REFUSAL_NONE);
}

static void answers_are_kept_replaced_and_taken_back(void **state)
{
    (void)state;
    struct attempt attempt;
    begin(&attempt);
    assert_int_equal(act(&attempt, answer(1, "AB"), START + 1), REFUSAL_NONE);
    assert_string_equal(attempt.answers[1].text, "AB");
    assert_int_equal(act(&attempt, answer(1, "AB"), START + 2), REFUSAL_NOTHING);
    assert_int_equal(act(&attempt, answer(1, "ACD"), START + 3), REFUSAL_NONE);
    assert_string_equal(attempt.answers[1].text, "ACD");
    assert_int_equal(attempt.answered, 1);
    assert_int_equal(act(&attempt, answer(0, "C"), START + 4), REFUSAL_NONE);
    assert_int_equal(attempt.answered, 2);
    assert_int_equal(act(&attempt, answer(1, ""), START + 5), REFUSAL_NONE);
    assert_null(attempt.answers[1].text);
    assert_int_equal(attempt.answered, 1);
    assert_int_equal(act(&attempt, answer(1, ""), START + 6), REFUSAL_NOTHING);
    assert_int_equal(attempt.n, 5);
    attempt_finish(&attempt);
}

/* A client made by hand must not fill the disk. */
static void nobody_changes_a_paper_for_ever(void **state)
{
    (void)state;
    struct attempt attempt;
    begin(&attempt);
    while (attempt.n < ATTEMPT_EVENTS_MOST)
        assert_int_equal(act(&attempt, answer(0, attempt.n % 2 ? "A" : "B"), START + 1), REFUSAL_NONE);
    assert_int_equal(act(&attempt, answer(1, "AB"), START + 1), REFUSAL_TOO_OFTEN);
    assert_int_equal(act(&attempt, flag(1, true), START + 1), REFUSAL_TOO_OFTEN);
    assert_non_null(attempt.answers[0].text);
    assert_int_equal(act(&attempt, extend(MINUTE), START + 1), REFUSAL_NONE);
    assert_int_equal(act(&attempt, submit(SUBMIT_CANDIDATE, 0), START + 2), REFUSAL_NONE);
    attempt_finish(&attempt);
}

static void what_is_out_of_place_is_refused(void **state)
{
    (void)state;
    struct attempt attempt;
    attempt_init(&attempt);
    assert_int_equal(act(&attempt, answer(0, "A"), START), REFUSAL_NOT_RUNNING);
    assert_int_equal(act(&attempt, submit(SUBMIT_CANDIDATE, 0), START), REFUSAL_NOT_RUNNING);
    assert_int_equal(act(&attempt, expire, START), REFUSAL_NOT_RUNNING);
    assert_int_equal(act(&attempt, make_void, START), REFUSAL_NOT_RUNNING);
    assert_int_equal(act(&attempt, start_command(0), START), REFUSAL_BAD_TIME);
    assert_int_equal(act(&attempt, start_command(LIMIT), START), REFUSAL_NONE);
    assert_int_equal(act(&attempt, start_command(LIMIT), START), REFUSAL_ALREADY);
    assert_int_equal(act(&attempt, answer(-1, "A"), START), REFUSAL_NO_SLOT);
    assert_int_equal(act(&attempt, answer(SLOTS, "A"), START), REFUSAL_NO_SLOT);
    assert_int_equal(act(&attempt, flag(SLOTS, true), START), REFUSAL_NO_SLOT);
    struct buf text = BUF_EMPTY;
    buf_add_repeated(&text, 'x', RESPONSE_MAX_TEXT + 1);
    assert_int_equal(act(&attempt, answer(0, buf_string(&text)), START), REFUSAL_TOO_LONG);
    buf_finish(&text);
    assert_int_equal(act(&attempt, submit(SUBMIT_CANDIDATE, 0), START + 5), REFUSAL_NONE);
    assert_int_equal(act(&attempt, answer(0, "A"), START + 6), REFUSAL_NOT_RUNNING);
    assert_int_equal(act(&attempt, extend(MINUTE), START + 6), REFUSAL_NOT_RUNNING);
    assert_int_equal(act(&attempt, submit(SUBMIT_CANDIDATE, 0), START + 6), REFUSAL_NOT_RUNNING);
    assert_int_equal(act(&attempt, make_void, START + 7), REFUSAL_NONE);
    assert_int_equal(act(&attempt, make_void, START + 8), REFUSAL_ALREADY);
    assert_int_equal(act(&attempt, start_command(LIMIT), START + 9), REFUSAL_ALREADY);
    attempt_finish(&attempt);
}

static void flags_are_counted(void **state)
{
    (void)state;
    struct attempt attempt;
    begin(&attempt);
    assert_int_equal(act(&attempt, flag(2, false), START), REFUSAL_NOTHING);
    assert_int_equal(act(&attempt, flag(2, true), START), REFUSAL_NONE);
    assert_int_equal(act(&attempt, flag(3, true), START), REFUSAL_NONE);
    assert_int_equal(attempt.flagged, 2);
    assert_int_equal(act(&attempt, flag(2, true), START), REFUSAL_NOTHING);
    assert_int_equal(act(&attempt, flag(2, false), START), REFUSAL_NONE);
    assert_int_equal(attempt.flagged, 1);
    attempt_finish(&attempt);
}

static void a_late_line_has_its_grace(void **state)
{
    (void)state;
    struct attempt attempt;
    int64_t end = START + LIMIT;
    begin(&attempt);
    assert_int_equal(attempt_left(&attempt, START), LIMIT);
    assert_int_equal(attempt_left(&attempt, end - 1), 1);
    assert_int_equal(attempt_left(&attempt, end + 500), 0);
    assert_int_equal(act(&attempt, answer(0, "A"), end), REFUSAL_NONE);
    assert_int_equal(act(&attempt, expire, end), REFUSAL_NOT_YET);
    assert_int_equal(attempt_expires_in(&attempt, end), ATTEMPT_GRACE_MS);
    assert_int_equal(act(&attempt, answer(0, "B"), end + ATTEMPT_GRACE_MS), REFUSAL_NONE);
    assert_int_equal(act(&attempt, answer(0, "C"), end + ATTEMPT_GRACE_MS + 1), REFUSAL_TIME_UP);
    assert_int_equal(act(&attempt, flag(0, true), end + ATTEMPT_GRACE_MS + 1), REFUSAL_TIME_UP);
    assert_int_equal(act(&attempt, expire, end + ATTEMPT_GRACE_MS - 1), REFUSAL_NOT_YET);
    assert_int_equal(attempt_expires_in(&attempt, end + ATTEMPT_GRACE_MS), 0);
    assert_int_equal(act(&attempt, expire, end + ATTEMPT_GRACE_MS), REFUSAL_NONE);
    assert_int_equal(attempt.status, ATTEMPT_SUBMITTED);
    assert_int_equal(attempt.cause, SUBMIT_TIME);
    assert_int_equal(attempt.elapsed, LIMIT); /* the grace is not the candidate's time */
    assert_string_equal(attempt.answers[0].text, "B");
    attempt_finish(&attempt);
}

static void extensions_move_the_end(void **state)
{
    (void)state;
    struct attempt attempt;
    int64_t end = START + LIMIT;
    begin(&attempt);
    assert_int_equal(act(&attempt, extend(0), START), REFUSAL_NOTHING);
    assert_int_equal(act(&attempt, extend(DAY + 1), START), REFUSAL_BAD_TIME);
    assert_int_equal(act(&attempt, extend(-DAY - 1), START), REFUSAL_BAD_TIME);
    assert_int_equal(act(&attempt, extend(INT64_MIN), START), REFUSAL_BAD_TIME);
    assert_int_equal(act(&attempt, extend(5 * MINUTE), START), REFUSAL_NONE);
    assert_int_equal(attempt_left(&attempt, end), 5 * MINUTE);
    assert_int_equal(act(&attempt, extend(-5 * MINUTE - 1), end), REFUSAL_BAD_TIME);
    assert_int_equal(act(&attempt, extend(-5 * MINUTE), end), REFUSAL_NONE);
    assert_int_equal(attempt_left(&attempt, end), 0);
    /* Within the grace an organizer can still give time. */
    assert_int_equal(act(&attempt, extend(1000), end + 1500), REFUSAL_NONE);
    assert_int_equal(attempt_expires_in(&attempt, end + 1500), ATTEMPT_GRACE_MS - 500);
    attempt_finish(&attempt);
}

static void an_outage_that_counts_takes_time(void **state)
{
    (void)state;
    struct attempt attempt;
    begin(&attempt);
    assert_int_equal(act(&attempt, lose(0), START), REFUSAL_NOTHING);
    assert_int_equal(act(&attempt, lose(-5), START), REFUSAL_NOTHING);
    assert_int_equal(act(&attempt, lose(3 * MINUTE), START + MINUTE), REFUSAL_NONE);
    assert_int_equal(attempt_left(&attempt, START + MINUTE), LIMIT - 4 * MINUTE);
    assert_int_equal(attempt_elapsed(&attempt, START + MINUTE), 4 * MINUTE);
    assert_int_equal(act(&attempt, lose(DAY), START + MINUTE), REFUSAL_NONE);
    assert_int_equal(attempt_elapsed(&attempt, START + MINUTE), LIMIT);
    assert_int_equal(act(&attempt, answer(0, "A"), START + MINUTE), REFUSAL_TIME_UP);
    assert_int_equal(act(&attempt, expire, START + MINUTE), REFUSAL_NONE);
    attempt_finish(&attempt);
}

static void the_time_used_stands_at_the_end(void **state)
{
    (void)state;
    struct attempt attempt;
    begin(&attempt);
    assert_int_equal(attempt_elapsed(&attempt, START - 5), 0);
    assert_int_equal(act(&attempt, submit(SUBMIT_CANDIDATE, 77), START + MINUTE), REFUSAL_NONE);
    assert_int_equal(attempt.elapsed, MINUTE); /* only an import brings its own */
    assert_int_equal(attempt_elapsed(&attempt, START + 5 * MINUTE), MINUTE);
    assert_int_equal(attempt_left(&attempt, START + MINUTE), 0);
    assert_int_equal(attempt_expires_in(&attempt, START + MINUTE), 0);
    attempt_finish(&attempt);

    begin(&attempt);
    assert_int_equal(act(&attempt, submit(SUBMIT_IMPORT, -1), START), REFUSAL_BAD_TIME);
    assert_int_equal(act(&attempt, submit(SUBMIT_IMPORT, 1234), START), REFUSAL_NONE);
    assert_int_equal(attempt.elapsed, 1234);
    attempt_finish(&attempt);

    begin(&attempt);
    assert_int_equal(act(&attempt, make_void, START + 2 * MINUTE), REFUSAL_NONE);
    assert_int_equal(attempt.elapsed, 2 * MINUTE);
    attempt_finish(&attempt);
}

/* ---- State is the fold of its events ----------------------------------------------------------------- */

/* An attempt as a table of plain values, kept by other means than apply. */
struct model {
    char answers[SLOTS][8];
    bool flags[SLOTS];
    enum attempt_status status;
    int64_t limit, outage;
};

static struct attempt_command random_command(struct rng *rng)
{
    static const char *const responses[] = {"", "A", "AB", "CD", "T", "DCBA"};
    int slot = random_between(rng, -1, SLOTS);
    switch (rng_below(rng, 40)) {
    case 0:
        return start_command(LIMIT);
    case 1:
        return submit((enum submit_cause)rng_below(rng, SUBMIT_IMPORT), 0);
    case 2:
        return make_void;
    case 3:
    case 4:
        return expire;
    case 5:
        return extend(random_between(rng, -400, 200) * 1000);
    case 6:
        return lose(random_between(rng, -10, 60) * 1000);
    case 7:
    case 8:
    case 9:
    case 10:
        return flag(slot, rng_below(rng, 2));
    default:
        return answer(slot, responses[rng_below(rng, COUNT_OF(responses))]);
    }
}

/* What the command, being taken, ought to have done. */
static void model_follow(struct model *model, const struct attempt_command *command)
{
    const struct attempt_event *as = &command->as;
    switch (command->kind) {
    case ATTEMPT_START:
        model->status = ATTEMPT_RUNNING;
        model->limit = as->started.limit;
        break;
    case ATTEMPT_ANSWER:
        snprintf(model->answers[as->answered.slot], sizeof model->answers[0], "%.*s",
                 TEXT_ARG(as->answered.response));
        break;
    case ATTEMPT_FLAG:
        model->flags[as->flagged.slot] = as->flagged.on;
        break;
    case ATTEMPT_EXTEND:
        model->limit += as->extended.ms;
        break;
    case ATTEMPT_LOSE_TIME:
        model->outage += as->outage.ms;
        break;
    case ATTEMPT_SUBMIT:
    case ATTEMPT_EXPIRE:
        model->status = ATTEMPT_SUBMITTED;
        break;
    case ATTEMPT_VOID_IT:
        model->status = ATTEMPT_VOID;
        break;
    }
}

static void assert_like_model(const struct attempt *attempt, const struct model *model)
{
    int answered = 0, flagged = 0;
    assert_int_equal(attempt->status, model->status);
    assert_int_equal(attempt->limit, model->limit);
    assert_int_equal(attempt->outage, model->outage);
    for (int i = 0; i < attempt->form.count; i++) {
        const char *text = attempt->answers[i].text;
        assert_string_equal(text ? text : "", model->answers[i]);
        assert_int_equal(attempt->answers[i].flagged, model->flags[i]);
        answered += model->answers[i][0] != '\0';
        flagged += model->flags[i];
    }
    assert_int_equal(attempt->answered, answered);
    assert_int_equal(attempt->flagged, flagged);
}

static void assert_same(const struct attempt *a, const struct attempt *b, int64_t now)
{
    assert_int_equal(a->status, b->status);
    assert_int_equal(a->form.count, b->form.count);
    assert_int_equal(a->n, b->n);
    assert_int_equal(a->cause, b->cause);
    assert_int_equal(a->started, b->started);
    assert_int_equal(attempt_left(a, now), attempt_left(b, now));
    assert_int_equal(attempt_elapsed(a, now), attempt_elapsed(b, now));
    for (int i = 0; i < a->form.count; i++) {
        assert_true(text_equal(text_of(a->answers[i].text), text_of(b->answers[i].text)));
        assert_int_equal(a->answers[i].flagged, b->answers[i].flagged);
        assert_int_equal(a->answers[i].spent, b->answers[i].spent);
        assert_true(text_equal(a->form.slots[i].id, b->form.slots[i].id));
    }
}

enum { COMMANDS = 120 };

struct history {
    struct attempt_event events[COMMANDS];
    size_t count;
};

/* One life of an attempt under random commands, with every invariant checked on the way. */
static void live(struct rng *rng, struct attempt *attempt, struct history *history, int64_t *now)
{
    struct model model = {.status = ATTEMPT_NONE};
    for (int i = 0; i < COMMANDS; i++) {
        struct attempt_command command = random_command(rng);
        struct attempt_event event;
        int64_t left = attempt_left(attempt, *now);
        enum refusal refusal = attempt_decide(attempt, &command, *now, &event);
        assert_like_model(attempt, &model); /* deciding touches nothing */
        if (refusal == REFUSAL_NONE) {
            attempt_apply(attempt, &event);
            model_follow(&model, &command);
            history->events[history->count++] = event;
        } else {
            assert_true(refusal_message(refusal)[0]);
        }
        assert_like_model(attempt, &model);
        assert_int_equal(attempt->n, history->count);
        if (command.kind == ATTEMPT_EXPIRE && refusal == REFUSAL_NONE)
            assert_int_equal(left, 0);
        if (attempt->status == ATTEMPT_RUNNING)
            assert_int_equal(attempt_left(attempt, *now) + attempt_elapsed(attempt, *now), attempt->limit);
        *now += rng_below(rng, 9000);
    }
}

static void replaying_the_events_gives_the_same_state(void **state)
{
    (void)state;
    struct rng rng;
    rng_init(&rng, text_of("test"), text_of("attempt"), text_of(""));
    int ends[4] = {0};
    for (int round = 0; round < 600; round++) {
        struct attempt attempt, replayed;
        struct history history = {.count = 0};
        int64_t now = START;
        attempt_init(&attempt);
        attempt_init(&replayed);
        live(&rng, &attempt, &history, &now);
        for (size_t i = 0; i < history.count; i++)
            attempt_apply(&replayed, &history.events[i]);
        assert_same(&attempt, &replayed, now);
        ends[attempt.status]++;
        attempt_finish(&attempt);
        attempt_finish(&replayed);
    }
    assert_true(ends[ATTEMPT_SUBMITTED] > 20 && ends[ATTEMPT_VOID] > 20); /* the walk got somewhere */
}

static void an_event_that_cannot_follow_changes_nothing(void **state)
{
    (void)state;
    struct attempt attempt;
    begin(&attempt);
    struct attempt_event event = {.kind = ATTEMPT_ANSWERED, .at = START};
    event.answered.slot = SLOTS;
    event.answered.response = text_of("A");
    attempt_apply(&attempt, &event);
    event.answered.slot = -1;
    attempt_apply(&attempt, &event);
    event = (struct attempt_event){.kind = ATTEMPT_STARTED, .at = START + 5};
    attempt_apply(&attempt, &event);
    assert_int_equal(attempt.answered, 0);
    assert_int_equal(attempt.started, START);
    assert_int_equal(attempt.form.count, SLOTS);
    assert_int_equal(attempt.n, 4);
    attempt_finish(&attempt);
}

static void the_form_is_the_attempts_own(void **state)
{
    (void)state;
    char id[] = "a";
    struct slot mine[1] = {{.id = text_of(id), .child = -1, .kind = ITEM_SINGLE}};
    struct attempt_command command = start_command(LIMIT);
    command.as.started.form = (struct form){mine, 1};
    struct attempt attempt;
    attempt_init(&attempt);
    assert_int_equal(act(&attempt, command, START), REFUSAL_NONE);
    id[0] = 'z';
    mine[0].full = 5;
    assert_true(text_is(attempt.form.slots[0].id, "a"));
    assert_int_equal(attempt.form.slots[0].full, 0);
    attempt_finish(&attempt);
}

static void names_go_both_ways(void **state)
{
    (void)state;
    for (int i = 0; i < ATTEMPT_EVENT_KINDS; i++) {
        enum attempt_event_kind kind;
        assert_true(attempt_event_from_name(text_of(attempt_event_name((enum attempt_event_kind)i)), &kind));
        assert_int_equal(kind, i);
    }
    for (int i = 0; i <= SUBMIT_IMPORT; i++) {
        enum submit_cause cause;
        assert_true(submit_cause_from_name(text_of(submit_cause_name((enum submit_cause)i)), &cause));
        assert_int_equal(cause, i);
    }
    enum submit_cause cause;
    assert_false(submit_cause_from_name(text_of("weather"), &cause));
}

static void every_slot_is_marked_by_its_section(void **state)
{
    (void)state;
    const struct section sections[2] = {{.credit = CREDIT_SHORT_HALF}, {.credit = CREDIT_ADJACENT}};
    struct test_sheet sheet = {.sections = sections, .section_count = 2, .decimals = 2};
    struct item all[SLOTS] = {item_with_options(ITEM_SINGLE, 4, 4), item_with_options(ITEM_MULTIPLE, 4, 3),
                              item_with_options(ITEM_TRUEFALSE, 0, 1), item_with_options(ITEM_ORDER, 4, 0)};
    const struct item *items[SLOTS] = {&all[0], &all[1], &all[2], &all[3]};
    struct attempt attempt;
    struct marking markings[SLOTS];
    struct marking_basis basis = {.sheet = &sheet, .items = items};
    begin(&attempt);
    assert_int_equal(attempt_mark(&attempt, &basis, markings).mark, 0);
    act(&attempt, answer(0, "C"), START);
    act(&attempt, answer(1, "A"), START);
    act(&attempt, answer(2, "no such answer"), START);
    act(&attempt, answer(3, "BCDA"), START);
    assert_int_equal(attempt_mark(&attempt, &basis, markings).mark, 10000 + 10000 + 0 + 20000);
    assert_int_equal(markings[0].mark, 10000);
    assert_int_equal(markings[1].mark, 10000);
    assert_int_equal(markings[2].mark, 0);
    assert_int_equal(markings[3].mark, 20000);
    attempt_finish(&attempt);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_are_kept_replaced_and_taken_back),
        cmocka_unit_test(nobody_changes_a_paper_for_ever),
        cmocka_unit_test(what_is_out_of_place_is_refused),
        cmocka_unit_test(flags_are_counted),
        cmocka_unit_test(a_late_line_has_its_grace),
        cmocka_unit_test(extensions_move_the_end),
        cmocka_unit_test(an_outage_that_counts_takes_time),
        cmocka_unit_test(the_time_used_stands_at_the_end),
        cmocka_unit_test(replaying_the_events_gives_the_same_state),
        cmocka_unit_test(an_event_that_cannot_follow_changes_nothing),
        cmocka_unit_test(the_form_is_the_attempts_own),
        cmocka_unit_test(names_go_both_ways),
        cmocka_unit_test(every_slot_is_marked_by_its_section),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
