/* What every screen is: state behind a table of operations. A screen changes its state and queues requests;
 * the stack (app/stack.h) decides what is on top and the shell does the input and output. */
#ifndef BIWU_TUI_SCREEN_H
#define BIWU_TUI_SCREEN_H

#include "tui/canvas.h"
#include "tui/event.h"
#include "tui/keys.h"

struct app;
struct screen;

enum step_kind {
    STEP_STAY,
    STEP_PUSH,    /* `screen` on top of this one */
    STEP_POP,     /* this one goes; an `answer` is told to the one below */
    STEP_REPLACE, /* `screen` instead of this one */
    STEP_HOME,    /* all but the lowest go; then `screen` on top, if any */
    STEP_RESET,   /* all go; `screen` is the lowest */
    STEP_QUIT,
};

struct step {
    enum step_kind kind;
    struct screen *screen;
    struct screen *also; /* a dialog to put on top of `screen`, if any */
    struct event answer; /* of STEP_POP: kind EVENT_ANSWER, or nothing to tell (any other kind) */
};

struct screen_ops {
    const char *name; /* for tests */
    bool overlay;     /* drawn over the screen below */
    struct step (*on_event)(struct screen *screen, const struct event *event);
    /* `rect` is what is between the title bar and the hint bar. */
    void (*draw)(struct screen *screen, struct canvas *canvas, struct rect rect);
    struct hints (*hints)(const struct screen *screen);
    /* Translated text or data for the title bar; NULL for the hall's name. */
    const char *(*title)(const struct screen *screen);
    /* When (app.now) it wants an EVENT_TICK, -1: never. May be NULL. */
    int64_t (*due)(const struct screen *screen);
    void (*destroy)(struct screen *screen);
};

/* The first member of every screen's own struct. */
struct screen {
    const struct screen_ops *ops;
    struct app *app;
};

static inline struct step stay(void)
{
    return (struct step){.kind = STEP_STAY};
}

static inline struct step pop(void)
{
    return (struct step){.kind = STEP_POP};
}

static inline struct step push(struct screen *screen)
{
    return (struct step){.kind = STEP_PUSH, .screen = screen};
}

/* Every screen binds its help by one of these, last in the table. Screens where letters are text have no
 * `?`. */
enum { ACTION_HELP = 1000 };
#define BINDING_HELP(in_modes)                                                                               \
    {                                                                                                        \
        .keys = {'?', INPUT_F1}, .action = ACTION_HELP, .modes = (in_modes), .name = "?",                    \
        .label = N_("help"), .help = N_("Show this page.")                                                   \
    }
#define BINDING_HELP_TYPING(in_modes)                                                                        \
    {                                                                                                        \
        .keys = {INPUT_CTRL + 'g', INPUT_F1}, .action = ACTION_HELP, .modes = (in_modes), .name = "Ctrl-G",  \
        .label = N_("help"), .help = N_("Show this page.")                                                   \
    }

#endif
