#include "base/i18n.h"
#include "wire/message.h"

static const char *const message_names[MESSAGE_KINDS] = {
    [MESSAGE_HELLO] = "hello",
    [MESSAGE_SIGN_IN] = "sign-in",
    [MESSAGE_RESUME] = "resume",
    [MESSAGE_SIGN_OUT] = "sign-out",
    [MESSAGE_PING] = "ping",
    [MESSAGE_HOME] = "home",
    [MESSAGE_START] = "start",
    [MESSAGE_PAPER] = "paper",
    [MESSAGE_ANSWER] = "answer",
    [MESSAGE_FLAG] = "flag",
    [MESSAGE_SUBMIT] = "submit",
    [MESSAGE_RESULT] = "result",
    [MESSAGE_REVIEW] = "review",
    [MESSAGE_RANKING] = "ranking",
    [MESSAGE_TICK] = "tick",
    [MESSAGE_MARKING] = "marking",
    [MESSAGE_SCRIPT] = "script",
    [MESSAGE_MARK_SCRIPT] = "mark-script",
    [MESSAGE_REOPEN] = "reopen",
    [MESSAGE_EVENTS] = "events",
    [MESSAGE_EVENT_OPEN] = "event-open",
    [MESSAGE_EVENT_CLOSE] = "event-close",
    [MESSAGE_EVENT_SEAL] = "event-seal",
    [MESSAGE_MONITOR] = "monitor",
    [MESSAGE_EXTEND] = "extend",
    [MESSAGE_FORCE_SUBMIT] = "force-submit",
    [MESSAGE_VOID] = "void",
    [MESSAGE_UNLOCK] = "unlock",
    [MESSAGE_IMPORT] = "import",
    [MESSAGE_WATCH] = "watch",
    [MESSAGE_CONTEST] = "contest",
    [MESSAGE_PREVIEW] = "preview",
    [MESSAGE_PLAYS] = "plays",
    [MESSAGE_KEY_TEST] = "key-test",
    [MESSAGE_PANEL] = "panel",
    [MESSAGE_SIGN] = "sign",
    [MESSAGE_SHEET] = "sheet",
    [MESSAGE_PERFORMER] = "performer",
    [MESSAGE_SERIES] = "series",
    [MESSAGE_ECHO] = "echo",
    [MESSAGE_PUSH_TIME] = "time",
    [MESSAGE_PUSH_SUBMITTED] = "submitted",
    [MESSAGE_PUSH_VOIDED] = "voided",
    [MESSAGE_PUSH_TAKEN_OVER] = "taken-over",
    [MESSAGE_PUSH_CHANGED] = "changed",
    [MESSAGE_PUSH_STAGE] = "contest-view",
    [MESSAGE_PUSH_PANEL] = "panel-view",
    [MESSAGE_PUSH_ECHO] = "echo-this",
};

const char *message_name(enum message_kind kind)
{
    return message_names[kind];
}

struct error_words {
    const char *name, *message;
};

static const struct error_words error_words[WIRE_ERRORS] = {
    [WIRE_OK] = {"ok", N_("Done.")},
    [WIRE_BAD_MESSAGE] = {"bad-message", N_("The hub did not understand this terminal's program. Tell the "
                                            "organizer: terminal and hub should be of the same version.")},
    [WIRE_WRONG_PROTOCOL] = {"wrong-protocol", N_("This terminal's program and the hub are of different "
                                                  "versions. Install the same version of biwu on both.")},
    [WIRE_HALL_FULL] = {"hall-full", N_("All seats of the hall are taken. Wait a moment and try again, or "
                                        "ask the organizer to raise “connections” in hall.yaml.")},
    [WIRE_NOT_SIGNED_IN] = {"not-signed-in", N_("You are not signed in any more. Please sign in again.")},
    [WIRE_NOT_ALLOWED] = {"not-allowed", N_("You are not allowed to do this. Ask the organizer.")},
    [WIRE_WRONG_PIN] = {"wrong-pin", N_("The number or the PIN is wrong. Check both and try again.")},
    [WIRE_BLOCKED] = {"blocked", N_("It is too soon after a wrong PIN. Wait a little and try again.")},
    [WIRE_LOCKED] = {"locked", N_("Too many wrong PINs: this number is locked. Ask the organizer to unlock "
                                  "it.")},
    [WIRE_TICKET_UNKNOWN] = {"ticket-unknown", N_("Your sign-in has expired. Please sign in again.")},
    [WIRE_NO_SUCH_EVENT] = {"no-such-event", N_("There is no such test. Go back and choose one from the "
                                                "list.")},
    [WIRE_NO_SUCH_PERSON] = {"no-such-person", N_("Nobody on the roster has this number. Check the "
                                                  "number.")},
    [WIRE_NO_SUCH_ATTEMPT] = {"no-such-attempt", N_("There is no such attempt. Go back and choose one from "
                                                    "the list.")},
    [WIRE_NOT_OPEN] = {"not-open", N_("The test is not open now. Ask the organizer when it opens.")},
    [WIRE_NOT_FOR_YOU] = {"not-for-you", N_("This test is not meant for you. Ask the organizer if you think "
                                            "it should be.")},
    [WIRE_NO_ATTEMPTS_LEFT] = {"no-attempts-left", N_("You have used all your attempts at this test.")},
    [WIRE_CANNOT_DRAW] = {"cannot-draw",
                          N_("This cannot be prepared yet: its sheet, its banks or its draw of "
                             "people are not in order. Tell the organizer.")},
    [WIRE_NOT_RUNNING] = {"not-running", N_("This attempt is over already.")},
    [WIRE_STILL_RUNNING] = {"still-running", N_("This attempt is not over yet. Submit it first.")},
    [WIRE_TIME_UP] = {"time-up", N_("The time is up. What was saved has been submitted.")},
    [WIRE_NO_SUCH_SLOT] = {"no-such-slot", N_("The paper has no such question.")},
    [WIRE_BAD_RESPONSE] = {"bad-response", N_("This cannot be read as an answer to this question. Answer it "
                                              "again.")},
    [WIRE_NOT_REVEALED] = {"not-revealed", N_("This is not shown yet. The organizer decided when it will "
                                              "be.")},
    [WIRE_BAD_TIME] = {"bad-time", N_("The time cannot be changed by so much. Choose fewer minutes.")},
    [WIRE_ALREADY] = {"already", N_("It is so already; nothing was changed.")},
    [WIRE_NO_ITEM] = {"no-item", N_("This item is not on this person's paper. Check the item's id.")},
    [WIRE_NO_SUCH_TEAM] = {"no-such-team", N_("The contest has no such team, or you belong to none of its "
                                              "teams. Ask the organizer.")},
    [WIRE_WRONG_KIND] = {"wrong-kind", N_("This event is of another kind. Choose a contest, a panel or a "
                                          "series here, and take tests from the home screen.")},
    [WIRE_CONTEST] = {"contest", N_("The contest does not allow this now.")},
    [WIRE_PANEL] = {"panel", N_("The panel does not allow this now.")},
    [WIRE_NOT_WATCHING] = {"not-watching", N_("This terminal is not at a competition. Go back and enter it "
                                              "again.")},
    [WIRE_BUSY] = {"busy",
                   N_("This person is taking the test already, at a seat or with another examiner. Let that "
                      "attempt be submitted first.")},
    [WIRE_EXAMINED] = {"examined", N_("An examiner is taking you through this test. Give your answers to the "
                                      "examiner.")},
    [WIRE_OWN_ANSWER] = {"own-answer", N_("Nobody marks or examines himself. Ask another marker or "
                                          "organizer.")},
    [WIRE_NOT_A_MARKER] = {"not-a-marker",
                           N_("You are not a marker of this test. Ask the organizer to add your "
                              "number to “markers” in its sheet.")},
    [WIRE_MAY_TAKE] = {"may-take",
                       N_("You are taking a test yourself, or may still take this one. Marking and examining "
                          "wait until you have.")},
    [WIRE_NO_SCRIPT] = {"no-script", N_("No answer waits for you now. Look again when more papers have been "
                                        "submitted or other markers have marked.")},
    [WIRE_SETTLED] = {"settled", N_("The marks of this answer are settled. An organizer can reopen it with a "
                                    "reason.")},
    [WIRE_NO_POINTS] = {"no-points", N_("This question has no such point to tick. Write the answer down "
                                        "instead.")},
    [WIRE_UNSETTLED] = {"unsettled",
                        N_("This answer is not settled yet: it waits for the markers or an organizer, and in "
                           "an oral test for its examiner. There is nothing to reopen.")},
    [WIRE_TOO_OFTEN] = {"too-often",
                        N_("This was changed too often; it stays as it was saved last. Please go on.")},
    [WIRE_UNMARKED] = {"unmarked",
                       N_("Nobody marks this answer: the item has a key, or nothing was answered. A key is "
                          "put right by `biwu ruling`.")},
    [WIRE_NOT_SAVED] = {"not-saved", N_("The hub could not save this: nothing was done. Try again, and tell "
                                        "the organizer when it keeps happening.")},
};

const char *wire_error_name(enum wire_error error)
{
    return error_words[error].name;
}

const char *wire_error_message(enum wire_error error)
{
    return error_words[error].message;
}

/* The message of the refusal that a detail names, or the error's own. */
static const char *named(struct text detail, const char *const *names, int count, const char *(*say)(int),
                         const char *otherwise)
{
    for (int i = 1; i < count; i++)
        if (text_is(detail, names[i]))
            return say(i);
    return otherwise;
}

static const char *say_contest(int refusal)
{
    return contest_refusal_message((enum contest_refusal)refusal);
}

static const char *say_panel(int refusal)
{
    return panel_refusal_message((enum panel_refusal)refusal);
}

const char *wire_refusal_message(const struct reply *reply)
{
    const char *general = wire_error_message(reply->error);
    if (reply->error == WIRE_CONTEST)
        return named(reply->detail, contest_refusal_names, CONTEST_REFUSALS, say_contest, general);
    if (reply->error == WIRE_PANEL)
        return named(reply->detail, panel_refusal_names, PANEL_REFUSALS, say_panel, general);
    return general;
}
