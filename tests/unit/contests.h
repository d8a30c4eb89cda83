/* Contests for tests of the rules: scripts without a pool, commands in one line, and items whose key is A. */
#ifndef BIWU_TESTS_UNIT_CONTESTS_H
#define BIWU_TESTS_UNIT_CONTESTS_H

#include "core/contest.h"
#include "items.h"

#define M(marks) ((mark_t)(marks)*MARK_ONE)

enum { CONTESTS_SECOND = 1000 };

/* Every queue gets what it needs and the round's spares; revisions count from 1 through the script. */
static inline struct contest_script contests_script(const struct contest_sheet *sheet, struct arena *arena)
{
    int count = 0, revision = 0;
    for (int r = 0; r < sheet->round_count; r++)
        count += round_queue_count(&sheet->rounds[r]);
    struct contest_queue *queues = arena_array(arena, (size_t)count, sizeof *queues), *queue = queues;
    for (int r = 0; r < sheet->round_count; r++)
        for (int q = 0; q < round_queue_count(&sheet->rounds[r]); q++, queue++) {
            int need = round_queue_need(sheet, r, q), all = need + sheet->rounds[r].spares;
            struct slot *slots = arena_array(arena, (size_t)all, sizeof *slots);
            for (int i = 0; i < all; i++) {
                slots[i] = (struct slot){.revision = ++revision, .child = -1, .kind = ITEM_SINGLE};
                slots[i].bank = text_of("b");
                slots[i].id = arena_textf(arena, "i%d", revision);
                slots[i].topic = text_of("");
            }
            *queue = (struct contest_queue){r, q, slots, all, need};
        }
    return (struct contest_script){queues, count};
}

/* Single choice, A is right. `context`: revisions that are multiples of *context cannot be had; NULL: none.
 */
static inline const struct item *contests_item(void *context, const struct slot *slot)
{
    static const struct item item = {
        .id = TEXT("x"), .kind = ITEM_SINGLE, .options = items_letters, .option_count = 4, .key = 1};
    const int64_t *missing = context;
    return missing && slot->revision % *missing == 0 ? NULL : &item;
}

static inline struct contest_command contests_command(enum contest_command_kind kind)
{
    return (struct contest_command){.kind = kind,
                                    .as = {.round = -1,
                                           .queue = -1,
                                           .item = -1,
                                           .play = -1,
                                           .team = -1,
                                           .response = TEXT(""),
                                           .reason = TEXT("")}};
}

#endif
