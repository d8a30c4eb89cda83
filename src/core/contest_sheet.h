/* A contest sheet (竞赛场次文件): the run sheet (流程单) of a live quiz match between teams. */
#ifndef BIWU_CORE_CONTEST_SHEET_H
#define BIWU_CORE_CONTEST_SHEET_H

#include "core/entrant.h"

enum {
    CONTEST_MAX_ROUNDS = 30,
    ROUND_MAX_STAKES = 8,
    ROUND_MAX_BONUSES = 10,
    ROUND_MAX_ITEMS = 500, /* wanted of one queue */
    CONTEST_MAX_AWARDS = 20,
};

enum round_kind {
    ROUND_REQUIRED, /* 必答: each team in turn, `turns` items each */
    ROUND_TOGETHER, /* 共答: one item, every desk answers */
    ROUND_BUZZER,   /* 抢答: the first legal press has the floor */
    ROUND_RISK,     /* 风险: the team chooses a stake before it sees the item */
    ROUND_RAPID,    /* 限时速答: as many as possible in the time */
    ROUND_PANEL,    /* 评委打分: carries the marks of a panel in */
    ROUND_KNOCKOUT, /* 淘汰: one wrong and out, the last one standing */
    ROUND_PLAYOFF,  /* 加赛: sudden death among tied teams; played when the host calls for it */
};
enum { ROUND_KINDS = ROUND_PLAYOFF + 1 };

/* Who gives the answer that counts. */
enum answer_by {
    ANSWER_EITHER, /* the desk's answer where it sends one, else the host's ruling */
    ANSWER_DESK,
    ANSWER_HOST, /* spoken: the host rules, desks cannot answer */
};

/* What a false start (抢跑) costs besides marks. */
enum false_start_then {
    FALSE_START_NOTHING, /* only the marks */
    FALSE_START_LOCKED,  /* locked out for the item */
    FALSE_START_VOID,    /* the item is void */
};

struct false_start {
    mark_t marks; /* ≤ 0 */
    enum false_start_then then;
};

/* After a wrong answer in a buzzer round. */
enum rebound_mode {
    REBOUND_NEXT, /* to the next in press order; when nobody pressed, the item is over */
    REBOUND_OPEN, /* the buzzers are opened again to those who have not tried */
};

enum turn_order { ORDER_SEAT, ORDER_LOWEST_FIRST, ORDER_HIGHEST_FIRST };

/* Where items come from: drawn by a filter, or named. */
struct item_source_rule {
    struct filter from;
    const struct text *items; /* named, in this order; then nothing is drawn */
    int item_count;
};

struct stake {
    mark_t marks;
    struct item_source_rule source; /* given only when this stake has items of its own; else the round's */
    bool own_source;
};

struct round_sheet {
    enum round_kind kind;
    struct text title;
    struct text rules; /* for the rules page; empty: composed by the terminal from the fields below */
    struct item_source_rule source;
    enum answer_by answer;
    int turns;  /* required, risk: items for each team */
    int items;  /* together, buzzer, knockout, playoff: items in all; rapid: for each team */
    int swaps;  /* required, risk: times each team may have another item instead (换题) */
    int spares; /* items drawn beyond those needed, of each queue */
    enum turn_order order;
    bool decline;        /* risk: a team may pass its turn */
    int64_t seconds;     /* ms to answer; rapid: ms of the whole turn */
    int64_t window;      /* buzzer, playoff: ms in which somebody must press once it is open */
    int64_t begin;       /* buzzer, playoff: ms in which who has the floor must begin to speak; 0: at once */
    mark_t right, wrong; /* wrong ≤ 0; risk: see below */
    mark_t prompt;       /* ≤ 0: for prompting by a teammate (提示) */
    mark_t
        bonuses[ROUND_MAX_BONUSES]; /* together: for the first, second … right answer in order of arrival */
    int bonus_count;
    bool fixed_wrong; /* risk: `wrong` was given and is taken off; else a wrong answer costs the stake */
    struct stake stakes[ROUND_MAX_STAKES];
    int stake_count;
    struct false_start false_start[2]; /* of a team in the round: the first; the second and later */
    enum rebound_mode rebound_mode;
    int rebounds;      /* further teams that may answer after a wrong one */
    mark_t survivor;   /* knockout: for the last one standing (right: for each right answer) */
    struct text panel; /* panel: its code */
    mark_t weight;     /* panel: the mark is multiplied by it; MARK_ONE is once */
};

enum contest_rank_key {
    CONTEST_RANK_TOTAL,
    CONTEST_RANK_PLAYOFF, /* the order that playoffs found among teams tied in all keys before */
    CONTEST_RANK_RIGHT,   /* more right answers */
    CONTEST_RANK_WRONG,   /* fewer wrong ones */
};
enum { CONTEST_RANK_KEYS = CONTEST_RANK_WRONG + 1 };

struct contest_sheet {
    struct text code, title, instructions;
    int decimals; /* 0 … 4; default 2 */
    mark_t base;  /* every team begins with */
    const struct entrant *teams;
    int team_count;
    const struct round_sheet *rounds; /* a playoff round, if any, is the last */
    int round_count;
    int freeze_items; /* the board's scores stand still when so many items of the last round are left; 0: by
                       * hand only */
    bool shuffle_options;
    enum contest_rank_key rank[CONTEST_RANK_KEYS];
    int rank_count;
    const struct award *awards;
    int award_count;
    struct text seed; /* empty: a random one is fixed when the contest is prepared */
};

extern const char *const round_kind_names[ROUND_KINDS];
const char *round_kind_name(enum round_kind kind);  /* "required" …: the spelling in files */
const char *round_kind_label(enum round_kind kind); /* English msgid for people; show through _() */
bool round_kind_from_name(struct text name, enum round_kind *out);

/* How many queues of items the round has: of a panel none; else one, the round's, and one for each stake that
 * has its own source (when all have, there is no other). */
int round_queue_count(const struct round_sheet *round);
/* Items the round needs of one of its queues when nothing is voided or swapped (spares and swaps apart).
 * Of several stakes each may be chosen by every team at every turn. */
int round_queue_need(const struct contest_sheet *sheet, int round, int queue);
/* The queue from which a stake's item comes. */
int round_queue_of_stake(const struct round_sheet *round, int stake);
const struct item_source_rule *round_queue_source(const struct round_sheet *round, int queue);

#endif
