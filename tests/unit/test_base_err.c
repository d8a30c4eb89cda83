#include "base/err.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void common_reasons_have_their_own_words(void **state)
{
    (void)state;
    struct err err = ERR_NONE;
    errno = ENOSPC;
    assert_false(err_set_errno(&err, "cannot write %s", "a"));
    assert_string_equal(err.message, "cannot write a: no space left on the disk");
    assert_int_equal(err.kind, ERR_FAILED);
    errno = ENOENT;
    assert_false(err_set_errno(&err, "cannot open %s", "b"));
    assert_string_equal(err.message, "cannot open b: no such file or directory");
    assert_int_equal(err.kind, ERR_NOT_FOUND);
}

static void other_reasons_are_those_of_libc(void **state)
{
    (void)state;
    char expected[200];
    struct err err = ERR_NONE;
    errno = EXDEV;
    err_set_errno(&err, "cannot move");
    snprintf(expected, sizeof expected, "cannot move: %s", strerror(EXDEV));
    assert_string_equal(err.message, expected);
}

static void a_long_message_is_cut_between_characters(void **state)
{
    (void)state;
    char path[600];
    for (size_t i = 0; i + 3 < sizeof path; i += 3)
        memcpy(path + i, "矿", 4);
    struct err err = ERR_NONE;
    errno = EACCES;
    err_set_errno(&err, "x%s", path);
    size_t len = strlen(err.message);
    assert_in_range(len, sizeof err.message - 3, sizeof err.message - 1);
    assert_int_equal((len - 1) % 3, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(common_reasons_have_their_own_words),
        cmocka_unit_test(other_reasons_are_those_of_libc),
        cmocka_unit_test(a_long_message_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
