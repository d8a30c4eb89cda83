/* The console of a panel, for the organizer: its state, shared by what it does (panel_host.c), its keys
 * (panel_host_keys.c), what it asks (panel_host_dialogs.c) and how it looks (panel_host_draw.c). */
#ifndef BIWU_TUI_STAGE_PANEL_HOST_H
#define BIWU_TUI_STAGE_PANEL_HOST_H

#include "tui/stage/console.h"
#include "tui/widgets/list.h"

struct panel_host {
    struct screen screen;
    struct list list; /* performers, in performing order; the chosen one is whom a key concerns */
    int64_t followed; /* who was on when the choice followed last */
    int first_line;   /* where the list was drawn */

    struct commanding commanding;

    /* What a question is about. */
    enum panel_command_kind about;
    int64_t about_performer, about_judge;
    bool about_on;
    struct choosing choosing;
};

enum panel_action {
    PANEL_ACT_NEXT = 1,
    PANEL_ACT_CALL,
    PANEL_ACT_TOPIC,
    PANEL_ACT_PART,
    PANEL_ACT_CLOCK,
    PANEL_ACT_CLOSE,
    PANEL_ACT_SPREAD,
    PANEL_ACT_MISSING,
    PANEL_ACT_RECUSE,
    PANEL_ACT_REOPEN,
    PANEL_ACT_WITHDRAW,
    PANEL_ACT_MARKS,
    PANEL_ACT_SHEET,
    PANEL_ACT_REVEAL,
    PANEL_ACT_FINALIZE,
    PANEL_ACT_UNDO,
    PANEL_ACT_REDO,
    PANEL_ACT_MOVE,
    PANEL_ACT_LEAVE,
};

/* ---- What follows ----------------------------------------------------------------------------------- */

/* What the organizer does next; false: nothing follows by itself. */
bool panel_host_next(const struct stage *stage, enum panel_command_kind *out);
/* What the next key does, or what is waited for: a sentence. */
struct text panel_host_words(const struct stage *stage, struct arena *arena);
const char *panel_part_words(enum panel_part part);
const char *sheet_state_words(enum sheet_state state);
/* "07 通风二队党支部": code and name, as far as they are known. */
struct text performer_words(const struct performer_row *row, struct arena *arena);

uint32_t panel_host_modes(const struct panel_host *host);

/* ---- Doing ------------------------------------------------------------------------------------------ */

/* The chosen performer, NULL: there is none. */
const struct performer_row *panel_host_chosen(const struct panel_host *host);
/* Sends it unless a command is under way. */
struct step panel_host_send(struct panel_host *host, struct request *request);
/* A command about a performer (-1: none) without more to say, after a question where it is needed. */
struct step panel_host_command(struct panel_host *host, enum panel_command_kind command, int64_t performer);
struct step panel_host_ask(struct panel_host *host, enum panel_action action);
struct step panel_host_on_answer(struct panel_host *host, const struct event *event);

void panel_host_draw(struct screen *screen, struct canvas *canvas, struct rect rect);

/* How a performer's mark comes about; with a judge that judge's sheet of the performer. */
struct screen *panel_marks_create(struct app *app, int64_t performer, int64_t judge);

extern const struct binding panel_marks_keys[];

#endif
