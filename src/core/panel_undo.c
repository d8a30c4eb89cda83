/* Taking steps back and putting them back. The log keeps every event; the state is folded again from those
 * that stand. */
#include "base/mem.h"
#include "core/panel_private.h"

#include <assert.h>
#include <stdlib.h>

static bool is_judges(enum panel_event_kind kind)
{
    return kind == PANEL_MARKED || kind == PANEL_CLEARED || kind == PANEL_SIGNED;
}

/* Steps of the organizer and the head judge; what judges do on their sheets is theirs to change. */
static bool is_step(enum panel_event_kind kind)
{
    return !is_judges(kind) && kind != PANEL_UNDONE && kind != PANEL_REDONE;
}

static const int64_t *copy_numbers(struct arena *arena, const int64_t *numbers, int64_t count)
{
    if (count <= 0)
        return NULL;
    int64_t *copy = arena_array(arena, (size_t)count, sizeof *copy);
    memcpy(copy, numbers, (size_t)count * sizeof *copy);
    return copy;
}

static struct panel_event copy_event(struct arena *arena, const struct panel_event *event)
{
    struct panel_event copy = *event;
    copy.reason = arena_text(arena, event->reason);
    copy.order = copy_numbers(arena, event->order, event->order_count);
    copy.codes = copy_numbers(arena, event->codes, event->code_count);
    copy.topics = copy_numbers(arena, event->topics, event->topic_count);
    copy.recusals = copy_numbers(arena, event->recusals, event->recusal_count);
    return copy;
}

void panel_log_add(struct panel *panel, const struct panel_event *event, bool followed)
{
    struct panel_log *log = panel->log;
    log->entries = xgrow(log->entries, &log->capacity, log->count + 1, sizeof *log->entries);
    struct panel_log_entry entry = {.followed = followed};
    if (followed) /* what has no effect is kept as a number only */
        entry.event = copy_event(&panel->arena, event);
    log->entries[log->count++] = entry;
    if (followed && is_step(event->kind))
        log->undone_count = 0;
}

void panel_log_finish(struct panel_log *log)
{
    if (!log)
        return;
    free(log->entries);
    free(log->undone);
    free(log);
}

uint32_t panel_undo_next(const struct panel *panel)
{
    const struct panel_log *log = panel->log;
    for (size_t i = log->count; i > 0; i--) {
        const struct panel_log_entry *entry = &log->entries[i - 1];
        if (entry->followed && !entry->undone && is_step(entry->event.kind))
            return (uint32_t)i;
    }
    return 0;
}

uint32_t panel_redo_next(const struct panel *panel)
{
    const struct panel_log *log = panel->log;
    return log->undone_count ? log->undone[log->undone_count - 1] : 0;
}

/* Folds the log into `panel` with the entry `target` taken back or put back; false: what a judge did, or the
 * entry put back, does not follow then. */
static bool fold_switched(struct panel *panel, const struct panel_log *log, uint32_t target)
{
    panel_reset(panel);
    for (size_t i = 0; i < log->count; i++) {
        const struct panel_log_entry *entry = &log->entries[i];
        bool undone = entry->undone != (i + 1 == target);
        if (!entry->followed || undone || entry->event.kind == PANEL_UNDONE ||
            entry->event.kind == PANEL_REDONE)
            continue;
        if (panel_check(panel, &entry->event) != PANEL_OK)
            return false;
        panel_fold_one(panel, &entry->event);
    }
    return true;
}

/* Whether judges have done anything since `target` that such a step may allow or forbid: only then the log
 * must be folded to know. */
static bool may_matter(const struct panel_log *log, uint32_t target)
{
    static const bool bounds_judges[PANEL_EVENT_KINDS] = {
        [PANEL_BEGAN] = true,  [PANEL_RECUSED] = true,  [PANEL_DECLARED_MISSING] = true,
        [PANEL_CLOSED] = true, [PANEL_REOPENED] = true, [PANEL_WITHDRAWN] = true,
    };
    if (!bounds_judges[log->entries[target - 1].event.kind])
        return false;
    for (size_t i = target; i < log->count; i++)
        if (log->entries[i].followed && is_judges(log->entries[i].event.kind))
            return true;
    return false;
}

static bool can_switch(const struct panel *panel, uint32_t target)
{
    if (!may_matter(panel->log, target))
        return true;
    struct panel trial;
    panel_init(&trial, panel->sheet);
    bool can = fold_switched(&trial, panel->log, target);
    panel_finish(&trial);
    return can;
}

enum panel_refusal panel_check_undone(const struct panel *panel, const struct panel_event *event)
{
    uint32_t target = panel_undo_next(panel);
    if (target == 0 || event->target != target)
        return PANEL_NOTHING_TO_UNDO;
    return can_switch(panel, target) ? PANEL_OK : PANEL_MARKED_SINCE;
}

enum panel_refusal panel_check_redone(const struct panel *panel, const struct panel_event *event)
{
    uint32_t target = panel_redo_next(panel);
    if (target == 0 || event->target != target)
        return PANEL_NOTHING_TO_UNDO;
    return can_switch(panel, target) ? PANEL_OK : PANEL_MARKED_SINCE;
}

void panel_log_switch(struct panel *panel, const struct panel_event *event)
{
    struct panel_log *log = panel->log;
    uint32_t target = (uint32_t)event->target;
    bool folded = fold_switched(panel, log, target);
    assert(folded); /* it was checked */
    (void)folded;
    bool undone = event->kind == PANEL_UNDONE;
    log->entries[target - 1].undone = undone;
    if (undone) {
        log->undone = xgrow(log->undone, &log->undone_capacity, log->undone_count + 1, sizeof *log->undone);
        log->undone[log->undone_count++] = target;
    } else {
        log->undone_count--;
    }
}

bool panel_is_undone(const struct panel *panel, uint32_t n)
{
    return n >= 1 && n <= panel->log->count && panel->log->entries[n - 1].undone;
}

bool panel_followed(const struct panel *panel, uint32_t n)
{
    return n >= 1 && n <= panel->log->count && panel->log->entries[n - 1].followed;
}
