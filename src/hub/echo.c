#include "hub/echo.h"

#include "base/clock.h"
#include "base/rng.h"
#include "hub/turn.h"
#include "hub/uses.h"

enum { EVERY_MS = 5000, EVERY_MS_IN_TEST = 1000, NS_OF_US = 1000 };

static bool has_desks(const struct stage *stage)
{
    const struct watcher *watcher = stage->watchers;
    while (watcher && watcher->as != WATCH_DESK)
        watcher = watcher->next;
    return watcher != NULL;
}

/* While everybody waits for the buzzers nothing else keeps the lines busy. */
static bool is_tense(const struct stage *stage)
{
    return stage->live && stage->contest.stage >= CONTEST_STAGE_READY &&
           stage->contest.stage <= CONTEST_STAGE_BEGIN;
}

/* Also when the last desk has gone: the host is to be told. */
static bool is_measured(const struct stage *stage)
{
    return stage->entry.kind == EVENT_KIND_CONTEST && (has_desks(stage) || stage->delays_changed) &&
           !is_tense(stage);
}

/* Not to be guessed: a desk that said it back before it came would seem nearer than it is. */
static int64_t new_token(void)
{
    uint64_t token;
    random_bytes(&token, sizeof token);
    return (int64_t)(token >> 1) | 1;
}

static void send_to(struct hub *hub, struct watcher *watcher)
{
    struct reply push = {.kind = MESSAGE_PUSH_ECHO};
    watcher->echo_token = push.echo.token = new_token();
    watcher->echo_sent = 0;
    turn_say(hub, watcher->session, &push);
}

static void send_all_of(struct hub *hub, struct stage *stage, int64_t now)
{
    stage->echoes_due = now + (stage->keys.mode == KEY_TEST_OFF ? EVERY_MS : EVERY_MS_IN_TEST);
    for (struct watcher *watcher = stage->watchers; watcher; watcher = watcher->next)
        if (watcher->as == WATCH_DESK)
            send_to(hub, watcher);
    /* The host is told what the last round of echoes brought. */
    for (struct watcher *watcher = stage->watchers; watcher && stage->delays_changed; watcher = watcher->next)
        watcher->whole |= watcher->as == WATCH_HOST;
    stage->delays_changed = false;
}

void echoes_send(struct hub *hub)
{
    int64_t now = clock_boot_ms();
    for (size_t i = 0; i < hub->stage_count; i++)
        if (is_measured(hub->stages[i]) && hub->stages[i]->echoes_due <= now)
            send_all_of(hub, hub->stages[i], now);
}

int64_t echoes_next(const struct hub *hub)
{
    int64_t next = INT64_MAX;
    for (size_t i = 0; i < hub->stage_count; i++)
        if (is_measured(hub->stages[i]) && hub->stages[i]->echoes_due < next)
            next = hub->stages[i]->echoes_due;
    return next;
}

void echo_leaves(struct session *session)
{
    struct watcher *watcher = session->watch;
    if (watcher && watcher->echo_token && !watcher->echo_sent)
        watcher->echo_sent = clock_monotonic_ns();
}

enum wire_error use_echo(struct hub *hub, struct session *session, const struct request *request,
                         struct reply *reply)
{
    (void)hub;
    (void)reply;
    struct watcher *watcher = session->watch;
    /* An echo of an earlier round tells nothing any more. */
    if (!watcher || !watcher->echo_sent || watcher->echo_token != request->echo.token)
        return WIRE_OK;
    watcher->delay = (clock_monotonic_ns() - watcher->echo_sent) / NS_OF_US;
    watcher->echo_token = 0;
    watcher->stage->delays_changed = true;
    return WIRE_OK;
}
