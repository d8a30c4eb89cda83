/* missing: who may take a test and has no result, and why. */
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/tables/kinds.h"

#include <stdlib.h>

static const struct column columns[] = {
    {"event", N_("event"), CELL_TEXT},   {"number", N_("staff number"), CELL_TEXT},
    {"name", N_("name"), CELL_TEXT},     {"unit", N_("unit"), CELL_TEXT},
    {"post", N_("post"), CELL_TEXT},     {"status", NULL, CELL_TEXT},
    {"reason", N_("reason"), CELL_TEXT}, {"detail", N_("reason given"), CELL_TEXT},
};

/* Why there is no result. */
enum why { WHY_NOT_BEGUN, WHY_RUNNING, WHY_VOID, WHY_OTHER_TIME, WHY_EXCUSED, WHY_ABSENT };

static const struct {
    const char *status; /* for machines */
    const char *reason;
} whys[] = {
    [WHY_NOT_BEGUN] = {"not-begun", N_("has not begun")},
    [WHY_RUNNING] = {"running", N_("is taking it now")},
    [WHY_VOID] = {"void", N_("declared void")},
    [WHY_OTHER_TIME] = {"other-time", N_("submitted outside the period")},
    [WHY_EXCUSED] = {"excused", N_("excused from the draw")},
    [WHY_ABSENT] = {"absent", N_("absent from the draw")},
};

/* Of one person at one test. */
struct absence {
    enum why why;
    struct text detail;
    bool listed;
};

static void add_person(struct draft *draft, const struct hall_event *event, size_t p,
                       const struct absence *absence)
{
    const struct person *person = &draft->picture->people[p].person;
    struct cell *row = draft_row_leading(draft, person->number);
    row[0].text = event->event.code;
    row[1].text = person->number;
    row[2].text = person->name;
    row[3].text = person->unit;
    row[4].text = person->post;
    row[5].text = text_of(whys[absence->why].status);
    row[6].text = text_of(_(whys[absence->why].reason));
    row[7].text = absence->detail;
}

static enum why why_of(enum attempt_status status)
{
    return status == ATTEMPT_RUNNING ? WHY_RUNNING : status == ATTEMPT_VOID ? WHY_VOID : WHY_OTHER_TIME;
}

/* Who is entitled and has no result; and who was drawn and is excused or absent. */
static bool find_absences(const struct picture *picture, const struct hall_event *event,
                          const struct results *results, const bool *entitled, struct absence *out,
                          struct err *err)
{
    struct drawn_out *drawn;
    size_t drawn_count;
    if (!drawn_out_load(picture, event, picture->arena, &drawn, &drawn_count, err))
        return false;
    for (size_t p = 0; p < picture->people_count; p++)
        out[p].listed = entitled[p] && results->of_person[p] == NO_RESULT;
    for (size_t i = 0; i < results->unfinished_count; i++) {
        const struct unfinished *unfinished = &results->unfinished[i];
        out[unfinished->person].why = why_of(unfinished->status);
        out[unfinished->person].detail = arena_text(picture->arena, unfinished->reason);
    }
    for (size_t i = 0; i < drawn_count; i++)
        if (results->of_person[drawn[i].person] == NO_RESULT)
            out[drawn[i].person] =
                (struct absence){drawn[i].excused ? WHY_EXCUSED : WHY_ABSENT, drawn[i].reason, true};
    return true;
}

/* Over all tests of the table. */
struct missing {
    struct draft draft;
    struct provisional provisional;
    size_t may;
};

static bool add_event(struct missing *missing, const struct hall_event *event, struct err *err)
{
    const struct picture *picture = missing->draft.picture;
    struct arena arena = ARENA_EMPTY;
    struct results results;
    const bool *entitled = entitled_of(picture, event, &arena);
    struct absence *absences = xcalloc(picture->people_count, sizeof *absences);
    bool ok = results_load(picture, event, &arena, &results, err) &&
              find_absences(picture, event, &results, entitled, absences, err);
    for (size_t p = 0; ok && p < picture->people_count; p++) {
        if (!picture_shows(picture, p))
            continue;
        missing->may += entitled[p];
        if (absences[p].listed)
            add_person(&missing->draft, event, p, &absences[p]);
    }
    if (ok)
        provisional_add(&missing->provisional, event, &results);
    free(absences);
    arena_finish(&arena);
    return ok;
}

bool missing_build(struct picture *picture, struct err *err)
{
    struct missing missing = {.provisional = {BUF_EMPTY, BUF_EMPTY, 0}};
    struct draft *draft = &missing.draft;
    bool ok = true;
    if (!picture_must_be_tests(picture, err))
        return false;
    draft_begin(draft, picture, picture->arena, heading_of(picture, N_("Who is missing")), columns,
                COUNT_OF(columns));
    if (picture->event_count == 1)
        draft_hide(draft, "event");
    for (int e = 0; ok && e < picture->event_count; e++)
        ok = add_event(&missing, &picture->events[e], err);
    draft_note(draft, _("Tests: %d; listed: %zu; may take them: %zu."), picture->event_count,
               draft->page.table.row_count, missing.may);
    draft_note(draft,
               _("Listed are those who may take the test and have no submitted attempt that counts, in order "
                 "of staff number, and those drawn for it who are excused or were absent."));
    provisional_note(&missing.provisional, draft);
    if (ok)
        return draft_hand_over(draft, err);
    draft_drop(draft);
    return false;
}
