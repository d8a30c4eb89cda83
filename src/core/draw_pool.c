/* Making the pool of a draw, and its hash. */
#include "base/buf.h"
#include "core/draw.h"

#include <stdlib.h>

static bool holds(const struct text *list, int64_t count, struct text wanted)
{
    for (int64_t i = 0; i < count; i++)
        if (text_equal(list[i], wanted))
            return true;
    return false;
}

static bool is_within(const struct text *units, int64_t count, struct text unit)
{
    for (int64_t i = 0; i < count; i++)
        if (unit_is_within(unit, units[i]))
            return true;
    return false;
}

static int by_text(const void *left, const void *right)
{
    return text_compare(*(const struct text *)left, *(const struct text *)right);
}

/* A sorted copy, since thousands of numbers are looked up in it. */
static struct text *sorted(const struct text *list, size_t count, struct arena *arena)
{
    struct text *copy = arena_array(arena, count, sizeof *copy);
    for (size_t i = 0; i < count; i++)
        copy[i] = list[i];
    if (count)
        qsort(copy, count, sizeof *copy, by_text);
    return copy;
}

static bool is_listed(const struct text *list, size_t count, struct text wanted)
{
    return count && bsearch(&wanted, list, count, sizeof *list, by_text);
}

static int by_number(const void *left, const void *right)
{
    const struct person *a = left, *b = right;
    return text_compare(a->number, b->number);
}

bool draw_pool_sort(struct person *pool, int64_t count, struct text *twice)
{
    if (count > 0)
        qsort(pool, (size_t)count, sizeof *pool, by_number);
    for (int64_t i = 1; i < count; i++)
        if (text_equal(pool[i].number, pool[i - 1].number)) {
            *twice = pool[i].number;
            return false;
        }
    return true;
}

const struct person *draw_pool_people(const struct person *roster, size_t count, const struct draw_rule *rule,
                                      const struct text *before, size_t before_count, struct arena *arena,
                                      int64_t *pool_count)
{
    struct person *pool = arena_array(arena, count, sizeof *pool);
    struct text *excused = sorted(rule->excused, (size_t)rule->excused_count, arena);
    struct text *drawn = sorted(before, before_count, arena);
    struct text twice;
    int64_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const struct person *person = &roster[i];
        if (rule->post_count && !holds(rule->posts, rule->post_count, person->post))
            continue;
        if (rule->unit_count && !is_within(rule->units, rule->unit_count, person->unit))
            continue;
        if (is_listed(excused, (size_t)rule->excused_count, person->number) ||
            is_listed(drawn, before_count, person->number))
            continue;
        pool[kept++] = *person;
    }
    (void)draw_pool_sort(pool, kept, &twice);
    *pool_count = kept;
    return pool;
}

struct hash draw_pool_hash(struct text id, const struct draw_event *pooled)
{
    const struct draw_rule *rule = &pooled->rule;
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_add_framed(&hasher, text_of(draw_kind_names[pooled->draw]));
    hasher_add_framed(&hasher, id);
    hasher_add_int(&hasher, rule->per_unit);
    hasher_add_int(&hasher, rule->depth);
    hasher_add_int(&hasher, rule->total);
    hasher_add_int(&hasher, rule->groups);
    hasher_add_int(&hasher, rule->returning);
    hasher_add_int(&hasher, pooled->pool_count);
    for (int64_t i = 0; i < pooled->pool_count; i++) {
        hasher_add_framed(&hasher, pooled->pool[i].number);
        hasher_add_framed(&hasher, pooled->pool[i].name);
        hasher_add_framed(&hasher, pooled->pool[i].unit);
        hasher_add_framed(&hasher, pooled->pool[i].post);
    }
    hasher_add_int(&hasher, pooled->topic_count);
    for (int64_t i = 0; i < pooled->topic_count; i++)
        hasher_add_framed(&hasher, pooled->topics[i]);
    return hasher_end(&hasher);
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static void add_part(struct buf *out, struct text part)
{
    bool due = false; /* a blank, or what stands between parts */
    part = text_trim(part);
    if (part.len && out->len)
        buf_add_string(out, " / ");
    for (size_t i = 0; i < part.len; i++) {
        if (is_blank(part.at[i])) {
            due = true;
            continue;
        }
        if (due)
            buf_add_char(out, ' ');
        due = false;
        buf_add_char(out, part.at[i]);
    }
}

struct text draw_join_seed(const struct text *parts, int64_t count, struct arena *arena)
{
    struct buf out = BUF_EMPTY;
    for (int64_t i = 0; i < count; i++)
        add_part(&out, parts[i]);
    struct text seed = arena_text(arena, buf_text(&out));
    buf_finish(&out);
    return seed;
}
