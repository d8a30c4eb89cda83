#include "terminal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static void take(struct terminal *terminal, const struct reply *reply)
{
    buf_add_text(&terminal->seen, terminal->seat.line);
    buf_add_char(&terminal->seen, '\n');
    if (reply->re != 0)
        return;
    if (reply->kind == MESSAGE_PUSH_STAGE) {
        terminal->views++;
        terminal->view = reply->stage;
        if (reply->stage.frame)
            terminal->frame = *reply->stage.frame;
        if (reply->stage.item)
            terminal->item = *reply->stage.item;
    } else if (reply->kind == MESSAGE_PUSH_PANEL) {
        terminal->views++;
        terminal->panel = reply->panel;
        if (reply->panel.frame)
            terminal->panel_frame = *reply->panel.frame;
    } else if (reply->kind == MESSAGE_PUSH_ECHO) {
        struct request echo = {.kind = MESSAGE_ECHO, .echo = {reply->echo.token}};
        seat_send(&terminal->seat, &echo);
    }
}

static struct reply wait_for(struct terminal *terminal, int64_t id)
{
    struct reply reply;
    do {
        if (!seat_next(&terminal->seat, &reply))
            fail_msg("the hub hung up");
        take(terminal, &reply);
    } while (reply.re != id);
    return reply;
}

struct reply terminal_ask(struct terminal *terminal, const struct request *request)
{
    return wait_for(terminal, seat_send(&terminal->seat, request));
}

struct reply terminal_expect(struct terminal *terminal, enum wire_error error, const struct request *request)
{
    struct reply reply = terminal_ask(terminal, request);
    if (reply.error != error)
        fail_msg("%s: %s (%.*s), expected %s", message_name(request->kind), wire_error_name(reply.error),
                 TEXT_ARG(reply.detail), wire_error_name(error));
    return reply;
}

void terminal_sync(struct terminal *terminal)
{
    struct request ping = {.kind = MESSAGE_PING};
    terminal_expect(terminal, WIRE_OK, &ping);
}

void terminal_next_view(struct terminal *terminal)
{
    struct reply reply;
    for (int before = terminal->views; terminal->views == before;) {
        if (!seat_next(&terminal->seat, &reply))
            fail_msg("the hub hung up");
        take(terminal, &reply);
    }
}

void terminal_open(struct terminal *terminal, const struct room *room, int person)
{
    *terminal = (struct terminal){.views = 0};
    if (!person) {
        seat_open(&terminal->seat, room);
        return;
    }
    struct reply reply = seat_sign_in_well(&terminal->seat, room, person);
    snprintf(terminal->ticket, sizeof terminal->ticket, "%.*s", TEXT_ARG(reply.person.ticket));
}

void terminal_close(struct terminal *terminal)
{
    seat_close(&terminal->seat);
    buf_finish(&terminal->seen);
}

void terminal_return(struct terminal *terminal, const struct room *room)
{
    seat_close(&terminal->seat);
    seat_open(&terminal->seat, room);
    struct request resume = {.kind = MESSAGE_RESUME, .resume = {text_of(terminal->ticket)}};
    if (terminal->ticket[0])
        terminal_expect(terminal, WIRE_OK, &resume);
}

/* ---- Watching ---------------------------------------------------------------------------------------- */

enum wire_error terminal_watch(struct terminal *terminal, const char *event, enum watch_as as,
                               const char *team)
{
    struct text code = text_of(team);
    struct request watch = {.kind = MESSAGE_WATCH, .watch = {text_of(event), as, &code, team != NULL}};
    return terminal_ask(terminal, &watch).error;
}

void terminal_watch_well(struct terminal *terminal, const char *event, enum watch_as as, const char *team)
{
    enum wire_error error = terminal_watch(terminal, event, as, team);
    if (error != WIRE_OK)
        fail_msg("watch %s: %s", event, wire_error_name(error));
    terminal_next_view(terminal);
}

/* ---- Contest ----------------------------------------------------------------------------------------- */

struct request contest_order_of(enum contest_command_kind command, const char *team)
{
    struct request request = {.kind = MESSAGE_CONTEST};
    request.contest.command = command;
    request.contest.team = text_of(team);
    request.contest.round = request.contest.play = request.contest.item = -1;
    return request;
}

struct request contest_order(enum contest_command_kind command)
{
    return contest_order_of(command, NULL);
}

static void expect_taken(struct terminal *terminal, const struct request *request)
{
    struct reply reply = terminal_ask(terminal, request);
    if (reply.error != WIRE_OK)
        fail_msg("%s: %s (%.*s)", contest_command_name(request->contest.command),
                 wire_error_name(reply.error), TEXT_ARG(reply.detail));
    terminal_sync(terminal);
}

void terminal_do(struct terminal *terminal, enum contest_command_kind command)
{
    struct request request = contest_order(command);
    expect_taken(terminal, &request);
}

void terminal_cannot(struct terminal *terminal, enum contest_command_kind command,
                     enum contest_refusal refusal)
{
    struct request request = contest_order(command);
    struct reply reply = terminal_expect(terminal, WIRE_CONTEST, &request);
    assert_string_equal(arena_string(&terminal->seat.arena, reply.detail), contest_refusal_names[refusal]);
}

struct reply terminal_press(struct terminal *terminal, const char *team)
{
    struct request press = contest_order_of(CONTEST_PRESS, team);
    return terminal_expect(terminal, WIRE_OK, &press);
}

enum wire_error terminal_answer(struct terminal *terminal, const char *team, bool right)
{
    struct request answer = contest_order_of(CONTEST_ANSWER, team);
    char letter[2] = "?";
    for (int64_t i = 0; i < terminal->item.option_count; i++)
        if (text_starts_with(terminal->item.options[i], T("对")) == right)
            letter[0] = (char)('A' + i);
    answer.contest.response = text_of(letter);
    return terminal_ask(terminal, &answer).error;
}

void terminal_rule(struct terminal *terminal, const char *team, enum verdict verdict)
{
    struct request rule = contest_order_of(CONTEST_RULE, team);
    rule.contest.verdict = verdict;
    expect_taken(terminal, &rule);
}

/* ---- Panel ------------------------------------------------------------------------------------------- */

struct request panel_order(enum panel_command_kind command, int64_t performer)
{
    struct request request = {.kind = MESSAGE_PANEL};
    request.panel.command = command;
    request.panel.performer = performer;
    request.panel.judge = request.panel.criterion = request.panel.envelope = -1;
    return request;
}

void terminal_panel(struct terminal *terminal, enum panel_command_kind command, int64_t performer)
{
    struct request request = panel_order(command, performer);
    struct reply reply = terminal_ask(terminal, &request);
    if (reply.error != WIRE_OK)
        fail_msg("%s: %s (%.*s)", panel_command_name(command), wire_error_name(reply.error),
                 TEXT_ARG(reply.detail));
    terminal_sync(terminal);
}

void terminal_panel_cannot(struct terminal *terminal, const struct request *request,
                           enum panel_refusal refusal)
{
    struct reply reply = terminal_expect(terminal, WIRE_PANEL, request);
    assert_string_equal(arena_string(&terminal->seat.arena, reply.detail), panel_refusal_names[refusal]);
}

void room_write_plain_bank(const struct room *room, int items)
{
    struct buf bank = BUF_EMPTY;
    buf_add_string(&bank, "bank: plain\ntitle: 单选\nitems:\n");
    for (int i = 0; i < items; i++)
        buf_addf(&bank,
                 "  - {id: p-%03d, kind: single, stem: 第%d题, options: [对的, 错一, 错二, 错三], key: A,\n"
                 "     rationale: 绝密解析}\n",
                 i, i);
    room_write(room, "question_banks/plain.yaml", buf_string(&bank));
    buf_finish(&bank);
}
