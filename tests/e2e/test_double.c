/* A whole evening of the sample's double competition, from the theory test to the champions. */
#include "double.h"

static int set_up(void **state)
{
    struct stage_room *room = calloc(1, sizeof *room);
    *state = room;
    stage_room_make(room, FINAL_EVENT);
    return 0;
}

static int tear_down(void **state)
{
    stage_room_remove(*state);
    free(*state);
    return 0;
}

static void test_double(void **state)
{
    struct stage_room *room = *state;
    double_theory(room);
    double_final(room);
    double_panels(room);
    double_series(room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_double, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("double", tests, NULL, NULL);
}
