/* A small contest, a panel and a series in a hall's database, played by drawn steps. */
#ifndef BIWU_TESTS_STORE_COMPETITION_H
#define BIWU_TESTS_STORE_COMPETITION_H

#include "base/rng.h"
#include "fixture.h"
#include "store/stages.h"

enum { CONTEST_TEAMS = 3, PANEL_PERFORMERS = 3, PANEL_JUDGES = 3 };

/* "sai": three teams, a round of required questions, one with buzzers, the panel's marks, a playoff. Two
 * teams are teams; the third is one person, 10025. */
const struct contest_sheet *sample_contest(void);
/* "ping": three performers, three judges, a judged and a measured criterion, sealed topics. */
const struct panel_sheet *sample_panel(void);
/* As verify_report's callbacks. */
bool read_sample_contest(void *context, struct text source, struct arena *arena, struct contest_sheet *out);
bool read_sample_panel(void *context, struct text source, struct arena *arena, struct panel_sheet *out);

/* After fill(): the events "sai", "ping" and "zong" prepared and open. */
void fill_competition(struct fixture *fixture);

/* A contest as a hub holds it. */
struct match {
    struct fixture *fixture;
    struct contest state;
    struct contest_script script; /* drawn */
    int64_t now;
};
void match_init(struct match *match, struct fixture *fixture);
void match_finish(struct match *match);
/* Decides, journals, applies and puts the standing; false when it is refused. Within a transaction. */
bool match_do(struct match *match, const struct contest_command *command);
/* A command with all indexes -1. */
struct contest_command contest_do(enum contest_command_kind kind);
/* Takes a drawn step that may be refused. */
bool match_step(struct match *match, struct rng *rng);
/* Plays the whole sheet: every item answered or ruled, undo and redo, an amendment, a protest; made final and
 * closed. Within a transaction. */
void match_play(struct match *match);

struct judging {
    struct fixture *fixture;
    struct panel state;
    int64_t now;
};
void judging_init(struct judging *judging, struct fixture *fixture);
void judging_finish(struct judging *judging);
bool judging_do(struct judging *judging, const struct panel_command *command);
struct panel_command panel_do(enum panel_command_kind kind);
bool judging_step(struct judging *judging, struct rng *rng);
void judging_play(struct judging *judging);

/* cmocka's setups: the three events open; the three played, final and closed. */
int competition_setup(void **state);
int competition_setup_played(void **state);
/* Fails with what verify finds. */
void expect_clean(struct fixture *fixture);

#endif
