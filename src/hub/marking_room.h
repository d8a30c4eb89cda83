/* The marking of a test's answers in words, as the hub keeps it: the book folded from the journal, and which
 * answers wait. Read when somebody asks for it first; forgotten when a turn is not saved. */
#ifndef BIWU_HUB_MARKING_ROOM_H
#define BIWU_HUB_MARKING_ROOM_H

#include "core/markbook.h"
#include "hub/state.h"

struct marking_room {
    struct markbook book;
    bool fresh; /* which answers wait is as the rows of attempts have it */
};

/* The test's room, with every answer that waits; NULL with err when that cannot be read. */
struct marking_room *marking_room(struct hub *hub, struct test *test, struct err *err);
/* Fills in the book's beginning when the command is the first; decides, journals, applies. *out is the event
 * (texts those of the command); its kind is meaningful for WIRE_OK only, and *changed says whether there was
 * one. */
enum wire_error marking_command(struct hub *hub, struct test *test, const struct markbook_command *command,
                                struct text actor, struct markbook_event *out, bool *changed);
/* Tokens can be handed out from here on: begins the book unless it is begun. */
enum wire_error marking_begin(struct hub *hub, struct test *test, struct marking_room *room);
/* Marks an ended attempt anew by what is settled now, and writes its row. */
enum wire_error marking_apply(struct hub *hub, struct test *test, int64_t attempt);

/* An attempt of the test has ended with answers that wait, or was voided. */
void marking_room_stale(struct test *test);
void marking_room_drop(struct test *test);
/* After a turn that was not saved. */
void marking_rooms_drop(struct hub *hub);

/* Whether the number is one of the sheet's markers. */
bool is_marker(const struct test *test, struct text number);
/* The item of this name ("bank/id") in the test's pool, with what stands above it for a child of a case; in
 * hub->scratch. ERR_NOT_FOUND when there is none. */
bool marking_item(struct hub *hub, struct test *test, struct text name, struct item *out,
                  const struct item **parent, struct err *err);
/* "bank/id", in hub->scratch. */
struct text marking_name(struct hub *hub, struct text bank, struct text id);
/* Its points as messages show them, in hub->scratch; and the indexes of those in `bits`. */
const struct point_row *marking_points(struct hub *hub, const struct item *item);
const int64_t *marking_ticks(struct hub *hub, uint32_t bits, int64_t *count);
/* The bits of the points that a request names; false when one is none. */
bool marking_bits(const int64_t *points, int64_t count, uint32_t *out);

#endif
