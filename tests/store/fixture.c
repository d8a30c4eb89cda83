#include "fixture.h"

#include "base/mem.h"
#include "competition.h"
#include "store/statement.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define WALL INT64_C(1795430400000)

int fixture_setup(void **state)
{
    struct fixture *fixture = xcalloc(1, sizeof *fixture);
    strcpy(fixture->directory, "/tmp/biwu-store-XXXXXX");
    if (!mkdtemp(fixture->directory))
        return -1;
    snprintf(fixture->path, sizeof fixture->path, "%s/hall.db", fixture->directory);
    fixture->store = store_open(fixture->path, STORE_CREATE, &fixture->err);
    *state = fixture;
    if (!fixture->store)
        return -1;
    /* Nothing here proves durability (test_crash.c does, and opens its files anew). */
    return sqlite3_exec(fixture->store->db, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
}

int fixture_teardown(void **state)
{
    static const char *const names[] = {"hall.db",  "hall.db-wal",  "hall.db-shm",
                                        "image.db", "image.db-wal", "image.db-shm"};
    struct fixture *fixture = *state;
    store_close(fixture->store);
    arena_finish(&fixture->arena);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", fixture->directory, names[i]);
        unlink(path);
    }
    rmdir(fixture->directory);
    free(fixture);
    return 0;
}

void must(struct fixture *fixture, bool ok)
{
    if (!ok)
        fail_msg("%s", fixture->err.message);
}

void begin(struct fixture *fixture)
{
    must(fixture, store_begin(fixture->store, &fixture->err));
}

void commit(struct fixture *fixture)
{
    must(fixture, store_commit(fixture->store, &fixture->err));
}

void reopen(struct fixture *fixture)
{
    store_close(fixture->store);
    fixture->store = store_open(fixture->path, STORE_WRITE, &fixture->err);
    must(fixture, fixture->store != NULL);
}

const struct bank *sample_bank(void)
{
    static const struct text years[] = {TEXT("一年"), TEXT("二年"), TEXT("三年"), TEXT("四年")};
    static const struct text steps[] = {TEXT("递交申请"), TEXT("确定积极分子"), TEXT("列为发展对象")};
    static const struct text segments[] = {TEXT("三年"), TEXT("党员大会"), TEXT("上级党委")};
    static const struct text lefts[] = {TEXT("警告"), TEXT("严重警告"), TEXT("留党察看")};
    static const struct text rights[] = {TEXT("一年内"), TEXT("一年半内")};
    static const uint8_t right_of[] = {0, 1, 1};
    static const struct text first[] = {TEXT("全心全意"), TEXT("一心一意")}, second[] = {TEXT("服务")};
    static const struct blank blanks[] = {{first, 2}, {second, 1}};
    static const struct text enemies[] = {TEXT("b-multiple"), TEXT("c \"quoted\" \\ \n")};
    static const struct item children[] = {
        {.id = TEXT("z1"),
         .kind = ITEM_SINGLE,
         .stem = TEXT("甲?"),
         .options = years,
         .option_count = 4,
         .key = 1,
         .weight = 1},
        {.id = TEXT("z2"), .kind = ITEM_TRUEFALSE, .stem = TEXT("乙?"), .key = 0, .weight = 3},
    };
    static struct item items[FIXTURE_ITEMS] = {
        {.id = TEXT("a-single"),
         .kind = ITEM_SINGLE,
         .stem = TEXT("任期几年?"),
         .topic = TEXT("组织建设"),
         .rationale = TEXT("《条例》\t第二十三条"),
         .source = {TEXT("条例"), TEXT("第二十三条"), TEXT("")},
         .difficulty = 2,
         .options = years,
         .option_count = 4,
         .key = 1 << 2,
         .enemies = enemies,
         .enemy_count = 2},
        {.id = TEXT("b-multiple"),
         .kind = ITEM_MULTIPLE,
         .stem = TEXT("哪些?"),
         .options = years,
         .option_count = 4,
         .key = 0xB,
         .keep_order = true},
        {.id = TEXT("c-truefalse"), .kind = ITEM_TRUEFALSE, .stem = TEXT("对吗?"), .key = 1},
        {.id = TEXT("d-blank"),
         .kind = ITEM_BLANK,
         .stem = TEXT("__为人民__"),
         .blanks = blanks,
         .blank_count = 2,
         .any_order = true},
        {.id = TEXT("e-numeric"), .kind = ITEM_NUMERIC, .stem = TEXT("党费?"), .unit = TEXT("元")},
        {.id = TEXT("f-order"),
         .kind = ITEM_ORDER,
         .stem = TEXT("排序"),
         .options = steps,
         .option_count = 3},
        {.id = TEXT("g-match"),
         .kind = ITEM_MATCH,
         .stem = TEXT("配对"),
         .options = rights,
         .option_count = 2,
         .lefts = lefts,
         .right_of = right_of,
         .left_count = 3},
        {.id = TEXT("h-spot"),
         .kind = ITEM_SPOT,
         .stem = TEXT("任期[[三年]],由[[党员大会]]选举,报[[上级党委]]"),
         .options = segments,
         .option_count = 3,
         .key = 5},
        {.id = TEXT("i-case"),
         .kind = ITEM_CASE,
         .stimulus = TEXT("某支部……"),
         .children = children,
         .child_count = 2,
         .topic = TEXT("案例")},
    };
    static const struct bank bank = {TEXT("dangwu"), TEXT("党务应知应会"), items, FIXTURE_ITEMS};
    decimal_parse(T("12.5"), &items[4].number);
    decimal_parse(T("0.01"), &items[4].tolerance);
    return &bank;
}

const struct test_sheet *sample_sheet(void)
{
    static const struct section sections[] = {
        {.title = TEXT("一"), .draw = 8, .marks = 10 * MARK_ONE, .credit = CREDIT_SHORT_HALF},
        {.title = TEXT("二"), .draw = 1, .marks = 20 * MARK_ONE, .credit = CREDIT_EXACT},
    };
    static const struct test_sheet sheet = {
        .code = TEXT("yzyh"),
        .title = TEXT("应知应会"),
        .duration_ms = 3600000,
        .pass = 60 * MARK_ONE,
        .full = 100 * MARK_ONE,
        .attempts = 2,
        .decimals = 2,
        .who = {.everyone = true},
        .sections = sections,
        .section_count = 2,
        .rank = {RANK_MARKS, RANK_ELAPSED},
        .rank_count = 2,
    };
    return &sheet;
}

const struct person *sample_people(void)
{
    static const struct person people[FIXTURE_PEOPLE] = {
        {TEXT("10021"), TEXT("王建国"), TEXT("矿/通风二队党支部"), TEXT("书记")},
        {TEXT("10022"), TEXT("李秀英"), TEXT("矿/通风二队党支部"), TEXT("支委")},
        {TEXT("10023"), TEXT("张伟"), TEXT("矿/机电队党支部"), TEXT("书记")},
        {TEXT("10024"), TEXT("刘洋"), TEXT("矿/机电队党支部"), TEXT("党员")},
        {TEXT("10025"), TEXT("陈静"), TEXT("矿/综采一队党支部"), TEXT("党员")},
    };
    return people;
}

void fill(struct fixture *fixture)
{
    struct bank_sync sync;
    struct hash content = hash_of(T("the file"));
    int64_t counts[PERSON_CHANGES];
    bool kept;
    struct pool pool;
    struct err *err = &fixture->err;
    begin(fixture);
    must(fixture, bank_sync(fixture->store, sample_bank(), T("question_banks/dangwu.yaml"), &content, WALL,
                            T("uid:0"), &sync, err));
    must(fixture, people_import(fixture->store, sample_people(), NULL, FIXTURE_PEOPLE, false, WALL,
                                T("uid:0"), counts, err));
    must(fixture, pool_load(fixture->store, &fixture->arena, &pool, err));
    must(fixture, event_put_draft(fixture->store, T("yzyh"), T("test"), T("应知应会"), T("events/yzyh.yaml"),
                                  T("test: yzyh\n"), &kept, err));
    must(fixture,
         event_prepare(fixture->store, T("yzyh"), &pool, T("seed 1"), WALL + 1, 10, T("10021"), err));
    must(fixture, event_set_status(fixture->store, T("yzyh"), EVENT_OPEN, WALL + 2, 20, T("10021"), err));
    commit(fixture);
}

static void add_slot(struct sitting *sitting, struct slot *slots, int at, const struct pool_item *entry,
                     const struct item *item, int child, mark_t full)
{
    struct slot *slot = &slots[at];
    *slot = (struct slot){.revision = entry->revision,
                          .bank = entry->bank,
                          .id = item->id,
                          .topic = item->topic,
                          .child = child,
                          .section = child >= 0,
                          .kind = item->kind,
                          .full = full};
    uint8_t options = child >= 0 ? entry->children[child].option_count : entry->option_count;
    slot->option_count = options;
    for (uint8_t i = 0; i < options; i++)
        slot->shown[i] = (uint8_t)(options - 1 - i);
    sitting->items[at] = item;
}

void sit_down(struct fixture *fixture, struct sitting *sitting, struct text number, int nth, int64_t clock)
{
    struct pool pool;
    *sitting = (struct sitting){0};
    attempt_init(&sitting->state);
    must(fixture, pool_load(fixture->store, &fixture->arena, &pool, &fixture->err));
    must(fixture, attempt_new_id(fixture->store, &sitting->id, &fixture->err));
    struct slot *slots = arena_array(&fixture->arena, FIXTURE_SLOTS, sizeof *slots);
    const struct item *items = sample_bank()->items;
    for (int i = 0; i < FIXTURE_ITEMS - 1; i++)
        add_slot(sitting, slots, i, &pool.items[i], &items[i], -1, 10 * MARK_ONE);
    const struct item *parent = &items[FIXTURE_ITEMS - 1];
    mark_t shares[2];
    marking_split(20 * MARK_ONE, parent, 2, shares);
    for (int i = 0; i < 2; i++)
        add_slot(sitting, slots, 8 + i, &pool.items[8], &parent->children[i], i, shares[i]);
    sitting->record =
        (struct attempt_record){.id = sitting->id,
                                .event = T("yzyh"),
                                .number = number,
                                .nth = nth,
                                .full = 100 * MARK_ONE,
                                .slots = FIXTURE_SLOTS,
                                .status = ATTEMPT_RUNNING,
                                .started_at = WALL + clock + 3 /* the journal has it exactly */};
    struct attempt_event started = {.kind = ATTEMPT_STARTED, .at = clock};
    started.started.event = T("yzyh");
    started.started.number = number;
    started.started.nth = nth;
    started.started.limit = 3600000;
    started.started.form = (struct form){slots, FIXTURE_SLOTS};
    int64_t seq;
    must(fixture, attempt_journal(fixture->store, sitting->id, 1, &started, WALL + clock, number, &seq,
                                  &fixture->err));
    attempt_apply(&sitting->state, &started);
    sitting->record.first_seq = seq;
    must(fixture, attempt_save(fixture->store, &sitting->record, &sitting->state, NULL, &fixture->err));
}

void tell(struct fixture *fixture, struct sitting *sitting, const struct attempt_event *event)
{
    int64_t seq;
    must(fixture, attempt_journal(fixture->store, sitting->id, sitting->state.n + 1, event, WALL + event->at,
                                  sitting->record.number, &seq, &fixture->err));
    attempt_apply(&sitting->state, event);
    sitting->record.last_seq = seq;
    sitting->record.ended_at = WALL + event->at;
}

void answer(struct fixture *fixture, struct sitting *sitting, int slot, const char *response, int64_t clock)
{
    struct attempt_event event = {.kind = ATTEMPT_ANSWERED, .at = clock};
    event.answered.slot = slot;
    event.answered.response = text_of(response);
    event.answered.spent = 1500;
    tell(fixture, sitting, &event);
}

static void save(struct fixture *fixture, struct sitting *sitting, bool marked)
{
    struct marking markings[FIXTURE_SLOTS];
    struct attempt_record *record = &sitting->record;
    record->status = sitting->state.status;
    record->cause = sitting->state.cause;
    record->elapsed = sitting->state.elapsed;
    record->answered = sitting->state.answered;
    struct marking_basis basis = {.sheet = sample_sheet(), .items = sitting->items};
    record->mark = attempt_mark(&sitting->state, &basis, markings).mark;
    record->passed = record->mark >= sample_sheet()->pass;
    must(fixture,
         attempt_save(fixture->store, record, &sitting->state, marked ? markings : NULL, &fixture->err));
}

void hand_in(struct fixture *fixture, struct sitting *sitting, int64_t clock)
{
    struct attempt_event event = {.kind = ATTEMPT_SUBMITTED_EVENT, .at = clock};
    event.submitted.cause = SUBMIT_CANDIDATE;
    event.submitted.elapsed = attempt_elapsed(&sitting->state, clock);
    tell(fixture, sitting, &event);
    save(fixture, sitting, true);
}

void void_it(struct fixture *fixture, struct sitting *sitting, const char *reason, int64_t clock, bool marked)
{
    struct attempt_event event = {.kind = ATTEMPT_VOIDED, .at = clock};
    event.voided.reason = text_of(reason);
    tell(fixture, sitting, &event);
    sitting->record.void_reason = text_of(reason);
    save(fixture, sitting, marked);
}

void sitting_finish(struct sitting *sitting)
{
    attempt_finish(&sitting->state);
}

static const char *const right[FIXTURE_SLOTS] = {
    "C", "ABD", "T", "全心全意|服务", "12.5", "ABC", "1A 2B 3B", "1 3", "A", "F"};

void play(struct fixture *fixture)
{
    struct sitting sittings[FIXTURE_PEOPLE];
    begin(fixture);
    for (int i = 0; i < FIXTURE_PEOPLE; i++) {
        sit_down(fixture, &sittings[i], sample_people()[i].number, 1, 1000 * (i + 1));
        for (int k = 0; k < FIXTURE_SLOTS - 3 * i; k++)
            answer(fixture, &sittings[i], k, right[k], 10000 + 100 * k + i);
    }
    struct attempt_event flag = {.kind = ATTEMPT_FLAGGED, .at = 15000, .flagged = {1, true}};
    tell(fixture, &sittings[1], &flag);
    answer(fixture, &sittings[1], 1, "AB", 16000);
    hand_in(fixture, &sittings[0], 1801000);
    hand_in(fixture, &sittings[1], 1822500);
    hand_in(fixture, &sittings[2], 1900000);
    void_it(fixture, &sittings[2], "看手机", 1950000, true);
    void_it(fixture, &sittings[3], "换人", 1960000, false);
    commit(fixture);
    for (int i = 0; i < FIXTURE_PEOPLE; i++)
        sitting_finish(&sittings[i]);
}

static void add_finding(void *context, const char *sentence)
{
    struct buf *out = context;
    buf_add_string(out, sentence);
    buf_add_char(out, '\n');
}

static bool read_sheet(void *context, struct text source, struct arena *arena, struct test_sheet *out)
{
    (void)context;
    (void)arena;
    *out = *sample_sheet();
    return text_is(source, "test: yzyh\n");
}

const char *findings(struct fixture *fixture, int64_t *count)
{
    struct buf out = BUF_EMPTY;
    struct verify_report report = {.context = &out,
                                   .finding = add_finding,
                                   .sheet = read_sheet,
                                   .contest = read_sample_contest,
                                   .panel = read_sample_panel};
    struct verify_counts counts;
    must(fixture, store_verify(fixture->store, &report, &counts, &fixture->err));
    const char *lines = arena_string(&fixture->arena, buf_text(&out));
    buf_finish(&out);
    *count = counts.findings;
    return lines;
}

static const char guards_off[] = "DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete;";
static const char guards_on[] = "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal"
                                " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;"
                                "CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal"
                                " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;";

static void run(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
}

bool tamper(struct fixture *fixture, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(fixture->path, &db), SQLITE_OK);
    run(db, "PRAGMA synchronous = OFF; BEGIN");
    run(db, guards_off);
    bool allowed = sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
    if (!allowed && sqlite3_errcode(db) != SQLITE_CONSTRAINT)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    run(db, guards_on);
    run(db, "COMMIT");
    sqlite3_close(db);
    return allowed;
}

const char *ask(struct fixture *fixture, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_open(fixture->path, &db), SQLITE_OK);
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    const char *out = "";
    if (sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_text(stmt, 0))
        out = arena_string(&fixture->arena, text_make((const char *)sqlite3_column_text(stmt, 0),
                                                      (size_t)sqlite3_column_bytes(stmt, 0)));
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return out;
}
