#include "base/hash.h"
#include "base/rng.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static struct text t(const char *string)
{
    return text_of(string);
}

static void assert_hash(struct hash hash, const char *expected)
{
    char hex[HASH_HEX_SIZE];
    hash_to_hex(&hash, hex);
    assert_string_equal(hex, expected);
}

/* The published digests of BLAKE2b with 32 bytes of output. */
static void hashes_are_blake2b_256(void **state)
{
    (void)state;
    assert_hash(hash_of(t("")), "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    assert_hash(hash_of(t("abc")), "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

static void pieces_hash_as_the_whole(void **state)
{
    (void)state;
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_add(&hasher, t("a"));
    hasher_add(&hasher, t(""));
    hasher_add(&hasher, t("bc"));
    struct hash pieces = hasher_end(&hasher), whole = hash_of(t("abc"));
    assert_true(hash_equal(&pieces, &whole));

    struct hash framed[2];
    static const char *const splits[2][2] = {{"ab", "c"}, {"a", "bc"}};
    for (int i = 0; i < 2; i++) {
        hasher_init(&hasher);
        hasher_add_framed(&hasher, t(splits[i][0]));
        hasher_add_framed(&hasher, t(splits[i][1]));
        framed[i] = hasher_end(&hasher);
    }
    assert_false(hash_equal(&framed[0], &framed[1]));
}

static void hexadecimal_goes_both_ways(void **state)
{
    (void)state;
    struct hash hash = hash_of(t("abc")), back;
    char hex[HASH_HEX_SIZE];
    hash_to_hex(&hash, hex);
    assert_true(hash_from_hex(text_make(hex, 64), &back));
    assert_true(hash_equal(&hash, &back));
    assert_false(hash_from_hex(text_make(hex, 63), &back));
    assert_false(hash_from_hex(text_make(hex, 62), &back));
    hex[10] = 'g';
    assert_false(hash_from_hex(text_make(hex, 64), &back));
    hex[10] = ' ';
    assert_false(hash_from_hex(text_make(hex, 64), &back));
}

/* RFC 8439, appendix A.1, test vectors 1 and 2: the key and nonce of zeros, blocks 0 and 1. */
static void the_stream_is_chacha20(void **state)
{
    (void)state;
    static const uint32_t first[] = {0xade0b876, 0x903df1a0, 0xe56a5d40, 0x28bd8653};
    static const uint32_t second[] = {0xbee7079f, 0x7a385155, 0x7c97ba98, 0x0d082d73};
    struct rng rng = {.block = 0, .used = sizeof rng.bytes};
    for (int i = 0; i < 32; i++) {
        uint32_t value = rng_next(&rng);
        if (i < 4)
            assert_int_equal(value, first[i]);
        if (i >= 16 && i < 20)
            assert_int_equal(value, second[i - 16]);
    }
}

/* Values computed by an implementation of docs/draw.md in another language. */
static void the_key_is_derived_as_documented(void **state)
{
    (void)state;
    struct rng rng;
    struct hash key;
    rng_init(&rng, t("seed"), t("form"), t("10021#1"));
    memcpy(key.bytes, rng.key, HASH_SIZE);
    assert_hash(key, "408b7e8a8e131de8d6d5ffecf75d1077655e8bbc4e889c0b1c5eaa923887c300");
    static const uint32_t numbers[] = {0xbaccb9dc, 0xfc8a2c9a, 0xbfcdc4ce, 0x40096050};
    for (int i = 0; i < 4; i++)
        assert_int_equal(rng_next(&rng), numbers[i]);
    for (int i = 0; i < 129; i++)
        rng_next(&rng);
    assert_int_equal(rng_next(&rng), 0xcea3c3a8);
    rng_init(&rng, t(""), t(""), t(""));
    assert_int_equal(rng_next(&rng), 0x38b67d43);
}

static void numbers_beyond_the_fair_range_are_thrown_away(void **state)
{
    (void)state;
    struct rng rng;
    rng_init(&rng, t("seed"), t("reject"), t("x"));
    static const uint32_t kept[] = {1901450892, 1015598008, 1323181312, 1490561628};
    for (int i = 0; i < 4; i++)
        assert_int_equal(rng_below(&rng, UINT32_C(0x80000001)), kept[i]);
}

static void one_choice_takes_a_number_all_the_same(void **state)
{
    (void)state;
    struct rng a, b;
    rng_init(&a, t("s"), t("p"), t("x"));
    b = a;
    assert_int_equal(rng_below(&a, 1), 0);
    rng_next(&b);
    assert_int_equal(rng_next(&a), rng_next(&b));
}

static void shuffles_are_as_documented(void **state)
{
    (void)state;
    static const uint8_t expected[10] = {2, 1, 3, 4, 5, 9, 0, 8, 7, 6};
    uint8_t bytes[10];
    uint32_t words[10];
    struct rng a, b;
    for (uint8_t i = 0; i < 10; i++)
        words[i] = bytes[i] = i;
    rng_init(&a, t("比武"), t("form"), t("10021#1"));
    b = a;
    rng_shuffle_bytes(&a, bytes, 10);
    rng_shuffle(&b, words, 10);
    for (int i = 0; i < 10; i++) {
        assert_int_equal(bytes[i], expected[i]);
        assert_int_equal(words[i], expected[i]);
    }
    rng_shuffle(&a, words, 0);
    rng_shuffle(&a, words, 1);
    assert_int_equal(rng_next(&a), rng_next(&b)); /* shuffling none or one takes no number */
}

/* The stream is fixed, so this either always holds or never. The bound is 99.99 % of the chi-square
 * distribution with 9 degrees of freedom. */
static void numbers_are_uniform(void **state)
{
    (void)state;
    enum { CELLS = 10, DRAWS = 100000 };
    int counts[CELLS] = {0};
    struct rng rng;
    rng_init(&rng, t("test"), t("uniform"), t(""));
    for (int i = 0; i < DRAWS; i++)
        counts[rng_below(&rng, CELLS)]++;
    double chi = 0, mean = (double)DRAWS / CELLS;
    for (int i = 0; i < CELLS; i++)
        chi += (counts[i] - mean) * (counts[i] - mean) / mean;
    assert_true(chi < 33.7);
    assert_true(chi > 0);
}

/* Each of the 24 orders of four comes up about as often; 99.99 % with 23 degrees of freedom. */
static void permutations_are_uniform(void **state)
{
    (void)state;
    enum { DRAWS = 48000 };
    int counts[256] = {0};
    struct rng rng;
    rng_init(&rng, t("test"), t("permutations"), t(""));
    for (int i = 0; i < DRAWS; i++) {
        uint8_t order[4] = {0, 1, 2, 3};
        rng_shuffle_bytes(&rng, order, 4);
        counts[order[0] << 6 | order[1] << 4 | order[2] << 2 | order[3]]++;
    }
    int seen = 0;
    double chi = 0, mean = DRAWS / 24.0;
    for (int i = 0; i < 256; i++)
        if (counts[i]) {
            seen++;
            chi += (counts[i] - mean) * (counts[i] - mean) / mean;
        }
    assert_int_equal(seen, 24);
    assert_true(chi < 56);
}

static void streams_of_other_names_differ(void **state)
{
    (void)state;
    struct rng a, b, c;
    rng_init(&a, t("ab"), t("c"), t(""));
    rng_init(&b, t("a"), t("bc"), t(""));
    rng_init(&c, t("ab"), t(""), t("c"));
    uint32_t x = rng_next(&a), y = rng_next(&b), z = rng_next(&c);
    assert_true(x != y && y != z && x != z);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashes_are_blake2b_256),
        cmocka_unit_test(pieces_hash_as_the_whole),
        cmocka_unit_test(hexadecimal_goes_both_ways),
        cmocka_unit_test(the_stream_is_chacha20),
        cmocka_unit_test(the_key_is_derived_as_documented),
        cmocka_unit_test(numbers_beyond_the_fair_range_are_thrown_away),
        cmocka_unit_test(one_choice_takes_a_number_all_the_same),
        cmocka_unit_test(shuffles_are_as_documented),
        cmocka_unit_test(numbers_are_uniform),
        cmocka_unit_test(permutations_are_uniform),
        cmocka_unit_test(streams_of_other_names_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
