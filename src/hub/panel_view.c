/* A panel as its terminals may see it. */
#include "hub/blind.h"
#include "hub/stage_names.h"
#include "hub/stage_view.h"

/* ---- Frame ----------------------------------------------------------------------------------------- */

static const struct mark_text_row *levels_of(struct arena *arena, const struct criterion *criterion)
{
    struct mark_text_row *rows = arena_array(arena, (size_t)criterion->level_count, sizeof *rows);
    for (int i = 0; i < criterion->level_count; i++)
        rows[i] = (struct mark_text_row){criterion->levels[i].mark, criterion->levels[i].text};
    return rows;
}

static const struct mark_text_row *steps_of(struct arena *arena, const struct step_mark *steps, int count)
{
    struct mark_text_row *rows = arena_array(arena, (size_t)count, sizeof *rows);
    for (int i = 0; i < count; i++)
        rows[i] = (struct mark_text_row){steps[i].marks, steps[i].text};
    return rows;
}

static struct criterion_row criterion_row_of(struct arena *arena, const struct criterion *criterion)
{
    return (struct criterion_row){.id = criterion->id,
                                  .title = criterion->title,
                                  .kind = criterion->kind,
                                  .min = criterion->min,
                                  .max = criterion->max,
                                  .step = criterion->step,
                                  .factor = criterion->factor,
                                  .levels = levels_of(arena, criterion),
                                  .level_count = criterion->level_count,
                                  .steps = steps_of(arena, criterion->steps, criterion->step_count),
                                  .step_count = criterion->step_count,
                                  .faults = steps_of(arena, criterion->faults, criterion->fault_count),
                                  .fault_count = criterion->fault_count,
                                  .wrong_order = criterion->wrong_order,
                                  .overtime = criterion->overtime,
                                  .overtime_every = criterion->overtime_every};
}

/* A judge signs in with the number: it is not for everybody. */
static const struct judge_row *judge_rows(struct views *views, bool numbers)
{
    const struct panel_sheet *sheet = &views->stage->sheet.panel;
    struct judge_row *rows = arena_array(views->arena, (size_t)sheet->judge_count, sizeof *rows);
    for (int i = 0; i < sheet->judge_count; i++) {
        const struct person *judge = &views->stage->names.judges[i];
        rows[i] = (struct judge_row){numbers ? judge->number : text_of(""), judge->name, judge->unit,
                                     i == sheet->head};
    }
    return rows;
}

const struct panel_frame *panel_frame_of(struct views *views, const struct watcher *watcher)
{
    const struct panel_sheet *sheet = &views->stage->sheet.panel;
    bool board = watcher->as == WATCH_BOARD;
    if (views->panel_frames[board])
        return views->panel_frames[board];
    struct panel_frame *frame = arena_alloc(views->arena, sizeof *frame);
    struct criterion_row *criteria =
        arena_array(views->arena, (size_t)sheet->criterion_count, sizeof *criteria);
    for (int i = 0; i < sheet->criterion_count; i++)
        criteria[i] = criterion_row_of(views->arena, &sheet->criteria[i]);
    *frame = (struct panel_frame){.title = views->stage->entry.title,
                                  .instructions = sheet->instructions,
                                  .decimals = sheet->rounding.total,
                                  .blind = sheet->blind,
                                  .prepare = sheet->prepare,
                                  .perform = sheet->perform,
                                  .defend = sheet->defend,
                                  .envelopes = views->stage->panel.envelope_count,
                                  .full = panel_full(sheet),
                                  .criteria = criteria,
                                  .criterion_count = sheet->criterion_count,
                                  .judges = judge_rows(views, !board),
                                  .judge_count = sheet->judge_count,
                                  .awards = award_rows_of(views->arena, sheet->awards, sheet->award_count),
                                  .award_count = sheet->award_count};
    return views->panel_frames[board] = frame;
}

/* ---- Performers ------------------------------------------------------------------------------------ */

/* Who sees what of the performers. */
struct sight {
    bool host, names, marks, sheets; /* sheets: how far each judge is */
    int judge;                       /* sees his own state; -1: none */
};

static struct sight sight_of(const struct views *views, const struct watcher *watcher)
{
    const struct panel *panel = &views->stage->panel;
    bool host = watcher->as == WATCH_HOST;
    bool head = watcher->as == WATCH_JUDGE && watcher->judge == panel->sheet->head;
    /* A judge who knew what the others gave would mark by it. */
    return (struct sight){.host = host,
                          .names = host || panel->final || !panel->sheet->blind,
                          .marks = host || head || panel->final || watcher->as == WATCH_BOARD,
                          .sheets = host || head,
                          .judge = watcher->judge};
}

static void show_sheets(struct views *views, const struct sight *sight, int performer,
                        struct performer_row *row)
{
    const struct panel *panel = &views->stage->panel;
    const struct judge_sheet *sheets = panel->performers[performer].judges;
    int first = sight->sheets ? 0 : sight->judge;
    int count = sight->sheets ? panel->sheet->judge_count : sight->judge >= 0 ? 1 : 0;
    int64_t *states = arena_array(views->arena, (size_t)count, sizeof *states);
    for (int i = 0; i < count; i++)
        states[i] = sheets[first + i].state;
    row->judges = states;
    row->judge_count = count;
}

static void show_progress(const struct panel *panel, int performer, struct performer_row *row)
{
    struct panel_result result;
    if (row->closed || row->withdrawn)
        return;
    panel_result(panel, performer, &result);
    row->complete = result.complete;
    row->spread_open = result.spread_open;
}

static struct performer_row performer_row_of(struct views *views, const struct sight *sight, int performer)
{
    const struct panel *panel = &views->stage->panel;
    const struct panel_sheet *sheet = panel->sheet;
    const struct performer_state *state = &panel->performers[performer];
    const struct entrant *entrant = &views->stage->names.entrants[performer];
    struct performer_row row = {.performer = performer_told(panel, sight->host, performer),
                                .on = panel->on == performer,
                                .called = state->called,
                                .closed = state->closed,
                                .withdrawn = state->withdrawn,
                                .performed = state->performed};
    if (panel->begun && sheet->blind)
        row.code = arena_textf(views->arena, "%02d", state->code);
    if (sight->names) {
        row.name = entrant->name;
        row.unit = entrant->unit;
    }
    if (state->topic >= 0)
        row.topic = sheet->topics[state->topic];
    row.has_mark = state->closed && sight->marks;
    if (row.has_mark)
        row.mark = state->mark;
    show_sheets(views, sight, performer, &row);
    if (sight->sheets)
        show_progress(panel, performer, &row);
    return row;
}

/* Which rows of the standing the receiver may see: of `ranked` ones, the places from *first on. */
static int first_seen(const struct panel *panel, const struct sight *sight, int ranked)
{
    if (sight->sheets || panel->final)
        return 0;
    return panel->revealing && panel->revealed < ranked ? ranked - panel->revealed
           : panel->revealing                           ? 0
                                                        : ranked;
}

static void show_ranks(struct views *views, const struct sight *sight, struct performer_row *by_performer)
{
    const struct panel *panel = &views->stage->panel;
    const struct panel_sheet *sheet = panel->sheet;
    int ranked = 0;
    struct placing *standing = arena_array(views->arena, (size_t)sheet->performer_count, sizeof *standing);
    panel_standing(panel, standing);
    while (ranked < sheet->performer_count && standing[ranked].rank > 0)
        ranked++;
    for (int i = first_seen(panel, sight, ranked); i < ranked; i++) {
        struct performer_row *row = &by_performer[standing[i].entrant];
        const struct award *award = award_of(sheet->awards, sheet->award_count, standing[i].rank);
        row->rank = standing[i].rank;
        row->award = award ? award->title : text_of("");
    }
}

static void show_performers(struct views *views, const struct sight *sight, struct panel_view *out)
{
    const struct panel *panel = &views->stage->panel;
    int count = panel->sheet->performer_count;
    struct performer_row *by_performer = arena_array(views->arena, (size_t)count, sizeof *by_performer);
    struct performer_row *rows = arena_array(views->arena, (size_t)count, sizeof *rows);
    for (int i = 0; i < count; i++)
        by_performer[i] = performer_row_of(views, sight, i);
    if (sight->marks)
        show_ranks(views, sight, by_performer);
    for (int i = 0; i < count; i++)
        rows[i] = by_performer[panel->begun ? panel->order[i] : i];
    out->performers = rows;
    out->performer_count = count;
}

/* ---- View ------------------------------------------------------------------------------------------ */

const struct criterion_mark_row *judge_sheet_rows(struct arena *arena, const struct panel *panel,
                                                  int performer, int judge)
{
    int count = panel->sheet->criterion_count;
    struct criterion_mark_row *rows = arena_array(arena, (size_t)count, sizeof *rows);
    for (int i = 0; i < count; i++) {
        const struct criterion_mark *mark = &panel->performers[performer].judges[judge].marks[i];
        rows[i] = (struct criterion_mark_row){.criterion = i,
                                              .given = mark->given,
                                              .mark = mark->mark,
                                              .steps = (int64_t)mark->steps,
                                              .faults = (int64_t)mark->faults,
                                              .wrong_order = mark->wrong_order,
                                              .overtime = mark->overtime};
    }
    return rows;
}

static void show_own_sheet(struct views *views, int judge, struct panel_view *out)
{
    const struct panel *panel = &views->stage->panel;
    if (judge < 0 || panel->on < 0)
        return;
    const struct judge_sheet *sheet = &panel->performers[panel->on].judges[judge];
    out->marks = judge_sheet_rows(views->arena, panel, panel->on, judge);
    out->mark_count = panel->sheet->criterion_count;
    out->sheet = sheet->state;
    out->sum = sheet->sum;
}

static void show_envelopes(struct views *views, struct panel_view *out)
{
    const struct panel *panel = &views->stage->panel;
    int64_t *open = arena_array(views->arena, (size_t)panel->envelope_count, sizeof *open);
    int64_t count = 0;
    for (int i = 0; panel->begun && i < panel->envelope_count; i++)
        if (panel->envelopes_open[i])
            open[count++] = i;
    out->open_envelopes = open;
    out->open_envelope_count = count;
}

static bool would_take(struct views *views, enum panel_command_kind kind)
{
    struct panel_command command = {
        .kind = kind, .as = {.performer = -1, .judge = -1, .criterion = -1, .envelope = -1, .topic = -1}};
    struct panel_event ignored;
    return panel_decide(&views->stage->panel, &command, views->now, &ignored) == PANEL_OK;
}

void panel_view_of(struct views *views, const struct watcher *watcher, struct panel_view *out)
{
    const struct panel *panel = &views->stage->panel;
    struct sight sight = sight_of(views, watcher);
    *out = (struct panel_view){.frame = NULL};
    out->event = views->stage->entry.code;
    out->begun = panel->begun;
    out->final = panel->final;
    out->provisional = panel_is_provisional(panel);
    out->rehearsal = views->hub->hall.rehearsal;
    out->part = panel->part;
    out->clock_running = panel->clock_running;
    out->used = panel_clock_used(panel, views->now);
    out->total = panel->clock_total;
    out->on = performer_told(panel, sight.host, panel->on);
    out->revealing = panel->revealing;
    out->revealed = panel->revealed;
    out->judge = watcher->judge;
    out->head = watcher->as == WATCH_HOST || sight.sheets;
    show_performers(views, &sight, out);
    show_envelopes(views, out);
    show_own_sheet(views, watcher->judge, out);
    if (watcher->as == WATCH_HOST) {
        out->can_undo = would_take(views, PANEL_UNDO);
        out->can_redo = would_take(views, PANEL_REDO);
    }
}
