/* The performers in order, with how far the own sheets are. */
#include "base/i18n.h"
#include "base/mem.h"
#include "tui/screens/facts.h"
#include "tui/stage/judge.h"
#include "tui/widgets/columns.h"
#include "tui/widgets/list.h"

#include <stdlib.h>

struct performers {
    struct screen screen;
    struct judge *judge; /* the screen below */
    struct list list;
};

enum { LIST_MOVE = 1, LIST_LOOK, LIST_BACK };

const struct binding judge_list_keys[] = {
    {.keys = {INPUT_UP, INPUT_DOWN, INPUT_HOME, INPUT_END},
     .action = LIST_MOVE,
     .name = "↑↓",
     .label = N_("move"),
     .help = N_("Move in the list.")},
    {.keys = {INPUT_PAGE_UP, INPUT_PAGE_DOWN}, .action = LIST_MOVE},
    {.keys = {INPUT_ENTER},
     .action = LIST_LOOK,
     .name = N_("Enter"),
     .label = N_("look at the sheet"),
     .help = N_("Look at your sheet of this performer; until it is closed it can be corrected.")},
    {.keys = {INPUT_ESCAPE}, .action = LIST_BACK, .name = "Esc", .label = N_("back"), .help = N_("Go back.")},
    BINDING_HELP(0),
    {.action = 0},
};

static struct hints hints(const struct screen *screen)
{
    (void)screen;
    return (struct hints){judge_list_keys, 0};
}

static struct step look(const struct performers *performers)
{
    const struct panel_view *view = judge_view(performers->judge);
    struct step step = pop();
    if (performers->list.at >= view->performer_count)
        return stay();
    step.answer = (struct event){.kind = EVENT_ANSWER};
    step.answer.answer.question = JUDGE_QUESTION_LOOK;
    step.answer.answer.choice = (int)view->performers[performers->list.at].performer;
    return step;
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct performers *performers = (struct performers *)screen;
    if (screen->app->stage.kind != STAGE_PANEL)
        return pop();
    switch (keys_find(judge_list_keys, 0, event).action) {
    case LIST_MOVE:
        list_event(&performers->list, event);
        return stay();
    case LIST_LOOK:
        return look(performers);
    case LIST_BACK:
        return pop();
    default:
        return stay();
    }
}

enum { COLUMN_ORDER, COLUMN_NAME, COLUMN_TOPIC, COLUMN_SHEET, COLUMN_CLOSED, COLUMNS };

static const char *closed_text(const struct performer_row *row)
{
    return row->withdrawn ? _("withdrawn") : row->closed ? _("closed") : row->on ? _("on now") : "";
}

static void draw_row(const struct performers *performers, const struct columns *table, struct canvas *canvas,
                     struct rect line, int index)
{
    const struct judge *judge = performers->judge;
    const struct performer_row *row = &judge_view(judge)->performers[index];
    enum sheet_state state = judge_own_state(judge, row);
    bool at = index == performers->list.at;
    struct arena *arena = &performers->screen.app->scratch;
    enum role role = at ? ROLE_SELECTED : ROLE_TEXT;
    canvas_fill(canvas, line, " ", role);
    columns_put(table, canvas, COLUMN_ORDER, line.y, arena_textf(arena, "%d", index + 1), role);
    columns_put(table, canvas, COLUMN_NAME, line.y, judge_name(judge, row->performer), role);
    columns_put(table, canvas, COLUMN_TOPIC, line.y, row->topic, role);
    columns_put(table, canvas, COLUMN_SHEET, line.y, text_of(judge_state_text(state)),
                at                        ? role
                : state == JUDGE_SIGNED   ? ROLE_GOOD
                : state == JUDGE_PARTLY   ? ROLE_WARM
                : state == JUDGE_COMPLETE ? ROLE_WARM
                                          : role);
    columns_put(table, canvas, COLUMN_CLOSED, line.y, text_of(closed_text(row)), role);
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct performers *performers = (struct performers *)screen;
    if (screen->app->stage.kind != STAGE_PANEL)
        return;
    const struct column_spec specs[COLUMNS] = {
        [COLUMN_ORDER] = {.heading = _("Order"), .min = 3, .right = true},
        [COLUMN_NAME] = {.heading = _("Performer"), .min = 10, .max = 30, .weight = 2},
        [COLUMN_TOPIC] = {.heading = _("Topic"), .min = 8, .weight = 3},
        [COLUMN_SHEET] = {.heading = _("Your sheet"), .min = 14},
        [COLUMN_CLOSED] = {.heading = "", .min = 9},
    };
    struct rect area = rect_inset(rect, 1, 0);
    rect_take_top(&area, 1);
    struct columns table;
    columns_init(&table, specs, COLUMNS, area);
    columns_head(&table, canvas, rect_take_top(&area, 1).y);
    list_resize(&performers->list, (int)judge_view(performers->judge)->performer_count);
    list_show(&performers->list, area.height);
    for (int i = performers->list.top; i < performers->list.count && area.height > 0; i++)
        draw_row(performers, &table, canvas, rect_take_top(&area, 1), i);
}

static const char *title(const struct screen *screen)
{
    return screen->app->stage.title;
}

static void destroy(struct screen *screen)
{
    free(screen);
}

static const struct screen_ops ops = {
    .name = "judge-list",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .destroy = destroy,
};

struct screen *judge_list_create(struct judge *judge)
{
    struct performers *performers = xcalloc(1, sizeof *performers);
    performers->screen = (struct screen){&ops, judge->screen.app};
    performers->judge = judge;
    const struct panel_view *view = judge_view(judge);
    list_resize(&performers->list, (int)view->performer_count);
    for (int64_t i = 0; i < view->performer_count; i++)
        if (view->performers[i].performer == judge->performer)
            list_choose(&performers->list, (int)i);
    return &performers->screen;
}
