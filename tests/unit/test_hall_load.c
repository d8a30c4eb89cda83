#include "bank/hall_load.h"
#include "findings.h"

static void a_hall_is_read(void **state)
{
    (void)state;
    static const char *const sources[] = {
        "hall: 培训室\norganizers: [\"10001\", 10002]\nconnections: 50\nwrong_pins: 3\n",
        "考场: 培训室\n组织者: [\"10001\", 10002]\n席位数: ５０\n口令错误次数: 3\n",
    };
    for (int i = 0; i < 2; i++) {
        struct loading_place place = loading_place();
        struct hall hall;
        assert_true(hall_load(text_of(sources[i]), "hall.yaml", &place.arena, &place.diags, &hall));
        assert_findings(&place.diags, "");
        assert_text(hall.name, "培训室");
        assert_int_equal(hall.organizer_count, 2);
        assert_text(hall.organizers[1], "10002");
        assert_int_equal(hall.connections, 50);
        assert_int_equal(hall.wrong_pins, 3);
        loading_place_finish(&place);
    }
}

static void an_empty_file_gives_the_defaults(void **state)
{
    (void)state;
    static const char *const sources[] = {"", "# nothing\n", "organizers: 10001\n"};
    for (int i = 0; i < 3; i++) {
        struct loading_place place = loading_place();
        struct hall hall;
        assert_true(hall_load(text_of(sources[i]), "hall.yaml", &place.arena, &place.diags, &hall));
        assert_findings(&place.diags, "");
        assert_int_equal(hall.name.len, 0);
        assert_int_equal(hall.organizer_count, i == 2);
        assert_int_equal(hall.connections, 2000);
        assert_int_equal(hall.wrong_pins, 8);
        loading_place_finish(&place);
    }
}

static void a_hall_may_be_for_rehearsals(void **state)
{
    (void)state;
    static const char *const sources[] = {"hall: 考场\n", "rehearsal: true\n", "彩排: 是\n",
                                          "rehearsal: false\n"};
    for (int i = 0; i < 4; i++) {
        struct loading_place place = loading_place();
        struct hall hall;
        assert_true(hall_load(text_of(sources[i]), "hall.yaml", &place.arena, &place.diags, &hall));
        assert_int_equal(hall.rehearsal, i == 1 || i == 2);
        loading_place_finish(&place);
    }
}

static void mistakes_are_said(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct hall hall;
    struct text source = text_of("hall: {a: b}\norganisers: [1]\nconnections: 0\nwrong_pins: many\n");
    assert_false(hall_load(source, "hall.yaml", &place.arena, &place.diags, &hall));
    assert_findings(&place.diags, "1:7+1: a mapping stands where a single value is expected\n"
                                  "2:1+10: unknown key “organisers”\n"
                                  "3:14+1: expected a whole number from 1 to 100000, found “0”\n"
                                  "4:13+4: expected a whole number from 1 to 100, found “many”\n");
    assert_text(place.diags.list[1].hint, "did you mean “organizers”?");
    loading_place_finish(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hall_is_read),
        cmocka_unit_test(an_empty_file_gives_the_defaults),
        cmocka_unit_test(a_hall_may_be_for_rehearsals),
        cmocka_unit_test(mistakes_are_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
