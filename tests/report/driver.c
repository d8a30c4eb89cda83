/* Makes sample documents for the tests beside it: driver KIND FORMAT PATH. */
#include "base/mem.h"
#include "report/document.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const struct text lines[] = {TEXT("场次:2026-11-yzyh 十一月份应知应会测试"),
                                    TEXT("时间:2026-11-23 08:30 至 18:00;岗位:书记")};
static const struct text notes[] = {TEXT("每人取成绩最好的一次提交。"),
                                    TEXT("缺考者不计入平均分;2 人的成绩因裁定待重算而未列入。")};

static struct document_head head_of(const char *title)
{
    struct document_head head = {.title = text_of(title),
                                 .hall = TEXT("杜儿坪矿党员活动中心考场"),
                                 .lines = lines,
                                 .line_count = 2,
                                 .made_at = 1795426205000, /* 2026-11-23 09:30:05 UTC */
                                 .head_seq = 1234,
                                 .sign = true};
    for (int i = 0; i < HASH_SIZE; i++)
        head.head.bytes[i] = (uint8_t)(i * 7 + 1);
    return head;
}

/* ---- scores: every type of cell, texts that mean harm, charts ------------------------------------------ */

static const struct column score_columns[] = {
    {"rank", "Rank", CELL_INT},
    {"number", "Number", CELL_TEXT},
    {"name", "Name", CELL_TEXT},
    {"unit", "Unit", CELL_TEXT},
    {"mark", "Mark", CELL_MARK, .bar = true, .bar_full = 100},
    {"rate", "Correct", CELL_PERCENT},
    {"passed", "Passed", CELL_BOOL},
    {"index", "Index", CELL_REAL, .decimals = 2},
    {"at", "Submitted", CELL_TIME},
    {"elapsed", "Time used", CELL_DURATION},
    {"id", NULL, CELL_INT},
};
enum { SCORE_COLUMNS = sizeof score_columns / sizeof *score_columns };

static const char *const names[] = {
    "贾建明",
    "艾山·买提",
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "王\"二\",小",
    "两行\n姓名",
    "<script>alert(1)</script>&amp;",
    "控\x01制\x1b[31m符",
    "阿卜杜热合曼·阿卜杜热伊木·买买提明·吐尔逊江·艾力克木·玉素甫江·热合曼·库尔班江·依明",
    "10003",
};

static void fill_score(struct cell *row, size_t i)
{
    static char numbers[64][8];
    snprintf(numbers[i % 64], sizeof numbers[0], "%05zu", 10001 + i % 64);
    row[0].number = (int64_t)i + 1;
    row[1].text = text_of(numbers[i % 64]);
    row[2].text = text_of(names[i % (sizeof names / sizeof *names)]);
    row[3].text = text_of(i % 3 ? "杜儿坪矿/通风二队党支部" : "杜儿坪矿/机电科党支部");
    row[4].number = 1000000 - (int64_t)i * 12500;
    row[5].number = 1000000 - (int64_t)i * 11000;
    row[6].number = i % 4 != 3;
    row[7].real = i == 2 ? NAN : 0.4567 - (double)i / 50;
    row[8].number = i == 3 ? 0 : 1795426205000 - (int64_t)i * 61000;
    row[9].number = 3753999 + (int64_t)i * 1000;
    row[10].number = (int64_t)i;
    row[9].none = i == 5;
}

static const struct text bar_labels[] = {TEXT("杜儿坪矿/通风二队党支部"), TEXT("机电科党支部"),
                                         TEXT("杜儿坪矿/综采三队/第二党小组(含退休与借调人员)"),
                                         TEXT("无人")};
static const double bar_values[] = {92.5, 71, 13.25, NAN};
static const struct text class_labels[] = {TEXT("0–9"),   TEXT("10–19"), TEXT("20–29"), TEXT("30–39"),
                                           TEXT("40–49"), TEXT("50–59"), TEXT("60–69"), TEXT("70–79"),
                                           TEXT("80–89"), TEXT("90–100")};
static const double class_values[] = {0, 0, 1, 2, 5, 9, 17, 24, 31, 12};
static const struct text event_labels[] = {TEXT("九月份应知应会测试"), TEXT("十月份应知应会测试"),
                                           TEXT("十一月份应知应会测试"), TEXT("双比武理论考试")};
static const double first_line[] = {71.5, 80, NAN, 92}, second_line[] = {60, 66.25, 70, 88};
static const struct chart_series bars = {{"", 0}, bar_values}, classes = {{"", 0}, class_values};
static const struct chart_series trend[] = {{TEXT("通风二队党支部"), first_line},
                                            {TEXT("机电科党支部"), second_line}};
static const struct chart charts[] = {
    {CHART_BARS, TEXT("各支部平均分"), TEXT("分"), bar_labels, 4, &bars, 1, 100},
    {CHART_HISTOGRAM, TEXT("成绩分布"), TEXT("人"), class_labels, 10, &classes, 1, 0},
    {CHART_LINES, TEXT("历次平均分"), TEXT("分"), event_labels, 4, trend, 2, 100},
};

static bool make_scores(struct document *document, size_t count, struct err *err)
{
    struct table_page page = {
        .heading = TEXT("成绩表"), .charts = charts, .chart_count = 3, .notes = notes, .note_count = 2};
    table_init(&page.table, score_columns, SCORE_COLUMNS);
    for (size_t i = 0; i < count; i++)
        fill_score(table_add(&page.table), i);
    bool ok = document_page(document, &page, err);
    table_page_finish(&page);
    return ok;
}

static bool scores(struct document *document, struct err *err)
{
    return make_scores(document, 40, err);
}

static bool empty(struct document *document, struct err *err)
{
    return make_scores(document, 0, err);
}

/* ---- wide: twelve events side by side ------------------------------------------------------------------ */

enum { EVENTS = 12, WIDE_COLUMNS = 4 + 3 * EVENTS };

static bool wide(struct document *document, struct err *err)
{
    static const char *const parts[] = {"mark", "rank", "passed"};
    static const enum cell_type types[] = {CELL_MARK, CELL_INT, CELL_BOOL};
    struct column columns[WIDE_COLUMNS];
    char keys[WIDE_COLUMNS][24], titles[WIDE_COLUMNS][48];
    for (int c = 0; c < 4; c++)
        columns[c] = score_columns[c];
    for (int c = 4; c < WIDE_COLUMNS; c++) {
        int event = (c - 4) / 3 + 1, part = (c - 4) % 3;
        snprintf(keys[c], sizeof keys[c], "%s_%d", parts[part], event);
        snprintf(titles[c], sizeof titles[c], "%d月测试%s", event,
                 part == 0   ? "得分"
                 : part == 1 ? "名次"
                             : "合格");
        columns[c] = (struct column){.key = keys[c], .type = types[part], .title = text_of(titles[c])};
    }
    struct table_page page = {.heading = TEXT("全年成绩")};
    table_init(&page.table, columns, WIDE_COLUMNS);
    for (size_t i = 0; i < 60; i++) {
        struct cell *row = table_add(&page.table);
        for (int c = 4; c < WIDE_COLUMNS; c++)
            row[c].number = types[(c - 4) % 3] == CELL_MARK ? 875000 : (int64_t)(i + 1) % 2 + 10;
        row[0].number = (int64_t)i + 1;
        row[1].text = text_of("10003");
        row[2].text = text_of(i == 7 ? names[10] : names[i % 2]);
        row[3].text = text_of("杜儿坪矿/通风二队党支部");
    }
    bool ok = document_page(document, &page, err);
    table_page_finish(&page);
    return ok;
}

/* ---- papers: a page a person --------------------------------------------------------------------------- */

static const struct column paper_columns[] = {
    {"number", NULL, CELL_TEXT},     {"place", "No.", CELL_INT}, {"stem", "Question", CELL_TEXT},
    {"answer", "Answer", CELL_TEXT}, {"key", "Key", CELL_TEXT},  {"mark", "Mark", CELL_MARK},
    {"full", "Full", CELL_MARK},
};

static bool papers(struct document *document, struct err *err)
{
    static const struct text headings[] = {TEXT("10003 贾建明"), TEXT("10004 艾山·买提"),
                                           TEXT("10005 王二小")};
    bool ok = true;
    for (int person = 0; person < 3 && ok; person++) {
        struct table_page page = {.heading = headings[person], .notes = notes, .note_count = 1};
        table_init(&page.table, paper_columns, sizeof paper_columns / sizeof *paper_columns);
        for (int i = 0; i < 50; i++) {
            struct cell *row = table_add(&page.table);
            row[0].text = text_make(headings[person].at, 5);
            row[1].number = i + 1;
            row[2].text = text_of(
                "党支部委员会由党员大会选举产生,村和社区党支部委员会每届任期几年?其他基层单位一般为几年?"
                "请按《中国共产党支部工作条例(试行)》作答。");
            row[3].text = text_of(i % 2 ? "A" : "AC");
            row[4].text = text_of("A");
            row[5].number = i % 2 ? 20000 : 0;
            row[6].number = 20000;
        }
        ok = document_page(document, &page, err);
        table_page_finish(&page);
    }
    return ok;
}

/* ---- many: 100,000 rows; pages: tables of different columns -------------------------------------------- */

static bool many(struct document *document, struct err *err)
{
    struct table_page page = {.heading = TEXT("成绩表")};
    table_init(&page.table, score_columns, SCORE_COLUMNS);
    for (size_t i = 0; i < 100000; i++) {
        struct cell *row = table_add(&page.table);
        fill_score(row, i % 12);
        row[0].number = (int64_t)i + 1;
    }
    bool ok = document_page(document, &page, err);
    table_page_finish(&page);
    return ok;
}

static bool pages(struct document *document, struct err *err)
{
    return make_scores(document, 2, err) && papers(document, err);
}

/* Headings that no sheet may be named by. */
static bool sheets(struct document *document, struct err *err)
{
    static const struct text headings[] = {
        TEXT("a/b\\c[d]e:f*g?"),
        TEXT("'quoted'"),
        TEXT("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六"),
        TEXT("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六"),
        TEXT("Same"),
        TEXT("same"),
        TEXT("")};
    bool ok = true;
    for (size_t i = 0; i < sizeof headings / sizeof *headings && ok; i++) {
        struct table_page page = {.heading = headings[i]};
        table_init(&page.table, score_columns, i % 2 ? 3 : 4);
        table_add(&page.table)[1].text = text_of("10003");
        ok = document_page(document, &page, err);
        table_page_finish(&page);
    }
    return ok;
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        bool (*make)(struct document *document, struct err *err);
    } kinds[] = {{"scores", scores}, {"empty", empty}, {"wide", wide},    {"papers", papers},
                 {"many", many},     {"pages", pages}, {"sheets", sheets}};
    struct err err = ERR_NONE;
    enum table_format format;
    struct document_head head = head_of("十一月份应知应会测试成绩表");
    if (argc != 4 || !table_format_from_name(argv[2], &format))
        return 2;
    head.rehearsal = strcmp(argv[1], "pages") == 0;
    struct document *document = document_begin(&head, format, strcmp(argv[3], "-") ? argv[3] : NULL, &err);
    bool ok = document != NULL;
    for (size_t i = 0; i < COUNT_OF(kinds) && ok; i++)
        if (strcmp(kinds[i].name, argv[1]) == 0)
            ok = kinds[i].make(document, &err);
    if (ok)
        ok = document_end(document, &err);
    else
        document_drop(document);
    if (!ok)
        fprintf(stderr, "driver: %s\n", err.message);
    return ok ? 0 : 1;
}
