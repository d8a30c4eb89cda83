#include "hub/deadlines.h"

#include "base/mem.h"

static void put(struct hub *hub, size_t place, struct live *live)
{
    hub->heap[place] = live;
    live->place = place;
}

static void rise(struct hub *hub, struct live *live)
{
    size_t at = live->place;
    while (at > 0 && hub->heap[(at - 1) / 2]->deadline > live->deadline) {
        put(hub, at, hub->heap[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
    put(hub, at, live);
}

static void sink(struct hub *hub, struct live *live)
{
    size_t at = live->place;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child + 1 < hub->heap_count && hub->heap[child + 1]->deadline < hub->heap[child]->deadline)
            child++;
        if (child >= hub->heap_count || hub->heap[child]->deadline >= live->deadline)
            break;
        put(hub, at, hub->heap[child]);
        at = child;
    }
    put(hub, at, live);
}

void deadlines_add(struct hub *hub, struct live *live)
{
    hub->heap = xgrow(hub->heap, &hub->heap_capacity, hub->heap_count + 1, sizeof(struct live *));
    put(hub, hub->heap_count++, live);
    rise(hub, live);
}

void deadlines_move(struct hub *hub, struct live *live)
{
    rise(hub, live);
    sink(hub, live);
}

void deadlines_remove(struct hub *hub, struct live *live)
{
    struct live *last = hub->heap[--hub->heap_count];
    if (last == live)
        return;
    put(hub, live->place, last);
    deadlines_move(hub, last);
}

struct live *deadlines_first(const struct hub *hub)
{
    return hub->heap_count ? hub->heap[0] : NULL;
}
