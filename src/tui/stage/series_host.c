#include "base/i18n.h"
#include "base/mem.h"
#include "tui/screens/facts.h"
#include "tui/screens/screens.h"
#include "tui/stage/host.h"
#include "tui/stage/screens.h"
#include "tui/stage/words.h"
#include "tui/widgets/columns.h"

#include <stdlib.h>

struct series_host {
    struct screen screen;
    struct list list;
    int64_t request; /* under way, 0: none */
};

enum { SERIES_REVEAL = 1, SERIES_FINALIZE, SERIES_RANKING, SERIES_MOVE, SERIES_LEAVE };
enum { MODE_OPEN = 1, MODE_FINAL = 2 };
enum { QUESTION_FINALIZE = 90 };

const struct binding series_host_keys[] = {
    {.keys = {' '},
     .action = SERIES_REVEAL,
     .modes = MODE_OPEN | MODE_FINAL,
     .name = N_("Space"),
     .label = N_("reveal a place"),
     .help = N_("Show one more place on the board, from the bottom up.")},
    {.keys = {'f'},
     .action = SERIES_FINALIZE,
     .modes = MODE_OPEN,
     .name = "F",
     .label = N_("finalize"),
     .help = N_("Make the result final; refused while a part of it is open.")},
    {.keys = {'r'},
     .action = SERIES_RANKING,
     .name = "R",
     .label = N_("ranking"),
     .help = N_("See the whole ranking.")},
    {.keys = {INPUT_UP, INPUT_DOWN, INPUT_HOME, INPUT_END},
     .action = SERIES_MOVE,
     .name = "↑↓",
     .label = N_("move"),
     .help = N_("Move in the table.")},
    {.keys = {INPUT_PAGE_UP, INPUT_PAGE_DOWN}, .action = SERIES_MOVE},
    {.keys = {INPUT_ESCAPE},
     .action = SERIES_LEAVE,
     .name = "Esc",
     .label = N_("leave"),
     .help = N_("Leave the ceremony; it stays as it is.")},
    BINDING_HELP(0),
    {.action = 0},
};

static const struct contest_view *view_of(const struct screen *screen)
{
    return &screen->app->stage.contest;
}

static struct hints hints(const struct screen *screen)
{
    return (struct hints){series_host_keys, view_of(screen)->final ? MODE_FINAL : MODE_OPEN};
}

static struct step send(struct series_host *series, bool finalize)
{
    struct app *app = series->screen.app;
    struct request request = {.kind = MESSAGE_SERIES, .series = {.finalize = finalize}};
    if (!series->request)
        series->request = stage_send(&app->stage, &app->port, &request, false);
    return stay();
}

static struct step ask_finalize(struct series_host *series)
{
    const struct question question = {
        .question = QUESTION_FINALIZE,
        .title = _("Make the result final"),
        .text = _("Make the total result final? It then stands, with its prizes, and goes into the hall of "
                  "champions."),
        .buttons = {_("Make it final"), _("Back")},
        .initial = 1};
    return push(dialog_question(series->screen.app, &question));
}

static struct step act(struct series_host *series, int action, const struct event *event)
{
    struct app *app = series->screen.app;
    switch (action) {
    case SERIES_REVEAL:
        return send(series, false);
    case SERIES_FINALIZE:
        return ask_finalize(series);
    case SERIES_RANKING:
        return push(ranking_create(app, text_of(app->stage.event)));
    case SERIES_MOVE:
        list_event(&series->list, event);
        return stay();
    case SERIES_LEAVE:
        return stage_screen_leave(app);
    default:
        return stay();
    }
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct series_host *series = (struct series_host *)screen;
    if (screen->app->stage.kind != STAGE_CONTEST)
        return stay();
    if (event->kind == EVENT_REPLY) {
        if (event->reply->re == 0 || event->reply->re != series->request)
            return stay();
        series->request = 0;
        if (event->reply->error != WIRE_OK)
            app_notice_refusal(screen->app, event->reply);
        return stay();
    }
    if (event->kind == EVENT_STATE)
        series->request = 0;
    if (event->kind == EVENT_ANSWER)
        return event->answer.question == QUESTION_FINALIZE && event->answer.choice == 0 ? send(series, true)
                                                                                        : stay();
    return act(series, keys_find(series_host_keys, hints(screen).modes, event).action, event);
}

/* ---- Drawing ---------------------------------------------------------------------------------------- */

enum { COLUMN_RANK, COLUMN_NAME, COLUMN_UNIT, COLUMN_SCORE, COLUMN_AWARD, COLUMN_SHOWN, COLUMNS };

static void draw_row(const struct series_host *series, const struct columns *table, struct canvas *canvas,
                     struct rect line, int index)
{
    const struct stage *stage = &series->screen.app->stage;
    struct arena *scratch = &series->screen.app->scratch;
    const struct contest_standing_row *row = &stage->contest.standing[index];
    const struct entrant_row *entrant = stage_team(stage, row->team);
    bool at = index == series->list.at;
    bool shown = index >= stage->contest.standing_count - stage->contest.revealed;
    enum role role = at ? ROLE_SELECTED : shown ? ROLE_TEXT : ROLE_DIM;
    if (at)
        canvas_fill(canvas, line, " ", role);
    columns_put(table, canvas, COLUMN_RANK, line.y, arena_textf(scratch, "%lld", (long long)row->rank), role);
    columns_put(table, canvas, COLUMN_NAME, line.y, words_team(stage, row->team), role);
    if (entrant)
        columns_put(table, canvas, COLUMN_UNIT, line.y, facts_unit(entrant->unit, table->widths[COLUMN_UNIT]),
                    role);
    columns_put(table, canvas, COLUMN_SCORE, line.y, facts_mark(row->score, scratch), role);
    columns_put(table, canvas, COLUMN_AWARD, line.y, row->award, role);
    columns_put(table, canvas, COLUMN_SHOWN, line.y, text_of(shown ? _("shown") : ""), role);
}

static void draw_head(const struct series_host *series, struct canvas *canvas, struct rect row)
{
    const struct contest_view *view = view_of(&series->screen);
    struct arena *scratch = &series->screen.app->scratch;
    struct text next = view->provisional ? text_of(_("A part of this result is still open: finish it first"))
                       : view->revealed < view->standing_count
                           ? arena_textf(scratch, _("Space: reveal the next place (%lld of %lld are shown)"),
                                         (long long)view->revealed, (long long)view->standing_count)
                           : text_of(_("All places are shown."));
    canvas_fill(canvas, row, " ", ROLE_SELECTED);
    canvas_fit(canvas, row.x + 1, row.y, row.width - 2, next, ROLE_SELECTED);
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct series_host *series = (struct series_host *)screen;
    const struct contest_view *view = view_of(screen);
    if (screen->app->stage.kind != STAGE_CONTEST)
        return;
    struct rect area = rect_inset(rect, 1, 0);
    draw_head(series, canvas, rect_take_top(&area, 1));
    struct rect state = rect_take_top(&area, 1);
    canvas_fit(canvas, state.x + 1, state.y, state.width - 2,
               text_of(view->final         ? _("Ranking (final)")
                       : view->provisional ? _("Ranking (provisional: a part of it is still open)")
                                           : _("Ranking (complete, not final yet: F)")),
               view->final ? ROLE_GOOD : ROLE_DIM);
    rect_take_top(&area, 1);
    const struct column_spec columns[COLUMNS] = {
        [COLUMN_RANK] = {_("Rank"), 4, 0, 0, true},    [COLUMN_NAME] = {_("Name"), 12, 30, 1, false},
        [COLUMN_UNIT] = {_("Unit"), 12, 0, 2, false},  [COLUMN_SCORE] = {_("Mark"), 8, 0, 0, true},
        [COLUMN_AWARD] = {_("Prize"), 8, 0, 1, false}, [COLUMN_SHOWN] = {_("Board"), 5, 0, 0, false},
    };
    struct columns table;
    columns_init(&table, columns, COLUMNS, area);
    columns_head(&table, canvas, rect_take_top(&area, 1).y);
    list_resize(&series->list, (int)view->standing_count);
    list_show(&series->list, area.height);
    for (int i = series->list.top; i < series->list.count && area.height > 0; i++)
        draw_row(series, &table, canvas, rect_take_top(&area, 1), i);
}

static const char *title(const struct screen *screen)
{
    struct app *app = screen->app;
    return arena_textf(&app->scratch, _("Host · %s"), app->stage.title).at;
}

static void destroy(struct screen *screen)
{
    free(screen);
}

static const struct screen_ops ops = {
    .name = "series-host",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .destroy = destroy,
};

struct screen *series_host_create(struct app *app)
{
    struct series_host *series = xcalloc(1, sizeof *series);
    series->screen = (struct screen){&ops, app};
    return &series->screen;
}
