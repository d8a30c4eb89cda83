/* Contest events as JSON. One table describes every body: what an event does not say is left out, so a body
 * holds only what its kind needs. */
#include "base/json.h"
#include "base/mem.h"
#include "record/describe.h"
#include "store/stage_json.h"
#include "store/stages.h"

/* More than any contest comes to: what is read must not be able to ask for more. */
enum {
    COUNTED_MAX = 1000000, /* plays, rulings of a play, protests, places in a queue */
    SLOTS_MAX = 100000,    /* of a queue */
    QUEUES_MAX = CONTEST_MAX_ROUNDS * (ROUND_MAX_STAKES + 1),
};
#define ARRIVAL_MAX (INT64_C(1) << 62)

/* The structs that hold ints, as the tables need them. */
struct ruling_row {
    int64_t team;
    enum verdict verdict;
    mark_t marks;
    bool machine, amended, cancelled;
};

struct slot_row {
    int64_t revision;
    struct text bank, id, topic, kind, shown;
};

struct queue_row {
    int64_t round, queue, need;
    const struct slot_row *slots;
    int64_t slot_count;
};

struct body {
    struct contest_event event;
    const struct ruling_row *rulings;
    int64_t ruling_count;
    const struct queue_row *script;
    int64_t queue_count;
};

#define R struct ruling_row
static const struct field ruling_fields[] = {
    NEEDS_INT(R, team, "team", 0, ENTRANTS_MAX - 1),
    NEEDS_WORD(R, verdict, "verdict", verdict_names, VERDICTS - 1),
    NEEDS_MARK(R, marks, "marks"),
    MAY_BOOL(R, machine, "machine"),
    MAY_BOOL(R, amended, "amended"),
    MAY_BOOL(R, cancelled, "cancelled"),
};
static const struct record ruling_record = ROWS_OF(ruling_fields, R);
#undef R

#define R struct contest_delta
static const struct field delta_fields[] = {
    NEEDS_INT(R, team, "team", 0, ENTRANTS_MAX - 1),
    NEEDS_MARK(R, marks, "marks"),
};
static const struct record delta_record = ROWS_OF(delta_fields, R);
#undef R

#define R struct slot_row
static const struct field slot_fields[] = {
    NEEDS_INT(R, revision, "revision", 1, INT64_MAX), NEEDS_TEXT(R, bank, "bank", 0, STAGE_TEXT_MAX),
    NEEDS_TEXT(R, id, "id", 0, STAGE_TEXT_MAX),       MAY_TEXT(R, topic, "topic", STAGE_TEXT_MAX),
    NEEDS_TEXT(R, kind, "kind", 1, STAGE_TEXT_MAX),   MAY_TEXT(R, shown, "shown", ITEM_MAX_OPTIONS),
};
static const struct record slot_record = ROWS_OF(slot_fields, R);
#undef R

#define R struct queue_row
static const struct field queue_fields[] = {
    NEEDS_INT(R, round, "round", 0, CONTEST_MAX_ROUNDS - 1),
    NEEDS_INT(R, queue, "queue", 0, ROUND_MAX_STAKES),
    NEEDS_INT(R, need, "need", 0, COUNTED_MAX),
    NEEDS_ROWS(R, slots, slot_count, "slots", SLOTS_MAX, &slot_record),
};
static const struct record queue_record = ROWS_OF(queue_fields, R);
#undef R

#define B struct body
static const struct field body_fields[] = {
    MAY_INT(B, event.round, "round", -1, CONTEST_MAX_ROUNDS - 1, -1),
    MAY_INT(B, event.queue, "queue", -1, ROUND_MAX_STAKES, -1),
    MAY_INT(B, event.item, "item", -1, COUNTED_MAX, -1),
    MAY_INT(B, event.play, "play", -1, COUNTED_MAX, -1),
    MAY_INT(B, event.team, "team", -1, ENTRANTS_MAX - 1, -1),
    MAY_INT(B, event.target, "target", 0, UINT32_MAX, 0),
    MAY_MARK(B, event.marks, "marks"),
    MAY_WORD(B, event.verdict, "verdict", verdict_names, VERDICTS - 1),
    MAY_WORD(B, event.page, "page", contest_page_names, CONTEST_PAGES - 1),
    MAY_BOOL(B, event.false_start, "false_start"),
    MAY_BOOL(B, event.refused, "refused"),
    MAY_BOOL(B, event.cancels, "cancels"),
    MAY_BOOL(B, event.upheld, "upheld"),
    MAY_INT(B, event.left, "left", 0, STAGE_MS_MAX, 0),
    MAY_INT(B, event.arrival, "arrival", 0, ARRIVAL_MAX, 0),
    MAY_TEXT(B, event.response, "response", STAGE_TEXT_MAX),
    MAY_TEXT(B, event.reason, "reason", STAGE_TEXT_MAX),
    MAY_INTS(B, event.teams, event.team_count, "teams", ENTRANTS_MAX),
    MAY_ROWS(B, rulings, ruling_count, "rulings", ENTRANTS_MAX, &ruling_record),
    MAY_ROWS(B, event.deltas, event.delta_count, "deltas", ENTRANTS_MAX, &delta_record),
    MAY_ROWS(B, script, queue_count, "script", QUEUES_MAX, &queue_record),
};
static const struct record body_record = RECORD_OF(body_fields);
#undef B

/* ---- Writing ---------------------------------------------------------------------------------------- */

static const struct ruling_row *ruling_rows(const struct contest_event *event, struct arena *arena)
{
    struct ruling_row *rows = arena_array(arena, (size_t)event->ruling_count, sizeof *rows);
    for (int64_t i = 0; i < event->ruling_count; i++) {
        const struct contest_ruling *ruling = &event->rulings[i];
        rows[i] = (struct ruling_row){ruling->team,    ruling->verdict, ruling->marks,
                                      ruling->machine, ruling->amended, ruling->cancelled};
    }
    return rows;
}

/* The order of the options as letters, "" when nothing is permuted. */
static struct text shown_letters(const struct slot *slot, struct arena *arena)
{
    char *letters = arena_array(arena, slot->option_count + 1U, 1);
    for (int i = 0; i < slot->option_count; i++)
        letters[i] = (char)('A' + slot->shown[i]);
    return text_make(letters, slot->option_count);
}

static const struct queue_row *queue_rows(const struct contest_script *script, struct arena *arena)
{
    struct queue_row *rows = arena_array(arena, (size_t)script->queue_count, sizeof *rows);
    for (int i = 0; i < script->queue_count; i++) {
        const struct contest_queue *queue = &script->queues[i];
        struct slot_row *slots = arena_array(arena, (size_t)queue->count, sizeof *slots);
        for (int k = 0; k < queue->count; k++) {
            const struct slot *slot = &queue->slots[k];
            slots[k] = (struct slot_row){
                .revision = slot->revision,
                .bank = slot->bank,
                .id = slot->id,
                .topic = slot->topic,
                .kind = text_of(item_kind_name(slot->kind)),
                .shown = shown_letters(slot, arena),
            };
        }
        rows[i] = (struct queue_row){queue->round, queue->queue, queue->need, slots, queue->count};
    }
    return rows;
}

void contest_event_to_json(const struct contest_event *event, struct buf *out)
{
    struct arena arena = ARENA_EMPTY;
    struct body body = {
        .event = *event,
        .rulings = ruling_rows(event, &arena),
        .ruling_count = event->ruling_count,
        .script = queue_rows(&event->script, &arena),
        .queue_count = event->script.queue_count,
    };
    buf_add_char(out, '{');
    record_write(&body_record, &body, out);
    buf_add_char(out, '}');
    arena_finish(&arena);
}

/* ---- Reading ---------------------------------------------------------------------------------------- */

static void take_rulings(struct body *body, struct arena *arena)
{
    struct contest_ruling *rulings = arena_array(arena, (size_t)body->ruling_count, sizeof *rulings);
    for (int64_t i = 0; i < body->ruling_count; i++) {
        const struct ruling_row *row = &body->rulings[i];
        rulings[i] = (struct contest_ruling){
            .team = (int)row->team,
            .verdict = row->verdict,
            .marks = row->marks,
            .machine = row->machine,
            .amended = row->amended,
            .cancelled = row->cancelled,
        };
    }
    body->event.rulings = rulings;
    body->event.ruling_count = body->ruling_count;
}

/* A permutation of the first letters. */
static bool take_shown(struct text letters, struct slot *slot)
{
    uint32_t seen = 0;
    slot->option_count = (uint8_t)letters.len;
    for (size_t i = 0; i < letters.len; i++) {
        if (letters.at[i] < 'A' || letters.at[i] >= (char)('A' + (int)letters.len))
            return false;
        slot->shown[i] = (uint8_t)(letters.at[i] - 'A');
        seen |= UINT32_C(1) << slot->shown[i];
    }
    return seen == (UINT32_C(1) << letters.len) - 1;
}

static bool take_slot(const struct slot_row *row, struct slot *slot)
{
    slot->revision = row->revision;
    slot->bank = row->bank;
    slot->id = row->id;
    slot->topic = row->topic;
    slot->child = -1;
    return item_kind_from_name(row->kind, &slot->kind) && slot->kind != ITEM_CASE &&
           take_shown(row->shown, slot);
}

static bool take_script(struct body *body, struct arena *arena)
{
    struct contest_queue *queues = arena_array(arena, (size_t)body->queue_count, sizeof *queues);
    for (int64_t i = 0; i < body->queue_count; i++) {
        const struct queue_row *row = &body->script[i];
        struct slot *slots = arena_array(arena, (size_t)row->slot_count, sizeof *slots);
        for (int64_t k = 0; k < row->slot_count; k++)
            if (!take_slot(&row->slots[k], &slots[k]))
                return false;
        queues[i] = (struct contest_queue){.round = (int)row->round,
                                           .queue = (int)row->queue,
                                           .slots = slots,
                                           .count = (int)row->slot_count,
                                           .need = (int)row->need};
    }
    body->event.script = (struct contest_script){queues, (int)body->queue_count};
    return true;
}

/* What an event of the kind cannot do without. */
static bool says_enough(const struct contest_event *event)
{
    switch (event->kind) {
    case CONTEST_ENTERED:
        return event->round >= 0;
    case CONTEST_TAKEN:
        return event->queue >= 0 && event->item >= 0;
    case CONTEST_PRESSED:
    case CONTEST_ANSWERED:
    case CONTEST_STAKED:
        return event->team >= 0;
    case CONTEST_AMENDED:
        return event->play >= 0 && event->item >= 0;
    case CONTEST_UNDONE:
    case CONTEST_REDONE:
        return event->target > 0;
    default:
        return true;
    }
}

bool contest_event_from_json(enum contest_event_kind kind, int64_t clock, struct text body,
                             struct arena *arena, struct contest_event *out, struct err *err)
{
    struct body read = {0};
    json_t *object = record_parse(body, NULL);
    bool ok = object && record_read(&body_record, object, arena, &read, NULL);
    json_decref(object);
    read.event.kind = kind;
    read.event.at = clock;
    if (ok)
        take_rulings(&read, arena);
    ok = ok && take_script(&read, arena) && stage_time_fits(clock) && says_enough(&read.event) &&
         stage_ints_fit(read.event.teams, read.event.team_count, 0, ENTRANTS_MAX - 1);
    if (!ok)
        return stage_unreadable(err);
    *out = read.event;
    return true;
}
