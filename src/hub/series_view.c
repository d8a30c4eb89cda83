/* The ceremony of a series: its standing, revealed from the bottom up. */
#include "hub/series_parts.h"
#include "hub/stage_view.h"
#include "hub/turn.h"

#include <stdlib.h>

bool series_rows(struct hub *hub, struct stage *stage, struct arena *arena, struct series_row **out,
                 size_t *count, bool *provisional, struct err *err)
{
    const struct series_sheet *sheet = &stage->sheet.series;
    struct part_results *parts = arena_array(arena, (size_t)sheet->part_count, sizeof *parts);
    if (!series_load_parts(hub->store, sheet, arena, parts, err))
        return false;
    *provisional = false;
    for (int i = 0; i < sheet->part_count; i++)
        *provisional |= parts[i].provisional;
    *count = series_standing(sheet, parts, arena, out);
    return true;
}

static void load(struct views *views)
{
    struct series_row *rows = NULL;
    struct err err = ERR_NONE;
    if (views->series)
        return;
    if (!series_rows(views->hub, views->stage, views->arena, &rows, &views->series_count,
                     &views->series_provisional, &err)) {
        turn_unreadable(views->hub, &err);
        views->series_count = 0;
    }
    views->series = views->series_count ? rows : arena_alloc(views->arena, sizeof *rows);
}

/* ---- The order of the frame ------------------------------------------------------------------------ */

struct placed {
    const struct series_row *row;
    int listed; /* place in the sheet; -1: not in it */
};

static int by_place(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    if (a->listed != b->listed)
        return a->listed < b->listed ? -1 : 1;
    return text_compare(a->row->entrant.code, b->row->entrant.code);
}

/* As in the sheet, else by code: the order of the frame tells nothing of the standing. */
static const struct placed *in_order(struct views *views)
{
    const struct series_sheet *sheet = &views->stage->sheet.series;
    struct placed *order = arena_array(views->arena, views->series_count, sizeof *order);
    for (size_t i = 0; i < views->series_count; i++) {
        const struct series_row *row = &views->series[i];
        order[i] =
            (struct placed){row, entrant_find(sheet->entrants, sheet->entrant_count, row->entrant.code)};
    }
    if (views->series_count)
        qsort(order, views->series_count, sizeof *order, by_place);
    return order;
}

const struct contest_frame *series_frame_of(struct views *views)
{
    const struct series_sheet *sheet = &views->stage->sheet.series;
    if (views->frame)
        return views->frame;
    load(views);
    const struct placed *order = in_order(views);
    struct contest_frame *frame = arena_alloc(views->arena, sizeof *frame);
    struct entrant_row *teams = arena_array(views->arena, views->series_count, sizeof *teams);
    for (size_t i = 0; i < views->series_count; i++) {
        const struct entrant *entrant = &order[i].row->entrant;
        struct text name = entrant->name.len ? entrant->name : entrant->code;
        teams[i] = (struct entrant_row){entrant->code, name, entrant->unit, entrant->note};
    }
    *frame = (struct contest_frame){.title = views->stage->entry.title,
                                    .instructions = sheet->instructions,
                                    .decimals = sheet->decimals,
                                    .teams = teams,
                                    .team_count = (int64_t)views->series_count,
                                    .awards = award_rows_of(views->arena, sheet->awards, sheet->award_count),
                                    .award_count = sheet->award_count};
    return views->frame = frame;
}

/* ---- View ------------------------------------------------------------------------------------------ */

static struct contest_standing_row standing_row(const struct placed *order, size_t count,
                                                const struct series_row *row)
{
    int64_t team = 0;
    while (team < (int64_t)count && order[team].row != row)
        team++;
    return (struct contest_standing_row){.team = team,
                                         .rank = row->rank,
                                         .score = row->total,
                                         .award = row->award ? row->award->title : text_of("")};
}

static void show_standing(struct views *views, bool host, struct contest_view *out)
{
    const struct placed *order = in_order(views);
    int64_t ranked = series_ranked(views->series, views->series_count);
    const struct series_state *state = &views->stage->series;
    int64_t count = host ? (int64_t)views->series_count : state->revealed;
    if (!host && (state->final || count > ranked))
        count = ranked;
    struct contest_standing_row *rows = arena_array(views->arena, (size_t)count, sizeof *rows);
    for (int64_t i = 0; i < count; i++)
        rows[i] = standing_row(order, views->series_count, &views->series[host ? i : ranked - 1 - i]);
    out->standing = rows;
    out->standing_count = count;
}

int64_t series_ranked(const struct series_row *rows, size_t count)
{
    int64_t ranked = 0;
    for (size_t i = 0; i < count; i++)
        ranked += rows[i].rank > 0;
    return ranked;
}

void series_view_of(struct views *views, const struct watcher *watcher, struct contest_view *out)
{
    const struct series_state *state = &views->stage->series;
    load(views);
    bool all = state->final || state->revealed >= series_ranked(views->series, views->series_count);
    *out = (struct contest_view){.frame = NULL};
    out->event = views->stage->entry.code;
    out->series = true;
    out->stage = state->final ? CONTEST_STAGE_FINAL : CONTEST_STAGE_OVER;
    out->page = all ? PAGE_AWARDS : state->revealed ? PAGE_REVEAL : PAGE_TITLE;
    out->round = out->turn = out->floor = out->play = out->own = -1;
    out->final = state->final;
    /* The host has to know what keeps it from being final; to everybody else it is provisional until then. */
    out->provisional = watcher->as == WATCH_HOST ? views->series_provisional : !state->final;
    out->revealed = state->revealed;
    out->rehearsal = views->hub->hall.rehearsal;
    show_standing(views, watcher->as == WATCH_HOST, out);
}
