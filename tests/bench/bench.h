/* Measuring biwu beside something everybody knows. Each measurement alternates ours and the reference in one
 * run, so that both meet the same machine, and takes the median. */
#ifndef BIWU_BENCH_H
#define BIWU_BENCH_H

#include <stdbool.h>
#include <stddef.h>

enum { BENCH_ROUNDS = 7 };

struct bench {
    const char *directory; /* for the files of the measurements: on the disk that is to be measured */
    const char *banks;     /* the sample banks' directory */
    bool quick;            /* tiny sizes, to see that everything works; the numbers mean nothing */
    int rounds;
};

struct samples {
    double ours[BENCH_ROUNDS], reference[BENCH_ROUNDS];
    int count;
};

static inline void samples_add(struct samples *samples, double ours, double reference)
{
    samples->ours[samples->count] = ours;
    samples->reference[samples->count++] = reference;
}

/* Prints "name  ratio  ours  reference" of the medians; `unit` follows both values. */
void bench_report(const char *name, struct samples *samples, const char *unit);
double bench_seconds(void);
/* Runs `measure` in a child process that is held on the first core, and waits; ends the program when it
 * fails. */
void bench_on_one_core(const struct bench *bench, void (*measure)(const struct bench *bench));
/* DIR/name below the bench's directory, made if need be. */
void bench_directory(const struct bench *bench, const char *name, char *out, size_t size);

void bench_load(const struct bench *bench);    /* load.c */
void bench_answers(const struct bench *bench); /* answers.c */
void bench_buzz(const struct bench *bench);    /* buzz.c */
void bench_seat(const struct bench *bench);    /* seat.c: first paint, memory */
void bench_million(const struct bench *bench); /* million.c: ranking and statistics */

#endif
