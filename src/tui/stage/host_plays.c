#include "tui/stage/host_plays.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "tui/stage/host.h"
#include "tui/stage/keep_stage.h"

#include <stdlib.h>

enum {
    PLAYS_MOVE = 1,
    PLAYS_RIGHT,
    PLAYS_WRONG,
    PLAYS_PARTLY,
    PLAYS_NO_ANSWER,
    PLAYS_VOID,
    PLAYS_PROTEST,
    PLAYS_SETTLE,
    PLAYS_BACK,
};
enum { MODE_PROTEST = 1, MODE_PLAY = 2, MODE_RULING = 4, MODE_NOTHING = 8 };

const struct binding host_plays_keys[] = {
    {.keys = {INPUT_UP, INPUT_DOWN, INPUT_HOME, INPUT_END},
     .action = PLAYS_MOVE,
     .name = "↑↓",
     .label = N_("move"),
     .help = N_("Move in the list: the newest item is at the top.")},
    {.keys = {INPUT_PAGE_UP, INPUT_PAGE_DOWN}, .action = PLAYS_MOVE},
    {.keys = {'y'},
     .action = PLAYS_RIGHT,
     .modes = MODE_RULING,
     .name = "Y",
     .label = N_("was right"),
     .help = N_("Amend this ruling to right; what that changes is shown before it counts.")},
    {.keys = {'n'},
     .action = PLAYS_WRONG,
     .modes = MODE_RULING,
     .name = "N",
     .label = N_("was wrong"),
     .help = N_("Amend this ruling to wrong.")},
    {.keys = {'h'},
     .action = PLAYS_PARTLY,
     .modes = MODE_RULING,
     .name = "H",
     .label = N_("partly"),
     .help = N_("Amend this ruling to partly right, with these marks.")},
    {.keys = {'e'},
     .action = PLAYS_NO_ANSWER,
     .modes = MODE_RULING,
     .name = "E",
     .label = N_("no answer"),
     .help = N_("Amend this ruling to no answer.")},
    {.keys = {INPUT_ENTER, 's'},
     .action = PLAYS_SETTLE,
     .modes = MODE_PROTEST,
     .name = N_("Enter"),
     .label = N_("settle"),
     .help = N_("Uphold or reject this protest, with a reason.")},
    {.keys = {'p'},
     .action = PLAYS_PROTEST,
     .modes = MODE_PLAY | MODE_RULING,
     .name = "P",
     .label = N_("protest"),
     .help =
         N_("Take down a team's protest against this item; the result cannot be final until it is settled.")},
    {.keys = {'v'},
     .action = PLAYS_VOID,
     .modes = MODE_PLAY | MODE_RULING,
     .name = "V",
     .label = N_("void"),
     .help = N_("Declare this item void: all its marks are taken back.")},
    {.keys = {INPUT_ESCAPE, 'm'},
     .action = PLAYS_BACK,
     .name = "Esc",
     .label = N_("back"),
     .help = N_("Go back to the console.")},
    BINDING_HELP(0),
    {.action = 0},
};

/* ---- Rows ------------------------------------------------------------------------------------------- */

static void ask(struct plays *plays)
{
    struct app *app = plays->screen.app;
    struct request request = {.kind = MESSAGE_PLAYS};
    if (plays->pending)
        return;
    plays->changes = app->stage.changes;
    plays->pending = stage_send(&app->stage, &app->port, &request, false);
}

const struct entry *plays_chosen(const struct plays *plays)
{
    return plays->list.count > 0 ? &plays->entries[plays->list.at] : NULL;
}

/* Open protests first, then the items, the newest first, each with its rulings; at last the settled. */
static void make_entries(struct plays *plays)
{
    size_t most = (size_t)(plays->protest_count + plays->play_count);
    for (int64_t i = 0; i < plays->play_count; i++)
        most += (size_t)plays->plays[i].ruling_count;
    struct entry *out = plays->entries = arena_array(&plays->arena, most + 1, sizeof *out);
    for (int64_t i = 0; i < plays->protest_count; i++)
        if (!plays->protests[i].settled)
            *out++ = (struct entry){ENTRY_PROTEST, i, -1, -1};
    for (int64_t i = plays->play_count - 1; i >= 0; i--) {
        *out++ = (struct entry){ENTRY_PLAY, -1, i, -1};
        for (int64_t r = 0; r < plays->plays[i].ruling_count; r++)
            *out++ = (struct entry){ENTRY_RULING, -1, i, r};
    }
    for (int64_t i = 0; i < plays->protest_count; i++)
        if (plays->protests[i].settled)
            *out++ = (struct entry){ENTRY_PROTEST, i, -1, -1};
    list_resize(&plays->list, (int)(out - plays->entries));
}

static void take_rows(struct plays *plays, const struct reply *reply)
{
    arena_clear(&plays->arena);
    plays->plays = keep_plays(&plays->arena, reply->plays.plays, reply->plays.play_count);
    plays->play_count = reply->plays.play_count;
    plays->protests = keep_protests(&plays->arena, reply->plays.protests, reply->plays.protest_count);
    plays->protest_count = reply->plays.protest_count;
    make_entries(plays);
    plays->loaded = true;
}

/* ---- The screen ------------------------------------------------------------------------------------- */

static struct hints hints(const struct screen *screen)
{
    static const uint32_t modes[] = {
        [ENTRY_PROTEST] = MODE_PROTEST, [ENTRY_PLAY] = MODE_PLAY, [ENTRY_RULING] = MODE_RULING};
    const struct entry *entry = plays_chosen((const struct plays *)screen);
    return (struct hints){host_plays_keys, entry ? modes[entry->kind] : MODE_NOTHING};
}

static struct step act(struct plays *plays, int action, const struct event *event)
{
    const struct entry *entry = plays_chosen(plays);
    switch (action) {
    case PLAYS_MOVE:
        list_event(&plays->list, event);
        return stay();
    case PLAYS_RIGHT:
        return plays_ask_amend(plays, entry, VERDICT_RIGHT);
    case PLAYS_WRONG:
        return plays_ask_amend(plays, entry, VERDICT_WRONG);
    case PLAYS_PARTLY:
        return plays_ask_amend(plays, entry, VERDICT_PARTLY);
    case PLAYS_NO_ANSWER:
        return plays_ask_amend(plays, entry, VERDICT_NONE);
    case PLAYS_VOID:
        return plays_ask_void(plays, entry);
    case PLAYS_PROTEST:
        return plays_ask_protest(plays, entry);
    case PLAYS_SETTLE:
        return plays_ask_settle(plays, entry);
    case PLAYS_BACK:
        return pop();
    default:
        return stay();
    }
}

static struct step on_reply(struct plays *plays, const struct reply *reply)
{
    struct app *app = plays->screen.app;
    if (reply->kind == MESSAGE_PUSH_STAGE && app->stage.changes != plays->changes)
        ask(plays);
    if (reply->re == 0)
        return stay();
    bool ours = reply->re == plays->pending || reply->re == plays->previewing || reply->re == plays->changing;
    if (ours && reply->error != WIRE_OK)
        app_notice_refusal(app, reply);
    if (reply->re == plays->pending) {
        plays->pending = 0;
        if (reply->error == WIRE_OK)
            take_rows(plays, reply);
    } else if (reply->re == plays->previewing) {
        plays->previewing = 0;
        return reply->error == WIRE_OK ? plays_on_preview(plays, reply) : stay();
    } else if (reply->re == plays->changing) {
        plays->changing = 0;
        if (reply->error == WIRE_OK)
            app_notice(app, ROLE_GOOD, "%s", _("Done."));
        ask(plays);
    }
    return stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct plays *plays = (struct plays *)screen;
    if (screen->app->stage.kind != STAGE_CONTEST)
        return stay();
    switch (event->kind) {
    case EVENT_SHOWN:
        ask(plays);
        return stay();
    case EVENT_STATE:
        plays->pending = plays->previewing = plays->changing = 0;
        if (event->state == CLIENT_READY)
            ask(plays);
        return stay();
    case EVENT_REPLY:
        return on_reply(plays, event->reply);
    case EVENT_ANSWER:
        return plays_on_answer(plays, event);
    case EVENT_MOUSE:
        if (!list_event(&plays->list, event)) {
            int row = list_row_at(&plays->list, plays->first_line, event->mouse.y);
            list_choose(&plays->list, row >= 0 ? row : plays->list.at);
        }
        return stay();
    default:
        return act(plays, keys_find(host_plays_keys, hints(screen).modes, event).action, event);
    }
}

static const char *title(const struct screen *screen)
{
    struct app *app = screen->app;
    return arena_textf(&app->scratch, _("Past items · %s"), app->stage.title).at;
}

static void destroy(struct screen *screen)
{
    struct plays *plays = (struct plays *)screen;
    arena_finish(&plays->arena);
    free(plays->change.reason);
    free(plays);
}

static const struct screen_ops ops = {
    .name = "host-plays",
    .on_event = on_event,
    .draw = plays_draw,
    .hints = hints,
    .title = title,
    .destroy = destroy,
};

struct screen *host_plays_create(struct app *app)
{
    struct plays *plays = xcalloc(1, sizeof *plays);
    plays->screen = (struct screen){&ops, app};
    return &plays->screen;
}
