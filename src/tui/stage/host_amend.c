/* A change of what was ruled, prepared, previewed and confirmed: amending, voiding, protests. */
#include "base/i18n.h"
#include "base/mem.h"
#include "tui/screens/facts.h"
#include "tui/screens/screens.h"
#include "tui/stage/console.h"
#include "tui/stage/host_plays.h"
#include "tui/stage/picker.h"
#include "tui/stage/words.h"

#include <stdlib.h>

enum {
    QUESTION_REASON = 70,   /* why a ruling is changed */
    QUESTION_REASON_CANCEL, /* the same, where later rulings on the item may be cancelled */
    QUESTION_MARKS,         /* how many, and why */
    QUESTION_VOID,
    QUESTION_TEAM, /* whose protest */
    QUESTION_PROTEST,
    QUESTION_SETTLE,
    QUESTION_CONSEQUENCES,
};
enum { MARK_BYTES = 12 };

static const struct stage *stage_of(const struct plays *plays)
{
    return &plays->screen.app->stage;
}

/* ---- The change ------------------------------------------------------------------------------------- */

static void begin_change(struct plays *plays, enum contest_command_kind command)
{
    free(plays->change.reason);
    plays->change = (struct change){.command = command, .play = -1, .item = -1, .team = -1};
}

static void keep_reason(struct plays *plays, struct text reason)
{
    free(plays->change.reason);
    plays->change.reason = xcalloc(reason.len + 1, 1);
    if (reason.len)
        memcpy(plays->change.reason, reason.at, reason.len);
}

static struct request request_of(const struct plays *plays)
{
    const struct change *change = &plays->change;
    struct request request = stage_contest(change->command);
    request.contest.play = change->play;
    request.contest.item = change->item;
    request.contest.team = stage_team_code(stage_of(plays), change->team);
    request.contest.verdict = change->verdict;
    request.contest.marks = change->marks;
    request.contest.cancels = change->cancels;
    request.contest.upheld = change->upheld;
    request.contest.reason = text_of(change->reason);
    return request;
}

/* The reason is in that field of the answer. */
static struct step preview(struct plays *plays, const struct event *event, int field)
{
    struct app *app = plays->screen.app;
    struct text reason;
    if (!console_reason(app, event, field, &reason))
        return stay();
    keep_reason(plays, reason);
    struct request request = request_of(plays);
    request.kind = MESSAGE_PREVIEW;
    plays->previewing = stage_send(&app->stage, &app->port, &request, false);
    return stay();
}

static struct step carry_out(struct plays *plays)
{
    struct app *app = plays->screen.app;
    struct request request = request_of(plays);
    plays->changing = stage_send(&app->stage, &app->port, &request, false);
    return stay();
}

static void add_consequence(const struct stage *stage, const struct change_row *row, struct buf *out,
                            struct arena *arena)
{
    struct text name = words_team(stage, row->team);
    struct text before = facts_mark(row->before, arena), after = facts_mark(row->after, arena);
    struct text line =
        row->rank_before == row->rank_after
            ? arena_textf(arena, _("%.*s: %s → %s (rank %lld as before)"), TEXT_ARG(name), before.at,
                          after.at, (long long)row->rank_after)
            : arena_textf(arena, _("%.*s: %s → %s (rank %lld → %lld)"), TEXT_ARG(name), before.at, after.at,
                          (long long)row->rank_before, (long long)row->rank_after);
    buf_add_char(out, '\n');
    buf_add_text(out, line);
}

/* What it would change is read before it counts. */
struct step plays_on_preview(struct plays *plays, const struct reply *reply)
{
    struct arena *scratch = &plays->screen.app->scratch;
    struct buf text = BUF_EMPTY;
    int changed = 0;
    for (int64_t i = 0; i < reply->preview.row_count; i++) {
        const struct change_row *row = &reply->preview.rows[i];
        changed += row->before != row->after || row->rank_before != row->rank_after;
    }
    buf_add_string(&text, changed ? _("This changes:") : _("No team's marks or rank change by this."));
    for (int64_t i = 0; i < reply->preview.row_count; i++) {
        const struct change_row *row = &reply->preview.rows[i];
        if (row->before != row->after || row->rank_before != row->rank_after)
            add_consequence(stage_of(plays), row, &text, scratch);
    }
    const struct question question = {.question = QUESTION_CONSEQUENCES,
                                      .title = _("What this changes"),
                                      .text = buf_string(&text),
                                      .buttons = {_("Do it"), _("Back")},
                                      .initial = 1};
    struct screen *dialog = dialog_question(plays->screen.app, &question);
    buf_finish(&text);
    return push(dialog);
}

/* ---- Questions -------------------------------------------------------------------------------------- */

static bool has_later(const struct play_row *play, int64_t ruling)
{
    for (int64_t i = ruling + 1; i < play->ruling_count; i++)
        if (!play->rulings[i].cancelled)
            return true;
    return false;
}

struct step plays_ask_amend(struct plays *plays, const struct entry *entry, enum verdict verdict)
{
    const struct play_row *play = &plays->plays[entry->play];
    struct arena *scratch = &plays->screen.app->scratch;
    begin_change(plays, CONTEST_AMEND);
    plays->change.play = play->play;
    plays->change.item = play->rulings[entry->ruling].ruling;
    plays->change.verdict = verdict;
    struct text team = words_team(stage_of(plays), play->rulings[entry->ruling].team);
    struct text text =
        arena_textf(scratch, _("%.*s: from “%s” to “%s”. Why?"), TEXT_ARG(team),
                    words_verdict(play->rulings[entry->ruling].verdict), words_verdict(verdict));
    struct question question = {.question = QUESTION_REASON,
                                .title = _("Amend the ruling"),
                                .text = text.at,
                                .buttons = {_("See what it changes"), _("Back")},
                                .fields = {{_("Reason"), CONSOLE_REASON_BYTES}}};
    if (verdict == VERDICT_PARTLY) {
        question.question = QUESTION_MARKS;
        question.fields[0].label = _("Marks");
        question.fields[0].limit = MARK_BYTES;
        question.fields[1].label = _("Reason");
        question.fields[1].limit = CONSOLE_REASON_BYTES;
    } else if (verdict == VERDICT_RIGHT && has_later(play, entry->ruling)) {
        question.question = QUESTION_REASON_CANCEL;
        question.buttons[0] = _("Later rulings off");
        question.buttons[1] = _("Keep them");
        question.buttons[2] = _("Back");
        question.text =
            arena_textf(scratch, _("%s\nOther teams were ruled on after it: take that back, or keep it?"),
                        text.at)
                .at;
    }
    return push(dialog_question(plays->screen.app, &question));
}

struct step plays_ask_void(struct plays *plays, const struct entry *entry)
{
    begin_change(plays, CONTEST_VOID);
    plays->change.play = plays->plays[entry->play].play;
    return console_ask_reason(
        plays->screen.app, QUESTION_VOID, _("Declare the item void"),
        text_of(_("Declare this item void? All marks it gave or cost are taken back. Why?")),
        _("See what it changes"));
}

struct step plays_ask_protest(struct plays *plays, const struct entry *entry)
{
    const struct contest_frame *frame = stage_of(plays)->contest.frame;
    begin_change(plays, CONTEST_PROTEST);
    plays->change.play = plays->plays[entry->play].play;
    struct text *lines =
        arena_array(&plays->screen.app->scratch, (size_t)frame->team_count + 1, sizeof *lines);
    for (int64_t i = 0; i < frame->team_count; i++)
        lines[i] = frame->teams[i].name;
    return push(picker_create(plays->screen.app, QUESTION_TEAM, _("Who protests?"), lines,
                              (int)frame->team_count, 0));
}

static struct step ask_protest(struct plays *plays, int team)
{
    plays->change.team = team;
    struct text text = arena_textf(&plays->screen.app->scratch, _("What does %.*s protest against?"),
                                   TEXT_ARG(words_team(stage_of(plays), team)));
    return console_ask_reason(plays->screen.app, QUESTION_PROTEST, _("Protest"), text, _("Take it down"));
}

struct step plays_ask_settle(struct plays *plays, const struct entry *entry)
{
    const struct protest_row *protest = &plays->protests[entry->protest];
    if (protest->settled)
        return console_tell(plays->screen.app, _("This protest is settled already."));
    begin_change(plays, CONTEST_SETTLE);
    plays->change.item = protest->protest;
    const struct question question = {
        .question = QUESTION_SETTLE,
        .title = _("Settle the protest"),
        .text = arena_textf(&plays->screen.app->scratch,
                            _("%.*s protests: %.*s\nMarks do not change by this alone: amend the ruling, or "
                              "declare the item void, too."),
                            TEXT_ARG(words_team(stage_of(plays), protest->team)), TEXT_ARG(protest->reason))
                    .at,
        .buttons = {_("Uphold"), _("Reject"), _("Back")},
        .fields = {{_("Reason"), CONSOLE_REASON_BYTES}}};
    return push(dialog_question(plays->screen.app, &question));
}

/* ---- Answers ---------------------------------------------------------------------------------------- */

static struct step send_with_reason(struct plays *plays, const struct event *event)
{
    struct text reason;
    if (!console_reason(plays->screen.app, event, 0, &reason))
        return stay();
    keep_reason(plays, reason);
    return carry_out(plays);
}

static struct step on_marks(struct plays *plays, const struct event *event)
{
    if (!mark_parse(text_trim(event->answer.fields[0]), &plays->change.marks))
        return console_tell(plays->screen.app,
                            _("Nothing was changed: the marks must be a number, as 5 or 2.5."));
    return preview(plays, event, 1);
}

struct step plays_on_answer(struct plays *plays, const struct event *event)
{
    int choice = event->answer.choice;
    switch (event->answer.question) {
    case QUESTION_REASON:
    case QUESTION_VOID:
        return choice == 0 ? preview(plays, event, 0) : stay();
    case QUESTION_REASON_CANCEL:
        plays->change.cancels = choice == 0;
        return choice == 0 || choice == 1 ? preview(plays, event, 0) : stay();
    case QUESTION_MARKS:
        return choice == 0 ? on_marks(plays, event) : stay();
    case QUESTION_TEAM:
        return choice >= 0 ? ask_protest(plays, choice) : stay();
    case QUESTION_PROTEST:
        return choice == 0 ? send_with_reason(plays, event) : stay();
    case QUESTION_SETTLE:
        plays->change.upheld = choice == 0;
        return choice == 0 || choice == 1 ? send_with_reason(plays, event) : stay();
    case QUESTION_CONSEQUENCES:
        return choice == 0 ? carry_out(plays) : stay();
    default:
        return stay();
    }
}
