/* Replies and pushes: what each kind carries, and the reader and writer of their envelope. */
#include "base/json.h"
#include "base/mem.h"
#include "core/sheet.h"
#include "record/describe.h"
#include "wire/message.h"
#include "wire/stage_records.h"

enum {
    ROWS_MOST = 200 * 1000,
    RECENT_MOST = 100,
};

static const char *const test_states[] = {
    [TEST_SOON] = "soon", [TEST_OPEN] = "open",     [TEST_RUNNING] = "running",
    [TEST_DONE] = "done", [TEST_CLOSED] = "closed",
};

#define T struct test_row
static const struct field test_fields[] = {
    NEEDS_TEXT(T, event, "event", 1, TEXT_BYTES),
    NEEDS_TEXT(T, title, "title", 0, TEXT_BYTES),
    NEEDS_WORD(T, state, "state", test_states, TEST_CLOSED),
    MAY_ANY_INT(T, opens, "opens", 0),
    MAY_ANY_INT(T, closes, "closes", 0),
    ANY_INT(T, duration, "duration"),
    MAY_ANY_INT(T, slots, "slots", 0),
    MAY_MARK(T, full, "full"),
    MAY_MARK(T, pass, "pass"),
    MAY_ANY_INT(T, attempts, "attempts", 0),
    MAY_ANY_INT(T, used, "used", 0),
    MAY_ANY_INT(T, running, "running", 0),
    MAY_ANY_INT(T, last, "last", 0),
    MAY_TEXT(T, instructions, "instructions", TEXT_BYTES),
    MAY_ANY_INT(T, pending, "pending", 0),
};
static const struct record test_rows = ROWS_OF(test_fields, T);
#undef T

#define S struct section_row
static const struct field section_fields[] = {
    NEEDS_TEXT(S, title, "title", 0, TEXT_BYTES),
    NEEDS_INT(S, first, "first", 0, ROWS_MOST),
    NEEDS_INT(S, count, "count", 0, ROWS_MOST),
    MAY_MARK(S, full, "full"),
};
static const struct record section_rows = ROWS_OF(section_fields, S);
#undef S

#define P struct point_row
static const struct field point_fields[] = {
    NEEDS_TEXT(P, text, "text", 0, TEXT_BYTES),
    NEEDS_MARK(P, marks, "marks"),
};
static const struct record point_rows = ROWS_OF(point_fields, P);
#undef P

#define S struct slot_row
static const struct field slot_fields[] = {
    NEEDS_INT(S, section, "section", 0, ROWS_MOST),
    NEEDS_TEXT(S, kind, "kind", 1, TEXT_BYTES),
    NEEDS_TEXT(S, stem, "stem", 0, TEXT_BYTES),
    MAY_TEXTS(S, options, option_count, "options", ITEM_MAX_SEGMENTS),
    MAY_TEXTS(S, lefts, left_count, "lefts", ITEM_MAX_OPTIONS),
    MAY_INT(S, blanks, "blanks", 0, ITEM_MAX_BLANKS, 0),
    MAY_TEXT(S, unit, "unit", TEXT_BYTES),
    MAY_INT(S, stimulus, "stimulus", -1, ROWS_MOST, -1),
    MAY_MARK(S, full, "full"),
    MAY_TEXT(S, response, "response", TEXT_BYTES),
    MAY_BOOL(S, flagged, "flagged"),
    MAY_TEXT(S, key, "key", TEXT_BYTES),
    MAY_TEXT(S, rationale, "rationale", TEXT_BYTES),
    MAY_TEXT(S, source, "source", TEXT_BYTES),
    MAY_MARK(S, mark, "mark"),
    MAY_BOOL(S, pending, "pending"),
    MAY_TEXT(S, ruling, "ruling", TEXT_BYTES),
    MAY_ROWS(S, points, point_count, "points", ITEM_MAX_POINTS, &point_rows),
    MAY_INTS(S, ticks, tick_count, "ticks", ITEM_MAX_POINTS),
    MAY_BOOL(S, ticked, "ticked"),
};
static const struct record slot_rows = ROWS_OF(slot_fields, S);
#undef S

#define S struct share_row
static const struct field share_fields[] = {
    NEEDS_TEXT(S, title, "title", 0, TEXT_BYTES),
    MAY_MARK(S, mark, "mark"),
    MAY_MARK(S, full, "full"),
};
static const struct record share_rows = ROWS_OF(share_fields, S);
#undef S

#define K struct rank_row
static const struct field rank_fields[] = {
    ANY_INT(K, rank, "rank"),
    MAY_TEXT(K, number, "number", TEXT_BYTES),
    MAY_TEXT(K, name, "name", TEXT_BYTES),
    MAY_TEXT(K, unit, "unit", TEXT_BYTES),
    MAY_MARK(K, mark, "mark"),
    MAY_ANY_INT(K, elapsed, "elapsed", 0),
    MAY_BOOL(K, passed, "passed"),
    MAY_BOOL(K, own, "own"),
    MAY_ANY_INT(K, members, "members", 0),
    MAY_ANY_INT(K, taken, "taken", 0),
    MAY_ANY_INT(K, pending, "pending", 0),
};
static const struct record rank_rows = ROWS_OF(rank_fields, K);
#undef K

#define M struct monitor_row
static const struct field monitor_fields[] = {
    NEEDS_TEXT(M, number, "number", 0, TEXT_BYTES),
    MAY_TEXT(M, name, "name", TEXT_BYTES),
    MAY_TEXT(M, unit, "unit", TEXT_BYTES),
    NEEDS_TEXT(M, state, "state", 1, TEXT_BYTES),
    MAY_BOOL(M, connected, "connected"),
    MAY_ANY_INT(M, attempt, "attempt", 0),
    MAY_ANY_INT(M, answered, "answered", 0),
    MAY_ANY_INT(M, slots, "slots", 0),
    MAY_ANY_INT(M, flagged, "flagged", 0),
    MAY_ANY_INT(M, left, "left", 0),
    MAY_MARK(M, mark, "mark"),
    MAY_ANY_INT(M, pending, "pending", 0),
    MAY_TEXT(M, examiner, "examiner", TEXT_BYTES),
    MAY_BOOL(M, used_up, "used_up"),
};
static const struct record monitor_rows = ROWS_OF(monitor_fields, M);
#undef M

#define E struct event_row
static const struct field event_fields[] = {
    NEEDS_TEXT(E, event, "event", 1, TEXT_BYTES),
    MAY_TEXT(E, title, "title", TEXT_BYTES),
    NEEDS_TEXT(E, status, "status", 1, TEXT_BYTES),
    MAY_TEXT(E, kind, "kind", TEXT_BYTES),
    MAY_ANY_INT(E, opens, "opens", 0),
    MAY_ANY_INT(E, closes, "closes", 0),
    MAY_ANY_INT(E, entitled, "entitled", 0),
    MAY_ANY_INT(E, running, "running", 0),
    MAY_ANY_INT(E, submitted, "submitted", 0),
    MAY_ANY_INT(E, pending, "pending", 0),
};
static const struct record event_rows = ROWS_OF(event_fields, E);
#undef E

#define M struct marking_row
static const struct field marking_fields[] = {
    NEEDS_TEXT(M, item, "item", 1, TEXT_BYTES),
    NEEDS_TEXT(M, stem, "stem", 0, TEXT_BYTES),
    MAY_MARK(M, full, "full"),
    ANY_INT(M, total, "total"),
    ANY_INT(M, settled, "settled"),
    ANY_INT(M, waiting_for_me, "waiting_for_me"),
};
static const struct record marking_rows = ROWS_OF(marking_fields, M);
#undef M

#define G struct stage_row
static const struct field stage_fields[] = {
    NEEDS_TEXT(G, event, "event", 1, TEXT_BYTES),      MAY_TEXT(G, title, "title", TEXT_BYTES),
    NEEDS_TEXT(G, kind, "kind", 1, TEXT_BYTES),        NEEDS_TEXT(G, status, "status", 1, TEXT_BYTES),
    NEEDS_WORD(G, as, "as", watch_names, WATCH_JUDGE), MAY_TEXT(G, team, "team", TEXT_BYTES),
};
static const struct record stage_rows = ROWS_OF(stage_fields, G);
#undef G

#define M struct marking_place
static const struct field marking_place_fields[] = {
    NEEDS_TEXT(M, event, "event", 1, TEXT_BYTES),
    MAY_TEXT(M, title, "title", TEXT_BYTES),
    MAY_INT(M, pending, "pending", 0, INT64_MAX, 0),
};
static const struct record marking_places = ROWS_OF(marking_place_fields, M);
#undef M

#define R struct reply
static const struct field hello[] = {
    ANY_INT(R, hello.protocol, "protocol"),
    MAY_TEXT(R, hello.hall, "hall", TEXT_BYTES),
    ANY_INT(R, hello.now, "now"),
    MAY_BOOL(R, hello.rehearsal, "rehearsal"),
};
static const struct field person[] = {
    NEEDS_TEXT(R, person.number, "number", 1, TEXT_BYTES),
    MAY_TEXT(R, person.name, "name", TEXT_BYTES),
    MAY_TEXT(R, person.unit, "unit", TEXT_BYTES),
    MAY_TEXT(R, person.post, "post", TEXT_BYTES),
    MAY_BOOL(R, person.organizer, "organizer"),
    NEEDS_TEXT(R, person.ticket, "ticket", 1, TEXT_BYTES),
};
static const struct field ping[] = {ANY_INT(R, ping.now, "now")};
static const struct field home[] = {
    NEEDS_ROWS(R, home.tests, home.test_count, "tests", ROWS_MOST, &test_rows),
    MAY_ROWS(R, home.stages, home.stage_count, "stages", ROWS_MOST, &stage_rows),
    MAY_ROWS(R, home.markings, home.marking_count, "markings", ROWS_MOST, &marking_places),
};
static const struct field attempt[] = {ANY_INT(R, attempt.attempt, "attempt")};
static const struct field paper[] = {
    ANY_INT(R, paper.attempt, "attempt"),
    NEEDS_TEXT(R, paper.event, "event", 1, TEXT_BYTES),
    MAY_TEXT(R, paper.title, "title", TEXT_BYTES),
    ANY_INT(R, paper.left, "left"),
    ANY_INT(R, paper.limit, "limit"),
    NEEDS_ROWS(R, paper.sections, paper.section_count, "sections", ROWS_MOST, &section_rows),
    MAY_TEXTS(R, paper.stimuli, paper.stimulus_count, "stimuli", ROWS_MOST),
    NEEDS_ROWS(R, paper.slots, paper.slot_count, "slots", ROWS_MOST, &slot_rows),
    MAY_TEXT(R, paper.examiner, "examiner", TEXT_BYTES),
    MAY_TEXT(R, paper.candidate, "candidate", TEXT_BYTES),
    MAY_TEXT(R, paper.candidate_name, "candidate_name", TEXT_BYTES),
};
static const struct field result[] = {
    ANY_INT(R, result.attempt, "attempt"),
    NEEDS_TEXT(R, result.event, "event", 1, TEXT_BYTES),
    MAY_TEXT(R, result.title, "title", TEXT_BYTES),
    NEEDS_TEXT(R, result.cause, "cause", 1, TEXT_BYTES),
    MAY_BOOL(R, result.marks_shown, "marks_shown"),
    MAY_BOOL(R, result.rank_shown, "rank_shown"),
    MAY_BOOL(R, result.keys_shown, "keys_shown"),
    MAY_BOOL(R, result.passed, "passed"),
    MAY_MARK(R, result.mark, "mark"),
    MAY_MARK(R, result.full, "full"),
    MAY_MARK(R, result.pass, "pass"),
    MAY_ANY_INT(R, result.rank, "rank", 0),
    MAY_ANY_INT(R, result.of, "of", 0),
    ANY_INT(R, result.elapsed, "elapsed"),
    ANY_INT(R, result.answered, "answered"),
    ANY_INT(R, result.slots, "slots"),
    MAY_ROWS(R, result.sections, result.section_count, "sections", ROWS_MOST, &share_rows),
    MAY_ROWS(R, result.topics, result.topic_count, "topics", ROWS_MOST, &share_rows),
    MAY_ANY_INT(R, result.pending, "pending", 0),
};
static const struct field marking[] = {
    NEEDS_TEXT(R, marking.event, "event", 1, TEXT_BYTES),
    MAY_TEXT(R, marking.title, "title", TEXT_BYTES),
    ANY_INT(R, marking.total, "total"),
    ANY_INT(R, marking.settled, "settled"),
    MAY_ANY_INT(R, marking.first, "first", 0),
    MAY_ANY_INT(R, marking.second, "second", 0),
    MAY_ANY_INT(R, marking.third, "third", 0),
    MAY_ANY_INT(R, marking.own, "own", 0),
    ANY_INT(R, marking.times, "times"),
    MAY_MARK(R, marking.difference, "difference"),
    NEEDS_ROWS(R, marking.rows, marking.row_count, "rows", ROWS_MOST, &marking_rows),
    MAY_INTS(R, marking.recent, marking.recent_count, "recent", RECENT_MOST),
};
static const struct field script[] = {
    NEEDS_INT(R, script.script, "script", 1, INT64_MAX),
    NEEDS_TEXT(R, script.item, "item", 1, TEXT_BYTES),
    NEEDS_TEXT(R, script.stem, "stem", 0, TEXT_BYTES),
    MAY_MARK(R, script.full, "full"),
    NEEDS_ROWS(R, script.points, script.point_count, "points", ITEM_MAX_POINTS, &point_rows),
    MAY_TEXT(R, script.rationale, "rationale", TEXT_BYTES),
    NEEDS_TEXT(R, script.response, "response", 0, TEXT_BYTES),
    NEEDS_TEXT(R, script.turn, "turn", 1, TEXT_BYTES),
    MAY_BOOL(R, script.marked, "marked"),
    MAY_BOOL(R, script.settled, "settled"),
    MAY_INTS(R, script.ticks, script.tick_count, "ticks", ITEM_MAX_POINTS),
    MAY_TEXT(R, script.note, "note", TEXT_BYTES),
    ANY_INT(R, script.left, "left"),
};
static const struct field mark_script[] = {
    NEEDS_TEXT(R, mark_script.outcome, "outcome", 1, TEXT_BYTES),
    ANY_INT(R, mark_script.left, "left"),
};
static const struct field ranking[] = {
    MAY_TEXT(R, ranking.title, "title", TEXT_BYTES),
    ANY_INT(R, ranking.total, "total"),
    ANY_INT(R, ranking.offset, "offset"),
    MAY_ANY_INT(R, ranking.own, "own", -1),
    NEEDS_ROWS(R, ranking.rows, ranking.row_count, "rows", ROWS_MOST, &rank_rows),
};
static const struct field events[] = {
    NEEDS_ROWS(R, events.rows, events.row_count, "rows", ROWS_MOST, &event_rows),
};
static const struct field monitor[] = {
    NEEDS_TEXT(R, monitor.event, "event", 1, TEXT_BYTES),
    MAY_TEXT(R, monitor.title, "title", TEXT_BYTES),
    NEEDS_TEXT(R, monitor.status, "status", 1, TEXT_BYTES),
    NEEDS_ROWS(R, monitor.rows, monitor.row_count, "rows", ROWS_MOST, &monitor_rows),
};
static const struct field sealed[] = {NEEDS_TEXT(R, sealed.seal, "seal", 0, TEXT_BYTES)};
static const struct field changed[] = {ANY_INT(R, changed.count, "count")};
static const struct field time_left[] = {
    ANY_INT(R, time.attempt, "attempt"),
    ANY_INT(R, time.left, "left"),
    ANY_INT(R, time.limit, "limit"),
};
static const struct field ended[] = {
    ANY_INT(R, ended.attempt, "attempt"),
    MAY_TEXT(R, ended.cause, "cause", TEXT_BYTES),
    MAY_TEXT(R, ended.reason, "reason", TEXT_BYTES),
};
static const struct field watch[] = {
    NEEDS_TEXT(R, watch.event, "event", 1, TEXT_BYTES),
    MAY_TEXT(R, watch.title, "title", TEXT_BYTES),
    NEEDS_TEXT(R, watch.kind, "kind", 1, TEXT_BYTES),
};
static const struct field contest[] = {
    MAY_ANY_INT(R, contest.event, "n", 0),
    MAY_TEXT(R, contest.outcome, "outcome", TEXT_BYTES),
    MAY_ANY_INT(R, contest.place, "place", 0),
};
static const struct field preview[] = {
    NEEDS_ROWS(R, preview.rows, preview.row_count, "rows", ROWS_MOST, &change_rows),
};
static const struct field plays[] = {
    NEEDS_ROWS(R, plays.plays, plays.play_count, "plays", ROWS_MOST, &play_rows),
    MAY_ROWS(R, plays.protests, plays.protest_count, "protests", ROWS_MOST, &protest_rows),
};
static const struct field sheet[] = {
    ANY_INT(R, sheet.performer, "performer"),
    ANY_INT(R, sheet.judge, "judge"),
    NEEDS_WORD(R, sheet.state, "state", sheet_state_names, JUDGE_MISSING),
    MAY_MARK(R, sheet.sum, "sum"),
    NEEDS_ROWS(R, sheet.marks, sheet.mark_count, "marks", PANEL_MAX_CRITERIA, &criterion_mark_rows),
};
static const struct field performer[] = {
    ANY_INT(R, performer.performer, "performer"),
    MAY_BOOL(R, performer.complete, "complete"),
    MAY_BOOL(R, performer.spread_open, "spread_open"),
    MAY_MARK(R, performer.total, "total"),
    MAY_MARK(R, performer.lowest, "lowest"),
    MAY_MARK(R, performer.highest, "highest"),
    NEEDS_ROWS(R, performer.stages, performer.stage_count, "stages", PANEL_MAX_CRITERIA, &panel_stage_rows),
};
static const struct field echo[] = {ANY_INT(R, echo.token, "token")};
#undef R

static const struct record reply_records[MESSAGE_KINDS] = {
    [MESSAGE_HELLO] = RECORD_OF(hello),
    [MESSAGE_SIGN_IN] = RECORD_OF(person),
    [MESSAGE_RESUME] = RECORD_OF(person),
    [MESSAGE_PING] = RECORD_OF(ping),
    [MESSAGE_HOME] = RECORD_OF(home),
    [MESSAGE_START] = RECORD_OF(attempt),
    [MESSAGE_PAPER] = RECORD_OF(paper),
    [MESSAGE_SUBMIT] = RECORD_OF(attempt),
    [MESSAGE_RESULT] = RECORD_OF(result),
    [MESSAGE_REVIEW] = RECORD_OF(paper),
    [MESSAGE_RANKING] = RECORD_OF(ranking),
    [MESSAGE_MARKING] = RECORD_OF(marking),
    [MESSAGE_SCRIPT] = RECORD_OF(script),
    [MESSAGE_MARK_SCRIPT] = RECORD_OF(mark_script),
    [MESSAGE_EVENTS] = RECORD_OF(events),
    [MESSAGE_MONITOR] = RECORD_OF(monitor),
    [MESSAGE_EVENT_SEAL] = RECORD_OF(sealed),
    [MESSAGE_EXTEND] = RECORD_OF(changed),
    [MESSAGE_IMPORT] = RECORD_OF(attempt),
    [MESSAGE_WATCH] = RECORD_OF(watch),
    [MESSAGE_CONTEST] = RECORD_OF(contest),
    [MESSAGE_PREVIEW] = RECORD_OF(preview),
    [MESSAGE_PLAYS] = RECORD_OF(plays),
    [MESSAGE_KEY_TEST] = RECORD_OF(contest),
    [MESSAGE_PANEL] = RECORD_OF(contest),
    [MESSAGE_SIGN] = RECORD_OF(contest),
    [MESSAGE_SHEET] = RECORD_OF(sheet),
    [MESSAGE_PERFORMER] = RECORD_OF(performer),
    [MESSAGE_SERIES] = RECORD_OF(contest),
    [MESSAGE_PUSH_TIME] = RECORD_OF(time_left),
    [MESSAGE_PUSH_SUBMITTED] = RECORD_OF(ended),
    [MESSAGE_PUSH_VOIDED] = RECORD_OF(ended),
    [MESSAGE_PUSH_ECHO] = RECORD_OF(echo),
};

/* The views are records of their own inside the reply. */
static const struct record *reply_record(enum message_kind kind, size_t *offset)
{
    *offset = kind == MESSAGE_PUSH_STAGE   ? offsetof(struct reply, stage)
              : kind == MESSAGE_PUSH_PANEL ? offsetof(struct reply, panel)
                                           : 0;
    if (kind == MESSAGE_PUSH_STAGE)
        return &contest_view_record;
    return kind == MESSAGE_PUSH_PANEL ? &panel_view_record : &reply_records[kind];
}

static bool is_push(enum message_kind kind)
{
    return kind >= MESSAGE_PUSH_TIME;
}

static void write_refusal(const struct reply *reply, struct buf *out)
{
    json_add_member(out, "error", text_of(wire_error_name(reply->error)));
    if (reply->detail.len)
        json_add_member(out, "detail", reply->detail);
    if (reply->wait)
        json_add_member_int(out, "wait", reply->wait);
}

void wire_write_reply(const struct reply *reply, struct buf *out)
{
    buf_add_char(out, '{');
    bool known = reply->kind != MESSAGE_UNKNOWN, push = known && is_push(reply->kind);
    if (!push)
        json_add_member_int(out, "re", reply->re);
    if (known)
        json_add_member(out, push ? "push" : "do", text_of(message_name(reply->kind)));
    if (reply->error != WIRE_OK)
        write_refusal(reply, out);
    else {
        size_t offset;
        const struct record *record = reply_record(reply->kind, &offset);
        record_write(record, (const char *)reply + offset, out);
    }
    buf_add_string(out, "}\n");
}

/* Finds the kind by `name` between first and last. */
static bool find_kind(const char *name, int first, int last, enum message_kind *kind)
{
    for (int i = first; i <= last; i++)
        if (strcmp(name, message_name((enum message_kind)i)) == 0) {
            *kind = (enum message_kind)i;
            return true;
        }
    return false;
}

static bool read_kind(json_t *object, struct reply *out, struct err *err)
{
    const char *push = json_string_value(json_object_get(object, "push"));
    if (push)
        return find_kind(push, MESSAGE_PUSH_TIME, MESSAGE_KINDS - 1, &out->kind) ||
               err_set(err, ERR_INVALID, "\"push\" is not one of the known pushes");
    json_t *re = json_object_get(object, "re");
    if (!json_is_integer(re) || json_integer_value(re) < 0)
        return err_set(err, ERR_INVALID, "neither \"push\" nor \"re\"");
    out->re = json_integer_value(re);
    const char *name = json_string_value(json_object_get(object, "do"));
    if (name)
        return find_kind(name, 0, MESSAGE_PUSH_TIME - 1, &out->kind) ||
               err_set(err, ERR_INVALID, "\"do\" is not one of the known requests");
    /* A refusal of a line whose kind the hub could not read has none. */
    return json_object_get(object, "error") ? true : err_set(err, ERR_INVALID, "\"do\" is missing");
}

static bool read_refusal(json_t *object, struct arena *arena, struct reply *out, struct err *err)
{
    static const struct field refusal[] = {
        MAY_TEXT(struct reply, detail, "detail", TEXT_BYTES),
        MAY_INT(struct reply, wait, "wait", 0, INT32_MAX, 0),
    };
    static const struct record described = RECORD_OF(refusal);
    const char *name = json_string_value(json_object_get(object, "error"));
    for (int i = WIRE_OK + 1; name && i < WIRE_ERRORS; i++)
        if (strcmp(name, wire_error_name((enum wire_error)i)) == 0)
            out->error = (enum wire_error)i;
    if (out->error == WIRE_OK)
        return err_set(err, ERR_INVALID, "\"error\" is not one of the known refusals");
    return record_read(&described, object, arena, out, err);
}

static bool read_object(json_t *object, struct arena *arena, struct reply *out, struct err *err)
{
    if (!read_kind(object, out, err))
        return false;
    if (json_object_get(object, "error"))
        return read_refusal(object, arena, out, err);
    size_t offset;
    const struct record *record = reply_record(out->kind, &offset);
    return record_read(record, object, arena, (char *)out + offset, err);
}

bool wire_read_reply(struct text line, struct arena *arena, struct reply *out, struct err *err)
{
    *out = (struct reply){.kind = MESSAGE_UNKNOWN};
    json_t *object = record_parse(line, err);
    if (!object)
        return false;
    bool ok = read_object(object, arena, out, err);
    json_decref(object);
    return ok;
}
