/* Scores: ranked bars on a page of their own, and a strip at the foot of the stage. */
#include "base/i18n.h"
#include "base/unicode.h"
#include "tui/stage/board.h"
#include "tui/stage/words.h"
#include "tui/widgets/bar.h"
#include "tui/widgets/digits.h"

#include <stdlib.h>

static struct text score_text(mark_t score, struct arena *arena)
{
    char text[MARK_TEXT_SIZE];
    return arena_text(arena, text_of(mark_format(score, text)));
}

/* What the scores are worth: frozen, provisional or final. */
static struct text heading(const struct contest_view *view, enum role *role)
{
    *role = view->frozen ? ROLE_WARM : ROLE_ACCENT;
    if (view->frozen)
        return text_of(_(" SCORES FROZEN "));
    if (view->final)
        return text_of(_(" Final scores "));
    return text_of(view->provisional ? _(" Scores (provisional) ") : _(" Scores "));
}

/* ---- Ranked bars ------------------------------------------------------------------------------------ */

struct placed { /* a row of the view as it is drawn now */
    int row;
    int64_t rank;
    mark_t score;
};

static int by_score(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    if (a->score != b->score)
        return a->score < b->score ? 1 : -1;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return a->row - b->row;
}

static struct placed *place(const struct board *board, const struct easel *easel)
{
    const struct contest_view *view = &board_stage(board)->contest;
    struct placed *placed = arena_array(easel->arena, (size_t)view->team_count, sizeof *placed);
    for (int i = 0; i < view->team_count; i++)
        placed[i] = (struct placed){i, view->teams[i].rank, motion_at(&board->motion, i, easel->now)};
    qsort(placed, (size_t)view->team_count, sizeof *placed, by_score);
    return placed;
}

/* How the bars share the page. */
struct bars {
    int columns, rows; /* of teams on a page */
    int height;        /* of a bar: 1, 2, 3 (small digits), 5 or more (big ones) */
    int step;          /* from one to the next */
    int name, figure;  /* columns of the texts */
    mark_t whole;      /* of the longest bar */
};

enum { BAR_GAP = 4, BAR_COLUMN_LEAST = 36, BARS_ONE_COLUMN = 12, RANK_COLUMNS = 4 };

static int longest_name(const struct stage *stage)
{
    int longest = 0;
    for (int64_t i = 0; i < stage->contest.frame->team_count; i++) {
        int width = utf8_width(stage->contest.frame->teams[i].name);
        longest = width > longest ? width : longest;
    }
    return longest;
}

static int figure_width(struct text text, int height)
{
    if (height >= digits_height(DIGITS_BIG))
        return digits_width(text, DIGITS_BIG);
    return height >= digits_height(DIGITS_SMALL) ? digits_width(text, DIGITS_SMALL) : utf8_width(text);
}

/* Places enough for all, in one column as long as that is possible. */
static void share_rows(struct bars *bars, int count, struct rect rect)
{
    int most = (rect.width + BAR_GAP) / (BAR_COLUMN_LEAST + BAR_GAP);
    int needed = count <= BARS_ONE_COLUMN ? 1 : 2;
    if ((count + needed - 1) / needed > rect.height)
        needed = (count + rect.height - 1) / rect.height;
    bars->columns = needed < most ? needed : most > 0 ? most : 1;
    bars->rows = (count + bars->columns - 1) / bars->columns;
    bars->rows = bars->rows < rect.height ? bars->rows : rect.height;
    bars->step = bars->rows > 0 ? rect.height / bars->rows : 1;
    int room = bars->step > 1 ? bars->step - 1 : 1;
    bars->height = room >= 7 ? 7 : room >= 5 ? 5 : room >= 3 ? 3 : room;
    if (bars->step > bars->height + 3)
        bars->step = bars->height + 3;
}

static struct bars measure(const struct board *board, const struct easel *easel, const struct placed *placed,
                           struct rect rect)
{
    const struct contest_view *view = &board_stage(board)->contest;
    int count = (int)view->team_count;
    struct bars bars = {.whole = MARK_ONE};
    share_rows(&bars, count, rect);
    int width = (rect.width - (bars.columns - 1) * BAR_GAP) / bars.columns;
    for (int i = 0; i < count; i++) {
        mark_t end = view->teams[placed[i].row].score;
        int now = figure_width(score_text(placed[i].score, easel->arena), bars.height);
        int then = figure_width(score_text(end, easel->arena), bars.height);
        bars.figure = now > bars.figure ? now : bars.figure;
        bars.figure = then > bars.figure ? then : bars.figure;
        bars.whole = placed[i].score > bars.whole ? placed[i].score : bars.whole;
        bars.whole = end > bars.whole ? end : bars.whole;
    }
    int name = longest_name(board_stage(board)), most = (width - bars.figure - RANK_COLUMNS) / 2;
    bars.name = name < most ? name : most > 0 ? most : 0;
    return bars;
}

static void draw_score(const struct easel *easel, struct rect rect, struct text score, enum role role)
{
    int height = rect.height;
    int width = figure_width(score, height);
    int x = rect.x + rect.width - width;
    if (height >= digits_height(DIGITS_SMALL)) {
        enum digits_size size = height >= digits_height(DIGITS_BIG) ? DIGITS_BIG : DIGITS_SMALL;
        digits_draw(easel->canvas, x, rect.y + (height - digits_height(size)) / 2, score, size, role);
    } else {
        canvas_fit_right(easel->canvas, rect.x, rect.y + (height - 1) / 2, rect.width, score, role);
    }
}

/* Rank, name, bar, score from left to right, in the rows of the bar. */
static void draw_bar(const struct board *board, const struct easel *easel, struct rect rect,
                     const struct bars *bars, const struct placed *placed, int64_t rank)
{
    const struct stage *stage = board_stage(board);
    int middle = rect.y + (rect.height - 1) / 2;
    bool first = rank == 1;
    struct text name = words_team(stage, stage->contest.first + placed->row);
    enum role role = first ? ROLE_STRONG : ROLE_TEXT;
    struct rect score = rect_take_right(&rect, bars->figure);
    rect_take_right(&rect, 1);
    if (rank > 0)
        canvas_fit_right(easel->canvas, rect.x, middle, RANK_COLUMNS - 2,
                         arena_textf(easel->arena, "%lld", (long long)rank), ROLE_ACCENT);
    rect_take_left(&rect, RANK_COLUMNS - 1);
    canvas_fit(easel->canvas, rect.x, middle, bars->name, name, role);
    rect_take_left(&rect, bars->name + 1);
    for (int y = 0; y < rect.height; y++)
        bar_draw(easel->canvas, rect.x, rect.y + y, rect.width, placed->score, bars->whole,
                 first ? ROLE_GOOD : ROLE_ACCENT);
    draw_score(easel, score, score_text(placed->score, easel->arena),
               placed->score < 0 ? ROLE_BAD : ROLE_STRONG);
}

void board_draw_scores(struct board *board, const struct easel *easel, struct rect rect)
{
    const struct contest_view *view = &board_stage(board)->contest;
    int count = (int)view->team_count;
    enum role role;
    struct text head = heading(view, &role);
    large_line(easel, rect, rect_take_top(&rect, 1).y, head, role);
    rect_take_top(&rect, 1);
    if (count == 0 || rect.height < 1)
        return;
    struct placed *placed = place(board, easel);
    struct bars bars = measure(board, easel, placed, rect);
    int each = bars.columns * bars.rows, pages = (count + each - 1) / each;
    int page = pager_page(easel->pager, pages, easel->now);
    int width = (rect.width - (bars.columns - 1) * BAR_GAP) / bars.columns;
    int top = rect_center(rect, 0, bars.rows * bars.step - (bars.step - bars.height)).y;
    for (int i = 0; i < each && page * each + i < count; i++) {
        struct rect place = {rect.x + i / bars.rows * (width + BAR_GAP), top + i % bars.rows * bars.step,
                             width, bars.height};
        const struct placed *at = &placed[page * each + i];
        draw_bar(board, easel, place, &bars, at, view->teams[at->row].rank);
    }
    if (pages > 1)
        canvas_fit_right(easel->canvas, rect.x, rect.y - 2, rect.width,
                         arena_textf(easel->arena, "%d/%d", page + 1, pages), ROLE_DIM);
}

/* ---- The strip -------------------------------------------------------------------------------------- */

static const char *mark_of(const struct contest_view *view, const struct contest_team_row *row)
{
    if (row->ruled)
        return row->verdict == VERDICT_RIGHT || row->verdict == VERDICT_PARTLY ? "✓"
               : row->verdict == VERDICT_WRONG                                 ? "✗"
                                                                               : "·";
    if (row->floor || row->turn)
        return "▸";
    if (row->locked || row->out)
        return "×";
    return row->answered ? "●" : view->stage == CONTEST_STAGE_ANSWER && view->floor < 0 ? "·" : " ";
}

static enum role role_of(const struct contest_team_row *row)
{
    if (row->ruled && row->verdict == VERDICT_RIGHT)
        return ROLE_GOOD;
    if (row->ruled && row->verdict == VERDICT_WRONG)
        return ROLE_BAD;
    if (row->out || row->absent)
        return ROLE_DIM;
    return row->floor ? ROLE_SELECTED : row->turn ? ROLE_STRONG : ROLE_TEXT;
}

struct cell_row board_team_cell(const struct board *board, int row, struct arena *arena)
{
    const struct stage *stage = board_stage(board);
    const struct contest_team_row *team = &stage->contest.teams[row];
    return (struct cell_row){.mark = text_of(mark_of(&stage->contest, team)),
                             .name = words_team(stage, stage->contest.first + row),
                             .figure =
                                 team->out ? words_out(stage, team, arena) : score_text(team->score, arena),
                             .role = role_of(team)};
}

/* Of all teams; of a playoff those that take part. Sets *count. */
static struct cell_row *all_cells(const struct board *board, struct arena *arena, int *count)
{
    const struct contest_view *view = &board_stage(board)->contest;
    struct cell_row *cells = arena_array(arena, (size_t)view->team_count, sizeof *cells);
    *count = 0;
    for (int i = 0; i < view->team_count; i++)
        if (!view->teams[i].absent)
            cells[(*count)++] = board_team_cell(board, i, arena);
    return cells;
}

enum { TALL_LEAST = 22, TALL_GAP = 2 };

/* Whether each team can have a column of its own, with its score in figures. */
static bool is_tall(int count, const struct easel *easel, int width)
{
    return easel->large != LARGE_LITTLE && count > 0 && count * (TALL_LEAST + TALL_GAP) - TALL_GAP <= width;
}

static int tall_figure_rows(const struct easel *easel)
{
    return easel->large == LARGE_MOST ? digits_height(DIGITS_BIG) : digits_height(DIGITS_SMALL);
}

int board_strip_rows(const struct board *board, const struct easel *easel, int width)
{
    static const int most[LARGES] = {3, 5, 7};
    int count;
    const struct cell_row *cells = all_cells(board, easel->arena, &count);
    if (is_tall(count, easel, width))
        return 2 + tall_figure_rows(easel);
    int rows = cells_rows(cells, count, width);
    return 1 + (rows < most[easel->large] ? rows : most[easel->large]);
}

static bool is_number(struct text figure)
{
    mark_t mark;
    return mark_parse(figure, &mark);
}

static void draw_tall(const struct easel *easel, struct rect rect, const struct cell_row *cells, int count)
{
    int width = (rect.width - (count - 1) * TALL_GAP) / count;
    for (int i = 0; i < count; i++) {
        struct rect place = {rect.x + i * (width + TALL_GAP), rect.y, width, rect.height};
        struct rect name = rect_take_top(&place, 1);
        struct text label =
            arena_textf(easel->arena, "%.*s %.*s", TEXT_ARG(cells[i].mark), TEXT_ARG(cells[i].name));
        if (cells[i].role != ROLE_TEXT)
            canvas_fill(easel->canvas, name, " ", cells[i].role);
        large_line(easel, name, name.y, label, cells[i].role);
        enum role role = cells[i].role == ROLE_SELECTED ? ROLE_STRONG : cells[i].role;
        if (is_number(cells[i].figure))
            digits_center(easel->canvas, place, cells[i].figure, role);
        else
            large_line(easel, place, place.y + place.height / 2, cells[i].figure, role);
    }
}

void board_draw_strip(const struct board *board, const struct easel *easel, struct rect rect)
{
    const struct contest_view *view = &board_stage(board)->contest;
    if (rect.height < 2)
        return;
    enum role role;
    struct text head = heading(view, &role);
    struct rect line = rect_take_top(&rect, 1);
    canvas_fill(easel->canvas, line, "─", ROLE_DIM);
    large_line(easel, line, line.y, head, role);
    int count;
    const struct cell_row *cells = all_cells(board, easel->arena, &count);
    if (is_tall(count, easel, rect.width))
        draw_tall(easel, rect, cells, count);
    else
        cells_draw(easel, rect, cells, count);
}
