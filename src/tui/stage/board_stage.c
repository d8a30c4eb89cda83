/* The stage: where we are, the item, the clock, who has the floor, the scores. */
#include "base/i18n.h"
#include "tui/stage/board.h"
#include "tui/stage/words.h"

/* ---- Where we are ----------------------------------------------------------------------------------- */

static struct text round_text(const struct stage *stage, struct arena *arena)
{
    const struct round_row *round = stage_round(stage);
    if (!round)
        return text_of("");
    if (round->kind == ROUND_PLAYOFF)
        return words_round(round);
    return arena_textf(arena, _("Round %lld of %lld: %.*s"), (long long)stage->contest.round + 1,
                       (long long)board_round_count(stage), TEXT_ARG(words_round(round)));
}

static struct text item_text(const struct stage *stage, struct arena *arena)
{
    const struct contest_item *item = stage->contest.item;
    if (stage->contest.play < 0 || !item || item->number < 1)
        return text_of("");
    if (item->of < 1)
        return arena_textf(arena, _("Item %lld"), (long long)item->number);
    return arena_textf(arena, _("Item %lld of %lld"), (long long)item->number, (long long)item->of);
}

static struct text stake_text(const struct stage *stage, struct arena *arena)
{
    const struct contest_item *item = stage->contest.item;
    mark_t stake = item && item->stake ? item->stake : stage->contest.stake;
    char text[MARK_TEXT_SIZE];
    return stake ? arena_textf(arena, _("Stake: %s"), mark_format(stake, text)) : text_of("");
}

/* Two texts of a line, the left one cut when they do not fit. */
static void draw_ends(const struct easel *easel, struct rect row, struct text left, struct text right,
                      enum role role)
{
    enum { GAP = 2, RIGHT_MOST = 30 };
    struct rect end = rect_take_right(&row, right.len ? RIGHT_MOST : 0);
    canvas_fit_right(easel->canvas, end.x, end.y, end.width, right, role);
    canvas_fit(easel->canvas, row.x, row.y, row.width - (right.len ? GAP : 0), left, role);
}

static void draw_header(const struct board *board, const struct easel *easel, struct rect *rest)
{
    const struct stage *stage = board_stage(board);
    struct text team = words_team(stage, stage->contest.turn);
    struct text turn = team.len ? arena_textf(easel->arena, _("Turn: %.*s"), TEXT_ARG(team)) : text_of("");
    struct text stake = stake_text(stage, easel->arena);
    draw_ends(easel, rect_take_top(rest, 1), round_text(stage, easel->arena), item_text(stage, easel->arena),
              ROLE_ACCENT);
    if (turn.len || stake.len)
        draw_ends(easel, rect_take_top(rest, 1), turn, stake, ROLE_STRONG);
    if (easel->large != LARGE_LITTLE)
        rect_take_top(rest, 1);
}

/* ---- The clock -------------------------------------------------------------------------------------- */

/* The time that will begin with the next step, while the item is there to be read; 0: none. It keeps the
 * clock's place, so that the item does not move when the clock begins. */
static int64_t time_to_come(const struct stage *stage)
{
    const struct round_row *round = stage_round(stage);
    if (!round || stage->contest.stage != CONTEST_STAGE_READY || !board_has_item(stage))
        return 0;
    return board_has_buzzers(stage) ? round->window : round->seconds;
}

static bool has_clock(const struct stage *stage)
{
    const struct contest_view *view = &stage->contest;
    bool on = view->stage >= CONTEST_STAGE_READY && view->stage <= CONTEST_STAGE_RULING;
    return (on && view->total > 0) || time_to_come(stage) > 0;
}

/* The last ten and five seconds; of a short time its last half and quarter. */
static enum role clock_role(const struct contest_view *view, int64_t left)
{
    enum { WARM_MS = 10000, HOT_MS = 5000 };
    int64_t warm = view->total / 2 < WARM_MS ? view->total / 2 : WARM_MS;
    int64_t hot = view->total / 4 < HOT_MS ? view->total / 4 : HOT_MS;
    return left <= hot ? ROLE_HOT : left <= warm ? ROLE_WARM : ROLE_STRONG;
}

static struct text clock_text(int64_t left, struct arena *arena)
{
    enum { MS = 1000, MINUTE = 60 };
    long long seconds = (left + MS - 1) / MS;
    if (seconds < MINUTE)
        return arena_textf(arena, "%lld", seconds);
    return arena_textf(arena, "%lld:%02lld", seconds / MINUTE, seconds % MINUTE);
}

static void draw_clock(const struct board *board, const struct easel *easel, struct rect rect)
{
    const struct stage *stage = board_stage(board);
    const struct contest_view *view = &stage->contest;
    int64_t left = stage_clock(stage, easel->now);
    if (view->stage == CONTEST_STAGE_READY && left == 0) {
        large_figure(easel, rect, rect.height, clock_text(time_to_come(stage), easel->arena), ROLE_DIM);
        return;
    }
    bool paused = !view->clock_running && left > 0 && view->stage != CONTEST_STAGE_READY;
    if (paused && rect.height > 1)
        large_line(easel, rect, rect_take_bottom(&rect, 1).y, text_of(_("paused")), ROLE_WARM);
    large_figure(easel, rect, rect.height, clock_text(left, easel->arena),
                 paused ? ROLE_STRONG : clock_role(view, left));
}

/* ---- Rapid ------------------------------------------------------------------------------------------ */

static bool has_tally(const struct board *board)
{
    const struct stage *stage = board_stage(board);
    const struct round_row *round = stage_round(stage);
    return round && round->kind == ROUND_RAPID && stage_team_state(stage, stage->contest.turn) &&
           stage->contest.play >= 0;
}

static void draw_count(const struct easel *easel, struct rect rect, const char *word, int64_t count,
                       enum role role)
{
    struct rect label = rect_take_top(&rect, 1);
    large_line(easel, label, label.y, text_of(word), role);
    large_figure(easel, rect, rect.height, arena_textf(easel->arena, "%lld", (long long)count), role);
}

/* How many are right and wrong in this turn. */
static void draw_tally(const struct board *board, const struct easel *easel, struct rect rect)
{
    const struct stage *stage = board_stage(board);
    const struct contest_team_row *row = stage_team_state(stage, stage->contest.turn);
    static const int most[LARGES] = {6, 8, 12};
    rect = rect_center(rect, rect.width, most[easel->large]);
    struct rect half = rect_take_left(&rect, rect.width / 2);
    draw_count(easel, half, _("✓ right"), row->turn_right, ROLE_GOOD);
    draw_count(easel, rect, _("✗ wrong"), row->turn_wrong, ROLE_BAD);
}

/* ---- The middle ------------------------------------------------------------------------------------- */

static void draw_stakes(const struct board *board, const struct easel *easel, struct rect rect)
{
    const struct round_row *round = stage_round(board_stage(board));
    char text[MARK_TEXT_SIZE];
    if (!round || round->stake_count == 0)
        return;
    if (round->decline) {
        struct rect row = rect_take_bottom(&rect, 1);
        large_line(easel, row, row.y, text_of(_("The team may decline.")), ROLE_DIM);
    }
    static const int most[LARGES] = {5, 10, 15};
    int width = rect.width / (int)round->stake_count;
    for (int64_t i = 0; i < round->stake_count; i++)
        large_figure(easel, (struct rect){rect.x + (int)i * width, rect.y, width, rect.height},
                     most[easel->large], text_of(mark_format(round->stakes[i], text)), ROLE_STRONG);
}

/* The one that was chosen. */
static void draw_stake(const struct board *board, const struct easel *easel, struct rect rect)
{
    static const int most[LARGES] = {10, 15, 20};
    char text[MARK_TEXT_SIZE];
    large_figure(easel, rect, most[easel->large],
                 text_of(mark_format(board_stage(board)->contest.stake, text)), ROLE_STRONG);
}

static void draw_rules(const struct board *board, const struct easel *easel, struct rect rect)
{
    const struct round_row *round = stage_round(board_stage(board));
    struct block block = {.count = 0};
    if (!round)
        return;
    board_add_rules(&block, round, easel->arena);
    block_draw(&block, easel, rect);
}

static void draw_results(const struct board *board, const struct easel *easel, struct rect rect)
{
    int count = (int)board_stage(board)->contest.team_count;
    struct cell_row *cells = arena_array(easel->arena, (size_t)count, sizeof *cells);
    cells_draw(easel, rect, cells, board_result_cells(board, easel->arena, cells, count));
}

/* Everybody answers: all teams with what is known of each, until the item is there to be read. */
static void draw_all(const struct board *board, const struct easel *easel, struct rect rect)
{
    int count = (int)board_stage(board)->contest.team_count;
    struct cell_row *cells = arena_array(easel->arena, (size_t)count, sizeof *cells);
    for (int i = 0; i < count; i++)
        cells[i] = board_team_cell(board, i, easel->arena);
    cells_draw(easel, rect, cells, count);
}

static void draw_number(const struct board *board, const struct easel *easel, struct rect rect)
{
    static const int most[LARGES] = {5, 10, 15};
    const struct contest_item *item = board_stage(board)->contest.item;
    if (!item || item->number < 1)
        return;
    rect = rect_center(rect, rect.width, most[easel->large] + 2);
    large_line(easel, rect, rect_take_top(&rect, 1).y, text_of(_("Item")), ROLE_ACCENT);
    rect_take_top(&rect, 1);
    large_figure(easel, rect, most[easel->large], arena_textf(easel->arena, "%lld", (long long)item->number),
                 ROLE_ACCENT);
}

static void draw_presses(const struct board *board, const struct easel *easel, struct rect rect)
{
    struct cell_row cells[CONTEST_VIEW_PRESSES];
    int most = rect.height < CONTEST_VIEW_PRESSES ? rect.height : CONTEST_VIEW_PRESSES;
    cells_draw(easel, rect, cells, board_press_cells(board, easel->arena, cells, most > 0 ? most : 0));
}

static bool has_presses(const struct board *board)
{
    const struct contest_view *view = &board_stage(board)->contest;
    if (view->stage < CONTEST_STAGE_OPEN)
        return false;
    for (int64_t i = 0; i < view->press_count; i++)
        if (!view->presses[i].false_start && !view->presses[i].refused)
            return true;
    return false;
}

typedef void middle_draw(const struct board *board, const struct easel *easel, struct rect rect);

/* What is in the middle; NULL: nothing but the clock. */
static middle_draw *middle_of(const struct board *board)
{
    const struct stage *stage = board_stage(board);
    const struct contest_view *view = &stage->contest;
    int right, ruled = board_ruled(stage, &right);
    bool keyed = board_has_item(stage) && view->item->key.len > 0;
    if (view->stage == CONTEST_STAGE_ROUND && view->stake > 0)
        return draw_stake;
    if (view->stage == CONTEST_STAGE_ROUND || view->stage == CONTEST_STAGE_PANEL)
        return draw_rules;
    if (view->stage == CONTEST_STAGE_STAKE)
        return draw_stakes;
    if (view->stage == CONTEST_STAGE_DONE && ruled > 1 && !keyed)
        return draw_results;
    if (board_has_item(stage))
        return board_draw_item;
    if (has_presses(board))
        return draw_presses;
    if (view->turn < 0 && view->floor < 0 && !board_has_buzzers(stage) && view->stage >= CONTEST_STAGE_ANSWER)
        return draw_all;
    return has_clock(stage) ? NULL : draw_number;
}

/* The column beside the item: clock, counts, and in larger places the order of the presses. */
static void draw_side(const struct board *board, const struct easel *easel, struct rect rect, bool presses)
{
    bool lower = has_tally(board) || presses;
    if (has_clock(board_stage(board))) {
        struct rect clock = rect_take_top(&rect, lower ? rect.height / 2 : rect.height);
        draw_clock(board, easel, clock);
        rect_take_top(&rect, 1);
    }
    if (has_tally(board))
        draw_tally(board, easel, rect);
    else if (presses)
        draw_presses(board, easel, rect);
}

static void draw_middle(const struct board *board, const struct easel *easel, struct rect rect)
{
    static const int widths[LARGES] = {18, 34, 60};
    middle_draw *middle = middle_of(board);
    bool presses = easel->large != LARGE_LITTLE && has_presses(board) && middle != draw_presses;
    bool side = has_clock(board_stage(board)) || has_tally(board) || presses;
    if (!middle) {
        if (has_tally(board))
            draw_tally(board, easel, rect_take_right(&rect, rect.width / 2));
        draw_clock(board, easel, rect);
        return;
    }
    if (side) {
        draw_side(board, easel, rect_take_right(&rect, widths[easel->large]), presses);
        rect_take_right(&rect, 2);
    }
    middle(board, easel, rect);
}

/* The line below the sign: what it means, or where there is no room for a list of its own who pressed. */
static void draw_line(const struct board *board, const struct easel *easel, struct rect rect,
                      struct text line)
{
    struct cell_row cells[CONTEST_VIEW_PRESSES];
    const struct contest_view *view = &board_stage(board)->contest;
    bool listed = easel->large != LARGE_LITTLE || middle_of(board) == draw_presses;
    if (listed || !has_presses(board) || view->stage == CONTEST_STAGE_DONE) {
        large_line(easel, rect, rect.y, line, ROLE_STRONG);
        return;
    }
    int count = board_press_cells(board, easel->arena, cells, CONTEST_VIEW_PRESSES);
    cells_draw(easel, rect, cells, cells_across(cells, count, rect.width));
}

void board_draw_stage(struct board *board, const struct easel *easel, struct rect rect)
{
    struct rect strip = rect_take_bottom(&rect, board_strip_rows(board, easel, rect.width));
    if (easel->large != LARGE_LITTLE)
        rect_take_bottom(&rect, 1);
    draw_header(board, easel, &rect);
    struct board_sign sign = board_sign(board, easel->arena);
    if (sign.word.len) {
        if (sign.line.len)
            draw_line(board, easel, rect_take_bottom(&rect, 1), sign.line);
        large_sign(easel, rect_take_bottom(&rect, large_sign_rows(easel->large)), sign.word, sign.role);
        if (easel->large != LARGE_LITTLE)
            rect_take_bottom(&rect, 1);
    }
    draw_middle(board, easel, rect);
    board_draw_strip(board, easel, strip);
}
