/* biwu explain: how a person's mark came about. */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/output.h"
#include "cli/results.h"
#include "cli/stages.h"
#include "store/banks.h"
#include "store/rulings.h"
#include "store/settled.h"

#include <stdio.h>
#include <stdlib.h>

static const struct column columns[] = {
    {"question", N_("question"), CELL_INT},  {"section", N_("section"), CELL_TEXT},
    {"item", N_("item id"), CELL_TEXT},      {"kind", N_("kind"), CELL_TEXT},
    {"response", N_("response"), CELL_TEXT}, {"key", N_("key"), CELL_TEXT},
    {"share", N_("share"), CELL_TEXT},       {"mark", N_("mark"), CELL_MARK},
    {"full", N_("full mark"), CELL_MARK},    {"rule", N_("rule"), CELL_TEXT},
    {"mark_before", NULL, CELL_MARK},        {"full_before", NULL, CELL_MARK},
};
/* The same with what the marks were before rulings, where there are any. */
enum { COLUMN_BEFORE = 10, COLUMNS = 12 };

struct explaining {
    struct store *store;
    const struct event_and_sheet *event;
    const struct table_output *output;
    struct arena arena;
    struct ruling_record *rulings;
    size_t ruling_count;
    const struct settled *settled; /* of the attempt's slots; NULL: none */
};

static bool load_items(struct explaining *e, const struct form *form, const struct item ***out,
                       struct err *err)
{
    size_t count = (size_t)form->count;
    int64_t *revisions = arena_array(&e->arena, count, sizeof *revisions);
    struct item *items = arena_array(&e->arena, count, sizeof *items);
    *out = arena_array(&e->arena, count, sizeof **out);
    for (size_t i = 0; i < count; i++)
        revisions[i] = form->slots[i].revision;
    if (!items_load(e->store, revisions, count, &e->arena, items, err))
        return false;
    for (size_t i = 0; i < count; i++)
        (*out)[i] = form->slots[i].child < 0 ? &items[i] : &items[i].children[form->slots[i].child];
    return true;
}

static void add_slot(struct explaining *e, struct table *table, const struct attempt *attempt, int i,
                     const struct item *item, const struct marking *marking, const struct marking *before)
{
    const struct slot *slot = &attempt->form.slots[i];
    struct text response = text_of(attempt->answers[i].text ? attempt->answers[i].text : "");
    struct buf key = BUF_EMPTY;
    response_format_key(item, &key);
    bool for_people = e->output->format == TABLE_TEXT;
    struct cell *row = table_add(table);
    row[0].number = i + 1;
    row[1].text = e->event->sheet.sections[slot->section].title;
    row[2].text = slot->id;
    row[3].text = text_of(for_people ? _(item_kind_label(item->kind)) : item_kind_name(item->kind));
    row[4].text = arena_text(&e->arena, for_people ? response_for_people(item, response) : response);
    row[5].text =
        arena_text(&e->arena, for_people ? response_for_people(item, buf_text(&key)) : buf_text(&key));
    row[6].text = arena_textf(&e->arena, "%d/%d", marking->part, marking->whole);
    row[7].number = marking->mark;
    row[8].number = marking->full;
    row[9].text = text_of(for_people ? _(marking->rule) : marking->rule);
    row[COLUMN_BEFORE].number = before->mark;
    row[COLUMN_BEFORE + 1].number = before->full;
    buf_finish(&key);
}

static void print_heading(const struct explaining *e, const struct attempt_record *record,
                          const struct person_record *person)
{
    char mark[MARK_TEXT_SIZE], full[MARK_TEXT_SIZE], pass[MARK_TEXT_SIZE], used[CLOCK_TEXT_SIZE];
    printf(_("%.*s %.*s, %.*s\n"), TEXT_ARG(person->person.number), TEXT_ARG(person->person.name),
           TEXT_ARG(person->person.unit));
    printf(_("%.*s, attempt %d: %s of %s marks, pass at %s: %s; time used %s\n"),
           TEXT_ARG(e->event->sheet.title), record->nth, mark_format(record->mark, mark),
           mark_format(record->full, full), mark_format(e->event->sheet.pass, pass),
           record->passed ? _("passed") : _("not passed"),
           clock_format_duration(record->elapsed / 1000 * 1000, used));
    if (record->status == ATTEMPT_VOID)
        printf(_("This attempt is void: %.*s\n"), TEXT_ARG(record->void_reason));
    putchar('\n');
}

/* ---- Rulings ------------------------------------------------------------------------------------------- */

static mark_t mark_under(struct explaining *e, const struct attempt *attempt, const struct item *const *items,
                         size_t rulings, struct marking *markings)
{
    struct rulings made = rulings_first(e->rulings, rulings, &e->arena);
    struct marking_basis basis = {&e->event->sheet, items, &made, e->settled};
    return attempt_mark(attempt, &basis, markings).mark;
}

/* The attempt's item that is ruled on; NULL: it has none such, or a section is ruled on. */
static const struct item *item_ruled(const struct attempt *attempt, const struct item *const *items,
                                     const struct ruling *ruling)
{
    for (int i = 0; i < attempt->form.count; i++)
        if (text_equal(attempt->form.slots[i].id, ruling->id) &&
            text_equal(attempt->form.slots[i].bank, ruling->bank))
            return items[i];
    return NULL;
}

/* What each ruling did to this attempt, in order. */
static void print_rulings(struct explaining *e, const struct attempt *attempt,
                          const struct item *const *items)
{
    struct marking *scratch = arena_array(&e->arena, (size_t)attempt->form.count, sizeof *scratch);
    mark_t before = mark_under(e, attempt, items, 0, scratch);
    for (size_t i = 0; i < e->ruling_count; i++) {
        const struct ruling_record *made = &e->rulings[i];
        char when[CLOCK_TEXT_SIZE], from[MARK_TEXT_SIZE], to[MARK_TEXT_SIZE];
        struct buf sentence = BUF_EMPTY;
        mark_t after = mark_under(e, attempt, items, i + 1, scratch);
        ruling_sentence(&made->ruling, item_ruled(attempt, items, &made->ruling), &sentence);
        printf(_("Ruling %zu (%s, by %.*s): %s; %.*s. Mark %s before, %s after.\n"), i + 1,
               clock_format_minute(made->at, when), TEXT_ARG(made->actor), buf_string(&sentence),
               TEXT_ARG(made->ruling.reason), mark_format(before, from), mark_format(after, to));
        buf_finish(&sentence);
        before = after;
    }
    if (e->ruling_count)
        putchar('\n');
}

static bool load_rulings(struct explaining *e, const struct attempt_record *record, int slots,
                         struct err *err)
{
    return rulings_list(e->store, e->event->event.code, &e->arena, &e->rulings, &e->ruling_count, err) &&
           settled_of_attempt(e->store, e->event->event.code, record->id, slots, &e->arena, &e->settled, err);
}

/* With rulings, people see the marks before them too. */
static void choose_columns(const struct explaining *e, struct column *own)
{
    memcpy(own, columns, sizeof columns);
    if (e->ruling_count) {
        own[COLUMN_BEFORE].label = N_("mark before rulings");
        own[COLUMN_BEFORE + 1].label = N_("full mark before rulings");
    }
}

static bool print_attempt(struct explaining *e, const struct attempt_record *record,
                          const struct person_record *person, const struct attempt *attempt,
                          const struct item *const *items, struct err *err)
{
    size_t slots = (size_t)attempt->form.count;
    struct marking *before = arena_array(&e->arena, slots, sizeof *before);
    struct marking *markings = arena_array(&e->arena, slots, sizeof *markings);
    struct column own[COLUMNS];
    struct table table;
    choose_columns(e, own);
    table_init(&table, own, COLUMNS);
    mark_under(e, attempt, items, 0, before);
    mark_under(e, attempt, items, e->ruling_count, markings);
    for (int i = 0; i < attempt->form.count; i++)
        add_slot(e, &table, attempt, i, items[i], &markings[i], &before[i]);
    if (e->output->format == TABLE_TEXT && !e->output->path) {
        print_heading(e, record, person);
        print_rulings(e, attempt, items);
    }
    bool ok = table_output_write(e->output, &table, err);
    table_finish(&table);
    return ok;
}

static bool explain_attempt(struct explaining *e, const struct attempt_record *record,
                            const struct person_record *person, struct err *err)
{
    struct attempt attempt;
    attempt_init(&attempt);
    const struct item **items;
    bool ok = attempt_fold(e->store, record, &attempt, err) && load_items(e, &attempt.form, &items, err) &&
              load_rulings(e, record, attempt.form.count, err) &&
              print_attempt(e, record, person, &attempt, items, err);
    attempt_finish(&attempt);
    return ok;
}

/* The attempt to explain: the one asked for, else the one that counts (the best submitted), else the last. */
static const struct attempt_record *choose(struct explaining *e, const struct attempt_record *records,
                                           size_t count, int64_t nth, struct err *err)
{
    const struct attempt_record *chosen = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct attempt_record *r = &records[i];
        if (r->status == ATTEMPT_RUNNING || (nth && r->nth != nth))
            continue;
        bool better = !chosen || (r->status == ATTEMPT_SUBMITTED && chosen->status != ATTEMPT_SUBMITTED) ||
                      (r->status == chosen->status && r->mark > chosen->mark);
        chosen = better ? r : chosen;
    }
    if (!chosen)
        err_set(err, ERR_NOT_FOUND, _("there is no finished attempt of this person at %.*s"),
                TEXT_ARG(e->event->event.code));
    return chosen;
}

static bool explain_person(struct explaining *e, const char *number, int64_t nth, struct err *err)
{
    struct person_record person;
    struct attempt_record *records;
    size_t count;
    bool ok = person_find(e->store, text_of(number), &e->arena, &person, err) &&
              attempt_list(e->store, e->event->event.code, text_of(number), &e->arena, &records, &count, err);
    const struct attempt_record *chosen = ok ? choose(e, records, count, nth, err) : NULL;
    return chosen && explain_attempt(e, chosen, &person, err);
}

static bool explain(struct store *store, const char *code, const char *who, int64_t nth,
                    const struct table_output *output, struct err *err)
{
    struct hall_event any;
    struct event_and_sheet test;
    struct explaining e = {.store = store, .event = &test, .output = output};
    bool ok = store_begin_read(store, err) && hall_load_event(store, code, &e.arena, &any, err) &&
              stage_fill_names(store, &any.sheet, &e.arena, err);
    if (ok && any.sheet.kind == EVENT_KIND_TEST) {
        test = (struct event_and_sheet){any.event, any.sheet.test};
        ok = explain_person(&e, who, nth, err);
    } else if (ok) {
        ok = explain_stage(store, &any, text_of(who), &e.arena, output, err);
    }
    store_rollback(store);
    arena_finish(&e.arena);
    return ok;
}

static int run(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    struct table_output output;
    const char *attempt = NULL;
    int64_t nth = 0;
    const struct option_spec specs[] = {{"--attempt", 0, NULL, &attempt}};
    if (!table_output_parse(&output, specs, 1, &argc, argv, &err))
        return command_usage(&command_explain, "%s", err.message);
    if (argc != 2 || (attempt && !text_to_int(text_of(attempt), 1, 1000, &nth)))
        return command_usage(&command_explain, _("name one event and one person or team"));
    struct store *store = hall_open_store(cli, STORE_READ, &err);
    bool ok = store && explain(store, argv[0], argv[1], nth, &output, &err);
    store_close(store);
    return ok ? STATUS_OK : command_failed(&err);
}

const struct command command_explain = {
    .name = "explain",
    .usage = N_("EVENT NUMBER|TEAM [--attempt N] [--format table|csv|json] [-o FILE]"),
    .summary = N_("how a mark came about: each response, ruling, judge or part with its rule"),
    .help = N_("  --attempt N   that person's Nth attempt; else the one that counts\n"),
    .run = run,
};
