#include "tui/app/stack.h"

#include "tui/app/flow.h"
#include "tui/app/frame.h"
#include "tui/screens/screens.h"

#include <assert.h>

static void drop_top(struct stack *stack)
{
    struct screen *screen = stack->screens[--stack->count];
    screen->ops->destroy(screen);
}

static void drop_to(struct stack *stack, int count)
{
    while (stack->count > count)
        drop_top(stack);
}

static void add(struct stack *stack, struct screen *screen)
{
    assert(stack->count < STACK_MAX);
    if (screen)
        stack->screens[stack->count++] = screen;
}

struct screen *stack_top(const struct stack *stack)
{
    return stack->screens[stack->count - 1];
}

static void apply(struct stack *stack, struct step step);

static void show_top(struct stack *stack)
{
    struct event shown = {.kind = EVENT_SHOWN};
    struct screen *top = stack_top(stack);
    apply(stack, top->ops->on_event(top, &shown));
}

/* The one below hears the answer while the dialog that holds its texts still lives. */
static void pop_top(struct stack *stack, const struct event *answer)
{
    struct screen *leaving = stack->screens[--stack->count];
    if (stack->count == 0) {
        stack->done = true;
    } else if (answer->kind == EVENT_ANSWER) {
        struct screen *top = stack_top(stack);
        apply(stack, top->ops->on_event(top, answer));
    } else {
        show_top(stack);
    }
    leaving->ops->destroy(leaving);
}

static void apply(struct stack *stack, struct step step)
{
    switch (step.kind) {
    case STEP_STAY:
        return;
    case STEP_QUIT:
        stack->done = true;
        return;
    case STEP_POP:
        pop_top(stack, &step.answer);
        return;
    case STEP_PUSH:
        break;
    case STEP_REPLACE:
        drop_top(stack);
        break;
    case STEP_HOME:
        drop_to(stack, 1);
        break;
    case STEP_RESET:
        drop_to(stack, 0);
        break;
    }
    add(stack, step.screen);
    if (step.kind == STEP_HOME && stack->count > 1) {
        /* What happened concerns the lowest too: it asks again for what it shows. */
        struct event shown = {.kind = EVENT_SHOWN};
        stack->screens[0]->ops->on_event(stack->screens[0], &shown);
    }
    show_top(stack);
    if (step.also)
        apply(stack, push(step.also));
}

void stack_init(struct stack *stack, struct app *app, struct screen *first)
{
    *stack = (struct stack){.app = app};
    apply(stack, push(first));
}

void stack_finish(struct stack *stack)
{
    drop_to(stack, 0);
}

/* From the top down, until one does something; what lies above that one goes. */
static void pass_down(struct stack *stack, const struct event *event)
{
    for (int i = stack->count - 1; i >= 0; i--) {
        struct screen *screen = stack->screens[i];
        struct step step = screen->ops->on_event(screen, event);
        if (step.kind == STEP_STAY)
            continue;
        if (step.kind != STEP_PUSH)
            drop_to(stack, i + 1);
        apply(stack, step);
        return;
    }
}

static void on_reply(struct stack *stack, const struct event *event)
{
    struct step step = flow_on_reply(stack->app, event->reply);
    if (step.kind != STEP_STAY)
        apply(stack, step);
    else
        pass_down(stack, event);
}

static bool asks_for_help(const struct screen *top, const struct event *event)
{
    struct hints hints = top->ops->hints(top);
    return keys_find(hints.table, hints.modes, event).action == ACTION_HELP;
}

static void on_input(struct stack *stack, const struct event *event)
{
    struct event escape = {.kind = EVENT_KEY, .key = INPUT_ESCAPE};
    if (event->kind == EVENT_KEY && event->key == INPUT_CTRL + 'c')
        event = &escape;
    struct screen *top = stack_top(stack);
    if (asks_for_help(top, event))
        apply(stack, push(help_create(stack->app, top->ops->hints(top))));
    else
        apply(stack, top->ops->on_event(top, event));
}

void stack_event(struct stack *stack, const struct event *event)
{
    switch (event->kind) {
    case EVENT_REPLY:
        on_reply(stack, event);
        break;
    case EVENT_STATE:
        flow_on_state(stack->app, event->state);
        pass_down(stack, event);
        break;
    case EVENT_TICK:
        flow_on_tick(stack->app);
        pass_down(stack, event);
        break;
    case EVENT_RESIZE:
        break;
    default:
        if (!stack->too_small)
            on_input(stack, event);
        break;
    }
}

void stack_draw(struct stack *stack, struct canvas *canvas)
{
    arena_clear(&stack->app->scratch);
    stack->too_small = canvas->width < SCREEN_MIN_WIDTH || canvas->height < SCREEN_MIN_HEIGHT;
    if (stack->too_small) {
        frame_draw_too_small(canvas, SCREEN_MIN_WIDTH, SCREEN_MIN_HEIGHT);
        return;
    }
    int base = stack->count - 1;
    while (base > 0 && stack->screens[base]->ops->overlay)
        base--;
    struct hints hints = stack_top(stack)->ops->hints(stack_top(stack));
    struct rect body = frame_draw(stack->app, stack->screens[base], &hints, canvas);
    for (int i = base; i < stack->count; i++) {
        canvas->cursor_shown = false;
        stack->screens[i]->ops->draw(stack->screens[i], canvas, body);
    }
}

int64_t stack_due(const struct stack *stack)
{
    int64_t due = flow_due(stack->app);
    for (int i = 0; i < stack->count; i++) {
        const struct screen *screen = stack->screens[i];
        int64_t own = screen->ops->due ? screen->ops->due(screen) : -1;
        if (own >= 0 && (due < 0 || own < due))
            due = own;
    }
    return due;
}
