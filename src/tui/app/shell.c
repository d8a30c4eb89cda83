#include "tui/app/shell.h"

#include "base/clock.h"
#include "tui/app/stack.h"

#include <poll.h>
#include <stdio.h>

struct shell {
    const struct tui_options *options;
    struct term *term;
    struct client *client; /* NULL: a terminal that asks no hub */
    struct app app;
    struct stack stack;
    struct canvas canvas;
    bool changed;      /* draw again */
    char trouble[240]; /* the client's, as shown */
    int64_t due;       /* when the screens, asked before waiting, wanted a tick; -1: never */
};

enum { GOODBYE_MS = 300 }; /* for what is still to be sent when the terminal hangs up */

/* ---- The hub's side --------------------------------------------------------------------------------- */

static void tell(void *context, const struct event *event)
{
    struct shell *shell = context;
    shell->app.now = clock_boot_ms();
    shell->changed = true;
    if (event->kind == EVENT_KEY && event->key == INPUT_CTRL + 'l')
        term_redraw(shell->term);
    else if (!shell->stack.done)
        stack_event(&shell->stack, event);
}

static void on_reply(void *context, const struct reply *reply)
{
    struct event event = {.kind = EVENT_REPLY, .reply = reply};
    tell(context, &event);
}

static void on_state(void *context, enum client_state state)
{
    struct event event = {.kind = EVENT_STATE, .state = state};
    tell(context, &event);
}

/* The new process must not inherit our blocked signals. */
static bool start_hub(void *context, struct err *err)
{
    struct shell *shell = context;
    term_release_signals(shell->term);
    bool started = shell->options->start_hub(shell->options->start_context, err);
    term_hold_signals(shell->term);
    return started;
}

static int64_t send(void *context, const struct request *request, bool keep)
{
    struct shell *shell = context;
    return client_send(shell->client, request, keep);
}

static void forget(void *context)
{
    struct shell *shell = context;
    client_forget_ticket(shell->client);
}

/* ---- The loop --------------------------------------------------------------------------------------- */

static void draw(struct shell *shell)
{
    int width, height;
    if (!shell->changed)
        return;
    shell->changed = false;
    shell->app.now = clock_boot_ms();
    term_size(shell->term, &width, &height);
    canvas_reset(&shell->canvas, width, height);
    stack_draw(&shell->stack, &shell->canvas);
    term_draw(shell->term, &shell->canvas);
}

/* The sooner of two waits in ms, where -1 is for ever. */
static int sooner(int a, int b)
{
    return a < 0 || (b >= 0 && b < a) ? b : a;
}

static int ms_until(int64_t due)
{
    int64_t left = due - clock_boot_ms();
    return due < 0 ? -1 : left < 0 ? 0 : left > 60000 ? 60000 : (int)left;
}

static struct pollfd watch_client(struct shell *shell, int *timeout)
{
    bool want_write = false;
    struct pollfd watched = {.fd = -1, .events = POLLIN};
    *timeout = -1;
    if (shell->client)
        watched.fd = client_poll(shell->client, &want_write, timeout);
    if (want_write)
        watched.events |= POLLOUT;
    return watched;
}

static void wait(struct shell *shell)
{
    struct pollfd watched[TERM_POLL_FDS + 1];
    int timeout;
    term_poll(shell->term, watched);
    watched[TERM_POLL_FDS] = watch_client(shell, &timeout);
    timeout = sooner(timeout, term_timeout(shell->term));
    /* Kept for tick(): asked again after waiting, a clock would name its next second. */
    shell->app.now = clock_boot_ms();
    shell->due = stack_due(&shell->stack);
    timeout = sooner(timeout, ms_until(shell->due));
    poll(watched, TERM_POLL_FDS + 1, timeout);
}

static void tick(struct shell *shell)
{
    shell->app.now = clock_boot_ms();
    struct event event = {.kind = EVENT_TICK};
    if (shell->due >= 0 && shell->due <= shell->app.now)
        tell(shell, &event);
}

/* The terminal may be gone for good; what was typed last is not. */
static void say_goodbye(struct shell *shell)
{
    struct app *app = &shell->app;
    int64_t until = clock_boot_ms() + GOODBYE_MS;
    app->now = clock_boot_ms();
    if (app_is_testing(app))
        seat_flush_all(&app->seat, app->now, &app->port);
    for (;;) {
        client_work(shell->client);
        int left = ms_until(until);
        if (client_unanswered(shell->client) == 0 || left == 0)
            return;
        bool want_write;
        int timeout;
        struct pollfd watched = {.events = POLLIN};
        watched.fd = client_poll(shell->client, &want_write, &timeout);
        poll(&watched, 1, sooner(timeout, left));
    }
}

static void work(struct shell *shell)
{
    if (!shell->client)
        return;
    client_work(shell->client);
    const char *trouble = client_trouble(shell->client);
    if (strncmp(trouble, shell->trouble, sizeof shell->trouble - 1) == 0)
        return;
    snprintf(shell->trouble, sizeof shell->trouble, "%s", trouble);
    shell->changed = true;
}

static void loop(struct shell *shell)
{
    bool alive = true;
    draw(shell); /* before the hub is even asked */
    while (alive && !shell->stack.done) {
        work(shell);
        draw(shell);
        wait(shell);
        alive = term_read(shell->term, tell, shell);
        tick(shell);
    }
    if (shell->client)
        say_goodbye(shell);
}

void shell_run(struct term *term, const struct tui_options *options)
{
    struct shell shell = {.options = options, .term = term, .changed = true};
    const struct client_events events = {.context = &shell, .reply = on_reply, .state = on_state};
    const struct port port = {.context = &shell, .send = send, .forget = forget};
    if (options->socket)
        shell.client = client_create(options->socket, &events, options->start_hub ? start_hub : NULL, &shell);
    app_init(&shell.app, options, &port, clock_boot_ms());
    shell.app.trouble = shell.trouble;
    canvas_init(&shell.canvas, options->ascii || term_is_ascii_only(term));
    stack_init(&shell.stack, &shell.app, app_first_screen(&shell.app));
    loop(&shell);
    stack_finish(&shell.stack);
    client_destroy(shell.client);
    app_finish(&shell.app);
    canvas_finish(&shell.canvas);
}
