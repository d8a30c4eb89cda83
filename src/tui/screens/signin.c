#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/layout.h"
#include "tui/screens/screens.h"
#include "tui/widgets/edit.h"
#include "tui/widgets/page.h"

#include <stdio.h>
#include <stdlib.h>

enum { FIELD_NUMBER, FIELD_PIN, FIELDS, FIELD_LIMIT = 64, FIELD_WIDTH = 24 };

struct signin {
    struct screen screen;
    char *text; /* why, or NULL */
    struct edit fields[FIELDS];
    int at;
    int64_t pending;       /* the request waited for */
    int64_t blocked_until; /* app.now */
    enum wire_error error; /* of the last try */
    struct hits hits;
};

enum { SIGNIN_NEXT = 1, SIGNIN_BACK, SIGNIN_GO, SIGNIN_LEAVE };
enum { QUESTION_LEAVE = 1 };

const struct binding signin_keys[] = {
    {.keys = {INPUT_DOWN, INPUT_TAB},
     .action = SIGNIN_NEXT,
     .name = "↑↓",
     .label = N_("move"),
     .help = N_("Move between staff number and PIN.")},
    {.keys = {INPUT_UP, INPUT_BACK_TAB}, .action = SIGNIN_BACK},
    {.keys = {INPUT_ENTER},
     .action = SIGNIN_GO,
     .name = N_("Enter"),
     .label = N_("sign in"),
     .help = N_("Go on to the PIN, then sign in.")},
    {.keys = {INPUT_ESCAPE},
     .action = SIGNIN_LEAVE,
     .name = "Esc",
     .label = N_("leave"),
     .help = N_("Leave the program.")},
    BINDING_HELP_TYPING(0),
    {.action = 0},
};

static struct hints hints(const struct screen *screen)
{
    (void)screen;
    return (struct hints){signin_keys, 0};
}

/* Whole seconds until the next try is allowed, 0: now. */
static int64_t wait_seconds(const struct signin *signin)
{
    int64_t left = signin->blocked_until - signin->screen.app->now;
    return left > 0 ? (left + 999) / 1000 : 0;
}

static void send(struct signin *signin)
{
    if (signin->pending || wait_seconds(signin) > 0)
        return;
    struct request request = {.kind = MESSAGE_SIGN_IN,
                              .sign_in = {.number = text_trim(edit_text(&signin->fields[FIELD_NUMBER])),
                                          .pin = edit_text(&signin->fields[FIELD_PIN])}};
    signin->pending = app_send(signin->screen.app, &request, false);
    signin->error = WIRE_OK;
    /* Wiped now, not when the answer comes: what is typed meanwhile is the next try. */
    edit_set(&signin->fields[FIELD_PIN], text_of(""));
}

static struct step go(struct signin *signin)
{
    for (int i = 0; i < FIELDS; i++)
        if (edit_text(&signin->fields[i]).len == 0) {
            signin->at = i;
            return stay();
        }
    if (signin->at == FIELD_NUMBER) {
        signin->at = FIELD_PIN;
        return stay();
    }
    send(signin);
    return stay();
}

static struct step leave(struct signin *signin)
{
    struct app *app = signin->screen.app;
    int unsaved = seat_unsaved(&app->seat);
    char text[256];
    if (unsaved > 0)
        snprintf(text, sizeof text,
                 ngettext("%d answer has not reached the hub yet and would be lost. Leave all the same?",
                          "%d answers have not reached the hub yet and would be lost. Leave all the same?",
                          (unsigned long)unsaved),
                 unsaved);
    else
        snprintf(text, sizeof text, "%s", _("Leave biwu?"));
    const struct question question = {.question = QUESTION_LEAVE,
                                      .title = _("Leave"),
                                      .text = text,
                                      .buttons = {_("Leave"), _("Stay")},
                                      .initial = unsaved > 0 ? 1 : 0};
    return push(dialog_question(app, &question));
}

static struct step on_reply(struct signin *signin, const struct reply *reply)
{
    struct app *app = signin->screen.app;
    if (reply->re != signin->pending || reply->re == 0)
        return stay();
    signin->pending = 0;
    if (reply->error == WIRE_OK) {
        app_sign_in(app, reply);
        return app_after_sign_in(app);
    }
    signin->error = reply->error;
    signin->blocked_until = app->now + reply->wait * 1000;
    signin->at = FIELD_PIN;
    return stay();
}

static struct step on_key(struct signin *signin, const struct event *event)
{
    switch (keys_find(signin_keys, 0, event).action) {
    case SIGNIN_NEXT:
    case SIGNIN_BACK:
        signin->at = (signin->at + 1) % FIELDS;
        return stay();
    case SIGNIN_GO:
        return go(signin);
    case SIGNIN_LEAVE:
        return leave(signin);
    default:
        edit_event(&signin->fields[signin->at], event);
        return stay();
    }
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct signin *signin = (struct signin *)screen;
    if (event->kind == EVENT_REPLY)
        return on_reply(signin, event->reply);
    if (event->kind == EVENT_ANSWER && event->answer.question == QUESTION_LEAVE && event->answer.choice == 0)
        return (struct step){.kind = STEP_QUIT};
    if (event->kind == EVENT_MOUSE && event->mouse.action == MOUSE_PRESS) {
        int what = hits_find(&signin->hits, event->mouse.x, event->mouse.y);
        signin->at = what >= 0 ? what : signin->at;
        return stay();
    }
    return on_key(signin, event);
}

static void draw_field(struct signin *signin, struct canvas *canvas, struct rect row, int field,
                       const char *label, int label_width)
{
    canvas_string(canvas, row.x, row.y, label_width, label, ROLE_TEXT);
    struct rect box = {row.x + label_width + 2, row.y, FIELD_WIDTH + 2, 1};
    canvas_string(canvas, box.x, box.y, 1, "[", ROLE_DIM);
    edit_draw(&signin->fields[field], canvas, box.x + 1, box.y, FIELD_WIDTH, signin->at == field);
    canvas_string(canvas, box.x + FIELD_WIDTH + 1, box.y, 1, "]", ROLE_DIM);
    hits_add(&signin->hits, box, field);
}

static void centered(struct canvas *canvas, struct rect row, struct text text, enum role role)
{
    int width = utf8_width(text);
    int shift = width < row.width ? (row.width - width) / 2 : 0;
    canvas_fit(canvas, row.x + shift, row.y, row.width, text, role);
}

static const char *state_text(struct signin *signin, enum role *role)
{
    struct arena *scratch = &signin->screen.app->scratch;
    int64_t wait = wait_seconds(signin);
    *role = ROLE_BAD;
    if (signin->pending) {
        *role = ROLE_DIM;
        return _("Signing in…");
    }
    if (signin->error == WIRE_OK || (signin->error == WIRE_BLOCKED && wait == 0))
        return signin->text ? signin->text : "";
    const char *message = _(wire_error_message(signin->error));
    if (wait == 0)
        return message;
    struct text when = arena_textf(scratch,
                                   ngettext("You can try again in %lld second.",
                                            "You can try again in %lld seconds.", (unsigned long)wait),
                                   (long long)wait);
    return arena_textf(scratch, "%s\n%s", message, when.at).at;
}

static void draw_state(struct signin *signin, struct canvas *canvas, struct rect area)
{
    enum role role;
    const char *text = state_text(signin, &role);
    size_t lines;
    const struct text_line *line = utf8_wrap(&signin->screen.app->scratch, text_of(text), area.width, &lines);
    for (size_t i = 0; i < lines && area.height > 0; i++)
        centered(canvas, rect_take_top(&area, 1), line[i].text, role);
}

static void draw_demo(const struct tui_options *options, struct canvas *canvas, struct rect area)
{
    if (!options->demo || !options->demo_lines)
        return;
    int widest = 0, count = 0;
    for (; options->demo_lines[count]; count++) {
        int width = utf8_width(text_of(options->demo_lines[count]));
        widest = width > widest ? width : widest;
    }
    struct rect block = rect_center(area, widest, count);
    for (int i = 0; i < count && i < block.height; i++)
        canvas_fit(canvas, block.x, block.y + i, block.width, text_of(options->demo_lines[i]), ROLE_DIM);
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct signin *signin = (struct signin *)screen;
    struct app *app = screen->app;
    signin->hits.count = 0;
    struct rect area = rect_inset(rect, 4, 0);
    rect_take_top(&area, area.height / 7);
    centered(canvas, rect_take_top(&area, 1), text_of(app->hall ? app->hall : ""), ROLE_STRONG);
    rect_take_top(&area, 1);
    centered(canvas, rect_take_top(&area, 1), text_of(_("Tests and competitions")), ROLE_ACCENT);
    rect_take_top(&area, 2);
    const char *number = _("Staff number"), *pin = _("PIN");
    int number_width = utf8_width(text_of(number)), pin_width = utf8_width(text_of(pin));
    int label_width = number_width > pin_width ? number_width : pin_width;
    struct rect form = rect_center(area, label_width + FIELD_WIDTH + 4, 3);
    form.y = area.y;
    draw_field(signin, canvas, rect_take_top(&form, 1), FIELD_NUMBER, number, label_width);
    rect_take_top(&form, 1);
    draw_field(signin, canvas, rect_take_top(&form, 1), FIELD_PIN, pin, label_width);
    rect_take_top(&area, 4);
    draw_state(signin, canvas, rect_take_top(&area, 3));
    draw_demo(app->options, canvas, area);
}

static const char *title(const struct screen *screen)
{
    (void)screen;
    return _("biwu · sign in");
}

static int64_t due(const struct screen *screen)
{
    const struct signin *signin = (const struct signin *)screen;
    int64_t left = signin->blocked_until - screen->app->now;
    return left > 0 ? screen->app->now + (left - 1) % 1000 + 1 : -1;
}

static void destroy(struct screen *screen)
{
    struct signin *signin = (struct signin *)screen;
    for (int i = 0; i < FIELDS; i++)
        edit_finish(&signin->fields[i]);
    free(signin->text);
    free(signin);
}

static const struct screen_ops ops = {
    .name = "sign-in",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .due = due,
    .destroy = destroy,
};

struct screen *signin_create(struct app *app, const char *text)
{
    struct signin *signin = xcalloc(1, sizeof *signin);
    signin->screen = (struct screen){&ops, app};
    signin->text = text ? xstrdup(text) : NULL;
    edit_init(&signin->fields[FIELD_NUMBER], FIELD_LIMIT, false);
    edit_init(&signin->fields[FIELD_PIN], FIELD_LIMIT, true);
    /* Who is back after a lost sign-in has only the PIN to type. */
    if (app->user.number) {
        edit_set(&signin->fields[FIELD_NUMBER], text_of(app->user.number));
        signin->at = FIELD_PIN;
    }
    return &signin->screen;
}
