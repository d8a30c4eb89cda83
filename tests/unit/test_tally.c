#include "base/mem.h"
#include "base/rng.h"
#include "core/tally.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MANY = 60 };

static struct tally_slot random_slot(struct rng *rng)
{
    static const mark_t fulls[] = {10000, 10000, 10000, 20000, 0, 3333, MARK_MAX};
    struct tally_slot slot = {
        .revision = (int64_t)rng_below(rng, 3) * rng_below(rng, UINT32_MAX) + 1 + rng_below(rng, 500),
        .child = rng_below(rng, 4) ? -1 : (int)rng_below(rng, 20),
        .full = fulls[rng_below(rng, COUNT_OF(fulls))],
        .given = rng_below(rng, 5) != 0,
        .pending = rng_below(rng, 9) == 0,
        .chosen = rng_below(rng, 3) ? rng_below(rng, UINT32_MAX) >> rng_below(rng, 32) : 0,
        .spent = (int64_t)rng_below(rng, 100000) * rng_below(rng, 3) * 100,
    };
    switch (rng_below(rng, 4)) {
    case 0:
        slot.mark = slot.full;
        break;
    case 1:
        slot.mark = rng_below(rng, 20001);
        break;
    case 2:
        slot.mark = -(mark_t)rng_below(rng, 20001);
        break;
    default:
        break;
    }
    return slot;
}

static void assert_same(const struct tally_slot *a, const struct tally_slot *b)
{
    assert_int_equal(a->revision, b->revision);
    assert_int_equal(a->child, b->child);
    assert_int_equal(a->mark, b->mark);
    assert_int_equal(a->full, b->full);
    assert_int_equal(a->given, b->given);
    assert_int_equal(a->pending, b->pending);
    assert_int_equal(a->chosen, b->chosen);
    assert_int_equal(a->spent, b->spent);
}

/* Reads all; the number of slots before the end or the first bad byte. */
static int read_all(const void *bytes, size_t len, struct tally_slot *out, int capacity, bool *bad)
{
    struct tally_reader reader;
    struct tally_slot slot;
    int n = 0;
    tally_begin(&reader, bytes, len);
    for (; tally_next(&reader, &slot); n++)
        if (n < capacity)
            out[n] = slot;
    *bad = reader.bad;
    assert_true(reader.at == reader.end || reader.bad);
    assert_false(tally_next(&reader, &slot));
    /* The whole at once agrees. */
    struct tally_slot *whole = NULL;
    size_t room = 0;
    assert_int_equal(tally_read(bytes, len, &whole, &room), *bad ? -1 : n);
    for (int i = 0; !*bad && i < n && i < capacity; i++)
        assert_same(&out[i], &whole[i]);
    free(whole);
    return n;
}

static int make(struct rng *rng, struct tally_slot *slots, struct buf *out)
{
    int count = (int)rng_below(rng, MANY + 1);
    for (int i = 0; i < count; i++)
        slots[i] = random_slot(rng);
    buf_clear(out);
    tally_write(slots, count, out);
    return count;
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    struct rng rng;
    struct buf bytes = BUF_EMPTY;
    rng_init(&rng, text_of("test"), text_of("tally"), text_of(""));
    for (int round = 0; round < 2000; round++) {
        struct tally_slot slots[MANY], read[MANY];
        bool bad;
        int count = make(&rng, slots, &bytes);
        assert_int_equal(read_all(bytes.at, bytes.len, read, MANY, &bad), count);
        assert_false(bad);
        for (int i = 0; i < count; i++)
            assert_same(&slots[i], &read[i]);
    }
    buf_finish(&bytes);
}

static void times_come_back_in_tenths(void **state)
{
    (void)state;
    struct tally_slot slots[] = {{.revision = 1, .child = -1, .spent = 12399},
                                 {.revision = 2, .child = -1, .spent = 99},
                                 {.revision = 3, .child = -1, .spent = -5000}};
    struct tally_slot read[3];
    struct buf bytes = BUF_EMPTY;
    bool bad;
    tally_write(slots, 3, &bytes);
    assert_int_equal(read_all(bytes.at, bytes.len, read, 3, &bad), 3);
    assert_int_equal(read[0].spent, 12300);
    assert_int_equal(read[1].spent, 0);
    assert_int_equal(read[2].spent, 0);
    buf_finish(&bytes);
}

/* The usual answer of a usual form: flags, revision, letter, two bytes of time. */
static void a_usual_slot_is_five_bytes(void **state)
{
    (void)state;
    struct tally_slot slots[50];
    struct buf bytes = BUF_EMPTY;
    for (int i = 0; i < 50; i++)
        slots[i] = (struct tally_slot){.revision = 100 + 7 * i % 50,
                                       .child = -1,
                                       .mark = i % 3 ? 20000 : 0,
                                       .full = 20000,
                                       .given = true,
                                       .chosen = 4,
                                       .spent = 31500};
    tally_write(slots, 50, &bytes);
    assert_in_range(bytes.len, 1, 50 * 5 + 5);
    buf_finish(&bytes);
}

/* Numbers that cannot be honest are brought within, and what was written can still be read. */
static void absurd_numbers_are_readable(void **state)
{
    (void)state;
    struct tally_slot slots[] = {{INT64_MAX, 255, INT64_MAX, INT64_MIN, true, true, UINT32_MAX, INT64_MAX},
                                 {INT64_MIN, -7, INT64_MIN, INT64_MAX, false, false, 0, INT64_MIN}};
    struct tally_slot read[2];
    struct buf bytes = BUF_EMPTY;
    bool bad;
    tally_write(slots, 2, &bytes);
    assert_int_equal(read_all(bytes.at, bytes.len, read, 2, &bad), 2);
    assert_false(bad);
    assert_int_equal(read[0].revision, INT64_C(1) << 53);
    assert_int_equal(read[1].revision, -(INT64_C(1) << 53));
    assert_int_equal(read[1].child, -1);
    buf_finish(&bytes);
}

/* A copy of its own size, so that a sanitizer sees a read beyond the end. */
static void expect_bad(const char *bytes, size_t len)
{
    char *copy = xmalloc(len);
    bool bad;
    memcpy(copy, bytes, len);
    read_all(copy, len, NULL, 0, &bad);
    assert_true(bad);
    free(copy);
}

static void less_and_more_than_promised_is_bad(void **state)
{
    (void)state;
    struct rng rng;
    struct buf bytes = BUF_EMPTY;
    rng_init(&rng, text_of("test"), text_of("truncated"), text_of(""));
    for (int round = 0; round < 60; round++) {
        struct tally_slot slots[MANY];
        make(&rng, slots, &bytes);
        for (size_t len = 0; len < bytes.len; len++)
            expect_bad(bytes.at, len);
        buf_add_char(&bytes, 0);
        expect_bad(bytes.at, bytes.len);
    }
    buf_finish(&bytes);
}

/* Any bytes: never a crash, and what was read can be written again. */
static void any_bytes_are_survived(void **state)
{
    (void)state;
    struct rng rng;
    rng_init(&rng, text_of("test"), text_of("noise"), text_of(""));
    int whole = 0;
    for (int round = 0; round < 20000; round++) {
        size_t len = 1 + rng_below(&rng, 40);
        uint8_t *bytes = xmalloc(len);
        struct tally_slot slots[64];
        bool bad;
        for (size_t i = 0; i < len; i++)
            bytes[i] = (uint8_t)rng_below(&rng, rng_below(&rng, 3) ? 256 : 16);
        int n = read_all(bytes, len, slots, 64, &bad);
        assert_true(n <= 40);
        if (!bad) {
            struct tally_slot again[64];
            struct buf out = BUF_EMPTY;
            tally_write(slots, n, &out);
            assert_int_equal(read_all(out.at, out.len, again, 64, &bad), n);
            for (int i = 0; i < n; i++)
                assert_same(&slots[i], &again[i]);
            buf_finish(&out);
            whole++;
        }
        free(bytes);
    }
    assert_true(whole > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(times_come_back_in_tenths),
        cmocka_unit_test(a_usual_slot_is_five_bytes),
        cmocka_unit_test(absurd_numbers_are_readable),
        cmocka_unit_test(less_and_more_than_promised_is_bad),
        cmocka_unit_test(any_bytes_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
