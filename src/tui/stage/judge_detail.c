/* One criterion in full: the mark with its levels, or the checklist. */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "core/panel.h"
#include "tui/screens/facts.h"
#include "tui/stage/judge.h"

enum { FIELD_WIDTH = 10 };

static struct arena *scratch_of(const struct judge *judge)
{
    return &judge->screen.app->scratch;
}

/* What is wrong with what was typed, or what became of it. */
static struct text note_of(const struct judge *judge, int criterion, enum role *role)
{
    const struct judge_criterion *c = &judge->criteria[criterion];
    mark_t mark;
    struct text why;
    enum judge_typed typed = judge_typed(judge, criterion, &mark, &why);
    *role = ROLE_BAD;
    if (typed == TYPED_WRONG)
        return arena_textf(scratch_of(judge), "✗ %.*s", TEXT_ARG(why));
    if (c->trouble)
        return arena_textf(scratch_of(judge), "✗ %s", c->trouble);
    *role = ROLE_WARM;
    if (c->sent || judge_is_changed(judge, criterion))
        return text_of(_("● not saved yet"));
    *role = ROLE_GOOD;
    if (typed == TYPED_MARK)
        return text_of(_("✓ saved"));
    *role = ROLE_DIM;
    return text_of(judge_row(judge, criterion)->kind == CRITERION_JUDGED ? _("Type the mark.")
                                                                         : _("Tick what you see."));
}

static void draw_field(struct judge *judge, struct page *page, int criterion)
{
    const struct criterion_row *row = judge_row(judge, criterion);
    struct arena *arena = scratch_of(judge);
    bool open = !judge_closed(judge) && !judge_is_signed(judge);
    int line = page->line;
    int y = page_row(page);
    if (y >= 0) {
        const char *label = _("Mark");
        int x = page->view.x;
        x += canvas_string(page->canvas, x, y, page->view.width, label, ROLE_ACCENT) + 1;
        canvas_string(page->canvas, x, y, 1, "[", ROLE_DIM);
        edit_draw(&judge->criteria[criterion].edit, page->canvas, x + 1, y, FIELD_WIDTH, open);
        canvas_string(page->canvas, x + 1 + FIELD_WIDTH, y, 1, "]", ROLE_DIM);
        struct text range =
            arena_textf(arena, _("%.*s to %.*s, in steps of %.*s"), TEXT_ARG(facts_mark(row->min, arena)),
                        TEXT_ARG(facts_mark(row->max, arena)), TEXT_ARG(facts_mark(row->step, arena)));
        x += FIELD_WIDTH + 3;
        canvas_fit(page->canvas, x, y, page->view.x + page->view.width - x, range, ROLE_DIM);
    }
    if (open)
        page_focus(page, line);
}

static void draw_note(struct judge *judge, struct page *page, int criterion)
{
    enum role role;
    struct text note = note_of(judge, criterion, &role);
    page_text(page, 0, note, role);
    page_gap(page, 1);
}

/* From the highest level down, as a rubric is read. */
static void draw_levels(struct judge *judge, struct page *page, int criterion)
{
    const struct criterion_row *row = judge_row(judge, criterion);
    struct arena *arena = scratch_of(judge);
    struct criterion rule = judge_rule(row, arena);
    mark_t mark;
    struct text why;
    bool given = judge_typed(judge, criterion, &mark, &why) == TYPED_MARK;
    int at = given ? criterion_level(&rule, mark) : -1;
    for (int64_t i = row->level_count - 1; i >= 0; i--) {
        mark_t from = row->levels[i].mark;
        struct text label =
            arena_textf(arena, _("%s from %.*s"), i == at ? "▸" : " ", TEXT_ARG(facts_mark(from, arena)));
        enum { LABEL_WIDTH = 12 };
        enum role role = i == at ? ROLE_STRONG : ROLE_TEXT;
        page_labelled(page, 0, LABEL_WIDTH, label, i == at ? ROLE_GOOD : ROLE_DIM, row->levels[i].text, role);
    }
}

/* ---- The checklist ---------------------------------------------------------------------------------- */

static bool is_at(const struct judge *judge, int criterion, enum judge_stop_kind kind, int64_t index)
{
    const struct judge_stop *stop = &judge->stops[judge->at];
    return !judge_closed(judge) && !judge_is_signed(judge) && stop->criterion == criterion &&
           stop->kind == kind && stop->index == index;
}

static void draw_stop(struct judge *judge, struct page *page, bool at, struct text label, struct text text,
                      enum role role)
{
    int line = page->line;
    struct text full = arena_textf(scratch_of(judge), "%s %.*s", at ? "▸" : " ", TEXT_ARG(label));
    enum role shown = at ? ROLE_SELECTED : role;
    page_labelled(page, 0, utf8_width(full) + 1, full, shown, text, shown);
    if (at)
        page_focus(page, line);
}

static void draw_ticks(struct judge *judge, struct page *page, int criterion, enum judge_stop_kind kind)
{
    const struct criterion_row *row = judge_row(judge, criterion);
    bool steps = kind == STOP_STEP;
    int64_t bits = steps ? judge->criteria[criterion].typed.steps : judge->criteria[criterion].typed.faults;
    const struct mark_text_row *rows = steps ? row->steps : row->faults;
    int64_t count = steps ? row->step_count : row->fault_count;
    struct arena *arena = scratch_of(judge);
    if (count > 0)
        page_string(page, 0, steps ? _("Steps that must be seen") : _("Faults that must not"), ROLE_ACCENT);
    for (int64_t i = 0; i < count; i++) {
        bool ticked = bits >> i & 1;
        struct text label = arena_textf(arena, "%s %s%.*s",
                                        !ticked ? "[ ]"
                                        : steps ? "[✓]"
                                                : "[✗]",
                                        steps ? "+" : "-", TEXT_ARG(facts_mark(rows[i].mark, arena)));
        enum role role = !ticked ? ROLE_TEXT : steps ? ROLE_GOOD : ROLE_BAD;
        draw_stop(judge, page, is_at(judge, criterion, kind, i), label, rows[i].text, role);
    }
}

static void draw_order(struct judge *judge, struct page *page, int criterion)
{
    const struct criterion_row *row = judge_row(judge, criterion);
    struct arena *arena = scratch_of(judge);
    int64_t count = judge->criteria[criterion].typed.wrong_order;
    if (row->wrong_order <= 0)
        return;
    struct text text = arena_textf(arena, _("Steps out of their place, -%.*s each"),
                                   TEXT_ARG(facts_mark(row->wrong_order, arena)));
    draw_stop(judge, page, is_at(judge, criterion, STOP_ORDER, 0),
              arena_textf(arena, "< %lld >", (long long)count), text, count ? ROLE_BAD : ROLE_TEXT);
}

static void draw_overtime(struct judge *judge, struct page *page, int criterion)
{
    const struct criterion_row *row = judge_row(judge, criterion);
    struct arena *arena = scratch_of(judge);
    int64_t over = judge->criteria[criterion].typed.overtime;
    int64_t every = row->overtime_every > 0 ? row->overtime_every : 1;
    if (row->overtime <= 0)
        return;
    char unit[CLOCK_TEXT_SIZE], taken[CLOCK_TEXT_SIZE];
    struct text text =
        arena_textf(arena, _("Overtime, -%.*s for each %s begun"), TEXT_ARG(facts_mark(row->overtime, arena)),
                    clock_format_duration(every, unit));
    draw_stop(judge, page, is_at(judge, criterion, STOP_OVERTIME, 0),
              arena_textf(arena, "< %s >", over ? clock_format_duration(over, taken) : "0"), text,
              over ? ROLE_BAD : ROLE_TEXT);
}

/* Above the list, where it is seen whatever the list shows. */
static void draw_overtime_known(struct judge *judge, struct page *page, int criterion)
{
    const struct criterion_row *row = judge_row(judge, criterion);
    struct arena *arena = scratch_of(judge);
    int64_t every = row->overtime_every > 0 ? row->overtime_every : 1;
    int64_t measured = judge_clock_overtime(judge);
    int64_t over = judge->criteria[criterion].typed.overtime;
    char clock[CLOCK_TEXT_SIZE];
    if (row->overtime > 0 && over > 0)
        page_text(page, 0,
                  arena_textf(arena, _("Overtime %s: -%.*s."), clock_format_duration(over, clock),
                              TEXT_ARG(facts_mark((over + every - 1) / every * row->overtime, arena))),
                  ROLE_BAD);
    if (row->overtime <= 0 || measured <= 0 || measured == over)
        return;
    mark_t loss = (measured + every - 1) / every * row->overtime;
    page_text(page, 0,
              arena_textf(arena, _("The clock says %s over: -%.*s. O takes it."),
                          clock_format_duration(measured, clock), TEXT_ARG(facts_mark(loss, arena))),
              ROLE_WARM);
}

static void draw_checklist(struct judge *judge, struct page *page, int criterion)
{
    struct arena *arena = scratch_of(judge);
    mark_t mark;
    struct text why;
    bool given = judge_typed(judge, criterion, &mark, &why) == TYPED_MARK;
    struct text sum =
        arena_textf(arena, _("Mark: %.*s of %.*s"), TEXT_ARG(given ? facts_mark(mark, arena) : text_of("—")),
                    TEXT_ARG(facts_mark(judge_row(judge, criterion)->max, arena)));
    page_text(page, 0, sum, ROLE_STRONG);
    draw_overtime_known(judge, page, criterion);
    draw_note(judge, page, criterion);
    draw_ticks(judge, page, criterion, STOP_STEP);
    draw_ticks(judge, page, criterion, STOP_FAULT);
    draw_order(judge, page, criterion);
    draw_overtime(judge, page, criterion);
}

static void draw_page(struct judge *judge, struct page *page, int criterion)
{
    const struct criterion_row *row = judge_row(judge, criterion);
    page_text(page, 0, row->title, ROLE_ACCENT);
    if (row->kind == CRITERION_MEASURED) {
        draw_checklist(judge, page, criterion);
        return;
    }
    draw_field(judge, page, criterion);
    draw_note(judge, page, criterion);
    draw_levels(judge, page, criterion);
}

void judge_draw_detail(struct judge *judge, struct canvas *canvas, struct rect rect)
{
    int criterion = judge->stops[judge->at].criterion;
    struct page page;
    page_begin(&page, NULL, rect, 0, scratch_of(judge), NULL);
    draw_page(judge, &page, criterion);
    int lines = page.line;
    judge->scroll = page_scroll(&page, judge->scroll);
    page_begin(&page, canvas, rect, judge->scroll, scratch_of(judge), NULL);
    draw_page(judge, &page, criterion);
    if (judge->scroll > 0)
        canvas_string(canvas, rect.x + rect.width - 1, rect.y, 1, "↑", ROLE_ACCENT);
    if (judge->scroll + rect.height < lines)
        canvas_string(canvas, rect.x + rect.width - 1, rect.y + rect.height - 1, 1, "↓", ROLE_ACCENT);
}
