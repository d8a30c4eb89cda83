/* What a candidate could try to get, and what strange files could do to the hall. */
#include "seat.h"

#include "store/people.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>

#include <cmocka.h>

static void make_room(struct room *room, struct seat *shell, const char *settings)
{
    room_make(room, 3, NULL);
    room_write_test(room, "t", settings);
    room_write_test(room, "u", "minutes: 60\npass: 1\n");
    room_start(room);
    seat_open(shell, room);
}

static void open_test(struct seat *shell, const char *code)
{
    assert_int_equal(seat_about(shell, MESSAGE_EVENT_OPEN, code).error, WIRE_OK);
}

static void close_room(struct room *room)
{
    room_stop(room, SIGTERM);
    room_verify(room);
    room_remove(room);
}

/* Tests draw from the same banks: the keys of one would answer the other. */
static void nobody_sees_keys_while_sitting(void **state)
{
    (void)state;
    struct room room;
    struct seat shell, seat;
    make_room(&room, &shell, "minutes: 60\npass: 1\nreveal: {marks: submitted, keys: submitted}\n");
    open_test(&shell, "t");
    open_test(&shell, "u");
    seat_sign_in_well(&seat, &room, 10002);
    int64_t ended = seat_start(&seat, "t");
    assert_int_equal(seat_about_attempt(&seat, MESSAGE_SUBMIT, ended).error, WIRE_OK);
    int64_t running = seat_start(&seat, "u");
    assert_int_equal(seat_about_attempt(&seat, MESSAGE_REVIEW, ended).error, WIRE_NOT_REVEALED);
    assert_false(seat_about_attempt(&seat, MESSAGE_RESULT, ended).result.keys_shown);
    assert_int_equal(seat_about_attempt(&seat, MESSAGE_SUBMIT, running).error, WIRE_OK);
    assert_true(seat_about_attempt(&seat, MESSAGE_RESULT, ended).result.keys_shown);
    assert_int_equal(seat_about_attempt(&seat, MESSAGE_REVIEW, ended).error, WIRE_OK);
    seat_close(&shell);
    seat_close(&seat);
    close_room(&room);
}

/* Leaves only 10001 on the roster. */
static void shorten_roster(const struct room *room)
{
    struct person left = {TEXT("10001"), TEXT("人0"), TEXT("矿/0队"), TEXT("党员")};
    int64_t counts[PERSON_CHANGES];
    struct err err = ERR_NONE;
    struct store *store = room_store(room, STORE_WRITE);
    assert_true(store_begin(store, &err) &&
                people_import(store, &left, NULL, 1, false, 1, T("uid:0"), counts, &err) &&
                store_commit(store, &err));
    store_close(store);
}

static void who_has_left_begins_nothing(void **state)
{
    (void)state;
    struct room room;
    struct seat shell, seat, other;
    make_room(&room, &shell, "minutes: 60\npass: 1\nattempts: 2\n");
    open_test(&shell, "t");
    struct text ticket = seat_sign_in_well(&seat, &room, 10002).person.ticket;
    seat_sign_in_well(&other, &room, 10003);
    int64_t attempt = seat_start(&seat, "t");
    shorten_roster(&room);
    assert_int_equal(seat_about(&other, MESSAGE_START, "t").error, WIRE_NOT_FOR_YOU);
    /* What runs goes on. */
    assert_int_equal(seat_start(&seat, "t"), attempt);
    assert_int_equal(seat_about_attempt(&seat, MESSAGE_SUBMIT, attempt).error, WIRE_OK);
    assert_int_equal(seat_about(&seat, MESSAGE_START, "t").error, WIRE_NOT_FOR_YOU);
    struct request resume = {.kind = MESSAGE_RESUME, .resume = {ticket}};
    seat_expect(&other, WIRE_TICKET_UNKNOWN, &resume);
    seat_close(&shell);
    seat_close(&seat);
    seat_close(&other);
    close_room(&room);
}

static struct event_row event_at(struct seat *shell, int64_t i)
{
    struct reply events = seat_about(shell, MESSAGE_EVENTS, "");
    assert_int_equal(events.error, WIRE_OK);
    assert_true(i < events.events.row_count);
    return events.events.rows[i];
}

/* Neither a name that is no text nor a file that never ends keeps staff from seeing the rest. */
static void strange_files_disturb_nobody(void **state)
{
    (void)state;
    struct room room;
    struct seat shell;
    char path[ROOM_PATH + 100];
    make_room(&room, &shell, "minutes: 60\npass: 1\n");
    snprintf(path, sizeof path, "%s/events/pipe.yaml", room.path);
    assert_int_equal(mkfifo(path, 0600), 0);
    room_write(&room, "events/\xB5\xB3\n\x1B.yaml", "titel: 写错\n");
    assert_true(text_is(event_at(&shell, 0).event, "????"));
    assert_true(text_is(event_at(&shell, 1).event, "t"));
    struct reply refused = seat_about(&shell, MESSAGE_EVENT_OPEN, "????");
    assert_int_equal(refused.error, WIRE_CANNOT_DRAW);
    assert_true(text_starts_with(refused.detail, text_of("events/????.yaml:1:1: ")));
    seat_close(&shell);
    close_room(&room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_sees_keys_while_sitting),
        cmocka_unit_test(who_has_left_begins_nothing),
        cmocka_unit_test(strange_files_disturb_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
