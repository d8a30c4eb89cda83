/* The order of presses is that in which they were made, also when the hub was held up meanwhile.
 *
 * In every round all desks say something (a ping each, in the order of their seats) which the hub reads in
 * one pass. While it still sends its replies it is stopped for 50 ms, as by a busy machine, and in that time
 * the desks press in an order that the test knows. Then the journal's order is compared.
 *
 * The hub's descriptors are read edge-triggered. Built with MUST_BE_WRONG, the same test runs against a hub
 * that reads level-triggered, and expects wrong orders: the control. */
#include "seat.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/rng.h"
#include "store/stages.h"

#include <linux/sockios.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { STALL_NS = 50 * 1000 * 1000, PATIENCE_MS = 60000, ROUND_ITEMS = 500, TRIES = 200 };

/* A desk that only looks at what it needs. */
struct desk {
    int fd;
    int64_t last_id;
    struct lines in;
};

struct hall {
    struct room room;
    int desks, boards, rounds;
    struct desk *desk, *board;
    struct seat host;
    uint32_t *pressed;      /* [rounds][desks]: the desks in the order in which they pressed */
    enum contest_page page; /* turned to last */
    int64_t answer;         /* that the host waits for */
    int64_t retries;        /* rounds begun anew because the hub was caught too early */
};

/* ---- The contest ------------------------------------------------------------------------------------- */

static void write_bank(const struct room *room, int items)
{
    struct buf bank = BUF_EMPTY;
    buf_add_string(&bank, "bank: plain\ntitle: 单选\nitems:\n");
    for (int i = 0; i < items; i++)
        buf_addf(&bank, "  - {id: p-%04d, kind: single, stem: 第%d题, options: [对, 错], key: A}\n", i, i);
    room_write(room, "question_banks/plain.yaml", buf_string(&bank));
    buf_finish(&bank);
}

static void write_contest(const struct room *room, int teams, int items)
{
    struct buf sheet = BUF_EMPTY;
    buf_add_string(&sheet, "contest: order\ntitle: 抢答\nteams:\n");
    for (int i = 0; i < teams; i++)
        buf_addf(&sheet, "  - {code: T%04d, name: 第%d队}\n", i, i);
    buf_add_string(&sheet, "rounds:\n");
    for (int left = items; left > 0; left -= ROUND_ITEMS)
        buf_addf(
            &sheet,
            "  - {round: buzzer, title: 抢答题, items: %d, window: 600, seconds: 600, right: 1, spares: 0,\n"
            "     from: {bank: plain}}\n",
            left < ROUND_ITEMS ? left : ROUND_ITEMS);
    room_write(room, "events/order.yaml", buf_string(&sheet));
    buf_finish(&sheet);
}

/* ---- Desks ------------------------------------------------------------------------------------------- */

static void desk_send(struct desk *desk, struct request *request)
{
    struct buf line = BUF_EMPTY;
    request->id = ++desk->last_id;
    wire_write_request(request, &line);
    if (send(desk->fd, line.at, line.len, MSG_NOSIGNAL) != (ssize_t)line.len)
        fail_msg("a desk cannot send");
    buf_finish(&line);
}

/* Takes what there is; whether the reply to the last request was among it. */
static bool desk_take(struct desk *desk)
{
    char bytes[64 * 1024], wanted[40];
    struct text line;
    bool found = false;
    snprintf(wanted, sizeof wanted, "{\"re\":%lld,", (long long)desk->last_id);
    ssize_t n = recv(desk->fd, bytes, sizeof bytes, MSG_DONTWAIT);
    if (n == 0)
        fail_msg("the hub hung up");
    if (n > 0)
        lines_feed(&desk->in, bytes, (size_t)n);
    while (lines_next(&desk->in, &line) == LINES_LINE)
        if (text_starts_with(line, text_of(wanted))) {
            if (text_find(line, T("\"error\"")) >= 0)
                fail_msg("refused: %.*s", TEXT_ARG(line));
            found = true;
        }
    return found;
}

static void desk_wait(struct desk *desk)
{
    while (!desk_take(desk)) {
        struct pollfd wait = {.fd = desk->fd, .events = POLLIN};
        if (poll(&wait, 1, PATIENCE_MS) <= 0)
            fail_msg("the hub does not answer");
    }
}

static void desk_open(struct desk *desk, const struct room *room, enum watch_as as, int team)
{
    struct seat seat;
    char code[16];
    snprintf(code, sizeof code, "T%04d", team);
    struct text teams = text_of(code);
    seat_connect(&seat, room);
    *desk = (struct desk){.fd = seat.fd, .in = seat.in};
    struct request hello = {.kind = MESSAGE_HELLO, .hello = {WIRE_PROTOCOL, T("test")}};
    desk_send(desk, &hello);
    desk_wait(desk);
    struct request watch = {.kind = MESSAGE_WATCH, .watch = {T("order"), as, &teams, as == WATCH_DESK}};
    desk_send(desk, &watch);
    desk_wait(desk);
}

static void desk_close(struct desk *desk)
{
    close(desk->fd);
    lines_finish(&desk->in);
}

/* ---- The hall ---------------------------------------------------------------------------------------- */

static struct request order_of(enum contest_command_kind kind)
{
    struct request request = {.kind = MESSAGE_CONTEST};
    request.contest.event = T("order");
    request.contest.command = kind;
    request.contest.round = request.contest.play = request.contest.item = -1;
    request.contest.verdict = VERDICT_RIGHT;
    return request;
}

static void command(struct hall *hall, enum contest_command_kind kind)
{
    struct request request = order_of(kind);
    seat_expect(&hall->host, WIRE_OK, &request);
    arena_clear(&hall->host.arena);
}

static void allow_descriptors(int count)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    limit.rlim_cur = (rlim_t)count;
    if (limit.rlim_max < limit.rlim_cur)
        limit.rlim_max = limit.rlim_cur;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
        skip();
}

static void hall_open(struct hall *hall, int desks, int boards, int rounds)
{
    *hall = (struct hall){.desks = desks, .boards = boards, .rounds = rounds};
    allow_descriptors(desks + boards + 200);
    room_make(&hall->room, 1, "hall: 考场\nconnections: 2200\n");
    write_bank(&hall->room, rounds + 1);
    write_contest(&hall->room, desks, rounds);
    room_start(&hall->room);
    hall->pressed = xcalloc((size_t)rounds * (size_t)desks, sizeof *hall->pressed);
    hall->desk = xcalloc((size_t)desks, sizeof *hall->desk);
    hall->board = xcalloc((size_t)boards, sizeof *hall->board);
    seat_open(&hall->host, &hall->room);
    command(hall, CONTEST_BEGIN);
    for (int i = 0; i < desks; i++)
        desk_open(&hall->desk[i], &hall->room, WATCH_DESK, i);
    for (int i = 0; i < boards; i++)
        desk_open(&hall->board[i], &hall->room, WATCH_BOARD, 0);
}

static void hall_close(struct hall *hall)
{
    for (int i = 0; i < hall->desks; i++)
        desk_close(&hall->desk[i]);
    for (int i = 0; i < hall->boards; i++)
        desk_close(&hall->board[i]);
    seat_close(&hall->host);
    room_stop(&hall->room, SIGTERM);
    room_verify(&hall->room);
    room_remove(&hall->room);
    free(hall->desk);
    free(hall->board);
    free(hall->pressed);
}

/* ---- Stalling ---------------------------------------------------------------------------------------- */

static void stop_hub(const struct hall *hall)
{
    int status;
    kill(hall->room.hub, SIGSTOP);
    assert_int_equal(waitpid(hall->room.hub, &status, WUNTRACED), hall->room.hub);
    assert_true(WIFSTOPPED(status));
}

static void let_hub_go_on(const struct hall *hall)
{
    kill(hall->room.hub, SIGCONT);
}

/* Whether the hub has read all that was sent. */
static bool is_read(int fd)
{
    int unread = 0;
    assert_int_equal(ioctl(fd, SIOCOUTQ, &unread), 0);
    return unread == 0;
}

static bool all_is_read(const struct hall *hall)
{
    for (int i = 0; i < hall->desks; i++)
        if (!is_read(hall->desk[i].fd))
            return false;
    return true;
}

/* Returns what the host is to be answered. */
static int64_t talk_all(struct hall *hall)
{
    struct request ping = {.kind = MESSAGE_PING}, page = order_of(CONTEST_PAGE);
    for (int i = 0; i < hall->desks; i++)
        desk_send(&hall->desk[i], &ping);
    hall->page = hall->page == PAGE_SCORES ? PAGE_STAGE : PAGE_SCORES;
    page.contest.page = hall->page;
    return seat_send(&hall->host, &page);
}

/* Stops the hub in the turn in which it has read what all desks said, before it looks for more; tries again
 * when it was caught too early. */
static void stall_in_mid_turn(struct hall *hall)
{
    for (int try = 0; try < TRIES; try++) {
        stop_hub(hall);
        hall->answer = talk_all(hall);
        let_hub_go_on(hall);
        /* The host spoke last. */
        while (!is_read(hall->host.fd))
            ;
        stop_hub(hall);
        if (all_is_read(hall))
            return;
        hall->retries++;
        let_hub_go_on(hall);
        for (int i = 0; i < hall->desks; i++)
            desk_wait(&hall->desk[i]);
        seat_wait(&hall->host, hall->answer);
    }
    fail_msg("the hub never reads what all desks say in one pass");
}

static void press_all(struct hall *hall, int round, struct rng *rng)
{
    uint32_t *order = hall->pressed + (size_t)round * (size_t)hall->desks;
    struct request press = order_of(CONTEST_PRESS);
    int64_t until = clock_monotonic_ns() + STALL_NS;
    for (int i = 0; i < hall->desks; i++)
        order[i] = (uint32_t)i;
    rng_shuffle(rng, order, (size_t)hall->desks);
    for (int i = 0; i < hall->desks; i++)
        desk_send(&hall->desk[order[i]], &press);
    while (clock_monotonic_ns() < until)
        poll(NULL, 0, 1);
}

static void play_round(struct hall *hall, int round, struct rng *rng)
{
    if (round % ROUND_ITEMS == 0)
        command(hall, CONTEST_ENTER);
    command(hall, CONTEST_TAKE);
    command(hall, CONTEST_OPEN);
    stall_in_mid_turn(hall);
    press_all(hall, round, rng);
    let_hub_go_on(hall);
    for (int i = 0; i < hall->desks; i++)
        desk_wait(&hall->desk[i]);
    seat_wait(&hall->host, hall->answer);
    for (int i = 0; i < hall->boards; i++)
        (void)desk_take(&hall->board[i]);
    command(hall, CONTEST_RULE);
}

/* ---- Comparing --------------------------------------------------------------------------------------- */

struct comparison {
    const struct hall *hall;
    int64_t place;   /* of the next press in its round */
    int64_t arrival; /* of the last press */
    int round, wrong, wrong_winners;
    bool differs;
};

static void end_round(struct comparison *comparison)
{
    if (comparison->round >= 0) {
        assert_int_equal(comparison->place, comparison->hall->desks);
        comparison->wrong += comparison->differs;
    }
    comparison->place = 0;
    comparison->differs = false;
}

static bool compare_press(void *context, const struct journal_entry *entry, const struct contest_event *event,
                          struct err *err)
{
    (void)entry;
    (void)err;
    struct comparison *comparison = context;
    const struct hall *hall = comparison->hall;
    if (event->kind != CONTEST_PRESSED)
        return true;
    assert_true(!event->refused && event->arrival > comparison->arrival);
    if (event->play != comparison->round)
        end_round(comparison);
    comparison->round = (int)event->play;
    comparison->arrival = event->arrival;
    const uint32_t *order = hall->pressed + (size_t)comparison->round * (size_t)hall->desks;
    bool right = order[comparison->place] == (uint32_t)event->team;
    comparison->wrong_winners += !right && comparison->place == 0;
    comparison->differs |= !right;
    comparison->place++;
    return true;
}

static struct comparison compare(const struct hall *hall)
{
    struct comparison comparison = {.hall = hall, .round = -1};
    struct err err = ERR_NONE;
    struct store *store = room_store(&hall->room, STORE_READ);
    if (!contest_walk(store, T("order"), compare_press, &comparison, &err))
        fail_msg("%s", err.message);
    end_round(&comparison);
    assert_int_equal(comparison.round, hall->rounds - 1);
    store_close(store);
    return comparison;
}

/* ---- The test ---------------------------------------------------------------------------------------- */

static int rounds_wanted(int usual)
{
    const char *wanted = getenv("BIWU_ORDER_ROUNDS");
    return wanted ? atoi(wanted) : usual;
}

static int wrong_orders(int desks, int boards, int usual_rounds)
{
    struct hall hall;
    struct rng rng;
    int rounds = rounds_wanted(usual_rounds);
    rng_init(&rng, text_of("order"), text_of("presses"), text_of("1"));
    hall_open(&hall, desks, boards, rounds);
    for (int round = 0; round < rounds; round++)
        play_round(&hall, round, &rng);
    struct comparison comparison = compare(&hall);
    print_message("%d desks: %d of %d orders wrong, %d winners; %lld stalls begun anew\n", desks,
                  comparison.wrong, rounds, comparison.wrong_winners, (long long)hall.retries);
    hall_close(&hall);
    return comparison.wrong;
}

static void the_first_press_wins(void **state)
{
    (void)state;
    /* The more there is to send, the longer the hub can be caught sending it. */
    int wrong = wrong_orders(3, 100, 5) + wrong_orders(10, 100, 5) + wrong_orders(100, 20, 5) +
                wrong_orders(2000, 0, 2);
#ifdef MUST_BE_WRONG
    assert_true(wrong > 0);
#else
    assert_int_equal(wrong, 0);
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_press_wins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
