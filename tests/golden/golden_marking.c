/* Answers in words: at the seat, under the markers' eyes, in an oral test. */
#include "cast.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define M(n) ((mark_t)((n)*MARK_ONE))

static const struct point_row points[] = {
    {TEXT("本人递交入党申请书,党组织派人谈话"), M(2)},
    {TEXT("经党小组推荐、支部委员会研究,确定为入党积极分子,报上级党委备案"), M(2)},
    {TEXT("指定一至两名正式党员作培养联系人,经过一年以上的培养教育和考察"), M(3)},
    {TEXT("听取党小组、培养联系人、党员和群众意见后,由支部委员会讨论确定为发展对象"), M(3)},
};

#define WORDS_STEM                                                                                           \
    TEXT("请结合本支部的实际,说说从递交入党申请书到确定为发展对象要经过哪些步骤,各有什么要求。")

/* ---- At the seat ------------------------------------------------------------------------------------ */

static const struct section_row sections[] = {
    {.title = TEXT("简答题"), .first = 0, .count = 2, .full = M(16)}};
static const struct text options[] = {TEXT("一年"), TEXT("二年"), TEXT("三年"), TEXT("四年")};

#define WORDS_SLOT .section = 0, .kind = TEXT("short"), .stem = WORDS_STEM, .stimulus = -1, .full = M(10)
#define SINGLE_SLOT                                                                                          \
    .section = 0, .kind = TEXT("single"),                                                                    \
    .stem = TEXT("村和社区以外的党支部委员会由党员大会选举产生,每届任期一般为几年?"), .options = options,    \
    .option_count = COUNT_OF(options), .stimulus = -1, .full = M(6)

static const struct slot_row seat_slots[] = {{WORDS_SLOT}, {SINGLE_SLOT}};

static struct reply paper(const struct slot_row *slots)
{
    return (struct reply){.kind = MESSAGE_PAPER,
                          .paper = {.attempt = 7,
                                    .event = TEXT("2026-11-jianda"),
                                    .title = TEXT("十一月份简答测试"),
                                    .left = 1800000,
                                    .limit = 3600000,
                                    .sections = sections,
                                    .section_count = COUNT_OF(sections),
                                    .slots = slots,
                                    .slot_count = 2}};
}

static void open_words(struct terminal *terminal)
{
    terminal_open(terminal);
    cast_sign_in(terminal, false);
    terminal_key(terminal, INPUT_ENTER);
    terminal_key(terminal, INPUT_ENTER);
    terminal_reply(terminal, (struct reply){.kind = MESSAGE_START, .attempt = {7}});
    terminal_reply(terminal, paper(seat_slots));
    terminal_sent(terminal);
}

static void an_answer_in_words(void **state)
{
    (void)state;
    struct terminal terminal;
    open_words(&terminal);
    terminal_expect(&terminal, "words-empty");
    terminal_type(&terminal, "1. 本人递交入党申请书。");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_type(&terminal,
                  "2. 支部确定为入党积极分子,指定两名培养联系人,培养教育考察一年以上,每半年写一次考察意见。");
    terminal_expect_nothing_sent(&terminal);
    terminal_expect(&terminal, "words-typing");
    terminal_pass(&terminal, 1100);
    terminal_expect_sent(&terminal, "\"response\":\"1. 本人递交入党申请书。\\n2. 支部确定");
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_ANSWER});
    assert_true(terminal_shows(&terminal, "✓ saved"));
    terminal_key(&terminal, INPUT_UP);
    terminal_key(&terminal, INPUT_HOME);
    terminal_paste(&terminal, "(一)\n");
    terminal_key(&terminal, INPUT_PAGE_DOWN); /* leaves the item: saved at once */
    terminal_expect_sent(&terminal, "(一)\\n");
    assert_true(terminal_shows(&terminal, "Item 2 of 2"));
    terminal_key(&terminal, INPUT_PAGE_UP);
    terminal_expect_roles(&terminal, "words-back.roles", 80, 24);
    terminal_key(&terminal, INPUT_F1);
    terminal_expect(&terminal, "words-help");
    terminal_close(&terminal);
}

static void a_long_answer_scrolls_and_has_an_end(void **state)
{
    (void)state;
    struct terminal terminal;
    open_words(&terminal);
    for (int i = 1; i <= 130; i++) {
        char line[64];
        snprintf(line, sizeof line, "第%d行,共产党员时刻牢记\n", i);
        terminal_paste(&terminal, line);
    }
    terminal_expect_at(&terminal, "words-full", 80, 24);
    terminal_pass(&terminal, 1100);
    const char *sent = terminal_sent(&terminal);
    const char *response = strstr(sent, "\"response\":\"");
    assert_non_null(response);
    for (int i = 0; i < 20; i++)
        terminal_key(&terminal, INPUT_UP);
    terminal_expect_at(&terminal, "words-scrolled", 80, 24);
    terminal_close(&terminal);
}

/* What is typed while the hub is away is there when it is back, with its lines. */
static void nothing_typed_is_lost(void **state)
{
    (void)state;
    struct terminal terminal;
    open_words(&terminal);
    terminal_connection(&terminal, false);
    terminal_type(&terminal, "第一行");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_type(&terminal, "第二行 ");
    terminal_connection(&terminal, true);
    terminal_reply(&terminal, paper(seat_slots));
    assert_true(terminal_shows(&terminal, "第一行"));
    terminal_type(&terminal, "x");
    terminal_pass(&terminal, 1100);
    terminal_expect_sent(&terminal, "\"response\":\"第一行\\n第二行 x\"");
    terminal_close(&terminal);
}

/* ---- Afterwards ------------------------------------------------------------------------------------- */

#define RESPONSE                                                                                                                                      \
    TEXT("一、本人向党支部递交入党申请书,党支部在一个月内派人同其谈话。\n"                                              \
         "二、在入党申请人中,采取党员推荐、群团组织推优等方式产生人选,由支部委员会研究决定入党积极分子," \
         "并报上级党委备案。\n"                                                                                                              \
         "三、党组织指定一至两名正式党员作入党积极分子的培养联系人,每半年对其进行一次考察。")

static void a_result_that_waits(void **state)
{
    (void)state;
    struct terminal terminal;
    struct reply result = cast_result(true);
    result.result.pending = 2;
    terminal_open(&terminal);
    cast_sign_in(&terminal, false);
    terminal_key(&terminal, INPUT_DOWN);
    terminal_key(&terminal, INPUT_DOWN);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_reply(&terminal, result);
    terminal_expect(&terminal, "result-pending");
    terminal_key(&terminal, INPUT_ENTER);
    struct slot_row slots[] = {{WORDS_SLOT}, {WORDS_SLOT}};
    static const int64_t found[] = {0, 2};
    for (int i = 0; i < 2; i++) {
        slots[i].response = (struct text)RESPONSE;
        slots[i].points = points;
        slots[i].point_count = COUNT_OF(points);
        slots[i].source = text_of("中国共产党发展党员工作细则 2014-05-28");
    }
    slots[0].pending = true;
    slots[1].ticks = found;
    slots[1].tick_count = COUNT_OF(found);
    slots[1].ticked = true;
    slots[1].mark = M(5);
    slots[1].ruling = text_of("试题有歧义,按裁定一律给分。");
    struct reply review = paper(slots);
    review.kind = MESSAGE_REVIEW;
    terminal_reply(&terminal, review);
    terminal_expect(&terminal, "review-words-pending");
    terminal_key(&terminal, INPUT_PAGE_DOWN);
    terminal_expect(&terminal, "review-words");
    terminal_close(&terminal);
}

/* ---- Marking ---------------------------------------------------------------------------------------- */

static const struct marking_row queue[] = {
    {.item = TEXT("zhibu/fazhan-1"),
     .stem = WORDS_STEM,
     .full = M(10),
     .total = 40,
     .settled = 12,
     .waiting_for_me = 17},
    {.item = TEXT("zhibu/anquan-2"),
     .stem = TEXT("“三违”指什么?举出身边的一个例子,说说怎样防止。"),
     .full = M(6),
     .total = 40,
     .settled = 40},
    {.item = TEXT("zhibu/dangfei-3"),
     .stem = TEXT("党员无正当理由连续六个月不交纳党费,应当怎样处理?"),
     .full = 45000,
     .total = 38,
     .settled = 3,
     .waiting_for_me = 1},
};

static struct reply marking(void)
{
    static const int64_t recent[] = {901};
    return (struct reply){.kind = MESSAGE_MARKING,
                          .marking = {.event = TEXT("2026-11-jianda"),
                                      .title = TEXT("十一月份简答测试"),
                                      .total = 118,
                                      .settled = 55,
                                      .first = 20,
                                      .second = 38,
                                      .third = 5,
                                      .own = 31,
                                      .times = 2,
                                      .difference = M(2),
                                      .rows = queue,
                                      .row_count = COUNT_OF(queue),
                                      .recent = recent,
                                      .recent_count = 1}};
}

static struct reply script(int64_t token)
{
    return (struct reply){.kind = MESSAGE_SCRIPT,
                          .script = {.script = token,
                                     .item = TEXT("zhibu/fazhan-1"),
                                     .stem = WORDS_STEM,
                                     .full = M(10),
                                     .points = points,
                                     .point_count = COUNT_OF(points),
                                     .rationale = TEXT("《中国共产党发展党员工作细则》第二章、第三章。"),
                                     .response = RESPONSE,
                                     .turn = TEXT("second"),
                                     .left = 18}};
}

static struct reply marked(const char *outcome)
{
    return (struct reply){.kind = MESSAGE_MARK_SCRIPT,
                          .mark_script = {.outcome = text_of(outcome), .left = 17}};
}

static struct reply own_script(int64_t token, bool settled)
{
    static const int64_t ticks[] = {1};
    struct reply reply = script(token);
    reply.script.marked = true;
    reply.script.settled = settled;
    reply.script.ticks = ticks;
    reply.script.tick_count = 1;
    reply.script.note = text_of("要点二");
    return reply;
}

static void open_marking(struct terminal *terminal)
{
    terminal_open_with(terminal, (struct tui_options){.mode = TUI_MARKING, .event = "2026-11-jianda"}, false);
    terminal_expect(terminal, "marking-sign-in");
    terminal_type(terminal, "10003");
    terminal_key(terminal, INPUT_ENTER);
    terminal_type(terminal, "394570");
    terminal_key(terminal, INPUT_ENTER);
    terminal_reply(terminal, cast_person(false));
    terminal_expect_sent(terminal, "\"do\":\"marking\",\"event\":\"2026-11-jianda\"");
    terminal_reply(terminal, marking());
}

static void the_queue(void **state)
{
    (void)state;
    struct terminal terminal;
    open_marking(&terminal);
    terminal_expect(&terminal, "marking");
    terminal_key(&terminal, INPUT_DOWN);
    terminal_key(&terminal, INPUT_DOWN);
    terminal_key(&terminal, INPUT_ENTER); /* all settled: nothing to mark there */
    terminal_expect_nothing_sent(&terminal);
    assert_true(terminal_shows(&terminal, "No answer to this item waits for you now."));
    terminal_key(&terminal, INPUT_DOWN);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"item\":\"zhibu/dangfei-3\"");
    struct reply none = {.kind = MESSAGE_SCRIPT, .error = WIRE_NO_SCRIPT};
    terminal_reply(&terminal, none);
    assert_string_equal(terminal_top(&terminal), "marking");
    struct reply rest = marking();
    static const struct marking_row done[] = {
        {.item = TEXT("zhibu/fazhan-1"), .stem = WORDS_STEM, .full = M(10), .total = 40, .settled = 12}};
    rest.marking.rows = done;
    rest.marking.row_count = 1;
    terminal_reply(&terminal, rest);
    terminal_expect_at(&terminal, "marking-rest", 80, 24);
    terminal_type(&terminal, "b"); /* nothing waits, but a slip can still be mended */
    terminal_expect_sent(&terminal, "\"script\":901");
    terminal_reply(&terminal, own_script(901, false));
    terminal_type(&terminal, "1");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"script\":901,\"points\":[0,1]");
    terminal_reply(&terminal, marked("waits"));
    terminal_reply(&terminal, none);
    assert_string_equal(terminal_top(&terminal), "marking");
    terminal_close(&terminal);
}

static void one_answer_after_the_other(void **state)
{
    (void)state;
    struct terminal terminal;
    open_marking(&terminal);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_reply(&terminal, script(902));
    terminal_expect(&terminal, "script");
    terminal_sent(&terminal);
    terminal_key(&terminal, INPUT_ENTER); /* nothing ticked: not given by mistake */
    terminal_expect_nothing_sent(&terminal);
    terminal_expect_at(&terminal, "script-nothing-ticked", 80, 24);
    terminal_type(&terminal, "13");
    terminal_key(&terminal, INPUT_DOWN);
    terminal_type(&terminal, " 3");
    terminal_expect_roles(&terminal, "script-ticked.roles", 80, 24);
    terminal_type(&terminal, "n备案写得含糊");
    terminal_expect(&terminal, "script-note");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_type(&terminal, "q"); /* would forget it */
    terminal_expect_at(&terminal, "script-leave", 80, 24);
    terminal_key(&terminal, INPUT_ESCAPE);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"script\":902,\"points\":[0,3],\"note\":\"备案写得含糊\"");
    terminal_type(&terminal, "1"); /* too late: it is on its way */
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_nothing_sent(&terminal);
    terminal_reply(&terminal, marked("third"));
    terminal_expect_sent(&terminal, "\"do\":\"script\"");
    terminal_reply(&terminal, script(903));
    terminal_expect_at(&terminal, "script-third", 80, 24);
    terminal_type(&terminal, "0");
    terminal_expect_at(&terminal, "script-none", 80, 24);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"script\":903}");
    terminal_close(&terminal);
}

static void going_back_to_the_one_before(void **state)
{
    (void)state;
    struct terminal terminal;
    open_marking(&terminal);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_reply(&terminal, script(902));
    terminal_type(&terminal, "2");
    terminal_sent(&terminal);
    terminal_type(&terminal, "b");
    terminal_expect_sent(&terminal, "\"script\":901");
    terminal_reply(&terminal, own_script(901, false));
    terminal_expect(&terminal, "script-again");
    terminal_type(&terminal, "b"); /* there is none before it */
    terminal_expect_nothing_sent(&terminal);
    terminal_type(&terminal, "1");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"script\":901,\"points\":[0,1]");
    terminal_reply(&terminal, marked("settled"));
    terminal_reply(&terminal, script(902)); /* with what had been ticked */
    assert_true(terminal_shows(&terminal, "✓ Settled."));
    assert_true(terminal_shows(&terminal, "2 of 10"));
    terminal_type(&terminal, "b");
    terminal_reply(&terminal, own_script(901, true));
    terminal_expect_at(&terminal, "script-settled", 80, 24);
    terminal_sent(&terminal);
    terminal_type(&terminal, "12");
    terminal_key(&terminal, INPUT_ENTER); /* only on */
    terminal_expect_sent(&terminal, "\"do\":\"script\"");
    terminal_close(&terminal);
}

/* A mark on its way is neither lost nor given twice when the connection goes. */
static void a_lost_connection_while_marking(void **state)
{
    (void)state;
    struct terminal terminal;
    open_marking(&terminal);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_reply(&terminal, script(902));
    terminal_type(&terminal, "1");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_connection(&terminal, false);
    terminal_sent(&terminal);
    terminal_connection(&terminal, true);
    assert_null(strstr(terminal_sent(&terminal), "script")); /* the client sends it again by itself */
    terminal_reply(&terminal, marked("waits"));
    terminal_expect_sent(&terminal, "\"do\":\"script\"");
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_SCRIPT, .error = WIRE_NO_SCRIPT});
    assert_string_equal(terminal_top(&terminal), "marking");
    assert_true(terminal_shows(&terminal, "waits for a second marker"));
    terminal_close(&terminal);
}

static void who_is_no_marker(void **state)
{
    (void)state;
    struct terminal terminal;
    open_marking(&terminal);
    terminal_pass(&terminal, 5100);
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_MARKING, .error = WIRE_NOT_A_MARKER});
    terminal_expect_at(&terminal, "marking-refused", 80, 24);
    terminal_type(&terminal, "s");
    assert_string_equal(terminal_top(&terminal), "sign-in");
    assert_true(terminal.forgot);
    terminal_close(&terminal);
}

/* ---- Oral tests ------------------------------------------------------------------------------------- */

static struct reply candidates(void)
{
    static const struct monitor_row rows[] = {
        {.number = TEXT("10021"),
         .name = TEXT("张三"),
         .unit = TEXT("乌金山煤矿/综采一队党支部"),
         .state = TEXT("absent")},
        {.number = TEXT("10022"),
         .name = TEXT("欧阳建国"),
         .unit = TEXT("乌金山煤矿/机电运输管理中心第三党支部"),
         .state = TEXT("running"),
         .attempt = 7,
         .left = 754000,
         .examiner = TEXT("10003")},
        {.number = TEXT("10023"),
         .name = TEXT("李梅"),
         .unit = TEXT("乌金山煤矿/通风二队党支部"),
         .state = TEXT("running"),
         .attempt = 8,
         .left = 1754000},
        {.number = TEXT("10024"),
         .name = TEXT("武志刚"),
         .unit = TEXT("乌金山煤矿/通风二队党支部"),
         .state = TEXT("submitted"),
         .attempt = 6,
         .mark = 875000},
        {.number = TEXT("10025"),
         .name = TEXT("梁秀萍"),
         .unit = TEXT("乌金山煤矿/通风二队党支部"),
         .state = TEXT("submitted"),
         .attempt = 5,
         .mark = 600000,
         .pending = 2},
    };
    return (struct reply){.kind = MESSAGE_MONITOR,
                          .monitor = {.event = TEXT("2026-11-koushi"),
                                      .title = TEXT("十一月份口试"),
                                      .status = TEXT("open"),
                                      .rows = rows,
                                      .row_count = COUNT_OF(rows)}};
}

static struct reply oral_paper(void)
{
    static const struct slot_row slots[] = {{WORDS_SLOT, .points = points, .point_count = COUNT_OF(points)},
                                            {SINGLE_SLOT}};
    struct reply reply = paper(slots);
    reply.paper.examiner = text_of("10003");
    reply.paper.candidate = text_of("10021");
    reply.paper.candidate_name = text_of("张三");
    return reply;
}

static void open_oral(struct terminal *terminal)
{
    terminal_open_with(terminal, (struct tui_options){.mode = TUI_ORAL, .event = "2026-11-koushi"}, false);
    assert_true(terminal_shows(terminal, "oral tests are held by organizers"));
    terminal_type(terminal, "10003");
    terminal_key(terminal, INPUT_ENTER);
    terminal_type(terminal, "394570");
    terminal_key(terminal, INPUT_ENTER);
    terminal_reply(terminal, cast_person(true));
    terminal_reply(terminal, candidates());
}

static void the_candidates(void **state)
{
    (void)state;
    struct terminal terminal;
    open_oral(&terminal);
    terminal_expect(&terminal, "oral-list");
    terminal_type(&terminal, "通风");
    terminal_expect_at(&terminal, "oral-found", 80, 24);
    terminal_key(&terminal, INPUT_DOWN);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_at(&terminal, "oral-taken", 80, 24);
    terminal_sent(&terminal);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"do\":\"result\",\"attempt\":6");
    terminal_close(&terminal);
}

static void an_oral_test(void **state)
{
    (void)state;
    struct terminal terminal;
    open_oral(&terminal);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_at(&terminal, "oral-begin", 80, 24);
    terminal_sent(&terminal);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"do\":\"start\",\"event\":\"2026-11-koushi\",\"number\":\"10021\"");
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_START, .attempt = {7}});
    terminal_reply(&terminal, oral_paper());
    terminal_sent(&terminal);
    terminal_expect(&terminal, "oral-words");
    terminal_type(&terminal, "2");
    terminal_expect_sent(&terminal, "\"do\":\"tick\",\"attempt\":7,\"slot\":0,\"points\":[1]");
    assert_true(terminal_shows(&terminal, "● not saved yet"));
    terminal_type(&terminal, "4");
    terminal_expect_sent(&terminal, "\"points\":[1,3]");
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_TICK});
    assert_true(terminal_shows(&terminal, "✓ saved"));
    terminal_key(&terminal, INPUT_TAB);
    terminal_type(&terminal, "说到培养联系人");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_type(&terminal, "没说时间");
    terminal_expect(&terminal, "oral-writing");
    terminal_key(&terminal, INPUT_TAB);
    terminal_expect_sent(&terminal, "\"response\":\"说到培养联系人\\n没说时间\"");
    terminal_type(&terminal, "0");
    terminal_expect_sent(&terminal, "\"slot\":0}");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect(&terminal, "oral-single");
    terminal_type(&terminal, "c");
    terminal_expect_sent(&terminal, "\"slot\":1,\"response\":\"C\"");
    terminal_type(&terminal, "s");
    terminal_type(&terminal, "sy");
    terminal_expect_sent(&terminal, "\"do\":\"submit\",\"attempt\":7");
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_SUBMIT, .attempt = {7}});
    assert_string_equal(terminal_top(&terminal), "result");
    terminal_reply(&terminal, cast_result(true));
    terminal_expect_at(&terminal, "oral-result", 80, 24);
    terminal_key(&terminal, INPUT_ESCAPE);
    assert_string_equal(terminal_top(&terminal), "oral");
    terminal_close(&terminal);
}

/* Ticks not confirmed when the connection went stay as they are; what the hub has comes back. */
static void ticks_outlive_a_connection(void **state)
{
    (void)state;
    struct terminal terminal;
    open_oral(&terminal);
    terminal_key(&terminal, INPUT_DOWN);
    terminal_key(&terminal, INPUT_ENTER); /* goes on with the one that is running */
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_START, .attempt = {7}});
    struct reply again = oral_paper();
    struct slot_row slots[] = {again.paper.slots[0], again.paper.slots[1]};
    static const int64_t ticks[] = {0, 3};
    slots[0].ticks = ticks;
    slots[0].tick_count = 2;
    slots[0].ticked = true;
    again.paper.slots = slots;
    terminal_reply(&terminal, again);
    terminal_key(&terminal, INPUT_PAGE_UP);
    assert_true(terminal_shows(&terminal, "5 of 10"));
    terminal_connection(&terminal, false);
    terminal_type(&terminal, "3");
    terminal_connection(&terminal, true);
    terminal_reply(&terminal, again);
    assert_true(terminal_shows(&terminal, "8 of 10"));
    terminal_close(&terminal);
}

static void leaving_an_oral_test(void **state)
{
    (void)state;
    struct terminal terminal;
    open_oral(&terminal);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_START, .attempt = {7}});
    terminal_reply(&terminal, oral_paper());
    terminal_key(&terminal, INPUT_ESCAPE);
    terminal_expect_at(&terminal, "oral-leave", 80, 24);
    terminal_type(&terminal, "y");
    assert_string_equal(terminal_top(&terminal), "oral");
    terminal_key(&terminal, INPUT_ESCAPE);
    assert_true(terminal_shows(&terminal, "An oral test is going on"));
    terminal_close(&terminal);
}

/* From the list of events, too: a result leads back to the candidates, and they to the events. */
static void from_the_list_of_events(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    cast_sign_in(&terminal, true);
    terminal_type(&terminal, "e");
    terminal_reply(&terminal, cast_events());
    terminal_type(&terminal, "x");
    assert_string_equal(terminal_top(&terminal), "oral");
    terminal_reply(&terminal, candidates());
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_START, .attempt = {7}});
    terminal_reply(&terminal, oral_paper());
    terminal_type(&terminal, "ssy");
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_SUBMIT, .attempt = {7}});
    assert_string_equal(terminal_top(&terminal), "result");
    terminal_key(&terminal, INPUT_ESCAPE);
    assert_string_equal(terminal_top(&terminal), "oral");
    terminal_key(&terminal, INPUT_ESCAPE);
    assert_string_equal(terminal_top(&terminal), "events");
    terminal_key(&terminal, INPUT_ESCAPE);
    assert_string_equal(terminal_top(&terminal), "home");
    terminal_close(&terminal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_in_words),
        cmocka_unit_test(a_long_answer_scrolls_and_has_an_end),
        cmocka_unit_test(nothing_typed_is_lost),
        cmocka_unit_test(a_result_that_waits),
        cmocka_unit_test(the_queue),
        cmocka_unit_test(one_answer_after_the_other),
        cmocka_unit_test(going_back_to_the_one_before),
        cmocka_unit_test(a_lost_connection_while_marking),
        cmocka_unit_test(who_is_no_marker),
        cmocka_unit_test(the_candidates),
        cmocka_unit_test(an_oral_test),
        cmocka_unit_test(ticks_outlive_a_connection),
        cmocka_unit_test(leaving_an_oral_test),
        cmocka_unit_test(from_the_list_of_events),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
