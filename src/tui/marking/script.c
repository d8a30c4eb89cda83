#include "tui/marking/script.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "tui/keep.h"
#include "tui/marking/screens.h"
#include "tui/screens/screens.h"

#include <stdlib.h>

enum {
    SCRIPT_UP = 1,
    SCRIPT_DOWN,
    SCRIPT_DIGIT,
    SCRIPT_TICK,
    SCRIPT_NONE,
    SCRIPT_GIVE,
    SCRIPT_NOTE,
    SCRIPT_NOTE_DONE,
    SCRIPT_BACK,
    SCRIPT_PAGE_UP,
    SCRIPT_PAGE_DOWN,
    SCRIPT_LEAVE,
};
enum { QUESTION_LEAVE = 1 };
enum { MODE_POINTS = 1, MODE_SETTLED = 2, MODE_NOTE = 4, MODE_WAITING = 8 };

const struct binding script_keys[] = {
    {.from = '1',
     .to = '9',
     .action = SCRIPT_DIGIT,
     .modes = MODE_POINTS,
     .name = "1–9",
     .label = N_("tick"),
     .help = N_("Tick the point with this number, or take the tick away.")},
    {.keys = {INPUT_UP},
     .action = SCRIPT_UP,
     .modes = MODE_POINTS | MODE_SETTLED,
     .name = "↑↓",
     .label = N_("move"),
     .help = N_("Move between the points.")},
    {.keys = {INPUT_DOWN}, .action = SCRIPT_DOWN, .modes = MODE_POINTS | MODE_SETTLED},
    {.keys = {' '},
     .action = SCRIPT_TICK,
     .modes = MODE_POINTS,
     .name = N_("Space"),
     .help = N_("Tick the chosen point, or take the tick away.")},
    {.keys = {'0'},
     .action = SCRIPT_NONE,
     .modes = MODE_POINTS,
     .name = "0",
     .label = N_("none"),
     .help = N_("The answer has none of the points.")},
    {.keys = {INPUT_ENTER},
     .action = SCRIPT_GIVE,
     .modes = MODE_POINTS,
     .name = N_("Enter"),
     .label = N_("give the mark"),
     .help = N_("Give the mark and go on to the next answer.")},
    {.keys = {INPUT_ENTER},
     .action = SCRIPT_GIVE,
     .modes = MODE_SETTLED,
     .name = N_("Enter"),
     .label = N_("go on"),
     .help = N_("Go on to the next answer to mark.")},
    {.keys = {INPUT_PAGE_UP},
     .action = SCRIPT_PAGE_UP,
     .modes = MODE_POINTS | MODE_SETTLED,
     .name = "PgUp/PgDn",
     .label = N_("answer"),
     .help = N_("Scroll the answer.")},
    {.keys = {INPUT_PAGE_DOWN}, .action = SCRIPT_PAGE_DOWN, .modes = MODE_POINTS | MODE_SETTLED},
    {.keys = {'n'},
     .action = SCRIPT_NOTE,
     .modes = MODE_POINTS,
     .name = "N",
     .label = N_("note"),
     .help = N_("Write a note for the record; candidates do not see it.")},
    {.keys = {'b', INPUT_LEFT},
     .action = SCRIPT_BACK,
     .modes = MODE_POINTS | MODE_SETTLED,
     .name = "B",
     .label = N_("one back"),
     .help = N_("Go back to the answer that you marked before; until another marks it too the mark can be "
                "changed.")},
    {.keys = {INPUT_ESCAPE, 'q'},
     .action = SCRIPT_LEAVE,
     .modes = MODE_POINTS | MODE_SETTLED | MODE_WAITING,
     .name = "Q",
     .label = N_("leave"),
     .help = N_("Go back to the overview; this answer is not marked yet.")},
    {.keys = {INPUT_ENTER, INPUT_ESCAPE, INPUT_TAB, INPUT_UP},
     .action = SCRIPT_NOTE_DONE,
     .modes = MODE_NOTE,
     .name = N_("Enter"),
     .label = N_("done"),
     .help = N_("Go back to the points; the note is kept.")},
    BINDING_HELP(MODE_POINTS | MODE_SETTLED | MODE_WAITING),
    BINDING_HELP_TYPING(MODE_NOTE),
    {.action = 0},
};

static struct hints hints(const struct screen *screen)
{
    const struct script *script = (const struct script *)screen;
    if (!script->loaded)
        return (struct hints){script_keys, MODE_WAITING};
    if (script->noting)
        return (struct hints){script_keys, MODE_NOTE};
    return (struct hints){script_keys, script->reply.script.settled ? MODE_SETTLED : MODE_POINTS};
}

/* ---- Scripts coming in ------------------------------------------------------------------------------ */

/* The next that waits, or the one that was gone back to. */
static void ask(struct script *script)
{
    int64_t token = script->back > 0 ? script->trail[script->trail_count - script->back] : 0;
    struct request request = {
        .kind = MESSAGE_SCRIPT,
        .script = {.event = text_of(script->event), .item = text_of(script->item), .script = token}};
    script->asking = app_send(script->screen.app, &request, false);
}

static int point_count(const struct script *script)
{
    int64_t count = script->reply.script.point_count;
    return count < ITEM_MAX_POINTS ? (int)count : ITEM_MAX_POINTS;
}

static void keep_draft(struct script *script)
{
    if (!script->loaded || script->reply.script.marked)
        return;
    free(script->draft.note);
    script->draft.script = script->reply.script.script;
    script->draft.ticks = script->ticks;
    script->draft.note = xstrdup(arena_string(&script->arena, edit_text(&script->note)));
}

static void take(struct script *script, const struct reply *reply)
{
    struct arena *arena = &script->arena;
    arena_clear(arena);
    script->reply = *reply;
    struct reply *kept = &script->reply;
    struct text *const texts[] = {&kept->script.item,     &kept->script.stem, &kept->script.rationale,
                                  &kept->script.response, &kept->script.turn, &kept->script.note};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        keep_text(arena, texts[i]);
    kept->script.points = keep_points(arena, reply->script.points, reply->script.point_count);
    script->ticks = ticks_from(reply->script.ticks, reply->script.tick_count, reply->script.marked);
    edit_set(&script->note, kept->script.note);
    if (!reply->script.marked && script->draft.script == reply->script.script && script->draft.note) {
        script->ticks = script->draft.ticks;
        edit_set(&script->note, text_of(script->draft.note));
    }
    script->loaded = true;
    script->noting = false;
    script->at = script->scroll = script->points_scroll = 0;
}

static struct step on_script(struct script *script, const struct reply *reply)
{
    struct app *app = script->screen.app;
    script->asking = 0;
    if (reply->error == WIRE_OK) {
        take(script, reply);
        return stay();
    }
    if (reply->error == WIRE_NOT_SAVED) /* a lost connection: asked again when it is back */
        return stay();
    if (script->back > 0) { /* it cannot be seen any more: where one was is still there */
        app_notice_refusal(app, reply);
        script->back--;
        return script->loaded ? stay() : pop();
    }
    if (reply->error != WIRE_NO_SCRIPT)
        app_notice_refusal(app, reply);
    return pop(); /* the overview says what is left */
}

/* ---- Giving a mark ---------------------------------------------------------------------------------- */

static const struct {
    const char *outcome, *text;
} outcomes[] = {
    {"waits", N_("✓ Saved: the answer waits for a second marker.")},
    {"third", N_("✓ Saved: the two marks differ, a third marker decides.")},
    {"settled", N_("✓ Settled.")},
};

static void tell_outcome(struct app *app, struct text outcome)
{
    for (size_t i = 0; i < COUNT_OF(outcomes); i++)
        if (text_is(outcome, outcomes[i].outcome))
            app_notice(app, ROLE_GOOD, "%s", _(outcomes[i].text));
}

static void remember(struct script *script, int64_t token)
{
    int kept = 0;
    for (int i = 0; i < script->trail_count; i++)
        if (script->trail[i] != token)
            script->trail[kept++] = script->trail[i];
    if (kept == SCRIPT_TRAIL_MAX)
        memmove(script->trail, script->trail + 1, (size_t)--kept * sizeof *script->trail);
    script->trail[kept++] = token;
    script->trail_count = kept;
}

static void go_on(struct script *script)
{
    script->back = 0;
    ask(script);
}

static struct step on_marked(struct script *script, const struct reply *reply)
{
    struct app *app = script->screen.app;
    script->marking = 0;
    if (reply->error == WIRE_NOT_SAVED) {
        app_notice_refusal(app, reply); /* what was ticked is still there: once more */
        return stay();
    }
    if (reply->error == WIRE_OK) {
        tell_outcome(app, reply->mark_script.outcome);
        if (script->back == 0)
            remember(script, script->reply.script.script);
    } else {
        app_notice_refusal(app, reply);
    }
    go_on(script);
    return stay();
}

static struct step give(struct script *script)
{
    struct app *app = script->screen.app;
    if (script->marking || script->asking)
        return stay();
    if (script->reply.script.settled) {
        go_on(script);
        return stay();
    }
    if (!script->ticks.given) {
        app_notice(app, ROLE_STRONG, "%s",
                   _("Nothing is ticked yet. If the answer has none of the points, press 0 first."));
        return stay();
    }
    int64_t points[ITEM_MAX_POINTS];
    struct request request = {.kind = MESSAGE_MARK_SCRIPT,
                              .mark_script = {.event = text_of(script->event),
                                              .script = script->reply.script.script,
                                              .points = points,
                                              .note = text_trim(edit_text(&script->note))}};
    request.mark_script.point_count = ticks_list(script->ticks, points);
    script->marking = app_send(app, &request, true);
    return stay();
}

/* ---- Keys ------------------------------------------------------------------------------------------- */

static void tick(struct script *script, int point)
{
    if (point >= point_count(script) || script->marking)
        return;
    script->at = point;
    script->ticks = ticks_toggle(script->ticks, point);
}

static void go_back(struct script *script)
{
    if (script->asking || script->marking)
        return;
    if (script->back == script->trail_count) {
        app_notice(script->screen.app, ROLE_STRONG, "%s", _("You have marked no answer before this one."));
        return;
    }
    keep_draft(script);
    script->back++;
    ask(script);
}

static void move(struct script *script, int by)
{
    int to = script->at + by;
    if (to >= 0 && to < point_count(script))
        script->at = to;
}

/* Whether something was ticked or written that has not been given as a mark. */
static bool is_begun(const struct script *script)
{
    const struct reply *r = &script->reply;
    struct ticks before = ticks_from(r->script.ticks, r->script.tick_count, r->script.marked);
    return script->loaded && !script->marking && !r->script.settled &&
           (!ticks_equal(script->ticks, before) ||
            !text_equal(text_trim(edit_text(&script->note)), r->script.note));
}

static struct step leave(struct script *script)
{
    if (!is_begun(script))
        return pop();
    const struct question question = {
        .question = QUESTION_LEAVE,
        .title = _("Leave"),
        .text = _("The mark of this answer is not given yet: what you ticked and noted is forgotten when you "
                  "leave."),
        .buttons = {_("Leave"), _("Stay")},
        .initial = 1,
    };
    return push(dialog_question(script->screen.app, &question));
}

static struct step act(struct script *script, struct press press)
{
    int page = script->rows > 2 ? script->rows - 1 : 1;
    switch (press.action) {
    case SCRIPT_UP:
    case SCRIPT_DOWN:
        move(script, press.action == SCRIPT_UP ? -1 : 1);
        break;
    case SCRIPT_DIGIT:
        tick(script, press.index);
        break;
    case SCRIPT_TICK:
        tick(script, script->at);
        break;
    case SCRIPT_NONE:
        if (!script->marking)
            script->ticks = (struct ticks){.given = true};
        break;
    case SCRIPT_GIVE:
        return give(script);
    case SCRIPT_NOTE:
    case SCRIPT_NOTE_DONE:
        script->noting = press.action == SCRIPT_NOTE && !script->marking;
        break;
    case SCRIPT_BACK:
        go_back(script);
        break;
    case SCRIPT_PAGE_UP:
    case SCRIPT_PAGE_DOWN:
        script_scroll(script, press.action == SCRIPT_PAGE_UP ? -page : page);
        break;
    case SCRIPT_LEAVE:
        return leave(script);
    default:
        break;
    }
    return stay();
}

static struct step on_mouse(struct script *script, const struct event *event)
{
    enum { WHEEL_STEP = 3 };
    if (event->mouse.action != MOUSE_PRESS) {
        script_scroll(script, event->mouse.action == MOUSE_WHEEL_UP ? -WHEEL_STEP : WHEEL_STEP);
        return stay();
    }
    int what = hits_find(&script->hits, event->mouse.x, event->mouse.y);
    if (what >= 0 && script->loaded && !script->reply.script.settled)
        tick(script, what);
    return stay();
}

static struct step on_reply(struct script *script, const struct reply *reply)
{
    if (reply->re != 0 && reply->re == script->asking)
        return on_script(script, reply);
    if (reply->re != 0 && reply->re == script->marking)
        return on_marked(script, reply);
    return stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct script *script = (struct script *)screen;
    switch (event->kind) {
    case EVENT_SHOWN:
        if (!script->loaded && !script->asking)
            ask(script);
        return stay();
    case EVENT_STATE:
        if (event->state == CLIENT_READY && !script->marking && (!script->loaded || script->asking))
            ask(script);
        return stay();
    case EVENT_REPLY:
        return on_reply(script, event->reply);
    case EVENT_ANSWER:
        return event->answer.choice == 0 ? pop() : stay();
    case EVENT_MOUSE:
        return on_mouse(script, event);
    default:
        break;
    }
    struct press press = keys_find(script_keys, hints(screen).modes, event);
    if (press.action == 0 && script->noting)
        edit_event(&script->note, event);
    return act(script, press);
}

static const char *title(const struct screen *screen)
{
    (void)screen;
    return _("Marking of answers");
}

static void destroy(struct screen *screen)
{
    struct script *script = (struct script *)screen;
    arena_finish(&script->arena);
    edit_finish(&script->note);
    free(script->draft.note);
    free(script->event);
    free(script->item);
    free(script);
}

static const struct screen_ops ops = {
    .name = "script",
    .on_event = on_event,
    .draw = script_draw,
    .hints = hints,
    .title = title,
    .destroy = destroy,
};

struct screen *script_create(struct app *app, struct text event, struct text item, const int64_t *marked,
                             int64_t count)
{
    struct script *script = xcalloc(1, sizeof *script);
    script->screen = (struct screen){&ops, app};
    script->event = text_copy(event);
    script->item = text_copy(item);
    edit_init(&script->note, SCRIPT_NOTE_BYTES, false);
    for (int64_t i = count < SCRIPT_TRAIL_MAX ? count : SCRIPT_TRAIL_MAX; i > 0; i--)
        script->trail[script->trail_count++] = marked[i - 1];
    return &script->screen;
}

struct screen *script_create_back(struct app *app, struct text event, const int64_t *marked, int64_t count)
{
    struct screen *screen = script_create(app, event, text_of(""), marked, count);
    ((struct script *)screen)->back = 1;
    return screen;
}
