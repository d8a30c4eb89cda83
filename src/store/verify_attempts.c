/* Verifying attempts: each stream is folded by the rules, marked again, and compared with its row. */
#include "base/i18n.h"
#include "base/mem.h"
#include "store/attempts.h"
#include "store/banks.h"
#include "store/json_read.h"
#include "store/projection.h"
#include "store/statement.h"
#include "store/verify_state.h"

#include <stdlib.h>

static size_t index_place(const struct index *index, int64_t key)
{
    size_t at = (size_t)((uint64_t)key * UINT64_C(0x9E3779B97F4A7C15)) & (index->size - 1);
    while (index->keys[at] != 0 && index->keys[at] != key)
        at = (at + 1) & (index->size - 1);
    return at;
}

size_t *index_find(const struct index *index, int64_t key)
{
    if (index->size == 0 || key == 0)
        return NULL;
    size_t at = index_place(index, key);
    return index->keys[at] == key ? &index->values[at] : NULL;
}

static void index_enlarge(struct index *index)
{
    struct index larger = {.size = index->size ? 2 * index->size : 1024, .used = index->used};
    larger.keys = xcalloc(larger.size, sizeof *larger.keys);
    larger.values = xcalloc(larger.size, sizeof *larger.values);
    for (size_t i = 0; i < index->size; i++)
        if (index->keys[i]) {
            size_t at = index_place(&larger, index->keys[i]);
            larger.keys[at] = index->keys[i];
            larger.values[at] = index->values[i];
        }
    index_finish(index);
    *index = larger;
}

void index_add(struct index *index, int64_t key, size_t value)
{
    if (2 * (index->used + 1) > index->size)
        index_enlarge(index);
    size_t at = index_place(index, key);
    index->keys[at] = key;
    index->values[at] = value;
    index->used++;
}

void index_finish(struct index *index)
{
    free(index->keys);
    free(index->values);
    *index = (struct index){0};
}

static void drop_live(struct checked_attempt *checked)
{
    if (!checked->live)
        return;
    attempt_finish(&checked->live->state);
    arena_finish(&checked->live->arena);
    free(checked->live);
    checked->live = NULL;
}

static struct checked_attempt *find_attempt(struct verify *verify, int64_t id)
{
    const size_t *known = index_find(&verify->attempt_index, id);
    if (known)
        return &verify->attempts[*known];
    size_t at = verify->attempt_count++;
    verify->attempts = xgrow(verify->attempts, &verify->attempt_capacity, at + 1, sizeof *verify->attempts);
    index_add(&verify->attempt_index, id, at);
    struct live_attempt *live = xcalloc(1, sizeof *live);
    attempt_init(&live->state);
    verify->attempts[at] = (struct checked_attempt){.id = id, .live = live};
    verify->counts->attempts++;
    return &verify->attempts[at];
}

bool verify_item(struct verify *verify, const struct slot *slot, const struct item **out, struct err *err)
{
    const size_t *known = index_find(&verify->item_index, slot->revision);
    const struct item *item = known ? verify->items[*known] : NULL;
    if (!known) {
        struct err own = ERR_NONE;
        struct item *loaded = arena_alloc(&verify->arena, sizeof *loaded);
        if (items_load(verify->store, &slot->revision, 1, &verify->arena, loaded, &own))
            item = loaded;
        else if (own.kind != ERR_NOT_FOUND && own.kind != ERR_DAMAGED)
            return err_set(err, own.kind, "%s", own.message);
        verify->items =
            xgrow(verify->items, &verify->item_capacity, verify->item_count + 1, sizeof *verify->items);
        verify->items[verify->item_count] = item;
        index_add(&verify->item_index, slot->revision, verify->item_count++);
    }
    if (item && slot->child >= 0)
        item = slot->child < item->child_count ? &item->children[slot->child] : NULL;
    *out = item && item->kind == slot->kind && text_equal(item->id, slot->id) ? item : NULL;
    return true;
}

/* An attempt's expected row. */
struct expected {
    bool marked;                /* the marks could be computed */
    const struct marking *each; /* the marks, one a slot; NULL: they could not */
    struct buf marks;           /* the responses with marks */
    struct buf no_marks;        /* of a void attempt that was never marked */
    struct attempt_total total;
    mark_t full; /* of the form */
    bool passed;
};

static bool mark_again(struct verify *verify, const struct checked_attempt *checked,
                       struct expected *expected, struct err *err)
{
    const struct attempt *state = &checked->live->state;
    const struct test_sheet *sheet;
    if (!verify_sheet(verify, checked->live->event, &sheet, err))
        return false;
    size_t count = (size_t)state->form.count;
    const struct item **items = arena_array(&verify->scratch, count, sizeof *items);
    struct marking *markings = arena_array(&verify->scratch, count, sizeof *markings);
    bool fits = sheet != NULL;
    for (size_t i = 0; sheet && i < count; i++) {
        const struct slot *slot = &state->form.slots[i];
        if (!verify_item(verify, slot, &items[i], err))
            return false;
        if (!items[i] || slot->section < 0 || slot->section >= sheet->section_count) {
            finding(verify, _("attempt %lld: place %d of its form names an item that is not stored so"),
                    (long long)checked->id, (int)i + 1);
            fits = false;
        }
        expected->full += slot->full;
    }
    if (!fits)
        return true;
    expected->marked = true;
    struct marking_basis basis = {.sheet = sheet, .items = items};
    if (!verify_basis(verify, checked->live->event, checked->id, state->form.count, &basis, err))
        return false;
    expected->total = attempt_mark(state, &basis, markings);
    expected->each = markings;
    expected->passed = expected->total.mark >= sheet->pass;
    responses_to_json(state, markings, &expected->marks);
    return true;
}

static struct text int_text(struct verify *verify, int64_t value)
{
    return arena_textf(&verify->scratch, "%lld", (long long)value);
}

/* A column's expected value; at == NULL: SQL's NULL. */
struct column {
    struct text value, or_else; /* or_else: also right (at == NULL: nothing else is) */
    bool unknown;               /* not to be compared */
};

enum {
    COLUMN_EVENT = 1,
    COLUMN_NUMBER,
    COLUMN_NTH,
    COLUMN_STATUS,
    COLUMN_CAUSE,
    COLUMN_STARTED,
    COLUMN_ENDED,
    COLUMN_ELAPSED,
    COLUMN_MARK,
    COLUMN_FULL,
    COLUMN_PASSED,
    COLUMN_ANSWERED,
    COLUMN_SLOTS,
    COLUMN_FIRST,
    COLUMN_LAST,
    COLUMN_REASON,
    COLUMN_PENDING,
    COLUMN_EXAMINER,
    COLUMN_RESPONSES,
    COLUMNS,
};

static void expect_end(struct verify *verify, const struct live_attempt *live, struct column *columns)
{
    const struct attempt *state = &live->state;
    bool running = state->status == ATTEMPT_RUNNING;
    int64_t ended_at = live->voided_at ? live->voided_at : live->submitted_at;
    int64_t last_seq = live->voided_seq ? live->voided_seq : live->submitted_seq;
    columns[COLUMN_ENDED].value = int_text(verify, ended_at);
    columns[COLUMN_LAST].value = int_text(verify, last_seq);
    /* Voiding a submitted attempt may leave the times of its submission. */
    if (live->voided_seq && live->submitted_seq) {
        columns[COLUMN_ENDED].or_else = int_text(verify, live->submitted_at);
        columns[COLUMN_LAST].or_else = int_text(verify, live->submitted_seq);
    }
    columns[COLUMN_ELAPSED].value = int_text(verify, running ? 0 : state->elapsed);
    columns[COLUMN_ANSWERED].value = int_text(verify, running ? 0 : state->answered);
    columns[COLUMN_REASON].value = live->void_reason.at ? live->void_reason : text_make("", 0);
    columns[COLUMN_CAUSE].value =
        state->status == ATTEMPT_SUBMITTED ? text_of(submit_cause_name(state->cause)) : text_make(NULL, 0);
}

static void expect(struct verify *verify, const struct live_attempt *live, const struct expected *expected,
                   struct text responses, struct column *columns)
{
    const struct attempt *state = &live->state;
    bool running = state->status == ATTEMPT_RUNNING;
    columns[COLUMN_EVENT].value = live->event;
    columns[COLUMN_NUMBER].value = live->number;
    columns[COLUMN_NTH].value = int_text(verify, live->nth);
    columns[COLUMN_STATUS].value = text_of(attempt_status_name(state->status));
    columns[COLUMN_STARTED].value = int_text(verify, live->started_at);
    columns[COLUMN_SLOTS].value = int_text(verify, state->form.count);
    columns[COLUMN_FIRST].value = int_text(verify, live->first_seq);
    columns[COLUMN_FULL].value = int_text(verify, expected->full);
    columns[COLUMN_FULL].unknown = !expected->marked;
    expect_end(verify, live, columns);
    /* An attempt that is void may have been marked or not; the responses tell. When they fit neither, one
     * that was never handed in was not. */
    bool unmarked = running;
    if (state->status == ATTEMPT_VOID && !text_equal(responses, buf_text(&expected->marks)))
        unmarked = text_equal(responses, buf_text(&expected->no_marks)) || live->submitted_seq == 0;
    columns[COLUMN_MARK].value = int_text(verify, unmarked ? 0 : expected->total.mark);
    columns[COLUMN_PASSED].value = int_text(verify, unmarked ? 0 : expected->passed);
    columns[COLUMN_RESPONSES].value = buf_text(unmarked ? &expected->no_marks : &expected->marks);
    if (running)
        columns[COLUMN_RESPONSES].value = text_make(NULL, 0);
    columns[COLUMN_PENDING].value = int_text(verify, unmarked ? 0 : expected->total.pending);
    columns[COLUMN_EXAMINER].value = state->examiner;
    columns[COLUMN_PENDING].unknown = !unmarked && !expected->marked;
    columns[COLUMN_MARK].unknown = columns[COLUMN_PASSED].unknown = !unmarked && !expected->marked;
    columns[COLUMN_RESPONSES].unknown = columns[COLUMN_MARK].unknown;
}

/* Names the first slot in which two response arrays differ. */
static void compare_responses(struct verify *verify, int64_t id, struct text stored, struct text due)
{
    json_t *has = json_read(stored), *wants = json_read(due);
    size_t i = 0;
    while (i < json_array_size(wants) && json_equal(json_array_get(has, i), json_array_get(wants, i)))
        i++;
    char *was = json_dumps(json_array_get(has, i), JSON_COMPACT | JSON_ENCODE_ANY);
    char *should = json_dumps(json_array_get(wants, i), JSON_COMPACT | JSON_ENCODE_ANY);
    if (was && should)
        finding(verify, _("attempt %lld, response %d: the row holds %s, the journal gives %s"), (long long)id,
                (int)i + 1, was, should);
    else
        finding(verify, _("attempt %lld: its responses are not stored as the journal gives them"),
                (long long)id);
    free(was);
    free(should);
    json_decref(has);
    json_decref(wants);
}

static bool is_equal(sqlite3_stmt *stmt, int at, struct text value)
{
    bool null = sqlite3_column_type(stmt, at) == SQLITE_NULL;
    return value.at ? !null && text_equal(column_text(stmt, at), value) : null;
}

static struct text shown(struct verify *verify, int at, struct text value, bool null)
{
    int64_t mark;
    if (null)
        return text_make("NULL", 4);
    if ((at != COLUMN_MARK && at != COLUMN_FULL) || !text_to_int(value, INT64_MIN, INT64_MAX, &mark))
        return value;
    char text[MARK_TEXT_SIZE];
    return arena_text(&verify->scratch, text_of(mark_format(mark, text)));
}

static void compare_columns(struct verify *verify, const struct checked_attempt *checked, sqlite3_stmt *stmt,
                            const struct column *columns)
{
    for (int i = 1; i < COLUMNS; i++) {
        const struct column *column = &columns[i];
        if (column->unknown || is_equal(stmt, i, column->value) ||
            (column->or_else.at && is_equal(stmt, i, column->or_else)))
            continue;
        bool null = sqlite3_column_type(stmt, i) == SQLITE_NULL;
        struct text has = shown(verify, i, column_text(stmt, i), null);
        struct text due = shown(verify, i, column->value, !column->value.at);
        if (i == COLUMN_RESPONSES && !null && column->value.at)
            compare_responses(verify, checked->id, has, due);
        else
            finding(verify, _("attempt %lld (event %.*s, number %.*s): %s is %.*s, the journal gives %.*s"),
                    (long long)checked->id, TEXT_ARG(checked->live->event), TEXT_ARG(checked->live->number),
                    sqlite3_column_name(stmt, i), TEXT_ARG(has), TEXT_ARG(due));
    }
}

static bool compare_row(struct verify *verify, const struct checked_attempt *checked, sqlite3_stmt *stmt,
                        struct err *err)
{
    struct expected expected = {0};
    bool ok = mark_again(verify, checked, &expected, err);
    if (ok) {
        struct column columns[COLUMNS] = {0};
        responses_to_json(&checked->live->state, NULL, &expected.no_marks);
        expect(verify, checked->live, &expected, column_text(stmt, COLUMN_RESPONSES), columns);
        compare_columns(verify, checked, stmt, columns);
        ok = verify_tally(verify, checked->id, &checked->live->state, expected.each, err);
    }
    buf_finish(&expected.marks);
    buf_finish(&expected.no_marks);
    return ok;
}

/* Compares the attempt with its row and lets go of it. At its submission (`early`) a row that is void waits
 * for the entry that voids it. */
static bool compare_attempt(struct verify *verify, struct checked_attempt *checked, bool early,
                            struct err *err)
{
    sqlite3_stmt *stmt = query(verify->store, SQL_ATTEMPT_WHOLE, err);
    if (!stmt)
        return false;
    bind_int(stmt, 1, checked->id);
    bool found;
    if (!query_one(verify->store, stmt, &found, err))
        return false;
    bool ok = true;
    bool wait = early && found && text_is(column_text(stmt, COLUMN_STATUS), "void");
    if (!found)
        finding(verify, _("attempt %lld (event %.*s, number %.*s) stands in the journal but has no row"),
                (long long)checked->id, TEXT_ARG(checked->live->event), TEXT_ARG(checked->live->number));
    else if (!wait)
        ok = compare_row(verify, checked, stmt, err);
    sqlite3_reset(stmt);
    if (!wait)
        drop_live(checked);
    return ok;
}

static void note(struct live_attempt *live, const struct journal_entry *entry,
                 const struct attempt_event *event)
{
    switch (event->kind) {
    case ATTEMPT_STARTED:
        live->event = arena_text(&live->arena, event->started.event);
        live->number = arena_text(&live->arena, event->started.number);
        live->nth = event->started.nth;
        live->started_at = entry->at;
        live->first_seq = entry->seq;
        break;
    case ATTEMPT_SUBMITTED_EVENT:
        live->submitted_at = entry->at;
        live->submitted_seq = entry->seq;
        break;
    case ATTEMPT_VOIDED:
        live->voided_at = entry->at;
        live->voided_seq = entry->seq;
        live->void_reason = arena_text(&live->arena, event->voided.reason);
        break;
    case ATTEMPT_ANSWERED:
    case ATTEMPT_FLAGGED:
    case ATTEMPT_EXTENDED:
    case ATTEMPT_OUTAGE:
        break;
    }
}

static bool fold_entry(struct verify *verify, struct checked_attempt *checked,
                       const struct journal_entry *entry, enum attempt_event_kind *kind)
{
    struct attempt_event event;
    if (!checked->live || !attempt_event_from_name(entry->kind, kind) ||
        !attempt_event_from_json(*kind, entry->clock, entry->body, &verify->scratch, &event, NULL) ||
        !attempt_event_fits(&checked->live->state, &event))
        return false;
    attempt_apply(&checked->live->state, &event);
    note(checked->live, entry, &event);
    return true;
}

bool verify_attempt_entry(struct verify *verify, const struct journal_entry *entry, struct text rest,
                          struct err *err)
{
    int64_t id;
    if (!text_to_int(rest, 1, INT64_MAX, &id)) {
        finding(verify, _("journal: entry %lld has a stream that is no attempt: %.*s"), (long long)entry->seq,
                TEXT_ARG(entry->stream));
        return true;
    }
    struct checked_attempt *checked = find_attempt(verify, id);
    if (entry->n != (int64_t)checked->n + 1)
        finding(verify, _("journal: entry %lld is number %lld of the stream %.*s, but number %lld was due"),
                (long long)entry->seq, (long long)entry->n, TEXT_ARG(entry->stream),
                (long long)checked->n + 1);
    checked->n = (uint32_t)entry->n;
    if (checked->broken)
        return true;
    enum attempt_event_kind kind;
    if (!fold_entry(verify, checked, entry, &kind)) {
        finding(verify, _("journal: entry %lld (%.*s, %.*s) cannot follow on the entries before it"),
                (long long)entry->seq, TEXT_ARG(entry->stream), TEXT_ARG(entry->kind));
        checked->broken = true;
        drop_live(checked);
        return true;
    }
    return kind != ATTEMPT_SUBMITTED_EVENT || compare_attempt(verify, checked, true, err);
}

static bool check_rows_told(struct verify *verify, int64_t *last, struct err *err)
{
    sqlite3_stmt *stmt = query(verify->store, SQL_ATTEMPT_IDS, err);
    if (!stmt)
        return false;
    enum fetch fetch;
    while ((fetch = query_next(verify->store, stmt, err)) == FETCH_ROW) {
        *last = column_int(stmt, 0);
        if (!index_find(&verify->attempt_index, *last))
            finding(verify, _("attempt %lld has a row but does not stand in the journal"), (long long)*last);
    }
    return fetch == FETCH_DONE;
}

bool verify_attempts_end(struct verify *verify, struct err *err)
{
    for (size_t i = 0; i < verify->attempt_count; i++) {
        arena_clear(&verify->scratch);
        if (verify->attempts[i].live && !compare_attempt(verify, &verify->attempts[i], false, err))
            return false;
    }
    int64_t last = 0, given;
    if (!check_rows_told(verify, &last, err) || !fact_get(verify->store, "attempt id", &given, err))
        return false;
    if (given < last)
        finding(verify, _("attempt %lld has an id that was never given out"), (long long)last);
    return true;
}

void verify_attempts_finish(struct verify *verify)
{
    for (size_t i = 0; i < verify->attempt_count; i++)
        drop_live(&verify->attempts[i]);
    free(verify->attempts);
    free(verify->items);
    index_finish(&verify->attempt_index);
    index_finish(&verify->item_index);
}
