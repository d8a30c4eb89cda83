#include "tui/stage/board_ceremony.h"

#include "base/i18n.h"
#include "tui/stage/board.h"
#include "tui/stage/words.h"

static struct text mark_text(mark_t mark, struct arena *arena)
{
    char text[MARK_TEXT_SIZE];
    return arena_text(arena, text_of(mark_format(mark, text)));
}

static struct text rank_text(int64_t rank, struct arena *arena)
{
    return arena_textf(arena, "%lld", (long long)rank);
}

/* The title of the event, and that the ranking may change. */
static void draw_heading(const struct ceremony *ceremony, const struct easel *easel, struct rect *rest,
                         const char *what)
{
    if (easel->large != LARGE_LITTLE)
        rect_take_top(rest, 1);
    large_line(easel, *rest, rect_take_top(rest, 1).y, ceremony->title, ROLE_ACCENT);
    struct rect row = rect_take_top(rest, 1);
    large_line(easel, row, row.y, text_of(what), ROLE_STRONG);
    if (ceremony->provisional)
        canvas_fit_right(easel->canvas, row.x, row.y, row.width, text_of(_("provisional")), ROLE_WARM);
    if (easel->large != LARGE_LITTLE)
        rect_take_top(rest, 1);
}

/* ---- From the bottom up ----------------------------------------------------------------------------- */

/* "118 · 三等奖" below the name. */
static struct text result_line(const struct ceremony_row *row, struct arena *arena)
{
    struct text mark = mark_text(row->mark, arena);
    if (!row->award.len)
        return mark;
    return arena_textf(arena, "%s  ·  %.*s", mark.at, TEXT_ARG(row->award));
}

static void draw_newest(const struct ceremony_row *row, const struct easel *easel, struct rect rect,
                        bool best)
{
    static const int figures[LARGES] = {5, 10, 15};
    int columns = rect.width / 4;
    struct rect line = rect_take_bottom(&rect, 1);
    struct rect place = rect_take_left(&rect, columns);
    enum role role = best ? ROLE_WARM : ROLE_SELECTED;
    int rows = figures[easel->large] < place.height ? figures[easel->large] : place.height;
    large_figure(easel, place, rows, rank_text(row->rank, easel->arena), best ? ROLE_GOOD : ROLE_STRONG);
    large_sign(easel, rect_center(rect, rect.width, rows), row->name, role);
    line.x = rect.x;
    line.width = rect.width;
    large_line(easel, line, line.y, result_line(row, easel->arena), ROLE_STRONG);
}

static void draw_revealed(const struct ceremony *ceremony, const struct easel *easel, struct rect rect)
{
    int count = ceremony->count - 1;
    struct cell_row *cells = arena_array(easel->arena, (size_t)count, sizeof *cells);
    for (int i = 0; i < count; i++) {
        const struct ceremony_row *row = &ceremony->rows[i + 1];
        cells[i] = (struct cell_row){.mark = rank_text(row->rank, easel->arena),
                                     .name = row->name,
                                     .figure = mark_text(row->mark, easel->arena),
                                     .role = ROLE_TEXT};
    }
    cells_draw(easel, rect, cells, count);
}

static void draw_suspense(const struct ceremony *ceremony, const struct easel *easel, struct rect rect)
{
    struct rect sign = rect_center(rect, rect.width * 3 / 4, large_sign_rows(easel->large) + 2);
    int to_come = ceremony->of - ceremony->count;
    large_sign(easel, sign, text_of(_("The ranking")), ROLE_TITLE);
    int y = sign.y + sign.height + 1;
    if (to_come > 0 && y < rect.y + rect.height)
        large_line(
            easel, rect, y,
            arena_textf(easel->arena,
                        ngettext("%d place, from the last one up to the first",
                                 "%d places, from the last one up to the first", (unsigned long)to_come),
                        to_come),
            ROLE_TEXT);
}

void ceremony_reveal(const struct ceremony *ceremony, const struct easel *easel, struct rect rect)
{
    static const int newest[LARGES] = {7, 12, 18};
    draw_heading(ceremony, easel, &rect, _("The ranking"));
    if (ceremony->count == 0) {
        draw_suspense(ceremony, easel, rect);
        return;
    }
    bool best = ceremony->count >= ceremony->of;
    int rows = newest[easel->large];
    draw_newest(&ceremony->rows[0], easel, rect_take_top(&rect, best ? rows + rows / 4 : rows), best);
    rect_take_top(&rect, 1);
    int to_come = ceremony->of - ceremony->count;
    if (to_come > 0) {
        struct rect row = rect_take_bottom(&rect, 1);
        large_line(easel, row, row.y,
                   arena_textf(easel->arena,
                               ngettext("%d place is still to come", "%d places are still to come",
                                        (unsigned long)to_come),
                               to_come),
                   ROLE_DIM);
    }
    draw_revealed(ceremony, easel, rect);
}

/* ---- Prizes ----------------------------------------------------------------------------------------- */

enum { WINNERS_MOST = BLOCK_PARTS - 24 };

static void add_winner(struct block *block, const struct easel *easel, const struct ceremony_row *row,
                       enum role role)
{
    struct text line =
        arena_textf(easel->arena, "%.*s   %s", TEXT_ARG(row->name), mark_text(row->mark, easel->arena).at);
    block_add(block, rank_text(row->rank, easel->arena), line, role, false);
}

static void add_award(struct block *block, const struct ceremony *ceremony, const struct easel *easel,
                      struct text award)
{
    bool first = true;
    for (int i = 0; i < ceremony->count && block->count < WINNERS_MOST; i++) {
        if (!text_equal(ceremony->rows[i].award, award))
            continue;
        if (first)
            block_add(block, text_of(""), award, ROLE_ACCENT, true);
        first = false;
        add_winner(block, easel, &ceremony->rows[i], ROLE_STRONG);
    }
}

/* Who has the highest prize (or is first) has a sign. */
static void draw_winner(const struct ceremony *ceremony, const struct easel *easel, struct rect *rest)
{
    const struct ceremony_row *first = &ceremony->rows[0];
    if (first->rank != 1)
        return;
    if (first->award.len)
        large_line(easel, *rest, rect_take_top(rest, 1).y, first->award, ROLE_ACCENT);
    large_sign(easel, rect_take_top(rest, large_sign_rows(easel->large)), first->name, ROLE_WARM);
    large_line(easel, *rest, rect_take_top(rest, 1).y, mark_text(first->mark, easel->arena), ROLE_STRONG);
    rect_take_top(rest, 1);
}

void ceremony_awards(const struct ceremony *ceremony, const struct easel *easel, struct rect rect)
{
    struct block block = {.count = 0};
    draw_heading(ceremony, easel, &rect, ceremony->award_count ? _("The prizes") : _("The ranking"));
    if (ceremony->count == 0) {
        for (int64_t i = 0; i < ceremony->award_count; i++)
            block_add(&block, text_of(""), ceremony->awards[i].title, ROLE_ACCENT, true);
        block_draw(&block, easel, rect);
        return;
    }
    struct ceremony rest = *ceremony;
    bool champion = rest.rows[0].rank == 1 && (rest.count == 1 || rest.rows[1].rank != 1);
    if (champion) {
        draw_winner(ceremony, easel, &rect);
        rest.rows++;
        rest.count--;
    }
    for (int64_t i = 0; i < rest.award_count; i++)
        add_award(&block, &rest, easel, rest.awards[i].title);
    for (int i = 0; i < rest.count && rest.award_count == 0 && block.count < WINNERS_MOST; i++)
        add_winner(&block, easel, &rest.rows[i], ROLE_TEXT);
    block_draw(&block, easel, rect);
}

/* ---- Of a contest, or of a series ------------------------------------------------------------------- */

static struct ceremony of_contest(const struct board *board, struct arena *arena)
{
    const struct stage *stage = board_stage(board);
    const struct contest_view *view = &stage->contest;
    struct ceremony_row *rows = arena_array(arena, (size_t)view->standing_count, sizeof *rows);
    for (int64_t i = 0; i < view->standing_count; i++) {
        const struct contest_standing_row *from = &view->standing[view->standing_count - 1 - i];
        rows[i] = (struct ceremony_row){from->rank, words_team(stage, from->team), from->award, from->score};
    }
    return (struct ceremony){.title = view->frame->title,
                             .rows = rows,
                             .count = (int)view->standing_count,
                             .of = (int)view->frame->team_count,
                             .awards = view->frame->awards,
                             .award_count = view->frame->award_count,
                             .provisional = view->provisional};
}

void board_draw_reveal(struct board *board, const struct easel *easel, struct rect rect)
{
    struct ceremony ceremony = of_contest(board, easel->arena);
    ceremony_reveal(&ceremony, easel, rect);
}

void board_draw_awards(struct board *board, const struct easel *easel, struct rect rect)
{
    struct ceremony ceremony = of_contest(board, easel->arena);
    ceremony_awards(&ceremony, easel, rect);
}
