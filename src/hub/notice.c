#include "hub/notice.h"

#include "base/clock.h"
#include "hub/events.h"
#include "hub/marking_room.h"
#include "hub/stage_names.h"

void notice_changes(struct hub *hub)
{
    int64_t version = store_data_version(hub->store);
    hub->looked_at = clock_boot_ms();
    if (version != hub->data_version) {
        hub->data_version = version;
        hub->roster.fresh = false;
        /* Banks may have what was missing now; names in results may have changed. */
        for (size_t i = 0; i < hub->test_count; i++) {
            hub->tests[i]->stuck = hub->tests[i]->results.fresh = false;
            marking_room_stale(hub->tests[i]);
        }
        stages_forget_names(hub);
    }
    events_look(hub);
}
