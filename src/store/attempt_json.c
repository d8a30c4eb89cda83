/* Attempt events and responses as JSON. */
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "store/attempts.h"
#include "store/json_read.h"
#include "store/projection.h"

static const char *const status_names[] = {
    [ATTEMPT_NONE] = "",
    [ATTEMPT_RUNNING] = "running",
    [ATTEMPT_SUBMITTED] = "submitted",
    [ATTEMPT_VOID] = "void",
};

const char *attempt_status_name(enum attempt_status status)
{
    return status_names[status];
}

bool attempt_status_from_name(struct text name, enum attempt_status *out)
{
    for (size_t i = ATTEMPT_RUNNING; i < COUNT_OF(status_names); i++)
        if (text_is(name, status_names[i])) {
            *out = (enum attempt_status)i;
            return true;
        }
    return false;
}

/* [revision, bank, id, topic, child, section, kind, full, shown]; shown as letters, "" when nothing is
 * permuted. */
static void add_slot(struct buf *out, const struct slot *slot)
{
    json_add_comma(out);
    buf_add_char(out, '[');
    buf_add_int(out, slot->revision);
    const struct text texts[] = {slot->bank, slot->id, slot->topic};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        json_add_comma(out);
        json_add_text(out, texts[i]);
    }
    buf_addf(out, ",%d,%d,\"%s\",%lld,\"", slot->child, slot->section, item_kind_name(slot->kind),
             (long long)slot->full);
    for (int i = 0; i < slot->option_count; i++)
        buf_add_char(out, (char)('A' + slot->shown[i]));
    buf_add(out, "\"]", 2);
}

static void add_started(const struct attempt_event *event, struct buf *out)
{
    json_add_member(out, "event", event->started.event);
    json_add_member(out, "number", event->started.number);
    json_add_member_int(out, "nth", event->started.nth);
    json_add_member_int(out, "limit", event->started.limit);
    if (event->started.examiner.len)
        json_add_member(out, "examiner", event->started.examiner);
    json_add_name(out, "form");
    buf_add_char(out, '[');
    for (int i = 0; i < event->started.form.count; i++)
        add_slot(out, &event->started.form.slots[i]);
    buf_add_char(out, ']');
}

static void add_answered(const struct attempt_event *event, struct buf *out)
{
    json_add_member_int(out, "slot", event->answered.slot);
    json_add_member(out, "response", event->answered.response);
    json_add_member_int(out, "spent", event->answered.spent);
}

static void add_flagged(const struct attempt_event *event, struct buf *out)
{
    json_add_member_int(out, "slot", event->flagged.slot);
    json_add_member_bool(out, "on", event->flagged.on);
}

static void add_extended(const struct attempt_event *event, struct buf *out)
{
    json_add_member_int(out, "ms", event->extended.ms);
    json_add_member(out, "reason", event->extended.reason);
}

static void add_outage(const struct attempt_event *event, struct buf *out)
{
    json_add_member_int(out, "ms", event->outage.ms);
}

static void add_submitted(const struct attempt_event *event, struct buf *out)
{
    json_add_member(out, "cause", text_of(submit_cause_name(event->submitted.cause)));
    json_add_member_int(out, "elapsed", event->submitted.elapsed);
}

static void add_voided(const struct attempt_event *event, struct buf *out)
{
    json_add_member(out, "reason", event->voided.reason);
}

static void read_slot(struct json_reader *reader, const json_t *array, struct slot *slot)
{
    slot->revision = json_int_of(reader, json_array_get(array, 0));
    slot->bank = json_text_of(reader, json_array_get(array, 1));
    slot->id = json_text_of(reader, json_array_get(array, 2));
    slot->topic = json_text_of(reader, json_array_get(array, 3));
    slot->child = (int)json_int_of(reader, json_array_get(array, 4));
    slot->section = (int)json_int_of(reader, json_array_get(array, 5));
    if (!item_kind_from_name(json_text_of(reader, json_array_get(array, 6)), &slot->kind))
        reader->bad = true;
    slot->full = json_int_of(reader, json_array_get(array, 7));
    struct text shown = json_text_of(reader, json_array_get(array, 8));
    if (shown.len > ITEM_MAX_OPTIONS) {
        reader->bad = true;
        return;
    }
    slot->option_count = (uint8_t)shown.len;
    for (size_t i = 0; i < shown.len; i++) {
        slot->shown[i] = (uint8_t)(shown.at[i] - 'A');
        if (slot->shown[i] >= shown.len)
            reader->bad = true;
    }
}

static void read_started(struct json_reader *reader, const json_t *body, struct attempt_event *event)
{
    event->started.event = json_text_member(reader, body, "event");
    event->started.number = json_text_member(reader, body, "number");
    event->started.nth = (int)json_int_member(reader, body, "nth");
    event->started.limit = json_int_member(reader, body, "limit");
    event->started.examiner = json_text_optional(reader, body, "examiner");
    const json_t *form = json_object_get(body, "form");
    size_t count = json_array_size(form);
    if (!json_is_array(form) || count > SHEET_MAX_ITEMS * ITEM_MAX_CHILDREN) {
        reader->bad = true;
        return;
    }
    struct slot *slots = arena_array(reader->arena, count, sizeof *slots);
    for (size_t i = 0; i < count; i++)
        read_slot(reader, json_array_get(form, i), &slots[i]);
    event->started.form = (struct form){slots, (int)count};
}

static void read_answered(struct json_reader *reader, const json_t *body, struct attempt_event *event)
{
    event->answered.slot = (int)json_int_member(reader, body, "slot");
    event->answered.response = json_text_member(reader, body, "response");
    event->answered.spent = json_int_member(reader, body, "spent");
}

static void read_flagged(struct json_reader *reader, const json_t *body, struct attempt_event *event)
{
    event->flagged.slot = (int)json_int_member(reader, body, "slot");
    event->flagged.on = json_bool_member(reader, body, "on");
}

static void read_extended(struct json_reader *reader, const json_t *body, struct attempt_event *event)
{
    event->extended.ms = json_int_member(reader, body, "ms");
    event->extended.reason = json_text_member(reader, body, "reason");
}

static void read_outage(struct json_reader *reader, const json_t *body, struct attempt_event *event)
{
    event->outage.ms = json_int_member(reader, body, "ms");
}

static void read_submitted(struct json_reader *reader, const json_t *body, struct attempt_event *event)
{
    if (!submit_cause_from_name(json_text_member(reader, body, "cause"), &event->submitted.cause))
        reader->bad = true;
    event->submitted.elapsed = json_int_member(reader, body, "elapsed");
}

static void read_voided(struct json_reader *reader, const json_t *body, struct attempt_event *event)
{
    event->voided.reason = json_text_member(reader, body, "reason");
}

static const struct {
    void (*add)(const struct attempt_event *event, struct buf *out);
    void (*read)(struct json_reader *reader, const json_t *body, struct attempt_event *event);
} forms[ATTEMPT_EVENT_KINDS] = {
    [ATTEMPT_STARTED] = {add_started, read_started},
    [ATTEMPT_ANSWERED] = {add_answered, read_answered},
    [ATTEMPT_FLAGGED] = {add_flagged, read_flagged},
    [ATTEMPT_EXTENDED] = {add_extended, read_extended},
    [ATTEMPT_OUTAGE] = {add_outage, read_outage},
    [ATTEMPT_SUBMITTED_EVENT] = {add_submitted, read_submitted},
    [ATTEMPT_VOIDED] = {add_voided, read_voided},
};

void attempt_event_to_json(const struct attempt_event *event, struct buf *out)
{
    buf_add_char(out, '{');
    forms[event->kind].add(event, out);
    buf_add_char(out, '}');
}

bool attempt_event_from_json(enum attempt_event_kind kind, int64_t clock, struct text body,
                             struct arena *arena, struct attempt_event *out, struct err *err)
{
    struct json_reader reader = {arena, false};
    json_t *object = json_read(body);
    struct attempt_event event = {.kind = kind, .at = clock};
    if (object)
        forms[kind].read(&reader, object, &event);
    json_decref(object);
    if (!object || reader.bad)
        return err_set(err, ERR_DAMAGED, _("an entry of the journal cannot be read; run ‘biwu verify’"));
    *out = event;
    return true;
}

void responses_to_json(const struct attempt *attempt, const struct marking *markings, struct buf *out)
{
    buf_add_char(out, '[');
    for (int i = 0; i < attempt->form.count; i++) {
        const struct slot *slot = &attempt->form.slots[i];
        const struct answer *answer = &attempt->answers[i];
        json_add_comma(out);
        buf_add_char(out, '[');
        json_add_text(out, slot->bank);
        json_add_comma(out);
        json_add_text(out, slot->id);
        buf_addf(out, ",%lld,", (long long)slot->revision);
        json_add_text(out, text_of(answer->text));
        buf_add_char(out, ',');
        if (markings && !markings[i].pending)
            buf_add_int(out, markings[i].mark);
        else
            buf_add_string(out, "null");
        mark_t full = markings ? markings[i].full : slot->full;
        buf_addf(out, ",%lld,%lld]", (long long)full, (long long)answer->spent);
    }
    buf_add_char(out, ']');
}

/* Far beyond every honest value, and so small that sums of them stay within 64 bits. */
static bool time_fits(int64_t ms)
{
    const int64_t limit = INT64_C(1) << 53;
    return ms >= -limit && ms <= limit;
}

static bool slot_fits(const struct slot *slot)
{
    uint32_t seen = 0;
    for (int i = 0; i < slot->option_count; i++)
        seen |= UINT32_C(1) << slot->shown[i];
    return seen == (UINT32_C(1) << slot->option_count) - 1 && slot->kind != ITEM_CASE && slot->revision > 0 &&
           slot->full >= 0 && slot->full <= MARK_MAX;
}

static bool form_fits(const struct form *form)
{
    for (int i = 0; i < form->count; i++)
        if (!slot_fits(&form->slots[i]))
            return false;
    return true;
}

bool attempt_event_fits(const struct attempt *attempt, const struct attempt_event *event)
{
    bool running = attempt->status == ATTEMPT_RUNNING;
    if (!time_fits(event->at))
        return false;
    switch (event->kind) {
    case ATTEMPT_STARTED:
        return attempt->status == ATTEMPT_NONE && time_fits(event->started.limit) &&
               form_fits(&event->started.form);
    case ATTEMPT_ANSWERED:
        return running && event->answered.slot >= 0 && event->answered.slot < attempt->form.count;
    case ATTEMPT_FLAGGED:
        return running && event->flagged.slot >= 0 && event->flagged.slot < attempt->form.count;
    case ATTEMPT_EXTENDED:
        return running && time_fits(event->extended.ms) && time_fits(attempt->limit + event->extended.ms);
    case ATTEMPT_OUTAGE:
        return running && time_fits(event->outage.ms) && time_fits(attempt->outage + event->outage.ms);
    case ATTEMPT_SUBMITTED_EVENT:
        return running;
    case ATTEMPT_VOIDED:
        return running || attempt->status == ATTEMPT_SUBMITTED;
    }
    return false;
}
