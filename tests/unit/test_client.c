/* The client against a hub played by the test, over a real socket. */
#include "wire/client.h"

#include "base/mem.h"
#include "wire/lines.h"
#include "wire/socket.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATIENCE_MS = 10000 };
#define T(literal) ((struct text)TEXT(literal))

struct played {
    char directory[64], path[700];
    int listener, fd;
    struct lines in;
    struct arena arena;
    struct client *client;
    /* What the client told. */
    struct buf told;
    enum client_state state;
    int starts;
};

static void on_reply(void *context, const struct reply *reply)
{
    struct played *p = context;
    const char *error = reply->error == WIRE_OK ? "ok" : wire_error_name(reply->error);
    buf_addf(&p->told, "%s%lld:%s ", message_name(reply->kind), (long long)reply->re, error);
}

static void on_state(void *context, enum client_state state)
{
    ((struct played *)context)->state = state;
}

static bool start_hub(void *context, struct err *err)
{
    struct played *p = context;
    p->starts++;
    p->listener = socket_listen(p->path, 0177, err);
    return p->listener >= 0;
}

static void listen_there(struct played *p)
{
    struct err err = ERR_NONE;
    p->listener = socket_listen(p->path, 0177, &err);
    if (p->listener < 0)
        fail_msg("%s", err.message);
}

static void set_up(struct played *p, bool startable)
{
    *p = (struct played){.listener = -1, .fd = -1, .arena = ARENA_EMPTY};
    snprintf(p->directory, sizeof p->directory, "/tmp/biwu-client-XXXXXX");
    assert_non_null(mkdtemp(p->directory));
    snprintf(p->path, sizeof p->path, "%s/hub.sock", p->directory);
    struct client_events events = {p, on_reply, on_state};
    p->client = client_create(p->path, &events, startable ? start_hub : NULL, p);
    lines_init(&p->in, WIRE_MAX_REQUEST);
}

static void hang_up(struct played *p)
{
    close(p->fd);
    p->fd = -1;
    lines_finish(&p->in);
    lines_init(&p->in, WIRE_MAX_REQUEST);
}

static void tear_down(struct played *p)
{
    client_destroy(p->client);
    if (p->fd >= 0)
        close(p->fd);
    if (p->listener >= 0)
        close(p->listener);
    unlink(p->path);
    rmdir(p->directory);
    lines_finish(&p->in);
    arena_finish(&p->arena);
    buf_finish(&p->told);
}

/* Lets the client work once it, or the hub, has something to do. */
static void step(struct played *p)
{
    bool want_write;
    int timeout;
    struct pollfd wait[2] = {{.events = POLLIN}, {.fd = p->fd >= 0 ? p->fd : p->listener, .events = POLLIN}};
    wait[0].fd = client_poll(p->client, &want_write, &timeout);
    if (want_write)
        wait[0].events |= POLLOUT;
    poll(wait, 2, timeout < 0 ? PATIENCE_MS : timeout);
    client_work(p->client);
}

static void accept_client(struct played *p)
{
    for (int tries = 0; (p->fd = accept4(p->listener, NULL, NULL, SOCK_NONBLOCK)) < 0; tries++) {
        assert_true(tries < 1000);
        step(p);
    }
}

/* The next request of the client. */
static struct request next_request(struct played *p)
{
    struct text line;
    struct request request;
    struct err err = ERR_NONE;
    int64_t id;
    for (int tries = 0; lines_next(&p->in, &line) != LINES_LINE; tries++) {
        char bytes[4096];
        ssize_t n = recv(p->fd, bytes, sizeof bytes, MSG_DONTWAIT);
        if (n > 0)
            lines_feed(&p->in, bytes, (size_t)n);
        else
            step(p);
        assert_true(tries < 1000);
    }
    if (!wire_read_request(line, &p->arena, &request, &id, &err))
        fail_msg("%s", err.message);
    return request;
}

static void expect_silence(struct played *p)
{
    char byte;
    client_work(p->client);
    assert_int_equal(recv(p->fd, &byte, 1, MSG_DONTWAIT), -1);
}

static void say(struct played *p, const struct reply *reply)
{
    struct buf line = BUF_EMPTY;
    wire_write_reply(reply, &line);
    assert_int_equal(send(p->fd, line.at, line.len, MSG_NOSIGNAL), line.len);
    buf_finish(&line);
    client_work(p->client);
}

static void answer(struct played *p, const struct request *request)
{
    say(p, &(struct reply){.re = request->id,
                           .kind = request->kind,
                           .person = {.number = T("1"), .ticket = T("ticket-1")}});
}

static void refuse(struct played *p, const struct request *request, enum wire_error error)
{
    say(p, &(struct reply){.re = request->id, .kind = request->kind, .error = error});
}

static void greet(struct played *p)
{
    accept_client(p);
    struct request hello = next_request(p);
    assert_int_equal(hello.kind, MESSAGE_HELLO);
    assert_int_equal(hello.hello.protocol, WIRE_PROTOCOL);
    say(p, &(struct reply){.re = hello.id,
                           .kind = MESSAGE_HELLO,
                           .hello = {.protocol = WIRE_PROTOCOL, .hall = T("考场"), .now = 1}});
}

static void sign_in(struct played *p, const char *number, const char *ticket)
{
    struct request request = {.kind = MESSAGE_SIGN_IN, .sign_in = {text_of(number), T("1234")}};
    client_send(p->client, &request, false);
    struct request got = next_request(p);
    assert_int_equal(got.kind, MESSAGE_SIGN_IN);
    say(p, &(struct reply){.re = got.id,
                           .kind = MESSAGE_SIGN_IN,
                           .person = {.number = text_of(number), .ticket = text_of(ticket)}});
}

static int64_t give_answer(struct played *p, int slot)
{
    struct request request = {.kind = MESSAGE_ANSWER, .answer = {3, slot, T("A"), 0}};
    return client_send(p->client, &request, true);
}

static void forget_told(struct played *p)
{
    buf_clear(&p->told);
}

/* ---- The tests --------------------------------------------------------------------------------------- */

static void requests_wait_for_the_connection(void **state)
{
    (void)state;
    struct played p;
    set_up(&p, false);
    struct request ping = {.kind = MESSAGE_PING};
    int64_t id = client_send(p.client, &ping, false);
    client_work(p.client);
    assert_int_equal(client_state(p.client), CLIENT_CONNECTING);
    assert_true(strlen(client_trouble(p.client)) > 0);
    listen_there(&p);
    greet(&p);
    assert_int_equal(p.state, CLIENT_READY);
    assert_string_equal(client_trouble(p.client), "");
    struct request got = next_request(&p);
    assert_int_equal(got.id, id);
    say(&p, &(struct reply){.re = id, .kind = MESSAGE_PING, .ping = {5}});
    char expected[64];
    snprintf(expected, sizeof expected, "ping%lld:ok ", (long long)id);
    assert_string_equal(buf_string(&p.told), expected);
    tear_down(&p);
}

static void a_hub_is_started_when_none_listens(void **state)
{
    (void)state;
    struct played p;
    set_up(&p, true);
    client_work(p.client);
    assert_int_equal(p.starts, 1);
    greet(&p);
    assert_int_equal(p.state, CLIENT_READY);
    assert_int_equal(p.starts, 1);
    tear_down(&p);
}

static bool fail_to_start(void *context, struct err *err)
{
    ((struct played *)context)->starts++;
    return err_set(err, ERR_FAILED, "the database is damaged");
}

static void why_no_hub_starts_is_said_until_one_does(void **state)
{
    (void)state;
    struct played p;
    struct reply reply;
    struct err err = ERR_NONE;
    struct request ping = {.kind = MESSAGE_PING};
    set_up(&p, false);
    client_destroy(p.client);
    struct client_events events = {&p, on_reply, on_state};
    p.client = client_create(p.path, &events, fail_to_start, &p);
    /* Long enough for tries to connect after the one to start. */
    assert_false(client_ask(p.client, &ping, 200, &p.arena, &reply, &err));
    assert_int_equal(p.starts, 1);
    assert_string_equal(err.message, "the database is damaged");
    listen_there(&p);
    greet(&p);
    assert_string_equal(client_trouble(p.client), "");
    tear_down(&p);
}

static void kept_requests_are_sent_again_in_order(void **state)
{
    (void)state;
    struct played p;
    set_up(&p, false);
    listen_there(&p);
    greet(&p);
    sign_in(&p, "1", "ticket-1");
    forget_told(&p);
    int64_t ids[3];
    for (int i = 0; i < 3; i++)
        ids[i] = give_answer(&p, i);
    struct request home = {.kind = MESSAGE_HOME};
    int64_t home_id = client_send(p.client, &home, false);
    struct request first = next_request(&p);
    answer(&p, &first);
    next_request(&p);
    assert_int_equal(client_unanswered(p.client), 2);
    forget_told(&p);
    hang_up(&p);
    while (p.state == CLIENT_READY)
        step(&p);
    char expected[64];
    snprintf(expected, sizeof expected, "home%lld:not-saved ", (long long)home_id);
    assert_string_equal(buf_string(&p.told), expected);
    greet(&p);
    struct request resume = next_request(&p);
    assert_int_equal(resume.kind, MESSAGE_RESUME);
    assert_true(text_is(resume.resume.ticket, "ticket-1"));
    assert_int_equal(p.state, CLIENT_CONNECTING);
    answer(&p, &resume);
    assert_int_equal(p.state, CLIENT_READY);
    forget_told(&p);
    for (int i = 1; i < 3; i++) {
        struct request again = next_request(&p);
        assert_int_equal(again.id, ids[i]);
        assert_int_equal(again.answer.slot, i);
        answer(&p, &again);
    }
    snprintf(expected, sizeof expected, "answer%lld:ok answer%lld:ok ", (long long)ids[1], (long long)ids[2]);
    assert_string_equal(buf_string(&p.told), expected);
    assert_int_equal(client_unanswered(p.client), 0);
    tear_down(&p);
}

/* A judge's mark is refused from a terminal that does not watch as that judge (yet). */
static void watching_goes_before_what_was_kept(void **state)
{
    (void)state;
    struct played p;
    set_up(&p, false);
    listen_there(&p);
    greet(&p);
    sign_in(&p, "1", "ticket-1");
    give_answer(&p, 0);
    next_request(&p);
    hang_up(&p);
    while (p.state == CLIENT_READY)
        step(&p);
    greet(&p);
    struct request resume = next_request(&p);
    struct request watch = {.kind = MESSAGE_WATCH, .watch = {.event = TEXT("panel"), .as = WATCH_JUDGE}};
    client_send(p.client, &watch, false); /* as a terminal does when the connection is back */
    answer(&p, &resume);
    assert_int_equal(next_request(&p).kind, MESSAGE_WATCH);
    assert_int_equal(next_request(&p).kind, MESSAGE_ANSWER);
    tear_down(&p);
}

static void lose_with_refused_ticket(struct played *p)
{
    hang_up(p);
    while (p->state == CLIENT_READY)
        step(p);
    greet(p);
    struct request resume = next_request(p);
    assert_int_equal(resume.kind, MESSAGE_RESUME);
    forget_told(p);
    refuse(p, &resume, WIRE_TICKET_UNKNOWN);
    assert_non_null(strstr(buf_string(&p->told), "resume"));
    assert_int_equal(p->state, CLIENT_READY);
    expect_silence(p);
}

static void answers_wait_for_the_same_person(void **state)
{
    (void)state;
    struct played p;
    set_up(&p, false);
    listen_there(&p);
    greet(&p);
    sign_in(&p, "1", "ticket-1");
    give_answer(&p, 7);
    next_request(&p);
    lose_with_refused_ticket(&p);
    assert_int_equal(client_unanswered(p.client), 1);
    sign_in(&p, "1", "ticket-2");
    struct request again = next_request(&p);
    assert_int_equal(again.kind, MESSAGE_ANSWER);
    assert_int_equal(again.answer.slot, 7);
    tear_down(&p);
}

static void answers_are_not_sent_for_somebody_else(void **state)
{
    (void)state;
    struct played p;
    set_up(&p, false);
    listen_there(&p);
    greet(&p);
    sign_in(&p, "1", "ticket-1");
    int64_t id = give_answer(&p, 7);
    next_request(&p);
    lose_with_refused_ticket(&p);
    forget_told(&p);
    sign_in(&p, "2", "ticket-2");
    char expected[64];
    snprintf(expected, sizeof expected, "answer%lld:not-saved", (long long)id);
    assert_non_null(strstr(buf_string(&p.told), expected));
    expect_silence(&p);
    assert_int_equal(client_unanswered(p.client), 0);
    tear_down(&p);
}

static void a_seat_taken_over_does_not_take_back(void **state)
{
    (void)state;
    struct played p;
    set_up(&p, false);
    listen_there(&p);
    greet(&p);
    sign_in(&p, "1", "ticket-1");
    say(&p, &(struct reply){.kind = MESSAGE_PUSH_TAKEN_OVER});
    assert_non_null(strstr(buf_string(&p.told), "taken-over0:ok"));
    hang_up(&p);
    while (p.state == CLIENT_READY)
        step(&p);
    greet(&p);
    assert_int_equal(p.state, CLIENT_READY);
    expect_silence(&p);
    tear_down(&p);
}

static void garbage_from_the_hub_ends_the_connection(void **state)
{
    (void)state;
    struct played p;
    set_up(&p, false);
    listen_there(&p);
    accept_client(&p);
    next_request(&p);
    assert_int_equal(send(p.fd, "HTTP/1.1 200 OK\r\n", 17, MSG_NOSIGNAL), 17);
    client_work(p.client);
    assert_int_equal(client_state(p.client), CLIENT_CONNECTING);
    assert_true(strlen(client_trouble(p.client)) > 0);
    hang_up(&p);
    greet(&p);
    assert_int_equal(p.state, CLIENT_READY);
    tear_down(&p);
}

static void another_version_is_said_and_not_tried_again(void **state)
{
    (void)state;
    struct played p;
    set_up(&p, false);
    listen_there(&p);
    accept_client(&p);
    struct request hello = next_request(&p);
    refuse(&p, &hello, WIRE_WRONG_PROTOCOL);
    bool want_write;
    int timeout;
    assert_int_equal(client_poll(p.client, &want_write, &timeout), -1);
    assert_int_equal(timeout, -1);
    assert_non_null(strstr(client_trouble(p.client), "version"));
    struct reply reply;
    struct err err = ERR_NONE;
    struct request ping = {.kind = MESSAGE_PING};
    assert_false(client_ask(p.client, &ping, PATIENCE_MS, &p.arena, &reply, &err));
    assert_non_null(strstr(err.message, "version"));
    tear_down(&p);
}

static void a_path_may_be_long(void **state)
{
    (void)state;
    struct played p;
    set_up(&p, false);
    char long_path[600];
    snprintf(long_path, sizeof long_path, "%s/%0120d", p.directory, 7);
    assert_int_equal(mkdir(long_path, 0700), 0);
    snprintf(p.path, sizeof p.path, "%s/hub.sock", long_path);
    client_destroy(p.client);
    struct client_events events = {&p, on_reply, on_state};
    p.client = client_create(p.path, &events, NULL, NULL);
    listen_there(&p);
    greet(&p);
    assert_int_equal(p.state, CLIENT_READY);
    unlink(p.path);
    rmdir(long_path);
    tear_down(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests_wait_for_the_connection),
        cmocka_unit_test(a_hub_is_started_when_none_listens),
        cmocka_unit_test(why_no_hub_starts_is_said_until_one_does),
        cmocka_unit_test(kept_requests_are_sent_again_in_order),
        cmocka_unit_test(watching_goes_before_what_was_kept),
        cmocka_unit_test(answers_wait_for_the_same_person),
        cmocka_unit_test(answers_are_not_sent_for_somebody_else),
        cmocka_unit_test(a_seat_taken_over_does_not_take_back),
        cmocka_unit_test(garbage_from_the_hub_ends_the_connection),
        cmocka_unit_test(another_version_is_said_and_not_tried_again),
        cmocka_unit_test(a_path_may_be_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
