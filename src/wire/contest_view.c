/* A contest as its terminals see it. */
#include "wire/stage_records.h"

#include "base/mem.h"

enum {
    ROWS_MOST = 4000,
};

const char *const watch_names[WATCHES] = {
    [WATCH_HOST] = "host", [WATCH_BOARD] = "board", [WATCH_DESK] = "desk", [WATCH_JUDGE] = "judge"};
const char *const key_test_names[KEY_TESTS] = {
    [KEY_TEST_OFF] = "off", [KEY_TEST_SINGLE] = "single", [KEY_TEST_TOGETHER] = "together"};
static const char *const answer_words[] = {
    [ANSWER_EITHER] = "either", [ANSWER_DESK] = "desk", [ANSWER_HOST] = "host"};

#define S struct entrant_row
static const struct field entrant_row_fields[] = {
    NEEDS_TEXT(S, code, "code", 1, TEXT_BYTES),
    NEEDS_TEXT(S, name, "name", 1, TEXT_BYTES),
    MAY_TEXT(S, unit, "unit", TEXT_BYTES),
    MAY_TEXT(S, note, "note", TEXT_BYTES),
};
static const struct record entrant_rows = ROWS_OF(entrant_row_fields, S);
#undef S

#define S struct award_row
static const struct field award_row_fields[] = {
    NEEDS_TEXT(S, title, "title", 1, TEXT_BYTES),
    ANY_INT(S, first, "first"),
    ANY_INT(S, last, "last"),
};
const struct record award_rows = ROWS_OF(award_row_fields, S);
#undef S

static const char *const then_words[] = {
    [FALSE_START_NOTHING] = "nothing", [FALSE_START_LOCKED] = "locked", [FALSE_START_VOID] = "void"};

#define S struct false_start
static const struct field false_start_fields[] = {
    MAY_MARK(S, marks, "marks"),
    MAY_WORD(S, then, "then", then_words, FALSE_START_VOID),
};
static const struct record false_start_rows = ROWS_OF(false_start_fields, S);
#undef S

#define S struct round_row
static const struct field round_row_fields[] = {
    NEEDS_WORD(S, kind, "kind", round_kind_names, ROUND_PLAYOFF),
    MAY_TEXT(S, title, "title", TEXT_BYTES),
    MAY_TEXT(S, rules, "rules", TEXT_BYTES),
    MAY_TEXT(S, panel, "panel", TEXT_BYTES),
    MAY_ANY_INT(S, turns, "turns", 0),
    MAY_ANY_INT(S, items, "items", 0),
    MAY_ANY_INT(S, seconds, "seconds", 0),
    MAY_ANY_INT(S, window, "window", 0),
    MAY_ANY_INT(S, begin, "begin", 0),
    MAY_MARK(S, right, "right"),
    MAY_MARK(S, wrong, "wrong"),
    MAY_MARK(S, prompt, "prompt"),
    MAY_WORD(S, answer, "answer", answer_words, ANSWER_HOST),
    MAY_INTS(S, stakes, stake_count, "stakes", ROUND_MAX_STAKES),
    MAY_BOOL(S, decline, "decline"),
    MAY_ANY_INT(S, swaps, "swaps", 0),
    MAY_ANY_INT(S, rebounds, "rebounds", 0),
    MAY_ROWS(S, false_starts, false_start_count, "false_starts", 2, &false_start_rows),
    MAY_INTS(S, bonuses, bonus_count, "bonuses", ROUND_MAX_BONUSES),
    MAY_MARK(S, survivor, "survivor"),
};
static const struct record round_rows = ROWS_OF(round_row_fields, S);
#undef S

#define S struct contest_frame
static const struct field contest_frame_fields[] = {
    MAY_TEXT(S, title, "title", TEXT_BYTES),
    MAY_TEXT(S, instructions, "instructions", TEXT_BYTES),
    MAY_MARK(S, base, "base"),
    MAY_ANY_INT(S, decimals, "decimals", 0),
    NEEDS_ROWS(S, teams, team_count, "teams", ENTRANTS_MAX, &entrant_rows),
    NEEDS_ROWS(S, rounds, round_count, "rounds", CONTEST_MAX_ROUNDS, &round_rows),
    MAY_ROWS(S, awards, award_count, "awards", CONTEST_MAX_AWARDS, &award_rows),
};
static const struct record contest_frame_record = ROWS_OF(contest_frame_fields, S);
#undef S

#define S struct contest_item
static const struct field contest_item_fields[] = {
    ANY_INT(S, play, "play"),
    MAY_ANY_INT(S, number, "number", 0),
    MAY_ANY_INT(S, of, "of", 0),
    MAY_TEXT(S, kind, "kind", TEXT_BYTES),
    MAY_TEXT(S, stem, "stem", TEXT_BYTES),
    MAY_TEXTS(S, options, option_count, "options", ITEM_MAX_SEGMENTS),
    MAY_TEXTS(S, lefts, left_count, "lefts", ITEM_MAX_OPTIONS),
    MAY_ANY_INT(S, blanks, "blanks", 0),
    MAY_TEXT(S, unit, "unit", TEXT_BYTES),
    MAY_MARK(S, stake, "stake"),
    MAY_TEXT(S, key, "key", TEXT_BYTES),
    MAY_TEXT(S, rationale, "rationale", TEXT_BYTES),
    MAY_TEXT(S, source, "source", TEXT_BYTES),
    MAY_TEXT(S, bank, "bank", TEXT_BYTES),
    MAY_TEXT(S, id, "id", TEXT_BYTES),
    MAY_BOOL(S, machine, "machine"),
};
static const struct record contest_item_record = ROWS_OF(contest_item_fields, S);
#undef S

#define S struct press_row
static const struct field press_row_fields[] = {
    ANY_INT(S, team, "team"),
    MAY_ANY_INT(S, after, "after", 0),
    MAY_BOOL(S, false_start, "false_start"),
    MAY_BOOL(S, refused, "refused"),
};
static const struct record press_rows = ROWS_OF(press_row_fields, S);
#undef S

#define S struct contest_team_row
static const struct field contest_team_row_fields[] = {
    MAY_MARK(S, score, "score"),
    MAY_ANY_INT(S, rank, "rank", 0),
    MAY_BOOL(S, floor, "floor"),
    MAY_BOOL(S, turn, "turn"),
    MAY_BOOL(S, locked, "locked"),
    MAY_BOOL(S, tried, "tried"),
    MAY_BOOL(S, out, "out"),
    MAY_BOOL(S, absent, "absent"),
    MAY_BOOL(S, answered, "answered"),
    MAY_TEXT(S, answer, "answer", TEXT_BYTES),
    MAY_WORD(S, verdict, "verdict", verdict_names, VERDICT_NONE),
    MAY_BOOL(S, ruled, "ruled"),
    MAY_MARK(S, gained, "gained"),
    MAY_ANY_INT(S, swaps_left, "swaps_left", 0),
    MAY_ANY_INT(S, false_starts, "false_starts", 0),
    MAY_ANY_INT(S, right, "right", 0),
    MAY_ANY_INT(S, wrong, "wrong", 0),
    MAY_ANY_INT(S, playoff, "playoff", 0),
    MAY_ANY_INT(S, turn_right, "turn_right", 0),
    MAY_ANY_INT(S, turn_wrong, "turn_wrong", 0),
    MAY_ANY_INT(S, desks, "desks", 0),
    MAY_ANY_INT(S, desk, "desk", 0),
    MAY_ANY_INT(S, delay, "delay", -1),
    MAY_ANY_INT(S, tested, "tested", 0),
    MAY_ANY_INT(S, tested_after, "tested_after", -1),
};
static const struct record contest_team_rows = ROWS_OF(contest_team_row_fields, S);
#undef S

#define S struct contest_standing_row
static const struct field contest_standing_row_fields[] = {
    ANY_INT(S, team, "team"),
    MAY_ANY_INT(S, rank, "rank", 0),
    MAY_MARK(S, score, "score"),
    MAY_TEXT(S, award, "award", TEXT_BYTES),
};
static const struct record contest_standing_rows = ROWS_OF(contest_standing_row_fields, S);
#undef S

#define S struct contest_view
static const struct field contest_view_fields[] = {
    NEEDS_TEXT(S, event, "event", 1, TEXT_BYTES),
    MAY_RECORD(S, frame, "frame", &contest_frame_record),
    MAY_RECORD(S, item, "item", &contest_item_record),
    MAY_WORD(S, stage, "stage", contest_stage_names, CONTEST_STAGE_FINAL),
    MAY_WORD(S, page, "page", contest_page_names, PAGE_AWARDS),
    MAY_ANY_INT(S, round, "round", -1),
    MAY_ANY_INT(S, turn, "turn", -1),
    MAY_ANY_INT(S, floor, "floor", -1),
    MAY_ANY_INT(S, play, "play", -1),
    MAY_MARK(S, stake, "stake"),
    MAY_BOOL(S, clock_running, "clock_running"),
    MAY_ANY_INT(S, left, "left", 0),
    MAY_ANY_INT(S, total, "total", 0),
    MAY_ROWS(S, teams, team_count, "teams", ENTRANTS_MAX, &contest_team_rows),
    MAY_ANY_INT(S, first, "first", 0),
    MAY_ROWS(S, presses, press_count, "presses", CONTEST_VIEW_PRESSES, &press_rows),
    MAY_ANY_INT(S, pressed, "pressed", 0),
    MAY_ANY_INT(S, items_left, "items_left", 0),
    MAY_BOOL(S, frozen, "frozen"),
    MAY_BOOL(S, provisional, "provisional"),
    MAY_BOOL(S, final, "final"),
    MAY_ANY_INT(S, revealed, "revealed", 0),
    MAY_ROWS(S, standing, standing_count, "standing", ENTRANTS_MAX, &contest_standing_rows),
    MAY_WORD(S, key_test, "key_test", key_test_names, KEY_TEST_TOGETHER),
    MAY_BOOL(S, rehearsal, "rehearsal"),
    MAY_ANY_INT(S, own, "own", -1),
    MAY_BOOL(S, may_press, "may_press"),
    MAY_BOOL(S, may_answer, "may_answer"),
    MAY_BOOL(S, may_stake, "may_stake"),
    MAY_ANY_INT(S, press_place, "press_place", 0),
    MAY_BOOL(S, has_next, "has_next"),
    MAY_WORD(S, next, "next", contest_command_names, CONTEST_EXPIRE),
    MAY_WORD(S, undo, "undo", contest_event_names, CONTEST_REDONE),
    MAY_BOOL(S, can_undo, "can_undo"),
    MAY_BOOL(S, can_redo, "can_redo"),
    MAY_ANY_INT(S, open_protests, "open_protests", 0),
    MAY_ANY_INT(S, spares, "spares", 0),
    MAY_BOOL(S, panel_ready, "panel_ready"),
    MAY_INT(S, rounds_done, "rounds_done", 0, INT64_MAX, 0),
    MAY_BOOL(S, series, "series"),
};
const struct record contest_view_record = ROWS_OF(contest_view_fields, S);
#undef S

#define S struct ruling_row
static const struct field ruling_row_fields[] = {
    ANY_INT(S, team, "team"),
    ANY_INT(S, ruling, "ruling"),
    MAY_WORD(S, verdict, "verdict", verdict_names, VERDICT_NONE),
    MAY_MARK(S, marks, "marks"),
    MAY_BOOL(S, machine, "machine"),
    MAY_BOOL(S, amended, "amended"),
    MAY_BOOL(S, cancelled, "cancelled"),
    MAY_TEXT(S, answer, "answer", TEXT_BYTES),
};
static const struct record ruling_rows = ROWS_OF(ruling_row_fields, S);
#undef S

#define S struct play_row
static const struct field play_row_fields[] = {
    ANY_INT(S, play, "play"),
    ANY_INT(S, round, "round"),
    MAY_ANY_INT(S, number, "number", 0),
    MAY_TEXT(S, id, "id", TEXT_BYTES),
    MAY_TEXT(S, stem, "stem", TEXT_BYTES),
    MAY_TEXT(S, key, "key", TEXT_BYTES),
    MAY_BOOL(S, voided, "voided"),
    MAY_ROWS(S, rulings, ruling_count, "rulings", ROWS_MOST, &ruling_rows),
};
const struct record play_rows = ROWS_OF(play_row_fields, S);
#undef S

#define S struct protest_row
static const struct field protest_row_fields[] = {
    ANY_INT(S, protest, "protest"),
    ANY_INT(S, play, "play"),
    ANY_INT(S, team, "team"),
    MAY_TEXT(S, reason, "reason", TEXT_BYTES),
    MAY_TEXT(S, ruling, "ruling", TEXT_BYTES),
    MAY_BOOL(S, settled, "settled"),
    MAY_BOOL(S, upheld, "upheld"),
};
const struct record protest_rows = ROWS_OF(protest_row_fields, S);
#undef S

#define S struct change_row
static const struct field change_row_fields[] = {
    ANY_INT(S, team, "team"),
    MAY_MARK(S, before, "before"),
    MAY_MARK(S, after, "after"),
    MAY_ANY_INT(S, rank_before, "rank_before", 0),
    MAY_ANY_INT(S, rank_after, "rank_after", 0),
};
const struct record change_rows = ROWS_OF(change_row_fields, S);
#undef S
