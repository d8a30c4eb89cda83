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

static struct file_writer *must_open(const char *path, bool by_name)
{
    struct err err = ERR_NONE;
    struct file_writer *writer = file_writer_open(path, 0640, by_name, &err);
    if (!writer)
        fail_msg("%s", err.message);
    return writer;
}

static void pieces_take_the_old_file_s_place_at_the_end(void **state)
{
    (void)state;
    struct place place;
    struct err err = ERR_NONE;
    place_make(&place);
    must_write(place.file, "old");
    struct file_writer *writer = must_open(place.file, false);
    assert_true(file_writer_add(writer, text_of("ne"), &err));
    assert_true(file_writer_add(writer, text_of("w"), &err));
    expect(place.file, "old");
    file_writer_drop(writer);
    expect(place.file, "old");
    writer = must_open(place.file, false);
    assert_true(file_writer_add(writer, text_of("ne"), &err));
    assert_true(file_writer_add(writer, text_of("w"), &err));
    assert_true(file_writer_end(writer, &err));
    expect(place.file, "new");
    file_writer_drop(NULL);
    place_remove(&place);
}

static void fill(const char *name, const char *content)
{
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    fputs(content, file);
    assert_int_equal(fclose(file), 0);
}

static void a_file_filled_by_its_name_is_put_in_place(void **state)
{
    (void)state;
    struct place place;
    struct err err = ERR_NONE;
    place_make(&place);
    struct file_writer *writer = must_open(place.file, true);
    assert_true(file_writer_reserve(writer, 1000, &err));
    assert_false(file_writer_reserve(writer, INT64_MAX / 2, &err));
    assert_false(file_writer_is_terminal(writer));
    fill(file_writer_name(writer), "new");
    assert_int_equal(access(place.file, F_OK), -1);
    assert_true(file_writer_end(writer, &err));
    expect(place.file, "new");
    assert_int_equal(mode_of(place.file) & 0777, 0640);
    place_remove(&place);
}

static void a_file_filled_by_its_name_goes_into_a_pipe(void **state)
{
    (void)state;
    struct place place;
    struct err err = ERR_NONE;
    char bytes[8] = "", name[128];
    place_make(&place);
    assert_int_equal(mkfifo(place.file, 0600), 0);
    int fd = open(place.file, O_RDWR);
    assert_true(fd >= 0);
    struct file_writer *writer = must_open(place.file, true);
    snprintf(name, sizeof name, "%s", file_writer_name(writer));
    fill(name, "one");
    assert_true(file_writer_end(writer, &err));
    assert_int_equal(read(fd, bytes, sizeof bytes), 3);
    assert_string_equal(bytes, "one");
    assert_int_equal(access(name, F_OK), -1);
    close(fd);
    place_remove(&place);
}

static void a_full_device_is_said(void **state)
{
    (void)state;
    struct err err = ERR_NONE;
    struct file_writer *writer = must_open("/dev/full", false);
    assert_false(file_writer_add(writer, text_of("x"), &err));
    assert_non_null(strstr(err.message, "/dev/full"));
    file_writer_drop(writer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_replaced_whole),
        cmocka_unit_test(links_stay_links),
        cmocka_unit_test(pipes_are_written_into),
        cmocka_unit_test(pieces_take_the_old_file_s_place_at_the_end),
        cmocka_unit_test(a_file_filled_by_its_name_is_put_in_place),
        cmocka_unit_test(a_file_filled_by_its_name_goes_into_a_pipe),
        cmocka_unit_test(a_full_device_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
