/* Loading a bank of 100,000 items to durable rows, beside libyaml's bare event loop over the same file. */
#include "bench.h"

#include "bank/hall_files.h"
#include "bank/load.h"
#include "base/file.h"
#include "hub/bank_sync.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>

static _Noreturn void give_up(const char *what, const struct err *err)
{
    fprintf(stderr, "bench: %s: %s\n", what, err->message);
    exit(1);
}

/* ---- The file: the sample banks, over and over, each time with other ids ---------------------------- */

/* "- id: dw-0001" gets its suffix, and so does every id of "enemies: [dw-0002, dw-0003]". */
static void add_line(struct buf *out, struct text line, const char *suffix)
{
    struct text trimmed = text_trim(line);
    bool id = text_starts_with(trimmed, (struct text)TEXT("- id:"));
    bool enemies = text_starts_with(trimmed, (struct text)TEXT("enemies: ["));
    for (size_t i = 0; i < line.len; i++) {
        if (enemies && (line.at[i] == ',' || line.at[i] == ']'))
            buf_add_string(out, suffix);
        buf_add_char(out, line.at[i]);
    }
    if (id)
        buf_add_string(out, suffix);
    buf_add_char(out, '\n');
}

static size_t add_items(struct buf *out, struct text source, const char *suffix)
{
    size_t items = 0;
    bool begun = false;
    struct text line;
    while (text_next(&source, '\n', &line)) {
        begun = begun || text_starts_with(line, (struct text)TEXT("  - id:"));
        if (!begun || line.len == 0)
            continue;
        items += text_starts_with(line, (struct text)TEXT("  - id:"));
        add_line(out, line, suffix);
    }
    return items;
}

static size_t make_bank(const struct bench *bench, size_t wanted, const char *path)
{
    struct arena arena = ARENA_EMPTY;
    struct err err = ERR_NONE;
    struct text *names;
    size_t count, items = 0;
    struct buf out = BUF_EMPTY;
    if (!hall_yaml_files(bench->banks, ".", &arena, &names, &count, &err) || count == 0)
        give_up(bench->banks, &err);
    buf_add_string(&out, "bank: bench\ntitle: 题库\nitems:\n");
    for (int copy = 0; items < wanted; copy++)
        for (size_t i = 0; i < count && items < wanted; i++) {
            char from[1024], suffix[32];
            struct buf source = BUF_EMPTY;
            snprintf(from, sizeof from, "%s/%.*s", bench->banks, TEXT_ARG(names[i]));
            snprintf(suffix, sizeof suffix, "-%d", copy);
            if (!file_read(from, BANK_MAX_FILE, &source, &err))
                give_up(from, &err);
            items += add_items(&out, buf_text(&source), suffix);
            buf_finish(&source);
        }
    if (!file_write(path, buf_text(&out), 0600, &err))
        give_up(path, &err);
    buf_finish(&out);
    arena_finish(&arena);
    return items;
}

/* ---- Both sides ------------------------------------------------------------------------------------- */

static double time_libyaml(const char *path)
{
    struct buf source = BUF_EMPTY;
    struct err err = ERR_NONE;
    double start = bench_seconds();
    if (!file_read(path, BANK_MAX_FILE, &source, &err))
        give_up(path, &err);
    yaml_parser_t parser;
    yaml_event_t event;
    yaml_parser_initialize(&parser);
    yaml_parser_set_input_string(&parser, (const unsigned char *)source.at, source.len);
    bool over = false;
    while (!over) {
        if (!yaml_parser_parse(&parser, &event)) {
            fprintf(stderr, "bench: libyaml: %s\n", parser.problem);
            exit(1);
        }
        over = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    double taken = bench_seconds() - start;
    buf_finish(&source);
    return taken;
}

static void check_report(void *context, const struct bank_sync_report *report)
{
    int64_t *added = context;
    *added = report->ok ? report->counts.added : -1;
}

static void remove_database(const char *path)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char file[1100];
        snprintf(file, sizeof file, "%s%s", path, ends[i]);
        unlink(file);
    }
}

/* From the file to rows in a new database, closed. */
static double time_ours(const char *hall, size_t items)
{
    char path[1024];
    int64_t added = 0;
    struct err err = ERR_NONE;
    snprintf(path, sizeof path, "%s/hall.db", hall);
    remove_database(path);
    sync(); /* what the round before wrote is not this one's to wait for */
    double start = bench_seconds();
    struct store *store = store_open(path, STORE_CREATE, &err);
    if (!store || !bank_sync_hall(store, hall, (struct text)TEXT("bench"), check_report, &added, &err))
        give_up(path, &err);
    store_close(store);
    double taken = bench_seconds() - start;
    if (added != (int64_t)items) {
        fprintf(stderr, "bench: %lld of %zu items were taken over\n", (long long)added, items);
        exit(1);
    }
    return taken;
}

static void measure(const struct bench *bench)
{
    char hall[512], banks[600], path[700], name[64];
    bench_directory(bench, "load", hall, sizeof hall);
    snprintf(banks, sizeof banks, "%s/question_banks", hall);
    mkdir(banks, 0700);
    snprintf(path, sizeof path, "%s/bench.yaml", banks);
    size_t items = make_bank(bench, bench->quick ? 1000 : 100000, path);
    struct samples samples = {.count = 0};
    for (int i = 0; i < bench->rounds; i++) {
        double reference = time_libyaml(path);
        samples_add(&samples, time_ours(hall, items), reference);
    }
    snprintf(name, sizeof name, "load %zu items, one core", items);
    bench_report(name, &samples, "s ");
}

void bench_load(const struct bench *bench)
{
    bench_on_one_core(bench, measure);
}
