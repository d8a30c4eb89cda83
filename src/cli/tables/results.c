/* The results of a test: who has which attempt that counts, who has begun, who may. */
#include "base/mem.h"
#include "cli/tables/picture.h"
#include "store/draws.h"

#include <assert.h>
#include <stdlib.h>

/* While a test's attempts are read. */
struct reading {
    const struct picture *picture;
    const struct test_sheet *sheet;
    struct arena arena; /* the attempts */
    struct attempt_record *attempts;
    size_t count;
    struct standing_row *rows; /* owned; of submitted attempts: .attempt is the index in attempts */
    size_t row_count;
    int32_t *submitted; /* [people], owned: how many */
    int32_t *others;    /* [people], owned: index of the last that is not counted, or NO_RESULT */
};

static void sort_out(struct reading *reading)
{
    size_t people = reading->picture->people_count;
    reading->rows = xcalloc(reading->count, sizeof *reading->rows);
    reading->submitted = xcalloc(people, sizeof *reading->submitted);
    reading->others = xcalloc(people, sizeof *reading->others);
    memset(reading->others, 0xFF, people * sizeof *reading->others);
    for (size_t i = 0; i < reading->count; i++) {
        const struct attempt_record *a = &reading->attempts[i];
        ptrdiff_t person = picture_person(reading->picture, a->number);
        assert(person != NO_PERSON);
        if (a->status != ATTEMPT_SUBMITTED || !picture_is_in_period(reading->picture, a->ended_at)) {
            reading->others[person] = (int32_t)i;
            continue;
        }
        reading->submitted[person]++;
        reading->rows[reading->row_count++] =
            (struct standing_row){.person = reading->picture->people[person].person,
                                  .marks = a->mark,
                                  .elapsed = a->elapsed,
                                  .submitted = a->ended_at,
                                  .attempt = (int64_t)i};
    }
}

static struct result result_of(const struct reading *reading, const struct standing_row *row,
                               struct arena *arena)
{
    const struct attempt_record *a = &reading->attempts[row->attempt];
    size_t person = (size_t)picture_person(reading->picture, a->number);
    return (struct result){
        .person = person,
        .attempt = a->id,
        .mark = a->mark,
        .full = a->full,
        .elapsed = a->elapsed,
        .submitted = a->ended_at,
        .rank = row->rank,
        .attempts = reading->submitted[person],
        .pending = a->pending,
        .passed = a->passed,
        .excellent = a->mark >= sheet_excellent(reading->sheet),
        .examiner = a->examiner.len ? arena_text(arena, a->examiner) : a->examiner,
    };
}

static void keep_results(struct reading *reading, struct arena *arena, struct results *out)
{
    size_t people = reading->picture->people_count;
    out->attempts = (int64_t)reading->row_count;
    out->count =
        standing_best(reading->rows, reading->row_count, reading->sheet->rank, reading->sheet->rank_count);
    out->list = arena_array(arena, out->count, sizeof *out->list);
    out->of_person = arena_array(arena, people, sizeof *out->of_person);
    memset(out->of_person, 0xFF, people * sizeof *out->of_person);
    for (size_t i = 0; i < out->count; i++) {
        out->list[i] = result_of(reading, &reading->rows[i], arena);
        out->of_person[out->list[i].person] = (int32_t)i;
        out->pending += out->list[i].pending;
        out->pending_people += out->list[i].pending > 0;
    }
}

static void keep_unfinished(const struct reading *reading, struct arena *arena, struct results *out)
{
    size_t people = reading->picture->people_count, count = 0;
    for (size_t p = 0; p < people; p++)
        count += reading->others[p] >= 0 && reading->submitted[p] == 0;
    out->unfinished = arena_array(arena, count, sizeof *out->unfinished);
    for (size_t p = 0; p < people; p++) {
        if (reading->others[p] < 0 || reading->submitted[p])
            continue;
        const struct attempt_record *a = &reading->attempts[reading->others[p]];
        out->unfinished[out->unfinished_count++] =
            (struct unfinished){p, a->status, arena_text(arena, a->void_reason)};
    }
}

bool results_load(const struct picture *picture, const struct hall_event *event, struct arena *arena,
                  struct results *out, struct err *err)
{
    struct reading reading = {.picture = picture, .sheet = &event->sheet.test, .arena = ARENA_EMPTY};
    *out = (struct results){0};
    bool ok = attempt_list(picture->store, event->event.code, text_of(""), &reading.arena, &reading.attempts,
                           &reading.count, err);
    if (ok) {
        sort_out(&reading);
        keep_results(&reading, arena, out);
        keep_unfinished(&reading, arena, out);
    }
    free(reading.rows);
    free(reading.submitted);
    free(reading.others);
    arena_finish(&reading.arena);
    return ok;
}

/* ---- Who may --------------------------------------------------------------------------------------------
 */

bool *entitled_of(const struct picture *picture, const struct hall_event *event, struct arena *arena)
{
    const struct who *who = &event->sheet.test.who;
    /* A list of numbers may be as long as the roster: each is looked up, not everybody in the list. */
    struct who by_rule = *who;
    by_rule.number_count = 0;
    bool *entitled = arena_array(arena, picture->people_count, sizeof *entitled);
    for (size_t i = 0; i < picture->people_count; i++)
        entitled[i] = picture->people[i].active && who_includes(&by_rule, &picture->people[i].person);
    for (int i = 0; i < who->number_count; i++) {
        ptrdiff_t person = picture_person(picture, who->numbers[i]);
        if (person != NO_PERSON)
            entitled[person] = picture->people[person].active;
    }
    return entitled;
}

bool drawn_out_load(const struct picture *picture, const struct hall_event *event, struct arena *arena,
                    struct drawn_out **out, size_t *count, struct err *err)
{
    struct draw draw;
    *out = NULL;
    *count = 0;
    if (event->sheet.test.who.draw.len == 0)
        return true;
    bool ok = draw_fold(picture->store, event->sheet.test.who.draw, &draw, err);
    if (ok)
        *out = arena_array(arena, (size_t)draw.pool_count, sizeof **out);
    for (int64_t i = 0; ok && i < draw.pool_count && draw.members; i++) {
        enum draw_standing standing = draw.members[i].standing;
        ptrdiff_t person = picture_person(picture, draw.pool[i].number);
        if (person != NO_PERSON && (standing == DRAW_IS_EXCUSED || standing == DRAW_IS_ABSENT))
            (*out)[(*count)++] = (struct drawn_out){(size_t)person, standing == DRAW_IS_EXCUSED,
                                                    arena_text(arena, draw.members[i].reason)};
    }
    draw_finish(&draw);
    return ok;
}
