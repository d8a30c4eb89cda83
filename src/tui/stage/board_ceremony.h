/* The end of an evening: the ranking from the bottom up, then the prizes. The same for contests, series and
 * panels. */
#ifndef BIWU_TUI_STAGE_BOARD_CEREMONY_H
#define BIWU_TUI_STAGE_BOARD_CEREMONY_H

#include "tui/stage/board_large.h"
#include "wire/stage.h"

struct ceremony_row {
    int64_t rank;
    struct text name, award; /* award: may be empty */
    mark_t mark;
};

struct ceremony {
    struct text title;               /* of the event */
    const struct ceremony_row *rows; /* those revealed, best first */
    int count;
    int of; /* ranked in all */
    const struct award_row *awards;
    int64_t award_count;
    bool provisional;
};

/* The row revealed last stands out, the first of all most of all. */
void ceremony_reveal(const struct ceremony *ceremony, const struct easel *easel, struct rect rect);
/* Prizes with their winners, as far as they are revealed; without prizes the first places. */
void ceremony_awards(const struct ceremony *ceremony, const struct easel *easel, struct rect rect);

#endif
