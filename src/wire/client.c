#include "wire/client_private.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "wire/socket.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    RETRY_FIRST_MS = 20,
    RETRY_MOST_MS = 1000,
    START_AGAIN_MS = 5000, /* a hub that was started gets this long to come up before another is started */
    GREETING_MS = 10000,   /* a hub that does not answer hello for so long is given up */
};

/* ---- Making and ending ----------------------------------------------------------------------------- */

struct client *client_create(const char *path, const struct client_events *events,
                             bool (*start_hub)(void *context, struct err *err), void *start_context)
{
    struct client *client = xcalloc(1, sizeof *client);
    client->path = xstrdup(path);
    if (events)
        client->events = *events;
    client->start_hub = start_hub;
    client->start_context = start_context;
    client->fd = -1;
    client->last = &client->first;
    client->next_id = 1;
    lines_init(&client->in, WIRE_MAX_REPLY);
    return client;
}

void pending_destroy(struct pending *pending)
{
    buf_finish(&pending->line);
    free(pending);
}

void client_destroy(struct client *client)
{
    if (!client)
        return;
    if (client->fd >= 0)
        close(client->fd);
    while (client->first) {
        struct pending *next = client->first->next;
        pending_destroy(client->first);
        client->first = next;
    }
    lines_finish(&client->in);
    buf_finish(&client->out);
    buf_finish(&client->ticket);
    buf_finish(&client->number);
    arena_finish(&client->scratch);
    free(client->path);
    free(client);
}

/* ---- Requests waiting for their replies ------------------------------------------------------------ */

static struct pending *add_pending(struct client *client, const struct request *request, bool keep)
{
    struct pending *pending = xcalloc(1, sizeof *pending);
    *pending = (struct pending){.id = request->id, .kind = request->kind, .keep = keep};
    wire_write_request(request, &pending->line);
    *client->last = pending;
    client->last = &pending->next;
    return pending;
}

/* Takes it out of the queue; NULL when there is none of this id. The caller destroys it. */
struct pending *client_take_pending(struct client *client, int64_t id)
{
    for (struct pending **at = &client->first; *at; at = &(*at)->next)
        if ((*at)->id == id) {
            struct pending *found = *at;
            *at = found->next;
            if (client->last == &found->next)
                client->last = at;
            return found;
        }
    return NULL;
}

static void give(struct client *client, const struct reply *reply)
{
    if (client->events.reply)
        client->events.reply(client->events.context, reply);
}

static void answer_not_saved(struct client *client, int64_t id)
{
    struct pending *pending = client_take_pending(client, id);
    struct reply reply = {.re = id, .kind = pending->kind, .error = WIRE_NOT_SAVED};
    pending_destroy(pending);
    struct question *question = client->question;
    if (question && question->id == id) {
        *question->out = reply;
        question->answered = true;
        return;
    }
    give(client, &reply);
}

/* Answers the first request that `lost` picks; false when there is none. One at a time, because the program
 * may send more from within its reply callback. */
static bool answer_one_lost(struct client *client, bool (*lost)(const struct pending *pending))
{
    for (struct pending *p = client->first; p; p = p->next)
        if (lost(p)) {
            answer_not_saved(client, p->id);
            return true;
        }
    return false;
}

static bool was_sent_once(const struct pending *pending)
{
    return pending->sent && !pending->keep;
}

static bool is_held(const struct pending *pending)
{
    return pending->held;
}

/* What a terminal may do at a competition depends on what it watches as: that goes before what was kept over
 * a lost connection. */
static void send_pending(struct client *client)
{
    for (int watch = 1; watch >= 0; watch--)
        for (struct pending *p = client->first; p; p = p->next)
            if (!p->sent && !p->held && (p->kind == MESSAGE_WATCH) >= watch) {
                buf_add_text(&client->out, buf_text(&p->line));
                p->sent = true;
            }
}

/* ---- The connection -------------------------------------------------------------------------------- */

static void tell_state(struct client *client)
{
    enum client_state state = client_state(client);
    if (state == client->told)
        return;
    client->told = state;
    if (client->events.state)
        client->events.state(client->events.context, state);
}

static void wait_for_next_try(struct client *client)
{
    int64_t delay = client->retry_delay ? client->retry_delay : RETRY_FIRST_MS;
    client->retry_at = clock_boot_ms() + delay;
    client->retry_delay = delay * 2 > RETRY_MOST_MS ? RETRY_MOST_MS : delay * 2;
}

static void lose_connection(struct client *client)
{
    if (client->fd >= 0)
        close(client->fd);
    client->fd = -1;
    client->phase = PHASE_APART;
    buf_clear(&client->out);
    lines_finish(&client->in);
    lines_init(&client->in, WIRE_MAX_REPLY);
    wait_for_next_try(client);
    tell_state(client);
    while (answer_one_lost(client, was_sent_once))
        ;
    for (struct pending *p = client->first; p; p = p->next)
        p->sent = false;
}

static void say(struct client *client, struct request *request)
{
    request->id = client->next_id++;
    wire_write_request(request, &client->out);
}

static void say_hello(struct client *client)
{
    struct request hello = {.kind = MESSAGE_HELLO,
                            .hello = {.protocol = WIRE_PROTOCOL, .program = TEXT("biwu")}};
    say(client, &hello);
    client->phase = PHASE_HELLO;
    client->greeting_until = clock_boot_ms() + GREETING_MS;
}

static void try_start(struct client *client)
{
    int64_t now = clock_boot_ms();
    if (!client->start_hub || now < client->start_at)
        return;
    client->start_at = now + START_AGAIN_MS;
    struct err err = ERR_NONE;
    client->start_failed = !client->start_hub(client->start_context, &err);
    if (client->start_failed)
        client->trouble = err;
    else
        client->retry_delay = RETRY_FIRST_MS;
}

static void try_connect(struct client *client)
{
    if (clock_boot_ms() < client->retry_at || client->hopeless)
        return;
    struct err err = ERR_NONE;
    client->fd = socket_connect(client->path, &err);
    if (client->fd >= 0) {
        say_hello(client);
        return;
    }
    if (err.kind != ERR_NOT_FOUND || !client->start_failed)
        client->trouble = err;
    if (err.kind == ERR_NOT_FOUND)
        try_start(client);
    wait_for_next_try(client);
}

static void become_ready(struct client *client)
{
    client->phase = PHASE_READY;
    client->retry_delay = 0;
    client->trouble = (struct err)ERR_NONE;
    client->start_failed = false;
    tell_state(client);
}

/* ---- What the hub says ----------------------------------------------------------------------------- */

static void on_hello(struct client *client, const struct reply *reply)
{
    if (reply->error != WIRE_OK) {
        err_set(&client->trouble, ERR_FAILED, "%s", _(wire_error_message(reply->error)));
        client->hopeless = reply->error == WIRE_WRONG_PROTOCOL;
        lose_connection(client);
        return;
    }
    if (client->ticket.len == 0) {
        become_ready(client);
        return;
    }
    struct request resume = {.kind = MESSAGE_RESUME, .resume = {buf_text(&client->ticket)}};
    say(client, &resume);
    client->phase = PHASE_RESUME;
}

static void hold_kept(struct client *client)
{
    for (struct pending *p = client->first; p; p = p->next)
        p->held = p->keep;
}

static void on_resume(struct client *client, const struct reply *reply)
{
    if (reply->error != WIRE_OK) {
        client_forget_ticket(client);
        hold_kept(client);
    }
    become_ready(client);
    if (reply->error != WIRE_OK)
        give(client, reply);
}

/* The kept requests of a person wait until the same person is back; another one's sign-in ends them. */
static void release_held(struct client *client, struct text number)
{
    if (client->number.len && !text_equal(buf_text(&client->number), number))
        while (answer_one_lost(client, is_held))
            ;
    for (struct pending *p = client->first; p; p = p->next)
        p->held = false;
}

static void note_person(struct client *client, const struct reply *reply)
{
    if (reply->error != WIRE_OK)
        return;
    buf_clear(&client->ticket);
    buf_add_text(&client->ticket, reply->person.ticket);
    release_held(client, reply->person.number);
    buf_clear(&client->number);
    buf_add_text(&client->number, reply->person.number);
}

/* Keeps the reply for client_ask: read once more, into the asker's arena. */
static void keep_answer(struct question *question, struct text line)
{
    struct err ignored;
    question->answered = wire_read_reply(line, question->arena, question->out, &ignored);
}

static void on_ready_reply(struct client *client, struct reply *reply, struct text line)
{
    if (reply->re == 0) {
        if (reply->kind == MESSAGE_PUSH_TAKEN_OVER)
            client_forget_ticket(client);
        if (reply->kind >= MESSAGE_PUSH_TIME && reply->kind != MESSAGE_UNKNOWN)
            give(client, reply);
        return;
    }
    struct pending *pending = client_take_pending(client, reply->re);
    if (!pending)
        return;
    reply->kind = pending->kind;
    pending_destroy(pending);
    if (reply->kind == MESSAGE_SIGN_IN || reply->kind == MESSAGE_RESUME)
        note_person(client, reply);
    if (client->question && client->question->id == reply->re)
        keep_answer(client->question, line);
    else
        give(client, reply);
}

static void on_line(struct client *client, struct text line)
{
    arena_clear(&client->scratch);
    struct reply reply;
    struct err err = ERR_NONE;
    if (!wire_read_reply(line, &client->scratch, &reply, &err)) {
        /* A newer hub may push what this program does not know; a reply that cannot be read is a fault. */
        if (reply.re != 0 || client->phase != PHASE_READY) {
            client->trouble = err;
            lose_connection(client);
        }
        return;
    }
    if (client->phase == PHASE_HELLO)
        on_hello(client, &reply);
    else if (client->phase == PHASE_RESUME && reply.kind == MESSAGE_RESUME)
        on_resume(client, &reply);
    else
        on_ready_reply(client, &reply, line);
}

static void take_lines(struct client *client)
{
    struct text line;
    enum lines_status status = LINES_NONE;
    while (client->fd >= 0 && (status = lines_next(&client->in, &line)) == LINES_LINE)
        on_line(client, line);
    if (client->fd >= 0 && status == LINES_TOO_LONG)
        lose_connection(client);
}

static void read_socket(struct client *client)
{
    char chunk[64 * 1024];
    while (client->fd >= 0) {
        ssize_t n = recv(client->fd, chunk, sizeof chunk, 0);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            return;
        if (n <= 0) {
            lose_connection(client);
            return;
        }
        lines_feed(&client->in, chunk, (size_t)n);
        take_lines(client);
    }
}

static void write_socket(struct client *client)
{
    if (client->phase == PHASE_READY)
        send_pending(client);
    while (client->fd >= 0 && client->out.len) {
        ssize_t n = send(client->fd, client->out.at, client->out.len, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            return;
        if (n < 0) {
            /* What the hub said before it hung up (a refusal, a take-over) is still to be read. */
            read_socket(client);
            if (client->fd >= 0)
                lose_connection(client);
            return;
        }
        buf_drop(&client->out, (size_t)n);
    }
}

/* ---- The outside ----------------------------------------------------------------------------------- */

int64_t client_send(struct client *client, const struct request *request, bool keep)
{
    struct request copy = *request;
    copy.id = client->next_id++;
    add_pending(client, &copy, keep);
    return copy.id;
}

size_t client_unanswered(const struct client *client)
{
    size_t count = 0;
    for (const struct pending *p = client->first; p; p = p->next)
        count += p->keep;
    return count;
}

void client_forget_ticket(struct client *client)
{
    buf_clear(&client->ticket);
}

enum client_state client_state(const struct client *client)
{
    return client->phase == PHASE_READY ? CLIENT_READY : CLIENT_CONNECTING;
}

const char *client_trouble(const struct client *client)
{
    return client->trouble.message;
}

static bool has_unsent(const struct client *client)
{
    for (const struct pending *p = client->first; p; p = p->next)
        if (!p->sent && !p->held)
            return true;
    return false;
}

int client_ms_until(int64_t when)
{
    int64_t ms = when - clock_boot_ms();
    return ms < 0 ? 0 : ms > 60000 ? 60000 : (int)ms;
}

int client_poll(const struct client *client, bool *want_write, int *timeout_ms)
{
    *want_write = client->out.len > 0 || (client->phase == PHASE_READY && has_unsent(client));
    if (client->phase == PHASE_APART)
        *timeout_ms = client->hopeless ? -1 : client_ms_until(client->retry_at);
    else
        *timeout_ms = client->phase == PHASE_READY ? -1 : client_ms_until(client->greeting_until);
    return client->fd;
}

void client_work(struct client *client)
{
    if (client->phase == PHASE_APART)
        try_connect(client);
    write_socket(client);
    read_socket(client);
    write_socket(client);
    if ((client->phase == PHASE_HELLO || client->phase == PHASE_RESUME) &&
        clock_boot_ms() >= client->greeting_until) {
        err_set(&client->trouble, ERR_BUSY, _("the hub does not answer"));
        lose_connection(client);
    }
}
