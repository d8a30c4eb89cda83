/* Durable answers a second through the hub, beside raw appends of 4 KiB, each with its fdatasync. */
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
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { SLOTS = 40, WINDOW = 4, APPEND = 4096 };

/* ---- Raw appends ------------------------------------------------------------------------------------ */

static double raw_appends_a_second(const char *directory, double seconds)
{
    static const char block[APPEND];
    char path[600];
    snprintf(path, sizeof path, "%s/appends", directory);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
    int done = 0;
    double start = bench_seconds(), now = start;
    for (; now - start < seconds; done++, now = bench_seconds())
        if (write(fd, block, sizeof block) != (ssize_t)sizeof block || fdatasync(fd) != 0) {
            perror("bench: appending");
            exit(1);
        }
    close(fd);
    unlink(path);
    return done / (now - start);
}

/* ---- A hall with its people ------------------------------------------------------------------------- */

static void write_bank(const struct test_hall *hall)
{
    struct buf out = BUF_EMPTY;
    buf_add_string(&out, "bank: bench\ntitle: 题库\nitems:\n");
    for (int i = 0; i < 2 * SLOTS; i++)
        buf_addf(&out,
                 "  - id: b-%03d\n    kind: single\n    stem: 第%d题，支部委员会每届任期几年？\n"
                 "    options: [一年, 二年, 三年, 四年]\n    key: C\n",
                 i, i);
    test_hall_write(hall, "question_banks/bench.yaml", buf_string(&out));
    buf_finish(&out);
}

static void write_people(const struct test_hall *hall, int count)
{
    struct buf out = BUF_EMPTY;
    buf_add_string(&out, "number,name,unit,post,pin\n");
    for (int i = 0; i < count; i++)
        buf_addf(&out, "%d,某人,矿/%d队,党员,2468\n", 10001 + i, i % 20);
    test_hall_write(hall, "people.csv", buf_string(&out));
    buf_finish(&out);
}

static void make_hall(struct test_hall *hall, const char *directory, int people)
{
    char list[600];
    test_hall_make(hall, directory, false);
    write_bank(hall);
    write_people(hall, people);
    test_hall_write(hall, "events/bench.yaml",
                    "test: bench\ntitle: 测试\nminutes: 600\nwho: everyone\nsections:\n"
                    "  - {title: 单选, draw: 40, from: {bank: bench}, marks: 1}\n");
    snprintf(list, sizeof list, "%s/people.csv", hall->path);
    free(test_hall_biwu(hall, 0, "people", "import", list, "--apply", NULL));
    free(test_hall_biwu(hall, 0, "bank", "sync", NULL));
    test_hall_start_hub(hall, NULL);
    free(test_hall_biwu(hall, 0, "event", "open", "bench", NULL));
}

/* ---- Scripted seats --------------------------------------------------------------------------------- */

struct seat {
    struct line_end line;
    int64_t attempt;
    int64_t given; /* answers so far; slot and letter follow from it, so that each changes something */
    int waiting;   /* of them, not confirmed yet */
};

static void seat_sit_down(struct seat *seat, const struct test_hall *hall, int number)
{
    char digits[16];
    struct arena arena = ARENA_EMPTY;
    snprintf(digits, sizeof digits, "%d", number);
    *seat = (struct seat){.attempt = 0};
    line_open(&seat->line, hall);
    struct request sign_in = {.kind = MESSAGE_SIGN_IN, .sign_in = {text_of(digits), text_of("2468")}};
    struct request start = {.kind = MESSAGE_START, .start = {.event = text_of("bench")}};
    line_ask(&seat->line, &sign_in, &arena);
    seat->attempt = line_ask(&seat->line, &start, &arena).attempt.attempt;
    arena_finish(&arena);
}

/* Keeps `window` answers on their way. */
static void give_answers(struct seat *seat, int window)
{
    static const char letters[] = "ABCD";
    for (; seat->waiting < window; seat->waiting++, seat->given++) {
        struct request request = {.id = ++seat->line.next_id, .kind = MESSAGE_ANSWER};
        request.answer.attempt = seat->attempt;
        request.answer.slot = seat->given % SLOTS;
        request.answer.response = text_make(&letters[seat->given / SLOTS % 4], 1);
        request.answer.spent = 1000 + seat->given;
        wire_write_request(&request, &seat->line.out);
    }
    line_send(&seat->line);
}

/* Counts what is confirmed. */
static int take_confirmations(struct seat *seat)
{
    int confirmed = 0;
    struct text line;
    line_receive(&seat->line);
    while (lines_next(&seat->line.in, &line) == LINES_LINE) {
        if (text_find(line, (struct text)TEXT("\"error\"")) >= 0)
            fail_msg("an answer is refused: %.*s", TEXT_ARG(line));
        confirmed += text_find(line, (struct text)TEXT("\"do\":\"answer\"")) >= 0;
    }
    seat->waiting -= confirmed;
    return confirmed;
}

static double answers_a_second(struct seat *seats, int count, int window, int epoll, double seconds)
{
    struct epoll_event ready[256];
    int64_t confirmed = 0;
    double start = bench_seconds(), now = start;
    for (int i = 0; i < count; i++)
        give_answers(&seats[i], window);
    while (now - start < seconds) {
        int n = epoll_wait(epoll, ready, (int)COUNT_OF(ready), LINE_PATIENCE_MS);
        if (n <= 0)
            fail_msg("the hub does not answer");
        for (int i = 0; i < n; i++) {
            struct seat *seat = ready[i].data.ptr;
            confirmed += take_confirmations(seat);
            give_answers(seat, window);
        }
        now = bench_seconds();
    }
    return (double)confirmed / (now - start);
}

/* What is still on its way belongs to no round. */
static void settle(struct seat *seats, int count)
{
    for (int i = 0; i < count; i++)
        while (seats[i].waiting > 0) {
            line_send(&seats[i].line);
            if (!line_wait(&seats[i].line, LINE_PATIENCE_MS))
                fail_msg("the hub does not answer");
            take_confirmations(&seats[i]);
        }
}

/* ---- Somebody who pulls tables ---------------------------------------------------------------------- */

/* One table after the other, without a pause; each leaves a byte in the file. */
static pid_t start_reader(const struct test_hall *hall, const char *counted)
{
    static const char script[] = "while \"$0\" -C \"$1\" table scores bench --format csv >/dev/null;"
                                 " do printf . >>\"$2\"; done";
    unlink(counted);
    pid_t pid = fork();
    if (pid == 0) {
        setpgid(0, 0);
        execl("/bin/sh", "sh", "-c", script, test_hall_program(), hall->path, counted, (char *)NULL);
        _exit(127);
    }
    setpgid(pid, pid);
    return pid;
}

static int64_t tables_pulled(const char *counted)
{
    struct stat st;
    return stat(counted, &st) == 0 ? st.st_size : 0;
}

/* By then the reader reads, and not the shell starts. */
static void await_table(pid_t reader, const char *counted)
{
    double start = bench_seconds();
    while (tables_pulled(counted) == 0) {
        if (bench_seconds() - start > LINE_PATIENCE_MS / 1000.0 || waitpid(reader, NULL, WNOHANG) != 0)
            fail_msg("no table is made");
        usleep(1000);
    }
}

static void end_reader(pid_t reader)
{
    kill(-reader, SIGKILL);
    waitpid(reader, NULL, 0);
}

/* ---- Measuring -------------------------------------------------------------------------------------- */

static int watch(struct seat *seats, int count)
{
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    for (int i = 0; i < count; i++) {
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &seats[i]};
        epoll_ctl(epoll, EPOLL_CTL_ADD, seats[i].line.fd, &event);
    }
    return epoll;
}

/* The same seats, with and without a reader beside them. */
static void measure_reader(const struct bench *bench, const struct test_hall *hall, struct seat *seats,
                           int count, int window)
{
    struct samples samples = {.count = 0};
    double seconds = bench->quick ? 0.1 : 1.0;
    char name[64], counted[HALL_PATH_SIZE + 16];
    int epoll = watch(seats, count);
    int64_t tables = 0;
    snprintf(counted, sizeof counted, "%s/tables", hall->path);
    for (int i = 0; i < bench->rounds; i++) {
        double alone = answers_a_second(seats, count, window, epoll, seconds);
        settle(seats, count);
        pid_t reader = start_reader(hall, counted);
        await_table(reader, counted);
        samples_add(&samples, answers_a_second(seats, count, window, epoll, seconds), alone);
        end_reader(reader);
        tables += tables_pulled(counted);
        settle(seats, count);
    }
    close(epoll);
    snprintf(name, sizeof name, "  %d table%s pulled beside it", (int)(tables / bench->rounds),
             tables / bench->rounds == 1 ? "" : "s");
    bench_report(name, &samples, "/s");
}

static void measure(const struct bench *bench, const char *directory, struct seat *seats, int count,
                    int window)
{
    struct samples samples = {.count = 0};
    double seconds = bench->quick ? 0.1 : 1.0;
    char name[64];
    int epoll = watch(seats, count);
    for (int i = 0; i < bench->rounds; i++) {
        double reference = raw_appends_a_second(directory, seconds);
        samples_add(&samples, answers_a_second(seats, count, window, epoll, seconds), reference);
        settle(seats, count);
    }
    close(epoll);
    snprintf(name, sizeof name, "durable answers, %d seat%s", count, count == 1 ? "" : "s");
    bench_report(name, &samples, "/s");
}

void bench_answers(const struct bench *bench)
{
    char directory[600];
    struct test_hall hall;
    int count = bench->quick ? 20 : 1000;
    allow_many_files();
    bench_directory(bench, "answers", directory, sizeof directory);
    make_hall(&hall, directory, count);
    struct seat *seats = xcalloc((size_t)count, sizeof *seats);
    for (int i = 0; i < count; i++)
        seat_sit_down(&seats[i], &hall, 10001 + i);
    measure(bench, directory, seats, count, WINDOW);
    measure_reader(bench, &hall, seats, count, WINDOW);
    for (int i = 1; i < count; i++)
        line_close(&seats[i].line);
    /* A person alone waits for each answer to be saved before giving the next. */
    measure(bench, directory, seats, 1, 1);
    measure_reader(bench, &hall, seats, 1, 1);
    line_close(&seats[0].line);
    free(seats);
    test_hall_remove(&hall);
}
