/* What a screen is told. */
#ifndef BIWU_TUI_EVENT_H
#define BIWU_TUI_EVENT_H

#include "base/text.h"
#include "wire/client.h"

/* Keys that are not characters. The values lie beyond Unicode, so that a binding can name either. */
enum input_key {
    INPUT_UP = 0x110000,
    INPUT_DOWN,
    INPUT_LEFT,
    INPUT_RIGHT,
    INPUT_HOME,
    INPUT_END,
    INPUT_PAGE_UP,
    INPUT_PAGE_DOWN,
    INPUT_INSERT,
    INPUT_DELETE,
    INPUT_BACKSPACE,
    INPUT_TAB,
    INPUT_BACK_TAB,
    INPUT_ENTER,
    INPUT_ESCAPE,
    INPUT_F1, /* F1 … F12 follow one another */
    INPUT_F12 = INPUT_F1 + 11,
    INPUT_CTRL = 0x110100, /* INPUT_CTRL + 'a' … 'z' */
};

enum mouse_action { MOUSE_PRESS, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

enum event_kind {
    EVENT_CHARACTER, /* one code point */
    EVENT_KEY,
    EVENT_PASTE,
    EVENT_MOUSE,
    EVENT_RESIZE,
    EVENT_TICK,  /* the time the screen asked for has come */
    EVENT_REPLY, /* a message from the hub */
    EVENT_STATE, /* the connection came or went */
    EVENT_SHOWN, /* this screen is on top (again) */
    EVENT_ANSWER /* a dialog that this screen put up was answered */
};

enum { DIALOG_FIELDS = 2 };

struct event {
    enum event_kind kind;
    union {
        uint32_t character;
        uint32_t key;      /* input_key */
        struct text paste; /* lives during the call; may hold newlines */
        struct {
            enum mouse_action action;
            int x, y;
        } mouse;
        const struct reply *reply; /* lives during the call */
        enum client_state state;
        struct {
            int question; /* the number the asker gave */
            int choice;   /* the button's index; -1: dismissed */
            struct text fields[DIALOG_FIELDS];
        } answer;
    };
};

#endif
