/* Looking after the event files. */
#include "bank/appraisal_load.h"
#include "bank/event_file.h"
#include "bank/hall_files.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/unicode.h"
#include "hub/events.h"
#include "hub/events_private.h"
#include "hub/log.h"
#include "hub/turn.h"

#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>

static void full_path(const struct hub *hub, struct text path, char out[static PATH_MAX])
{
    snprintf(out, PATH_MAX, "%s/%.*s", hub->options.hall, TEXT_ARG(path));
}

/* Over name, inode, size and times of every file: changes when any of them does. */
static struct hash glance(const struct hub *hub, const struct text *paths, size_t count)
{
    struct hasher hasher;
    hasher_init(&hasher);
    for (size_t i = 0; i < count; i++) {
        char path[PATH_MAX];
        struct stat st = {.st_size = -1};
        full_path(hub, paths[i], path);
        (void)!stat(path, &st);
        hasher_add_framed(&hasher, paths[i]);
        hasher_add_int(&hasher, (int64_t)st.st_ino);
        hasher_add_int(&hasher, st.st_size);
        hasher_add_int(&hasher, st.st_mtim.tv_sec);
        hasher_add_int(&hasher, st.st_mtim.tv_nsec);
        hasher_add_int(&hasher, st.st_ctim.tv_nsec);
    }
    return hasher_end(&hasher);
}

/* The file's name without directory and ending: what an event is called whose file does not even tell its
 * code.
 */
static struct text stem_of(struct text path)
{
    struct text name = text_from(path, sizeof "events/" - 1);
    for (size_t i = name.len; i > 0; i--)
        if (name.at[i - 1] == '.')
            return text_make(name.at, i - 1);
    return name;
}

static void write_draft(struct hub *hub, struct entry *entry, struct text source)
{
    struct err err = ERR_NONE;
    bool kept;
    hub->turn.events_touched = true;
    if (!turn_write(hub))
        return;
    entry->stored = event_put_draft(hub->store, entry->code, text_of(event_kind_name(entry->kind)),
                                    entry->title, entry->path, source, &kept, &err);
    if (!entry->stored)
        turn_fail(hub, &err);
}

static bool is_taken(const struct entry *entry, struct text path)
{
    if (!entry->present)
        return false;
    log_line(_("%.*s: the code %.*s is used by %.*s already; this file is left out"), TEXT_ARG(path),
             TEXT_ARG(entry->code), TEXT_ARG(entry->path));
    return true;
}

/* The event of that code and kind; a draft that was of another kind makes room for it. */
static struct entry *entry_of_kind(struct hub *hub, enum event_kind kind, struct text code)
{
    struct entry *entry = entry_find(hub, code);
    if (entry && entry->kind != kind && entry->status == EVENT_DRAFT) {
        entry_remove(hub, entry);
        entry = NULL;
    }
    return entry ? entry : entry_add(hub, kind, code);
}

static void take_sheet(struct hub *hub, enum event_kind kind, struct text code, struct text path,
                       struct text source)
{
    struct diags again = DIAGS_EMPTY;
    struct entry *entry = entry_find(hub, code);
    if (entry && is_taken(entry, path))
        return;
    entry = entry_of_kind(hub, kind, code);
    entry->present = true;
    struct hash hash = hash_of(source);
    bool same = hash_equal(&hash, &entry->source_hash) && text_equal(entry->path, path) && entry->stored;
    if (entry->status != EVENT_DRAFT) {
        if (!hash_equal(&hash, &entry->source_hash))
            log_line(_("%.*s changed after the event was prepared; the sheet as prepared stays in force"),
                     TEXT_ARG(path));
        return;
    }
    if (kind == EVENT_KIND_TEST)
        entry_test(entry)->stuck = false;
    /* Those who watch a draft need not begin anew because another file changed. */
    if (!same && entry_read_sheet(entry, path, source, &again))
        write_draft(hub, entry, source);
    diags_finish(&again);
}

/* As it may stand in messages: whoever named the file may have used any bytes. */
static struct text clean_path(struct arena *arena, struct text path)
{
    struct buf clean = BUF_EMPTY;
    for (size_t i = 0, step; i < path.len; i += step) {
        step = utf8_step(text_from(path, i));
        struct text one = text_make(path.at + i, step);
        buf_add_text(&clean, utf8_is_printable(one) ? one : text_of("?"));
    }
    struct text text = arena_text(arena, buf_text(&clean));
    buf_finish(&clean);
    return text;
}

static void look_at(struct hub *hub, struct text name)
{
    char full[PATH_MAX];
    struct buf source = BUF_EMPTY;
    struct err err = ERR_NONE;
    struct arena arena = ARENA_EMPTY;
    struct diags diags = DIAGS_EMPTY;
    struct event_sheet sheet = {.kind = EVENT_KIND_TEST};
    full_path(hub, name, full);
    struct text path = clean_path(&arena, name);
    if (!file_read(full, EVENT_MAX_FILE, &source, &err)) {
        log_line("%s", err.message);
    } else if (!appraisal_is(buf_text(&source))) { /* what stands among events and is none */
        const char *file = arena_string(&arena, path);
        bool sound = event_file_load(buf_text(&source), file, &arena, &diags, &sheet);
        log_findings(&diags, buf_text(&source));
        struct text code = event_sheet_code(&sheet);
        if (!code.len)
            code = stem_of(path);
        const struct entry *known = entry_find(hub, code);
        if (sound || !known || known->status == EVENT_DRAFT)
            take_sheet(hub, sheet.kind, code, path, buf_text(&source));
    }
    diags_finish(&diags);
    arena_finish(&arena);
    buf_finish(&source);
}

static void forget_missing_drafts(struct hub *hub)
{
    for (size_t i = hub->test_count; i-- > 0;)
        if (!hub->tests[i]->entry.present && hub->tests[i]->entry.status == EVENT_DRAFT)
            entry_remove(hub, &hub->tests[i]->entry);
    for (size_t i = hub->stage_count; i-- > 0;)
        if (!hub->stages[i]->entry.present && hub->stages[i]->entry.status == EVENT_DRAFT)
            entry_remove(hub, &hub->stages[i]->entry);
}

static void look_at_all(struct hub *hub, const struct text *paths, size_t count)
{
    for (size_t i = 0; i < hub->test_count; i++)
        hub->tests[i]->entry.present = false;
    for (size_t i = 0; i < hub->stage_count; i++)
        hub->stages[i]->entry.present = false;
    for (size_t i = 0; i < count; i++)
        look_at(hub, paths[i]);
    forget_missing_drafts(hub);
}

void events_look(struct hub *hub)
{
    struct arena arena = ARENA_EMPTY;
    struct text *paths;
    size_t count;
    struct err err = ERR_NONE;
    if (!hall_yaml_files(hub->options.hall, "events", &arena, &paths, &count, &err)) {
        log_line("%s", err.message);
    } else {
        struct hash seen = glance(hub, paths, count);
        if (!hash_equal(&seen, &hub->files_seen)) {
            hub->files_seen = seen;
            look_at_all(hub, paths, count);
        }
    }
    arena_finish(&arena);
}
