#include "tui/stage/words.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#define M(n) ((mark_t)((n)*MARK_ONE))

static const int64_t bonuses[] = {M(3), M(2)};
static const struct false_start costly[] = {{M(-5), FALSE_START_LOCKED}, {M(-10), FALSE_START_VOID}};
static const struct false_start locked[] = {{0, FALSE_START_LOCKED}};
static const struct false_start warned[] = {{0, FALSE_START_NOTHING}, {M(-10), FALSE_START_NOTHING}};

/* A round, and all that is said of it besides its numbers. */
static const struct {
    struct round_row round;
    const char *said;
} cases[] = {
    {{.kind = ROUND_REQUIRED, .right = M(10)}, ""},
    {{.kind = ROUND_BUZZER, .false_starts = costly, .false_start_count = 1},
     "False start: -5, and the team is locked out for the item.\n"},
    {{.kind = ROUND_BUZZER, .false_starts = costly, .false_start_count = 2},
     "False start: -5, and the team is locked out for the item.\n"
     "From a team's second false start on: -10, and the item is void.\n"},
    {{.kind = ROUND_BUZZER, .false_starts = warned, .false_start_count = 2},
     "A false start costs nothing.\nFrom a team's second false start on: -10.\n"},
    {{.kind = ROUND_PLAYOFF, .false_starts = locked, .false_start_count = 1},
     "False start: the team is locked out for the item.\n"},
    {{.kind = ROUND_TOGETHER, .bonuses = bonuses, .bonus_count = 2},
     "The first right answers gain more, in this order: 3 / 2.\n"},
    {{.kind = ROUND_TOGETHER, .bonuses = bonuses, .bonus_count = 1},
     "The first right answer gains more: 3.\n"},
    {{.kind = ROUND_KNOCKOUT, .survivor = M(20)}, "The last one standing: +20.\n"},
    {{.kind = ROUND_KNOCKOUT, .rules = TEXT("一战到底"), .survivor = M(20)}, ""},
};

static void rules_say_what_the_sheet_punishes_and_rewards(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct arena arena = ARENA_EMPTY;
        struct buf said = BUF_EMPTY;
        struct text more[WORDS_MORE_RULES];
        int count = words_more_rules(&cases[i].round, &arena, more);
        for (int k = 0; k < count; k++)
            buf_addf(&said, "%.*s\n", TEXT_ARG(more[k]));
        assert_string_equal(buf_string(&said), cases[i].said);
        buf_finish(&said);
        arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest all[] = {cmocka_unit_test(rules_say_what_the_sheet_punishes_and_rewards)};
    return cmocka_run_group_tests(all, NULL, NULL);
}
