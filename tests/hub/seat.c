#include "seat.h"

#include "base/clock.h"
#include "wire/socket.h"

#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATIENCE_MS = 60000 };

void seat_connect(struct seat *seat, const struct room *room)
{
    char path[ROOM_PATH + 100];
    struct err err = ERR_NONE;
    snprintf(path, sizeof path, "%s/hub.sock", room->path);
    *seat = (struct seat){.arena = ARENA_EMPTY};
    seat->fd = socket_connect(path, &err);
    if (seat->fd < 0)
        fail_msg("%s", err.message);
    lines_init(&seat->in, WIRE_MAX_REPLY);
}

void seat_open(struct seat *seat, const struct room *room)
{
    seat_connect(seat, room);
    struct request hello = {.kind = MESSAGE_HELLO, .hello = {WIRE_PROTOCOL, T("test")}};
    seat_expect(seat, WIRE_OK, &hello);
}

void seat_close(struct seat *seat)
{
    close(seat->fd);
    lines_finish(&seat->in);
    arena_finish(&seat->arena);
}

static void wait_for(struct seat *seat, short what)
{
    struct pollfd wait = {.fd = seat->fd, .events = what};
    int n;
    do
        n = poll(&wait, 1, PATIENCE_MS);
    while (n < 0 && errno == EINTR);
    if (n <= 0)
        fail_msg("the hub does not answer");
}

void seat_send_bytes(struct seat *seat, const void *bytes, size_t len)
{
    const char *at = bytes;
    while (len) {
        ssize_t n = send(seat->fd, at, len, MSG_NOSIGNAL);
        if (n < 0 && errno == EAGAIN)
            wait_for(seat, POLLOUT);
        else if (n < 0)
            return; /* what the hub said before is still to be read */
        else {
            at += n;
            len -= (size_t)n;
        }
    }
}

int64_t seat_send(struct seat *seat, const struct request *request)
{
    struct request copy = *request;
    struct buf line = BUF_EMPTY;
    copy.id = ++seat->last_id;
    wire_write_request(&copy, &line);
    seat_send_bytes(seat, line.at, line.len);
    buf_finish(&line);
    return copy.id;
}

bool seat_next(struct seat *seat, struct reply *reply)
{
    struct text line;
    struct err err = ERR_NONE;
    while (lines_next(&seat->in, &line) != LINES_LINE) {
        char bytes[64 * 1024];
        wait_for(seat, POLLIN);
        ssize_t n = recv(seat->fd, bytes, sizeof bytes, 0);
        if (n == 0 || (n < 0 && errno == ECONNRESET))
            return false;
        if (n > 0)
            lines_feed(&seat->in, bytes, (size_t)n);
    }
    seat->line = arena_text(&seat->arena, line);
    if (!wire_read_reply(seat->line, &seat->arena, reply, &err))
        fail_msg("%s: %.*s", err.message, TEXT_ARG(line));
    if (reply->re == 0 && reply->kind >= MESSAGE_PUSH_TIME && reply->kind != MESSAGE_UNKNOWN) {
        seat->pushes[reply->kind]++;
        seat->push = *reply;
    }
    return true;
}

struct reply seat_wait(struct seat *seat, int64_t id)
{
    struct reply reply;
    do
        if (!seat_next(seat, &reply))
            fail_msg("the hub hung up");
    while (reply.re != id);
    return reply;
}

void seat_wait_hangup(struct seat *seat)
{
    struct reply reply;
    while (seat_next(seat, &reply))
        ;
}

struct reply seat_wait_push(struct seat *seat, enum message_kind kind)
{
    struct reply reply;
    while (!seat->pushes[kind])
        if (!seat_next(seat, &reply))
            fail_msg("the hub hung up");
    seat->pushes[kind] = 0;
    return seat->push;
}

struct reply seat_ask(struct seat *seat, const struct request *request)
{
    return seat_wait(seat, seat_send(seat, request));
}

struct reply seat_expect(struct seat *seat, enum wire_error error, const struct request *request)
{
    struct reply reply = seat_ask(seat, request);
    if (reply.error != error)
        fail_msg("%s: %s (%.*s), expected %s", message_name(request->kind), wire_error_name(reply.error),
                 TEXT_ARG(reply.detail), wire_error_name(error));
    return reply;
}

/* ---- Short ways -------------------------------------------------------------------------------------- */

struct reply seat_sign_in(struct seat *seat, const char *number, const char *pin)
{
    struct request request = {.kind = MESSAGE_SIGN_IN, .sign_in = {text_of(number), text_of(pin)}};
    return seat_ask(seat, &request);
}

struct reply seat_sign_in_well(struct seat *seat, const struct room *room, int person)
{
    char number[16];
    snprintf(number, sizeof number, "%d", person);
    seat_open(seat, room);
    struct request request = {.kind = MESSAGE_SIGN_IN, .sign_in = {text_of(number), T("2468")}};
    return seat_expect(seat, WIRE_OK, &request);
}

struct reply seat_about(struct seat *seat, enum message_kind kind, const char *event)
{
    struct request request = {.kind = kind,
                              .start = {.event = text_of(event)}}; /* or .event: it begins alike */
    return seat_ask(seat, &request);
}

struct reply seat_about_attempt(struct seat *seat, enum message_kind kind, int64_t attempt)
{
    struct request request = {.kind = kind, .attempt = {attempt}};
    return seat_ask(seat, &request);
}

int64_t seat_start(struct seat *seat, const char *event)
{
    struct request request = {.kind = MESSAGE_START, .start = {.event = text_of(event)}};
    return seat_expect(seat, WIRE_OK, &request).attempt.attempt;
}

struct reply seat_paper(struct seat *seat, int64_t attempt)
{
    struct request request = {.kind = MESSAGE_PAPER, .attempt = {attempt}};
    return seat_expect(seat, WIRE_OK, &request);
}

enum wire_error seat_answer(struct seat *seat, int64_t attempt, int64_t slot, const char *response)
{
    struct request request = {.kind = MESSAGE_ANSWER, .answer = {attempt, slot, text_of(response), 1500}};
    return seat_ask(seat, &request).error;
}

/* ---- Right answers ----------------------------------------------------------------------------------- */

static void add_options_starting(const struct slot_row *slot, const char *start, struct buf *out)
{
    for (int64_t i = 0; i < slot->option_count; i++)
        if (text_starts_with(slot->options[i], text_of(start)))
            buf_add_char(out, (char)('A' + i));
}

static void add_segments_starting(const struct slot_row *slot, const char *start, struct buf *out)
{
    for (int64_t i = 0; i < slot->option_count; i++)
        if (text_starts_with(slot->options[i], text_of(start)))
            buf_addf(out, "%s%d", out->len ? " " : "", (int)i + 1);
}

static void add_order(const struct slot_row *slot, struct buf *out)
{
    static const char *const right[] = {"甲", "乙", "丙", "丁"};
    for (size_t k = 0; k < 4; k++)
        for (int64_t i = 0; i < slot->option_count; i++)
            if (text_is(slot->options[i], right[k]))
                buf_add_char(out, (char)('A' + i));
}

static void add_pairs(const struct slot_row *slot, struct buf *out)
{
    for (int64_t l = 0; l < slot->left_count; l++)
        for (int64_t i = 0; i < slot->option_count; i++)
            if (slot->lefts[l].at[slot->lefts[l].len - 1] == slot->options[i].at[slot->options[i].len - 1])
                buf_addf(out, "%s%d%c", out->len ? " " : "", (int)l + 1, (char)('A' + i));
}

struct text seat_right_answer(struct seat *seat, const struct slot_row *slot)
{
    struct buf out = BUF_EMPTY;
    if (text_is(slot->kind, "single") || text_is(slot->kind, "multiple"))
        add_options_starting(slot, "对", &out);
    else if (text_is(slot->kind, "spot"))
        add_segments_starting(slot, "错", &out);
    else if (text_is(slot->kind, "order"))
        add_order(slot, &out);
    else if (text_is(slot->kind, "match"))
        add_pairs(slot, &out);
    else if (text_is(slot->kind, "truefalse"))
        buf_add_string(&out, "T");
    else if (text_is(slot->kind, "blank"))
        buf_add_string(&out, "北京|1921");
    else
        buf_add_string(&out, "12.5");
    struct text text = arena_text(&seat->arena, buf_text(&out));
    buf_finish(&out);
    return text;
}
