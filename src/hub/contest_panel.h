/* What a contest needs of the panel that one of its rounds is marked by, and other looks into its state. */
#ifndef BIWU_HUB_CONTEST_PANEL_H
#define BIWU_HUB_CONTEST_PANEL_H

#include "hub/state.h"

/* Whether the panel of the round is there and has marked every performer who did not withdraw. */
bool contest_panel_is_ready(struct hub *hub, const struct contest *contest, int round);
/* Fills the deltas of a CARRY command with the panel's marks, by team (a team that is no performer there, or
 * withdrew, gets none). WIRE_CONTEST with the word in *detail when the panel is not ready. */
enum wire_error contest_panel_marks(struct hub *hub, const struct contest *contest,
                                    struct contest_command *command, struct text *detail);

/* The place of the team among the presses that count, from 1; 0: it has none. */
int64_t contest_press_place(const struct contest *contest, const struct contest_play *play, int team);

/* Whether every panel whose marks the contest has carried in still gives these marks: one that was corrected
 * since must be carried in again before the result can be final. */
bool contest_panels_carried(struct hub *hub, const struct contest *contest);

#endif
