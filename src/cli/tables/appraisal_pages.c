#include "cli/tables/appraisal_pages.h"

#include "base/i18n.h"
#include "base/mem.h"

/* ---- What is shown ------------------------------------------------------------------------------------- */

static bool shows_unit(const struct appraisal_view *view, struct text unit)
{
    return view->unit.len == 0 || unit_is_within(unit, view->unit);
}

static bool shows(const struct appraisal_view *view, const struct appraised *a)
{
    if (!a->person)
        return view->number.len == 0 && shows_unit(view, a->subject);
    return shows_unit(view, a->person->unit) &&
           (view->number.len == 0 || text_equal(view->number, a->person->number));
}

/* ---- Columns ------------------------------------------------------------------------------------------- */

static const struct column person_head[] = {
    {"number", N_("staff number"), CELL_TEXT},
    {"name", N_("name"), CELL_TEXT},
    {"unit", N_("unit"), CELL_TEXT},
    {"post", N_("post"), CELL_TEXT},
};
static const struct column unit_head[] = {{"unit", N_("unit"), CELL_TEXT}};
static const struct column middle[] = {
    {"events", N_("to take"), CELL_INT},  {"taken", N_("times taken"), CELL_INT},
    {"mean", N_("mean mark"), CELL_MARK}, {"rank", N_("rank"), CELL_INT},
    {"base", N_("base"), CELL_MARK},
};
static const struct column tail[] = {
    {"sum", N_("adjustments"), CELL_MARK},
    {"capped", N_("under the cap"), CELL_MARK},
    {"total", N_("total"), CELL_MARK},
};

struct page_columns {
    struct column *list;
    int count;
};

static void add_columns(struct page_columns *columns, const struct column *from, size_t count)
{
    memcpy(&columns->list[columns->count], from, count * sizeof *from);
    columns->count += (int)count;
}

/* One column a rule; leaders have one more, their unit's share. */
static struct page_columns columns_for(const struct appraisal_view *view, bool persons, bool leaders)
{
    enum { MORE = 20 };
    const struct appraisal_rules *rules = persons ? &view->sheet->persons : &view->sheet->units;
    struct page_columns columns = {
        arena_array(view->arena, (size_t)rules->rule_count + MORE, sizeof *columns.list), 0};
    if (persons)
        add_columns(&columns, person_head, COUNT_OF(person_head));
    else
        add_columns(&columns, unit_head, COUNT_OF(unit_head));
    add_columns(&columns, middle, COUNT_OF(middle));
    for (int r = 0; r < rules->rule_count; r++)
        columns.list[columns.count++] = (struct column){.key = arena_textf(view->arena, "rule_%d", r + 1).at,
                                                        .label = N_("rule"),
                                                        .type = CELL_MARK,
                                                        .title = rules->rules[r].title};
    if (leaders)
        columns.list[columns.count++] = (struct column){"unit_share", N_("share of the unit's"), CELL_MARK};
    add_columns(&columns, tail, COUNT_OF(tail));
    return columns;
}

/* ---- Persons, units, leaders --------------------------------------------------------------------------- */

static void fill_head(const struct appraised *a, struct cell *row, int *at)
{
    if (!a->person) {
        row[(*at)++].text = a->subject;
        return;
    }
    const struct text texts[] = {a->person->number, a->person->name, a->person->unit, a->person->post};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        row[(*at)++].text = texts[i];
}

static void fill_rules(const struct appraisal_rules *rules, const struct appraised *a, struct cell *row,
                       int *at)
{
    for (int r = 0; r < rules->rule_count; r++) {
        struct cell *cell = &row[*at + r];
        cell->none = true;
        for (int i = 0; i < a->line_count; i++)
            if (a->lines[i].rule == &rules->rules[r] && a->lines[i].known) {
                cell->none = false;
                cell->number += a->lines[i].add;
            }
    }
    *at += rules->rule_count;
}

static void fill_row(const struct appraisal_view *view, const struct appraised *a, bool leader,
                     struct cell *row)
{
    int at = 0;
    fill_head(a, row, &at);
    row[at++].number = a->events;
    row[at++].number = a->taken;
    row[at].none = !a->has_mean;
    row[at++].number = a->mean;
    row[at].none = a->rank == 0;
    row[at++].number = a->rank;
    row[at++].number = a->base;
    fill_rules(a->person ? &view->sheet->persons : &view->sheet->units, a, row, &at);
    if (leader) {
        const struct appraisal_line *share = &a->lines[a->line_count - 1];
        row[at].none = !share->known;
        row[at++].number = share->add;
    }
    row[at++].number = a->sum;
    row[at++].number = a->capped;
    row[at].number = a->total;
}

static void note_cap(const struct appraisal_cap *cap, struct text *notes, int *count, struct arena *arena)
{
    char most[MARK_TEXT_SIZE], least[MARK_TEXT_SIZE];
    if (cap->has_most)
        notes[(*count)++] =
            arena_textf(arena, _("The adjustments are at most %s."), mark_format(cap->most, most));
    if (cap->has_least)
        notes[(*count)++] =
            arena_textf(arena, _("The adjustments are at least %s."), mark_format(cap->least, least));
}

static void note_provisional(const struct appraisal_view *view, struct text *notes, int *count)
{
    struct buf open = BUF_EMPTY;
    for (int i = 0; i < view->input->open_count; i++)
        buf_addf(&open, "%s%s", i ? _(", ") : "", view->input->open[i]);
    if (open.len)
        notes[(*count)++] =
            arena_textf(view->arena, _("Provisional: not closed yet: %s."), buf_string(&open));
    if (view->input->pending)
        notes[(*count)++] = arena_textf(view->arena, _("Provisional: %lld answers wait for a marker."),
                                        (long long)view->input->pending);
    buf_finish(&open);
}

struct list { /* of appraised */
    const struct appraised *at;
    size_t count;
    const struct appraisal_cap *cap;
    const char *heading;
    bool persons, leaders;
};

static bool hand_list(const struct appraisal_view *view, const struct list *list, table_taker *take,
                      void *context, struct err *err)
{
    struct page_columns columns = columns_for(view, list->persons, list->leaders);
    struct text *notes = arena_array(view->arena, PAGE_MAX_NOTES, sizeof *notes);
    struct table_page page = {.heading = text_of(_(list->heading)), .notes = notes};
    table_init(&page.table, columns.list, columns.count);
    for (size_t i = 0; i < list->count; i++)
        if (shows(view, &list->at[i]))
            fill_row(view, &list->at[i], list->leaders, table_add(&page.table));
    note_cap(list->cap, notes, &page.note_count, view->arena);
    note_provisional(view, notes, &page.note_count);
    page.provisional = view->input->open_count || view->input->pending;
    return take(context, &page, err);
}

/* ---- Reasons ------------------------------------------------------------------------------------------- */

static const struct column reason_columns[] = {
    {"subject", N_("whom"), CELL_TEXT},    {"name", N_("name"), CELL_TEXT},
    {"rule", N_("rule"), CELL_TEXT},       {"measure", N_("measured by"), CELL_TEXT},
    {"event", N_("event"), CELL_TEXT},     {"value", N_("value"), CELL_MARK},
    {"because", N_("because"), CELL_TEXT}, {"add", N_("adds"), CELL_MARK},
};

static void add_bound(struct buf *out, const struct condition *when)
{
    char least[MARK_TEXT_SIZE], below[MARK_TEXT_SIZE];
    if (when->first && when->first == when->last)
        buf_addf(out, _("rank %d"), when->first);
    else if (when->first)
        buf_addf(out, _("ranks %d to %d"), when->first, when->last);
    else if (when->has_least && when->has_below)
        buf_addf(out, _("from %s to below %s"), mark_format(when->least, least),
                 mark_format(when->below, below));
    else if (when->has_least)
        buf_addf(out, _("at least %s"), mark_format(when->least, least));
    else if (when->has_below)
        buf_addf(out, _("below %s"), mark_format(when->below, below));
}

static struct text because(const struct appraisal_view *view, const struct appraisal_line *line)
{
    char mark[MARK_TEXT_SIZE];
    struct buf out = BUF_EMPTY;
    if (!line->known)
        buf_add_string(&out, line->rule ? _("nothing to measure") : _("the unit has no figures"));
    else if (!line->rule)
        buf_addf(&out, _("%s of the unit's adjustment"), mark_format(view->sheet->leaders.share, mark));
    else if (line->rule->counts)
        buf_addf(&out, _("%s for each"), mark_format(line->rule->each, mark));
    else if (line->band >= 0)
        add_bound(&out, &line->rule->bands[line->band].when);
    else
        buf_add_string(&out, _("no band holds"));
    struct text text = arena_text(view->arena, buf_text(&out));
    buf_finish(&out);
    return text;
}

static void add_reasons(const struct appraisal_view *view, const struct list *list, struct table *table)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct appraised *a = &list->at[i];
        for (int k = 0; shows(view, a) && k < a->line_count; k++) {
            const struct appraisal_line *line = &a->lines[k];
            if (list->leaders && line->rule)
                continue; /* told of already as the person's own */
            struct cell *row = table_add(table);
            row[0].text = a->subject;
            row[1].text = a->person ? a->person->name : text_of("");
            row[2].text = line->rule ? line->rule->title : text_of(_("share of the unit's"));
            row[3].text = text_of(line->rule ? _(measure_label(line->rule->of)) : _("adjustments"));
            row[4].text = line->event >= 0 ? view->input->titles[line->event] : text_of(_("the period"));
            row[5].none = !line->known;
            row[5].number = line->value;
            row[6].text = because(view, line);
            row[7].number = line->add;
        }
    }
}

static bool hand_reasons(const struct appraisal_view *view, const struct list *lists, size_t count,
                         table_taker *take, void *context, struct err *err)
{
    struct table_page page = {.heading = text_of(_("Each figure and its rule"))};
    table_init(&page.table, reason_columns, COUNT_OF(reason_columns));
    for (size_t i = 0; i < count; i++)
        add_reasons(view, &lists[i], &page.table);
    return take(context, &page, err);
}

/* ---- Stars and titles ---------------------------------------------------------------------------------- */

static struct text name_of(const struct appraised *a)
{
    return a->person ? a->person->name : text_of("");
}

static bool hand_stars(const struct appraisal_view *view, table_taker *take, void *context, struct err *err)
{
    const struct appraisal *appraisal = view->appraisal;
    const struct appraisal_sheet *sheet = view->sheet;
    int count = sheet->star_count + 4;
    struct column *columns = arena_array(view->arena, (size_t)count, sizeof *columns);
    columns[0] = (struct column){"subject", N_("whom"), CELL_TEXT};
    columns[1] = (struct column){"name", sheet->stars_of_persons ? N_("name") : NULL, CELL_TEXT};
    for (int s = 0; s < sheet->star_count; s++)
        columns[2 + s] = (struct column){.key = arena_textf(view->arena, "star_%d", s + 1).at,
                                         .label = N_("star"),
                                         .type = CELL_INT,
                                         .title = sheet->stars[s].title};
    columns[count - 2] = (struct column){"stars", N_("stars"), CELL_INT};
    columns[count - 1] = (struct column){"grade", N_("grade"), CELL_TEXT};
    struct table_page page = {.heading = text_of(_("Stars"))};
    table_init(&page.table, columns, count);
    size_t subjects = appraisal->star_total_count;
    for (size_t i = 0; i < subjects; i++) {
        const struct star_total *total = &appraisal->star_totals[i];
        if (!shows(view, total->subject))
            continue;
        struct cell *row = table_add(&page.table);
        row[0].text = total->subject->subject;
        row[1].text = name_of(total->subject);
        for (int s = 0; s < sheet->star_count; s++)
            row[2 + s].number = appraisal->stars[(size_t)s * subjects + i].stars;
        row[count - 2].number = total->stars;
        row[count - 1].text = total->grade ? total->grade->title : text_of("");
    }
    return take(context, &page, err);
}

static const struct column title_columns[] = {
    {"title", N_("title"), CELL_TEXT}, {"subject", N_("whom"), CELL_TEXT},    {"name", N_("name"), CELL_TEXT},
    {"given", N_("given"), CELL_BOOL}, {"because", N_("because"), CELL_TEXT},
};

/* "mean mark 86.2 (at least 85); participation % 97 (at least 100)": all conditions, or the one that failed.
 */
static struct text conditions_of(const struct appraisal_view *view, const struct merit *merit,
                                 const struct condition *all, int count)
{
    struct buf out = BUF_EMPTY;
    for (int i = 0; i < count; i++) {
        char value[MARK_TEXT_SIZE];
        if (!merit->given && i != merit->failed)
            continue;
        if (out.len)
            buf_add_string(&out, _("; "));
        const char *label = all[i].of == MEASURE_EVENT
                                ? arena_string(view->arena, view->input->titles[all[i].event])
                                : _(measure_label(all[i].of));
        struct buf bound = BUF_EMPTY;
        add_bound(&bound, &all[i]);
        buf_addf(&out, "%s %s", label, merit->known[i] ? mark_format(merit->values[i], value) : "—");
        buf_addf(&out, _(" (%s)"), buf_string(&bound));
        buf_finish(&bound);
    }
    struct text text = arena_text(view->arena, buf_text(&out));
    buf_finish(&out);
    return text;
}

static bool hand_titles(const struct appraisal_view *view, table_taker *take, void *context, struct err *err)
{
    struct table_page page = {.heading = text_of(_("Titles"))};
    table_init(&page.table, title_columns, COUNT_OF(title_columns));
    size_t at = 0;
    for (int t = 0; t < view->sheet->title_count; t++) {
        const struct appraisal_title *title = &view->sheet->titles[t];
        for (; at < view->appraisal->title_count && view->appraisal->titles[at].title == &title->title;
             at++) {
            const struct merit *merit = &view->appraisal->titles[at];
            if (!shows(view, merit->subject))
                continue;
            struct cell *row = table_add(&page.table);
            row[0].text = *merit->title;
            row[1].text = merit->subject->subject;
            row[2].text = name_of(merit->subject);
            row[3].number = merit->given;
            row[4].text = conditions_of(view, merit, title->all, title->count);
        }
    }
    return take(context, &page, err);
}

/* ---- All ----------------------------------------------------------------------------------------------- */

bool appraisal_pages(const struct appraisal_view *view, table_taker *take, void *context, struct err *err)
{
    const struct appraisal *a = view->appraisal;
    const struct appraisal_sheet *sheet = view->sheet;
    const struct {
        unsigned part;
        struct list list;
    } lists[] = {
        {PART_PERSONS, {a->persons, a->person_count, &sheet->persons.cap, N_("Persons"), true, false}},
        {PART_UNITS, {a->units, a->unit_count, &sheet->units.cap, N_("Units"), false, false}},
        {PART_LEADERS, {a->leaders, a->leader_count, &sheet->leaders.cap, N_("Leaders"), true, true}},
    };
    struct list reasons[COUNT_OF(lists)];
    size_t reason_count = 0;
    bool ok = true;
    for (size_t i = 0; ok && i < COUNT_OF(lists); i++)
        if (view->parts & lists[i].part && (lists[i].list.persons || view->number.len == 0)) {
            ok = hand_list(view, &lists[i].list, take, context, err);
            reasons[reason_count++] = lists[i].list;
        }
    if (ok && view->parts & PART_STARS && (sheet->stars_of_persons || view->number.len == 0))
        ok = hand_stars(view, take, context, err);
    if (ok && view->parts & PART_TITLES)
        ok = hand_titles(view, take, context, err);
    if (ok && view->reasons && reason_count)
        ok = hand_reasons(view, reasons, reason_count, take, context, err);
    return ok;
}
