/* scores: one row a person, of one test. */
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/tables/kinds.h"

#include <stdlib.h>

static const struct column columns[] = {
    {"rank", N_("rank"), CELL_INT},
    {"number", N_("staff number"), CELL_TEXT},
    {"name", N_("name"), CELL_TEXT},
    {"unit", N_("unit"), CELL_TEXT},
    {"post", N_("post"), CELL_TEXT},
    {"mark", N_("mark"), CELL_MARK},
    {"full", N_("full mark"), CELL_MARK},
    {"passed", N_("passed"), CELL_BOOL},
    {"excellent", N_("excellent"), CELL_BOOL},
    {"elapsed_seconds", N_("time used"), CELL_DURATION},
    {"submitted_at", N_("submitted at"), CELL_TIME},
    {"attempts", N_("attempts"), CELL_INT},
    {"examiner", N_("oral examiner"), CELL_TEXT},
    {"pending", N_("answers to mark"), CELL_INT},
};

static void add_result(struct draft *draft, const struct result *result)
{
    const struct person *person = &draft->picture->people[result->person].person;
    struct cell *row = draft_row_leading(draft, person->number);
    row[0].number = result->rank;
    row[1].text = person->number;
    row[2].text = person->name;
    row[3].text = person->unit;
    row[4].text = person->post;
    row[5].number = result->mark;
    row[6].number = result->full;
    row[7].number = result->passed;
    row[8].number = result->excellent;
    row[9].number = result->elapsed;
    row[10].number = result->submitted;
    row[11].number = result->attempts;
    row[12].text =
        result->examiner.len ? picture_name_of(draft->picture, result->examiner) : result->examiner;
    row[13].number = result->pending;
}

/* Of the rows shown. */
struct sums {
    mark_t *marks; /* owned */
    size_t count, passed, excellent;
    mark_t sum;
    bool again, oral, pending; /* whether anybody tried twice, was examined orally, waits for a marker */
};

static void add_rows(struct draft *draft, const struct results *results, struct sums *sums)
{
    sums->marks = xcalloc(results->count, sizeof *sums->marks);
    for (size_t i = 0; i < results->count; i++) {
        const struct result *result = &results->list[i];
        if (!picture_shows_result(draft->picture, result))
            continue;
        add_result(draft, result);
        sums->marks[sums->count++] = result->mark;
        sums->sum += result->mark;
        sums->passed += result->passed;
        sums->excellent += result->excellent;
        sums->again = sums->again || result->attempts > 1;
        sums->oral = sums->oral || result->examiner.len;
        sums->pending = sums->pending || result->pending;
    }
}

static void note_sums(struct draft *draft, const struct test_sheet *sheet, const struct sums *sums)
{
    char mean[MARK_TEXT_SIZE], pass[MARK_TEXT_SIZE], excellent[MARK_TEXT_SIZE], passed[MARK_TEXT_SIZE],
        shone[MARK_TEXT_SIZE];
    if (sums->count == 0)
        return;
    draft_note(
        draft,
        _("Results here: %zu; average %s; passed with %s marks or more: %zu (%s %%); excellent with %s or "
          "more: %zu (%s %%)."),
        sums->count, mark_format(mark_ratio(sums->sum, 1, (int64_t)sums->count, 2), mean),
        mark_format(sheet->pass, pass), sums->passed,
        mark_format(percent_of((int64_t)sums->passed, (int64_t)sums->count), passed),
        mark_format(sheet_excellent(sheet), excellent), sums->excellent,
        mark_format(percent_of((int64_t)sums->excellent, (int64_t)sums->count), shone));
}

static void note_rank(struct draft *draft, const struct test_sheet *sheet)
{
    static const char *const names[] = {
        [RANK_MARKS] = N_("marks"),
        [RANK_ELAPSED] = N_("time used (less first)"),
        [RANK_SUBMITTED] = N_("time of submission (earlier first)"),
    };
    struct buf keys = BUF_EMPTY;
    for (int i = 0; i < sheet->rank_count; i++)
        buf_addf(&keys, "%s%s", i ? _(", then ") : "", _(names[sheet->rank[i]]));
    draft_note(draft, _("Ranked by %s; results equal in all of it share a rank (1 2 2 4)."),
               buf_string(&keys));
    buf_finish(&keys);
}

static void note_counts(struct draft *draft, const struct hall_event *event, const struct results *results)
{
    const struct picture *picture = draft->picture;
    const bool *entitled = entitled_of(picture, event, picture->arena);
    size_t may = 0, did = 0;
    for (size_t i = 0; i < picture->people_count; i++) {
        may += entitled[i];
        did += entitled[i] && results->of_person[i] != NO_RESULT;
    }
    draft_note(draft, _("May take the test: %zu; of these have a result: %zu; attempts submitted: %lld."),
               may, did, (long long)results->attempts);
    if (results->count > did)
        draft_note(draft, _("Results of people who may not (or no longer) take it, also listed: %zu."),
                   results->count - did);
    if (picture_is_filtered(picture))
        draft_note(draft, _("Ranks are those among all results, shown or not: %zu."), results->count);
    note_rank(draft, &event->sheet.test);
}

static bool build_one(struct picture *picture, struct err *err)
{
    struct provisional provisional = {BUF_EMPTY, BUF_EMPTY, 0};
    const struct hall_event *event = &picture->events[0];
    struct results results;
    struct draft draft;
    struct sums sums = {0};
    if (!results_load(picture, event, picture->arena, &results, err))
        return false;
    draft_begin(&draft, picture, picture->arena, heading_of(picture, N_("Scores")), columns,
                COUNT_OF(columns));
    draft_column(&draft, "mark")->bar_full = (double)event->sheet.test.full / MARK_ONE;
    add_rows(&draft, &results, &sums);
    if (!sums.again)
        draft_hide(&draft, "attempts");
    if (!sums.oral)
        draft_hide(&draft, "examiner");
    if (!sums.pending)
        draft_hide(&draft, "pending");
    draft_histogram(&draft, text_of(_("How many people have which marks")), sums.marks, sums.count,
                    event->sheet.test.full);
    note_attempts(&draft);
    note_sums(&draft, &event->sheet.test, &sums);
    free(sums.marks);
    note_counts(&draft, event, &results);
    provisional_add(&provisional, event, &results);
    provisional_note(&provisional, &draft);
    return draft_hand_over(&draft, err);
}

bool scores_build(struct picture *picture, struct err *err)
{
    if (picture->event_count > 1)
        return scores_together(picture, err);
    return (picture->events[0].sheet.kind == EVENT_KIND_TEST ? build_one : scores_of_stage)(picture, err);
}
