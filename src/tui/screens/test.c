#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/screens/facts.h"
#include "tui/screens/item_view.h"
#include "tui/screens/screens.h"
#include "tui/screens/sheet_view.h"
#include "tui/screens/test_keys.h"

#include <stdio.h>
#include <stdlib.h>

struct test {
    struct screen screen;
    struct item_view view;
    int slot;                      /* shown */
    const struct slot_row *source; /* the row the view shows; only compared */
    int material_scroll;
    int material_lines, material_rows;
    struct hits sheet_hits;
};

enum {
    WIDE_FOR_MATERIAL = 110, /* columns from which the material stands beside the item */
    WIDE_FOR_SHEET = 110,    /* and from which the answer sheet does, when there is no material */
    SHEET_COLUMNS = 5,
};
enum { QUESTION_LEAVE = 10 };

static struct seat *seat_of(const struct test *test)
{
    return &test->screen.app->seat;
}

static bool has_material(const struct test *test)
{
    int64_t stimulus = test->view.row->stimulus;
    return stimulus >= 0 && stimulus < seat_of(test)->stimulus_count;
}

static uint32_t modes(const struct test *test)
{
    bool scrolls = has_material(test) && test->material_lines > test->material_rows;
    return item_view_mode(&test->view) | (scrolls ? TEST_MODE_MATERIAL : 0u);
}

static struct hints hints(const struct screen *screen)
{
    return (struct hints){test_keys, modes((const struct test *)screen)};
}

/* ---- Going from item to item ------------------------------------------------------------------------ */

static void open_slot(struct test *test, int slot)
{
    struct seat *seat = seat_of(test);
    int64_t before = test->view.row ? test->view.row->stimulus : -1;
    test->slot = slot;
    const struct seat_slot *s = &seat->slots[slot];
    test->source = s->row;
    item_view_open(&test->view, s->row, slot + 1, text_of(s->response));
    item_view_set_ticks(&test->view, s->ticks);
    test->view.spacious = seat_is_oral(seat);
    if (s->row->stimulus != before)
        test->material_scroll = 0;
    seat_look(seat, slot, test->screen.app->now);
}

static void flush(struct test *test)
{
    struct app *app = test->screen.app;
    seat_flush(&app->seat, test->slot, app->now, &app->port);
}

static struct step go_to(struct test *test, int slot)
{
    struct app *app = test->screen.app;
    flush(test);
    if (slot < 0)
        app_notice(app, ROLE_STRONG, "%s", _("This is the first item."));
    else if (slot >= app->seat.slot_count)
        app_notice(app, ROLE_STRONG, "%s",
                   _("This is the last item. Submit the test when you have finished."));
    else if (slot != test->slot)
        open_slot(test, slot);
    return stay();
}

/* ---- Answering -------------------------------------------------------------------------------------- */

static void take_response(struct test *test, bool at_once)
{
    struct app *app = test->screen.app;
    struct buf response = BUF_EMPTY;
    item_view_response(&test->view, &response);
    seat_answer(&app->seat, test->slot, buf_text(&response), app->now);
    buf_finish(&response);
    if (at_once)
        flush(test);
}

static struct step on_done(struct test *test, enum item_done done)
{
    switch (done) {
    case ITEM_TYPED:
        take_response(test, false);
        break;
    case ITEM_CHANGED:
        take_response(test, true);
        break;
    case ITEM_TICKED:
        seat_tick(seat_of(test), test->slot, test->view.ticks, &test->screen.app->port);
        break;
    case ITEM_FULL:
        take_response(test, false);
        app_notice(test->screen.app, ROLE_BAD, "%s",
                   _("Your answer has reached its greatest length: what did not fit was left out."));
        break;
    case ITEM_LEFT_FIELD:
        flush(test);
        break;
    case ITEM_NEXT:
        return go_to(test, test->slot + 1);
    case ITEM_IGNORED:
    case ITEM_MOVED:
        break;
    }
    return stay();
}

static bool is_time_up(const struct test *test)
{
    return seat_of(test)->over || seat_left(seat_of(test), test->screen.app->now) == 0;
}

static struct step refuse_late(struct test *test)
{
    app_notice(test->screen.app, ROLE_BAD, "%s", _("The time is up: answers cannot be changed any more."));
    return stay();
}

static struct step act_on_item(struct test *test, struct press press)
{
    bool moves = press.action == ITEM_ACT_UP || press.action == ITEM_ACT_DOWN;
    if (!moves && is_time_up(test))
        return refuse_late(test);
    return on_done(test, item_view_act(&test->view, press.action, press.index));
}

static struct step pass_to_item(struct test *test, const struct event *event)
{
    if (event->kind != EVENT_MOUSE && is_time_up(test))
        return event->kind == EVENT_CHARACTER ? refuse_late(test) : stay();
    return on_done(test, item_view_event(&test->view, event));
}

/* ---- Keys ------------------------------------------------------------------------------------------- */

static struct step leave(struct test *test)
{
    flush(test);
    const char *text = seat_is_oral(seat_of(test))
                           ? _("Leave the oral test for now? The clock runs on. What was answered is kept, "
                               "and you can go on "
                               "from the list of candidates. To finish, choose Stay and submit the test.")
                           : _("Leave the test for now? The clock runs on. Your answers are kept, and you "
                               "can come back from "
                               "the start page. To finish, choose Stay and submit the test.");
    const struct question question = {
        .question = QUESTION_LEAVE,
        .title = _("Leave the test"),
        .text = text,
        .buttons = {_("Leave"), _("Stay")},
        .initial = 1,
    };
    return push(dialog_question(test->screen.app, &question));
}

static void toggle_flag(struct test *test)
{
    struct app *app = test->screen.app;
    bool on = !app->seat.slots[test->slot].flagged;
    seat_flag(&app->seat, test->slot, on, &app->port);
}

static void scroll_material(struct test *test, int by)
{
    int most = test->material_lines > test->material_rows ? test->material_lines - test->material_rows : 0;
    int to = test->material_scroll + by;
    test->material_scroll = to < 0 ? 0 : to > most ? most : to;
}

static struct step act(struct test *test, struct press press)
{
    struct app *app = test->screen.app;
    int half = test->material_rows > 2 ? test->material_rows / 2 : 1;
    switch (press.action) {
    case TEST_PREVIOUS:
        return go_to(test, test->slot - 1);
    case TEST_NEXT:
        return go_to(test, test->slot + 1);
    case TEST_FIRST:
        return go_to(test, 0);
    case TEST_LAST:
        return go_to(test, app->seat.slot_count - 1);
    case TEST_FLAG:
        toggle_flag(test);
        return stay();
    case TEST_SHEET:
        flush(test);
        return push(answer_sheet_create(app, test->slot));
    case TEST_SUBMIT:
        flush(test);
        return push(submit_create(app));
    case TEST_LEAVE:
        return leave(test);
    case TEST_MATERIAL_UP:
    case TEST_MATERIAL_DOWN:
        scroll_material(test, press.action == TEST_MATERIAL_UP ? -half : half);
        return stay();
    default:
        return act_on_item(test, press);
    }
}

static struct step on_answer(struct test *test, const struct event *event)
{
    struct app *app = test->screen.app;
    seat_look(&app->seat, test->slot, app->now);
    if (event->answer.question == QUESTION_JUMP && event->answer.choice >= 0 &&
        event->answer.choice < app->seat.slot_count)
        open_slot(test, event->answer.choice);
    if (event->answer.question == QUESTION_LEAVE && event->answer.choice == 0) {
        seat_look(&app->seat, -1, app->now);
        return pop();
    }
    return stay();
}

/* After a paper came in again the rows are others, and an answer may have changed. */
static void catch_up(struct test *test)
{
    struct seat *seat = seat_of(test);
    if (seat->attempt == 0 || test->slot >= seat->slot_count)
        return;
    const struct seat_slot *slot = &seat->slots[test->slot];
    if (test->source == slot->row)
        return;
    test->source = slot->row;
    struct buf shown = BUF_EMPTY;
    item_view_response(&test->view, &shown);
    if (text_is(buf_text(&shown), slot->response))
        item_view_renew(&test->view, slot->row);
    else
        item_view_reload(&test->view, slot->row, text_of(slot->response));
    item_view_set_ticks(&test->view, slot->ticks);
    buf_finish(&shown);
}

static struct step on_mouse(struct test *test, const struct event *event)
{
    int slot = event->mouse.action == MOUSE_PRESS
                   ? hits_find(&test->sheet_hits, event->mouse.x, event->mouse.y)
                   : -1;
    if (slot >= 0)
        return go_to(test, slot);
    if (event->mouse.action == MOUSE_PRESS && is_time_up(test))
        return refuse_late(test);
    return pass_to_item(test, event);
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct test *test = (struct test *)screen;
    if (seat_of(test)->attempt == 0)
        return stay();
    catch_up(test);
    switch (event->kind) {
    case EVENT_SHOWN:
        seat_look(seat_of(test), test->slot, screen->app->now);
        return stay();
    case EVENT_ANSWER:
        return on_answer(test, event);
    case EVENT_MOUSE:
        return on_mouse(test, event);
    case EVENT_CHARACTER:
    case EVENT_KEY:
    case EVENT_PASTE: {
        struct press press = keys_find(test_keys, modes(test), event);
        return press.action ? act(test, press) : pass_to_item(test, event);
    }
    default:
        return stay();
    }
}

/* ---- Drawing ---------------------------------------------------------------------------------------- */

static const char *save_text(struct test *test, enum role *role)
{
    struct seat *seat = seat_of(test);
    switch (seat_save_state(seat, test->slot)) {
    case SAVE_PENDING:
        *role = ROLE_WARM;
        return _("● not saved yet");
    case SAVE_REFUSED:
        *role = ROLE_BAD;
        return _("✗ not accepted");
    case SAVE_DONE:
        break;
    }
    bool answered = seat_is_answered(seat, test->slot);
    *role = answered ? ROLE_GOOD : ROLE_DIM;
    return answered ? _("✓ saved") : _("not answered");
}

static void right_align(struct canvas *canvas, struct rect *row, const char *string, enum role role)
{
    int width = utf8_width(text_of(string));
    struct rect place = rect_take_right(row, width);
    canvas_string(canvas, place.x, place.y, width, string, role);
    rect_take_right(row, 2);
}

static void draw_position(struct test *test, struct canvas *canvas, struct rect row)
{
    struct seat *seat = seat_of(test);
    struct arena *scratch = &test->screen.app->scratch;
    const struct slot_row *slot = test->view.row;
    if (seat->slots[test->slot].flagged)
        right_align(canvas, &row, _(" ! flagged "), ROLE_WARM);
    enum role role;
    const char *saved = save_text(test, &role);
    right_align(canvas, &row, saved, role);
    struct text place = arena_textf(scratch, _("Item %d of %d"), test->slot + 1, seat->slot_count);
    row.x += canvas_text(canvas, row.x, row.y, row.width, place, ROLE_ACCENT) + 2;
    const char *section = "";
    if (slot->section >= 0 && slot->section < seat->section_count)
        section = arena_string(scratch, seat->sections[slot->section].title);
    struct text mark = facts_mark(slot->full, scratch);
    struct text rest = facts_names_kind(text_of(section), slot->kind)
                           ? arena_textf(scratch, _("%s · marks: %.*s"), section, TEXT_ARG(mark))
                           : arena_textf(scratch, _("%s · %s · marks: %.*s"), section, facts_kind(slot->kind),
                                         TEXT_ARG(mark));
    canvas_fit(canvas, row.x, row.y, row.width - (place.len ? utf8_width(place) + 2 : 0), rest, ROLE_TEXT);
}

/* Who is asked, and by whom: in an oral test. */
static void draw_candidate(struct test *test, struct canvas *canvas, struct rect row)
{
    const struct app *app = test->screen.app;
    const struct seat *seat = seat_of(test);
    const char *examiner = app->user.name ? app->user.name : "";
    struct text text =
        arena_textf(&test->screen.app->scratch, _(" Oral test · candidate %.*s (%.*s) · examiner %s "),
                    TEXT_ARG(seat->candidate_name), TEXT_ARG(seat->candidate), examiner);
    canvas_fill(canvas, row, " ", ROLE_TITLE);
    canvas_fit(canvas, row.x, row.y, row.width, text, ROLE_TITLE);
}

static void draw_counts(struct test *test, struct canvas *canvas, struct rect row)
{
    struct seat *seat = seat_of(test);
    struct arena *scratch = &test->screen.app->scratch;
    struct text counts = arena_textf(scratch, _("answered %d of %d · flagged %d"), seat_answered(seat),
                                     seat->slot_count, seat_flagged(seat));
    row.x += canvas_text(canvas, row.x, row.y, row.width, counts, ROLE_DIM) + 2;
    int unsaved = seat_unsaved(seat);
    if (unsaved == 0)
        return;
    struct text text = arena_textf(
        scratch, ngettext("● %d answer not saved yet", "● %d answers not saved yet", (unsigned long)unsaved),
        unsaved);
    canvas_text(canvas, row.x, row.y, row.width, text, ROLE_WARM);
}

static void draw_material_text(struct test *test, struct canvas *canvas, struct rect rect)
{
    struct page page;
    struct text text = seat_of(test)->stimuli[test->view.row->stimulus];
    page_begin(&page, canvas, rect, test->material_scroll, &test->screen.app->scratch, NULL);
    page_text(&page, 0, text, ROLE_TEXT);
    test->material_lines = page.line;
    test->material_rows = rect.height;
}

static void draw_material(struct test *test, struct canvas *canvas, struct rect rect)
{
    struct rect head = rect_take_top(&rect, 1);
    draw_material_text(test, canvas, rect);
    canvas_fill(canvas, head, "─", ROLE_DIM);
    struct arena *scratch = &test->screen.app->scratch;
    int first = test->material_scroll + 1, last = test->material_scroll + test->material_rows;
    last = last < test->material_lines ? last : test->material_lines;
    struct text title = test->material_lines > test->material_rows
                            ? arena_textf(scratch, _(" Material, lines %d–%d of %d: Ctrl-U ↑  Ctrl-D ↓ "),
                                          first, last, test->material_lines)
                            : arena_textf(scratch, _(" Material "));
    canvas_fit(canvas, head.x + 1, head.y, head.width - 2, title, ROLE_ACCENT);
}

static int lines_of_material(struct test *test, int width)
{
    size_t lines;
    utf8_wrap(&test->screen.app->scratch, seat_of(test)->stimuli[test->view.row->stimulus], width, &lines);
    return (int)lines;
}

/* Cuts the material's place off *rect and draws it there. */
static void place_material(struct test *test, struct canvas *canvas, struct rect *rect)
{
    if (rect->width >= WIDE_FOR_MATERIAL - 4) {
        draw_material(test, canvas, rect_take_left(rect, rect->width / 2 - 1));
        struct rect line = rect_take_left(rect, 3);
        canvas_fill(canvas, (struct rect){line.x + 1, line.y, 1, line.height}, "│", ROLE_DIM);
        return;
    }
    int lines = lines_of_material(test, rect->width);
    int most = rect->height * 2 / 5;
    draw_material(test, canvas, rect_take_top(rect, (lines < most ? lines : most) + 1));
    canvas_fill(canvas, rect_take_top(rect, 1), "─", ROLE_DIM);
}

static void place_sheet(struct test *test, struct canvas *canvas, struct rect *rect)
{
    struct grid grid;
    struct rect side = rect_take_right(rect, SHEET_COLUMNS * SHEET_CELL_WIDTH + 2);
    canvas_fill(canvas, (struct rect){side.x, side.y, 1, side.height}, "│", ROLE_DIM);
    rect_take_left(&side, 2);
    sheet_view_grid(seat_of(test), side.width, &grid);
    sheet_view_draw(seat_of(test), &grid, test->slot, canvas, side, &test->sheet_hits);
    rect_take_right(rect, 1);
}

static void draw_trouble(struct test *test, struct canvas *canvas, struct rect *rect)
{
    const char *trouble = seat_of(test)->slots[test->slot].trouble;
    const char *text = NULL;
    if (is_time_up(test))
        text = test->screen.app->ready
                   ? _("The time is up. Your saved answers are being submitted…")
                   : _("The time is up. Your answers are submitted as soon as the hub is back.");
    else if (trouble)
        text = arena_textf(&test->screen.app->scratch, "%s %s", _(wire_error_message(WIRE_BAD_RESPONSE)),
                           trouble)
                   .at;
    if (!text)
        return;
    size_t lines;
    const struct text_line *line = utf8_wrap(&test->screen.app->scratch, text_of(text), rect->width, &lines);
    struct rect place = rect_take_bottom(rect, lines < 3 ? (int)lines : 3);
    for (size_t i = 0; i < lines && place.height > 0; i++) {
        struct rect row = rect_take_top(&place, 1);
        canvas_fit(canvas, row.x, row.y, row.width, line[i].text, ROLE_BAD);
    }
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct test *test = (struct test *)screen;
    if (seat_of(test)->attempt == 0)
        return;
    catch_up(test);
    struct rect area = rect_inset(rect, 1, 0);
    if (seat_is_oral(seat_of(test)))
        draw_candidate(test, canvas, rect_take_top(&area, 1));
    draw_position(test, canvas, rect_take_top(&area, 1));
    draw_counts(test, canvas, rect_take_top(&area, 1));
    test->sheet_hits.count = 0;
    if (has_material(test)) {
        place_material(test, canvas, &area);
    } else {
        rect_take_top(&area, 1);
        if (canvas->width >= WIDE_FOR_SHEET)
            place_sheet(test, canvas, &area);
    }
    draw_trouble(test, canvas, &area);
    item_view_draw(&test->view, canvas, area, &screen->app->scratch);
}

static const char *title(const struct screen *screen)
{
    return arena_string(&screen->app->scratch, screen->app->seat.title);
}

static void destroy(struct screen *screen)
{
    struct test *test = (struct test *)screen;
    item_view_finish(&test->view);
    free(test);
}

static const struct screen_ops ops = {
    .name = "test",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .destroy = destroy,
};

/* Where one stopped: the first item without an answer. */
static int first_open(const struct seat *seat)
{
    for (int i = 0; i < seat->slot_count; i++)
        if (!seat_is_answered(seat, i))
            return i;
    return 0;
}

struct screen *test_create(struct app *app)
{
    struct test *test = xcalloc(1, sizeof *test);
    test->screen = (struct screen){&ops, app};
    item_view_init(&test->view);
    bool looked = app->seat.looking >= 0 && app->seat.looking < app->seat.slot_count;
    open_slot(test, looked ? app->seat.looking : first_open(&app->seat));
    return &test->screen;
}
