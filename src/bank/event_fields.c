/* The keys of a test sheet and who reads them. */
#include "bank/event_draft.h"

#include "bank/ids.h"
#include "bank/plain.h"
#include "base/i18n.h"
#include "base/mem.h"

#include <stdlib.h>

enum {
    ATTEMPTS_MAX = 1000,
    FORMS_MAX = 1000,
    MINUTES_MAX = 7 * 24 * 60,
    EXTRA_MAX = 24 * 60,
    EXTRA_COUNT_MAX = 10000,
};

static void read_opens(struct reader *reader, const struct node *value, void *into)
{
    struct event_draft *draft = into;
    draft->opens = value->place;
    value_time(reader, value, &draft->sheet.opens);
}

static void read_closes(struct reader *reader, const struct node *value, void *into)
{
    enum { DATE_LENGTH = 10 };
    struct event_draft *draft = into;
    draft->closes = value->place;
    if (!value_time(reader, value, &draft->sheet.closes) || text_trim(value->text).len > DATE_LENGTH)
        return;
    diags_warning(reader->diags, reader_span(reader, value->place),
                  _("a date by itself means 00:00, when that day begins"));
    diags_hint(reader->diags, _("add the hour, such as %.*s 18:00"), TEXT_ARG(text_trim(value->text)));
}

/* Minutes with up to four decimals, as ms. */
static bool read_minutes_of(struct reader *reader, const struct node *value, int max, int64_t *ms)
{
    mark_t minutes;
    if (!value_is_text(reader, value))
        return false;
    arena_clear(&reader->scratch);
    struct text t = text_trim(plain_half_width(&reader->scratch, value->text));
    if (mark_parse(t, &minutes) && minutes > 0 && minutes <= (mark_t)max * MARK_ONE) {
        *ms = minutes * 60000 / MARK_ONE;
        return true;
    }
    diags_error(reader->diags, reader_span(reader, value->place),
                _("expected a number of minutes above 0 and up to %d, found “%.*s”"), max,
                TEXT_ARG(text_shown(t)));
    return false;
}

static void read_minutes(struct reader *reader, const struct node *value, void *into)
{
    struct event_draft *draft = into;
    read_minutes_of(reader, value, MINUTES_MAX, &draft->sheet.duration_ms);
}

static void read_full(struct reader *reader, const struct node *value, void *into)
{
    struct event_draft *draft = into;
    draft->full.place = value->place;
    if (!value_mark(reader, value, &draft->full.marks))
        draft->full.marks = -1;
}

/* Without complaint of what it is not; false: complain. */
static bool read_threshold(struct reader *reader, const struct node *value, struct threshold *out)
{
    out->at.place = value->place;
    if (!value_is_text(reader, value))
        return true;
    arena_clear(&reader->scratch);
    struct text t = text_trim(plain_half_width(&reader->scratch, value->text));
    out->is_share = t.len > 0 && t.at[t.len - 1] == '%';
    t.len -= out->is_share;
    mark_t marks, most = out->is_share ? (mark_t)100 * MARK_ONE : MARK_MAX;
    if (!mark_parse(text_trim(t), &marks) || marks < 0 || marks > most)
        return false;
    out->at.marks = marks;
    return true;
}

static void read_pass(struct reader *reader, const struct node *value, void *into)
{
    struct event_draft *draft = into;
    struct span span = reader_span(reader, value->place);
    if (!read_threshold(reader, value, &draft->pass))
        diags_error(reader->diags, span, _("the pass mark is a number of marks, or a share such as 60%%"));
}

static void read_excellent(struct reader *reader, const struct node *value, void *into)
{
    struct event_draft *draft = into;
    struct span span = reader_span(reader, value->place);
    if (!read_threshold(reader, value, &draft->excellent))
        diags_error(reader->diags, span,
                    _("the mark for excellence is a number of marks, or a share such as 90%%"));
}

static void read_attempts(struct reader *reader, const struct node *value, void *into)
{
    struct event_draft *draft = into;
    value_int(reader, value, 1, ATTEMPTS_MAX, &draft->sheet.attempts);
}

static void read_shuffle_items(struct reader *reader, const struct node *value, void *into)
{
    struct test_sheet *sheet = into;
    value_bool(reader, value, &sheet->shuffle_items);
}

static void read_shuffle_options(struct reader *reader, const struct node *value, void *into)
{
    struct test_sheet *sheet = into;
    value_bool(reader, value, &sheet->shuffle_options);
}

static const struct field shuffle_fields[] = {
    {{TEXT("items"), TEXT("题目"), TEXT("试题")}, read_shuffle_items},
    {{TEXT("options"), TEXT("选项")}, read_shuffle_options},
};
static const struct field_table shuffle_table = {shuffle_fields, COUNT_OF(shuffle_fields)};

static void read_shuffle(struct reader *reader, const struct node *value, void *into)
{
    struct event_draft *draft = into;
    struct seen seen;
    bool both;
    if (value->kind != NODE_TEXT)
        fields_read(reader, value, &shuffle_table,
                    N_("“shuffle” is true, false, or a mapping with items and options"), &seen,
                    &draft->sheet);
    else if (value_bool(reader, value, &both))
        draft->sheet.shuffle_items = draft->sheet.shuffle_options = both;
}

static const struct choice each_words[] = {
    {0, {TEXT("each"), TEXT("每人一卷"), TEXT("每人一套"), TEXT("一人一卷")}},
};
static const struct choices choices_each = {each_words, COUNT_OF(each_words)};

static void read_forms(struct reader *reader, const struct node *value, void *into)
{
    struct event_draft *draft = into;
    bool is_word =
        value->kind == NODE_TEXT && choice_find(reader, &choices_each, value->text, &draft->sheet.forms);
    if (!is_word && value_int(reader, value, 1, FORMS_MAX, &draft->sheet.forms))
        return;
    if (!is_word && value->kind == NODE_TEXT)
        diags_hint(reader->diags, _("“each” gives every candidate a form of his own"));
}

static const struct choice reveals[] = {
    {REVEAL_NEVER, {TEXT("never"), TEXT("不公布"), TEXT("从不")}},
    {REVEAL_SUBMITTED, {TEXT("submitted"), TEXT("交卷后"), TEXT("交卷")}},
    {REVEAL_CLOSED, {TEXT("closed"), TEXT("结束后"), TEXT("结束")}},
};
static const struct choices choices_reveal = {reveals, COUNT_OF(reveals)};

static void read_reveal_of(struct reader *reader, const struct node *value, enum reveal *out)
{
    int reveal;
    if (value_choice(reader, value, &choices_reveal, &reveal))
        *out = (enum reveal)reveal;
}

static void read_reveal_marks(struct reader *reader, const struct node *value, void *into)
{
    struct test_sheet *sheet = into;
    read_reveal_of(reader, value, &sheet->reveal_marks);
}

static void read_reveal_keys(struct reader *reader, const struct node *value, void *into)
{
    struct test_sheet *sheet = into;
    read_reveal_of(reader, value, &sheet->reveal_keys);
}

static void read_reveal_rank(struct reader *reader, const struct node *value, void *into)
{
    struct test_sheet *sheet = into;
    read_reveal_of(reader, value, &sheet->reveal_rank);
}

enum reveal_field { REVEAL_OF_MARKS, REVEAL_OF_KEYS, REVEAL_OF_RANK };
static const struct field reveal_fields[] = {
    [REVEAL_OF_MARKS] = {{TEXT("marks"), TEXT("成绩"), TEXT("分数"), TEXT("得分")}, read_reveal_marks},
    [REVEAL_OF_KEYS] = {{TEXT("keys"), TEXT("答案")}, read_reveal_keys},
    [REVEAL_OF_RANK] = {{TEXT("rank"), TEXT("名次"), TEXT("排名")}, read_reveal_rank},
};
static const struct field_table reveal_table = {reveal_fields, COUNT_OF(reveal_fields)};

static void read_reveal(struct reader *reader, const struct node *value, void *into)
{
    struct event_draft *draft = into;
    struct seen seen;
    fields_read(reader, value, &reveal_table, N_("“reveal” is a mapping with marks, keys and rank"), &seen,
                &draft->sheet);
    if (!seen_field(&seen, REVEAL_OF_RANK)) /* a rank tells much of the marks: never before them */
        draft->sheet.reveal_rank = draft->sheet.reveal_marks;
}

static const struct choice rank_keys[] = {
    {RANK_MARKS, {TEXT("marks"), TEXT("成绩"), TEXT("得分"), TEXT("分数")}},
    {RANK_ELAPSED, {TEXT("elapsed"), TEXT("用时")}},
    {RANK_SUBMITTED, {TEXT("submitted"), TEXT("交卷时间"), TEXT("交卷")}},
};
static const struct choices choices_rank = {rank_keys, COUNT_OF(rank_keys)};

static void add_rank_key(struct reader *reader, const struct node *value, struct test_sheet *sheet)
{
    int key;
    if (!value_choice(reader, value, &choices_rank, &key))
        return;
    for (int i = 0; i < sheet->rank_count; i++)
        if (sheet->rank[i] == (enum rank_key)key) {
            diags_error(reader->diags, reader_span(reader, value->place), _("this stands in the list twice"));
            return;
        }
    sheet->rank[sheet->rank_count++] = (enum rank_key)key; /* there are fewer keys than RANK_KEYS_MAX */
}
_Static_assert(COUNT_OF(rank_keys) <= RANK_KEYS_MAX, "each key once");

static void read_rank(struct reader *reader, const struct node *value, void *into)
{
    struct event_draft *draft = into;
    draft->sheet.rank_count = 0;
    if (value->kind != NODE_LIST) {
        add_rank_key(reader, value, &draft->sheet);
        return;
    }
    struct node each;
    int depth = reader->depth;
    bool any = false;
    for (; reader_next(reader, &each); any = true) {
        add_rank_key(reader, &each, &draft->sheet);
        reader_leave(reader, depth);
    }
    if (!any && !reader->stopped)
        diags_error(reader->diags, reader_span(reader, value->place), _("the list is empty"));
}

static const struct choice outages[] = {
    {OUTAGE_PAUSE, {TEXT("pause"), TEXT("暂停"), TEXT("暂停计时")}},
    {OUTAGE_RUN, {TEXT("run"), TEXT("继续"), TEXT("继续计时")}},
};
static const struct choices choices_outage = {outages, COUNT_OF(outages)};

static void read_outage(struct reader *reader, const struct node *value, void *into)
{
    struct event_draft *draft = into;
    int outage;
    if (value_choice(reader, value, &choices_outage, &outage))
        draft->sheet.on_outage = (enum on_outage)outage;
}

struct extra_times {
    struct extra_time *at; /* owned */
    size_t count, capacity;
    struct ids numbers; /* seen so far */
};

static void add_extra_time(struct reader *reader, const struct node *key, struct extra_times *times)
{
    struct piece number;
    struct node value;
    bool ok = value_piece(reader, key, &rule_short, &number);
    if (!reader_next(reader, &value))
        return;
    int64_t ms;
    if (!read_minutes_of(reader, &value, EXTRA_MAX, &ms) || !ok)
        return;
    const struct id_entry *first = ids_add(&times->numbers, number.text, number.place, false);
    if (first) {
        diags_error(reader->diags, reader_span(reader, number.place),
                    _("extra time of “%.*s” is given twice: it already stands at %d:%d"),
                    TEXT_ARG(text_shown(number.text)), first->place.line, first->place.column);
        return;
    }
    times->at = xgrow(times->at, &times->capacity, times->count + 1, sizeof *times->at);
    times->at[times->count++] = (struct extra_time){number.text, ms};
}

static void read_extra_time(struct reader *reader, const struct node *value, void *into)
{
    struct event_draft *draft = into;
    if (value->kind != NODE_MAP) {
        if (value->kind != NODE_REFUSED) {
            diags_error(reader->diags, reader_span(reader, value->place),
                        _("extra time is a mapping of numbers of persons to minutes"));
            diags_hint(reader->diags, _("write it like {\"10234\": 15}"));
        }
        return;
    }
    struct extra_times times = {NULL, 0, 0, {0}};
    ids_init(&times.numbers);
    struct node key;
    int depth = reader->depth;
    while (reader_next(reader, &key)) {
        if (times.count == EXTRA_COUNT_MAX) {
            diags_error(reader->diags, reader_span(reader, key.place),
                        _("this list has more than %zu entries"), (size_t)EXTRA_COUNT_MAX);
            break;
        }
        add_extra_time(reader, &key, &times);
        reader_leave(reader, depth);
    }
    struct extra_time *kept = arena_array(reader->arena, times.count, sizeof *kept);
    if (times.count)
        memcpy(kept, times.at, times.count * sizeof *kept);
    draft->sheet.extra_time = kept;
    draft->sheet.extra_time_count = (int)times.count;
    ids_finish(&times.numbers);
    free(times.at);
}

static void refuse_kind(struct reader *reader, const struct node *value, void *into, const char *message)
{
    struct event_draft *draft = into;
    draft->foreign = true;
    diags_error(reader->diags, reader_span(reader, value->place), "%s", message);
    diags_hint(reader->diags, _("a test sheet begins with a line such as “test: 2026-11-yzyh”"));
    reader_stop(reader);
}

static void refuse_contest(struct reader *reader, const struct node *value, void *into)
{
    refuse_kind(reader, value, into, _("this file describes a contest, not a test"));
}

static void refuse_panel(struct reader *reader, const struct node *value, void *into)
{
    refuse_kind(reader, value, into, _("this file describes a panel, not a test"));
}

static void refuse_series(struct reader *reader, const struct node *value, void *into)
{
    refuse_kind(reader, value, into, _("this file describes a series, not a test"));
}

static const struct field fields[] = {
    [EVENT_TEST] = {{TEXT("test"), TEXT("测试"), TEXT("场次"), TEXT("考试")}, sheet_read_code},
    [EVENT_TITLE] = {{TEXT("title"), TEXT("标题"), TEXT("名称")}, sheet_read_title},
    [EVENT_INSTRUCTIONS] = {{TEXT("instructions"), TEXT("须知"), TEXT("考试须知"), TEXT("说明")},
                            sheet_read_instructions},
    [EVENT_OPENS] = {{TEXT("opens"), TEXT("开始"), TEXT("开始时间"), TEXT("开考"), TEXT("开考时间")},
                     read_opens},
    [EVENT_CLOSES] = {{TEXT("closes"), TEXT("结束"), TEXT("结束时间")}, read_closes},
    [EVENT_MINUTES] = {{TEXT("minutes"), TEXT("时长"), TEXT("分钟")}, read_minutes},
    [EVENT_FULL] = {{TEXT("full"), TEXT("满分"), TEXT("总分")}, read_full},
    [EVENT_PASS] = {{TEXT("pass"), TEXT("及格"), TEXT("及格线"), TEXT("合格"), TEXT("合格线")}, read_pass},
    [EVENT_EXCELLENT] = {{TEXT("excellent"), TEXT("优秀"), TEXT("优秀线")}, read_excellent},
    [EVENT_ATTEMPTS] = {{TEXT("attempts"), TEXT("次数")}, read_attempts},
    [EVENT_WHO] = {{TEXT("who"), TEXT("范围"), TEXT("参加人员"), TEXT("对象"), TEXT("参加")}, event_read_who},
    [EVENT_SECTIONS] = {{TEXT("sections"), TEXT("大题")}, event_read_sections},
    [EVENT_SHUFFLE] = {{TEXT("shuffle"), TEXT("乱序"), TEXT("打乱")}, read_shuffle},
    [EVENT_FORMS] = {{TEXT("forms"), TEXT("试卷"), TEXT("卷数")}, read_forms},
    [EVENT_REVEAL] = {{TEXT("reveal"), TEXT("公布")}, read_reveal},
    [EVENT_RANK] = {{TEXT("rank"), TEXT("排名"), TEXT("名次")}, read_rank},
    [EVENT_EXTRA_TIME] = {{TEXT("extra_time"), TEXT("延时"), TEXT("加时")}, read_extra_time},
    [EVENT_ON_OUTAGE] = {{TEXT("on_outage"), TEXT("中断")}, read_outage},
    [EVENT_MARKING] = {{TEXT("marking"), TEXT("阅卷")}, event_read_marking},
    [EVENT_DECIMALS] = {{TEXT("decimals"), TEXT("小数"), TEXT("小数位")}, sheet_read_decimals},
    [EVENT_SEED] = {{TEXT("seed"), TEXT("种子"), TEXT("随机种子")}, sheet_read_seed},
    [EVENT_CONTEST] = {{TEXT("contest"), TEXT("竞赛"), TEXT("知识竞赛")}, refuse_contest},
    [EVENT_PANEL] = {{TEXT("panel"), TEXT("评委组"), TEXT("评分"), TEXT("评审")}, refuse_panel},
    [EVENT_SERIES] = {{TEXT("series"), TEXT("总成绩"), TEXT("总评")}, refuse_series},
};
_Static_assert(COUNT_OF(fields) == EVENT_FIELDS, "one row a field");
const struct field_table event_table = {fields, EVENT_FIELDS};
