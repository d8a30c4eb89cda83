/* Attempts that are over, and what of them may be seen. */
#ifndef BIWU_HUB_ENDED_H
#define BIWU_HUB_ENDED_H

#include "hub/state.h"

struct ended {
    struct attempt_record record; /* in hub->scratch */
    struct test *test;
    bool own;
};

/* The own attempt or, for an organizer, anybody's. */
enum wire_error ended_find(struct hub *hub, const struct session *session, int64_t id, struct ended *out);

/* Its form and responses. */
struct ended_form {
    struct form form;
    struct response_record *responses; /* [form.count], in hub->scratch */
    struct attempt folded;             /* holds the form when it had to be read from the journal */
};
/* Draws the form again, which costs far less than finding the attempt in the journal; should the two ever
 * differ, the journal decides. */
bool ended_form_load(struct hub *hub, const struct ended *ended, struct ended_form *out, struct err *err);
void ended_form_finish(struct ended_form *form);

/* Organizers and the hall's owner see all, others what the sheet reveals by now of attempts that are over. */
bool is_revealed(const struct hub *hub, const struct session *session, const struct test *test,
                 enum reveal reveal);
/* Whether an attempt of this person goes on, at any test. */
bool is_sitting(const struct hub *hub, struct text number);
/* Keys never go to somebody who sits at a test just now, whatever his role: tests share their banks. */
bool ended_shows_keys(const struct hub *hub, const struct session *session, const struct ended *ended);

#endif
