/* The console of a panel: how it looks at each moment, what its keys send. */
#include "cast.h"
#include "stage_cast.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { JUDGES = 5, PERFORMERS = 4 };

static const struct mark_text_row levels[] = {
    {0, TEXT("内容空泛")}, {M(20), TEXT("内容一般")}, {M(25), TEXT("内容充实")}};

static const struct criterion_row criteria[] = {
    {.id = TEXT("content"),
     .title = TEXT("内容充实"),
     .max = M(40),
     .step = 5000,
     .levels = levels,
     .level_count = COUNT_OF(levels)},
    {.id = TEXT("manner"), .title = TEXT("仪表表达"), .max = M(30), .step = 5000},
    {.id = TEXT("defence"), .title = TEXT("答辩"), .max = M(30), .step = 5000},
};

static const struct judge_row judges[JUDGES] = {
    {TEXT("10001"), TEXT("梁秀萍"), TEXT("乌金山煤矿/党委组织部"), true},
    {TEXT("10031"), TEXT("邵宏亮"), TEXT("乌金山煤矿/党委宣传部"), false},
    {TEXT("10032"), TEXT("武志刚"), TEXT("乌金山煤矿/工会"), false},
    {TEXT("10033"), TEXT("欧阳建国"), TEXT("乌金山煤矿/纪委"), false},
    {TEXT("10034"), TEXT("李梅"), TEXT("乌金山煤矿/团委"), false},
};

static const struct panel_frame frame = {
    .title = TEXT("微党课比武"),
    .instructions = TEXT("每人限时8分钟,讲课后答辩3分钟。评委五人,去掉一个最高分和一个最低分。"),
    .decimals = 2,
    .prepare = 300000,
    .perform = 480000,
    .defend = 180000,
    .envelopes = 6,
    .full = M(100),
    .criteria = criteria,
    .criterion_count = COUNT_OF(criteria),
    .judges = judges,
    .judge_count = JUDGES,
};

static const int64_t nothing[JUDGES];
static const int64_t all_signed[JUDGES] = {JUDGE_SIGNED, JUDGE_SIGNED, JUDGE_SIGNED, JUDGE_SIGNED,
                                           JUDGE_RECUSED};
static const int64_t some[JUDGES] = {JUDGE_SIGNED, JUDGE_PARTLY, JUDGE_COMPLETE, JUDGE_MISSING,
                                     JUDGE_NOTHING};

static const struct performer_row performers[PERFORMERS] = {
    {.performer = 2,
     .code = TEXT("01"),
     .name = TEXT("贾建明"),
     .unit = TEXT("乌金山煤矿/综采一队党支部"),
     .called = true,
     .closed = true,
     .complete = true,
     .has_mark = true,
     .mark = 893300,
     .rank = 1,
     .topic = TEXT("党的纪律处分条例"),
     .judges = all_signed,
     .judge_count = JUDGES},
    {.performer = 0,
     .code = TEXT("02"),
     .name = TEXT("张玉兰"),
     .unit = TEXT("乌金山煤矿/机电运输管理中心第三党支部"),
     .judges = nothing,
     .judge_count = JUDGES},
    {.performer = 3,
     .code = TEXT("03"),
     .name = TEXT("王建军"),
     .unit = TEXT("乌金山煤矿/通风二队党支部"),
     .withdrawn = true,
     .judges = nothing,
     .judge_count = JUDGES},
    {.performer = 1,
     .code = TEXT("04"),
     .name = TEXT("刘洋"),
     .unit = TEXT("乌金山煤矿/掘进一队党支部"),
     .judges = nothing,
     .judge_count = JUDGES},
};

static struct panel_view view_with(struct performer_row *rows)
{
    memcpy(rows, performers, sizeof performers);
    return (struct panel_view){.event = TEXT("weidangke"),
                               .frame = &frame,
                               .begun = true,
                               .provisional = true,
                               .performers = rows,
                               .performer_count = PERFORMERS,
                               .on = -1,
                               .judge = -1,
                               .head = true,
                               .can_undo = true};
}

/* The second performer is on. */
static struct panel_view on_stage(struct performer_row *rows, enum panel_part part)
{
    struct panel_view view = view_with(rows);
    rows[1].on = rows[1].called = true;
    rows[1].topic = (struct text)TEXT("党费收缴使用和管理规定");
    rows[1].judges = some;
    view.on = 0;
    view.part = part;
    return view;
}

static void show(struct terminal *terminal, struct panel_view view)
{
    terminal_push(terminal, (struct reply){.kind = MESSAGE_PUSH_PANEL, .panel = view});
}

static void open_host(struct terminal *terminal, struct panel_view view)
{
    stage_open(terminal, (struct tui_options){.mode = TUI_HOST, .event = "weidangke"}, "微党课比武", "panel");
    show(terminal, view);
    assert_string_equal(terminal_top(terminal), "panel-host");
    terminal_sent(terminal);
}

static void before_it_begins(void **state)
{
    (void)state;
    struct terminal terminal;
    struct performer_row rows[PERFORMERS];
    struct panel_view view = view_with(rows);
    view.begun = false;
    view.can_undo = false;
    rows[0] = (struct performer_row){
        .performer = 2, .name = TEXT("贾建明"), .judges = nothing, .judge_count = JUDGES};
    open_host(&terminal, view);
    terminal_expect(&terminal, "panel-host-before");
    terminal_type(&terminal, " ");
    terminal_expect_sent(&terminal, "\"do\":\"panel\",\"event\":\"weidangke\",\"command\":\"begin\"");
    terminal_close(&terminal);
}

static void one_after_the_other(void **state)
{
    (void)state;
    struct terminal terminal;
    struct performer_row rows[PERFORMERS];
    open_host(&terminal, view_with(rows));
    terminal_expect(&terminal, "panel-host-call");
    terminal_type(&terminal, " ");
    terminal_expect_sent(&terminal, "\"command\":\"call\"");
    terminal_type(&terminal, " "); /* the first is under way */
    assert_string_equal(terminal_sent(&terminal), "");
    terminal_close(&terminal);
}

static void a_topic_is_drawn(void **state)
{
    (void)state;
    static const int64_t taken[] = {0, 3};
    struct terminal terminal;
    struct performer_row rows[PERFORMERS];
    struct panel_view view = on_stage(rows, PANEL_IDLE);
    rows[1].topic = (struct text)TEXT("");
    view.open_envelopes = taken;
    view.open_envelope_count = COUNT_OF(taken);
    open_host(&terminal, view);
    terminal_type(&terminal, " ");
    terminal_expect(&terminal, "panel-host-topic");
    terminal_type(&terminal, "1"); /* open */
    assert_string_equal(terminal_sent(&terminal), "");
    terminal_type(&terminal, "t5");
    const char *sent = terminal_sent(&terminal);
    assert_non_null(strstr(sent, "\"command\":\"draw-topic\""));
    assert_non_null(strstr(sent, "\"envelope\":4")); /* on the wire from 0 */
    terminal_close(&terminal);
}

static void the_clock_runs(void **state)
{
    (void)state;
    struct terminal terminal;
    struct performer_row rows[PERFORMERS];
    struct panel_view view = on_stage(rows, PANEL_PERFORM);
    view.clock_running = true;
    view.used = 421000;
    view.total = 480000;
    open_host(&terminal, view);
    terminal_expect(&terminal, "panel-host-performing");
    terminal_pass(&terminal, 70000);
    assert_true(terminal_shows(&terminal, "over the time"));
    terminal_type(&terminal, "c");
    terminal_expect_sent(&terminal, "\"command\":\"stop-clock\"");
    terminal_close(&terminal);
}

static void the_judges_sign(void **state)
{
    (void)state;
    struct terminal terminal;
    struct performer_row rows[PERFORMERS];
    struct panel_view view = on_stage(rows, PANEL_MARKING);
    open_host(&terminal, view);
    terminal_expect(&terminal, "panel-host-marking");
    terminal_type(&terminal, " ");
    assert_string_equal(terminal_sent(&terminal), "");
    rows[1].judges = all_signed;
    rows[1].complete = rows[1].spread_open = true;
    show(&terminal, view);
    terminal_expect(&terminal, "panel-host-spread");
    terminal_type(&terminal, "s现场复核无误");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_ENTER);
    const char *sent = terminal_sent(&terminal);
    assert_non_null(strstr(sent, "\"command\":\"confirm-spread\""));
    assert_non_null(strstr(sent, "现场复核无误"));
    rows[1].spread_open = false;
    show(&terminal, view);
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_PANEL, .contest = {.event = 9}});
    assert_true(terminal_shows(&terminal, "close, so that the marks count"));
    terminal_type(&terminal, " ");
    terminal_expect_sent(&terminal, "\"command\":\"close\",\"performer\":0");
    terminal_close(&terminal);
}

static void judges_missing_and_recused(void **state)
{
    (void)state;
    struct terminal terminal;
    struct performer_row rows[PERFORMERS];
    open_host(&terminal, on_stage(rows, PANEL_MARKING));
    terminal_type(&terminal, "m");
    terminal_expect(&terminal, "panel-host-judges");
    terminal_type(&terminal, "5突发疾病");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_ENTER);
    const char *sent = terminal_sent(&terminal);
    assert_non_null(strstr(sent, "\"command\":\"missing\""));
    assert_non_null(strstr(sent, "\"judge\":4"));
    assert_non_null(strstr(sent, "\"on\":true"));
    terminal_reply(&terminal,
                   (struct reply){.kind = MESSAGE_PANEL, .error = WIRE_PANEL, .detail = TEXT("not-now")});
    terminal_type(&terminal, "m4"); /* missing already: there after all */
    assert_true(terminal_shows(&terminal, "after all"));
    terminal_type(&terminal, "赶到");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_ENTER);
    sent = terminal_sent(&terminal);
    assert_non_null(strstr(sent, "\"judge\":3"));
    assert_null(strstr(sent, "\"on\":true"));
    terminal_reply(&terminal,
                   (struct reply){.kind = MESSAGE_PANEL, .error = WIRE_PANEL, .detail = TEXT("not-now")});
    terminal_type(&terminal, "r1同一支部");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"command\":\"recuse\"");
    terminal_close(&terminal);
}

static void how_a_mark_comes_about(void **state)
{
    (void)state;
    static const struct stage_mark_row content[] = {
        {0, M(36), false}, {1, 385000, true}, {2, M(35), false}, {3, 345000, true}};
    static const struct stage_mark_row manner[] = {
        {0, M(26), false}, {1, M(28), true}, {2, M(27), false}, {3, M(24), true}};
    static const struct stage_mark_row defence[] = {
        {0, M(27), false}, {1, M(29), true}, {2, 265000, false}, {3, M(25), true}};
    static const struct panel_stage_row stages[] = {
        {.criterion = 0, .marks = content, .mark_count = 4, .mean = 355000, .product = 355000},
        {.criterion = 1, .marks = manner, .mark_count = 4, .mean = 265000, .product = 265000},
        {.criterion = 2, .marks = defence, .mark_count = 4, .mean = 267500, .product = 401250},
    };
    struct terminal terminal;
    struct performer_row rows[PERFORMERS];
    open_host(&terminal, view_with(rows));
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"do\":\"performer\",\"event\":\"weidangke\",\"performer\":2");
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_PERFORMER,
                                             .performer = {.performer = 2,
                                                           .complete = true,
                                                           .spread_open = true,
                                                           .total = 893300,
                                                           .lowest = 835000,
                                                           .highest = 955000,
                                                           .stages = stages,
                                                           .stage_count = COUNT_OF(stages)}});
    terminal_expect(&terminal, "panel-marks");
    terminal_key(&terminal, INPUT_ESCAPE);
    assert_string_equal(terminal_top(&terminal), "panel-host");
    terminal_close(&terminal);
}

static void a_single_sheet_is_read(void **state)
{
    (void)state;
    static const struct mark_text_row steps[] = {
        {M(10), TEXT("宣布开会")}, {M(15), TEXT("清点人数")}, {M(15), TEXT("形成决议")}};
    static const struct mark_text_row faults[] = {{M(5), TEXT("照本宣科")}, {M(5), TEXT("离题")}};
    const struct criterion_row measured[] = {{.id = TEXT("procedure"),
                                              .title = TEXT("程序规范"),
                                              .kind = CRITERION_MEASURED,
                                              .max = M(40),
                                              .step = MARK_ONE,
                                              .steps = steps,
                                              .step_count = COUNT_OF(steps),
                                              .faults = faults,
                                              .fault_count = COUNT_OF(faults),
                                              .wrong_order = M(2),
                                              .overtime = MARK_ONE,
                                              .overtime_every = 30000},
                                             criteria[1],
                                             criteria[2]};
    static const struct criterion_mark_row given[] = {
        {0, true, M(17), 5, 2, 1, 45000}, {1, true, 255000, 0, 0, 0, 0}, {2, false, 0, 0, 0, 0, 0}};
    struct terminal terminal;
    struct performer_row rows[PERFORMERS];
    struct panel_frame own = frame;
    own.criteria = measured;
    struct panel_view view = view_with(rows);
    view.frame = &own;
    open_host(&terminal, view);
    terminal_type(&terminal, "j");
    terminal_expect(&terminal, "panel-whose-sheet");
    terminal_type(&terminal, "3");
    terminal_expect_sent(&terminal, "\"do\":\"sheet\",\"event\":\"weidangke\",\"performer\":2,\"judge\":2");
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_SHEET,
                                             .sheet = {.performer = 2,
                                                       .judge = 2,
                                                       .state = JUDGE_PARTLY,
                                                       .sum = 425000,
                                                       .marks = given,
                                                       .mark_count = COUNT_OF(given)}});
    terminal_expect(&terminal, "panel-sheet");
    terminal_key(&terminal, INPUT_RIGHT);
    terminal_expect_sent(&terminal, "\"performer\":2,\"judge\":3");
    terminal_key(&terminal, INPUT_RIGHT);
    terminal_key(&terminal, INPUT_RIGHT); /* behind the last judge: how the mark comes about */
    terminal_expect_sent(&terminal, "\"do\":\"performer\"");
    terminal_key(&terminal, INPUT_LEFT);
    terminal_expect_sent(&terminal, "\"performer\":2,\"judge\":4");
    terminal_key(&terminal, INPUT_ESCAPE);
    assert_string_equal(terminal_top(&terminal), "panel-host");
    terminal_close(&terminal);
}

static void marks_are_reopened_with_a_reason(void **state)
{
    (void)state;
    struct terminal terminal;
    struct performer_row rows[PERFORMERS];
    open_host(&terminal, view_with(rows));
    terminal_type(&terminal, "o");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_ENTER);
    assert_string_equal(terminal_sent(&terminal), "");
    terminal_type(&terminal, "o录入有误");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"command\":\"reopen\",\"performer\":2");
    terminal_key(&terminal, INPUT_DOWN);
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_PANEL, .error = WIRE_NOT_SAVED});
    terminal_type(&terminal, "w临时有任务");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"command\":\"withdraw\"");
    terminal_close(&terminal);
}

static void the_places(void **state)
{
    (void)state;
    struct terminal terminal;
    struct performer_row rows[PERFORMERS];
    struct panel_view view = view_with(rows);
    rows[1].closed = rows[1].called = rows[1].has_mark = true;
    rows[1].mark = M(85);
    rows[1].rank = 2;
    rows[1].award = (struct text)TEXT("二等奖");
    rows[3].withdrawn = true;
    view.revealing = true;
    view.revealed = 1;
    view.provisional = false;
    open_host(&terminal, view);
    terminal_expect(&terminal, "panel-host-reveal");
    terminal_type(&terminal, " ");
    terminal_expect_sent(&terminal, "\"command\":\"reveal\"");
    view.revealed = 2;
    show(&terminal, view);
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_PANEL, .contest = {.event = 9}});
    terminal_pass(&terminal, 4000);
    terminal_type(&terminal, " ");
    assert_string_equal(terminal_top(&terminal), "dialog");
    assert_string_equal(terminal_sent(&terminal), "");
    terminal_type(&terminal, "y");
    terminal_expect_sent(&terminal, "\"command\":\"finalize\"");
    terminal_close(&terminal);
}

static void leaving_is_asked(void **state)
{
    (void)state;
    struct terminal terminal;
    struct performer_row rows[PERFORMERS];
    open_host(&terminal, view_with(rows));
    terminal_key(&terminal, INPUT_ESCAPE);
    terminal_key(&terminal, INPUT_ENTER);
    assert_string_equal(terminal_top(&terminal), "panel-host");
    terminal_key(&terminal, INPUT_ESCAPE);
    terminal_type(&terminal, "y");
    assert_true(terminal.stack.done);
    terminal_close(&terminal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(before_it_begins),
        cmocka_unit_test(one_after_the_other),
        cmocka_unit_test(a_topic_is_drawn),
        cmocka_unit_test(the_clock_runs),
        cmocka_unit_test(the_judges_sign),
        cmocka_unit_test(judges_missing_and_recused),
        cmocka_unit_test(how_a_mark_comes_about),
        cmocka_unit_test(a_single_sheet_is_read),
        cmocka_unit_test(marks_are_reopened_with_a_reason),
        cmocka_unit_test(the_places),
        cmocka_unit_test(leaving_is_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
