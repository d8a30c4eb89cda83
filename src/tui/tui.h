/* The terminal program: sign-in, home, tests, results, rankings, the organizer's monitor. */
#ifndef BIWU_TUI_TUI_H
#define BIWU_TUI_TUI_H

#include "wire/client.h"

/* What the terminal opens with. */
enum tui_mode {
    TUI_HALL, /* sign-in and home */
    TUI_HOST,
    TUI_BOARD,
    TUI_DESK,
    TUI_JUDGE,
    TUI_MARKING, /* 阅卷: the answers in words of a test, after sign-in */
    TUI_ORAL,    /* an organizer takes somebody through a test, after sign-in */
    TUI_TABLES,  /* an administrator's tables, without a hub */
    TUI_DRUM,    /* a draw, name by name, without a hub */
};

struct tables_port; /* tui/tables/port.h */
struct drum_show;   /* tui/drum.h */

struct tui_options {
    enum tui_mode mode;
    const char *event;                /* of the modes at a competition, and of TUI_MARKING and TUI_ORAL */
    const char *const *teams;         /* TUI_DESK: codes, NULL-terminated; NULL: the team of who signs in */
    const struct tables_port *tables; /* of TUI_TABLES, which asks no hub: it has no socket */
    const struct drum_show *drum;     /* of TUI_DRUM, likewise */
    const char *socket;               /* the hub's */
    bool (*start_hub)(void *context, struct err *err); /* as client_create; may be NULL */
    void *start_context;
    bool demo;                     /* the sign-in screen tells which sample numbers and PINs to try */
    const char *const *demo_lines; /* translated lines to show then; NULL-terminated */
    bool mono, ascii;              /* no colours; no line drawing beyond ASCII */
};

/* Runs until the user leaves (true) or the terminal cannot be used (false, err: not a terminal, unknown
 * TERM). Restores the terminal in every case, also on SIGTERM, SIGHUP, SIGINT and a crash. */
bool tui_run(const struct tui_options *options, struct err *err);

#endif
