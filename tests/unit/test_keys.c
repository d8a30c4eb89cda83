#include "tui/keys.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "tui/marking/screens.h"
#include "tui/screens/item_view.h"
#include "tui/screens/screens.h"
#include "tui/screens/test_keys.h"
#include "tui/stage/host.h"
#include "tui/stage/judge.h"
#include "tui/stage/panel_host.h"
#include "tui/stage/picker.h"
#include "tui/stage/screens.h"
#include "tui/tables/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct {
    const char *name;
    const struct binding *table;
} tables[] = {
    {"sign-in", signin_keys},
    {"home", home_keys},
    {"instructions", instructions_keys},
    {"test", test_keys},
    {"sheet", sheet_keys},
    {"submit", submit_keys},
    {"result", result_keys},
    {"review", review_keys},
    {"ranking", ranking_keys},
    {"events", events_keys},
    {"monitor", monitor_keys},
    {"dialog", dialog_keys},
    {"help", help_keys},
    {"entering", entering_keys},
    {"stage-enter", stage_enter_keys},
    {"host", host_keys},
    {"host-plays", host_plays_keys},
    {"host-keytest", host_keytest_keys},
    {"series-host", series_host_keys},
    {"picker", picker_keys},
    {"panel-host", panel_host_keys},
    {"panel-marks", panel_marks_keys},
    {"board", board_keys},
    {"desk", desk_keys},
    {"judge", judge_keys},
    {"judge-sign", judge_sign_keys},
    {"judge-list", judge_list_keys},
    {"judge-head", judge_head_keys},
    {"tables-home", tables_home_keys},
    {"tables-menu", tables_menu_keys},
    {"tables-table", tables_table_keys},
    {"tables-filter", tables_filter_keys},
    {"tables-export", tables_export_keys},
    {"tables-charts", tables_charts_keys},
    {"tables-reader", tables_reader_keys},
    {"marking", marking_keys},
    {"script", script_keys},
    {"oral", oral_keys},
};

static void no_key_is_bound_twice_on_a_screen(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        int clash = keys_find_clash(tables[i].table);
        if (clash >= 0)
            fail_msg("%s: binding %d (%s) shares a key with one before it", tables[i].name, clash,
                     tables[i].table[clash].help ? tables[i].table[clash].help : "");
    }
}

static void a_clash_is_found(void **state)
{
    (void)state;
    static const struct binding same[] = {
        {.keys = {'a'}, .action = 1}, {.keys = {'b', 'a'}, .action = 2}, {.action = 0}};
    static const struct binding range[] = {{.keys = {'a'}, .action = 1, .modes = 1},
                                           {.from = 'a', .to = 'j', .action = 2, .modes = 2},
                                           {.from = 'j', .to = 'z', .action = 3, .modes = 6},
                                           {.action = 0}};
    static const struct binding apart[] = {
        {.keys = {'a'}, .action = 1, .modes = 1}, {.keys = {'a'}, .action = 2, .modes = 2}, {.action = 0}};
    assert_int_equal(keys_find_clash(same), 1);
    assert_int_equal(keys_find_clash(range), 2);
    assert_int_equal(keys_find_clash(apart), -1);
}

static struct press find(const struct binding *table, uint32_t modes, uint32_t character)
{
    const struct event event = {.kind = EVENT_CHARACTER, .character = character};
    return keys_find(table, modes, &event);
}

static void capitals_and_full_width_forms_count_as_plain(void **state)
{
    (void)state;
    assert_int_equal(find(test_keys, ITEM_MODE_ONE, 'b').action, ITEM_ACT_LETTER);
    assert_int_equal(find(test_keys, ITEM_MODE_ONE, 'B').index, 1);
    assert_int_equal(find(test_keys, ITEM_MODE_ONE, 0xFF22).index, 1); /* B */
    assert_int_equal(find(test_keys, ITEM_MODE_ONE, 0x3000).action, ITEM_ACT_PICK);
    assert_int_equal(find(test_keys, ITEM_MODE_ONE, 0xFF1F).action, ACTION_HELP); /* ? */
}

static void letters_are_text_while_typing(void **state)
{
    (void)state;
    for (uint32_t c = 0x20; c < 0x7F; c++)
        assert_int_equal(find(test_keys, ITEM_MODE_TYPING | TEST_MODE_MATERIAL, c).action, 0);
    for (uint32_t c = 0x20; c < 0x7F; c++)
        assert_int_equal(find(signin_keys, 0, c).action, 0);
}

static int hints_drawn(const struct hints *hints, int width, int rows)
{
    struct canvas canvas;
    struct buf out = BUF_EMPTY;
    canvas_init(&canvas, false);
    canvas_reset(&canvas, width, rows);
    hints_draw(hints, &canvas, canvas_rect(&canvas));
    canvas_to_text(&canvas, &out);
    int found = 0;
    for (const struct binding *b = hints->table; b->action; b++) {
        struct buf hint = BUF_EMPTY;
        if (b->name && b->label && (b->modes == 0 || (b->modes & hints->modes))) {
            buf_addf(&hint, "%s %s", b->name, b->label);
            found += strstr(buf_string(&out), buf_string(&hint)) != NULL;
        }
        buf_finish(&hint);
    }
    buf_finish(&out);
    canvas_finish(&canvas);
    return found;
}

static int hints_wanted(const struct hints *hints)
{
    int wanted = 0;
    for (const struct binding *b = hints->table; b->action; b++)
        wanted += b->name && b->label && (b->modes == 0 || (b->modes & hints->modes));
    return wanted;
}

static void every_hint_fits_two_rows_of_78_columns(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        for (uint32_t mode = 1; mode <= 64; mode <<= 1)
            for (int material = 0; material < 2; material++) {
                struct hints hints = {tables[i].table, mode | (material ? TEST_MODE_MATERIAL : 0u)};
                if (hints_drawn(&hints, 78, 2) != hints_wanted(&hints))
                    fail_msg("%s, mode %u%s: %d of %d hints fit", tables[i].name, mode,
                             material ? " with material" : "", hints_drawn(&hints, 78, 2),
                             hints_wanted(&hints));
            }
}

static void when_hints_do_not_fit_help_stays(void **state)
{
    (void)state;
    struct canvas canvas;
    struct buf out = BUF_EMPTY;
    struct hints hints = {test_keys, ITEM_MODE_ONE};
    assert_int_equal(hints_rows(&hints, 300, 2), 1);
    assert_int_equal(hints_rows(&hints, 78, 2), 2);
    canvas_init(&canvas, false);
    canvas_reset(&canvas, 40, 1);
    hints_draw(&hints, &canvas, canvas_rect(&canvas));
    canvas_to_text(&canvas, &out);
    assert_non_null(strstr(buf_string(&out), "↑↓ move"));
    assert_non_null(strstr(buf_string(&out), "? help"));
    buf_finish(&out);
    canvas_finish(&canvas);
}

static void every_key_is_explained(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        for (const struct binding *b = tables[i].table; b->action; b++) {
            if (b->label && !b->help)
                fail_msg("%s: “%s” is hinted and not explained", tables[i].name, b->label);
            if (b->help && !b->name)
                fail_msg("%s: “%s” does not name its key", tables[i].name, b->help);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_key_is_bound_twice_on_a_screen),
        cmocka_unit_test(a_clash_is_found),
        cmocka_unit_test(capitals_and_full_width_forms_count_as_plain),
        cmocka_unit_test(letters_are_text_while_typing),
        cmocka_unit_test(every_hint_fits_two_rows_of_78_columns),
        cmocka_unit_test(when_hints_do_not_fit_help_stays),
        cmocka_unit_test(every_key_is_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
