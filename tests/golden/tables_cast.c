#include "tables_cast.h"

#include "base/clock.h"
#include "base/mem.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define M(n) ((mark_t)((n)*MARK_ONE))

/* ---- Events and kinds ---------------------------------------------------------------------------------- */

static bool list_events(void *context, struct arena *arena, const struct tables_event **events, size_t *count,
                        struct err *err)
{
    static const struct tables_event all[] = {
        {TEXT("2026-11-yzyh"), TEXT("十一月份应知应会测试"), TEXT("测试"), TEXT("进行中"), 1795402800000,
         true},
        {TEXT("2026-shuangbiwu-final"),
         TEXT("第五届党支部书记技术技能双比武决赛(综采、掘进、通风、机电各支部)"), TEXT("竞赛"),
         TEXT("已结束"), 1795230000000},
        {TEXT("2026-10-yzyh"), TEXT("十月份应知应会测试"), TEXT("测试"), TEXT("已结束"), 1792897200000, true},
        {TEXT("2026-12-yzyh"), TEXT("十二月份应知应会测试"), TEXT("测试"), TEXT("未开始"), 0, true},
    };
    (void)context;
    (void)arena;
    (void)err;
    *events = all;
    *count = COUNT_OF(all);
    return true;
}

static const struct tables_kind *list_kinds(void *context, size_t *count)
{
    static const struct tables_kind kinds[] = {
        {"scores", "Scores", .of_one = true, .of_many = true},
        {"units", "Units", .of_one = true, .of_many = true, .of_tests = true},
        {"missing", "Missing", .of_one = true, .of_tests = true},
        {"papers", "Papers", .of_one = true, .of_tests = true},
        {"ledger", "Ledger", .of_all = true, .of_one = true, .of_many = true, .by_person = true,
         .of_tests = true},
        {"champions", "Champions", .of_all = true},
    };
    (void)context;
    *count = COUNT_OF(kinds);
    return kinds;
}

/* ---- Pages --------------------------------------------------------------------------------------------- */

static const struct column score_columns[] = {
    {"rank", "rank", CELL_INT},
    {"number", "staff number", CELL_TEXT},
    {"name", "name", CELL_TEXT},
    {"unit", "unit", CELL_TEXT},
    {"post", "post", CELL_TEXT},
    {"mark", "mark", CELL_MARK, .bar = true, .bar_full = 100},
    {"full", NULL, CELL_MARK},
    {"passed", "passed", CELL_BOOL},
    {"time", "time used", CELL_DURATION},
    {"submitted", "submitted", CELL_TIME},
};
static const char *const units[] = {"乌金山煤矿/综采一队党支部", "乌金山煤矿/通风二队党支部",
                                    "乌金山煤矿/机电运输管理中心第三党支部"};
static const char *const names[] = {"贾建明", "阿依古丽·买买提", "王芳", "李强", "赵铁柱"};

static void add_score(struct table_page *page, struct text *leads, size_t i, struct arena *arena)
{
    struct cell *row = table_add(&page->table);
    row[0].number = (int64_t)i + 1;
    row[1].text = arena_textf(arena, "%zu", 10003 + (i * 7919) % 90000);
    row[2].text = text_of(names[i % COUNT_OF(names)]);
    row[3].text = text_of(units[i % COUNT_OF(units)]);
    row[4].text = text_of(i % 4 ? "支部委员" : "书记");
    row[5].number = M(100) - (mark_t)i * 15000 % M(70);
    row[6].number = M(100);
    row[7].number = row[5].number >= M(80);
    row[8].number = 1200000 + (int64_t)i * 61000 % 2400000;
    row[9].number = i == 3 ? 0 : 1795406400000 + (int64_t)i * 45000;
    leads[i] = row[1].text;
}

static const double in_class[] = {2, 5, 9, 14, 21, 33, 18, 6}, of_unit[] = {91.25, 88, 63.5},
                    first_unit[] = {78, 82.5, 91.25}, second_unit[] = {85, NAN, 88};
static const struct text classes[] = {TEXT("20–30"), TEXT("30–40"), TEXT("40–50"), TEXT("50–60"),
                                      TEXT("60–70"), TEXT("70–80"), TEXT("80–90"), TEXT("90–100")};
static const struct text unit_labels[] = {TEXT("综采一队党支部"), TEXT("通风二队党支部"),
                                          TEXT("机电运输管理中心第三党支部")};
static const struct text months[] = {TEXT("九月份"), TEXT("十月份"), TEXT("十一月份")};
static const struct chart_series score_series = {{NULL, 0}, in_class}, unit_series = {{NULL, 0}, of_unit};
static const struct chart_series month_series[] = {{TEXT("综采一队党支部"), first_unit},
                                                   {TEXT("通风二队党支部"), second_unit}};
static const struct chart charts[] = {
    {CHART_HISTOGRAM, TEXT("How many people have which marks"), TEXT("people"), classes, 8, &score_series, 1,
     0},
    {CHART_BARS, TEXT("Average by unit"), TEXT("marks"), unit_labels, 3, &unit_series, 1, 100},
    {CHART_LINES, TEXT("Average over the months"), TEXT("marks"), months, 3, month_series, 2, 100},
};
static const struct text notes[] = {
    TEXT("Each person's best submitted attempt counts; void attempts do not."),
    TEXT("Of the 40 results here the mean is 76.75; 14 passed with 80 marks or more (35 %), 8 are excellent "
         "with "
         "90 or more (20 %)."),
};

static void make_scores(const struct tables_cast *cast, const struct table_request *request,
                        struct arena *arena, struct table_page *page)
{
    size_t count = cast->people;
    struct text *leads = arena_array(arena, count + 1, sizeof *leads);
    page->heading = text_of("十一月份应知应会测试 · Scores");
    page->provisional = true; /* the test is open */
    table_init(&page->table, score_columns, COUNT_OF(score_columns));
    for (size_t i = 0; i < count && (!request->unit.len || i < 3); i++)
        add_score(page, leads, i, arena);
    page->leads = leads;
    page->notes = notes;
    page->note_count = count ? COUNT_OF(notes) : 1;
    page->charts = charts;
    page->chart_count = count ? COUNT_OF(charts) : 0;
}

static void make_units(const struct tables_cast *cast, const struct table_request *request,
                       struct arena *arena, struct table_page *page)
{
    static const struct column columns[] = {
        {"rank", "rank", CELL_INT},
        {"unit", "unit", CELL_TEXT},
        {"mean", "average", CELL_MARK, .bar = true, .bar_full = 100},
        {"members", "entitled", CELL_INT},
        {"participation", "participation", CELL_PERCENT},
        {"sd", "spread", CELL_REAL, .decimals = 2},
    };
    (void)cast;
    (void)request;
    struct text *leads = arena_array(arena, COUNT_OF(units), sizeof *leads);
    page->heading = text_of("十一月份应知应会测试 · Units");
    table_init(&page->table, columns, COUNT_OF(columns));
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        struct cell *row = table_add(&page->table);
        leads[i] = row[1].text = text_of(units[i]);
        row[0].number = (int64_t)i + 1;
        row[2].number = (mark_t)(of_unit[i] * MARK_ONE);
        row[3].number = 12 + (int64_t)i;
        row[4].number = M(100) - (mark_t)i * 125000;
        row[5].real = i == 2 ? NAN : 7.25 + (double)i;
    }
    page->leads = leads;
}

static void make_missing(const struct tables_cast *cast, const struct table_request *request,
                         struct arena *arena, struct table_page *page)
{
    (void)cast;
    (void)request;
    (void)arena;
    page->heading = text_of("十一月份应知应会测试 · Missing");
    table_init(&page->table, score_columns, 5);
}

static void make_paper(const struct tables_cast *cast, const struct table_request *request,
                       struct arena *arena, struct table_page *page)
{
    static const struct column columns[] = {{"item", "item", CELL_TEXT},
                                            {"stem", "stem", CELL_TEXT},
                                            {"response", "response", CELL_TEXT},
                                            {"key", "key", CELL_TEXT},
                                            {"mark", "mark", CELL_MARK}};
    static const char *const stems[] = {
        "村和社区以外的党支部委员会由党员大会选举产生,每届任期一般为几年?",
        "某党员每月税后工资收入为6000元,\n按规定交纳党费的比例为1%,他每月应交纳党费多少元?"};
    (void)cast;
    page->heading = arena_textf(arena, "%.*s 贾建明", TEXT_ARG(request->number));
    table_init(&page->table, columns, COUNT_OF(columns));
    for (size_t i = 0; i < COUNT_OF(stems); i++) {
        struct cell *row = table_add(&page->table);
        row[0].text = text_of(i ? "dw-0002" : "dw-0001");
        row[1].text = text_of(stems[i]);
        row[2].text = text_of(i ? "60" : "B");
        row[3].text = text_of(i ? "60" : "C");
        row[4].number = i ? M(1) : 0;
    }
}

static const struct {
    const char *name;
    void (*make)(const struct tables_cast *cast, const struct table_request *request, struct arena *arena,
                 struct table_page *page);
} makers[] = {{"scores", make_scores},
              {"ledger", make_missing},
              {"units", make_units},
              {"missing", make_missing},
              {"papers", make_paper}};

/* ---- The port ------------------------------------------------------------------------------------------ */

static void write_request(struct buf *out, const struct table_request *request)
{
    char time[CLOCK_TEXT_SIZE];
    buf_clear(out);
    buf_add_text(out, request->name);
    for (int i = 0; i < request->event_count; i++)
        buf_addf(out, " %.*s", TEXT_ARG(request->events[i]));
    if (request->unit.len)
        buf_addf(out, " unit=%.*s", TEXT_ARG(request->unit));
    if (request->post.len)
        buf_addf(out, " post=%.*s", TEXT_ARG(request->post));
    if (request->number.len)
        buf_addf(out, " number=%.*s", TEXT_ARG(request->number));
    if (request->from)
        buf_addf(out, " from=%s", clock_format_minute(request->from, time));
    if (request->to)
        buf_addf(out, " to=%s", clock_format_minute(request->to, time));
    if (request->by == TABLE_BY_PERSON)
        buf_add_string(out, " by person");
    if (request->pass != PASS_ANY)
        buf_addf(out, " %s", request->pass == PASS_PASSED ? "passed" : "failed");
    if (request->sort.len)
        buf_addf(out, " sort=%.*s%s", TEXT_ARG(request->sort), request->descending ? ":desc" : "");
}

static bool load(void *context, const struct table_request *request, struct arena *arena,
                 struct tables_pages *out, struct err *err)
{
    struct tables_cast *cast = context;
    write_request(&cast->asked, request);
    cast->loads++;
    if (cast->refusal)
        return err_set(err, ERR_NOT_FOUND, "%s", cast->refusal);
    for (size_t i = 0; i < COUNT_OF(makers); i++)
        if (text_is(request->name, makers[i].name)) {
            *out = (struct tables_pages){.pages = arena_alloc(arena, sizeof *out->pages), .count = 1};
            makers[i].make(cast, request, arena, out->pages);
            return true;
        }
    return err_set(err, ERR_NOT_FOUND, "there is no table %.*s", TEXT_ARG(request->name));
}

static bool save(void *context, const struct table_request *request, enum tables_format format,
                 char path[static TABLES_PATH_SIZE], struct err *err)
{
    static const char *const ends[] = {"xlsx", "html", "csv", "json"};
    struct tables_cast *cast = context;
    write_request(&cast->saved, request);
    if (cast->refusal)
        return err_set(err, ERR_FAILED, "%s", cast->refusal);
    snprintf(path, TABLES_PATH_SIZE, "/srv/乌金山/exports/%.*s-2026-11-yzyh-2026-11-23.%s",
             TEXT_ARG(request->name), ends[format]);
    return true;
}

static bool has_news(void *context, int64_t head)
{
    (void)head;
    return ((struct tables_cast *)context)->news;
}

void tables_cast_open(struct tables_cast *cast, struct terminal *terminal, size_t people)
{
    *cast = (struct tables_cast){.people = people};
    cast->port = (struct tables_port){.context = cast,
                                      .hall = "乌金山煤矿培训中心",
                                      .events = list_events,
                                      .kinds = list_kinds,
                                      .load = load,
                                      .save = save,
                                      .news = has_news};
    terminal_open_alone(terminal, (struct tui_options){.mode = TUI_TABLES, .tables = &cast->port});
    terminal_pass(terminal, 0);
}

void tables_cast_close(struct tables_cast *cast, struct terminal *terminal)
{
    terminal_close(terminal);
    buf_finish(&cast->asked);
    buf_finish(&cast->saved);
}

void tables_cast_show(struct terminal *terminal, const char *number)
{
    terminal_key(terminal, INPUT_ENTER);
    terminal_type(terminal, number);
    terminal_pass(terminal, 0);
}
