/* What comes before and after the evening's events: the theory test on paper, the ceremony of the total. */
#include "double.h"

#include "base/buf.h"

static const char *const members[] = {"10003", "10004", "10005", "10012", "10013", "10014",
                                      "10020", "10021", "10022", "10024", "10025", "10026"};
enum { MEMBERS = sizeof members / sizeof *members, NOBODY = 7 /* one of them was ill */ };

/* Adds the responses of one person: to choice and true-or-false items, fewer with each person. */
static void add_paper(struct stage_room *room, int person, struct buf *out)
{
    char *form = test_hall_biwu(&room->hall, 0, "draw", "show", THEORY_EVENT, members[person], "--format",
                                "csv", NULL);
    struct text rest = text_of(form), line, field;
    text_next(&rest, '\n', &line);
    for (int n = 0; text_next(&rest, '\n', &line) && n < 36 - 2 * person; n++) {
        struct text fields[5] = {0};
        for (int i = 0; i < 5 && text_next(&line, ',', &field); i++)
            fields[i] = field;
        bool single = text_is(fields[4], "single"), truth = text_is(fields[4], "truefalse");
        if (single || truth)
            buf_addf(out, "%s,%.*s,%s\n", members[person], TEXT_ARG(fields[3]),
                     truth ? (n % 2 ? "T" : "F") : (const char *const[]){"A", "B", "C", "D"}[n % 4]);
    }
    free(form);
}

void double_theory(struct stage_room *room)
{
    struct buf papers = BUF_EMPTY;
    char path[HALL_PATH_SIZE + 16];
    buf_add_string(&papers, "number,item,response\n");
    for (int i = 0; i < MEMBERS; i++)
        if (i != NOBODY)
            add_paper(room, i, &papers);
    test_hall_write(&room->hall, "papers.csv", buf_string(&papers));
    snprintf(path, sizeof path, "%s/papers.csv", room->hall.path);
    char *said = test_hall_biwu(&room->hall, 0, "attempts", "import", THEORY_EVENT, path, NULL);
    assert_non_null(strstr(said, "11 people imported, 0 refused"));
    free(said);
    free(test_hall_biwu(&room->hall, 0, "event", "close", THEORY_EVENT, NULL));
    buf_finish(&papers);
}

void double_series(struct stage_room *room)
{
    room->event = SERIES_EVENT;
    room->host = stage_host(room, 80, 24);
    room->board = stage_board(room, 120, 40);
    terminal_wait_for(room->host, "(0 of 4 are shown)");
    terminal_wait_for(room->host, "Ranking (complete, not final yet: F)");
    for (int shown = 1; shown <= STAGE_DESKS; shown++) {
        char said[64];
        assert_false(terminal_shows(room->board, "状元"));
        snprintf(said, sizeof said, "(%d of 4 are shown)", shown);
        stage_next(room, shown < STAGE_DESKS ? said : "All places are shown.");
        if (shown < STAGE_DESKS)
            terminal_wait_for(room->board, "still to come");
    }
    terminal_wait_for(room->board, "状元");
    stage_check_record(room, SERIES_EVENT); /* provisional, without prizes */
    terminal_type(room->host, "f");
    stage_confirm(room->host, "Make the result final");
    terminal_wait_for(room->host, "Ranking (final)");
    stage_check_record(room, SERIES_EVENT);
    stage_check_record(room, FINAL_EVENT);
}
