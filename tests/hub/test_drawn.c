/* An unannounced test: for those who were drawn, and nobody else; its paper sealed until it is opened. */
#include "seat.h"

#include "store/draws.h"
#include "store/people.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

enum { PEOPLE = 9 };

static const char sheet[] = "test: t\n"
                            "title: 随机抽考\n"
                            "minutes: 60\n"
                            "who: {抽签: chou-1}\n"
                            "forms: 3\n"
                            "sections:\n"
                            "  - {title: 单选, draw: 1, from: {kind: single}, marks: 2}\n"
                            "  - {title: 其他, draw: 3, from: {kind: [truefalse, blank, order]}, marks: 4}\n";

static void make_room(struct room *room)
{
    room_make(room, PEOPLE, NULL);
    room_write(room, "events/t.yaml", sheet);
    room_start(room);
}

static void close_room(struct room *room)
{
    room_stop(room, SIGTERM);
    room_verify(room);
    room_remove(room);
}

/* One step of the draw, written beside the running hub as the command does. */
static void act(struct store *store, struct draw *draw, enum draw_command_kind kind, struct draw_event as)
{
    struct draw_command command = {kind, as};
    struct draw_event event;
    struct arena arena = ARENA_EMPTY;
    struct err err = ERR_NONE;
    assert_int_equal(draw_decide(draw, &command, 1000, &arena, &event), DRAW_OK);
    if (!store_begin(store, &err) || !draw_journal(store, draw, &event, T("uid:0"), &err) ||
        !store_commit(store, &err))
        fail_msg("%s", err.message);
    draw_apply(draw, &event);
    arena_finish(&arena);
}

/* One of each of the three units. */
static void make_pool(struct store *store, struct draw *draw)
{
    struct arena arena = ARENA_EMPTY;
    struct err err = ERR_NONE;
    struct person_record *records;
    size_t count;
    if (!person_list(store, false, &arena, &records, &count, &err))
        fail_msg("%s", err.message);
    struct person *pool = arena_array(&arena, count, sizeof *pool);
    for (size_t i = 0; i < count; i++)
        pool[i] = records[i].person;
    draw_init(draw, T("chou-1"));
    act(store, draw, DRAW_POOL,
        (struct draw_event){
            .draw = DRAW_PEOPLE, .rule = {.per_unit = 1}, .pool = pool, .pool_count = (int64_t)count});
    arena_finish(&arena);
}

static void make_draw(struct store *store, struct draw *draw)
{
    make_pool(store, draw);
    act(store, draw, DRAW_SEED, (struct draw_event){.origin = DRAW_SEED_SYSTEM, .seed = T("种子")});
    act(store, draw, DRAW_IT, (struct draw_event){0});
}

static void order(const struct room *room, enum wire_error expected, enum message_kind kind, const char *says)
{
    struct seat shell;
    seat_open(&shell, room);
    struct request request = {.kind = kind, .event = {T("t")}};
    struct reply reply = seat_expect(&shell, expected, &request);
    if (text_find(reply.detail, text_of(says)) < 0)
        fail_msg("wanted %s in: %.*s", says, TEXT_ARG(reply.detail));
    seat_close(&shell);
}

/* Whether the person sees the test, and may start it: both or neither. */
static bool may_start(const struct room *room, int64_t member)
{
    struct seat seat;
    seat_sign_in_well(&seat, room, (int)(10001 + member));
    struct request home = {.kind = MESSAGE_HOME}, start = {.kind = MESSAGE_START, .start = {.event = T("t")}};
    bool seen = seat_expect(&seat, WIRE_OK, &home).home.test_count == 1;
    enum wire_error error = seat_ask(&seat, &start).error;
    assert_true(seen ? error == WIRE_OK : error == WIRE_NOT_FOR_YOU || error == WIRE_NOT_OPEN);
    seat_close(&seat);
    return seen;
}

static int64_t entitled(const struct room *room)
{
    struct seat shell;
    seat_open(&shell, room);
    struct request monitor = {.kind = MESSAGE_MONITOR, .event = {T("t")}};
    int64_t count = seat_expect(&shell, WIRE_OK, &monitor).monitor.row_count;
    seat_close(&shell);
    return count;
}

static void a_test_without_its_draw_cannot_be_opened(void **state)
{
    (void)state;
    struct room room;
    struct draw draw;
    make_room(&room);
    order(&room, WIRE_CANNOT_DRAW, MESSAGE_EVENT_OPEN, "there is no draw chou-1");
    struct store *store = room_store(&room, STORE_WRITE);
    make_pool(store, &draw);
    order(&room, WIRE_CANNOT_DRAW, MESSAGE_EVENT_OPEN, "no seed yet");
    act(store, &draw, DRAW_SEED, (struct draw_event){.origin = DRAW_SEED_SYSTEM, .seed = T("种子")});
    act(store, &draw, DRAW_IT, (struct draw_event){0});
    order(&room, WIRE_OK, MESSAGE_EVENT_OPEN, "");
    store_close(store);
    draw_finish(&draw);
    close_room(&room);
}

static void who_was_drawn_may_start_and_nobody_else(void **state)
{
    (void)state;
    struct room room;
    struct draw draw;
    make_room(&room);
    struct store *store = room_store(&room, STORE_WRITE);
    make_draw(store, &draw);
    order(&room, WIRE_OK, MESSAGE_EVENT_OPEN, "");
    assert_int_equal(entitled(&room), 3);
    for (int64_t i = 0; i < PEOPLE; i++)
        if (i != draw.first[0])
            assert_int_equal(may_start(&room, i), draw.members[i].place >= 0);
    store_close(store);
    draw_finish(&draw);
    close_room(&room);
}

static void a_substitute_may_start_once_called(void **state)
{
    (void)state;
    struct room room;
    struct draw draw;
    make_room(&room);
    struct store *store = room_store(&room, STORE_WRITE);
    make_draw(store, &draw);
    order(&room, WIRE_OK, MESSAGE_EVENT_OPEN, "");
    int64_t missing = draw.first[1], substitute = draw_next_substitute(&draw, missing);
    struct text number = draw.pool[missing].number;
    assert_false(may_start(&room, substitute));
    act(store, &draw, DRAW_EXCUSE, (struct draw_event){.number = number, .reason = T("住院")});
    assert_false(may_start(&room, missing));
    assert_int_equal(entitled(&room), 2);
    act(store, &draw, DRAW_CALL, (struct draw_event){.instead = number});
    assert_true(may_start(&room, substitute));
    assert_int_equal(entitled(&room), 3);
    store_close(store);
    draw_finish(&draw);
    close_room(&room);
}

static struct text seal(const struct room *room, enum wire_error expected, struct arena *arena)
{
    struct seat shell;
    seat_open(&shell, room);
    struct request request = {.kind = MESSAGE_EVENT_SEAL, .event = {T("t")}};
    struct reply reply = seat_expect(&shell, expected, &request);
    struct text seal = arena_text(arena, expected == WIRE_OK ? reply.sealed.seal : T(""));
    seat_close(&shell);
    return seal;
}

/* Which refusal comes would tell whether the item is on the form of this person. */
static void probe(const struct room *room, enum wire_error expected, struct text number)
{
    static const struct import_row rows[] = {{.item = TEXT("nothing"), .response = TEXT("A"), .seconds = -1}};
    struct seat shell;
    seat_open(&shell, room);
    struct request request = {.kind = MESSAGE_IMPORT, .import = {T("t"), number, rows, 1}};
    seat_expect(&shell, expected, &request);
    seat_close(&shell);
}

static void a_sealed_paper_keeps_its_seal(void **state)
{
    (void)state;
    struct room room;
    struct draw draw;
    struct arena arena = ARENA_EMPTY;
    make_room(&room);
    seal(&room, WIRE_CANNOT_DRAW, &arena);
    struct store *store = room_store(&room, STORE_WRITE);
    make_draw(store, &draw);
    struct text first = seal(&room, WIRE_OK, &arena);
    assert_int_equal(first.len, 64);
    assert_false(may_start(&room, draw.first[0])); /* and nothing is to be seen of it */
    probe(&room, WIRE_NOT_OPEN, draw.pool[draw.first[0]].number);
    room_stop(&room, SIGKILL);
    room_start(&room);
    assert_true(text_equal(seal(&room, WIRE_OK, &arena), first));
    order(&room, WIRE_OK, MESSAGE_EVENT_OPEN, "");
    seal(&room, WIRE_ALREADY, &arena);
    probe(&room, WIRE_NO_ITEM, draw.pool[draw.first[0]].number);
    assert_true(may_start(&room, draw.first[0]));
    store_close(store);
    draw_finish(&draw);
    arena_finish(&arena);
    close_room(&room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_test_without_its_draw_cannot_be_opened),
        cmocka_unit_test(who_was_drawn_may_start_and_nobody_else),
        cmocka_unit_test(a_substitute_may_start_once_called),
        cmocka_unit_test(a_sealed_paper_keeps_its_seal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
