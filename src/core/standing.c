#include "core/standing.h"

#include "base/mem.h"
#include "core/ranks.h"

#include <assert.h>
#include <stdlib.h>

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

int64_t standing_worth(enum rank_key key, mark_t marks, int64_t elapsed, int64_t submitted)
{
    switch (key) {
    case RANK_MARKS:
        return ~marks; /* as −marks, for every number there is */
    case RANK_ELAPSED:
        return elapsed / 1000;
    case RANK_SUBMITTED:
        return submitted;
    }
    return 0;
}

static int64_t worth_of(const struct standing_row *row, enum rank_key key)
{
    return standing_worth(key, row->marks, row->elapsed, row->submitted);
}

struct chain {
    const enum rank_key *keys;
    int count;
};

static int compare_by_chain(const struct standing_row *a, const struct standing_row *b,
                            const struct chain *chain)
{
    for (int i = 0; i < chain->count; i++) {
        int order = compare_numbers(worth_of(a, chain->keys[i]), worth_of(b, chain->keys[i]));
        if (order != 0)
            return order;
    }
    return 0;
}

static int compare_by_person(const void *left, const void *right)
{
    const struct standing_row *a = left, *b = right;
    int order = text_compare(a->person.number, b->person.number);
    return order != 0 ? order : compare_numbers(a->attempt, b->attempt);
}

/* By number, then attempt, as the store mostly gives them already. */
static void sort_by_person(struct standing_row *rows, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (compare_by_person(&rows[i - 1], &rows[i]) > 0) {
            qsort(rows, count, sizeof *rows, compare_by_person);
            return;
        }
}

/* Of rows that are in order of number: those equal in the chain stay so. */
static void rank_sorted(struct standing_row *rows, size_t count, const struct chain *chain)
{
    int64_t *columns[RANK_KEYS_MAX];
    uint32_t *order = xmalloc(count * sizeof *order);
    int *ranks = xmalloc(count * sizeof *ranks);
    struct standing_row *before = xmalloc(count * sizeof *before);
    for (int k = 0; k < chain->count; k++) {
        columns[k] = xmalloc(count * sizeof *columns[k]);
        for (size_t i = 0; i < count; i++)
            columns[k][i] = worth_of(&rows[i], chain->keys[k]);
    }
    ranks_order((const int64_t *const *)columns, chain->count, count, order, ranks);
    if (count)
        memcpy(before, rows, count * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        rows[i] = before[order[i]];
        rows[i].rank = ranks[i];
    }
    for (int k = 0; k < chain->count; k++)
        free(columns[k]);
    free(before);
    free(ranks);
    free(order);
}

void standing_rank(struct standing_row *rows, size_t count, const enum rank_key *chain, int chain_count)
{
    struct chain context = {chain, chain_count};
    assert(chain_count <= RANK_KEYS_MAX);
    sort_by_person(rows, count);
    rank_sorted(rows, count, &context);
}

size_t standing_best(struct standing_row *rows, size_t count, const enum rank_key *chain, int chain_count)
{
    struct chain context = {chain, chain_count};
    size_t kept = 0;
    assert(chain_count <= RANK_KEYS_MAX);
    sort_by_person(rows, count);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || !text_equal(rows[kept - 1].person.number, rows[i].person.number))
            rows[kept++] = rows[i];
        else if (compare_by_chain(&rows[i], &rows[kept - 1], &context) < 0)
            rows[kept - 1] = rows[i];
    rank_sorted(rows, kept, &context);
    return kept;
}

/* ---- Units ---------------------------------------------------------------------------------------- */

static int compare_person_numbers(const void *a, const void *b)
{
    return text_compare(((const struct person *)a)->number, ((const struct person *)b)->number);
}

static int compare_person_units(const void *left, const void *right)
{
    const struct person *a = left, *b = right;
    int order = text_compare(a->unit, b->unit);
    return order != 0 ? order : text_compare(a->number, b->number);
}

static int compare_unit_names(const void *a, const void *b)
{
    return text_compare(((const struct unit_row *)a)->unit, ((const struct unit_row *)b)->unit);
}

/* Those entitled, and those with a result who are not (any more): each once. */
static struct person *gather_members(const struct person *people, size_t people_count,
                                     const struct standing_row *rows, size_t row_count, size_t *count)
{
    struct person *all = xcalloc(people_count + row_count, sizeof *all);
    if (people_count)
        memcpy(all, people, people_count * sizeof *all);
    qsort(all, people_count, sizeof *all, compare_person_numbers);
    *count = people_count;
    for (size_t i = 0; i < row_count; i++)
        if (!bsearch(&rows[i].person, all, people_count, sizeof *all, compare_person_numbers))
            all[(*count)++] = rows[i].person;
    qsort(all, *count, sizeof *all, compare_person_units);
    return all;
}

static size_t make_units(const struct person *members, size_t count, struct unit_row *units)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (n == 0 || !text_equal(units[n - 1].unit, members[i].unit))
            units[n++] = (struct unit_row){.unit = members[i].unit};
        units[n - 1].members++;
    }
    return n;
}

static void add_result(struct unit_row *unit, const struct standing_row *row)
{
    unit->best = unit->taken == 0 || row->marks > unit->best ? row->marks : unit->best;
    unit->worst = unit->taken == 0 || row->marks < unit->worst ? row->marks : unit->worst;
    unit->taken++;
    unit->passed += row->passed;
    unit->excellent += row->excellent;
    unit->sum += row->marks;
}

/* Better mean first, then greater participation: taken / members as exact fractions. */
static int compare_units(const struct unit_row *a, const struct unit_row *b)
{
    int order = compare_numbers(b->mean, a->mean);
    if (order == 0)
        order = compare_numbers((int64_t)b->taken * a->members, (int64_t)a->taken * b->members);
    return order;
}

static int compare_units_then_names(const void *a, const void *b)
{
    int order = compare_units(a, b);
    return order != 0 ? order : compare_unit_names(a, b);
}

/* A member's unit is the one on the list of people; a result is counted there, whatever unit it was taken in.
 */
static struct unit_row *unit_of_row(struct unit_row *units, size_t n, const struct person *by_number,
                                    size_t count, const struct standing_row *row)
{
    const struct person *person =
        bsearch(&row->person, by_number, count, sizeof *by_number, compare_person_numbers);
    struct unit_row wanted = {.unit = person ? person->unit : row->person.unit};
    return bsearch(&wanted, units, n, sizeof *units, compare_unit_names);
}

size_t standing_units(const struct person *people, size_t people_count, const struct standing_row *rows,
                      size_t row_count, int decimals, struct unit_row **out)
{
    size_t count;
    struct person *members = gather_members(people, people_count, rows, row_count, &count);
    struct unit_row *units = xcalloc(count, sizeof *units);
    size_t n = make_units(members, count, units);
    qsort(members, count, sizeof *members, compare_person_numbers);
    for (size_t i = 0; i < row_count; i++)
        add_result(unit_of_row(units, n, members, count, &rows[i]), &rows[i]);
    for (size_t i = 0; i < n; i++)
        if (units[i].taken)
            units[i].mean = mark_share(units[i].sum, 1, units[i].taken, decimals);
    qsort(units, n, sizeof *units, compare_units_then_names);
    for (size_t i = 0; i < n; i++) {
        bool tied = i > 0 && compare_units(&units[i - 1], &units[i]) == 0;
        units[i].rank = tied ? units[i - 1].rank : (int)i + 1;
    }
    free(members);
    *out = units;
    return n;
}
