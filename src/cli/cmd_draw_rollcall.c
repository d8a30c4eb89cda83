/* biwu draw rollcall (点名): goes through those who were drawn, one by one. */
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/ask.h"
#include "cli/draws.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct roll_call {
    struct store *store;
    struct text id;
    struct draw draw;  /* as it is now */
    bool *passed_over; /* [pool_count] to be asked about another time */
    int64_t before;    /* whom the answer before was about; -1: nobody */
};

/* Read again before each question: somebody else may be noting presence too. */
static bool read_again(struct roll_call *call, struct err *err)
{
    struct draw now;
    if (!draw_find_folded(call->store, call->id, &now, err)) {
        draw_finish(&now);
        return false;
    }
    draw_finish(&call->draw);
    call->draw = now;
    return true;
}

/* In the order in which they were read out, a substitute where he stands for somebody. */
static int64_t next_due(const struct roll_call *call, int64_t *left)
{
    int64_t next = -1;
    *left = 0;
    for (int64_t i = 0; i < call->draw.pool_count; i++) {
        const struct draw_member *member = &call->draw.members[i];
        if (member->standing != DRAW_DUE || call->passed_over[i])
            continue;
        ++*left;
        if (next < 0 || member->place < call->draw.members[next].place)
            next = i;
    }
    return next;
}

static void say_keys(void)
{
    puts(_("Enter: present   e: excused   a: absent   s: later   b: the one before again   q: leave"));
}

static char *ask_about(const struct roll_call *call, int64_t member, int64_t left)
{
    const struct person *person = &call->draw.pool[member];
    struct buf question = BUF_EMPTY;
    buf_addf(&question, _("(%lld to go) %.*s %.*s, %.*s %.*s: "), (long long)left, TEXT_ARG(person->number),
             TEXT_ARG(draw_member_name(&call->draw, member)), TEXT_ARG(person->unit), TEXT_ARG(person->post));
    char *answer = ask_line(stdout, buf_string(&question));
    buf_finish(&question);
    return answer;
}

/* A reason that can be kept; NULL: the end of the input, or an excuse that was thought better of. */
static char *ask_reason(bool must)
{
    for (;;) {
        struct err err = ERR_NONE;
        char *reason = ask_line(stdout, must ? _("Reason (Enter alone: not excused after all): ")
                                             : _("Reason (may be left out): "));
        if (!reason || (draw_check_reason(text_of(reason), &err) && (!must || *reason)))
            return reason;
        if (err.kind)
            printf("%s\n", err.message);
        free(reason);
        if (!err.kind)
            return NULL;
    }
}

static void note(struct roll_call *call, int64_t member, enum draw_command_kind kind, const char *reason)
{
    struct err err = ERR_NONE;
    struct draw_event as = {.number = call->draw.pool[member].number, .reason = text_of(reason)};
    if (!draw_note_presence(call->store, kind, call->id, &as, kind != DRAW_PRESENT_IT, &err))
        printf("%s\n", err.message);
    call->before = member;
}

static void note_missing(struct roll_call *call, int64_t member, enum draw_command_kind kind)
{
    char *reason = ask_reason(kind == DRAW_EXCUSE);
    if (reason)
        note(call, member, kind, reason);
    free(reason);
}

enum answer {
    ANSWER_PRESENT,
    ANSWER_EXCUSED,
    ANSWER_ABSENT,
    ANSWER_LATER,
    ANSWER_BEFORE,
    ANSWER_LEAVE,
    ANSWER_NONE
};

/* By letter, or by the word that is said. */
static enum answer read_answer(const char *typed)
{
    static const struct {
        enum answer answer;
        const char *words[3];
    } answers[] = {
        {ANSWER_PRESENT, {"", "到"}},      {ANSWER_EXCUSED, {"e", "E", "假"}},
        {ANSWER_ABSENT, {"a", "A", "缺"}}, {ANSWER_LATER, {"s", "S", "后"}},
        {ANSWER_BEFORE, {"b", "B"}},       {ANSWER_LEAVE, {"q", "Q"}},
    };
    for (size_t i = 0; i < COUNT_OF(answers); i++)
        for (size_t k = 0; k < COUNT_OF(answers[i].words) && answers[i].words[k]; k++)
            if (strcmp(typed, answers[i].words[k]) == 0)
                return answers[i].answer;
    return ANSWER_NONE;
}

/* False: the roll call is left. */
static bool take(struct roll_call *call, int64_t member, int64_t *again, enum answer answer)
{
    *again = -1;
    switch (answer) {
    case ANSWER_PRESENT:
        note(call, member, DRAW_PRESENT_IT, "");
        return true;
    case ANSWER_EXCUSED:
        note_missing(call, member, DRAW_EXCUSE);
        return true;
    case ANSWER_ABSENT:
        note_missing(call, member, DRAW_NOTE_ABSENT);
        return true;
    case ANSWER_LATER:
        call->passed_over[member] = true;
        return true;
    case ANSWER_BEFORE:
        *again = call->before;
        return true;
    case ANSWER_LEAVE:
        return false;
    case ANSWER_NONE:
        say_keys();
        return true;
    }
    return true;
}

static bool go_through(struct roll_call *call, struct err *err)
{
    int64_t left, again = -1;
    say_keys();
    for (;;) {
        if (!read_again(call, err))
            return false;
        if (call->draw.stage == DRAW_STAGE_CLOSED)
            return err_set(err, ERR_INVALID, "%.*s: %s", TEXT_ARG(call->id),
                           _(draw_refusal_message(DRAW_IS_CLOSED)));
        int64_t member = next_due(call, &left);
        member = again >= 0 ? again : member;
        if (member < 0)
            return true;
        char *typed = ask_about(call, member, left);
        bool goes_on = typed && take(call, member, &again, read_answer(typed));
        free(typed);
        if (!goes_on)
            return true;
    }
}

static void say_result(const struct roll_call *call)
{
    int64_t counts[DRAW_IS_ABSENT + 1] = {0};
    for (int64_t i = 0; i < call->draw.pool_count; i++)
        counts[call->draw.members[i].standing]++;
    printf(_("%.*s: %lld present, %lld excused, %lld absent, %lld not noted yet\n"), TEXT_ARG(call->id),
           (long long)counts[DRAW_CAME], (long long)counts[DRAW_IS_EXCUSED],
           (long long)counts[DRAW_IS_ABSENT], (long long)counts[DRAW_DUE]);
    if (counts[DRAW_DUE])
        printf(_("`biwu draw rollcall %.*s` goes on.\n"), TEXT_ARG(call->id));
    else
        printf(_("`biwu draw close %.*s` ends it.\n"), TEXT_ARG(call->id));
}

static bool call_roll(struct store *store, const char *id, struct err *err)
{
    struct roll_call call = {.store = store, .id = text_of(id), .before = -1};
    if (!draw_find_folded(store, call.id, &call.draw, err) || !draw_has_people(&call.draw, err)) {
        draw_finish(&call.draw);
        return false;
    }
    call.passed_over = xcalloc((size_t)call.draw.pool_count, sizeof *call.passed_over);
    bool ok = go_through(&call, err) && read_again(&call, err);
    if (ok)
        say_result(&call);
    free(call.passed_over);
    draw_finish(&call.draw);
    return ok;
}

static int run(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    if (!options_parse(NULL, 0, &argc, argv, &err))
        return command_usage(&command_draw_rollcall, "%s", err.message);
    if (argc != 1)
        return command_usage(&command_draw_rollcall, _("name one draw"));
    struct store *store = hall_open_store(cli, STORE_WRITE, &err);
    bool ok = store && call_roll(store, argv[0], &err);
    store_close(store);
    return ok ? STATUS_OK : command_failed(&err);
}

const struct command command_draw_rollcall = {
    .name = "draw rollcall",
    .usage = N_("ID"),
    .summary = N_("call the roll: go through those who were drawn, one by one"),
    .help = N_(
        "For each: Enter, present; e, excused, with a reason; a, absent; s, later; b, the one before again; "
        "q, "
        "leave.\n"
        "Who is missing has the next substitute called, who is then asked about in turn. Each answer is kept "
        "at\n"
        "once; the roll call goes on where it was left.\n"),
    .run = run,
};
