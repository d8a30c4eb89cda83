#include "hub/bank_sync.h"

#include "bank/hall_files.h"
#include "bank/load.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"

#include <limits.h>
#include <stdio.h>

struct syncing {
    struct store *store;
    const char *hall;
    struct text actor;
    bank_sync_reporter *report;
    void *context;
    struct arena seen; /* codes taken by earlier files of this run */
    struct text *codes;
    size_t code_count;
};

static void tell_trouble(struct syncing *s, struct bank_sync_report *report, const char *sentence)
{
    struct diags diags = DIAGS_EMPTY;
    diags_error(&diags, (struct span){report->path, 0, 0, 0}, "%s", sentence);
    report->ok = false;
    report->diags = &diags;
    s->report(s->context, report);
    diags_finish(&diags);
}

static bool is_code_taken(struct syncing *s, struct text code)
{
    for (size_t i = 0; i < s->code_count; i++)
        if (text_equal(s->codes[i], code))
            return true;
    s->codes[s->code_count++] = arena_text(&s->seen, code);
    return false;
}

static bool write_bank(struct syncing *s, const struct bank *bank, struct text path,
                       const struct hash *content, struct bank_sync *counts, struct err *err)
{
    if (!store_begin(s->store, err))
        return false;
    if (bank_sync(s->store, bank, path, content, clock_wall_ms(), s->actor, counts, err) &&
        store_commit(s->store, err))
        return true;
    store_rollback(s->store);
    return false;
}

/* Reads one changed file and takes it over. */
static bool load_and_write(struct syncing *s, struct bank_sync_report *report, const struct hash *content,
                           struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct diags diags = DIAGS_EMPTY;
    struct bank bank;
    bool done = true;
    bool sound = bank_load(report->source, report->path, &arena, &diags, &bank);
    if (diags.count)
        report->diags = &diags;
    if (sound && is_code_taken(s, bank.code)) {
        diags_error(&diags, (struct span){report->path, 1, 0, 0},
                    _("the bank code %.*s is already used by another file"), TEXT_ARG(bank.code));
        report->diags = &diags;
        sound = false;
    }
    if (sound)
        done = write_bank(s, &bank, text_of(report->path), content, &report->counts, err);
    report->ok = sound && done;
    if (done)
        s->report(s->context, report);
    diags_finish(&diags);
    arena_finish(&arena);
    return done;
}

/* A file that did not change still holds its code against later files. */
static bool note_current(struct syncing *s, const char *path, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct bank_record *banks;
    size_t count;
    bool ok = bank_list(s->store, &arena, &banks, &count, err);
    for (size_t i = 0; ok && i < count; i++)
        if (text_is(banks[i].path, path))
            (void)is_code_taken(s, banks[i].code);
    arena_finish(&arena);
    return ok;
}

static bool sync_source(struct syncing *s, struct bank_sync_report *report, struct err *err)
{
    struct hash content = hash_of(report->source);
    bool current;
    if (!bank_is_current(s->store, text_of(report->path), &content, &current, err))
        return false;
    if (!current)
        return load_and_write(s, report, &content, err);
    report->ok = report->current = true;
    s->report(s->context, report);
    return note_current(s, report->path, err);
}

static bool sync_file(struct syncing *s, const char *path, struct err *err)
{
    struct bank_sync_report report = {.path = path};
    char full[PATH_MAX];
    struct buf source = BUF_EMPTY;
    struct err trouble = ERR_NONE;
    bool ok = true;
    if (snprintf(full, sizeof full, "%s/%s", s->hall, path) >= (int)sizeof full)
        tell_trouble(s, &report, _("its path is too long"));
    else if (!file_read(full, BANK_MAX_FILE, &source, &trouble))
        tell_trouble(s, &report, trouble.message);
    else {
        report.source = buf_text(&source);
        ok = sync_source(s, &report, err);
    }
    buf_finish(&source);
    return ok;
}

static bool retire_missing(struct syncing *s, const struct text *paths, size_t count, struct err *err)
{
    int64_t retired;
    if (!store_begin(s->store, err))
        return false;
    if (bank_retire_missing(s->store, paths, count, clock_wall_ms(), s->actor, &retired, err) &&
        store_commit(s->store, err))
        return true;
    store_rollback(s->store);
    return false;
}

bool bank_sync_hall(struct store *store, const char *hall, struct text actor, bank_sync_reporter *report,
                    void *context, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct text *paths;
    size_t count;
    if (!hall_yaml_files(hall, "question_banks", &arena, &paths, &count, err)) {
        arena_finish(&arena);
        return false;
    }
    struct syncing s = {store, hall, actor, report, context, ARENA_EMPTY, NULL, 0};
    s.codes = arena_array(&arena, count + 1, sizeof *s.codes);
    /* First the files that are gone: a bank that moved to another file then finds its code free. */
    bool ok = retire_missing(&s, paths, count, err);
    for (size_t i = 0; ok && i < count; i++)
        ok = sync_file(&s, paths[i].at, err);
    arena_finish(&s.seen);
    arena_finish(&arena);
    return ok;
}
