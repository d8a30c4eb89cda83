#include "hub/sign_in.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/rng.h"
#include "hub/log.h"
#include "hub/session.h"
#include "hub/tries.h"
#include "hub/turn.h"
#include "hub/uses.h"

#include <stdlib.h>

enum { TICKET_BYTES = 32, TICKET_MS = 12 * 3600 * 1000 };

/* A sign-in whose PIN is being checked, or which waits for an earlier one of the same number: whoever guesses
 * on many connections at once still gets one try at a time. */
struct sign_in_try {
    struct sign_in_try *next;
    int64_t job; /* the worker's; 0: waiting */
    struct session *session;
    int64_t request;
    struct buf number, pin;
};

/* ---- Who sits at a session ------------------------------------------------------------------------- */

static void become_nobody(struct hub *hub, struct session *session)
{
    if (map_get(&hub->by_number, session->person.number) == session)
        map_remove(&hub->by_number, session->person.number);
    arena_clear(&session->arena);
    session->person = (struct person){.number = {NULL, 0}};
    session->organizer = false;
    session->actor = arena_textf(&session->arena, "uid:%ld", (long)session->uid);
    session->changed = true;
}

static void take_over_from(struct hub *hub, struct session *older)
{
    struct reply push = {.kind = MESSAGE_PUSH_TAKEN_OVER};
    turn_say(hub, older, &push);
    become_nobody(hub, older);
}

static bool is_organizer(const struct hub *hub, struct text number)
{
    for (int i = 0; i < hub->hall.organizer_count; i++)
        if (text_equal(hub->hall.organizers[i], number))
            return true;
    return false;
}

static void become(struct hub *hub, struct session *session, const struct person *person,
                   const struct hash *ticket)
{
    struct session *older = map_get(&hub->by_number, person->number);
    if (older && older != session)
        take_over_from(hub, older);
    become_nobody(hub, session);
    struct arena *arena = &session->arena;
    session->person = (struct person){.number = arena_text(arena, person->number),
                                      .name = arena_text(arena, person->name),
                                      .unit = arena_text(arena, person->unit),
                                      .post = arena_text(arena, person->post)};
    session->actor = session->person.number;
    session->organizer = is_organizer(hub, person->number);
    session->ticket = *ticket;
    map_put(&hub->by_number, session->person.number, session);
    if (hub->options.verbose)
        log_line(_("%.*s signed in"), TEXT_ARG(session->actor));
}

static void say_who(const struct session *session, struct text ticket, struct reply *reply)
{
    reply->person.number = session->person.number;
    reply->person.name = session->person.name;
    reply->person.unit = session->person.unit;
    reply->person.post = session->person.post;
    reply->person.organizer = session->organizer;
    reply->person.ticket = ticket;
}

/* ---- Tickets --------------------------------------------------------------------------------------- */

static struct text make_ticket(struct arena *arena)
{
    struct hash secret; /* 32 bytes, shown as 64 digits */
    _Static_assert(sizeof secret.bytes == TICKET_BYTES, "a ticket is as long as a hash");
    char hex[HASH_HEX_SIZE];
    random_bytes(secret.bytes, sizeof secret.bytes);
    hash_to_hex(&secret, hex);
    return arena_text(arena, text_of(hex));
}

/* The new ticket is the only one: a seat that was left behind cannot take over again. */
static bool write_sign_in(struct hub *hub, struct text number, const struct standing_tries *tries,
                          const struct hash *ticket, struct err *err)
{
    return tries_clear(hub, number, tries, err) && store_tickets_drop_of(hub->store, number, err) &&
           store_ticket_add(hub->store, ticket, number, clock_wall_ms() + TICKET_MS, err);
}

static enum wire_error admit(struct hub *hub, struct session *session, const struct standing_tries *tries,
                             struct reply *reply)
{
    struct err err = ERR_NONE;
    struct text ticket = make_ticket(&hub->scratch);
    struct hash hash = hash_of(ticket);
    if (!turn_write(hub))
        return WIRE_NOT_SAVED;
    if (!write_sign_in(hub, tries->record.person.number, tries, &hash, &err))
        return turn_fail(hub, &err);
    become(hub, session, &tries->record.person, &hash);
    say_who(session, ticket, reply);
    return WIRE_OK;
}

enum wire_error use_resume(struct hub *hub, struct session *session, const struct request *request,
                           struct reply *reply)
{
    struct err err = ERR_NONE;
    struct hash hash = hash_of(request->resume.ticket);
    struct text number;
    struct person_record record;
    bool found = store_ticket_find(hub->store, &hash, clock_wall_ms(), &hub->scratch, &number, &err) &&
                 person_find(hub->store, number, &hub->scratch, &record, &err);
    if (!found && err.kind != ERR_NOT_FOUND)
        return turn_unreadable(hub, &err);
    if (!found || !record.active)
        return WIRE_TICKET_UNKNOWN;
    become(hub, session, &record.person, &hash);
    say_who(session, request->resume.ticket, reply);
    return WIRE_OK;
}

enum wire_error use_sign_out(struct hub *hub, struct session *session, const struct request *request,
                             struct reply *reply)
{
    (void)request;
    (void)reply;
    struct err err = ERR_NONE;
    if (!session_is_signed_in(session))
        return WIRE_OK;
    if (!turn_write(hub))
        return WIRE_NOT_SAVED;
    if (!store_ticket_drop(hub->store, &session->ticket, &err))
        return turn_fail(hub, &err);
    become_nobody(hub, session);
    return WIRE_OK;
}

/* ---- Checking PINs --------------------------------------------------------------------------------- */

static void try_destroy(struct sign_in_try *try)
{
    if (try->pin.at)
        explicit_bzero(try->pin.at, try->pin.len);
    buf_finish(&try->pin);
    buf_finish(&try->number);
    free(try);
}

static bool is_being_checked(const struct hub *hub, struct text number)
{
    for (const struct sign_in_try *try = hub->tries; try; try = try->next)
        if (text_equal(buf_text(&try->number), number))
            return true;
    return false;
}

static struct sign_in_try *add_try(struct hub *hub, struct session *session, const struct request *request)
{
    struct sign_in_try *try = xcalloc(1, sizeof *try);
    try->session = session;
    try->request = request->id;
    buf_add_text(&try->number, request->sign_in.number);
    buf_add_text(&try->pin, request->sign_in.pin);
    struct sign_in_try **last = &hub->tries;
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

static void start_check(struct hub *hub, struct sign_in_try *try, const struct standing_tries *tries)
{
    struct text nobodys = TEXT("");
    try->job = ++hub->last_job;
    pin_worker_check(hub->worker, try->job, tries->known ? tries->record.pin_hash : nobodys,
                     buf_text(&try->pin));
}

enum wire_error use_sign_in(struct hub *hub, struct session *session, const struct request *request,
                            struct reply *reply)
{
    struct standing_tries tries;
    if (is_being_checked(hub, request->sign_in.number)) {
        add_try(hub, session, request);
        session->checking = true;
        return WIRE_OK;
    }
    enum wire_error refusal = begin_check(hub, request->sign_in.number, &tries, &reply->wait);
    if (refusal != WIRE_OK)
        return refusal;
    start_check(hub, add_try(hub, session, request), &tries);
    session->checking = true;
    return WIRE_OK;
}

static void answer_try(struct hub *hub, struct sign_in_try *try, struct reply *reply)
{
    struct session *session = try->session;
    if (!session)
        return;
    reply->re = try->request;
    reply->kind = MESSAGE_SIGN_IN;
    session->checking = false;
    turn_note(hub, session, try->request, MESSAGE_SIGN_IN);
    turn_say(hub, session, reply);
    session_go_on(session);
}

/* The next try at the number that waits: refused now, or checked. Answered ones leave the list. */
static void start_next(struct hub *hub, struct text number)
{
    for (struct sign_in_try **at = &hub->tries; *at;) {
        struct sign_in_try *try = *at;
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

static enum wire_error judge(struct hub *hub, struct sign_in_try *try, bool right, struct reply *reply)
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
    return try->session ? admit(hub, try->session, &tries, reply) : WIRE_OK;
}

static void take_result(struct hub *hub, int64_t job, bool right)
{
    struct sign_in_try **at = &hub->tries;
    while (*at && (*at)->job != job)
        at = &(*at)->next;
    struct sign_in_try *try = *at;
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

void sign_in_take_results(struct hub *hub)
{
    int64_t job;
    bool right;
    while (pin_worker_take(hub->worker, &job, &right))
        take_result(hub, job, right);
}

void sign_in_forget(struct hub *hub, const struct session *session)
{
    for (struct sign_in_try *try = hub->tries; try; try = try->next)
        if (try->session == session)
            try->session = NULL;
}

void sign_in_finish(struct hub *hub)
{
    while (hub->tries) {
        struct sign_in_try *next = hub->tries->next;
        try_destroy(hub->tries);
        hub->tries = next;
    }
    tries_finish(hub);
}
