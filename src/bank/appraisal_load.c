/* The keys of an appraisal sheet, its events, and what measures are called. */
#include "bank/appraisal_load.h"

#include "bank/appraisal_draft.h"
#include "base/i18n.h"
#include "base/mem.h"

#include <stdlib.h>

enum appraisal_key {
    KEY_CODE,
    KEY_TITLE,
    KEY_INSTRUCTIONS,
    KEY_PERIOD,
    KEY_UNIT_LEVEL,
    KEY_DECIMALS,
    KEY_EVENTS,
    KEY_PERSONS,
    KEY_UNITS,
    KEY_LEADERS,
    KEY_STARS,
    KEY_TITLES,
};
enum { UNIT_LEVEL_MAX = 20 };

/* ---- Measures ------------------------------------------------------------------------------------------ */

static const struct choice measure_words[] = {
    {MEASURE_MARK, {TEXT("mark"), TEXT("成绩"), TEXT("得分"), TEXT("得分率")}},
    {MEASURE_MEAN, {TEXT("mean"), TEXT("平均分"), TEXT("平均"), TEXT("平均成绩")}},
    {MEASURE_RANK, {TEXT("rank"), TEXT("名次"), TEXT("排名")}},
    {MEASURE_ABSENCE, {TEXT("absence"), TEXT("缺考"), TEXT("缺考次数")}},
    {MEASURE_FAILURE, {TEXT("failure"), TEXT("不及格"), TEXT("不合格"), TEXT("不及格次数")}},
    {MEASURE_PARTICIPATION, {TEXT("participation"), TEXT("参考率"), TEXT("参加率")}},
    {MEASURE_PASS_RATE, {TEXT("pass_rate"), TEXT("及格率"), TEXT("合格率")}},
    {MEASURE_EXCELLENT_RATE, {TEXT("excellent_rate"), TEXT("优秀率")}},
    {MEASURE_BEST, {TEXT("best"), TEXT("最高分"), TEXT("最高")}},
    {MEASURE_WORST, {TEXT("worst"), TEXT("最低分"), TEXT("最低")}},
};
static const struct choices choices_measure = {measure_words, COUNT_OF(measure_words)};

/* "event:CODE": what follows the colon. */
static bool names_event(struct text word, struct text *code)
{
    static const char *const prefixes[] = {"event:", "场次:", "场次："};
    for (size_t i = 0; i < COUNT_OF(prefixes); i++)
        if (text_starts_with(word, text_of(prefixes[i]))) {
            *code = text_trim(text_from(word, strlen(prefixes[i])));
            return true;
        }
    return false;
}

bool appraisal_read_measure(struct reader *reader, const struct node *value, struct appraisal_draft *draft,
                            struct measured *out)
{
    struct piece piece;
    struct text code;
    int measure;
    *out = (struct measured){.event = -1};
    if (value->kind != NODE_TEXT || !names_event(text_trim(value->text), &code)) {
        out->given = value_choice(reader, value, &choices_measure, &measure);
        out->of = out->given ? (enum measure)measure : MEASURE_MARK;
        return out->given;
    }
    if (!value_piece(reader, value, &rule_short, &piece))
        return false;
    if (draft->name_count == APPRAISAL_MAX_NAMES) {
        diags_error(reader->diags, reader_span(reader, piece.place),
                    _("a sheet names single events at most %d times"), APPRAISAL_MAX_NAMES);
        return false;
    }
    names_event(piece.text, &code);
    draft->names[draft->name_count] = (struct placed_name){code, piece.place};
    *out = (struct measured){MEASURE_EVENT, draft->name_count++, true};
    return true;
}

bool appraisal_read_bound(struct reader *reader, const struct node *value, mark_t *out)
{
    struct text t;
    if (!value_narrow(reader, value, &t))
        return false;
    bool percent = t.len && t.at[t.len - 1] == '%';
    if (mark_parse(text_trim(text_make(t.at, t.len - percent)), out) && *out >= 0)
        return true;
    diags_error(reader->diags, reader_span(reader, value->place),
                _("expected a figure such as 85 or 85%%, found “%.*s”"), TEXT_ARG(text_shown(t)));
    return false;
}

/* ---- Period and events --------------------------------------------------------------------------------- */

static void read_from(struct reader *reader, const struct node *value, void *into)
{
    struct appraisal_draft *draft = into;
    value_time(reader, value, &draft->sheet.from);
}

/* A day is meant to its end. */
static void read_to(struct reader *reader, const struct node *value, void *into)
{
    enum { DATE_LENGTH = 10, DAY_MS = 24 * 60 * 60 * 1000 };
    struct appraisal_draft *draft = into;
    size_t length = value->kind == NODE_TEXT ? text_trim(value->text).len : 0;
    if (value_time(reader, value, &draft->sheet.to) && length <= DATE_LENGTH)
        draft->sheet.to += DAY_MS;
}

static const struct field period_fields[] = {
    {{TEXT("from"), TEXT("自"), TEXT("从"), TEXT("开始")}, read_from},
    {{TEXT("to"), TEXT("至"), TEXT("到"), TEXT("结束")}, read_to},
};
static const struct field_table period_table = {period_fields, COUNT_OF(period_fields)};

static void read_period(struct reader *reader, const struct node *value, void *into)
{
    struct appraisal_draft *draft = into;
    struct seen seen;
    struct place place = value->place;
    fields_read(reader, value, &period_table, N_("a period is a mapping with from and to"), &seen, draft);
    if (draft->sheet.from && draft->sheet.to && draft->sheet.to <= draft->sheet.from)
        diags_error(reader->diags, reader_span(reader, place), _("the period ends before it begins"));
}

static void read_unit_level(struct reader *reader, const struct node *value, void *into)
{
    struct appraisal_draft *draft = into;
    value_int(reader, value, 1, UNIT_LEVEL_MAX, &draft->sheet.unit_level);
}

static void read_event_code(struct reader *reader, const struct node *value, void *into)
{
    struct appraisal_event *event = into;
    struct piece piece;
    if (value_piece(reader, value, &rule_line, &piece) && piece_is_code(reader, &piece))
        event->event = piece.text;
}

static void read_weight(struct reader *reader, const struct node *value, void *into)
{
    struct appraisal_event *event = into;
    value_factor(reader, value, &event->weight, NULL);
}

static const struct field event_fields[] = {
    {{TEXT("event"), TEXT("场次"), TEXT("项目")}, read_event_code},
    {{TEXT("weight"), TEXT("权重"), TEXT("占比"), TEXT("比例")}, read_weight},
};
static const struct field_table appraisal_event_table = {event_fields, COUNT_OF(event_fields)};

static void take_event(struct reader *reader, const struct node *each, void *into)
{
    struct appraisal_draft *draft = into;
    struct appraisal_event event = {.weight = MARK_ONE};
    struct place place = each->place;
    struct seen seen;
    if (each->kind == NODE_TEXT)
        read_event_code(reader, each, &event);
    else
        fields_read(reader, each, &appraisal_event_table,
                    N_("an event is its code, or a mapping with event and weight"), &seen, &event);
    if (!event.event.len)
        return;
    for (int i = 0; i < draft->event_count; i++)
        if (text_equal(draft->events[i].event, event.event))
            diags_error(reader->diags, reader_span(reader, place), _("this event is named at %d:%d already"),
                        draft->event_places[i].line, draft->event_places[i].column);
    draft->event_places[draft->event_count] = place;
    draft->events[draft->event_count++] = event;
}

static void read_events(struct reader *reader, const struct node *value, void *into)
{
    value_each(reader, value, APPRAISAL_MAX_EVENTS, take_event, into);
}

/* ---- The sheet ----------------------------------------------------------------------------------------- */

static const struct field fields[] = {
    [KEY_CODE] = {{TEXT("appraisal"), TEXT("考核"), TEXT("挂钩考核"), TEXT("考核办法")}, sheet_read_code},
    [KEY_TITLE] = {{TEXT("title"), TEXT("标题"), TEXT("名称")}, sheet_read_title},
    [KEY_INSTRUCTIONS] = {{TEXT("instructions"), TEXT("说明"), TEXT("须知")}, sheet_read_instructions},
    [KEY_PERIOD] = {{TEXT("period"), TEXT("期间"), TEXT("时间"), TEXT("考核期")}, read_period},
    [KEY_UNIT_LEVEL] = {{TEXT("unit_level"), TEXT("单位层级"), TEXT("单位级数")}, read_unit_level},
    [KEY_DECIMALS] = {{TEXT("decimals"), TEXT("小数"), TEXT("小数位")}, sheet_read_decimals},
    [KEY_EVENTS] = {{TEXT("events"), TEXT("场次"), TEXT("项目"), TEXT("考核项目")}, read_events},
    [KEY_PERSONS] = {{TEXT("persons"), TEXT("个人"), TEXT("人员")}, appraisal_read_persons},
    [KEY_UNITS] = {{TEXT("units"), TEXT("单位"), TEXT("支部")}, appraisal_read_units},
    [KEY_LEADERS] = {{TEXT("leaders"), TEXT("负责人"), TEXT("领导"), TEXT("班子")}, appraisal_read_leaders},
    [KEY_STARS] = {{TEXT("stars"), TEXT("星级"), TEXT("评星")}, appraisal_read_stars},
    [KEY_TITLES] = {{TEXT("titles"), TEXT("称号"), TEXT("荣誉")}, appraisal_read_titles},
};
static const struct field_table appraisal_table = {fields, COUNT_OF(fields)};

/* Turns the index of a name into that of the event; all events count where the sheet lists none, so then
 * nothing can be named. */
static int resolve(struct appraisal_draft *draft, int name)
{
    struct reader *reader = draft->head.reader;
    const struct placed_name *named = &draft->names[name];
    for (int i = 0; i < draft->event_count; i++)
        if (text_equal(draft->events[i].event, named->name))
            return i;
    diags_error(reader->diags, reader_span(reader, named->place),
                _("“events” of this sheet does not list %.*s"), TEXT_ARG(text_shown(named->name)));
    return 0;
}

static void resolve_all(struct appraisal_draft *draft)
{
    struct rules_draft *groups[] = {&draft->persons, &draft->units};
    for (size_t g = 0; g < COUNT_OF(groups); g++)
        for (int r = 0; r < groups[g]->rules.rule_count; r++)
            if (groups[g]->list[r].of == MEASURE_EVENT)
                groups[g]->list[r].event = resolve(draft, groups[g]->list[r].event);
    for (int i = 0; i < draft->star_count + draft->title_count; i++) {
        struct merit_draft *merit =
            i < draft->star_count ? &draft->stars[i] : &draft->titles[i - draft->star_count];
        for (int c = 0; c < merit->count; c++)
            if (merit->all[c].of == MEASURE_EVENT)
                merit->all[c].event = resolve(draft, merit->all[c].event);
    }
}

static void keep_merits(struct appraisal_draft *draft, struct arena *arena)
{
    struct appraisal_star *stars = arena_array(arena, (size_t)draft->star_count, sizeof *stars);
    struct appraisal_title *titles = arena_array(arena, (size_t)draft->title_count, sizeof *titles);
    for (int i = 0; i < draft->star_count; i++) {
        const struct merit_draft *merit = &draft->stars[i];
        stars[i] = (struct appraisal_star){merit->title, merit->all, merit->count, merit->stars};
    }
    for (int i = 0; i < draft->title_count; i++) {
        const struct merit_draft *merit = &draft->titles[i];
        titles[i] = (struct appraisal_title){merit->title, merit->of_persons, merit->all, merit->count};
    }
    draft->sheet.stars = stars;
    draft->sheet.star_count = draft->star_count;
    draft->sheet.titles = titles;
    draft->sheet.title_count = draft->title_count;
}

static void keep(struct appraisal_draft *draft)
{
    struct arena *arena = draft->head.reader->arena;
    struct appraisal_sheet *sheet = &draft->sheet;
    sheet->code = draft->head.code;
    sheet->title = draft->head.title;
    sheet->instructions = draft->head.instructions;
    sheet->decimals = draft->head.decimals;
    sheet->events = sheet_keep(arena, draft->events, (size_t)draft->event_count, sizeof *draft->events);
    sheet->event_count = draft->event_count;
    sheet->persons = draft->persons.rules;
    sheet->persons.rules = draft->persons.list;
    sheet->units = draft->units.rules;
    sheet->units.rules = draft->units.list;
    sheet->grades = sheet_keep(arena, draft->grades, (size_t)draft->grade_count, sizeof *draft->grades);
    sheet->grade_count = draft->grade_count;
    keep_merits(draft, arena);
}

static void read_appraisal(struct reader *reader, const struct node *root, void *out)
{
    struct appraisal_draft *draft = xcalloc(1, sizeof *draft);
    struct place top = root->place;
    struct seen seen;
    bool whole = sheet_read(reader, root, &appraisal_table, SHEET_DECIMALS_DEFAULT, &draft->head, &seen);
    if (whole) {
        resolve_all(draft);
        if (!seen_field(&seen, KEY_PERSONS) && !seen_field(&seen, KEY_UNITS) &&
            !seen_field(&seen, KEY_STARS) && !seen_field(&seen, KEY_TITLES))
            diags_error(reader->diags, reader_span(reader, top),
                        _("this sheet has no rules: write persons, units, stars or titles"));
    }
    keep(draft);
    *(struct appraisal_sheet *)out = draft->sheet;
    free(draft);
}

bool appraisal_load(struct text source, const char *file, struct arena *arena, struct diags *diags,
                    struct appraisal_sheet *out)
{
    *out = (struct appraisal_sheet){.decimals = SHEET_DECIMALS_DEFAULT};
    return sheet_load(source, file, arena, diags, read_appraisal, out);
}

/* ---- Telling it from an event -------------------------------------------------------------------------- */

static bool is_own_key(struct text key)
{
    for (int k = 0; k < FIELD_NAMES && fields[KEY_CODE].names[k].len; k++)
        if (text_equal(fields[KEY_CODE].names[k], key))
            return true;
    return false;
}

bool appraisal_is(struct text source)
{
    struct diags unsaid = DIAGS_EMPTY;
    struct arena arena = ARENA_EMPTY;
    struct reader reader;
    struct node root, key, value;
    bool found = false;
    reader_init(&reader, source, "", &arena, &unsaid);
    if (reader_root(&reader, &root) && root.kind == NODE_MAP) {
        int depth = reader.depth;
        while (!found && reader_next(&reader, &key)) {
            found = key.kind == NODE_TEXT && is_own_key(key.text);
            reader_leave(&reader, depth);
            if (!reader_next(&reader, &value))
                break;
            reader_leave(&reader, depth);
        }
    }
    reader_finish(&reader);
    arena_finish(&arena);
    diags_finish(&unsaid);
    return found;
}
