#include "journey.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"

#include <dirent.h>
#include <signal.h>
#include <unistd.h>

/* ---- Halls ------------------------------------------------------------------------------------------ */

/* All sheets of the samples but this one. */
static void remove_sheets_but(const struct test_hall *hall, const char *kept)
{
    char path[HALL_PATH_SIZE + 300];
    snprintf(path, sizeof path, "%s/events", hall->path);
    DIR *dir = opendir(path);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        snprintf(path, sizeof path, "%s/events/%s", hall->path, entry->d_name);
        if (entry->d_name[0] != '.' && strcmp(entry->d_name, kept) != 0)
            assert_int_equal(unlink(path), 0);
    }
    closedir(dir);
}

static void write_sheet(const struct test_hall *hall, const char *minutes)
{
    char path[HALL_PATH_SIZE + 64];
    struct buf source = BUF_EMPTY, out = BUF_EMPTY;
    struct err err = ERR_NONE;
    snprintf(path, sizeof path, "%s/events/2026-shuangbiwu-lilun.yaml", hall->path);
    if (!file_read(path, 1 << 20, &source, &err))
        fail_msg("%s", err.message);
    struct text rest = buf_text(&source), line;
    while (text_next(&rest, '\n', &line)) {
        if (text_starts_with(line, (struct text)TEXT("test:")))
            buf_add_string(&out, "test: lilun");
        else if (text_starts_with(line, (struct text)TEXT("minutes:")))
            buf_addf(&out, "minutes: %s", minutes);
        else if (!text_starts_with(line, (struct text)TEXT("opens:")) &&
                 !text_starts_with(line, (struct text)TEXT("closes:")))
            buf_add_text(&out, line);
        buf_add_char(&out, '\n');
    }
    test_hall_write(hall, "events/lilun.yaml", buf_string(&out));
    buf_finish(&source);
    buf_finish(&out);
}

void journey_hall(struct test_hall *hall, const char *minutes)
{
    test_hall_make(hall, NULL, true);
    write_sheet(hall, minutes);
    remove_sheets_but(hall, "lilun.yaml");
}

void journey_open_hall(struct test_hall *hall, const char *minutes)
{
    journey_hall(hall, minutes);
    test_hall_start_hub(hall, NULL);
    free(test_hall_biwu(hall, 0, "event", "open", "lilun", NULL));
}

/* ---- In and out ------------------------------------------------------------------------------------- */

void journey_sign_in(struct terminal *seat, const struct test_hall *hall, const char *number)
{
    char pin[HALL_PIN_SIZE];
    test_hall_pin(hall, number, pin);
    terminal_wait_for(seat, "Staff number");
    terminal_type(seat, number);
    terminal_press(seat, KEY_ENTER);
    terminal_type(seat, pin);
    terminal_press(seat, KEY_ENTER);
}

struct terminal *journey_sit_down(const struct test_hall *hall, const char *number)
{
    struct terminal *seat = test_hall_seat(hall, "en", 80, 24);
    journey_sign_in(seat, hall, number);
    terminal_wait_for_all(seat, (const char *const[]){"My tests", number, NULL});
    return seat;
}

struct terminal *journey_come_back(const struct test_hall *hall, const char *number)
{
    struct terminal *seat = test_hall_seat(hall, "en", 80, 24);
    journey_sign_in(seat, hall, number);
    terminal_wait_for_all(seat, (const char *const[]){number, "Item ", "time left ", NULL});
    return seat;
}

static int items_of(struct terminal *seat)
{
    int column, row, item, items;
    assert_true(terminal_find(seat, "Item ", &column, &row));
    assert_int_equal(sscanf(strstr(terminal_row(seat, row), "Item "), "Item %d of %d", &item, &items), 2);
    return items;
}

int journey_begin(struct terminal *seat)
{
    terminal_wait_for_any(seat, (const char *const[]){"▸ 双比武理论考试", "> 双比武理论考试", NULL});
    terminal_press(seat, KEY_ENTER);
    terminal_wait_for(seat, "The clock starts when you press Enter.");
    terminal_press(seat, KEY_ENTER);
    terminal_wait_for(seat, "Item 1 of ");
    int items = items_of(seat);
    assert_in_range(items, 1, ITEMS_MAX);
    return items;
}

void journey_submit(struct terminal *seat)
{
    terminal_press_control(seat, 's');
    terminal_wait_for(seat, "Submit the test");
    terminal_type(seat, "s");
    terminal_wait_for(seat, "[Go on answering]");
    terminal_type(seat, "y");
    terminal_wait_for(seat, "You submitted this test.");
}

/* ---- Moving about ----------------------------------------------------------------------------------- */

int journey_item(struct terminal *seat)
{
    int column, row, item = 0;
    if (terminal_find(seat, "Item ", &column, &row))
        sscanf(strstr(terminal_row(seat, row), "Item "), "Item %d of", &item);
    return item;
}

int journey_time_left(struct terminal *seat)
{
    int column, row, a, b, c;
    if (!terminal_find(seat, "time left ", &column, &row))
        return -1;
    const char *text = strstr(terminal_row(seat, row), "time left ") + strlen("time left ");
    int parts = sscanf(text, "%d:%d:%d", &a, &b, &c);
    return parts == 3 ? a * 3600 + b * 60 + c : parts == 2 ? a * 60 + b : -1;
}

static void wait_for_item(struct terminal *seat, int item)
{
    char text[32];
    snprintf(text, sizeof text, "Item %d of ", item);
    terminal_wait_for(seat, text);
}

void journey_jump(struct terminal *seat, int item)
{
    char digits[16];
    terminal_press_control(seat, 'k');
    terminal_wait_for(seat, "Answer sheet");
    snprintf(digits, sizeof digits, "%d", item);
    terminal_type(seat, digits);
    terminal_press(seat, KEY_ENTER);
    wait_for_item(seat, item);
}

void journey_next(struct terminal *seat, int items)
{
    int item = journey_item(seat);
    if (item == items)
        return;
    terminal_press(seat, KEY_PAGE_DOWN);
    wait_for_item(seat, item + 1);
}

void journey_wait_saved(struct terminal *seat)
{
    terminal_wait_for(seat, "✓ saved");
    terminal_wait_gone(seat, "not saved yet");
}

/* ---- Answering -------------------------------------------------------------------------------------- */

static void answer_single(struct terminal *seat, int way, char *typed)
{
    static const char *const shown[] = {"(●) B.", "(●) A.", "(●) B."};
    if (way % 3 == 0)
        terminal_type(seat, "b");
    else if (way % 3 == 1)
        terminal_type(seat, "1");
    else {
        terminal_press(seat, KEY_DOWN);
        terminal_type(seat, " ");
    }
    terminal_wait_for(seat, shown[way % 3]);
    strcpy(typed, way % 3 == 1 ? "A" : "B");
}

static void answer_multiple(struct terminal *seat, int way, char *typed)
{
    if (way % 2) {
        terminal_type(seat, "ac");
    } else { /* tick all three, and take one away again */
        terminal_type(seat, "123b");
        terminal_wait_for(seat, "[ ] B.");
    }
    terminal_wait_for_all(seat, (const char *const[]){"[✓] A.", "[✓] C.", NULL});
    strcpy(typed, "AC");
}

static void answer_truefalse(struct terminal *seat, int way, char *typed)
{
    terminal_type(seat, way % 2 ? "a" : "b");
    terminal_wait_for(seat, way % 2 ? "(●) A." : "(●) B.");
    strcpy(typed, way % 2 ? "T" : "F");
}

/* Typed with an input method, pasted, corrected. */
static void answer_blank(struct terminal *seat, int way, char *typed)
{
    (void)way;
    bool second = terminal_shows(seat, " (2) [");
    bool third = terminal_shows(seat, " (3) [");
    terminal_type(seat, "民主集中错");
    terminal_press(seat, KEY_BACKSPACE);
    terminal_type(seat, "制");
    terminal_wait_for(seat, "[民主集中制 ");
    strcpy(typed, "民主集中制");
    if (second) {
        terminal_press(seat, KEY_TAB);
        terminal_paste(seat, "两个|维护");
        terminal_wait_for(seat, "[两个|维护 ");
        strcat(typed, "|两个\\|维护");
    }
    if (third)
        strcat(typed, "|");
}

static void answer_numeric(struct terminal *seat, int way, char *typed)
{
    (void)way;
    terminal_type(seat, "１25.5");
    terminal_press(seat, KEY_HOME);
    terminal_press(seat, KEY_RIGHT);
    terminal_press(seat, KEY_DELETE);
    terminal_wait_for(seat, "[１5.5 ");
    strcpy(typed, "15.5");
}

static void answer_order(struct terminal *seat, int way, char *typed)
{
    if (way % 2) {
        terminal_type(seat, " ");
        terminal_wait_for(seat, "then press Space to put it down");
        terminal_press(seat, KEY_DOWN);
        terminal_type(seat, " ");
    } else { /* pick up by letter, put at a place by its number */
        terminal_type(seat, "b1");
    }
    terminal_wait_for_all(seat,
                          (const char *const[]){" 1. B ", " 2. A ", "This order is your answer.", NULL});
    strcpy(typed, "BA");
}

static void answer_match(struct terminal *seat, int way, char *typed)
{
    (void)way;
    terminal_type(seat, "ba");
    terminal_wait_for_all(seat, (const char *const[]){" 1. [B]", " 2. [A]", NULL});
    strcpy(typed, "1B 2A");
}

static void answer_spot(struct terminal *seat, int way, char *typed)
{
    (void)way;
    terminal_type(seat, "12");
    terminal_wait_for_all(seat, (const char *const[]){"1. [✗]", "2. [✗]", NULL});
    terminal_type(seat, "1");
    terminal_wait_for(seat, "1. [ ]");
    strcpy(typed, "2");
}

static const struct kind {
    const char *label;
    void (*answer)(struct terminal *seat, int way, char *typed);
} kinds[] = {
    {"single choice", answer_single},    {"multiple choice", answer_multiple},
    {"true or false", answer_truefalse}, {"fill in the blanks", answer_blank},
    {"calculation", answer_numeric},     {"put in order", answer_order},
    {"matching", answer_match},          {"find the errors", answer_spot},
};

void journey_answer(struct terminal *seat, int way, struct given *given)
{
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        char label[64];
        snprintf(label, sizeof label, "· %s ·", kinds[i].label);
        if (!terminal_shows(seat, label))
            continue;
        snprintf(given->kind, sizeof given->kind, "%s", kinds[i].label);
        kinds[i].answer(seat, way, given->typed);
        return;
    }
    terminal_wait_for(seat, "an item of a kind that is known");
}

/* ---- What the commands say of it -------------------------------------------------------------------- */

static struct text csv_field(struct text line, int column)
{
    struct text field = {0};
    for (int i = 0; i <= column; i++)
        if (!text_next(&line, ',', &field))
            return (struct text){0};
    return field;
}

char *journey_field(const char *csv, const char *first, int column)
{
    struct text rest = text_of(csv), line;
    while (text_next(&rest, '\n', &line))
        if (text_is(csv_field(line, 0), first)) {
            struct text field = csv_field(line, column);
            char *out = xcalloc(field.len + 1, 1);
            memcpy(out, field.at, field.len);
            return out;
        }
    fail_msg("there is no row %s in\n%s", first, csv);
    return NULL;
}

static int compare_letters(const void *a, const void *b)
{
    return *(const char *)a - *(const char *)b;
}

/* A typed response in the item's own letters: `shown` lists them in the order shown. */
static void to_own(const struct given *given, const char *shown, char out[static TYPED_SIZE])
{
    bool letters = strcmp(given->kind, "single choice") == 0 || strcmp(given->kind, "multiple choice") == 0 ||
                   strcmp(given->kind, "matching") == 0 || strcmp(given->kind, "put in order") == 0;
    strcpy(out, given->typed);
    for (size_t i = 0; letters && out[i]; i++)
        if (out[i] >= 'A' && out[i] <= 'J') {
            assert_true((size_t)(out[i] - 'A') < strlen(shown));
            out[i] = shown[out[i] - 'A'];
        }
    if (strcmp(given->kind, "multiple choice") == 0)
        qsort(out, strlen(out), 1, compare_letters);
    if (strcmp(given->kind, "put in order") == 0 && out[0]) /* the rest stays where it was */
        strcpy(out + 2, shown + 2);
}

void journey_check_given(const struct test_hall *hall, const char *number, const struct given *given,
                         int items)
{
    enum { SHOWN = 6, RESPONSE = 4 };
    char *form = test_hall_biwu(hall, 0, "draw", "show", "lilun", number, "--format", "csv", NULL);
    char *explained = test_hall_biwu(hall, 0, "explain", "lilun", number, "--format", "csv", NULL);
    for (int i = 0; i < items; i++) {
        char question[16], own[TYPED_SIZE];
        snprintf(question, sizeof question, "%d", i + 1);
        char *shown = journey_field(form, question, SHOWN);
        char *response = journey_field(explained, question, RESPONSE);
        to_own(&given[i], shown, own);
        if (strcmp(response, own) != 0)
            fail_msg("item %d (%s): given %s, the record has %s", i + 1, given[i].kind, own, response);
        free(shown);
        free(response);
    }
    free(form);
    free(explained);
}
