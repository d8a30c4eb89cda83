#include "core/attempt.h"

#include "base/i18n.h"
#include "base/mem.h"

#include <stdlib.h>

enum { DAY_MS = 24 * 60 * 60 * 1000 };

static const char *const event_names[ATTEMPT_EVENT_KINDS] = {
    [ATTEMPT_STARTED] = "started",   [ATTEMPT_ANSWERED] = "answered", [ATTEMPT_FLAGGED] = "flagged",
    [ATTEMPT_EXTENDED] = "extended", [ATTEMPT_OUTAGE] = "outage",     [ATTEMPT_SUBMITTED_EVENT] = "submitted",
    [ATTEMPT_VOIDED] = "voided",
};
static const char *const cause_names[] = {
    [SUBMIT_CANDIDATE] = "candidate", [SUBMIT_TIME] = "time",     [SUBMIT_ORGANIZER] = "organizer",
    [SUBMIT_CLOSED] = "closed",       [SUBMIT_IMPORT] = "import",
};

const char *attempt_event_name(enum attempt_event_kind kind)
{
    return event_names[kind];
}

bool attempt_event_from_name(struct text name, enum attempt_event_kind *out)
{
    for (int i = 0; i < ATTEMPT_EVENT_KINDS; i++)
        if (text_is(name, event_names[i])) {
            *out = (enum attempt_event_kind)i;
            return true;
        }
    return false;
}

const char *submit_cause_name(enum submit_cause cause)
{
    return cause_names[cause];
}

bool submit_cause_from_name(struct text name, enum submit_cause *out)
{
    for (size_t i = 0; i < COUNT_OF(cause_names); i++)
        if (text_is(name, cause_names[i])) {
            *out = (enum submit_cause)i;
            return true;
        }
    return false;
}

const char *refusal_message(enum refusal refusal)
{
    static const char *const messages[] = {
        [REFUSAL_NONE] = N_("done"),
        [REFUSAL_NOT_RUNNING] = N_("this attempt is over"),
        [REFUSAL_ALREADY] = N_("this was done before"),
        [REFUSAL_TIME_UP] = N_("the time is up"),
        [REFUSAL_NOT_YET] = N_("the time is not up yet"),
        [REFUSAL_NO_SLOT] = N_("there is no such question on this paper"),
        [REFUSAL_TOO_LONG] = N_("the answer is too long"),
        [REFUSAL_NOTHING] = N_("nothing would change"),
        [REFUSAL_TOO_OFTEN] = N_("this paper was changed too often; it stays as it is saved"),
        [REFUSAL_BAD_TIME] = N_("the time cannot be changed by so much"),
    };
    return messages[refusal];
}

void attempt_init(struct attempt *attempt)
{
    *attempt = (struct attempt){.status = ATTEMPT_NONE, .arena = ARENA_EMPTY};
}

void attempt_finish(struct attempt *attempt)
{
    for (int i = 0; attempt->answers && i < attempt->form.count; i++)
        free(attempt->answers[i].text);
    free(attempt->answers);
    arena_finish(&attempt->arena);
    attempt_init(attempt);
}

static bool has_slot(const struct attempt *attempt, int slot)
{
    return slot >= 0 && slot < attempt->form.count;
}

/* ms used so far, whether or not that is within the limit. */
static int64_t used(const struct attempt *attempt, int64_t now)
{
    int64_t since = now > attempt->started ? now - attempt->started : 0;
    return since + attempt->outage;
}

int64_t attempt_elapsed(const struct attempt *attempt, int64_t now)
{
    if (attempt->status == ATTEMPT_NONE)
        return 0;
    if (attempt->status != ATTEMPT_RUNNING)
        return attempt->elapsed;
    int64_t ms = used(attempt, now);
    return ms < attempt->limit ? ms : attempt->limit;
}

int64_t attempt_left(const struct attempt *attempt, int64_t now)
{
    if (attempt->status != ATTEMPT_RUNNING)
        return 0;
    int64_t left = attempt->limit - used(attempt, now);
    return left > 0 ? left : 0;
}

int64_t attempt_expires_in(const struct attempt *attempt, int64_t now)
{
    if (attempt->status != ATTEMPT_RUNNING)
        return 0;
    int64_t left = attempt->limit + ATTEMPT_GRACE_MS - used(attempt, now);
    return left > 0 ? left : 0;
}

/* ---- decide --------------------------------------------------------------------------------------- */

typedef enum refusal decider(const struct attempt *, const struct attempt_event *wanted, int64_t now,
                             struct attempt_event *out);

static enum refusal decide_start(const struct attempt *attempt, const struct attempt_event *wanted,
                                 int64_t now, struct attempt_event *out)
{
    (void)now;
    if (attempt->status != ATTEMPT_NONE)
        return REFUSAL_ALREADY;
    if (wanted->started.limit <= 0)
        return REFUSAL_BAD_TIME;
    out->kind = ATTEMPT_STARTED;
    out->started = wanted->started;
    return REFUSAL_NONE;
}

/* What holds for every act of the candidate on one slot. */
static enum refusal refuse_slot(const struct attempt *attempt, int slot, int64_t now)
{
    if (attempt->status != ATTEMPT_RUNNING)
        return REFUSAL_NOT_RUNNING;
    if (!has_slot(attempt, slot))
        return REFUSAL_NO_SLOT;
    if (attempt->n >= ATTEMPT_EVENTS_MOST)
        return REFUSAL_TOO_OFTEN;
    return used(attempt, now) > attempt->limit + ATTEMPT_GRACE_MS ? REFUSAL_TIME_UP : REFUSAL_NONE;
}

static bool is_same_answer(const struct answer *answer, struct text response)
{
    return text_equal(text_of(answer->text), response);
}

static enum refusal decide_answer(const struct attempt *attempt, const struct attempt_event *wanted,
                                  int64_t now, struct attempt_event *out)
{
    enum refusal refusal = refuse_slot(attempt, wanted->answered.slot, now);
    if (refusal != REFUSAL_NONE)
        return refusal;
    if (wanted->answered.response.len > RESPONSE_MAX_TEXT)
        return REFUSAL_TOO_LONG;
    if (is_same_answer(&attempt->answers[wanted->answered.slot], wanted->answered.response))
        return REFUSAL_NOTHING;
    out->kind = ATTEMPT_ANSWERED;
    out->answered = wanted->answered;
    out->answered.spent = wanted->answered.spent > 0 ? wanted->answered.spent : 0;
    return REFUSAL_NONE;
}

static enum refusal decide_flag(const struct attempt *attempt, const struct attempt_event *wanted,
                                int64_t now, struct attempt_event *out)
{
    enum refusal refusal = refuse_slot(attempt, wanted->flagged.slot, now);
    if (refusal != REFUSAL_NONE)
        return refusal;
    if (attempt->answers[wanted->flagged.slot].flagged == wanted->flagged.on)
        return REFUSAL_NOTHING;
    out->kind = ATTEMPT_FLAGGED;
    out->flagged = wanted->flagged;
    return REFUSAL_NONE;
}

static enum refusal decide_extend(const struct attempt *attempt, const struct attempt_event *wanted,
                                  int64_t now, struct attempt_event *out)
{
    int64_t ms = wanted->extended.ms;
    if (attempt->status != ATTEMPT_RUNNING)
        return REFUSAL_NOT_RUNNING;
    if (ms == 0)
        return REFUSAL_NOTHING;
    if (ms > DAY_MS || ms < -DAY_MS || attempt->limit + ms < attempt_elapsed(attempt, now))
        return REFUSAL_BAD_TIME;
    out->kind = ATTEMPT_EXTENDED;
    out->extended = wanted->extended;
    return REFUSAL_NONE;
}

static enum refusal decide_lose_time(const struct attempt *attempt, const struct attempt_event *wanted,
                                     int64_t now, struct attempt_event *out)
{
    (void)now;
    if (attempt->status != ATTEMPT_RUNNING)
        return REFUSAL_NOT_RUNNING;
    if (wanted->outage.ms <= 0)
        return REFUSAL_NOTHING;
    out->kind = ATTEMPT_OUTAGE;
    out->outage = wanted->outage;
    return REFUSAL_NONE;
}

static enum refusal decide_submit(const struct attempt *attempt, const struct attempt_event *wanted,
                                  int64_t now, struct attempt_event *out)
{
    if (attempt->status != ATTEMPT_RUNNING)
        return REFUSAL_NOT_RUNNING;
    out->kind = ATTEMPT_SUBMITTED_EVENT;
    out->submitted.cause = wanted->submitted.cause;
    bool imported = wanted->submitted.cause == SUBMIT_IMPORT;
    if (imported && wanted->submitted.elapsed < 0)
        return REFUSAL_BAD_TIME;
    out->submitted.elapsed = imported ? wanted->submitted.elapsed : attempt_elapsed(attempt, now);
    return REFUSAL_NONE;
}

static enum refusal decide_expire(const struct attempt *attempt, const struct attempt_event *wanted,
                                  int64_t now, struct attempt_event *out)
{
    (void)wanted;
    if (attempt->status != ATTEMPT_RUNNING)
        return REFUSAL_NOT_RUNNING;
    if (attempt_expires_in(attempt, now) > 0)
        return REFUSAL_NOT_YET;
    out->kind = ATTEMPT_SUBMITTED_EVENT;
    out->submitted.cause = SUBMIT_TIME;
    out->submitted.elapsed = attempt->limit;
    return REFUSAL_NONE;
}

static enum refusal decide_void(const struct attempt *attempt, const struct attempt_event *wanted,
                                int64_t now, struct attempt_event *out)
{
    (void)now;
    if (attempt->status == ATTEMPT_NONE)
        return REFUSAL_NOT_RUNNING;
    if (attempt->status == ATTEMPT_VOID)
        return REFUSAL_ALREADY;
    out->kind = ATTEMPT_VOIDED;
    out->voided = wanted->voided;
    return REFUSAL_NONE;
}

enum refusal attempt_decide(const struct attempt *attempt, const struct attempt_command *command, int64_t now,
                            struct attempt_event *out)
{
    static decider *const deciders[] = {
        [ATTEMPT_START] = decide_start,         [ATTEMPT_ANSWER] = decide_answer,
        [ATTEMPT_FLAG] = decide_flag,           [ATTEMPT_EXTEND] = decide_extend,
        [ATTEMPT_LOSE_TIME] = decide_lose_time, [ATTEMPT_SUBMIT] = decide_submit,
        [ATTEMPT_EXPIRE] = decide_expire,       [ATTEMPT_VOID_IT] = decide_void,
    };
    struct attempt_event event = {.at = now};
    enum refusal refusal = deciders[command->kind](attempt, &command->as, now, &event);
    if (refusal == REFUSAL_NONE)
        *out = event;
    return refusal;
}

/* ---- apply ---------------------------------------------------------------------------------------- */

static void copy_form(struct attempt *attempt, const struct form *form)
{
    size_t count = (size_t)form->count;
    struct slot *slots = arena_array(&attempt->arena, count, sizeof *slots);
    for (size_t i = 0; i < count; i++) {
        slots[i] = form->slots[i];
        slots[i].bank = arena_text(&attempt->arena, form->slots[i].bank);
        slots[i].id = arena_text(&attempt->arena, form->slots[i].id);
        slots[i].topic = arena_text(&attempt->arena, form->slots[i].topic);
    }
    attempt->form = (struct form){slots, form->count};
    attempt->answers = xcalloc(count, sizeof *attempt->answers);
}

static void apply_started(struct attempt *attempt, const struct attempt_event *event)
{
    attempt->status = ATTEMPT_RUNNING;
    attempt->started = event->at;
    attempt->limit = event->started.limit;
    attempt->examiner = arena_text(&attempt->arena, event->started.examiner);
    copy_form(attempt, &event->started.form);
}

static void apply_answered(struct attempt *attempt, const struct attempt_event *event)
{
    struct answer *answer = &attempt->answers[event->answered.slot];
    struct text response = event->answered.response;
    attempt->answered += (response.len > 0) - (answer->text != NULL);
    char *old = answer->text;
    answer->text = response.len ? text_copy(response) : NULL;
    free(old); /* after the copy: the response may be the answer's own text */
    answer->spent = event->answered.spent;
}

static void apply_flagged(struct attempt *attempt, const struct attempt_event *event)
{
    struct answer *answer = &attempt->answers[event->flagged.slot];
    attempt->flagged += event->flagged.on - answer->flagged;
    answer->flagged = event->flagged.on;
}

static void apply_extended(struct attempt *attempt, const struct attempt_event *event)
{
    attempt->limit += event->extended.ms;
}

static void apply_outage(struct attempt *attempt, const struct attempt_event *event)
{
    attempt->outage += event->outage.ms;
}

static void apply_submitted(struct attempt *attempt, const struct attempt_event *event)
{
    attempt->status = ATTEMPT_SUBMITTED;
    attempt->cause = event->submitted.cause;
    attempt->elapsed = event->submitted.elapsed;
}

static void apply_voided(struct attempt *attempt, const struct attempt_event *event)
{
    if (attempt->status == ATTEMPT_RUNNING)
        attempt->elapsed = attempt_elapsed(attempt, event->at);
    attempt->status = ATTEMPT_VOID;
}

/* A damaged journal may hold any event in any place. */
static bool can_follow(const struct attempt *attempt, const struct attempt_event *event)
{
    switch (event->kind) {
    case ATTEMPT_STARTED:
        return attempt->status == ATTEMPT_NONE;
    case ATTEMPT_ANSWERED:
        return attempt->status == ATTEMPT_RUNNING && has_slot(attempt, event->answered.slot);
    case ATTEMPT_FLAGGED:
        return attempt->status == ATTEMPT_RUNNING && has_slot(attempt, event->flagged.slot);
    case ATTEMPT_EXTENDED:
    case ATTEMPT_OUTAGE:
    case ATTEMPT_SUBMITTED_EVENT:
        return attempt->status == ATTEMPT_RUNNING;
    case ATTEMPT_VOIDED:
        return attempt->status == ATTEMPT_RUNNING || attempt->status == ATTEMPT_SUBMITTED;
    }
    return false;
}

void attempt_apply(struct attempt *attempt, const struct attempt_event *event)
{
    static void (*const appliers[ATTEMPT_EVENT_KINDS])(struct attempt *, const struct attempt_event *) = {
        [ATTEMPT_STARTED] = apply_started, [ATTEMPT_ANSWERED] = apply_answered,
        [ATTEMPT_FLAGGED] = apply_flagged, [ATTEMPT_EXTENDED] = apply_extended,
        [ATTEMPT_OUTAGE] = apply_outage,   [ATTEMPT_SUBMITTED_EVENT] = apply_submitted,
        [ATTEMPT_VOIDED] = apply_voided,
    };
    if (can_follow(attempt, event))
        appliers[event->kind](attempt, event);
    attempt->n++;
}
