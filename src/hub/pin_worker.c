#include "hub/pin_worker.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/pin.h"
#include "base/rng.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { PIN_COPY = 256 };

struct job {
    struct job *next;
    int64_t id;
    char hash[PIN_HASH_SIZE], pin[PIN_COPY];
    size_t pin_len;
    bool known; /* there is a hash */
    bool right;
};

struct queue {
    struct job *first, **last;
};

struct pin_worker {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct queue asked, done; /* guarded by lock */
    bool stopping;            /* guarded by lock */
    int notice;               /* eventfd */
    char dummy[PIN_HASH_SIZE];
};

static void queue_add(struct queue *queue, struct job *job)
{
    job->next = NULL;
    *queue->last = job;
    queue->last = &job->next;
}

static struct job *queue_take(struct queue *queue)
{
    struct job *job = queue->first;
    if (job) {
        queue->first = job->next;
        if (!queue->first)
            queue->last = &queue->first;
    }
    return job;
}

static void job_destroy(struct job *job)
{
    explicit_bzero(job, sizeof *job);
    free(job);
}

static struct job *wait_for_job(struct pin_worker *worker)
{
    pthread_mutex_lock(&worker->lock);
    while (!worker->asked.first && !worker->stopping)
        pthread_cond_wait(&worker->wake, &worker->lock);
    struct job *job = worker->stopping ? NULL : queue_take(&worker->asked);
    pthread_mutex_unlock(&worker->lock);
    return job;
}

static void deliver(struct pin_worker *worker, struct job *job)
{
    pthread_mutex_lock(&worker->lock);
    queue_add(&worker->done, job);
    pthread_mutex_unlock(&worker->lock);
    eventfd_write(worker->notice, 1);
}

static void *work(void *argument)
{
    struct pin_worker *worker = argument;
    for (struct job *job; (job = wait_for_job(worker));) {
        bool fits =
            pin_verify(text_of(job->known ? job->hash : worker->dummy), text_make(job->pin, job->pin_len));
        job->right = fits && job->known;
        deliver(worker, job);
    }
    return NULL;
}

/* Signals are for the loop's thread. */
static bool start_thread(struct pin_worker *worker)
{
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    int failure = pthread_create(&worker->thread, NULL, work, worker);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return failure == 0;
}

static void make_dummy(char out[static PIN_HASH_SIZE])
{
    uint64_t secret;
    char pin[17];
    random_bytes(&secret, sizeof secret);
    snprintf(pin, sizeof pin, "%016llx", (unsigned long long)secret);
    pin_hash(text_of(pin), out);
}

struct pin_worker *pin_worker_start(struct err *err)
{
    struct pin_worker *worker = xcalloc(1, sizeof *worker);
    pthread_mutex_init(&worker->lock, NULL);
    pthread_cond_init(&worker->wake, NULL);
    worker->asked.last = &worker->asked.first;
    worker->done.last = &worker->done.first;
    make_dummy(worker->dummy);
    worker->notice = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (worker->notice >= 0 && start_thread(worker))
        return worker;
    err_set_errno(err, _("cannot start the thread that checks PINs"));
    if (worker->notice >= 0)
        close(worker->notice);
    free(worker);
    return NULL;
}

void pin_worker_stop(struct pin_worker *worker)
{
    if (!worker)
        return;
    pthread_mutex_lock(&worker->lock);
    worker->stopping = true;
    pthread_cond_signal(&worker->wake);
    pthread_mutex_unlock(&worker->lock);
    pthread_join(worker->thread, NULL);
    for (struct job *job; (job = queue_take(&worker->asked)) || (job = queue_take(&worker->done));)
        job_destroy(job);
    close(worker->notice);
    pthread_cond_destroy(&worker->wake);
    pthread_mutex_destroy(&worker->lock);
    free(worker);
}

int pin_worker_fd(const struct pin_worker *worker)
{
    return worker->notice;
}

void pin_worker_check(struct pin_worker *worker, int64_t id, struct text hash, struct text pin)
{
    struct job *job = xcalloc(1, sizeof *job);
    job->id = id;
    job->known = hash.len > 0 && hash.len < sizeof job->hash && pin.len <= sizeof job->pin;
    if (job->known)
        memcpy(job->hash, hash.at, hash.len);
    job->pin_len = pin.len < sizeof job->pin ? pin.len : sizeof job->pin;
    memcpy(job->pin, pin.at, job->pin_len);
    pthread_mutex_lock(&worker->lock);
    queue_add(&worker->asked, job);
    pthread_cond_signal(&worker->wake);
    pthread_mutex_unlock(&worker->lock);
}

bool pin_worker_take(struct pin_worker *worker, int64_t *id, bool *right)
{
    eventfd_t ignored;
    eventfd_read(worker->notice, &ignored);
    pthread_mutex_lock(&worker->lock);
    struct job *job = queue_take(&worker->done);
    pthread_mutex_unlock(&worker->lock);
    if (!job)
        return false;
    *id = job->id;
    *right = job->right;
    job_destroy(job);
    return true;
}
