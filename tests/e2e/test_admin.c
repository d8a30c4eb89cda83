/* The administrator's evening: the hall's tables at a terminal. */
#include "journey.h"

#include "base/buf.h"
#include "base/text.h"

#include <glob.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define EVENT "zhuanti"

static const char sheet[] = "test: " EVENT "\n"
                            "title: 专题测试\n"
                            "minutes: 30\n"
                            "full: 10\n"
                            "pass: 6\n"
                            "attempts: 2\n"
                            "who: everyone\n"
                            "sections:\n"
                            "  - {title: 判断题, items: [z1, z2, z3, z4, z5], marks: 2}\n";
static const char bank[] = "bank: zhuanti\n"
                           "title: 专题\n"
                           "items:\n"
                           "  - {id: z1, kind: truefalse, stem: 第一题, key: true, topic: 甲}\n"
                           "  - {id: z2, kind: truefalse, stem: 第二题, key: true, topic: 甲}\n"
                           "  - {id: z3, kind: truefalse, stem: 第三题, key: true, topic: 乙}\n"
                           "  - {id: z4, kind: truefalse, stem: 第四题, key: true, topic: 乙}\n"
                           "  - {id: z5, kind: truefalse, stem: 第五题, key: true, topic: 乙}\n";

/* Who has how many right. */
static const struct {
    const char *number, *name, *unit;
    int right;
} people[] = {
    {"20001", "贾建明", "某矿/综采一队党支部", 5}, {"20002", "李强", "某矿/通风二队党支部", 2},
    {"20003", "王芳", "某矿/通风二队党支部", 4},   {"20004", "赵铁柱", "某矿/综采一队党支部", 1},
    {"20005", "=1+1", "某矿/机关党支部", 3},       {"20006", "钱缺考", "某矿/机关党支部", -1},
};
enum { PEOPLE = sizeof people / sizeof *people, EXPORT_MAX = 1 << 16 };

struct room {
    struct test_hall hall;
    struct terminal *seat;
};

static void import(struct room *room, const char *number, int right)
{
    struct buf papers = BUF_EMPTY;
    char path[HALL_PATH_SIZE + 16];
    buf_add_string(&papers, "number,item,response\n");
    for (int item = 1; item <= 5; item++)
        buf_addf(&papers, "%s,z%d,%s\n", number, item, item <= right ? "T" : "F");
    test_hall_write(&room->hall, "papers.csv", buf_string(&papers));
    snprintf(path, sizeof path, "%s/papers.csv", room->hall.path);
    free(test_hall_biwu(&room->hall, 0, "attempts", "import", EVENT, path, NULL));
    buf_finish(&papers);
}

static void write_people(const struct room *room)
{
    struct buf out = BUF_EMPTY;
    char path[HALL_PATH_SIZE + 16];
    buf_add_string(&out, "number,name,unit,post\n");
    for (int i = 0; i < PEOPLE; i++)
        buf_addf(&out, "%s,%s,%s,%s\n", people[i].number, people[i].name, people[i].unit,
                 i % 2 ? "支委" : "书记");
    test_hall_write(&room->hall, "people.csv", buf_string(&out));
    snprintf(path, sizeof path, "%s/people.csv", room->hall.path);
    free(test_hall_biwu(&room->hall, 0, "people", "import", path, "--apply", NULL));
    buf_finish(&out);
}

static int set_up(void **state)
{
    struct room *room = *state = calloc(1, sizeof *room);
    test_hall_make(&room->hall, NULL, false);
    test_hall_write(&room->hall, "question_banks/zhuanti.yaml", bank);
    test_hall_write(&room->hall, "events/zhuanti.yaml", sheet);
    write_people(room);
    test_hall_start_hub(&room->hall, NULL);
    free(test_hall_biwu(&room->hall, 0, "event", "open", EVENT, NULL));
    for (int i = 0; i < PEOPLE; i++)
        if (people[i].right >= 0)
            import(room, people[i].number, people[i].right);
    return 0;
}

static int tear_down(void **state)
{
    struct room *room = *state;
    terminal_finish(room->seat);
    test_hall_remove(&room->hall);
    free(room);
    return 0;
}

static struct terminal *sit_down(struct room *room)
{
    const char *const argv[] = {test_hall_program(), "-C", room->hall.path, "admin", NULL};
    char data[HALL_PATH_SIZE], locale[HALL_PATH_SIZE];
    snprintf(data, sizeof data, "BIWU_DATADIR=%s", getenv("BIWU_DATADIR") ? getenv("BIWU_DATADIR") : "");
    snprintf(locale, sizeof locale, "BIWU_LOCALEDIR=%s",
             getenv("BIWU_LOCALEDIR") ? getenv("BIWU_LOCALEDIR") : "");
    const char *const environment[] = {"BIWU_LANG=en", data, locale, NULL};
    const struct terminal_options options = {.argv = argv, .environment = environment};
    room->seat = terminal_start(&options);
    terminal_wait_for(room->seat, "专题测试");
    return room->seat;
}

static void show_table(struct terminal *seat, const char *number)
{
    terminal_press(seat, KEY_ENTER);
    terminal_wait_for(seat, "Which table?");
    terminal_type(seat, number);
}

/* The first row of the table on the screen. */
static void expect_first(struct terminal *seat, const char *name)
{
    char cursor[64];
    snprintf(cursor, sizeof cursor, "1 / %d", PEOPLE - 1);
    terminal_wait_for(seat, cursor);
    if (!strstr(terminal_row(seat, 3), name))
        fail_msg("the first row is: %s", terminal_row(seat, 3));
}

static void scores(struct terminal *seat)
{
    show_table(seat, "1");
    terminal_wait_for_all(seat, (const char *const[]){"5 rows", "贾建明", "=1+1", NULL});
    expect_first(seat, "贾建明");
    assert_false(terminal_shows(seat, "钱缺考"));
    /* By name: what begins with an ASCII character comes first. */
    terminal_type(seat, ">>s");
    terminal_wait_for(seat, "name↑");
    expect_first(seat, "=1+1");
    terminal_type(seat, "s");
    terminal_wait_for(seat, "name↓");
    expect_first(seat, "赵铁柱");
    terminal_type(seat, "s");
    terminal_wait_gone(seat, "name↓");
    expect_first(seat, "贾建明");
    terminal_type(seat, "/通风");
    terminal_wait_for(seat, "Search: 通风");
    terminal_press(seat, KEY_ENTER);
    terminal_wait_for(seat, "unit: 某矿/通风二队党支部");
}

static void charts(struct terminal *seat)
{
    terminal_type(seat, "c");
    terminal_wait_for_all(seat, (const char *const[]){"1 / ", "people", "█", NULL});
    terminal_resize(seat, 120, 40);
    terminal_wait_for(seat, "█");
    terminal_resize(seat, 80, 24);
    terminal_press(seat, KEY_ESCAPE);
    terminal_wait_for(seat, "5 rows");
}

/* A unit → its people → a paper, and back to where one was. */
static void drill(struct terminal *seat)
{
    terminal_press(seat, KEY_ESCAPE);
    terminal_wait_for(seat, "Which table?");
    terminal_type(seat, "2");
    terminal_wait_for_all(seat, (const char *const[]){"3 rows", "综采一队党支部", "机关党支部", NULL});
    terminal_type(seat, "/通风");
    terminal_press(seat, KEY_ENTER);
    terminal_wait_for(seat, "unit: 某矿/通风二队党支部");
    terminal_press(seat, KEY_ENTER);
    terminal_wait_for_all(seat, (const char *const[]){"Only: 某矿/通风二队党支部", "2 rows", "王芳", NULL});
    assert_false(terminal_shows(seat, "贾建明"));
    terminal_press(seat, KEY_DOWN);
    terminal_wait_for(seat, "2 / 2");
    terminal_press(seat, KEY_ENTER);
    terminal_wait_for_all(seat, (const char *const[]){"20002", "李强", "5 rows", "第一题", NULL});
    terminal_press(seat, KEY_ENTER); /* the whole row */
    terminal_wait_for_all(seat, (const char *const[]){"第", "stem", NULL});
    terminal_press(seat, KEY_ESCAPE);
    terminal_wait_for(seat, "5 rows");
    terminal_press(seat, KEY_ESCAPE);
    terminal_wait_for(seat, "2 / 2");
    terminal_press(seat, KEY_ESCAPE);
    terminal_wait_for(seat, "3 rows");
    terminal_press(seat, KEY_ESCAPE);
    terminal_wait_for(seat, "Which table?");
}

static void filter(struct terminal *seat)
{
    terminal_type(seat, "1");
    terminal_wait_for(seat, "5 rows");
    terminal_type(seat, "f");
    terminal_wait_for(seat, "Show only…");
    terminal_type(seat, "某矿/没有");
    terminal_press(seat, KEY_ENTER);
    terminal_wait_for(seat, "F changes the filter");
    terminal_type(seat, "f");
    terminal_wait_for(seat, "Show only…");
    terminal_press_control(seat, 'x');
    terminal_wait_for(seat, "5 rows");
    terminal_type(seat, "f");
    for (int i = 0; i < 4; i++)
        terminal_press(seat, KEY_DOWN);
    terminal_press(seat, KEY_RIGHT);
    terminal_wait_for(seat, "← those who passed →");
    terminal_press(seat, KEY_ENTER);
    terminal_wait_for_all(seat, (const char *const[]){"Only: passed", "3 rows", NULL});
}

/* The content of the one file in exports of such a name. The caller frees it. */
static char *exported(const struct room *room, const char *end)
{
    char pattern[HALL_PATH_SIZE + 128];
    glob_t found;
    snprintf(pattern, sizeof pattern, "%s/exports/scores-" EVENT "-[0-9]*-[0-9]*-[0-9][0-9]%s",
             room->hall.path, end);
    if (glob(pattern, 0, NULL, &found) != 0 || found.gl_pathc != 1)
        fail_msg("there is no (or not one) %s", pattern);
    FILE *file = fopen(found.gl_pathv[0], "rb");
    assert_non_null(file);
    char *content = calloc(1, EXPORT_MAX);
    size_t length = fread(content, 1, EXPORT_MAX - 1, file);
    fclose(file);
    globfree(&found);
    assert_true(length > 0);
    return content;
}

/* What is seen is what is in the file: filtered, and in the order of the screen. */
static void export_csv(const struct room *room, struct terminal *seat, const char *end)
{
    terminal_type(seat, "e");
    terminal_wait_for(seat, "Export: which file?");
    terminal_type(seat, "c");
    terminal_wait_for(seat, "The table was written to:");
    char *content = exported(room, end);
    const char *third = strstr(content, "贾建明"), *first = strstr(content, "=1+1");
    assert_non_null(first);
    assert_non_null(third);
    assert_true(first < third);
    assert_non_null(strstr(content, "王芳"));
    assert_null(strstr(content, "李强"));
    free(content);
    terminal_press(seat, KEY_ENTER);
    terminal_wait_for(seat, "3 rows");
}

static void export_all(const struct room *room, struct terminal *seat)
{
    terminal_type(seat, ">>s");
    terminal_wait_for(seat, "name↑");
    export_csv(room, seat, ".csv");
    export_csv(room, seat, "-2.csv"); /* the first one stays */
    static const char *const others[][2] = {{"x", ".xlsx"}, {"h", ".html"}, {"j", ".json"}};
    for (int i = 0; i < 3; i++) {
        terminal_type(seat, "e");
        terminal_wait_for(seat, "Export: which file?");
        terminal_type(seat, others[i][0]);
        terminal_wait_for(seat, others[i][1]);
        terminal_wait_for(seat, "The table was written to:");
        free(exported(room, others[i][1]));
        terminal_press(seat, KEY_ENTER);
        terminal_wait_for(seat, "3 rows");
    }
}

static void news(struct room *room, struct terminal *seat)
{
    import(room, people[PEOPLE - 1].number, 5);
    terminal_wait_for(seat, "New results have come in: R reads again.");
    terminal_type(seat, "r");
    terminal_wait_for_all(seat, (const char *const[]){"4 rows", "钱缺考", NULL});
}

static void test_evening(void **state)
{
    struct room *room = *state;
    struct terminal *seat = sit_down(room);
    scores(seat);
    charts(seat);
    drill(seat);
    filter(seat);
    export_all(room, seat);
    news(room, seat);
    terminal_resize(seat, 60, 20);
    terminal_wait_for(seat, "This window is 60 × 20.");
    terminal_resize(seat, 160, 50);
    terminal_wait_for(seat, "4 rows");
    terminal_type(seat, "q");
    int status = terminal_wait_exit(seat);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_false(terminal_is_alternate(seat));
    free(test_hall_biwu(&room->hall, 0, "verify", NULL));
}

/* A table that is wider than the terminal is folded, not wrapped anywhere. */
static void test_a_table_fits_the_terminal(void **state)
{
    struct room *room = *state;
    const char *const argv[] = {test_hall_program(), "-C", room->hall.path, "table", "scores", EVENT, NULL};
    const char *const environment[] = {"BIWU_LANG=en", NULL};
    const struct terminal_options options = {
        .argv = argv, .environment = environment, .width = 80, .height = 60};
    struct terminal *seat = room->seat = terminal_start(&options);
    terminal_wait_exit(seat);
    for (size_t i = 0; i < PEOPLE; i++)
        assert_true(people[i].right < 0 || terminal_shows(seat, people[i].unit));
    assert_true(terminal_shows(seat, "rank  staff number  name"));
    assert_true(terminal_shows(seat, "time used  submitted"));
    assert_true(terminal_shows(
        seat, "--------------------------------------------------------------------------------"));
}

/* Without a hub, and in a hall where nothing happened yet. */
static void test_empty_hall(void **state)
{
    struct room *room = *state;
    test_hall_end_hub(&room->hall, SIGTERM);
    test_hall_remove(&room->hall);
    test_hall_make(&room->hall, NULL, false);
    const char *const argv[] = {test_hall_program(), "-C", room->hall.path, "admin", NULL};
    const char *const environment[] = {"BIWU_LANG=en", NULL};
    const struct terminal_options options = {.argv = argv, .environment = environment};
    struct terminal *seat = room->seat = terminal_start(&options);
    terminal_wait_for(seat, "The hall has no events yet.");
    terminal_type(seat, "a");
    terminal_wait_for(seat, "Which table?");
    terminal_press(seat, KEY_ENTER);
    terminal_wait_for(seat, "0 rows");
    terminal_press(seat, KEY_ESCAPE);
    terminal_wait_for(seat, "Which table?");
    terminal_signal(seat, SIGTERM);
    terminal_wait_exit(seat);
    assert_false(terminal_is_alternate(seat));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_evening, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_table_fits_the_terminal, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_empty_hall, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("admin", tests, NULL, NULL);
}
