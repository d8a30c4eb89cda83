/* A judge's terminal: marking, signing, correcting, and what the head judge does. */
#include "stage_cast.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PROCEDURE, CONTENT, MANNER, CRITERIA };
enum { JUDGES = 5, PERFORMERS = 4, PERFORM_MS = 720000 };

static const struct mark_text_row steps[] = {
    {M(5), TEXT("清点到会人数,确认有表决权的到会党员超过应到会半数,宣布开会")},
    {M(3), TEXT("宣布会议议题")},
    {M(6), TEXT("有表决权的正式党员无记名投票")},
    {M(5), TEXT("计票(含会前书面意见),宣布结果,形成支部大会决议")},
};
static const struct mark_text_row faults[] = {
    {M(3), TEXT("以举手、鼓掌代替无记名投票")},
    {M(5), TEXT("预备党员参加表决")},
};
static const struct mark_text_row levels[] = {
    {M(0), TEXT("发言空泛,与议题关系不大;评委提问答非所问")},
    {M(14), TEXT("发言基本切题,但对发展对象的评价笼统;提问答对一部分")},
    {M(21), TEXT("介绍和审查情况有事实、有依据;提问基本答对")},
    {M(28), TEXT("情况真实具体,联系岗位表现,意见中肯;提问回答准确")},
};
static const struct criterion_row criteria[CRITERIA] = {
    {.id = TEXT("procedure"),
     .title = TEXT("程序规范"),
     .kind = CRITERION_MEASURED,
     .max = M(19),
     .factor = MARK_ONE,
     .steps = steps,
     .step_count = COUNT_OF(steps),
     .faults = faults,
     .fault_count = COUNT_OF(faults),
     .wrong_order = M(2),
     .overtime = M(1),
     .overtime_every = 30000},
    {.id = TEXT("content"),
     .title = TEXT("内容充实"),
     .kind = CRITERION_JUDGED,
     .max = M(35),
     .step = M(0.5),
     .factor = MARK_ONE,
     .levels = levels,
     .level_count = COUNT_OF(levels)},
    {.id = TEXT("manner"),
     .title = TEXT("表达与配合"),
     .kind = CRITERION_JUDGED,
     .max = M(25),
     .step = M(1),
     .factor = MARK_ONE},
};
static const struct judge_row judges[JUDGES] = {
    {TEXT("10041"), TEXT("任志强"), TEXT("党委工作部"), true},
    {TEXT("10042"), TEXT("白云飞"), TEXT("纪委"), false},
    {TEXT("10043"), TEXT("石丽华"), TEXT("工会"), false},
    {TEXT("10044"), TEXT("康建国"), TEXT("团委"), false},
    {TEXT("10045"), TEXT("雷鸣"), TEXT("宣传部"), false},
};
static const struct panel_frame frame = {
    .title = TEXT("三会一课情景模拟"),
    .instructions =
        TEXT("三名队员分别担任主持会议的支部书记、入党介绍人和报告审查情况的支委。\n准备3分钟,模拟12分钟,"
             "回答评委提问3分钟。"),
    .decimals = 2,
    .prepare = 180000,
    .perform = PERFORM_MS,
    .full = M(79),
    .criteria = criteria,
    .criterion_count = CRITERIA,
    .judges = judges,
    .judge_count = JUDGES,
};

struct sight {
    struct performer_row rows[PERFORMERS];
    int64_t states[PERFORMERS][JUDGES];
    struct criterion_mark_row marks[CRITERIA];
    struct panel_view view;
};

/* The second performer is on; the first one's sheet is signed. */
static void sight_init(struct sight *sight, bool head)
{
    static const struct {
        struct text name, unit;
    } names[PERFORMERS] = {
        {TEXT("机电队党支部"), TEXT("乌金山煤矿/机电队党支部")},
        {TEXT("综采一队党支部"), TEXT("乌金山煤矿/综采一队党支部")},
        {TEXT("通风队党支部"), TEXT("乌金山煤矿/通风队党支部")},
        {TEXT("掘进一队党支部"), TEXT("乌金山煤矿/掘进一队党支部")},
    };
    static const int64_t order[PERFORMERS] = {3, 0, 2, 1};
    *sight = (struct sight){.view = {.event = TEXT("sanhuiyike"),
                                     .frame = &frame,
                                     .begun = true,
                                     .provisional = true,
                                     .part = PANEL_PERFORM,
                                     .clock_running = true,
                                     .used = 615000,
                                     .total = PERFORM_MS,
                                     .performer_count = PERFORMERS,
                                     .on = 0,
                                     .judge = head ? 0 : 1,
                                     .head = head,
                                     .mark_count = CRITERIA,
                                     .sheet = JUDGE_NOTHING}};
    for (int i = 0; i < PERFORMERS; i++)
        sight->rows[i] = (struct performer_row){.performer = order[i],
                                                .name = names[i].name,
                                                .unit = names[i].unit,
                                                .on = i == 1,
                                                .called = i <= 1,
                                                .judge_count = head ? JUDGES : 1};
    for (int i = 0; i < JUDGES; i++)
        sight->states[0][i] = JUDGE_SIGNED;
    for (int i = 0; i < CRITERIA; i++)
        sight->marks[i].criterion = i;
}

static void show(struct terminal *terminal, struct sight *sight)
{
    for (int i = 0; i < PERFORMERS; i++)
        sight->rows[i].judges = sight->states[i];
    sight->view.performers = sight->rows;
    sight->view.marks = sight->marks;
    terminal_push(terminal, (struct reply){.kind = MESSAGE_PUSH_PANEL, .panel = sight->view});
}

static void open_judge(struct terminal *terminal, struct sight *sight)
{
    stage_open(terminal, (struct tui_options){.mode = TUI_JUDGE, .event = "sanhuiyike"}, "三会一课情景模拟",
               "panel");
    show(terminal, sight);
    assert_string_equal(terminal_top(terminal), "judge");
    terminal_sent(terminal);
}

static void give(struct sight *sight, int criterion, mark_t mark)
{
    sight->marks[criterion].given = true;
    sight->marks[criterion].mark = mark;
}

static void give_all(struct sight *sight, enum sheet_state state)
{
    give(sight, PROCEDURE, M(14));
    sight->marks[PROCEDURE].steps = 0xF;
    sight->marks[PROCEDURE].faults = 2;
    give(sight, CONTENT, M(28.5));
    give(sight, MANNER, M(20));
    sight->view.sheet = state;
    sight->view.sum = M(62.5);
    sight->states[1][0] = state;
}

static void accept(struct terminal *terminal)
{
    terminal_reply(terminal, (struct reply){.kind = MESSAGE_PANEL, .contest = {.event = 1}});
}

static void next_criterion(struct terminal *terminal)
{
    terminal_key(terminal, INPUT_PAGE_DOWN);
}

/* ---- Marking ---------------------------------------------------------------------------------------- */

static void waiting_for_a_performer(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, false);
    sight.view.begun = false;
    sight.view.on = -1;
    sight.view.mark_count = 0;
    sight.view.total = 0;
    open_judge(&terminal, &sight);
    terminal_expect(&terminal, "judge-waiting");
    terminal_type(&terminal, "7s ");
    terminal_expect_nothing_sent(&terminal);
    terminal_close(&terminal);
}

static void ticking_a_checklist(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, false);
    open_judge(&terminal, &sight);
    terminal_expect(&terminal, "judge-checklist");
    terminal_type(&terminal, " ");
    terminal_key(&terminal, INPUT_DOWN);
    terminal_key(&terminal, INPUT_DOWN);
    terminal_type(&terminal, " "); /* steps 1 and 3: 11 marks */
    terminal_expect_nothing_sent(&terminal);
    terminal_pass(&terminal, 1000);
    const char *sent = terminal_sent(&terminal);
    assert_non_null(strstr(sent, "\"command\":\"mark\""));
    assert_non_null(strstr(sent, "\"steps\":5"));
    assert_non_null(strstr(sent, "\"mark\":\"11\""));
    accept(&terminal);
    terminal_key(&terminal, INPUT_DOWN);
    terminal_key(&terminal, INPUT_DOWN);
    terminal_type(&terminal, " "); /* the first fault: -3 */
    terminal_key(&terminal, INPUT_DOWN);
    terminal_key(&terminal, INPUT_DOWN);
    terminal_key(&terminal, INPUT_RIGHT); /* a step out of its place: -2 */
    terminal_expect(&terminal, "judge-checklist-ticked");
    terminal_key(&terminal, INPUT_ENTER);
    sent = terminal_sent(&terminal);
    assert_non_null(strstr(sent, "\"faults\":1"));
    assert_non_null(strstr(sent, "\"wrong_order\":1"));
    assert_non_null(strstr(sent, "\"mark\":\"6\""));
    terminal_close(&terminal);
}

static void nothing_seen_is_a_mark_when_it_is_meant(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, false);
    open_judge(&terminal, &sight);
    next_criterion(&terminal);
    terminal_key(&terminal, INPUT_PAGE_UP);
    terminal_expect_nothing_sent(&terminal);
    terminal_key(&terminal, INPUT_ENTER);
    const char *sent = terminal_sent(&terminal);
    assert_non_null(strstr(sent, "\"criterion\":0"));
    assert_null(strstr(sent, "steps"));
    terminal_close(&terminal);
}

static void overtime_is_proposed_by_the_clock(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, false);
    sight.rows[1].performed = PERFORM_MS + 37000;
    sight.view.part = PANEL_DEFEND;
    sight.view.used = 20000;
    sight.view.total = 180000;
    sight.view.clock_running = false;
    open_judge(&terminal, &sight);
    assert_true(terminal_shows(&terminal, "The clock says 0:37 over: -2. O takes it."));
    terminal_type(&terminal, "o");
    terminal_expect(&terminal, "judge-overtime");
    terminal_pass(&terminal, 1000);
    terminal_expect_sent(&terminal, "\"overtime\":37000");
    terminal_close(&terminal);
}

static void a_mark_is_checked_as_it_is_typed(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, false);
    open_judge(&terminal, &sight);
    next_criterion(&terminal);
    terminal_type(&terminal, "36");
    assert_true(terminal_shows(&terminal, "At most 35."));
    terminal_key(&terminal, INPUT_BACKSPACE);
    terminal_type(&terminal, "0.2");
    assert_true(terminal_shows(&terminal, "In steps of 0.5: 30 or 30.5."));
    terminal_pass(&terminal, 5000);
    next_criterion(&terminal);
    terminal_expect_nothing_sent(&terminal);
    terminal_key(&terminal, INPUT_PAGE_UP);
    terminal_expect(&terminal, "judge-wrong");
    terminal_type(&terminal, "n"); /* who is on now: nothing to do */
    terminal_type(&terminal, "s");
    assert_string_equal(terminal_top(&terminal), "judge"); /* first the mark */
    for (int i = 0; i < 4; i++)
        terminal_key(&terminal, INPUT_BACKSPACE);
    terminal_type(&terminal, "28.5"); /* as an input method gives it */
    terminal_expect(&terminal, "judge-mark");
    terminal_pass(&terminal, 1000);
    terminal_expect_sent(&terminal, "\"mark\":\"28.5\"");
    accept(&terminal);
    assert_true(terminal_shows(&terminal, "✓ saved"));
    terminal_key(&terminal, INPUT_RIGHT);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"mark\":\"29\"");
    terminal_close(&terminal);
}

static void a_mark_taken_back_is_cleared(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, false);
    give_all(&sight, JUDGE_COMPLETE);
    open_judge(&terminal, &sight);
    next_criterion(&terminal);
    for (int i = 0; i < 4; i++)
        terminal_key(&terminal, INPUT_BACKSPACE);
    terminal_pass(&terminal, 3000);
    terminal_expect_nothing_sent(&terminal); /* perhaps another mark follows */
    next_criterion(&terminal);
    terminal_expect_sent(&terminal, "\"command\":\"clear\"");
    terminal_close(&terminal);
}

static void nothing_typed_is_lost_with_the_connection(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, false);
    open_judge(&terminal, &sight);
    next_criterion(&terminal);
    terminal_connection(&terminal, false);
    terminal_type(&terminal, "21");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"mark\":\"21\""); /* kept by the client until it is back */
    terminal_expect(&terminal, "judge-no-connection");
    terminal_connection(&terminal, true);
    show(&terminal, &sight); /* the hub does not have it yet */
    terminal_key(&terminal, INPUT_PAGE_UP);
    assert_true(terminal_shows(&terminal, "21/35"));
    accept(&terminal);
    give(&sight, CONTENT, M(21));
    show(&terminal, &sight);
    assert_true(terminal_shows(&terminal, "✓ saved"));
    terminal_close(&terminal);
}

/* ---- Signing ---------------------------------------------------------------------------------------- */

static void signing_with_the_pin(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, false);
    give_all(&sight, JUDGE_COMPLETE);
    open_judge(&terminal, &sight);
    terminal_type(&terminal, "s");
    assert_string_equal(terminal_top(&terminal), "judge-sign");
    terminal_type(&terminal, "1234");
    terminal_expect(&terminal, "judge-sign");
    terminal_key(&terminal, INPUT_ENTER);
    const char *sent = terminal_sent(&terminal);
    assert_non_null(strstr(sent, "\"do\":\"sign\""));
    assert_non_null(strstr(sent, "\"pin\":\"1234\""));
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_SIGN, .error = WIRE_WRONG_PIN, .wait = 4});
    terminal_expect(&terminal, "judge-sign-wrong");
    terminal_type(&terminal, "5678");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_nothing_sent(&terminal); /* too soon */
    terminal_pass(&terminal, 4000);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"pin\":\"5678\"");
    give_all(&sight, JUDGE_SIGNED);
    show(&terminal, &sight);
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_SIGN, .contest = {.event = 9}});
    assert_string_equal(terminal_top(&terminal), "judge");
    terminal_expect(&terminal, "judge-signed");
    terminal_close(&terminal);
}

static void an_incomplete_sheet_is_not_signed(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, false);
    give(&sight, CONTENT, M(14));
    sight.view.sheet = JUDGE_PARTLY;
    open_judge(&terminal, &sight);
    terminal_type(&terminal, "s");
    assert_true(terminal_shows(&terminal, "2 criteria have no mark yet"));
    terminal_type(&terminal, "1234");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_nothing_sent(&terminal);
    terminal_key(&terminal, INPUT_ESCAPE);
    assert_string_equal(terminal_top(&terminal), "judge");
    terminal_close(&terminal);
}

static void a_signed_sheet_is_corrected_on_purpose(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, false);
    give_all(&sight, JUDGE_SIGNED);
    open_judge(&terminal, &sight);
    terminal_type(&terminal, " 9");
    terminal_pass(&terminal, 2000);
    terminal_expect_nothing_sent(&terminal);
    terminal_type(&terminal, "c");
    next_criterion(&terminal);
    terminal_key(&terminal, INPUT_LEFT);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"mark\":\"28\"");
    accept(&terminal);
    give_all(&sight, JUDGE_COMPLETE);
    give(&sight, CONTENT, M(28));
    show(&terminal, &sight);
    assert_true(terminal_shows(&terminal, "not signed yet"));
    terminal_type(&terminal, "s");
    assert_true(terminal_shows(&terminal, "PIN"));
    terminal_close(&terminal);
}

/* ---- Other performers ------------------------------------------------------------------------------- */

static void answer_sheet(struct terminal *terminal, int64_t performer, enum sheet_state state)
{
    static const struct criterion_mark_row marks[CRITERIA] = {
        {.criterion = PROCEDURE, .given = true, .mark = M(19), .steps = 0xF},
        {.criterion = CONTENT, .given = true, .mark = M(30)},
        {.criterion = MANNER, .given = true, .mark = M(21)},
    };
    terminal_reply(terminal, (struct reply){.kind = MESSAGE_SHEET,
                                            .sheet = {.performer = performer,
                                                      .judge = 1,
                                                      .state = state,
                                                      .sum = M(70),
                                                      .marks = marks,
                                                      .mark_count = CRITERIA}});
}

static void looking_at_an_earlier_performer(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, false);
    open_judge(&terminal, &sight);
    terminal_type(&terminal, "l");
    terminal_expect(&terminal, "judge-list");
    terminal_key(&terminal, INPUT_UP);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"do\":\"sheet\"");
    answer_sheet(&terminal, 3, JUDGE_SIGNED);
    terminal_expect(&terminal, "judge-earlier");
    sight.rows[0].closed = true;
    show(&terminal, &sight);
    answer_sheet(&terminal, 3, JUDGE_SIGNED);
    assert_true(terminal_shows(&terminal, "The marks are closed."));
    terminal_type(&terminal, "c");
    terminal_sent(&terminal);
    terminal_type(&terminal, " ");
    terminal_pass(&terminal, 2000);
    terminal_expect_nothing_sent(&terminal);
    terminal_type(&terminal, "n");
    assert_true(terminal_shows(&terminal, "综采一队党支部"));
    assert_true(terminal_shows(&terminal, "on now"));
    terminal_close(&terminal);
}

static void the_next_performer_does_not_take_the_sheet_away(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, false);
    give(&sight, CONTENT, M(14));
    sight.view.sheet = JUDGE_PARTLY;
    open_judge(&terminal, &sight);
    next_criterion(&terminal);
    next_criterion(&terminal);
    terminal_type(&terminal, "1");
    sight.rows[1].on = false;
    sight.rows[2].on = true;
    sight.view.on = 2;
    sight.marks[CONTENT] = (struct criterion_mark_row){.criterion = CONTENT};
    sight.view.sheet = JUDGE_NOTHING;
    show(&terminal, &sight);
    assert_true(terminal_shows(&terminal, "综采一队党支部"));
    assert_true(terminal_shows(&terminal, "通风队党支部 is on now"));
    terminal_type(&terminal, "9");
    terminal_pass(&terminal, 1000);
    const char *sent = terminal_sent(&terminal);
    assert_non_null(strstr(sent, "\"mark\":\"19\""));
    assert_non_null(strstr(sent, "\"performer\":0"));
    terminal_type(&terminal, "n");
    assert_true(terminal_shows(&terminal, "通风队党支部"));
    assert_true(terminal_shows(&terminal, "criteria marked: 0 of 3"));
    terminal_close(&terminal);
}

static void a_signed_sheet_makes_way_for_the_next(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, false);
    give_all(&sight, JUDGE_SIGNED);
    open_judge(&terminal, &sight);
    sight_init(&sight, false);
    sight.rows[1].on = false;
    sight.rows[2].on = true;
    sight.view.on = 2;
    show(&terminal, &sight);
    assert_true(terminal_shows(&terminal, "通风队党支部"));
    assert_true(terminal_shows(&terminal, "criteria marked: 0 of 3"));
    terminal_close(&terminal);
}

static void blind_codes_stand_for_names(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, false);
    for (int i = 0; i < PERFORMERS; i++) {
        static const char *const codes[] = {"03", "01", "04", "02"};
        sight.rows[i].code = text_of(codes[i]);
        sight.rows[i].name = sight.rows[i].unit = text_of("");
    }
    sight.rows[1].topic = text_of("批评和自我批评怎样才能不走过场");
    sight.view.used = PERFORM_MS + 5000;
    open_judge(&terminal, &sight);
    terminal_expect(&terminal, "judge-blind");
    terminal_close(&terminal);
}

static void a_recused_judge_is_told(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, false);
    sight.view.sheet = JUDGE_RECUSED;
    sight.states[1][0] = JUDGE_RECUSED;
    open_judge(&terminal, &sight);
    terminal_expect(&terminal, "judge-recused");
    terminal_type(&terminal, " ");
    terminal_pass(&terminal, 2000);
    terminal_expect_nothing_sent(&terminal);
    terminal_close(&terminal);
}

static void a_refused_mark_says_why(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, false);
    open_judge(&terminal, &sight);
    next_criterion(&terminal);
    terminal_type(&terminal, "20");
    terminal_pass(&terminal, 1000);
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_PANEL,
                                             .error = WIRE_PANEL,
                                             .detail = text_of(panel_refusal_names[PANEL_IS_CLOSED])});
    char *picture = terminal_picture(&terminal, 80, 24);
    assert_non_null(strstr(picture, "20/35"));
    assert_non_null(strstr(picture, "✗ The"));
    free(picture);
    terminal_close(&terminal);
}

/* ---- The head judge --------------------------------------------------------------------------------- */

static void answer_performer(struct terminal *terminal, int64_t performer)
{
    static const struct stage_mark_row marks[] = {
        {0, M(62.5), false}, {1, M(70), true}, {2, M(51), true}, {3, M(64), false}};
    static const struct panel_stage_row stages[] = {{.criterion = -1,
                                                     .marks = marks,
                                                     .mark_count = COUNT_OF(marks),
                                                     .mean = M(63.25),
                                                     .product = M(63.25)}};
    terminal_reply(terminal, (struct reply){.kind = MESSAGE_PERFORMER,
                                            .performer = {.performer = performer,
                                                          .total = M(63.25),
                                                          .lowest = M(51),
                                                          .highest = M(70),
                                                          .spread_open = true,
                                                          .stages = stages,
                                                          .stage_count = COUNT_OF(stages)}});
}

static void open_head(struct terminal *terminal, struct sight *sight)
{
    sight_init(sight, true);
    give_all(sight, JUDGE_SIGNED);
    static const int64_t now[JUDGES] = {JUDGE_SIGNED, JUDGE_SIGNED, JUDGE_SIGNED, JUDGE_SIGNED, JUDGE_PARTLY};
    memcpy(sight->states[1], now, sizeof now);
    sight->rows[1].spread_open = true;
    open_judge(terminal, sight);
    terminal_type(terminal, "h");
    terminal_expect_sent(terminal, "\"do\":\"performer\"");
    answer_performer(terminal, 0);
}

static void the_head_judge_sees_all(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    open_head(&terminal, &sight);
    terminal_expect(&terminal, "judge-head");
    terminal_type(&terminal, "x");
    terminal_type(&terminal, "复核录像,各评委维持原判");
    terminal_expect(&terminal, "judge-head-confirm");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_ENTER);
    const char *sent = terminal_sent(&terminal);
    assert_non_null(strstr(sent, "\"command\":\"confirm-spread\""));
    assert_non_null(strstr(sent, "\"reason\":\"复核录像,各评委维持原判\""));
    terminal_close(&terminal);
}

static void the_head_judge_declares_missing_and_closes(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    open_head(&terminal, &sight);
    for (int i = 0; i < 4; i++)
        terminal_key(&terminal, INPUT_DOWN);
    terminal_type(&terminal, "m");
    terminal_type(&terminal, "出警");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_ENTER);
    const char *sent = terminal_sent(&terminal);
    assert_non_null(strstr(sent, "\"command\":\"missing\""));
    assert_non_null(strstr(sent, "\"judge\":4"));
    assert_non_null(strstr(sent, "\"on\":true"));
    accept(&terminal);
    terminal_type(&terminal, "c");
    assert_true(terminal_shows(&terminal, "Close the marks of this performer with 63.25?"));
    terminal_type(&terminal, "y");
    terminal_expect_sent(&terminal, "\"command\":\"close\"");
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_PANEL,
                                             .error = WIRE_PANEL,
                                             .detail = text_of(panel_refusal_names[PANEL_SPREAD_OPEN])});
    terminal_key(&terminal, INPUT_ESCAPE);
    assert_string_equal(terminal_top(&terminal), "judge");
    terminal_close(&terminal);
}

static void the_head_judge_reopens(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    open_head(&terminal, &sight);
    sight.rows[0].closed = true;
    show(&terminal, &sight);
    terminal_key(&terminal, INPUT_LEFT);
    terminal_type(&terminal, "o");
    terminal_type(&terminal, "漏记一步");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_ENTER);
    const char *sent = terminal_sent(&terminal);
    assert_non_null(strstr(sent, "\"command\":\"reopen\""));
    assert_non_null(strstr(sent, "\"performer\":3"));
    terminal_close(&terminal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(waiting_for_a_performer),
        cmocka_unit_test(ticking_a_checklist),
        cmocka_unit_test(nothing_seen_is_a_mark_when_it_is_meant),
        cmocka_unit_test(overtime_is_proposed_by_the_clock),
        cmocka_unit_test(a_mark_is_checked_as_it_is_typed),
        cmocka_unit_test(a_mark_taken_back_is_cleared),
        cmocka_unit_test(nothing_typed_is_lost_with_the_connection),
        cmocka_unit_test(signing_with_the_pin),
        cmocka_unit_test(an_incomplete_sheet_is_not_signed),
        cmocka_unit_test(a_signed_sheet_is_corrected_on_purpose),
        cmocka_unit_test(looking_at_an_earlier_performer),
        cmocka_unit_test(the_next_performer_does_not_take_the_sheet_away),
        cmocka_unit_test(a_signed_sheet_makes_way_for_the_next),
        cmocka_unit_test(blind_codes_stand_for_names),
        cmocka_unit_test(a_recused_judge_is_told),
        cmocka_unit_test(a_refused_mark_says_why),
        cmocka_unit_test(the_head_judge_sees_all),
        cmocka_unit_test(the_head_judge_declares_missing_and_closes),
        cmocka_unit_test(the_head_judge_reopens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
