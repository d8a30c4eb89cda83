#include "tui/widgets/list.h"

static int within(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

void list_choose(struct list *list, int at)
{
    list->at = within(at, 0, list->count > 0 ? list->count - 1 : 0);
}

void list_resize(struct list *list, int count)
{
    list->count = count;
    list_choose(list, list->at);
}

void list_show(struct list *list, int rows)
{
    list->rows = rows;
    if (list->at < list->top)
        list->top = list->at;
    if (list->at >= list->top + rows)
        list->top = list->at - rows + 1;
    list->top = within(list->top, 0, list->count > rows ? list->count - rows : 0);
}

static int distance(const struct list *list, const struct event *event)
{
    enum { WHEEL_STEP = 3 };
    int page = list->rows > 1 ? list->rows - 1 : 1;
    if (event->kind == EVENT_MOUSE)
        return event->mouse.action == MOUSE_WHEEL_UP     ? -WHEEL_STEP
               : event->mouse.action == MOUSE_WHEEL_DOWN ? WHEEL_STEP
                                                         : 0;
    if (event->kind != EVENT_KEY)
        return 0;
    switch (event->key) {
    case INPUT_UP:
        return -1;
    case INPUT_DOWN:
        return 1;
    case INPUT_PAGE_UP:
        return -page;
    case INPUT_PAGE_DOWN:
        return page;
    case INPUT_HOME:
        return -list->count;
    case INPUT_END:
        return list->count;
    default:
        return 0;
    }
}

bool list_event(struct list *list, const struct event *event)
{
    int by = distance(list, event);
    bool known =
        by != 0 || (event->kind == EVENT_KEY && (event->key == INPUT_HOME || event->key == INPUT_END));
    if (known)
        list_choose(list, list->at + by);
    return known;
}

int list_row_at(const struct list *list, int first, int y)
{
    int row = y - first + list->top;
    return y >= first && y < first + list->rows && row < list->count ? row : -1;
}
