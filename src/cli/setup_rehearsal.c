/* Making the copy of a hall that a rehearsal runs on. */
#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "cli/hall.h"
#include "cli/setup.h"
#include "hub/bank_sync.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <unistd.h>

/* Keys and sheets are for the hall's owner alone, whatever group the hall is shared with. */
enum { SECRET_FILE = 0600, SECRET_DIRECTORY = 0700 };
/* Stands in every directory that a rehearsal is made in, from its first moment on. */
#define MARK "made-by-biwu-rehearse"

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

void directory_delete(const char *directory)
{
    nftw(directory, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

/* ---- The directory --------------------------------------------------------------------------------- */

static bool make_marked(const char *directory, struct err *err)
{
    char path[HALL_PATH_MAX];
    return file_make_dirs(directory, 0750, err) && hall_path(directory, MARK, path, err) &&
           file_write(path, text_of(""), SECRET_FILE, err);
}

bool rehearsal_check(const char *directory, struct err *err)
{
    char path[HALL_PATH_MAX];
    if (!hall_path(directory, MARK, path, err))
        return false;
    if (access(path, F_OK) == 0 || access(directory, F_OK) != 0)
        return true;
    return err_set(err, ERR_INVALID, _("%s was not made by `biwu rehearse`; move it away and try again"),
                   directory);
}

/* ---- hall.yaml ------------------------------------------------------------------------------------- */

/* JSON is YAML; a line added to the hall's own file would not always fit how that is written. */
static void write_hall(const struct hall *hall, struct buf *out)
{
    buf_add_char(out, '{');
    if (hall->name.len)
        json_add_member(out, "hall", hall->name);
    json_add_name(out, "organizers");
    buf_add_char(out, '[');
    for (int i = 0; i < hall->organizer_count; i++) {
        json_add_comma(out);
        json_add_text(out, hall->organizers[i]);
    }
    buf_add_char(out, ']');
    json_add_member_int(out, "connections", hall->connections);
    json_add_member_int(out, "wrong_pins", hall->wrong_pins);
    json_add_member_bool(out, "rehearsal", true);
    buf_add_string(out, "}\n");
}

static bool mark_hall(const struct hall *hall, const char *directory, struct err *err)
{
    char path[HALL_PATH_MAX];
    struct buf text = BUF_EMPTY;
    write_hall(hall, &text);
    bool ok =
        hall_path(directory, "hall.yaml", path, err) && file_write(path, buf_text(&text), SECRET_FILE, err);
    buf_finish(&text);
    return ok;
}

/* ---- The database ---------------------------------------------------------------------------------- */

/* Everybody on the roster, with the same PIN. */
static bool copy_people(struct store *from, struct store *to, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct person_record *records;
    size_t count;
    int64_t counts[PERSON_CHANGES];
    bool ok = person_list(from, false, &arena, &records, &count, err) && store_begin(to, err);
    if (ok) {
        struct person *people = arena_array(&arena, count, sizeof *people);
        struct text *hashes = arena_array(&arena, count, sizeof *hashes);
        for (size_t i = 0; i < count; i++) {
            people[i] = records[i].person;
            hashes[i] = records[i].pin_hash;
        }
        ok = people_import(to, people, hashes, count, false, clock_wall_ms(), hall_actor(&arena), counts,
                           err) &&
             store_commit(to, err);
        if (!ok)
            store_rollback(to);
    }
    arena_finish(&arena);
    return ok;
}

/* The real hall's own hub, or command, has told of errors in its banks already. */
static void report_nothing(void *context, const struct bank_sync_report *report)
{
    (void)context;
    (void)report;
}

static bool fill_database(const char *hall, const char *to, struct err *err)
{
    char real[HALL_PATH_MAX], copy[HALL_PATH_MAX];
    struct arena arena = ARENA_EMPTY;
    struct store *from = NULL, *store = NULL;
    bool ok = hall_path(hall, "hall.db", real, err) && hall_path(to, "hall.db", copy, err) &&
              (from = store_open(real, STORE_READ, err)) && (store = store_open(copy, STORE_CREATE, err)) &&
              bank_sync_hall(store, to, hall_actor(&arena), report_nothing, NULL, err) &&
              copy_people(from, store, err);
    store_close(store);
    store_close(from);
    arena_finish(&arena);
    return ok;
}

bool rehearsal_make(const char *hall, const char *directory, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct hall settings;
    bool ok = hall_read(hall, &arena, &settings, err) &&
              (!settings.rehearsal || err_set(err, ERR_INVALID, _("%s is a rehearsal itself"), hall)) &&
              rehearsal_check(directory, err);
    if (ok) {
        directory_delete(directory);
        ok = make_marked(directory, err) && hall_make_directories(directory, SECRET_DIRECTORY, err) &&
             hall_copy_yaml(hall, "question_banks", directory, "question_banks", SECRET_FILE, err) &&
             hall_copy_yaml(hall, "events", directory, "events", SECRET_FILE, err) &&
             fill_database(hall, directory, err) && mark_hall(&settings, directory, err);
    }
    arena_finish(&arena);
    return ok;
}
