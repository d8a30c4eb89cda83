/* The key test (键盘自检) before a buzzer round: who pressed, and how far apart. Kept in memory only; presses
 * during it are none of the contest's. */
#ifndef BIWU_HUB_KEY_TEST_H
#define BIWU_HUB_KEY_TEST_H

#include "hub/state.h"

/* Takes the press when a test is on; false: none is. */
bool key_test_press(struct stage *stage, int64_t team);
/* The contest goes on. */
void key_test_end(struct stage *stage);

#endif
