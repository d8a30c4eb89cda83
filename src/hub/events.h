/* The hall's events of every kind: sheets from files and from the database. */
#ifndef BIWU_HUB_EVENTS_H
#define BIWU_HUB_EVENTS_H

#include "hub/state.h"

/* Reads all events from the database. */
bool events_start(struct hub *hub, struct err *err);
/* Reads changed event files; writes drafts within the turn. A file with errors is logged, its event is listed
 * but cannot be opened. Cheap when nothing changed. */
void events_look(struct hub *hub);
/* After a turn that was not saved: status and preparation as the database has them. */
bool events_read_again(struct hub *hub, struct err *err);
void events_finish(struct hub *hub);

/* Of any kind; NULL: no such event. Codes are unique over all kinds. */
struct entry *entry_find(const struct hub *hub, struct text code);
/* NULL: no such test. */
struct test *events_find(const struct hub *hub, struct text code);
/* Why events_find found none: WIRE_WRONG_KIND or WIRE_NO_SUCH_EVENT. */
enum wire_error events_miss(const struct hub *hub, struct text code);
/* Whether the person may take the test or has taken part is the caller's to combine; this is the sheet's
 * `who`, with those drawn as of the last drawn_look (hub/drawn.h). */
bool test_is_for(const struct test *test, const struct person *person);

#endif
