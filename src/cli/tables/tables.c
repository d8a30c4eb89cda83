#include "cli/tables/tables.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/tables/kinds.h"

/* What a request may ask of a table. */
enum {
    ASKS_PASS = 1,
    ASKS_DEPTH = 2,
    ASKS_UNIT = 4,   /* a row may be one */
    ASKS_EVENT = 8,  /* a row may be one */
    ASKS_PEOPLE = 16 /* knows people and units */
};

/* In the order of `biwu table`. The kinds and the builders stand in two tables, for the kinds are handed out.
 */
static const struct table_kind kinds[] = {
    {"scores", N_("Scores"), .many_events = true},
    {"units", N_("Units ranked"), .many_events = true, .tests_only = true},
    {"missing", N_("Who is missing"), .many_events = true, .no_event = true, .tests_only = true},
    {"sections", N_("Sections of the paper"), .tests_only = true, .by_person = true},
    {"topics", N_("Topics"), .many_events = true, .no_event = true, .tests_only = true, .by_person = true},
    {"papers", N_("Papers"), .many_events = true, .tests_only = true},
    {"ledger", N_("Ledger of tests"), .many_events = true, .no_event = true, .tests_only = true,
     .by_person = true},
    {"champions", N_("Champions"), .many_events = true, .no_event = true, .families = true},
    {"figures", N_("Test statistics"), .tests_only = true},
    {"stats", N_("Item statistics"), .tests_only = true},
    {"options", N_("Who chose what"), .tests_only = true},
    {"warnings", N_("Items to look at"), .tests_only = true},
};

struct builder {
    table_builder *build;
    unsigned asks;
};
static const struct builder builders[COUNT_OF(kinds)] = {
    {scores_build, ASKS_PASS | ASKS_PEOPLE},
    {units_build, ASKS_DEPTH | ASKS_PEOPLE},
    {missing_build, ASKS_PEOPLE},
    {sections_build, ASKS_PASS | ASKS_DEPTH | ASKS_UNIT | ASKS_PEOPLE},
    {topics_build, ASKS_PASS | ASKS_DEPTH | ASKS_UNIT | ASKS_PEOPLE},
    {papers_build, ASKS_PASS | ASKS_PEOPLE},
    {ledger_build, ASKS_EVENT | ASKS_PEOPLE},
    {champions_build, 0},
    {figures_build, ASKS_PEOPLE},
    {stats_build, ASKS_PEOPLE},
    {options_build, ASKS_PEOPLE},
    {warnings_build, ASKS_PEOPLE},
};

const struct table_kind *table_kinds(size_t *count)
{
    *count = COUNT_OF(kinds);
    return kinds;
}

const struct table_kind *table_kind_find(struct text name)
{
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (text_is(name, kinds[i].name))
            return &kinds[i];
    return NULL;
}

static bool no_table(struct text name, struct err *err)
{
    const char *names[COUNT_OF(kinds)];
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        names[i] = kinds[i].name;
    int nearest = text_nearest(name, names, COUNT_OF(kinds));
    if (nearest >= 0)
        return err_set(err, ERR_NOT_FOUND, _("there is no table %.*s; did you mean %s?"), TEXT_ARG(name),
                       names[nearest]);
    struct buf all = BUF_EMPTY;
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        buf_addf(&all, "%s%s", i ? _(", ") : "", names[i]);
    err_set(err, ERR_NOT_FOUND, _("there is no table %.*s; there are %s"), TEXT_ARG(name), buf_string(&all));
    buf_finish(&all);
    return false;
}

static bool check_by(const struct table_request *request, const struct table_kind *kind, unsigned asks,
                     struct err *err)
{
    bool by_unit = asks & ASKS_UNIT, by_event = asks & ASKS_EVENT;
    if (request->by == TABLE_BY_DEFAULT || (request->by == TABLE_BY_UNIT && by_unit) ||
        (request->by == TABLE_BY_EVENT && by_event) || (request->by == TABLE_BY_PERSON && kind->by_person))
        return true;
    if (by_unit)
        return err_set(err, ERR_INVALID, _("the table %.*s is made by unit or by person"),
                       TEXT_ARG(request->name));
    if (by_event)
        return err_set(err, ERR_INVALID, _("the table %.*s is made by event or by person"),
                       TEXT_ARG(request->name));
    return err_set(err, ERR_INVALID, _("the table %.*s is made in one way only; leave --by out"),
                   TEXT_ARG(request->name));
}

/* Whether the table knows what the request asks of it: silently leaving a filter out would be a lie. */
static bool check_request(const struct table_request *request, const struct table_kind *kind, unsigned asks,
                          struct err *err)
{
    bool people =
        request->unit.len || request->post.len || request->number.len || request->from || request->to;
    if (request->event_count == 0 && !kind->no_event)
        return err_set(err, ERR_INVALID, _("name an event for the table %s; `biwu event list` shows them"),
                       kind->name);
    if (request->event_count > 1 && !kind->many_events)
        return err_set(err, ERR_INVALID, _("the table %s is about one event"), kind->name);
    if (request->pass != PASS_ANY && !(asks & ASKS_PASS))
        return err_set(err, ERR_INVALID, _("the table %s cannot be filtered by who passed"), kind->name);
    if (request->depth && !(asks & ASKS_DEPTH))
        return err_set(err, ERR_INVALID, _("the table %s has no depth of units"), kind->name);
    if (people && !(asks & ASKS_PEOPLE))
        return err_set(err, ERR_INVALID, _("the table %s cannot be filtered by people or period"),
                       kind->name);
    return check_by(request, kind, asks, err);
}

bool tables_build(struct store *store, const struct table_request *request, struct arena *arena,
                  table_taker *take, void *context, struct err *err)
{
    const struct table_kind *kind = table_kind_find(request->name);
    if (!kind)
        return no_table(request->name, err);
    const struct builder *builder = &builders[kind - kinds];
    struct picture picture = {
        .store = store, .request = request, .arena = arena, .take = take, .context = context};
    if (!check_request(request, kind, builder->asks, err))
        return false;
    /* Families of competitions are no events, and no people take part in them as people. */
    if ((builder->asks & ASKS_PEOPLE) && !picture_load(&picture, err))
        return false;
    return builder->build(&picture, err);
}

/* ---- Shared by the builders -----------------------------------------------------------------------------
 */

struct text heading_of(const struct picture *picture, const char *label)
{
    if (picture->event_count == 1)
        return arena_textf(picture->arena, "%.*s · %s", TEXT_ARG(picture->events[0].event.title), _(label));
    return text_of(_(label));
}

void note_attempts(struct draft *draft)
{
    const struct table_request *request = draft->picture->request;
    if (request->from || request->to)
        draft_note(draft,
                   _("Each person's best attempt submitted within the period counts; void attempts do not."));
    else
        draft_note(draft, _("Each person's best submitted attempt counts; void attempts do not."));
}

static void add_title(struct buf *titles, const struct hall_event *event)
{
    if (titles->len)
        buf_add_string(titles, _(", "));
    buf_add_text(titles, event->event.title);
}

void provisional_add(struct provisional *provisional, const struct hall_event *event,
                     const struct results *results)
{
    if (event->event.status != EVENT_CLOSED)
        add_title(&provisional->open, event);
    if (results->pending)
        add_title(&provisional->marking, event);
    provisional->pending += results->pending;
}

void provisional_note(struct provisional *provisional, struct draft *draft)
{
    if (provisional->open.len)
        draft_provisional(draft, _("Provisional: not closed, more results may come: %s."),
                          buf_string(&provisional->open));
    if (provisional->marking.len)
        draft_provisional(draft,
                          _("Provisional: answers in words wait for a marker and count 0 so far (%lld): %s."),
                          (long long)provisional->pending, buf_string(&provisional->marking));
    buf_finish(&provisional->open);
    buf_finish(&provisional->marking);
}
