/* What the audience of a panel sees. */
#include "base/i18n.h"
#include "base/mem.h"
#include "tui/stage/board_ceremony.h"
#include "tui/stage/panel_board.h"

#include <stdlib.h>

static const struct stage *stage_of(const struct panel_board *board)
{
    return &board->screen.app->stage;
}

static const struct panel_view *view_of(const struct panel_board *board)
{
    return &stage_of(board)->panel;
}

/* The name, or the drawn code where the audience may not know it. */
static struct text label_of(const struct performer_row *row, struct arena *arena)
{
    if (row->name.len)
        return row->name;
    return row->code.len ? arena_textf(arena, _("Number %.*s"), TEXT_ARG(row->code)) : text_of("—");
}

static struct text mark_text(mark_t mark, struct arena *arena)
{
    char text[MARK_TEXT_SIZE];
    return arena_text(arena, text_of(mark_format(mark, text)));
}

static int air(const struct easel *easel)
{
    return easel->large == LARGE_LITTLE ? 0 : 1;
}

/* ---- The order of performance ----------------------------------------------------------------------- */

static struct cell_row cell_of(const struct performer_row *row, int place, struct arena *arena)
{
    struct cell_row cell = {.mark = arena_textf(arena, "%d %s", place,
                                                row->on       ? "▸"
                                                : row->closed ? "✓"
                                                              : " "),
                            .name = label_of(row, arena),
                            .role = row->on                         ? ROLE_SELECTED
                                    : row->withdrawn || row->closed ? ROLE_DIM
                                                                    : ROLE_TEXT};
    if (row->withdrawn)
        cell.figure = text_of(_("withdrawn"));
    else if (row->has_mark)
        cell.figure = mark_text(row->mark, arena);
    else if (row->called && !row->on)
        cell.figure = text_of(_("being marked"));
    if (row->has_mark && !row->on)
        cell.role = ROLE_STRONG;
    return cell;
}

static struct cell_row *all_cells(const struct panel_view *view, struct arena *arena)
{
    struct cell_row *cells = arena_array(arena, (size_t)view->performer_count, sizeof *cells);
    for (int64_t i = 0; i < view->performer_count; i++)
        cells[i] = cell_of(&view->performers[i], (int)i + 1, arena);
    return cells;
}

static void draw_order(const struct panel_board *board, const struct easel *easel, struct rect rect)
{
    const struct panel_view *view = view_of(board);
    rect_take_top(&rect, air(easel));
    large_sign(easel, rect_take_top(&rect, large_sign_rows(easel->large)), view->frame->title, ROLE_TITLE);
    rect_take_top(&rect, 1);
    large_line(easel, rect, rect_take_top(&rect, 1).y, text_of(_("Order of performance")), ROLE_ACCENT);
    rect_take_top(&rect, air(easel));
    cells_draw(easel, rect, all_cells(view, easel->arena), (int)view->performer_count);
}

/* Where the names may not be known, what the panel is about. */
static void draw_instructions(const struct panel_view *view, const struct easel *easel, struct rect rect)
{
    struct block block = {.count = 0};
    struct text rest = view->frame->instructions, line;
    while (text_next(&rest, '\n', &line))
        if (text_trim(line).len)
            block_add(&block, text_of("●"), text_trim(line), ROLE_TEXT, true);
    block_draw(&block, easel, rect);
}

/* Before the draw there is no order yet. */
static void draw_title(const struct panel_board *board, const struct easel *easel, struct rect rect)
{
    const struct panel_view *view = view_of(board);
    const char *hall = board->screen.app->hall;
    struct cell_row *cells = arena_array(easel->arena, (size_t)view->performer_count, sizeof *cells);
    int count = 0;
    for (int64_t i = 0; i < view->performer_count; i++)
        if (view->performers[i].name.len)
            cells[count++] = (struct cell_row){.name = view->performers[i].name, .role = ROLE_STRONG};
    rect_take_top(&rect, 1 + air(easel));
    large_sign(easel, rect_take_top(&rect, large_sign_rows(easel->large) + 2), view->frame->title,
               ROLE_TITLE);
    rect_take_top(&rect, 1);
    if (hall)
        large_line(easel, rect, rect_take_top(&rect, 1).y, text_of(hall), ROLE_ACCENT);
    if (count > 0)
        cells_draw(easel, rect, cells, count);
    else
        draw_instructions(view, easel, rect);
}

/* ---- The performer on ------------------------------------------------------------------------------- */

static const struct {
    const char *text; /* msgid */
    bool timed;
} parts[PANEL_PARTS] = {
    [PANEL_IDLE] = {N_("The performer is on."), false},
    [PANEL_PREPARE] = {N_("Preparing"), true},
    [PANEL_PERFORM] = {N_("Performing"), true},
    [PANEL_DEFEND] = {N_("Answering questions"), true},
    [PANEL_MARKING] = {N_("The judges are marking."), false},
};

static struct text clock_text(int64_t ms, struct arena *arena)
{
    enum { MS = 1000, MINUTE = 60 };
    long long seconds = ms / MS;
    return arena_textf(arena, "%lld:%02lld", seconds / MINUTE, seconds % MINUTE);
}

static void draw_clock(const struct panel_board *board, const struct easel *easel, struct rect rect)
{
    static const int most[LARGES] = {5, 10, 15};
    enum { NEAR_END_MS = 30000 };
    const struct panel_view *view = view_of(board);
    int64_t used = stage_clock(stage_of(board), easel->now);
    bool over = view->total > 0 && used > view->total;
    bool near = view->total > 0 && used > view->total - NEAR_END_MS;
    struct rect below = rect_take_bottom(&rect, 1);
    large_figure(easel, rect, most[easel->large], clock_text(used, easel->arena),
                 over   ? ROLE_HOT
                 : near ? ROLE_WARM
                        : ROLE_STRONG);
    if (over)
        large_line(easel, below, below.y,
                   arena_textf(easel->arena, _(" ! over time by %s "),
                               clock_text(used - view->total, easel->arena).at),
                   ROLE_HOT);
    else if (!view->clock_running)
        large_line(easel, below, below.y, text_of(_("stopped")), ROLE_WARM);
    else if (view->total > 0)
        large_line(easel, below, below.y,
                   arena_textf(easel->arena, _("of %s"), clock_text(view->total, easel->arena).at), ROLE_DIM);
}

static void draw_mark(const struct performer_row *row, const struct easel *easel, struct rect rect)
{
    static const int most[LARGES] = {5, 10, 15};
    struct rect head = rect_take_top(&rect, 1);
    large_line(easel, head, head.y, text_of(_("Mark")), ROLE_ACCENT);
    large_figure(easel, rect, most[easel->large], mark_text(row->mark, easel->arena), ROLE_GOOD);
}

static int64_t place_of(const struct panel_view *view)
{
    for (int64_t i = 0; i < view->performer_count; i++)
        if (view->performers[i].performer == view->on)
            return i + 1;
    return 0;
}

static void draw_who(const struct panel_board *board, const struct performer_row *row,
                     const struct easel *easel, struct rect *rest)
{
    const struct panel_view *view = view_of(board);
    struct text place = arena_textf(easel->arena, _("Performer %lld of %lld"), (long long)place_of(view),
                                    (long long)view->performer_count);
    rect_take_top(rest, air(easel));
    struct rect line = rect_take_top(rest, 1);
    large_line(easel, line, line.y, place, ROLE_ACCENT);
    large_sign(easel, rect_take_top(rest, large_sign_rows(easel->large)), label_of(row, easel->arena),
               ROLE_SELECTED);
    if (row->unit.len) {
        line = rect_take_top(rest, 1);
        large_line(easel, line, line.y, row->unit, ROLE_TEXT);
    }
    rect_take_top(rest, air(easel));
}

static void draw_topic(const struct performer_row *row, const struct easel *easel, struct rect *rest)
{
    if (!row->topic.len)
        return;
    large_line(easel, *rest, rect_take_top(rest, 1).y, text_of(_("Topic")), ROLE_DIM);
    large_lines(easel, rest, row->topic, ROLE_STRONG);
    rect_take_top(rest, air(easel));
}

/* At the foot: the performers from the one before on, as many rows as can be spared. */
static void draw_foot(const struct panel_view *view, const struct easel *easel, struct rect *rest)
{
    static const int most[LARGES] = {3, 6, 10};
    int count = (int)view->performer_count;
    struct cell_row *cells = all_cells(view, easel->arena);
    int rows = cells_rows(cells, count, rest->width);
    struct rect foot = rect_take_bottom(rest, (rows < most[easel->large] ? rows : most[easel->large]) + 1);
    canvas_fill(easel->canvas, rect_take_top(&foot, 1), "─", ROLE_DIM);
    int from = foot.height < rows && place_of(view) > 2 ? (int)place_of(view) - 2 : 0;
    cells_draw(easel, foot, cells + from, count - from);
}

static void draw_performer(const struct panel_board *board, const struct easel *easel, struct rect rect)
{
    const struct panel_view *view = view_of(board);
    const struct performer_row *row = stage_performer(stage_of(board), view->on);
    if (!row) {
        draw_order(board, easel, rect);
        return;
    }
    draw_foot(view, easel, &rect);
    draw_who(board, row, easel, &rect);
    draw_topic(row, easel, &rect);
    if (row->has_mark) {
        draw_mark(row, easel, rect);
        return;
    }
    large_line(easel, rect, rect_take_top(&rect, 1).y, text_of(_(parts[view->part].text)), ROLE_STRONG);
    if (parts[view->part].timed)
        draw_clock(board, easel, rect);
}

/* ---- The end ---------------------------------------------------------------------------------------- */

static int by_rank(const void *left, const void *right)
{
    const struct ceremony_row *a = left, *b = right;
    return a->rank < b->rank ? -1 : a->rank > b->rank;
}

static struct ceremony ceremony_of(const struct panel_board *board, struct arena *arena)
{
    const struct panel_view *view = view_of(board);
    struct ceremony_row *rows = arena_array(arena, (size_t)view->performer_count, sizeof *rows);
    int count = 0, of = 0;
    for (int64_t i = 0; i < view->performer_count; i++) {
        const struct performer_row *row = &view->performers[i];
        of += row->closed && !row->withdrawn;
        if (row->rank > 0)
            rows[count++] = (struct ceremony_row){row->rank, label_of(row, arena), row->award, row->mark};
    }
    qsort(rows, (size_t)count, sizeof *rows, by_rank);
    return (struct ceremony){.title = view->frame->title,
                             .rows = rows,
                             .count = count,
                             .of = of,
                             .awards = view->frame->awards,
                             .award_count = view->frame->award_count,
                             .provisional = view->provisional};
}

static void draw_reveal(const struct panel_board *board, const struct easel *easel, struct rect rect)
{
    struct ceremony ceremony = ceremony_of(board, easel->arena);
    ceremony_reveal(&ceremony, easel, rect);
}

static void draw_awards(const struct panel_board *board, const struct easel *easel, struct rect rect)
{
    struct ceremony ceremony = ceremony_of(board, easel->arena);
    ceremony_awards(&ceremony, easel, rect);
}

void panel_board_draw(const struct panel_board *board, const struct easel *easel, struct rect rect)
{
    static void (*const scenes[PANEL_SCENES])(const struct panel_board *, const struct easel *,
                                              struct rect) = {
        [PANEL_SCENE_TITLE] = draw_title,   [PANEL_SCENE_PERFORMER] = draw_performer,
        [PANEL_SCENE_ORDER] = draw_order,   [PANEL_SCENE_REVEAL] = draw_reveal,
        [PANEL_SCENE_AWARDS] = draw_awards,
    };
    scenes[board->scene](board, easel, rect);
}
