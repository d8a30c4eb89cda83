#include "hub/session.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "hub/dispatch.h"
#include "hub/log.h"
#include "hub/pin_check.h"
#include "hub/turn.h"
#include "hub/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    TURN_BYTES = 512 * 1024,   /* that one connection may bring into one turn */
    PAUSE_BYTES = 1024 * 1024, /* unread output beyond which no further requests are taken */
    UNREAD_BYTES = 32 << 20,   /* unread output beyond which the connection is given up */
    GREETING_MS = 30 * 1000,   /* a connection that says nothing for so long is given up */
    STALLED_MS = 120 * 1000,   /* likewise one that reads nothing of what it was sent */
    CHUNK_BYTES = 64 * 1024,
};

/* Edge-triggered: a descriptor is told of once, in the order in which its bytes came, so that presses are
 * read in the order in which they were made even after the hub was held up. Level-triggered polling tells of
 * it again and again, and in another order. (The tests build the hub that way too, to show that they notice.)
 */
#ifndef HUB_READ_FLAGS
#define HUB_READ_FLAGS (EV_READ | EV_ET | EV_PERSIST)
#endif

/* ---- In -------------------------------------------------------------------------------------------- */

static void say_broken_line(struct hub *hub, struct session *session)
{
    struct reply reply = {
        .kind = MESSAGE_UNKNOWN, .error = WIRE_BAD_MESSAGE, .detail = TEXT("the line is too long")};
    turn_say(hub, session, &reply);
    session->ended = true;
}

/* Handles whole lines until there are none, or until the rest has to wait. */
static void take_lines(struct hub *hub, struct session *session)
{
    struct text line;
    enum lines_status status = LINES_NONE;
    while (!session->checking && !session->ended && session->out.len < PAUSE_BYTES &&
           (status = lines_next(&session->in, &line)) == LINES_LINE)
        dispatch(hub, session, line);
    if (status == LINES_TOO_LONG && !session->ended)
        say_broken_line(hub, session);
}

static bool must_wait(const struct session *session)
{
    return session->checking || session->ended || session->out.len >= PAUSE_BYTES;
}

/* Reads until there is nothing more (the descriptor is watched edge-triggered), until the rest has to wait,
 * or until this turn's share is used up. */
static void on_readable(evutil_socket_t fd, short what, void *context)
{
    (void)what;
    struct session *session = context;
    struct hub *hub = session->hub;
    char chunk[CHUNK_BYTES];
    size_t taken = 0;
    session->hungry = false;
    take_lines(hub, session);
    while (!must_wait(session)) {
        ssize_t n = recv((int)fd, chunk, sizeof chunk, 0);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            return;
        if (n <= 0) {
            session->ended = true;
            turn_list(hub, session);
            return;
        }
        lines_feed(&session->in, chunk, (size_t)n);
        take_lines(hub, session);
        taken += (size_t)n;
        if (taken >= TURN_BYTES)
            break;
    }
    session->hungry = !session->ended;
    turn_list(hub, session);
}

void session_go_on(struct session *session)
{
    event_active(session->readable, EV_READ, 0);
}

/* ---- Out ------------------------------------------------------------------------------------------- */

/* False when the peer is gone. */
static bool send_some(struct session *session)
{
    size_t sent = 0;
    bool alive = true;
    while (sent < session->out.len) {
        ssize_t n = send(session->fd, session->out.at + sent, session->out.len - sent, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            alive = errno == EAGAIN;
            break;
        }
        sent += (size_t)n;
    }
    buf_drop(&session->out, sent);
    if (session->out.len == 0)
        session->stuck_since = 0;
    else if (sent || session->stuck_since == 0)
        session->stuck_since = clock_boot_ms();
    return alive;
}

void session_send(struct hub *hub, struct session *session)
{
    bool alive = send_some(session);
    if (session->out.len > UNREAD_BYTES) {
        log_line(_("a terminal of uid %ld does not read what it is sent: hung up"), (long)session->uid);
        alive = false;
    }
    if (!alive || (session->ended && session->out.len == 0)) {
        session_destroy(hub, session);
        return;
    }
    if (session->out.len)
        event_add(session->writable, NULL);
    if (session->hungry && !must_wait(session))
        session_go_on(session);
}

static void on_writable(evutil_socket_t fd, short what, void *context)
{
    (void)fd;
    (void)what;
    struct session *session = context;
    /* At the end of the turn, so that nothing of it leaves before its commit. */
    turn_list(session->hub, session);
}

/* ---- Coming and going ------------------------------------------------------------------------------ */

static void set_actor(struct session *session)
{
    session->actor = arena_textf(&session->arena, "uid:%ld", (long)session->uid);
}

static struct session *session_create(struct hub *hub, int fd)
{
    struct session *session = xcalloc(1, sizeof *session);
    struct ucred peer = {.uid = (uid_t)-1};
    socklen_t size = sizeof peer;
    getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size);
    session->hub = hub;
    session->id = ++hub->last_session;
    session->fd = fd;
    session->uid = peer.uid;
    session->since = clock_boot_ms();
    lines_init(&session->in, WIRE_MAX_REQUEST);
    set_actor(session);
    session->readable = event_new(hub->base, fd, HUB_READ_FLAGS, on_readable, session);
    session->writable = event_new(hub->base, fd, EV_WRITE | EV_ET, on_writable, session);
    event_add(session->readable, NULL);
    session->next = hub->sessions;
    if (hub->sessions)
        hub->sessions->previous = session;
    hub->sessions = session;
    hub->session_count++;
    return session;
}

void session_destroy(struct hub *hub, struct session *session)
{
    pin_checks_forget(hub, session);
    watch_end(session);
    if (session_is_signed_in(session) && map_get(&hub->by_number, session->person.number) == session)
        map_remove(&hub->by_number, session->person.number);
    if (session->next)
        session->next->previous = session->previous;
    if (session->previous)
        session->previous->next = session->next;
    else
        hub->sessions = session->next;
    hub->session_count--;
    event_free(session->readable);
    event_free(session->writable);
    close(session->fd);
    lines_finish(&session->in);
    buf_finish(&session->out);
    arena_finish(&session->arena);
    free(session);
}

static void turn_away(int fd)
{
    struct reply full = {.kind = MESSAGE_HELLO, .error = WIRE_HALL_FULL};
    struct buf line = BUF_EMPTY;
    wire_write_reply(&full, &line);
    ssize_t ignored = send(fd, line.at, line.len, MSG_NOSIGNAL | MSG_DONTWAIT);
    (void)ignored;
    buf_finish(&line);
    close(fd);
}

/* With no descriptor left, the spare one is given up for a moment to answer those who wait. */
static void accept_without_room(struct hub *hub)
{
    close(hub->spare_fd);
    int fd = accept4(hub->listener_fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd >= 0)
        turn_away(fd);
    hub->spare_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    hub->accept_again = true;
}

void sessions_accept(struct hub *hub)
{
    hub->accept_again = false;
    for (;;) {
        int fd = accept4(hub->listener_fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0 && (errno == EINTR || errno == ECONNABORTED))
            continue;
        if (fd < 0 && (errno == EMFILE || errno == ENFILE))
            accept_without_room(hub);
        if (fd < 0)
            return;
        if (hub->session_count >= hub->hall.connections)
            turn_away(fd);
        else
            session_create(hub, fd);
    }
}

void sessions_sweep(struct hub *hub)
{
    int64_t now = clock_boot_ms();
    for (struct session *s = hub->sessions; s; s = s->next) {
        bool silent = !s->greeted && now - s->since > GREETING_MS;
        bool stalled = s->stuck_since && now - s->stuck_since > STALLED_MS;
        if (!silent && !stalled)
            continue;
        s->ended = true;
        buf_clear(&s->out);
        s->turn_start = 0;
        turn_list(hub, s);
    }
}

enum role session_role(const struct hub *hub, const struct session *session)
{
    if (session_is_signed_in(session))
        return session->organizer ? ROLE_ORGANIZER : ROLE_CANDIDATE;
    return session->uid == hub->uid || session->uid == 0 ? ROLE_OWNER : ROLE_NOBODY;
}
