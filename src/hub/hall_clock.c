#include "hub/hall_clock.h"

#include "base/clock.h"
#include "base/file.h"

/* What is saved beside the clock, to tell the length of an outage. */
static const char boot_id_fact[] = "boot-id", boot_fact[] = "boot-ms", wall_fact[] = "wall-ms";

/* 0 where the kernel does not say: then every start counts as a new boot. */
static int64_t read_boot_id(void)
{
    struct buf id = BUF_EMPTY;
    int64_t folded = 0;
    if (file_read("/proc/sys/kernel/random/boot_id", 4096, &id, NULL) && id.len) {
        struct hash hash = hash_of(text_trim(buf_text(&id)));
        memcpy(&folded, hash.bytes, sizeof folded);
    }
    buf_finish(&id);
    return folded;
}

bool hall_clock_start(struct hall_clock *clock, struct store *store, struct err *err)
{
    int64_t boot_id, boot_ms, wall_ms;
    *clock = (struct hall_clock){.started = clock_boot_ms(), .boot_id = read_boot_id()};
    if (!store_clock_load(store, &clock->base, err) || !store_fact_load(store, boot_id_fact, &boot_id, err) ||
        !store_fact_load(store, boot_fact, &boot_ms, err) ||
        !store_fact_load(store, wall_fact, &wall_ms, err))
        return false;
    if (wall_ms == 0)
        return true; /* the first hub of this hall */
    bool same_boot = boot_id != 0 && boot_id == clock->boot_id;
    int64_t outage = same_boot ? clock->started - boot_ms : clock_wall_ms() - wall_ms;
    clock->outage = outage > 0 ? outage : 0;
    return true;
}

int64_t hall_clock_now(const struct hall_clock *clock)
{
    return clock->base + (clock_boot_ms() - clock->started);
}

bool hall_clock_save(const struct hall_clock *clock, struct store *store, struct err *err)
{
    return store_clock_save(store, hall_clock_now(clock), err) &&
           store_fact_save(store, boot_id_fact, clock->boot_id, err) &&
           store_fact_save(store, boot_fact, clock_boot_ms(), err) &&
           store_fact_save(store, wall_fact, clock_wall_ms(), err);
}
