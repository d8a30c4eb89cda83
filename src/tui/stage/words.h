/* What the terminals of a competition call things, translated. */
#ifndef BIWU_TUI_STAGE_WORDS_H
#define BIWU_TUI_STAGE_WORDS_H

#include "tui/stage/stage.h"

const char *words_verdict(enum verdict verdict); /* "right" */
const char *words_page(enum contest_page page);  /* "the scores" */
/* "+10", "-5", "0" */
struct text words_signed(mark_t mark, struct arena *arena);
/* "312 ms"; before the opening with a minus. */
struct text words_press(const struct press_row *press, struct arena *arena);
/* Its title, else what its kind is called. */
struct text words_round(const struct round_row *round);
/* Its rules in a line: those of the sheet, else "30 s · right +10 · wrong -10". */
struct text words_rules(const struct round_row *round, struct arena *arena);
/* What there is to know of it besides, each in a sentence: false starts, marks for speed and for the last one
 * standing. None where the sheet has rules of its own. Returns how many there are. */
enum { WORDS_MORE_RULES = 4 };
int words_more_rules(const struct round_row *round, struct arena *arena, struct text out[WORDS_MORE_RULES]);
/* The judge's name, else number; "" for no such judge. */
struct text words_judge(const struct panel_frame *frame, int64_t judge);
/* The team's name, or "" for no team. */
struct text words_team(const struct stage *stage, int64_t team);

/* What a team that is out is: beaten; or, after a playoff, of this rank, be it the winner's. */
struct text words_out(const struct stage *stage, const struct contest_team_row *team, struct arena *arena);

/* Whether the team on the floor let its time pass without an answer from its desk. */
bool words_time_is_up(const struct stage *stage);

/* What the host's next key does, or what is waited for: a sentence. */
struct text words_next(const struct stage *stage, struct arena *arena);
/* The round that CONTEST_ENTER enters, -1: none is left. */
int64_t words_next_round(const struct stage *stage);
/* What undo takes back: "take back the ruling". */
const char *words_undo(enum contest_event_kind kind);

#endif
