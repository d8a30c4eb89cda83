#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/layout.h"
#include "tui/screens/facts.h"
#include "tui/stage/desk.h"
#include "tui/stage/words.h"
#include "tui/widgets/banner.h"
#include "tui/widgets/digits.h"

enum {
    WIDE = 110, /* columns from which digits are big and the teams stand beside the item */
    HEAD_ROWS = 5,
    HEAD_ROWS_WIDE = 7,
    NUMBERS_WIDTH = 32,
    NUMBERS_WIDTH_WIDE = 56,
    TABLE_WIDTH = 44,
    WARM_MS = 10000,
    HOT_MS = 5000,
};

static const struct contest_view *view_of(const struct desk *desk)
{
    return &desk->screen.app->stage.contest;
}

static struct arena *scratch_of(const struct desk *desk)
{
    return &desk->screen.app->scratch;
}

/* ---- Clock ------------------------------------------------------------------------------------------ */

struct text desk_clock(const struct desk *desk, enum role *role, struct arena *arena)
{
    const struct app *app = desk->screen.app;
    const struct contest_view *view = view_of(desk);
    *role = ROLE_STRONG;
    if (view->total <= 0)
        return text_of("");
    int64_t left = stage_clock(&app->stage, app->now);
    if (!view->clock_running)
        *role = ROLE_DIM;
    else if (left <= HOT_MS)
        *role = ROLE_HOT;
    else if (left <= WARM_MS)
        *role = ROLE_WARM;
    char text[CLOCK_TEXT_SIZE];
    clock_format_duration(left, text);
    return arena_text(arena, text_of(text));
}

/* ---- Head ------------------------------------------------------------------------------------------- */

static struct text place_of(const struct desk *desk)
{
    const struct round_row *round = stage_round(&desk->screen.app->stage);
    const struct contest_item *item = view_of(desk)->item;
    struct arena *arena = scratch_of(desk);
    if (!round)
        return text_of("");
    const char *title = arena_string(arena, words_round(round));
    if (!item || item->number <= 0)
        return text_of(title);
    struct text place = item->of > 0
                            ? arena_textf(arena, _("%s · item %lld of %lld"), title, (long long)item->number,
                                          (long long)item->of)
                            : arena_textf(arena, _("%s · item %lld"), title, (long long)item->number);
    if (item->stake == 0)
        return place;
    return arena_textf(arena, _("%.*s · stake %.*s"), TEXT_ARG(place),
                       TEXT_ARG(facts_mark(item->stake, arena)));
}

static void draw_header(const struct desk *desk, struct canvas *canvas, struct rect row)
{
    struct text place = place_of(desk);
    struct rect right = rect_take_right(&row, utf8_width(place));
    canvas_fit(canvas, right.x, right.y, right.width, place, ROLE_ACCENT);
    rect_take_right(&row, 2);
    const struct entrant_row *team =
        desk->team_count == 1 ? stage_team(&desk->screen.app->stage, desk->teams[0]) : NULL;
    if (!team)
        return;
    int used = canvas_fit(canvas, row.x, row.y, row.width, team->name, ROLE_STRONG) + 2;
    if (used < row.width)
        canvas_fit(canvas, row.x + used, row.y, row.width - used, facts_unit(team->unit, row.width - used),
                   ROLE_DIM);
}

static void centered(struct canvas *canvas, struct rect row, struct text text, enum role role)
{
    int width = utf8_width(text);
    int shift = width < row.width ? (row.width - width) / 2 : 0;
    canvas_fit(canvas, row.x + shift, row.y, row.width - shift, text, role);
}

static void draw_number(struct canvas *canvas, struct rect rect, const char *label, struct text number,
                        enum role role, struct text foot)
{
    centered(canvas, rect_take_top(&rect, 1), text_of(label), ROLE_DIM);
    centered(canvas, rect_take_bottom(&rect, 1), foot, ROLE_TEXT);
    digits_center(canvas, rect, number, role);
}

static struct text rank_text(const struct contest_team_row *state, struct arena *arena)
{
    return state && state->rank > 0 ? arena_textf(arena, _("rank %lld"), (long long)state->rank)
                                    : text_of("");
}

static void draw_numbers(const struct desk *desk, struct canvas *canvas, struct rect rect)
{
    struct arena *arena = scratch_of(desk);
    const struct contest_team_row *state = stage_team_state(&desk->screen.app->stage, desk->teams[0]);
    enum role role;
    struct text clock = desk_clock(desk, &role, arena);
    struct rect left = rect_take_left(&rect, rect.width / 2 - 1);
    rect_take_left(&rect, 2);
    draw_number(canvas, left, _("Score"), facts_mark(state ? state->score : 0, arena), ROLE_STRONG,
                rank_text(state, arena));
    if (clock.len)
        draw_number(canvas, rect, _("Time left"), clock, role,
                    text_of(view_of(desk)->clock_running ? "" : _("stopped")));
}

static void draw_head(struct desk *desk, struct canvas *canvas, struct rect *area)
{
    bool wide = area->width >= WIDE - 2 && area->height >= 28;
    struct rect head = rect_take_top(area, wide ? HEAD_ROWS_WIDE : HEAD_ROWS);
    draw_numbers(desk, canvas, rect_take_right(&head, wide ? NUMBERS_WIDTH_WIDE : NUMBERS_WIDTH));
    rect_take_right(&head, 1);
    struct desk_sign sign = desk_sign(desk, desk->teams[0], scratch_of(desk));
    banner_draw(canvas, head, sign.word, sign.role);
}

/* What to do now: of several teams that of the one that has something to do. */
static struct text line_to_say(const struct desk *desk)
{
    int64_t team = desk_staking(desk) >= 0 ? desk_staking(desk) : desk_answering(desk);
    return desk_sign(desk, team >= 0 ? team : desk->teams[0], scratch_of(desk)).line;
}

/* ---- Below ------------------------------------------------------------------------------------------ */

static void draw_stakes(struct desk *desk, struct canvas *canvas, struct rect rect)
{
    const struct round_row *round = stage_round(&desk->screen.app->stage);
    struct arena *arena = scratch_of(desk);
    rect_take_top(&rect, 1);
    for (int i = 0; i < desk_stake_rows(desk) && rect.height > 0; i++) {
        bool at = i == desk->stake_at;
        struct rect row = rect_take_top(&rect, 1);
        const char *mark = at ? "▸" : " ";
        struct text label = i < round->stake_count
                                ? arena_textf(arena, _(" %s %d. stake %.*s "), mark, i + 1,
                                              TEXT_ARG(facts_mark(round->stakes[i], arena)))
                                : arena_textf(arena, _(" %s %d. decline: no item, no marks "), mark, i + 1);
        canvas_fit(canvas, row.x + 2, row.y, row.width - 2, label, at ? ROLE_SELECTED : ROLE_TEXT);
        rect_take_top(&rect, 1);
    }
    if (desk->stake_sent)
        canvas_fit(canvas, rect.x + 2, rect.y, rect.width - 2, text_of(_("● being sent…")), ROLE_WARM);
}

static struct text sent_text(const struct desk *desk, enum role *role)
{
    struct arena *arena = scratch_of(desk);
    const struct contest_team_row *state = stage_team_state(&desk->screen.app->stage, desk->view_team);
    struct text answer =
        state && state->answered ? facts_response(desk->view.row->kind, state->answer, arena) : text_of("");
    switch (desk_sent_state(desk)) {
    case DESK_OPEN:
        *role = ROLE_DIM;
        return text_of(_("Nothing chosen yet."));
    case DESK_SENDING:
        *role = ROLE_WARM;
        return text_of(_("● being sent…"));
    case DESK_RECEIVED:
        *role = ROLE_GOOD;
        return arena_textf(arena, _("✓ received: %.*s"), TEXT_ARG(answer));
    case DESK_REFUSED:
        *role = ROLE_BAD;
        return arena_textf(arena, _("✗ not accepted: %s"), desk->trouble);
    case DESK_TYPED:
        break;
    }
    *role = ROLE_WARM;
    return answer.len ? arena_textf(arena, _("● not sent yet: Enter sends it. Received so far: %.*s"),
                                    TEXT_ARG(answer))
                      : text_of(_("● not sent yet: Enter sends it."));
}

/* What became of the answer; nothing where this desk has none to give. */
static void draw_sent(const struct desk *desk, struct canvas *canvas, struct rect *rect)
{
    const struct contest_team_row *state = stage_team_state(&desk->screen.app->stage, desk->view_team);
    if (desk_answering(desk) < 0 && !(state && state->answered && desk_serves(desk, desk->view_team) >= 0))
        return;
    enum role role;
    struct text text = sent_text(desk, &role);
    struct rect row = rect_take_bottom(rect, 1);
    const struct entrant_row *team = stage_team(&desk->screen.app->stage, desk->view_team);
    if (desk->team_count > 1 && team)
        text = arena_textf(scratch_of(desk), "%.*s: %.*s", TEXT_ARG(team->name), TEXT_ARG(text));
    canvas_fit(canvas, row.x, row.y, row.width, text, role);
}

static void draw_key(const struct desk *desk, struct canvas *canvas, struct rect *rect)
{
    const struct contest_item *item = view_of(desk)->item;
    struct arena *arena = scratch_of(desk);
    if (!item || item->key.len == 0)
        return;
    enum { RATIONALE_ROWS = 3 };
    size_t lines = 0;
    const struct text_line *line =
        item->rationale.len ? utf8_wrap(arena, item->rationale, rect->width, &lines) : NULL;
    int rows = lines < RATIONALE_ROWS ? (int)lines : RATIONALE_ROWS;
    struct rect place = rect_take_bottom(rect, rows + 1);
    struct text key =
        arena_textf(arena, _("Key: %.*s"), TEXT_ARG(facts_response(item->kind, item->key, arena)));
    canvas_fit(canvas, place.x, place.y, place.width, key, ROLE_GOOD);
    for (int i = 0; i < rows; i++)
        canvas_fit(canvas, place.x, place.y + 1 + i, place.width, line[i].text, ROLE_DIM);
}

static void draw_item(struct desk *desk, struct canvas *canvas, struct rect rect)
{
    draw_sent(desk, canvas, &rect);
    draw_key(desk, canvas, &rect);
    int cursor = desk->view.cursor;
    bool answering = desk_answering(desk) >= 0;
    if (!answering) { /* only to be read: nothing is at hand */
        desk->view.cursor = -1;
        desk->view.reading = true;
    }
    item_view_draw(&desk->view, canvas, rect, scratch_of(desk));
    desk->view.cursor = cursor;
    canvas->cursor_shown = canvas->cursor_shown && answering;
}

static void draw_between(struct desk *desk, struct canvas *canvas, struct rect rect)
{
    const struct round_row *round = stage_round(&desk->screen.app->stage);
    bool rules = round && view_of(desk)->stage < CONTEST_STAGE_OVER;
    struct rect table = rules ? rect_take_right(&rect, TABLE_WIDTH) : rect;
    desk_draw_table(desk, canvas, table);
    if (!rules)
        return;
    rect_take_right(&rect, 2);
    struct page page;
    page_begin(&page, canvas, rect, 0, scratch_of(desk), NULL);
    page_string(&page, 0, _("Rules of this round"), ROLE_ACCENT);
    page_text(&page, 0, text_trim(words_rules(round, scratch_of(desk))), ROLE_TEXT);
    struct text more[WORDS_MORE_RULES];
    int count = words_more_rules(round, scratch_of(desk), more);
    for (int i = 0; i < count; i++)
        page_text(&page, 0, more[i], ROLE_TEXT);
}

static void draw_below(struct desk *desk, struct canvas *canvas, struct rect rect)
{
    bool wide = rect.width >= WIDE - 2;
    if (desk_staking(desk) >= 0 || desk->has_item) {
        if (wide) {
            desk_draw_table(desk, canvas, rect_take_right(&rect, TABLE_WIDTH));
            struct rect line = rect_take_right(&rect, 3);
            canvas_fill(canvas, (struct rect){line.x + 1, line.y, 1, line.height}, "│", ROLE_DIM);
        }
        if (desk_staking(desk) >= 0)
            draw_stakes(desk, canvas, rect);
        else
            draw_item(desk, canvas, rect);
    } else {
        draw_between(desk, canvas, rect);
    }
}

void desk_draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct desk *desk = (struct desk *)screen;
    desk_catch_up(desk);
    if (desk->team_count == 0)
        return;
    struct rect area = rect_inset(rect, 1, 0);
    draw_header(desk, canvas, rect_take_top(&area, 1));
    if (desk->team_count == 1)
        draw_head(desk, canvas, &area);
    else
        desk_draw_cards(desk, canvas, &area);
    struct rect line = rect_take_top(&area, 1);
    centered(canvas, line, line_to_say(desk), ROLE_STRONG);
    canvas_fill(canvas, rect_take_top(&area, 1), "─", ROLE_DIM);
    draw_below(desk, canvas, area);
}
