/* The marking of answers in words (阅卷) of one test, as a state machine: which points each marker found in
 * which answer, and what is settled by that. decide says what a command would do now; apply folds an event
 * in.
 *
 * An answer in one slot of one attempt is a script. Marked twice, by two markers neither of whom sees the
 * other's mark, it is settled with their mean when the two differ by no more than the policy allows, else by
 * the mark of a third. Marked once, or ticked by the examiner of an oral test, it is settled at once. Until
 * another has marked it too a marker may change his own mark: later he could find out the other's by trying
 * when the two agree. Reopening forgets its marks; the journal keeps them. */
#ifndef BIWU_CORE_MARKBOOK_H
#define BIWU_CORE_MARKBOOK_H

#include "core/attempt.h"

enum { MARKBOOK_MARKS = 3 /* of one script */, MARKBOOK_SECRET_MAX = 128, MARKBOOK_NOTE_MAX = 1000 };

struct script_mark {
    struct text marker;
    uint32_t points; /* bit i: the item's point i was found */
    mark_t mark;     /* what they are worth, in the item's own marks */
    struct text note;
    uint32_t n; /* of the event that gave it */
};

struct script {
    int64_t attempt;
    int slot;
    int64_t token;            /* > 0: what markers call it by; says nothing about person or time */
    struct text author, item; /* the candidate's number, empty while not known; "bank/id" */
    bool waiting;             /* the answer of an ended attempt that the rules leave to markers */
    bool ticked, reopened;    /* marks[0] is the examiner's; its marks were once forgotten */
    struct script_mark marks[MARKBOOK_MARKS];
    int mark_count;
    int changes; /* marks given since the first, or since it was reopened */
    struct settled settled;
};

struct markbook {
    struct text secret;     /* tokens are computed from it; empty: not begun */
    struct script *scripts; /* in the order in which they became known; owned */
    size_t count, capacity;
    uint32_t *index; /* by attempt and slot: number in scripts + 1, 0: free; owned */
    size_t index_size;
    uint32_t n;         /* events applied */
    struct arena arena; /* of the texts */
};

enum markbook_event_kind { MARKBOOK_BEGAN, MARKBOOK_MARKED, MARKBOOK_TICKED, MARKBOOK_REOPENED };
enum { MARKBOOK_EVENT_KINDS = MARKBOOK_REOPENED + 1 };

struct markbook_event {
    enum markbook_event_kind kind;
    struct text secret; /* BEGAN */
    int64_t attempt;
    int slot;
    struct text item, marker; /* MARKED, TICKED */
    uint32_t points;
    mark_t mark, whole;     /* what the points found are worth, and what all of the item's are */
    struct settled settled; /* what follows from it */
    struct text note;       /* MARKED */
    struct text reason;     /* REOPENED */
};

enum markbook_command_kind { MARKBOOK_BEGIN, MARKBOOK_MARK, MARKBOOK_TICK, MARKBOOK_REOPEN };

struct markbook_command {
    enum markbook_command_kind kind;
    struct text secret;
    int64_t attempt;
    int slot;
    const struct item *item; /* MARK, TICK: of kind short */
    struct text name;        /* its "bank/id" */
    struct text author;      /* of the answer */
    struct text marker;
    uint32_t points;
    struct text note, reason;
};

enum { MARKBOOK_CHANGES_MOST = 200 };
enum markbook_refusal {
    MARKBOOK_OK,
    MARKBOOK_ALREADY, /* begun before */
    MARKBOOK_OWN_ANSWER,
    MARKBOOK_SETTLED,   /* only reopening changes it: it is settled, or the own mark stands */
    MARKBOOK_NO_POINTS, /* the item has no such point, or is of another kind */
    MARKBOOK_TOO_OFTEN, /* MARKBOOK_CHANGES_MOST marks were given: nobody changes his mind so often */
    MARKBOOK_UNMARKED,  /* there is nothing to reopen */
    MARKBOOK_NOTHING,   /* the same as before: callers treat it as done */
};

void markbook_init(struct markbook *book);
void markbook_finish(struct markbook *book);

/* Makes an answer known that waits for markers. The script is found again by the same attempt and slot. */
void markbook_add(struct markbook *book, int64_t attempt, int slot, struct text author, struct text item);
/* No script waits any more, until it is added again. */
void markbook_forget(struct markbook *book);

const struct script *markbook_find(const struct markbook *book, int64_t attempt, int slot);
/* NULL: none of this token, which also holds for token 0. */
const struct script *markbook_by_token(const struct markbook *book, int64_t token);

/* Returns MARKBOOK_OK and fills *out (its texts are the command's), or says why not. What is
 * decided before the book is begun is applied after MARKBOOK_BEGAN. */
enum markbook_refusal markbook_decide(const struct markbook *book, const struct marking_policy *policy,
                                      const struct markbook_command *command, struct markbook_event *out);
/* Folds the event in; copies what it keeps. False for one that cannot follow (from a damaged journal): it
 * counts in `n` and changes nothing else. */
bool markbook_apply(struct markbook *book, const struct markbook_event *event);
/* Whether what the event settles is what the policy gives, for verification; before it is applied. */
bool markbook_settles_so(const struct markbook *book, const struct marking_policy *policy,
                         const struct markbook_event *event);

/* The mark of this person on the script; NULL: none. */
const struct script_mark *script_mark_of(const struct script *script, struct text marker);
/* Whether this person's mark is one that he can no longer change: it is settled, or another has marked it. */
bool script_mark_stands(const struct script *script, struct text marker);
/* Whether this person may give it a mark that it has not from him: it waits, is not settled, and is not his
 * own. */
bool script_waits_for(const struct script *script, struct text marker);

/* What the points are worth; all of them: bits of all. */
mark_t points_worth(const struct item *item, uint32_t points);
/* The bits of all points of an item in words. */
uint32_t points_all(const struct item *item);

const char *markbook_event_name(enum markbook_event_kind kind); /* "began" "marked" "ticked" "reopened" */
bool markbook_event_from_name(struct text name, enum markbook_event_kind *out);

#endif
