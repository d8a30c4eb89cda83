/* A judge's terminal: what its files share. */
#ifndef BIWU_TUI_STAGE_JUDGE_H
#define BIWU_TUI_STAGE_JUDGE_H

#include "tui/screens/screens.h"
#include "tui/stage/screens.h"
#include "tui/widgets/edit.h"
#include "tui/widgets/page.h"

/* A mark that is complete is sent so long after the last key, or when the criterion is left. */
enum { JUDGE_PAUSE_MS = 1000, JUDGE_RETRY_MS = 3000 };

struct judge_criterion {             /* one criterion of the sheet looked at */
    struct criterion_mark_row saved; /* what the hub has */
    struct criterion_mark_row typed; /* measured: what is ticked here */
    struct edit edit;                /* judged: the mark as it is typed */
    int64_t sent;                    /* request under way, 0: none */
    struct criterion_mark_row sending;
    char *trouble; /* why it was refused, translated; owned, NULL: it was not */
};

/* What the cursor can be at. */
enum judge_stop_kind { STOP_MARK, STOP_STEP, STOP_FAULT, STOP_ORDER, STOP_OVERTIME };
struct judge_stop {
    int criterion;
    enum judge_stop_kind kind;
    int index; /* of the step or fault */
};

enum { JUDGE_STRAYS = 64 };

struct judge {
    struct screen screen;
    int64_t changes;   /* of the stage when looked at last */
    int64_t on;        /* who was on then */
    int64_t performer; /* looked at; -1: nobody */
    struct judge_criterion *criteria;
    int criterion_count;
    struct judge_stop *stops;
    int stop_count, at;
    bool known; /* the sheet has come from the hub */
    enum sheet_state sheet;
    mark_t sum;
    bool correcting;              /* a signed sheet is being changed */
    int64_t sheet_request;        /* under way, 0: none */
    bool sheet_again;             /* something changed since it was asked for */
    int64_t typed_at;             /* of the last change not sent yet, 0: none */
    int64_t retry_at;             /* 0: not needed */
    int64_t strays[JUDGE_STRAYS]; /* marks of others still under way: a refusal must be told */
    int stray_count;
    int scroll;
};

/* ---- The sheet (judge_sheet.c, judge_typed.c) ------------------------------------------------------- */

void judge_init(struct judge *judge);
void judge_finish(struct judge *judge);
/* Takes over what the stage has now. */
void judge_catch_up(struct judge *judge);
/* Looks at another performer's own sheet; what is typed is sent first. */
void judge_look(struct judge *judge, int64_t performer);

const struct panel_view *judge_view(const struct judge *judge);
const struct criterion_row *judge_row(const struct judge *judge, int criterion);
/* As core/ knows it, for its functions; in the arena. */
struct criterion judge_rule(const struct criterion_row *row, struct arena *arena);

/* Why nothing can be changed on this sheet, translated; NULL: it can. */
const char *judge_closed(const struct judge *judge);
/* Whether it is changed only after JUDGE_CORRECT. */
bool judge_is_signed(const struct judge *judge);

enum judge_typed { TYPED_NOTHING, TYPED_WRONG, TYPED_MARK };
/* What stands typed or ticked for a criterion; *why says what is wrong with it. */
enum judge_typed judge_typed(const struct judge *judge, int criterion, mark_t *mark, struct text *why);
/* Whether it differs from what the hub has. */
bool judge_is_changed(const struct judge *judge, int criterion);
/* Whether just this is on its way to the hub; clear: that there is no mark. */
bool judge_is_sending(const struct judge *judge, int criterion, bool clear, mark_t mark);
/* Changed, or on its way. */
bool judge_has_unsaved(const struct judge *judge);
/* Criteria without a mark, or with one that cannot be taken; the first in *first. */
int judge_missing(const struct judge *judge, int *first);
/* Marks a change by hand, at app.now. */
void judge_touch(struct judge *judge, int criterion);
/* Sends a criterion when it is complete; all. */
void judge_flush(struct judge *judge, int criterion);
void judge_flush_all(struct judge *judge);
bool judge_on_reply(struct judge *judge, const struct reply *reply);
void judge_work(struct judge *judge);
int64_t judge_due(const struct judge *judge);

/* ms beyond the time as the clock measured it; 0: none, or not known. */
int64_t judge_clock_overtime(const struct judge *judge);
/* "03" or the name; never empty. */
struct text judge_name(const struct judge *judge, int64_t performer);
/* Own sheet's state of a performer. */
enum sheet_state judge_own_state(const struct judge *judge, const struct performer_row *performer);
const char *judge_state_text(enum sheet_state state);

/* ---- Keys (judge_keys.c) ---------------------------------------------------------------------------- */

enum judge_action {
    JUDGE_UP = 1,
    JUDGE_DOWN,
    JUDGE_CRITERION_BACK,
    JUDGE_CRITERION_NEXT,
    JUDGE_DONE,
    JUDGE_TICK,
    JUDGE_LESS,
    JUDGE_MORE,
    JUDGE_CLEAR,
    JUDGE_TAKE_OVERTIME,
    JUDGE_REVIEW,
    JUDGE_LIST,
    JUDGE_GO_ON,
    JUDGE_CORRECT,
    JUDGE_HEAD,
    JUDGE_LEAVE,
};
enum {
    JUDGE_MODE_MARK = 1,
    JUDGE_MODE_TICK = 2,
    JUDGE_MODE_COUNT = 4,
    JUDGE_MODE_SHEET = 8,   /* there is a sheet */
    JUDGE_MODE_SIGNED = 16, /* to be corrected first */
    JUDGE_MODE_ELSEWHERE = 32 /* somebody else is on */,
    JUDGE_MODE_HEAD = 64,
    JUDGE_MODE_OVERTIME = 128, /* the clock has some to propose */
    JUDGE_MODE_ANY = 256,
};

/* ---- Screens on top --------------------------------------------------------------------------------- */

enum { JUDGE_QUESTION_LEAVE = 1, JUDGE_QUESTION_LOOK };
/* Reads the own sheet over and signs it. */
struct screen *judge_sign_create(struct judge *judge);
/* The performers with the own sheets' states; answers JUDGE_QUESTION_LOOK with the performer. */
struct screen *judge_list_create(struct judge *judge);
/* Judges' states and marks; for the head judge. */
struct screen *judge_head_create(struct app *app);

/* For the tests. */
extern const struct binding judge_sign_keys[], judge_list_keys[], judge_head_keys[];

void judge_draw(struct screen *screen, struct canvas *canvas, struct rect rect);
/* One criterion in full (judge_detail.c). */
void judge_draw_detail(struct judge *judge, struct canvas *canvas, struct rect rect);

#endif
