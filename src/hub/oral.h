/* Oral tests (口试): what of them other use cases take part in. */
#ifndef BIWU_HUB_ORAL_H
#define BIWU_HUB_ORAL_H

#include "hub/state.h"

/* START of somebody else's attempt by an organizer, who is then its examiner: begins it, or goes on with it.
 */
enum wire_error oral_start(struct hub *hub, struct session *session, struct test *test, struct text number,
                           struct reply *reply);
/* Adds to the paper of an oral attempt what its examiner needs: whom he examines, the points of answers in
 * words and which he has ticked. Nothing for other attempts. */
enum wire_error oral_show(struct hub *hub, const struct live *live, struct slot_row *rows,
                          struct reply *reply);
/* What the examiner's words for a slot become: where he has ticked points and leaves no words, a fixed text
 * stands for what was said, so that the answer counts as given and can be marked again. */
enum wire_error oral_words(struct hub *hub, const struct live *live, int slot, struct text *words);

#endif
