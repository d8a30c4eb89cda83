/* The pages between the rounds: title, teams, rules, intermission; and the test of the keys. */
#include "base/i18n.h"
#include "base/unicode.h"
#include "tui/stage/board.h"
#include "tui/stage/words.h"

/* ---- Title ------------------------------------------------------------------------------------------ */

static struct text event_title(const struct board *board)
{
    return board_stage(board)->contest.frame->title;
}

static int air(const struct easel *easel)
{
    return easel->large == LARGE_LITTLE ? 1 : 2;
}

/* A sign with the title, and below it the hall. */
static void draw_heading(const struct board *board, const struct easel *easel, struct rect *rest)
{
    const char *hall = board->screen.app->hall;
    rect_take_top(rest, air(easel));
    large_sign(easel, rect_take_top(rest, large_sign_rows(easel->large) + 2), event_title(board), ROLE_TITLE);
    rect_take_top(rest, 1);
    if (hall)
        large_line(easel, *rest, rect_take_top(rest, 1).y, text_of(hall), ROLE_ACCENT);
    rect_take_top(rest, air(easel) - 1);
}

static void draw_team_names(const struct board *board, const struct easel *easel, struct rect rect)
{
    const struct contest_frame *frame = board_stage(board)->contest.frame;
    struct cell_row *cells = arena_array(easel->arena, (size_t)frame->team_count, sizeof *cells);
    for (int64_t i = 0; i < frame->team_count; i++)
        cells[i] = (struct cell_row){
            .mark = frame->teams[i].code, .name = frame->teams[i].name, .role = ROLE_STRONG};
    cells_draw(easel, rect, cells, (int)frame->team_count);
}

void board_draw_title(struct board *board, const struct easel *easel, struct rect rect)
{
    draw_heading(board, easel, &rect);
    draw_team_names(board, easel, rect);
}

void board_draw_intermission(struct board *board, const struct easel *easel, struct rect rect)
{
    struct rect strip = rect_take_bottom(&rect, board_strip_rows(board, easel, rect.width));
    large_line(easel, rect, rect.y + air(easel), event_title(board), ROLE_ACCENT);
    large_sign(easel, rect_center(rect, rect.width * 3 / 4, large_sign_rows(easel->large) + 2),
               text_of(_("Intermission")), ROLE_TITLE);
    board_draw_strip(board, easel, strip);
}

/* ---- Teams ------------------------------------------------------------------------------------------ */

/* One team's introduction. */
static void add_team(struct block *block, const struct entrant_row *team)
{
    bool named = text_find(team->unit, team->name) >= 0; /* the unit's path says the name again */
    block_add(block, team->code, team->name, ROLE_ACCENT, true);
    if (team->unit.len && !named)
        block_add(block, text_of(" "), team->unit, ROLE_DIM, false);
    if (team->note.len)
        block_add(block, text_of(" "), team->note, ROLE_TEXT, false);
}

static int team_rows(struct arena *arena, const struct entrant_row *team, int width)
{
    size_t name, unit, note;
    utf8_wrap(arena, team->name, width, &name);
    utf8_wrap(arena, team->unit, width, &unit);
    utf8_wrap(arena, team->note, width, &note);
    return (int)(name + (team->unit.len ? unit : 0) + (team->note.len ? note : 0)) + 1;
}

/* How many of the teams from `first` on stand on one page, at least one. */
static int teams_on_page(const struct contest_frame *frame, int64_t first, struct arena *arena,
                         struct rect rect)
{
    enum { LABEL = 6, LINE = 66, TEAMS_MOST = BLOCK_PARTS / 3 };
    int width = rect.width - LABEL < LINE ? rect.width - LABEL : LINE;
    int rows = 0, count = 0;
    for (int64_t i = first; i < frame->team_count && count < TEAMS_MOST; i++, count++) {
        rows += team_rows(arena, &frame->teams[i], width < 2 ? 2 : width);
        if (count > 0 && rows > rect.height + 1)
            break;
    }
    return count;
}

void board_draw_teams(struct board *board, const struct easel *easel, struct rect rect)
{
    const struct contest_frame *frame = board_stage(board)->contest.frame;
    large_line(easel, rect, rect_take_top(&rect, 1).y, text_of(_("The teams")), ROLE_ACCENT);
    struct rect number = rect_take_bottom(&rect, 1);
    rect_take_top(&rect, air(easel) - 1);
    int pages = 0;
    for (int64_t i = 0; i < frame->team_count; pages++)
        i += teams_on_page(frame, i, easel->arena, rect);
    int page = pager_page(easel->pager, pages, easel->now);
    int64_t first = 0;
    for (int i = 0; i < page; i++)
        first += teams_on_page(frame, first, easel->arena, rect);
    struct block block = {.count = 0};
    int count = frame->team_count > 0 ? teams_on_page(frame, first, easel->arena, rect) : 0;
    for (int i = 0; i < count; i++)
        add_team(&block, &frame->teams[first + i]);
    block_draw(&block, easel, rect);
    if (pages > 1)
        canvas_fit_right(easel->canvas, number.x, number.y, number.width,
                         arena_textf(easel->arena, "%d/%d", page + 1, pages), ROLE_DIM);
}

/* ---- Rules ------------------------------------------------------------------------------------------ */

/* Between rounds the rules are those of the round to come. */
static const struct round_row *round_explained(const struct stage *stage, int64_t *at)
{
    const struct contest_view *view = &stage->contest;
    bool between = view->stage == CONTEST_STAGE_NONE || view->stage == CONTEST_STAGE_BETWEEN;
    *at = between ? view->round + 1 : view->round;
    if (*at >= view->frame->round_count)
        *at = view->frame->round_count - 1;
    return *at >= 0 ? &view->frame->rounds[*at] : NULL;
}

void board_draw_rules(struct board *board, const struct easel *easel, struct rect rect)
{
    const struct stage *stage = board_stage(board);
    int64_t at;
    const struct round_row *round = round_explained(stage, &at);
    if (!round) {
        board_draw_title(board, easel, rect);
        return;
    }
    bool playoff = round->kind == ROUND_PLAYOFF; /* not one of the rounds that are counted */
    struct text number = arena_textf(easel->arena, _("Round %lld of %lld"), (long long)at + 1,
                                     (long long)board_round_count(stage));
    rect_take_top(&rect, air(easel) - 1);
    large_line(easel, rect, rect_take_top(&rect, 1).y, playoff ? event_title(board) : number, ROLE_ACCENT);
    large_sign(easel, rect_take_top(&rect, large_sign_rows(easel->large)), words_round(round), ROLE_TITLE);
    rect_take_top(&rect, 1);
    struct block block = {.count = 0};
    board_add_rules(&block, round, easel->arena);
    block_draw(&block, easel, rect);
}

/* ---- Key test --------------------------------------------------------------------------------------- */

static struct cell_row tested_cell(const struct stage *stage, int row, struct arena *arena)
{
    const struct contest_team_row *team = &stage->contest.teams[row];
    bool together = stage->contest.key_test == KEY_TEST_TOGETHER;
    bool pressed = together ? team->tested_after >= 0 : team->tested > 0;
    enum { US_PER_MS = 1000 };
    struct cell_row cell = {.mark = text_of(pressed ? "✓" : "·"),
                            .name = words_team(stage, stage->contest.first + row),
                            .role = pressed ? ROLE_GOOD : ROLE_TEXT};
    if (pressed && together)
        cell.figure = arena_textf(arena, _("+%lld ms"), (long long)(team->tested_after / US_PER_MS));
    return cell;
}

void board_draw_key_test(struct board *board, const struct easel *easel, struct rect rect)
{
    const struct stage *stage = board_stage(board);
    const struct contest_view *view = &stage->contest;
    bool together = view->key_test == KEY_TEST_TOGETHER;
    struct cell_row *cells = arena_array(easel->arena, (size_t)view->team_count, sizeof *cells);
    rect_take_top(&rect, air(easel));
    large_sign(easel, rect_take_top(&rect, large_sign_rows(easel->large)), text_of(_("Test of the buzzers")),
               ROLE_TITLE);
    rect_take_top(&rect, 1);
    large_line(
        easel, rect, rect_take_top(&rect, 1).y,
        text_of(together ? _("All desks press at once, please.") : _("Each desk presses in turn, please.")),
        ROLE_STRONG);
    rect_take_top(&rect, 1);
    for (int i = 0; i < view->team_count; i++)
        cells[i] = tested_cell(stage, i, easel->arena);
    cells_draw(easel, rect, cells, (int)view->team_count);
}
