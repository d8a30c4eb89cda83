/* One thread that checks PINs, so that the loop never waits for a hash. */
#ifndef BIWU_HUB_PIN_WORKER_H
#define BIWU_HUB_PIN_WORKER_H

#include "base/err.h"
#include "base/text.h"

struct pin_worker;

/* NULL with err when the thread cannot be started. */
struct pin_worker *pin_worker_start(struct err *err);
/* Finishes the check that is going on, drops the rest, ends the thread. Accepts NULL. */
void pin_worker_stop(struct pin_worker *worker);
/* Readable while there are results; to be watched by the loop. */
int pin_worker_fd(const struct pin_worker *worker);

/* Queues a check of `pin` against `hash`; both are copied. An empty hash is checked against one that nobody's
 * PIN fits, so that it takes as long. */
void pin_worker_check(struct pin_worker *worker, int64_t job, struct text hash, struct text pin);
/* The next result; false when there is none. */
bool pin_worker_take(struct pin_worker *worker, int64_t *job, bool *right);

#endif
