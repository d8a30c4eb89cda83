/* A panel as its terminals see it. */
#include "wire/stage_records.h"

#include "base/mem.h"

static const char *const criterion_words[] = {
    [CRITERION_JUDGED] = "judged", [CRITERION_MEASURED] = "measured"};

#define S struct mark_text_row
static const struct field mark_text_row_fields[] = {
    MAY_MARK(S, mark, "mark"),
    MAY_TEXT(S, text, "text", TEXT_BYTES),
};
static const struct record mark_text_rows = ROWS_OF(mark_text_row_fields, S);
#undef S

#define S struct criterion_row
static const struct field criterion_row_fields[] = {
    NEEDS_TEXT(S, id, "id", 1, TEXT_BYTES),
    MAY_TEXT(S, title, "title", TEXT_BYTES),
    MAY_WORD(S, kind, "kind", criterion_words, CRITERION_MEASURED),
    MAY_MARK(S, min, "min"),
    MAY_MARK(S, max, "max"),
    MAY_MARK(S, step, "step"),
    MAY_MARK(S, factor, "factor"),
    MAY_ROWS(S, levels, level_count, "levels", CRITERION_MAX_LEVELS, &mark_text_rows),
    MAY_ROWS(S, steps, step_count, "steps", CRITERION_MAX_STEPS, &mark_text_rows),
    MAY_ROWS(S, faults, fault_count, "faults", CRITERION_MAX_STEPS, &mark_text_rows),
    MAY_MARK(S, wrong_order, "wrong_order"),
    MAY_MARK(S, overtime, "overtime"),
    MAY_ANY_INT(S, overtime_every, "overtime_every", 0),
};
static const struct record criterion_rows = ROWS_OF(criterion_row_fields, S);
#undef S

#define S struct judge_row
static const struct field judge_row_fields[] = {
    MAY_TEXT(S, number, "number", TEXT_BYTES),
    MAY_TEXT(S, name, "name", TEXT_BYTES),
    MAY_TEXT(S, unit, "unit", TEXT_BYTES),
    MAY_BOOL(S, head, "head"),
};
static const struct record judge_rows = ROWS_OF(judge_row_fields, S);
#undef S

#define S struct panel_frame
static const struct field panel_frame_fields[] = {
    MAY_TEXT(S, title, "title", TEXT_BYTES),
    MAY_TEXT(S, instructions, "instructions", TEXT_BYTES),
    MAY_ANY_INT(S, decimals, "decimals", 0),
    MAY_BOOL(S, blind, "blind"),
    MAY_ANY_INT(S, prepare, "prepare", 0),
    MAY_ANY_INT(S, perform, "perform", 0),
    MAY_ANY_INT(S, defend, "defend", 0),
    MAY_ANY_INT(S, envelopes, "envelopes", 0),
    MAY_MARK(S, full, "full"),
    NEEDS_ROWS(S, criteria, criterion_count, "criteria", PANEL_MAX_CRITERIA, &criterion_rows),
    NEEDS_ROWS(S, judges, judge_count, "judges", PANEL_MAX_JUDGES, &judge_rows),
    MAY_ROWS(S, awards, award_count, "awards", PANEL_MAX_AWARDS, &award_rows),
};
static const struct record panel_frame_record = ROWS_OF(panel_frame_fields, S);
#undef S

#define S struct performer_row
static const struct field performer_row_fields[] = {
    ANY_INT(S, performer, "performer"),
    MAY_TEXT(S, code, "code", TEXT_BYTES),
    MAY_TEXT(S, name, "name", TEXT_BYTES),
    MAY_TEXT(S, unit, "unit", TEXT_BYTES),
    MAY_TEXT(S, topic, "topic", TEXT_BYTES),
    MAY_BOOL(S, on, "on"),
    MAY_BOOL(S, called, "called"),
    MAY_BOOL(S, closed, "closed"),
    MAY_BOOL(S, withdrawn, "withdrawn"),
    MAY_ANY_INT(S, performed, "performed", 0),
    MAY_BOOL(S, complete, "complete"),
    MAY_BOOL(S, spread_open, "spread_open"),
    MAY_MARK(S, mark, "mark"),
    MAY_BOOL(S, has_mark, "has_mark"),
    MAY_ANY_INT(S, rank, "rank", 0),
    MAY_INTS(S, judges, judge_count, "judges", PANEL_MAX_JUDGES),
    MAY_TEXT(S, award, "award", TEXT_BYTES),
};
static const struct record performer_rows = ROWS_OF(performer_row_fields, S);
#undef S

#define S struct criterion_mark_row
static const struct field criterion_mark_row_fields[] = {
    ANY_INT(S, criterion, "criterion"),
    MAY_BOOL(S, given, "given"),
    MAY_MARK(S, mark, "mark"),
    MAY_ANY_INT(S, steps, "steps", 0),
    MAY_ANY_INT(S, faults, "faults", 0),
    MAY_ANY_INT(S, wrong_order, "wrong_order", 0),
    MAY_ANY_INT(S, overtime, "overtime", 0),
};
const struct record criterion_mark_rows = ROWS_OF(criterion_mark_row_fields, S);
#undef S

#define S struct panel_view
static const struct field panel_view_fields[] = {
    NEEDS_TEXT(S, event, "event", 1, TEXT_BYTES),
    MAY_RECORD(S, frame, "frame", &panel_frame_record),
    MAY_BOOL(S, begun, "begun"),
    MAY_BOOL(S, final, "final"),
    MAY_BOOL(S, provisional, "provisional"),
    MAY_BOOL(S, rehearsal, "rehearsal"),
    MAY_WORD(S, part, "part", panel_part_names, PANEL_MARKING),
    MAY_BOOL(S, clock_running, "clock_running"),
    MAY_ANY_INT(S, used, "used", 0),
    MAY_ANY_INT(S, total, "total", 0),
    MAY_ROWS(S, performers, performer_count, "performers", ENTRANTS_MAX, &performer_rows),
    MAY_ANY_INT(S, on, "on", -1),
    MAY_INTS(S, open_envelopes, open_envelope_count, "open_envelopes", PANEL_MAX_TOPICS),
    MAY_BOOL(S, revealing, "revealing"),
    MAY_ANY_INT(S, revealed, "revealed", 0),
    MAY_ANY_INT(S, judge, "judge", -1),
    MAY_BOOL(S, head, "head"),
    MAY_ROWS(S, marks, mark_count, "marks", PANEL_MAX_CRITERIA, &criterion_mark_rows),
    MAY_WORD(S, sheet, "sheet", sheet_state_names, JUDGE_MISSING),
    MAY_MARK(S, sum, "sum"),
    MAY_BOOL(S, can_undo, "can_undo"),
    MAY_BOOL(S, can_redo, "can_redo"),
};
const struct record panel_view_record = ROWS_OF(panel_view_fields, S);
#undef S

#define S struct stage_mark_row
static const struct field stage_mark_row_fields[] = {
    ANY_INT(S, judge, "judge"),
    MAY_MARK(S, mark, "mark"),
    MAY_BOOL(S, dropped, "dropped"),
};
static const struct record stage_mark_rows = ROWS_OF(stage_mark_row_fields, S);
#undef S

#define S struct panel_stage_row
static const struct field panel_stage_row_fields[] = {
    MAY_ANY_INT(S, criterion, "criterion", -1),
    NEEDS_ROWS(S, marks, mark_count, "marks", PANEL_MAX_JUDGES, &stage_mark_rows),
    MAY_MARK(S, mean, "mean"),
    MAY_MARK(S, product, "product"),
};
const struct record panel_stage_rows = ROWS_OF(panel_stage_row_fields, S);
#undef S
