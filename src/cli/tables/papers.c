/* papers: everything about one person's paper, a page a person. The pages are made and handed over one by
 * one, so that the papers of a hundred thousand people take no more memory than one. */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/tables/items.h"
#include "cli/tables/kinds.h"
#include "core/breakdown.h"
#include "store/rulings.h"
#include "store/settled.h"

#include <stdio.h>
#include <stdlib.h>

static const struct column columns[] = {
    {"event", NULL, CELL_TEXT},
    {"number", NULL, CELL_TEXT},
    {"name", NULL, CELL_TEXT},
    {"question", N_("question"), CELL_INT},
    {"section", N_("section"), CELL_TEXT},
    {"bank", NULL, CELL_TEXT},
    {"item", N_("item id"), CELL_TEXT},
    {"kind", N_("kind"), CELL_TEXT},
    {"stem", N_("stem"), CELL_TEXT},
    {"chosen", N_("options chosen, points found"), CELL_TEXT},
    {"response", N_("response"), CELL_TEXT},
    {"key", N_("key"), CELL_TEXT},
    {"mark", N_("mark"), CELL_MARK},
    {"full", N_("full mark"), CELL_MARK},
    {"rule", N_("rule"), CELL_TEXT},
    {"pending", NULL, CELL_BOOL},
};

/* One test's papers. */
struct printing {
    const struct picture *picture;
    const struct hall_event *event;
    const struct results *results;
    struct item_cache *items;
    struct rulings rulings;
    struct settled_mark *settled;
    size_t settled_count;
    struct markbook marks; /* of answers in words */
    int section_items[SHEET_MAX_SECTIONS];
    struct arena *page; /* cleared after each page, unless it is the request's only one */
};

/* A paper as it was marked: the responses, their items, and a form to mark again for the rules' names. */
struct paper {
    struct response_record *responses;
    const struct item **items; /* [count] */
    const struct item **parents;
    struct slot *slots;
    struct marking *markings;
    size_t count;
};

static int child_of(const struct item *item, struct text id)
{
    for (int i = 0; i < item->child_count; i++)
        if (text_equal(item->children[i].id, id))
            return i;
    return -1;
}

static mark_t full_of(const struct printing *printing, const struct item *parent, int child, int section)
{
    mark_t full = printing->event->sheet.test.sections[section].marks, parts[ITEM_MAX_CHILDREN] = {0};
    if (child < 0)
        return full;
    marking_split(full, parent, printing->event->sheet.test.decimals, parts);
    return parts[child];
}

static bool load_slots(const struct printing *printing, struct paper *paper, struct err *err)
{
    const struct test_sheet *sheet = &printing->event->sheet.test;
    paper->items = arena_array(printing->page, paper->count, sizeof *paper->items);
    paper->parents = arena_array(printing->page, paper->count, sizeof *paper->parents);
    paper->slots = arena_array(printing->page, paper->count, sizeof *paper->slots);
    int item = -1;
    for (size_t i = 0; i < paper->count; i++) {
        const struct response_record *response = &paper->responses[i];
        const struct item *parent = item_cached(printing->items, response->revision, err);
        if (!parent)
            return false;
        int child = parent->kind == ITEM_CASE ? child_of(parent, response->item) : -1;
        item += child <= 0;
        int section = breakdown_section(printing->section_items, sheet->section_count, item);
        paper->parents[i] = parent;
        paper->items[i] = child < 0 ? parent : &parent->children[child];
        paper->slots[i] = (struct slot){.revision = response->revision,
                                        .bank = response->bank,
                                        .id = response->item,
                                        .child = child,
                                        .section = section,
                                        .kind = paper->items[i]->kind,
                                        .full = full_of(printing, parent, child, section)};
    }
    return true;
}

/* Marks the responses again, for the names of the rules: the marks themselves are those recorded. */
static void mark_again(const struct printing *printing, const struct result *result, struct paper *paper)
{
    struct attempt attempt;
    attempt_init(&attempt);
    attempt.form = (struct form){paper->slots, (int)paper->count};
    attempt.answers = arena_array(printing->page, paper->count, sizeof *attempt.answers);
    for (size_t i = 0; i < paper->count; i++) {
        struct text response = paper->responses[i].response;
        char *own = arena_alloc(printing->page, response.len + 1);
        memcpy(own, response.len ? response.at : "", response.len);
        attempt.answers[i].text = response.len ? own : NULL;
    }
    struct marking_basis basis = {
        .sheet = &printing->event->sheet.test,
        .items = paper->items,
        .rulings = &printing->rulings,
        .settled = settled_find(printing->settled, printing->settled_count, result->attempt,
                                (int)paper->count, printing->page),
    };
    paper->markings = arena_array(printing->page, paper->count, sizeof *paper->markings);
    attempt_mark(&attempt, &basis, paper->markings);
}

/* ---- Cells ----------------------------------------------------------------------------------------------
 */

/* "A 一年; C 三年": the options that a response names, in the bank's order; empty for other kinds. */
static struct text chosen_options(const struct printing *printing, const struct item *item,
                                  struct text response)
{
    struct response read;
    struct buf out = BUF_EMPTY;
    bool options = item->kind == ITEM_SINGLE || item->kind == ITEM_MULTIPLE || item->kind == ITEM_SPOT;
    if (options && response_parse(item, response, printing->page, &read, NULL) && read.given) {
        for (int i = 0; i < item->option_count; i++) {
            if (!(read.chosen >> i & 1))
                continue;
            buf_add_string(&out, out.len ? "; " : "");
            if (item->kind == ITEM_SPOT)
                buf_addf(&out, "%d ", i + 1);
            else
                buf_addf(&out, "%c ", 'A' + i);
            buf_add_text(&out, item->options[i]);
        }
    }
    struct text text = arena_text(printing->page, buf_text(&out));
    buf_finish(&out);
    return text;
}

/* "张某: 要点一; 要点三", a line a marker: what each of them found in an answer in words. */
static struct text points_found(const struct printing *printing, const struct item *item, int64_t attempt,
                                int slot)
{
    const struct script *script = markbook_find(&printing->marks, attempt, slot);
    struct buf out = BUF_EMPTY;
    for (int m = 0; script && m < script->mark_count; m++) {
        const struct script_mark *mark = &script->marks[m];
        bool any = false;
        buf_add_string(&out, m ? "\n" : "");
        buf_add_text(&out, picture_name_of(printing->picture, mark->marker));
        buf_add_string(&out, ": ");
        for (int i = 0; i < item->point_count; i++) {
            if (!(mark->points >> i & 1))
                continue;
            buf_add_string(&out, any ? "; " : "");
            buf_add_text(&out, item->points[i].text);
            any = true;
        }
        buf_add_string(&out, any ? "" : _("none"));
    }
    struct text text = arena_text(printing->page, buf_text(&out));
    buf_finish(&out);
    return text;
}

/* The key; under a ruling with other keys all of them. */
static struct text key_of(const struct printing *printing, const struct slot *slot, const struct item *item)
{
    const struct ruling *ruling = rulings_of_item(&printing->rulings, slot->bank, slot->id);
    struct buf out = BUF_EMPTY;
    bool ruled = ruling && ruling->kind == RULING_KEY;
    if (ruled)
        ruling_add_keys(ruling, item, &out);
    else
        response_format_key(item, &out);
    struct text key = ruled ? buf_text(&out) : response_for_people(item, buf_text(&out));
    struct text text = arena_text(printing->page, key);
    buf_finish(&out);
    return text;
}

/* A case's material stands before its first question. */
static struct text stem_of(const struct printing *printing, const struct paper *paper, size_t i)
{
    const struct item *parent = paper->parents[i], *item = paper->items[i];
    if (paper->slots[i].child != 0 || parent->stimulus.len + parent->stem.len == 0)
        return item->stem;
    return arena_textf(printing->page, "%.*s%s%.*s\n%.*s", TEXT_ARG(parent->stimulus),
                       parent->stimulus.len && parent->stem.len ? "\n" : "", TEXT_ARG(parent->stem),
                       TEXT_ARG(item->stem));
}

static void add_slot(struct draft *draft, const struct printing *printing, const struct person *person,
                     int64_t attempt, const struct paper *paper, size_t i)
{
    const struct slot *slot = &paper->slots[i];
    const struct response_record *response = &paper->responses[i];
    const struct item *item = paper->items[i];
    const struct marking *marking = &paper->markings[i];
    struct cell *row = draft_row(draft);
    row[0].text = printing->event->event.code;
    row[1].text = person->number;
    row[2].text = person->name;
    row[3].number = (int64_t)i + 1;
    row[4].text = printing->event->sheet.test.sections[slot->section].title;
    row[5].text = response->bank;
    row[6].text = response->item;
    row[7].text = text_of(_(item_kind_label(item->kind)));
    row[8].text = stem_of(printing, paper, i);
    row[9].text = item->kind == ITEM_SHORT ? points_found(printing, item, attempt, (int)i)
                                           : chosen_options(printing, item, response->response);
    row[10].text = response_for_people(item, response->response);
    row[11].text = key_of(printing, slot, item);
    row[12].number = response->mark;
    row[13].number = response->full;
    row[14].text = text_of(marking->rule ? _(marking->rule) : "");
    row[15].number = marking->pending;
}

/* ---- The page -------------------------------------------------------------------------------------------
 */

static void note_paper(struct draft *draft, const struct printing *printing, const struct result *result)
{
    char mark[MARK_TEXT_SIZE], full[MARK_TEXT_SIZE], pass[MARK_TEXT_SIZE], used[CLOCK_TEXT_SIZE],
        submitted[CLOCK_TEXT_SIZE];
    draft_note(draft, _("%s of %s marks, pass at %s: %s; rank %d of %zu; time used %s; submitted %s."),
               mark_format(result->mark, mark), mark_format(result->full, full),
               mark_format(printing->event->sheet.test.pass, pass),
               result->passed ? _("passed") : _("not passed"), result->rank, printing->results->count,
               clock_format_duration(result->elapsed / 1000 * 1000, used),
               clock_format(result->submitted, submitted));
    if (result->examiner.len)
        draft_note(draft, _("Oral test; the examiner was %.*s."),
                   TEXT_ARG(picture_name_of(printing->picture, result->examiner)));
    if (result->pending)
        draft_provisional(draft,
                          _("Provisional: answers in words that wait for a marker and count 0 so far: %d."),
                          result->pending);
    if (printing->rulings.count)
        draft_note(draft, _("Rulings made on this test: %d; the keys and marks are those after them."),
                   printing->rulings.count);
    draft_note(draft, _("Letters are those of the bank's order, whatever order was shown."));
    if (result->attempts > 1)
        draft_note(draft, _("The best of several attempts: %d."), result->attempts);
}

static bool print_paper(const struct printing *printing, const struct result *result, struct err *err)
{
    const struct person *person = &printing->picture->people[result->person].person;
    struct paper paper = {0};
    struct draft draft;
    if (!response_rows(printing->picture->store, result->attempt, printing->page, &paper.responses,
                       &paper.count, err) ||
        !load_slots(printing, &paper, err))
        return false;
    mark_again(printing, result, &paper);
    struct text heading =
        arena_textf(printing->page, "%.*s · %.*s %.*s · %.*s", TEXT_ARG(printing->event->event.title),
                    TEXT_ARG(person->number), TEXT_ARG(person->name), TEXT_ARG(person->unit));
    draft_begin(&draft, printing->picture, printing->page, heading, columns, COUNT_OF(columns));
    for (size_t i = 0; i < paper.count; i++)
        add_slot(&draft, printing, person, result->attempt, &paper, i);
    note_paper(&draft, printing, result);
    return draft_hand_over(&draft, err);
}

static int by_unit(const void *left, const void *right, void *context)
{
    const struct picture *picture = context;
    const struct result *a = *(const struct result *const *)left, *b = *(const struct result *const *)right;
    int order = text_compare(picture->people[a->person].person.unit, picture->people[b->person].person.unit);
    return order ? order : (a->person > b->person) - (a->person < b->person);
}

/* Those shown, unit by unit, as papers are filed. */
static const struct result **choose(struct picture *picture, const struct results *results, size_t *count)
{
    const struct result **chosen = xcalloc(results->count, sizeof *chosen);
    *count = 0;
    for (size_t i = 0; i < results->count; i++)
        if (picture_shows_result(picture, &results->list[i]))
            chosen[(*count)++] = &results->list[i];
    if (*count)
        qsort_r(chosen, *count, sizeof *chosen, by_unit, picture);
    return chosen;
}

static bool print_event(struct picture *picture, const struct hall_event *event, struct item_cache *items,
                        size_t *pages, struct err *err)
{
    struct arena arena = ARENA_EMPTY, page = ARENA_EMPTY;
    struct results results;
    struct printing printing = {.picture = picture, .event = event, .results = &results, .items = items};
    /* Of one person the page may live on; of many it goes when it was taken. */
    bool one = picture->request->number.len > 0;
    markbook_init(&printing.marks);
    printing.page = one ? picture->arena : &page;
    const struct test_sheet *sheet = &event->sheet.test;
    for (int s = 0; s < sheet->section_count; s++)
        printing.section_items[s] =
            sheet->sections[s].draw ? sheet->sections[s].draw : sheet->sections[s].item_count;
    bool ok = results_load(picture, event, &arena, &results, err) &&
              rulings_load(picture->store, event->event.code, &arena, &printing.rulings, err) &&
              settled_load(picture->store, event->event.code, &arena, &printing.settled,
                           &printing.settled_count, err) &&
              marking_fold(picture->store, event->event.code, &printing.marks, err);
    size_t count = 0;
    const struct result **chosen = ok ? choose(picture, &results, &count) : NULL;
    for (size_t i = 0; ok && i < count; i++) {
        ok = print_paper(&printing, chosen[i], err);
        arena_clear(&page);
    }
    *pages += count;
    free(chosen);
    markbook_finish(&printing.marks);
    arena_finish(&page);
    arena_finish(&arena);
    return ok;
}

bool papers_build(struct picture *picture, struct err *err)
{
    struct item_cache items;
    struct draft draft;
    size_t pages = 0;
    bool ok = picture_must_be_tests(picture, err);
    item_cache_init(&items, picture->store);
    for (int e = 0; ok && e < picture->event_count; e++)
        ok = print_event(picture, &picture->events[e], &items, &pages, err);
    item_cache_finish(&items);
    if (!ok || pages)
        return ok;
    draft_begin(&draft, picture, picture->arena, heading_of(picture, N_("Papers")), columns,
                COUNT_OF(columns));
    draft_note(&draft, _("Nobody has a result here."));
    return draft_hand_over(&draft, err);
}
