/* hall.yaml: what an organizer decides about the room as a whole. */
#ifndef BIWU_BANK_HALL_LOAD_H
#define BIWU_BANK_HALL_LOAD_H

#include "base/diag.h"

struct hall {
    struct text name;              /* shown on every home screen; empty where the file is silent */
    const struct text *organizers; /* 工号 of those who may open, extend, void, unlock */
    int organizer_count;
    int connections; /* most seats at once; default 2000 */
    int wrong_pins;  /* wrong PINs in a row before the sign-in is locked; default 8 */
    bool rehearsal;  /* a hall for trying things out: its terminals say so all the time; default false */
};

/* As bank_load. Keys: hall (name, 考场), organizers (组织者), connections, wrong_pins, rehearsal (彩排). A
 * missing file is the caller's business; an empty one gives the defaults. */
bool hall_load(struct text source, const char *file, struct arena *arena, struct diags *diags,
               struct hall *out);

#endif
