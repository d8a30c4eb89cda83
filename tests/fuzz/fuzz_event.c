/* Event files of every kind and hall files: whatever the bytes, loading ends, and what is called good is
 * good. */
#include "fuzz.h"

#include "bank/event_file.h"
#include "bank/hall_load.h"

static void check_sheet(const struct test_sheet *sheet)
{
    must(sheet->code.len > 0 && sheet->title.len > 0 && is_sound(sheet->title, ITEM_MAX_TEXT));
    must(sheet->duration_ms > 0 && sheet->attempts >= 1);
    must(sheet->full > 0 && sheet->full <= MARK_MAX && sheet->pass >= 0 && sheet->pass <= sheet->full);
    must(sheet->decimals >= 0 && sheet->decimals <= MARK_DECIMALS);
    must(sheet->rank_count >= 1 && sheet->rank_count <= RANK_KEYS_MAX);
    must(sheet->section_count >= 1 && sheet->section_count <= SHEET_MAX_SECTIONS);
    mark_t full = 0;
    for (int i = 0; i < sheet->section_count; i++) {
        const struct section *section = &sheet->sections[i];
        must((section->draw > 0) != (section->item_count > 0) && section->marks > 0);
        must(section->title.len > 0 && mark_round(section->marks, sheet->decimals) == section->marks);
        full += section->marks * (section->draw + section->item_count);
    }
    must(full == sheet->full);
    must(sheet->who.everyone || sheet->who.post_count + sheet->who.unit_count + sheet->who.number_count);
    for (int i = 0; i < sheet->extra_time_count; i++)
        must(sheet->extra_time[i].ms > 0 && sheet->extra_time[i].number.len > 0);
}

static void check_entrants(const struct entrant *entrants, int count)
{
    must(count <= ENTRANTS_MAX);
    for (int i = 0; i < count; i++) {
        must(entrants[i].code.len > 0 && is_sound(entrants[i].code, ITEM_MAX_ID));
        must(entrants[i].name.len > 0 || entrants[i].member_count == 1);
        must(entrants[i].member_count <= ENTRANT_MAX_MEMBERS);
    }
}

static void check_awards(const struct award *awards, int count)
{
    for (int i = 0; i < count; i++) {
        must(awards[i].title.len > 0 && awards[i].first >= 1 && awards[i].last >= awards[i].first);
        for (int k = 0; k < i; k++)
            must(awards[i].first > awards[k].last || awards[i].last < awards[k].first);
    }
}

static void check_source(const struct item_source_rule *source, int need)
{
    must(source->item_count == 0 || source->item_count >= need);
    must(source->item_count > 0 || (source->from.kinds && !(source->from.kinds >> ITEM_CASE & 1)));
}

static void check_round(const struct contest_sheet *sheet, int index)
{
    const struct round_sheet *round = &sheet->rounds[index];
    bool panel = round->kind == ROUND_PANEL;
    must(round->title.len > 0 && panel == (round->panel.len > 0));
    must(panel || round->seconds > 0);
    must(round->wrong <= 0 && round->prompt <= 0 && round->right >= 0 && round->survivor >= 0);
    must(round->false_start[0].marks <= 0 && round->false_start[1].marks <= 0);
    must((round->kind == ROUND_RISK) == (round->stake_count > 0));
    for (int i = 0; i < round->stake_count; i++) {
        int queue = round_queue_of_stake(round, i);
        must(round->stakes[i].marks > (i ? round->stakes[i - 1].marks : 0));
        must(queue >= 0 && queue < round_queue_count(round));
    }
    for (int queue = 0; queue < round_queue_count(round); queue++) {
        int need = round_queue_need(sheet, index, queue);
        must(need >= 1 && need <= ROUND_MAX_ITEMS);
        check_source(round_queue_source(round, queue), need);
    }
}

static void check_contest(const struct contest_sheet *sheet)
{
    must(sheet->code.len > 0 && sheet->title.len > 0 && sheet->team_count >= 2);
    must(sheet->decimals >= 0 && sheet->decimals <= MARK_DECIMALS && sheet->base >= 0);
    must(sheet->round_count >= 1 && sheet->round_count <= CONTEST_MAX_ROUNDS);
    must(sheet->rank_count >= 1 && sheet->rank_count <= CONTEST_RANK_KEYS);
    for (int i = 0; i < sheet->round_count; i++) {
        check_round(sheet, i);
        must(sheet->rounds[i].kind != ROUND_PLAYOFF || i == sheet->round_count - 1);
    }
    check_entrants(sheet->teams, sheet->team_count);
    check_awards(sheet->awards, sheet->award_count);
}

static void check_criterion(const struct criterion *criterion)
{
    must(criterion->id.len > 0 && criterion->title.len > 0 && criterion->factor > 0);
    must(criterion->min >= 0 && criterion->max > criterion->min);
    if (criterion->kind == CRITERION_JUDGED)
        must(criterion->step > 0 && (criterion->max - criterion->min) % criterion->step == 0);
    mark_t sum = 0;
    for (int i = 0; i < criterion->step_count; i++)
        sum += criterion->steps[i].marks;
    must(sum <= criterion->max && (criterion->kind == CRITERION_MEASURED) == (criterion->step_count > 0));
    for (int i = 0; i < criterion->level_count; i++) {
        mark_t mark = criterion->levels[i].mark;
        must(mark >= criterion->min && mark <= criterion->max);
        must(i == 0 || mark > criterion->levels[i - 1].mark);
    }
}

static void check_panel(const struct panel_sheet *sheet)
{
    must(sheet->code.len > 0 && sheet->title.len > 0 && sheet->performer_count >= 1);
    must(sheet->judge_count >= 1 && sheet->judge_count <= PANEL_MAX_JUDGES);
    must(sheet->head >= 0 && sheet->head < sheet->judge_count);
    must(sheet->drop_high + sheet->drop_low < sheet->judge_count);
    must(sheet->drop_from > sheet->drop_high + sheet->drop_low);
    must(sheet->rounding.total >= 0 && sheet->rounding.total <= MARK_DECIMALS && sheet->factor > 0);
    must(sheet->criterion_count >= 1 && sheet->criterion_count <= PANEL_MAX_CRITERIA);
    for (int i = 0; i < sheet->criterion_count; i++) {
        check_criterion(&sheet->criteria[i]);
        must(panel_criterion_find(sheet, sheet->criteria[i].id) == i);
    }
    must(panel_full(sheet) >= 0 && panel_full(sheet) <= MARK_MAX);
    must(sheet->rank_count >= 1 && sheet->rank_count <= PLACING_KEYS);
    for (int i = 0; i < sheet->rank_count; i++)
        must(sheet->rank[i].criterion >= 0 && sheet->rank[i].criterion < sheet->criterion_count);
    check_entrants(sheet->performers, sheet->performer_count);
    check_awards(sheet->awards, sheet->award_count);
}

static void check_series(const struct series_sheet *sheet)
{
    must(sheet->code.len > 0 && sheet->title.len > 0 && sheet->family.len > 0);
    must(sheet->part_count >= 1 && sheet->part_count <= SERIES_MAX_PARTS);
    for (int i = 0; i < sheet->part_count; i++)
        must(sheet->parts[i].event.len > 0 && sheet->parts[i].weight > 0 && sheet->parts[i].scale >= 0);
    must(sheet->members != MEMBERS_BEST || sheet->best >= 1);
    must(sheet->rank_count >= 1 && sheet->rank_count <= PLACING_KEYS);
    for (int i = 0; i < sheet->rank_count; i++)
        must(sheet->rank[i].part >= 0 && sheet->rank[i].part < sheet->part_count);
    for (int i = 0; i < sheet->past_count; i++)
        must(sheet->past[i].edition > 0 && sheet->past[i].champion_count > 0);
    check_entrants(sheet->entrants, sheet->entrant_count);
    check_awards(sheet->awards, sheet->award_count);
}

static void check_event(const struct event_sheet *sheet)
{
    must(event_sheet_code(sheet).len > 0 && event_sheet_title(sheet).len > 0);
    switch (sheet->kind) {
    case EVENT_KIND_TEST:
        check_sheet(&sheet->test);
        break;
    case EVENT_KIND_CONTEST:
        check_contest(&sheet->contest);
        break;
    case EVENT_KIND_PANEL:
        check_panel(&sheet->panel);
        break;
    case EVENT_KIND_SERIES:
        check_series(&sheet->series);
        break;
    }
}

static void try_hall(struct text source)
{
    struct arena arena = ARENA_EMPTY;
    struct diags diags = DIAGS_EMPTY;
    struct hall hall;
    if (hall_load(source, "hall.yaml", &arena, &diags, &hall))
        must(hall.connections > 0 && hall.wrong_pins > 0);
    check_findings(&diags, source);
    diags_finish(&diags);
    arena_finish(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text source = text_make((const char *)data, size);
    struct arena arena = ARENA_EMPTY;
    struct diags diags = DIAGS_EMPTY;
    struct event_sheet sheet;
    bool ok = event_file_load(source, "fuzz.yaml", &arena, &diags, &sheet);
    must(ok == (diags.errors == 0));
    if (ok)
        check_event(&sheet);
    check_findings(&diags, source);
    diags_finish(&diags);
    arena_finish(&arena);
    try_hall(source);
    return 0;
}
