#include "hub/publish.h"

#include "base/clock.h"
#include "hub/stage_view.h"
#include "hub/stages.h"
#include "hub/turn.h"
#include "hub/watch.h"

enum { UNREAD_VIEWS = 256 * 1024 }; /* bytes of output that wait */

/* A line that several terminals get word by word: boards, or hosts, who lack the same parts. */
struct shared_line {
    bool made;
    struct text line; /* in hub->views */
};

struct publishing {
    struct views views;
    struct shared_line shared[WATCHES][2][2]; /* by role, with frame, with item */
};

/* ---- What a watcher lacks -------------------------------------------------------------------------- */

static bool same_item(const struct item_seen *a, const struct item_seen *b)
{
    if (!a->any || !b->any)
        return a->any == b->any;
    return a->level == b->level && a->play == b->play && a->queue == b->queue && a->item == b->item &&
           a->number == b->number && a->of == b->of && a->stake == b->stake;
}

/* ---- Contests and series --------------------------------------------------------------------------- */

/* The view but for its parts and the time that passes: when it is as before, there is nothing to say. */
static struct hash essence_of(struct hub *hub, const struct stage *stage, struct reply push)
{
    push.stage.frame = NULL;
    push.stage.item = NULL;
    push.stage.left = stage->contest.clock.running ? stage->contest.clock.ends : push.stage.left;
    buf_clear(&hub->line);
    wire_write_reply(&push, &hub->line);
    return hash_of(buf_text(&hub->line));
}

static void say(struct hub *hub, struct publishing *publishing, const struct watcher *watcher,
                const struct reply *push)
{
    struct shared_line *shared =
        &publishing->shared[watcher->as][push->stage.frame != NULL][push->stage.item != NULL];
    if (watcher->as == WATCH_DESK) {
        turn_say(hub, watcher->session, push);
        return;
    }
    if (!shared->made) {
        buf_clear(&hub->line);
        wire_write_reply(push, &hub->line);
        shared->line = arena_text(publishing->views.arena, buf_text(&hub->line));
        shared->made = true;
    }
    turn_say_line(hub, watcher->session, shared->line);
}

static void push_contest(struct hub *hub, struct publishing *publishing, struct watcher *watcher)
{
    struct stage *stage = watcher->stage;
    struct views *views = &publishing->views;
    struct reply push = {.kind = MESSAGE_PUSH_STAGE};
    contest_view_of(views, watcher, &push.stage);
    struct item_seen seen = contest_item_seen(views, watcher);
    if (watcher->frame != stage->frame)
        push.stage.frame = contest_frame_of(views);
    if (seen.any && !same_item(&seen, &watcher->item))
        push.stage.item = contest_item_of(views, &seen);
    bool parts = push.stage.frame || push.stage.item || watcher->whole;
    if (watcher->as == WATCH_DESK && stage->sheet.contest.team_count > CONTEST_VIEW_TEAMS) {
        struct hash essence = essence_of(hub, stage, push);
        if (!parts && hash_equal(&essence, &watcher->seen))
            return;
        watcher->seen = essence;
    }
    watcher->frame = stage->frame;
    watcher->item = seen;
    say(hub, publishing, watcher, &push);
}

static void push_series(struct hub *hub, struct publishing *publishing, struct watcher *watcher)
{
    struct reply push = {.kind = MESSAGE_PUSH_STAGE};
    series_view_of(&publishing->views, watcher, &push.stage);
    /* Whom a series ranks may depend on its parts, so its frame goes with every view. */
    push.stage.frame = series_frame_of(&publishing->views);
    turn_say(hub, watcher->session, &push);
}

static void push_panel(struct hub *hub, struct publishing *publishing, struct watcher *watcher)
{
    struct reply push = {.kind = MESSAGE_PUSH_PANEL};
    panel_view_of(&publishing->views, watcher, &push.panel);
    if (watcher->frame != watcher->stage->frame)
        push.panel.frame = panel_frame_of(&publishing->views, watcher);
    watcher->frame = watcher->stage->frame;
    turn_say(hub, watcher->session, &push);
}

/* ---- Everybody ------------------------------------------------------------------------------------- */

typedef void push_view(struct hub *hub, struct publishing *publishing, struct watcher *watcher);

static push_view *const pushes[EVENT_KINDS] = {
    [EVENT_KIND_CONTEST] = push_contest, [EVENT_KIND_PANEL] = push_panel, [EVENT_KIND_SERIES] = push_series};

/* A terminal behind a slow line has views waiting that are old already: it gets the next one, whatever it is
 * by then, when it has read them. */
static bool reads_on(const struct watcher *watcher)
{
    return watcher->session->out.len < UNREAD_VIEWS;
}

static bool anyone_lacks_it(const struct stage *stage)
{
    const struct watcher *watcher = stage->watchers;
    while (watcher && !(watcher->whole && reads_on(watcher)))
        watcher = watcher->next;
    return watcher != NULL;
}

static void publish(struct hub *hub, struct stage *stage)
{
    struct publishing publishing = {.shared = {{{{.made = false}}}}};
    struct text detail = TEXT("");
    bool all = stage->changed;
    stage->changed = false;
    if (!stage->watchers || (!all && !anyone_lacks_it(stage)) || stage_wake(hub, stage, &detail) != WIRE_OK)
        return;
    stage->published = true;
    views_init(&publishing.views, hub, stage);
    for (struct watcher *watcher = stage->watchers; watcher; watcher = watcher->next) {
        if (!all && !watcher->whole)
            continue;
        bool reads = reads_on(watcher);
        if (reads)
            pushes[stage->entry.kind](hub, &publishing, watcher);
        watcher->whole = !reads;
    }
    arena_clear(&hub->views);
}

void publish_stages(struct hub *hub)
{
    for (size_t i = 0; i < hub->stage_count; i++) {
        struct stage *stage = hub->stages[i];
        if (stage->entry.kind == EVENT_KIND_SERIES && hub->turn.results_changed)
            stage->changed = true;
        publish(hub, stage);
    }
}
