/* Panel events as JSON, by one table as contest events are. */
#include "base/json.h"
#include "base/mem.h"
#include "record/describe.h"
#include "store/stage_json.h"
#include "store/stages.h"

enum {
    OUT_OF_PLACE_MAX = 1000000,
    RECUSALS_MAX = ENTRANTS_MAX * PANEL_MAX_JUDGES,
    ENVELOPES_MAX = ENTRANTS_MAX, /* one each when topics return; else the topics, which are fewer */
};
/* As many bits as a criterion may have steps. */
#define BITS_MAX ((INT64_C(1) << CRITERION_MAX_STEPS) - 1)

#define P struct panel_event
static const struct field panel_fields[] = {
    MAY_INT(P, performer, "performer", -1, ENTRANTS_MAX - 1, -1),
    MAY_INT(P, judge, "judge", -1, PANEL_MAX_JUDGES - 1, -1),
    MAY_INT(P, criterion, "criterion", -1, PANEL_MAX_CRITERIA - 1, -1),
    MAY_INT(P, envelope, "envelope", -1, ENVELOPES_MAX - 1, -1),
    MAY_INT(P, topic, "topic", -1, PANEL_MAX_TOPICS - 1, -1),
    MAY_WORD(P, part, "part", panel_part_names, PANEL_PARTS - 1),
    MAY_MARK(P, mark, "mark"),
    MAY_INT(P, steps, "steps", 0, BITS_MAX, 0),
    MAY_INT(P, faults, "faults", 0, BITS_MAX, 0),
    MAY_INT(P, wrong_order, "wrong_order", 0, OUT_OF_PLACE_MAX, 0),
    MAY_INT(P, overtime, "overtime", 0, STAGE_MS_MAX, 0),
    MAY_BOOL(P, on, "on"),
    MAY_INT(P, target, "target", 0, UINT32_MAX, 0),
    MAY_TEXT(P, reason, "reason", STAGE_TEXT_MAX),
    MAY_INTS(P, order, order_count, "order", ENTRANTS_MAX),
    MAY_INTS(P, codes, code_count, "codes", ENTRANTS_MAX),
    MAY_INTS(P, topics, topic_count, "topics", ENVELOPES_MAX),
    MAY_INTS(P, recusals, recusal_count, "recusals", RECUSALS_MAX),
};
static const struct record panel_record = RECORD_OF(panel_fields);
#undef P

void panel_event_to_json(const struct panel_event *event, struct buf *out)
{
    buf_add_char(out, '{');
    record_write(&panel_record, event, out);
    buf_add_char(out, '}');
}

/* What an event of the kind cannot do without. */
static bool says_enough(const struct panel_event *event)
{
    switch (event->kind) {
    case PANEL_MARKED:
    case PANEL_CLEARED:
        return event->performer >= 0 && event->judge >= 0 && event->criterion >= 0;
    case PANEL_SIGNED:
    case PANEL_RECUSED:
    case PANEL_DECLARED_MISSING:
        return event->performer >= 0 && event->judge >= 0;
    case PANEL_CALLED:
    case PANEL_TOPIC_DRAWN:
    case PANEL_SPREAD_CONFIRMED:
    case PANEL_CLOSED:
    case PANEL_REOPENED:
    case PANEL_WITHDRAWN:
        return event->performer >= 0;
    case PANEL_UNDONE:
    case PANEL_REDONE:
        return event->target > 0;
    default:
        return true;
    }
}

static bool draws_fit(const struct panel_event *event)
{
    return stage_ints_fit(event->order, event->order_count, 0, ENTRANTS_MAX - 1) &&
           stage_ints_fit(event->codes, event->code_count, 0, ENTRANTS_MAX) &&
           stage_ints_fit(event->topics, event->topic_count, 0, PANEL_MAX_TOPICS - 1) &&
           stage_ints_fit(event->recusals, event->recusal_count, 0, RECUSALS_MAX - 1);
}

bool panel_event_from_json(enum panel_event_kind kind, int64_t clock, struct text body, struct arena *arena,
                           struct panel_event *out, struct err *err)
{
    struct panel_event event = {0};
    json_t *object = record_parse(body, NULL);
    bool ok = object && record_read(&panel_record, object, arena, &event, NULL);
    json_decref(object);
    event.kind = kind;
    event.at = clock;
    if (!ok || !stage_time_fits(clock) || !says_enough(&event) || !draws_fit(&event))
        return stage_unreadable(err);
    *out = event;
    return true;
}
