#include "tui/stage/board_leave.h"

#include "base/i18n.h"
#include "tui/screens/screens.h"
#include "tui/stage/screens.h"

enum { BOARD_LEAVE = 1 };
enum { QUESTION_LEAVE = 1, LEAVE_BUTTON = 0, STAY_BUTTON = 1 };

const struct binding board_keys[] = {
    {.keys = {INPUT_ESCAPE, 'q'},
     .action = BOARD_LEAVE,
     .name = "Esc",
     .label = N_("leave"),
     .help =
         N_("Leave the board, after a question. It can be opened again at any time and shows at once what "
            "is going on. Nothing else is operated here: the host console turns the pages.")},
    BINDING_HELP(0),
    {.action = 0},
};

struct hints board_hints(const struct screen *screen)
{
    (void)screen;
    return (struct hints){board_keys, 0};
}

const char *board_title(const struct screen *screen)
{
    const char *title = screen->app->stage.title;
    return title && title[0] ? title : NULL;
}

static struct step ask_to_leave(struct app *app)
{
    const struct question question = {
        .question = QUESTION_LEAVE,
        .title = _("Leave the board"),
        .text = _("The audience then sees nothing until the board is opened again. Leave it?"),
        .buttons = {_("Leave"), _("Stay")},
        .initial = STAY_BUTTON,
    };
    return push(dialog_question(app, &question));
}

struct step board_on_event(struct app *app, const struct event *event)
{
    if (event->kind == EVENT_ANSWER && event->answer.question == QUESTION_LEAVE)
        return event->answer.choice == LEAVE_BUTTON ? stage_screen_leave(app) : stay();
    return keys_find(board_keys, 0, event).action == BOARD_LEAVE ? ask_to_leave(app) : stay();
}
