#include "base/i18n.h"
#include "base/unicode.h"
#include "tui/screens/facts.h"
#include "tui/stage/host_plays.h"
#include "tui/stage/words.h"
#include "tui/widgets/page.h"

enum { WIDE_HEIGHT = 30, DETAIL_ROWS = 5, DETAIL_ROWS_TALL = 10 };

static const struct stage *stage_of(const struct plays *plays)
{
    return &plays->screen.app->stage;
}

static struct text round_of(const struct stage *stage, int64_t round)
{
    return round >= 0 && round < stage->contest.frame->round_count
               ? words_round(&stage->contest.frame->rounds[round])
               : text_of("");
}

static struct text protest_text(const struct plays *plays, const struct protest_row *protest,
                                struct arena *arena)
{
    struct text team = words_team(stage_of(plays), protest->team);
    if (!protest->settled)
        return arena_textf(arena, _("Open protest of %.*s: %.*s"), TEXT_ARG(team), TEXT_ARG(protest->reason));
    return arena_textf(
        arena, protest->upheld ? _("Protest of %.*s upheld: %.*s") : _("Protest of %.*s rejected: %.*s"),
        TEXT_ARG(team), TEXT_ARG(protest->ruling));
}

static struct text play_text(const struct plays *plays, const struct play_row *play, struct arena *arena)
{
    struct text round = round_of(stage_of(plays), play->round);
    const char *format = play->voided ? _("%.*s %lld (void) %.*s") : "%.*s %lld  %.*s";
    return arena_textf(arena, format, TEXT_ARG(round), (long long)play->number,
                       TEXT_ARG(facts_stem(play->stem, arena)));
}

static struct text ruling_text(const struct plays *plays, const struct ruling_row *row, struct arena *arena)
{
    struct text team = words_team(stage_of(plays), row->team);
    struct text text = arena_textf(arena, "%.*s  %s %s", TEXT_ARG(team), words_verdict(row->verdict),
                                   words_signed(row->marks, arena).at);
    if (row->answer.len)
        text = arena_textf(arena, _("%.*s · answered %.*s"), TEXT_ARG(text), TEXT_ARG(row->answer));
    const struct {
        bool told;
        const char *text;
    } notes[] = {{row->machine, _("marked by the machine")},
                 {row->amended, _("amended")},
                 {row->cancelled, _("cancelled")}};
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
        if (notes[i].told)
            text = arena_textf(arena, "%.*s · %s", TEXT_ARG(text), notes[i].text);
    return text;
}

static enum role ruling_role(const struct ruling_row *row)
{
    if (row->cancelled)
        return ROLE_DIM;
    return row->marks > 0 ? ROLE_GOOD : row->marks < 0 ? ROLE_BAD : ROLE_TEXT;
}

static void draw_entry(const struct plays *plays, struct canvas *canvas, struct rect line, int index)
{
    const struct entry *entry = &plays->entries[index];
    struct arena *scratch = &plays->screen.app->scratch;
    bool at = index == plays->list.at;
    struct text text = text_of("");
    enum role role = ROLE_TEXT;
    int indent = 2;
    if (entry->kind == ENTRY_PROTEST) {
        text = protest_text(plays, &plays->protests[entry->protest], scratch);
        role = plays->protests[entry->protest].settled ? ROLE_DIM : ROLE_WARM;
    } else if (entry->kind == ENTRY_PLAY) {
        text = play_text(plays, &plays->plays[entry->play], scratch);
        role = plays->plays[entry->play].voided ? ROLE_DIM : ROLE_STRONG;
    } else {
        const struct ruling_row *row = &plays->plays[entry->play].rulings[entry->ruling];
        text = ruling_text(plays, row, scratch);
        role = ruling_role(row);
        indent = 6;
    }
    if (at)
        canvas_fill(canvas, line, " ", ROLE_SELECTED);
    canvas_string(canvas, line.x, line.y, 1, at ? "▸" : " ", at ? ROLE_SELECTED : ROLE_TEXT);
    canvas_fit(canvas, line.x + indent, line.y, line.width - indent, text, at ? ROLE_SELECTED : role);
}

/* The whole of the chosen line: stem and key of its item, or the protest. */
static void draw_detail(const struct plays *plays, struct canvas *canvas, struct rect rect)
{
    const struct entry *entry = plays_chosen(plays);
    struct arena *scratch = &plays->screen.app->scratch;
    canvas_fill(canvas, (struct rect){rect.x, rect.y, rect.width, 1}, "─", ROLE_DIM);
    rect_take_top(&rect, 1);
    if (!entry)
        return;
    struct page page;
    page_begin(&page, canvas, rect, 0, scratch, NULL);
    if (entry->kind == ENTRY_PROTEST) {
        const struct protest_row *protest = &plays->protests[entry->protest];
        page_text(&page, 0, protest->reason, ROLE_TEXT);
        if (protest->settled)
            page_text(&page, 0, protest->ruling, ROLE_STRONG);
        return;
    }
    const struct play_row *play = &plays->plays[entry->play];
    page_text(&page, 0, arena_textf(scratch, _("Key: %.*s · %.*s"), TEXT_ARG(play->key), TEXT_ARG(play->id)),
              ROLE_GOOD);
    page_text(&page, 0, facts_stem(play->stem, scratch), ROLE_TEXT);
}

void plays_draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct plays *plays = (struct plays *)screen;
    if (screen->app->stage.kind != STAGE_CONTEST)
        return;
    struct rect area = rect_inset(rect, 1, 0);
    rect_take_top(&area, 1);
    struct rect detail = rect_take_bottom(&area, rect.height >= WIDE_HEIGHT ? DETAIL_ROWS_TALL : DETAIL_ROWS);
    plays->first_line = area.y;
    list_show(&plays->list, area.height);
    if (plays->list.count == 0)
        canvas_fit(canvas, area.x + 2, area.y, area.width - 2,
                   text_of(plays->loaded ? _("No item has been on the stage yet.") : _("Asking the hub…")),
                   ROLE_DIM);
    for (int i = plays->list.top; i < plays->list.count && area.height > 0; i++)
        draw_entry(plays, canvas, rect_take_top(&area, 1), i);
    draw_detail(plays, canvas, detail);
}
