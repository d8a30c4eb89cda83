/* sign-in, resume, sign-out. */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/rng.h"
#include "hub/log.h"
#include "hub/pin_check.h"
#include "hub/session.h"
#include "hub/tries.h"
#include "hub/turn.h"
#include "hub/uses.h"
#include "hub/watch.h"

enum { TICKET_BYTES = 32, TICKET_MS = 12 * 3600 * 1000 };

/* ---- Who sits at a session ------------------------------------------------------------------------- */

static void become_nobody(struct hub *hub, struct session *session)
{
    watch_signed_out(session);
    if (map_get(&hub->by_number, session->person.number) == session)
        map_remove(&hub->by_number, session->person.number);
    arena_clear(&session->arena);
    session->person = (struct person){.number = {NULL, 0}};
    session->organizer = false;
    session->script = 0;
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
                             const struct pin_errand *errand, struct reply *reply)
{
    (void)errand;
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

enum wire_error use_sign_in(struct hub *hub, struct session *session, const struct request *request,
                            struct reply *reply)
{
    static const struct pin_errand errand = {.then = admit};
    return pin_check(hub, session, request, request->sign_in.number, request->sign_in.pin, &errand,
                     &reply->wait);
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
