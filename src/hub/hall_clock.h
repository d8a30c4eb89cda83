/* The hall clock: milliseconds during which a hub was running for this hall. It goes on from its last saved
 * value, so that an outage takes nobody's time, and it knows nothing of changes of the wall clock. */
#ifndef BIWU_HUB_HALL_CLOCK_H
#define BIWU_HUB_HALL_CLOCK_H

#include "store/store.h"

struct hall_clock {
    int64_t base;    /* hall clock at the start */
    int64_t started; /* CLOCK_BOOTTIME at the start */
    int64_t boot_id; /* of this boot of the machine, folded to a number */
    int64_t outage;  /* ms between the last saved value and the start */
};

/* Goes on from what the database holds and works out how long no hub was running: by CLOCK_BOOTTIME when the
 * machine has not been booted since, else by the wall clock; never negative. */
bool hall_clock_start(struct hall_clock *clock, struct store *store, struct err *err);
int64_t hall_clock_now(const struct hall_clock *clock);
/* Within a write transaction. */
bool hall_clock_save(const struct hall_clock *clock, struct store *store, struct err *err);

#endif
