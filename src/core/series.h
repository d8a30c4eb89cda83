/* A series (总成绩): several events weighted into one standing with prizes; one edition (届) of a contest. */
#ifndef BIWU_CORE_SERIES_H
#define BIWU_CORE_SERIES_H

#include "core/entrant.h"

enum { SERIES_MAX_PARTS = 16, SERIES_MAX_AWARDS = 20, SERIES_MAX_PAST = 100 };

/* How a team's result is made of its members' results, in parts where persons are marked. */
enum members_rule {
    MEMBERS_SUM,
    MEMBERS_MEAN /* of those listed, the absent count as `absent` says */,
    MEMBERS_BEST
};
/* Who has no result in a part. */
enum absent_rule { ABSENT_ZERO, ABSENT_UNRANKED };
/* What is ranked. */
enum series_of { SERIES_OF_TEAMS, SERIES_OF_PERSONS, SERIES_OF_UNITS };

struct series_part {
    struct text event;
    struct text title; /* empty: the event's */
    mark_t weight;     /* MARK_ONE is 100 % */
    mark_t scale;      /* the part's mark is brought to this full mark first; 0: taken as it is */
    mark_t
        full; /* its full mark when `scale` is given: of a test or panel known, of a contest from the sheet */
};

enum series_rank_key {
    SERIES_RANK_TOTAL,
    SERIES_RANK_ELAPSED /* of tests, shorter first */,
    SERIES_RANK_PART
};
struct series_rank {
    enum series_rank_key key;
    int part;
};

/* An edition from before biwu kept the record. */
struct past_edition {
    int edition;
    struct text date;             /* as written */
    const struct text *champions; /* of the highest award or rank, as names */
    int champion_count;
};

struct series_sheet {
    struct text code, title, instructions;
    struct text family; /* editions with the same family stand in one hall of champions; default: the title */
    int edition;        /* 0: none */
    int decimals;
    enum series_of of;
    bool of_given; /* written, or clear from the entrants; else `of` says persons, and whoever knows the parts
                    * makes it teams when one is a contest */
    const struct entrant *entrants; /* of teams and persons; none: all who have a result in a part */
    int entrant_count;
    enum members_rule members;
    int best; /* MEMBERS_BEST: the mean of so many best members */
    enum absent_rule absent;
    const struct series_part *parts;
    int part_count;
    struct series_rank rank[PLACING_KEYS];
    int rank_count;
    const struct award *awards;
    int award_count;
    const struct past_edition *past;
    int past_count;
};

/* A result of one part, as the caller found it. */
struct part_result {
    struct text code; /* entrant code of a contest or panel; staff number in a test */
    struct text name, unit;
    mark_t mark, full; /* full: 0 when the part has none */
    int64_t elapsed;   /* ms; 0 where there is no time */
};
struct part_results {
    const struct part_result *rows;
    size_t count;
    bool provisional; /* the event is not over, or answers wait for markers */
    bool persons;     /* of a test: every row is a person, known by his number alone */
};

struct series_share { /* what one part gave one entrant */
    bool present;
    mark_t mark;     /* of the part, scaled and rounded to `decimals` */
    mark_t weighted; /* mark × weight, rounded to `decimals` */
    int64_t elapsed;
    int members; /* whose results were joined */
};

struct series_row {
    struct entrant entrant;
    struct series_share shares[SERIES_MAX_PARTS];
    mark_t total;              /* sum of the rounded weighted marks */
    int64_t elapsed;           /* of all parts */
    int missing;               /* parts without a result */
    int rank;                  /* 0: unranked */
    int decided;               /* as struct placing */
    const struct award *award; /* NULL: none */
};

/* Joins the parts; parts[part_count]. *out in `arena`, in order of rank; texts are the sheet's and the
 * results'.
 *
 * Whose result is whose: an entrant's own row of a part is the one with its code; else its members' rows, by
 * staff number, are joined by the members rule; else, where rows are not persons, its row is the only one
 * with its name (and its unit, where both have one). With no entrants on the sheet there is one for every
 * code in the results (of teams: those of parts that are not tests), and names are not compared. Units are
 * known by their path, a listed one takes in those below it, and all its rows are joined.
 *
 * Of listed members who have no result in a part in which others of the team have one: ABSENT_ZERO counts
 * them as 0; under ABSENT_UNRANKED the team has no result in it. MEMBERS_BEST asks for `best` members, or for
 * all where fewer are listed. Elapsed times are joined likewise, of those who have one. A part without a
 * result gives 0; who has no result at all is unranked in any case. Where a time is missing in a part that
 * has times, it counts as the longest.
 *
 * Rounding: each scaled mark, each mean or sum of members, each weighted mark to `decimals`, half up; then
 * exact sums. */
size_t series_standing(const struct series_sheet *sheet, const struct part_results *parts,
                       struct arena *arena, struct series_row **out);

#endif
