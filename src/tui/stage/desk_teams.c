/* Teams on the desk's screen: those it serves as cards, and all in a table. */
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/layout.h"
#include "tui/screens/facts.h"
#include "tui/stage/desk.h"
#include "tui/stage/words.h"
#include "tui/widgets/banner.h"
#include "tui/widgets/columns.h"
#include "tui/widgets/digits.h"

enum { CARD_ROWS = 5, CARDS_MOST = 4, CLOCK_WIDTH = 16 };

/* ---- Cards ------------------------------------------------------------------------------------------ */

static void draw_card(const struct desk *desk, int served, struct canvas *canvas, struct rect rect)
{
    struct arena *arena = &desk->screen.app->scratch;
    int64_t team = desk->teams[served];
    const struct entrant_row *row = stage_team(&desk->screen.app->stage, team);
    const struct contest_team_row *state = stage_team_state(&desk->screen.app->stage, team);
    struct rect head = rect_take_top(&rect, 1);
    int used = canvas_text(canvas, head.x, head.y, 3, arena_textf(arena, " %d ", served + 1), ROLE_KEY) + 1;
    canvas_fit(canvas, head.x + used, head.y, head.width - used, row->name, ROLE_STRONG);
    struct rect score = rect_take_top(&rect, 1);
    if (state) {
        struct text text = facts_mark(state->score, arena);
        if (state->rank > 0)
            text = arena_textf(arena, _("%.*s · rank %lld"), TEXT_ARG(text), (long long)state->rank);
        canvas_fit(canvas, score.x + used, score.y, score.width - used, text, ROLE_TEXT);
    }
    struct desk_sign sign = desk_sign(desk, team, arena);
    banner_draw(canvas, rect, sign.word, sign.role);
}

void desk_draw_cards(struct desk *desk, struct canvas *canvas, struct rect *rect)
{
    int across = desk->team_count <= 2 * CARDS_MOST ? CARDS_MOST : CARDS_MOST + 1;
    across = across < desk->team_count ? across : desk->team_count;
    int down = (desk->team_count + across - 1) / across;
    struct rect cards = rect_take_top(rect, down * CARD_ROWS);
    struct rect clock = rect_take_right(&cards, CLOCK_WIDTH);
    int width = cards.width / across;
    for (int i = 0; i < desk->team_count; i++) {
        struct rect card = {cards.x + i % across * width, cards.y + i / across * CARD_ROWS, width - 1,
                            CARD_ROWS};
        draw_card(desk, i, canvas, card);
    }
    enum role role;
    struct text time = desk_clock(desk, &role, &desk->screen.app->scratch);
    clock.height = CARD_ROWS;
    if (time.len)
        digits_center(canvas, clock, time, role);
}

/* ---- All teams -------------------------------------------------------------------------------------- */

static const char *state_text(const struct stage *stage, const struct contest_team_row *team, enum role *role,
                              struct arena *arena)
{
    const struct contest_view *view = &stage->contest;
    bool item = view->play >= 0;
    *role = ROLE_DIM;
    if (team->absent)
        return _("not taking part");
    if (team->out)
        return words_out(stage, team, arena).at;
    if (!item || view->stage == CONTEST_STAGE_DONE)
        return "";
    if (team->floor) {
        *role = ROLE_GOOD;
        return _("has the floor");
    }
    if (team->locked || team->tried) {
        *role = ROLE_BAD;
        return _("locked out");
    }
    return team->answered ? _("answered") : "";
}

/* Rows of the view by rank; those without one keep their seats' order at the end. */
static void by_rank(const struct contest_view *view, int64_t *order)
{
    for (int64_t i = 0; i < view->team_count; i++) {
        int64_t at = i;
        int64_t rank = view->teams[i].rank > 0 ? view->teams[i].rank : INT64_MAX;
        for (; at > 0; at--) {
            int64_t above = view->teams[order[at - 1]].rank;
            if ((above > 0 ? above : INT64_MAX) <= rank)
                break;
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
}

enum { COLUMN_RANK, COLUMN_TEAM, COLUMN_SCORE, COLUMN_STATE, COLUMNS };

static void draw_row(const struct desk *desk, const struct columns *table, struct canvas *canvas, int y,
                     int64_t index)
{
    const struct stage *stage = &desk->screen.app->stage;
    const struct contest_view *view = &stage->contest;
    const struct contest_team_row *state = &view->teams[index];
    const struct entrant_row *team = stage_team(stage, view->first + index);
    struct arena *arena = &desk->screen.app->scratch;
    bool own = desk_serves(desk, view->first + index) >= 0;
    enum role role = own ? ROLE_ACCENT : ROLE_TEXT;
    enum role state_role;
    const char *text = state_text(stage, state, &state_role, arena);
    if (state->rank > 0)
        columns_put(table, canvas, COLUMN_RANK, y, arena_textf(arena, "%lld", (long long)state->rank), role);
    columns_put(table, canvas, COLUMN_TEAM, y, team ? team->name : text_of(""), role);
    columns_put(table, canvas, COLUMN_SCORE, y, facts_mark(state->score, arena), role);
    columns_put(table, canvas, COLUMN_STATE, y, text_of(text), state_role);
}

static void draw_teams(const struct desk *desk, struct canvas *canvas, struct rect rect)
{
    const struct contest_view *view = &desk->screen.app->stage.contest;
    const struct column_spec specs[COLUMNS] = {
        [COLUMN_RANK] = {.heading = _("Rank"), .min = 2, .right = true},
        [COLUMN_TEAM] = {.heading = _("Team"), .min = 8, .max = 24, .weight = 1},
        [COLUMN_SCORE] = {.heading = _("Score"), .min = 5, .right = true},
        [COLUMN_STATE] = {.heading = "", .min = 13},
    };
    struct columns table;
    columns_init(&table, specs, COLUMNS, rect);
    columns_head(&table, canvas, rect.y);
    rect_take_top(&rect, 1);
    int64_t *order = arena_array(&desk->screen.app->scratch,
                                 (size_t)(view->team_count > 0 ? view->team_count : 1), sizeof *order);
    by_rank(view, order);
    for (int64_t i = 0; i < view->team_count && rect.height > 0; i++)
        draw_row(desk, &table, canvas, rect_take_top(&rect, 1).y, order[i]);
}

static void draw_presses(const struct desk *desk, struct canvas *canvas, struct rect *rect)
{
    const struct stage *stage = &desk->screen.app->stage;
    struct arena *arena = &desk->screen.app->scratch;
    enum { PRESSES_MOST = 5 };
    int64_t count = stage->contest.press_count < PRESSES_MOST ? stage->contest.press_count : PRESSES_MOST;
    if (count == 0 || rect->height < count + 4)
        return;
    struct rect head = rect_take_top(rect, 1);
    canvas_string(canvas, head.x, head.y, head.width, _("Presses"), ROLE_DIM);
    for (int64_t i = 0; i < count; i++) {
        const struct press_row *press = &stage->contest.presses[i];
        struct text name = words_team(stage, press->team);
        struct rect row = rect_take_top(rect, 1);
        struct text when = press->false_start ? text_of(_("false start"))
                           : press->refused   ? text_of(_("does not count"))
                                              : words_press(press, arena);
        struct rect right = rect_take_right(&row, 16);
        canvas_fit_right(canvas, right.x, right.y, right.width, when, ROLE_TEXT);
        canvas_fit(canvas, row.x, row.y, row.width,
                   arena_textf(arena, "%lld. %.*s", (long long)(i + 1), TEXT_ARG(name)),
                   desk_serves(desk, press->team) >= 0 ? ROLE_ACCENT : ROLE_TEXT);
    }
    rect_take_top(rect, 1);
}

void desk_draw_table(struct desk *desk, struct canvas *canvas, struct rect rect)
{
    draw_presses(desk, canvas, &rect);
    draw_teams(desk, canvas, rect);
}
