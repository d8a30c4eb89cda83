/* What the hub says about answers in words: papers, queues, scripts, candidates of an oral test. Replies
 * point into constant data. */
#ifndef BIWU_TESTS_GOLDEN_MARKING_CAST_H
#define BIWU_TESTS_GOLDEN_MARKING_CAST_H

#include "cast.h"

enum { MARKING_CAST_SLOTS = 2, MARKING_CAST_POINTS = 4 };

/* The points of the one item that is answered in words, and an answer to it. */
extern const struct point_row marking_cast_points[MARKING_CAST_POINTS];
extern const struct text marking_cast_response;
/* The first is answered in words, the second is single choice. */
extern const struct slot_row marking_cast_slots[MARKING_CAST_SLOTS];

/* Attempt 7, with these slots. */
struct reply marking_cast_paper(const struct slot_row *slots);
struct reply marking_cast_queue(void);
/* A script to be marked by a second marker; one that this marker has marked. */
struct reply marking_cast_script(int64_t token);
struct reply marking_cast_own_script(int64_t token, bool settled);
struct reply marking_cast_marked(const char *outcome);
struct reply marking_cast_candidates(void);
/* The paper as the examiner gets it. */
struct reply marking_cast_oral_paper(void);

#endif
