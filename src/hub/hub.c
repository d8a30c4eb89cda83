#include "hub/hub.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "hub/bank_sync.h"
#include "hub/echo.h"
#include "hub/events.h"
#include "hub/lifecycle.h"
#include "hub/listen.h"
#include "hub/live.h"
#include "hub/log.h"
#include "hub/notice.h"
#include "hub/papers.h"
#include "hub/pin_check.h"
#include "hub/roster.h"
#include "hub/session.h"
#include "hub/stages.h"
#include "hub/turn.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

enum {
    HALL_FILE_MOST = 1 << 20,
    LOOK_MS = 5000,       /* how often event files and the database are looked at */
    CLOCK_SAVE_MS = 1000, /* how often the clock is saved while something runs by it */
    CLOCK_SLACK_MS = 100, /* a little before a second is a second */
    CATCH_UP_PASSES = 64, /* of the loop, before the clock runs out for those who are heard too late */
};

/* ---- What is done by the clock --------------------------------------------------------------------- */

static int64_t at_least(int64_t ms, int64_t least)
{
    return ms < least ? least : ms;
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Whether time passes for somebody. */
static bool something_runs(const struct hub *hub)
{
    return hub->attempts.count || stages_run(hub);
}

/* ms until something is to be done. */
static int64_t until_next(const struct hub *hub)
{
    int64_t next = something_runs(hub) ? CLOCK_SAVE_MS : LOOK_MS;
    if (hub->options.idle_exit_ms)
        next = earlier(next, hub->options.idle_exit_ms);
    int64_t expiry = earlier(live_next_expiry(hub), contests_next_expiry(hub));
    int64_t change = tests_next_change(hub), echo = echoes_next(hub);
    /* Turns come and go without putting the next look off. */
    next -= clock_boot_ms() - hub->ticked_at;
    if (expiry != INT64_MAX)
        next = earlier(next, expiry - hall_clock_now(&hub->clock));
    if (change != INT64_MAX)
        next = earlier(next, change - clock_wall_ms());
    if (echo != INT64_MAX)
        next = earlier(next, echo - clock_boot_ms());
    /* A turn that cannot be saved leaves what is due due; it is tried again at leisure. */
    return at_least(next, hub->turn.failures ? CLOCK_SAVE_MS : 1);
}

static void set_timer(struct hub *hub)
{
    int64_t ms = until_next(hub);
    struct timeval delay = {.tv_sec = (time_t)(ms / 1000), .tv_usec = (suseconds_t)(ms % 1000 * 1000)};
    event_add(hub->ticking, &delay);
}

static void leave_when_idle(struct hub *hub)
{
    int64_t now = clock_boot_ms();
    if (hub->session_count || something_runs(hub))
        hub->idle_since = now;
    if (hub->options.idle_exit_ms && now - hub->idle_since >= hub->options.idle_exit_ms)
        hub->stop = true;
}

/* Asking for a transaction is enough: every commit saves the clock. */
static void save_clock(struct hub *hub)
{
    if (something_runs(hub) && clock_boot_ms() - hub->clock_saved_at >= CLOCK_SAVE_MS - CLOCK_SLACK_MS)
        (void)turn_write(hub);
}

static void on_tick(evutil_socket_t fd, short what, void *context)
{
    (void)fd;
    (void)what;
    struct hub *hub = context;
    hub->ticked_at = clock_boot_ms();
    if (hub->accept_again)
        sessions_accept(hub);
    if (clock_boot_ms() - hub->looked_at >= LOOK_MS) {
        notice_changes(hub);
        sessions_sweep(hub);
        papers_sweep(hub);
    }
    tests_by_the_clock(hub);
    live_expire(hub);
    echoes_send(hub);
    save_clock(hub);
    leave_when_idle(hub);
}

/* ---- Events of the loop ---------------------------------------------------------------------------- */

static void on_connection(evutil_socket_t fd, short what, void *context)
{
    (void)fd;
    (void)what;
    sessions_accept(context);
}

static void on_pins(evutil_socket_t fd, short what, void *context)
{
    (void)fd;
    (void)what;
    pin_checks_take(context);
}

static void on_stop(evutil_socket_t fd, short what, void *context)
{
    (void)fd;
    (void)what;
    struct hub *hub = context;
    hub->stop = true;
}

static void on_hangup(evutil_socket_t fd, short what, void *context)
{
    (void)fd;
    (void)what;
    struct hub *hub = context;
    log_line(_("reading the event files again"));
    hub->files_seen = (struct hash){{0}};
    notice_changes(hub);
}

static void watch(struct hub *hub)
{
    hub->accepting = event_new(hub->base, hub->listener_fd, EV_READ | EV_ET | EV_PERSIST, on_connection, hub);
    hub->pins_ready =
        event_new(hub->base, pin_worker_fd(hub->worker), EV_READ | EV_ET | EV_PERSIST, on_pins, hub);
    hub->ticking = evtimer_new(hub->base, on_tick, hub);
    hub->signals[0] = evsignal_new(hub->base, SIGTERM, on_stop, hub);
    hub->signals[1] = evsignal_new(hub->base, SIGINT, on_stop, hub);
    hub->signals[2] = evsignal_new(hub->base, SIGHUP, on_hangup, hub);
    for (size_t i = 0; i < sizeof hub->signals / sizeof *hub->signals; i++)
        event_add(hub->signals[i], NULL);
    event_add(hub->accepting, NULL);
    event_add(hub->pins_ready, NULL);
}

static void unwatch(struct hub *hub)
{
    struct event *all[] = {hub->accepting,  hub->pins_ready, hub->ticking,
                           hub->signals[0], hub->signals[1], hub->signals[2]};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i])
            event_free(all[i]);
    if (hub->base)
        event_base_free(hub->base);
}

/* ---- Beginning ------------------------------------------------------------------------------------- */

static bool read_hall_file(struct hub *hub, struct err *err)
{
    char path[PATH_MAX];
    struct buf source = BUF_EMPTY;
    struct diags diags = DIAGS_EMPTY;
    struct err reason = ERR_NONE;
    snprintf(path, sizeof path, "%s/hall.yaml", hub->options.hall);
    bool read = file_read(path, HALL_FILE_MOST, &source, &reason) || reason.kind == ERR_NOT_FOUND;
    bool ok = read && hall_load(buf_text(&source), "hall.yaml", &hub->hall_arena, &diags, &hub->hall);
    log_findings(&diags, buf_text(&source));
    if (!read)
        *err = reason;
    else if (!ok)
        err_set(err, ERR_INVALID, _("hall.yaml of the hall %s has errors"), hub->options.hall);
    diags_finish(&diags);
    buf_finish(&source);
    return ok;
}

static void report_bank(void *context, const struct bank_sync_report *report)
{
    (void)context;
    if (report->diags)
        log_findings(report->diags, report->source);
    if (!report->ok)
        log_line(_("%s was not taken over: the database keeps what it had"), report->path);
    else if (!report->current)
        log_line(_("%s: items added %lld, changed %lld, retired %lld"), report->path,
                 (long long)report->counts.added, (long long)report->counts.changed,
                 (long long)report->counts.retired);
}

static bool open_store(struct hub *hub, struct err *err)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/hall.db", hub->options.hall);
    hub->store = store_open(path, STORE_CREATE, err);
    return hub->store &&
           bank_sync_hall(hub->store, hub->options.hall, text_of("hub"), report_bank, NULL, err);
}

/* The first turn: what happened while no hub was there. */
static bool catch_up(struct hub *hub, struct err *err)
{
    if (!turn_write(hub))
        return err_set(err, ERR_FAILED, _("the hall's database cannot be written"));
    if (!store_tickets_expire(hub->store, clock_wall_ms(), err) || !live_start(hub, err) ||
        !stages_start(hub, err))
        return false;
    hub->data_version = store_data_version(hub->store);
    notice_changes(hub);
    tests_by_the_clock(hub);
    live_expire(hub);
    bool failed = hub->turn.failed;
    return (turn_end(hub) && !failed && !hub->turn.failures) ||
           err_set(err, ERR_FAILED, _("the hall's database cannot be written"));
}

static bool prepare(struct hub *hub, struct err *err)
{
    if (!hall_lock(hub, err) || !read_hall_file(hub, err) || !open_store(hub, err) ||
        !hall_clock_start(&hub->clock, hub->store, err) || !events_start(hub, err))
        return false;
    hub->worker = pin_worker_start(err);
    if (!hub->worker)
        return false;
    hub->base = event_base_new();
    if (!hub->base)
        return err_set(err, ERR_FAILED, _("cannot start the event loop"));
    if (!catch_up(hub, err) || !hall_listen(hub, err))
        return false;
    watch(hub);
    return true;
}

static void tell_ready(const struct hub *hub)
{
    int fd = hub->options.ready_fd;
    if (fd < 0)
        return;
    ssize_t ignored = write(fd, "\n", 1);
    (void)ignored;
    close(fd);
}

/* ---- Going and ending ------------------------------------------------------------------------------ */

static void pass(struct hub *hub, int how)
{
    if (event_base_loop(hub->base, EVLOOP_ONCE | how) < 0) {
        hub->broken = true;
        err_set_errno(&hub->fatal, _("the event loop failed"));
    }
}

static bool clock_is_due(const struct hub *hub)
{
    return contests_next_expiry(hub) <= hall_clock_now(&hub->clock);
}

/* What waited in the sockets when a contest's clock ran out was sent in time: it is read before the clock is
 * declared to have run out, however many passes that takes, within reason. */
static void expire_contests(struct hub *hub)
{
    int64_t before;
    int passes = 0;
    if (!clock_is_due(hub))
        return;
    do {
        before = hub->arrivals;
        pass(hub, EVLOOP_NONBLOCK);
    } while (!hub->broken && hub->arrivals != before && ++passes < CATCH_UP_PASSES);
    contests_expire(hub);
}

static void loop(struct hub *hub)
{
    log_line(_("the hub of %s is ready (process %ld)"), hub->options.hall, (long)getpid());
    tell_ready(hub);
    while (!hub->stop && !hub->broken) {
        set_timer(hub);
        pass(hub, 0);
        expire_contests(hub);
        turn_end(hub);
    }
    log_line(_("the hub ends"));
}

static void save_clock_at_end(struct hub *hub)
{
    struct err err = ERR_NONE;
    if (!hub->store || !hub->base || hub->broken)
        return;
    if (!store_begin(hub->store, &err) || !hall_clock_save(&hub->clock, hub->store, &err) ||
        !store_commit(hub->store, &err))
        log_line("%s", err.message);
}

static void finish(struct hub *hub)
{
    save_clock_at_end(hub);
    while (hub->sessions)
        session_destroy(hub, hub->sessions);
    unwatch(hub);
    pin_worker_stop(hub->worker);
    pin_checks_finish(hub);
    live_finish(hub);
    events_finish(hub);
    roster_finish(&hub->roster);
    turn_finish(&hub->turn);
    map_finish(&hub->by_number);
    store_close(hub->store);
    hall_leave(hub);
    buf_finish(&hub->text);
    buf_finish(&hub->line);
    arena_finish(&hub->scratch);
    arena_finish(&hub->views);
    arena_finish(&hub->hall_arena);
}

/* A closed connection and a limit on file sizes are errors to handle, not reasons to die. */
static void ignore_signals(void)
{
    static const int ignored[] = {SIGPIPE, SIGXFSZ};
    struct sigaction action = {.sa_handler = SIG_IGN};
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
        sigaction(ignored[i], &action, NULL);
}

bool hub_run(const struct hub_options *options, struct err *err)
{
    struct hub hub = {.options = *options, .lock_fd = -1, .listener_fd = -1, .spare_fd = -1};
    hub.uid = geteuid();
    hub.ticked_at = hub.idle_since = clock_boot_ms();
    ignore_signals();
    bool ok = prepare(&hub, err);
    if (ok) {
        loop(&hub);
        ok = !hub.broken;
    }
    if (hub.broken && err)
        *err = hub.fatal;
    finish(&hub);
    return ok;
}
