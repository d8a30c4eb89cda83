#include "base/file.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct place {
    char directory[64], file[96], link[96];
};

static void place_make(struct place *place)
{
    snprintf(place->directory, sizeof place->directory, "/tmp/biwu-file-XXXXXX");
    assert_non_null(mkdtemp(place->directory));
    snprintf(place->file, sizeof place->file, "%s/file", place->directory);
    snprintf(place->link, sizeof place->link, "%s/link", place->directory);
}

static void place_remove(const struct place *place)
{
    unlink(place->file);
    unlink(place->link);
    assert_int_equal(rmdir(place->directory), 0);
}

static void must_write(const char *path, const char *content)
{
    struct err err = ERR_NONE;
    if (!file_write(path, text_of(content), 0640, &err))
        fail_msg("%s", err.message);
}

static void expect(const char *path, const char *content)
{
    struct buf out = BUF_EMPTY;
    struct err err = ERR_NONE;
    if (!file_read(path, 100, &out, &err))
        fail_msg("%s", err.message);
    assert_string_equal(buf_string(&out), content);
    buf_finish(&out);
}

static mode_t mode_of(const char *path)
{
    struct stat st;
    assert_int_equal(lstat(path, &st), 0);
    return st.st_mode;
}

static void files_are_replaced_whole(void **state)
{
    (void)state;
    struct place place;
    struct err err = ERR_NONE;
    place_make(&place);
    must_write(place.file, "one");
    must_write(place.file, "two");
    expect(place.file, "two");
    assert_int_equal(mode_of(place.file) & 0777, 0640);
    assert_false(file_write(place.directory, text_of("x"), 0640, &err));
    place_remove(&place);
}

static void links_stay_links(void **state)
{
    (void)state;
    struct place place;
    place_make(&place);
    must_write(place.file, "one");
    assert_int_equal(symlink("file", place.link), 0);
    must_write(place.link, "two");
    assert_true(S_ISLNK(mode_of(place.link)));
    expect(place.file, "two");
    place_remove(&place);
}

static void pipes_are_written_into(void **state)
{
    (void)state;
    struct place place;
    char bytes[8] = "";
    place_make(&place);
    assert_int_equal(mkfifo(place.file, 0600), 0);
    int fd = open(place.file, O_RDWR);
    assert_true(fd >= 0);
    must_write(place.file, "one");
    assert_int_equal(read(fd, bytes, sizeof bytes), 3);
    assert_string_equal(bytes, "one");
    assert_true(S_ISFIFO(mode_of(place.file)));
    close(fd);
    place_remove(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_replaced_whole),
        cmocka_unit_test(links_stay_links),
        cmocka_unit_test(pipes_are_written_into),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
