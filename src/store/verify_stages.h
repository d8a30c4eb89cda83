/* What a verification knows of a contest, a panel or a series. Private to verify*.c. */
#ifndef BIWU_STORE_VERIFY_STAGES_H
#define BIWU_STORE_VERIFY_STAGES_H

#include "store/projection.h"
#include "store/stages.h"
#include "store/verify_state.h"

enum stage_sort { STAGE_CONTEST, STAGE_PANEL, STAGE_SERIES };
enum { STAGE_SORTS = STAGE_SERIES + 1 };

/* The changes of marks of one entry of a contest, as the journal has them. */
struct added {
    const struct contest_delta *deltas;
    int64_t delta_count;
    size_t undone_by; /* n of the entry that took it back; 0: none */
    int64_t undoes;   /* the target, of an entry that takes back; 0: it is none */
    bool put_back;    /* what it took back was put back */
};

struct checked_stage {
    enum stage_sort sort;
    struct text stream, code; /* in `arena` */
    int64_t first_seq, last_seq;
    bool broken;                               /* cannot be folded; said already */
    const struct contest_sheet *contest_sheet; /* NULL: not of that sort, or not to be had */
    const struct panel_sheet *panel_sheet;
    struct contest contest;
    struct panel panel;
    struct series_state series;
    struct series_final series_final;
    struct added *added; /* one an entry */
    size_t added_count, added_capacity;
    struct arena arena;
};

/* The script that a contest began with: its items exist, are the pool's, come once, and are drawn. */
bool verify_script(struct verify *verify, const struct checked_stage *stage,
                   const struct contest_script *script, struct err *err);
/* Order, codes and envelopes that a panel began with. Recusals follow from the roster of that day, which is
 * not kept: they are taken as they are. */
void verify_panel_draw(struct verify *verify, const struct checked_stage *stage,
                       const struct panel_event *event);

#endif
