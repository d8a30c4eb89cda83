/* The whole own sheet, to be read over and signed with the PIN. */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "core/panel.h"
#include "tui/layout.h"
#include "tui/screens/facts.h"
#include "tui/stage/judge.h"

#include <stdlib.h>

struct sign {
    struct screen screen;
    struct judge *judge; /* the screen below */
    int64_t performer;
    struct edit pin;
    int64_t pending;       /* SIGN under way, 0: none */
    int64_t blocked_until; /* app.now */
    enum wire_error error; /* of the last try */
    char *refusal;         /* in words; owned, NULL: none */
    int scroll, lines, rows;
};

enum { SIGN_NOW = 1, SIGN_UP, SIGN_DOWN, SIGN_BACK };
enum { MODE_SIGN = 1, MODE_READ = 2 };
enum { PIN_LIMIT = 64, PIN_WIDTH = 20 };

const struct binding judge_sign_keys[] = {
    {.keys = {INPUT_ENTER},
     .action = SIGN_NOW,
     .modes = MODE_SIGN,
     .name = N_("Enter"),
     .label = N_("sign"),
     .help = N_("Sign this sheet with the PIN typed below it.")},
    {.keys = {INPUT_UP, INPUT_PAGE_UP},
     .action = SIGN_UP,
     .name = "↑↓",
     .label = N_("scroll"),
     .help = N_("Scroll a long sheet.")},
    {.keys = {INPUT_DOWN, INPUT_PAGE_DOWN}, .action = SIGN_DOWN},
    {.keys = {INPUT_ESCAPE},
     .action = SIGN_BACK,
     .name = "Esc",
     .label = N_("back to marking"),
     .help = N_("Go back to the sheet; it stays as it is.")},
    BINDING_HELP_TYPING(0),
    {.action = 0},
};

static bool can_sign(const struct sign *sign)
{
    int first;
    return !judge_closed(sign->judge) && sign->judge->sheet != JUDGE_SIGNED &&
           judge_missing(sign->judge, &first) == 0;
}

static struct hints hints(const struct screen *screen)
{
    return (struct hints){judge_sign_keys, can_sign((const struct sign *)screen) ? MODE_SIGN : MODE_READ};
}

static int64_t wait_seconds(const struct sign *sign)
{
    int64_t left = sign->blocked_until - sign->screen.app->now;
    return left > 0 ? (left + 999) / 1000 : 0;
}

static void sign_now(struct sign *sign)
{
    struct app *app = sign->screen.app;
    struct text pin = edit_text(&sign->pin);
    if (!can_sign(sign) || sign->pending || wait_seconds(sign) > 0 || pin.len == 0)
        return;
    if (judge_has_unsaved(sign->judge)) {
        app_notice(app, ROLE_WARM, "%s", _("Not all marks are saved yet. Try again in a moment."));
        return;
    }
    struct request request = {.kind = MESSAGE_SIGN, .sign = {.performer = sign->performer, .pin = pin}};
    sign->pending = stage_send(&app->stage, &app->port, &request, false);
    sign->error = WIRE_OK;
    edit_set(&sign->pin, text_of("")); /* wiped now: what is typed meanwhile is the next try */
}

static struct step on_reply(struct sign *sign, const struct reply *reply)
{
    struct app *app = sign->screen.app;
    if (reply->re == 0 || reply->re != sign->pending)
        return stay();
    sign->pending = 0;
    if (reply->error == WIRE_OK) {
        app_notice(app, ROLE_GOOD, _("Signed: %.*s, sum %.*s."),
                   TEXT_ARG(judge_name(sign->judge, sign->performer)),
                   TEXT_ARG(facts_mark(sign->judge->sum, &app->scratch)));
        return pop();
    }
    sign->error = reply->error;
    sign->blocked_until = app->now + reply->wait * 1000;
    free(sign->refusal);
    sign->refusal = xstrdup(reply->error == WIRE_WRONG_PIN ? _("The PIN is wrong. The sheet stays as it is.")
                                                           : _(wire_refusal_message(reply)));
    return stay();
}

static void scroll(struct sign *sign, int by)
{
    int most = sign->lines > sign->rows ? sign->lines - sign->rows : 0;
    int to = sign->scroll + by;
    sign->scroll = to < 0 ? 0 : to > most ? most : to;
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct sign *sign = (struct sign *)screen;
    if (screen->app->stage.kind != STAGE_PANEL || sign->judge->performer != sign->performer)
        return pop();
    if (event->kind == EVENT_REPLY)
        return on_reply(sign, event->reply);
    switch (keys_find(judge_sign_keys, can_sign(sign) ? MODE_SIGN : MODE_READ, event).action) {
    case SIGN_NOW:
        sign_now(sign);
        return stay();
    case SIGN_UP:
    case SIGN_DOWN:
        scroll(sign, keys_find(judge_sign_keys, 0, event).action == SIGN_UP ? -1 : 1);
        return stay();
    case SIGN_BACK:
        return pop();
    default:
        if (can_sign(sign) &&
            (event->kind == EVENT_CHARACTER || event->kind == EVENT_KEY || event->kind == EVENT_PASTE))
            edit_event(&sign->pin, event);
        return stay();
    }
}

/* ---- Drawing ---------------------------------------------------------------------------------------- */

static int bits_in(int64_t bits)
{
    return __builtin_popcountll((unsigned long long)bits);
}

/* What was ticked, in a line. */
static struct text ticks_text(const struct sign *sign, int criterion)
{
    struct arena *arena = &sign->screen.app->scratch;
    const struct criterion_row *row = judge_row(sign->judge, criterion);
    const struct criterion_mark_row *typed = &sign->judge->criteria[criterion].typed;
    char over[CLOCK_TEXT_SIZE];
    return arena_textf(arena, _("steps seen %d of %d · faults %d · out of place %d · overtime %s"),
                       bits_in(typed->steps), (int)row->step_count, bits_in(typed->faults),
                       (int)typed->wrong_order,
                       typed->overtime ? clock_format_duration(typed->overtime, over) : "0");
}

static struct text level_text(const struct sign *sign, int criterion, mark_t mark)
{
    const struct criterion_row *row = judge_row(sign->judge, criterion);
    struct criterion rule = judge_rule(row, &sign->screen.app->scratch);
    int level = criterion_level(&rule, mark);
    return level >= 0 ? row->levels[level].text : text_of("");
}

static void draw_criterion(const struct sign *sign, struct page *page, int criterion)
{
    struct arena *arena = &sign->screen.app->scratch;
    const struct criterion_row *row = judge_row(sign->judge, criterion);
    mark_t mark;
    struct text why;
    bool given = judge_typed(sign->judge, criterion, &mark, &why) == TYPED_MARK;
    struct text label = given ? arena_textf(arena, "%.*s/%.*s", TEXT_ARG(facts_mark(mark, arena)),
                                            TEXT_ARG(facts_mark(row->max, arena)))
                              : text_of(_("missing"));
    enum { LABEL_WIDTH = 14 };
    page_labelled(page, 0, LABEL_WIDTH, label, given ? ROLE_STRONG : ROLE_BAD, row->title, ROLE_STRONG);
    struct text more = !given                            ? text_of("")
                       : row->kind == CRITERION_MEASURED ? ticks_text(sign, criterion)
                                                         : level_text(sign, criterion, mark);
    if (more.len)
        page_text(page, LABEL_WIDTH, more, ROLE_DIM);
    int64_t over = judge_clock_overtime(sign->judge);
    if (row->overtime > 0 && over > 0 && sign->judge->criteria[criterion].typed.overtime == 0) {
        char text[CLOCK_TEXT_SIZE];
        page_text(page, LABEL_WIDTH,
                  arena_textf(arena, _("The clock says %s over, which is not deducted here."),
                              clock_format_duration(over, text)),
                  ROLE_WARM);
    }
}

static void draw_page(const struct sign *sign, struct page *page)
{
    for (int i = 0; i < sign->judge->criterion_count; i++)
        draw_criterion(sign, page, i);
    page_gap(page, 1);
    struct arena *arena = &sign->screen.app->scratch;
    page_labelled(page, 0, 14,
                  arena_textf(arena, "%.*s/%.*s", TEXT_ARG(facts_mark(sign->judge->sum, arena)),
                              TEXT_ARG(facts_mark(judge_view(sign->judge)->frame->full, arena))),
                  ROLE_ACCENT, text_of(_("Sum")), ROLE_ACCENT);
}

static struct text trouble_text(const struct sign *sign, enum role *role)
{
    struct arena *arena = &sign->screen.app->scratch;
    int64_t wait = wait_seconds(sign);
    int first;
    int missing = judge_missing(sign->judge, &first);
    *role = ROLE_BAD;
    if (judge_closed(sign->judge))
        return text_of(judge_closed(sign->judge));
    if (missing > 0)
        return arena_textf(arena,
                           ngettext("%d criterion has no mark yet: the sheet cannot be signed.",
                                    "%d criteria have no mark yet: the sheet cannot be signed.",
                                    (unsigned long)missing),
                           missing);
    if (wait > 0)
        return arena_textf(arena,
                           ngettext("%s You can try again in %lld second.",
                                    "%s You can try again in %lld seconds.", (unsigned long)wait),
                           sign->refusal ? sign->refusal : "", (long long)wait);
    if (sign->error != WIRE_OK && sign->error != WIRE_BLOCKED)
        return text_of(sign->refusal);
    *role = ROLE_DIM;
    if (sign->pending)
        return text_of(_("Signing…"));
    if (sign->judge->sheet == JUDGE_SIGNED) {
        *role = ROLE_GOOD;
        return text_of(_("✓ This sheet is signed."));
    }
    return text_of(_("Your PIN signs this sheet. Until the marks are closed you can still correct it."));
}

static void draw_foot(struct sign *sign, struct canvas *canvas, struct rect rect)
{
    enum role role;
    struct text trouble = trouble_text(sign, &role);
    canvas_fill(canvas, rect_take_top(&rect, 1), "─", ROLE_DIM);
    struct rect line = rect_take_bottom(&rect, 1);
    struct page page;
    page_begin(&page, canvas, rect, 0, &sign->screen.app->scratch, NULL);
    page_text(&page, 0, trouble, role);
    if (!can_sign(sign))
        return;
    const char *label = _("PIN");
    int used = canvas_string(canvas, line.x, line.y, line.width, label, ROLE_TEXT) + 2;
    canvas_string(canvas, line.x + used, line.y, 1, "[", ROLE_DIM);
    edit_draw(&sign->pin, canvas, line.x + used + 1, line.y, PIN_WIDTH, true);
    canvas_string(canvas, line.x + used + 1 + PIN_WIDTH, line.y, 1, "]", ROLE_DIM);
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct sign *sign = (struct sign *)screen;
    if (screen->app->stage.kind != STAGE_PANEL || sign->judge->performer != sign->performer)
        return;
    enum { FOOT_ROWS = 4 };
    struct rect area = rect_inset(rect, 1, 0);
    struct rect head = rect_take_top(&area, 1);
    struct text name = judge_name(sign->judge, sign->performer);
    canvas_fit(canvas, head.x, head.y, head.width,
               arena_textf(&screen->app->scratch, _("Your sheet of %.*s"), TEXT_ARG(name)), ROLE_ACCENT);
    draw_foot(sign, canvas, rect_take_bottom(&area, FOOT_ROWS));
    rect_take_top(&area, 1);
    struct page page;
    page_begin(&page, NULL, area, 0, &screen->app->scratch, NULL);
    draw_page(sign, &page);
    sign->lines = page.line;
    sign->rows = area.height;
    scroll(sign, 0);
    page_begin(&page, canvas, area, sign->scroll, &screen->app->scratch, NULL);
    draw_page(sign, &page);
}

static const char *title(const struct screen *screen)
{
    return screen->app->stage.title;
}

static int64_t due(const struct screen *screen)
{
    const struct sign *sign = (const struct sign *)screen;
    int64_t left = sign->blocked_until - screen->app->now;
    return left > 0 ? screen->app->now + (left - 1) % 1000 + 1 : -1;
}

static void destroy(struct screen *screen)
{
    struct sign *sign = (struct sign *)screen;
    edit_finish(&sign->pin);
    free(sign->refusal);
    free(sign);
}

static const struct screen_ops ops = {
    .name = "judge-sign",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .due = due,
    .destroy = destroy,
};

struct screen *judge_sign_create(struct judge *judge)
{
    struct sign *sign = xcalloc(1, sizeof *sign);
    sign->screen = (struct screen){&ops, judge->screen.app};
    sign->judge = judge;
    sign->performer = judge->performer;
    edit_init(&sign->pin, PIN_LIMIT, true);
    return &sign->screen;
}
