#include "bank/people_load.h"
#include "base/mem.h"
#include "findings.h"

#include <iconv.h>

static void assert_people(const char *source, const char *expected)
{
    struct loading_place place = loading_place();
    struct people_file file;
    bool ok = people_load(text_of(source), "people.csv", &place.arena, &place.diags, &file);
    assert_findings(&place.diags, expected);
    assert_true(ok == (place.diags.errors == 0));
    loading_place_finish(&place);
}

static struct people_file load_good(struct loading_place *place, struct text source)
{
    struct people_file file;
    bool ok = people_load(source, "people.csv", &place->arena, &place->diags, &file);
    assert_findings(&place->diags, "");
    assert_true(ok);
    return file;
}

static struct text to_gbk(struct arena *arena, const char *source)
{
    struct text utf8 = arena_text(arena, text_of(source));
    char *in = arena_alloc(arena, utf8.len + 1), *out = arena_alloc(arena, 2 * utf8.len + 1), *to = out;
    memcpy(in, utf8.at, utf8.len);
    size_t left = utf8.len, room = 2 * utf8.len;
    iconv_t converter = iconv_open("GBK", "UTF-8");
    assert_true(converter != (iconv_t)-1);
    assert_int_equal(iconv(converter, &in, &left, &to, &room), 0);
    iconv_close(converter);
    return text_make(out, (size_t)(to - out));
}

static void people_are_read(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct people_file file = load_good(&place, text_of("number,name,unit,post,pin\n"
                                                        "10001,梁秀萍,乌金山煤矿/党委组织部,干事,652386\n"
                                                        "\n"
                                                        "A-02, 邵宏亮 ,,,\n"));
    assert_int_equal(file.count, 2);
    assert_text(file.rows[0].person.number, "10001");
    assert_text(file.rows[0].person.name, "梁秀萍");
    assert_text(file.rows[0].person.unit, "乌金山煤矿/党委组织部");
    assert_text(file.rows[0].person.post, "干事");
    assert_text(file.rows[0].pin, "652386");
    assert_int_equal(file.rows[0].line, 2);
    assert_text(file.rows[1].person.name, "邵宏亮");
    assert_int_equal(file.rows[1].pin.len, 0);
    assert_int_equal(file.rows[1].line, 4);
    loading_place_finish(&place);
}

static void columns_stand_in_any_order_under_chinese_names(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct people_file file = load_good(
        &place,
        text_of("\xEF\xBB\xBF姓名,口令,工号,职务,单位\r\n张三,１２３４,１００,书记,矿\r\n李四,,101\r\n"));
    assert_int_equal(file.count, 2);
    assert_text(file.rows[0].person.number, "100");
    assert_text(file.rows[0].pin, "1234");
    assert_text(file.rows[0].person.unit, "矿");
    assert_text(file.rows[1].person.number, "101");
    assert_int_equal(file.rows[1].person.post.len, 0);
    loading_place_finish(&place);
}

static void quotes_follow_rfc_4180(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct people_file file = load_good(
        &place, text_of("\"number\",\"name\",unit\n1,\"a,b\",\"x\"\"y\"\n2,\"\"\"q\"\"\",\n3,\" z \",u"));
    assert_int_equal(file.count, 3);
    assert_text(file.rows[0].person.name, "a,b");
    assert_text(file.rows[0].person.unit, "x\"y");
    assert_text(file.rows[1].person.name, "\"q\"");
    assert_text(file.rows[2].person.name, "z");
    loading_place_finish(&place);
}

static void gbk_is_recognised(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    const char *utf8 = "工号,姓名,单位\n1,张三,矿/一队\n";
    struct text gbk = to_gbk(&place.arena, utf8);
    struct people_file file = load_good(&place, gbk);
    assert_text(file.rows[0].person.name, "张三");
    assert_text(people_source(gbk, &place.arena), utf8);
    assert_text(people_source(text_of(utf8), &place.arena), utf8);
    loading_place_finish(&place);
}

static void places_in_gbk_count_characters(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct people_file file;
    struct text gbk = to_gbk(&place.arena, "工号,姓名,口令\n1,张三,12\n");
    assert_false(people_load(gbk, "people.csv", &place.arena, &place.diags, &file));
    assert_findings(&place.diags, "2:6+2: a PIN has 4 to 12 letters, digits or signs, without spaces\n");
    loading_place_finish(&place);
}

static void every_bad_row_is_listed(void **state)
{
    (void)state;
    assert_people("工号,姓名,单位,职务,口令\n"
                  "1,甲,矿/一队,,1234\n"
                  ",乙,,,\n"
                  "2,,矿//队,,12 34\n"
                  "3 4,丙,/矿,,1234567890123\n"
                  "1,丁,矿/,,密码密码\n"
                  "5,戊,矿 /队\n"
                  "6,己,a,b,,c\n"
                  "7,\"庚\"x\n"
                  "8,辛\"\n"
                  "9,\"壬\n",
                  "3:1+0: this row has no number\n"
                  "4:3+0: this row has no name\n"
                  "4:4+4: a part of this unit's path is empty\n"
                  "4:10+5: a PIN has 4 to 12 letters, digits or signs, without spaces\n"
                  "5:1+3: a number holds letters, digits, hyphens, underscores and dots only\n"
                  "5:7+2: a part of this unit's path is empty\n"
                  "5:11+13: a PIN has 4 to 12 letters, digits or signs, without spaces\n"
                  "6:1+1: the number “1” is taken: it already stands in line 2\n"
                  "6:5+2: a part of this unit's path is empty\n"
                  "6:9+4: a PIN has 4 to 12 letters, digits or signs, without spaces\n"
                  "7:5+4: a part of this unit's path begins or ends with a space\n"
                  "8:1+1: this row has 6 cells, but the header has 5\n"
                  "9:6+1: text after a closing quote\n"
                  "10:4+1: a quote in the middle of a cell\n"
                  "11:3+1: a quote that is not closed\n");
}

static void the_header_is_checked(void **state)
{
    (void)state;
    assert_people("number,nmae,职物\n1,a,b\n", "1:1+1: the header lacks the column “name”\n"
                                               "1:8+4: ? unknown column “nmae”: it is ignored\n"
                                               "1:13+2: ? unknown column “职物”: it is ignored\n");
}

static void unknown_columns_are_passed_over(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct people_file file;
    assert_true(people_load(text_of("number,remark,name,uint\n1,x,甲,y\n"), "people.csv", &place.arena,
                            &place.diags, &file));
    assert_findings(&place.diags, "1:8+6: ? unknown column “remark”: it is ignored\n"
                                  "1:20+4: ? unknown column “uint”: it is ignored\n");
    assert_text(place.diags.list[1].hint, "did you mean “unit”?");
    assert_text(file.rows[0].person.name, "甲");
    loading_place_finish(&place);
}

static void files_that_are_no_table_are_said(void **state)
{
    (void)state;
    assert_people("", "0:0+0: the file is empty\n");
    assert_people("\n\n", "0:0+0: the file is empty\n");
    assert_people("number,name\n", "0:0+0: the file has a header and no rows\n");
    assert_people("number,name,工号\n1,a,2\n",
                  "1:13+2: this column is given twice: it already stands at 1:1\n");
    assert_people("number,name\n1,\xFF\xFF\n",
                  "2:3+1: the file is neither UTF-8 nor GBK: the byte 0xFF at offset 14\n");
    assert_people("number,name\n1,a\x01\n2,\"a\nb\"\n3,c\xE2\x80\xAE\n",
                  "2:3+2: this cell holds a line break or a control character\n"
                  "3:3+1: this cell holds a line break or a control character\n"
                  "5:3+2: this cell holds a line break or a control character\n");
}

static void separators_other_than_commas_get_a_hint(void **state)
{
    (void)state;
    static const char *const sources[] = {"number，name\n", "number\tname\n", "number;name\n"};
    static const char *const hints[] = {"separate the cells with half-width commas",
                                        "separate the cells with commas, not with tabs or semicolons",
                                        "separate the cells with commas, not with tabs or semicolons"};
    for (size_t i = 0; i < COUNT_OF(sources); i++) {
        struct loading_place place = loading_place();
        struct people_file file;
        assert_false(people_load(text_of(sources[i]), "people.csv", &place.arena, &place.diags, &file));
        assert_text(place.diags.list[1].hint, hints[i]);
        loading_place_finish(&place);
    }
}

static void cells_are_not_endless(void **state)
{
    (void)state;
    struct buf source = BUF_EMPTY;
    buf_add_string(&source, "number,name,unit,post\n");
    static const int lengths[] = {33, 193, 513, 129};
    for (int i = 0; i < 4; i++) {
        buf_add_repeated(&source, 'x', (size_t)lengths[i]);
        buf_add_char(&source, i < 3 ? ',' : '\n');
    }
    assert_people(buf_string(&source), "2:1+33: this cell has 33 bytes; at most 32 are allowed\n"
                                       "2:35+193: this cell has 193 bytes; at most 192 are allowed\n"
                                       "2:229+513: this cell has 513 bytes; at most 512 are allowed\n"
                                       "2:743+129: this cell has 129 bytes; at most 128 are allowed\n");
    buf_finish(&source);
}

static void responses_are_read(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct response_file file;
    assert_true(responses_load(
        text_of("工号,题号,答案,秒\n10001,dw-1,ABD,12\n10001,dangwu/dw-2,\"甲|乙\",\n2,dw-1,,0\n"),
        "paper.csv", &place.arena, &place.diags, &file));
    assert_findings(&place.diags, "");
    assert_int_equal(file.count, 3);
    assert_text(file.rows[0].item, "dw-1");
    assert_int_equal(file.rows[0].seconds, 12);
    assert_text(file.rows[1].response, "甲|乙");
    assert_int_equal(file.rows[1].seconds, -1);
    assert_int_equal(file.rows[2].response.len, 0);
    assert_int_equal(file.rows[2].line, 4);
    loading_place_finish(&place);
}

static void responses_are_checked(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct response_file file;
    assert_false(responses_load(text_of("number,item,response,seconds\n"
                                        "1,a,C,5\n"
                                        ",a,C,\n"
                                        "1,,C,\n"
                                        "1,b,C,-1\n"
                                        "1,a,D,5\n"
                                        "2,a,D,5\n"),
                                "paper.csv", &place.arena, &place.diags, &file));
    assert_findings(&place.diags,
                    "3:1+0: this row has no number\n"
                    "4:3+0: this row names no item\n"
                    "5:7+2: expected a whole number of seconds from 0 to 604800\n"
                    "6:3+1: the response of “1” to “a” is given twice: it already stands in line 2\n");
    loading_place_finish(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_are_read),
        cmocka_unit_test(columns_stand_in_any_order_under_chinese_names),
        cmocka_unit_test(quotes_follow_rfc_4180),
        cmocka_unit_test(gbk_is_recognised),
        cmocka_unit_test(places_in_gbk_count_characters),
        cmocka_unit_test(every_bad_row_is_listed),
        cmocka_unit_test(the_header_is_checked),
        cmocka_unit_test(unknown_columns_are_passed_over),
        cmocka_unit_test(files_that_are_no_table_are_said),
        cmocka_unit_test(separators_other_than_commas_get_a_hint),
        cmocka_unit_test(cells_are_not_endless),
        cmocka_unit_test(responses_are_read),
        cmocka_unit_test(responses_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
