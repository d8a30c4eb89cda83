#include "items.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Reads `written` and asserts what it comes to in canonical form. */
static void assert_canonical(const struct item *item, const char *written, const char *canonical)
{
    struct arena arena = ARENA_EMPTY;
    struct buf out = BUF_EMPTY;
    struct response response;
    struct err err = ERR_NONE;
    if (!response_parse(item, text_of(written), &arena, &response, &err))
        fail_msg("“%s” is refused: %s", written, err.message);
    response_format(item, &response, &out);
    assert_string_equal(buf_string(&out), canonical);
    buf_finish(&out);
    arena_finish(&arena);
}

static void assert_refused(const struct item *item, const char *written)
{
    struct arena arena = ARENA_EMPTY;
    struct response response;
    struct err err = ERR_NONE;
    if (response_parse(item, text_of(written), &arena, &response, &err))
        fail_msg("“%s” is taken", written);
    assert_int_equal(err.kind, ERR_INVALID);
    assert_true(err.message[0]);
    arena_finish(&arena);
}

static void single_is_one_letter(void **state)
{
    (void)state;
    struct item item = item_with_options(ITEM_SINGLE, 4, 1);
    assert_canonical(&item, "C", "C");
    assert_canonical(&item, " c　", "C");
    assert_canonical(&item, "Ｄ", "D");
    assert_canonical(&item, "", "");
    assert_canonical(&item, " ", "");
    assert_refused(&item, "E");
    assert_refused(&item, "AB");
    assert_refused(&item, "1");
    assert_refused(&item, "甲");
    assert_refused(&item, "A\x01");
    assert_refused(&item, "\xFF");
}

static void multiple_takes_letters_in_any_order(void **state)
{
    (void)state;
    struct item item = item_with_options(ITEM_MULTIPLE, 4, 3);
    assert_canonical(&item, "DBA", "ABD");
    assert_canonical(&item, "b, d", "BD");
    assert_canonical(&item, "Ａ、Ｃ，Ｄ", "ACD");
    assert_canonical(&item, ",", "");
    assert_refused(&item, "AA");
    assert_refused(&item, "ABE");
    assert_refused(&item, "A;B");
}

static void truefalse_has_many_spellings(void **state)
{
    (void)state;
    struct item item = item_with_options(ITEM_TRUEFALSE, 0, 1);
    static const char *const truths[] = {"T", "t", "true", "TRUE", "对", "正确", "√", "是", "Y", "ｙ"};
    static const char *const lies[] = {"F", "false", "错", "错误", "×", "否", "n", " False "};
    for (size_t i = 0; i < sizeof truths / sizeof *truths; i++)
        assert_canonical(&item, truths[i], "T");
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++)
        assert_canonical(&item, lies[i], "F");
    assert_canonical(&item, "", "");
    assert_refused(&item, "对错");
    assert_refused(&item, "1");
}

static void blanks_are_separated_and_escaped(void **state)
{
    (void)state;
    static const struct blank blanks[2] = {{items_letters, 1}, {items_letters, 1}};
    struct item item = {.kind = ITEM_BLANK, .blanks = blanks, .blank_count = 2};
    assert_canonical(&item, "甲|乙", "甲|乙");
    assert_canonical(&item, " 甲 | 乙 丙　", "甲|乙 丙");
    assert_canonical(&item, "|乙", "|乙");
    assert_canonical(&item, "甲|", "甲|");
    assert_canonical(&item, "|", "");
    assert_canonical(&item, "a\\|b|c\\\\", "a\\|b|c\\\\");
    assert_canonical(&item, "C:\\d|x", "C:\\\\d|x"); /* a backslash before anything else is itself */
    assert_canonical(&item, "e\xCC\x81|x", "\xC3\xA9|x");
    assert_refused(&item, "甲");
    assert_refused(&item, "甲|乙|丙");
    assert_refused(&item, "a\nb|c");
}

static void a_response_has_a_limit(void **state)
{
    (void)state;
    static const struct blank blank = {items_letters, 1};
    struct item item = {.kind = ITEM_BLANK, .blanks = &blank, .blank_count = 1};
    struct buf text = BUF_EMPTY;
    buf_add_repeated(&text, 'x', RESPONSE_MAX_TEXT);
    assert_canonical(&item, buf_string(&text), buf_string(&text));
    buf_add_char(&text, 'x');
    assert_refused(&item, buf_string(&text));
    buf_finish(&text);
}

static void numbers_are_taken_as_people_write_them(void **state)
{
    (void)state;
    struct item item = {.kind = ITEM_NUMERIC, .unit = TEXT("元")};
    assert_canonical(&item, "12.50", "12.5");
    assert_canonical(&item, "１２．５", "12.5");
    assert_canonical(&item, "12.5元", "12.5");
    assert_canonical(&item, " 1,234,567.5 元 ", "1234567.5");
    assert_canonical(&item, "１，２３４", "1234");
    assert_canonical(&item, "-3", "-3");
    assert_canonical(&item, "−3", "-3");
    assert_canonical(&item, "－1,000", "-1000");
    assert_refused(&item, "1,23");
    assert_refused(&item, "12,34,567");
    assert_refused(&item, "1,234.5,6");
    assert_refused(&item, ",123");
    assert_refused(&item, "1234,567");
    assert_refused(&item, "1,");
    assert_refused(&item, "12.5角");
    assert_refused(&item, "元");
    assert_refused(&item, "12 5");
    assert_refused(&item, "1e3");
    item.unit = text_of("m³");
    assert_canonical(&item, "5 M3", "5");
    item.unit = (struct text){NULL, 0};
    assert_refused(&item, "12.5元");
}

static void order_names_every_option_once(void **state)
{
    (void)state;
    struct item item = item_with_options(ITEM_ORDER, 4, 0);
    assert_canonical(&item, "CABD", "CABD");
    assert_canonical(&item, "c a,b、d", "CABD");
    assert_canonical(&item, "", "");
    assert_refused(&item, "CAB");
    assert_refused(&item, "CABB");
    assert_refused(&item, "CABDA");
    assert_refused(&item, "CABE");
    assert_refused(&item, ",");
}

static void match_pairs_numbers_with_letters(void **state)
{
    (void)state;
    struct item item = item_with_options(ITEM_MATCH, 3, 0);
    item.left_count = 10;
    assert_canonical(&item, "1B 2A 3C", "1B 2A 3C");
    assert_canonical(&item, "10c,2a", "2A 10C");
    assert_canonical(&item, "1B2B", "1B 2B");
    assert_canonical(&item, "", "");
    assert_refused(&item, "11A");
    assert_refused(&item, "0A");
    assert_refused(&item, "1D");
    assert_refused(&item, "1A 1B");
    assert_refused(&item, "1");
    assert_refused(&item, "A1");
}

static void spot_names_segments(void **state)
{
    (void)state;
    struct item item = item_with_options(ITEM_SPOT, 12, 0);
    assert_canonical(&item, "5 2", "2 5");
    assert_canonical(&item, "12，1", "1 12");
    assert_canonical(&item, "", "");
    assert_refused(&item, "13");
    assert_refused(&item, "0");
    assert_refused(&item, "2 2");
    assert_refused(&item, "2A");
    assert_refused(&item, "99999999999999999999");
}

/* For every kind: what is written reads back as the same response, and writing that again changes nothing. */
static void reading_undoes_writing(void **state)
{
    (void)state;
    struct rng rng;
    rng_init(&rng, text_of("test"), text_of("response"), text_of(""));
    for (int i = 0; i < 8000; i++) {
        struct arena arena = ARENA_EMPTY;
        struct buf first = BUF_EMPTY, second = BUF_EMPTY;
        struct item item = random_item(&rng, (enum item_kind)(i % ITEM_CASE), &arena);
        struct response response = random_response(&rng, &item), back;
        response_format(&item, &response, &first);
        assert_int_equal(first.len > 0, response.given);
        assert_true(response_parse(&item, buf_text(&first), &arena, &back, NULL));
        assert_true(responses_equal(&item, &response, &back));
        response_format(&item, &back, &second);
        assert_string_equal(buf_string(&first), buf_string(&second));
        buf_finish(&first);
        buf_finish(&second);
        arena_finish(&arena);
    }
}

/* Whatever bytes come in are either refused with a reason or read as something canonical. */
static void any_text_is_read_or_refused(void **state)
{
    (void)state;
    static const char *const pieces[] = {"A",  "b",  "J",  "1", "2", "20", ",",  " ",    "|",  "\\", ".", "-",
                                         "元", "、", "对", "T", "√", "\t", "\n", "\xFF", "１", "党", "−"};
    struct rng rng;
    rng_init(&rng, text_of("test"), text_of("noise"), text_of(""));
    int taken = 0;
    for (int i = 0; i < 20000; i++) {
        struct arena arena = ARENA_EMPTY;
        struct buf noise = BUF_EMPTY, first = BUF_EMPTY, second = BUF_EMPTY;
        struct item item = random_item(&rng, (enum item_kind)(i % ITEM_CASE), &arena);
        for (int k = random_between(&rng, 0, 6); k > 0; k--)
            buf_add_string(&noise, pieces[rng_below(&rng, sizeof pieces / sizeof *pieces)]);
        struct response response, back;
        struct err err = ERR_NONE;
        if (response_parse(&item, buf_text(&noise), &arena, &response, &err)) {
            taken++;
            response_format(&item, &response, &first);
            assert_true(response_parse(&item, buf_text(&first), &arena, &back, NULL));
            response_format(&item, &back, &second);
            assert_string_equal(buf_string(&first), buf_string(&second));
        } else {
            assert_true(err.message[0]);
        }
        buf_finish(&noise);
        buf_finish(&first);
        buf_finish(&second);
        arena_finish(&arena);
    }
    assert_true(taken > 500);
}

static void assert_key(const struct item *item, const char *expected)
{
    struct buf out = BUF_EMPTY;
    response_format_key(item, &out);
    assert_string_equal(buf_string(&out), expected);
    buf_finish(&out);
}

static void keys_are_written_as_responses(void **state)
{
    (void)state;
    static const uint8_t right_of[3] = {1, 0, 1};
    static const struct blank blanks[2] = {{items_letters, 3}, {items_letters + 1, 1}};
    struct item item = item_with_options(ITEM_SINGLE, 4, 4);
    assert_key(&item, "C");
    item = item_with_options(ITEM_MULTIPLE, 4, 0xB);
    assert_key(&item, "ABD");
    item = item_with_options(ITEM_SPOT, 12, 0x802);
    assert_key(&item, "2 12");
    item = item_with_options(ITEM_ORDER, 5, 0);
    assert_key(&item, "ABCDE");
    item = item_with_options(ITEM_TRUEFALSE, 0, 0);
    assert_key(&item, "F");
    item = item_with_options(ITEM_MATCH, 2, 0);
    item.left_count = 3;
    item.right_of = right_of;
    assert_key(&item, "1B 2A 3B");
    item = (struct item){.kind = ITEM_BLANK, .blanks = blanks, .blank_count = 2};
    assert_key(&item, "甲|乙");
    item = (struct item){.kind = ITEM_NUMERIC};
    assert_true(decimal_parse(text_of("-0.50"), &item.number));
    assert_key(&item, "-0.5");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(single_is_one_letter),
        cmocka_unit_test(multiple_takes_letters_in_any_order),
        cmocka_unit_test(truefalse_has_many_spellings),
        cmocka_unit_test(blanks_are_separated_and_escaped),
        cmocka_unit_test(a_response_has_a_limit),
        cmocka_unit_test(numbers_are_taken_as_people_write_them),
        cmocka_unit_test(order_names_every_option_once),
        cmocka_unit_test(match_pairs_numbers_with_letters),
        cmocka_unit_test(spot_names_segments),
        cmocka_unit_test(reading_undoes_writing),
        cmocka_unit_test(any_text_is_read_or_refused),
        cmocka_unit_test(keys_are_written_as_responses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
