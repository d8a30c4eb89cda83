#include "tui/stage/host.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "tui/stage/screens.h"

enum {
    MODE_ALWAYS = 1,
    MODE_NEXT = 1 << 1,      /* the next key does something */
    MODE_RULE = 1 << 2,      /* a ruling may be given */
    MODE_ITEM = 1 << 3,      /* an item is on */
    MODE_HIDDEN = 1 << 4,    /* it can be shown without more */
    MODE_DONE = 1 << 5,      /* the item is over: its key may be shown */
    MODE_CLOCK = 1 << 6,     /* a clock is on */
    MODE_REOPEN = 1 << 7,    /* buzzers that were open */
    MODE_TURNS = 1 << 8,     /* it goes by turns, no item is going on */
    MODE_SWAP = 1 << 9,      /* the team in turn may have another item */
    MODE_STAKE = 1 << 10,    /* a stake is to be chosen */
    MODE_ROUND = 1 << 11,    /* in a round */
    MODE_LEAVABLE = 1 << 12, /* in a round that can be ended now */
    MODE_BETWEEN = 1 << 13,  /* another round, or the end of all, may come */
    MODE_FREE = 1 << 14,     /* nothing is going on: time for a key test */
    MODE_BEGUN = 1 << 15,    /* begun, not final */
    MODE_OVER = 1 << 16,     /* the rounds are over */
    MODE_UNDO = 1 << 17,
    MODE_REDO = 1 << 18,
    MODE_OPEN = 1 << 19, /* the buzzers are open */
};

const struct binding host_keys[] = {
    {.keys = {' '},
     .action = HOST_NEXT,
     .modes = MODE_NEXT,
     .name = N_("Space"),
     .label = N_("next"),
     .help = N_("What comes next: the line at the top says what that is.")},
    {.keys = {'y'},
     .action = HOST_RIGHT,
     .modes = MODE_RULE,
     .name = "Y",
     .label = N_("right"),
     .help = N_("Right: for the team that has the floor, else for the chosen one.")},
    {.keys = {'n'},
     .action = HOST_WRONG,
     .modes = MODE_RULE,
     .name = "N",
     .label = N_("wrong"),
     .help = N_("Wrong.")},
    {.keys = {'h'},
     .action = HOST_PARTLY,
     .modes = MODE_RULE,
     .name = "H",
     .label = N_("partly"),
     .help = N_("Partly right: asks how many marks that gives.")},
    {.keys = {'p'},
     .action = HOST_PASS,
     .modes = MODE_RULE,
     .name = "P",
     .label = N_("pass"),
     .help = N_("The team passes.")},
    {.keys = {'e'},
     .action = HOST_NO_ANSWER,
     .modes = MODE_RULE | MODE_OPEN,
     .name = "E",
     .label = N_("no answer"),
     .help = N_("The team gave no answer; while the buzzers are open: nobody presses, the item is over.")},
    {.keys = {'s'},
     .action = HOST_STAKE,
     .modes = MODE_STAKE,
     .name = "S",
     .label = N_("stake"),
     .help = N_("Choose the stake for the team in turn, or decline for it.")},
    {.keys = {'c'},
     .action = HOST_CLOCK,
     .modes = MODE_CLOCK,
     .name = "C",
     .label = N_("clock"),
     .help = N_("Stop the clock, or let it go on.")},
    {.keys = {'i'},
     .action = HOST_SHOW,
     .modes = MODE_HIDDEN,
     .name = "I",
     .label = N_("show item"),
     .help = N_("Show the item to all without starting any time.")},
    {.keys = {'k'},
     .action = HOST_SHOW_KEY,
     .modes = MODE_DONE,
     .name = "K",
     .label = N_("show key"),
     .help = N_("Show the key to all.")},
    {.keys = {'r'},
     .action = HOST_REOPEN,
     .modes = MODE_REOPEN,
     .name = "R",
     .label = N_("reopen"),
     .help = N_("Open the buzzers again to the teams that are not locked out.")},
    {.keys = {'w'},
     .action = HOST_SWAP,
     .modes = MODE_SWAP,
     .name = "W",
     .label = N_("swap item"),
     .help = N_("Another item instead: a right of the team in turn, where the sheet gives it.")},
    {.keys = {'t'},
     .action = HOST_TURN,
     .modes = MODE_TURNS,
     .name = "T",
     .label = N_("turn"),
     .help = N_("Give the turn to the chosen team, out of order.")},
    {.keys = {'v'},
     .action = HOST_VOID,
     .modes = MODE_ITEM,
     .name = "V",
     .label = N_("void"),
     .help = N_("Declare the item void, with a reason, and put its spare on.")},
    {.keys = {'u', INPUT_CTRL + 'z'},
     .action = HOST_UNDO,
     .modes = MODE_UNDO,
     .name = "U",
     .label = N_("undo"),
     .help = N_("Take the last step back; the second line says which. Both stay in the journal.")},
    {.keys = {'d', INPUT_CTRL + 'y', INPUT_CTRL + 'r'},
     .action = HOST_REDO,
     .modes = MODE_REDO,
     .name = "D",
     .label = N_("redo"),
     .help = N_("Put back what was taken back last.")},
    {.keys = {'b'},
     .action = HOST_PAGE,
     .modes = MODE_ALWAYS,
     .name = "B",
     .label = N_("board"),
     .help = N_("Choose the page of the board: what is going on, title, rules, teams, scores …")},
    {.keys = {'l'},
     .action = HOST_LEAVE_ROUND,
     .modes = MODE_LEAVABLE,
     .name = "L",
     .label = N_("end round"),
     .help = N_("End this round; asks when items are left in it.")},
    {.keys = {'j'},
     .action = HOST_PLAYOFF,
     .modes = MODE_OVER,
     .name = "J",
     .label = N_("playoff"),
     .help = N_("Begin a playoff among teams that share a rank.")},
    {.keys = {'f'},
     .action = HOST_FINALIZE,
     .modes = MODE_OVER,
     .name = "F",
     .label = N_("finalize"),
     .help = N_("Make the result final; refused while a protest, an item or a tie is open.")},
    {.keys = {'a'},
     .action = HOST_AWARD,
     .modes = MODE_BEGUN,
     .name = "A",
     .label = N_("marks"),
     .help = N_("Give or take marks of the chosen team, with a reason.")},
    {.keys = {'x'},
     .action = HOST_PROMPTED,
     .modes = MODE_ROUND,
     .name = "X",
     .label = N_("prompting"),
     .help = N_("The chosen team was prompted by a teammate: takes the sheet's penalty.")},
    {.keys = {'m'},
     .action = HOST_PLAYS,
     .modes = MODE_ALWAYS,
     .name = "M",
     .label = N_("past items"),
     .help = N_("What was on the stage: amend a ruling, void an item, take and settle a protest.")},
    {.keys = {'g'},
     .action = HOST_ROUND,
     .modes = MODE_BETWEEN,
     .name = "G",
     .label = N_("go to round"),
     .help = N_("Go to any round.")},
    {.keys = {'o'},
     .action = HOST_CLOSE,
     .modes = MODE_BETWEEN,
     .name = "O",
     .label = N_("end rounds"),
     .help = N_("End the rounds: what follows is a playoff, the places and the prizes.")},
    {.keys = {'z'},
     .action = HOST_FREEZE,
     .modes = MODE_BEGUN,
     .name = "Z",
     .label = N_("freeze"),
     .help = N_("Let the scores on the board stand still, or show them again.")},
    {.keys = {'q'},
     .action = HOST_KEY_TEST,
     .modes = MODE_FREE,
     .name = "Q",
     .label = N_("key test"),
     .help = N_("Let every desk press in turn and together, before a buzzer round.")},
    {.from = '1',
     .to = '9',
     .action = HOST_TEAM,
     .modes = MODE_ALWAYS,
     .name = "1–9",
     .label = N_("team"),
     .help = N_("Choose a team (also by the arrows).")},
    {.keys = {INPUT_UP, INPUT_DOWN, INPUT_HOME, INPUT_END}, .action = HOST_MOVE, .modes = MODE_ALWAYS},
    {.keys = {INPUT_PAGE_UP, INPUT_PAGE_DOWN},
     .action = HOST_SCROLL,
     .modes = MODE_ALWAYS,
     .name = "PgUp/PgDn",
     .help = N_("Scroll a long item.")},
    {.keys = {INPUT_ESCAPE},
     .action = HOST_LEAVE,
     .modes = MODE_ALWAYS,
     .name = "Esc",
     .label = N_("leave"),
     .help = N_("Leave the console; the contest stays as it is.")},
    BINDING_HELP(MODE_ALWAYS),
    {.action = 0},
};

/* ---- Modes ------------------------------------------------------------------------------------------ */

#define AT(stage) (UINT32_C(1) << CONTEST_STAGE_##stage)
enum {
    IDLE = AT(ROUND) | AT(STAKE) | AT(DONE),
    LEAVABLE = IDLE | AT(READY) | AT(PANEL),
    TIMED = AT(OPEN) | AT(BEGIN) | AT(ANSWER),
    INSIDE = LEAVABLE | TIMED | AT(RULING),
    BEGUN = INSIDE | AT(BETWEEN) | AT(OVER),
};

static bool has_item(const struct stage *stage)
{
    return stage->contest.play >= 0;
}

static bool has_clock(const struct stage *stage)
{
    return stage->contest.total > 0;
}

static bool has_turn(const struct stage *stage)
{
    return stage->contest.turn >= 0;
}

static bool has_buzzers(const struct stage *stage)
{
    const struct round_row *round = stage_round(stage);
    return round && (round->kind == ROUND_BUZZER || round->kind == ROUND_PLAYOFF);
}

static bool may_swap(const struct stage *stage)
{
    const struct contest_team_row *team = stage_team_state(stage, stage->contest.turn);
    return team && team->swaps_left > 0 && has_item(stage);
}

static bool may_undo(const struct stage *stage)
{
    return stage->contest.can_undo;
}

static bool may_redo(const struct stage *stage)
{
    return stage->contest.can_redo;
}

static bool has_next(const struct stage *stage)
{
    return stage->contest.has_next || stage->contest.stage == CONTEST_STAGE_STAKE ||
           stage->contest.stage == CONTEST_STAGE_PANEL;
}

/* At which stages each holds, as the kernel allows what it is for, and what else it takes. */
static const struct {
    uint32_t mode, stages;
    bool (*holds)(const struct stage *stage); /* NULL: nothing else */
} rules[] = {
    {MODE_RULE, AT(BEGIN) | AT(ANSWER) | AT(RULING), has_item},
    {MODE_OPEN, AT(OPEN), NULL},
    {MODE_ITEM, INSIDE, has_item},
    {MODE_HIDDEN, AT(READY), has_item},
    {MODE_DONE, AT(DONE), has_item},
    {MODE_CLOCK, TIMED, has_clock},
    {MODE_REOPEN, AT(DONE), has_buzzers},
    {MODE_TURNS, IDLE, has_turn},
    {MODE_SWAP, AT(READY) | AT(ANSWER), may_swap},
    {MODE_STAKE, AT(STAKE), NULL},
    {MODE_ROUND, INSIDE, NULL},
    {MODE_LEAVABLE, LEAVABLE, NULL},
    {MODE_BETWEEN, AT(BETWEEN) | LEAVABLE, NULL},
    {MODE_FREE, AT(NONE) | AT(BETWEEN) | IDLE, NULL},
    {MODE_BEGUN, BEGUN, NULL},
    {MODE_OVER, AT(OVER), NULL},
    {MODE_UNDO, UINT32_MAX, may_undo},
    {MODE_REDO, UINT32_MAX, may_redo},
    {MODE_NEXT, UINT32_MAX, has_next},
};

uint32_t host_modes(const struct stage *stage)
{
    uint32_t modes = MODE_ALWAYS, at = UINT32_C(1) << stage->contest.stage;
    for (size_t i = 0; i < COUNT_OF(rules); i++)
        if (rules[i].stages & at && (!rules[i].holds || rules[i].holds(stage)))
            modes |= rules[i].mode;
    return modes;
}
