#include "room.h"

#include "bank/event_file.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/pin.h"
#include "hub/hub.h"
#include "store/people.h"
#include "store/verify.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* Right answers: options that begin with 对; the order 甲 乙 丙 丁; left n belongs to right n; the segments
 * 错a and 错b; true; 北京 and 1921; 12.5. The rationale is a word that must not leave the hub early. */
static const char bank_text[] =
    "bank: all\n"
    "title: 各种题型\n"
    "items:\n"
    "  - {id: a-single, kind: single, stem: 单选, options: [错一, 错二, 对三, 错四], key: C, topic: 甲类,\n"
    "     rationale: 绝密解析, source: {document: 条例, article: 第一条, edition: 2018-10-28}}\n"
    "  - {id: a-multiple, kind: multiple, stem: 多选, options: [对一, 错二, 对三, 错四], key: AC, topic: "
    "甲类,\n"
    "     rationale: 绝密解析}\n"
    "  - {id: a-truefalse, kind: truefalse, stem: 判断, key: true, topic: 乙类}\n"
    "  - {id: a-blank, kind: blank, stem: 首都是____，建党在____年, key: [北京, '1921'], topic: 乙类}\n"
    "  - {id: a-numeric, kind: numeric, stem: 党费, key: 12.5, tolerance: 0.01, unit: 元, topic: 乙类}\n"
    "  - {id: a-order, kind: order, stem: 排序, options: [甲, 乙, 丙, 丁]}\n"
    "  - {id: a-match, kind: match, stem: 配对, pairs: [[左1, 右1], [左2, 右2], [左3, 右3]]}\n"
    "  - {id: a-spot, kind: spot, stem: '开头[[错a]]中间[[好b]]再[[错b]]结尾', key: [1, 3]}\n"
    "  - id: a-case\n"
    "    kind: case\n"
    "    stimulus: 某支部的材料\n"
    "    items:\n"
    "      - {id: a-case-1, kind: single, stem: 小题一, options: [对一, 错二], key: A}\n"
    "      - {id: a-case-2, kind: truefalse, stem: 小题二, key: true}\n";

void room_write(const struct room *room, const char *name, const char *content)
{
    char path[ROOM_PATH + 100];
    struct err err = ERR_NONE;
    snprintf(path, sizeof path, "%s/%s", room->path, name);
    if (!file_write(path, text_of(content), 0640, &err))
        fail_msg("%s", err.message);
}

void room_write_test(const struct room *room, const char *code, const char *settings)
{
    char name[100];
    struct buf sheet = BUF_EMPTY;
    snprintf(name, sizeof name, "events/%s.yaml", code);
    buf_addf(
        &sheet,
        "test: %s\n"
        "title: 各种题型测试\n"
        "who: everyone\n"
        "%s"
        "sections:\n"
        "  - {title: 第一部分, items: [a-single, a-multiple, a-truefalse, a-blank, a-numeric], marks: 2}\n"
        "  - {title: 第二部分, items: [a-order, a-match, a-spot, a-case], marks: 4}\n",
        code, settings);
    room_write(room, name, buf_string(&sheet));
    buf_finish(&sheet);
}

struct store *room_store(const struct room *room, enum store_mode mode)
{
    char path[ROOM_PATH + 100];
    struct err err = ERR_NONE;
    snprintf(path, sizeof path, "%s/hall.db", room->path);
    struct store *store = store_open(path, mode, &err);
    if (!store)
        fail_msg("%s", err.message);
    return store;
}

static void add_people(const struct room *room, int count)
{
    struct arena arena = ARENA_EMPTY;
    struct err err = ERR_NONE;
    struct person *people = arena_array(&arena, (size_t)count, sizeof *people);
    struct text *hashes = arena_array(&arena, (size_t)count, sizeof *hashes);
    int64_t counts[PERSON_CHANGES];
    char hash[PIN_HASH_SIZE];
    pin_hash(text_of("2468"), hash);
    for (int i = 0; i < count; i++) {
        people[i] = (struct person){.number = arena_textf(&arena, "%d", 10001 + i),
                                    .name = arena_textf(&arena, "人%d", i),
                                    .unit = arena_textf(&arena, "矿/%d队", i % 3),
                                    .post = TEXT("党员")};
        hashes[i] = text_of(hash);
    }
    struct store *store = room_store(room, STORE_CREATE);
    if (!store_begin(store, &err) ||
        !people_import(store, people, hashes, (size_t)count, false, clock_wall_ms(), text_of("uid:0"), counts,
                       &err) ||
        !store_commit(store, &err))
        fail_msg("%s", err.message);
    store_close(store);
    arena_finish(&arena);
}

void room_make(struct room *room, int people, const char *hall)
{
    const char *tmp = getenv("TMPDIR");
    char path[ROOM_PATH + 100];
    *room = (struct room){.hub = 0};
    snprintf(room->path, sizeof room->path, "%s/biwu-room-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    assert_non_null(mkdtemp(room->path));
    static const char *const below[] = {"question_banks", "events"};
    for (size_t i = 0; i < COUNT_OF(below); i++) {
        snprintf(path, sizeof path, "%s/%s", room->path, below[i]);
        assert_true(file_make_dirs(path, 0750, NULL));
    }
    room_write(room, "hall.yaml", hall ? hall : "hall: 考场\norganizers: ['10001']\n");
    room_write(room, "question_banks/all.yaml", bank_text);
    add_people(room, people);
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

void room_remove(struct room *room)
{
    if (room->hub)
        room_stop(room, SIGKILL);
    nftw(room->path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

static _Noreturn void be_hub(const struct room *room, int ready, int idle_exit)
{
    char log[ROOM_PATH + 100];
    struct err err = ERR_NONE;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    snprintf(log, sizeof log, "%s/hub.log", room->path);
    int fd = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    dup2(fd, STDERR_FILENO);
    struct hub_options options = {
        .hall = room->path, .idle_exit_ms = idle_exit, .ready_fd = ready, .verbose = true};
    bool ok = hub_run(&options, &err);
    if (!ok)
        fprintf(stderr, "hub_run: %s\n", err.message);
    exit(ok ? 0 : 1);
}

static void print_log(const struct room *room)
{
    char path[ROOM_PATH + 100];
    struct buf log = BUF_EMPTY;
    snprintf(path, sizeof path, "%s/hub.log", room->path);
    file_read(path, 64 << 20, &log, NULL);
    size_t from = log.len > 8000 ? log.len - 8000 : 0;
    fprintf(stderr, "%s", buf_string(&log) + from);
    buf_finish(&log);
}

void room_start_idle(struct room *room, int idle_exit)
{
    int ends[2];
    char byte;
    assert_int_equal(room->hub, 0);
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    fflush(NULL);
    room->hub = fork();
    if (room->hub == 0)
        be_hub(room, ends[1], idle_exit);
    close(ends[1]);
    bool up = read(ends[0], &byte, 1) == 1;
    close(ends[0]);
    if (up)
        return;
    print_log(room);
    fail_msg("the hub did not start");
}

void room_start(struct room *room)
{
    room_start_idle(room, 0);
}

void room_wait_end(struct room *room)
{
    int status;
    assert_int_equal(waitpid(room->hub, &status, 0), room->hub);
    room->hub = 0;
    bool killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    if (killed || (WIFEXITED(status) && WEXITSTATUS(status) == 0))
        return;
    print_log(room);
    fail_msg("the hub ended with status %#x", (unsigned)status);
}

void room_stop(struct room *room, int signal)
{
    kill(room->hub, signal);
    room_wait_end(room);
}

/* ---- Verifying --------------------------------------------------------------------------------------- */

static void on_finding(void *context, const char *sentence)
{
    (void)context;
    fail_msg("verify: %s", sentence);
}

static bool read_event(struct text source, enum event_kind kind, struct arena *arena, struct event_sheet *out)
{
    struct diags diags = DIAGS_EMPTY;
    bool ok = event_file_load(source, "sheet", arena, &diags, out) && out->kind == kind;
    diags_finish(&diags);
    return ok;
}

static bool read_sheet(void *context, struct text source, struct arena *arena, struct test_sheet *out)
{
    (void)context;
    struct event_sheet sheet;
    bool ok = read_event(source, EVENT_KIND_TEST, arena, &sheet);
    if (ok)
        *out = sheet.test;
    return ok;
}

static bool read_contest(void *context, struct text source, struct arena *arena, struct contest_sheet *out)
{
    (void)context;
    struct event_sheet sheet;
    bool ok = read_event(source, EVENT_KIND_CONTEST, arena, &sheet);
    if (ok)
        *out = sheet.contest;
    return ok;
}

static bool read_panel(void *context, struct text source, struct arena *arena, struct panel_sheet *out)
{
    (void)context;
    struct event_sheet sheet;
    bool ok = read_event(source, EVENT_KIND_PANEL, arena, &sheet);
    if (ok)
        *out = sheet.panel;
    return ok;
}

int64_t room_verify(const struct room *room)
{
    struct store *store = room_store(room, STORE_WRITE);
    struct verify_report report = {
        .finding = on_finding, .sheet = read_sheet, .contest = read_contest, .panel = read_panel};
    struct verify_counts counts;
    struct err err = ERR_NONE;
    if (!store_verify(store, &report, &counts, &err))
        fail_msg("%s", err.message);
    store_close(store);
    return counts.entries;
}
