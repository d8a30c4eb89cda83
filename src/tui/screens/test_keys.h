/* The keys of the test screen. Actions below TEST_PREVIOUS are enum item_action. */
#ifndef BIWU_TUI_SCREENS_TEST_KEYS_H
#define BIWU_TUI_SCREENS_TEST_KEYS_H

#include "tui/screens/item_view.h"
#include "tui/screens/screens.h"

enum test_action {
    TEST_PREVIOUS = 100,
    TEST_NEXT,
    TEST_FIRST,
    TEST_LAST,
    TEST_FLAG,
    TEST_SHEET,
    TEST_SUBMIT,
    TEST_LEAVE,
    TEST_MATERIAL_UP,
    TEST_MATERIAL_DOWN,
};

/* Together with the bits of item_view.h: the item has material to scroll. */
enum { TEST_MODE_MATERIAL = 128 };

#endif
