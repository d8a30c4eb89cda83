/* What the commands about draws share. */
#ifndef BIWU_CLI_DRAWS_H
#define BIWU_CLI_DRAWS_H

#include "cli/hall.h"
#include "cli/output.h"
#include "store/draws.h"

/* ---- Forms of a test (cli/draw_forms.c) ------------------------------------------------------------------
 */

/* The form of a person's nth attempt. Refuses a sealed paper that was not opened yet. */
bool draw_forms_show(struct store *store, const char *code, const char *number, int nth,
                     const struct table_output *output, struct err *err);
/* Draws every form of the event again, compares, and says so. */
bool draw_forms_verify(struct store *store, const char *code, size_t *differing, struct err *err);

/* ---- Making a draw (cli/draw_wish.c) ---------------------------------------------------------------------
 */

/* What was asked for on the command line; texts of argv or of the arena. */
struct draw_wish {
    enum draw_kind kind;
    const char *id, *title, *event, *of, *rule, *posts, *units, *excused, *months, *topics, *groups, *seed;
    const char *throws[DRAW_MAX_THROWS];
    int throw_count;
    bool dry_run, yes, plain, returning;
};

/* Takes every --throw TEXT out of argv; what options_parse cannot do, since the last would win. */
bool draw_take_throws(struct draw_wish *wish, int *argc, char **argv, struct err *err);
/* Makes the pool that is asked for: rule, people or entrants, topics. Inside a transaction; in `arena`. */
bool draw_wish_pool(const struct cli *cli, struct store *store, const struct draw_wish *wish,
                    struct arena *arena, struct draw_event *out, struct err *err);
/* The id asked for, checked; or the first free one of today. Inside a transaction. */
bool draw_wish_id(struct store *store, const char *wanted, struct arena *arena, struct text *out,
                  struct err *err);
/* A list "a,b、c", or the first column of a file of that name. */
bool draw_read_list(const char *given, struct arena *arena, const struct text **out, int64_t *count,
                    struct err *err);

/* ---- Steps (cli/draw_steps.c) ----------------------------------------------------------------------------
 */

/* Decides, journals and applies one step, inside a write transaction. */
bool draw_step(struct store *store, struct draw *draw, enum draw_command_kind kind,
               const struct draw_event *as, struct err *err);
/* Fixes the seed and draws, in one transaction: what was named and thrown; asked for at the terminal where
 * there is one and `wish->yes` does not say otherwise; else the system's. */
bool draw_seed_and_draw(struct store *store, struct draw *draw, const struct draw_wish *wish,
                        struct err *err);

/* ---- Presence (cli/draw_presence.c) ----------------------------------------------------------------------
 */

/* Notes that somebody is present, excused, absent or called (as->number; a reason in as->reason), in a write
 * transaction of its own, and says so on standard output once it is committed. `calls`: who is missing has
 * the next substitute called at once; that none is left is said, and no failure. */
bool draw_note_presence(struct store *store, enum draw_command_kind kind, struct text id,
                        const struct draw_event *as, bool calls, struct err *err);
/* Whether it can stand in the journal and on screens: ERR_INVALID. */
bool draw_check_reason(struct text reason, struct err *err);

/* ---- Showing a draw (cli/draw_page.c, draw_roll.c) -------------------------------------------------------
 */

/* A document of the draw, as far as it is, with its pool's hash and its seed. All substitutes with `all`,
 * else the next ones. */
bool draw_write(const struct cli *cli, struct store *store, const struct document_output *output,
                const struct draw *draw, bool all, struct err *err);
/* "2 of each unit, 20 in all" for people; in `arena`. */
struct text draw_rule_sentence(const struct draw *draw, struct arena *arena);
/* "Zhang San" for people and teams: the name, else the number. */
struct text draw_member_name(const struct draw *draw, int64_t member);
/* The topic's title; empty where there is none. */
struct text draw_topic(const struct draw *draw, int64_t topic);
/* Shows the drum on this terminal until the user leaves. */
bool draw_roll(const struct cli *cli, const struct draw *draw, struct err *err);

#endif
