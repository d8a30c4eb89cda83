/* The sample's two panels: five judges mark and sign, the head judge is asked, names stay secret where the
 * sheet says so; a judge, the board, the console and the hub die in between. */
#include "double.h"

enum { PERFORMERS = 4, STEPS = 8 };

/* What judge `judge` gives the performer at `place`; one judge is far too mild with the second. */
struct given_marks {
    int skipped; /* step not seen */
    const char *content, *manner;
};

static struct given_marks marks_of(int place, int judge)
{
    static const char *const contents[] = {"28", "29.5", "27", "30", "31.5", "26.5", "25"};
    static const char *const manners[] = {"20", "21.5", "19", "22", "18.5"};
    if (place == 1 && judge == 0)
        return (struct given_marks){-1, "35", "25"};
    return (struct given_marks){(place + judge) % STEPS, contents[(2 * place + judge) % 7],
                                manners[(place + judge) % 5]};
}

/* ---- At a judge's terminal -------------------------------------------------------------------------- */

/* Ticks the steps of the measured criterion that is open, all but one. */
static void tick_steps(struct terminal *judge, int count, int skipped, const char *then)
{
    for (int i = 0; i < count; i++) {
        if (i != skipped)
            terminal_type(judge, " ");
        if (i + 1 < count)
            terminal_press(judge, KEY_DOWN);
    }
    terminal_wait_for(judge, then);
    terminal_press(judge, KEY_ENTER);
}

static void type_mark(struct terminal *judge, const char *criterion, const char *mark)
{
    char chosen[STAGE_TEXT_SIZE], typed[64];
    snprintf(chosen, sizeof chosen, "▸ %s", criterion);
    terminal_wait_for(judge, chosen);
    terminal_type(judge, mark);
    snprintf(typed, sizeof typed, "Mark [%s", mark);
    terminal_wait_for(judge, typed);
    terminal_press(judge, KEY_ENTER);
}

static void sign(const struct stage_room *room, struct terminal *judge, int index)
{
    char pin[HALL_PIN_SIZE];
    test_hall_pin(&room->hall, stage_judges[index], pin);
    terminal_wait_gone(judge, "●"); /* what is not saved yet */
    terminal_type(judge, "s");
    terminal_wait_for(judge, "Your PIN signs this sheet.");
    terminal_type(judge, pin);
    terminal_press(judge, KEY_ENTER);
    terminal_wait_for(judge, "✓ signed");
}

/* ---- Three meetings and one lesson ------------------------------------------------------------------- */

static void mark_meeting(struct stage_room *room, int place, int index)
{
    static const int steps[STEPS] = {5, 3, 5, 5, 5, 6, 6, 5};
    struct terminal *judge = room->judges[index];
    struct given_marks marks = marks_of(place, index);
    char sum[32];
    terminal_wait_for_all(judge, (const char *const[]){"criteria marked: 0 of 3", "▸ 1. 程序规范", NULL});
    snprintf(sum, sizeof sum, "%d/40", marks.skipped < 0 ? 40 : 40 - steps[marks.skipped]);
    tick_steps(judge, STEPS, marks.skipped, sum);
    type_mark(judge, "2. 内容充实", marks.content);
    type_mark(judge, "3. 表达与配合", marks.manner);
    terminal_wait_for(judge, "criteria marked: 3 of 3");
}

/* Too high, no multiple of the step, a letter: none of it is taken. */
static void mark_wrongly(struct stage_room *room)
{
    struct terminal *judge = room->judges[0];
    terminal_press(judge, KEY_PAGE_DOWN);
    terminal_wait_for(judge, "▸ 2. 内容充实");
    terminal_type(judge, "36");
    terminal_wait_for(judge, "✗ At most 35.");
    terminal_press(judge, KEY_BACKSPACE);
    terminal_type(judge, ".2");
    terminal_wait_for(judge, "✗ ");
    for (int i = 0; i < 3; i++)
        terminal_press(judge, KEY_BACKSPACE);
    terminal_wait_for(judge, "—/35");
    terminal_press(judge, KEY_PAGE_UP);
    terminal_wait_for(judge, "▸ 1. 程序规范");
}

/* After the first criterion the judge's terminal dies; the next one has what was marked. */
static void kill_a_judge(struct stage_room *room, int place, int index)
{
    struct given_marks marks = marks_of(place, index);
    terminal_wait_for(room->judges[index], "▸ 1. 程序规范");
    tick_steps(room->judges[index], STEPS, marks.skipped, "/40");
    terminal_wait_for(room->judges[index], "/40 ✓");
    stage_kill(&room->judges[index]);
    room->judges[index] = stage_judge(room, stage_judges[index], 80, 24);
    terminal_wait_for_all(room->judges[index],
                          (const char *const[]){"criteria marked: 1 of 3", "/40 ✓", NULL});
    if (!terminal_shows(room->judges[index], "▸ 2. 内容充实")) {
        terminal_press(room->judges[index], KEY_PAGE_DOWN);
        terminal_wait_for(room->judges[index], "▸ 2. 内容充实");
    }
    type_mark(room->judges[index], "2. 内容充实", marks.content);
    type_mark(room->judges[index], "3. 表达与配合", marks.manner);
    terminal_wait_for(room->judges[index], "criteria marked: 3 of 3");
    sign(room, room->judges[index], index);
}

static void correct(struct stage_room *room, int index)
{
    struct terminal *judge = room->judges[index];
    terminal_type(judge, "c");
    terminal_wait_gone(judge, "✓ signed");
    terminal_press(judge, KEY_PAGE_UP);
    terminal_press(judge, KEY_PAGE_UP);
    terminal_wait_for(judge, "▸ 1. 程序规范");
    terminal_press(judge, KEY_PAGE_DOWN);
    terminal_wait_for(judge, "▸ 2. 内容充实");
    for (int i = 0; i < 4; i++)
        terminal_press(judge, KEY_BACKSPACE);
    type_mark(judge, "2. 内容充实", "24.5");
    terminal_wait_for(judge, "24.5/35 ✓");
    sign(room, judge, index);
}

static void choose_judge(struct stage_room *room, const char *key, const char *title, int line)
{
    terminal_type(room->host, key);
    stage_pick(room->host, title, line);
}

static void perform_meeting(struct stage_room *room, int place)
{
    stage_next(room, "Space: the time to prepare begins");
    terminal_wait_for(room->board, "The performer is on.");
    for (int i = 0; i < STAGE_JUDGES; i++)
        terminal_wait_for(room->judges[i], "on now");
    stage_next(room, "Space: the performance begins");
    terminal_wait_for(room->board, "Preparing");
    stage_next(room, "Space: the questions begin");
    terminal_wait_for(room->board, "of 12:00");
    if (place == 0)
        mark_wrongly(room);
    if (place == 2) {
        stage_kill_hub(room);
        terminal_wait_for(room->board, "of 12:00");
    }
    bool recused = terminal_shows(room->host, "骆长林 · recused");
    for (int i = 0; i < STAGE_JUDGES; i++) {
        if ((i == 4 && recused) || (place == 3 && i == 3))
            continue;
        if (place == 0 && i == 2) {
            kill_a_judge(room, place, i);
            continue;
        }
        mark_meeting(room, place, i);
        sign(room, room->judges[i], i);
    }
    stage_next(room, "Space: the performance is over, the judges finish their sheets");
    terminal_type(room->host, " ");
    terminal_wait_gone(room->host, "Space: the performance is over");
    if (recused)
        terminal_wait_for(room->judges[4], "ecused");
}

static void close_meeting(struct stage_room *room, int place)
{
    if (place == 0)
        correct(room, 1);
    if (place == 1) { /* one judge is far above the others: the head judge is asked */
        terminal_wait_for(room->host, "far apart");
        terminal_type(room->host, "s");
        stage_fill(room->host, "Marks far apart", "", NULL);
        terminal_wait_for(room->host, "please give a reason");
        terminal_type(room->host, "s");
        stage_fill(room->host, "Marks far apart", "评委已说明理由", NULL);
        terminal_wait_gone(room->host, "far apart");
    }
    if (place == 3) { /* one judge has been called away: never a zero */
        choose_judge(room, "m", "Which judge is missing (or there after all)?", 4);
        stage_fill(room->host, "Missing judge", "临时抢险", NULL);
        terminal_wait_for(room->host, "missing");
    }
    terminal_wait_for(room->host, "Space: all have signed; close, so that the marks count");
    stage_next(room, place < 3 ? "Space: call " : "Space: reveal a place");
}

static void open_panel(struct stage_room *room, const char *event)
{
    room->event = event;
    room->host = stage_host(room, 120, 40);
    room->board = stage_board(room, 80, 24);
    for (int i = 0; i < STAGE_JUDGES; i++)
        room->judges[i] = stage_judge(room, stage_judges[i], i == 1 ? 120 : 80, i == 1 ? 40 : 24);
    for (int i = 0; i < STAGE_JUDGES; i++)
        terminal_wait_for(room->judges[i], stage_judges[i]);
    terminal_wait_for(room->host, "Space: begin, and draw the performing order");
}

static void close_terminals(struct stage_room *room)
{
    struct terminal **all[] = {&room->host, &room->board};
    for (int i = 0; i < 2; i++) {
        terminal_finish(*all[i]);
        *all[i] = NULL;
    }
    for (int i = 0; i < STAGE_JUDGES; i++) {
        terminal_finish(room->judges[i]);
        room->judges[i] = NULL;
    }
}

/* From the last place up, one key a step; then the prizes, and the end. */
static void reveal_and_finalize(struct stage_room *room, const char *award)
{
    for (int shown = 1; shown <= PERFORMERS; shown++) {
        char said[64];
        terminal_wait_for(room->host, "provisional");
        snprintf(said, sizeof said, "(%d of %d are shown)", shown, PERFORMERS);
        stage_next(room, shown < PERFORMERS ? said : "Space: make the result final");
        assert_int_equal(terminal_shows(room->board, award), false);
    }
    terminal_wait_for(room->board, award);
    terminal_wait_for(room->board, "provisional");
    terminal_type(room->host, " ");
    stage_confirm(room->host, "Make the result final");
    terminal_wait_for(room->host, " · final");
    terminal_wait_gone(room->board, "provisional");
    stage_check_record(room, room->event);
    close_terminals(room);
}

static void play_meeting(struct stage_room *room)
{
    open_panel(room, "sanhuiyike");
    stage_next(room, "Space: call ");
    for (int place = 0; place < PERFORMERS; place++) {
        perform_meeting(room, place);
        close_meeting(room, place);
    }
    reveal_and_finalize(room, "最佳情景模拟奖");
}

/* ---- A small Party lesson: nobody knows whose it is --------------------------------------------------- */

static const char *const lecturers[PERFORMERS] = {"贾建明", "郝福生", "董爱军", "常青山"};

/* Names and units never went to the board or to a judge, not even unseen. */
static void check_blind(struct stage_room *room)
{
    struct terminal *who[1 + STAGE_JUDGES] = {room->board};
    for (int i = 0; i < STAGE_JUDGES; i++)
        who[1 + i] = room->judges[i];
    for (int i = 0; i < 1 + STAGE_JUDGES; i++) {
        size_t len;
        terminal_read(who[i], 0);
        const char *output = terminal_output(who[i], &len);
        for (int k = 0; k < PERFORMERS; k++)
            if (memmem(output, len, lecturers[k], strlen(lecturers[k])))
                fail_msg("%s is on %s %d although the panel is blind", lecturers[k], i ? "judge" : "board",
                         i);
    }
}

static void mark_lesson(struct stage_room *room, int place, int index)
{
    struct terminal *judge = room->judges[index];
    struct given_marks marks = marks_of(place + 3, index);
    static const char *const defences[] = {"24", "22.5", "27", "25.5"};
    terminal_wait_for_all(judge, (const char *const[]){"criteria marked: 0 of 4", "▸ 1. 内容", NULL});
    type_mark(judge, "1. 内容", marks.content);
    type_mark(judge, "2. 讲授", marks.manner);
    terminal_wait_for(judge, "▸ 3. 时间掌握");
    tick_steps(judge, 2, place == 2 ? 1 : -1, place == 2 ? "6/10" : "10/10");
    type_mark(judge, "4. 答辩", defences[(place + index) % 4]);
    terminal_wait_for(judge, "criteria marked: 4 of 4");
}

static void perform_lesson(struct stage_room *room, int place)
{
    char of[32];
    snprintf(of, sizeof of, "Performer %d of 4", place + 1);
    stage_next(room, "Space: the performer draws a topic");
    terminal_wait_for_all(room->board, (const char *const[]){of, "▸ Number 0", NULL});
    terminal_type(room->host, " ");
    stage_pick(room->host, "The performer takes", place + 3);
    terminal_wait_for(room->host, "Topic: ");
    stage_next(room, "Space: the performance begins");
    stage_next(room, "Space: the questions begin");
    if (place == 1) {
        stage_kill(&room->board);
        stage_kill(&room->host);
        room->host = stage_host(room, 80, 24);
        room->board = stage_board(room, 80, 24);
        terminal_wait_for(room->host, "Space: the questions begin");
        terminal_wait_for_all(room->board, (const char *const[]){of, "of 8:00", NULL});
    }
    stage_next(room, "Space: the performance is over, the judges finish their sheets");
    terminal_type(room->host, " ");
    terminal_wait_gone(room->host, "Space: the performance is over");
    bool recused = terminal_shows(room->host, "骆长林 · recused");
    for (int i = 0; i < STAGE_JUDGES - recused; i++) {
        mark_lesson(room, place, i);
        sign(room, room->judges[i], i);
    }
    check_blind(room);
    terminal_wait_for(room->host, "Space: all have signed; close, so that the marks count");
    terminal_type(room->host, "k");
    terminal_wait_for(room->host, place < 3 ? "Space: call " : "Space: reveal a place");
}

static void play_lesson(struct stage_room *room)
{
    open_panel(room, "weidangke");
    terminal_wait_gone(room->board, "贾建明");
    stage_next(room, "Space: call ");
    for (int place = 0; place < PERFORMERS; place++)
        perform_lesson(room, place);
    reveal_and_finalize(room, "精品微党课");
}

void double_panels(struct stage_room *room)
{
    play_meeting(room);
    play_lesson(room);
}
