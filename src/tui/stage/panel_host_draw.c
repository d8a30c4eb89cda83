#include "base/i18n.h"
#include "base/unicode.h"
#include "tui/screens/facts.h"
#include "tui/stage/panel_host.h"
#include "tui/widgets/columns.h"
#include "tui/widgets/digits.h"
#include "tui/widgets/page.h"

enum { LIST_SHARE = 56 /* percent */, TALL = 24 };

static const struct panel_view *view_of(const struct panel_host *host)
{
    return &host->screen.app->stage.panel;
}

/* ---- The two lines at the top ----------------------------------------------------------------------- */

static void draw_head(const struct panel_host *host, struct canvas *canvas, struct rect *area)
{
    const struct panel_view *view = view_of(host);
    struct arena *scratch = &host->screen.app->scratch;
    struct rect row = rect_take_top(area, 1);
    canvas_fill(canvas, row, " ", ROLE_SELECTED);
    canvas_fit(canvas, row.x + 1, row.y, row.width - 2, panel_host_words(&host->screen.app->stage, scratch),
               ROLE_SELECTED);
    row = rect_take_top(area, 1);
    int64_t closed = 0, withdrawn = 0;
    for (int64_t i = 0; i < view->performer_count; i++) {
        closed += view->performers[i].closed;
        withdrawn += view->performers[i].withdrawn;
    }
    struct text text = arena_textf(scratch, _("performers %lld · closed %lld · withdrawn %lld · %s"),
                                   (long long)view->performer_count, (long long)closed, (long long)withdrawn,
                                   view->final         ? _("final")
                                   : view->provisional ? _("provisional")
                                                       : _("complete"));
    canvas_fit(canvas, row.x + 1, row.y, row.width - 2, text, ROLE_DIM);
}

/* ---- The performers --------------------------------------------------------------------------------- */

enum { COLUMN_PLACE, COLUMN_NAME, COLUMN_STATE, COLUMN_RANK, COLUMNS };

static int64_t unsigned_sheets(const struct performer_row *row)
{
    int64_t open = 0;
    for (int64_t i = 0; i < row->judge_count; i++)
        open += row->judges[i] < JUDGE_SIGNED;
    return open;
}

static struct text state_text(const struct performer_row *row, struct arena *arena, enum role *role)
{
    *role = ROLE_DIM;
    if (row->withdrawn)
        return text_of(_("withdrawn"));
    *role = ROLE_STRONG;
    if (row->closed && row->has_mark)
        return facts_mark(row->mark, arena);
    if (row->closed)
        return text_of(_("closed"));
    *role = ROLE_WARM;
    if (row->spread_open)
        return text_of(_("far apart"));
    if (row->called && row->complete)
        return text_of(_("all signed"));
    int64_t open = unsigned_sheets(row);
    if (row->called && open > 0)
        return arena_textf(arena, _("%lld unsigned"), (long long)open);
    *role = row->on ? ROLE_GOOD : ROLE_DIM;
    return text_of(row->on ? _("on") : "");
}

static void draw_row(const struct panel_host *host, const struct columns *table, struct canvas *canvas,
                     struct rect line, int index)
{
    const struct performer_row *row = &view_of(host)->performers[index];
    struct arena *scratch = &host->screen.app->scratch;
    bool at = index == host->list.at;
    enum role role;
    struct text state = state_text(row, scratch, &role);
    enum role plain = at ? ROLE_SELECTED : row->withdrawn ? ROLE_DIM : ROLE_TEXT;
    if (at)
        canvas_fill(canvas, line, " ", plain);
    canvas_string(canvas, line.x, line.y, 1,
                  row->on       ? "◆"
                  : at          ? "▸"
                  : row->closed ? "✓"
                                : " ",
                  at            ? plain
                  : row->closed ? ROLE_GOOD
                                : ROLE_ACCENT);
    columns_put(table, canvas, COLUMN_PLACE, line.y,
                row->code.len ? row->code : arena_textf(scratch, "%d", index + 1), at ? plain : ROLE_DIM);
    columns_put(table, canvas, COLUMN_NAME, line.y, row->name.len ? row->name : text_of("—"), plain);
    columns_put(table, canvas, COLUMN_STATE, line.y, state, at ? plain : role);
    if (row->rank > 0)
        columns_put(table, canvas, COLUMN_RANK, line.y, arena_textf(scratch, "%lld", (long long)row->rank),
                    plain);
}

static void draw_performers(struct panel_host *host, struct canvas *canvas, struct rect rect)
{
    const struct column_spec columns[COLUMNS] = {
        [COLUMN_PLACE] = {"", 2, 0, 0, true},
        [COLUMN_NAME] = {_("Performer"), 10, 0, 1, false},
        [COLUMN_STATE] = {_("Mark"), 10, 0, 0, true},
        [COLUMN_RANK] = {_("Rank"), 4, 0, 0, true},
    };
    struct rect inside = rect;
    rect_take_left(&inside, 2);
    struct columns table;
    columns_init(&table, columns, COLUMNS, inside);
    columns_head(&table, canvas, rect_take_top(&rect, 1).y);
    host->first_line = rect.y;
    list_show(&host->list, rect.height);
    for (int i = host->list.top; i < host->list.count && rect.height > 0; i++)
        draw_row(host, &table, canvas, rect_take_top(&rect, 1), i);
}

/* ---- The chosen performer --------------------------------------------------------------------------- */

static enum role sheet_role(enum sheet_state state)
{
    static const enum role roles[SHEET_STATES] = {
        [JUDGE_NOTHING] = ROLE_DIM, [JUDGE_PARTLY] = ROLE_TEXT, [JUDGE_COMPLETE] = ROLE_WARM,
        [JUDGE_SIGNED] = ROLE_GOOD, [JUDGE_RECUSED] = ROLE_DIM, [JUDGE_MISSING] = ROLE_BAD,
    };
    return roles[state];
}

/* The judges in as many columns as it takes. */
static void draw_judges(const struct panel_host *host, const struct performer_row *row, struct canvas *canvas,
                        struct rect rect)
{
    const struct panel_frame *frame = view_of(host)->frame;
    struct arena *scratch = &host->screen.app->scratch;
    if (rect.height <= 0)
        return;
    int count = (int)row->judge_count, per = rect.height, columns = (count + per - 1) / per;
    int width = columns > 0 ? rect.width / columns : rect.width;
    for (int i = 0; i < count && i < frame->judge_count; i++) {
        enum sheet_state state = (enum sheet_state)row->judges[i];
        const struct judge_row *judge = &frame->judges[i];
        struct text name = judge->name.len ? judge->name : judge->number;
        struct text text = arena_textf(scratch, judge->head ? "★%.*s · %s" : " %.*s · %s", TEXT_ARG(name),
                                       sheet_state_words(state));
        canvas_fit(canvas, rect.x + i / per * width, rect.y + i % per, width - 1, text, sheet_role(state));
    }
}

static void draw_clock(const struct panel_host *host, struct canvas *canvas, struct rect rect)
{
    struct app *app = host->screen.app;
    const struct panel_view *view = &app->stage.panel;
    int64_t used = stage_clock(&app->stage, app->now), left = view->total - used;
    struct rect label = rect_take_top(&rect, 1);
    struct text part = arena_textf(&app->scratch,
                                   !view->clock_running ? _("%s · the clock stands (C) · %s of %s used")
                                   : left < 0           ? _("%s · over the time · %s of %s used")
                                                        : _("%s · %s of %s used"),
                                   panel_part_words(view->part), facts_duration(used, &app->scratch).at,
                                   facts_duration(view->total, &app->scratch).at);
    canvas_fit(canvas, label.x, label.y, label.width, part, left < 0 ? ROLE_HOT : ROLE_TEXT);
    struct text text = left < 0 ? arena_textf(&app->scratch, "+%s", facts_duration(-left, &app->scratch).at)
                                : facts_duration(left, &app->scratch);
    enum digits_size size;
    enum role role = left < 0 ? ROLE_HOT : left * 5 <= view->total ? ROLE_WARM : ROLE_STRONG;
    if (digits_fit(text, rect.width, rect.height, &size))
        digits_draw(canvas, rect.x, rect.y, text, size, role);
}

static void draw_chosen(const struct panel_host *host, struct canvas *canvas, struct rect rect)
{
    const struct panel_view *view = view_of(host);
    const struct performer_row *row = panel_host_chosen(host);
    struct arena *scratch = &host->screen.app->scratch;
    bool clock = row && row->on && !row->closed && view->total > 0;
    if (!row)
        return;
    struct page page;
    page_begin(&page, canvas, rect, 0, scratch, NULL);
    page_text(&page, 0, performer_words(row, scratch), ROLE_ACCENT);
    if (row->unit.len)
        page_text(&page, 0, facts_unit(row->unit, rect.width), ROLE_DIM);
    if (row->topic.len)
        page_text(&page, 0, arena_textf(scratch, _("Topic: %.*s"), TEXT_ARG(row->topic)), ROLE_STRONG);
    if (row->spread_open)
        page_string(&page, 0, _("The judges' marks lie further apart than the sheet allows."), ROLE_WARM);
    if (row->award.len)
        page_text(&page, 0, row->award, ROLE_GOOD);
    rect_take_top(&rect, page.line + 1);
    if (clock) {
        int digits = digits_height(rect.height >= TALL ? DIGITS_BIG : DIGITS_SMALL);
        draw_clock(host, canvas, rect_take_top(&rect, digits + 1));
        rect_take_top(&rect, 1);
    }
    if (row->judge_count > 0)
        canvas_fit(canvas, rect.x, rect.y, rect.width, text_of(_("Judges")), ROLE_ACCENT);
    rect_take_top(&rect, 1);
    draw_judges(host, row, canvas, rect);
}

/* Before it begins: what the sheet says. */
static void draw_sheet(const struct panel_host *host, struct canvas *canvas, struct rect rect)
{
    const struct panel_frame *frame = view_of(host)->frame;
    struct arena *scratch = &host->screen.app->scratch;
    struct page page;
    page_begin(&page, canvas, rect, 0, scratch, NULL);
    if (frame->instructions.len)
        page_text(&page, 0, frame->instructions, ROLE_TEXT);
    page_gap(&page, 1);
    page_text(&page, 0,
              arena_textf(scratch, _("%lld judges · full marks %s"), (long long)frame->judge_count,
                          facts_mark(frame->full, scratch).at),
              ROLE_STRONG);
    for (int64_t i = 0; i < frame->criterion_count; i++)
        page_labelled(&page, 1, 7, facts_mark(frame->criteria[i].max, scratch), ROLE_DIM,
                      frame->criteria[i].title, ROLE_TEXT);
}

void panel_host_draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct panel_host *host = (struct panel_host *)screen;
    if (screen->app->stage.kind != STAGE_PANEL)
        return;
    list_resize(&host->list, (int)view_of(host)->performer_count);
    struct rect area = rect_inset(rect, 1, 0);
    draw_head(host, canvas, &area);
    rect_take_top(&area, 1);
    struct rect left = rect_take_left(&area, area.width * LIST_SHARE / 100);
    rect_take_left(&area, 1);
    canvas_fill(canvas, (struct rect){area.x, area.y, 1, area.height}, "│", ROLE_DIM);
    rect_take_left(&area, 2);
    draw_performers(host, canvas, left);
    if (view_of(host)->begun)
        draw_chosen(host, canvas, area);
    else
        draw_sheet(host, canvas, area);
}
