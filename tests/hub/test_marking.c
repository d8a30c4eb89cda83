/* Answers in words: marked by people who do not see whose they are; and oral tests. */
#include "seat.h"

#include "base/mem.h"
#include "core/markbook.h"
#include "store/streams.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static const char bank[] = "bank: words\n"
                           "items:\n"
                           "- {id: w-1, kind: truefalse, stem: 判断, key: true}\n"
                           "- {id: w-2, kind: short, stem: 问一, rationale: 绝密解析,\n"
                           "   points: [{text: 要点甲, marks: 3}, {text: 要点乙, marks: 2}]}\n"
                           "- {id: w-3, kind: short, stem: 问二, points: [要点丙, 要点丁]}\n";

enum { TRUEFALSE, FIRST, SECOND, SLOTS };

/* 10001 and 10002 are organizers; 10003 to 10005 mark; 10003, 10006 and 10007 may take the test. */
static void make_room(struct room *room, int times)
{
    char sheet[1000];
    room_make(room, 8, "hall: 考场\norganizers: ['10001', '10002']\n");
    room_write(room, "question_banks/words.yaml", bank);
    snprintf(sheet, sizeof sheet,
             "test: m\nminutes: 60\npass: 6\nshuffle: false\n"
             "who: {numbers: ['10001', '10003', '10006', '10007']}\n"
             "reveal: {marks: submitted, keys: submitted, rank: submitted}\n"
             "marking: {markers: ['10003', '10004', '10005'], times: %d, difference: 1}\n"
             "sections:\n"
             "- {title: 判断, items: [w-1], marks: 2}\n"
             "- {title: 简答, items: [w-2, w-3], marks: 10}\n",
             times);
    room_write(room, "events/m.yaml", sheet);
    room_start(room);
    struct seat shell;
    seat_open(&shell, room);
    struct request open = {.kind = MESSAGE_EVENT_OPEN, .event = {T("m")}};
    seat_expect(&shell, WIRE_OK, &open);
    seat_close(&shell);
}

static void close_room(struct room *room)
{
    room_stop(room, SIGTERM);
    room_verify(room);
    room_remove(room);
}

static void restart(struct room *room)
{
    room_stop(room, SIGKILL);
    room_start(room);
}

/* Somebody takes the whole test and submits it. */
static int64_t take_test(const struct room *room, int person, const char *first, const char *second)
{
    struct seat seat;
    seat_sign_in_well(&seat, room, person);
    int64_t attempt = seat_start(&seat, "m");
    assert_int_equal(seat_answer(&seat, attempt, TRUEFALSE, "T"), WIRE_OK);
    assert_int_equal(seat_answer(&seat, attempt, FIRST, first), WIRE_OK);
    assert_int_equal(seat_answer(&seat, attempt, SECOND, second), WIRE_OK);
    assert_int_equal(seat_about_attempt(&seat, MESSAGE_SUBMIT, attempt).error, WIRE_OK);
    seat_close(&seat);
    return attempt;
}

static struct reply script(struct seat *seat, enum wire_error error, const char *item, int64_t token)
{
    struct request request = {.kind = MESSAGE_SCRIPT, .script = {T("m"), text_of(item), token}};
    return seat_expect(seat, error, &request);
}

/* `points` in digits: "01" are the first and the second. */
static int64_t digits(const char *points, int64_t *out)
{
    int64_t count = 0;
    for (; points[count]; count++)
        out[count] = points[count] - '0';
    return count;
}

static struct reply mark(struct seat *seat, enum wire_error error, int64_t token, const char *points)
{
    int64_t indexes[10];
    struct request request = {.kind = MESSAGE_MARK_SCRIPT,
                              .mark_script = {.event = T("m"), .script = token, .points = indexes}};
    request.mark_script.point_count = digits(points, indexes);
    return seat_expect(seat, error, &request);
}

/* Marks all that waits for this marker, the first item's answers and the second's; returns how many. */
static int mark_all(struct seat *seat, const char *first, const char *second, const char *outcome_of_first)
{
    int count = 0;
    for (;; count++) {
        struct request request = {.kind = MESSAGE_SCRIPT, .script = {.event = T("m")}};
        struct reply next = seat_ask(seat, &request);
        if (next.error == WIRE_NO_SCRIPT)
            return count;
        assert_int_equal(next.error, WIRE_OK);
        bool is_first = text_is(next.script.item, "words/w-2");
        struct reply marked = mark(seat, WIRE_OK, next.script.script, is_first ? first : second);
        assert_int_equal(marked.mark_script.left, next.script.left - 1);
        if (is_first && !text_is(marked.mark_script.outcome, outcome_of_first))
            fail_msg("%.*s, expected %s", TEXT_ARG(marked.mark_script.outcome), outcome_of_first);
    }
}

static struct reply progress(struct seat *seat)
{
    struct request request = {.kind = MESSAGE_MARKING, .event = {T("m")}};
    return seat_expect(seat, WIRE_OK, &request);
}

static bool mentions(const struct seat *seat, const char *word)
{
    return text_find(seat->line, text_of(word)) >= 0;
}

static void assert_mark(const struct room *room, int64_t attempt, mark_t mark, int64_t pending)
{
    struct seat seat;
    seat_sign_in_well(&seat, room, 10002);
    struct reply result = seat_about_attempt(&seat, MESSAGE_RESULT, attempt);
    assert_int_equal(result.error, WIRE_OK);
    assert_int_equal(result.result.mark, mark);
    assert_int_equal(result.result.pending, pending);
    seat_close(&seat);
}

static void reopen(struct seat *seat, enum wire_error error, int64_t attempt, int64_t slot)
{
    struct request request = {.kind = MESSAGE_REOPEN, .reopen = {attempt, slot, T("复核")}};
    seat_expect(seat, error, &request);
}

/* ---- Marking ----------------------------------------------------------------------------------------- */

static void two_mark_and_a_third_decides(void **state)
{
    (void)state;
    struct room room;
    struct seat first, second, third, organizer;
    make_room(&room, 2);
    int64_t other = take_test(&room, 10006, "答一", "答二");
    assert_mark(&room, other, 2 * MARK_ONE, 2);
    seat_sign_in_well(&third, &room, 10003);
    script(&third, WIRE_MAY_TAKE, "", 0);
    int64_t own = take_test(&room, 10003, "自己一", "自己二");
    seat_close(&third);
    seat_sign_in_well(&third, &room, 10003);
    seat_sign_in_well(&first, &room, 10004);
    seat_sign_in_well(&second, &room, 10005);
    seat_sign_in_well(&organizer, &room, 10001);

    struct reply far = progress(&first);
    assert_int_equal(far.marking.total, 4);
    assert_int_equal(far.marking.first, 4);
    assert_int_equal(far.marking.row_count, 2);
    assert_true(text_is(far.marking.rows[0].item, "words/w-2"));
    assert_int_equal(far.marking.rows[0].full, 5 * MARK_ONE);
    assert_int_equal(far.marking.rows[1].waiting_for_me, 2);
    assert_int_equal(progress(&third).marking.rows[1].waiting_for_me, 1); /* not the own */

    assert_int_equal(mark_all(&first, "0", "0", "waits"), 4);
    assert_int_equal(mark_all(&second, "01", "", "third"), 4); /* 3 and 5: too far apart; 1 and 0: the mean */
    far = progress(&organizer);
    assert_int_equal(far.marking.settled, 2);
    assert_int_equal(far.marking.third, 2);
    assert_mark(&room, other, 2 * MARK_ONE + 25000, 1);

    struct reply events = seat_expect(&organizer, WIRE_OK, &(struct request){.kind = MESSAGE_EVENTS});
    assert_int_equal(events.events.rows[0].pending, 2);
    struct reply decisive = script(&third, WIRE_OK, "", 0);
    assert_true(text_is(decisive.script.turn, "third"));
    assert_int_equal(decisive.script.left, 1);
    assert_true(text_is(decisive.script.response, "答一"));
    mark(&third, WIRE_OK, decisive.script.script, "1");
    script(&third, WIRE_NO_SCRIPT, "", 0);
    assert_int_equal(mark_all(&organizer, "01", "", "settled"), 1);
    assert_mark(&room, other, 2 * MARK_ONE + 4 * MARK_ONE + 25000, 0);
    assert_mark(&room, own, 2 * MARK_ONE + 10 * MARK_ONE + 25000, 0);
    struct request ranking = {.kind = MESSAGE_RANKING, .ranking = {.event = T("m"), .count = 10}};
    struct reply ranked = seat_expect(&organizer, WIRE_OK, &ranking);
    assert_int_equal(ranked.ranking.rows[0].pending, 0);
    assert_int_equal(progress(&organizer).marking.settled, 4);
    seat_close(&first);
    seat_close(&second);
    seat_close(&third);
    seat_close(&organizer);
    close_room(&room);
}

static void a_script_tells_nothing_of_people_or_other_marks(void **state)
{
    (void)state;
    struct room room;
    struct seat first, second;
    make_room(&room, 2);
    take_test(&room, 10006, "答一", "答二");
    seat_sign_in_well(&first, &room, 10004);
    seat_sign_in_well(&second, &room, 10005);
    struct reply mine = script(&first, WIRE_OK, "words/w-2", 0);
    static const char *const secrets[] = {"10006", "人5", "矿/", "attempt", "10004"};
    for (size_t i = 0; i < COUNT_OF(secrets); i++)
        assert_false(mentions(&first, secrets[i]));
    assert_int_equal(mine.script.point_count, 2);
    assert_true(text_is(mine.script.rationale, "绝密解析"));
    assert_true(text_is(mine.script.turn, "first"));
    /* What another terminal shows is not handed out while there is something else. */
    assert_true(text_is(script(&second, WIRE_OK, "", 0).script.item, "words/w-3"));
    mark(&first, WIRE_OK, mine.script.script, "0");
    struct reply theirs = script(&second, WIRE_OK, "words/w-2", 0);
    assert_int_equal(theirs.script.script, mine.script.script);
    assert_true(text_is(theirs.script.turn, "second"));
    assert_int_equal(theirs.script.tick_count, 0);
    assert_false(theirs.script.marked);
    assert_false(mentions(&second, "10004"));
    script(&second, WIRE_NO_SCRIPT, "", theirs.script.script); /* only one's own marks are looked at again */
    seat_close(&first);
    seat_close(&second);
    close_room(&room);
}

static void an_own_mark_can_be_changed_until_it_is_settled(void **state)
{
    (void)state;
    struct room room;
    struct seat first, second, organizer;
    make_room(&room, 2);
    int64_t attempt = take_test(&room, 10006, "答一", "答二");
    seat_sign_in_well(&first, &room, 10004);
    seat_sign_in_well(&second, &room, 10005);
    seat_sign_in_well(&organizer, &room, 10001);
    int64_t token = script(&first, WIRE_OK, "words/w-2", 0).script.script;
    mark(&first, WIRE_OK, token, "0");
    restart(&room);
    seat_close(&first);
    seat_close(&second);
    seat_close(&organizer);
    seat_sign_in_well(&first, &room, 10004);
    seat_sign_in_well(&second, &room, 10005);
    seat_sign_in_well(&organizer, &room, 10001);
    struct reply far = progress(&first);
    assert_int_equal(far.marking.own, 1);
    assert_int_equal(far.marking.recent_count, 1);
    assert_int_equal(far.marking.recent[0], token);
    struct reply again = script(&first, WIRE_OK, "", token);
    assert_true(again.script.marked);
    assert_int_equal(again.script.tick_count, 1);
    assert_int_equal(again.script.ticks[0], 0);
    mark(&first, WIRE_OK, token, "01");
    assert_true(text_is(mark(&second, WIRE_OK, token, "01").mark_script.outcome, "settled"));
    mark(&first, WIRE_SETTLED, token, "0");
    assert_mark(&room, attempt, 12 * MARK_ONE, 1);
    reopen(&organizer, WIRE_OK, attempt, FIRST);
    reopen(&organizer, WIRE_UNSETTLED, attempt, FIRST);
    assert_mark(&room, attempt, 2 * MARK_ONE, 2);
    mark(&second, WIRE_OK, token, "1");
    assert_true(text_is(mark(&first, WIRE_OK, token, "1").mark_script.outcome, "settled"));
    assert_mark(&room, attempt, 6 * MARK_ONE, 1);
    seat_close(&first);
    seat_close(&second);
    seat_close(&organizer);
    close_room(&room);
}

/* A client made by hand may not fill the journal with changes of mind. */
static void a_mark_is_not_changed_for_ever(void **state)
{
    (void)state;
    struct room room;
    struct seat marker;
    make_room(&room, 2);
    take_test(&room, 10006, "答一", "");
    seat_sign_in_well(&marker, &room, 10004);
    int64_t token = script(&marker, WIRE_OK, "", 0).script.script;
    for (int i = 0; i < MARKBOOK_CHANGES_MOST; i++)
        mark(&marker, WIRE_OK, token, i % 2 ? "0" : "1");
    mark(&marker, WIRE_TOO_OFTEN, token, "1");
    seat_close(&marker);
    close_room(&room);
}

static void one_marker_settles_where_one_is_enough(void **state)
{
    (void)state;
    struct room room;
    struct seat first;
    make_room(&room, 1);
    int64_t attempt = take_test(&room, 10006, "答一", "");
    assert_mark(&room, attempt, 2 * MARK_ONE, 1); /* what was left empty waits for nobody */
    seat_sign_in_well(&first, &room, 10004);
    assert_int_equal(mark_all(&first, "01", "", "settled"), 1);
    assert_mark(&room, attempt, 12 * MARK_ONE, 0);
    struct reply review = seat_about_attempt(&first, MESSAGE_REVIEW, attempt);
    assert_int_equal(review.error, WIRE_NO_SUCH_ATTEMPT);
    seat_close(&first);
    seat_sign_in_well(&first, &room, 10006);
    review = seat_about_attempt(&first, MESSAGE_REVIEW, attempt);
    assert_int_equal(review.error, WIRE_OK);
    assert_int_equal(review.paper.slots[FIRST].point_count, 2);
    assert_int_equal(review.paper.slots[FIRST].tick_count, 2);
    assert_int_equal(review.paper.slots[FIRST].mark, 10 * MARK_ONE);
    seat_close(&first);
    close_room(&room);
}

/* How many tests the person is to mark, and how many answers wait there. */
static int64_t to_mark(const struct room *room, int person, int64_t *pending)
{
    struct seat seat;
    struct request home = {.kind = MESSAGE_HOME};
    seat_sign_in_well(&seat, room, person);
    struct reply reply = seat_expect(&seat, WIRE_OK, &home);
    int64_t count = reply.home.marking_count;
    *pending = count ? reply.home.markings[0].pending : -1;
    assert_true(count == 0 || text_is(reply.home.markings[0].event, "m"));
    seat_close(&seat);
    return count;
}

static void the_home_screen_tells_markers_of_their_tests(void **state)
{
    (void)state;
    struct room room;
    struct seat marker, shell;
    int64_t pending;
    struct request close = {.kind = MESSAGE_EVENT_CLOSE, .event = {T("m")}};
    make_room(&room, 1);
    assert_int_equal(to_mark(&room, 10004, &pending), 1); /* it is open: answers may come */
    assert_int_equal(pending, 0);
    take_test(&room, 10006, "答一", "答二");
    assert_int_equal(to_mark(&room, 10004, &pending), 1);
    assert_int_equal(pending, 2);
    assert_int_equal(to_mark(&room, 10006, &pending), 0);
    assert_int_equal(to_mark(&room, 10001, &pending), 0); /* organizers find it at their events */
    seat_open(&shell, &room);
    seat_expect(&shell, WIRE_OK, &close);
    seat_close(&shell);
    assert_int_equal(to_mark(&room, 10004, &pending), 1);
    seat_sign_in_well(&marker, &room, 10004);
    assert_int_equal(mark_all(&marker, "0", "0", "settled"), 2);
    seat_close(&marker);
    assert_int_equal(to_mark(&room, 10004, &pending), 0); /* closed, and nothing waits */
    close_room(&room);
}

static void who_is_no_marker_learns_and_changes_nothing(void **state)
{
    (void)state;
    struct room room;
    struct seat candidate, marker, stranger;
    make_room(&room, 2);
    int64_t attempt = take_test(&room, 10006, "答一", "答二");
    seat_sign_in_well(&marker, &room, 10004);
    int64_t token = script(&marker, WIRE_OK, "", 0).script.script;
    seat_sign_in_well(&candidate, &room, 10006);
    script(&candidate, WIRE_NOT_A_MARKER, "", 0);
    script(&candidate, WIRE_NOT_A_MARKER, "", token);
    mark(&candidate, WIRE_NOT_A_MARKER, token, "01");
    reopen(&candidate, WIRE_NOT_ALLOWED, attempt, FIRST);
    struct request request = {.kind = MESSAGE_MARKING, .event = {T("m")}};
    seat_expect(&candidate, WIRE_NOT_A_MARKER, &request);
    request = (struct request){.kind = MESSAGE_TICK, .tick = {.attempt = attempt, .slot = FIRST}};
    seat_expect(&candidate, WIRE_NOT_ALLOWED, &request);
    seat_open(&stranger, &room);
    script(&stranger, WIRE_NOT_SIGNED_IN, "", token);
    mark(&stranger, WIRE_NOT_SIGNED_IN, token, "01");
    /* A marker guesses, and ticks what is not there. */
    for (int64_t guess = 1; guess < 50; guess++)
        mark(&marker, WIRE_NO_SCRIPT, guess, "0");
    script(&marker, WIRE_NO_SCRIPT, "", token);
    script(&marker, WIRE_NO_SCRIPT, "words/nothing", 0);
    mark(&marker, WIRE_NO_POINTS, token, "7");
    reopen(&marker, WIRE_NOT_ALLOWED, attempt, FIRST);
    assert_int_equal(progress(&marker).marking.first, 2);
    assert_mark(&room, attempt, 2 * MARK_ONE, 2);
    seat_close(&candidate);
    seat_close(&marker);
    seat_close(&stranger);
    close_room(&room);
}

/* ---- Oral tests -------------------------------------------------------------------------------------- */

static struct reply examine(struct seat *seat, enum wire_error error, const char *number)
{
    struct request request = {.kind = MESSAGE_START, .start = {T("m"), text_of(number)}};
    return seat_expect(seat, error, &request);
}

static void tick(struct seat *seat, enum wire_error error, int64_t attempt, int64_t slot, const char *points)
{
    int64_t indexes[10];
    struct request request = {.kind = MESSAGE_TICK, .tick = {attempt, slot, indexes, 0}};
    request.tick.point_count = digits(points, indexes);
    seat_expect(seat, error, &request);
}

static struct monitor_row monitored(struct seat *seat, const char *number)
{
    struct reply monitor = seat_about(seat, MESSAGE_MONITOR, "m");
    assert_int_equal(monitor.error, WIRE_OK);
    for (int64_t i = 0; i < monitor.monitor.row_count; i++)
        if (text_is(monitor.monitor.rows[i].number, number))
            return monitor.monitor.rows[i];
    fail();
    return (struct monitor_row){0};
}

static void assert_answered(struct seat *seat, const char *number, int64_t answered)
{
    assert_int_equal(monitored(seat, number).answered, answered);
}

static void an_examiner_asks_and_ticks(void **state)
{
    (void)state;
    struct room room;
    struct seat examiner, candidate, other;
    make_room(&room, 2);
    seat_sign_in_well(&examiner, &room, 10001);
    seat_sign_in_well(&other, &room, 10002);
    seat_sign_in_well(&candidate, &room, 10006);
    examine(&candidate, WIRE_NOT_ALLOWED, "10007");
    examine(&examiner, WIRE_OWN_ANSWER, "10001");
    examine(&examiner, WIRE_NO_SUCH_PERSON, "99999");
    examine(&examiner, WIRE_NOT_FOR_YOU, "10008");
    int64_t attempt = examine(&examiner, WIRE_OK, "10006").attempt.attempt;
    assert_int_equal(examine(&examiner, WIRE_OK, "10006").attempt.attempt, attempt);
    examine(&other, WIRE_BUSY, "10006");
    assert_int_equal(seat_about(&candidate, MESSAGE_START, "m").error, WIRE_EXAMINED);
    assert_int_equal(seat_about_attempt(&candidate, MESSAGE_PAPER, attempt).error, WIRE_EXAMINED);
    assert_int_equal(seat_answer(&candidate, attempt, TRUEFALSE, "F"), WIRE_EXAMINED);
    assert_int_equal(seat_about_attempt(&candidate, MESSAGE_SUBMIT, attempt).error, WIRE_EXAMINED);
    assert_int_equal(seat_answer(&other, attempt, TRUEFALSE, "F"), WIRE_NO_SUCH_ATTEMPT);
    tick(&other, WIRE_NO_SUCH_ATTEMPT, attempt, FIRST, "0");

    struct reply paper = seat_paper(&examiner, attempt);
    assert_true(text_is(paper.paper.examiner, "10001"));
    assert_true(text_is(paper.paper.candidate, "10006"));
    assert_true(text_is(paper.paper.candidate_name, "人5"));
    assert_int_equal(paper.paper.slots[FIRST].point_count, 2);
    assert_int_equal(paper.paper.slots[TRUEFALSE].point_count, 0);
    assert_false(mentions(&examiner, "\"key\""));
    assert_false(mentions(&examiner, "绝密"));
    assert_int_equal(seat_answer(&examiner, attempt, TRUEFALSE, "T"), WIRE_OK);
    tick(&examiner, WIRE_OK, attempt, FIRST, "01");
    tick(&examiner, WIRE_OK, attempt, SECOND, "");
    tick(&examiner, WIRE_NO_POINTS, attempt, TRUEFALSE, "0");
    tick(&examiner, WIRE_NO_POINTS, attempt, FIRST, "2");
    tick(&examiner, WIRE_NO_SUCH_SLOT, attempt, SLOTS, "0");
    assert_answered(&examiner, "10006", SLOTS);

    restart(&room);
    seat_close(&examiner);
    seat_close(&candidate);
    seat_close(&other);
    seat_sign_in_well(&examiner, &room, 10001);
    seat_sign_in_well(&candidate, &room, 10006);
    assert_int_equal(examine(&examiner, WIRE_OK, "10006").attempt.attempt, attempt);
    paper = seat_paper(&examiner, attempt);
    assert_int_equal(paper.paper.slots[FIRST].response.len, 0);
    assert_int_equal(paper.paper.slots[FIRST].tick_count, 2);
    assert_true(paper.paper.slots[SECOND].ticked);
    assert_int_equal(paper.paper.slots[SECOND].tick_count, 0);
    tick(&examiner, WIRE_OK, attempt, SECOND, "1");
    assert_true(text_is(monitored(&examiner, "10006").examiner, "10001"));
    assert_int_equal(seat_about_attempt(&examiner, MESSAGE_SUBMIT, attempt).error, WIRE_OK);
    assert_int_equal(seat_about_attempt(&examiner, MESSAGE_SUBMIT, attempt).error, WIRE_OK); /* sent again */
    tick(&examiner, WIRE_NOT_RUNNING, attempt, SECOND, "01");
    assert_mark(&room, attempt, 17 * MARK_ONE, 0);
    assert_int_equal(seat_about_attempt(&candidate, MESSAGE_RESULT, attempt).result.mark, 17 * MARK_ONE);

    reopen(&examiner, WIRE_OK, attempt, SECOND);
    assert_mark(&room, attempt, 12 * MARK_ONE, 1);
    tick(&examiner, WIRE_OK, attempt, SECOND, "01");
    assert_mark(&room, attempt, 22 * MARK_ONE, 0);
    seat_close(&examiner);
    seat_close(&candidate);
    close_room(&room);
}

/* What the examiner wrote down without ticking goes to the markers; a seat's own attempt is nobody else's. */
static void written_answers_of_an_oral_test_wait_for_markers(void **state)
{
    (void)state;
    struct room room;
    struct seat examiner, candidate, marker;
    make_room(&room, 1);
    seat_sign_in_well(&examiner, &room, 10001);
    seat_sign_in_well(&candidate, &room, 10007);
    int64_t alone = seat_start(&candidate, "m");
    examine(&examiner, WIRE_BUSY, "10007");
    tick(&examiner, WIRE_NO_SUCH_ATTEMPT, alone, FIRST, "0");
    int64_t attempt = examine(&examiner, WIRE_OK, "10006").attempt.attempt;
    assert_int_equal(seat_answer(&examiner, attempt, FIRST, "他说了甲"), WIRE_OK);
    assert_int_equal(seat_about_attempt(&examiner, MESSAGE_SUBMIT, attempt).error, WIRE_OK);
    assert_mark(&room, attempt, 0, 1);
    seat_sign_in_well(&marker, &room, 10004);
    assert_int_equal(mark_all(&marker, "0", "", "settled"), 1);
    assert_mark(&room, attempt, 6 * MARK_ONE, 0);
    seat_close(&examiner);
    seat_close(&candidate);
    seat_close(&marker);
    close_room(&room);
}

/* What was only ticked is an answer: it counts as given, and when it is reopened it waits for the markers. */
static void what_is_only_ticked_counts_and_can_be_marked_again(void **state)
{
    (void)state;
    static const char spoken[] = "(answered by word of mouth)";
    struct room room;
    struct seat examiner, marker;
    make_room(&room, 1);
    seat_sign_in_well(&examiner, &room, 10001);
    int64_t attempt = examine(&examiner, WIRE_OK, "10006").attempt.attempt;
    assert_false(monitored(&examiner, "10007").used_up);
    tick(&examiner, WIRE_OK, attempt, FIRST, "");
    assert_answered(&examiner, "10006", 1);
    assert_int_equal(seat_answer(&examiner, attempt, FIRST, "说了甲"), WIRE_OK);
    tick(&examiner, WIRE_OK, attempt, FIRST, "0");
    assert_true(text_is(seat_paper(&examiner, attempt).paper.slots[FIRST].response, "说了甲"));
    assert_int_equal(seat_answer(&examiner, attempt, FIRST, ""), WIRE_OK); /* the words go, the ticks stay */
    assert_answered(&examiner, "10006", 1);
    assert_int_equal(seat_answer(&examiner, attempt, SECOND, "什么"), WIRE_OK);
    assert_int_equal(seat_answer(&examiner, attempt, SECOND, ""), WIRE_OK); /* not ticked: no answer */
    assert_answered(&examiner, "10006", 1);
    assert_int_equal(seat_paper(&examiner, attempt).paper.slots[FIRST].response.len, 0);
    tick(&examiner, WIRE_OK, attempt, SECOND, "1");
    restart(&room);
    seat_close(&examiner);
    seat_sign_in_well(&examiner, &room, 10001);
    assert_answered(&examiner, "10006", 2);
    assert_int_equal(seat_about_attempt(&examiner, MESSAGE_SUBMIT, attempt).error, WIRE_OK);
    assert_int_equal(seat_about_attempt(&examiner, MESSAGE_RESULT, attempt).result.answered, 2);
    assert_true(monitored(&examiner, "10006").used_up);
    struct reply review = seat_about_attempt(&examiner, MESSAGE_REVIEW, attempt);
    assert_true(text_is(review.paper.slots[SECOND].response, spoken));
    assert_mark(&room, attempt, 11 * MARK_ONE, 0);

    reopen(&examiner, WIRE_OK, attempt, SECOND);
    assert_mark(&room, attempt, 6 * MARK_ONE, 1);
    reopen(&examiner, WIRE_UNSETTLED, attempt, SECOND);
    reopen(&examiner, WIRE_UNMARKED, attempt, TRUEFALSE);
    seat_sign_in_well(&marker, &room, 10004);
    assert_true(text_is(script(&marker, WIRE_OK, "words/w-3", 0).script.response, spoken));
    assert_int_equal(mark_all(&marker, "", "01", "settled"), 1);
    assert_mark(&room, attempt, 16 * MARK_ONE, 0);
    seat_close(&examiner);
    seat_close(&marker);
    close_room(&room);
}

static void assert_marking_untouched(const struct room *room)
{
    int64_t last = -1;
    struct err err = ERR_NONE;
    struct store *store = room_store(room, STORE_READ);
    assert_true(stream_last(store, "marking", text_of("m"), &last, &err));
    assert_int_equal(last, 0);
    store_close(store);
}

/* It says for whom the answer waits, and leaves the journal as it was. */
static void what_is_not_settled_cannot_be_reopened(void **state)
{
    (void)state;
    struct room room;
    struct seat organizer, marker;
    make_room(&room, 1);
    int64_t attempt = take_test(&room, 10006, "答一", "");
    seat_sign_in_well(&organizer, &room, 10001);
    struct request request = {.kind = MESSAGE_REOPEN, .reopen = {attempt, FIRST, T("复核")}};
    struct reply refused = seat_expect(&organizer, WIRE_UNSETTLED, &request);
    assert_true(text_is(refused.detail, "10003 10004 10005"));
    reopen(&organizer, WIRE_UNMARKED, attempt, SECOND);
    reopen(&organizer, WIRE_NO_SUCH_SLOT, attempt, SLOTS);
    room_stop(&room, SIGTERM);
    assert_marking_untouched(&room);
    room_start(&room);
    seat_sign_in_well(&marker, &room, 10004);
    assert_int_equal(mark_all(&marker, "0", "", "settled"), 1);
    assert_mark(&room, attempt, 8 * MARK_ONE, 0);
    seat_close(&organizer);
    seat_close(&marker);
    close_room(&room);
}

/* An organizer who has taken the test himself has his marks as they are. */
static void nobody_reopens_an_answer_of_his_own(void **state)
{
    (void)state;
    struct room room;
    struct seat organizer, marker;
    make_room(&room, 1);
    int64_t own = take_test(&room, 10001, "答一", ""), other = take_test(&room, 10006, "答一", "");
    seat_sign_in_well(&marker, &room, 10004);
    assert_int_equal(mark_all(&marker, "0", "", "settled"), 2);
    seat_sign_in_well(&organizer, &room, 10001);
    reopen(&organizer, WIRE_OWN_ANSWER, own, FIRST);
    assert_mark(&room, own, 8 * MARK_ONE, 0);
    reopen(&organizer, WIRE_OK, other, FIRST);
    seat_close(&organizer);
    seat_close(&marker);
    close_room(&room);
}

int main(void)
{
    const struct CMUnitTest all[] = {
        cmocka_unit_test(two_mark_and_a_third_decides),
        cmocka_unit_test(a_script_tells_nothing_of_people_or_other_marks),
        cmocka_unit_test(an_own_mark_can_be_changed_until_it_is_settled),
        cmocka_unit_test(a_mark_is_not_changed_for_ever),
        cmocka_unit_test(one_marker_settles_where_one_is_enough),
        cmocka_unit_test(the_home_screen_tells_markers_of_their_tests),
        cmocka_unit_test(who_is_no_marker_learns_and_changes_nothing),
        cmocka_unit_test(an_examiner_asks_and_ticks),
        cmocka_unit_test(what_is_only_ticked_counts_and_can_be_marked_again),
        cmocka_unit_test(what_is_not_settled_cannot_be_reopened),
        cmocka_unit_test(nobody_reopens_an_answer_of_his_own),
        cmocka_unit_test(written_answers_of_an_oral_test_wait_for_markers),
    };
    return cmocka_run_group_tests(all, NULL, NULL);
}
