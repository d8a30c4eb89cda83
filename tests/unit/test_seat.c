#include "tui/seat.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { SLOTS = 3, NOW = 1000000 };

struct line {
    int64_t id;
    enum message_kind kind;
    int64_t slot, spent;
    char response[64];
    bool keep;
};

struct desk {
    struct seat seat;
    struct port port;
    struct line sent[32];
    int count;
};

static int64_t on_send(void *context, const struct request *request, bool keep)
{
    struct desk *desk = context;
    struct line *line = &desk->sent[desk->count];
    *line = (struct line){.id = ++desk->count, .kind = request->kind, .keep = keep};
    if (request->kind == MESSAGE_ANSWER) {
        line->slot = request->answer.slot;
        line->spent = request->answer.spent;
        memcpy(line->response, request->answer.response.at, request->answer.response.len);
    }
    return line->id;
}

static void take_paper(struct desk *desk, const char *const responses[SLOTS], int64_t left, int64_t asked,
                       int64_t now)
{
    struct slot_row rows[SLOTS];
    for (int i = 0; i < SLOTS; i++)
        rows[i] = (struct slot_row){.kind = TEXT("blank"), .stimulus = -1, .response = text_of(responses[i])};
    struct reply reply = {
        .kind = MESSAGE_PAPER,
        .paper = {.attempt = 7, .left = left, .limit = 600000, .slots = rows, .slot_count = SLOTS}};
    seat_take_paper(&desk->seat, &reply, asked, now);
}

static const char *const nothing[SLOTS] = {"", "", ""};

static void open_desk(struct desk *desk)
{
    *desk = (struct desk){.count = 0};
    desk->port = (struct port){.context = desk, .send = on_send};
    seat_init(&desk->seat);
    take_paper(desk, nothing, 600000, NOW, NOW);
}

static void answer(struct desk *desk, int slot, const char *text)
{
    seat_answer(&desk->seat, slot, text_of(text), NOW);
}

static void reply(struct desk *desk, int64_t id, enum wire_error error)
{
    const struct reply reply = {.re = id, .kind = MESSAGE_ANSWER, .error = error, .detail = TEXT("why")};
    assert_true(seat_on_reply(&desk->seat, &reply, NOW));
}

static void half_the_round_trip_is_taken_off(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk);
    take_paper(&desk, nothing, 500000, NOW, NOW + 400);
    assert_int_equal(seat_left(&desk.seat, NOW + 400), 499800);
    assert_int_equal(seat_left(&desk.seat, NOW + 600000), 0);
    seat_finish(&desk.seat);
}

static void an_answer_is_pending_until_the_hub_has_it(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk);
    answer(&desk, 1, "甲");
    assert_int_equal(desk.count, 0);
    assert_int_equal(seat_save_state(&desk.seat, 1), SAVE_PENDING);
    assert_int_equal(seat_due(&desk.seat), NOW + SEAT_PAUSE_MS);
    seat_work(&desk.seat, NOW + SEAT_PAUSE_MS - 1, &desk.port);
    assert_int_equal(desk.count, 0);
    seat_work(&desk.seat, NOW + SEAT_PAUSE_MS, &desk.port);
    assert_int_equal(desk.count, 1);
    assert_true(desk.sent[0].keep);
    assert_string_equal(desk.sent[0].response, "甲");
    assert_int_equal(seat_due(&desk.seat), -1);
    seat_flush(&desk.seat, 1, NOW, &desk.port); /* on its way already */
    assert_int_equal(desk.count, 1);
    assert_int_equal(seat_save_state(&desk.seat, 1), SAVE_PENDING);
    reply(&desk, 1, WIRE_OK);
    assert_int_equal(seat_save_state(&desk.seat, 1), SAVE_DONE);
    assert_int_equal(seat_answered(&desk.seat), 1);
    seat_finish(&desk.seat);
}

static void only_the_newest_answer_counts_as_saved(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk);
    answer(&desk, 0, "A");
    seat_flush(&desk.seat, 0, NOW, &desk.port);
    answer(&desk, 0, "B");
    seat_flush(&desk.seat, 0, NOW, &desk.port);
    answer(&desk, 0, ""); /* taken back while both are on their way */
    seat_flush(&desk.seat, 0, NOW, &desk.port);
    assert_int_equal(desk.count, 3);
    reply(&desk, 1, WIRE_OK);
    reply(&desk, 2, WIRE_OK);
    assert_int_equal(seat_save_state(&desk.seat, 0), SAVE_PENDING);
    reply(&desk, 3, WIRE_OK);
    assert_int_equal(seat_save_state(&desk.seat, 0), SAVE_DONE);
    seat_finish(&desk.seat);
}

static void what_could_not_be_written_is_sent_again(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk);
    answer(&desk, 0, "A");
    seat_flush_all(&desk.seat, NOW, &desk.port);
    reply(&desk, 1, WIRE_NOT_SAVED);
    assert_int_equal(seat_save_state(&desk.seat, 0), SAVE_PENDING);
    assert_int_equal(seat_due(&desk.seat), NOW + SEAT_RETRY_MS);
    seat_work(&desk.seat, NOW + SEAT_RETRY_MS, &desk.port);
    assert_int_equal(desk.count, 2);
    assert_string_equal(desk.sent[1].response, "A");
    seat_finish(&desk.seat);
}

static void a_refused_answer_says_so_until_it_changes(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk);
    answer(&desk, 0, "abc");
    seat_flush(&desk.seat, 0, NOW, &desk.port);
    assert_int_equal(seat_slot_of(&desk.seat, 1), 0);
    assert_int_equal(seat_slot_of(&desk.seat, 0), -1);
    reply(&desk, 1, WIRE_BAD_RESPONSE);
    assert_int_equal(seat_slot_of(&desk.seat, 1), -1);
    assert_int_equal(seat_save_state(&desk.seat, 0), SAVE_REFUSED);
    assert_string_equal(desk.seat.slots[0].trouble, "why");
    seat_flush_all(&desk.seat, NOW, &desk.port); /* not over and over */
    assert_int_equal(desk.count, 1);
    answer(&desk, 0, "12");
    assert_int_equal(seat_save_state(&desk.seat, 0), SAVE_PENDING);
    seat_flush_all(&desk.seat, NOW, &desk.port);
    assert_int_equal(desk.count, 2);
    seat_finish(&desk.seat);
}

static void a_new_paper_keeps_what_is_not_saved_yet(void **state)
{
    (void)state;
    static const char *const there[SLOTS] = {"canonical", "", "there"};
    struct desk desk;
    open_desk(&desk);
    answer(&desk, 0, "typed");
    seat_flush(&desk.seat, 0, NOW, &desk.port);
    reply(&desk, 1, WIRE_OK);
    answer(&desk, 1, "half");
    take_paper(&desk, there, 600000, NOW, NOW);
    assert_string_equal(desk.seat.slots[0].response, "canonical");
    assert_string_equal(desk.seat.slots[1].response, "half");
    assert_string_equal(desk.seat.slots[2].response, "there");
    assert_int_equal(seat_unsaved(&desk.seat), 1);
    seat_work(&desk.seat, NOW + SEAT_PAUSE_MS, &desk.port);
    assert_string_equal(desk.sent[1].response, "half");
    seat_finish(&desk.seat);
}

static void answers_given_elsewhere_win_over_old_typing(void **state)
{
    (void)state;
    static const char *const there[SLOTS] = {"elsewhere", "", ""};
    struct desk desk;
    open_desk(&desk);
    answer(&desk, 0, "here");
    answer(&desk, 1, "also here");
    desk.seat.elsewhere = true;
    take_paper(&desk, there, 600000, NOW, NOW);
    assert_string_equal(desk.seat.slots[0].response, "elsewhere");
    assert_string_equal(desk.seat.slots[1].response, "also here");
    assert_false(desk.seat.elsewhere);
    seat_finish(&desk.seat);
}

static void time_spent_is_counted_while_looking(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk);
    seat_look(&desk.seat, 0, NOW);
    seat_look(&desk.seat, 1, NOW + 4000);
    seat_look(&desk.seat, 0, NOW + 9000);
    answer(&desk, 0, "A");
    seat_flush(&desk.seat, 0, NOW + 10000, &desk.port);
    assert_int_equal(desk.sent[0].spent, 5000);
    seat_finish(&desk.seat);
}

static void heat_rises_at_a_fifth_and_a_twentieth(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk);
    assert_int_equal(seat_heat(&desk.seat, NOW + 479999), HEAT_NONE);
    assert_int_equal(seat_heat(&desk.seat, NOW + 480000), HEAT_WARM);
    assert_int_equal(seat_heat(&desk.seat, NOW + 569999), HEAT_WARM);
    assert_int_equal(seat_heat(&desk.seat, NOW + 570000), HEAT_HOT);
    assert_int_equal(seat_heat(&desk.seat, NOW + 700000), HEAT_HOT);
    seat_finish(&desk.seat);
}

static void nothing_is_sent_once_it_is_over(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk);
    answer(&desk, 0, "A");
    seat_flush(&desk.seat, 0, NOW, &desk.port);
    reply(&desk, 1, WIRE_TIME_UP);
    assert_true(desk.seat.over);
    answer(&desk, 1, "B");
    seat_flush_all(&desk.seat, NOW, &desk.port);
    seat_flag(&desk.seat, 1, true, &desk.port);
    assert_int_equal(desk.count, 1);
    assert_int_equal(seat_due(&desk.seat), -1);
    seat_finish(&desk.seat);
}

static void tick_reply(struct desk *desk, int64_t id, enum wire_error error)
{
    const struct reply reply = {.re = id, .kind = MESSAGE_TICK, .error = error};
    assert_true(seat_on_reply(&desk->seat, &reply, NOW));
}

/* Ticks go out at once, count as an answer, and are sent again when they could not be written. */
static void ticks_are_sent_at_once_and_not_lost(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk);
    seat_tick(&desk.seat, 1, (struct ticks){.given = true, .points = 5}, &desk.port);
    assert_int_equal(desk.count, 1);
    assert_int_equal(desk.sent[0].kind, MESSAGE_TICK);
    assert_true(desk.sent[0].keep);
    assert_int_equal(seat_answered(&desk.seat), 1);
    seat_tick(&desk.seat, 1, (struct ticks){.given = true, .points = 4}, &desk.port);
    tick_reply(&desk, 1, WIRE_OK); /* to the older one */
    assert_int_equal(seat_save_state(&desk.seat, 1), SAVE_PENDING);
    take_paper(&desk, nothing, 600000, NOW, NOW); /* the hub had not seen it yet */
    assert_int_equal(desk.seat.slots[1].ticks.points, 4);
    tick_reply(&desk, 2, WIRE_NOT_SAVED);
    seat_work(&desk.seat, NOW + SEAT_RETRY_MS, &desk.port);
    assert_int_equal(desk.count, 3);
    tick_reply(&desk, 3, WIRE_OK);
    assert_int_equal(seat_save_state(&desk.seat, 1), SAVE_DONE);
    seat_finish(&desk.seat);
}

/* What the hub will never take is shown as the hub has it. */
static void refused_ticks_go_back(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk);
    seat_tick(&desk.seat, 0, (struct ticks){.given = true, .points = 1}, &desk.port);
    tick_reply(&desk, 1, WIRE_NO_POINTS);
    assert_false(desk.seat.slots[0].ticks.given);
    assert_int_equal(seat_save_state(&desk.seat, 0), SAVE_DONE);
    seat_finish(&desk.seat);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_the_round_trip_is_taken_off),
        cmocka_unit_test(an_answer_is_pending_until_the_hub_has_it),
        cmocka_unit_test(only_the_newest_answer_counts_as_saved),
        cmocka_unit_test(what_could_not_be_written_is_sent_again),
        cmocka_unit_test(a_refused_answer_says_so_until_it_changes),
        cmocka_unit_test(a_new_paper_keeps_what_is_not_saved_yet),
        cmocka_unit_test(answers_given_elsewhere_win_over_old_typing),
        cmocka_unit_test(time_spent_is_counted_while_looking),
        cmocka_unit_test(heat_rises_at_a_fifth_and_a_twentieth),
        cmocka_unit_test(nothing_is_sent_once_it_is_over),
        cmocka_unit_test(ticks_are_sent_at_once_and_not_lost),
        cmocka_unit_test(refused_ticks_go_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
