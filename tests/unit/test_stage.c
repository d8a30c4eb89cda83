#include "tui/stage/stage.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define M(marks) ((mark_t)(marks)*MARK_ONE)

enum { NOW = 1000000 };

struct hub {
    struct stage stage;
    struct port port;
    struct buf log;
    int64_t sent;
};

static int64_t on_send(void *context, const struct request *request, bool keep)
{
    struct hub *hub = context;
    struct request copy = *request;
    (void)keep;
    copy.id = ++hub->sent;
    buf_clear(&hub->log);
    wire_write_request(&copy, &hub->log);
    return copy.id;
}

static void open_hub(struct hub *hub)
{
    *hub = (struct hub){.sent = 0};
    hub->port = (struct port){.context = hub, .send = on_send};
    stage_init(&hub->stage);
}

static void close_hub(struct hub *hub)
{
    stage_finish(&hub->stage);
    buf_finish(&hub->log);
}

static void watch(struct hub *hub, enum watch_as as)
{
    const struct text teams[] = {TEXT("B"), TEXT("C")};
    stage_watch(&hub->stage, &hub->port, as, text_of("final"), teams, COUNT_OF(teams));
}

static bool reply(struct hub *hub, struct reply reply, int64_t now)
{
    return stage_on_reply(&hub->stage, &reply, now);
}

/* The views of a hub whose memory is used again at once: nothing may be kept but copies. */
static void push(struct hub *hub, const struct contest_view *view, int64_t now)
{
    struct buf line = BUF_EMPTY;
    struct arena arena = ARENA_EMPTY;
    struct reply out = {.kind = MESSAGE_PUSH_STAGE, .stage = *view}, in;
    struct err err = ERR_NONE;
    wire_write_reply(&out, &line);
    if (!wire_read_reply(text_make(line.at, line.len - 1), &arena, &in, &err))
        fail_msg("%s", err.message);
    buf_finish(&line);
    stage_on_reply(&hub->stage, &in, now);
    arena_finish(&arena);
}

static const struct entrant_row teams[] = {
    {.code = TEXT("A"), .name = TEXT("综采一队")},
    {.code = TEXT("B"), .name = TEXT("掘进一队")},
    {.code = TEXT("C"), .name = TEXT("通风队")},
};
static const int64_t stakes[] = {M(10), M(20)};
static const struct round_row rounds[] = {
    {.kind = ROUND_REQUIRED, .title = TEXT("必答题")},
    {.kind = ROUND_RISK, .title = TEXT("风险题"), .stakes = stakes, .stake_count = COUNT_OF(stakes)},
};
static const struct contest_frame frame = {.title = TEXT("决赛"),
                                           .teams = teams,
                                           .team_count = COUNT_OF(teams),
                                           .rounds = rounds,
                                           .round_count = COUNT_OF(rounds)};
static const struct text options[] = {TEXT("一年"), TEXT("二年")};
static const struct contest_item item = {.play = 0,
                                         .number = 1,
                                         .kind = TEXT("single"),
                                         .stem = TEXT("几年?"),
                                         .options = options,
                                         .option_count = 2};
static const struct contest_team_row rows[] = {
    {.score = M(100), .delay = -1, .tested_after = -1},
    {.score = M(90), .answered = true, .answer = TEXT("B"), .delay = -1, .tested_after = -1},
    {.score = M(80), .delay = -1, .tested_after = -1}};

static struct contest_view whole(void)
{
    return (struct contest_view){.event = TEXT("final"),
                                 .frame = &frame,
                                 .item = &item,
                                 .stage = CONTEST_STAGE_ANSWER,
                                 .round = 1,
                                 .turn = -1,
                                 .floor = -1,
                                 .play = 0,
                                 .teams = rows,
                                 .team_count = COUNT_OF(rows),
                                 .clock_running = true,
                                 .left = 20000,
                                 .total = 30000,
                                 .own = -1};
}

static void asks_for_its_place_and_keeps_it(void **state)
{
    (void)state;
    struct hub hub;
    open_hub(&hub);
    watch(&hub, WATCH_DESK);
    assert_non_null(
        strstr(buf_string(&hub.log), "\"event\":\"final\",\"as\":\"desk\",\"teams\":[\"B\",\"C\"]"));
    stage_watch_again(&hub.stage, &hub.port); /* it is under way */
    assert_int_equal(hub.sent, 1);
    assert_true(reply(&hub,
                      (struct reply){.re = 1,
                                     .kind = MESSAGE_WATCH,
                                     .watch = {TEXT("final"), TEXT("决赛"), TEXT("contest")}},
                      NOW));
    assert_string_equal(hub.stage.title, "决赛");
    stage_watch_again(&hub.stage, &hub.port);
    assert_int_equal(hub.sent, 2);
    assert_non_null(strstr(buf_string(&hub.log), "\"teams\":[\"B\",\"C\"]"));
    close_hub(&hub);
}

static void a_refusal_is_remembered(void **state)
{
    (void)state;
    struct hub hub;
    open_hub(&hub);
    watch(&hub, WATCH_HOST);
    reply(&hub, (struct reply){.re = 1, .kind = MESSAGE_WATCH, .error = WIRE_NOT_ALLOWED}, NOW);
    assert_int_equal(hub.stage.refused, WIRE_NOT_ALLOWED);
    assert_int_equal(hub.stage.kind, STAGE_NONE);
    stage_watch_again(&hub.stage, &hub.port);
    assert_int_equal(hub.stage.refused, WIRE_OK);
    assert_false(reply(&hub, (struct reply){.re = 1, .kind = MESSAGE_WATCH, .error = WIRE_NOT_ALLOWED}, NOW));
    close_hub(&hub);
}

static void frame_and_item_are_completed(void **state)
{
    (void)state;
    struct hub hub;
    open_hub(&hub);
    watch(&hub, WATCH_BOARD);
    struct contest_view view = whole();
    view.frame = NULL;
    push(&hub, &view, NOW); /* not to be understood without its frame */
    assert_int_equal(hub.stage.kind, STAGE_NONE);
    view = whole();
    push(&hub, &view, NOW);
    for (int i = 0; i < 5; i++) {
        view.frame = NULL;
        view.item = NULL;
        view.left -= 100;
        push(&hub, &view, NOW + i);
        assert_int_equal(hub.stage.kind, STAGE_CONTEST);
        assert_true(text_is(hub.stage.contest.frame->teams[2].name, "通风队"));
        assert_int_equal(hub.stage.contest.frame->rounds[1].stakes[1], M(20));
        assert_true(text_is(hub.stage.contest.item->options[1], "二年"));
        assert_true(text_is(hub.stage.contest.teams[1].answer, "B"));
        assert_int_equal(hub.stage.changes, i + 2);
    }
    view.play = -1;
    push(&hub, &view, NOW);
    assert_null(hub.stage.contest.item);
    view.play = 1; /* another item, which this terminal may not see */
    push(&hub, &view, NOW);
    assert_null(hub.stage.contest.item);
    close_hub(&hub);
}

static void what_others_watch_is_left_alone(void **state)
{
    (void)state;
    struct hub hub;
    open_hub(&hub);
    struct contest_view view = whole();
    push(&hub, &view, NOW);
    assert_int_equal(hub.stage.kind, STAGE_NONE);
    watch(&hub, WATCH_BOARD);
    view.event = text_of("another");
    push(&hub, &view, NOW);
    assert_int_equal(hub.stage.kind, STAGE_NONE);
    view = whole();
    push(&hub, &view, NOW);
    stage_leave(&hub.stage);
    assert_int_equal(hub.stage.kind, STAGE_NONE);
    assert_null(stage_round(&hub.stage));
    assert_null(stage_team(&hub.stage, 0));
    stage_watch_again(&hub.stage, &hub.port);
    assert_int_equal(hub.sent, 1);
    close_hub(&hub);
}

static void the_clock_goes_down(void **state)
{
    (void)state;
    struct hub hub;
    open_hub(&hub);
    watch(&hub, WATCH_BOARD);
    struct contest_view view = whole();
    push(&hub, &view, NOW);
    assert_int_equal(stage_clock(&hub.stage, NOW), 20000);
    assert_int_equal(stage_due(&hub.stage, NOW), NOW + 1000);
    assert_int_equal(stage_clock(&hub.stage, NOW + 1500), 18500);
    assert_int_equal(stage_due(&hub.stage, NOW + 1500), NOW + 2000);
    assert_int_equal(stage_clock(&hub.stage, NOW + 25000), 0);
    assert_int_equal(stage_due(&hub.stage, NOW + 25000), -1);
    view.clock_running = false;
    push(&hub, &view, NOW);
    assert_int_equal(stage_clock(&hub.stage, NOW + 5000), 20000);
    assert_int_equal(stage_due(&hub.stage, NOW + 5000), -1);
    close_hub(&hub);
}

static void one_row_of_many(void **state)
{
    (void)state;
    struct hub hub;
    open_hub(&hub);
    watch(&hub, WATCH_DESK);
    struct contest_view view = whole();
    view.first = 2;
    view.team_count = 1;
    push(&hub, &view, NOW);
    assert_null(stage_team_state(&hub.stage, 1));
    assert_int_equal(stage_team_state(&hub.stage, 2)->score, M(100));
    assert_null(stage_team_state(&hub.stage, 3));
    assert_null(stage_team_state(&hub.stage, -1));
    assert_true(text_is(stage_team(&hub.stage, 1)->code, "B"));
    assert_null(stage_team(&hub.stage, 3));
    assert_int_equal(stage_round(&hub.stage)->kind, ROUND_RISK);
    close_hub(&hub);
}

static void a_panel_counts_up(void **state)
{
    (void)state;
    struct hub hub;
    open_hub(&hub);
    watch(&hub, WATCH_JUDGE);
    static const struct criterion_row criteria[] = {
        {.id = TEXT("content"), .title = TEXT("内容"), .max = M(60), .step = M(1)}};
    static const struct panel_frame panel = {
        .title = TEXT("微党课"), .criteria = criteria, .criterion_count = 1};
    static const int64_t states[] = {JUDGE_SIGNED, JUDGE_NOTHING};
    static const struct performer_row performers[] = {
        {.performer = 1, .code = TEXT("01"), .judges = states, .judge_count = 2},
        {.performer = 0, .code = TEXT("02"), .on = true}};
    struct panel_view view = {.event = TEXT("final"),
                              .frame = &panel,
                              .performers = performers,
                              .performer_count = 2,
                              .on = 0,
                              .clock_running = true,
                              .used = 299500,
                              .total = 300000,
                              .judge = -1};
    stage_on_reply(&hub.stage, &(struct reply){.kind = MESSAGE_PUSH_PANEL, .panel = view}, NOW);
    view.frame = NULL;
    stage_on_reply(&hub.stage, &(struct reply){.kind = MESSAGE_PUSH_PANEL, .panel = view}, NOW);
    assert_int_equal(hub.stage.kind, STAGE_PANEL);
    assert_true(text_is(hub.stage.panel.frame->criteria[0].title, "内容"));
    assert_true(text_is(stage_performer(&hub.stage, 0)->code, "02"));
    assert_int_equal(stage_performer(&hub.stage, 1)->judges[0], JUDGE_SIGNED);
    assert_null(stage_performer(&hub.stage, 2));
    assert_int_equal(stage_clock(&hub.stage, NOW + 2000), 301500);
    assert_int_equal(stage_due(&hub.stage, NOW), NOW + 500);
    close_hub(&hub);
}

static void commands_name_the_event(void **state)
{
    (void)state;
    struct hub hub;
    open_hub(&hub);
    watch(&hub, WATCH_HOST);
    struct request requests[] = {stage_contest(CONTEST_TAKE),
                                 stage_panel(PANEL_CALL),
                                 {.kind = MESSAGE_PLAYS},
                                 {.kind = MESSAGE_KEY_TEST, .key_test = {.test = KEY_TEST_SINGLE}},
                                 {.kind = MESSAGE_SIGN, .sign = {.pin = TEXT("1234")}},
                                 {.kind = MESSAGE_PERFORMER, .sheet = {.judge = -1}},
                                 {.kind = MESSAGE_SERIES}};
    for (size_t i = 0; i < COUNT_OF(requests); i++) {
        int64_t id = stage_send(&hub.stage, &hub.port, &requests[i], false);
        assert_int_equal(id, (int64_t)i + 2);
        assert_non_null(strstr(buf_string(&hub.log), "\"event\":\"final\""));
        struct arena arena = ARENA_EMPTY;
        struct request read;
        struct err err = ERR_NONE;
        if (!wire_read_request(text_make(hub.log.at, hub.log.len - 1), &arena, &read, &id, &err))
            fail_msg("%s", err.message);
        arena_finish(&arena);
    }
    close_hub(&hub);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asks_for_its_place_and_keeps_it),
        cmocka_unit_test(a_refusal_is_remembered),
        cmocka_unit_test(frame_and_item_are_completed),
        cmocka_unit_test(what_others_watch_is_left_alone),
        cmocka_unit_test(the_clock_goes_down),
        cmocka_unit_test(one_row_of_many),
        cmocka_unit_test(a_panel_counts_up),
        cmocka_unit_test(commands_name_the_event),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
