/* From a press to every terminal knowing who is first, beside a bare round trip over a socket. */
#include "bench.h"

#include "base/mem.h"
#include "line.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { TEAMS = 10, TERMINALS = 50, ITEMS = 450, APPEND = 4096, MESSAGE = 120 };

/* ---- The bare round trip and the disk ---------------------------------------------------------------- */

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double percentile(double *values, int count, int percent)
{
    qsort(values, (size_t)count, sizeof *values, compare_doubles);
    int at = count * percent / 100;
    return values[at < count ? at : count - 1];
}

/* Says back whatever comes, until the other end closes. */
static _Noreturn void echo(int fd)
{
    char bytes[MESSAGE];
    ssize_t n;
    while ((n = recv(fd, bytes, sizeof bytes, 0)) > 0)
        if (send(fd, bytes, (size_t)n, MSG_NOSIGNAL) != n)
            break;
    _exit(0);
}

/* µs of each of `count` round trips to another process. */
static void bare_round_trips(double *out, int count)
{
    int ends[2];
    char bytes[MESSAGE] = {0};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        fail_msg("no sockets");
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        echo(ends[1]);
    }
    close(ends[1]);
    for (int i = 0; i < count; i++) {
        double start = bench_seconds();
        if (send(ends[0], bytes, sizeof bytes, MSG_NOSIGNAL) != MESSAGE ||
            recv(ends[0], bytes, sizeof bytes, MSG_WAITALL) != MESSAGE)
            fail_msg("the bare round trip failed");
        out[i] = (bench_seconds() - start) * 1e6;
    }
    close(ends[0]);
    waitpid(child, NULL, 0);
}

/* µs of each of `count` appends of 4 KiB with their fdatasync. */
static void bare_appends(const char *directory, double *out, int count)
{
    static const char block[APPEND];
    char path[700];
    snprintf(path, sizeof path, "%s/appends", directory);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
    for (int i = 0; i < count; i++) {
        double start = bench_seconds();
        if (write(fd, block, sizeof block) != (ssize_t)sizeof block || fdatasync(fd) != 0)
            fail_msg("appending failed");
        out[i] = (bench_seconds() - start) * 1e6;
    }
    close(fd);
    unlink(path);
}

/* ---- A contest --------------------------------------------------------------------------------------- */

static void write_bank(const struct test_hall *hall)
{
    struct buf out = BUF_EMPTY;
    buf_add_string(&out, "bank: bench\ntitle: 题库\nitems:\n");
    for (int i = 0; i < ITEMS + 10; i++)
        buf_addf(&out,
                 "  - id: b-%04d\n    kind: single\n    stem: 第%d题，支部委员会每届任期几年？\n"
                 "    options: [一年, 二年, 三年, 四年]\n    key: C\n",
                 i, i);
    test_hall_write(hall, "question_banks/bench.yaml", buf_string(&out));
    buf_finish(&out);
}

static void write_contest(const struct test_hall *hall)
{
    struct buf out = BUF_EMPTY;
    buf_add_string(&out, "contest: bench\ntitle: 抢答\nbase: 100\nteams:\n");
    for (int i = 0; i < TEAMS; i++)
        buf_addf(&out, "  - {code: T%d, name: 第%d队, members: []}\n", i, i + 1);
    buf_addf(&out,
             "rounds:\n  - {round: buzzer, title: 抢答题, items: %d, window: 600, seconds: 600, right: 10,\n"
             "     wrong: -10, from: {bank: bench}}\n",
             ITEMS);
    test_hall_write(hall, "events/bench.yaml", buf_string(&out));
    buf_finish(&out);
}

static void make_hall(struct test_hall *hall, const char *directory)
{
    test_hall_make(hall, directory, false);
    write_bank(hall);
    write_contest(hall);
    free(test_hall_biwu(hall, 0, "bank", "sync", NULL));
    test_hall_start_hub(hall, NULL);
}

/* terminals[0] is the host's, then TEAMS desks, then boards. */
static void watch(struct line_end *line, int which)
{
    char code[8];
    struct arena arena = ARENA_EMPTY;
    struct request request = {.kind = MESSAGE_WATCH};
    request.watch.event = text_of("bench");
    request.watch.as = which == 0 ? WATCH_HOST : which <= TEAMS ? WATCH_DESK : WATCH_BOARD;
    snprintf(code, sizeof code, "T%d", which - 1);
    struct text team = text_of(code);
    request.watch.teams = &team;
    request.watch.team_count = request.watch.as == WATCH_DESK;
    line_ask(line, &request, &arena);
    arena_finish(&arena);
}

static struct request command(enum contest_command_kind kind)
{
    struct request request = {.kind = MESSAGE_CONTEST};
    request.contest.event = text_of("bench");
    request.contest.command = kind;
    request.contest.round = request.contest.play = request.contest.item = -1;
    return request;
}

static void do_it(struct line_end *line, struct request request)
{
    struct arena arena = ARENA_EMPTY;
    line_ask(line, &request, &arena);
    arena_finish(&arena);
}

/* Whether a line has arrived that holds `word`. */
static bool has_heard(struct line_end *line, struct text word)
{
    struct text text;
    bool heard = false;
    line_receive(line);
    while (lines_next(&line->in, &text) == LINES_LINE)
        heard = heard || text_find(text, word) >= 0;
    return heard;
}

/* Waits until every terminal has heard `word`; returns when the last one did. */
static double all_hear(struct line_end *terminals, int epoll, struct text word)
{
    bool heard[TERMINALS] = {false};
    struct epoll_event ready[TERMINALS];
    int left = TERMINALS;
    while (left > 0) {
        int n = epoll_wait(epoll, ready, TERMINALS, LINE_PATIENCE_MS);
        if (n <= 0)
            fail_msg("a terminal does not hear %.*s", TEXT_ARG(word));
        for (int i = 0; i < n; i++) {
            int which = (int)ready[i].data.u32;
            if (has_heard(&terminals[which], word) && !heard[which]) {
                heard[which] = true;
                left--;
            }
        }
    }
    return bench_seconds();
}

/* One item: µs from the press to the last terminal's knowing. The host's replies are read past by all_hear.
 */
static double buzz(struct line_end *terminals, int epoll, int team)
{
    char floor[32], code[8];
    do_it(&terminals[0], command(CONTEST_TAKE));
    struct request open = command(CONTEST_OPEN), press = command(CONTEST_PRESS);
    open.id = ++terminals[0].next_id;
    wire_write_request(&open, &terminals[0].out);
    line_send(&terminals[0]);
    all_hear(terminals, epoll, text_of("\"stage\":\"open\""));
    snprintf(code, sizeof code, "T%d", team);
    snprintf(floor, sizeof floor, "\"floor\":%d,", team);
    press.contest.team = text_of(code);
    press.id = ++terminals[1 + team].next_id;
    wire_write_request(&press, &terminals[1 + team].out);
    double start = bench_seconds();
    line_send(&terminals[1 + team]);
    double end = all_hear(terminals, epoll, text_of(floor));
    struct request rule = command(CONTEST_RULE);
    rule.contest.verdict = VERDICT_RIGHT;
    do_it(&terminals[0], rule);
    return (end - start) * 1e6;
}

void bench_buzz(const struct bench *bench)
{
    char directory[600];
    struct test_hall hall;
    struct line_end terminals[TERMINALS];
    struct samples middle = {.count = 0}, worst = {.count = 0}, bound = {.count = 0};
    enum { MOST = ITEMS / BENCH_ROUNDS };
    double ours[MOST], trips[10 * MOST], appends[MOST];
    int each = bench->quick ? 3 : MOST, epoll = epoll_create1(EPOLL_CLOEXEC);
    bench_directory(bench, "buzz", directory, sizeof directory);
    make_hall(&hall, directory);
    for (int i = 0; i < TERMINALS; i++) {
        line_open(&terminals[i], &hall);
        watch(&terminals[i], i);
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)i};
        epoll_ctl(epoll, EPOLL_CTL_ADD, terminals[i].fd, &event);
    }
    do_it(&terminals[0], command(CONTEST_BEGIN));
    do_it(&terminals[0], command(CONTEST_ENTER));
    for (int round = 0; round < bench->rounds; round++) {
        bare_round_trips(trips, 10 * each);
        bare_appends(directory, appends, each);
        for (int i = 0; i < each; i++)
            ours[i] = buzz(terminals, epoll, (round + i) % TEAMS);
        samples_add(&middle, percentile(ours, each, 50), percentile(trips, 10 * each, 50));
        samples_add(&worst, percentile(ours, each, 99), percentile(trips, 10 * each, 99));
        samples_add(&bound, percentile(ours, each, 99),
                    4 * percentile(trips, 10 * each, 99) + percentile(appends, each, 99));
    }
    bench_report("buzz to 50 terminals, p50 / trip", &middle, "us");
    bench_report("the same, p99 / trip", &worst, "us");
    bench_report("the same, p99 / 4 trips + fdatasync", &bound, "us");
    for (int i = 0; i < TERMINALS; i++)
        line_close(&terminals[i]);
    close(epoll);
    test_hall_remove(&hall);
}
