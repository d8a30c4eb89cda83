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
    struct arena arena;       /* for the whole run */
    const struct text *paths; /* of the files, "question_banks/x.yaml" */
    size_t count;
    struct text *codes;         /* that files so far have taken; [count] */
    struct bank_record *before; /* banks in the database */
    size_t before_count;
};

static void tell(const struct syncing *s, const struct bank_sync_report *report)
{
    if (s->report)
        s->report(s->context, report);
}

static struct text code_before(const struct syncing *s, struct text path)
{
    for (size_t i = 0; i < s->before_count; i++)
        if (text_equal(s->before[i].path, path))
            return s->before[i].code;
    return text_of("");
}

/* The earlier file that has taken this code, or NULL. */
static const char *taken_by(const struct syncing *s, size_t file, struct text code)
{
    for (size_t i = 0; i < file; i++)
        if (s->codes[i].len && text_equal(s->codes[i], code))
            return s->paths[i].at;
    return NULL;
}

static bool write_bank(const struct syncing *s, size_t file, const struct bank *bank,
                       const struct hash *content, struct bank_sync *counts, struct err *err)
{
    if (!store_begin(s->store, err))
        return false;
    if (!bank_sync(s->store, bank, s->paths[file], content, clock_wall_ms(), s->actor, counts, err)) {
        store_rollback(s->store);
        return false;
    }
    return store_commit(s->store, err);
}

/* A changed file: read it, and take it over when it is in order. False only when the database fails. */
static bool sync_changed(struct syncing *s, size_t file, struct text source, const struct hash *content,
                         struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct diags diags = DIAGS_EMPTY;
    struct bank bank;
    struct bank_sync_report report = {.path = s->paths[file].at, .source = source};
    report.ok = bank_load(source, report.path, &arena, &diags, &bank);
    const char *other = report.ok ? taken_by(s, file, bank.code) : NULL;
    if (other) {
        diags_error(&diags, (struct span){.file = report.path}, _("bank %.*s is in %s already"),
                    TEXT_ARG(bank.code), other);
        diags_hint(&diags, _("give one of the two another code"));
        report.ok = false;
    }
    bool fine = true;
    if (report.ok) {
        s->codes[file] = arena_text(&s->arena, bank.code);
        fine = write_bank(s, file, &bank, content, &report.counts, err);
    } else if (!other) {
        s->codes[file] = code_before(s, s->paths[file]); /* it keeps what it had */
    }
    diags_sort(&diags);
    report.diags = diags.count ? &diags : NULL;
    if (fine)
        tell(s, &report);
    diags_finish(&diags);
    arena_finish(&arena);
    return fine;
}

static bool report_unreadable(struct syncing *s, size_t file, const struct err *reason)
{
    struct diags diags = DIAGS_EMPTY;
    diags_error(&diags, (struct span){.file = s->paths[file].at}, "%s", reason->message);
    struct bank_sync_report report = {.path = s->paths[file].at, .diags = &diags, .source = TEXT("")};
    tell(s, &report);
    diags_finish(&diags);
    s->codes[file] = code_before(s, s->paths[file]);
    return true;
}

static bool sync_file(struct syncing *s, size_t file, struct err *err)
{
    char path[PATH_MAX];
    struct buf source = BUF_EMPTY;
    struct err reason = ERR_NONE;
    snprintf(path, sizeof path, "%s/%s", s->hall, s->paths[file].at);
    if (!file_read(path, BANK_MAX_FILE, &source, &reason)) {
        buf_finish(&source);
        return report_unreadable(s, file, &reason);
    }
    struct hash content = hash_of(buf_text(&source));
    bool current = false;
    bool fine = bank_is_current(s->store, s->paths[file], &content, &current, err);
    if (fine && current) {
        s->codes[file] = code_before(s, s->paths[file]);
        tell(s, &(struct bank_sync_report){.path = s->paths[file].at, .ok = true, .current = true});
    } else if (fine) {
        fine = sync_changed(s, file, buf_text(&source), &content, err);
    }
    buf_finish(&source);
    return fine;
}

static bool retire_missing(const struct syncing *s, struct err *err)
{
    int64_t retired;
    if (!store_begin(s->store, err))
        return false;
    if (!bank_retire_missing(s->store, s->paths, s->count, clock_wall_ms(), s->actor, &retired, err)) {
        store_rollback(s->store);
        return false;
    }
    return store_commit(s->store, err);
}

bool bank_sync_hall(struct store *store, const char *hall, struct text actor, bank_sync_reporter *report,
                    void *context, struct err *err)
{
    struct syncing s = {.store = store,
                        .hall = hall,
                        .actor = actor,
                        .report = report,
                        .context = context,
                        .arena = ARENA_EMPTY};
    struct text *paths;
    bool ok = hall_yaml_files(hall, "question_banks", &s.arena, &paths, &s.count, err);
    if (ok) {
        s.paths = paths;
        s.codes = arena_array(&s.arena, s.count, sizeof *s.codes);
    }
    /* First the files that are gone: a bank that moved to another file then finds its code free. */
    ok = ok && retire_missing(&s, err) && bank_list(store, &s.arena, &s.before, &s.before_count, err);
    for (size_t i = 0; ok && i < s.count; i++)
        ok = sync_file(&s, i, err);
    arena_finish(&s.arena);
    return ok;
}
