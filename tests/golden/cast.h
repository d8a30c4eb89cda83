/* What the hub says in the golden tests: people, papers, results with Chinese data. Replies point into
 * constant data. */
#ifndef BIWU_TESTS_GOLDEN_CAST_H
#define BIWU_TESTS_GOLDEN_CAST_H

#include "terminal.h"

enum {
    CAST_SINGLE,
    CAST_MULTIPLE,
    CAST_TRUEFALSE,
    CAST_BLANK,
    CAST_NUMERIC,
    CAST_ORDER,
    CAST_MATCH,
    CAST_SPOT,
    CAST_CASE_FIRST,
    CAST_CASE_SECOND,
    CAST_SLOTS,
};

struct reply cast_person(bool organizer);
struct reply cast_home(void);          /* one open test and others in each state, none running */
struct reply cast_home_running(void);  /* attempt 7 goes on */
struct reply cast_paper(int64_t left); /* of attempt 7, one item of each kind, 60 minutes */
struct reply cast_review(void);
struct reply cast_result(bool revealed);
struct reply cast_ranking(int64_t offset, int64_t count, int64_t total);
struct reply cast_units(void);
struct reply cast_events(void);
struct reply cast_monitor(void);

/* From the sign-in to the home screen. */
void cast_sign_in(struct terminal *terminal, bool organizer);
/* From the home screen into the test. */
void cast_begin(struct terminal *terminal);
/* To this item of the paper, by the answer sheet. */
void cast_go_to(struct terminal *terminal, int slot);

#endif
