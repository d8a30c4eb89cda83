#include "hub/pin_check.h"

#include "base/mem.h"
#include "hub/session.h"
#include "hub/turn.h"

#include <stdlib.h>

/* A PIN being checked, or one that waits for an earlier try at the same number: whoever guesses on many
 * connections at once still gets one try at a time. */
struct pin_try {
    struct pin_try *next;
    int64_t job; /* the worker's; 0: waiting */
    struct session *session;
    int64_t request;
    enum message_kind kind;
    struct buf number, pin, event;
    struct pin_errand errand; /* event: the buffer's */
};

static void try_destroy(struct pin_try *try)
{
    if (try->pin.at)
        explicit_bzero(try->pin.at, try->pin.len);
    buf_finish(&try->pin);
    buf_finish(&try->number);
    buf_finish(&try->event);
    free(try);
}

static bool is_being_checked(const struct hub *hub, struct text number)
{
    for (const struct pin_try *try = hub->tries; try; try = try->next)
        if (text_equal(buf_text(&try->number), number))
            return true;
    return false;
}

static struct pin_try *add_try(struct hub *hub, struct session *session, const struct request *request,
                               struct text number, struct text pin, const struct pin_errand *errand)
{
    struct pin_try *try = xcalloc(1, sizeof *try);
    try->session = session;
    try->request = request->id;
    try->kind = request->kind;
    buf_add_text(&try->number, number);
    buf_add_text(&try->pin, pin);
    buf_add_text(&try->event, errand->event);
    try->errand = *errand;
    try->errand.event = buf_text(&try->event);
    struct pin_try **last = &hub->tries;
    while (*last)
        last = &(*last)->next;
    return *last = try;
}

/* Whether the number may be tried now; a stranger's is checked against a hash that nothing fits. */
static enum wire_error begin_check(struct hub *hub, struct text number, struct standing_tries *tries,
                                   int64_t *wait)
{
    struct err err = ERR_NONE;
    if (!tries_load(hub, number, &hub->scratch, tries, &err))
        return turn_unreadable(hub, &err);
    return tries_check(tries, wait);
}

static void start_check(struct hub *hub, struct pin_try *try, const struct standing_tries *tries)
{
    struct text nobodys = TEXT("");
    try->job = ++hub->last_job;
    pin_worker_check(hub->worker, try->job, tries->known ? tries->record.pin_hash : nobodys,
                     buf_text(&try->pin));
}

enum wire_error pin_check(struct hub *hub, struct session *session, const struct request *request,
                          struct text number, struct text pin, const struct pin_errand *errand, int64_t *wait)
{
    struct standing_tries tries;
    if (is_being_checked(hub, number)) {
        add_try(hub, session, request, number, pin, errand);
        session->checking = true;
        return WIRE_OK;
    }
    enum wire_error refusal = begin_check(hub, number, &tries, wait);
    if (refusal != WIRE_OK)
        return refusal;
    start_check(hub, add_try(hub, session, request, number, pin, errand), &tries);
    session->checking = true;
    return WIRE_OK;
}

static void answer_try(struct hub *hub, struct pin_try *try, struct reply *reply)
{
    struct session *session = try->session;
    if (!session)
        return;
    reply->re = try->request;
    reply->kind = try->kind;
    session->checking = false;
    turn_note(hub, session, try->request, try->kind);
    turn_say(hub, session, reply);
    session_go_on(session);
}

/* The next try at the number that waits: refused now, or checked. Answered ones leave the list. */
static void start_next(struct hub *hub, struct text number)
{
    for (struct pin_try **at = &hub->tries; *at;) {
        struct pin_try *try = *at;
        if (!text_equal(buf_text(&try->number), number)) {
            at = &try->next;
            continue;
        }
        struct standing_tries tries;
        struct reply reply = {.re = 0};
        reply.error = hub->turn.failed ? WIRE_NOT_SAVED : begin_check(hub, number, &tries, &reply.wait);
        if (reply.error == WIRE_OK) {
            start_check(hub, try, &tries);
            return;
        }
        *at = try->next;
        answer_try(hub, try, &reply);
        try_destroy(try);
    }
}

static enum wire_error judge(struct hub *hub, struct pin_try *try, bool right, struct reply *reply)
{
    struct err err = ERR_NONE;
    struct standing_tries tries;
    struct text number = buf_text(&try->number);
    if (hub->turn.failed)
        return WIRE_NOT_SAVED;
    if (!tries_load(hub, number, &hub->scratch, &tries, &err))
        return turn_unreadable(hub, &err);
    if (!right || !tries.known)
        return tries_count_wrong(hub, number, &tries, &reply->wait);
    return try->session ? try->errand.then(hub, try->session, &tries, &try->errand, reply) : WIRE_OK;
}

static void take_result(struct hub *hub, int64_t job, bool right)
{
    struct pin_try **at = &hub->tries;
    while (*at && (*at)->job != job)
        at = &(*at)->next;
    struct pin_try *try = *at;
    if (!try)
        return;
    *at = try->next;
    struct reply reply = {.re = 0};
    reply.error = judge(hub, try, right, &reply);
    answer_try(hub, try, &reply);
    arena_clear(&hub->scratch);
    start_next(hub, buf_text(&try->number));
    try_destroy(try);
    arena_clear(&hub->scratch);
}

void pin_checks_take(struct hub *hub)
{
    int64_t job;
    bool right;
    while (pin_worker_take(hub->worker, &job, &right))
        take_result(hub, job, right);
}

void pin_checks_forget(struct hub *hub, const struct session *session)
{
    for (struct pin_try *try = hub->tries; try; try = try->next)
        if (try->session == session)
            try->session = NULL;
}

void pin_checks_finish(struct hub *hub)
{
    while (hub->tries) {
        struct pin_try *next = hub->tries->next;
        try_destroy(hub->tries);
        hub->tries = next;
    }
    tries_finish(hub);
}
