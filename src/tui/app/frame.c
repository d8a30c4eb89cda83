#include "tui/app/frame.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "base/unicode.h"
#include "tui/layout.h"

#include <stdio.h>

enum { HINT_ROWS_MOST = 2 };

/* Draws a piece ending at *right and moves *right to its left; pieces are two columns apart. */
static void put_right(struct canvas *canvas, int *right, const char *string, enum role role)
{
    int width = utf8_width(text_of(string));
    if (width == 0 || width + 2 > *right)
        return;
    *right -= width;
    canvas_string(canvas, *right, 0, width, string, role);
    *right -= 2;
}

static void put_time_left(struct app *app, struct canvas *canvas, int *right)
{
    if (!app_is_testing(app))
        return;
    static const enum role roles[] = {ROLE_TITLE, ROLE_WARM, ROLE_HOT};
    /* The marks say on a screen without colours what the colours say. */
    static const char *const marks[] = {"", " !", " !!"};
    enum heat heat = seat_heat(&app->seat, app->now);
    char left[CLOCK_TEXT_SIZE], text[96];
    clock_format_duration(seat_left(&app->seat, app->now), left);
    snprintf(text, sizeof text, _(" time left %s%s "), left, marks[heat]);
    put_right(canvas, right, text, roles[heat]);
}

static void put_connection(struct app *app, struct canvas *canvas, int *right)
{
    if (!app->ready)
        put_right(canvas, right, app->was_ready ? _(" ● reconnecting… ") : _(" ● connecting… "),
                  app->was_ready ? ROLE_HOT : ROLE_TITLE);
}

/* 彩排: on every screen, all the time. */
static void put_rehearsal(struct app *app, struct canvas *canvas, int *right)
{
    if (app->rehearsal)
        put_right(canvas, right, _(" REHEARSAL "), ROLE_HOT);
}

static void put_person(struct app *app, struct canvas *canvas, int *right)
{
    if (!app->user.signed_in)
        return;
    const char *text = arena_textf(&app->scratch, "%s %s", app->user.number, app->user.name).at;
    put_right(canvas, right, text, ROLE_TITLE);
}

static void draw_title(struct app *app, const struct screen *screen, struct canvas *canvas)
{
    canvas_fill(canvas, (struct rect){0, 0, canvas->width, 1}, " ", ROLE_TITLE);
    int right = canvas->width - 1;
    put_rehearsal(app, canvas, &right);
    put_time_left(app, canvas, &right);
    put_connection(app, canvas, &right);
    put_person(app, canvas, &right);
    const char *title = screen->ops->title ? screen->ops->title(screen) : NULL;
    if (!title)
        title = app->hall ? app->hall : "biwu";
    canvas_fit(canvas, 1, 0, right - 1, text_of(title), ROLE_TITLE);
}

/* What is to be said in one line: a notice, else why the hub is away. */
static const char *line_to_say(const struct app *app, enum role *role)
{
    *role = app->notice_role;
    if (app->notice[0] && app->now < app->notice_until)
        return app->notice;
    *role = ROLE_BAD;
    return app->ready || app->now < app->apart_since + APP_PATIENCE_MS ? "" : app->trouble;
}

static void draw_notice(struct app *app, struct canvas *canvas, struct rect row)
{
    enum role role;
    const char *line = line_to_say(app, &role);
    canvas_fill(canvas, row, "─", ROLE_DIM);
    if (!line[0])
        return;
    int width = utf8_width(text_of(line)) + 2;
    width = width < row.width - 2 ? width : row.width - 2;
    canvas_fill(canvas, (struct rect){row.x + 1, row.y, width, 1}, " ", role);
    canvas_fit(canvas, row.x + 2, row.y, width - 2, text_of(line), role);
}

struct rect frame_draw(struct app *app, const struct screen *screen, const struct hints *hints,
                       struct canvas *canvas)
{
    struct rect body = canvas_rect(canvas);
    rect_take_top(&body, 1);
    draw_title(app, screen, canvas);
    struct rect bottom = rect_inset(body, 1, 0);
    int rows = hints_rows(hints, bottom.width, HINT_ROWS_MOST);
    hints_draw(hints, canvas, rect_take_bottom(&bottom, rows));
    rect_take_bottom(&body, rows);
    draw_notice(app, canvas, rect_take_bottom(&body, 1));
    return body;
}

void frame_draw_too_small(struct canvas *canvas, int min_width, int min_height)
{
    struct arena arena = ARENA_EMPTY;
    struct text text =
        arena_textf(&arena,
                    _("This window is %d × %d. biwu needs at least %d × %d: please enlarge it. "
                      "Nothing is lost."),
                    canvas->width, canvas->height, min_width, min_height);
    size_t lines;
    const struct text_line *line = utf8_wrap(&arena, text, canvas->width < 4 ? 2 : canvas->width - 2, &lines);
    int y = canvas->height > (int)lines ? (canvas->height - (int)lines) / 2 : 0;
    for (size_t i = 0; i < lines; i++, y++)
        canvas_text(canvas, canvas->width < 4 ? 0 : 1, y, canvas->width, line[i].text, ROLE_STRONG);
    arena_finish(&arena);
}
