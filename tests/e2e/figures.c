/* Reads attempts as numbers and prints their statistics as JSON: for the comparison with another
 * implementation.
 *
 * Input: how many attempts; of each how many slots, then of each slot
 *   revision child mark full given pending chosen spent      (marks in 1/10000, spent in ms) */
#include "base/json.h"
#include "base/mem.h"
#include "core/statistics.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct attempt {
    struct tally_slot *slots;
    int count;
    mark_t total, full;
};

static int64_t read_number(void)
{
    int64_t number;
    if (scanf("%" SCNd64, &number) != 1) {
        fputs("figures: a number is missing\n", stderr);
        exit(2);
    }
    return number;
}

static void read_attempt(struct attempt *attempt)
{
    attempt->count = (int)read_number();
    attempt->slots = xcalloc((size_t)attempt->count, sizeof *attempt->slots);
    for (int i = 0; i < attempt->count; i++) {
        struct tally_slot *slot = &attempt->slots[i];
        slot->revision = read_number();
        slot->child = (int)read_number();
        slot->mark = read_number();
        slot->full = read_number();
        slot->given = read_number() != 0;
        slot->pending = read_number() != 0;
        slot->chosen = (uint32_t)read_number();
        slot->spent = read_number();
        attempt->total += slot->mark;
        attempt->full += slot->full;
    }
}

static void add_real(struct buf *out, double value)
{
    if (isfinite(value))
        buf_addf(out, "%.17g", value);
    else
        buf_add_string(out, "null");
}

static void add_member(struct buf *out, const char *name, double value)
{
    json_add_name(out, name);
    add_real(out, value);
}

static void add_list(struct buf *out, const char *name, const double *values, int count)
{
    json_add_name(out, name);
    buf_add_char(out, '[');
    for (int i = 0; i < count; i++) {
        json_add_comma(out);
        add_real(out, values[i]);
    }
    buf_add_char(out, ']');
}

static void add_options(struct buf *out, const struct item_statistics *item)
{
    json_add_name(out, "counts");
    buf_add_char(out, '[');
    for (int k = 0; k < STATISTICS_OPTIONS; k++) {
        json_add_comma(out);
        buf_add_int(out, item->options[k].count);
    }
    buf_add_string(out, "],\"thirds\":[");
    for (int k = 0; k < STATISTICS_OPTIONS; k++) {
        buf_add_string(out, k ? ",[" : "[");
        for (int g = 0; g < STATISTICS_GROUPS; g++) {
            json_add_comma(out);
            add_real(out, item->options[k].share[g]);
        }
        buf_add_char(out, ']');
    }
    buf_add_char(out, ']');
}

static void add_item(struct buf *out, const struct item_statistics *item)
{
    json_add_comma(out);
    buf_add_char(out, '{');
    json_add_member_int(out, "revision", item->revision);
    json_add_member_int(out, "child", item->child);
    json_add_member_int(out, "n", item->n);
    json_add_member_int(out, "given", item->given);
    add_member(out, "facility", item->facility);
    add_member(out, "sd", item->sd);
    add_member(out, "discrimination", item->discrimination);
    add_member(out, "efficiency", item->efficiency);
    add_member(out, "weight", item->weight);
    add_member(out, "intended_weight", item->intended);
    add_member(out, "d27", item->d27);
    add_member(out, "median_seconds", item->median_seconds);
    add_member(out, "upper", item->share[GROUP_UPPER]);
    add_member(out, "middle", item->share[GROUP_MIDDLE]);
    add_member(out, "lower", item->share[GROUP_LOWER]);
    add_list(out, "blanks", item->blank, STATISTICS_GROUPS);
    add_options(out, item);
    buf_add_char(out, '}');
}

static void print_figures(const struct test_statistics *test)
{
    static const char *const bases[] = {[ALPHA_ITEMS] = "items", [ALPHA_PLACES] = "places"};
    struct buf out = BUF_EMPTY;
    buf_add_char(&out, '{');
    json_add_member_int(&out, "n", test->n);
    add_member(&out, "mean", test->mean);
    add_member(&out, "median", test->median);
    add_member(&out, "sd", test->sd);
    add_member(&out, "skewness", test->skewness);
    add_member(&out, "kurtosis", test->kurtosis);
    add_member(&out, "alpha", test->alpha);
    add_member(&out, "error_ratio", test->error_ratio);
    add_member(&out, "standard_error", test->standard_error);
    json_add_member(&out, "alpha_over", text_of(test->basis <= ALPHA_PLACES ? bases[test->basis] : ""));
    json_add_name(&out, "items");
    buf_add_char(&out, '[');
    for (size_t i = 0; i < test->item_count; i++)
        add_item(&out, &test->items[i]);
    buf_add_string(&out, "]}\n");
    fputs(buf_string(&out), stdout);
    buf_finish(&out);
}

int main(void)
{
    int64_t count = read_number();
    struct attempt *attempts = xcalloc((size_t)count, sizeof *attempts);
    struct statistics *statistics = statistics_create();
    struct arena arena = ARENA_EMPTY;
    struct test_statistics test;
    for (int64_t i = 0; i < count; i++) {
        read_attempt(&attempts[i]);
        statistics_add_total(statistics, attempts[i].total, attempts[i].full);
    }
    statistics_divide(statistics);
    for (int64_t i = 0; i < count; i++) {
        statistics_add(statistics, attempts[i].total, attempts[i].slots, attempts[i].count);
        free(attempts[i].slots);
    }
    statistics_end(statistics, &arena, &test);
    print_figures(&test);
    statistics_destroy(statistics);
    arena_finish(&arena);
    free(attempts);
    return 0;
}
