#include "hub/events.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "hub/drawn.h"
#include "hub/events_private.h"
#include "hub/marking_room.h"
#include "hub/papers.h"
#include "hub/results.h"
#include "hub/stages.h"

#include <stdlib.h>

/* ---- Finding --------------------------------------------------------------------------------------- */

struct test *events_find(const struct hub *hub, struct text code)
{
    for (size_t i = 0; i < hub->test_count; i++)
        if (text_equal(hub->tests[i]->entry.code, code))
            return hub->tests[i];
    return NULL;
}

struct entry *entry_find(const struct hub *hub, struct text code)
{
    struct test *test = events_find(hub, code);
    if (test)
        return &test->entry;
    struct stage *stage = stages_find(hub, code);
    return stage ? &stage->entry : NULL;
}

enum wire_error events_miss(const struct hub *hub, struct text code)
{
    return entry_find(hub, code) ? WIRE_WRONG_KIND : WIRE_NO_SUCH_EVENT;
}

bool test_is_for(const struct test *test, const struct person *person)
{
    return test->entry.sound && who_includes(&test->drawn.who, person);
}

/* ---- Adding and removing --------------------------------------------------------------------------- */

static void test_destroy(struct test *test)
{
    papers_drop(test);
    results_finish(&test->results);
    marking_room_drop(test);
    drawn_finish(test);
    arena_finish(&test->entry.arena);
    free(test);
}

static struct entry *test_add(struct hub *hub, struct text code)
{
    struct test *test = xcalloc(1, sizeof *test);
    hub->tests = xgrow(hub->tests, &hub->test_capacity, hub->test_count + 1, sizeof(struct test *));
    size_t at = hub->test_count++;
    while (at > 0 && text_compare(hub->tests[at - 1]->entry.code, code) > 0) {
        hub->tests[at] = hub->tests[at - 1];
        at--;
    }
    hub->tests[at] = test;
    return &test->entry;
}

static void test_remove(struct hub *hub, struct test *test)
{
    size_t at = 0;
    while (hub->tests[at] != test)
        at++;
    hub->test_count--;
    memmove(&hub->tests[at], &hub->tests[at + 1], (hub->test_count - at) * sizeof(struct test *));
    test_destroy(test);
}

struct entry *entry_add(struct hub *hub, enum event_kind kind, struct text code)
{
    struct entry *entry = kind == EVENT_KIND_TEST ? test_add(hub, code) : stage_add(hub, code);
    entry->kind = kind;
    entry->code = arena_text(&entry->arena, code);
    entry->title = entry->code;
    return entry;
}

void entry_remove(struct hub *hub, struct entry *entry)
{
    if (entry->kind == EVENT_KIND_TEST)
        test_remove(hub, entry_test(entry));
    else
        stage_remove(hub, entry_stage(entry));
}

/* ---- Sheets ---------------------------------------------------------------------------------------- */

/* "events/a.yaml:3:5: message" of the first error. */
static struct text first_error(const struct diags *diags, struct arena *arena)
{
    for (size_t i = 0; i < diags->count; i++) {
        const struct diag *diag = &diags->list[i];
        if (diag->severity == SEVERITY_ERROR)
            return arena_textf(arena, "%s:%d:%d: %.*s", diag->span.file, diag->span.line, diag->span.column,
                               TEXT_ARG(diag->message));
    }
    return text_of("");
}

bool entry_read_sheet(struct entry *entry, struct text path, struct text source, struct diags *diags)
{
    struct arena arena = ARENA_EMPTY;
    struct text code = arena_text(&arena, entry->code);
    const char *file = arena_string(&arena, path);
    struct event_sheet sheet = {.kind = EVENT_KIND_TEST};
    bool read = event_file_load(source, file, &arena, diags, &sheet);
    bool same_kind = sheet.kind == entry->kind;
    struct text title = same_kind ? event_sheet_title(&sheet) : code;
    entry->sound = read && same_kind;
    entry->trouble = first_error(diags, &arena);
    entry->path = text_of(file);
    entry->title = arena_text(&arena, title.len ? title : code);
    entry->seed = arena_text(&arena, entry->seed);
    entry->source_hash = hash_of(source);
    entry->code = code;
    if (entry->kind != EVENT_KIND_TEST)
        stage_take_sheet(entry_stage(entry), &sheet);
    else if (same_kind)
        entry_test(entry)->sheet = sheet.test;
    arena_finish(&entry->arena);
    entry->arena = arena;
    if (entry->kind == EVENT_KIND_TEST)
        drawn_forget(entry_test(entry));
    return entry->sound;
}

/* ---- From the database ----------------------------------------------------------------------------- */

static void take_record(struct entry *entry, const struct event_record *record)
{
    entry->status = record->status;
    entry->pool_hash = record->pool_hash;
    entry->seed = arena_text(&entry->arena, record->seed);
    entry->opened_at = record->opened_at;
    entry->closed_at = record->closed_at;
}

static void add_from_record(struct hub *hub, const struct event_record *record)
{
    struct diags diags = DIAGS_EMPTY;
    enum event_kind kind = EVENT_KIND_TEST;
    (void)event_kind_from_name(record->kind, &kind);
    struct entry *entry = entry_add(hub, kind, record->code);
    entry_read_sheet(entry, record->path, record->source, &diags);
    take_record(entry, record);
    entry->stored = true;
    diags_finish(&diags);
}

bool events_start(struct hub *hub, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct event_record *records;
    size_t count;
    bool ok = event_list(hub->store, &arena, &records, &count, err);
    for (size_t i = 0; ok && i < count; i++)
        add_from_record(hub, &records[i]);
    arena_finish(&arena);
    return ok;
}

/* What the lost turn made of an event that the database does not have yet is lost with it. */
static void forget_unsaved(struct entry *entry)
{
    static const struct event_record unsaved = {.status = EVENT_DRAFT};
    entry->stored = false;
    take_record(entry, &unsaved);
}

bool events_read_again(struct hub *hub, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct event_record *records;
    size_t count;
    bool ok = event_list(hub->store, &arena, &records, &count, err);
    for (size_t i = 0; i < hub->test_count; i++) {
        forget_unsaved(&hub->tests[i]->entry);
        hub->tests[i]->results.fresh = false;
        if (!hub->tests[i]->running)
            papers_drop(hub->tests[i]);
    }
    for (size_t i = 0; i < hub->stage_count; i++) {
        forget_unsaved(&hub->stages[i]->entry);
        hub->stages[i]->changed = true;
    }
    for (size_t i = 0; ok && i < count; i++) {
        struct entry *entry = entry_find(hub, records[i].code);
        if (entry)
            take_record(entry, &records[i]);
    }
    hub->files_seen = (struct hash){{0}}; /* drafts are to be written again */
    arena_finish(&arena);
    return ok;
}

void events_finish(struct hub *hub)
{
    for (size_t i = 0; i < hub->test_count; i++)
        test_destroy(hub->tests[i]);
    free(hub->tests);
    stages_finish(hub);
}
