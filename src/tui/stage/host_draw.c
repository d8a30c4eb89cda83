#include "base/i18n.h"
#include "base/unicode.h"
#include "tui/screens/facts.h"
#include "tui/stage/host.h"
#include "tui/stage/words.h"
#include "tui/widgets/columns.h"
#include "tui/widgets/digits.h"
#include "tui/widgets/page.h"

enum { WIDE = 110, SHEET_WIDTH = 24, SHEET_WIDTH_WIDE = 36, SLOW_US = 50000, LONG_BEFORE_MS = 10000 };

static const struct stage *stage_of(const struct host *host)
{
    return &host->screen.app->stage;
}

/* ---- The two lines at the top ----------------------------------------------------------------------- */

/* What else the host should know, by facts in one line. */
static struct text notes(const struct stage *stage, struct arena *arena)
{
    const struct contest_view *view = &stage->contest;
    struct text out = text_of("");
    if (view->can_undo)
        out = arena_textf(arena, _("U: %s"), words_undo(view->undo));
    const struct {
        bool told;
        struct text text;
    } more[] = {
        {view->open_protests > 0,
         arena_textf(arena,
                     ngettext("%lld protest is open (M)", "%lld protests are open (M)",
                              (unsigned long)view->open_protests),
                     (long long)view->open_protests)},
        {view->frozen, text_of(_("scores frozen (Z)"))},
        {view->page != PAGE_STAGE, arena_textf(arena, _("board: %s (B)"), words_page(view->page))},
    };
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        if (more[i].told)
            out = out.len ? arena_textf(arena, "%.*s · %.*s", TEXT_ARG(out), TEXT_ARG(more[i].text))
                          : more[i].text;
    return out;
}

static void draw_head(const struct host *host, struct canvas *canvas, struct rect *area)
{
    const struct stage *stage = stage_of(host);
    struct arena *scratch = &host->screen.app->scratch;
    struct rect row = rect_take_top(area, 1);
    canvas_fill(canvas, row, " ", ROLE_SELECTED);
    canvas_fit(canvas, row.x + 1, row.y, row.width - 2, words_next(stage, scratch), ROLE_SELECTED);
    row = rect_take_top(area, 1);
    canvas_fit(canvas, row.x + 1, row.y, row.width - 2, notes(stage, scratch),
               stage->contest.open_protests > 0 ? ROLE_WARM : ROLE_DIM);
}

/* ---- The run sheet and the clock -------------------------------------------------------------------- */

static enum role clock_role(const struct contest_view *view, int64_t left)
{
    enum { WARM_SHARE = 3, HOT_MS = 5000 };
    if (left <= HOT_MS)
        return ROLE_HOT;
    return left * WARM_SHARE <= view->total ? ROLE_WARM : ROLE_STRONG;
}

static void draw_clock(const struct host *host, struct canvas *canvas, struct rect rect)
{
    struct app *app = host->screen.app;
    const struct contest_view *view = &app->stage.contest;
    int64_t left = stage_clock(&app->stage, app->now);
    struct text text = facts_duration(left, &app->scratch);
    struct rect label = rect_take_bottom(&rect, 1);
    const char *state = view->clock_running ? _("the clock runs") : _("the clock stands (C)");
    canvas_fit(canvas, label.x, label.y, label.width, text_of(state),
               view->clock_running ? ROLE_DIM : ROLE_WARM);
    enum digits_size size;
    enum role role = clock_role(view, left);
    if (digits_fit(text, rect.width, rect.height, &size))
        digits_draw(canvas, rect.x, rect.y, text, size, role);
    else
        canvas_fit(canvas, rect.x, rect.y, rect.width, text, role);
}

static void draw_round(const struct stage *stage, struct canvas *canvas, struct rect row, int64_t index,
                       struct arena *scratch)
{
    const struct contest_view *view = &stage->contest;
    bool over = view->rounds_done >> index & 1, on = index == view->round && !over;
    enum role role = on ? ROLE_STRONG : over ? ROLE_DIM : ROLE_TEXT;
    canvas_string(canvas, row.x, row.y, 1, on ? "▸" : over ? "✓" : " ", on ? ROLE_ACCENT : ROLE_GOOD);
    struct text name = words_round(&view->frame->rounds[index]);
    struct text text = arena_textf(scratch, "%lld %.*s", (long long)index + 1, TEXT_ARG(name));
    canvas_fit(canvas, row.x + 2, row.y, row.width - 2, text, role);
}

/* The rounds, as many as there is room for, the one going on among them. */
static void draw_sheet(const struct host *host, struct canvas *canvas, struct rect rect)
{
    const struct stage *stage = stage_of(host);
    const struct contest_view *view = &stage->contest;
    struct arena *scratch = &host->screen.app->scratch;
    struct list list = {.count = (int)view->frame->round_count};
    list_choose(&list, (int)(view->round < 0 ? 0 : view->round));
    canvas_fit(canvas, rect.x, rect.y, rect.width, text_of(_("Run sheet")), ROLE_ACCENT);
    rect_take_top(&rect, 1);
    list_show(&list, rect.height);
    for (int i = list.top; i < list.count && rect.height > 0; i++)
        draw_round(stage, canvas, rect_take_top(&rect, 1), i, scratch);
}

static void draw_left(const struct host *host, struct canvas *canvas, struct rect rect)
{
    const struct contest_view *view = &stage_of(host)->contest;
    if (view->total > 0) {
        int digits = digits_height(rect.height > 16 ? DIGITS_BIG : DIGITS_SMALL);
        draw_clock(host, canvas, rect_take_bottom(&rect, digits + 1));
        rect_take_bottom(&rect, 1);
    }
    draw_sheet(host, canvas, rect);
}

/* ---- What is on the stage --------------------------------------------------------------------------- */

static struct text item_heading(const struct stage *stage, struct arena *arena)
{
    const struct contest_item *item = stage->contest.item;
    struct text text = item->of > 0 ? arena_textf(arena, _("Item %lld of %lld · %s"), (long long)item->number,
                                                  (long long)item->of, facts_kind(item->kind))
                                    : arena_textf(arena, _("Item %lld · %s"), (long long)item->number,
                                                  facts_kind(item->kind));
    if (item->stake)
        text = arena_textf(arena, _("%.*s · stake %s"), TEXT_ARG(text), facts_mark(item->stake, arena).at);
    if (stage->contest.items_left > 0)
        text =
            arena_textf(arena, _("%.*s · %lld left"), TEXT_ARG(text), (long long)stage->contest.items_left);
    return arena_textf(arena, "%.*s · %.*s", TEXT_ARG(text), TEXT_ARG(item->id));
}

static void write_item(const struct stage *stage, struct page *page, struct arena *arena)
{
    const struct contest_item *item = stage->contest.item;
    page_text(page, 0, item_heading(stage, arena), ROLE_ACCENT);
    page_text(page, 0, facts_stem(item->stem, arena), ROLE_STRONG);
    for (int64_t i = 0; i < item->left_count; i++)
        page_labelled(page, 1, 3, arena_textf(arena, "%lld.", (long long)i + 1), ROLE_TEXT, item->lefts[i],
                      ROLE_TEXT);
    bool letters = !text_is(item->kind, "spot");
    for (int64_t i = 0; letters && i < item->option_count; i++)
        page_labelled(page, 1, 3, arena_textf(arena, "%c.", (char)('A' + i % 26)), ROLE_TEXT,
                      item->options[i], ROLE_TEXT);
    page_text(page, 0,
              arena_textf(arena, _("Key: %.*s"), TEXT_ARG(facts_response(item->kind, item->key, arena))),
              ROLE_GOOD);
    if (item->rationale.len)
        page_text(page, 0, item->rationale, ROLE_TEXT);
    if (item->source.len)
        page_text(page, 0, arena_textf(arena, _("Source: %.*s"), TEXT_ARG(item->source)), ROLE_DIM);
    if (!item->machine)
        page_string(page, 0, _("The host rules on this item: no desk's answer can be marked."), ROLE_DIM);
}

static void write_standing(const struct stage *stage, struct page *page, struct arena *arena)
{
    enum { NAME_WIDTH = 24 };
    const struct contest_view *view = &stage->contest;
    page_string(page, 0, view->final ? _("Ranking (final)") : _("Ranking (provisional)"), ROLE_ACCENT);
    for (int64_t i = 0; i < view->standing_count; i++) {
        const struct contest_standing_row *row = &view->standing[i];
        bool revealed = i >= view->standing_count - view->revealed;
        struct text name = words_team(stage, row->team);
        int gap = NAME_WIDTH - utf8_width(name);
        struct text text = arena_textf(arena, "%.*s%*s  %6s  %.*s", TEXT_ARG(name), gap > 0 ? gap : 0, "",
                                       facts_mark(row->score, arena).at, TEXT_ARG(row->award));

        /* The mark says that the board shows this place. */
        page_labelled(page, 0, 5, arena_textf(arena, "%lld%s", (long long)row->rank, revealed ? " ✓" : ""),
                      ROLE_STRONG, text, revealed ? ROLE_DIM : ROLE_TEXT);
    }
}

static void write_rules(const struct round_row *round, struct page *page, struct arena *arena)
{
    struct text more[WORDS_MORE_RULES];
    int count = words_more_rules(round, arena, more);
    page_text(page, 0, words_rules(round, arena), ROLE_TEXT);
    for (int i = 0; i < count; i++)
        page_text(page, 0, more[i], ROLE_TEXT);
}

/* No item is on: where we are, and the rules of what is on or comes. */
static void write_round(const struct stage *stage, struct page *page, struct arena *arena)
{
    const struct contest_view *view = &stage->contest;
    bool inside = view->stage >= CONTEST_STAGE_ROUND && view->stage <= CONTEST_STAGE_PANEL;
    int64_t index = inside ? view->round : words_next_round(stage);
    if (view->stage == CONTEST_STAGE_NONE && view->frame->instructions.len) {
        page_text(page, 0, view->frame->instructions, ROLE_TEXT);
        page_gap(page, 1);
    }
    if (index < 0 || index >= view->frame->round_count)
        return;
    const struct round_row *round = &view->frame->rounds[index];
    page_text(page, 0,
              arena_textf(arena, inside ? _("Round %lld: %.*s") : _("Next is round %lld: %.*s"),
                          (long long)index + 1, TEXT_ARG(words_round(round))),
              ROLE_ACCENT);
    write_rules(round, page, arena);
    if (round->kind == ROUND_PANEL)
        page_text(
            page, 0,
            arena_textf(arena,
                        _("Its marks come from the panel “%.*s”, which has a console of its own: biwu host "
                          "%.*s at another terminal."),
                        TEXT_ARG(round->panel), TEXT_ARG(round->panel)),
            ROLE_TEXT);
    struct text team = words_team(stage, view->turn);
    if (inside && team.len)
        page_text(page, 0, arena_textf(arena, _("In turn: %.*s"), TEXT_ARG(team)), ROLE_STRONG);
    if (inside && view->stake)
        page_text(page, 0, arena_textf(arena, _("Stake chosen: %s"), facts_mark(view->stake, arena).at),
                  ROLE_STRONG);
    if (inside && round->kind != ROUND_PANEL)
        page_text(page, 0,
                  arena_textf(arena,
                              ngettext("%lld item left", "%lld items left", (unsigned long)view->items_left),
                              (long long)view->items_left),
                  ROLE_DIM);
}

/* "1 通风二队 312 ms", the first first; false starts and presses without effect are said to be such. As many
 * in a line as fit. */
static void write_presses(const struct stage *stage, struct page *page, struct arena *arena)
{
    const struct contest_view *view = &stage->contest;
    const char *label = _("Presses:");
    int room = page->view.width - utf8_width(text_of(label)) - 1, place = 0;
    struct text out = text_of(""), line = text_of("");
    for (int64_t i = 0; i < view->press_count; i++) {
        const struct press_row *press = &view->presses[i];
        struct text name = words_team(stage, press->team), after = words_press(press, arena);
        /* Before the opening there is nothing to count from, and long before it nobody asks. */
        bool soon = press->false_start && (press->after == 0 || press->after < -LONG_BEFORE_MS);
        struct text one =
            soon ? arena_textf(arena, _("false start %.*s"), TEXT_ARG(name))
            : press->false_start
                ? arena_textf(arena, _("false start %.*s %.*s"), TEXT_ARG(name), TEXT_ARG(after))
            : press->refused
                ? arena_textf(arena, _("without effect %.*s %.*s"), TEXT_ARG(name), TEXT_ARG(after))
                : arena_textf(arena, "%d %.*s %.*s", ++place, TEXT_ARG(name), TEXT_ARG(after));
        struct text longer = arena_textf(arena, "%.*s · %.*s", TEXT_ARG(line), TEXT_ARG(one));
        bool fits = line.len && utf8_width(longer) <= room;
        if (line.len && !fits)
            out = arena_textf(arena, "%.*s%.*s\n", TEXT_ARG(out), TEXT_ARG(line));
        line = fits ? longer : one;
    }
    out = arena_textf(arena, "%.*s%.*s", TEXT_ARG(out), TEXT_ARG(line));
    if (out.len)
        page_labelled(page, 0, page->view.width - room, text_of(label), ROLE_ACCENT, out, ROLE_STRONG);
}

static void write_stage(const struct host *host, struct page *page)
{
    const struct stage *stage = stage_of(host);
    struct arena *arena = &host->screen.app->scratch;
    write_presses(stage, page, arena);
    if (stage->contest.item)
        write_item(stage, page, arena);
    else if (stage->contest.stage >= CONTEST_STAGE_OVER)
        write_standing(stage, page, arena);
    else
        write_round(stage, page, arena);
}

static void draw_stage(struct host *host, struct canvas *canvas, struct rect rect)
{
    struct page page;
    struct arena *scratch = &host->screen.app->scratch;
    page_begin(&page, NULL, rect, 0, scratch, NULL);
    write_stage(host, &page);
    int most = page.line > rect.height ? page.line - rect.height : 0;
    host->scroll = host->scroll < 0 ? 0 : host->scroll > most ? most : host->scroll;
    host->lines = page.line;
    host->rows = rect.height;
    page_begin(&page, canvas, rect, host->scroll, scratch, NULL);
    write_stage(host, &page);
    if (host->scroll > 0)
        canvas_string(canvas, rect.x + rect.width - 1, rect.y, 1, "↑", ROLE_ACCENT);
    if (host->scroll < most)
        canvas_string(canvas, rect.x + rect.width - 1, rect.y + rect.height - 1, 1, "↓", ROLE_ACCENT);
}

/* ---- The teams -------------------------------------------------------------------------------------- */

enum { COLUMN_NUMBER, COLUMN_TEAM, COLUMN_SCORE, COLUMN_RANK, COLUMN_STATE, COLUMN_DESK, COLUMNS };

static struct text ruling_text(const struct contest_team_row *row, struct arena *arena)
{
    return arena_textf(arena, "%s %s", words_verdict(row->verdict), words_signed(row->gained, arena).at);
}

/* How many a team has right and wrong in its turn of a rapid round; .len 0: it has not had one. */
static struct text turn_text(const struct stage *stage, const struct contest_team_row *row,
                             struct arena *arena)
{
    const struct round_row *round = stage_round(stage);
    bool begun = row->turn_right || row->turn_wrong || (row->turn && stage->contest.play >= 0);
    if (!round || round->kind != ROUND_RAPID || !begun)
        return text_of("");
    return arena_textf(arena, _("right %lld · wrong %lld"), (long long)row->turn_right,
                       (long long)row->turn_wrong);
}

static struct text state_text(const struct stage *stage, const struct contest_team_row *row,
                              struct arena *arena)
{
    struct text kind = stage->contest.item ? stage->contest.item->kind : text_of("");
    struct text answer = row->answered ? arena_textf(arena, _("answered %.*s"),
                                                     TEXT_ARG(facts_response(kind, row->answer, arena)))
                                       : text_of("");
    if (row->absent)
        return text_of(_("not in this playoff"));
    if (row->out)
        return words_out(stage, row, arena);
    struct text counts = turn_text(stage, row, arena);
    if (counts.len)
        return counts;
    if (row->ruled && row->answered)
        return arena_textf(arena, "%.*s · %.*s", TEXT_ARG(ruling_text(row, arena)), TEXT_ARG(answer));
    if (row->ruled)
        return ruling_text(row, arena);
    if (row->floor)
        return row->answered ? arena_textf(arena, _("has the floor · %.*s"), TEXT_ARG(answer))
                             : text_of(_("has the floor"));
    if (row->locked)
        return text_of(_("locked out"));
    if (row->answered)
        return answer;
    if (row->tried)
        return text_of(_("has tried"));
    return row->turn ? text_of(_("in turn")) : text_of("");
}

static enum role state_role(const struct contest_team_row *row)
{
    if (row->out || row->absent)
        return ROLE_DIM;
    if (row->ruled)
        return row->gained > 0 ? ROLE_GOOD : row->gained < 0 ? ROLE_BAD : ROLE_TEXT;
    return row->floor ? ROLE_GOOD : row->locked ? ROLE_BAD : ROLE_TEXT;
}

static void draw_desk(const struct columns *table, struct canvas *canvas, int y,
                      const struct contest_team_row *row, enum role role, struct arena *arena)
{
    if (row->desks == 0) {
        columns_put(table, canvas, COLUMN_DESK, y, text_of(_("no desk")),
                    role == ROLE_SELECTED ? role : ROLE_BAD);
        return;
    }
    struct text text = text_of(_("ready"));
    bool slow = row->delay >= SLOW_US;
    if (row->delay >= 0)
        text = arena_textf(arena, slow ? _("%lld.%lld ms !") : _("%lld.%lld ms"),
                           (long long)(row->delay / 1000), (long long)(row->delay / 100 % 10));
    columns_put(table, canvas, COLUMN_DESK, y, text,
                role == ROLE_SELECTED ? role
                : slow                ? ROLE_WARM
                                      : ROLE_DIM);
}

static void draw_team(const struct host *host, const struct columns *table, struct canvas *canvas,
                      struct rect line, int index)
{
    const struct stage *stage = stage_of(host);
    struct arena *scratch = &host->screen.app->scratch;
    const struct contest_team_row *row = &stage->contest.teams[index];
    bool at = index == host->teams.at;
    enum role role = at ? ROLE_SELECTED : row->out || row->absent ? ROLE_DIM : ROLE_TEXT;
    if (at)
        canvas_fill(canvas, line, " ", role);
    canvas_string(canvas, line.x, line.y, 1,
                  row->floor  ? "◆"
                  : at        ? "▸"
                  : row->turn ? "›"
                              : " ",
                  at ? role : ROLE_ACCENT);
    struct text number = index < 9 ? arena_textf(scratch, "%d", index + 1) : text_of("");
    columns_put(table, canvas, COLUMN_NUMBER, line.y, number, at ? role : ROLE_KEY);
    columns_put(table, canvas, COLUMN_TEAM, line.y, words_team(stage, stage->contest.first + index), role);
    columns_put(table, canvas, COLUMN_SCORE, line.y, facts_mark(row->score, scratch),
                at ? role : ROLE_STRONG);
    columns_put(table, canvas, COLUMN_RANK, line.y, arena_textf(scratch, "%lld", (long long)row->rank), role);
    columns_put(table, canvas, COLUMN_STATE, line.y, state_text(stage, row, scratch),
                at ? role : state_role(row));
    draw_desk(table, canvas, line.y, row, role, scratch);
}

static void draw_teams(struct host *host, struct canvas *canvas, struct rect rect)
{
    const struct column_spec columns[COLUMNS] = {
        [COLUMN_NUMBER] = {"", 1, 1, 0, false},         [COLUMN_TEAM] = {_("Team"), 14, 34, 2, false},
        [COLUMN_SCORE] = {_("Score"), 7, 0, 0, true},   [COLUMN_RANK] = {_("Rank"), 4, 0, 0, true},
        [COLUMN_STATE] = {_("State"), 20, 0, 2, false}, [COLUMN_DESK] = {_("Desk"), 9, 0, 0, true},
    };
    struct rect inside = rect;
    rect_take_left(&inside, 2);
    struct columns table;
    columns_init(&table, columns, COLUMNS, inside);
    columns_head(&table, canvas, rect_take_top(&rect, 1).y);
    host->first_line = rect.y;
    list_show(&host->teams, rect.height);
    for (int i = 0; i < host->teams.rows && host->teams.top + i < host->teams.count; i++)
        draw_team(host, &table, canvas, rect_take_top(&rect, 1), host->teams.top + i);
}

/* Half of the body at most: where there are many teams, some are scrolled to. */
static int team_rows(const struct host *host, int height)
{
    int most = height / 2 - 1;
    return host->teams.count < most ? host->teams.count : most;
}

void host_draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct host *host = (struct host *)screen;
    if (screen->app->stage.kind != STAGE_CONTEST)
        return;
    list_resize(&host->teams, (int)screen->app->stage.contest.team_count);
    struct rect area = rect_inset(rect, 1, 0);
    draw_head(host, canvas, &area);
    struct rect teams = rect_take_bottom(&area, team_rows(host, area.height) + 1);
    rect_take_bottom(&area, 1);
    struct rect left = rect_take_left(&area, area.width >= WIDE ? SHEET_WIDTH_WIDE : SHEET_WIDTH);
    rect_take_left(&area, 1);
    canvas_fill(canvas, (struct rect){area.x, area.y, 1, area.height}, "│", ROLE_DIM);
    rect_take_left(&area, 2);
    draw_left(host, canvas, left);
    draw_stage(host, canvas, area);
    draw_teams(host, canvas, teams);
}
