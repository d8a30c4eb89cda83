/* Making the copy of a hall that a rehearsal runs on. */
#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "cli/hall.h"
#include "cli/setup.h"
#include "hub/bank_sync.h"

#include <ftw.h>
#include <stdio.h>

/* Keys and sheets are for the hall's owner alone, whatever group the hall is shared with. */
enum { HALL_FILE_MAX = 1 << 20, SECRET_FILE = 0600, SECRET_DIRECTORY = 0700 };

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

/* hall.yaml as it is, with the mark of a rehearsal. */
static bool copy_hall_file(const char *hall, const char *to, struct err *err)
{
    char from[HALL_PATH_MAX], path[HALL_PATH_MAX];
    struct buf text = BUF_EMPTY;
    bool ok = hall_path(hall, "hall.yaml", from, err) && hall_path(to, "hall.yaml", path, err) &&
              file_read(from, HALL_FILE_MAX, &text, err);
    if (ok) {
        buf_add_string(&text, "\nrehearsal: true\n");
        ok = file_write(path, buf_text(&text), SECRET_FILE, err);
    }
    buf_finish(&text);
    return ok;
}

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
    directory_delete(directory);
    return file_make_dirs(directory, 0750, err) && hall_make_directories(directory, SECRET_DIRECTORY, err) &&
           hall_copy_yaml(hall, "question_banks", directory, "question_banks", SECRET_FILE, err) &&
           hall_copy_yaml(hall, "events", directory, "events", SECRET_FILE, err) &&
           fill_database(hall, directory, err) && copy_hall_file(hall, directory, err);
}
