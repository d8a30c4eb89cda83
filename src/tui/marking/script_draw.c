#include "tui/marking/script.h"

#include "base/i18n.h"
#include "base/unicode.h"
#include "tui/screens/facts.h"
#include "tui/screens/points.h"

enum {
    WIDE = 110,       /* columns from which on the points stand beside the answer */
    ANSWER_LEAST = 9, /* rows for it, however many points there are */
    NOTE_ROWS = 2,    /* with the empty one above it */
};

void script_scroll(struct script *script, int by)
{
    int most = script->lines > script->rows ? script->lines - script->rows : 0;
    int to = script->scroll + by;
    script->scroll = to < 0 ? 0 : to > most ? most : to;
}

static const char *turn_text(const struct reply *r)
{
    if (r->script.settled)
        return _("Settled: to be read only");
    if (r->script.marked)
        return _("You have marked this one: change the mark if you like");
    if (text_is(r->script.turn, "second"))
        return _("You are the second marker");
    if (text_is(r->script.turn, "third"))
        return _("You are the third marker: your mark decides");
    return _("You are the first marker");
}

static void draw_head(const struct script *script, struct canvas *canvas, struct rect row)
{
    const struct reply *r = &script->reply;
    struct arena *scratch = &script->screen.app->scratch;
    struct text left = script->marking
                           ? text_of(_("● being saved…"))
                           : arena_textf(scratch,
                                         ngettext("%lld answer waits for you", "%lld answers wait for you",
                                                  (unsigned long)r->script.left),
                                         (long long)r->script.left);
    int width = utf8_width(left);
    struct rect place = rect_take_right(&row, width);
    canvas_text(canvas, place.x, place.y, width, left, script->marking ? ROLE_WARM : ROLE_DIM);
    canvas_fit(canvas, row.x, row.y, row.width - 2, text_of(turn_text(r)), ROLE_ACCENT);
}

/* A line with a heading on the left and what it comes to on the right. */
static void draw_rule(struct canvas *canvas, struct rect row, const char *heading, struct text right,
                      enum role role)
{
    canvas_fill(canvas, row, "─", ROLE_DIM);
    canvas_string(canvas, row.x + 2, row.y, row.width - 2, heading, ROLE_ACCENT);
    canvas_fit_right(canvas, row.x, row.y, row.width - 2, right, role);
}

/* ---- The answer ------------------------------------------------------------------------------------- */

static void write_rule(struct page *page, const char *heading)
{
    int y = page_row(page);
    if (y >= 0)
        draw_rule(page->canvas, (struct rect){page->view.x, y, page->view.width, 1}, heading, text_of(""),
                  ROLE_DIM);
}

static void write_answer(const struct script *script, struct page *page)
{
    const struct reply *r = &script->reply;
    struct text full = facts_mark(r->script.full, page->arena);
    page_text(page, 0,
              arena_textf(page->arena, _("%.*s (marks: %.*s)"), TEXT_ARG(r->script.stem), TEXT_ARG(full)),
              ROLE_STRONG);
    page_gap(page, 1);
    write_rule(page, _(" The candidate's answer "));
    if (r->script.response.len)
        page_text(page, 0, r->script.response, ROLE_TEXT);
    else
        page_string(page, 0,
                    _("Nothing was written down: an examiner heard this answer and ticked its points."),
                    ROLE_DIM);
    if (r->script.rationale.len == 0)
        return;
    page_gap(page, 1);
    write_rule(page, _(" The rationale, for the marker "));
    page_text(page, 0, r->script.rationale, ROLE_DIM);
}

static void draw_answer(struct script *script, struct canvas *canvas, struct rect rect)
{
    struct page page;
    struct arena *scratch = &script->screen.app->scratch;
    struct rect view = {rect.x, rect.y, rect.width - 2, rect.height};
    page_begin(&page, NULL, view, 0, scratch, NULL);
    write_answer(script, &page);
    script->lines = page.line;
    script->rows = view.height;
    script_scroll(script, 0);
    page_begin(&page, canvas, view, script->scroll, scratch, NULL);
    write_answer(script, &page);
    int edge = rect.x + rect.width - 1;
    if (script->scroll > 0)
        canvas_string(canvas, edge, rect.y, 1, "↑", ROLE_ACCENT);
    if (script->scroll + script->rows < script->lines)
        canvas_string(canvas, edge, rect.y + rect.height - 1, 1, "↓", ROLE_ACCENT);
}

/* ---- The points ------------------------------------------------------------------------------------- */

static void write_points(const struct script *script, struct page *page)
{
    const struct reply *r = &script->reply;
    points_draw(page, r->script.points, r->script.point_count, script->ticks,
                script->noting || r->script.settled ? -1 : script->at);
}

static int lines_of_points(const struct script *script, int width)
{
    struct page page;
    page_begin(&page, NULL, (struct rect){0, 0, width, 1}, 0, &script->screen.app->scratch, NULL);
    write_points(script, &page);
    return page.line;
}

static void draw_note(struct script *script, struct canvas *canvas, struct rect row)
{
    const char *label = _("Note:");
    int used = utf8_width(text_of(label)) + 1;
    bool empty = edit_text(&script->note).len == 0;
    canvas_string(canvas, row.x, row.y, row.width, label, ROLE_DIM);
    if (script->noting || !empty)
        edit_draw(&script->note, canvas, row.x + used, row.y, row.width - used - 1, script->noting);
    else if (!script->reply.script.settled)
        canvas_fit(canvas, row.x + used, row.y, row.width - used, text_of(_("none; N writes one")), ROLE_DIM);
}

static void draw_points(struct script *script, struct canvas *canvas, struct rect rect)
{
    const struct reply *r = &script->reply;
    struct arena *scratch = &script->screen.app->scratch;
    struct text sum = points_sum(r->script.points, r->script.point_count, script->ticks, scratch);
    draw_rule(canvas, rect_take_top(&rect, 1), _(" Points "), arena_textf(scratch, " %.*s ", TEXT_ARG(sum)),
              script->ticks.given ? ROLE_STRONG : ROLE_DIM);
    struct rect note = rect_take_bottom(&rect, 1);
    draw_note(script, canvas, note);
    struct page page;
    page_begin(&page, NULL, rect, 0, scratch, NULL);
    write_points(script, &page);
    script->points_scroll = page_scroll(&page, script->points_scroll);
    page_begin(&page, canvas, rect, script->points_scroll, scratch, &script->hits);
    write_points(script, &page);
    if (script->points_scroll + rect.height < page.line)
        canvas_string(canvas, rect.x + rect.width - 1, rect.y + rect.height - 1, 1, "↓", ROLE_ACCENT);
}

/* Beside the answer on a wide terminal, else below it. */
static struct rect place_points(const struct script *script, struct canvas *canvas, struct rect *rect)
{
    if (canvas->width >= WIDE) {
        struct rect side = rect_take_right(rect, rect->width * 2 / 5);
        rect_take_right(rect, 1);
        return side;
    }
    int want = lines_of_points(script, rect->width) + NOTE_ROWS + 1;
    int most = rect->height - ANSWER_LEAST;
    return rect_take_bottom(rect, want < most ? want : most);
}

void script_draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct script *script = (struct script *)screen;
    struct rect area = rect_inset(rect, 1, 0);
    script->hits.count = 0;
    if (!script->loaded) {
        canvas_fit(canvas, area.x, area.y + 1, area.width, text_of(_("Asking the hub…")), ROLE_DIM);
        return;
    }
    draw_head(script, canvas, rect_take_top(&area, 1));
    rect_take_top(&area, 1);
    struct rect points = place_points(script, canvas, &area);
    draw_answer(script, canvas, area);
    draw_points(script, canvas, points);
}
