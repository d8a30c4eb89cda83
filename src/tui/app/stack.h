/* The screens one above the other: passes events to them, draws what is to be seen. No input or output. */
#ifndef BIWU_TUI_APP_STACK_H
#define BIWU_TUI_APP_STACK_H

#include "tui/app/app.h"

enum { STACK_MAX = 16, SCREEN_MIN_WIDTH = 80, SCREEN_MIN_HEIGHT = 24 };

struct stack {
    struct app *app;
    struct screen *screens[STACK_MAX]; /* [0] is the lowest; owned */
    int count;
    bool done;      /* the user left */
    bool too_small; /* the terminal, when drawn last: what is typed goes nowhere then */
};

/* Takes `first` over. */
void stack_init(struct stack *stack, struct app *app, struct screen *first);
void stack_finish(struct stack *stack);
struct screen *stack_top(const struct stack *stack);
/* Keys and mouse go to the top, replies from the top down to whoever is waiting for them. app.now is set. */
void stack_event(struct stack *stack, const struct event *event);
/* Draws all onto a canvas that has the terminal's size; a terminal too small gets only that said. */
void stack_draw(struct stack *stack, struct canvas *canvas);
/* When the next EVENT_TICK is wanted, -1: never. */
int64_t stack_due(const struct stack *stack);

#endif
