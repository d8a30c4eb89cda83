/* biwu champions: who won which edition. */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/output.h"
#include "cli/stages.h"

#include <stdio.h>
#include <stdlib.h>

static const struct column columns[] = {
    {"family", N_("competition"), CELL_TEXT}, {"edition", N_("edition"), CELL_INT},
    {"date", N_("date"), CELL_TEXT},          {"champion", N_("champion"), CELL_TEXT},
    {"unit", N_("unit"), CELL_TEXT},          {"total", N_("total"), CELL_TEXT},
    {"event", N_("event"), CELL_TEXT},
};

struct edition {
    struct text family, date, champion, unit, total, event;
    int number;
};

struct hall_of_fame {
    struct arena *arena;
    struct edition *editions; /* owned */
    size_t count, capacity;
    const struct text *families; /* only these; none: all */
    size_t family_count;
};

static bool is_wanted(const struct hall_of_fame *fame, struct text family)
{
    for (size_t i = 0; i < fame->family_count; i++)
        if (text_equal(fame->families[i], family))
            return true;
    return fame->family_count == 0;
}

static void add(struct hall_of_fame *fame, struct edition edition)
{
    if (!is_wanted(fame, edition.family))
        return;
    /* An edition told by two sheets (each repeats the past) stands once. */
    for (size_t i = 0; i < fame->count; i++)
        if (fame->editions[i].number == edition.number &&
            text_equal(fame->editions[i].family, edition.family) &&
            text_equal(fame->editions[i].champion, edition.champion))
            return;
    fame->editions = xgrow(fame->editions, &fame->capacity, fame->count + 1, sizeof *fame->editions);
    fame->editions[fame->count++] = edition;
}

static void add_past(struct hall_of_fame *fame, const struct series_sheet *sheet)
{
    for (int i = 0; i < sheet->past_count; i++)
        for (int k = 0; k < sheet->past[i].champion_count; k++)
            add(fame, (struct edition){.family = sheet->family,
                                       .number = sheet->past[i].edition,
                                       .date = sheet->past[i].date,
                                       .champion = sheet->past[i].champions[k]});
}

/* The winners of a series that is final: those of rank 1, as they were finalized. */
static bool add_final(struct hall_of_fame *fame, struct store *store, const struct event_record *event,
                      const struct series_sheet *sheet, struct err *err)
{
    struct entrant_result *rows;
    size_t count;
    char date[CLOCK_TEXT_SIZE];
    if (!entrant_results(store, event->code, fame->arena, &rows, &count, err))
        return false;
    clock_format(event->closed_at, date);
    for (size_t i = 0; i < count; i++) {
        char total[MARK_TEXT_SIZE];
        if (rows[i].rank == 1)
            add(fame,
                (struct edition){.family = sheet->family,
                                 .number = sheet->edition,
                                 .date = arena_text(fame->arena, text_make(date, 10)),
                                 .champion = rows[i].name,
                                 .unit = rows[i].unit,
                                 .total = arena_text(fame->arena, text_of(mark_format(rows[i].mark, total))),
                                 .event = event->code});
    }
    return true;
}

static int compare(const void *a, const void *b)
{
    const struct edition *x = a, *y = b;
    int families = text_compare(x->family, y->family);
    return families ? families : (x->number < y->number) - (x->number > y->number);
}

static bool collect(struct hall_of_fame *fame, struct store *store, struct err *err)
{
    struct event_record *events;
    size_t count;
    if (!event_list(store, fame->arena, &events, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct diags diags = DIAGS_EMPTY;
        struct event_sheet sheet;
        if (!text_is(events[i].kind, event_kind_name(EVENT_KIND_SERIES)))
            continue;
        bool sound = event_file_load(events[i].source, "", fame->arena, &diags, &sheet);
        diags_finish(&diags);
        if (!sound)
            continue;
        add_past(fame, &sheet.series);
        if (events[i].status == EVENT_CLOSED && !add_final(fame, store, &events[i], &sheet.series, err))
            return false;
    }
    if (fame->count)
        qsort(fame->editions, fame->count, sizeof *fame->editions, compare);
    return true;
}

bool champions_table(struct store *store, const struct text *families, size_t family_count,
                     struct arena *arena, struct table *out, struct err *err)
{
    struct hall_of_fame fame = {.families = families, .family_count = family_count, .arena = arena};
    table_init(out, columns, COUNT_OF(columns));
    bool ok = collect(&fame, store, err);
    for (size_t i = 0; ok && i < fame.count; i++) {
        struct cell *row = table_add(out);
        row[0].text = fame.editions[i].family;
        row[1].number = fame.editions[i].number;
        row[2].text = fame.editions[i].date;
        row[3].text = fame.editions[i].champion;
        row[4].text = fame.editions[i].unit;
        row[5].text = fame.editions[i].total;
        row[6].text = fame.editions[i].event;
    }
    free(fame.editions);
    if (!ok)
        table_finish(out);
    return ok;
}

static bool print(struct store *store, const char *family, const struct table_output *output, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct text wanted = text_of(family);
    struct table table;
    bool ok =
        store_begin_read(store, err) && champions_table(store, &wanted, wanted.len > 0, &arena, &table, err);
    if (ok) {
        ok = table_output_write(output, &table, err);
        table_finish(&table);
    }
    store_rollback(store);
    arena_finish(&arena);
    return ok;
}

static int run(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    struct table_output output;
    if (!table_output_parse(&output, NULL, 0, &argc, argv, &err) || argc > 1)
        return command_usage(&command_champions, "%s", argc > 1 ? _("wrong operands") : err.message);
    struct store *store = hall_open_store(cli, STORE_READ, &err);
    bool ok = store && print(store, argc ? argv[0] : "", &output, &err);
    store_close(store);
    return ok ? STATUS_OK : command_failed(&err);
}

const struct command command_champions = {
    .name = "champions",
    .usage = N_("[FAMILY] [--format table|csv|json] [-o FILE]"),
    .summary = N_("the hall of champions: who won which edition of a competition"),
    .help = N_(
        "FAMILY is the `family` of series sheets. Finalized series and the `past` of their sheets count.\n"),
    .run = run,
};
