/* marking, script, mark-script, reopen: answers in words, marked by people who do not see whose they are. */
#include "hub/ended.h"
#include "hub/events.h"
#include "hub/marking_room.h"
#include "hub/notice.h"
#include "hub/ownership.h"
#include "hub/session.h"
#include "hub/turn.h"
#include "hub/uses.h"

#include <stdlib.h>

enum { RECENT = 50 /* own marks that may be looked at again */ };

/* ---- Who may mark -------------------------------------------------------------------------------------- */

/* Answers and points tell the keys: not to somebody who sits at a test, nor, organizers excepted, to somebody
 * who may still take this one. */
static enum wire_error check_sight(struct hub *hub, const struct test *test, const struct session *session)
{
    int nth;
    int64_t running;
    if (!session_is_signed_in(session)) /* the hall's owner */
        return WIRE_OK;
    if (is_sitting(hub, session->person.number))
        return WIRE_MAY_TAKE;
    if (session->organizer || test->entry.status == EVENT_CLOSED || !test_is_for(test, &session->person))
        return WIRE_OK;
    enum wire_error left = attempts_next(hub, test, session->person.number, &nth, &running);
    if (left == WIRE_NO_ATTEMPTS_LEFT)
        return WIRE_OK;
    return left == WIRE_OK ? WIRE_MAY_TAKE : left;
}

static enum wire_error find_room(struct hub *hub, const struct session *session, struct text event,
                                 struct test **test, struct marking_room **room)
{
    struct err err = ERR_NONE;
    *test = events_find(hub, event);
    if (!*test)
        return events_miss(hub, event);
    if (session_role(hub, session) < ROLE_ORGANIZER && !is_marker(*test, session->person.number))
        return WIRE_NOT_A_MARKER;
    if (!(*test)->entry.sound || (*test)->entry.status == EVENT_DRAFT)
        return WIRE_NOT_OPEN;
    notice_changes(hub);
    *room = marking_room(hub, *test, &err);
    return *room ? WIRE_OK : turn_unreadable(hub, &err);
}

/* ---- marking ------------------------------------------------------------------------------------------- */

static int by_item(const void *a, const void *b)
{
    return text_compare(((const struct marking_row *)a)->item, ((const struct marking_row *)b)->item);
}

static struct marking_row *row_of(struct marking_row *rows, int64_t *count, struct text item)
{
    for (int64_t i = 0; i < *count; i++)
        if (text_equal(rows[i].item, item))
            return &rows[i];
    rows[*count] = (struct marking_row){.item = item};
    return &rows[(*count)++];
}

static void count_script(const struct script *script, struct text marker, struct reply *reply,
                         struct marking_row *row)
{
    reply->marking.own += script_mark_of(script, marker) != NULL;
    reply->marking.total++;
    row->total++;
    if (script->settled.given) {
        reply->marking.settled++;
        row->settled++;
        return;
    }
    reply->marking.first += script->mark_count == 0;
    reply->marking.second += script->mark_count == 1;
    reply->marking.third += script->mark_count == 2;
    row->waiting_for_me += script_waits_for(script, marker);
}

static void count_scripts(struct hub *hub, const struct markbook *book, struct text marker,
                          struct reply *reply)
{
    struct marking_row *rows = arena_array(&hub->scratch, book->count, sizeof *rows);
    int64_t count = 0;
    for (size_t i = 0; i < book->count; i++) {
        const struct script *script = &book->scripts[i];
        if (script->waiting || script->settled.given)
            count_script(script, marker, reply, row_of(rows, &count, script->item));
    }
    qsort(rows, (size_t)count, sizeof *rows, by_item);
    reply->marking.rows = rows;
    reply->marking.row_count = count;
}

struct recent {
    uint32_t n;
    int64_t token;
};

static int newest_first(const void *a, const void *b)
{
    const struct recent *left = a, *right = b;
    return (left->n < right->n) - (left->n > right->n);
}

/* Those that may be looked at again, newest first. */
static void list_recent(struct hub *hub, const struct markbook *book, struct text marker, struct reply *reply)
{
    struct recent *all = arena_array(&hub->scratch, book->count, sizeof *all);
    size_t count = 0;
    for (size_t i = 0; i < book->count; i++) {
        const struct script_mark *mark = script_mark_of(&book->scripts[i], marker);
        if (mark && !book->scripts[i].ticked)
            all[count++] = (struct recent){mark->n, book->scripts[i].token};
    }
    qsort(all, count, sizeof *all, newest_first);
    int64_t *tokens = arena_array(&hub->scratch, RECENT, sizeof *tokens);
    for (size_t i = 0; i < count && i < RECENT; i++)
        tokens[reply->marking.recent_count++] = all[i].token;
    reply->marking.recent = tokens;
}

static struct text stem_of(struct hub *hub, const struct item *item, const struct item *parent)
{
    if (!parent)
        return item->stem;
    return arena_textf(&hub->scratch, "%.*s\n%.*s", TEXT_ARG(parent->stimulus), TEXT_ARG(item->stem));
}

enum wire_error use_marking(struct hub *hub, struct session *session, const struct request *request,
                            struct reply *reply)
{
    struct test *test;
    struct marking_room *room;
    struct err err = ERR_NONE;
    enum wire_error refusal = find_room(hub, session, request->event.event, &test, &room);
    if (refusal != WIRE_OK)
        return refusal;
    struct text marker = session->person.number;
    bool blind = check_sight(hub, test, session) != WIRE_OK;
    reply->marking.event = test->entry.code;
    reply->marking.title = test->entry.title;
    reply->marking.times = test->sheet.marking.times;
    reply->marking.difference = test->sheet.marking.difference;
    count_scripts(hub, &room->book, marker, reply);
    struct marking_row *rows = arena_array(&hub->scratch, (size_t)reply->marking.row_count, sizeof *rows);
    for (int64_t i = 0; i < reply->marking.row_count; i++) {
        struct item item;
        const struct item *parent;
        rows[i] = reply->marking.rows[i];
        if (!marking_item(hub, test, rows[i].item, &item, &parent, &err))
            return turn_unreadable(hub, &err);
        rows[i].stem = blind ? text_of("") : item.stem;
        rows[i].full = points_worth(&item, points_all(&item));
    }
    reply->marking.rows = rows;
    list_recent(hub, &room->book, marker, reply);
    return WIRE_OK;
}

/* ---- script -------------------------------------------------------------------------------------------- */

/* What other markers' terminals show just now. */
struct lent {
    int64_t *tokens;
    size_t count;
};

static struct lent find_lent(struct hub *hub, const struct session *session)
{
    struct lent lent = {.tokens =
                            arena_array(&hub->scratch, (size_t)hub->session_count, sizeof *lent.tokens)};
    for (const struct session *other = hub->sessions; other; other = other->next)
        if (other->script && !text_equal(other->person.number, session->person.number))
            lent.tokens[lent.count++] = other->script;
    return lent;
}

static bool is_lent(const struct lent *lent, int64_t token)
{
    for (size_t i = 0; i < lent->count; i++)
        if (lent->tokens[i] == token)
            return true;
    return false;
}

/* Item by item, and within an item in the order of tokens. */
static bool comes_before(const struct script *a, const struct script *b)
{
    int order = text_compare(a->item, b->item);
    return order ? order < 0 : a->token < b->token;
}

/* The next one, and how many wait: what other terminals show comes last. */
static const struct script *next_script(struct hub *hub, const struct session *session,
                                        const struct markbook *book, struct text item, int64_t *left)
{
    const struct script *free_one = NULL, *lent_one = NULL;
    struct lent lent = find_lent(hub, session);
    *left = 0;
    for (size_t i = 0; i < book->count; i++) {
        const struct script *script = &book->scripts[i];
        if (!script_waits_for(script, session->person.number) ||
            (item.len && !text_equal(script->item, item)))
            continue;
        ++*left;
        const struct script **best = is_lent(&lent, script->token) ? &lent_one : &free_one;
        if (!*best || comes_before(script, *best))
            *best = script;
    }
    return free_one ? free_one : lent_one;
}

static const char *turn_of(const struct script *script, struct text marker)
{
    static const char *const turns[] = {"first", "second", "third"};
    for (int i = 0; i < script->mark_count; i++)
        if (text_equal(script->marks[i].marker, marker))
            return turns[i];
    return turns[script->mark_count < MARKBOOK_MARKS ? script->mark_count : MARKBOOK_MARKS - 1];
}

static enum wire_error show_script(struct hub *hub, struct test *test, const struct script *script,
                                   struct text marker, struct reply *reply)
{
    struct item item;
    const struct item *parent;
    struct response_record *responses;
    size_t count;
    struct err err = ERR_NONE;
    if (!marking_item(hub, test, script->item, &item, &parent, &err) ||
        !response_rows(hub->store, script->attempt, &hub->scratch, &responses, &count, &err))
        return turn_unreadable(hub, &err);
    if ((size_t)script->slot >= count)
        return WIRE_NO_SCRIPT;
    const struct script_mark *own = script_mark_of(script, marker);
    reply->script.script = script->token;
    reply->script.item = arena_text(&hub->scratch, script->item);
    reply->script.stem = stem_of(hub, &item, parent);
    reply->script.full = points_worth(&item, points_all(&item));
    reply->script.points = marking_points(hub, &item);
    reply->script.point_count = item.point_count;
    reply->script.rationale = item.rationale;
    reply->script.response = responses[script->slot].response;
    reply->script.turn = text_of(turn_of(script, marker));
    reply->script.marked = own != NULL;
    reply->script.settled = script_mark_stands(script, marker);
    reply->script.ticks = marking_ticks(hub, own ? own->points : 0, &reply->script.tick_count);
    reply->script.note = arena_text(&hub->scratch, own ? own->note : text_of(""));
    return WIRE_OK;
}

enum wire_error use_script(struct hub *hub, struct session *session, const struct request *request,
                           struct reply *reply)
{
    struct test *test;
    struct marking_room *room;
    struct text marker = session->person.number;
    enum wire_error refusal = find_room(hub, session, request->script.event, &test, &room);
    if (refusal == WIRE_OK)
        refusal = check_sight(hub, test, session);
    if (refusal == WIRE_OK)
        refusal = marking_begin(hub, test, room);
    if (refusal != WIRE_OK)
        return refusal;
    const struct script *next =
        next_script(hub, session, &room->book, request->script.item, &reply->script.left);
    if (request->script.script) {
        next = markbook_by_token(&room->book, request->script.script);
        if (next && (next->ticked || !script_mark_of(next, marker)))
            next = NULL;
    } else {
        session->script = next ? next->token : 0;
    }
    return next ? show_script(hub, test, next, marker, reply) : WIRE_NO_SCRIPT;
}

/* ---- mark-script --------------------------------------------------------------------------------------- */

static const char *outcome_of(const struct script *script)
{
    if (script->settled.given)
        return "settled";
    return script->mark_count < 2 ? "waits" : "third";
}

/* Whether it is one of those handed out: it waits, or has a mark of this person. */
static const struct script *find_script(const struct marking_room *room, int64_t token, struct text marker)
{
    const struct script *script = markbook_by_token(&room->book, token);
    bool known = script && !script->ticked && (script->waiting || script_mark_of(script, marker));
    return known ? script : NULL;
}

static enum wire_error mark_script(struct hub *hub, struct test *test, const struct session *session,
                                   const struct script *script, const struct request *request)
{
    struct item item;
    const struct item *parent;
    struct markbook_event event;
    struct err err = ERR_NONE;
    bool changed;
    int64_t attempt = script->attempt;
    struct markbook_command command = {.kind = MARKBOOK_MARK,
                                       .attempt = attempt,
                                       .slot = script->slot,
                                       .item = &item,
                                       .name = script->item,
                                       .author = script->author,
                                       .marker = session->person.number,
                                       .note = request->mark_script.note};
    if (!marking_item(hub, test, script->item, &item, &parent, &err))
        return turn_unreadable(hub, &err);
    if (!marking_bits(request->mark_script.points, request->mark_script.point_count, &command.points))
        return WIRE_NO_POINTS;
    enum wire_error refusal = marking_command(hub, test, &command, session->actor, &event, &changed);
    if (refusal != WIRE_OK || !changed || !event.settled.given)
        return refusal;
    return marking_apply(hub, test, attempt);
}

enum wire_error use_mark_script(struct hub *hub, struct session *session, const struct request *request,
                                struct reply *reply)
{
    struct test *test;
    struct marking_room *room;
    struct text marker = session->person.number;
    enum wire_error refusal = find_room(hub, session, request->mark_script.event, &test, &room);
    if (refusal == WIRE_OK)
        refusal = check_sight(hub, test, session);
    if (refusal != WIRE_OK)
        return refusal;
    const struct script *script = find_script(room, request->mark_script.script, marker);
    if (!script)
        return WIRE_NO_SCRIPT;
    int64_t attempt = script->attempt;
    int slot = script->slot;
    refusal = mark_script(hub, test, session, script, request);
    if (refusal != WIRE_OK)
        return refusal;
    if (session->script == request->mark_script.script)
        session->script = 0;
    reply->mark_script.outcome = text_of(outcome_of(markbook_find(&room->book, attempt, slot)));
    (void)next_script(hub, session, &room->book, text_of(""), &reply->mark_script.left);
    return WIRE_OK;
}

/* ---- reopen -------------------------------------------------------------------------------------------- */

/* Whom an answer waits for that has no marks yet. */
static enum wire_error refuse_unmarked(struct hub *hub, const struct test *test, int64_t attempt,
                                       int64_t slot, struct reply *reply)
{
    struct response_record *responses;
    size_t count;
    struct buf numbers = BUF_EMPTY;
    struct err err = ERR_NONE;
    if (!response_rows(hub->store, attempt, &hub->scratch, &responses, &count, &err))
        return turn_unreadable(hub, &err);
    if (slot >= (int64_t)count || !responses[slot].pending)
        return WIRE_UNMARKED;
    const struct marking_policy *policy = &test->sheet.marking;
    for (int i = 0; i < policy->marker_count; i++)
        buf_addf(&numbers, "%s%.*s", i ? " " : "", TEXT_ARG(policy->markers[i]));
    reply->detail = arena_text(&hub->scratch, buf_text(&numbers));
    buf_finish(&numbers);
    return WIRE_UNSETTLED;
}

enum wire_error use_reopen(struct hub *hub, struct session *session, const struct request *request,
                           struct reply *reply)
{
    struct attempt_record record;
    struct err err = ERR_NONE;
    if (!attempt_find(hub->store, request->reopen.attempt, &hub->scratch, &record, &err))
        return err.kind == ERR_NOT_FOUND ? WIRE_NO_SUCH_ATTEMPT : turn_unreadable(hub, &err);
    struct test *test = events_find(hub, record.event);
    if (!test || !test->entry.sound)
        return WIRE_NO_SUCH_EVENT;
    if (record.status != ATTEMPT_SUBMITTED)
        return record.status == ATTEMPT_RUNNING ? WIRE_STILL_RUNNING : WIRE_NO_SUCH_ATTEMPT;
    if (request->reopen.slot >= record.slots)
        return WIRE_NO_SUCH_SLOT;
    if (session_is_signed_in(session) && text_equal(record.number, session->person.number))
        return WIRE_OWN_ANSWER;
    struct markbook_event event;
    bool changed;
    const struct markbook_command reopen = {.kind = MARKBOOK_REOPEN,
                                            .attempt = record.id,
                                            .slot = (int)request->reopen.slot,
                                            .reason = request->reopen.reason};
    enum wire_error refusal = marking_command(hub, test, &reopen, session->actor, &event, &changed);
    if (refusal == WIRE_UNMARKED)
        return refuse_unmarked(hub, test, record.id, request->reopen.slot, reply);
    if (refusal != WIRE_OK)
        return refusal;
    marking_room_stale(test);
    return marking_apply(hub, test, record.id);
}
