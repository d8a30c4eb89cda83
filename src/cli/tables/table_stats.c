/* stats, warnings: a test's items, one a row, and which of them to look at. */
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "cli/tables/kinds.h"
#include "cli/tables/stats.h"
#include "cli/tables/stats_pages.h"

#include <math.h>
#include <stdlib.h>

/* ---- Items ------------------------------------------------------------------------------------------------
 */

enum item_column {
    ITEM_NAME,
    ITEM_N,
    ITEM_FACILITY,
    ITEM_SD,
    ITEM_DISCRIMINATION,
    ITEM_EFFICIENCY,
    ITEM_WEIGHT,
    ITEM_D27,
    ITEM_GUESS,
    ITEM_MEDIAN,
    ITEM_NOTICE,
    ITEM_KIND,
    ITEM_SECTION,
    ITEM_TOPIC,
    ITEM_FULL,
    ITEM_GIVEN,
    ITEM_PENDING,
    ITEM_INTENDED,
    ITEM_UPPER,
    ITEM_MIDDLE,
    ITEM_LOWER,
    ITEM_WARNINGS,
    ITEM_WARNING,
    ITEM_STEM,
    ITEM_REVISION,
};

static const struct column item_columns[] = {
    [ITEM_NAME] = {"item", N_("test item"), CELL_TEXT},
    [ITEM_N] = {"n", N_("people"), CELL_INT},
    [ITEM_FACILITY] = {"facility", N_("facility"), CELL_REAL, 2, .bar = true, .bar_full = 1},
    [ITEM_SD] = {"sd", N_("SD"), CELL_REAL, 2},
    [ITEM_DISCRIMINATION] = {"discrimination", N_("discr."), CELL_REAL, 0},
    [ITEM_EFFICIENCY] = {"efficiency", N_("effic."), CELL_REAL, 0},
    [ITEM_WEIGHT] = {"weight", N_("weight"), CELL_REAL, 1},
    [ITEM_D27] = {"d27", N_("D27"), CELL_REAL, 2},
    [ITEM_GUESS] = {"random_guess", N_("guess"), CELL_REAL, 2},
    [ITEM_MEDIAN] = {"median_seconds", N_("time (s)"), CELL_REAL, 0},
    [ITEM_NOTICE] = {"notice", N_("look at"), CELL_TEXT},
    [ITEM_KIND] = {"kind", NULL, CELL_TEXT},
    [ITEM_SECTION] = {"section", NULL, CELL_TEXT},
    [ITEM_TOPIC] = {"topic", NULL, CELL_TEXT},
    [ITEM_FULL] = {"full", NULL, CELL_MARK},
    [ITEM_GIVEN] = {"given", NULL, CELL_INT},
    [ITEM_PENDING] = {"pending", NULL, CELL_INT},
    [ITEM_INTENDED] = {"intended_weight", NULL, CELL_REAL, 1},
    [ITEM_UPPER] = {"upper", NULL, CELL_REAL, 2},
    [ITEM_MIDDLE] = {"middle", NULL, CELL_REAL, 2},
    [ITEM_LOWER] = {"lower", NULL, CELL_REAL, 2},
    [ITEM_WARNINGS] = {"warnings", NULL, CELL_TEXT},
    [ITEM_WARNING] = {"warning", NULL, CELL_TEXT},
    [ITEM_STEM] = {"stem", NULL, CELL_TEXT},
    [ITEM_REVISION] = {"revision", NULL, CELL_INT},
};

/* In a few letters, where there is no room for a sentence. */
static const char *const NOTICES[WARNING_KINDS] = {
    [WARNING_NEGATIVE] = N_("negative"), [WARNING_KEY] = N_("key?"),  [WARNING_AMBIGUOUS] = N_("ambiguous?"),
    [WARNING_EASY] = N_("easy"),         [WARNING_HARD] = N_("hard"), [WARNING_WEAK] = N_("weak"),
    [WARNING_UNCHOSEN] = N_("unchosen"),
};

static struct text notices_of(const struct analysed_item *item, bool for_people, struct arena *arena)
{
    struct buf out = BUF_EMPTY;
    for (int i = 0; i < item->warning_count; i++) {
        enum warning_kind kind = item->warnings[i].kind;
        buf_addf(&out, "%s%s", i ? " " : "", for_people ? _(NOTICES[kind]) : warning_name(kind));
    }
    struct text t = arena_text(arena, buf_text(&out));
    buf_finish(&out);
    return t;
}

static struct text sentences_of(const struct analysed_item *item, struct arena *arena)
{
    struct buf out = BUF_EMPTY;
    for (int i = 0; i < item->warning_count; i++) {
        if (i)
            buf_add_char(&out, '\n');
        warning_say(item->item, &item->warnings[i], &out);
    }
    struct text t = arena_text(arena, buf_text(&out));
    buf_finish(&out);
    return t;
}

static void fill_figures(struct cell *row, const struct analysed_item *item)
{
    const struct item_statistics *figures = item->figures;
    row[ITEM_N].number = figures->n;
    row[ITEM_FACILITY].real = figures->facility;
    row[ITEM_SD].real = figures->sd;
    row[ITEM_DISCRIMINATION].real = figures->discrimination;
    row[ITEM_EFFICIENCY].real = figures->efficiency;
    row[ITEM_WEIGHT].real = figures->weight;
    row[ITEM_D27].real = figures->d27;
    row[ITEM_GUESS].real = item->guess;
    row[ITEM_MEDIAN].real = figures->median_seconds;
    row[ITEM_FULL].number = figures->full;
    row[ITEM_GIVEN].number = figures->given;
    row[ITEM_PENDING].number = figures->pending;
    row[ITEM_INTENDED].real = figures->intended;
    row[ITEM_UPPER].real = figures->share[GROUP_UPPER];
    row[ITEM_MIDDLE].real = figures->share[GROUP_MIDDLE];
    row[ITEM_LOWER].real = figures->share[GROUP_LOWER];
    row[ITEM_REVISION].number = figures->revision;
}

static void add_item(struct draft *draft, const struct analysis *analysis, const struct analysed_item *item)
{
    const struct test_sheet *sheet = &analysis->event->sheet.test;
    struct cell *row = draft_row(draft);
    fill_figures(row, item);
    row[ITEM_NAME].text = item->name;
    row[ITEM_NOTICE].text = notices_of(item, true, draft->arena);
    row[ITEM_KIND].text = text_of(item_kind_name(item->item->kind));
    if (item->section >= 0)
        row[ITEM_SECTION].text = sheet->sections[item->section].title;
    row[ITEM_TOPIC].text = arena_text(draft->arena, item->topic);
    row[ITEM_WARNINGS].text = notices_of(item, false, draft->arena);
    row[ITEM_WARNING].text = sentences_of(item, draft->arena);
    row[ITEM_STEM].text = arena_text(draft->arena, item->item->stem);
}

static void chart_facilities(struct draft *draft, const struct analysis *analysis)
{
    size_t count = analysis->item_count;
    struct text *labels = xcalloc(count, sizeof *labels);
    double *facilities = xcalloc(count, sizeof *facilities),
           *discriminations = xcalloc(count, sizeof *facilities);
    for (size_t i = 0; i < count; i++) {
        labels[i] = analysis->items[i].name;
        facilities[i] = analysis->items[i].figures->facility;
        discriminations[i] = fmax(0, analysis->items[i].figures->discrimination);
    }
    draft_bars(draft, text_of(_("Facility of the items")), text_of(""), labels, facilities, count, 1);
    draft_bars(draft, text_of(_("Discrimination of the items (negative ones as 0)")), text_of(""), labels,
               discriminations, count, 100);
    free(labels);
    free(facilities);
    free(discriminations);
}

bool items_page(struct analysis *analysis, struct err *err)
{
    struct picture *picture = analysis->picture;
    struct draft draft;
    draft_begin(&draft, picture, picture->arena, heading_of(picture, N_("Item statistics")), item_columns,
                COUNT_OF(item_columns));
    for (size_t i = 0; i < analysis->item_count; i++)
        add_item(&draft, analysis, &analysis->items[i]);
    chart_facilities(&draft, analysis);
    note_basis(&draft, analysis);
    draft_note(
        &draft,
        _("Facility is the mean mark as a share of the full mark, of those who had the item; no response "
          "counts 0. Discrimination is the correlation of the item with the rest of the test, times 100; "
          "efficiency compares it to the best that these marks allow. “Guess” is what somebody who "
          "guesses gets on average, by the credit rule of the item's section; weight is the item's part in "
          "how far totals differ, in percent."));
    note_groups(&draft, analysis);
    if (!analysis->test.same_items)
        draft_note(&draft, _("Weights are withheld: people had different items."));
    return draft_hand_over(&draft, err);
}

/* ---- Warnings
 * ---------------------------------------------------------------------------------------------- */

static const struct column warning_columns[] = {
    {"item", N_("test item"), CELL_TEXT},
    {"facility", N_("facility"), CELL_REAL, 2},
    {"discrimination", N_("discrimination"), CELL_REAL, 0},
    {"stem", N_("stem"), CELL_TEXT},
    {"kind", NULL, CELL_TEXT},
    {"warning", N_("what was seen, and what to do"), CELL_TEXT},
};

enum { STEM_WIDTH = 24 };

/* Enough of the stem to know it by. */
static struct text beginning_of(struct text stem, struct arena *arena)
{
    for (size_t i = 0; i < stem.len; i++)
        if (stem.at[i] == '\n')
            stem.len = i;
    struct text cut = utf8_cut(stem, STEM_WIDTH);
    return cut.len < stem.len ? arena_textf(arena, "%.*s…", TEXT_ARG(cut)) : arena_text(arena, stem);
}

static void add_warning(struct draft *draft, const struct analysed_item *item, const struct warning *warning)
{
    struct buf sentence = BUF_EMPTY;
    struct cell *row = draft_row(draft);
    warning_say(item->item, warning, &sentence);
    row[0].text = item->name;
    row[1].real = item->figures->facility;
    row[2].real = item->figures->discrimination;
    row[3].text = beginning_of(item->item->stem, draft->arena);
    row[4].text = text_of(warning_name(warning->kind));
    row[5].text = arena_text(draft->arena, buf_text(&sentence));
    buf_finish(&sentence);
}

bool warnings_page(struct analysis *analysis, struct err *err)
{
    struct picture *picture = analysis->picture;
    struct draft draft;
    draft_begin(&draft, picture, picture->arena, heading_of(picture, N_("Items to look at")), warning_columns,
                COUNT_OF(warning_columns));
    for (size_t i = 0; i < analysis->item_count; i++)
        for (int k = 0; k < analysis->items[i].warning_count; k++)
            add_warning(&draft, &analysis->items[i], &analysis->items[i].warnings[k]);
    note_basis(&draft, analysis);
    if (analysis->test.n >= STATISTICS_MIN_GROUPED && draft.page.table.row_count == 0)
        draft_note(&draft, _("No item gives cause for a warning."));
    draft_note(&draft,
               _("Warnings are given of items that at least %d people had. They are reasons to look, not "
                 "verdicts: with few people chance alone gives some."),
               STATISTICS_MIN_GROUPED);
    return draft_hand_over(&draft, err);
}

/* ---- As tables
 * --------------------------------------------------------------------------------------------- */

static bool build(struct picture *picture, stats_page *page, struct err *err)
{
    struct analysis analysis;
    if (!analysis_load(picture, &analysis, err))
        return false;
    bool ok = page(&analysis, err);
    analysis_finish(&analysis);
    return ok;
}

bool stats_build(struct picture *picture, struct err *err)
{
    return build(picture, items_page, err);
}

bool warnings_build(struct picture *picture, struct err *err)
{
    return build(picture, warnings_page, err);
}

bool options_build(struct picture *picture, struct err *err)
{
    return build(picture, options_page, err);
}

bool figures_build(struct picture *picture, struct err *err)
{
    return build(picture, figures_page, err);
}

bool stats_pages(struct store *store, const struct table_request *request, unsigned pages,
                 struct arena *arena, table_taker *take, void *context, struct buf *json, struct err *err)
{
    static const struct {
        unsigned bit;
        stats_page *page;
    } all[] = {{STATS_FIGURES, figures_page},
               {STATS_WARNINGS, warnings_page},
               {STATS_ITEMS, items_page},
               {STATS_OPTIONS, options_page}};
    struct picture picture = {
        .store = store, .request = request, .arena = arena, .take = take, .context = context};
    struct analysis analysis;
    if (!picture_load(&picture, err) || !analysis_load(&picture, &analysis, err))
        return false;
    bool ok = true;
    for (size_t i = 0; ok && i < COUNT_OF(all); i++)
        if (pages & all[i].bit)
            ok = all[i].page(&analysis, err);
    if (ok && json)
        figures_to_json(&analysis, json);
    analysis_finish(&analysis);
    return ok;
}
