/* Draws that convince (抽签): who is examined, which topic, which group, which order. The pool is fixed and
 * hashed before there is a seed; what is drawn then follows from both by a published algorithm (docs/draw.md,
 * sections 10 to 14), so that anybody can repeat it. A state machine: decide says what a command would do,
 * apply folds an event in. */
#ifndef BIWU_CORE_DRAW_H
#define BIWU_CORE_DRAW_H

#include "base/arena.h"
#include "base/hash.h"
#include "core/sheet.h"

enum {
    DRAW_MAX_POOL = 100000,
    DRAW_MAX_TOPICS = 10000,
    DRAW_MAX_LISTED = 100000, /* posts, units, excused numbers of a rule */
    DRAW_MAX_THROWS = 100,
    DRAW_MAX_TEXT = 4096, /* bytes of a title, a throw, a reason */
};

enum draw_kind {
    DRAW_PEOPLE, /* for an unannounced test: so many of each unit, or in all; with substitutes */
    DRAW_TOPICS, /* each of the pool gets a topic */
    DRAW_GROUPS, /* the pool is split evenly; each group gets a turn and, where there are any, a topic */
    DRAW_ORDER,  /* who performs when */
};
enum { DRAW_KINDS = DRAW_ORDER + 1 };

struct draw_rule {
    /* People. At least one of per_unit and total is above 0. */
    int64_t per_unit; /* of each unit; a smaller unit gives all it has. 0: units do not matter */
    int64_t depth;    /* a unit is the first so many parts of a person's path; 0: the whole path */
    int64_t total;    /* in all, those of the units included; 0: no more than the units give */
    /* Groups. */
    int64_t groups;
    /* Topics and groups: a topic that was drawn may be drawn again. */
    bool returning;
    /* How the pool came about; the draw itself takes no notice of it. */
    const struct text *posts;
    int64_t post_count;
    const struct text *units; /* each with all below */
    int64_t unit_count;
    const struct text *excused; /* numbers kept out */
    int64_t excused_count;
    int64_t not_since;    /* wall ms: who was drawn since then is not in the pool; 0: all may be */
    int64_t drawn_before; /* how many that kept out */
};

/* Where a draw's seed came from. */
enum draw_seed_origin {
    DRAW_SEED_THROWN, /* numbers thrown or read out in the room, perhaps with a text given beside them */
    DRAW_SEED_GIVEN,  /* a text named beforehand, such as the lottery's numbers of a day */
    DRAW_SEED_SYSTEM, /* 32 random bytes */
};
enum { DRAW_SEED_ORIGINS = DRAW_SEED_SYSTEM + 1 };

/* What came out. Members of the pool, topics and groups are counted from 0. */
struct draw_result {
    /* People: unit by unit (in byte order), each unit's members in the order drawn. Groups: group by group.
     * Order: all, in the order of performing. Topics: empty. */
    const int64_t *order;
    int64_t order_count;
    const int64_t *sizes; /* people and groups: how many of `order` belong to each unit or group */
    int64_t size_count;
    const int64_t *whole; /* people: the order of the whole pool, for who is drawn beyond the units */
    int64_t whole_count;
    const int64_t *topics; /* the topic of each member (topics), of each group (groups) */
    int64_t topic_count;
    const int64_t *turns; /* groups: which group comes first, second … */
    int64_t turn_count;
};

enum draw_event_kind {
    DRAW_POOLED,
    DRAW_SEEDED,
    DRAW_DRAWN,
    DRAW_PRESENT, /* of people: came */
    DRAW_EXCUSED, /* did not, with a reason that counts */
    DRAW_ABSENT,  /* did not */
    DRAW_CALLED,  /* the next substitute for somebody excused or absent */
    DRAW_CLOSED,
};
enum { DRAW_EVENT_KINDS = DRAW_CLOSED + 1 };

/* What an event does not need stays empty. */
struct draw_event {
    enum draw_event_kind kind;
    int64_t at; /* wall ms */
    /* pooled */
    enum draw_kind draw;
    struct text title, event; /* of what it is for; may be empty */
    struct draw_rule rule;
    const struct person *pool; /* by number in byte order, none twice; of teams: code, title, unit */
    int64_t pool_count;
    const struct text *topics;
    int64_t topic_count;
    struct text pool_hash; /* 64 hexadecimal digits; of a command: ignored */
    /* seeded */
    enum draw_seed_origin origin;
    struct text seed;          /* of a command: only that of the system; else it is made of the throws */
    const struct text *throws; /* texts as named and numbers as read out; none for the system's */
    int64_t throw_count;
    /* drawn; of a command: ignored */
    struct draw_result result;
    /* present, excused, absent; called: who is called, of a command ignored */
    struct text number;
    struct text reason;
    struct text instead; /* called: for whom */
};

/* How a member of the pool stands. */
enum draw_standing {
    DRAW_WAITS /* not drawn, or not called yet */,
    DRAW_DUE,
    DRAW_CAME,
    DRAW_IS_EXCUSED,
    DRAW_IS_ABSENT
};

struct draw_member {
    enum draw_standing standing;
    int64_t place;      /* from 0, in the order in which they are read out; a substitute's is that of whom he
                         * stands      for; -1: none */
    int64_t substitute; /* who was called for him; -1: nobody */
    int64_t instead;    /* whom he stands for; -1: nobody */
    struct text reason;
    int64_t at; /* wall ms of the last change */
};

enum draw_stage {
    DRAW_STAGE_NONE,
    DRAW_STAGE_POOLED,
    DRAW_STAGE_SEEDED,
    DRAW_STAGE_DRAWN,
    DRAW_STAGE_CLOSED
};
enum { DRAW_STAGES = DRAW_STAGE_CLOSED + 1 };

struct draw {
    struct text id;
    enum draw_stage stage;
    enum draw_kind kind;
    struct text title, event;
    struct draw_rule rule;
    const struct person *pool;
    int64_t pool_count;
    const struct text *topics;
    int64_t topic_count;
    struct hash pool_hash;
    enum draw_seed_origin origin;
    struct text seed;
    const struct text *throws;
    int64_t throw_count;
    struct draw_result result;
    struct draw_member *members; /* [pool_count] */
    int64_t place_count;         /* people: how many were drawn */
    const int64_t *first;        /* [place_count]: who was drawn for the place */
    const int64_t *unit_of; /* [place_count]: index of the unit in result.sizes; -1: from the whole pool */
    int64_t pooled_at, drawn_at; /* wall ms; 0: not yet */
    uint32_t n;                  /* events applied */
    struct arena arena;
};

enum draw_command_kind {
    DRAW_POOL,
    DRAW_SEED,
    DRAW_IT,
    DRAW_PRESENT_IT,
    DRAW_EXCUSE,
    DRAW_NOTE_ABSENT,
    DRAW_CALL,
    DRAW_CLOSE,
};

struct draw_command {
    enum draw_command_kind kind;
    struct draw_event as; /* kind and at are ignored */
};

enum draw_refusal {
    DRAW_OK,
    DRAW_ALREADY,     /* the pool stands, or the seed is fixed, or it is drawn */
    DRAW_NO_POOL,     /* a seed before the pool */
    DRAW_NO_SEED,     /* drawing before the seed */
    DRAW_EMPTY,       /* nobody is in the pool */
    DRAW_BAD_POOL,    /* not in order, somebody twice, more than there may be */
    DRAW_BAD_RULE,    /* it says how many of what in no way that the pool can give */
    DRAW_TOO_FEW,     /* more to be drawn, or more groups, than the pool holds */
    DRAW_FEW_TOPICS,  /* they do not return, and are fewer than those who draw */
    DRAW_BAD_SEED,    /* empty */
    DRAW_NOT_DRAWN,   /* nobody can be present yet */
    DRAW_NOT_PEOPLE,  /* there is no presence in a draw of this kind */
    DRAW_NO_MEMBER,   /* not in the pool */
    DRAW_NO_PLACE,    /* neither drawn nor called */
    DRAW_NO_REASON,   /* an excuse needs one */
    DRAW_REPLACED,    /* a substitute was called */
    DRAW_NOT_MISSING, /* a substitute for somebody who is neither excused nor absent */
    DRAW_NOBODY_LEFT, /* no substitutes any more */
    DRAW_NOTHING,     /* would change nothing */
    DRAW_IS_CLOSED,
};
enum { DRAW_REFUSALS = DRAW_IS_CLOSED + 1 };

void draw_init(struct draw *draw, struct text id);
void draw_finish(struct draw *draw);

/* At most one event comes of a command. `out` is filled with texts of the command and of `arena`. */
enum draw_refusal draw_decide(const struct draw *draw, const struct draw_command *command, int64_t now,
                              struct arena *arena, struct draw_event *out);
/* Folds the event in; copies what it keeps. An event that cannot follow (from a damaged journal) counts in
 * `n` and changes nothing else. */
void draw_apply(struct draw *draw, const struct draw_event *event);

/* ---- The pool (core/draw_pool.c) ----------------------------------------------------------------------- */

/* Those of the roster whom posts, units, excused and `before` (numbers drawn since rule->not_since) leave, by
 * number in byte order. The array is in `arena`, texts are the roster's. */
const struct person *draw_pool_people(const struct person *roster, size_t count, const struct draw_rule *rule,
                                      const struct text *before, size_t before_count, struct arena *arena,
                                      int64_t *pool_count);
/* Sorts by number; false when somebody stands there twice (then *twice is his number). */
bool draw_pool_sort(struct person *pool, int64_t count, struct text *twice);
/* Over everything that the draw is made of but the seed: kind, id, rule, pool, topics (docs/draw.md, 10). */
struct hash draw_pool_hash(struct text id, const struct draw_event *pooled);
/* The seed that the parts come to: each with its runs of blanks made one and none at its ends, joined by " /
 * "; empty ones are left out. */
struct text draw_join_seed(const struct text *parts, int64_t count, struct arena *arena);

/* ---- The draw itself (core/draw_result.c) ----------------------------------------------------------------
 */

/* Deterministic in what is pooled, the id and the seed. `pooled` passed draw_check. */
void draw_compute(struct text id, const struct draw_event *pooled, struct text seed, struct arena *arena,
                  struct draw_result *out);
/* Whether the rule can be carried out with this pool. */
enum draw_refusal draw_check(const struct draw_event *pooled);
bool draw_result_equal(const struct draw_result *a, const struct draw_result *b);
/* The state's pool, rule and topics as the event said them. */
struct draw_event draw_pooled(const struct draw *draw);

/* Whether the event can follow on the state: what decide produced always can, an altered journal may hold
 * anything. */
bool draw_event_fits(const struct draw *draw, const struct draw_event *event);

/* ---- Reading a state --------------------------------------------------------------------------------------
 */

/* Index in the pool, or -1. */
int64_t draw_find(const struct draw *draw, struct text number);
/* Who would be called for the member: of the place's unit in the order drawn, then of the whole pool; -1:
 * nobody is left. */
int64_t draw_next_substitute(const struct draw *draw, int64_t member);
/* Drawn or called, and neither excused nor absent: he may take the test. */
bool draw_is_entitled(const struct draw *draw, int64_t member);

/* "people" "topics" "groups" "order"; "pooled" … "closed"; "thrown" "given" "system"; "due" "present"
 * "excused" "absent" "waiting"; "pooled" "seeded" "drawn" "closed" (and "none"). */
extern const char *const draw_kind_names[DRAW_KINDS];
extern const char *const draw_seed_origin_names[DRAW_SEED_ORIGINS];
const char *draw_event_name(enum draw_event_kind kind);
bool draw_event_from_name(struct text name, enum draw_event_kind *out);
const char *draw_standing_name(enum draw_standing standing);
const char *draw_stage_name(enum draw_stage stage);
/* English msgid: what it is called; show through _(). */
const char *draw_kind_label(enum draw_kind kind);
const char *draw_standing_label(enum draw_standing standing);
const char *draw_stage_label(enum draw_stage stage);
/* English msgid saying why; show through _(). */
const char *draw_refusal_message(enum draw_refusal refusal);

#endif
