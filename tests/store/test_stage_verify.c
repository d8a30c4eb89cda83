/* What is altered of a contest, a panel or a series is found, also under a chain that was made to fit. */
#include "competition.h"

#include "base/mem.h"
#include "store/statement.h"

/* A change made beside biwu and what the finding must name. */
static const struct {
    const char *sql, *names;
} changes[] = {
    {"UPDATE entrant_result SET mark = mark + 1 WHERE event = 'sai' AND place = 1",
     "contest/sai, row 1 of its standing: mark is"},
    {"UPDATE entrant_result SET mark = mark + 10000 WHERE event = 'ping' AND place = 3",
     "panel/ping, row 3 of its standing: mark is"},
    {"UPDATE entrant_result SET rank = 1 WHERE event = 'sai' AND place = 3", "row 3 of its standing: rank"},
    {"UPDATE entrant_result SET rank = 0 WHERE event = 'ping' AND place = 1", "row 1 of its standing: rank"},
    {"UPDATE entrant_result SET name = '掘进队' WHERE event = 'sai' AND code = 'A'", "contest/sai, row"},
    {"UPDATE entrant_result SET name = '掘进队' WHERE event = 'sai' AND code = '10025'", "name is 掘进队"},
    {"UPDATE entrant_result SET unit = '矿' WHERE event = 'sai' AND code = 'A'", "unit is 矿"},
    {"UPDATE entrant_result SET unit = '矿' WHERE event = 'ping' AND code = '10025'", "unit is 矿"},
    {"UPDATE entrant_result SET code = 'Z' WHERE event = 'sai' AND code = 'A'", "code is Z"},
    {"UPDATE entrant_result SET provisional = 1 WHERE event = 'sai' AND place = 2", "provisional is 1"},
    {"UPDATE entrant_result SET provisional = 1 WHERE event = 'ping' AND place = 2", "provisional is 1"},
    {"UPDATE entrant_result SET award = '状元' WHERE event = 'sai' AND place = 2", "award is 状元"},
    {"UPDATE entrant_result SET place = 9 WHERE event = 'sai' AND place = 3", "place is 9"},
    {"UPDATE entrant_result SET event = 'x' WHERE event = 'sai' AND place = 1", "the event x has a standing"},
    {"DELETE FROM entrant_result WHERE event = 'sai' AND place = 3", "contest/sai: its standing has 2 rows"},
    {"DELETE FROM entrant_result WHERE event = 'ping'", "panel/ping: its standing has 0 rows"},
    {"INSERT INTO entrant_result SELECT 'yzyh', place, code, name, unit, mark, rank, provisional, award"
     " FROM entrant_result WHERE event = 'sai'",
     "the event yzyh has a standing"},
    {"UPDATE entrant_result SET mark = mark + 1 WHERE event = 'zong' AND place = 1", "series/zong"},
    {"UPDATE entrant_result SET rank = 2 WHERE event = 'zong' AND place = 1", "series/zong"},
    {"UPDATE entrant_result SET name = 'x' WHERE event = 'zong' AND place = 1", "series/zong"},
    {"UPDATE entrant_result SET unit = 'x' WHERE event = 'zong' AND place = 1", "series/zong"},
    {"UPDATE entrant_result SET code = 'x' WHERE event = 'zong' AND place = 1", "series/zong"},
    {"UPDATE entrant_result SET award = 'x' WHERE event = 'zong' AND place = 2", "series/zong"},
    {"UPDATE entrant_result SET provisional = 1 WHERE event = 'zong' AND place = 2", "series/zong"},
    {"DELETE FROM entrant_result WHERE event = 'zong' AND place = 2", "series/zong"},
    {"UPDATE stage SET first_seq = first_seq + 1 WHERE stream = 'contest/sai'", "contest/sai"},
    {"UPDATE stage SET last_seq = last_seq - 1 WHERE stream = 'panel/ping'", "panel/ping"},
    {"UPDATE stage SET event = 'x' WHERE stream = 'panel/ping'", "panel/ping"},
    {"UPDATE stage SET stream = 'panel/x' WHERE stream = 'panel/ping'", "panel/x"},
    {"DELETE FROM stage WHERE stream = 'contest/sai'", "was not noted"},
    {"UPDATE event SET kind = 'test' WHERE code = 'sai'", "sai: its kind"},
    {"UPDATE event SET kind = 'panel' WHERE code = 'yzyh'", "yzyh: its kind"},
    {"UPDATE event SET source = 'x' WHERE code = 'sai'", "sai: its sheet cannot be read"},
    {"UPDATE event SET status = 'open' WHERE code = 'sai'", "sai: its status"},
    {"DELETE FROM item_revision WHERE id = (SELECT json_extract(body, '$.script[0].slots[0].revision')"
     " FROM journal WHERE stream = 'contest/sai' AND n = 1)",
     "round 1, queue 1, place 1 of its script: the item is not stored so"},
};

static void run_on(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
}

/* The database as it was, kept beside, so that each change is made to a whole one. */
static void keep(struct fixture *fixture)
{
    run_on(fixture->store->db,
           arena_textf(&fixture->arena, "VACUUM INTO '%s/image.db'", fixture->directory).at);
}

static void restore(struct fixture *fixture)
{
    sqlite3 *from, *to;
    store_close(fixture->store);
    fixture->store = NULL;
    const char *path = arena_textf(&fixture->arena, "%s/image.db", fixture->directory).at;
    assert_int_equal(sqlite3_open(path, &from), SQLITE_OK);
    assert_int_equal(sqlite3_open(fixture->path, &to), SQLITE_OK);
    run_on(to, "PRAGMA synchronous = OFF");
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    assert_non_null(backup);
    assert_int_equal(sqlite3_backup_step(backup, -1), SQLITE_DONE);
    sqlite3_backup_finish(backup);
    sqlite3_close(from);
    sqlite3_close(to);
    reopen(fixture);
}

static void test_changes_named(void **state)
{
    struct fixture *fixture = *state;
    int64_t count;
    keep(fixture);
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        assert_true(tamper(fixture, changes[i].sql));
        const char *lines = findings(fixture, &count);
        if (!strstr(lines, changes[i].names))
            fail_msg("%s\ndoes not give “%s” but:\n%s", changes[i].sql, changes[i].names, lines);
        restore(fixture);
    }
    expect_clean(fixture);
}

static bool link_again(void *context, const struct journal_entry *entry, struct err *err)
{
    struct buf *out = context;
    (void)err;
    struct hash previous = {{0}};
    if (out->len)
        hash_from_hex(text_make(out->at + out->len - 64 - 1, 64), &previous);
    struct hash link = journal_link(&previous, entry);
    char hex[HASH_HEX_SIZE];
    hash_to_hex(&link, hex);
    buf_addf(out, "%lld %s\n", (long long)entry->seq, hex);
    return true;
}

/* As somebody who knows biwu would: the links are made to fit again, so only the rules can tell. */
static void forge_links(struct fixture *fixture)
{
    struct buf links = BUF_EMPTY, sql = BUF_EMPTY;
    must(fixture, journal_walk(fixture->store, 1, 0, link_again, &links, &fixture->err));
    struct text rest = buf_text(&links), line;
    const char *last = "";
    while (text_next(&rest, '\n', &line) && line.len) {
        ptrdiff_t space = text_find(line, T(" "));
        buf_addf(&sql, "UPDATE journal SET link = x'%.*s' WHERE seq = %.*s;",
                 TEXT_ARG(text_from(line, (size_t)space + 1)), (int)space, line.at);
        last = line.at + space + 1;
    }
    buf_addf(&sql, "UPDATE journal_head SET link = x'%.64s'", last);
    assert_true(tamper(fixture, buf_string(&sql)));
    buf_finish(&links);
    buf_finish(&sql);
}

/* Bodies changed under a forged chain. */
static const struct {
    const char *sql, *names;
} forgeries[] = {
    {"UPDATE journal SET body = json_set(body, '$.deltas[0].marks', '90') WHERE stream = 'contest/sai'"
     " AND kind = 'awarded'",
     "contest/sai"},
    {"UPDATE journal SET body = json_set(body, '$.team', 0, '$.deltas[0].team', 0)"
     " WHERE stream = 'contest/sai' AND kind = 'awarded'",
     "contest/sai"},
    {"UPDATE journal SET body = json_set(body, '$.team', 7) WHERE stream = 'contest/sai'"
     " AND kind = 'pressed'",
     "cannot follow"},
    {"UPDATE journal SET body = '{}' WHERE stream = 'contest/sai' AND kind = 'taken'", "cannot follow"},
    {"UPDATE journal SET kind = 'danced' WHERE stream = 'contest/sai' AND kind = 'opened'", "cannot follow"},
    {"UPDATE journal SET body = json_set(body, '$.deltas[0].marks', '50') WHERE stream = 'contest/sai'"
     " AND kind = 'carried'",
     "contest/sai"},
    {"WITH slot AS (SELECT '$.script[' || q.key || '].slots[' || s.key || '].shown' AS path,"
     " s.value->>'$.shown' AS shown FROM journal, json_each(body, '$.script') AS q,"
     " json_each(q.value, '$.slots') AS s WHERE stream = 'contest/sai' AND n = 1"
     " AND length(s.value->>'$.shown') > 1 LIMIT 1)"
     " UPDATE journal SET body = json_set(body, (SELECT path FROM slot), (SELECT substr(shown, 2, 1) ||"
     " substr(shown, 1, 1) || substr(shown, 3) FROM slot)) WHERE stream = 'contest/sai' AND n = 1",
     "drawing again gives another item or order of options"},
    {"UPDATE journal SET body = json_set(body, '$.script[0].slots[0]',"
     " json_extract(body, '$.script[0].slots[1]')) WHERE stream = 'contest/sai' AND n = 1",
     "stands in its script twice"},
    {"UPDATE journal SET body = json_set(body, '$.script[0].slots[0]',"
     " json_extract(body, '$.script[0].slots[1]'), '$.script[0].slots[1]',"
     " json_extract(body, '$.script[0].slots[0]')) WHERE stream = 'contest/sai' AND n = 1",
     "place 1 of its script: drawing again"},
    {"UPDATE journal SET body = json_set(body, '$.script[0].slots[0].id', 'x')"
     " WHERE stream = 'contest/sai' AND n = 1",
     "the item is not of the event's pool"},
    {"UPDATE journal SET body = json_set(body, '$.order[0]', json_extract(body, '$.order[1]'), '$.order[1]',"
     " json_extract(body, '$.order[0]')) WHERE stream = 'panel/ping' AND n = 1",
     "another order of performers"},
    {"UPDATE journal SET body = json_set(body, '$.codes[0]', json_extract(body, '$.codes[1]'), '$.codes[1]',"
     " json_extract(body, '$.codes[0]')) WHERE stream = 'panel/ping' AND n = 1",
     "other codes"},
    {"UPDATE journal SET body = json_set(body, '$.topics[2]', json_extract(body, '$.topics[3]'),"
     " '$.topics[3]', json_extract(body, '$.topics[2]')) WHERE stream = 'panel/ping' AND n = 1",
     "other topics"},
    {"UPDATE journal SET body = json_set(body, '$.mark', '99') WHERE stream = 'panel/ping'"
     " AND kind = 'marked' AND body->>'$.criterion' = 0",
     "gives a mark that the criterion content does not have"},
    {"UPDATE journal SET body = json_set(body, '$.mark', '33.25') WHERE stream = 'panel/ping'"
     " AND kind = 'marked' AND body->>'$.criterion' = 0",
     "gives a mark that the criterion content does not have"},
    {"UPDATE journal SET body = json_set(body, '$.mark', '50') WHERE stream = 'panel/ping'"
     " AND kind = 'closed'",
     "but the judges' marks give"},
    {"UPDATE journal SET body = json_set(body, '$.rows', replace(body->>'$.rows', '0', '1'))"
     " WHERE stream = 'series/zong' AND kind = 'finalized'",
     "series/zong: its standing is not the one"},
    {"UPDATE journal SET body = json_set(body, '$.count', 3) WHERE stream = 'series/zong'"
     " AND kind = 'finalized'",
     "series/zong: its standing is not the one"},
    {"UPDATE journal SET kind = 'revealed' WHERE stream = 'series/zong' AND kind = 'finalized'",
     "was never made final"},
    {"UPDATE journal SET kind = 'opened' WHERE stream = 'event/sai' AND kind = 'closed'",
     "contest/sai: it is final, but its event is not closed"},
    {"UPDATE journal SET n = n + 1 WHERE stream = 'contest/sai' AND n > 10", "number 11 was due"},
    {"UPDATE journal SET body = json_remove(body, '$.kind') WHERE stream = 'event/sai' AND n = 1",
     "the event is of another kind"},
    {"UPDATE journal SET body = json_set(body, '$.kind', 'panel') WHERE stream = 'event/sai' AND n = 1",
     "sai: its kind"},
};

static void test_forgeries_named(void **state)
{
    struct fixture *fixture = *state;
    int64_t count;
    keep(fixture);
    for (size_t i = 0; i < COUNT_OF(forgeries); i++) {
        const char *before = ask(fixture, "SELECT hex(link) FROM journal_head");
        assert_true(tamper(fixture, forgeries[i].sql));
        forge_links(fixture);
        assert_string_not_equal(before, ask(fixture, "SELECT hex(link) FROM journal_head"));
        const char *lines = findings(fixture, &count);
        if (strstr(lines, "does not fit the chain"))
            fail_msg("the chain was not forged:\n%s", lines);
        if (!strstr(lines, forgeries[i].names))
            fail_msg("%s\ndoes not give “%s” but:\n%s", forgeries[i].sql, forgeries[i].names, lines);
        restore(fixture);
    }
    expect_clean(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_changes_named, competition_setup_played, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_forgeries_named, competition_setup_played, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
