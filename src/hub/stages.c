#include "hub/stages.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "hub/events.h"
#include "hub/events_private.h"
#include "hub/lifecycle.h"
#include "hub/log.h"
#include "hub/stage_items.h"
#include "hub/stage_names.h"
#include "hub/turn.h"
#include "hub/watch.h"

#include <stdlib.h>

/* ---- Finding --------------------------------------------------------------------------------------- */

struct stage *stages_find(const struct hub *hub, struct text code)
{
    for (size_t i = 0; i < hub->stage_count; i++)
        if (text_equal(hub->stages[i]->entry.code, code))
            return hub->stages[i];
    return NULL;
}

struct stage *stages_find_kind(const struct hub *hub, struct text code, enum event_kind kind,
                               enum wire_error *refusal)
{
    struct stage *stage = stages_find(hub, code);
    if (stage && stage->entry.kind == kind)
        return stage;
    *refusal = events_miss(hub, code);
    return NULL;
}

/* ---- States ---------------------------------------------------------------------------------------- */

static void state_init(struct stage *stage)
{
    if (stage->entry.kind == EVENT_KIND_CONTEST)
        contest_init(&stage->contest, &stage->sheet.contest);
    else if (stage->entry.kind == EVENT_KIND_PANEL)
        panel_init(&stage->panel, &stage->sheet.panel);
    else
        stage->series = (struct series_state){.n = 0};
}

static void state_finish(struct stage *stage)
{
    if (stage->entry.kind == EVENT_KIND_CONTEST)
        contest_finish(&stage->contest);
    else if (stage->entry.kind == EVENT_KIND_PANEL)
        panel_finish(&stage->panel);
}

static bool state_fold(struct hub *hub, struct stage *stage, struct err *err)
{
    if (stage->entry.kind == EVENT_KIND_CONTEST)
        return contest_fold(hub->store, stage->entry.code, &stage->contest, err);
    if (stage->entry.kind == EVENT_KIND_PANEL)
        return panel_fold(hub->store, stage->entry.code, &stage->panel, err);
    return series_fold(hub->store, stage->entry.code, &stage->series, err);
}

static void put_to_sleep(struct stage *stage)
{
    if (stage->live)
        state_finish(stage);
    stage->live = stage->rows_written = false;
}

/* Presses and answers of before the hub's end came before all there will be. */
static void number_arrivals_on(struct hub *hub, const struct stage *stage)
{
    if (stage->entry.kind == EVENT_KIND_CONTEST && stage->contest.last_arrival > hub->arrivals)
        hub->arrivals = stage->contest.last_arrival;
}

static bool wake(struct hub *hub, struct stage *stage, struct err *err)
{
    state_init(stage);
    if (!state_fold(hub, stage, err)) {
        state_finish(stage);
        return false;
    }
    stage->live = true;
    number_arrivals_on(hub, stage);
    return true;
}

enum wire_error stage_wake(struct hub *hub, struct stage *stage, struct text *detail)
{
    struct err err = ERR_NONE;
    if (stage->live)
        return WIRE_OK;
    if (!stage->entry.sound) {
        *detail = stage->entry.trouble;
        return WIRE_CANNOT_DRAW;
    }
    return wake(hub, stage, &err) ? WIRE_OK : turn_unreadable(hub, &err);
}

/* ---- Adding and removing --------------------------------------------------------------------------- */

struct entry *stage_add(struct hub *hub, struct text code)
{
    struct stage *stage = xcalloc(1, sizeof *stage);
    hub->stages = xgrow(hub->stages, &hub->stage_capacity, hub->stage_count + 1, sizeof(struct stage *));
    size_t at = hub->stage_count++;
    while (at > 0 && text_compare(hub->stages[at - 1]->entry.code, code) > 0) {
        hub->stages[at] = hub->stages[at - 1];
        at--;
    }
    hub->stages[at] = stage;
    return &stage->entry;
}

static void stage_destroy(struct stage *stage)
{
    watch_end_all(stage);
    put_to_sleep(stage);
    stage_items_drop(stage);
    stage_names_drop(stage);
    free(stage->keys.teams);
    arena_finish(&stage->entry.arena);
    free(stage);
}

void stage_remove(struct hub *hub, struct stage *stage)
{
    size_t at = 0;
    while (hub->stages[at] != stage)
        at++;
    hub->stage_count--;
    memmove(&hub->stages[at], &hub->stages[at + 1], (hub->stage_count - at) * sizeof(struct stage *));
    stage_destroy(stage);
}

void stage_take_sheet(struct stage *stage, const struct event_sheet *sheet)
{
    put_to_sleep(stage);
    stage_items_drop(stage);
    stage_names_drop(stage);
    free(stage->keys.teams);
    stage->keys = (struct key_testing){.mode = KEY_TEST_OFF};
    stage->sheet = *sheet;
    stage->frame++;
    stage->changed = true;
    watch_sheet_changed(stage);
}

void stages_finish(struct hub *hub)
{
    for (size_t i = 0; i < hub->stage_count; i++)
        stage_destroy(hub->stages[i]);
    free(hub->stages);
}

/* ---- Changing -------------------------------------------------------------------------------------- */

void stage_touch(struct hub *hub, struct stage *stage)
{
    (void)hub;
    stage->touched = stage->changed = true;
}

/* A contest that waits for a panel's marks shows whether they are there. */
static void show_to_contests(struct hub *hub)
{
    for (size_t i = 0; i < hub->stage_count; i++) {
        struct stage *stage = hub->stages[i];
        if (stage->entry.kind == EVENT_KIND_CONTEST && stage->live &&
            stage->contest.stage == CONTEST_STAGE_PANEL)
            stage->changed = true;
    }
}

static enum wire_error close_when_final(struct hub *hub, struct stage *stage, bool final, struct text actor)
{
    if (!final || stage->entry.status != EVENT_OPEN)
        return WIRE_OK;
    return entry_set_status(hub, &stage->entry, EVENT_CLOSED, actor);
}

/* A press or an answer that was read late is decided as of when there was still time. What it begins, the
 * time to begin or to answer, begins only when it is read: else that time could be over before anybody knew.
 */
static bool is_of_desk(enum contest_event_kind kind)
{
    return kind == CONTEST_PRESSED || kind == CONTEST_ANSWERED;
}

enum wire_error contest_do(struct hub *hub, struct stage *stage, const struct contest_command *command,
                           int64_t now, struct text actor, int64_t *n, struct text *detail)
{
    struct contest_event event;
    struct err err = ERR_NONE;
    struct stage_items_of of = {hub, stage};
    struct contest_items items = stage_items(&of);
    int64_t seq;
    enum contest_refusal refusal =
        contest_decide(&stage->contest, command, now, &items, &hub->scratch, &event);
    *n = 0;
    if (refusal == CONTEST_NOTHING)
        return WIRE_OK;
    if (refusal != CONTEST_OK) {
        *detail = text_of(contest_refusal_names[refusal]);
        return WIRE_CONTEST;
    }
    if (!turn_write(hub))
        return WIRE_NOT_SAVED;
    if (is_of_desk(event.kind))
        event.at = hall_clock_now(&hub->clock);
    if (!contest_journal(hub->store, stage->entry.code, stage->contest.n + 1, &event, clock_wall_ms(), actor,
                         &seq, &err))
        return turn_fail(hub, &err);
    stage_touch(hub, stage);
    contest_apply(&stage->contest, &event);
    stage->results_due = true;
    *n = stage->contest.n;
    return close_when_final(hub, stage, stage->contest.stage == CONTEST_STAGE_FINAL, actor);
}

enum wire_error panel_do(struct hub *hub, struct stage *stage, const struct panel_command *command,
                         struct text actor, int64_t *n, struct text *detail)
{
    struct panel_event event;
    struct err err = ERR_NONE;
    int64_t seq;
    enum panel_refusal refusal = panel_decide(&stage->panel, command, hall_clock_now(&hub->clock), &event);
    *n = 0;
    if (refusal == PANEL_NOTHING)
        return WIRE_OK;
    if (refusal != PANEL_OK) {
        *detail = text_of(panel_refusal_names[refusal]);
        return WIRE_PANEL;
    }
    if (!turn_write(hub))
        return WIRE_NOT_SAVED;
    if (!panel_journal(hub->store, stage->entry.code, stage->panel.n + 1, &event, clock_wall_ms(), actor,
                       &seq, &err))
        return turn_fail(hub, &err);
    stage_touch(hub, stage);
    panel_apply(&stage->panel, &event);
    stage->results_due = true;
    *n = stage->panel.n;
    show_to_contests(hub);
    return close_when_final(hub, stage, stage->panel.final, actor);
}

/* ---- Standings ------------------------------------------------------------------------------------- */

static struct hash hash_of_rows(const struct entrant_result *rows, size_t count)
{
    struct hasher hasher;
    hasher_init(&hasher);
    for (size_t i = 0; i < count; i++) {
        hasher_add_framed(&hasher, rows[i].code);
        hasher_add_framed(&hasher, rows[i].award);
        hasher_add_int(&hasher, rows[i].mark);
        hasher_add_int(&hasher, rows[i].rank);
        hasher_add_int(&hasher, rows[i].provisional);
    }
    return hasher_end(&hasher);
}

/* Most steps change nothing in the standing; the disk is spared those. */
static bool write_rows(struct hub *hub, struct stage *stage, struct err *err)
{
    struct entrant_result *rows;
    size_t count;
    if (stage->entry.kind == EVENT_KIND_CONTEST)
        contest_results(&stage->contest, &hub->scratch, &rows, &count);
    else
        panel_results(&stage->panel, &hub->scratch, &rows, &count);
    struct hash hash = hash_of_rows(rows, count);
    bool same = stage->rows_written && hash_equal(&hash, &stage->rows), ok = true;
    if (!same) {
        hub->turn.results_changed = true;
        ok = turn_write(hub) && entrant_results_put(hub->store, stage->entry.code, rows, count, err);
    }
    stage->rows = hash;
    stage->rows_written = ok;
    arena_clear(&hub->scratch);
    return ok;
}

/* Once a turn, however much happened in it: only what stands at the end is looked at. */
void stages_write_results(struct hub *hub)
{
    for (size_t i = 0; i < hub->stage_count; i++) {
        struct stage *stage = hub->stages[i];
        struct err err = ERR_NONE;
        if (!stage->results_due || hub->turn.failed)
            continue;
        if (!write_rows(hub, stage, &err))
            turn_fail(hub, &err);
    }
}

void stages_settle(struct hub *hub)
{
    for (size_t i = 0; i < hub->stage_count; i++) {
        struct stage *stage = hub->stages[i];
        stage->touched = stage->results_due = stage->published = false;
    }
}

bool stages_read_again(struct hub *hub, struct err *err)
{
    for (size_t i = 0; i < hub->stage_count; i++) {
        struct stage *stage = hub->stages[i];
        /* What was to leave was taken back. */
        if (stage->touched || stage->published)
            watch_show_whole(stage);
        if (!stage->touched)
            continue;
        put_to_sleep(stage);
        if (!wake(hub, stage, err))
            return false;
    }
    stages_settle(hub);
    return true;
}

/* ---- Time ------------------------------------------------------------------------------------------ */

static bool is_contest_with_clock(const struct stage *stage)
{
    return stage->live && stage->entry.kind == EVENT_KIND_CONTEST && stage->contest.clock.running;
}

int64_t contests_next_expiry(const struct hub *hub)
{
    int64_t next = INT64_MAX;
    for (size_t i = 0; i < hub->stage_count; i++) {
        if (!is_contest_with_clock(hub->stages[i]))
            continue;
        int64_t expires = contest_expires(&hub->stages[i]->contest);
        if (expires < next)
            next = expires;
    }
    return next;
}

bool stages_run(const struct hub *hub)
{
    for (size_t i = 0; i < hub->stage_count; i++) {
        const struct stage *stage = hub->stages[i];
        if (is_contest_with_clock(stage) ||
            (stage->live && stage->entry.kind == EVENT_KIND_PANEL && stage->panel.clock_running))
            return true;
    }
    return false;
}

void contests_expire(struct hub *hub)
{
    static const struct contest_command expire = {
        .kind = CONTEST_EXPIRE, .as = {.round = -1, .queue = -1, .item = -1, .play = -1, .team = -1}};
    int64_t now = hall_clock_now(&hub->clock);
    for (size_t i = 0; i < hub->stage_count; i++) {
        struct stage *stage = hub->stages[i];
        struct text detail = TEXT("");
        int64_t n;
        if (is_contest_with_clock(stage) && contest_expires(&stage->contest) <= now && !hub->turn.failed)
            (void)contest_do(hub, stage, &expire, now, text_of("hub"), &n, &detail);
        arena_clear(&hub->scratch);
    }
}

/* ---- Beginning ------------------------------------------------------------------------------------- */

static bool stop_clock(struct hub *hub, struct stage *stage, struct err *err)
{
    static const struct contest_command pause = {
        .kind = CONTEST_PAUSE, .as = {.round = -1, .queue = -1, .item = -1, .play = -1, .team = -1}};
    struct text detail = TEXT("");
    int64_t n;
    if (contest_do(hub, stage, &pause, hall_clock_now(&hub->clock), text_of("hub"), &n, &detail) ==
        WIRE_NOT_SAVED)
        return err_set(err, ERR_FAILED, _("the clock of %.*s cannot be stopped after the outage"),
                       TEXT_ARG(stage->entry.code));
    log_line(_("%.*s goes on; its clock stands still until the host lets it run"),
             TEXT_ARG(stage->entry.code));
    return true;
}

bool stages_start(struct hub *hub, struct err *err)
{
    for (size_t i = 0; i < hub->stage_count; i++) {
        struct stage *stage = hub->stages[i];
        struct err reason = ERR_NONE;
        if (!stage->entry.sound || stage->entry.status == EVENT_DRAFT || stage->entry.status == EVENT_CLOSED)
            continue;
        /* One that cannot be read is no reason to keep the others from going on. */
        if (!wake(hub, stage, &reason))
            log_line("%.*s: %s", TEXT_ARG(stage->entry.code), reason.message);
        else if (is_contest_with_clock(stage) && !stop_clock(hub, stage, err))
            return false;
        arena_clear(&hub->scratch);
    }
    return true;
}
