/* Entrants (参赛者): who is ranked by a contest, a panel or a series: a team, or one person. */
#ifndef BIWU_CORE_ENTRANT_H
#define BIWU_CORE_ENTRANT_H

#include "core/mark.h"
#include "core/sheet.h"

enum {
    ENTRANTS_MAX = 2000, /* of one event */
    ENTRANT_MAX_MEMBERS = 50,
};

struct entrant {
    struct text code; /* unique in the event: "A", or a person's number */
    struct text name; /* shown everywhere; of a person given by number alone: filled from the roster */
    struct text unit; /* path; may be empty; likewise */
    struct text note; /* introduction for the board; may be empty */
    const struct text *members; /* staff numbers, those who may sit at the desk; of a person: himself */
    int member_count;
};

/* -1: none has this code. */
int entrant_find(const struct entrant *entrants, int count, struct text code);
/* Whether the person with this number belongs to the entrant. */
bool entrant_has_member(const struct entrant *entrant, struct text number);

/* Prizes (奖项): what stands at the ranks from `first` to `last`. Entrants who share a rank all get what that
 * rank gets; the ranks after them follow the 1 2 2 4 rule, so a prize may be left without a winner. */
struct award {
    struct text title; /* 状元, 一等奖 */
    int first, last;   /* ranks, from 1 */
};

/* The award that a rank gets, or NULL. Awards are checked not to overlap. */
const struct award *award_of(const struct award *awards, int count, int rank);

/* ---- Ranking by a chain of keys ---------------------------------------------------------------------- */

enum { PLACING_KEYS = 12 };

/* What an entrant is ranked by: key 0 decides; entrants equal in it are compared by key 1, and so on. Higher
 * is better: negate what is better when small. */
struct placing {
    int entrant; /* index in the event; entrants that share a rank stand in this order */
    bool unranked;
    int64_t keys[PLACING_KEYS];
    int rank;    /* filled: 1 2 2 4; 0 for the unranked, who stand last */
    int decided; /* filled: the key that put it behind the one before it; -1: the first, or shares the rank */
};

void placing_rank(struct placing *rows, size_t count, int key_count);

#endif
