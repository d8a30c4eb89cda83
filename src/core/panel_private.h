/* What the files of the panel's state machine share. */
#ifndef BIWU_CORE_PANEL_PRIVATE_H
#define BIWU_CORE_PANEL_PRIVATE_H

#include "core/panel.h"

struct panel_log_entry {
    struct panel_event event; /* a copy in the panel's arena */
    bool undone;
    bool followed; /* it changed the state when it was folded last */
};

struct panel_log {
    struct panel_log_entry *entries; /* [n] */
    size_t count, capacity;
    uint32_t *undone; /* targets of the undoings that can be put back, the last one last; counted from 1 */
    size_t undone_count, undone_capacity;
};

/* ---- panel.c ------------------------------------------------------------------------------------------ */

/* The state before PANEL_BEGAN; the log is left alone. */
void panel_reset(struct panel *panel);
/* Changes the state by an event that panel_check takes. Of UNDONE and REDONE nothing. */
void panel_fold_one(struct panel *panel, const struct panel_event *event);
/* ms that the part lasts; 0: it has no clock. */
int64_t panel_part_time(const struct panel_sheet *sheet, enum panel_part part);
bool panel_has_part(const struct panel_sheet *sheet, enum panel_part part);
/* Whether every performer is closed or withdrawn. */
bool panel_is_settled(const struct panel *panel);
int panel_closed_count(const struct panel *panel);
int panel_envelopes(const struct panel_sheet *sheet);

/* ---- panel_check.c ------------------------------------------------------------------------------------ */

/* Why the event cannot follow; PANEL_OK: it can. The one place where the rules are: deciding asks it about
 * the event it made, applying about the event it got. */
enum panel_refusal panel_check(const struct panel *panel, const struct panel_event *event);

/* ---- panel_marks.c ------------------------------------------------------------------------------------ */

mark_t judge_sheet_sum(const struct panel_sheet *sheet, const struct judge_sheet *judge);
/* Why the performer's marks cannot be closed yet; fills *out as panel_result. */
enum panel_refusal panel_closing(const struct panel *panel, int performer, struct panel_result *out);

/* ---- panel_undo.c ------------------------------------------------------------------------------------- */

void panel_log_add(struct panel *panel, const struct panel_event *event, bool followed);
/* Carries out UNDONE or REDONE. */
void panel_log_switch(struct panel *panel, const struct panel_event *event);
/* What PANEL_UNDO and PANEL_REDO would take back or put back, from 1; 0: nothing. */
uint32_t panel_undo_next(const struct panel *panel);
uint32_t panel_redo_next(const struct panel *panel);
enum panel_refusal panel_check_undone(const struct panel *panel, const struct panel_event *event);
enum panel_refusal panel_check_redone(const struct panel *panel, const struct panel_event *event);
void panel_log_finish(struct panel_log *log);

#endif
