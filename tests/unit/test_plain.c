/* The quick looks at text agree with the slow ways of libunistring. */
#include "bank/plain.h"
#include "base/mem.h"
#include "base/rng.h"
#include "base/unicode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { ROUNDS = 30000, TEXT_MAX = 96 };

/* Appends a code point in UTF-8; returns its bytes. */
static size_t encode(uint32_t c, char *out)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

/* A character as texts have them, now and then one from anywhere. */
static uint32_t random_character(struct rng *rng)
{
    static const struct {
        uint32_t first, count;
    } ranges[] = {{0x20, 95},       {'a', 4},          {'A', 4},        {0x4E00, 0x5200}, {0x5000, 0x5000},
                  {0x3000, 0x30},   {0xFF01, 94},      {0x2010, 0x50},  {0x300, 0x10},    {0xC0, 0x40},
                  {0x3040, 0x60},   {0, 0x20},         {0x3400, 0x1A0}, {0xAC00, 0x2BA0}, {0x80, 0xD700},
                  {0xE000, 0x2000}, {0x10000, 0x20000}};
    /* The first half of the table twice as often as the rest. */
    uint32_t i = rng_below(rng, COUNT_OF(ranges) + 8);
    if (i >= COUNT_OF(ranges))
        i -= (uint32_t)COUNT_OF(ranges);
    return ranges[i].first + rng_below(rng, ranges[i].count);
}

static struct text random_text(struct rng *rng, char *out)
{
    size_t len = 0, characters = rng_below(rng, 20);
    bool tame = rng_below(rng, 2); /* only ideographs and punctuation, so that it often is plain */
    for (size_t i = 0; i < characters; i++) {
        uint32_t c = tame
                         ? (rng_below(rng, 5) ? 0x4E00 + rng_below(rng, 0x5200) : 0xFF01 + rng_below(rng, 94))
                         : random_character(rng);
        len += encode(c, out + len);
    }
    return text_make(out, len);
}

static void plain_texts_need_no_second_look(void **state)
{
    (void)state;
    struct rng rng;
    rng_init(&rng, text_of("plain"), text_of("texts"), text_of(""));
    struct arena arena = ARENA_EMPTY;
    int plain = 0;
    for (int round = 0; round < ROUNDS; round++) {
        char bytes[TEXT_MAX];
        struct text t = random_text(&rng, bytes);
        assert_true(utf8_find_invalid(t) < 0);
        if (!plain_text(t))
            continue;
        plain++;
        assert_true(text_equal(utf8_nfc(&arena, t), t));
        assert_false(utf8_has_controls(t, ""));
        arena_clear(&arena);
    }
    assert_true(plain > ROUNDS / 3 && plain < ROUNDS);
    arena_finish(&arena);
}

static void every_plain_character_is_in_nfc_and_no_control(void **state)
{
    (void)state;
    struct arena arena = ARENA_EMPTY;
    for (uint32_t c = 1; c < 0x11000; c++) {
        char bytes[16] = "xxxxxxxx";
        if (c >= 0xD800 && c < 0xE000)
            continue;
        for (size_t before = 0; before < 9; before += 4) {
            memset(bytes, 'x', 8);
            struct text t = text_make(bytes, before + encode(c, bytes + before));
            if (!plain_text(t))
                continue;
            assert_true(text_equal(utf8_nfc(&arena, t), t));
            assert_false(utf8_has_controls(t, ""));
        }
        arena_clear(&arena);
    }
    arena_finish(&arena);
    assert_true(plain_text(text_of("《中国共产党章程》：党支部，abc 123！“是”——…")));
    assert_false(plain_text(text_of("a\tb")));
    assert_false(plain_text(text_of("abcdefg\x7F")));
}

static void equal_when_folded_is_equal(void **state)
{
    (void)state;
    struct rng rng;
    rng_init(&rng, text_of("plain"), text_of("fold"), text_of(""));
    struct arena arena = ARENA_EMPTY, scratch = ARENA_EMPTY;
    int equal = 0;
    for (int round = 0; round < ROUNDS; round++) {
        char first[TEXT_MAX], second[TEXT_MAX];
        struct text a = random_text(&rng, first), b = random_text(&rng, second);
        if (rng_below(&rng, 2)) { /* the same text in another dress */
            b = utf8_fold(&arena, a);
            if (rng_below(&rng, 2))
                b = plain_half_width(&arena, a);
        }
        bool expected = text_equal(utf8_fold(&arena, a), utf8_fold(&arena, b));
        uint64_t hash_a = plain_fold_hash(&scratch, a), hash_b = plain_fold_hash(&scratch, b);
        assert_true(!expected || hash_a == hash_b);
        assert_true(plain_fold_equal(&scratch, a, hash_a, b, hash_b) == expected);
        equal += expected;
        arena_clear(&arena);
    }
    assert_true(equal > ROUNDS / 4 && equal < ROUNDS);
    arena_finish(&arena);
    arena_finish(&scratch);
}

static void full_width_is_made_half_width(void **state)
{
    (void)state;
    struct arena arena = ARENA_EMPTY;
    assert_true(text_is(plain_half_width(&arena, text_of("Ａ１％　：，。é")), "A1% :,。é"));
    struct text t = text_of("plain ASCII");
    assert_ptr_equal(plain_half_width(&arena, t).at, t.at);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_texts_need_no_second_look),
        cmocka_unit_test(every_plain_character_is_in_nfc_and_no_control),
        cmocka_unit_test(equal_when_folded_is_equal),
        cmocka_unit_test(full_width_is_made_half_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
