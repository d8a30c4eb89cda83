/* The hub as seats meet it: signing in, sitting a test, staff at work, bad manners. */
#include "seat.h"

#include "base/mem.h"
#include "hub/hub.h"
#include "hub/permission.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

static const char usual[] =
    "minutes: 60\npass: 12\nreveal: {marks: submitted, keys: closed, rank: submitted}\n";

/* A room of three people with the test `t`, opened. */
static void open_room(struct room *room, const char *settings)
{
    struct seat shell;
    room_make(room, 3, NULL);
    room_write_test(room, "t", settings);
    room_start(room);
    seat_open(&shell, room);
    struct request open = {.kind = MESSAGE_EVENT_OPEN, .event = {T("t")}};
    seat_expect(&shell, WIRE_OK, &open);
    seat_close(&shell);
}

static void close_room(struct room *room)
{
    room_stop(room, SIGTERM);
    room_verify(room);
    room_remove(room);
}

/* ---- Manners ----------------------------------------------------------------------------------------- */

static void hello_comes_first(void **state)
{
    (void)state;
    struct room room;
    struct seat seat;
    room_make(&room, 1, NULL);
    room_start(&room);
    seat_connect(&seat, &room);
    struct request ping = {.kind = MESSAGE_PING};
    assert_int_equal(seat_ask(&seat, &ping).error, WIRE_BAD_MESSAGE);
    struct request hello = {.kind = MESSAGE_HELLO, .hello = {WIRE_PROTOCOL + 1, T("test")}};
    seat_expect(&seat, WIRE_WRONG_PROTOCOL, &hello);
    hello.hello.protocol = WIRE_PROTOCOL;
    struct reply reply = seat_expect(&seat, WIRE_OK, &hello);
    assert_true(text_is(reply.hello.hall, "考场"));
    seat_expect(&seat, WIRE_OK, &ping);
    seat_close(&seat);
    close_room(&room);
}

static void garbage_is_answered_and_passed_over(void **state)
{
    (void)state;
    struct room room;
    struct seat seat;
    struct reply reply;
    room_make(&room, 1, NULL);
    room_start(&room);
    seat_open(&seat, &room);
    static const char garbage[] =
        "\n\x00\xff garbage\n{\"id\":5,\"do\":\"dance\"}\n{\"id\":6,\"do\":\"ping\"}\n";
    seat_send_bytes(&seat, garbage, sizeof garbage - 1);
    assert_true(seat_next(&seat, &reply));
    assert_int_equal(reply.error, WIRE_BAD_MESSAGE);
    seat_wait(&seat, 6);
    seat_close(&seat);
    close_room(&room);
}

static void half_lines_make_whole_ones(void **state)
{
    (void)state;
    struct room room;
    struct seat seat;
    room_make(&room, 1, NULL);
    room_start(&room);
    seat_open(&seat, &room);
    static const char line[] = "{\"id\":77,\"do\":\"ping\"}\n";
    for (size_t i = 0; i < sizeof line - 1; i++)
        seat_send_bytes(&seat, line + i, 1);
    assert_int_equal(seat_wait(&seat, 77).error, WIRE_OK);
    seat_close(&seat);
    close_room(&room);
}

static void a_line_without_end_is_hung_up_on(void **state)
{
    (void)state;
    struct room room;
    struct seat seat, other;
    struct reply reply;
    struct buf line = BUF_EMPTY;
    room_make(&room, 1, NULL);
    room_start(&room);
    seat_open(&seat, &room);
    seat_open(&other, &room);
    buf_add_repeated(&line, ' ', WIRE_MAX_REQUEST + 10);
    seat_send_bytes(&seat, line.at, line.len);
    assert_true(seat_next(&seat, &reply));
    assert_int_equal(reply.error, WIRE_BAD_MESSAGE);
    seat_wait_hangup(&seat);
    struct request ping = {.kind = MESSAGE_PING};
    seat_expect(&other, WIRE_OK, &ping);
    buf_finish(&line);
    seat_close(&seat);
    seat_close(&other);
    close_room(&room);
}

/* Somebody asks and asks and never reads: others are served, and what he asked is answered when he reads. */
static void a_slow_reader_delays_nobody(void **state)
{
    (void)state;
    struct room room;
    struct seat slow, quick;
    open_room(&room, usual);
    seat_sign_in_well(&slow, &room, 10002);
    seat_sign_in_well(&quick, &room, 10003);
    int64_t attempt = seat_start(&slow, "t");
    enum { ASKED = 3000 };
    struct buf lines = BUF_EMPTY;
    for (int i = 0; i < ASKED; i++) {
        struct request paper = {++slow.last_id, MESSAGE_PAPER, .attempt = {attempt}};
        wire_write_request(&paper, &lines);
    }
    size_t sent = 0;
    for (int still = 0; sent < lines.len && still < 3; still++) {
        ssize_t n = send(slow.fd, lines.at + sent, lines.len - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        sent += n > 0 ? (size_t)n : 0;
        struct request ping = {.kind = MESSAGE_PING};
        seat_expect(&quick, WIRE_OK, &ping);
    }
    struct text rest = text_make(lines.at + sent, lines.len - sent);
    int answered = 0;
    while (answered < ASKED) {
        struct reply reply;
        ssize_t n = rest.len ? send(slow.fd, rest.at, rest.len, MSG_NOSIGNAL | MSG_DONTWAIT) : 0;
        rest = text_from(rest, n > 0 ? (size_t)n : 0);
        arena_clear(&slow.arena);
        assert_true(seat_next(&slow, &reply));
        assert_int_equal(reply.error, WIRE_OK);
        answered++;
    }
    buf_finish(&lines);
    seat_close(&slow);
    seat_close(&quick);
    close_room(&room);
}

static void too_many_are_turned_away(void **state)
{
    (void)state;
    struct room room;
    struct seat first, second, third;
    struct reply reply;
    room_make(&room, 1, "hall: 小考场\nconnections: 2\n");
    room_start(&room);
    seat_open(&first, &room);
    seat_open(&second, &room);
    seat_connect(&third, &room);
    assert_true(seat_next(&third, &reply));
    assert_int_equal(reply.error, WIRE_HALL_FULL);
    seat_wait_hangup(&third);
    seat_close(&third);
    seat_close(&first);
    /* The place is free once the hub has noticed. */
    for (;;) {
        seat_connect(&third, &room);
        struct request hello = {.kind = MESSAGE_HELLO, .hello = {WIRE_PROTOCOL, T("test")}};
        seat_send(&third, &hello);
        assert_true(seat_next(&third, &reply));
        if (reply.error == WIRE_OK)
            break;
        seat_close(&third);
    }
    seat_close(&second);
    seat_close(&third);
    close_room(&room);
}

static void one_hub_a_hall(void **state)
{
    (void)state;
    struct room room;
    struct err err = ERR_NONE;
    room_make(&room, 1, NULL);
    room_start(&room);
    struct hub_options options = {.hall = room.path, .ready_fd = -1};
    assert_false(hub_run(&options, &err));
    assert_int_equal(err.kind, ERR_BUSY);
    close_room(&room);
}

static void an_idle_hub_ends(void **state)
{
    (void)state;
    struct room room;
    struct seat seat;
    room_make(&room, 1, NULL);
    room_start_idle(&room, 200);
    seat_open(&seat, &room);
    seat_close(&seat);
    room_wait_end(&room);
    room_remove(&room);
}

/* ---- Signing in -------------------------------------------------------------------------------------- */

static void wrong_pins_wait_and_lock(void **state)
{
    (void)state;
    struct room room;
    struct seat seat, shell;
    room_make(&room, 2, "hall: 考场\nwrong_pins: 4\n");
    room_start(&room);
    seat_open(&seat, &room);
    seat_open(&shell, &room);
    /* A number that exists and one that does not are answered alike. */
    static const char *const numbers[] = {"10002", "99999"};
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        struct reply reply = seat_sign_in(&seat, numbers[i], "0000");
        assert_int_equal(reply.error, WIRE_WRONG_PIN);
        assert_int_equal(reply.wait, 0);
        assert_int_equal(seat_sign_in(&seat, numbers[i], "1111").error, WIRE_WRONG_PIN);
        reply = seat_sign_in(&seat, numbers[i], "2222");
        assert_int_equal(reply.error, WIRE_WRONG_PIN);
        assert_int_equal(reply.wait, 1);
        reply = seat_sign_in(&seat, numbers[i], "2468");
        assert_int_equal(reply.error, WIRE_BLOCKED);
        assert_int_equal(reply.wait, 1);
        while ((reply = seat_sign_in(&seat, numbers[i], "3333")).error == WIRE_BLOCKED)
            usleep(50 * 1000);
        assert_int_equal(reply.error, WIRE_LOCKED);
        assert_int_equal(seat_sign_in(&seat, numbers[i], "2468").error, WIRE_LOCKED);
    }
    struct request unlock = {.kind = MESSAGE_UNLOCK, .person = {T("10002")}};
    seat_expect(&shell, WIRE_OK, &unlock);
    seat_expect(&shell, WIRE_ALREADY, &unlock);
    unlock.person.number = T("99999");
    seat_expect(&shell, WIRE_NO_SUCH_PERSON, &unlock);
    struct reply reply = seat_sign_in(&seat, "10002", "2468");
    assert_int_equal(reply.error, WIRE_OK);
    assert_true(text_is(reply.person.name, "人1"));
    assert_false(reply.person.organizer);
    seat_close(&seat);
    seat_close(&shell);
    close_room(&room);
}

static void a_lock_outlives_the_hub(void **state)
{
    (void)state;
    struct room room;
    struct seat seat;
    room_make(&room, 2, "hall: 考场\nwrong_pins: 2\n");
    room_start(&room);
    seat_open(&seat, &room);
    assert_int_equal(seat_sign_in(&seat, "10002", "0000").error, WIRE_WRONG_PIN);
    assert_int_equal(seat_sign_in(&seat, "10002", "0000").error, WIRE_LOCKED);
    seat_close(&seat);
    room_stop(&room, SIGKILL);
    room_start(&room);
    seat_open(&seat, &room);
    assert_int_equal(seat_sign_in(&seat, "10002", "2468").error, WIRE_LOCKED);
    seat_close(&seat);
    close_room(&room);
}

/* Guessing on many connections at once gains no more tries than one after the other. */
static void parallel_guesses_gain_nothing(void **state)
{
    (void)state;
    enum { SEATS = 30 };
    struct room room;
    struct seat seats[SEATS];
    int64_t ids[SEATS];
    int wrong = 0, blocked = 0;
    room_make(&room, 2, NULL);
    room_start(&room);
    for (int i = 0; i < SEATS; i++)
        seat_open(&seats[i], &room);
    for (int i = 0; i < SEATS; i++) {
        struct request guess = {.kind = MESSAGE_SIGN_IN, .sign_in = {T("10002"), T("0000")}};
        ids[i] = seat_send(&seats[i], &guess);
    }
    for (int i = 0; i < SEATS; i++) {
        struct reply reply = seat_wait(&seats[i], ids[i]);
        wrong += reply.error == WIRE_WRONG_PIN;
        blocked += reply.error == WIRE_BLOCKED;
        seat_close(&seats[i]);
    }
    assert_int_equal(wrong + blocked, SEATS);
    /* Three, unless a second passed in between. */
    assert_in_range(wrong, 3, 5);
    close_room(&room);
}

static void a_second_sign_in_takes_over(void **state)
{
    (void)state;
    struct room room;
    struct seat older, newer;
    open_room(&room, usual);
    struct text old_ticket = seat_sign_in_well(&older, &room, 10002).person.ticket;
    int64_t attempt = seat_start(&older, "t");
    struct reply paper = seat_paper(&older, attempt);
    struct text right = seat_right_answer(&older, &paper.paper.slots[0]);
    assert_int_equal(seat_answer(&older, attempt, 0, right.at), WIRE_OK);
    struct text ticket = seat_sign_in_well(&newer, &room, 10002).person.ticket;
    seat_wait_push(&older, MESSAGE_PUSH_TAKEN_OVER);
    assert_int_equal(seat_answer(&older, attempt, 1, "A"), WIRE_NOT_SIGNED_IN);
    struct request resume = {.kind = MESSAGE_RESUME, .resume = {old_ticket}};
    seat_expect(&older, WIRE_TICKET_UNKNOWN, &resume);
    assert_int_equal(seat_start(&newer, "t"), attempt);
    assert_true(text_equal(seat_paper(&newer, attempt).paper.slots[0].response, right));
    /* The ticket lets the same seat come back after a broken connection, even while the old one looks alive.
     */
    resume.resume.ticket = ticket;
    assert_true(text_is(seat_expect(&older, WIRE_OK, &resume).person.number, "10002"));
    seat_wait_push(&newer, MESSAGE_PUSH_TAKEN_OVER);
    struct request sign_out = {.kind = MESSAGE_SIGN_OUT};
    seat_expect(&older, WIRE_OK, &sign_out);
    seat_expect(&older, WIRE_TICKET_UNKNOWN, &resume);
    seat_close(&older);
    seat_close(&newer);
    close_room(&room);
}

static void roles_are_held(void **state)
{
    (void)state;
    for (int kind = MESSAGE_EVENTS; kind <= MESSAGE_IMPORT; kind++) {
        assert_int_equal(permission_check(ROLE_NOBODY, (enum message_kind)kind), WIRE_NOT_SIGNED_IN);
        assert_int_equal(permission_check(ROLE_CANDIDATE, (enum message_kind)kind), WIRE_NOT_ALLOWED);
        assert_int_equal(permission_check(ROLE_ORGANIZER, (enum message_kind)kind), WIRE_OK);
        assert_int_equal(permission_check(ROLE_OWNER, (enum message_kind)kind), WIRE_OK);
    }
    for (int kind = MESSAGE_HOME; kind < MESSAGE_EVENTS; kind++) {
        bool staff = kind == MESSAGE_TICK || kind == MESSAGE_REOPEN;
        assert_int_equal(permission_check(ROLE_NOBODY, (enum message_kind)kind), WIRE_NOT_SIGNED_IN);
        assert_int_equal(permission_check(ROLE_CANDIDATE, (enum message_kind)kind),
                         staff ? WIRE_NOT_ALLOWED : WIRE_OK);
        assert_int_equal(permission_check(ROLE_ORGANIZER, (enum message_kind)kind), WIRE_OK);
    }
    struct room room;
    struct seat candidate, other;
    open_room(&room, usual);
    seat_sign_in_well(&candidate, &room, 10002);
    seat_sign_in_well(&other, &room, 10003);
    assert_int_equal(seat_about(&candidate, MESSAGE_EVENT_CLOSE, "t").error, WIRE_NOT_ALLOWED);
    int64_t attempt = seat_start(&candidate, "t");
    assert_int_equal(seat_answer(&other, attempt, 0, "A"), WIRE_NO_SUCH_ATTEMPT);
    assert_int_equal(seat_about_attempt(&other, MESSAGE_PAPER, attempt).error, WIRE_NO_SUCH_ATTEMPT);
    assert_int_equal(seat_about_attempt(&other, MESSAGE_SUBMIT, attempt).error, WIRE_NO_SUCH_ATTEMPT);
    assert_int_equal(seat_about_attempt(&other, MESSAGE_RESULT, attempt).error, WIRE_NO_SUCH_ATTEMPT);
    seat_close(&candidate);
    seat_close(&other);
    close_room(&room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hello_comes_first),
        cmocka_unit_test(garbage_is_answered_and_passed_over),
        cmocka_unit_test(half_lines_make_whole_ones),
        cmocka_unit_test(a_line_without_end_is_hung_up_on),
        cmocka_unit_test(a_slow_reader_delays_nobody),
        cmocka_unit_test(too_many_are_turned_away),
        cmocka_unit_test(one_hub_a_hall),
        cmocka_unit_test(an_idle_hub_ends),
        cmocka_unit_test(wrong_pins_wait_and_lock),
        cmocka_unit_test(a_lock_outlives_the_hub),
        cmocka_unit_test(parallel_guesses_gain_nothing),
        cmocka_unit_test(a_second_sign_in_takes_over),
        cmocka_unit_test(roles_are_held),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
