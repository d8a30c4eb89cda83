/* What a person at a terminal meets first: how soon the sign-in screen stands, and how much memory it takes.
 */
#include "bench.h"

#include "hall.h"

#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- First paint, beside tig -------------------------------------------------------------------------- */

static double paint_ms(const char *const *argv, const char *const *environment, const char *text)
{
    struct terminal_options options = {argv, environment, 80, 24};
    double start = bench_seconds();
    struct terminal *terminal = terminal_start(&options);
    terminal_wait_for(terminal, text);
    double taken = (bench_seconds() - start) * 1000;
    terminal_finish(terminal);
    return taken;
}

/* A repository of one commit: the least that tig can have to show. */
static bool make_repository(const char *directory)
{
    char command[2048];
    snprintf(command, sizeof command,
             "cd '%s' && git init -q . 2>/dev/null && git -c user.name=bench -c user.email=bench@localhost "
             "commit -q"
             " --allow-empty -m 'the first commit' && command -v tig >/dev/null",
             directory);
    return system(command) == 0;
}

static void measure_paint(const struct bench *bench, const struct test_hall *hall)
{
    char repository[600], tig[800];
    struct samples samples = {.count = 0};
    bench_directory(bench, "repository", repository, sizeof repository);
    if (!make_repository(repository)) {
        puts("first paint: tig is not here to compare with");
        return;
    }
    snprintf(tig, sizeof tig, "cd '%s' && exec tig", repository);
    const char *const ours[] = {test_hall_program(), "-C", hall->path, NULL};
    const char *const reference[] = {"/bin/sh", "-c", tig, NULL};
    const char *const english[] = {"BIWU_LANG=en", NULL};
    for (int i = 0; i < bench->rounds; i++) {
        double theirs = paint_ms(reference, NULL, "the first commit");
        samples_add(&samples, paint_ms(ours, english, "PIN"), theirs);
    }
    bench_report("first paint of sign-in, beside tig", &samples, "ms");
}

/* ---- Memory, beside the 6 MB that are meant ------------------------------------------------------------ */

/* A line "Name:  123 kB" of a file in /proc, in MB; 0 when it is not there. */
static double memory_of(pid_t pid, const char *file, const char *name)
{
    char path[64], line[256];
    double kilobytes = 0;
    snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, file);
    FILE *in = fopen(path, "re");
    while (in && fgets(line, sizeof line, in))
        if (strncmp(line, name, strlen(name)) == 0)
            kilobytes = strtod(line + strlen(name), NULL);
    if (in)
        fclose(in);
    return kilobytes / 1024;
}

/* To the first item of the monthly test. */
static void sit_down(struct terminal *terminal, const struct test_hall *hall, const char *number)
{
    char pin[HALL_PIN_SIZE];
    test_hall_pin(hall, number, pin);
    terminal_wait_for(terminal, "Staff number");
    terminal_type(terminal, number);
    terminal_press(terminal, KEY_ENTER);
    terminal_type(terminal, pin);
    terminal_press(terminal, KEY_ENTER);
    /* The list comes after the heading. A line at a time: a key pressed before the last one was seen could go
     * past it. */
    terminal_wait_for(terminal, "▸");
    while (!terminal_shows(terminal, "▸ 十一月份应知应会测试")) {
        char marked[512];
        int column = 0, row = 0;
        terminal_find(terminal, "▸", &column, &row);
        snprintf(marked, sizeof marked, "%s", terminal_row(terminal, row));
        terminal_press(terminal, KEY_DOWN);
        terminal_wait_gone(terminal, marked);
    }
    terminal_press(terminal, KEY_ENTER);
    terminal_wait_for(terminal, "The clock starts when you press Enter.");
    terminal_press(terminal, KEY_ENTER);
    terminal_wait_for(terminal, "Item 1 of ");
}

static void measure_memory(const struct bench *bench, const struct test_hall *hall)
{
    struct samples resident = {.count = 0}, shared = {.count = 0};
    const double meant = 6;
    for (int i = 0; i < bench->rounds; i++) {
        char number[16];
        snprintf(number, sizeof number, "%d", 10003 + i);
        struct terminal *terminal = test_hall_seat(hall, "en", 80, 24);
        sit_down(terminal, hall, number);
        samples_add(&resident, memory_of(terminal_pid(terminal), "status", "VmRSS:"), meant);
        samples_add(&shared, memory_of(terminal_pid(terminal), "smaps_rollup", "Pss:"), meant);
        terminal_finish(terminal);
    }
    bench_report("seat in a test, VmRSS", &resident, "MB");
    bench_report("seat in a test, PSS", &shared, "MB");
}

void bench_seat(const struct bench *bench)
{
    char directory[600];
    struct test_hall hall;
    bench_directory(bench, "seat", directory, sizeof directory);
    test_hall_make(&hall, directory, true);
    test_hall_start_hub(&hall, NULL);
    free(test_hall_biwu(&hall, 0, "event", "open", "2026-11-yzyh", NULL));
    measure_paint(bench, &hall);
    measure_memory(bench, &hall);
    test_hall_remove(&hall);
}
