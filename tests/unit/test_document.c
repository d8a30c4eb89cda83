#include "report/document.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/unicode.h"

#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <jansson.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static const struct column columns[] = {
    {"rank", "rank", CELL_INT},
    {"name", "name", CELL_TEXT},
    {"mark", "mark", CELL_MARK, .bar = true, .bar_full = 100},
    {"rate", "rate", CELL_PERCENT},
    {"time", "time used", CELL_DURATION},
    {"index", "index", CELL_REAL, .decimals = 2},
    {"passed", "passed", CELL_BOOL},
    {"id", NULL, CELL_TEXT},
};
enum { COLUMNS = 8, RANK = 0, NAME, MARK, RATE, TIME, INDEX, PASSED, ID };

static const char cjk_name[] = "阿卜杜热合曼阿卜杜热伊木买买提明吐尔逊江艾力克木玉素甫江热合曼库尔班江依明江";

struct place {
    char directory[64], file[96];
};

static int make_place(void **state)
{
    static struct place place;
    snprintf(place.directory, sizeof place.directory, "/tmp/biwu-document-XXXXXX");
    assert_non_null(mkdtemp(place.directory));
    snprintf(place.file, sizeof place.file, "%s/document", place.directory);
    *state = &place;
    return 0;
}

/* Fails when a test left more than its document behind. */
static int remove_place(void **state)
{
    struct place *place = *state;
    unlink(place->file);
    return rmdir(place->directory);
}

/* Stands before that of the C library, so that a machine without libxlsxwriter can be had. */
static bool no_library;
void *dlopen(const char *name, int flags)
{
    void *(*own)(const char *, int);
    void *found = dlsym(RTLD_NEXT, "dlopen");
    memcpy(&own, &found, sizeof own);
    return own(no_library && name && strstr(name, "xlsxwriter") ? "/nonexistent/libxlsxwriter.so" : name,
               flags);
}

static void add_named(struct table *table, int64_t rank, const char *name)
{
    struct cell *row = table_add(table);
    row[RANK].number = rank;
    row[NAME].text = text_of(name);
    row[MARK].number = 875000;
    row[RATE].number = 666000;
    row[TIME].number = 3753999;
    row[INDEX].real = 0.456;
    row[PASSED].number = 1;
    row[ID].text = text_of("x");
}

static struct document_head head_of(void)
{
    struct document_head head = {
        .title = TEXT("成绩表 <&>"), .hall = TEXT("考场"), .made_at = 1795426205000, .head_seq = 7};
    memset(head.head.bytes, 0xAB, sizeof head.head.bytes);
    return head;
}
static const char whole_head[] = "abababababababababababababababababababababababababababababababab";

static struct document *must_begin(const struct document_head *head, enum table_format format,
                                   const char *path)
{
    struct err err = ERR_NONE;
    struct document *document = document_begin(head, format, path, &err);
    if (!document)
        fail_msg("%s", err.message);
    return document;
}

static void must_write(struct document *document, const struct table_page *page)
{
    struct err err = ERR_NONE;
    if (!document_page(document, page, &err))
        fail_msg("%s", err.message);
}

static void must_end(struct document *document)
{
    struct err err = ERR_NONE;
    if (!document_end(document, &err))
        fail_msg("%s", err.message);
}

/* The file's bytes, which the caller finishes. */
static struct buf contents(const char *path)
{
    struct buf out = BUF_EMPTY;
    struct err err = ERR_NONE;
    if (!file_read(path, 16 << 20, &out, &err))
        fail_msg("%s", err.message);
    return out;
}

/* A document of one page with these names. */
static struct buf made(const struct document_head *head, enum table_format format, const char *path,
                       const char *const *names, size_t count, int width)
{
    struct table_page page = {.heading = TEXT("page")};
    table_init(&page.table, columns, COLUMNS);
    for (size_t i = 0; i < count; i++)
        add_named(&page.table, (int64_t)i + 1, names[i]);
    struct document *document = must_begin(head, format, path);
    document_set_width(document, width);
    must_write(document, &page);
    table_page_finish(&page);
    must_end(document);
    return contents(path);
}

static bool holds(const struct buf *out, const char *what)
{
    return text_find(buf_text(out), text_of(what)) >= 0;
}

/* ---- CSV ----------------------------------------------------------------------------------------------- */

static void csv_keeps_formulas_texts(void **state)
{
    struct place *place = *state;
    static const struct {
        const char *name, *field;
    } cases[] = {
        {"贾建明", "贾建明"},
        {"=1+1", "'=1+1"},
        {"+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"},
        {"-2+3", "'-2+3"},
        {"@SUM(A1)", "'@SUM(A1)"},
        {"\t=1", "' =1"},
        {"\r=1", "\"'\n=1\""},
        {"＝1+1", "'＝1+1"},
        {"＠SUM(A1)", "'＠SUM(A1)"},
        {"-5", "-5"},
        {"+3.25", "+3.25"},
        {"-", "'-"},
        {"-.", "'-."},
        {"-1.2.3", "'-1.2.3"},
        {"a,b", "\"a,b\""},
        {"a\"b", "\"a\"\"b\""},
        {"two\r\nlines", "\"two\nlines\""},
        {"c\x01\x1b[31m", "c??[31m"},
        {"=\"a\",b", "\"'=\"\"a\"\",b\""},
        {"", ""},
        {cjk_name, cjk_name},
    };
    enum { COUNT = sizeof cases / sizeof *cases };
    const char *names[COUNT];
    struct buf expected = BUF_EMPTY;
    buf_add_string(&expected, "\xEF\xBB\xBFrank,name,mark,rate,time,index,passed,id\r\n");
    for (int i = 0; i < COUNT; i++) {
        names[i] = cases[i].name;
        buf_addf(&expected, "%d,%s,87.5,66.6,3753,0.456,true,x\r\n", i + 1, cases[i].field);
    }
    struct document_head head = head_of();
    struct buf out = made(&head, TABLE_CSV, place->file, names, COUNT, 0);
    assert_string_equal(buf_string(&out), buf_string(&expected));
    buf_finish(&expected);
    buf_finish(&out);
}

static void csv_of_several_pages_has_a_header_for_each_set_of_columns(void **state)
{
    struct place *place = *state;
    static const struct column others[] = {{"n", "=count", CELL_INT}, {"hidden", NULL, CELL_INT}};
    static const char *const expected[] = {
        "\xEF\xBB\xBFrank,name,mark,rate,time,index,passed,id\r\n"
        "1,a,87.5,66.6,3753,0.456,true,x\r\n2,b,87.5,66.6,3753,0.456,true,x\r\n"
        "\r\nn,hidden\r\n5,6\r\n",
        "\xEF\xBB\xBFrank,name,mark,rate,time used,index,passed\r\n"
        "1,a,87.5,66.6,3753,0.456,yes\r\n2,b,87.5,66.6,3753,0.456,yes\r\n"
        "\r\n'=count\r\n5\r\n"};
    for (int headings = 0; headings < 2; headings++) {
        struct document_head head = head_of();
        head.headings = headings;
        struct document *document = must_begin(&head, TABLE_CSV, place->file);
        for (int i = 0; i < 2; i++) {
            struct table_page page = {.heading = TEXT("page")};
            table_init(&page.table, columns, COLUMNS);
            add_named(&page.table, i + 1, i ? "b" : "a");
            must_write(document, &page);
            table_page_finish(&page);
        }
        struct table_page page = {.heading = TEXT("other")};
        table_init(&page.table, others, 2);
        struct cell *row = table_add(&page.table);
        row[0].number = 5;
        row[1].number = 6;
        must_write(document, &page);
        table_page_finish(&page);
        must_end(document);
        struct buf out = contents(place->file);
        assert_string_equal(buf_string(&out), expected[headings]);
        buf_finish(&out);
    }
}

/* ---- JSON ---------------------------------------------------------------------------------------------- */

static const char *string_in(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static void json_is_one_object_that_parses(void **state)
{
    struct place *place = *state;
    static const char *const names[] = {"a\"b\\c\n\x01", "=1+1"};
    struct document_head head = head_of();
    struct table_page page = {.heading = TEXT("page")};
    static const struct text notes[] = {TEXT("first \"note\""), TEXT("second")};
    page.notes = notes;
    page.note_count = 2;
    struct document *document = must_begin(&head, TABLE_JSON, place->file);
    document_json(document, "pool", text_of("[1,2]"));
    for (int p = 0; p < 2; p++) {
        table_init(&page.table, columns, COLUMNS);
        for (int i = 0; i < 2 && p == 0; i++)
            add_named(&page.table, i + 1, names[i]);
        must_write(document, &page);
        table_page_finish(&page);
    }
    document_json(document, "seed", text_of("\"ff\""));
    must_end(document);

    struct buf out = contents(place->file);
    json_error_t error;
    json_t *root = json_loadb(out.at, out.len, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        fail_msg("%s in %s", error.text, buf_string(&out));
    assert_string_equal(string_in(root, "title"), "成绩表 <&>");
    assert_string_equal(string_in(root, "hall"), "考场");
    assert_string_equal(string_in(json_object_get(root, "journal"), "head"), whole_head);
    assert_int_equal(json_integer_value(json_object_get(json_object_get(root, "journal"), "entries")), 7);
    assert_int_equal(json_array_size(json_object_get(root, "pool")), 2);
    assert_string_equal(string_in(root, "seed"), "ff");
    const json_t *pages = json_object_get(root, "pages");
    assert_int_equal(json_array_size(pages), 2);
    const json_t *first = json_array_get(pages, 0), *rows = json_object_get(first, "rows");
    assert_string_equal(json_string_value(json_array_get(json_object_get(first, "notes"), 0)),
                        "first \"note\"");
    assert_int_equal(json_array_size(rows), 2);
    assert_int_equal(json_array_size(json_object_get(json_array_get(pages, 1), "rows")), 0);
    assert_string_equal(string_in(json_array_get(rows, 0), "name"), names[0]);
    assert_string_equal(string_in(json_array_get(rows, 1), "name"), "=1+1");
    assert_true(json_real_value(json_object_get(json_array_get(rows, 0), "rate")) == 66.6);
    json_decref(root);
    buf_finish(&out);
}

static void times_are_strings_and_nothing_is_null_in_json(void **state)
{
    struct place *place = *state;
    static const struct column some[] = {
        {"at", "at", CELL_TIME}, {"real", "real", CELL_REAL}, {"percent", "percent", CELL_PERCENT}};
    struct document_head head = head_of();
    struct table_page page = {.note_count = 0};
    table_init(&page.table, some, 3);
    struct cell *row = table_add(&page.table);
    row[0].number = 1795426205000;
    row[1].real = 0.5;
    row = table_add(&page.table);
    row[1].real = strtod("nan", NULL);
    row[2].none = true;
    struct document *document = must_begin(&head, TABLE_JSON, place->file);
    must_write(document, &page);
    table_page_finish(&page);
    must_end(document);
    struct buf out = contents(place->file);
    json_t *root = json_loadb(out.at, out.len, 0, NULL);
    const json_t *rows = json_object_get(json_array_get(json_object_get(root, "pages"), 0), "rows");
    assert_int_equal(strlen(string_in(json_array_get(rows, 0), "at")), strlen("2026-11-23 08:30:05"));
    const json_t *second = json_array_get(rows, 1);
    assert_true(json_is_null(json_object_get(second, "at")));
    assert_true(json_is_null(json_object_get(second, "real")));
    assert_true(json_is_null(json_object_get(second, "percent")));
    json_decref(root);
    buf_finish(&out);
}

/* ---- HTML ---------------------------------------------------------------------------------------------- */

static void html_is_escaped(void **state)
{
    struct place *place = *state;
    static const char *const names[] = {"<script>alert(1)</script>", "a & b \"c\" 'd'", "two\nlines",
                                        "c\x01\x1b[31m", "</style>"};
    static const struct text line = TEXT("</style><img src=x>");
    struct document_head head = head_of();
    head.title = text_of("</title></style><script>");
    head.lines = &line;
    head.line_count = 1;
    struct buf out = made(&head, TABLE_HTML, place->file, names, 5, 0);
    assert_false(holds(&out, "<script"));
    assert_false(holds(&out, "<img"));
    assert_true(holds(&out, "&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert_true(holds(&out, "a &amp; b &quot;c&quot; &#39;d&#39;"));
    assert_true(holds(&out, "two<br>lines"));
    assert_true(holds(&out, "c??[31m"));
    /* The style ends once: where it should. */
    ptrdiff_t first = text_find(buf_text(&out), text_of("</style>"));
    assert_true(first > 0);
    assert_true(text_find(text_from(buf_text(&out), (size_t)first + 1), text_of("</style>")) < 0);
    assert_true(holds(&out, whole_head));
    assert_false(holds(&out, "http"));
    buf_finish(&out);
}

static int count_of(const struct buf *out, const char *what)
{
    int count = 0;
    struct text rest = buf_text(out);
    for (ptrdiff_t at; (at = text_find(rest, text_of(what))) >= 0; count++)
        rest = text_from(rest, (size_t)at + 1);
    return count;
}

static void pages_with_the_same_columns_begin_on_new_paper(void **state)
{
    struct place *place = *state;
    struct document_head head = head_of();
    head.sign = true;
    head.rehearsal = true;
    struct document *document = must_begin(&head, TABLE_HTML, place->file);
    for (int i = 0; i < 3; i++) {
        struct table_page page = {.heading = TEXT("page")};
        table_init(&page.table, columns, i < 2 ? COLUMNS : COLUMNS - 2);
        must_write(document, &page);
        table_page_finish(&page);
    }
    must_end(document);
    struct buf out = contents(place->file);
    assert_int_equal(count_of(&out, "<section class="), 3);
    assert_int_equal(count_of(&out, " new\">"), 1);
    assert_int_equal(count_of(&out, "(no rows)"), 3);
    assert_true(holds(&out, "Invigilator"));
    assert_true(holds(&out, "REHEARSAL"));
    buf_finish(&out);
}

static void a_workbook_without_its_library_is_refused(void **state)
{
    struct place *place = *state;
    struct document_head head = head_of();
    struct err err = ERR_NONE;
    no_library = true;
    assert_null(document_begin(&head, TABLE_XLSX, place->file, &err));
    no_library = false;
    assert_int_equal(err.kind, ERR_FAILED);
    assert_non_null(strstr(err.message, "workbooks cannot be written here: "));
    assert_non_null(strstr(err.message, "the package libxlsxwriter"));
    assert_int_equal(access(place->file, F_OK), -1);
}

/* ---- Text ---------------------------------------------------------------------------------------------- */

static void text_fits_the_width(void **state)
{
    struct place *place = *state;
    static const char *const names[] = {"贾建明", cjk_name, "Abdurehman Abduweli", ""};
    struct document_head head = head_of();
    struct buf free = made(&head, TABLE_TEXT, place->file, names, 4, 0);
    assert_true(holds(&free, cjk_name));
    assert_true(holds(&free, "87.5 #########   66.6%"));
    for (int width = 70; width <= 120; width += 25) {
        struct buf out = made(&head, TABLE_TEXT, place->file, names, 4, width);
        struct text rest = buf_text(&out), line;
        while (text_next(&rest, '\n', &line))
            assert_true(utf8_width(line) <= width);
        assert_true(holds(&out, "1:02:33"));
        assert_true(holds(&out, "0.46"));
        buf_finish(&out);
    }
    buf_finish(&free);
}

/* Values are never broken, words of headings only where a character is wide. */
static void headings_of_numbers_are_broken_before_texts(void **state)
{
    struct place *place = *state;
    static const struct column wide[] = {{"name", "name", CELL_TEXT},
                                         {"before", "marks before", CELL_INT},
                                         {"after", "裁定之后的名次", CELL_INT},
                                         {"passed", "passed afterwards", CELL_BOOL}};
    struct document_head head = head_of();
    struct table_page page = {.heading = TEXT("page")};
    table_init(&page.table, wide, COUNT_OF(wide));
    struct cell *row = table_add(&page.table);
    row[0].text = text_of("Abdurehman Abduweli");
    row[1].number = 1234567;
    row[2].number = 3;
    struct document *document = must_begin(&head, TABLE_TEXT, place->file);
    document_set_width(document, 52);
    must_write(document, &page);
    table_page_finish(&page);
    must_end(document);
    struct buf out = contents(place->file);
    assert_true(holds(&out, "name                    marks   裁定之后  passed\n"
                            "                       before     的名次  afterwards\n"));
    assert_true(holds(&out, "Abdurehman Abduweli   1234567"));
    buf_finish(&out);
}

/* What does not fit side by side stands in bands, and nothing is left out. */
static void rows_are_folded_where_the_table_is_too_wide(void **state)
{
    struct place *place = *state;
    static const struct column many[] = {
        {"rank", "rank", CELL_INT},  {"name", "name", CELL_TEXT},     {"unit", "unit", CELL_TEXT},
        {"mark", "mark", CELL_INT},  {"passed", "passed", CELL_BOOL}, {"at", "submitted at", CELL_INT},
        {"note", "note", CELL_TEXT},
    };
    struct document_head head = head_of();
    struct table_page page = {.heading = TEXT("page")};
    table_init(&page.table, many, COUNT_OF(many));
    for (int64_t i = 1; i <= 2; i++) {
        struct cell *row = table_add(&page.table);
        row[0].number = i;
        row[1].text = text_of("贾建明");
        row[2].text = text_of("杜儿坪矿/通风二队党支部");
        row[3].number = 90 - i;
        row[5].number = 1234567890;
        row[6].text = text_of(i == 1 ? "" : "late");
    }
    struct document *document = must_begin(&head, TABLE_TEXT, place->file);
    document_set_width(document, 44);
    must_write(document, &page);
    table_page_finish(&page);
    must_end(document);
    struct buf out = contents(place->file);
    assert_true(holds(&out, "rank  name    unit                     mark\n"
                            "    passed  submitted at  note\n"
                            "--------------------------------------------\n"
                            "   1  贾建明  杜儿坪矿/通风二队党支部    89\n"
                            "    no        1234567890\n"
                            "   2  贾建明  杜儿坪矿/通风二队党支部    88\n"
                            "    no        1234567890  late\n"));
    buf_finish(&out);
}

static void text_columns_stand_below_one_another(void **state)
{
    struct place *place = *state;
    static const char *const names[] = {"贾建明", cjk_name, "a\nb\tc", "=1"};
    struct document_head head = head_of();
    struct buf out = made(&head, TABLE_TEXT, place->file, names, 4, 0);
    struct text rest = buf_text(&out), line;
    int rows = 0, place_of_percent = -1;
    while (text_next(&rest, '\n', &line)) {
        ptrdiff_t at = text_find(line, text_of("66.6%"));
        if (at < 0)
            continue;
        int column = utf8_width(text_make(line.at, (size_t)at));
        assert_true(rows == 0 || column == place_of_percent);
        place_of_percent = column;
        rows++;
    }
    assert_int_equal(rows, 4);
    assert_true(holds(&out, "a b c"));
    buf_finish(&out);
}

static void charts_in_text_have_a_bar_and_a_value_for_each_label(void **state)
{
    struct place *place = *state;
    static const struct text labels[] = {TEXT("甲"), TEXT("乙乙")};
    static const double values[] = {50, 12.5};
    static const struct chart_series series = {{"", 0}, values};
    static const struct chart chart = {CHART_BARS, TEXT("图"), TEXT("分"), labels, 2, &series, 1, 100};
    struct document_head head = head_of();
    struct table_page page = {.charts = &chart, .chart_count = 1};
    table_init(&page.table, columns, COLUMNS);
    struct document *document = must_begin(&head, TABLE_TEXT, place->file);
    must_write(document, &page);
    table_page_finish(&page);
    must_end(document);
    struct buf out = contents(place->file);
    assert_true(holds(&out, "图 (分)\n甲   |###############                50\n"
                            "乙乙 |####                           12.5\n"));
    buf_finish(&out);
}

/* ---- All formats --------------------------------------------------------------------------------------- */

static void documents_of_no_row_one_row_and_no_page_are_written(void **state)
{
    struct place *place = *state;
    static const char *const names[] = {"贾建明"};
    struct document_head head = head_of();
    for (int format = TABLE_TEXT; format <= TABLE_HTML; format++) {
        for (size_t count = 0; count <= 1; count++) {
            struct buf out = made(&head, (enum table_format)format, place->file, names, count, 0);
            assert_true(out.len > 20);
            if (format != TABLE_XLSX)
                assert_int_equal(holds(&out, "贾建明"), count == 1);
            else
                assert_memory_equal(out.at, "PK", 2);
            buf_finish(&out);
        }
        must_end(must_begin(&head, (enum table_format)format, place->file));
    }
}

static int files_in(const char *directory)
{
    int count = 0;
    DIR *dir = opendir(directory);
    for (struct dirent *entry; (entry = readdir(dir));)
        count += entry->d_name[0] != '.';
    closedir(dir);
    return count;
}

static void a_document_given_up_leaves_the_old_file(void **state)
{
    struct place *place = *state;
    struct err err = ERR_NONE;
    assert_true(file_write(place->file, text_of("old"), 0644, &err));
    struct document_head head = head_of();
    for (int format = TABLE_TEXT; format <= TABLE_HTML; format++) {
        struct table_page page = {.heading = TEXT("page")};
        table_init(&page.table, columns, COLUMNS);
        add_named(&page.table, 1, "a");
        struct document *document = must_begin(&head, (enum table_format)format, place->file);
        must_write(document, &page);
        table_page_finish(&page);
        document_drop(document);
        struct buf out = contents(place->file);
        assert_string_equal(buf_string(&out), "old");
        buf_finish(&out);
        assert_int_equal(files_in(place->directory), 1);
    }
    document_drop(NULL);
}

static bool write_rows(enum table_format format, const char *path, size_t rows, struct err *err)
{
    struct document_head head = head_of();
    struct document *document = document_begin(&head, format, path, err);
    struct table_page page = {.heading = TEXT("page")};
    table_init(&page.table, columns, COLUMNS);
    for (size_t i = 0; i < rows; i++)
        add_named(&page.table, (int64_t)i, cjk_name);
    bool ok = document && document_page(document, &page, err);
    table_page_finish(&page);
    if (ok)
        return document_end(document, err);
    document_drop(document);
    return false;
}

/* In a process whose files may not grow beyond 100 KB, as on a full disk. */
static int status_when_full(enum table_format format, const char *path)
{
    pid_t child = fork();
    if (child == 0) {
        struct rlimit limit = {100 << 10, 100 << 10};
        struct err err = ERR_NONE;
        signal(SIGXFSZ, SIG_IGN);
        bool set = setrlimit(RLIMIT_FSIZE, &limit) == 0;
        bool ok = write_rows(format, path, 20000, &err);
        _exit(set && !ok && err.message[0] ? 0 : 1);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void a_full_disk_is_said_and_leaves_the_old_file(void **state)
{
    struct place *place = *state;
    struct err err = ERR_NONE;
    assert_true(file_write(place->file, text_of("old"), 0644, &err));
    for (int format = TABLE_TEXT; format <= TABLE_HTML; format++) {
        assert_int_equal(status_when_full((enum table_format)format, place->file), 0);
        struct buf out = contents(place->file);
        assert_string_equal(buf_string(&out), "old");
        buf_finish(&out);
        assert_int_equal(files_in(place->directory), 1);
        assert_false(write_rows((enum table_format)format, "/dev/full", 20000, &err));
    }
}

static void a_spreadsheet_is_not_put_on_a_terminal(void **state)
{
    (void)state;
    int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    char name[64];
    assert_true(terminal >= 0 && grantpt(terminal) == 0 && unlockpt(terminal) == 0 &&
                ptsname_r(terminal, name, sizeof name) == 0);
    struct err err = ERR_NONE;
    struct document_head head = head_of();
    assert_null(document_begin(&head, TABLE_XLSX, name, &err));
    assert_int_equal(err.kind, ERR_INVALID);
    assert_non_null(strstr(err.message, "-o FILE.xlsx"));
    close(terminal);
}

#define TEST_AT_A_PLACE(test) cmocka_unit_test_setup_teardown(test, make_place, remove_place)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_AT_A_PLACE(csv_keeps_formulas_texts),
        TEST_AT_A_PLACE(csv_of_several_pages_has_a_header_for_each_set_of_columns),
        TEST_AT_A_PLACE(json_is_one_object_that_parses),
        TEST_AT_A_PLACE(times_are_strings_and_nothing_is_null_in_json),
        TEST_AT_A_PLACE(html_is_escaped),
        TEST_AT_A_PLACE(pages_with_the_same_columns_begin_on_new_paper),
        TEST_AT_A_PLACE(a_workbook_without_its_library_is_refused),
        TEST_AT_A_PLACE(text_fits_the_width),
        TEST_AT_A_PLACE(rows_are_folded_where_the_table_is_too_wide),
        TEST_AT_A_PLACE(headings_of_numbers_are_broken_before_texts),
        TEST_AT_A_PLACE(text_columns_stand_below_one_another),
        TEST_AT_A_PLACE(charts_in_text_have_a_bar_and_a_value_for_each_label),
        TEST_AT_A_PLACE(documents_of_no_row_one_row_and_no_page_are_written),
        TEST_AT_A_PLACE(a_document_given_up_leaves_the_old_file),
        TEST_AT_A_PLACE(a_full_disk_is_said_and_leaves_the_old_file),
        cmocka_unit_test(a_spreadsheet_is_not_put_on_a_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
