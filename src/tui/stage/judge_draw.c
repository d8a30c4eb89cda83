#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/layout.h"
#include "tui/screens/facts.h"
#include "tui/stage/judge.h"
#include "tui/widgets/banner.h"
#include "tui/widgets/digits.h"

enum { HEAD_ROWS = 3, CLOCK_WIDTH = 31, WORDS_WIDTH = 13, LIST_WIDTH = 30, WIDE = 110, LIST_WIDTH_WIDE = 46 };

static struct arena *scratch_of(const struct judge *judge)
{
    return &judge->screen.app->scratch;
}

/* ---- Head ------------------------------------------------------------------------------------------- */

static struct text part_text(const struct judge *judge)
{
    static const char *const parts[PANEL_PARTS] = {
        [PANEL_IDLE] = "",
        [PANEL_PREPARE] = N_("Preparing"),
        [PANEL_PERFORM] = N_("Performing"),
        [PANEL_DEFEND] = N_("Defending"),
        [PANEL_MARKING] = N_("Marking"),
    };
    const char *text = parts[judge_view(judge)->part];
    return text_of(text[0] ? _(text) : "");
}

static void draw_clock(const struct judge *judge, struct canvas *canvas, struct rect rect)
{
    const struct app *app = judge->screen.app;
    const struct panel_view *view = judge_view(judge);
    struct rect words = rect_take_left(&rect, WORDS_WIDTH);
    canvas_fit_right(canvas, words.x, words.y, words.width - 1, part_text(judge), ROLE_ACCENT);
    if (view->total <= 0)
        return;
    char used[CLOCK_TEXT_SIZE], total[CLOCK_TEXT_SIZE];
    int64_t gone = stage_clock(&app->stage, app->now);
    clock_format_duration(gone / 1000 * 1000, used);
    clock_format_duration(view->total, total);
    canvas_fit_right(canvas, words.x, words.y + 1, words.width - 1,
                     arena_textf(scratch_of(judge), _("of %s"), total), ROLE_DIM);
    if (!view->clock_running)
        canvas_fit_right(canvas, words.x, words.y + 2, words.width - 1, text_of(_("stopped")), ROLE_DIM);
    else if (gone > view->total)
        canvas_fit_right(canvas, words.x, words.y + 2, words.width - 1, text_of(_("OVER TIME")), ROLE_HOT);
    enum role role = gone > view->total ? ROLE_HOT : view->clock_running ? ROLE_STRONG : ROLE_DIM;
    enum digits_size size = DIGITS_SMALL;
    int width = digits_width(text_of(used), size);
    digits_draw(canvas, rect.x + rect.width - width, rect.y, text_of(used), size, role);
}

static void draw_performer(const struct judge *judge, struct canvas *canvas, struct rect rect)
{
    const struct performer_row *row = stage_performer(&judge->screen.app->stage, judge->performer);
    struct arena *arena = scratch_of(judge);
    if (!row)
        return;
    if (row->code.len) {
        int width = digits_width(row->code, DIGITS_SMALL);
        struct rect code = rect_take_left(&rect, width + 2);
        digits_draw(canvas, code.x, code.y, row->code, DIGITS_SMALL, ROLE_STRONG);
    }
    bool on = judge_view(judge)->on == judge->performer;
    struct rect line = rect_take_top(&rect, 1);
    const char *place = on ? _("on now") : _("not on now");
    struct rect right = rect_take_right(&line, utf8_width(text_of(place)));
    canvas_string(canvas, right.x, right.y, right.width, place, on ? ROLE_GOOD : ROLE_WARM);
    rect_take_right(&line, 2);
    struct text name = row->name.len ? row->name : text_of(_("Name hidden until the end"));
    canvas_fit(canvas, line.x, line.y, line.width, name, row->name.len ? ROLE_STRONG : ROLE_DIM);
    struct page page;
    page_begin(&page, canvas, rect, 0, arena, NULL);
    if (row->topic.len)
        page_text(&page, 0, arena_textf(arena, _("Topic: %.*s"), TEXT_ARG(row->topic)), ROLE_TEXT);
    else
        page_text(&page, 0, facts_unit(row->unit, rect.width), ROLE_DIM);
}

static struct text sheet_text(const struct judge *judge)
{
    struct arena *arena = scratch_of(judge);
    int first;
    int missing = judge_missing(judge, &first);
    struct text done = arena_textf(arena, _("criteria marked: %d of %d"), judge->criterion_count - missing,
                                   judge->criterion_count);
    return arena_textf(arena, _("%.*s · sum so far: %.*s of %.*s · %s"), TEXT_ARG(done),
                       TEXT_ARG(facts_mark(judge->sum, arena)),
                       TEXT_ARG(facts_mark(judge_view(judge)->frame->full, arena)),
                       judge_state_text(judge->sheet));
}

static struct text signed_text(const struct judge *judge)
{
    struct arena *arena = scratch_of(judge);
    return arena_textf(arena, _("✓ signed · sum: %.*s of %.*s · C corrects it as long as it is not closed"),
                       TEXT_ARG(facts_mark(judge->sum, arena)),
                       TEXT_ARG(facts_mark(judge_view(judge)->frame->full, arena)));
}

static struct text closed_text(const struct judge *judge, const char *why)
{
    bool marked = judge->known && judge->sheet != JUDGE_RECUSED && judge->sheet != JUDGE_MISSING;
    struct arena *arena = scratch_of(judge);
    return marked ? arena_textf(arena, _("%s Your sum: %.*s."), why, TEXT_ARG(facts_mark(judge->sum, arena)))
                  : text_of(why);
}

/* What is to be said about the whole sheet: where it stands, or why it is closed. */
static void draw_state(const struct judge *judge, struct canvas *canvas, struct rect row)
{
    const char *closed = judge_closed(judge);
    if (closed)
        canvas_fit(canvas, row.x, row.y, row.width, closed_text(judge, closed), ROLE_WARM);
    else if (judge_is_signed(judge))
        canvas_fit(canvas, row.x, row.y, row.width, signed_text(judge), ROLE_GOOD);
    else if (judge->correcting)
        canvas_fit(canvas, row.x, row.y, row.width,
                   text_of(_("Correcting a signed sheet: after a change, sign it again with S.")), ROLE_WARM);
    else
        canvas_fit(canvas, row.x, row.y, row.width, sheet_text(judge), ROLE_TEXT);
}

/* ---- Criteria --------------------------------------------------------------------------------------- */

static const char *glyph_of(const struct judge *judge, int criterion, enum role *role)
{
    mark_t mark;
    struct text why;
    enum judge_typed typed = judge_typed(judge, criterion, &mark, &why);
    *role = ROLE_BAD;
    if (typed == TYPED_WRONG || judge->criteria[criterion].trouble)
        return "✗";
    *role = ROLE_WARM;
    if (judge->criteria[criterion].sent || judge_is_changed(judge, criterion))
        return "●";
    *role = ROLE_GOOD;
    return typed == TYPED_MARK ? "✓" : " ";
}

static void draw_criterion(struct judge *judge, struct page *page, int criterion)
{
    const struct criterion_row *row = judge_row(judge, criterion);
    struct arena *arena = scratch_of(judge);
    bool at = judge->stops[judge->at].criterion == criterion;
    mark_t mark;
    struct text why;
    bool given = judge_typed(judge, criterion, &mark, &why) == TYPED_MARK;
    struct text marks =
        arena_textf(arena, "%.*s/%.*s", TEXT_ARG(given ? facts_mark(mark, arena) : text_of("—")),
                    TEXT_ARG(facts_mark(row->max, arena)));
    int line = page->line;
    int y = page_row(page);
    if (y >= 0) {
        struct rect place = {page->view.x, y, page->view.width, 1};
        enum role glyph_role;
        const char *glyph = glyph_of(judge, criterion, &glyph_role);
        canvas_fill(page->canvas, place, " ", at ? ROLE_SELECTED : ROLE_TEXT);
        struct rect right = rect_take_right(&place, utf8_width(marks) + 3);
        enum role role = at ? ROLE_SELECTED : ROLE_TEXT;
        canvas_fit(page->canvas, place.x, y, place.width,
                   arena_textf(arena, "%s %d. %.*s", at ? "▸" : " ", criterion + 1, TEXT_ARG(row->title)),
                   role);
        canvas_fit(page->canvas, right.x + 1, y, right.width - 3, marks, role);
        canvas_string(page->canvas, right.x + right.width - 1, y, 1, glyph, at ? ROLE_SELECTED : glyph_role);
    }
    if (at)
        page_focus(page, line);
}

static void draw_criteria(struct judge *judge, struct canvas *canvas, struct rect rect)
{
    struct page page;
    int at = judge->stops[judge->at].criterion;
    int top = at >= rect.height ? at - rect.height + 1 : 0;
    page_begin(&page, canvas, rect, top, scratch_of(judge), NULL);
    for (int i = 0; i < judge->criterion_count; i++)
        draw_criterion(judge, &page, i);
}

static void draw_sheet(struct judge *judge, struct canvas *canvas, struct rect rect)
{
    bool wide = rect.width >= WIDE - 2;
    draw_criteria(judge, canvas, rect_take_left(&rect, wide ? LIST_WIDTH_WIDE : LIST_WIDTH));
    struct rect line = rect_take_left(&rect, 3);
    canvas_fill(canvas, (struct rect){line.x + 1, line.y, 1, line.height}, "│", ROLE_DIM);
    judge_draw_detail(judge, canvas, rect);
}

/* ---- Nobody on -------------------------------------------------------------------------------------- */

static void draw_waiting(struct judge *judge, struct canvas *canvas, struct rect rect)
{
    const struct panel_view *view = judge_view(judge);
    enum { BANNER_ROWS = 5 };
    rect_take_top(&rect, 1);
    banner_draw(canvas, rect_take_top(&rect, BANNER_ROWS), text_of(_("WAIT")), ROLE_DIM);
    struct page page;
    page_begin(&page, canvas, rect, 0, scratch_of(judge), NULL);
    page_gap(&page, 1);
    page_string(&page, 0,
                view->final ? _("The panel is finalized.")
                : view->begun
                    ? _("Nobody is on yet. The sheet opens here when a performer is called.")
                    : _("The panel has not begun. The sheet opens here when a performer is called."),
                ROLE_STRONG);
    page_gap(&page, 1);
    page_text(&page, 0, text_trim(view->frame->instructions), ROLE_TEXT);
}

static void draw_recused(struct canvas *canvas, struct rect rect, const struct judge *judge)
{
    enum { BANNER_ROWS = 5 };
    rect_take_top(&rect, 1);
    banner_draw(canvas, rect_take_top(&rect, BANNER_ROWS),
                text_of(judge->sheet == JUDGE_RECUSED ? _("RECUSED") : _("DECLARED MISSING")), ROLE_WARM);
}

void judge_draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct judge *judge = (struct judge *)screen;
    if (screen->app->stage.kind != STAGE_PANEL)
        return;
    judge_catch_up(judge);
    struct rect area = rect_inset(rect, 1, 0);
    if (judge->performer < 0 || judge->stop_count == 0) {
        draw_waiting(judge, canvas, area);
        return;
    }
    struct rect head = rect_take_top(&area, HEAD_ROWS);
    draw_clock(judge, canvas, rect_take_right(&head, CLOCK_WIDTH));
    rect_take_right(&head, 1);
    draw_performer(judge, canvas, head);
    if (!screen->app->ready) {
        struct rect lost = rect_take_top(&area, 1);
        canvas_fill(canvas, lost, " ", ROLE_HOT);
        canvas_fit(canvas, lost.x + 1, lost.y, lost.width - 1,
                   text_of(_("NO CONNECTION: go on marking. Your marks are sent when the hub is back.")),
                   ROLE_HOT);
    } else {
        draw_state(judge, canvas, rect_take_top(&area, 1));
    }
    canvas_fill(canvas, rect_take_top(&area, 1), "─", ROLE_DIM);
    if (judge->known && (judge->sheet == JUDGE_RECUSED || judge->sheet == JUDGE_MISSING))
        draw_recused(canvas, area, judge);
    else
        draw_sheet(judge, canvas, area);
}
