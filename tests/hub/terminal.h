/* A scripted terminal of a competition: a seat that watches a stage and keeps what it is shown. */
#ifndef BIWU_TEST_TERMINAL_H
#define BIWU_TEST_TERMINAL_H

#include "seat.h"

struct terminal {
    struct seat seat;
    struct buf seen; /* every line that came */
    char ticket[100];
    int views; /* that came */
    struct contest_view view;
    struct contest_frame frame;
    struct contest_item item; /* the last that was told; meaningless while view.play is -1 */
    struct panel_view panel;
    struct panel_frame panel_frame;
};

/* Connects; person 0: does not sign in (the hall's owner, as the tests run). */
void terminal_open(struct terminal *terminal, const struct room *room, int person);
void terminal_close(struct terminal *terminal);
/* The hub was started again: connects and signs in with the ticket. */
void terminal_return(struct terminal *terminal, const struct room *room);

/* The reply; views on the way are kept. */
struct reply terminal_ask(struct terminal *terminal, const struct request *request);
struct reply terminal_expect(struct terminal *terminal, enum wire_error error, const struct request *request);
/* Waits until it has been told everything that was published before now. */
void terminal_sync(struct terminal *terminal);
/* Waits until another view has come. */
void terminal_next_view(struct terminal *terminal);

/* team: the code of one, or NULL. */
enum wire_error terminal_watch(struct terminal *terminal, const char *event, enum watch_as as,
                               const char *team);
void terminal_watch_well(struct terminal *terminal, const char *event, enum watch_as as, const char *team);

/* A contest command with everything left out; the caller fills in what it needs. */
struct request contest_order(enum contest_command_kind command);
struct request contest_order_of(enum contest_command_kind command, const char *team);
/* Sends a command without more, which must be taken. */
void terminal_do(struct terminal *terminal, enum contest_command_kind command);
/* The same, which must be refused with this word. */
void terminal_cannot(struct terminal *terminal, enum contest_command_kind command,
                     enum contest_refusal refusal);
struct reply terminal_press(struct terminal *terminal, const char *team);
/* Right or wrong, in the letters that the terminal was shown. */
enum wire_error terminal_answer(struct terminal *terminal, const char *team, bool right);
void terminal_rule(struct terminal *terminal, const char *team, enum verdict verdict);

struct request panel_order(enum panel_command_kind command, int64_t performer);
void terminal_panel(struct terminal *terminal, enum panel_command_kind command, int64_t performer);
void terminal_panel_cannot(struct terminal *terminal, const struct request *request,
                           enum panel_refusal refusal);

/* A bank `plain` of single-choice items (对 is right; the rationale is 绝密解析), for contests. */
void room_write_plain_bank(const struct room *room, int items);

#endif
