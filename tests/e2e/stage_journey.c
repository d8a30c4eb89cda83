#include "stage_journey.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS = 8 };

const char *const stage_teams[STAGE_DESKS] = {"综采一队党支部", "掘进一队党支部", "通风队党支部",
                                              "机电队党支部"};
const char *const stage_judges[STAGE_JUDGES] = {"10041", "10042", "10043", "10044", "10045"};

/* ---- Halls ------------------------------------------------------------------------------------------ */

void stage_room_make(struct stage_room *room, const char *event)
{
    *room = (struct stage_room){.event = event};
    test_hall_make(&room->hall, NULL, true);
    test_hall_start_hub(&room->hall, NULL);
}

static void remove_sheets(const struct test_hall *hall)
{
    char path[HALL_PATH_SIZE + 300];
    snprintf(path, sizeof path, "%s/events", hall->path);
    DIR *dir = opendir(path);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        snprintf(path, sizeof path, "%s/events/%s", hall->path, entry->d_name);
        if (entry->d_name[0] != '.')
            assert_int_equal(unlink(path), 0);
    }
    closedir(dir);
}

void stage_room_with(struct stage_room *room, const char *event, const char *const *sheets)
{
    *room = (struct stage_room){.event = event};
    test_hall_make(&room->hall, NULL, true);
    remove_sheets(&room->hall);
    for (int i = 0; sheets[i]; i++) {
        char name[64];
        snprintf(name, sizeof name, "events/%d.yaml", i + 1);
        test_hall_write(&room->hall, name, sheets[i]);
    }
    test_hall_start_hub(&room->hall, NULL);
}

enum { TERMINALS = 2 + STAGE_DESKS + STAGE_JUDGES };

static void terminals_of(struct stage_room *room, struct terminal **out[static TERMINALS])
{
    int n = 0;
    out[n++] = &room->host;
    out[n++] = &room->board;
    for (int i = 0; i < STAGE_DESKS; i++)
        out[n++] = &room->desks[i];
    for (int i = 0; i < STAGE_JUDGES; i++)
        out[n++] = &room->judges[i];
}

void stage_room_remove(struct stage_room *room)
{
    struct terminal **all[TERMINALS];
    terminals_of(room, all);
    for (int i = 0; i < TERMINALS; i++) {
        if (getenv("E2E_SHOW") && *all[i]) {
            terminal_read(*all[i], 100);
            char *text = terminal_text(*all[i]);
            fprintf(stderr, "---- terminal %d ----\n%s", i, text);
            free(text);
        }
        terminal_finish(*all[i]);
        *all[i] = NULL;
    }
    test_hall_remove(&room->hall);
}

/* A terminal that nobody reads would some day wait for somebody who does. */
static void read_all(struct stage_room *room)
{
    struct terminal **all[TERMINALS];
    terminals_of(room, all);
    for (int i = 0; i < TERMINALS; i++)
        if (*all[i])
            terminal_read(*all[i], 0);
}

/* ---- Terminals -------------------------------------------------------------------------------------- */

struct terminal *stage_terminal(const struct test_hall *hall, const char *language, int width, int height,
                                const char *const *words)
{
    char lang[64], locale_dir[HALL_PATH_SIZE + 32];
    const char *locales = getenv("BIWU_LOCALEDIR"), *environment[3] = {NULL};
    const char *argv[WORDS + 4] = {test_hall_program(), "-C", hall->path};
    int n = 0;
    if (locales) {
        snprintf(locale_dir, sizeof locale_dir, "BIWU_LOCALEDIR=%s", locales);
        environment[n++] = locale_dir;
    }
    if (language) {
        snprintf(lang, sizeof lang, "BIWU_LANG=%s", language);
        environment[n++] = lang;
    }
    for (int i = 0; words[i] && i < WORDS; i++)
        argv[3 + i] = words[i];
    const struct terminal_options options = {argv, environment, width, height};
    return terminal_start(&options);
}

static struct terminal *open_terminal(const struct stage_room *room, const char *command, const char *teams,
                                      int width, int height)
{
    const char *const words[] = {command, room->event, teams, NULL};
    return stage_terminal(&room->hall, "en", width, height, words);
}

struct terminal *stage_host(const struct stage_room *room, int width, int height)
{
    return open_terminal(room, "host", NULL, width, height);
}

struct terminal *stage_board(const struct stage_room *room, int width, int height)
{
    return open_terminal(room, "board", NULL, width, height);
}

struct terminal *stage_desk(const struct stage_room *room, const char *teams, int width, int height)
{
    return open_terminal(room, "desk", teams, width, height);
}

struct terminal *stage_judge(const struct stage_room *room, const char *number, int width, int height)
{
    struct terminal *judge = open_terminal(room, "judge", NULL, width, height);
    journey_sign_in(judge, &room->hall, number);
    return judge;
}

void stage_open_contest(struct stage_room *room)
{
    static const char *const codes[STAGE_DESKS] = {"A", "B", "C", "D"};
    room->host = stage_host(room, 120, 40);
    room->board = stage_board(room, 80, 24);
    for (int i = 0; i < STAGE_DESKS; i++)
        room->desks[i] = stage_desk(room, codes[i], i == 3 ? 120 : 80, i == 3 ? 40 : 24);
    terminal_wait_for(room->host, "Space: begin the contest");
    stage_wait_desks(room, "The contest has not begun.");
    terminal_wait_gone(room->host, "no desk");
}

void stage_kill(struct terminal **terminal)
{
    terminal_signal(*terminal, SIGKILL);
    assert_true(WIFSIGNALED(terminal_wait_exit(*terminal)));
    terminal_finish(*terminal);
    *terminal = NULL;
}

/* The terminals would start a hub of their own: they are stopped until the new one is there. */
void stage_kill_hub(struct stage_room *room)
{
    struct terminal **all[TERMINALS];
    terminals_of(room, all);
    for (int i = 0; i < TERMINALS; i++)
        if (*all[i])
            terminal_signal(*all[i], SIGSTOP);
    test_hall_end_hub(&room->hall, SIGKILL);
    int lock = test_hall_lock(&room->hall);
    for (int i = 0; i < TERMINALS; i++)
        if (*all[i]) {
            terminal_signal(*all[i], SIGCONT);
            terminal_wait_for_any(*all[i], (const char *const[]){"econnecting", "NO CONNECTION", NULL});
            terminal_signal(*all[i], SIGSTOP);
        }
    close(lock);
    test_hall_start_hub(&room->hall, NULL);
    for (int i = 0; i < TERMINALS; i++)
        if (*all[i])
            terminal_signal(*all[i], SIGCONT);
    for (int i = 0; i < TERMINALS; i++)
        if (*all[i]) {
            terminal_wait_gone(*all[i], "econnecting");
            terminal_wait_gone(*all[i], "NO CONNECTION");
        }
}

/* ---- The host --------------------------------------------------------------------------------------- */

void stage_press(struct terminal *host, const char *key, const char *then)
{
    terminal_type(host, key);
    terminal_wait_for(host, then);
}

void stage_next(struct stage_room *room, const char *then)
{
    read_all(room);
    stage_press(room->host, " ", then);
}

static void leave_dialog(struct terminal *host, const char *title)
{
    char framed[128];
    snprintf(framed, sizeof framed, " %s ─", title);
    terminal_wait_gone(host, framed);
}

static void wait_dialog(struct terminal *host, const char *title)
{
    char framed[128];
    snprintf(framed, sizeof framed, " %s ─", title);
    terminal_wait_for(host, framed);
}

void stage_fill(struct terminal *host, const char *title, const char *first, const char *second)
{
    wait_dialog(host, title);
    terminal_type(host, first);
    terminal_press(host, KEY_DOWN);
    if (second) {
        terminal_type(host, second);
        terminal_press(host, KEY_DOWN);
    }
    terminal_wait_for(host, "▸ [");
    terminal_press(host, KEY_ENTER);
    leave_dialog(host, title);
}

void stage_confirm(struct terminal *host, const char *title)
{
    wait_dialog(host, title);
    terminal_type(host, "y");
    leave_dialog(host, title);
}

void stage_pick(struct terminal *host, const char *title, int line)
{
    char digit[2] = {(char)('0' + line), '\0'};
    wait_dialog(host, title);
    terminal_type(host, digit);
    leave_dialog(host, title);
}

void stage_page(struct stage_room *room, int page, const char *then)
{
    static const char *const names[] = {
        "board: the title", "board: the rules of the round", "board: the teams", "board: the scores",
        "board: an interm", "board: the places, one by one", "board: the prizes"};
    terminal_type(room->host, "b");
    stage_pick(room->host, "The board shows", page);
    if (page == 1)
        terminal_wait_gone(room->host, "board: ");
    else
        terminal_wait_for(room->host, names[page - 2]);
    terminal_wait_for(room->board, then);
}

/* What follows `label` on the console, beyond the line that divides it; "" when it is not there. */
static void read_after(struct terminal *host, const char *label, char out[static STAGE_TEXT_SIZE])
{
    int column, row;
    out[0] = '\0';
    if (!terminal_find(host, label, &column, &row))
        return;
    const char *found = strstr(terminal_row(host, row), label);
    snprintf(out, STAGE_TEXT_SIZE, "%s", found + strlen(label));
}

void stage_read_item(struct stage_room *room, struct stage_item *out)
{
    char heading[STAGE_TEXT_SIZE];
    int column, row;
    *out = (struct stage_item){.choice = true};
    terminal_wait_for_all(room->host, (const char *const[]){"│ Item ", "│ Key: ", NULL});
    read_after(room->host, "│ Key: ", out->key);
    read_after(room->host, "│ Item ", heading);
    const char *id = strrchr(heading, ' ');
    assert_non_null(id);
    snprintf(out->id, sizeof out->id, "%s", id + 1);
    assert_true(terminal_find(room->host, "│ Item ", &column, &row));
    const char *stem = strstr(terminal_row(room->host, row + 1), "│ ");
    assert_non_null(stem);
    snprintf(out->stem, sizeof out->stem, "%s", stem + strlen("│ "));
    size_t n = 0;
    for (const char *at = out->key; *at; at++)
        if (*at >= 'A' && *at <= 'J')
            out->key[n++] = *at;
        else if (*at != ' ' && *at != ',')
            out->choice = false;
    if (out->choice)
        out->key[n] = '\0';
}

/* The row of a team in the console's list. */
static const char *team_row(struct stage_room *room, int team)
{
    char text[STAGE_TEXT_SIZE];
    int column, row;
    snprintf(text, sizeof text, " %d  %s", team + 1, stage_teams[team]);
    return terminal_find(room->host, text, &column, &row) ? terminal_row(room->host, row) : "";
}

struct team_state {
    struct stage_room *room;
    int team;
    const char *text;
};

static bool team_shows(struct terminal *host, void *context)
{
    const struct team_state *state = context;
    (void)host;
    return strstr(team_row(state->room, state->team), state->text) != NULL;
}

void stage_wait_team(struct stage_room *room, int team, const char *text)
{
    char what[STAGE_TEXT_SIZE];
    struct team_state state = {room, team, text};
    snprintf(what, sizeof what, "%s: %s", stage_teams[team], text);
    terminal_wait_until(room->host, team_shows, &state, what);
}

int stage_turn(struct stage_room *room)
{
    for (int i = 0; i < STAGE_DESKS; i++) {
        const char *row = team_row(room, i);
        if (strstr(row, "in turn") || strstr(row, "has the floor"))
            return i;
    }
    return -1;
}

int stage_score(struct stage_room *room, int team)
{
    int score;
    const char *found = strstr(team_row(room, team), stage_teams[team]);
    assert_non_null(found);
    assert_int_equal(sscanf(found + strlen(stage_teams[team]), "%d", &score), 1);
    return score;
}

/* ---- The others ------------------------------------------------------------------------------------- */

static void check_absent(struct terminal *terminal, const char *const *texts)
{
    terminal_read(terminal, 0);
    for (int i = 0; terminal && texts[i]; i++)
        if (texts[i][0] && terminal_shows(terminal, texts[i])) {
            char *text = terminal_text(terminal);
            fail_msg("“%s” must not be on this screen yet:\n%s", texts[i], text);
        }
}

static void check_absent_everywhere(struct stage_room *room, const char *const *texts)
{
    check_absent(room->board, texts);
    for (int i = 0; i < STAGE_DESKS; i++)
        if (room->desks[i])
            check_absent(room->desks[i], texts);
}

/* The first characters of a text, so that a line break does not hide it. */
static void beginning(const char *text, size_t characters, char out[static STAGE_TEXT_SIZE])
{
    size_t n = 0;
    for (; text[n] && n < STAGE_TEXT_SIZE - 1; n++)
        if (((unsigned char)text[n] & 0xC0) != 0x80 && characters-- == 0)
            break;
    memcpy(out, text, n);
    out[n] = '\0';
}

static void wait_for_item(struct stage_room *room, const char *stem)
{
    if (room->board) /* what each team got may stand in the item's place */
        terminal_wait_for_any(room->board, (const char *const[]){stem, "are right", "wrong -", NULL});
    stage_wait_desks(room, stem);
}

void stage_check_hidden(struct stage_room *room)
{
    struct stage_item item;
    char source[STAGE_TEXT_SIZE], stem[STAGE_TEXT_SIZE];
    stage_read_item(room, &item);
    beginning(item.stem, 5, stem);
    wait_for_item(room, stem);
    /* The date of the item's source comes with its rationale and stands nowhere else. */
    read_after(room->host, "│ Source: ", source);
    const char *date = strrchr(source, '(');
    check_absent_everywhere(room,
                            (const char *const[]){"Key:", "✓A", "✓B", "✓C", "✓D", date ? date : "", NULL});
}

void stage_check_no_item(struct stage_room *room, const struct stage_item *item)
{
    char stem[STAGE_TEXT_SIZE];
    beginning(item->stem, 8, stem);
    check_absent_everywhere(room, (const char *const[]){stem, NULL});
}

/* A desk that has just won the floor does not take keys for a moment: Enter is pressed again. */
void stage_answer(struct terminal *desk, const char *letters, const char *then)
{
    int64_t deadline = clock_boot_ms() + TERMINAL_DEADLINE_MS;
    terminal_type(desk, letters);
    terminal_wait_for(desk, "not sent yet");
    while (!terminal_shows(desk, then) && clock_boot_ms() < deadline) {
        terminal_press(desk, KEY_ENTER);
        terminal_read(desk, 100);
    }
    terminal_wait_for(desk, then);
}

const char *stage_wrong(const struct stage_item *item)
{
    return strchr(item->key, 'A') ? "b" : "a";
}

void stage_buzz(struct terminal *desk, const char *then)
{
    terminal_type(desk, " ");
    terminal_wait_for(desk, then);
}

void stage_wait_desks(struct stage_room *room, const char *text)
{
    for (int i = 0; i < STAGE_DESKS; i++)
        if (room->desks[i])
            terminal_wait_for(room->desks[i], text);
}

/* ---- The record ------------------------------------------------------------------------------------- */

void stage_check_record(const struct stage_room *room, const char *event)
{
    const char *source = getenv("E2E_SOURCE");
    char script[HALL_PATH_SIZE];
    assert_non_null(source);
    snprintf(script, sizeof script, "%s/reference_stage.py", source);
    pid_t child = fork();
    if (child == 0) {
        execlp("python3", "python3", script, room->hall.path, event, (char *)NULL);
        _exit(127);
    }
    int status;
    waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        fail_msg("the record of %s differs from what was computed here (status %x)", event, (unsigned)status);
}
