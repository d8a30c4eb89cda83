/* watch: a terminal says what it is. */
#include "hub/watch.h"

#include "base/mem.h"
#include "hub/events.h"
#include "hub/notice.h"
#include "hub/session.h"
#include "hub/stages.h"
#include "hub/uses.h"

#include <stdlib.h>

/* ---- Coming and going ------------------------------------------------------------------------------ */

/* The host sees how many desks are there: at once, or, where there are many, with the next round of echoes.
 */
static void tell_host(struct stage *stage)
{
    bool many =
        stage->entry.kind == EVENT_KIND_CONTEST && stage->sheet.contest.team_count > CONTEST_VIEW_TEAMS;
    stage->delays_changed |= many;
    for (struct watcher *watcher = stage->watchers; watcher && !many; watcher = watcher->next)
        watcher->whole |= watcher->as == WATCH_HOST;
}

void watch_end(struct session *session)
{
    struct watcher *watcher = session->watch;
    if (!watcher)
        return;
    if (watcher->next)
        watcher->next->previous = watcher->previous;
    if (watcher->previous)
        watcher->previous->next = watcher->next;
    else
        watcher->stage->watchers = watcher->next;
    if (watcher->as == WATCH_DESK)
        tell_host(watcher->stage);
    session->watch = NULL;
    free(watcher->teams);
    free(watcher);
}

static void begin(struct session *session, struct stage *stage, const struct watcher *like)
{
    watch_end(session);
    struct watcher *watcher = xmalloc(sizeof *watcher);
    *watcher = *like;
    watcher->session = session;
    watcher->stage = stage;
    watcher->whole = true;
    watcher->delay = -1;
    watcher->previous = NULL;
    watcher->next = stage->watchers;
    if (stage->watchers)
        stage->watchers->previous = watcher;
    stage->watchers = watcher;
    if (watcher->as == WATCH_DESK)
        tell_host(stage);
    session->watch = watcher;
}

void watch_signed_out(struct session *session)
{
    if (session->watch && session->watch->as != WATCH_BOARD)
        watch_end(session);
}

void watch_end_all(struct stage *stage)
{
    while (stage->watchers)
        watch_end(stage->watchers->session);
}

void watch_sheet_changed(struct stage *stage)
{
    for (struct watcher *watcher = stage->watchers, *next; watcher; watcher = next) {
        next = watcher->next;
        if (watcher->as == WATCH_DESK || watcher->as == WATCH_JUDGE)
            watch_end(watcher->session);
    }
    watch_show_whole(stage);
}

void watch_show_whole(struct stage *stage)
{
    stage->changed = true;
    for (struct watcher *watcher = stage->watchers; watcher; watcher = watcher->next) {
        watcher->whole = true;
        watcher->frame = 0;
        watcher->item.any = false;
    }
}

bool watcher_serves(const struct watcher *watcher, int64_t team)
{
    for (int i = 0; i < watcher->team_count; i++)
        if (watcher->teams[i] == team)
            return true;
    return false;
}

/* ---- Who may be what ------------------------------------------------------------------------------- */

static bool is_staff(const struct hub *hub, const struct session *session)
{
    enum role role = session_role(hub, session);
    return role == ROLE_ORGANIZER || role == ROLE_OWNER;
}

static enum wire_error refuse(const struct hub *hub, const struct session *session)
{
    return session_role(hub, session) == ROLE_NOBODY ? WIRE_NOT_SIGNED_IN : WIRE_NOT_ALLOWED;
}

typedef enum wire_error may_watch(struct hub *hub, const struct session *session,
                                  const struct request *request, const struct stage *stage,
                                  struct watcher *out);

static enum wire_error as_host(struct hub *hub, const struct session *session, const struct request *request,
                               const struct stage *stage, struct watcher *out)
{
    (void)request;
    (void)stage;
    (void)out;
    return is_staff(hub, session) ? WIRE_OK : refuse(hub, session);
}

static enum wire_error as_board(struct hub *hub, const struct session *session, const struct request *request,
                                const struct stage *stage, struct watcher *out)
{
    (void)hub;
    (void)session;
    (void)request;
    (void)stage;
    (void)out;
    return WIRE_OK;
}

static void serve(struct watcher *watcher, int team)
{
    watcher->teams = xrealloc(watcher->teams, (size_t)(watcher->team_count + 1) * sizeof *watcher->teams);
    watcher->teams[watcher->team_count++] = team;
}

static enum wire_error serve_own_teams(const struct hub *hub, const struct session *session,
                                       const struct contest_sheet *sheet, struct watcher *out)
{
    if (!session_is_signed_in(session))
        return session_role(hub, session) == ROLE_OWNER ? WIRE_NO_SUCH_TEAM : WIRE_NOT_SIGNED_IN;
    for (int i = 0; i < sheet->team_count && !out->team_count; i++)
        if (entrant_has_member(&sheet->teams[i], session->person.number))
            serve(out, i);
    return out->team_count ? WIRE_OK : WIRE_NO_SUCH_TEAM;
}

static enum wire_error as_desk(struct hub *hub, const struct session *session, const struct request *request,
                               const struct stage *stage, struct watcher *out)
{
    const struct contest_sheet *sheet = &stage->sheet.contest;
    if (stage->entry.kind != EVENT_KIND_CONTEST)
        return WIRE_WRONG_KIND;
    if (!request->watch.team_count)
        return serve_own_teams(hub, session, sheet, out);
    for (int64_t i = 0; i < request->watch.team_count; i++) {
        int team = entrant_find(sheet->teams, sheet->team_count, request->watch.teams[i]);
        if (team < 0)
            return WIRE_NO_SUCH_TEAM;
        if (!is_staff(hub, session) && !(session_is_signed_in(session) &&
                                         entrant_has_member(&sheet->teams[team], session->person.number)))
            return refuse(hub, session);
        if (!watcher_serves(out, team))
            serve(out, team);
    }
    return WIRE_OK;
}

static enum wire_error as_judge(struct hub *hub, const struct session *session, const struct request *request,
                                const struct stage *stage, struct watcher *out)
{
    (void)hub;
    (void)request;
    const struct panel_sheet *sheet = &stage->sheet.panel;
    if (stage->entry.kind != EVENT_KIND_PANEL)
        return WIRE_WRONG_KIND;
    if (!session_is_signed_in(session))
        return WIRE_NOT_SIGNED_IN;
    out->judge = sheet->judges_named ? panel_judge_find(sheet, session->person.number) : -1;
    return out->judge < 0 ? WIRE_NOT_ALLOWED : WIRE_OK;
}

static may_watch *const may_watch_as[WATCHES] = {
    [WATCH_HOST] = as_host, [WATCH_BOARD] = as_board, [WATCH_DESK] = as_desk, [WATCH_JUDGE] = as_judge};

static enum wire_error find_stage(struct hub *hub, struct text code, struct stage **out, struct text *detail)
{
    *out = stages_find(hub, code);
    if (!*out) {
        notice_changes(hub);
        *out = stages_find(hub, code);
    }
    return *out ? stage_wake(hub, *out, detail) : events_miss(hub, code);
}

enum wire_error use_watch(struct hub *hub, struct session *session, const struct request *request,
                          struct reply *reply)
{
    struct stage *stage;
    struct watcher like = {.as = request->watch.as, .judge = -1};
    enum wire_error refusal = find_stage(hub, request->watch.event, &stage, &reply->detail);
    if (refusal == WIRE_OK)
        refusal = may_watch_as[like.as](hub, session, request, stage, &like);
    if (refusal != WIRE_OK) {
        free(like.teams);
        return refusal;
    }
    begin(session, stage, &like);
    reply->watch.event = stage->entry.code;
    reply->watch.title = stage->entry.title;
    reply->watch.kind = text_of(event_kind_name(stage->entry.kind));
    return WIRE_OK;
}

/* ---- What a request is about ----------------------------------------------------------------------- */

static enum standing_as standing_of(const struct watcher *watcher)
{
    static const enum standing_as standings[WATCHES] = {
        [WATCH_HOST] = AS_HOST, [WATCH_BOARD] = AS_BOARD, [WATCH_DESK] = AS_DESK, [WATCH_JUDGE] = AS_JUDGE};
    if (watcher->as == WATCH_JUDGE && watcher->judge == watcher->stage->sheet.panel.head)
        return AS_HEAD;
    return standings[watcher->as];
}

enum wire_error stage_asked(struct hub *hub, const struct session *session, struct text event,
                            enum event_kind kind, struct stage **out, enum standing_as *as,
                            struct text *detail)
{
    *as = AS_NOBODY;
    if (!event.len && !session->watch)
        return WIRE_NOT_WATCHING;
    if (!event.len) {
        *out = session->watch->stage;
    } else {
        enum wire_error refusal = find_stage(hub, event, out, detail);
        if (refusal != WIRE_OK)
            return refusal;
    }
    if ((*out)->entry.kind != kind)
        return WIRE_WRONG_KIND;
    const struct watcher *watcher = session->watch;
    if (watcher && watcher->stage == *out)
        *as = standing_of(watcher);
    else if ((!watcher || watcher->as == WATCH_HOST) && is_staff(hub, session))
        *as = AS_HOST;
    return stage_wake(hub, *out, detail);
}
