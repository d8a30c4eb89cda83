/* figures: a test as a whole; options: who chose what. */
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "cli/tables/kinds.h"
#include "cli/tables/stats_pages.h"

#include <math.h>
#include <stddef.h>

/* ---- Notes --------------------------------------------------------------------------------------------- */

void note_basis(struct draft *draft, const struct analysis *analysis)
{
    const struct table_request *request = analysis->picture->request;
    const struct test_statistics *test = &analysis->test;
    if (request->attempts == ATTEMPTS_BEST)
        note_attempts(draft);
    else if (request->attempts == ATTEMPTS_FIRST)
        draft_note(draft, _("Each person's first submitted attempt counts; void attempts do not."));
    else
        draft_note(
            draft,
            _("All submitted attempts count, %lld of %zu people, as if each were another person's: where "
              "people tried more than once the figures are not valid without reservation."),
            (long long)test->n, analysis->people);
    if (analysis->event->event.status != EVENT_CLOSED)
        draft_provisional(draft, _("Provisional: %.*s is not closed, more results may come."),
                          TEXT_ARG(analysis->event->event.title));
    if (test->pending)
        draft_provisional(
            draft,
            _("Provisional: in %lld of %lld attempts answers in words wait for a marker; they count 0 "
              "so far."),
            (long long)test->pending, (long long)test->n);
    if (test->n == 0)
        draft_note(draft, _("Nobody has a result yet."));
    else if (test->n < STATISTICS_STABLE)
        draft_note(
            draft,
            _("Fewer than %d results: the figures are unstable, one person more can change them much."),
            STATISTICS_STABLE);
}

void note_groups(struct draft *draft, const struct analysis *analysis)
{
    if (analysis->test.grouped)
        draft_note(
            draft,
            _("Upper and lower group have %d %% of the people each, the thirds a third each, by total mark; "
              "people with the total at a group's edge all count with the same fraction, so that each "
              "group has exactly its size."),
            STATISTICS_GROUP_PERCENT);
    else if (analysis->test.n < STATISTICS_MIN_GROUPED)
        draft_note(draft,
                   _("Figures by upper and lower group are withheld: there are fewer than %d results."),
                   STATISTICS_MIN_GROUPED);
    else
        draft_note(draft, _("Figures by upper and lower group are withheld: all have the same total."));
}

/* ---- The test --------------------------------------------------------------------------------------------
 */

struct figure {
    const char *key, *label, *meaning; /* English msgids but the key */
    size_t at;                         /* of a double in test_statistics */
    int64_t needs;                     /* people */
};

static const struct figure figures[] = {
    {"mean", N_("mean"), N_("the average of the totals"), offsetof(struct test_statistics, mean), 1},
    {"median", N_("median"), N_("half of the people have at least this, half at most"),
     offsetof(struct test_statistics, median), 1},
    {"sd", N_("standard deviation"), N_("how far totals lie from the mean (with n − 1)"),
     offsetof(struct test_statistics, sd), 2},
    {"skewness", N_("skewness"), N_("below 0: a tail of low totals; above 0: a tail of high ones"),
     offsetof(struct test_statistics, skewness), 3},
    {"kurtosis", N_("kurtosis"), N_("0 as in a normal distribution; above 0: a higher peak and longer tails"),
     offsetof(struct test_statistics, kurtosis), 4},
    {"alpha", N_("alpha"),
     N_("reliability, 1 at best: 0.75 or more is satisfactory, below 0.64 the test needs work"),
     offsetof(struct test_statistics, alpha), 2},
    {"error_ratio", N_("error ratio"), N_("how much of the standard deviation is chance, in percent"),
     offsetof(struct test_statistics, error_ratio), 2},
    {"standard_error", N_("standard error"), N_("a person's total is uncertain by about so many marks"),
     offsetof(struct test_statistics, standard_error), 2},
};

static double value_of(const struct test_statistics *test, const struct figure *figure)
{
    double value;
    memcpy(&value, (const char *)test + figure->at, sizeof value);
    return value;
}

static const char *const WITHHELD[] = {
    [ALPHA_DIFFERENT] =
        N_("withheld: the forms differ in their number of places or in the full marks of these"),
    [ALPHA_FEW_PEOPLE] = N_("withheld: it needs at least two results"),
    [ALPHA_FEW_ITEMS] = N_("withheld: it needs at least two items that count"),
    [ALPHA_SAME_TOTALS] = N_("withheld: all have the same total"),
};

static struct text reason_of(const struct test_statistics *test, const struct figure *figure,
                             struct arena *arena)
{
    bool of_alpha = figure->at >= offsetof(struct test_statistics, alpha);
    if (test->n < figure->needs)
        return arena_textf(arena,
                           ngettext("withheld: it needs at least %lld result",
                                    "withheld: it needs at least %lld results", (unsigned long)figure->needs),
                           (long long)figure->needs);
    return text_of(_(of_alpha ? WITHHELD[test->basis] : WITHHELD[ALPHA_SAME_TOTALS]));
}

static const struct column figure_columns[] = {
    {"figure", NULL, CELL_TEXT},
    {"name", N_("figure"), CELL_TEXT},
    {"value", N_("value"), CELL_REAL, 3},
    {"meaning", N_("what it says"), CELL_TEXT},
};

static void note_alpha(struct draft *draft, const struct test_statistics *test)
{
    if (test->basis == ALPHA_PLACES)
        draft_note(draft, _("Alpha is over the places of the form, for people had different items."));
    else if (test->basis == ALPHA_ITEMS && test->dichotomous)
        draft_note(draft, _("Every mark is nothing or full: alpha is KR-20."));
}

bool figures_page(struct analysis *analysis, struct err *err)
{
    struct picture *picture = analysis->picture;
    const struct test_statistics *test = &analysis->test;
    char full[MARK_TEXT_SIZE], best[MARK_TEXT_SIZE], worst[MARK_TEXT_SIZE];
    struct draft draft;
    draft_begin(&draft, picture, picture->arena, heading_of(picture, N_("Test statistics")), figure_columns,
                COUNT_OF(figure_columns));
    for (size_t i = 0; i < COUNT_OF(figures); i++) {
        struct cell *row = draft_row(&draft);
        row[0].text = text_of(figures[i].key);
        row[1].text = text_of(_(figures[i].label));
        row[2].real = value_of(test, &figures[i]);
        row[3].text = isnan(row[2].real) ? reason_of(test, &figures[i], picture->arena)
                                         : text_of(_(figures[i].meaning));
    }
    draft_histogram(&draft, text_of(_("How many people have which marks")), test->totals, (size_t)test->n,
                    test->full);
    if (test->n)
        draft_note(&draft, _("%lld results, from %s to %s of %s marks."), (long long)test->n,
                   mark_format(test->worst, worst), mark_format(test->best, best),
                   mark_format(test->full, full));
    note_basis(&draft, analysis);
    note_alpha(&draft, test);
    return draft_hand_over(&draft, err);
}

static void add_real(struct buf *out, const char *name, double value)
{
    json_add_name(out, name);
    if (isfinite(value))
        buf_addf(out, "%.15g", value);
    else
        buf_add_string(out, "null");
}

static void add_mark(struct buf *out, const char *name, mark_t mark)
{
    char text[MARK_TEXT_SIZE];
    json_add_name(out, name);
    buf_add_string(out, mark_format(mark, text));
}

void figures_to_json(const struct analysis *analysis, struct buf *out)
{
    static const char *const attempts[] = {"best", "first", "all"};
    static const char *const bases[] = {
        [ALPHA_ITEMS] = "items",
        [ALPHA_PLACES] = "places",
        [ALPHA_DIFFERENT] = "none: the forms differ",
        [ALPHA_FEW_PEOPLE] = "none: fewer than two results",
        [ALPHA_FEW_ITEMS] = "none: fewer than two items that count",
        [ALPHA_SAME_TOTALS] = "none: all have the same total",
    };
    const struct test_statistics *test = &analysis->test;
    buf_add_char(out, '{');
    json_add_member(out, "event", analysis->event->event.code);
    json_add_member(out, "attempts", text_of(attempts[analysis->picture->request->attempts]));
    json_add_member_int(out, "n", test->n);
    json_add_member_int(out, "people", (int64_t)analysis->people);
    json_add_member_int(out, "pending", test->pending);
    add_mark(out, "full", test->full);
    add_mark(out, "best", test->best);
    add_mark(out, "worst", test->worst);
    for (size_t i = 0; i < COUNT_OF(figures); i++)
        add_real(out, figures[i].key, value_of(test, &figures[i]));
    json_add_member(out, "alpha_over", text_of(bases[test->basis]));
    json_add_member_bool(out, "same_items", test->same_items);
    json_add_member_bool(out, "stable", test->n >= STATISTICS_STABLE);
    buf_add_char(out, '}');
}

/* ---- Options ---------------------------------------------------------------------------------------------
 */

enum option_column {
    OPTION_ITEM,
    OPTION_NAME,
    OPTION_KEY,
    OPTION_COUNT,
    OPTION_SHARE,
    OPTION_UPPER,
    OPTION_TEXT = OPTION_UPPER + STATISTICS_GROUPS
};

static const struct column option_columns[] = {
    [OPTION_ITEM] = {"item", N_("test item"), CELL_TEXT},
    [OPTION_NAME] = {"option", N_("option"), CELL_TEXT},
    [OPTION_KEY] = {"key", N_("key"), CELL_BOOL},
    [OPTION_COUNT] = {"count", N_("people"), CELL_INT},
    [OPTION_SHARE] = {"share", N_("share of people"), CELL_PERCENT, .bar = true, .bar_full = 100},
    [OPTION_UPPER + GROUP_UPPER] = {"upper", N_("upper"), CELL_PERCENT},
    [OPTION_UPPER + GROUP_MIDDLE] = {"middle", N_("middle"), CELL_PERCENT},
    [OPTION_UPPER + GROUP_LOWER] = {"lower", N_("lower"), CELL_PERCENT},
    [OPTION_TEXT] = {"text", N_("text"), CELL_TEXT},
};

static void fill_share(struct cell *cell, double share)
{
    cell->none = !isfinite(share);
    if (!cell->none)
        cell->number = mark_round(llround(share * 100 * MARK_ONE), 1);
}

static struct cell *add_choice(struct draft *draft, const struct analysed_item *item, int64_t count,
                               const double shares[STATISTICS_GROUPS])
{
    struct cell *row = draft_row(draft);
    row[OPTION_ITEM].text = item->name;
    row[OPTION_COUNT].number = count;
    fill_share(&row[OPTION_SHARE], item->figures->n ? (double)count / (double)item->figures->n : NAN);
    for (int g = 0; g < STATISTICS_GROUPS; g++)
        fill_share(&row[OPTION_UPPER + g], shares[g]);
    return row;
}

static void add_options(struct draft *draft, const struct analysed_item *item)
{
    int count = statistics_option_count(item->item);
    uint32_t key = statistics_key(item->item);
    struct buf name = BUF_EMPTY;
    for (int i = 0; i < count; i++) {
        const struct option_statistics *option = &item->figures->options[i];
        struct cell *row = add_choice(draft, item, option->count, option->share);
        buf_clear(&name);
        statistics_option_name(item->item, i, &name);
        row[OPTION_NAME].text = arena_text(draft->arena, buf_text(&name));
        row[OPTION_KEY].number = key >> i & 1;
        if (item->item->kind != ITEM_TRUEFALSE)
            row[OPTION_TEXT].text = arena_text(draft->arena, item->item->options[i]);
    }
    buf_finish(&name);
    if (count) {
        int64_t without = item->figures->n - item->figures->given;
        struct cell *row = add_choice(draft, item, without, item->figures->blank);
        row[OPTION_KEY].none = true;
        row[OPTION_TEXT].text = text_of(_("(no response)"));
    }
}

bool options_page(struct analysis *analysis, struct err *err)
{
    struct picture *picture = analysis->picture;
    struct draft draft;
    draft_begin(&draft, picture, picture->arena, heading_of(picture, N_("Who chose what")), option_columns,
                COUNT_OF(option_columns));
    for (size_t i = 0; i < analysis->item_count; i++)
        add_options(&draft, &analysis->items[i]);
    note_basis(&draft, analysis);
    draft_note(&draft,
               _("Shares are of those who had the item, overall and of each third by total mark. Options "
                 "stand in the bank's order, whatever order people saw."));
    note_groups(&draft, analysis);
    return draft_hand_over(&draft, err);
}
