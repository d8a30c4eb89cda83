#include "core/series.h"

#include "base/arena.h"

#include <stdlib.h>

/* ---- Looking up results ------------------------------------------------------------------------------- */

/* The results of one part by code; of equal codes the row given first. */
struct part_index {
    const struct part_results *results;
    const struct part_result **by_code;
    bool timed; /* some row has a time */
};

static int compare_codes(const void *left, const void *right)
{
    const struct part_result *a = *(const struct part_result *const *)left;
    const struct part_result *b = *(const struct part_result *const *)right;
    int order = text_compare(a->code, b->code);
    return order != 0 ? order : (a > b) - (a < b);
}

static struct part_index index_part(const struct part_results *results, struct arena *arena)
{
    struct part_index index = {.results = results};
    index.by_code = arena_array(arena, results->count, sizeof(struct part_result *));
    for (size_t i = 0; i < results->count; i++) {
        index.by_code[i] = &results->rows[i];
        index.timed |= results->rows[i].elapsed > 0;
    }
    if (results->count)
        qsort(index.by_code, results->count, sizeof(struct part_result *), compare_codes);
    return index;
}

static const struct part_result *find_code(const struct part_index *index, struct text code)
{
    size_t low = 0, high = index->results->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text_compare(index->by_code[middle]->code, code) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < index->results->count && text_equal(index->by_code[low]->code, code);
    return found ? index->by_code[low] : NULL;
}

static bool is_named_like(const struct part_result *row, const struct entrant *entrant)
{
    if (entrant->name.len == 0 || !text_equal(row->name, entrant->name))
        return false;
    return row->unit.len == 0 || entrant->unit.len == 0 || text_equal(row->unit, entrant->unit);
}

static const struct part_result *find_name(const struct part_index *index, const struct entrant *entrant)
{
    const struct part_result *found = NULL;
    for (size_t i = 0; i < index->results->count; i++) {
        const struct part_result *row = &index->results->rows[i];
        if (!is_named_like(row, entrant))
            continue;
        if (found)
            return NULL;
        found = row;
    }
    return found;
}

/* ---- One entrant in one part -------------------------------------------------------------------------- */

static mark_t scale_mark(const struct series_sheet *sheet, const struct series_part *part,
                         const struct part_result *row)
{
    mark_t full = part->full > 0 ? part->full : row->full;
    if (part->scale <= 0 || full <= 0)
        return mark_round(row->mark, sheet->decimals);
    return mark_ratio(row->mark, part->scale, full, sheet->decimals);
}

static struct series_share share_of_row(const struct series_sheet *sheet, const struct series_part *part,
                                        const struct part_result *row)
{
    return (struct series_share){
        .present = true, .mark = scale_mark(sheet, part, row), .elapsed = row->elapsed, .members = 1};
}

/* Best first; of equal marks the one who took less time. */
static int compare_shares(const void *left, const void *right)
{
    const struct series_share *a = left, *b = right;
    if (a->mark != b->mark)
        return a->mark > b->mark ? -1 : 1;
    return (a->elapsed > b->elapsed) - (a->elapsed < b->elapsed);
}

/* Joins the results of members. `listed`: how many there should be; 0: just those. */
static struct series_share join_shares(const struct series_sheet *sheet, struct series_share *shares,
                                       int count, int listed)
{
    int wanted = listed > 0 ? listed : count;
    if (sheet->members == MEMBERS_BEST && sheet->best > 0 && wanted > sheet->best)
        wanted = sheet->best;
    if (count == 0 || (count < wanted && sheet->absent == ABSENT_UNRANKED))
        return (struct series_share){.present = false};
    qsort(shares, (size_t)count, sizeof *shares, compare_shares);
    int counted = count < wanted ? count : wanted;
    struct series_share joined = {.present = true, .members = counted};
    for (int i = 0; i < counted; i++) {
        joined.mark += shares[i].mark;
        joined.elapsed += shares[i].elapsed;
    }
    if (sheet->members != MEMBERS_SUM) {
        joined.mark = mark_ratio(joined.mark, 1, wanted, sheet->decimals);
        joined.elapsed /= counted;
    }
    return joined;
}

static struct series_share join_members(const struct series_sheet *sheet, const struct series_part *part,
                                        const struct part_index *index, const struct entrant *entrant)
{
    struct arena arena = ARENA_EMPTY;
    struct series_share *shares = arena_array(&arena, (size_t)entrant->member_count, sizeof *shares);
    int count = 0;
    for (int i = 0; i < entrant->member_count; i++) {
        const struct part_result *row = find_code(index, entrant->members[i]);
        if (row)
            shares[count++] = share_of_row(sheet, part, row);
    }
    struct series_share joined = {.present = false};
    if (count > 0)
        joined = join_shares(sheet, shares, count, entrant->member_count);
    joined.members = count;
    arena_finish(&arena);
    return joined;
}

static struct series_share join_unit(const struct series_sheet *sheet, const struct series_part *part,
                                     const struct part_index *index, struct text unit)
{
    struct arena arena = ARENA_EMPTY;
    const struct part_results *results = index->results;
    struct series_share *shares = arena_array(&arena, results->count, sizeof *shares);
    int count = 0;
    for (size_t i = 0; i < results->count; i++) {
        struct text path = results->rows[i].unit;
        if (sheet->entrant_count > 0 ? unit_is_within(path, unit) : text_equal(path, unit))
            shares[count++] = share_of_row(sheet, part, &results->rows[i]);
    }
    struct series_share joined = {.present = false};
    if (count > 0)
        joined = join_shares(sheet, shares, count, 0);
    arena_finish(&arena);
    return joined;
}

static struct series_share share_of(const struct series_sheet *sheet, const struct series_part *part,
                                    const struct part_index *index, const struct entrant *entrant)
{
    if (sheet->of == SERIES_OF_UNITS)
        return join_unit(sheet, part, index, entrant->unit);
    const struct part_result *row = find_code(index, entrant->code);
    if (row)
        return share_of_row(sheet, part, row);
    struct series_share share = join_members(sheet, part, index, entrant);
    if (share.members > 0)
        return share;
    if (sheet->entrant_count > 0 && !index->results->persons)
        row = find_name(index, entrant);
    return row ? share_of_row(sheet, part, row) : share;
}

/* ---- Entrants ----------------------------------------------------------------------------------------- */

static int compare_entrant_codes(const void *a, const void *b)
{
    return text_compare(((const struct entrant *)a)->code, ((const struct entrant *)b)->code);
}

/* Every row of the parts as an entrant, with repetitions. */
static size_t entrants_of_rows(const struct series_sheet *sheet, const struct part_results *parts,
                               struct entrant *out)
{
    size_t count = 0;
    for (int p = 0; p < sheet->part_count; p++) {
        if (sheet->of == SERIES_OF_TEAMS && parts[p].persons)
            continue;
        for (size_t i = 0; i < parts[p].count; i++) {
            const struct part_result *row = &parts[p].rows[i];
            if (sheet->of != SERIES_OF_UNITS)
                out[count++] = (struct entrant){.code = row->code, .name = row->name, .unit = row->unit};
            else if (row->unit.len > 0)
                out[count++] = (struct entrant){.code = row->unit, .name = row->unit, .unit = row->unit};
        }
    }
    return count;
}

static size_t collect_entrants(const struct series_sheet *sheet, const struct part_results *parts,
                               struct arena *arena, const struct entrant **out)
{
    size_t rows = 0;
    for (int p = 0; p < sheet->part_count; p++)
        rows += parts[p].count;
    struct entrant *all = arena_array(arena, rows, sizeof *all);
    size_t count = entrants_of_rows(sheet, parts, all), kept = 0;
    if (count)
        qsort(all, count, sizeof *all, compare_entrant_codes);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || !text_equal(all[kept - 1].code, all[i].code))
            all[kept++] = all[i];
    *out = all;
    return kept;
}

static size_t take_entrants(const struct series_sheet *sheet, const struct part_results *parts,
                            struct arena *arena, const struct entrant **out)
{
    if (sheet->entrant_count == 0)
        return collect_entrants(sheet, parts, arena, out);
    size_t count = (size_t)sheet->entrant_count;
    struct entrant *entrants = arena_array(arena, count, sizeof *entrants);
    for (size_t i = 0; i < count; i++) {
        entrants[i] = sheet->entrants[i];
        if (sheet->of == SERIES_OF_UNITS && entrants[i].unit.len == 0)
            entrants[i].unit = entrants[i].name;
    }
    *out = entrants;
    return count;
}

/* ---- The standing ------------------------------------------------------------------------------------- */

static struct series_row make_row(const struct series_sheet *sheet, const struct part_index *indexes,
                                  const struct entrant *entrant)
{
    struct series_row row = {.entrant = *entrant};
    for (int p = 0; p < sheet->part_count; p++) {
        struct series_share *share = &row.shares[p];
        *share = share_of(sheet, &sheet->parts[p], &indexes[p], entrant);
        share->weighted = mark_ratio(share->mark, sheet->parts[p].weight, MARK_ONE, sheet->decimals);
        row.total += share->weighted;
        row.elapsed += share->elapsed;
        row.missing += !share->present;
    }
    return row;
}

static bool lacks_time(const struct series_sheet *sheet, const struct part_index *indexes,
                       const struct series_row *row)
{
    for (int p = 0; p < sheet->part_count; p++)
        if (indexes[p].timed && !row->shares[p].present)
            return true;
    return false;
}

static int64_t rank_value(const struct series_sheet *sheet, const struct part_index *indexes,
                          const struct series_row *row, const struct series_rank *rank)
{
    switch (rank->key) {
    case SERIES_RANK_TOTAL:
        return row->total;
    case SERIES_RANK_ELAPSED: /* in whole seconds, as tables print it */
        return lacks_time(sheet, indexes, row) ? INT64_MIN : -(row->elapsed / 1000);
    case SERIES_RANK_PART:
        return row->shares[rank->part].mark;
    }
    return 0;
}

static struct placing place_of(const struct series_sheet *sheet, const struct part_index *indexes,
                               const struct series_row *row, int entrant)
{
    bool absent = row->missing > 0 && sheet->absent == ABSENT_UNRANKED;
    struct placing place = {.entrant = entrant, .unranked = absent || row->missing == sheet->part_count};
    for (int k = 0; k < sheet->rank_count; k++)
        place.keys[k] = rank_value(sheet, indexes, row, &sheet->rank[k]);
    return place;
}

size_t series_standing(const struct series_sheet *sheet, const struct part_results *parts,
                       struct arena *arena, struct series_row **out)
{
    struct arena work = ARENA_EMPTY;
    struct part_index indexes[SERIES_MAX_PARTS];
    for (int p = 0; p < sheet->part_count; p++)
        indexes[p] = index_part(&parts[p], &work);
    const struct entrant *entrants;
    size_t count = take_entrants(sheet, parts, &work, &entrants);
    struct series_row *rows = arena_array(&work, count, sizeof *rows);
    struct placing *places = arena_array(&work, count, sizeof *places);
    for (size_t i = 0; i < count; i++) {
        rows[i] = make_row(sheet, indexes, &entrants[i]);
        places[i] = place_of(sheet, indexes, &rows[i], (int)i);
    }
    placing_rank(places, count, sheet->rank_count);
    struct series_row *ranked = arena_array(arena, count, sizeof *ranked);
    for (size_t i = 0; i < count; i++) {
        ranked[i] = rows[places[i].entrant];
        ranked[i].rank = places[i].rank;
        ranked[i].decided = places[i].decided;
        ranked[i].award = award_of(sheet->awards, sheet->award_count, places[i].rank);
    }
    arena_finish(&work);
    *out = ranked;
    return count;
}
