/* A test from its opening to its ranking, by candidates and by staff. */
#include "seat.h"

#include "base/mem.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const char usual[] =
    "minutes: 60\npass: 12\nreveal: {marks: submitted, keys: closed, rank: submitted}\n";

static void make_room(struct room *room, int people, const char *settings)
{
    room_make(room, people, NULL);
    room_write_test(room, "t", settings);
    room_start(room);
}

static void order(const struct room *room, enum wire_error expected, enum message_kind kind)
{
    struct seat shell;
    seat_open(&shell, room);
    struct request request = {.kind = kind, .event = {T("t")}};
    seat_expect(&shell, expected, &request);
    seat_close(&shell);
}

static void close_room(struct room *room)
{
    room_stop(room, SIGTERM);
    room_verify(room);
    room_remove(room);
}

/* Answers everything rightly but the first `wrong` slots, which stay empty. */
static void answer_paper(struct seat *seat, int64_t attempt, int64_t wrong)
{
    struct reply paper = seat_paper(seat, attempt);
    for (int64_t i = wrong; i < paper.paper.slot_count; i++) {
        struct text right = seat_right_answer(seat, &paper.paper.slots[i]);
        enum wire_error error = seat_answer(seat, attempt, i, right.at);
        if (error != WIRE_OK)
            fail_msg("%.*s %s: %s", TEXT_ARG(paper.paper.slots[i].kind), right.at, wire_error_name(error));
    }
}

static struct test_row home_row(struct seat *seat)
{
    struct request home = {.kind = MESSAGE_HOME};
    struct reply reply = seat_expect(seat, WIRE_OK, &home);
    if (reply.home.test_count == 0)
        return (struct test_row){.state = TEST_SOON};
    assert_int_equal(reply.home.test_count, 1);
    return reply.home.tests[0];
}

static bool mentions(const struct seat *seat, const char *word)
{
    return text_find(seat->line, text_of(word)) >= 0;
}

/* ---- A candidate ------------------------------------------------------------------------------------- */

static void every_kind_is_answered_and_marked(void **state)
{
    (void)state;
    struct room room;
    struct seat seat;
    make_room(&room, 3, usual);
    seat_sign_in_well(&seat, &room, 10002);
    assert_int_equal(seat_about(&seat, MESSAGE_START, "t").error, WIRE_NOT_OPEN);
    assert_int_equal(seat_about(&seat, MESSAGE_START, "nothing").error, WIRE_NO_SUCH_EVENT);
    order(&room, WIRE_OK, MESSAGE_EVENT_OPEN);
    seat_wait_push(&seat, MESSAGE_PUSH_CHANGED);
    struct test_row row = home_row(&seat);
    assert_int_equal(row.state, TEST_OPEN);
    assert_int_equal(row.duration, 3600000);
    assert_int_equal(row.slots, 10);
    assert_int_equal(row.full, 26 * MARK_ONE);
    int64_t attempt = seat_start(&seat, "t");
    assert_int_equal(home_row(&seat).running, attempt);
    struct reply paper = seat_paper(&seat, attempt);
    assert_int_equal(paper.paper.slot_count, 10);
    assert_int_equal(paper.paper.section_count, 2);
    assert_int_equal(paper.paper.stimulus_count, 1);
    assert_in_range(paper.paper.left, 1, 3600000);
    assert_false(mentions(&seat, "绝密"));
    assert_false(mentions(&seat, "\"key\""));
    answer_paper(&seat, attempt, 0);
    paper = seat_paper(&seat, attempt);
    for (int64_t i = 0; i < paper.paper.slot_count; i++)
        assert_true(
            text_equal(paper.paper.slots[i].response, seat_right_answer(&seat, &paper.paper.slots[i])));
    assert_int_equal(seat_about_attempt(&seat, MESSAGE_RESULT, attempt).error, WIRE_STILL_RUNNING);
    assert_int_equal(seat_about_attempt(&seat, MESSAGE_REVIEW, attempt).error, WIRE_STILL_RUNNING);
    assert_int_equal(seat_about_attempt(&seat, MESSAGE_SUBMIT, attempt).error, WIRE_OK);
    assert_int_equal(seat_about_attempt(&seat, MESSAGE_SUBMIT, attempt).error, WIRE_OK); /* sent again */
    assert_int_equal(seat_answer(&seat, attempt, 0, ""), WIRE_NOT_RUNNING);
    struct reply result = seat_about_attempt(&seat, MESSAGE_RESULT, attempt);
    assert_int_equal(result.error, WIRE_OK);
    assert_int_equal(result.result.mark, 26 * MARK_ONE);
    assert_true(result.result.passed && result.result.marks_shown && result.result.rank_shown);
    assert_false(result.result.keys_shown);
    assert_int_equal(result.result.rank, 1);
    assert_int_equal(result.result.of, 1);
    assert_int_equal(result.result.sections[0].mark, 10 * MARK_ONE);
    assert_int_equal(result.result.topic_count, 2);
    assert_true(text_is(result.result.cause, "candidate"));
    assert_int_equal(seat_about(&seat, MESSAGE_START, "t").error, WIRE_NO_ATTEMPTS_LEFT);
    assert_int_equal(seat_about_attempt(&seat, MESSAGE_REVIEW, attempt).error, WIRE_NOT_REVEALED);
    order(&room, WIRE_OK, MESSAGE_EVENT_CLOSE);
    struct reply review = seat_about_attempt(&seat, MESSAGE_REVIEW, attempt);
    assert_int_equal(review.error, WIRE_OK);
    assert_true(mentions(&seat, "绝密解析"));
    assert_true(mentions(&seat, "条例 第一条 (2018-10-28)"));
    for (int64_t i = 0; i < review.paper.slot_count; i++) {
        assert_true(text_equal(review.paper.slots[i].key, review.paper.slots[i].response));
        assert_int_equal(review.paper.slots[i].mark, review.paper.slots[i].full);
    }
    seat_close(&seat);
    close_room(&room);
}

static void what_cannot_be_an_answer_is_refused(void **state)
{
    (void)state;
    struct room room;
    struct seat seat;
    make_room(&room, 3, usual);
    order(&room, WIRE_OK, MESSAGE_EVENT_OPEN);
    seat_sign_in_well(&seat, &room, 10002);
    int64_t attempt = seat_start(&seat, "t");
    struct reply paper = seat_paper(&seat, attempt);
    for (int64_t i = 0; i < paper.paper.slot_count; i++)
        if (!text_is(paper.paper.slots[i].kind, "blank")) {
            assert_int_equal(seat_answer(&seat, attempt, i, "Z9"), WIRE_BAD_RESPONSE);
            assert_int_equal(seat_answer(&seat, attempt, i, ""), WIRE_OK);
        }
    assert_int_equal(seat_answer(&seat, attempt, 10, "A"), WIRE_NO_SUCH_SLOT);
    assert_int_equal(seat_answer(&seat, attempt + 1, 0, "A"), WIRE_NO_SUCH_ATTEMPT);
    struct request flag = {.kind = MESSAGE_FLAG, .flag = {attempt, 3, true}};
    seat_expect(&seat, WIRE_OK, &flag);
    seat_expect(&seat, WIRE_OK, &flag);
    assert_true(seat_paper(&seat, attempt).paper.slots[3].flagged);
    flag.flag.slot = 10;
    seat_expect(&seat, WIRE_NO_SUCH_SLOT, &flag);
    seat_close(&seat);
    close_room(&room);
}

static void nothing_is_revealed_before_its_time(void **state)
{
    (void)state;
    struct room room;
    struct seat seat, organizer;
    make_room(&room, 3, "minutes: 60\npass: 12\nreveal: {marks: closed, keys: never, rank: closed}\n");
    order(&room, WIRE_OK, MESSAGE_EVENT_OPEN);
    seat_sign_in_well(&seat, &room, 10002);
    seat_sign_in_well(&organizer, &room, 10001);
    int64_t attempt = seat_start(&seat, "t");
    answer_paper(&seat, attempt, 0);
    seat_about_attempt(&seat, MESSAGE_SUBMIT, attempt);
    struct reply result = seat_about_attempt(&seat, MESSAGE_RESULT, attempt);
    assert_false(result.result.marks_shown || result.result.rank_shown || result.result.passed);
    assert_int_equal(result.result.mark, 0);
    assert_int_equal(result.result.section_count, 0);
    struct request ranking = {.kind = MESSAGE_RANKING, .ranking = {T("t"), false, T(""), 0, 10}};
    seat_expect(&seat, WIRE_NOT_REVEALED, &ranking);
    assert_int_equal(seat_expect(&organizer, WIRE_OK, &ranking).ranking.total, 1);
    assert_int_equal(seat_about_attempt(&organizer, MESSAGE_RESULT, attempt).result.mark, 26 * MARK_ONE);
    assert_int_equal(seat_about_attempt(&organizer, MESSAGE_REVIEW, attempt).error, WIRE_OK);
    /* Who sits the test sees no keys, organizer or not. */
    seat_start(&organizer, "t");
    assert_int_equal(seat_about_attempt(&organizer, MESSAGE_REVIEW, attempt).error, WIRE_NOT_REVEALED);
    order(&room, WIRE_OK, MESSAGE_EVENT_CLOSE);
    seat_expect(&seat, WIRE_OK, &ranking);
    assert_int_equal(seat_about_attempt(&seat, MESSAGE_RESULT, attempt).result.mark, 26 * MARK_ONE);
    assert_int_equal(seat_about_attempt(&seat, MESSAGE_REVIEW, attempt).error, WIRE_NOT_REVEALED);
    seat_close(&seat);
    seat_close(&organizer);
    close_room(&room);
}

/* ---- Staff ------------------------------------------------------------------------------------------- */

static struct monitor_row watched(struct seat *seat, const char *number)
{
    struct request request = {.kind = MESSAGE_MONITOR, .event = {T("t")}};
    struct reply reply = seat_expect(seat, WIRE_OK, &request);
    for (int64_t i = 0; i < reply.monitor.row_count; i++)
        if (text_is(reply.monitor.rows[i].number, number))
            return reply.monitor.rows[i];
    fail_msg("%s is not on the monitor", number);
    return (struct monitor_row){.attempt = 0};
}

static void staff_watches_and_rules(void **state)
{
    (void)state;
    struct room room;
    struct seat staff, seat;
    make_room(&room, 3, "minutes: 60\npass: 12\nattempts: 1\nreveal: {marks: submitted, keys: submitted}\n");
    seat_sign_in_well(&staff, &room, 10001);
    struct request open = {.kind = MESSAGE_EVENT_OPEN, .event = {T("t")}};
    seat_expect(&staff, WIRE_OK, &open);
    seat_expect(&staff, WIRE_ALREADY, &open);
    assert_true(text_is(watched(&staff, "10002").state, "absent"));
    assert_true(text_is(watched(&staff, "10001").state, "signed-in"));
    seat_sign_in_well(&seat, &room, 10002);
    int64_t attempt = seat_start(&seat, "t");
    answer_paper(&seat, attempt, 4);
    struct monitor_row row = watched(&staff, "10002");
    assert_true(text_is(row.state, "running") && row.connected);
    assert_int_equal(row.answered, 6);
    assert_int_equal(row.slots, 10);

    struct request extend = {.kind = MESSAGE_EXTEND, .extend = {T("t"), T(""), 10, T("停电")}};
    assert_int_equal(seat_expect(&staff, WIRE_OK, &extend).changed.count, 1);
    assert_int_equal(seat_wait_push(&seat, MESSAGE_PUSH_TIME).time.limit, 70 * 60000);
    extend.extend.number = T("10003");
    seat_expect(&staff, WIRE_NOT_RUNNING, &extend);
    extend.extend.number = T("10002");
    extend.extend.minutes = -600;
    seat_expect(&staff, WIRE_BAD_TIME, &extend);

    struct request force = {.kind = MESSAGE_FORCE_SUBMIT, .rule = {attempt, T("到时")}};
    seat_expect(&staff, WIRE_OK, &force);
    seat_expect(&staff, WIRE_NOT_RUNNING, &force);
    struct reply push = seat_wait_push(&seat, MESSAGE_PUSH_SUBMITTED);
    assert_true(text_is(push.ended.cause, "organizer"));
    assert_true(text_is(push.ended.reason, "到时"));
    assert_true(text_is(watched(&staff, "10002").state, "submitted"));
    assert_int_equal(seat_about(&seat, MESSAGE_START, "t").error, WIRE_NO_ATTEMPTS_LEFT);

    assert_int_equal(seat_about_attempt(&seat, MESSAGE_REVIEW, attempt).error, WIRE_OK);
    struct request void_it = {.kind = MESSAGE_VOID, .rule = {attempt, T("替考")}};
    seat_expect(&staff, WIRE_OK, &void_it);
    /* It may be taken again, so its keys are not shown any more. */
    assert_int_equal(seat_about_attempt(&seat, MESSAGE_REVIEW, attempt).error, WIRE_NOT_REVEALED);
    seat_expect(&staff, WIRE_ALREADY, &void_it);
    assert_true(text_is(seat_wait_push(&seat, MESSAGE_PUSH_VOIDED).ended.reason, "替考"));
    assert_true(text_is(watched(&staff, "10002").state, "void"));
    /* A voided attempt leaves room for another, which is voided while it runs. */
    void_it.rule.attempt = seat_start(&seat, "t");
    assert_int_not_equal(void_it.rule.attempt, attempt);
    seat_expect(&staff, WIRE_OK, &void_it);
    seat_wait_push(&seat, MESSAGE_PUSH_VOIDED);
    assert_int_equal(seat_answer(&seat, void_it.rule.attempt, 0, ""), WIRE_NOT_RUNNING);
    void_it.rule.attempt = 99;
    seat_expect(&staff, WIRE_NO_SUCH_ATTEMPT, &void_it);
    seat_close(&staff);
    seat_close(&seat);
    close_room(&room);
}

static void closing_submits_what_runs(void **state)
{
    (void)state;
    struct room room;
    struct seat seat;
    make_room(&room, 3, usual);
    order(&room, WIRE_OK, MESSAGE_EVENT_OPEN);
    seat_sign_in_well(&seat, &room, 10002);
    int64_t attempt = seat_start(&seat, "t");
    answer_paper(&seat, attempt, 5);
    order(&room, WIRE_OK, MESSAGE_EVENT_CLOSE);
    assert_true(text_is(seat_wait_push(&seat, MESSAGE_PUSH_SUBMITTED).ended.cause, "closed"));
    struct reply result = seat_about_attempt(&seat, MESSAGE_RESULT, attempt);
    assert_int_equal(result.result.answered, 5);
    assert_int_equal(result.result.mark, 16 * MARK_ONE);
    assert_int_equal(home_row(&seat).state, TEST_CLOSED);
    order(&room, WIRE_ALREADY, MESSAGE_EVENT_CLOSE);
    order(&room, WIRE_OK, MESSAGE_EVENT_OPEN);
    order(&room, WIRE_OK, MESSAGE_EVENT_CLOSE);
    seat_close(&seat);
    close_room(&room);
}

/* One who answered all, one who left out one answer, one who left out two and one with none. */
static void ranks_are_shared_and_found(void **state)
{
    (void)state;
    struct room room;
    struct seat seats[4];
    make_room(&room, 4,
              "minutes: 60\npass: 12\nrank: [marks]\nreveal: {marks: submitted, rank: submitted}\n");
    order(&room, WIRE_OK, MESSAGE_EVENT_OPEN);
    static const int64_t left_out[] = {1, 0, 0, 5};
    for (int i = 0; i < 4; i++) {
        seat_sign_in_well(&seats[i], &room, 10001 + i);
        int64_t attempt = seat_start(&seats[i], "t");
        answer_paper(&seats[i], attempt, left_out[i]);
        assert_int_equal(seat_about_attempt(&seats[i], MESSAGE_SUBMIT, attempt).error, WIRE_OK);
    }
    struct request ranking = {.kind = MESSAGE_RANKING, .ranking = {T("t"), false, T(""), 0, 10}};
    struct reply reply = seat_expect(&seats[3], WIRE_OK, &ranking);
    static const int64_t ranks[] = {1, 1, 3, 4};
    static const char *const numbers[] = {"10002", "10003", "10001", "10004"};
    assert_int_equal(reply.ranking.total, 4);
    assert_int_equal(reply.ranking.own, 3);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(reply.ranking.rows[i].rank, ranks[i]);
        assert_true(text_is(reply.ranking.rows[i].number, numbers[i]));
        assert_int_equal(reply.ranking.rows[i].own, i == 3);
    }
    ranking.ranking.search = T("1000");
    ranking.ranking.offset = 3;
    reply = seat_expect(&seats[3], WIRE_OK, &ranking);
    assert_int_equal(reply.ranking.total, 4);
    assert_int_equal(reply.ranking.row_count, 1);
    ranking.ranking.search = T("人2");
    ranking.ranking.offset = 0;
    reply = seat_expect(&seats[3], WIRE_OK, &ranking);
    assert_int_equal(reply.ranking.total, 1);
    assert_int_equal(reply.ranking.own, -1);
    /* 矿/0队 has 10001 (24 marks) and 10004 (16); 矿/1队 10002; 矿/2队 10003. */
    ranking.ranking.search = T("");
    ranking.ranking.units = true;
    reply = seat_expect(&seats[0], WIRE_OK, &ranking);
    assert_int_equal(reply.ranking.total, 3);
    assert_int_equal(reply.ranking.own, 2);
    assert_true(text_is(reply.ranking.rows[2].unit, "矿/0队"));
    assert_int_equal(reply.ranking.rows[2].mark, 20 * MARK_ONE);
    assert_int_equal(reply.ranking.rows[2].members, 2);
    for (int i = 0; i < 4; i++)
        seat_close(&seats[i]);
    close_room(&room);
}

static void paper_responses_are_imported_whole_or_not(void **state)
{
    (void)state;
    struct room room;
    struct seat shell, seat;
    make_room(&room, 3, usual);
    seat_open(&shell, &room);
    /* The item's own letters: the bank's order. */
    static const struct import_row rows[] = {
        {TEXT("a-single"), TEXT("C"), 10},       {TEXT("all/a-multiple"), TEXT("ca"), 20},
        {TEXT("a-truefalse"), TEXT("对"), -1},   {TEXT("a-blank"), TEXT("北京|1921"), 5},
        {TEXT("a-numeric"), TEXT("12.50元"), 5}, {TEXT("a-order"), TEXT("ABCD"), 5},
        {TEXT("a-match"), TEXT("1A,2B,3C"), 5},  {TEXT("a-spot"), TEXT("1,3"), 5},
        {TEXT("a-case-1"), TEXT("A"), 5},        {TEXT("a-case-2"), TEXT("T"), 5},
    };
    struct request import = {.kind = MESSAGE_IMPORT, .import = {T("t"), T("10002"), rows, COUNT_OF(rows)}};
    int64_t attempt = seat_expect(&shell, WIRE_OK, &import).attempt.attempt;
    seat_expect(&shell, WIRE_NO_ATTEMPTS_LEFT, &import);
    struct import_row changed[COUNT_OF(rows)];
    memcpy(changed, rows, sizeof rows);
    import.import.rows = changed;
    import.import.number = T("10003");
    changed[9].item = T("a-case");
    assert_true(text_is(seat_expect(&shell, WIRE_NO_ITEM, &import).detail, "a-case"));
    changed[9] = rows[9];
    changed[0].response = T("E");
    seat_expect(&shell, WIRE_BAD_RESPONSE, &import);
    changed[0] = rows[0];
    changed[9].item = T("all/a-single");
    seat_expect(&shell, WIRE_BAD_RESPONSE, &import);
    import.import.number = T("99999");
    seat_expect(&shell, WIRE_NO_SUCH_PERSON, &import);
    seat_sign_in_well(&seat, &room, 10002);
    struct reply result = seat_about_attempt(&seat, MESSAGE_RESULT, attempt);
    assert_int_equal(result.result.mark, 26 * MARK_ONE);
    assert_int_equal(result.result.elapsed, 65000);
    assert_true(text_is(result.result.cause, "import"));
    assert_int_equal(seat_about(&shell, MESSAGE_MONITOR, "t").monitor.row_count, 3);
    assert_int_equal(watched(&shell, "10003").attempt, 0);
    seat_close(&shell);
    seat_close(&seat);
    close_room(&room);
}

/* ---- Sheets ------------------------------------------------------------------------------------------ */

static const char *status_of(struct seat *seat, const char *code)
{
    struct request request = {.kind = MESSAGE_EVENTS};
    struct reply reply = seat_expect(seat, WIRE_OK, &request);
    for (int64_t i = 0; i < reply.events.row_count; i++)
        if (text_is(reply.events.rows[i].event, code))
            return reply.events.rows[i].status.at;
    return "none";
}

static void sheets_follow_their_files_until_prepared(void **state)
{
    (void)state;
    struct room room;
    struct seat shell, seat;
    make_room(&room, 3, usual);
    seat_open(&shell, &room);
    assert_string_equal(status_of(&shell, "t"), "draft");
    assert_string_equal(status_of(&shell, "later"), "none");
    room_write_test(&room, "later", "minutes: 5\npass: 1\n");
    assert_string_equal(status_of(&shell, "later"), "draft");
    room_write(&room, "events/broken.yaml", "test: broken\ntitel: 写错\n");
    assert_string_equal(status_of(&shell, "broken"), "draft");
    struct reply refused = seat_about(&shell, MESSAGE_EVENT_OPEN, "broken");
    assert_int_equal(refused.error, WIRE_CANNOT_DRAW);
    assert_true(text_find(refused.detail, text_of("events/broken.yaml")) >= 0);
    room_write(&room, "events/greedy.yaml",
               "test: greedy\ntitle: 太多\nminutes: 5\nwho: everyone\nsections:\n"
               "  - {title: 单选, draw: 40, from: {bank: all, kind: single}, marks: 1}\n");
    refused = seat_about(&shell, MESSAGE_EVENT_OPEN, "greedy");
    assert_int_equal(refused.error, WIRE_CANNOT_DRAW);
    assert_true(text_find(refused.detail, text_of("单选")) >= 0);
    room_write_test(&room, "t", "minutes: 30\npass: 1\n");
    assert_int_equal(seat_about(&shell, MESSAGE_EVENT_OPEN, "t").error, WIRE_OK);
    room_write_test(&room, "t", "minutes: 90\npass: 1\n");
    assert_string_equal(status_of(&shell, "t"), "open");
    seat_sign_in_well(&seat, &room, 10002);
    assert_int_equal(home_row(&seat).duration, 30 * 60000);
    seat_close(&shell);
    seat_close(&seat);
    close_room(&room);
}

static void a_test_opens_and_closes_by_the_clock(void **state)
{
    (void)state;
    struct room room;
    struct seat seat;
    room_make(&room, 3, NULL);
    room_write_test(&room, "past",
                    "minutes: 5\npass: 1\nopens: 2020-01-01 08:00\ncloses: 2020-01-01 09:00\n");
    room_write_test(&room, "present", "minutes: 5\npass: 1\nopens: 2020-01-01 08:00\ncloses: 2199-01-01\n");
    room_write_test(&room, "future", "minutes: 5\npass: 1\nopens: 2199-01-01 08:00\n");
    room_start(&room);
    seat_open(&seat, &room);
    assert_string_equal(status_of(&seat, "past"), "draft");
    assert_string_equal(status_of(&seat, "present"), "open");
    assert_string_equal(status_of(&seat, "future"), "draft");
    /* By hand holds regardless of the hours. */
    assert_int_equal(seat_about(&seat, MESSAGE_EVENT_OPEN, "past").error, WIRE_OK);
    assert_int_equal(seat_about(&seat, MESSAGE_EVENT_OPEN, "future").error, WIRE_OK);
    assert_int_equal(seat_about(&seat, MESSAGE_EVENT_CLOSE, "present").error, WIRE_OK);
    seat_close(&seat);
    room_stop(&room, SIGTERM);
    room_start(&room);
    seat_open(&seat, &room);
    assert_string_equal(status_of(&seat, "past"), "open");
    assert_string_equal(status_of(&seat, "future"), "open");
    assert_string_equal(status_of(&seat, "present"), "closed");
    seat_close(&seat);
    close_room(&room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_is_answered_and_marked),
        cmocka_unit_test(what_cannot_be_an_answer_is_refused),
        cmocka_unit_test(nothing_is_revealed_before_its_time),
        cmocka_unit_test(staff_watches_and_rules),
        cmocka_unit_test(closing_submits_what_runs),
        cmocka_unit_test(ranks_are_shared_and_found),
        cmocka_unit_test(paper_responses_are_imported_whole_or_not),
        cmocka_unit_test(sheets_follow_their_files_until_prepared),
        cmocka_unit_test(a_test_opens_and_closes_by_the_clock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
