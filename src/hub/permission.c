#include "hub/permission.h"

enum {
    NOBODY = 1 << ROLE_NOBODY,
    CANDIDATE = 1 << ROLE_CANDIDATE,
    ORGANIZER = 1 << ROLE_ORGANIZER,
    OWNER = 1 << ROLE_OWNER, /* a shell of the hall's owner, not signed in */
    ANYONE = NOBODY | CANDIDATE | ORGANIZER | OWNER,
    SIGNED_IN = CANDIDATE | ORGANIZER,
    STAFF = ORGANIZER | OWNER,
};

static const unsigned allowed[MESSAGE_KINDS] = {
    [MESSAGE_HELLO] = ANYONE,
    [MESSAGE_SIGN_IN] = ANYONE,
    [MESSAGE_RESUME] = ANYONE,
    [MESSAGE_SIGN_OUT] = ANYONE,
    [MESSAGE_PING] = ANYONE,
    [MESSAGE_HOME] = SIGNED_IN,
    [MESSAGE_START] = SIGNED_IN,
    [MESSAGE_PAPER] = SIGNED_IN,
    [MESSAGE_ANSWER] = SIGNED_IN,
    [MESSAGE_FLAG] = SIGNED_IN,
    [MESSAGE_SUBMIT] = SIGNED_IN,
    [MESSAGE_RESULT] = SIGNED_IN,
    [MESSAGE_REVIEW] = SIGNED_IN,
    [MESSAGE_RANKING] = SIGNED_IN | OWNER,
    /* Whether a candidate is a marker is decided with the test. */
    [MESSAGE_TICK] = ORGANIZER,
    [MESSAGE_MARKING] = SIGNED_IN | OWNER,
    [MESSAGE_SCRIPT] = SIGNED_IN,
    [MESSAGE_MARK_SCRIPT] = SIGNED_IN,
    [MESSAGE_REOPEN] = STAFF,
    [MESSAGE_EVENTS] = STAFF,
    [MESSAGE_EVENT_OPEN] = STAFF,
    [MESSAGE_EVENT_CLOSE] = STAFF,
    [MESSAGE_EVENT_SEAL] = STAFF,
    [MESSAGE_MONITOR] = STAFF,
    [MESSAGE_EXTEND] = STAFF,
    [MESSAGE_FORCE_SUBMIT] = STAFF,
    [MESSAGE_VOID] = STAFF,
    [MESSAGE_UNLOCK] = STAFF,
    [MESSAGE_IMPORT] = STAFF,
    [MESSAGE_WATCH] = ANYONE,
    /* What a terminal may do to a stage is decided further by what it watches as. */
    [MESSAGE_CONTEST] = ANYONE,
    [MESSAGE_PREVIEW] = ANYONE,
    [MESSAGE_PLAYS] = ANYONE,
    [MESSAGE_KEY_TEST] = ANYONE,
    [MESSAGE_PANEL] = ANYONE,
    [MESSAGE_SIGN] = SIGNED_IN,
    [MESSAGE_SHEET] = ANYONE,
    [MESSAGE_PERFORMER] = ANYONE,
    [MESSAGE_SERIES] = ANYONE,
    [MESSAGE_ECHO] = ANYONE,
};

enum wire_error permission_check(enum role role, enum message_kind kind)
{
    if (allowed[kind] & 1U << role)
        return WIRE_OK;
    return role == ROLE_NOBODY || role == ROLE_OWNER ? WIRE_NOT_SIGNED_IN : WIRE_NOT_ALLOWED;
}
