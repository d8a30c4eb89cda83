/* The marks of a performer: how they make one mark, and the sheet of each judge. */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "tui/screens/facts.h"
#include "tui/stage/keep_stage.h"
#include "tui/stage/panel_host.h"
#include "tui/stage/words.h"
#include "tui/widgets/page.h"

#include <stdlib.h>

struct panel_marks {
    struct screen screen;
    int64_t performer;
    int64_t judge;      /* whose sheet is shown; -1: how the mark comes about */
    struct arena arena; /* of the rows */
    bool loaded;
    /* How the mark comes about: */
    const struct panel_stage_row *stages;
    int64_t stage_count;
    bool complete, spread_open;
    mark_t total, lowest, highest;
    /* A judge's sheet: */
    const struct criterion_mark_row *marks;
    int64_t mark_count;
    enum sheet_state state;
    mark_t sum;

    int64_t pending;
    int64_t changes; /* stage.changes when it was asked for */
    int scroll, lines, rows;
};

enum { MARKS_SCROLL = 1, MARKS_BACK, MARKS_NEXT, MARKS_LEAVE };

const struct binding panel_marks_keys[] = {
    {.keys = {INPUT_UP, INPUT_DOWN, INPUT_PAGE_UP, INPUT_PAGE_DOWN},
     .action = MARKS_SCROLL,
     .name = "↑↓",
     .label = N_("scroll"),
     .help = N_("Scroll.")},
    {.keys = {INPUT_LEFT},
     .action = MARKS_BACK,
     .name = "← →",
     .label = N_("judge"),
     .help = N_("See the sheet of each judge, and how the mark comes about.")},
    {.keys = {INPUT_RIGHT}, .action = MARKS_NEXT},
    {.keys = {INPUT_ESCAPE, INPUT_ENTER},
     .action = MARKS_LEAVE,
     .name = "Esc",
     .label = N_("back"),
     .help = N_("Go back.")},
    BINDING_HELP(0),
    {.action = 0},
};

static struct hints hints(const struct screen *screen)
{
    (void)screen;
    return (struct hints){panel_marks_keys, 0};
}

static void ask(struct panel_marks *marks)
{
    struct app *app = marks->screen.app;
    struct request request = {.kind = marks->judge < 0 ? MESSAGE_PERFORMER : MESSAGE_SHEET,
                              .sheet = {.performer = marks->performer, .judge = marks->judge}};
    if (marks->pending)
        return;
    marks->changes = app->stage.changes;
    marks->pending = stage_send(&app->stage, &app->port, &request, false);
}

static void take_stages(struct panel_marks *marks, const struct reply *reply)
{
    marks->stages = keep_panel_stages(&marks->arena, reply->performer.stages, reply->performer.stage_count);
    marks->stage_count = reply->performer.stage_count;
    marks->complete = reply->performer.complete;
    marks->spread_open = reply->performer.spread_open;
    marks->total = reply->performer.total;
    marks->lowest = reply->performer.lowest;
    marks->highest = reply->performer.highest;
}

static void take_sheet(struct panel_marks *marks, const struct reply *reply)
{
    marks->marks = keep_criterion_marks(&marks->arena, reply->sheet.marks, reply->sheet.mark_count);
    marks->mark_count = reply->sheet.mark_count;
    marks->state = reply->sheet.state;
    marks->sum = reply->sheet.sum;
}

static void take(struct panel_marks *marks, const struct reply *reply)
{
    marks->pending = 0;
    if (reply->error != WIRE_OK) {
        app_notice_refusal(marks->screen.app, reply);
        return;
    }
    arena_clear(&marks->arena);
    if (reply->kind == MESSAGE_SHEET)
        take_sheet(marks, reply);
    else
        take_stages(marks, reply);
    marks->loaded = true;
}

/* The judges' sheets follow on how the mark comes about, round and round. */
static void turn(struct panel_marks *marks, int by)
{
    int64_t pages = marks->screen.app->stage.panel.frame->judge_count + 1;
    marks->judge = (marks->judge + 1 + by + pages) % pages - 1;
    marks->pending = 0; /* an answer to come is of the other page */
    marks->scroll = 0;
    marks->loaded = false;
    ask(marks);
}

static void scroll(struct panel_marks *marks, const struct event *event)
{
    int by = event->key == INPUT_UP || event->key == INPUT_DOWN ? 1 : marks->rows / 2;
    bool up = event->key == INPUT_UP || event->key == INPUT_PAGE_UP;
    int most = marks->lines > marks->rows ? marks->lines - marks->rows : 0;
    int to = marks->scroll + (up ? -by : by);
    marks->scroll = to < 0 ? 0 : to > most ? most : to;
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct panel_marks *marks = (struct panel_marks *)screen;
    struct app *app = screen->app;
    if (app->stage.kind != STAGE_PANEL)
        return stay();
    switch (event->kind) {
    case EVENT_SHOWN:
        ask(marks);
        return stay();
    case EVENT_STATE:
        marks->pending = 0;
        if (event->state == CLIENT_READY)
            ask(marks);
        return stay();
    case EVENT_REPLY:
        if (event->reply->re != 0 && event->reply->re == marks->pending)
            take(marks, event->reply);
        else if (event->reply->kind == MESSAGE_PUSH_PANEL && app->stage.changes != marks->changes)
            ask(marks);
        return stay();
    default:
        break;
    }
    switch (keys_find(panel_marks_keys, 0, event).action) {
    case MARKS_SCROLL:
        scroll(marks, event);
        return stay();
    case MARKS_BACK:
    case MARKS_NEXT:
        turn(marks, event->key == INPUT_LEFT ? -1 : 1);
        return stay();
    case MARKS_LEAVE:
        return pop();
    default:
        return stay();
    }
}

/* ---- Drawing ---------------------------------------------------------------------------------------- */

/* "李明 8.5 · 王芳 (9.5) · …": marks in brackets are dropped. */
static struct text marks_text(const struct panel_frame *frame, const struct panel_stage_row *row,
                              struct arena *arena)
{
    struct text out = text_of("");
    for (int64_t i = 0; i < row->mark_count; i++) {
        const struct stage_mark_row *mark = &row->marks[i];
        struct text name = words_judge(frame, mark->judge), value = facts_mark(mark->mark, arena);
        struct text one =
            arena_textf(arena, mark->dropped ? "%.*s (%s)" : "%.*s %s", TEXT_ARG(name), value.at);
        out = out.len ? arena_textf(arena, "%.*s · %.*s", TEXT_ARG(out), TEXT_ARG(one)) : one;
    }
    return out;
}

static void write_stage(const struct panel_frame *frame, const struct panel_stage_row *row, struct page *page,
                        struct arena *arena)
{
    bool total = row->criterion < 0 || row->criterion >= frame->criterion_count;
    struct text title = total ? text_of(_("The judges' totals")) : frame->criteria[row->criterion].title;
    page_text(page, 0, title, ROLE_ACCENT);
    page_text(page, 2, marks_text(frame, row, arena), ROLE_TEXT);
    struct text mean = facts_mark(row->mean, arena), product = facts_mark(row->product, arena);
    page_text(page, 2,
              row->mean == row->product
                  ? arena_textf(arena, _("makes %s"), mean.at)
                  : arena_textf(arena, _("makes %s, with its factor %s"), mean.at, product.at),
              ROLE_STRONG);
    page_gap(page, 1);
}

static void write_stages(const struct panel_marks *marks, struct page *page)
{
    const struct panel_frame *frame = marks->screen.app->stage.panel.frame;
    struct arena *arena = &marks->screen.app->scratch;
    page_text(page, 0,
              arena_textf(arena, marks->complete ? _("Mark: %s") : _("Mark so far: %s (sheets are missing)"),
                          facts_mark(marks->total, arena).at),
              marks->complete ? ROLE_GOOD : ROLE_WARM);
    page_text(page, 0,
              arena_textf(arena, _("The judges' totals lie between %s and %s."),
                          facts_mark(marks->lowest, arena).at, facts_mark(marks->highest, arena).at),
              marks->spread_open ? ROLE_WARM : ROLE_TEXT);
    if (marks->spread_open)
        page_string(page, 0, _("That is further apart than the sheet allows."), ROLE_WARM);
    page_gap(page, 1);
    for (int64_t i = 0; i < marks->stage_count; i++)
        write_stage(frame, &marks->stages[i], page, arena);
    page_string(page, 0, _("Marks in brackets are the highest and lowest, which are dropped."), ROLE_DIM);
}

/* The steps that were seen, or the faults. */
static void write_ticks(int64_t bits, const struct mark_text_row *rows, int64_t count, bool steps,
                        struct page *page, struct arena *arena)
{
    for (int64_t i = 0; i < count; i++) {
        if (!(bits >> i & 1) && !steps)
            continue;
        bool ticked = bits >> i & 1;
        const char *box = !ticked ? "[ ]" : steps ? "[✓]" : "[✗]";
        page_text(page, 2,
                  arena_textf(arena, "%s %s%s %.*s", box, steps ? "+" : "-",
                              facts_mark(rows[i].mark, arena).at, TEXT_ARG(rows[i].text)),
                  !ticked ? ROLE_DIM
                  : steps ? ROLE_TEXT
                          : ROLE_BAD);
    }
}

static void write_checklist(const struct criterion_row *row, const struct criterion_mark_row *mark,
                            struct page *page, struct arena *arena)
{
    char over[CLOCK_TEXT_SIZE];
    bool ticks = mark->steps || mark->faults || mark->wrong_order || mark->overtime;
    if (!ticks) {
        if (mark->given)
            page_string(page, 2, _("Given as a mark, without ticks."), ROLE_DIM);
        return;
    }
    write_ticks(mark->steps, row->steps, row->step_count, true, page, arena);
    write_ticks(mark->faults, row->faults, row->fault_count, false, page, arena);
    if (mark->wrong_order)
        page_text(page, 2,
                  arena_textf(arena, _("Steps out of their place: %lld"), (long long)mark->wrong_order),
                  ROLE_BAD);
    if (mark->overtime)
        page_text(page, 2, arena_textf(arena, _("Overtime: %s"), clock_format_duration(mark->overtime, over)),
                  ROLE_BAD);
}

static void write_criterion(const struct criterion_row *row, const struct criterion_mark_row *mark,
                            struct page *page, struct arena *arena)
{
    struct text value = mark->given ? arena_textf(arena, _("%s of %s"), facts_mark(mark->mark, arena).at,
                                                  facts_mark(row->max, arena).at)
                                    : text_of(_("no mark yet"));
    page_text(page, 0, arena_textf(arena, "%.*s · %.*s", TEXT_ARG(row->title), TEXT_ARG(value)),
              mark->given ? ROLE_STRONG : ROLE_WARM);
    if (row->kind == CRITERION_MEASURED)
        write_checklist(row, mark, page, arena);
}

static void write_sheet(const struct panel_marks *marks, struct page *page)
{
    const struct panel_frame *frame = marks->screen.app->stage.panel.frame;
    struct arena *arena = &marks->screen.app->scratch;
    page_text(page, 0,
              arena_textf(arena, _("The sheet of %.*s: %s · sum %s"),
                          TEXT_ARG(words_judge(frame, marks->judge)), sheet_state_words(marks->state),
                          facts_mark(marks->sum, arena).at),
              ROLE_ACCENT);
    page_gap(page, 1);
    for (int64_t i = 0; i < marks->mark_count; i++) {
        int64_t criterion = marks->marks[i].criterion;
        if (criterion >= 0 && criterion < frame->criterion_count)
            write_criterion(&frame->criteria[criterion], &marks->marks[i], page, arena);
    }
}

static void write_page(const struct panel_marks *marks, struct page *page)
{
    const struct performer_row *row = stage_performer(&marks->screen.app->stage, marks->performer);
    if (row)
        page_text(page, 0, performer_words(row, &marks->screen.app->scratch), ROLE_STRONG);
    if (!marks->loaded)
        page_string(page, 0, _("Asking the hub…"), ROLE_DIM);
    else if (marks->judge < 0)
        write_stages(marks, page);
    else
        write_sheet(marks, page);
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct panel_marks *marks = (struct panel_marks *)screen;
    if (screen->app->stage.kind != STAGE_PANEL)
        return;
    struct rect view = rect_inset(rect, 2, 1);
    struct page page;
    page_begin(&page, canvas, view, marks->scroll, &screen->app->scratch, NULL);
    write_page(marks, &page);
    marks->rows = view.height;
    marks->lines = page.line;
    if (marks->scroll + marks->rows < marks->lines)
        canvas_string(canvas, view.x + view.width, view.y + view.height - 1, 1, "↓", ROLE_ACCENT);
}

static const char *title(const struct screen *screen)
{
    struct app *app = screen->app;
    if (((const struct panel_marks *)screen)->judge >= 0)
        return arena_textf(&app->scratch, _("A judge's sheet · %s"), app->stage.title).at;
    return arena_textf(&app->scratch, _("How the mark comes about · %s"), app->stage.title).at;
}

static void destroy(struct screen *screen)
{
    struct panel_marks *marks = (struct panel_marks *)screen;
    arena_finish(&marks->arena);
    free(marks);
}

static const struct screen_ops ops = {
    .name = "panel-marks",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .destroy = destroy,
};

struct screen *panel_marks_create(struct app *app, int64_t performer, int64_t judge)
{
    struct panel_marks *marks = xcalloc(1, sizeof *marks);
    marks->screen = (struct screen){&ops, app};
    marks->performer = performer;
    marks->judge = judge;
    return &marks->screen;
}
