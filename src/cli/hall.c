#include "cli/hall.h"

#include "base/file.h"
#include "base/i18n.h"
#include "store/draws.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

bool hall_path(const char *hall, const char *name, char out[static HALL_PATH_MAX], struct err *err)
{
    if (snprintf(out, HALL_PATH_MAX, "%s/%s", hall, name) >= HALL_PATH_MAX)
        return err_set(err, ERR_INVALID, _("the path %s is too long"), hall);
    return true;
}

static bool is_hall(const char *directory)
{
    char path[HALL_PATH_MAX];
    return hall_path(directory, "hall.yaml", path, NULL) && access(path, F_OK) == 0;
}

static bool find_upward(char out[static HALL_PATH_MAX], struct err *err)
{
    if (!getcwd(out, HALL_PATH_MAX))
        return err_set_errno(err, _("cannot tell the current directory"));
    for (;;) {
        if (is_hall(out))
            return true;
        char *slash = strrchr(out, '/');
        if (!slash || slash == out)
            return err_set(err, ERR_NOT_FOUND,
                           _("there is no hall here: name one with -C DIR, make one with `biwu init DIR`, "
                             "or try `biwu demo`"));
        *slash = '\0';
    }
}

bool hall_find(const struct cli *cli, char out[static HALL_PATH_MAX], struct err *err)
{
    const char *named = cli->hall_option ? cli->hall_option : getenv("BIWU_HALL");
    if (!named || !*named)
        return find_upward(out, err);
    char *resolved = realpath(named, NULL);
    if (!resolved)
        return err_set_errno(err, _("cannot open the hall %s"), named);
    int n = snprintf(out, HALL_PATH_MAX, "%s", resolved);
    free(resolved);
    if (n >= HALL_PATH_MAX || !is_hall(out))
        return err_set(err, ERR_NOT_FOUND,
                       _("%s is not a hall (it has no hall.yaml); make one with `biwu init %s`"), named,
                       named);
    return true;
}

bool hall_read(const char *hall, struct arena *arena, struct hall *out, struct err *err)
{
    enum { HALL_FILE_MAX = 1 << 20 };
    char path[HALL_PATH_MAX];
    struct buf source = BUF_EMPTY;
    struct diags diags = DIAGS_EMPTY;
    bool ok = hall_path(hall, "hall.yaml", path, err) && file_read(path, HALL_FILE_MAX, &source, err) &&
              (hall_load(arena_text(arena, buf_text(&source)), arena_string(arena, text_of(path)), arena,
                         &diags, out) ||
               err_set(err, ERR_INVALID, _("%s is not in order: %.*s"), path,
                       TEXT_ARG(diags.count ? diags.list[0].message : text_of("?"))));
    diags_finish(&diags);
    buf_finish(&source);
    return ok;
}

bool hall_rehearsal_path(const char *hall, const char *event, char out[static HALL_PATH_MAX], struct err *err)
{
    char name[HALL_PATH_MAX], path[HALL_PATH_MAX];
    if (!text_is_code(text_of(event)))
        return err_set(err, ERR_INVALID, _("there is no event %s; `biwu event list` shows them"), event);
    if (snprintf(name, sizeof name, "rehearsals/%s", event) >= (int)sizeof name)
        return err_set(err, ERR_INVALID, _("the path %s is too long"), event);
    if (!hall_path(hall, name, path, err))
        return false;
    memcpy(out, path, sizeof path);
    return true;
}

bool hall_rehearsal(const char *hall, const char *event, char out[static HALL_PATH_MAX], struct err *err)
{
    return hall_rehearsal_path(hall, event, out, err) &&
           (is_hall(out) ||
            err_set(err, ERR_NOT_FOUND, _("there is no rehearsal of %s; `biwu rehearse %s` makes one"), event,
                    event));
}

struct store *hall_open_store(const struct cli *cli, enum store_mode mode, struct err *err)
{
    char hall[HALL_PATH_MAX], path[HALL_PATH_MAX];
    if (!hall_find(cli, hall, err) || !hall_path(hall, "hall.db", path, err))
        return NULL;
    return store_open(path, mode, err);
}

const char *hall_sample_dir(void)
{
    const char *named = getenv("BIWU_DATADIR");
    return named && *named ? named : BIWU_DATADIR;
}

/* A draw that has not been made lets nobody in, which is no reason not to look at the event. */
static bool resolve_draw(struct store *store, struct who *who, struct arena *arena, struct err *err)
{
    struct err own = ERR_NONE;
    return draw_resolve(store, who, arena, &own) || own.kind == ERR_NOT_FOUND || own.kind == ERR_INVALID ||
           err_set(err, own.kind, "%s", own.message);
}

bool hall_load_event(struct store *store, const char *code, struct arena *arena, struct hall_event *out,
                     struct err *err)
{
    struct err missing = ERR_NONE;
    if (!event_find(store, text_of(code), arena, &out->event, &missing)) {
        if (missing.kind == ERR_NOT_FOUND)
            return err_set(err, ERR_NOT_FOUND, _("there is no event %s; `biwu event list` shows them"), code);
        *err = missing;
        return false;
    }
    struct diags diags = DIAGS_EMPTY;
    bool ok = event_file_load(out->event.source, code, arena, &diags, &out->sheet);
    if (!ok && diags.count)
        err_set(err, ERR_INVALID, _("the sheet of %s is not in order: %.*s"), code,
                TEXT_ARG(diags.list[0].message));
    diags_finish(&diags);
    return ok &&
           (out->sheet.kind != EVENT_KIND_TEST || resolve_draw(store, &out->sheet.test.who, arena, err));
}

static bool sheet_of_file(const char *hall, struct text name, struct arena *arena, struct event_sheet *out)
{
    char path[HALL_PATH_MAX];
    struct buf source = BUF_EMPTY;
    struct diags diags = DIAGS_EMPTY;
    bool ok = hall_path(hall, name.at, path, NULL) && file_read(path, EVENT_MAX_FILE, &source, NULL) &&
              event_file_load(arena_text(arena, buf_text(&source)), name.at, arena, &diags, out);
    diags_finish(&diags);
    buf_finish(&source);
    return ok;
}

bool hall_find_sheet(const char *hall, const char *code, struct arena *arena, struct event_sheet *out,
                     struct err *err)
{
    struct text *names;
    size_t count;
    if (!hall_yaml_files(hall, "events", arena, &names, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (sheet_of_file(hall, names[i], arena, out) && text_is(event_sheet_code(out), code))
            return true;
    return err_set(err, ERR_NOT_FOUND,
                   _("no file in %s/events describes %s in good order; `biwu event check` says more"), hall,
                   code);
}

struct text hall_actor(struct arena *arena)
{
    return arena_textf(arena, "uid:%ld", (long)getuid());
}
