#include "hub/events.h"

#include "bank/event_load.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "hub/events_private.h"
#include "hub/papers.h"
#include "hub/results.h"

#include <stdlib.h>

struct test *events_find(const struct hub *hub, struct text code)
{
    for (size_t i = 0; i < hub->test_count; i++)
        if (text_equal(hub->tests[i]->code, code))
            return hub->tests[i];
    return NULL;
}

bool test_is_for(const struct test *test, const struct person *person)
{
    return test->sound && who_includes(&test->sheet.who, person);
}

static void test_destroy(struct test *test)
{
    papers_drop(test);
    results_finish(&test->results);
    arena_finish(&test->arena);
    free(test);
}

struct test *test_add(struct hub *hub, struct text code)
{
    struct test *test = xcalloc(1, sizeof *test);
    test->code = arena_text(&test->arena, code);
    hub->tests = xgrow(hub->tests, &hub->test_capacity, hub->test_count + 1, sizeof *hub->tests);
    size_t at = hub->test_count++;
    while (at > 0 && text_compare(hub->tests[at - 1]->code, code) > 0) {
        hub->tests[at] = hub->tests[at - 1];
        at--;
    }
    hub->tests[at] = test;
    return test;
}

void test_remove(struct hub *hub, size_t at)
{
    test_destroy(hub->tests[at]);
    hub->test_count--;
    memmove(&hub->tests[at], &hub->tests[at + 1], (hub->test_count - at) * sizeof *hub->tests);
}

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

bool test_read_sheet(struct test *test, struct text path, struct text source, struct diags *diags)
{
    struct arena arena = ARENA_EMPTY;
    struct text code = arena_text(&arena, test->code);
    const char *file = arena_string(&arena, path);
    struct test_sheet sheet = {.code = {NULL, 0}};
    test->sound = event_load(source, file, &arena, diags, &sheet);
    test->trouble = first_error(diags, &arena);
    test->path = text_of(file);
    test->title = arena_text(&arena, sheet.title.len ? sheet.title : code);
    test->seed = arena_text(&arena, test->seed);
    test->sheet = sheet;
    test->source_hash = hash_of(source);
    test->code = code;
    arena_finish(&test->arena);
    test->arena = arena;
    return test->sound;
}

static void take_record(struct test *test, const struct event_record *record)
{
    test->status = record->status;
    test->pool_hash = record->pool_hash;
    test->seed = arena_text(&test->arena, record->seed);
    test->opened_at = record->opened_at;
    test->closed_at = record->closed_at;
}

static void add_from_record(struct hub *hub, const struct event_record *record)
{
    struct diags diags = DIAGS_EMPTY;
    struct test *test = test_add(hub, record->code);
    test_read_sheet(test, record->path, record->source, &diags);
    take_record(test, record);
    test->stored = true;
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

bool events_read_again(struct hub *hub, struct err *err)
{
    /* What the lost turn made of a test that the database does not have yet is lost with it. */
    static const struct event_record unsaved = {.status = EVENT_DRAFT};
    struct arena arena = ARENA_EMPTY;
    struct event_record *records;
    size_t count;
    bool ok = event_list(hub->store, &arena, &records, &count, err);
    for (size_t i = 0; i < hub->test_count; i++) {
        hub->tests[i]->stored = false;
        take_record(hub->tests[i], &unsaved);
        if (!hub->tests[i]->running)
            papers_drop(hub->tests[i]);
    }
    for (size_t i = 0; ok && i < count; i++) {
        struct test *test = events_find(hub, records[i].code);
        if (test) {
            take_record(test, &records[i]);
            test->results.fresh = false;
        }
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
}
