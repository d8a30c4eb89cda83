/* The keys by which an item is answered, for the tables of the screens that hold one; the order is that of
 * the hint bar. Between the two parts each screen says what its Enter does. */
#ifndef BIWU_TUI_SCREENS_ITEM_KEYS_H
#define BIWU_TUI_SCREENS_ITEM_KEYS_H

#include "tui/keys.h"
#include "tui/screens/item_view.h"

enum {
    ITEM_MODES_FREE = ITEM_MODE_ONE | ITEM_MODE_MANY | ITEM_MODE_ORDER | ITEM_MODE_MATCH |
                      ITEM_MODE_SPOT, /* letters are keys, not text */
    ITEM_MODES_ANY = ITEM_MODES_FREE | ITEM_MODE_TYPING | ITEM_MODE_HELD | ITEM_MODE_WORDS | ITEM_MODE_POINTS,
};

#define ITEM_BINDINGS_CHOOSE                                                                                 \
    {.keys = {INPUT_UP},                                                                                     \
     .action = ITEM_ACT_UP,                                                                                  \
     .modes = ITEM_MODES_FREE,                                                                               \
     .name = "↑↓",                                                                                           \
     .label = N_("move"),                                                                                    \
     .help = N_("Move between the options; a long text scrolls.")},                                          \
        {.keys = {INPUT_UP}, .action = ITEM_ACT_UP, .modes = ITEM_MODE_TYPING},                              \
        {.keys = {INPUT_UP},                                                                                 \
         .action = ITEM_ACT_UP,                                                                              \
         .modes = ITEM_MODE_WORDS,                                                                           \
         .name = "↑↓←→",                                                                                     \
         .label = N_("move"),                                                                                \
         .help = N_("Move in your answer; Home and End go to the ends of the line.")},                       \
        {.keys = {INPUT_DOWN},                                                                               \
         .action = ITEM_ACT_DOWN,                                                                            \
         .modes = ITEM_MODES_FREE | ITEM_MODE_TYPING | ITEM_MODE_WORDS},                                     \
        {.keys = {INPUT_UP},                                                                                 \
         .action = ITEM_ACT_UP,                                                                              \
         .modes = ITEM_MODE_HELD,                                                                            \
         .name = "↑↓",                                                                                       \
         .label = N_("move the entry"),                                                                      \
         .help = N_("Move the entry that you have picked up.")},                                             \
        {.keys = {INPUT_DOWN}, .action = ITEM_ACT_DOWN, .modes = ITEM_MODE_HELD},                            \
        {.keys = {INPUT_TAB},                                                                                \
         .action = ITEM_ACT_NEXT_FIELD,                                                                      \
         .modes = ITEM_MODE_TYPING,                                                                          \
         .name = "Tab",                                                                                      \
         .label = N_("next field"),                                                                          \
         .help = N_("Go to the next field.")},                                                               \
        {.keys = {INPUT_BACK_TAB}, .action = ITEM_ACT_PREVIOUS_FIELD, .modes = ITEM_MODE_TYPING},            \
        {.from = 'a',                                                                                        \
         .to = 'j',                                                                                          \
         .action = ITEM_ACT_LETTER,                                                                          \
         .modes = ITEM_MODE_ONE,                                                                             \
         .name = "A–J",                                                                                      \
         .label = N_("choose"),                                                                              \
         .help = N_("Choose the option with this letter (digits count them too).")},                         \
        {.from = 'a',                                                                                        \
         .to = 'j',                                                                                          \
         .action = ITEM_ACT_LETTER,                                                                          \
         .modes = ITEM_MODE_MANY,                                                                            \
         .name = "A–J",                                                                                      \
         .label = N_("tick"),                                                                                \
         .help = N_("Tick the option with this letter, or take the tick away (digits count them too).")},    \
        {.from = 'a',                                                                                        \
         .to = 'j',                                                                                          \
         .action = ITEM_ACT_LETTER,                                                                          \
         .modes = ITEM_MODE_MATCH,                                                                           \
         .name = "A–J",                                                                                      \
         .label = N_("pair"),                                                                                \
         .help = N_("Pair the chosen entry with the one that has this letter.")},                            \
        {.from = 'a',                                                                                        \
         .to = 'j',                                                                                          \
         .action = ITEM_ACT_LETTER,                                                                          \
         .modes = ITEM_MODE_ORDER,                                                                           \
         .name = "A–J",                                                                                      \
         .help = N_("Pick up the entry with this letter.")},                                                 \
        {.from = '1',                                                                                        \
         .to = '9',                                                                                          \
         .action = ITEM_ACT_DIGIT,                                                                           \
         .modes = ITEM_MODE_ONE | ITEM_MODE_MANY | ITEM_MODE_MATCH},                                         \
        {.from = '1',                                                                                        \
         .to = '9',                                                                                          \
         .action = ITEM_ACT_DIGIT,                                                                           \
         .modes = ITEM_MODE_SPOT,                                                                            \
         .name = "1–9",                                                                                      \
         .label = N_("tick"),                                                                                \
         .help = N_("Tick the part with this number, or take the tick away.")},                              \
        {.from = '1',                                                                                        \
         .to = '9',                                                                                          \
         .action = ITEM_ACT_DIGIT,                                                                           \
         .modes = ITEM_MODE_ORDER | ITEM_MODE_HELD,                                                          \
         .name = "1–9",                                                                                      \
         .label = N_("to place"),                                                                            \
         .help = N_("Put the entry at this place.")},                                                        \
        {.keys = {' '},                                                                                      \
         .action = ITEM_ACT_PICK,                                                                            \
         .modes = ITEM_MODE_ONE,                                                                             \
         .name = N_("Space"),                                                                                \
         .help = N_("Choose this option.")},                                                                 \
        {.keys = {' '},                                                                                      \
         .action = ITEM_ACT_PICK,                                                                            \
         .modes = ITEM_MODE_MANY | ITEM_MODE_SPOT,                                                           \
         .name = N_("Space"),                                                                                \
         .label = N_("tick"),                                                                                \
         .help = N_("Tick this one, or take the tick away.")},                                               \
        {.keys = {' '},                                                                                      \
         .action = ITEM_ACT_PICK,                                                                            \
         .modes = ITEM_MODE_ORDER,                                                                           \
         .name = N_("Space"),                                                                                \
         .label = N_("pick up"),                                                                             \
         .help = N_("Pick this entry up.")},                                                                 \
    {                                                                                                        \
        .keys = {' '}, .action = ITEM_ACT_PICK, .modes = ITEM_MODE_HELD, .name = N_("Space"),                \
        .label = N_("put down"), .help = N_("Put the entry down here.")                                      \
    }

/* Of an oral test: the points of an answer in words. */
#define ITEM_BINDINGS_POINTS                                                                                 \
    {.keys = {INPUT_UP},                                                                                     \
     .action = ITEM_ACT_UP,                                                                                  \
     .modes = ITEM_MODE_POINTS,                                                                              \
     .name = "↑↓",                                                                                           \
     .label = N_("move"),                                                                                    \
     .help = N_("Move between the points; a long text scrolls.")},                                           \
        {.keys = {INPUT_DOWN}, .action = ITEM_ACT_DOWN, .modes = ITEM_MODE_POINTS},                          \
        {.keys = {' '},                                                                                      \
         .action = ITEM_ACT_PICK,                                                                            \
         .modes = ITEM_MODE_POINTS,                                                                          \
         .name = N_("Space"),                                                                                \
         .help = N_("Tick this point, or take the tick away.")},                                             \
        {.from = '1',                                                                                        \
         .to = '9',                                                                                          \
         .action = ITEM_ACT_DIGIT,                                                                           \
         .modes = ITEM_MODE_POINTS,                                                                          \
         .name = "1–9",                                                                                      \
         .label = N_("tick"),                                                                                \
         .help = N_("Tick the point with this number, or take the tick away.")},                             \
        {.keys = {'0'},                                                                                      \
         .action = ITEM_ACT_NONE,                                                                            \
         .modes = ITEM_MODE_POINTS,                                                                          \
         .name = "0",                                                                                        \
         .label = N_("none"),                                                                                \
         .help = N_("None of the points was said.")},                                                        \
        {.keys = {INPUT_TAB},                                                                                \
         .action = ITEM_ACT_NEXT_FIELD,                                                                      \
         .modes = ITEM_MODE_POINTS,                                                                          \
         .name = "Tab",                                                                                      \
         .label = N_("write"),                                                                               \
         .help = N_("Write down what was said.")},                                                           \
    {                                                                                                        \
        .keys = {INPUT_TAB}, .action = ITEM_ACT_NEXT_FIELD, .modes = ITEM_MODE_ASIDE, .name = "Tab",         \
        .label = N_("points"), .help = N_("Go back to the points.")                                          \
    }

#define ITEM_BINDINGS_BACK                                                                                   \
    {.keys = {INPUT_ESCAPE},                                                                                 \
     .action = ITEM_ACT_CANCEL,                                                                              \
     .modes = ITEM_MODE_HELD,                                                                                \
     .name = "Esc",                                                                                          \
     .label = N_("put back"),                                                                                \
     .help = N_("Put the entry back where it was.")},                                                        \
    {                                                                                                        \
        .keys = {INPUT_DELETE, INPUT_BACKSPACE}, .action = ITEM_ACT_CLEAR,                                   \
        .modes = ITEM_MODES_FREE | ITEM_MODE_HELD, .name = "Del", .label = N_("clear"),                      \
        .help = N_("Take the answer back.")                                                                  \
    }

#endif
