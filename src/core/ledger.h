/* A ledger (台账) of tests: of one test over its people, or of one person over the tests. */
#ifndef BIWU_CORE_LEDGER_H
#define BIWU_CORE_LEDGER_H

#include "core/mark.h"

struct ledger_result {
    mark_t mark, full;
    int attempts;
    bool passed;
};

struct ledger_line {
    int64_t entitled; /* people who may take it; tests that he may take */
    int64_t taken;    /* with a result, entitled or not */
    int64_t covered;  /* of those entitled, with a result */
    int64_t attempts; /* of those with a result (人次) */
    int64_t passed;
    mark_t sum, full;   /* of the results */
    mark_t best, worst; /* 0 when there is none */
};

/* Adds a person (or a test); `result` NULL: none. */
void ledger_add(struct ledger_line *line, bool entitled, const struct ledger_result *result);
/* Covered by entitled, passed by taken, sum by full, in percent to one decimal; false when there is nothing
 * to divide by. */
bool ledger_coverage(const struct ledger_line *line, mark_t *percent);
bool ledger_pass_rate(const struct ledger_line *line, mark_t *percent);
bool ledger_rate(const struct ledger_line *line, mark_t *percent);
/* Sum by taken, rounded half up; false when nothing was taken. */
bool ledger_mean(const struct ledger_line *line, int decimals, mark_t *mean);

#endif
