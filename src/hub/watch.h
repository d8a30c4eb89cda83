/* Who watches a stage, and as what. */
#ifndef BIWU_HUB_WATCH_H
#define BIWU_HUB_WATCH_H

#include "hub/state.h"

/* The session watches nothing any more; accepts one that does not. */
void watch_end(struct session *session);
/* Signed out: what it may watch without a sign-in goes on. */
void watch_signed_out(struct session *session);
/* The stage goes. */
void watch_end_all(struct stage *stage);
/* The sheet was read again: its teams and judges may be others, so desks and judges have to come again. */
void watch_sheet_changed(struct stage *stage);
/* Everybody gets the whole view again. */
void watch_show_whole(struct stage *stage);

/* Whether the desk serves the team. */
bool watcher_serves(const struct watcher *watcher, int64_t team);

/* ---- What a request is about ---------------------------------------------------------------------- */

/* What the session is to a stage. A terminal that watches as a desk, board or judge is nothing else, whoever
 * runs it. */
enum standing_as { AS_NOBODY, AS_HOST, AS_BOARD, AS_DESK, AS_JUDGE, AS_HEAD /* head judge */ };
enum { STANDINGS_AS = AS_HEAD + 1 };

/* The stage that `event` names, or, empty, the one the session watches; awake, of the kind; and what the
 * session is to it. */
enum wire_error stage_asked(struct hub *hub, const struct session *session, struct text event,
                            enum event_kind kind, struct stage **out, enum standing_as *as,
                            struct text *detail);

#endif
