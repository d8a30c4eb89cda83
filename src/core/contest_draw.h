/* The script of a contest: for every queue of every round the items in the order in which they come on,
 * spares included. Drawn once, when the contest begins; no item stands in it twice. */
#ifndef BIWU_CORE_CONTEST_DRAW_H
#define BIWU_CORE_CONTEST_DRAW_H

#include "core/contest_sheet.h"
#include "core/form.h"

struct contest_queue {
    int round, queue;
    const struct slot *slots; /* of struct slot: revision, bank, id, topic, kind, option_count, shown */
    int count;                /* those needed first, then spares; fewer spares where the banks have no more */
    int need;
};

struct contest_script {
    const struct contest_queue *queues; /* by round, then queue */
    int queue_count;
};

/* Draws in the order of the rounds; named items are taken first of all, so that no filter takes them, and
 * spares last, so that no round lacks what another keeps in reserve. Drawn items have no enemies in the
 * script. Each number comes from the stream of (seed, "contest", "ROUND/QUEUE") with ROUND and QUEUE counted
 * from 1 (docs/draw.md); options are shown in drawn order when the sheet says so, as on a form. Fails naming
 * the round and what is missing. Cases are never drawn. Slots are allocated in `arena`; their texts are the
 * pool's. */
bool contest_draw(const struct contest_sheet *sheet, const struct pool *pool, struct text seed,
                  struct arena *arena, struct contest_script *out, struct err *err);
/* Whether the pool can fill it, before anybody sits down: as contest_draw with a fixed seed. */
bool contest_check(const struct contest_sheet *sheet, const struct pool *pool, struct err *err);

const struct contest_queue *contest_script_queue(const struct contest_script *script, int round, int queue);

#endif
