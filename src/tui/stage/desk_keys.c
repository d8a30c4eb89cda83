#include "base/i18n.h"
#include "tui/screens/item_keys.h"
#include "tui/stage/desk.h"

enum {
    TYPING = ITEM_MODE_TYPING,
    HELD = ITEM_MODE_HELD,
    FREE = ITEM_MODES_FREE,
    PRESSING = DESK_MODE_PRESS | DESK_MODE_PRESS_TEAMS,
    CALM = PRESSING | DESK_MODE_STAKE | DESK_MODE_LOOK | DESK_MODE_REST, /* no item is being answered */
};

/* The order is that of the hint bar. */
const struct binding desk_keys[] = {
    {.keys = {' ', INPUT_ENTER},
     .action = DESK_PRESS,
     .modes = DESK_MODE_PRESS,
     .name = N_("Space or Enter"),
     .label = N_("press the buzzer"),
     .help = N_("Press the buzzer. Before the host opens it, that is a false start.")},
    {.from = '1',
     .to = '9',
     .action = DESK_PRESS_TEAM,
     .modes = DESK_MODE_PRESS_TEAMS,
     .name = "1–9",
     .label = N_("press for this team"),
     .help = N_("Press the buzzer for the team with this number. Before the host opens it, that is a false "
                "start.")},
    {.keys = {INPUT_UP},
     .action = DESK_STAKE_MOVE_UP,
     .modes = DESK_MODE_STAKE,
     .name = "↑↓",
     .label = N_("move"),
     .help = N_("Move between the stakes.")},
    {.keys = {INPUT_DOWN}, .action = DESK_STAKE_MOVE_DOWN, .modes = DESK_MODE_STAKE},
    {.from = '1',
     .to = '9',
     .action = DESK_STAKE_PICK,
     .modes = DESK_MODE_STAKE,
     .name = "1–9",
     .label = N_("stake"),
     .help = N_("Go to the stake with this number.")},
    {.keys = {INPUT_ENTER},
     .action = DESK_STAKE_SEND,
     .modes = DESK_MODE_STAKE,
     .name = N_("Enter"),
     .label = N_("choose this stake"),
     .help = N_("Choose the marked stake. It cannot be changed here afterwards.")},
    {.keys = {INPUT_UP},
     .action = DESK_SCROLL_UP,
     .modes = PRESSING | DESK_MODE_LOOK,
     .name = "↑↓",
     .help = N_("Scroll a long item.")},
    {.keys = {INPUT_DOWN}, .action = DESK_SCROLL_DOWN, .modes = PRESSING | DESK_MODE_LOOK},
    ITEM_BINDINGS_CHOOSE,
    {.keys = {INPUT_ENTER},
     .action = ITEM_ACT_ENTER,
     .modes = ITEM_MODE_ONE,
     .name = N_("Enter"),
     .label = N_("choose / send"),
     .help = N_("Choose this option; once chosen, send it as your team's answer.")},
    {.keys = {INPUT_ENTER},
     .action = ITEM_ACT_ENTER,
     .modes = (FREE & ~(uint32_t)ITEM_MODE_ONE) | TYPING,
     .name = N_("Enter"),
     .label = N_("send"),
     .help = N_("Go on to the next field; at the end, send it as your team's answer.")},
    {.keys = {INPUT_ENTER}, .action = ITEM_ACT_ENTER, .modes = HELD},
    ITEM_BINDINGS_BACK,
    {.keys = {INPUT_PAGE_DOWN, INPUT_PAGE_UP},
     .action = DESK_TEAM_NEXT,
     .modes = DESK_MODE_TEAMS,
     .name = "PgDn",
     .label = N_("next team"),
     .help = N_("Answer for the next team of this desk.")},
    {.keys = {INPUT_ESCAPE},
     .action = DESK_LEAVE,
     .modes = FREE | TYPING | CALM,
     .name = "Esc",
     .label = N_("leave"),
     .help = N_("Leave the desk; you are asked first.")},
    BINDING_HELP(FREE | HELD | CALM),
    BINDING_HELP_TYPING(TYPING),
    {.action = 0},
};

static bool reads_item(const struct desk *desk)
{
    return desk->has_item && desk_answering(desk) < 0;
}

uint32_t desk_modes(const struct desk *desk)
{
    uint32_t several = desk->team_count > 1 ? DESK_MODE_PRESS_TEAMS : DESK_MODE_PRESS;
    if (desk->screen.app->stage.contest.key_test != KEY_TEST_OFF)
        return several;
    if (desk_staking(desk) >= 0)
        return DESK_MODE_STAKE;
    if (desk->has_item && desk_answering(desk) >= 0) {
        bool by_turns = desk->team_count > 1 && desk->screen.app->stage.contest.floor < 0 &&
                        desk->screen.app->stage.contest.turn < 0;
        uint32_t item = item_view_mode(&desk->view);
        /* While one of its teams answers, the others may still press to be next in line. */
        bool presses = desk->team_count > 1 && desk_is_pressing(desk) && item != ITEM_MODE_TYPING;
        return item | (by_turns ? DESK_MODE_TEAMS : 0u) | (presses ? DESK_MODE_PRESS_TEAMS : 0u);
    }
    if (desk_is_pressing(desk))
        return several;
    return reads_item(desk) ? DESK_MODE_LOOK : DESK_MODE_REST;
}
