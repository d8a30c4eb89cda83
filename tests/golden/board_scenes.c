#include "board_scenes.h"

#include "base/mem.h"

/* ---- Putting together ------------------------------------------------------------------------------- */

static void page(struct sight *sight, enum contest_page page)
{
    sight->view.page = page;
}

static void stage(struct sight *sight, enum contest_stage stage, int64_t round)
{
    sight->view.stage = stage;
    sight->view.round = round;
}

static void put_item(struct sight *sight, const struct contest_item *item)
{
    sight->item = item ? *item : (struct contest_item){.play = 0};
    sight->item.play = sight->view.play = 7;
    sight->item.number = 3;
    sight->item.of = 10;
}

static void key(struct sight *sight, const char *key)
{
    sight->item.key = text_of(key);
    sight->item.rationale =
        text_of("《中国共产党章程》规定,党员如果没有正当理由,连续六个月不参加党的组织生活,"
                "或不交纳党费,或不做党所分配的工作,就被认为是自行脱党。");
    sight->item.source = text_of("中国共产党章程 第九条 (2022-10-22)");
}

static void put_clock(struct sight *sight, int64_t left, int64_t total)
{
    sight->view.left = left;
    sight->view.total = total;
    sight->view.clock_running = left > 0;
}

static void turn(struct sight *sight, int64_t team)
{
    sight->view.turn = team;
    sight->rows[team].turn = true;
}

static void give_floor(struct sight *sight, int64_t team)
{
    sight->view.floor = team;
    sight->rows[team].floor = true;
}

static void rule(struct sight *sight, int64_t team, enum verdict verdict, mark_t gained)
{
    sight->rows[team].ruled = true;
    sight->rows[team].verdict = verdict;
    sight->rows[team].gained = gained;
}

static void press(struct sight *sight, int64_t team, int64_t after, bool false_start)
{
    sight->presses[sight->view.press_count++] =
        (struct press_row){.team = team, .after = after, .false_start = false_start};
    sight->view.pressed++;
}

static void press_three(struct sight *sight)
{
    press(sight, 1, 312, false);
    press(sight, 3, 398, false);
    press(sight, 0, 1204, false);
}

static void reveal(struct sight *sight, int rows)
{
    for (int place = sight->count; place > sight->count - rows; place--)
        for (int i = 0; i < sight->count; i++) {
            int before = 0; /* places are given without ties here */
            for (int k = 0; k < sight->count; k++)
                before += sight->rows[k].score > sight->rows[i].score ||
                          (sight->rows[k].score == sight->rows[i].score && k < i);
            if (before + 1 != place)
                continue;
            const char *award = place == 1 ? "一等奖" : place == 2 ? "二等奖" : place <= 4 ? "三等奖" : "";
            sight->standing[sight->view.standing_count++] =
                (struct contest_standing_row){.team = i,
                                              .rank = sight->rows[i].rank,
                                              .score = sight->rows[i].score,
                                              .award = text_of(award)};
        }
    sight->view.revealed = rows;
    stage(sight, CONTEST_STAGE_OVER, ROUND_7_KNOCKOUT);
}

/* ---- Pages ------------------------------------------------------------------------------------------ */

static void title_page(struct sight *sight)
{
    page(sight, PAGE_TITLE);
}

static void teams_page(struct sight *sight)
{
    page(sight, PAGE_TEAMS);
}

static void rules_given(struct sight *sight)
{
    page(sight, PAGE_RULES);
    stage(sight, CONTEST_STAGE_ROUND, ROUND_3_BUZZER);
}

static void rules_required(struct sight *sight)
{
    page(sight, PAGE_RULES);
}

static void rules_together(struct sight *sight)
{
    page(sight, PAGE_RULES);
    stage(sight, CONTEST_STAGE_ROUND, ROUND_2_TOGETHER);
}

static void rules_knockout(struct sight *sight)
{
    page(sight, PAGE_RULES);
    stage(sight, CONTEST_STAGE_ROUND, ROUND_7_KNOCKOUT);
}

static void rules_risk(struct sight *sight)
{
    page(sight, PAGE_RULES);
    stage(sight, CONTEST_STAGE_BETWEEN, ROUND_3_BUZZER);
}

static void rules_playoff(struct sight *sight)
{
    page(sight, PAGE_RULES);
    stage(sight, CONTEST_STAGE_ROUND, ROUND_8_PLAYOFF);
}

static void scores_page(struct sight *sight)
{
    page(sight, PAGE_SCORES);
    stage(sight, CONTEST_STAGE_BETWEEN, ROUND_2_TOGETHER);
}

static void scores_frozen(struct sight *sight)
{
    scores_page(sight);
    sight->view.frozen = true;
    sight->rows[1].score = M(-12.5);
}

static void scores_final(struct sight *sight)
{
    scores_page(sight);
    stage(sight, CONTEST_STAGE_FINAL, ROUND_7_KNOCKOUT);
    sight->view.provisional = false;
    sight->view.final = true;
}

static void intermission(struct sight *sight)
{
    page(sight, PAGE_INTERMISSION);
}

static void reveal_none(struct sight *sight)
{
    page(sight, PAGE_REVEAL);
    reveal(sight, 0);
}

static void reveal_two(struct sight *sight)
{
    page(sight, PAGE_REVEAL);
    reveal(sight, 2);
}

static void reveal_all(struct sight *sight)
{
    page(sight, PAGE_REVEAL);
    reveal(sight, sight->count);
}

static void awards_page(struct sight *sight)
{
    page(sight, PAGE_AWARDS);
    reveal(sight, sight->count);
}

static void awards_unrevealed(struct sight *sight)
{
    page(sight, PAGE_AWARDS);
    reveal(sight, 0);
}

static void key_test_single(struct sight *sight)
{
    sight->view.key_test = KEY_TEST_SINGLE;
    sight->rows[0].tested = 2;
    sight->rows[2].tested = 1;
}

static void key_test_together(struct sight *sight)
{
    sight->view.key_test = KEY_TEST_TOGETHER;
    sight->rows[1].tested_after = 0;
    sight->rows[3].tested_after = 14250;
}

/* ---- The stage -------------------------------------------------------------------------------------- */

static void round_begins(struct sight *sight)
{
    stage(sight, CONTEST_STAGE_ROUND, ROUND_1_REQUIRED);
    turn(sight, 0);
}

static void required_answer(struct sight *sight)
{
    stage(sight, CONTEST_STAGE_ANSWER, ROUND_1_REQUIRED);
    turn(sight, 1);
    give_floor(sight, 1);
    put_item(sight, &stage_single);
    put_clock(sight, 24000, 30000);
}

static void required_warm(struct sight *sight)
{
    required_answer(sight);
    put_clock(sight, 9000, 30000);
}

static void required_hot(struct sight *sight)
{
    required_answer(sight);
    put_clock(sight, 3000, 30000);
}

static void required_paused(struct sight *sight)
{
    required_answer(sight);
    sight->view.clock_running = false;
}

static void lengthy_answer(struct sight *sight)
{
    required_answer(sight);
    put_item(sight, &cast_lengthy);
    put_clock(sight, 90000, 120000);
}

static void required_right(struct sight *sight)
{
    stage(sight, CONTEST_STAGE_DONE, ROUND_1_REQUIRED);
    turn(sight, 1);
    put_item(sight, &stage_single);
    rule(sight, 1, VERDICT_RIGHT, M(10));
}

static void required_partly(struct sight *sight)
{
    required_right(sight);
    rule(sight, 1, VERDICT_PARTLY, M(5));
}

static void required_key(struct sight *sight)
{
    required_right(sight);
    key(sight, "C");
}

static void lengthy_key(struct sight *sight)
{
    required_right(sight);
    put_item(sight, &cast_lengthy);
    key(sight, "ABCD");
}

static void together_ready(struct sight *sight)
{
    stage(sight, CONTEST_STAGE_READY, ROUND_2_TOGETHER);
    put_item(sight, &stage_single);
}

static void together_answer(struct sight *sight)
{
    stage(sight, CONTEST_STAGE_ANSWER, ROUND_2_TOGETHER);
    put_item(sight, &stage_single);
    put_clock(sight, 41000, 60000);
    sight->rows[0].answered = sight->rows[2].answered = true;
}

static void together_hidden(struct sight *sight)
{
    together_answer(sight);
    put_item(sight, NULL);
}

static void together_time_up(struct sight *sight)
{
    together_answer(sight);
    sight->view.stage = CONTEST_STAGE_RULING;
    put_clock(sight, 0, 60000);
}

static void together_results(struct sight *sight)
{
    stage(sight, CONTEST_STAGE_DONE, ROUND_2_TOGETHER);
    put_item(sight, &stage_single);
    for (int i = 0; i < sight->count; i++)
        rule(sight, i,
             i % 3 == 1   ? VERDICT_WRONG
             : i % 5 == 3 ? VERDICT_NONE
                          : VERDICT_RIGHT,
             i % 3 == 1 || i % 5 == 3 ? 0 : M(i == 0 ? 15 : 10));
}

static void together_key(struct sight *sight)
{
    together_results(sight);
    key(sight, "C");
}

static void buzzer_closed(struct sight *sight)
{
    stage(sight, CONTEST_STAGE_READY, ROUND_3_BUZZER);
    put_item(sight, NULL);
}

static void buzzer_false_start(struct sight *sight)
{
    buzzer_closed(sight);
    put_item(sight, &stage_single);
    press(sight, 3, -800, true);
    sight->rows[3].locked = true;
}

static void buzzer_open(struct sight *sight)
{
    stage(sight, CONTEST_STAGE_OPEN, ROUND_3_BUZZER);
    put_item(sight, &stage_single);
    put_clock(sight, 13000, 15000);
    press(sight, 2, -800, true);
    sight->rows[2].locked = true;
}

static void buzzer_open_hidden(struct sight *sight)
{
    stage(sight, CONTEST_STAGE_OPEN, ROUND_3_BUZZER);
    put_item(sight, NULL);
    put_clock(sight, 4000, 15000);
}

static void buzzer_begin(struct sight *sight)
{
    stage(sight, CONTEST_STAGE_BEGIN, ROUND_3_BUZZER);
    put_item(sight, &stage_single);
    put_clock(sight, 4000, 5000);
    press_three(sight);
    give_floor(sight, 1);
}

static void buzzer_begin_hidden(struct sight *sight)
{
    buzzer_begin(sight);
    put_item(sight, NULL);
}

static void buzzer_rebound(struct sight *sight)
{
    stage(sight, CONTEST_STAGE_ANSWER, ROUND_3_BUZZER);
    put_item(sight, &stage_single);
    put_clock(sight, 22000, 30000);
    press_three(sight);
    rule(sight, 1, VERDICT_WRONG, M(-10));
    give_floor(sight, 3);
}

static void buzzer_wrong(struct sight *sight)
{
    stage(sight, CONTEST_STAGE_DONE, ROUND_3_BUZZER);
    put_item(sight, &stage_single);
    press_three(sight);
    rule(sight, 1, VERDICT_WRONG, M(-10));
}

static void buzzer_nobody(struct sight *sight)
{
    stage(sight, CONTEST_STAGE_DONE, ROUND_3_BUZZER);
    put_item(sight, &stage_single);
}

static void risk_stake(struct sight *sight)
{
    stage(sight, CONTEST_STAGE_STAKE, ROUND_4_RISK);
    turn(sight, 2);
}

static void risk_staked(struct sight *sight)
{
    stage(sight, CONTEST_STAGE_ROUND, ROUND_4_RISK);
    turn(sight, 2);
    sight->view.stake = M(30);
}

static void risk_answer(struct sight *sight)
{
    stage(sight, CONTEST_STAGE_ANSWER, ROUND_4_RISK);
    turn(sight, 2);
    give_floor(sight, 2);
    put_item(sight, &cast_kinds[CAST_NUMERIC_ITEM]);
    sight->item.stake = M(30);
    put_clock(sight, 48000, 60000);
}

static void risk_wrong_frozen(struct sight *sight)
{
    risk_answer(sight);
    sight->view.stage = CONTEST_STAGE_DONE;
    sight->view.frozen = true;
    sight->view.floor = -1;
    sight->rows[2].floor = false;
    rule(sight, 2, VERDICT_WRONG, 0);
    key(sight, "60");
}

static void rapid_ready(struct sight *sight)
{
    stage(sight, CONTEST_STAGE_READY, ROUND_6_RAPID);
    turn(sight, 3);
    put_item(sight, NULL);
    sight->rows[3].right = 6;
    sight->rows[3].wrong = 2;
}

static void rapid_answer(struct sight *sight)
{
    rapid_ready(sight);
    sight->view.stage = CONTEST_STAGE_ANSWER;
    give_floor(sight, 3);
    put_item(sight, &cast_kinds[CAST_TRUEFALSE_ITEM]);
    put_clock(sight, 33000, 60000);
}

static void panel_round(struct sight *sight)
{
    stage(sight, CONTEST_STAGE_PANEL, ROUND_5_PANEL);
}

static void knockout_answer(struct sight *sight)
{
    stage(sight, CONTEST_STAGE_ANSWER, ROUND_7_KNOCKOUT);
    put_item(sight, &cast_kinds[CAST_TRUEFALSE_ITEM]);
    put_clock(sight, 8000, 15000);
    sight->rows[0].out = true;
    sight->rows[2].answered = true;
}

static void playoff_open(struct sight *sight)
{
    stage(sight, CONTEST_STAGE_OPEN, ROUND_8_PLAYOFF);
    put_item(sight, &stage_single);
    sight->item.of = 0;
    put_clock(sight, 9000, 10000);
    for (int i = 2; i < sight->count; i++)
        sight->rows[i].absent = true;
}

static void kind_blank(struct sight *sight)
{
    required_right(sight);
    put_item(sight, &cast_kinds[CAST_BLANK_ITEM]);
    key(sight, "多数|上级组织");
}

static void kind_order(struct sight *sight)
{
    required_right(sight);
    put_item(sight, &cast_kinds[CAST_ORDER_ITEM]);
    key(sight, "BDACE");
}

static void kind_match(struct sight *sight)
{
    required_answer(sight);
    put_item(sight, &cast_kinds[CAST_MATCH_ITEM]);
}

static void kind_spot(struct sight *sight)
{
    required_answer(sight);
    put_item(sight, &cast_kinds[CAST_SPOT_ITEM]);
}

static void kind_truefalse(struct sight *sight)
{
    required_right(sight);
    put_item(sight, &cast_kinds[CAST_TRUEFALSE_ITEM]);
    key(sight, "T");
}

const struct contest_scene contest_scenes[] = {
    {"title", title_page},
    {"teams", teams_page},
    {"rules-given", rules_given},
    {"rules-required", rules_required},
    {"rules-together", rules_together},
    {"rules-risk", rules_risk},
    {"rules-knockout", rules_knockout},
    {"rules-playoff", rules_playoff},
    {"scores", scores_page},
    {"scores-frozen", scores_frozen},
    {"scores-final", scores_final},
    {"intermission", intermission},
    {"reveal-none", reveal_none},
    {"reveal-two", reveal_two},
    {"reveal-all", reveal_all},
    {"awards", awards_page},
    {"awards-unrevealed", awards_unrevealed},
    {"key-test", key_test_single},
    {"key-test-together", key_test_together},
    {"round", round_begins},
    {"answer", required_answer},
    {"answer-warm", required_warm},
    {"answer-hot", required_hot},
    {"answer-paused", required_paused},
    {"answer-long", lengthy_answer},
    {"right", required_right},
    {"partly", required_partly},
    {"key", required_key},
    {"key-long", lengthy_key},
    {"together-ready", together_ready},
    {"together", together_answer},
    {"together-hidden", together_hidden},
    {"together-time-up", together_time_up},
    {"together-results", together_results},
    {"together-key", together_key},
    {"buzzer-closed", buzzer_closed},
    {"buzzer-false-start", buzzer_false_start},
    {"buzzer-open", buzzer_open},
    {"buzzer-open-hidden", buzzer_open_hidden},
    {"buzzer-begin", buzzer_begin},
    {"buzzer-begin-hidden", buzzer_begin_hidden},
    {"buzzer-rebound", buzzer_rebound},
    {"buzzer-wrong", buzzer_wrong},
    {"buzzer-nobody", buzzer_nobody},
    {"risk-stake", risk_stake},
    {"risk-staked", risk_staked},
    {"risk-answer", risk_answer},
    {"risk-wrong-frozen", risk_wrong_frozen},
    {"rapid-ready", rapid_ready},
    {"rapid", rapid_answer},
    {"panel-round", panel_round},
    {"knockout", knockout_answer},
    {"playoff", playoff_open},
    {"kind-blank", kind_blank},
    {"kind-order", kind_order},
    {"kind-match", kind_match},
    {"kind-spot", kind_spot},
    {"kind-truefalse", kind_truefalse},
};
const size_t contest_scene_count = COUNT_OF(contest_scenes);

void sight_set(struct sight *sight, const char *scene)
{
    for (size_t i = 0; i < contest_scene_count; i++)
        if (strcmp(contest_scenes[i].name, scene) == 0)
            contest_scenes[i].set(sight);
}
