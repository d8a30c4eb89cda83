#include "cli/setup.h"

#include "bank/hall_files.h"
#include "base/file.h"
#include "base/i18n.h"
#include "cli/files.h"
#include "hub/bank_sync.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SAMPLE_MAX_FILE = 16 << 20, HALL_FILE_MODE = 0640, HALL_DIRECTORY_MODE = 0750 };

static bool copy_file(const char *from, const char *to, unsigned mode, struct err *err)
{
    struct buf content = BUF_EMPTY;
    bool ok =
        file_read(from, SAMPLE_MAX_FILE, &content, err) && file_write(to, buf_text(&content), mode, err);
    buf_finish(&content);
    return ok;
}

bool hall_copy_yaml(const char *data, const char *from_sub, const char *hall, const char *sub, unsigned mode,
                    struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct text *names;
    size_t count;
    bool ok = hall_yaml_files(data, from_sub, &arena, &names, &count, err);
    for (size_t i = 0; ok && i < count; i++) {
        char from[HALL_PATH_MAX], to[HALL_PATH_MAX];
        struct text file = text_from(names[i], strlen(from_sub) + 1);
        struct text target = arena_textf(&arena, "%s/%.*s", sub, TEXT_ARG(file));
        ok = hall_path(data, names[i].at, from, err) && hall_path(hall, target.at, to, err) &&
             copy_file(from, to, mode, err);
    }
    arena_finish(&arena);
    return ok;
}

static bool has_samples(const char *data, struct err *err)
{
    char path[HALL_PATH_MAX];
    return hall_path(data, "samples/hall.yaml", path, err) &&
           (access(path, F_OK) == 0 ||
            err_set(err, ERR_NOT_FOUND,
                    _("the sample data are not in %s; set BIWU_DATADIR to where they are"), data));
}

static bool copy_samples(const char *hall, struct err *err)
{
    const char *data = hall_sample_dir();
    char from[HALL_PATH_MAX], to[HALL_PATH_MAX];
    if (!has_samples(data, err) ||
        !hall_copy_yaml(data, "question_banks", hall, "question_banks", HALL_FILE_MODE, err) ||
        !hall_copy_yaml(data, "samples/events", hall, "events", HALL_FILE_MODE, err))
        return false;
    return hall_path(data, "samples/people.csv", from, err) && hall_path(hall, "people.csv", to, err) &&
           copy_file(from, to, HALL_FILE_MODE, err) && hall_path(data, "samples/hall.yaml", from, err) &&
           hall_path(hall, "hall.yaml", to, err) && copy_file(from, to, HALL_FILE_MODE, err);
}

static bool write_text(const char *hall, const char *name, const char *content, struct err *err)
{
    char path[HALL_PATH_MAX];
    return hall_path(hall, name, path, err) &&
           (access(path, F_OK) == 0 || file_write(path, text_of(content), HALL_FILE_MODE, err));
}

static bool write_skeleton(const char *hall, struct err *err)
{
    return write_text(hall, "people.csv", _("number,name,unit,post,pin\n"), err) &&
           write_text(hall, "hall.yaml",
                      _("# This directory is a hall; biwu-event(5) explains this file.\n"
                        "hall: training room\n"
                        "# Numbers of those who open tests, extend time and unlock sign-ins:\n"
                        "organizers: []\n"),
                      err);
}

/* Syncing prints nothing when all is well; the samples are checked by the tests, a user's own files may not
 * be. */
static void report_sync(void *context, const struct bank_sync_report *report)
{
    (void)context;
    if (report->diags)
        files_print_findings(report->diags, report->source);
}

static bool fill_people(struct store *store, const char *hall, struct arena *arena, struct err *err)
{
    char path[HALL_PATH_MAX];
    struct people_file people;
    int64_t counts[PERSON_CHANGES];
    return hall_path(hall, "people.csv", path, err) && people_read(path, arena, &people, err) &&
           people_take_over(store, &people, true, counts, err);
}

/* The list of people of a hall without samples is still empty. */
static bool fill_database(const char *hall, bool sample, struct err *err)
{
    char path[HALL_PATH_MAX];
    struct arena arena = ARENA_EMPTY;
    struct store *store = hall_path(hall, "hall.db", path, err) ? store_open(path, STORE_CREATE, err) : NULL;
    bool ok = store && bank_sync_hall(store, hall, hall_actor(&arena), report_sync, NULL, err) &&
              (!sample || fill_people(store, hall, &arena, err));
    store_close(store);
    arena_finish(&arena);
    return ok;
}

bool hall_make_directories(const char *directory, unsigned mode, struct err *err)
{
    char path[HALL_PATH_MAX];
    static const char *const subs[] = {"question_banks", "events"};
    for (size_t i = 0; i < sizeof subs / sizeof *subs; i++)
        if (!hall_path(directory, subs[i], path, err) || !file_make_dirs(path, mode, err))
            return false;
    return true;
}

bool hall_make(const char *directory, bool sample, struct err *err)
{
    char path[HALL_PATH_MAX];
    if (!file_make_dirs(directory, HALL_DIRECTORY_MODE, err) || !hall_path(directory, "hall.yaml", path, err))
        return false;
    if (access(path, F_OK) == 0)
        return err_set(err, ERR_INVALID, _("%s already is a hall; nothing was changed"), directory);
    return hall_make_directories(directory, HALL_DIRECTORY_MODE, err) &&
           (!sample || copy_samples(directory, err)) && write_skeleton(directory, err) &&
           fill_database(directory, sample, err);
}
