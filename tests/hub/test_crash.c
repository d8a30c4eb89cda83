/* What the hub keeps when it is killed, the disk is full, or it was away. */
#include "seat.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/rng.h"
#include "store/attempts.h"

#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void open_test(struct room *room)
{
    struct seat shell;
    seat_open(&shell, room);
    struct request open = {.kind = MESSAGE_EVENT_OPEN, .event = {T("t")}};
    seat_expect(&shell, WIRE_OK, &open);
    seat_close(&shell);
}

static void make_room(struct room *room, int people, const char *settings)
{
    room_make(room, people, NULL);
    room_write_test(room, "t", settings);
    room_start(room);
    open_test(room);
}

static void close_room(struct room *room)
{
    room_stop(room, SIGTERM);
    room_verify(room);
    room_remove(room);
}

/* ---- Time ------------------------------------------------------------------------------------------- */

/* Moves what the database knows of the last hub back by `ms`, as if it had been away for so long. */
static void be_away(const struct room *room, int64_t ms)
{
    struct store *store = room_store(room, STORE_WRITE);
    int64_t boot, wall;
    struct err err = ERR_NONE;
    assert_true(store_begin(store, &err) && store_fact_load(store, "boot-ms", &boot, &err) &&
                store_fact_load(store, "wall-ms", &wall, &err) &&
                store_fact_save(store, "boot-ms", boot - ms, &err) &&
                store_fact_save(store, "wall-ms", wall - ms, &err) && store_commit(store, &err));
    store_close(store);
}

/* The time left goes on from where it was: what passed without a hub does not count. */
static void a_killed_hub_gives_the_same_time_back(void **state)
{
    (void)state;
    struct room room;
    struct seat seat;
    make_room(&room, 2, "minutes: 60\npass: 1\n");
    struct text ticket = seat_sign_in_well(&seat, &room, 10002).person.ticket;
    char kept[100];
    snprintf(kept, sizeof kept, "%.*s", TEXT_ARG(ticket));
    int64_t attempt = seat_start(&seat, "t");
    struct reply paper = seat_paper(&seat, attempt);
    int64_t left = paper.paper.left;
    struct text right = seat_right_answer(&seat, &paper.paper.slots[0]);
    assert_int_equal(seat_answer(&seat, attempt, 0, right.at), WIRE_OK);
    struct request flag = {.kind = MESSAGE_FLAG, .flag = {attempt, 1, true}};
    seat_expect(&seat, WIRE_OK, &flag);
    room_stop(&room, SIGKILL);
    seat_close(&seat);
    be_away(&room, 86400000);
    room_start(&room);
    seat_open(&seat, &room);
    struct request resume = {.kind = MESSAGE_RESUME, .resume = {text_of(kept)}};
    seat_expect(&seat, WIRE_OK, &resume);
    paper = seat_paper(&seat, attempt);
    assert_in_range(paper.paper.left, left - 60000, left);
    assert_int_equal(paper.paper.limit, 3600000);
    assert_true(paper.paper.slots[0].response.len > 0);
    assert_true(text_equal(paper.paper.slots[0].response, seat_right_answer(&seat, &paper.paper.slots[0])));
    assert_true(paper.paper.slots[1].flagged);
    seat_close(&seat);
    close_room(&room);
}

/* Under on_outage: run an outage takes time; when it takes all, what is saved is submitted and marked. */
static void time_runs_out_and_saved_answers_count(void **state)
{
    (void)state;
    struct room room;
    struct seat seat;
    make_room(&room, 3, "minutes: 60\npass: 1\non_outage: run\nreveal: {marks: submitted}\n");
    seat_sign_in_well(&seat, &room, 10002);
    int64_t attempt = seat_start(&seat, "t");
    struct reply paper = seat_paper(&seat, attempt);
    for (int64_t i = 0; i < 5; i++)
        assert_int_equal(seat_answer(&seat, attempt, i, seat_right_answer(&seat, &paper.paper.slots[i]).at),
                         WIRE_OK);
    seat_close(&seat);
    room_stop(&room, SIGTERM);
    /* Away until a second before the end: the timer of the running hub ends it. */
    be_away(&room, 3599000);
    room_start(&room);
    seat_sign_in_well(&seat, &room, 10002);
    assert_in_range(seat_paper(&seat, attempt).paper.left, 0, 1000);
    struct reply push = seat_wait_push(&seat, MESSAGE_PUSH_SUBMITTED);
    assert_int_equal(push.ended.attempt, attempt);
    assert_true(text_is(push.ended.cause, "time"));
    assert_int_equal(seat_answer(&seat, attempt, 6, ""), WIRE_TIME_UP);
    struct reply result = seat_about_attempt(&seat, MESSAGE_RESULT, attempt);
    assert_int_equal(result.result.mark, 10 * MARK_ONE);
    assert_int_equal(result.result.elapsed, 3600000);
    seat_close(&seat);
    close_room(&room);
}

static void time_runs_out_while_nobody_is_there(void **state)
{
    (void)state;
    struct room room;
    struct seat seat;
    make_room(&room, 3, "minutes: 60\npass: 1\non_outage: run\n");
    seat_sign_in_well(&seat, &room, 10002);
    int64_t attempt = seat_start(&seat, "t");
    seat_close(&seat);
    room_stop(&room, SIGKILL);
    be_away(&room, 4000000);
    room_start(&room);
    room_stop(&room, SIGKILL);
    struct store *store = room_store(&room, STORE_READ);
    struct arena arena = ARENA_EMPTY;
    struct attempt_record record;
    struct err err = ERR_NONE;
    assert_true(attempt_find(store, attempt, &arena, &record, &err));
    assert_int_equal(record.status, ATTEMPT_SUBMITTED);
    assert_int_equal(record.cause, SUBMIT_TIME);
    assert_int_equal(record.elapsed, 3600000);
    arena_finish(&arena);
    store_close(store);
    room_verify(&room);
    room_remove(&room);
}

/* ---- A full disk ------------------------------------------------------------------------------------- */

static void limit_files(const struct room *room, rlim_t bytes)
{
    struct rlimit limit = {bytes, RLIM_INFINITY};
    assert_int_equal(prlimit(room->hub, RLIMIT_FSIZE, &limit, NULL), 0);
}

/* Nothing is acknowledged that is not on the disk, memory does not run ahead of it, and all goes on when
 * there is room again. */
static void a_full_disk_loses_nothing_acknowledged(void **state)
{
    (void)state;
    struct room room;
    struct seat seat, other;
    make_room(&room, 3, "minutes: 60\npass: 1\n");
    seat_sign_in_well(&seat, &room, 10002);
    seat_sign_in_well(&other, &room, 10003);
    int64_t attempt = seat_start(&seat, "t");
    struct reply paper = seat_paper(&seat, attempt);
    struct text first = seat_right_answer(&seat, &paper.paper.slots[0]);
    struct text second = seat_right_answer(&seat, &paper.paper.slots[1]);
    assert_int_equal(seat_answer(&seat, attempt, 0, first.at), WIRE_OK);
    limit_files(&room, 512);
    assert_int_equal(seat_answer(&seat, attempt, 0, ""), WIRE_NOT_SAVED);
    assert_int_equal(seat_answer(&seat, attempt, 1, second.at), WIRE_NOT_SAVED);
    assert_int_equal(seat_about(&other, MESSAGE_START, "t").error, WIRE_NOT_SAVED);
    assert_int_equal(seat_about_attempt(&seat, MESSAGE_SUBMIT, attempt).error, WIRE_NOT_SAVED);
    paper = seat_paper(&seat, attempt);
    assert_true(text_equal(paper.paper.slots[0].response, first));
    assert_int_equal(paper.paper.slots[1].response.len, 0);
    limit_files(&room, RLIM_INFINITY);
    assert_int_equal(seat_answer(&seat, attempt, 1, second.at), WIRE_OK);
    seat_start(&other, "t");
    assert_int_equal(seat_about_attempt(&seat, MESSAGE_SUBMIT, attempt).error, WIRE_OK);
    assert_int_equal(seat_about_attempt(&seat, MESSAGE_RESULT, attempt).result.answered, 2);
    seat_close(&seat);
    seat_close(&other);
    close_room(&room);
}

static void staff_acts_of_a_full_disk_are_undone(void **state)
{
    (void)state;
    struct room room;
    struct seat seat, shell;
    make_room(&room, 3, "minutes: 60\npass: 1\n");
    room_write_test(&room, "u", "minutes: 5\npass: 1\n");
    seat_sign_in_well(&seat, &room, 10002);
    seat_open(&shell, &room);
    int64_t attempt = seat_start(&seat, "t");
    assert_int_equal(seat_about(&shell, MESSAGE_EVENTS, "").events.row_count, 2);
    limit_files(&room, 512);
    assert_int_equal(seat_about(&shell, MESSAGE_EVENT_OPEN, "u").error, WIRE_NOT_SAVED);
    assert_int_equal(seat_about(&shell, MESSAGE_EVENT_CLOSE, "t").error, WIRE_NOT_SAVED);
    struct request extend = {.kind = MESSAGE_EXTEND, .extend = {T("t"), T(""), 10, T("")}};
    seat_expect(&shell, WIRE_NOT_SAVED, &extend);
    struct request void_it = {.kind = MESSAGE_VOID, .rule = {attempt, T("x")}};
    seat_expect(&shell, WIRE_NOT_SAVED, &void_it);
    limit_files(&room, RLIM_INFINITY);
    struct reply events = seat_about(&shell, MESSAGE_EVENTS, "");
    assert_true(text_is(events.events.rows[0].status, "open"));
    assert_int_equal(events.events.rows[0].running, 1);
    assert_true(text_is(events.events.rows[1].status, "draft"));
    assert_int_equal(seat_paper(&seat, attempt).paper.limit, 3600000);
    for (int kind = MESSAGE_PUSH_TIME; kind <= MESSAGE_PUSH_VOIDED; kind++)
        assert_int_equal(seat.pushes[kind], 0);
    assert_int_equal(seat_about(&shell, MESSAGE_EVENT_OPEN, "u").error, WIRE_OK);
    assert_int_equal(seat_about(&shell, MESSAGE_EVENT_CLOSE, "t").error, WIRE_OK);
    seat_close(&seat);
    seat_close(&shell);
    close_room(&room);
}

/* A test whose file is noticed in the turn that opens it and cannot be saved is a draft as before. */
static void a_new_test_on_a_full_disk_stays_a_draft(void **state)
{
    (void)state;
    struct room room;
    struct seat seat, shell;
    make_room(&room, 3, "minutes: 60\npass: 1\n");
    seat_sign_in_well(&seat, &room, 10002);
    seat_open(&shell, &room);
    limit_files(&room, 512);
    room_write_test(&room, "u", "minutes: 5\npass: 1\n");
    assert_int_equal(seat_about(&shell, MESSAGE_EVENT_OPEN, "u").error, WIRE_NOT_SAVED);
    limit_files(&room, RLIM_INFINITY);
    assert_int_equal(seat_about(&seat, MESSAGE_START, "u").error, WIRE_NOT_OPEN);
    assert_int_equal(seat_about(&shell, MESSAGE_EVENT_OPEN, "u").error, WIRE_OK);
    seat_start(&seat, "u");
    seat_close(&seat);
    seat_close(&shell);
    close_room(&room);
}

/* A sign-in that could not be saved is none: the seat is hung up on, and so is the one it would have
 * replaced, which comes back with its ticket. */
static void a_sign_in_on_a_full_disk_is_none(void **state)
{
    (void)state;
    struct room room;
    struct seat older, newer;
    make_room(&room, 3, "minutes: 60\npass: 1\n");
    struct text ticket = seat_sign_in_well(&older, &room, 10002).person.ticket;
    char kept[100];
    snprintf(kept, sizeof kept, "%.*s", TEXT_ARG(ticket));
    seat_open(&newer, &room);
    limit_files(&room, 512);
    /* A number that exists and one that does not are answered alike. */
    assert_int_equal(seat_sign_in(&newer, "10003", "0000").error, WIRE_NOT_SAVED);
    assert_int_equal(seat_sign_in(&newer, "99999", "0000").error, WIRE_NOT_SAVED);
    assert_int_equal(seat_sign_in(&newer, "10002", "2468").error, WIRE_NOT_SAVED);
    seat_wait_hangup(&newer);
    seat_wait_hangup(&older);
    assert_int_equal(older.pushes[MESSAGE_PUSH_TAKEN_OVER], 0);
    limit_files(&room, RLIM_INFINITY);
    seat_close(&older);
    seat_open(&older, &room);
    struct request resume = {.kind = MESSAGE_RESUME, .resume = {text_of(kept)}};
    seat_expect(&older, WIRE_OK, &resume);
    seat_close(&older);
    seat_close(&newer);
    close_room(&room);
}

/* ---- Many seats, many deaths ------------------------------------------------------------------------- */

/* A seat of the long run: whatever it was told is saved, it remembers. */
struct player {
    struct seat seat;
    bool connected;
    char number[16], ticket[100];
    int64_t attempt;
    int64_t sent_id; /* the answer on its way; 0: none */
    int64_t sent_slot;
    char sent[8];
    char saved[10][8];   /* the last acknowledged response of every slot */
    bool unsure[10];     /* one more may have been saved before the hub died */
    char perhaps[10][8]; /* which */
    int acknowledged;
};

enum { PLAYERS = 100, SLOTS = 10, KILLS_USUAL = 20 };

/* Responses that are right or wrong, and valid for any kind of this paper: only slots of choice are used. */
static const char *const choices[] = {"A", "B", ""};

static bool player_ask(struct player *player, const struct request *request, struct reply *reply)
{
    struct request copy = *request;
    copy.id = seat_send(&player->seat, &copy);
    do
        if (!seat_next(&player->seat, reply))
            return false;
    while (reply->re != copy.id);
    return true;
}

static void player_lose(struct player *player)
{
    if (player->sent_id) {
        player->unsure[player->sent_slot] = true;
        memcpy(player->perhaps[player->sent_slot], player->sent, sizeof player->sent);
    }
    player->sent_id = 0;
    seat_close(&player->seat);
    player->connected = false;
}

static bool player_come_in(struct player *player)
{
    struct reply reply;
    struct request hello = {.kind = MESSAGE_HELLO, .hello = {WIRE_PROTOCOL, T("player")}};
    struct request sign_in = {.kind = MESSAGE_SIGN_IN, .sign_in = {text_of(player->number), T("2468")}};
    struct request resume = {.kind = MESSAGE_RESUME, .resume = {text_of(player->ticket)}};
    struct request start = {.kind = MESSAGE_START, .start = {.event = T("t")}};
    if (!player_ask(player, &hello, &reply) ||
        !player_ask(player, player->ticket[0] ? &resume : &sign_in, &reply))
        return false;
    assert_int_equal(reply.error, WIRE_OK);
    snprintf(player->ticket, sizeof player->ticket, "%.*s", TEXT_ARG(reply.person.ticket));
    if (!player_ask(player, &start, &reply))
        return false;
    assert_int_equal(reply.error, WIRE_OK);
    if (player->attempt)
        assert_int_equal(reply.attempt.attempt, player->attempt);
    player->attempt = reply.attempt.attempt;
    return true;
}

/* After a death the paper tells what became of the answer on its way. */
static bool player_check_paper(struct player *player)
{
    struct reply reply;
    struct request paper = {.kind = MESSAGE_PAPER, .attempt = {player->attempt}};
    if (!player_ask(player, &paper, &reply))
        return false;
    assert_int_equal(reply.error, WIRE_OK);
    assert_int_equal(reply.paper.slot_count, SLOTS);
    for (int i = 0; i < SLOTS; i++) {
        struct text is = reply.paper.slots[i].response;
        bool as_saved = text_is(is, player->saved[i]);
        bool as_perhaps = player->unsure[i] && text_is(is, player->perhaps[i]);
        if (!as_saved && !as_perhaps)
            fail_msg("%s, slot %d: “%.*s” instead of “%s”", player->number, i, TEXT_ARG(is),
                     player->saved[i]);
        snprintf(player->saved[i], sizeof player->saved[i], "%.*s", TEXT_ARG(is));
        player->unsure[i] = false;
    }
    return true;
}

static void player_connect(struct player *player, const struct room *room)
{
    seat_connect(&player->seat, room);
    player->connected = true;
    if (!player_come_in(player) || !player_check_paper(player))
        player_lose(player);
}

static void player_send(struct player *player, struct rng *rng)
{
    player->sent_slot = rng_below(rng, SLOTS);
    snprintf(player->sent, sizeof player->sent, "%s", choices[rng_below(rng, COUNT_OF(choices))]);
    struct request answer = {.kind = MESSAGE_ANSWER,
                             .answer = {player->attempt, player->sent_slot, text_of(player->sent), 1}};
    player->sent_id = seat_send(&player->seat, &answer);
}

static void player_take(struct player *player)
{
    struct reply reply;
    arena_clear(&player->seat.arena);
    if (!seat_next(&player->seat, &reply)) {
        player_lose(player);
        return;
    }
    if (reply.re != player->sent_id)
        return;
    assert_int_equal(reply.error, WIRE_OK);
    memcpy(player->saved[player->sent_slot], player->sent, sizeof player->sent);
    player->sent_id = 0;
    player->acknowledged++;
}

/* One round of everybody until the hub is dead and all have noticed. */
static void play_until_dead(struct player *players, struct room *room, struct rng *rng, int deadline_us)
{
    /* The kill comes from outside at a moment nobody chose. */
    pid_t killer = fork();
    if (killer == 0) {
        usleep((useconds_t)deadline_us);
        kill(room->hub, SIGKILL);
        _exit(0);
    }
    for (int connected = 1; connected > 0;) {
        struct pollfd wait[PLAYERS];
        connected = 0;
        for (int i = 0; i < PLAYERS; i++) {
            struct player *player = &players[i];
            if (player->connected && !player->sent_id)
                player_send(player, rng);
            wait[i] = (struct pollfd){player->connected ? player->seat.fd : -1, POLLIN, 0};
            connected += player->connected;
        }
        if (connected)
            poll(wait, PLAYERS, 1000);
        for (int i = 0; i < PLAYERS; i++)
            if (wait[i].revents)
                player_take(&players[i]);
    }
    waitpid(killer, NULL, 0);
    room_wait_end(room);
}

static int kills_wanted(void)
{
    const char *wanted = getenv("BIWU_KILLS");
    return wanted ? atoi(wanted) : KILLS_USUAL;
}

/* Every slot a choice of two, so that the same responses fit all. */
static void write_simple_test(struct room *room)
{
    struct buf bank = BUF_EMPTY;
    buf_add_string(&bank, "bank: plain\ntitle: 单选\nitems:\n");
    for (int i = 0; i < 30; i++)
        buf_addf(&bank, "  - {id: p-%02d, kind: single, stem: 第%d题, options: [对, 错], key: A}\n", i, i);
    room_write(room, "question_banks/plain.yaml", buf_string(&bank));
    room_write(room, "events/t.yaml",
               "test: t\ntitle: 测试\nminutes: 600\npass: 5\nwho: everyone\nsections:\n"
               "  - {title: 单选, draw: 10, from: {bank: plain}, marks: 1}\n");
    buf_finish(&bank);
}

static void submit_and_check(struct player *player)
{
    struct reply paper = seat_paper(&player->seat, player->attempt);
    int right = 0;
    for (int i = 0; i < SLOTS; i++) {
        const struct slot_row *slot = &paper.paper.slots[i];
        const char *saved = player->saved[i];
        right += saved[0] && text_is(slot->options[saved[0] - 'A'], "对");
    }
    struct reply reply = seat_about_attempt(&player->seat, MESSAGE_SUBMIT, player->attempt);
    assert_int_equal(reply.error, WIRE_OK);
    reply = seat_about_attempt(&player->seat, MESSAGE_RESULT, player->attempt);
    assert_int_equal(reply.result.mark, right * MARK_ONE);
}

static void kills_lose_no_acknowledged_answer(void **state)
{
    (void)state;
    struct room room;
    struct rng rng;
    int kills = kills_wanted(), acknowledged = 0;
    struct player *players = xcalloc(PLAYERS, sizeof *players);
    rng_init(&rng, text_of("kills"), text_of("moments"), text_of("1"));
    room_make(&room, PLAYERS, NULL);
    write_simple_test(&room);
    room_start(&room);
    open_test(&room);
    for (int i = 0; i < PLAYERS; i++)
        snprintf(players[i].number, sizeof players[i].number, "%d", 10001 + i);
    for (int kill = 0; kill < kills; kill++) {
        if (!room.hub)
            room_start(&room);
        for (int i = 0; i < PLAYERS; i++)
            player_connect(&players[i], &room);
        play_until_dead(players, &room, &rng, 1000 + (int)rng_below(&rng, 150000));
        room_verify(&room);
    }
    room_start(&room);
    for (int i = 0; i < PLAYERS; i++) {
        player_connect(&players[i], &room);
        submit_and_check(&players[i]);
        acknowledged += players[i].acknowledged;
        seat_close(&players[i].seat);
    }
    print_message("%d kills, %d acknowledged answers\n", kills, acknowledged);
    assert_true(acknowledged > kills);
    free(players);
    close_room(&room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_killed_hub_gives_the_same_time_back),
        cmocka_unit_test(time_runs_out_and_saved_answers_count),
        cmocka_unit_test(time_runs_out_while_nobody_is_there),
        cmocka_unit_test(a_full_disk_loses_nothing_acknowledged),
        cmocka_unit_test(staff_acts_of_a_full_disk_are_undone),
        cmocka_unit_test(a_new_test_on_a_full_disk_stays_a_draft),
        cmocka_unit_test(a_sign_in_on_a_full_disk_is_none),
        cmocka_unit_test(kills_lose_no_acknowledged_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
