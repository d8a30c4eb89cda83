#include "bench.h"

#include "base/clock.h"
#include "base/pin.h"

#include <sched.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, compare_doubles);
    return values[count / 2];
}

void bench_report(const char *name, struct samples *samples, const char *unit)
{
    double ours = median(samples->ours, samples->count);
    double reference = median(samples->reference, samples->count);
    char ratio[32];
    /* Far below one, a hundredth says little. */
    if (ours < 0.095 * reference)
        snprintf(ratio, sizeof ratio, "1/%.0f", reference / ours);
    else
        snprintf(ratio, sizeof ratio, "%.2f", ours / reference);
    printf("%-34s  %8s  %10.2f %s  %10.2f %s\n", name, ratio, ours, unit, reference, unit);
    fflush(stdout);
}

double bench_seconds(void)
{
    return (double)clock_monotonic_ns() / 1e9;
}

void bench_on_one_core(const struct bench *bench, void (*measure)(const struct bench *bench))
{
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        cpu_set_t cores;
        CPU_ZERO(&cores);
        CPU_SET(0, &cores);
        sched_setaffinity(0, sizeof cores, &cores);
        measure(bench);
        exit(0);
    }
    int status;
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
        fputs("bench: a measurement failed\n", stderr);
        exit(1);
    }
}

void bench_directory(const struct bench *bench, const char *name, char *out, size_t size)
{
    snprintf(out, size, "%s/%s", bench->directory, name);
    mkdir(out, 0700);
}

/* The cost of a guess, against the 5 ms that are meant. */
static void bench_pin(const struct bench *bench)
{
    struct samples samples = {.count = 0};
    char hash[PIN_HASH_SIZE];
    const int each = 20;
    for (int i = 0; i < bench->rounds; i++) {
        double start = bench_seconds();
        for (int k = 0; k < each; k++)
            pin_hash((struct text)TEXT("283145"), hash);
        samples_add(&samples, (bench_seconds() - start) * 1000 / each, 5.0);
    }
    bench_report("PIN hash (reference: as meant)", &samples, "ms");
}

static const struct {
    const char *name;
    void (*run)(const struct bench *bench);
} parts[] = {
    {"load", bench_load}, {"answers", bench_answers}, {"buzz", bench_buzz},
    {"seat", bench_seat}, {"pin", bench_pin},         {"million", bench_million},
};

int main(int argc, char **argv)
{
    struct bench bench = {.rounds = BENCH_ROUNDS};
    const char *only = NULL;
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--quick") == 0)
            bench.quick = true;
        else if (strcmp(argv[i], "--only") == 0 && i + 1 < argc)
            only = argv[++i];
        else if (!bench.directory)
            bench.directory = argv[i];
        else
            bench.banks = argv[i];
    if (!bench.directory || !bench.banks || sodium_init() < 0) {
        fputs("usage: bench [--quick] [--only PART] DIRECTORY BANKS\n", stderr);
        return 2;
    }
    if (bench.quick)
        bench.rounds = 1;
    mkdir(bench.directory, 0700);
    printf("%-34s  %8s  %13s  %13s\n", "name", "ratio", "ours", "reference");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!only || strcmp(only, parts[i].name) == 0)
            parts[i].run(&bench);
    return 0;
}
