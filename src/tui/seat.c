#include "tui/seat.h"

#include "base/mem.h"
#include "tui/keep.h"

#include <stdlib.h>

static void replace(char **at, char *value)
{
    free(*at);
    *at = value;
}

void seat_init(struct seat *seat)
{
    *seat = (struct seat){.looking = -1};
}

static void slot_finish(struct seat_slot *slot)
{
    free(slot->response);
    free(slot->saved);
    free(slot->sending);
    free(slot->trouble);
}

void seat_finish(struct seat *seat)
{
    for (int i = 0; i < seat->slot_count; i++)
        slot_finish(&seat->slots[i]);
    free(seat->slots);
    arena_finish(&seat->arena);
}

void seat_clear(struct seat *seat)
{
    seat_finish(seat);
    seat_init(seat);
}

/* ---- The paper -------------------------------------------------------------------------------------- */

static bool is_dirty(const struct seat_slot *slot)
{
    return strcmp(slot->response, slot->saved) != 0;
}

/* The examiner's ticks of a test that came in again: those not confirmed stay before the hub's. */
static void slot_take_ticks(struct seat_slot *slot, const struct slot_row *row, const struct seat_slot *old)
{
    slot->ticks = slot->ticks_saved = ticks_from(row->ticks, row->tick_count, row->ticked);
    if (!old || ticks_equal(old->ticks, old->ticks_saved))
        return;
    slot->ticks = old->ticks;
    slot->ticks_sending = old->ticks_sending;
    slot->ticks_sent = old->ticks_sent;
}

static void slot_take(struct seat_slot *slot, const struct slot_row *row, const struct seat_slot *old,
                      bool elsewhere)
{
    *slot = (struct seat_slot){.row = row, .flagged = row->flagged};
    slot->saved = text_copy(row->response);
    bool changed_there = old && elsewhere && !text_is(row->response, old->saved);
    if (!old || !is_dirty(old) || changed_there) {
        slot->response = text_copy(row->response);
    } else {
        slot->response = xstrdup(old->response);
        slot->sent = old->sent;
        slot->sending = old->sending ? xstrdup(old->sending) : NULL;
    }
    slot_take_ticks(slot, row, old);
    if (old)
        slot->spent = old->spent;
}

void seat_take_paper(struct seat *seat, const struct reply *reply, int64_t asked, int64_t now)
{
    struct seat old = *seat;
    bool same = old.attempt == reply->paper.attempt && old.slot_count == reply->paper.slot_count;
    seat_init(seat);
    struct arena *arena = &seat->arena;
    seat->attempt = reply->paper.attempt;
    seat->event = arena_text(arena, reply->paper.event);
    seat->title = arena_text(arena, reply->paper.title);
    seat->examiner = arena_text(arena, reply->paper.examiner);
    seat->candidate = arena_text(arena, reply->paper.candidate);
    seat->candidate_name = arena_text(arena, reply->paper.candidate_name);
    seat->section_count = (int)reply->paper.section_count;
    seat->sections = keep_sections(arena, reply->paper.sections, reply->paper.section_count);
    seat->stimulus_count = (int)reply->paper.stimulus_count;
    seat->stimuli = keep_texts(arena, reply->paper.stimuli, reply->paper.stimulus_count);
    seat->slot_count = (int)reply->paper.slot_count;
    const struct slot_row *rows = keep_slots(arena, reply->paper.slots, reply->paper.slot_count);
    seat->slots = xcalloc((size_t)seat->slot_count, sizeof *seat->slots);
    for (int i = 0; i < seat->slot_count; i++)
        slot_take(&seat->slots[i], &rows[i], same ? &old.slots[i] : NULL, old.elsewhere);
    if (same) {
        seat->looking = old.looking;
        seat->looked_at = old.looked_at;
    }
    int64_t round_trip = now > asked ? now - asked : 0;
    seat_on_time(seat, reply->paper.left, reply->paper.limit, now - round_trip / 2);
    seat->typed_at = seat_unsaved(seat) > 0 ? now : 0;
    seat_finish(&old);
}

/* ---- Answering -------------------------------------------------------------------------------------- */

bool seat_answer(struct seat *seat, int slot, struct text response, int64_t now)
{
    struct seat_slot *s = &seat->slots[slot];
    if (text_is(response, s->response))
        return false;
    replace(&s->response, text_copy(response));
    replace(&s->trouble, NULL);
    if (!seat->typed_at)
        seat->typed_at = now;
    return true;
}

static int64_t spent(const struct seat *seat, int slot, int64_t now)
{
    int64_t running = seat->looking == slot ? now - seat->looked_at : 0;
    return seat->slots[slot].spent + running;
}

static void flush_ticks(struct seat *seat, int slot, const struct port *port)
{
    struct seat_slot *s = &seat->slots[slot];
    if (seat->over || ticks_equal(s->ticks, s->ticks_sent ? s->ticks_sending : s->ticks_saved))
        return;
    int64_t points[ITEM_MAX_POINTS];
    struct request request = {.kind = MESSAGE_TICK,
                              .tick = {.attempt = seat->attempt, .slot = slot, .points = points}};
    request.tick.point_count = ticks_list(s->ticks, points);
    s->ticks_sent = port_send(port, &request, true);
    s->ticks_sending = s->ticks;
}

void seat_tick(struct seat *seat, int slot, struct ticks ticks, const struct port *port)
{
    seat->slots[slot].ticks = ticks;
    flush_ticks(seat, slot, port);
}

void seat_flush(struct seat *seat, int slot, int64_t now, const struct port *port)
{
    struct seat_slot *s = &seat->slots[slot];
    flush_ticks(seat, slot, port);
    const char *known = s->sent ? s->sending : s->saved;
    if (seat->over || s->trouble || strcmp(s->response, known) == 0)
        return;
    struct request request = {.kind = MESSAGE_ANSWER,
                              .answer = {.attempt = seat->attempt,
                                         .slot = slot,
                                         .response = text_of(s->response),
                                         .spent = spent(seat, slot, now)}};
    s->sent = port_send(port, &request, true);
    replace(&s->sending, xstrdup(s->response));
}

void seat_flush_all(struct seat *seat, int64_t now, const struct port *port)
{
    for (int i = 0; i < seat->slot_count; i++)
        seat_flush(seat, i, now, port);
    seat->typed_at = 0;
}

void seat_flag(struct seat *seat, int slot, bool on, const struct port *port)
{
    if (seat->slots[slot].flagged == on || seat->over)
        return;
    seat->slots[slot].flagged = on;
    struct request request = {.kind = MESSAGE_FLAG,
                              .flag = {.attempt = seat->attempt, .slot = slot, .on = on}};
    port_send(port, &request, true);
}

void seat_look(struct seat *seat, int slot, int64_t now)
{
    if (seat->looking == slot)
        return;
    if (seat->looking >= 0 && seat->looking < seat->slot_count)
        seat->slots[seat->looking].spent += now - seat->looked_at;
    seat->looking = slot;
    seat->looked_at = now;
}

/* ---- What the hub says ------------------------------------------------------------------------------ */

int seat_slot_of(const struct seat *seat, int64_t id)
{
    for (int i = 0; id && i < seat->slot_count; i++)
        if (seat->slots[i].sent == id)
            return i;
    return -1;
}

static void on_refused(struct seat *seat, struct seat_slot *slot, const struct reply *reply, int64_t now)
{
    switch (reply->error) {
    case WIRE_TIME_UP:
    case WIRE_NOT_RUNNING:
    case WIRE_NO_SUCH_ATTEMPT:
        seat->over = true;
        break;
    case WIRE_BAD_RESPONSE:
        replace(&slot->trouble, text_copy(reply->detail));
        break;
    default: /* not written, not signed in at the moment, …: the answer is still good */
        seat->retry_at = now + SEAT_RETRY_MS;
        break;
    }
}

/* What is refused for good is shown again as the hub has it. */
static void on_ticked(struct seat *seat, const struct reply *reply, int64_t now)
{
    for (int i = 0; i < seat->slot_count; i++) {
        struct seat_slot *slot = &seat->slots[i];
        if (slot->ticks_sent == 0 || slot->ticks_sent != reply->re)
            continue;
        slot->ticks_sent = 0;
        if (reply->error == WIRE_OK || reply->error == WIRE_ALREADY)
            slot->ticks_saved = slot->ticks_sending;
        else if (reply->error == WIRE_NO_POINTS || reply->error == WIRE_NO_SUCH_SLOT)
            slot->ticks = slot->ticks_saved;
        else
            on_refused(seat, slot, reply, now);
    }
}

bool seat_on_reply(struct seat *seat, const struct reply *reply, int64_t now)
{
    if (reply->kind == MESSAGE_FLAG)
        return true;
    if (reply->kind == MESSAGE_TICK) {
        on_ticked(seat, reply, now);
        return true;
    }
    if (reply->kind != MESSAGE_ANSWER)
        return false;
    int index = seat_slot_of(seat, reply->re);
    if (index < 0)
        return true; /* a newer answer to this slot is already on its way */
    struct seat_slot *slot = &seat->slots[index];
    slot->sent = 0;
    char *carried = slot->sending;
    slot->sending = NULL;
    if (reply->error == WIRE_OK || reply->error == WIRE_ALREADY) {
        replace(&slot->saved, carried);
    } else {
        free(carried);
        on_refused(seat, slot, reply, now);
    }
    return true;
}

void seat_on_time(struct seat *seat, int64_t left, int64_t limit, int64_t now)
{
    seat->deadline = now + left;
    seat->limit = limit;
}

int64_t seat_due(const struct seat *seat)
{
    int64_t due = seat->typed_at ? seat->typed_at + SEAT_PAUSE_MS : -1;
    if (seat->retry_at && (due < 0 || seat->retry_at < due))
        due = seat->retry_at;
    return seat->over ? -1 : due;
}

void seat_work(struct seat *seat, int64_t now, const struct port *port)
{
    bool pause_over = seat->typed_at && now >= seat->typed_at + SEAT_PAUSE_MS;
    bool retry = seat->retry_at && now >= seat->retry_at;
    if (retry)
        seat->retry_at = 0;
    if (pause_over || retry)
        seat_flush_all(seat, now, port);
}

/* ---- Questions -------------------------------------------------------------------------------------- */

enum save_state seat_save_state(const struct seat *seat, int slot)
{
    const struct seat_slot *s = &seat->slots[slot];
    if (s->trouble)
        return SAVE_REFUSED;
    bool ticking = s->ticks_sent || !ticks_equal(s->ticks, s->ticks_saved);
    return is_dirty(s) || s->sent || ticking ? SAVE_PENDING : SAVE_DONE;
}

bool seat_is_oral(const struct seat *seat)
{
    return seat->candidate.len > 0;
}

bool seat_is_answered(const struct seat *seat, int slot)
{
    return seat->slots[slot].response[0] != '\0' || seat->slots[slot].ticks.given;
}

int seat_answered(const struct seat *seat)
{
    int count = 0;
    for (int i = 0; i < seat->slot_count; i++)
        count += seat_is_answered(seat, i);
    return count;
}

int seat_flagged(const struct seat *seat)
{
    int count = 0;
    for (int i = 0; i < seat->slot_count; i++)
        count += seat->slots[i].flagged;
    return count;
}

int seat_unsaved(const struct seat *seat)
{
    int count = 0;
    for (int i = 0; i < seat->slot_count; i++)
        count += seat_save_state(seat, i) != SAVE_DONE;
    return count;
}

int64_t seat_left(const struct seat *seat, int64_t now)
{
    return seat->deadline > now ? seat->deadline - now : 0;
}

enum heat seat_heat(const struct seat *seat, int64_t now)
{
    enum { WARM_SHARE = 5, HOT_SHARE = 20 }; /* a fifth, a twentieth */
    int64_t left = seat_left(seat, now);
    if (left * HOT_SHARE <= seat->limit)
        return HEAT_HOT;
    return left * WARM_SHARE <= seat->limit ? HEAT_WARM : HEAT_NONE;
}
