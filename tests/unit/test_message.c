#include "wire/message.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#define T(literal) ((struct text)TEXT(literal))

/* A request of every kind, with every field set. */
static const struct import_row import_rows[] = {
    {TEXT("dw-0001"), TEXT("ABD"), 12},
    {TEXT("dangwu/dw-0002"), TEXT(""), -1},
};
static const struct text codes[] = {TEXT("A"), TEXT("B")};
static const int64_t points_found[] = {0, 19};
static const struct request requests[] = {
    {1, MESSAGE_HELLO, .hello = {1, TEXT("biwu 0.1.0")}},
    {2, MESSAGE_SIGN_IN, .sign_in = {TEXT("10021"), TEXT("12 34\"\\")}},
    {3, MESSAGE_RESUME, .resume = {TEXT("00ff")}},
    {4, MESSAGE_SIGN_OUT, .hello = {0, TEXT("")}},
    {5, MESSAGE_PING, .hello = {0, TEXT("")}},
    {6, MESSAGE_HOME, .hello = {0, TEXT("")}},
    {7, MESSAGE_START, .start = {TEXT("2026-11-yzyh"), TEXT("")}},
    {7, MESSAGE_START, .start = {TEXT("2026-11-yzyh"), TEXT("10021")}},
    {8, MESSAGE_PAPER, .attempt = {17}},
    {9, MESSAGE_ANSWER, .answer = {17, 3, TEXT("甲|乙\\|\n丙"), 4200}},
    {10, MESSAGE_FLAG, .flag = {17, 3, true}},
    {11, MESSAGE_FLAG, .flag = {17, 3, false}},
    {12, MESSAGE_SUBMIT, .attempt = {17}},
    {13, MESSAGE_RESULT, .attempt = {17}},
    {14, MESSAGE_REVIEW, .attempt = {17}},
    {15, MESSAGE_RANKING, .ranking = {TEXT("t"), true, TEXT("通风"), 40, 20}},
    {16, MESSAGE_EVENTS, .hello = {0, TEXT("")}},
    {17, MESSAGE_EVENT_OPEN, .event = {TEXT("t")}},
    {18, MESSAGE_EVENT_CLOSE, .event = {TEXT("t")}},
    {19, MESSAGE_MONITOR, .event = {TEXT("t")}},
    {19, MESSAGE_EVENT_SEAL, .event = {TEXT("t")}},
    {20, MESSAGE_EXTEND, .extend = {TEXT("t"), TEXT("10021"), -15, TEXT("停电")}},
    {21, MESSAGE_FORCE_SUBMIT, .rule = {17, TEXT("早退")}},
    {22, MESSAGE_VOID, .rule = {17, TEXT("替考")}},
    {23, MESSAGE_UNLOCK, .person = {TEXT("10021")}},
    {24, MESSAGE_WATCH, .watch = {TEXT("juesai"), WATCH_DESK, codes, 2}},
    {25, MESSAGE_CONTEST,
     .contest = {TEXT("juesai"), CONTEST_AMEND, TEXT("A"), 1, 12, 3, -55000, VERDICT_PARTLY, PAGE_AWARDS,
                 true, true, TEXT("AB"), TEXT("申诉成立"), codes, 2}},
    {26, MESSAGE_CONTEST,
     .contest = {TEXT(""), CONTEST_PRESS, TEXT("A"), -1, -1, -1, 0, VERDICT_RIGHT, PAGE_STAGE, false, false,
                 TEXT(""), TEXT(""), NULL, 0}},
    {27, MESSAGE_PREVIEW,
     .contest = {TEXT(""), CONTEST_VOID, TEXT(""), -1, 2, -1, 0, VERDICT_RIGHT, PAGE_STAGE, false, false,
                 TEXT(""), TEXT("题目有误"), NULL, 0}},
    {28, MESSAGE_PLAYS, .event = {TEXT("juesai")}},
    {29, MESSAGE_KEY_TEST, .key_test = {TEXT(""), KEY_TEST_TOGETHER}},
    {30, MESSAGE_PANEL,
     .panel = {TEXT("sanhuiyike"), PANEL_MARK, 1, 2, 3, -1, PANEL_DEFEND, 85000, 5, 2, 1, 30000, true,
               TEXT("理由")}},
    {31, MESSAGE_SIGN, .sign = {TEXT(""), 1, TEXT("123456")}},
    {32, MESSAGE_SHEET, .sheet = {TEXT(""), 1, -1}},
    {33, MESSAGE_PERFORMER, .sheet = {TEXT(""), 1, -1}},
    {34, MESSAGE_SERIES, .series = {TEXT("2026"), true}},
    {35, MESSAGE_ECHO, .echo = {INT64_MAX}},
    {36, MESSAGE_TICK, .tick = {17, 3, points_found, 2}},
    {37, MESSAGE_TICK, .tick = {17, 3, NULL, 0}},
    {38, MESSAGE_MARKING, .event = {TEXT("t")}},
    {39, MESSAGE_SCRIPT, .script = {TEXT("t"), TEXT(""), 0}},
    {40, MESSAGE_SCRIPT, .script = {TEXT("t"), TEXT("dangwu/dw-1"), INT64_MAX}},
    {41, MESSAGE_MARK_SCRIPT, .mark_script = {TEXT("t"), 5, points_found, 2, TEXT("字迹\n不清")}},
    {42, MESSAGE_REOPEN, .reopen = {17, 3, TEXT("复核")}},
    {INT64_MAX, MESSAGE_IMPORT, .import = {TEXT("t"), TEXT("10021"), import_rows, 2}},
};

static const struct text options[] = {TEXT("一年"), TEXT("二\t年"), TEXT("")};
static const struct text stimuli[] = {TEXT("某支部……\n第二段")};
static const struct test_row tests[] = {
    {TEXT("a"), TEXT("甲"), TEST_RUNNING, 1, 2, 3600000, 70, 1000000, 800000, 2, 1, 9, 8, TEXT("须知"), 2},
    {TEXT("b"), TEXT(""), TEST_SOON, 0, 0, 60000, 0, 0, 0, 1, 0, 0, 0, TEXT(""), 0},
};
static const struct section_row sections[] = {{TEXT("单选"), 0, 2, 20000}};
static const struct point_row point_rows[] = {{TEXT("要点一"), 20000}, {TEXT(""), 5000}};
static const struct slot_row slots[] = {
    {0,
     TEXT("match"),
     TEXT("题干"),
     options,
     3,
     options,
     2,
     0,
     TEXT(""),
     -1,
     10000,
     TEXT("1A"),
     true,
     TEXT("1B"),
     TEXT("解析"),
     TEXT("条例"),
     5000,
     true,
     TEXT("更正"),
     point_rows,
     2,
     points_found,
     2,
     true},
    {0,     TEXT("numeric"), TEXT(""), NULL,     0, NULL,  0,        2,    TEXT("元"), 0,    10000, TEXT(""),
     false, TEXT(""),        TEXT(""), TEXT(""), 0, false, TEXT(""), NULL, 0,          NULL, 0,     false},
};
static const struct marking_row marking_rows[] = {{TEXT("dangwu/dw-1"), TEXT("题干"), 50000, 40, 12, 7}};
static const struct share_row shares[] = {{TEXT("组织建设"), 15000, 20000}, {TEXT("党史"), 0, 0}};
static const struct rank_row ranks[] = {
    {1, TEXT("10021"), TEXT("张三"), TEXT("矿/一队"), 995000, 65000, true, true, 3, 2, 1},
};
static const struct monitor_row watched[] = {
    {TEXT("10021"), TEXT("张三"), TEXT("矿"), TEXT("running"), true, 5, 3, 70, 1, 1000, 0, 2, TEXT("10001")},
    {TEXT("10022"), TEXT(""), TEXT(""), TEXT("absent"), false, 0, 0, 0, 0, 0, 0, 0, TEXT("")},
};
static const struct event_row events[] = {
    {TEXT("t"), TEXT("题"), TEXT("open"), 1, 2, 40, 3, 4, TEXT("test"), 5}};

static const struct stage_row stages[] = {
    {TEXT("juesai"), TEXT("决赛"), TEXT("contest"), TEXT("open"), WATCH_DESK, TEXT("A")}};
static const struct marking_place markings[] = {{TEXT("jianda"), TEXT("简答"), 12}, {TEXT("t"), TEXT(""), 0}};

/* A contest's view with every field set. */
static const struct entrant_row teams[] = {{TEXT("A"), TEXT("一队"), TEXT("矿/一队"), TEXT("介绍")},
                                           {TEXT("B"), TEXT("二队"), TEXT(""), TEXT("")}};
static const int64_t stakes[] = {100000, 200000};
static const struct false_start false_starts[] = {{-50000, FALSE_START_LOCKED}, {-100000, FALSE_START_VOID}};
static const int64_t bonuses[] = {30000, 20000, 10000};
static const struct round_row rounds[] = {{ROUND_RISK,
                                           TEXT("风险题"),
                                           TEXT("规则"),
                                           TEXT("p"),
                                           1,
                                           2,
                                           3,
                                           4,
                                           5,
                                           6,
                                           -7,
                                           -8,
                                           ANSWER_HOST,
                                           stakes,
                                           2,
                                           true,
                                           1,
                                           1,
                                           false_starts,
                                           2,
                                           bonuses,
                                           3,
                                           50000}};
static const struct award_row awards[] = {{TEXT("一等奖"), 1, 1}};
static const struct contest_frame frame = {
    TEXT("决赛"), TEXT("说明"), 1000000, 2, teams, 2, rounds, 1, awards, 1};
static const struct contest_item item = {4,
                                         2,
                                         10,
                                         TEXT("single"),
                                         TEXT("题干"),
                                         options,
                                         3,
                                         options,
                                         2,
                                         1,
                                         TEXT("元"),
                                         100000,
                                         TEXT("A"),
                                         TEXT("解析"),
                                         TEXT("依据"),
                                         TEXT("dangwu"),
                                         TEXT("dw-1"),
                                         true};
static const struct press_row presses[] = {{0, -12, true, false}, {1, 412, false, true}};
static const struct contest_team_row team_rows[] = {
    {-55000, 1, true, true, true, true, true, true, true, TEXT("AB"), VERDICT_PARTLY, true, 5000, 1, 2,
     3,      4, 1,    6,    7,    1,    2,    800,  3,    1200}};
static const struct contest_standing_row standing[] = {{1, 1, 1200000, TEXT("一等奖")}};

/* A panel's view. */
static const struct mark_text_row levels[] = {{0, TEXT("差")}, {100000, TEXT("好")}};
static const struct criterion_row criteria[] = {{TEXT("content"), TEXT("内容"), CRITERION_MEASURED, -1, 2, 3,
                                                 4, levels, 2, levels, 2, levels, 1, 5, 6, 7}};
static const struct judge_row judges[] = {{TEXT("10041"), TEXT("评委"), TEXT("矿"), true}};
static const struct panel_frame panel_frame = {TEXT("情景"), TEXT(""), 2,      true, 1,      2, 3, 4, 5,
                                               criteria,     1,        judges, 1,    awards, 1};
static const int64_t sheet_states[] = {3, 4};
static const struct performer_row performers[] = {{1, TEXT("07"), TEXT("甲"), TEXT("矿"), TEXT("题"), true,
                                                   true, true, true, 480000, true, true, 87500, true, 2,
                                                   sheet_states, 2, TEXT("一等奖")}};
static const int64_t envelopes[] = {0, 3};
static const struct criterion_mark_row given[] = {{0, true, 85000, 5, 2, 1, 30000}};
static const struct change_row changes[] = {{0, 1, -2, 3, 4}};
static const struct ruling_row rulings[] = {{0, 1, VERDICT_WRONG, -100000, true, true, true, TEXT("B")}};
static const struct play_row plays[] = {{3, 1, 2, TEXT("dw-1"), TEXT("题干"), TEXT("A"), true, rulings, 1}};
static const struct protest_row protests[] = {{0, 3, 1, TEXT("答案有误"), TEXT("成立"), true, true}};
static const struct stage_mark_row stage_marks[] = {{0, 95000, true}};
static const struct panel_stage_row panel_stages[] = {{-1, stage_marks, 1, 90000, 180000}};

/* A reply of every kind, and every push. */
static const struct reply replies[] = {
    {1, MESSAGE_HELLO, WIRE_OK, TEXT(""), 0, .hello = {1, TEXT("考场"), 1700000000000, true}},
    {2, MESSAGE_SIGN_IN, WIRE_OK, TEXT(""), 0,
     .person = {TEXT("10021"), TEXT("张三"), TEXT("矿/一队"), TEXT("书记"), true, TEXT("00ff")}},
    {3, MESSAGE_RESUME, WIRE_OK, TEXT(""), 0,
     .person = {TEXT("1"), TEXT(""), TEXT(""), TEXT(""), false, TEXT("0")}},
    {4, MESSAGE_SIGN_OUT, WIRE_OK, TEXT(""), 0, .ping = {0}},
    {5, MESSAGE_PING, WIRE_OK, TEXT(""), 0, .ping = {1}},
    {6, MESSAGE_HOME, WIRE_OK, TEXT(""), 0, .home = {tests, 2, NULL, 0}},
    {6, MESSAGE_HOME, WIRE_OK, TEXT(""), 0, .home = {tests, 0, NULL, 0}},
    {7, MESSAGE_START, WIRE_OK, TEXT(""), 0, .attempt = {17}},
    {8, MESSAGE_PAPER, WIRE_OK, TEXT(""), 0,
     .paper = {17, TEXT("t"), TEXT("题"), 1, 2, sections, 1, stimuli, 1, slots, 2, TEXT("10001"),
               TEXT("10021"), TEXT("张三")}},
    {9, MESSAGE_ANSWER, WIRE_OK, TEXT(""), 0, .ping = {0}},
    {10, MESSAGE_FLAG, WIRE_OK, TEXT(""), 0, .ping = {0}},
    {11, MESSAGE_SUBMIT, WIRE_OK, TEXT(""), 0, .attempt = {17}},
    {12, MESSAGE_RESULT, WIRE_OK, TEXT(""), 0,
     .result = {17, TEXT("t"), TEXT("题"), TEXT("time"), true, true,   true, true,   875000, 1000000, 800000,
                2,  40,        1234,       60,           70,   shares, 2,    shares, 1,      3}},
    {13, MESSAGE_REVIEW, WIRE_OK, TEXT(""), 0,
     .paper = {17, TEXT("t"), TEXT(""), 0, 0, sections, 1, NULL, 0, slots, 1, TEXT(""), TEXT(""), TEXT("")}},
    {14, MESSAGE_RANKING, WIRE_OK, TEXT(""), 0, .ranking = {TEXT("题"), 40, 20, -1, ranks, 1}},
    {15, MESSAGE_EVENTS, WIRE_OK, TEXT(""), 0, .events = {events, 1}},
    {16, MESSAGE_EVENT_OPEN, WIRE_OK, TEXT(""), 0, .ping = {0}},
    {17, MESSAGE_EVENT_CLOSE, WIRE_OK, TEXT(""), 0, .ping = {0}},
    {17, MESSAGE_EVENT_SEAL, WIRE_OK, TEXT(""), 0, .sealed = {TEXT("0f")}},
    {18, MESSAGE_MONITOR, WIRE_OK, TEXT(""), 0, .monitor = {TEXT("t"), TEXT("题"), TEXT("open"), watched, 2}},
    {19, MESSAGE_EXTEND, WIRE_OK, TEXT(""), 0, .changed = {12}},
    {20, MESSAGE_FORCE_SUBMIT, WIRE_OK, TEXT(""), 0, .ping = {0}},
    {21, MESSAGE_VOID, WIRE_OK, TEXT(""), 0, .ping = {0}},
    {22, MESSAGE_UNLOCK, WIRE_OK, TEXT(""), 0, .ping = {0}},
    {23, MESSAGE_IMPORT, WIRE_OK, TEXT(""), 0, .attempt = {17}},
    {24, MESSAGE_HOME, WIRE_OK, TEXT(""), 0, .home = {tests, 0, stages, 1, markings, 2}},
    {25, MESSAGE_WATCH, WIRE_OK, TEXT(""), 0, .watch = {TEXT("j"), TEXT("决赛"), TEXT("contest")}},
    {26, MESSAGE_CONTEST, WIRE_OK, TEXT(""), 0, .contest = {17, TEXT("queued"), 2}},
    {27, MESSAGE_PREVIEW, WIRE_OK, TEXT(""), 0, .preview = {changes, 1}},
    {28, MESSAGE_PLAYS, WIRE_OK, TEXT(""), 0, .plays = {plays, 1, protests, 1}},
    {29, MESSAGE_KEY_TEST, WIRE_OK, TEXT(""), 0, .contest = {0, TEXT(""), 0}},
    {30, MESSAGE_PANEL, WIRE_OK, TEXT(""), 0, .contest = {3, TEXT(""), 0}},
    {31, MESSAGE_SIGN, WIRE_OK, TEXT(""), 0, .contest = {3, TEXT(""), 0}},
    {32, MESSAGE_SHEET, WIRE_OK, TEXT(""), 0, .sheet = {1, 0, JUDGE_SIGNED, 87500, given, 1}},
    {33, MESSAGE_PERFORMER, WIRE_OK, TEXT(""), 0, .performer = {1, true, true, 1, 2, 3, panel_stages, 1}},
    {34, MESSAGE_SERIES, WIRE_OK, TEXT(""), 0, .contest = {3, TEXT(""), 0}},
    {35, MESSAGE_ECHO, WIRE_OK, TEXT(""), 0, .ping = {0}},
    {36, MESSAGE_TICK, WIRE_OK, TEXT(""), 0, .ping = {0}},
    {37, MESSAGE_MARKING, WIRE_OK, TEXT(""), 0,
     .marking = {TEXT("t"), TEXT("题"), 40, 12, 9, 8, 7, 6, 2, 10000, marking_rows, 1, points_found, 2}},
    {38, MESSAGE_SCRIPT, WIRE_OK, TEXT(""), 0,
     .script = {INT64_MAX, TEXT("dangwu/dw-1"), TEXT("题干"), 50000, point_rows, 2, TEXT("解析"),
                TEXT("答\n案"), TEXT("second"), true, true, points_found, 2, TEXT("备注"), 7}},
    {39, MESSAGE_MARK_SCRIPT, WIRE_OK, TEXT(""), 0, .mark_script = {TEXT("third"), 6}},
    {40, MESSAGE_REOPEN, WIRE_OK, TEXT(""), 0, .ping = {0}},
    {41, MESSAGE_SCRIPT, WIRE_NO_SCRIPT, TEXT(""), 0, .ping = {0}},
    {0, MESSAGE_PUSH_ECHO, WIRE_OK, TEXT(""), 0, .echo = {99}},
    {0, MESSAGE_PUSH_STAGE, WIRE_OK, TEXT(""), 0,
     .stage = {TEXT("j"),
               &frame,
               &item,
               CONTEST_STAGE_BEGIN,
               PAGE_REVEAL,
               1,
               2,
               3,
               4,
               5,
               true,
               6,
               7,
               team_rows,
               1,
               0,
               presses,
               2,
               2,
               9,
               true,
               true,
               true,
               2,
               standing,
               1,
               KEY_TEST_TOGETHER,
               true,
               0,
               true,
               true,
               true,
               1,
               true,
               CONTEST_RULE,
               CONTEST_VOIDED,
               true,
               true,
               2,
               3,
               true,
               5,
               true}},
    {0, MESSAGE_PUSH_STAGE, WIRE_OK, TEXT(""), 0, .stage = {.event = TEXT("j"), .own = -1}},
    {0, MESSAGE_PUSH_PANEL, WIRE_OK, TEXT(""), 0,
     .panel = {TEXT("p"),
               &panel_frame,
               true,
               true,
               true,
               true,
               PANEL_PERFORM,
               true,
               1,
               2,
               performers,
               1,
               1,
               envelopes,
               2,
               true,
               1,
               0,
               true,
               given,
               1,
               JUDGE_SIGNED,
               87500,
               true,
               true}},
    {0, MESSAGE_PUSH_TIME, WIRE_OK, TEXT(""), 0, .time = {17, -1, 3600000}},
    {0, MESSAGE_PUSH_SUBMITTED, WIRE_OK, TEXT(""), 0, .ended = {17, TEXT("time"), TEXT("")}},
    {0, MESSAGE_PUSH_VOIDED, WIRE_OK, TEXT(""), 0, .ended = {17, TEXT(""), TEXT("替考")}},
    {0, MESSAGE_PUSH_TAKEN_OVER, WIRE_OK, TEXT(""), 0, .ping = {0}},
    {0, MESSAGE_PUSH_CHANGED, WIRE_OK, TEXT(""), 0, .ping = {0}},
    {24, MESSAGE_SIGN_IN, WIRE_BLOCKED, TEXT(""), 8, .ping = {0}},
    {25, MESSAGE_IMPORT, WIRE_NO_ITEM, TEXT("dw-0001"), 0, .ping = {0}},
};

static struct text line_of(const struct buf *out)
{
    assert_true(out->len > 0 && out->at[out->len - 1] == '\n');
    assert_null(memchr(out->at, '\n', out->len - 1));
    return text_make(out->at, out->len - 1);
}

/* What was read says, written again, the same line: nothing was lost or changed. */
static void every_request_survives(void **state)
{
    (void)state;
    bool seen[MESSAGE_KINDS] = {false};
    for (size_t i = 0; i < COUNT_OF(requests); i++) {
        struct arena arena = ARENA_EMPTY;
        struct buf line = BUF_EMPTY, again = BUF_EMPTY;
        struct request request;
        struct err err = ERR_NONE;
        int64_t id;
        wire_write_request(&requests[i], &line);
        if (!wire_read_request(line_of(&line), &arena, &request, &id, &err))
            fail_msg("%s: %s", line.at, err.message);
        assert_int_equal(id, requests[i].id);
        assert_int_equal(request.kind, requests[i].kind);
        wire_write_request(&request, &again);
        assert_string_equal(buf_string(&line), buf_string(&again));
        seen[request.kind] = true;
        buf_finish(&line);
        buf_finish(&again);
        arena_finish(&arena);
    }
    for (int kind = 0; kind < MESSAGE_PUSH_TIME; kind++)
        assert_true(seen[kind]);
}

static void every_reply_survives(void **state)
{
    (void)state;
    bool seen[MESSAGE_KINDS] = {false};
    for (size_t i = 0; i < COUNT_OF(replies); i++) {
        struct arena arena = ARENA_EMPTY;
        struct buf line = BUF_EMPTY, again = BUF_EMPTY;
        struct reply reply;
        struct err err = ERR_NONE;
        wire_write_reply(&replies[i], &line);
        if (!wire_read_reply(line_of(&line), &arena, &reply, &err))
            fail_msg("%s: %s", line.at, err.message);
        assert_int_equal(reply.re, replies[i].re);
        assert_int_equal(reply.kind, replies[i].kind);
        assert_int_equal(reply.error, replies[i].error);
        assert_int_equal(reply.wait, replies[i].wait);
        wire_write_reply(&reply, &again);
        assert_string_equal(buf_string(&line), buf_string(&again));
        seen[reply.kind] = true;
        buf_finish(&line);
        buf_finish(&again);
        arena_finish(&arena);
    }
    for (int kind = 0; kind < MESSAGE_KINDS; kind++)
        assert_true(seen[kind]);
}

static void values_arrive(void **state)
{
    (void)state;
    struct arena arena = ARENA_EMPTY;
    struct request request;
    struct err err = ERR_NONE;
    int64_t id;
    assert_true(wire_read_request(T("{\"id\":7,\"do\":\"answer\",\"attempt\":3,\"slot\":12,\"response\":"
                                    "\"\\u7532|\\u4e59\",\"more\":[1,{}]}"),
                                  &arena, &request, &id, &err));
    assert_int_equal(request.answer.attempt, 3);
    assert_int_equal(request.answer.slot, 12);
    assert_true(text_is(request.answer.response, "甲|乙"));
    assert_int_equal(request.answer.spent, 0);
    assert_true(
        wire_read_request(T("{\"id\":7,\"do\":\"ranking\",\"event\":\"t\"}"), &arena, &request, &id, &err));
    assert_int_equal(request.ranking.count, 100);
    assert_false(request.ranking.units);
    arena_finish(&arena);
}

/* Each is refused with a word about what is wrong, and with the id and kind as far as they can be read. */
static const struct bad {
    const char *line, *because;
    int64_t id;
    enum message_kind kind;
} bad_requests[] = {
    {"", "not JSON", 0, MESSAGE_UNKNOWN},
    {"{", "not JSON", 0, MESSAGE_UNKNOWN},
    {"[]", "not a JSON object", 0, MESSAGE_UNKNOWN},
    {"7", "not JSON", 0, MESSAGE_UNKNOWN},
    {"{} {}", "not JSON", 0, MESSAGE_UNKNOWN},
    {"{\"id\":1,\"id\":2,\"do\":\"ping\"}", "not JSON: duplicate", 0, MESSAGE_UNKNOWN},
    {"{\"do\":\"ping\"}", "\"id\"", 0, MESSAGE_UNKNOWN},
    {"{\"id\":0,\"do\":\"ping\"}", "\"id\"", 0, MESSAGE_UNKNOWN},
    {"{\"id\":\"1\",\"do\":\"ping\"}", "\"id\"", 0, MESSAGE_UNKNOWN},
    {"{\"id\":1.5,\"do\":\"ping\"}", "\"id\"", 0, MESSAGE_UNKNOWN},
    {"{\"id\":99999999999999999999,\"do\":\"ping\"}", "not JSON", 0, MESSAGE_UNKNOWN},
    {"{\"id\":4}", "\"do\"", 4, MESSAGE_UNKNOWN},
    {"{\"id\":4,\"do\":5}", "\"do\"", 4, MESSAGE_UNKNOWN},
    {"{\"id\":4,\"do\":\"time\"}", "\"do\"", 4, MESSAGE_UNKNOWN},
    {"{\"id\":4,\"do\":\"start\"}", "\"event\" is missing", 4, MESSAGE_START},
    {"{\"id\":4,\"do\":\"start\",\"event\":\"\"}", "too short", 4, MESSAGE_START},
    {"{\"id\":4,\"do\":\"start\",\"event\":7}", "must be a string", 4, MESSAGE_START},
    {"{\"id\":4,\"do\":\"start\",\"event\":\"a\\u0001\"}", "control character", 4, MESSAGE_START},
    {"{\"id\":4,\"do\":\"start\",\"event\":\"a\\u001b[2J\"}", "control character", 4, MESSAGE_START},
    {"{\"id\":4,\"do\":\"start\",\"event\":\"a\\u007f\"}", "control character", 4, MESSAGE_START},
    {"{\"id\":4,\"do\":\"start\",\"event\":\"a\\u0085\"}", "control character", 4, MESSAGE_START},
    {"{\"id\":4,\"do\":\"start\",\"event\":\"a\\u0000\"}", "not JSON", 0, MESSAGE_UNKNOWN},
    {"{\"id\":4,\"do\":\"start\",\"event\":\"\xff\"}", "not JSON", 0, MESSAGE_UNKNOWN},
    {"{\"id\":4,\"do\":\"start\",\"event\":\"\\ud800\"}", "not JSON", 0, MESSAGE_UNKNOWN},
    {"{\"id\":4,\"do\":\"tick\",\"attempt\":1,\"slot\":1,\"points\":[\"0\"]}", "must hold integers", 4,
     MESSAGE_TICK},
    {"{\"id\":4,\"do\":\"mark-script\",\"event\":\"t\",\"script\":0}", "from 1", 4, MESSAGE_MARK_SCRIPT},
    {"{\"id\":4,\"do\":\"script\",\"event\":\"t\",\"script\":-1}", "from 0", 4, MESSAGE_SCRIPT},
    {"{\"id\":4,\"do\":\"reopen\",\"attempt\":1,\"slot\":0}", "\"reason\" is missing", 4, MESSAGE_REOPEN},
    {"{\"id\":4,\"do\":\"paper\",\"attempt\":0}", "from 1", 4, MESSAGE_PAPER},
    {"{\"id\":4,\"do\":\"paper\",\"attempt\":-1}", "from 1", 4, MESSAGE_PAPER},
    {"{\"id\":4,\"do\":\"flag\",\"attempt\":1,\"slot\":1,\"on\":1}", "true or false", 4, MESSAGE_FLAG},
    {"{\"id\":4,\"do\":\"flag\",\"attempt\":1,\"slot\":-1,\"on\":true}", "from 0", 4, MESSAGE_FLAG},
    {"{\"id\":4,\"do\":\"void\",\"attempt\":1}", "\"reason\" is missing", 4, MESSAGE_VOID},
    {"{\"id\":4,\"do\":\"extend\",\"event\":\"t\",\"minutes\":1441}", "-1440", 4, MESSAGE_EXTEND},
    {"{\"id\":4,\"do\":\"ranking\",\"event\":\"t\",\"count\":501}", "500", 4, MESSAGE_RANKING},
    {"{\"id\":4,\"do\":\"import\",\"event\":\"t\",\"number\":\"1\",\"rows\":{}}", "must be an array", 4,
     MESSAGE_IMPORT},
    {"{\"id\":4,\"do\":\"import\",\"event\":\"t\",\"number\":\"1\",\"rows\":[1]}", "must be an object", 4,
     MESSAGE_IMPORT},
    {"{\"id\":4,\"do\":\"import\",\"event\":\"t\",\"number\":\"1\",\"rows\":[{\"item\":\"a\"}]}",
     "\"response\" is missing", 4, MESSAGE_IMPORT},
};

static void bad_requests_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad_requests); i++) {
        const struct bad *bad = &bad_requests[i];
        struct arena arena = ARENA_EMPTY;
        struct request request;
        struct err err = ERR_NONE;
        int64_t id;
        assert_false(wire_read_request(text_of(bad->line), &arena, &request, &id, &err));
        if (!strstr(err.message, bad->because))
            fail_msg("%s: “%s” does not say “%s”", bad->line, err.message, bad->because);
        assert_int_equal(id, bad->id);
        assert_int_equal(request.kind, bad->kind);
        arena_finish(&arena);
    }
}

static void limits_hold(void **state)
{
    (void)state;
    static const struct {
        size_t len;
        bool fits;
    } cases[] = {{4096, true}, {4097, false}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct arena arena = ARENA_EMPTY;
        struct buf response = BUF_EMPTY, line = BUF_EMPTY;
        struct request request, read;
        struct err err = ERR_NONE;
        int64_t id;
        buf_add_repeated(&response, 'x', cases[i].len);
        request = (struct request){1, MESSAGE_ANSWER, .answer = {1, 0, buf_text(&response), 0}};
        wire_write_request(&request, &line);
        assert_int_equal(wire_read_request(line_of(&line), &arena, &read, &id, &err), cases[i].fits);
        buf_finish(&response);
        buf_finish(&line);
        arena_finish(&arena);
    }
}

/* A pit of brackets as deep as a line is long. */
static void depth_is_bounded(void **state)
{
    (void)state;
    struct arena arena = ARENA_EMPTY;
    struct buf line = BUF_EMPTY;
    struct request request;
    struct err err = ERR_NONE;
    int64_t id;
    buf_add_string(&line, "{\"id\":1,\"do\":\"ping\",\"x\":");
    buf_add_repeated(&line, '[', WIRE_MAX_REQUEST - 100);
    assert_false(wire_read_request(buf_text(&line), &arena, &request, &id, &err));
    buf_finish(&line);
    arena_finish(&arena);
}

static void refusals_of_unreadable_lines_have_no_kind(void **state)
{
    (void)state;
    struct arena arena = ARENA_EMPTY;
    struct buf line = BUF_EMPTY;
    struct reply reply = {.kind = MESSAGE_UNKNOWN, .error = WIRE_BAD_MESSAGE, .detail = TEXT("not JSON")};
    struct reply read;
    struct err err = ERR_NONE;
    wire_write_reply(&reply, &line);
    assert_string_equal(line.at, "{\"re\":0,\"error\":\"bad-message\",\"detail\":\"not JSON\"}\n");
    assert_true(wire_read_reply(line_of(&line), &arena, &read, &err));
    assert_int_equal(read.kind, MESSAGE_UNKNOWN);
    assert_int_equal(read.error, WIRE_BAD_MESSAGE);
    buf_finish(&line);
    arena_finish(&arena);
}

static void bad_replies_are_refused(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "{}",
        "{\"re\":-1,\"do\":\"ping\",\"now\":1}",
        "{\"re\":1}",
        "{\"re\":1,\"do\":\"dance\"}",
        "{\"push\":\"ping\",\"now\":1}",
        "{\"re\":1,\"do\":\"ping\",\"error\":\"tired\"}",
        "{\"re\":1,\"do\":\"ping\",\"error\":\"ok\"}",
        "{\"re\":1,\"do\":\"ping\"}",
        "{\"re\":1,\"do\":\"home\",\"tests\":[{\"event\":\"a\",\"title\":\"\",\"state\":\"odd\","
        "\"duration\":1}]}",
        "{\"re\":1,\"do\":\"home\",\"tests\":[{\"event\":\"a\",\"title\":\"\",\"state\":\"open\","
        "\"duration\":1,\"full\":\"1.23456\"}]}",
    };
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        struct arena arena = ARENA_EMPTY;
        struct reply reply;
        struct err err = ERR_NONE;
        if (wire_read_reply(text_of(lines[i]), &arena, &reply, &err))
            fail_msg("taken: %s", lines[i]);
        arena_finish(&arena);
    }
}

static void every_word_is_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < MESSAGE_KINDS; i++)
        for (int k = 0; k < i; k++)
            assert_string_not_equal(message_name((enum message_kind)i), message_name((enum message_kind)k));
    for (int i = 0; i < WIRE_ERRORS; i++) {
        assert_true(strlen(wire_error_message((enum wire_error)i)) > 0);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(wire_error_name((enum wire_error)i), wire_error_name((enum wire_error)k));
    }
}

int main(void)
{
    const struct CMUnitTest all[] = {
        cmocka_unit_test(every_request_survives),
        cmocka_unit_test(every_reply_survives),
        cmocka_unit_test(values_arrive),
        cmocka_unit_test(bad_requests_are_refused),
        cmocka_unit_test(limits_hold),
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test(refusals_of_unreadable_lines_have_no_kind),
        cmocka_unit_test(bad_replies_are_refused),
        cmocka_unit_test(every_word_is_its_own),
    };
    return cmocka_run_group_tests(all, NULL, NULL);
}
