#include "tui/stage/host_plays.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/screens/facts.h"
#include "tui/screens/screens.h"
#include "tui/stage/host.h"
#include "tui/stage/keep_stage.h"
#include "tui/stage/picker.h"
#include "tui/stage/words.h"

#include <stdlib.h>

enum {
    PLAYS_MOVE = 1,
    PLAYS_RIGHT,
    PLAYS_WRONG,
    PLAYS_PARTLY,
    PLAYS_NO_ANSWER,
    PLAYS_VOID,
    PLAYS_PROTEST,
    PLAYS_SETTLE,
    PLAYS_BACK,
};
enum { MODE_PROTEST = 1, MODE_PLAY = 2, MODE_RULING = 4, MODE_NOTHING = 8 };
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
enum { REASON_BYTES = 200, MARK_BYTES = 12 };

const struct binding host_plays_keys[] = {
    {.keys = {INPUT_UP, INPUT_DOWN, INPUT_HOME, INPUT_END},
     .action = PLAYS_MOVE,
     .name = "↑↓",
     .label = N_("move"),
     .help = N_("Move in the list: the newest item is at the top.")},
    {.keys = {INPUT_PAGE_UP, INPUT_PAGE_DOWN}, .action = PLAYS_MOVE},
    {.keys = {'y'},
     .action = PLAYS_RIGHT,
     .modes = MODE_RULING,
     .name = "Y",
     .label = N_("was right"),
     .help = N_("Amend this ruling to right; what that changes is shown before it counts.")},
    {.keys = {'n'},
     .action = PLAYS_WRONG,
     .modes = MODE_RULING,
     .name = "N",
     .label = N_("was wrong"),
     .help = N_("Amend this ruling to wrong.")},
    {.keys = {'h'},
     .action = PLAYS_PARTLY,
     .modes = MODE_RULING,
     .name = "H",
     .label = N_("partly"),
     .help = N_("Amend this ruling to partly right, with these marks.")},
    {.keys = {'e'},
     .action = PLAYS_NO_ANSWER,
     .modes = MODE_RULING,
     .name = "E",
     .label = N_("no answer"),
     .help = N_("Amend this ruling to no answer.")},
    {.keys = {INPUT_ENTER, 's'},
     .action = PLAYS_SETTLE,
     .modes = MODE_PROTEST,
     .name = N_("Enter"),
     .label = N_("settle"),
     .help = N_("Uphold or reject this protest, with a reason.")},
    {.keys = {'p'},
     .action = PLAYS_PROTEST,
     .modes = MODE_PLAY | MODE_RULING,
     .name = "P",
     .label = N_("protest"),
     .help =
         N_("Take down a team's protest against this item; the result cannot be final until it is settled.")},
    {.keys = {'v'},
     .action = PLAYS_VOID,
     .modes = MODE_PLAY | MODE_RULING,
     .name = "V",
     .label = N_("void"),
     .help = N_("Declare this item void: all its marks are taken back.")},
    {.keys = {INPUT_ESCAPE, 'm'},
     .action = PLAYS_BACK,
     .name = "Esc",
     .label = N_("back"),
     .help = N_("Go back to the console.")},
    BINDING_HELP(0),
    {.action = 0},
};

static const struct stage *stage_of(const struct plays *plays)
{
    return &plays->screen.app->stage;
}

/* ---- Rows ------------------------------------------------------------------------------------------- */

static void ask(struct plays *plays)
{
    struct app *app = plays->screen.app;
    struct request request = {.kind = MESSAGE_PLAYS};
    if (plays->pending)
        return;
    plays->changes = app->stage.changes;
    plays->pending = stage_send(&app->stage, &app->port, &request, false);
}

const struct entry *plays_chosen(const struct plays *plays)
{
    return plays->list.count > 0 ? &plays->entries[plays->list.at] : NULL;
}

/* Open protests first, then the items, the newest first, each with its rulings; at last the settled. */
static void make_entries(struct plays *plays)
{
    size_t most = (size_t)(plays->protest_count + plays->play_count);
    for (int64_t i = 0; i < plays->play_count; i++)
        most += (size_t)plays->plays[i].ruling_count;
    struct entry *out = plays->entries = arena_array(&plays->arena, most + 1, sizeof *out);
    for (int64_t i = 0; i < plays->protest_count; i++)
        if (!plays->protests[i].settled)
            *out++ = (struct entry){ENTRY_PROTEST, i, -1, -1};
    for (int64_t i = plays->play_count - 1; i >= 0; i--) {
        *out++ = (struct entry){ENTRY_PLAY, -1, i, -1};
        for (int64_t r = 0; r < plays->plays[i].ruling_count; r++)
            *out++ = (struct entry){ENTRY_RULING, -1, i, r};
    }
    for (int64_t i = 0; i < plays->protest_count; i++)
        if (plays->protests[i].settled)
            *out++ = (struct entry){ENTRY_PROTEST, i, -1, -1};
    list_resize(&plays->list, (int)(out - plays->entries));
}

static void take_rows(struct plays *plays, const struct reply *reply)
{
    arena_clear(&plays->arena);
    plays->plays = keep_plays(&plays->arena, reply->plays.plays, reply->plays.play_count);
    plays->play_count = reply->plays.play_count;
    plays->protests = keep_protests(&plays->arena, reply->plays.protests, reply->plays.protest_count);
    plays->protest_count = reply->plays.protest_count;
    make_entries(plays);
    plays->loaded = true;
}

/* ---- A change: prepared, previewed, confirmed ------------------------------------------------------- */

static void begin_change(struct plays *plays, enum contest_command_kind command)
{
    free(plays->change.reason);
    plays->change = (struct change){.command = command, .play = -1, .item = -1, .team = -1};
}

static struct step tell(struct plays *plays, const char *text)
{
    app_notice(plays->screen.app, ROLE_STRONG, "%s", text);
    return stay();
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
    const struct entrant_row *team = stage_team(stage_of(plays), change->team);
    struct request request = stage_contest(change->command);
    request.contest.play = change->play;
    request.contest.item = change->item;
    request.contest.team = team ? team->code : text_of("");
    request.contest.verdict = change->verdict;
    request.contest.marks = change->marks;
    request.contest.cancels = change->cancels;
    request.contest.upheld = change->upheld;
    request.contest.reason = text_of(change->reason);
    return request;
}

static struct step preview(struct plays *plays, struct text reason)
{
    struct app *app = plays->screen.app;
    reason = text_trim(reason);
    if (reason.len == 0)
        return tell(plays, _("Nothing was changed: please give a reason; it is kept with the result."));
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
static struct step show_consequences(struct plays *plays, const struct reply *reply)
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

static struct step put(struct plays *plays, int number, const char *title, struct text text, const char *yes)
{
    const struct question question = {.question = number,
                                      .title = title,
                                      .text = text.at,
                                      .buttons = {yes, _("Back")},
                                      .fields = {{_("Reason"), REASON_BYTES}}};
    return push(dialog_question(plays->screen.app, &question));
}

static bool has_later(const struct play_row *play, int64_t ruling)
{
    for (int64_t i = ruling + 1; i < play->ruling_count; i++)
        if (!play->rulings[i].cancelled)
            return true;
    return false;
}

static struct step ask_amend(struct plays *plays, const struct entry *entry, enum verdict verdict)
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
                                .fields = {{_("Reason"), REASON_BYTES}}};
    if (verdict == VERDICT_PARTLY) {
        question.question = QUESTION_MARKS;
        question.fields[0].label = _("Marks");
        question.fields[0].limit = MARK_BYTES;
        question.fields[1].label = _("Reason");
        question.fields[1].limit = REASON_BYTES;
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

static struct step ask_void(struct plays *plays, const struct entry *entry)
{
    begin_change(plays, CONTEST_VOID);
    plays->change.play = plays->plays[entry->play].play;
    return put(plays, QUESTION_VOID, _("Declare the item void"),
               text_of(_("Declare this item void? All marks it gave or cost are taken back. Why?")),
               _("See what it changes"));
}

static struct step ask_whose_protest(struct plays *plays, const struct entry *entry)
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
    return put(plays, QUESTION_PROTEST, _("Protest"), text, _("Take it down"));
}

static struct step ask_settle(struct plays *plays, const struct entry *entry)
{
    const struct protest_row *protest = &plays->protests[entry->protest];
    if (protest->settled)
        return tell(plays, _("This protest is settled already."));
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
        .fields = {{_("Reason"), REASON_BYTES}}};
    return push(dialog_question(plays->screen.app, &question));
}

/* ---- Answers ---------------------------------------------------------------------------------------- */

static struct step send_with_reason(struct plays *plays, struct text reason)
{
    reason = text_trim(reason);
    if (reason.len == 0)
        return tell(plays, _("Nothing was changed: please give a reason; it is kept with the result."));
    keep_reason(plays, reason);
    return carry_out(plays);
}

static struct step on_marks(struct plays *plays, const struct event *event)
{
    if (!mark_parse(text_trim(event->answer.fields[0]), &plays->change.marks))
        return tell(plays, _("Nothing was changed: the marks must be a number, as 5 or 2.5."));
    return preview(plays, event->answer.fields[1]);
}

static struct step on_answer(struct plays *plays, const struct event *event)
{
    int choice = event->answer.choice;
    struct text reason = event->answer.fields[0];
    switch (event->answer.question) {
    case QUESTION_REASON:
    case QUESTION_VOID:
        return choice == 0 ? preview(plays, reason) : stay();
    case QUESTION_REASON_CANCEL:
        plays->change.cancels = choice == 0;
        return choice == 0 || choice == 1 ? preview(plays, reason) : stay();
    case QUESTION_MARKS:
        return choice == 0 ? on_marks(plays, event) : stay();
    case QUESTION_TEAM:
        return choice >= 0 ? ask_protest(plays, choice) : stay();
    case QUESTION_PROTEST:
        return choice == 0 ? send_with_reason(plays, reason) : stay();
    case QUESTION_SETTLE:
        plays->change.upheld = choice == 0;
        return choice == 0 || choice == 1 ? send_with_reason(plays, reason) : stay();
    case QUESTION_CONSEQUENCES:
        return choice == 0 ? carry_out(plays) : stay();
    default:
        return stay();
    }
}

/* ---- The screen ------------------------------------------------------------------------------------- */

static struct hints hints(const struct screen *screen)
{
    static const uint32_t modes[] = {
        [ENTRY_PROTEST] = MODE_PROTEST, [ENTRY_PLAY] = MODE_PLAY, [ENTRY_RULING] = MODE_RULING};
    const struct entry *entry = plays_chosen((const struct plays *)screen);
    return (struct hints){host_plays_keys, entry ? modes[entry->kind] : MODE_NOTHING};
}

static struct step act(struct plays *plays, int action, const struct event *event)
{
    const struct entry *entry = plays_chosen(plays);
    switch (action) {
    case PLAYS_MOVE:
        list_event(&plays->list, event);
        return stay();
    case PLAYS_RIGHT:
        return ask_amend(plays, entry, VERDICT_RIGHT);
    case PLAYS_WRONG:
        return ask_amend(plays, entry, VERDICT_WRONG);
    case PLAYS_PARTLY:
        return ask_amend(plays, entry, VERDICT_PARTLY);
    case PLAYS_NO_ANSWER:
        return ask_amend(plays, entry, VERDICT_NONE);
    case PLAYS_VOID:
        return ask_void(plays, entry);
    case PLAYS_PROTEST:
        return ask_whose_protest(plays, entry);
    case PLAYS_SETTLE:
        return ask_settle(plays, entry);
    case PLAYS_BACK:
        return pop();
    default:
        return stay();
    }
}

static struct step on_reply(struct plays *plays, const struct reply *reply)
{
    struct app *app = plays->screen.app;
    if (reply->kind == MESSAGE_PUSH_STAGE && app->stage.changes != plays->changes)
        ask(plays);
    if (reply->re == 0)
        return stay();
    bool ours = reply->re == plays->pending || reply->re == plays->previewing || reply->re == plays->changing;
    if (ours && reply->error != WIRE_OK)
        app_notice_refusal(app, reply);
    if (reply->re == plays->pending) {
        plays->pending = 0;
        if (reply->error == WIRE_OK)
            take_rows(plays, reply);
    } else if (reply->re == plays->previewing) {
        plays->previewing = 0;
        return reply->error == WIRE_OK ? show_consequences(plays, reply) : stay();
    } else if (reply->re == plays->changing) {
        plays->changing = 0;
        if (reply->error == WIRE_OK)
            app_notice(app, ROLE_GOOD, "%s", _("Done."));
        ask(plays);
    }
    return stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct plays *plays = (struct plays *)screen;
    if (screen->app->stage.kind != STAGE_CONTEST)
        return stay();
    switch (event->kind) {
    case EVENT_SHOWN:
        ask(plays);
        return stay();
    case EVENT_STATE:
        plays->pending = plays->previewing = plays->changing = 0;
        if (event->state == CLIENT_READY)
            ask(plays);
        return stay();
    case EVENT_REPLY:
        return on_reply(plays, event->reply);
    case EVENT_ANSWER:
        return on_answer(plays, event);
    case EVENT_MOUSE:
        if (!list_event(&plays->list, event)) {
            int row = list_row_at(&plays->list, plays->first_line, event->mouse.y);
            list_choose(&plays->list, row >= 0 ? row : plays->list.at);
        }
        return stay();
    default:
        return act(plays, keys_find(host_plays_keys, hints(screen).modes, event).action, event);
    }
}

static const char *title(const struct screen *screen)
{
    struct app *app = screen->app;
    return arena_textf(&app->scratch, _("Past items · %s"), app->stage.title).at;
}

static void destroy(struct screen *screen)
{
    struct plays *plays = (struct plays *)screen;
    arena_finish(&plays->arena);
    free(plays->change.reason);
    free(plays);
}

static const struct screen_ops ops = {
    .name = "host-plays",
    .on_event = on_event,
    .draw = plays_draw,
    .hints = hints,
    .title = title,
    .destroy = destroy,
};

struct screen *host_plays_create(struct app *app)
{
    struct plays *plays = xcalloc(1, sizeof *plays);
    plays->screen = (struct screen){&ops, app};
    return &plays->screen;
}
