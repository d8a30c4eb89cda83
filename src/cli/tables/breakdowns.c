/* sections and topics: how much of the marks of each part of the papers each unit or person got. */
#include "core/breakdown.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/tables/items.h"
#include "cli/tables/kinds.h"
#include "store/tally.h"

#include <stdlib.h>

/* More cells than this make no table that a person reads, and fill the memory. */
enum { CELLS_MAX = 10000000 };

/* A row: a unit, or a person. */
struct group {
    struct text unit;
    size_t person; /* by person */
    int people;    /* with a result that counts */
};

/* Which attempt counts for which group. */
struct counted {
    int64_t attempt;
    size_t group;
};

struct dissection {
    struct picture *picture;
    bool by_person, topics; /* topics: else sections */
    struct group *groups;   /* owned; in the order of the rows */
    size_t group_count;
    size_t *group_of;    /* [people], owned */
    struct text *titles; /* of the parts; owned array */
    size_t part_count, part_capacity;
    struct breakdown breakdown;
    struct item_cache items; /* topics */
    /* The test being read. */
    const struct hall_event *event;
    struct counted *counted; /* by attempt; owned */
    size_t counted_count;
    int section_items[SHEET_MAX_SECTIONS];
    bool counting; /* topics: the first walk finds which there are, the second counts */
};

static void finish(struct dissection *d)
{
    free(d->groups);
    free(d->group_of);
    free(d->titles);
    free(d->counted);
    breakdown_finish(&d->breakdown);
    item_cache_finish(&d->items);
}

/* ---- Groups ---------------------------------------------------------------------------------------------
 */

static int by_unit(const void *left, const void *right, void *context)
{
    const struct picture *picture = context;
    size_t a = *(const size_t *)left, b = *(const size_t *)right;
    int order = text_compare(picture_unit(picture, a), picture_unit(picture, b));
    return order ? order : (a > b) - (a < b);
}

/* Everybody's group, and which groups there are: of those with a result in one of the tests. */
static void make_groups(struct dissection *d, const bool *with_result)
{
    const struct picture *picture = d->picture;
    size_t *people = xcalloc(picture->people_count, sizeof *people), count = 0;
    for (size_t p = 0; p < picture->people_count; p++)
        if (with_result[p])
            people[count++] = p;
    if (count)
        qsort_r(people, count, sizeof *people, by_unit, d->picture);
    d->groups = xcalloc(count, sizeof *d->groups);
    d->group_of = xcalloc(picture->people_count, sizeof *d->group_of);
    for (size_t i = 0; i < count; i++) {
        struct text unit = picture_unit(picture, people[i]);
        if (d->by_person || i == 0 || !text_equal(d->groups[d->group_count - 1].unit, unit))
            d->groups[d->group_count++] = (struct group){unit, people[i], 0};
        d->groups[d->group_count - 1].people++;
        d->group_of[people[i]] = d->group_count - 1;
    }
    free(people);
}

/* Marks who has a result that the filters let through. */
static bool find_people(struct dissection *d, bool *with_result, struct err *err)
{
    for (int e = 0; e < d->picture->event_count; e++) {
        struct arena arena = ARENA_EMPTY;
        struct results results;
        bool ok = results_load(d->picture, &d->picture->events[e], &arena, &results, err);
        for (size_t i = 0; ok && i < results.count; i++)
            if (picture_shows_result(d->picture, &results.list[i]))
                with_result[results.list[i].person] = true;
        arena_finish(&arena);
        if (!ok)
            return false;
    }
    return true;
}

/* ---- One test's attempts --------------------------------------------------------------------------------
 */

static int by_attempt(const void *a, const void *b)
{
    const struct counted *x = a, *y = b;
    return (x->attempt > y->attempt) - (x->attempt < y->attempt);
}

static void choose_attempts(struct dissection *d, const struct results *results)
{
    free(d->counted);
    d->counted = xcalloc(results->count, sizeof *d->counted);
    d->counted_count = 0;
    for (size_t i = 0; i < results->count; i++)
        if (picture_shows_result(d->picture, &results->list[i]))
            d->counted[d->counted_count++] =
                (struct counted){results->list[i].attempt, d->group_of[results->list[i].person]};
    qsort(d->counted, d->counted_count, sizeof *d->counted, by_attempt);
    const struct test_sheet *sheet = &d->event->sheet.test;
    for (int s = 0; s < sheet->section_count; s++) {
        const struct section *section = &sheet->sections[s];
        d->section_items[s] = section->draw ? section->draw : section->item_count;
    }
}

static void count_sections(struct dissection *d, size_t group, const struct tally_slot *slots, int count)
{
    int item = -1;
    for (int i = 0; i < count; i++) {
        item += slots[i].child <= 0;
        int section = breakdown_section(d->section_items, d->event->sheet.test.section_count, item);
        breakdown_add(&d->breakdown, group, (size_t)section, slots[i].mark, slots[i].full);
    }
}

static struct text topic_of(const struct item *parent, const struct item *item)
{
    return item->topic.len ? item->topic : parent->topic;
}

static int compare_topics(const void *a, const void *b)
{
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

static void note_topic(struct dissection *d, struct text topic)
{
    d->titles = xgrow(d->titles, &d->part_capacity, d->part_count + 1, sizeof *d->titles);
    d->titles[d->part_count++] = topic;
}

/* The first walk: which topics there are. */
static bool find_topics(struct dissection *d, const struct tally_slot *slots, int count, struct err *err)
{
    for (int i = 0; i < count; i++) {
        bool seen = item_is_cached(&d->items, slots[i].revision);
        const struct item *item = seen ? NULL : item_cached(&d->items, slots[i].revision, err);
        if (seen)
            continue;
        if (!item)
            return false;
        if (item->child_count == 0)
            note_topic(d, item->topic);
        for (int k = 0; k < item->child_count; k++)
            note_topic(d, topic_of(item, &item->children[k]));
    }
    return true;
}

static void sort_topics(struct dissection *d)
{
    size_t kept = 0;
    if (d->part_count)
        qsort(d->titles, d->part_count, sizeof *d->titles, compare_topics);
    for (size_t i = 0; i < d->part_count; i++)
        if (kept == 0 || !text_equal(d->titles[kept - 1], d->titles[i]))
            d->titles[kept++] = d->titles[i];
    d->part_count = kept;
}

/* The second: how much of the marks of each was got. */
static bool count_topics(struct dissection *d, size_t group, const struct tally_slot *slots, int count,
                         struct err *err)
{
    for (int i = 0; i < count; i++) {
        const struct item *parent = item_cached(&d->items, slots[i].revision, err);
        const struct item *item =
            parent ? item_cached_child(&d->items, slots[i].revision, slots[i].child, err) : NULL;
        if (!item)
            return false;
        struct text topic = topic_of(parent, item);
        const struct text *part = bsearch(&topic, d->titles, d->part_count, sizeof topic, compare_topics);
        if (part)
            breakdown_add(&d->breakdown, group, (size_t)(part - d->titles), slots[i].mark, slots[i].full);
    }
    return true;
}

static bool visit(void *context, const struct tally_row *row, const struct tally_slot *slots, int count,
                  struct err *err)
{
    struct dissection *d = context;
    struct counted wanted = {row->attempt, 0};
    const struct counted *counted = bsearch(&wanted, d->counted, d->counted_count, sizeof wanted, by_attempt);
    if (!counted)
        return true;
    if (d->topics)
        return d->counting ? count_topics(d, counted->group, slots, count, err)
                           : find_topics(d, slots, count, err);
    count_sections(d, counted->group, slots, count);
    return true;
}

static bool read_events(struct dissection *d, struct provisional *provisional, struct err *err)
{
    for (int e = 0; e < d->picture->event_count; e++) {
        struct arena arena = ARENA_EMPTY;
        struct results results;
        d->event = &d->picture->events[e];
        bool ok = results_load(d->picture, d->event, &arena, &results, err);
        if (ok) {
            choose_attempts(d, &results);
            ok = tally_walk(d->picture->store, d->event->event.code, visit, d, err);
        }
        if (ok && provisional)
            provisional_add(provisional, d->event, &results);
        arena_finish(&arena);
        if (!ok)
            return false;
    }
    return true;
}

/* ---- The page -------------------------------------------------------------------------------------------
 */

static const struct column unit_head[] = {
    {"unit", N_("unit"), CELL_TEXT},
    {"people", N_("people"), CELL_INT},
    {"weakest", N_("weakest"), CELL_TEXT},
    {"rate", N_("all"), CELL_PERCENT},
};
static const struct column person_head[] = {
    {"number", N_("staff number"), CELL_TEXT}, {"name", N_("name"), CELL_TEXT},
    {"unit", N_("unit"), CELL_TEXT},           {"weakest", N_("weakest"), CELL_TEXT},
    {"rate", N_("all"), CELL_PERCENT},
};

static struct text title_of(const struct dissection *d, size_t part)
{
    return d->titles[part].len ? d->titles[part] : text_of(_("(no topic)"));
}

/* A topic's own words, unless another column is called so: a topic may be called "number". */
static struct text key_of(const struct dissection *d, size_t part, const struct column *columns, size_t count)
{
    struct arena *arena = d->picture->arena;
    if (!d->topics)
        return arena_textf(arena, "section_%zu", part + 1);
    struct text key = d->titles[part].len ? arena_text(arena, d->titles[part]) : text_of("none");
    for (size_t c = 0; c < count; c++)
        if (text_equal(text_of(columns[c].key), key))
            return arena_textf(arena, "topic_%zu", part + 1);
    return key;
}

static size_t make_columns(const struct dissection *d, struct column **out)
{
    struct arena *arena = d->picture->arena;
    const struct column *head = d->by_person ? person_head : unit_head;
    size_t fixed = d->by_person ? COUNT_OF(person_head) : COUNT_OF(unit_head);
    struct column *columns = arena_array(arena, fixed + d->part_count, sizeof *columns);
    memcpy(columns, head, fixed * sizeof *head);
    for (size_t i = 0; i < d->part_count; i++) {
        struct text key = key_of(d, i, columns, fixed + i);
        columns[fixed + i] = (struct column){.key = key.at,
                                             .label = N_("rate"),
                                             .type = CELL_PERCENT,
                                             .title = arena_text(arena, title_of(d, i))};
    }
    *out = columns;
    return fixed + d->part_count;
}

static void fill_rate(struct cell *cell, struct breakdown_share share)
{
    mark_t percent = 0;
    cell->none = !breakdown_rate(share, &percent);
    cell->number = percent;
}

static void add_group(struct draft *draft, const struct dissection *d, size_t g)
{
    const struct group *group = &d->groups[g];
    const struct person *person = &d->picture->people[group->person].person;
    struct cell *row = draft_row_leading(draft, d->by_person ? person->number : group->unit);
    if (d->by_person) {
        row[0].text = person->number;
        row[1].text = person->name;
        row[2].text = person->unit;
        row += 3;
    } else {
        row[0].text = group->unit;
        row[1].number = group->people;
        row += 2;
    }
    ptrdiff_t weakest = breakdown_weakest(&d->breakdown, g);
    row[0].none = weakest < 0;
    if (weakest >= 0)
        row[0].text = arena_text(draft->arena, title_of(d, (size_t)weakest));
    fill_rate(&row[1], breakdown_of_group(&d->breakdown, g));
    for (size_t i = 0; i < d->part_count; i++)
        fill_rate(&row[2 + i], breakdown_of(&d->breakdown, g, i));
}

static void chart_parts(struct draft *draft, const struct dissection *d)
{
    struct text *labels = xcalloc(d->part_count, sizeof *labels);
    double *values = xcalloc(d->part_count, sizeof *values);
    size_t count = 0;
    for (size_t i = 0; i < d->part_count; i++) {
        mark_t percent;
        if (!breakdown_rate(breakdown_of_part(&d->breakdown, i), &percent))
            continue;
        labels[count] = arena_text(draft->arena, title_of(d, i));
        values[count++] = (double)percent / MARK_ONE;
    }
    draft_bars(draft, text_of(_("Marks got, of all people together")), text_of("%"), labels, values, count,
               100);
    free(labels);
    free(values);
}

static void note_counting(struct draft *draft, const struct dissection *d)
{
    note_attempts(draft);
    draft_note(
        draft,
        _("A rate is the sum of the marks got by the sum of the full marks of the questions that were on "
          "the papers; a question without an answer counts 0."));
    draft_note(
        draft,
        _("The weakest is the one with the lowest rate; nothing stands there when all marks were got."));
    if (d->picture->event_count > 1)
        draft_note(draft, _("Tests taken together: %d."), d->picture->event_count);
    if (d->topics)
        draft_note(draft, _("Topics are those that the items had when they were drawn."));
}

static bool make_page(struct dissection *d, const char *label, struct err *err)
{
    struct draft draft;
    struct column *columns;
    size_t width = make_columns(d, &columns);
    if (d->group_count * width > CELLS_MAX)
        return err_set(err, ERR_INVALID,
                       _("%zu rows with %zu columns are too many; filter by unit, or make the table by unit"),
                       d->group_count, width);
    breakdown_init(&d->breakdown, d->group_count, d->part_count);
    draft_begin(&draft, d->picture, d->picture->arena, heading_of(d->picture, label), columns, width);
    note_counting(&draft, d);
    d->counting = true;
    struct provisional provisional = {BUF_EMPTY, BUF_EMPTY, 0};
    bool ok = read_events(d, &provisional, err);
    provisional_note(&provisional, &draft);
    if (!ok) {
        draft_drop(&draft);
        return false;
    }
    for (size_t g = 0; g < d->group_count; g++)
        add_group(&draft, d, g);
    chart_parts(&draft, d);
    return draft_hand_over(&draft, err);
}

static bool begin(struct dissection *d, struct picture *picture, bool topics, struct err *err)
{
    *d = (struct dissection){
        .picture = picture, .topics = topics, .by_person = picture->request->by == TABLE_BY_PERSON};
    item_cache_init(&d->items, picture->store);
    if (!picture_must_be_tests(picture, err))
        return false;
    bool *with_result = xcalloc(picture->people_count, sizeof *with_result);
    bool ok = find_people(d, with_result, err);
    if (ok)
        make_groups(d, with_result);
    free(with_result);
    return ok;
}

bool sections_build(struct picture *picture, struct err *err)
{
    struct dissection d;
    bool ok = begin(&d, picture, false, err);
    if (ok) {
        const struct test_sheet *sheet = &picture->events[0].sheet.test;
        d.part_count = (size_t)sheet->section_count;
        d.titles = xcalloc(d.part_count, sizeof *d.titles);
        for (size_t i = 0; i < d.part_count; i++)
            d.titles[i] = sheet->sections[i].title;
        ok = make_page(&d, N_("Sections of the paper"), err);
    }
    finish(&d);
    return ok;
}

bool topics_build(struct picture *picture, struct err *err)
{
    struct dissection d;
    bool ok = begin(&d, picture, true, err) && read_events(&d, NULL, err);
    if (ok) {
        sort_topics(&d);
        ok = make_page(&d, N_("Topics"), err);
    }
    finish(&d);
    return ok;
}
