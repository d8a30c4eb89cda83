/* Noting who came of those who were drawn: by command, and at a roll call. */
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "cli/draws.h"

#include <stdio.h>

bool draw_check_reason(struct text reason, struct err *err)
{
    if (reason.len <= DRAW_MAX_TEXT && utf8_find_invalid(reason) < 0 && !utf8_has_controls(reason, ""))
        return true;
    return err_set(err, ERR_INVALID, _("a reason is a line of text of at most %d bytes"), DRAW_MAX_TEXT);
}

static void say(const struct draw *draw, enum draw_command_kind kind, struct text number, struct buf *said)
{
    static const char *const sentences[] = {
        [DRAW_PRESENT_IT] = N_("%.*s: %.*s %.*s is present\n"),
        [DRAW_EXCUSE] = N_("%.*s: %.*s %.*s is excused\n"),
        [DRAW_NOTE_ABSENT] = N_("%.*s: %.*s %.*s is absent\n"),
    };
    int64_t member = draw_find(draw, number);
    buf_addf(said, _(sentences[kind]), TEXT_ARG(draw->id), TEXT_ARG(number),
             TEXT_ARG(draw_member_name(draw, member)));
}

static void say_called(const struct draw *draw, int64_t missing, struct buf *said)
{
    int64_t called = draw->members[missing].substitute;
    const struct person *person = &draw->pool[called];
    buf_addf(said, _("%.*s: the next substitute is called: %.*s %.*s, %.*s\n"), TEXT_ARG(draw->id),
             TEXT_ARG(person->number), TEXT_ARG(draw_member_name(draw, called)), TEXT_ARG(person->unit));
}

/* Without a substitute the place stays empty, which is no failure of noting. */
static bool call_next(struct store *store, struct draw *draw, struct text number, bool must, struct buf *said,
                      struct err *err)
{
    int64_t missing = draw_find(draw, number);
    if (!must && (missing < 0 || draw->members[missing].substitute >= 0))
        return true;
    if (!must && draw_next_substitute(draw, missing) < 0) {
        buf_addf(said, _("%.*s: no substitutes are left\n"), TEXT_ARG(draw->id));
        return true;
    }
    struct draw_event as = {.instead = number};
    if (!draw_step(store, draw, DRAW_CALL, &as, err))
        return false;
    say_called(draw, missing, said);
    return true;
}

/* Nobody is to hear of what the journal does not have: all is said when it is committed. */
bool draw_note_presence(struct store *store, enum draw_command_kind kind, struct text id,
                        const struct draw_event *as, bool calls, struct err *err)
{
    struct draw draw;
    struct buf said = BUF_EMPTY;
    if (!store_begin(store, err))
        return false;
    bool ok = draw_find_folded(store, id, &draw, err);
    if (ok && kind == DRAW_CALL) {
        ok = call_next(store, &draw, as->number, true, &said, err);
    } else if (ok) {
        ok = draw_step(store, &draw, kind, as, err);
        if (ok)
            say(&draw, kind, as->number, &said);
        ok = ok && (!calls || call_next(store, &draw, as->number, false, &said, err));
    }
    if (!ok)
        store_rollback(store);
    ok = ok && store_commit(store, err);
    if (ok)
        fputs(buf_string(&said), stdout);
    buf_finish(&said);
    draw_finish(&draw);
    return ok;
}
