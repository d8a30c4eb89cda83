#include "report/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct column columns[] = {
    {"rank", "rank", CELL_INT},
    {"name", "name", CELL_TEXT},
    {"mark", "mark", CELL_MARK},
    {"passed", "passed", CELL_BOOL},
};

static void add(struct table *table, int64_t rank, const char *name, mark_t mark, bool passed)
{
    struct cell *row = table_add(table);
    row[0].number = rank;
    row[1].text = text_of(name);
    row[2].number = mark;
    row[3].number = passed;
}

static void check(enum table_format format, const char *expected)
{
    struct table table;
    struct buf out = BUF_EMPTY;
    table_init(&table, columns, 4);
    add(&table, 1, "贾建明", 875000, true);
    add(&table, 2, "a,\"b\"\nc", 900000, true);
    add(&table, 10, "艾山·买提", -2500, false);
    table_write(&table, format, 0, &out);
    assert_string_equal(buf_string(&out), expected);
    buf_finish(&out);
    table_finish(&table);
}

static void text_is_aligned_by_display_width(void **state)
{
    (void)state;
    check(TABLE_TEXT, "rank  name        mark  passed\n"
                      "----  ---------  -----  ------\n"
                      "   1  贾建明      87.5  yes\n"
                      "   2  a,\"b\" c       90  yes\n"
                      "  10  艾山·买提  -0.25  no\n");
}

static void columns_without_a_label_are_not_for_people(void **state)
{
    (void)state;
    static const struct column some[] = {{"n", "no.", CELL_INT},
                                         {"kind", NULL, CELL_TEXT},
                                         {"what", "what", CELL_TEXT},
                                         {"id", NULL, CELL_TEXT}};
    static const char *const expected[] = {
        [TABLE_TEXT] = "no.  what\n---  ----\n  7  seen\n", [TABLE_CSV] = "n,kind,what,id\n7,began,seen,x\n"};
    for (int format = TABLE_TEXT; format <= TABLE_CSV; format++) {
        struct table table;
        struct buf out = BUF_EMPTY;
        table_init(&table, some, 4);
        struct cell *row = table_add(&table);
        row[0].number = 7;
        row[1].text = text_of("began");
        row[2].text = text_of("seen");
        row[3].text = text_of("x");
        table_write(&table, (enum table_format)format, 0, &out);
        assert_string_equal(buf_string(&out), expected[format]);
        buf_finish(&out);
        table_finish(&table);
    }
}

static void csv_is_quoted_where_needed(void **state)
{
    (void)state;
    check(TABLE_CSV, "rank,name,mark,passed\n"
                     "1,贾建明,87.5,true\n"
                     "2,\"a,\"\"b\"\"\nc\",90,true\n"
                     "10,艾山·买提,-0.25,false\n");
}

static void json_is_an_array_of_objects(void **state)
{
    (void)state;
    check(TABLE_JSON, "[\n {\"rank\":1,\"name\":\"贾建明\",\"mark\":87.5,\"passed\":true},\n"
                      " {\"rank\":2,\"name\":\"a,\\\"b\\\"\\nc\",\"mark\":90,\"passed\":true},\n"
                      " {\"rank\":10,\"name\":\"艾山·买提\",\"mark\":-0.25,\"passed\":false}\n]\n");
}

static void an_empty_table_keeps_its_frame(void **state)
{
    (void)state;
    struct table table;
    struct buf out = BUF_EMPTY;
    table_init(&table, columns, 4);
    table_write(&table, TABLE_CSV, 0, &out);
    table_write(&table, TABLE_JSON, 0, &out);
    assert_string_equal(buf_string(&out), "rank,name,mark,passed\n[]\n");
    buf_finish(&out);
    table_finish(&table);
}

static void a_cell_may_hold_nothing(void **state)
{
    (void)state;
    static const char *const expected[] = {
        [TABLE_TEXT] = "rank  name  mark  passed\n----  ----  ----  ------\n      a\n",
        [TABLE_CSV] = "rank,name,mark,passed\n,a,,\n",
        [TABLE_JSON] = "[\n {\"rank\":null,\"name\":\"a\",\"mark\":null,\"passed\":null}\n]\n"};
    for (int format = TABLE_TEXT; format <= TABLE_JSON; format++) {
        struct table table;
        struct buf out = BUF_EMPTY;
        table_init(&table, columns, 4);
        struct cell *row = table_add(&table);
        row[1].text = text_of("a");
        row[0].none = row[2].none = row[3].none = true;
        table_write(&table, (enum table_format)format, 0, &out);
        assert_string_equal(buf_string(&out), expected[format]);
        buf_finish(&out);
        table_finish(&table);
    }
}

/* A column may be called by a user's own words: a topic, say. */
static void names_are_escaped_as_values_are(void **state)
{
    (void)state;
    static const struct column quoted[] = {{"a\"b\\", "a", CELL_INT}};
    struct table table;
    struct buf out = BUF_EMPTY;
    table_init(&table, quoted, 1);
    table_add(&table)[0].number = 1;
    table_write(&table, TABLE_JSON, 0, &out);
    assert_string_equal(buf_string(&out), "[\n {\"a\\\"b\\\\\":1}\n]\n");
    buf_finish(&out);
    table_finish(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_may_hold_nothing),
        cmocka_unit_test(text_is_aligned_by_display_width),
        cmocka_unit_test(columns_without_a_label_are_not_for_people),
        cmocka_unit_test(csv_is_quoted_where_needed),
        cmocka_unit_test(json_is_an_array_of_objects),
        cmocka_unit_test(names_are_escaped_as_values_are),
        cmocka_unit_test(an_empty_table_keeps_its_frame),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
