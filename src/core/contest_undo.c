#include "core/contest_private.h"

#include "base/mem.h"

/* The log of events, of which the state is the fold; undo and redo. */

/* ---- Keeping events ------------------------------------------------------------------------------------ */

static const void *keep_array(struct arena *arena, const void *from, int64_t count, size_t size)
{
    if (count <= 0)
        return NULL;
    void *kept = arena_array(arena, (size_t)count, size);
    return memcpy(kept, from, (size_t)count * size);
}

static struct text keep_text(struct arena *arena, struct text t)
{
    return t.len ? arena_text(arena, t) : (struct text)TEXT("");
}

static struct contest_script keep_script(struct arena *arena, const struct contest_script *script)
{
    size_t count = (size_t)script->queue_count;
    struct contest_queue *queues = arena_array(arena, count, sizeof *queues);
    for (size_t q = 0; q < count; q++) {
        queues[q] = script->queues[q];
        struct slot *slots = arena_array(arena, (size_t)queues[q].count, sizeof *slots);
        for (int i = 0; i < queues[q].count; i++) {
            slots[i] = script->queues[q].slots[i];
            slots[i].bank = arena_text(arena, slots[i].bank);
            slots[i].id = arena_text(arena, slots[i].id);
            slots[i].topic = arena_text(arena, slots[i].topic);
        }
        queues[q].slots = slots;
    }
    return (struct contest_script){queues, script->queue_count};
}

static struct contest_event keep_event(struct arena *arena, const struct contest_event *event)
{
    struct contest_event kept = *event;
    kept.response = keep_text(arena, event->response);
    kept.reason = keep_text(arena, event->reason);
    kept.rulings = keep_array(arena, event->rulings, event->ruling_count, sizeof *event->rulings);
    kept.deltas = keep_array(arena, event->deltas, event->delta_count, sizeof *event->deltas);
    kept.teams = keep_array(arena, event->teams, event->team_count, sizeof *event->teams);
    kept.script = (struct contest_script){NULL, 0};
    if (event->kind == CONTEST_BEGAN)
        kept.script = keep_script(arena, &event->script);
    return kept;
}

static struct contest_entry *add_entry(struct contest *contest)
{
    struct contest_log *log = contest->log;
    log->entries = xgrow(log->entries, &log->capacity, (size_t)contest->n + 1, sizeof *log->entries);
    struct contest_entry *entry = &log->entries[contest->n++];
    *entry = (struct contest_entry){.event.kind = CONTEST_PAGED};
    return entry;
}

/* ---- The fold ------------------------------------------------------------------------------------------ */

static void fold_entries(struct contest *contest)
{
    for (uint32_t i = 0; i < contest->n; i++)
        if (contest->log->entries[i].effective)
            contest_fold_event(contest, &contest->log->entries[i].event);
}

static void refold(struct contest *contest)
{
    contest_reset(contest);
    fold_entries(contest);
}

/* Makes `copy` the fold of the same events, which stay the original's: finish it before that changes. */
static void copy_log(struct contest *copy, const struct contest *contest)
{
    const struct contest_log *from = contest->log;
    contest_init(copy, contest->sheet);
    struct contest_log *to = copy->log;
    to->entries = xgrow(NULL, &to->capacity, contest->n, sizeof *to->entries);
    if (contest->n)
        memcpy(to->entries, from->entries, contest->n * sizeof *to->entries);
    to->redo = xgrow(NULL, &to->redo_capacity, from->redo_count, sizeof *to->redo);
    if (from->redo_count)
        memcpy(to->redo, from->redo, from->redo_count * sizeof *to->redo);
    to->redo_count = from->redo_count;
    copy->n = contest->n;
}

void contest_copy(struct contest *copy, const struct contest *contest)
{
    copy_log(copy, contest);
    fold_entries(copy);
}

/* ---- Undo and redo ------------------------------------------------------------------------------------- */

uint32_t contest_undo_target(const struct contest *contest, enum contest_event_kind *kind)
{
    if (contest->stage == CONTEST_STAGE_FINAL)
        return 0;
    for (uint32_t n = contest->n; n > 0; n--) {
        const struct contest_entry *entry = &contest->log->entries[n - 1];
        if (!entry->effective || !(event_ops_of(entry->event.kind)->flags & EVENT_STEP))
            continue;
        *kind = entry->event.kind;
        return n;
    }
    return 0;
}

/* The UNDONE that REDO would take back; 0: none. */
static uint32_t redo_top(const struct contest *contest)
{
    const struct contest_log *log = contest->log;
    bool final = contest->stage == CONTEST_STAGE_FINAL;
    return log->redo_count && !final ? log->redo[log->redo_count - 1] : 0;
}

bool contest_is_undone(const struct contest *contest, uint32_t n)
{
    return n >= 1 && n <= contest->n && contest->log->entries[n - 1].undone_by != 0;
}

bool contest_followed(const struct contest *contest, uint32_t n)
{
    return n >= 1 && n <= contest->n && contest->log->entries[n - 1].effective;
}

/* Leaves the entries from `target` on out of the fold; `by`: the n of the UNDONE. */
static void take_back(struct contest *contest, uint32_t target, uint32_t by)
{
    struct contest_log *log = contest->log;
    for (uint32_t n = target; n < by && n <= contest->n; n++)
        if (log->entries[n - 1].effective) {
            log->entries[n - 1].effective = false;
            log->entries[n - 1].undone_by = by;
        }
    log->redo = xgrow(log->redo, &log->redo_capacity, log->redo_count + 1, sizeof *log->redo);
    log->redo[log->redo_count++] = by;
}

/* Puts what the UNDONE on top took back into the fold again. That UNDONE itself and what stands after it,
 * which can only be others of its kind, have nothing to say any more. */
static void put_back(struct contest *contest, uint32_t by)
{
    struct contest_log *log = contest->log;
    uint32_t undone = redo_top(contest);
    for (uint32_t n = 1; n <= contest->n; n++) {
        struct contest_entry *entry = &log->entries[n - 1];
        if (n < undone && entry->undone_by == undone) {
            entry->effective = true;
            entry->undone_by = 0;
        } else if (n >= undone && entry->effective) {
            entry->effective = false;
            entry->undone_by = by;
        }
    }
    log->redo_count--;
}

/* Takes back or puts back what the event, which is number n, names; false: it cannot. */
static bool apply_undo(struct contest *contest, const struct contest_event *event, uint32_t n)
{
    enum contest_event_kind kind;
    uint32_t target = contest_undo_target(contest, &kind);
    if (target == 0 || event->target != target || event->delta_count > 0)
        return false;
    take_back(contest, target, n);
    return true;
}

static bool apply_redo(struct contest *contest, const struct contest_event *event, uint32_t n)
{
    uint32_t top = redo_top(contest);
    if (top == 0 || event->target != contest->log->entries[top - 1].event.target || event->delta_count > 0)
        return false;
    put_back(contest, n);
    return true;
}

/* ---- Deciding ------------------------------------------------------------------------------------------ */

/* What the clock of the state that comes of it stands at: what was left at `at`. */
static int64_t left_after(const struct contest *copy, int64_t at)
{
    return contest_is_paused(copy) || copy->clock.running ? contest_left(copy, at) : 0;
}

enum contest_refusal decide_undo(struct deciding *d)
{
    enum contest_event_kind kind;
    struct contest copy;
    uint32_t target = contest_undo_target(d->contest, &kind);
    if (target == 0)
        return CONTEST_NOTHING_TO_UNDO;
    copy_log(&copy, d->contest);
    take_back(&copy, target, copy.n + 1);
    fold_entries(&copy);
    d->out->kind = CONTEST_UNDONE;
    d->out->target = target;
    d->out->left = left_after(&copy, d->contest->log->entries[target - 1].event.at);
    contest_finish(&copy);
    return CONTEST_OK;
}

enum contest_refusal decide_redo(struct deciding *d)
{
    struct contest copy;
    uint32_t top = redo_top(d->contest);
    if (top == 0)
        return CONTEST_NOTHING_TO_UNDO;
    const struct contest_event *undone = &d->contest->log->entries[top - 1].event;
    copy_log(&copy, d->contest);
    put_back(&copy, copy.n + 1);
    fold_entries(&copy);
    d->out->kind = CONTEST_REDONE;
    d->out->target = undone->target;
    d->out->left = left_after(&copy, undone->at);
    contest_finish(&copy);
    return CONTEST_OK;
}

/* ---- Applying ------------------------------------------------------------------------------------------ */

void contest_apply(struct contest *contest, const struct contest_event *event)
{
    uint32_t n = contest->n + 1;
    if (!contest_event_is_sound(contest, event)) {
        add_entry(contest);
        return;
    }
    bool undo = event->kind == CONTEST_UNDONE, redo = event->kind == CONTEST_REDONE;
    struct contest_event kept = keep_event(&contest->arena, event);
    bool follows = undo ? apply_undo(contest, &kept, n) : redo ? apply_redo(contest, &kept, n) : true;
    if (follows && (undo || redo))
        refold(contest);
    follows = follows && contest_fold_event(contest, &kept);
    if (kept.arrival > contest->last_arrival)
        contest->last_arrival = kept.arrival;
    struct contest_entry *entry = add_entry(contest);
    entry->event = kept;
    entry->effective = follows;
    if (follows && !undo && !redo)
        contest->log->redo_count = 0;
}
