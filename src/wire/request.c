/* Requests: what each kind carries, and the reader and writer of their envelope. */
#include "base/json.h"
#include "base/mem.h"
#include "core/response.h"
#include "core/sheet.h"
#include "record/describe.h"
#include "wire/message.h"
#include "wire/stage_records.h"

enum {
    CODE_BYTES = ITEM_MAX_ID,
    NUMBER_BYTES = 64,
    PIN_BYTES = 128,
    TICKET_BYTES = 128,
    PROGRAM_BYTES = 200,
    REASON_BYTES = 1000,
    SEARCH_BYTES = 200,
    ITEM_BYTES = 2 * ITEM_MAX_ID + 1, /* "bank/id" */
    SECONDS_MOST = 10 * 24 * 3600,
    DESK_TEAMS = 9, /* that one desk can serve */
};
#define SPENT_MOST INT64_C(864000000) /* ten days of looking at one item */
#define ID_MOST INT64_MAX

#define R struct request

static const struct field hello[] = {
    NEEDS_INT(R, hello.protocol, "protocol", 0, INT32_MAX),
    MAY_TEXT(R, hello.program, "program", PROGRAM_BYTES),
};
static const struct field sign_in[] = {
    NEEDS_TEXT(R, sign_in.number, "number", 1, NUMBER_BYTES),
    NEEDS_TEXT(R, sign_in.pin, "pin", 0, PIN_BYTES),
};
static const struct field resume[] = {NEEDS_TEXT(R, resume.ticket, "ticket", 1, TICKET_BYTES)};
static const struct field event[] = {NEEDS_TEXT(R, event.event, "event", 1, CODE_BYTES)};
static const struct field start[] = {
    NEEDS_TEXT(R, start.event, "event", 1, CODE_BYTES),
    MAY_TEXT(R, start.number, "number", NUMBER_BYTES),
};
static const struct field attempt[] = {NEEDS_INT(R, attempt.attempt, "attempt", 1, ID_MOST)};
static const struct field answer[] = {
    NEEDS_INT(R, answer.attempt, "attempt", 1, ID_MOST),
    NEEDS_INT(R, answer.slot, "slot", 0, INT32_MAX),
    NEEDS_TEXT(R, answer.response, "response", 0, RESPONSE_MAX_TEXT),
    MAY_INT(R, answer.spent, "spent", 0, SPENT_MOST, 0),
};
static const struct field flag[] = {
    NEEDS_INT(R, flag.attempt, "attempt", 1, ID_MOST),
    NEEDS_INT(R, flag.slot, "slot", 0, INT32_MAX),
    NEEDS_BOOL(R, flag.on, "on"),
};
static const struct field tick[] = {
    NEEDS_INT(R, tick.attempt, "attempt", 1, ID_MOST),
    NEEDS_INT(R, tick.slot, "slot", 0, INT32_MAX),
    MAY_INTS(R, tick.points, tick.point_count, "points", ITEM_MAX_POINTS),
};
static const struct field script[] = {
    NEEDS_TEXT(R, script.event, "event", 1, CODE_BYTES),
    MAY_TEXT(R, script.item, "item", ITEM_BYTES),
    MAY_INT(R, script.script, "script", 0, ID_MOST, 0),
};
static const struct field mark_script[] = {
    NEEDS_TEXT(R, mark_script.event, "event", 1, CODE_BYTES),
    NEEDS_INT(R, mark_script.script, "script", 1, ID_MOST),
    MAY_INTS(R, mark_script.points, mark_script.point_count, "points", ITEM_MAX_POINTS),
    MAY_TEXT(R, mark_script.note, "note", REASON_BYTES),
};
static const struct field reopen[] = {
    NEEDS_INT(R, reopen.attempt, "attempt", 1, ID_MOST),
    NEEDS_INT(R, reopen.slot, "slot", 0, INT32_MAX),
    NEEDS_TEXT(R, reopen.reason, "reason", 1, REASON_BYTES),
};
static const struct field ranking[] = {
    NEEDS_TEXT(R, ranking.event, "event", 1, CODE_BYTES),
    MAY_BOOL(R, ranking.units, "units"),
    MAY_TEXT(R, ranking.search, "search", SEARCH_BYTES),
    MAY_INT(R, ranking.offset, "offset", 0, INT32_MAX, 0),
    MAY_INT(R, ranking.count, "count", 1, 500, 100),
};
static const struct field extend[] = {
    NEEDS_TEXT(R, extend.event, "event", 1, CODE_BYTES),
    MAY_TEXT(R, extend.number, "number", NUMBER_BYTES),
    NEEDS_INT(R, extend.minutes, "minutes", -1440, 1440),
    MAY_TEXT(R, extend.reason, "reason", REASON_BYTES),
};
static const struct field force_submit[] = {
    NEEDS_INT(R, rule.attempt, "attempt", 1, ID_MOST),
    MAY_TEXT(R, rule.reason, "reason", REASON_BYTES),
};
static const struct field void_it[] = {
    NEEDS_INT(R, rule.attempt, "attempt", 1, ID_MOST),
    NEEDS_TEXT(R, rule.reason, "reason", 1, REASON_BYTES),
};
static const struct field person[] = {NEEDS_TEXT(R, person.number, "number", 1, NUMBER_BYTES)};

static const struct field import_row_fields[] = {
    NEEDS_TEXT(struct import_row, item, "item", 1, ITEM_BYTES),
    NEEDS_TEXT(struct import_row, response, "response", 0, RESPONSE_MAX_TEXT),
    MAY_INT(struct import_row, seconds, "seconds", -1, SECONDS_MOST, -1),
};
static const struct record import_rows = ROWS_OF(import_row_fields, struct import_row);
static const struct field import[] = {
    NEEDS_TEXT(R, import.event, "event", 1, CODE_BYTES),
    NEEDS_TEXT(R, import.number, "number", 1, NUMBER_BYTES),
    NEEDS_ROWS(R, import.rows, import.row_count, "rows", SHEET_MAX_ITEMS, &import_rows),
};

#define MAY_INDEX(S, M, json) MAY_INT(S, M, json, -1, INT32_MAX, -1)
static const struct field watch[] = {
    NEEDS_TEXT(R, watch.event, "event", 1, CODE_BYTES),
    NEEDS_WORD(R, watch.as, "as", watch_names, WATCH_JUDGE),
    MAY_TEXTS(R, watch.teams, watch.team_count, "teams", DESK_TEAMS),
};
static const struct field contest[] = {
    MAY_TEXT(R, contest.event, "event", CODE_BYTES),
    NEEDS_WORD(R, contest.command, "command", contest_command_names, CONTEST_ANSWER),
    MAY_TEXT(R, contest.team, "team", CODE_BYTES),
    MAY_INDEX(R, contest.round, "round"),
    MAY_INDEX(R, contest.play, "play"),
    MAY_INDEX(R, contest.item, "item"),
    MAY_MARK(R, contest.marks, "marks"),
    MAY_WORD(R, contest.verdict, "verdict", verdict_names, VERDICT_NONE),
    MAY_WORD(R, contest.page, "page", contest_page_names, PAGE_AWARDS),
    MAY_BOOL(R, contest.cancels, "cancels"),
    MAY_BOOL(R, contest.upheld, "upheld"),
    MAY_TEXT(R, contest.response, "response", RESPONSE_MAX_TEXT),
    MAY_TEXT(R, contest.reason, "reason", REASON_BYTES),
    MAY_TEXTS(R, contest.teams, contest.team_count, "teams", ENTRANTS_MAX),
};
static const struct field key_test[] = {
    MAY_TEXT(R, key_test.event, "event", CODE_BYTES),
    NEEDS_WORD(R, key_test.test, "test", key_test_names, KEY_TEST_TOGETHER),
};
static const struct field panel[] = {
    MAY_TEXT(R, panel.event, "event", CODE_BYTES),
    NEEDS_WORD(R, panel.command, "command", panel_command_names, PANEL_SIGN),
    MAY_INDEX(R, panel.performer, "performer"),
    MAY_INDEX(R, panel.judge, "judge"),
    MAY_INDEX(R, panel.criterion, "criterion"),
    MAY_INDEX(R, panel.envelope, "envelope"),
    MAY_WORD(R, panel.part, "part", panel_part_names, PANEL_MARKING),
    MAY_MARK(R, panel.mark, "mark"),
    MAY_INT(R, panel.steps, "steps", 0, INT64_MAX, 0),
    MAY_INT(R, panel.faults, "faults", 0, INT64_MAX, 0),
    MAY_INT(R, panel.wrong_order, "wrong_order", 0, CRITERION_MAX_STEPS, 0),
    MAY_INT(R, panel.overtime, "overtime", 0, INT32_MAX, 0),
    MAY_BOOL(R, panel.on, "on"),
    MAY_TEXT(R, panel.reason, "reason", REASON_BYTES),
};
static const struct field sign[] = {
    MAY_TEXT(R, sign.event, "event", CODE_BYTES),
    NEEDS_INT(R, sign.performer, "performer", 0, INT32_MAX),
    NEEDS_TEXT(R, sign.pin, "pin", 0, PIN_BYTES),
};
static const struct field sheet[] = {
    MAY_TEXT(R, sheet.event, "event", CODE_BYTES),
    NEEDS_INT(R, sheet.performer, "performer", 0, INT32_MAX),
    MAY_INDEX(R, sheet.judge, "judge"),
};
static const struct field series[] = {
    MAY_TEXT(R, series.event, "event", CODE_BYTES),
    MAY_BOOL(R, series.finalize, "finalize"),
};
static const struct field plays[] = {MAY_TEXT(R, event.event, "event", CODE_BYTES)};
static const struct field echo[] = {NEEDS_INT(R, echo.token, "token", 0, INT64_MAX)};

#undef R

enum { REQUEST_KINDS = MESSAGE_ECHO + 1 };

static const struct record request_records[REQUEST_KINDS] = {
    [MESSAGE_HELLO] = RECORD_OF(hello),
    [MESSAGE_SIGN_IN] = RECORD_OF(sign_in),
    [MESSAGE_RESUME] = RECORD_OF(resume),
    [MESSAGE_START] = RECORD_OF(start),
    [MESSAGE_PAPER] = RECORD_OF(attempt),
    [MESSAGE_ANSWER] = RECORD_OF(answer),
    [MESSAGE_FLAG] = RECORD_OF(flag),
    [MESSAGE_SUBMIT] = RECORD_OF(attempt),
    [MESSAGE_RESULT] = RECORD_OF(attempt),
    [MESSAGE_REVIEW] = RECORD_OF(attempt),
    [MESSAGE_RANKING] = RECORD_OF(ranking),
    [MESSAGE_TICK] = RECORD_OF(tick),
    [MESSAGE_MARKING] = RECORD_OF(event),
    [MESSAGE_SCRIPT] = RECORD_OF(script),
    [MESSAGE_MARK_SCRIPT] = RECORD_OF(mark_script),
    [MESSAGE_REOPEN] = RECORD_OF(reopen),
    [MESSAGE_EVENT_OPEN] = RECORD_OF(event),
    [MESSAGE_EVENT_CLOSE] = RECORD_OF(event),
    [MESSAGE_EVENT_SEAL] = RECORD_OF(event),
    [MESSAGE_MONITOR] = RECORD_OF(event),
    [MESSAGE_EXTEND] = RECORD_OF(extend),
    [MESSAGE_FORCE_SUBMIT] = RECORD_OF(force_submit),
    [MESSAGE_VOID] = RECORD_OF(void_it),
    [MESSAGE_UNLOCK] = RECORD_OF(person),
    [MESSAGE_IMPORT] = RECORD_OF(import),
    [MESSAGE_WATCH] = RECORD_OF(watch),
    [MESSAGE_CONTEST] = RECORD_OF(contest),
    [MESSAGE_PREVIEW] = RECORD_OF(contest),
    [MESSAGE_PLAYS] = RECORD_OF(plays),
    [MESSAGE_KEY_TEST] = RECORD_OF(key_test),
    [MESSAGE_PANEL] = RECORD_OF(panel),
    [MESSAGE_SIGN] = RECORD_OF(sign),
    [MESSAGE_SHEET] = RECORD_OF(sheet),
    [MESSAGE_PERFORMER] = RECORD_OF(sheet),
    [MESSAGE_SERIES] = RECORD_OF(series),
    [MESSAGE_ECHO] = RECORD_OF(echo),
};

void wire_write_request(const struct request *request, struct buf *out)
{
    buf_add_char(out, '{');
    json_add_member_int(out, "id", request->id);
    json_add_member(out, "do", text_of(message_name(request->kind)));
    record_write(&request_records[request->kind], request, out);
    buf_add_string(out, "}\n");
}

static bool read_kind(json_t *object, enum message_kind *kind, struct err *err)
{
    const char *name = json_string_value(json_object_get(object, "do"));
    if (!name)
        return err_set(err, ERR_INVALID, "\"do\" is missing or not a string");
    for (int i = 0; i < REQUEST_KINDS; i++)
        if (strcmp(name, message_name((enum message_kind)i)) == 0) {
            *kind = (enum message_kind)i;
            return true;
        }
    return err_set(err, ERR_INVALID, "\"do\" is not one of the known requests");
}

static bool read_object(json_t *object, struct arena *arena, struct request *out, int64_t *id,
                        struct err *err)
{
    json_t *number = json_object_get(object, "id");
    if (!json_is_integer(number) || json_integer_value(number) <= 0)
        return err_set(err, ERR_INVALID, "\"id\" must be an integer greater than 0");
    *id = out->id = json_integer_value(number);
    return read_kind(object, &out->kind, err) &&
           record_read(&request_records[out->kind], object, arena, out, err);
}

bool wire_read_request(struct text line, struct arena *arena, struct request *out, int64_t *id,
                       struct err *err)
{
    *out = (struct request){.kind = MESSAGE_UNKNOWN};
    *id = 0;
    json_t *object = record_parse(line, err);
    if (!object)
        return false;
    bool ok = read_object(object, arena, out, id, err);
    json_decref(object);
    return ok;
}
