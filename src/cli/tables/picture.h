/* What the tables are made from, read in one read transaction: the people, the events asked for, and the
 * result of each person that counts. Private to cli/tables. */
#ifndef BIWU_CLI_TABLES_PICTURE_H
#define BIWU_CLI_TABLES_PICTURE_H

#include "cli/hall.h"
#include "cli/tables/tables.h"
#include "store/attempts.h"
#include "store/people.h"

/* Somebody's attempt that counts: the best of those submitted within the period asked for. */
struct result {
    size_t person; /* index in the picture's people */
    int64_t attempt;
    mark_t mark, full;
    int64_t elapsed, submitted;
    int rank;     /* among all results of the event within the period, whatever else is filtered */
    int attempts; /* submitted by him within the period */
    int pending;
    bool passed, excellent;
    struct text examiner;
};

/* Somebody without a result who has begun. */
struct unfinished {
    size_t person;
    enum attempt_status status; /* of his last attempt: running or void, or submitted outside the period */
    struct text reason;         /* void: why */
};

enum { NO_PERSON = -1, NO_RESULT = -1 };

/* A test's results. */
struct results {
    struct result *list; /* by rank */
    size_t count;
    int32_t *of_person;            /* [people]: index in list, or NO_RESULT */
    struct unfinished *unfinished; /* by number */
    size_t unfinished_count;
    int64_t attempts; /* submitted within the period, of everybody */
    int64_t pending;  /* answers that wait for a marker, in the attempts that count */
    size_t pending_people;
};

struct picture {
    struct store *store;
    const struct table_request *request;
    struct arena *arena; /* lives as long as the pages */
    table_taker *take;
    void *context;
    struct known_person *people; /* by number */
    size_t people_count;
    struct hall_event
        *events; /* those named; or all tests that were opened or taken in the period, by opening */
    int event_count;
};

/* Reads people and events. Fails with ERR_NOT_FOUND for an event, unit, post or person that there is not, and
 * ERR_INVALID for an event named twice. */
bool picture_load(struct picture *picture, struct err *err);

/* -1: nobody has this number. */
ptrdiff_t picture_person(const struct picture *picture, struct text number);

/* The results of a test, in `arena`. */
bool results_load(const struct picture *picture, const struct hall_event *event, struct arena *arena,
                  struct results *out, struct err *err);
/* Somebody drawn for a test (or called for another) who is excused or was absent. */
struct drawn_out {
    size_t person;
    bool excused; /* else absent */
    struct text reason;
};
/* By number; none for a test whose people are not drawn. Texts in `arena`. */
bool drawn_out_load(const struct picture *picture, const struct hall_event *event, struct arena *arena,
                    struct drawn_out **out, size_t *count, struct err *err);
/* Whether each of the people (in the latest roster) may take the test, as its sheet says; [people], in
 * `arena`. */
bool *entitled_of(const struct picture *picture, const struct hall_event *event, struct arena *arena);

/* Whether the request's filters by unit, post and number let the person through. */
bool picture_shows(const struct picture *picture, size_t person);
/* The same for a result, with the filter by pass. */
bool picture_shows_result(const struct picture *picture, const struct result *result);
/* Whether anything is filtered by these. */
bool picture_is_filtered(const struct picture *picture);
/* Whether a time is in the period asked for. */
bool picture_is_in_period(const struct picture *picture, int64_t wall_ms);
/* The person's unit at the depth asked for. */
struct text picture_unit(const struct picture *picture, size_t person);
/* "王某", or what is stored when nobody in the roster has this number. */
struct text picture_name_of(const struct picture *picture, struct text number);

/* Fails with ERR_INVALID unless every event is a test. */
bool picture_must_be_tests(const struct picture *picture, struct err *err);
/* As text_nearest, for texts; -1: none. */
ptrdiff_t nearest_text(struct text word, const struct text *candidates, size_t count);

/* 100 × part / whole, rounded to one decimal; whole > 0. */
mark_t percent_of(int64_t part, int64_t whole);

#endif
