#include "report/contest_sentence.h"

#include "base/i18n.h"
#include "base/mem.h"

/* One event being told. */
struct telling {
    const struct contest *before;
    const struct contest_event *event;
    struct buf *out;
};

/* ---- Names ----------------------------------------------------------------------------------------- */

static struct text team_name(const struct telling *t, int64_t team)
{
    const struct contest_sheet *sheet = t->before->sheet;
    return team >= 0 && team < sheet->team_count ? sheet->teams[team].name : text_of("?");
}

static struct text round_title(const struct telling *t, int64_t round)
{
    const struct contest_sheet *sheet = t->before->sheet;
    return round >= 0 && round < sheet->round_count ? sheet->rounds[round].title : text_of("?");
}

/* The team meant: the event's, else the one on the floor or in turn. */
static struct text whose(const struct telling *t)
{
    int64_t team = t->event->team >= 0 ? t->event->team : t->before->floor;
    return team_name(t, team >= 0 ? team : t->before->turn);
}

static const struct slot *slot_at(const struct telling *t, int64_t queue, int64_t item)
{
    const struct contest_queue *q =
        t->before->round >= 0 ? contest_script_queue(&t->before->script, t->before->round, (int)queue) : NULL;
    return q && item >= 0 && item < q->count ? &q->slots[item] : NULL;
}

static struct text item_name(const struct slot *slot)
{
    return slot ? slot->id : text_of("?");
}

static struct text play_item(const struct telling *t, int64_t play)
{
    if (play < 0 || (size_t)play >= t->before->play_count)
        return text_of("?");
    return item_name(contest_slot(t->before, &t->before->plays[play]));
}

static const char *verdict_word(enum verdict verdict)
{
    static const char *const words[VERDICTS] = {[VERDICT_RIGHT] = N_("right"),
                                                [VERDICT_WRONG] = N_("wrong"),
                                                [VERDICT_PARTLY] = N_("partly right"),
                                                [VERDICT_PASS] = N_("passed"),
                                                [VERDICT_NONE] = N_("no answer")};
    return _(words[verdict]);
}

/* ---- Parts ----------------------------------------------------------------------------------------- */

static void add_rulings(const struct telling *t)
{
    for (int64_t i = 0; i < t->event->ruling_count; i++) {
        const struct contest_ruling *ruling = &t->event->rulings[i];
        char marks[MARK_TEXT_SIZE];
        buf_addf(t->out, i ? _("; %.*s: %s (%s%s)") : _("%.*s: %s (%s%s)"),
                 TEXT_ARG(team_name(t, ruling->team)), verdict_word(ruling->verdict),
                 ruling->marks > 0 ? "+" : "", mark_format(ruling->marks, marks));
    }
}

static void add_reason(const struct telling *t)
{
    if (t->event->reason.len)
        buf_addf(t->out, _(", because: %.*s"), TEXT_ARG(t->event->reason));
}

static const char *signed_mark(mark_t marks, char out[static MARK_TEXT_SIZE + 1])
{
    out[0] = '+';
    mark_format(marks, out + (marks > 0));
    return out;
}

/* ---- Events ---------------------------------------------------------------------------------------- */

static void tell_began(const struct telling *t)
{
    buf_addf(t->out, _("The contest begins: %d teams, %d rounds"), t->before->sheet->team_count,
             t->before->sheet->round_count);
}

static void tell_entered(const struct telling *t)
{
    buf_addf(t->out, _("Round %d begins: %.*s"), (int)t->event->round + 1,
             TEXT_ARG(round_title(t, t->event->round)));
    for (int64_t i = 0; i < t->event->team_count; i++)
        buf_addf(t->out, i ? ", %.*s" : ": %.*s", TEXT_ARG(team_name(t, t->event->teams[i])));
}

static void tell_left(const struct telling *t)
{
    buf_addf(t->out, _("The round %.*s ends"), TEXT_ARG(round_title(t, t->before->round)));
}

static void tell_turned(const struct telling *t)
{
    buf_addf(t->out, _("It is the turn of %.*s"), TEXT_ARG(whose(t)));
}

static void tell_staked(const struct telling *t)
{
    char marks[MARK_TEXT_SIZE];
    if (t->event->marks)
        buf_addf(t->out, _("%.*s stakes %s"), TEXT_ARG(whose(t)), mark_format(t->event->marks, marks));
    else
        buf_addf(t->out, _("%.*s declines"), TEXT_ARG(whose(t)));
}

static void tell_taken(const struct telling *t)
{
    struct text id = item_name(slot_at(t, t->event->queue, t->event->item));
    if (t->event->team >= 0)
        buf_addf(t->out, _("Item %.*s is on, for %.*s"), TEXT_ARG(id), TEXT_ARG(whose(t)));
    else
        buf_addf(t->out, _("Item %.*s is on"), TEXT_ARG(id));
}

static void tell_swapped(const struct telling *t)
{
    const struct contest_play *play = contest_on(t->before);
    struct text id = item_name(slot_at(t, play ? play->queue : 0, t->event->item));
    buf_addf(t->out, _("%.*s swaps the item for %.*s"), TEXT_ARG(whose(t)), TEXT_ARG(id));
}

static void tell_shown(const struct telling *t)
{
    buf_add_string(t->out, _("The item is shown to all"));
}

static bool has_buzzers(const struct telling *t)
{
    const struct round_sheet *round = contest_round(t->before);
    return round && (round->kind == ROUND_BUZZER || round->kind == ROUND_PLAYOFF);
}

static void tell_opened(const struct telling *t)
{
    buf_add_string(t->out, has_buzzers(t) ? _("The buzzers are open") : _("The time to answer begins"));
}

static void tell_pressed(const struct telling *t)
{
    const struct contest_play *play = contest_on(t->before);
    struct text name = whose(t);
    if (t->event->false_start) {
        char marks[MARK_TEXT_SIZE + 1];
        buf_addf(t->out, _("%.*s pressed too early: false start"), TEXT_ARG(name));
        if (t->event->delta_count)
            buf_addf(t->out, " (%s)", signed_mark(t->event->deltas[0].marks, marks));
    } else if (t->event->refused) {
        buf_addf(t->out, _("%.*s pressed without effect"), TEXT_ARG(name));
    } else {
        buf_addf(t->out, _("%.*s pressed after %lld ms"), TEXT_ARG(name),
                 (long long)(play && play->opened ? t->event->at - play->opened : 0));
    }
}

static void tell_speaking(const struct telling *t)
{
    buf_addf(t->out, _("%.*s began to speak in time"), TEXT_ARG(whose(t)));
}

static void tell_answered(const struct telling *t)
{
    buf_addf(t->out, _("%.*s answered %.*s"), TEXT_ARG(whose(t)), TEXT_ARG(t->event->response));
    if (t->event->ruling_count)
        buf_add_string(t->out, "; ");
    add_rulings(t);
}

static void tell_ruled(const struct telling *t)
{
    buf_add_string(t->out, _("Ruled: "));
    add_rulings(t);
    add_reason(t);
}

static void tell_expired(const struct telling *t)
{
    buf_add_string(t->out, _("The time is up"));
    if (t->event->ruling_count)
        buf_add_string(t->out, "; ");
    add_rulings(t);
}

static void tell_reopened(const struct telling *t)
{
    buf_add_string(t->out, _("The buzzers are open again"));
}

static void tell_key_shown(const struct telling *t)
{
    buf_add_string(t->out, _("The key is shown"));
}

static void tell_penalized(const struct telling *t)
{
    char marks[MARK_TEXT_SIZE + 1];
    buf_addf(t->out, _("%.*s: prompting, %s"), TEXT_ARG(whose(t)), signed_mark(t->event->marks, marks));
    add_reason(t);
}

static void tell_awarded(const struct telling *t)
{
    char marks[MARK_TEXT_SIZE + 1];
    buf_addf(t->out, _("%.*s: %s by the host"), TEXT_ARG(whose(t)), signed_mark(t->event->marks, marks));
    add_reason(t);
}

static void tell_voided(const struct telling *t)
{
    buf_addf(t->out, _("Item %.*s is void"), TEXT_ARG(play_item(t, t->event->play)));
    const struct contest_play *play = contest_on(t->before);
    if (t->event->item >= 0 && play)
        buf_addf(t->out, _("; the spare %.*s comes on"),
                 TEXT_ARG(item_name(slot_at(t, play->queue, t->event->item))));
    add_reason(t);
}

static void tell_amended(const struct telling *t)
{
    char marks[MARK_TEXT_SIZE + 1];
    buf_addf(t->out, _("Ruling on item %.*s changed: %.*s %s (%s)"), TEXT_ARG(play_item(t, t->event->play)),
             TEXT_ARG(whose(t)), verdict_word(t->event->verdict), signed_mark(t->event->marks, marks));
    if (t->event->cancels)
        buf_add_string(t->out, _("; the later rulings on it are cancelled"));
    add_reason(t);
}

static void tell_protested(const struct telling *t)
{
    buf_addf(t->out, _("%.*s protests on item %.*s"), TEXT_ARG(whose(t)),
             TEXT_ARG(play_item(t, t->event->play)));
    add_reason(t);
}

static void tell_settled(const struct telling *t)
{
    buf_addf(t->out, t->event->upheld ? _("Protest %d is upheld") : _("Protest %d is rejected"),
             (int)t->event->item + 1);
    add_reason(t);
}

static void tell_paused(const struct telling *t)
{
    buf_addf(t->out, _("The clock stands with %.1f s left"), (double)t->event->left / 1000);
}

static void tell_resumed(const struct telling *t)
{
    buf_add_string(t->out, _("The clock goes on"));
}

static void tell_paged(const struct telling *t)
{
    static const char *const pages[CONTEST_PAGES] = {
        [PAGE_STAGE] = N_("what goes on"), [PAGE_TITLE] = N_("the title"),
        [PAGE_RULES] = N_("the rules"),    [PAGE_TEAMS] = N_("the teams"),
        [PAGE_SCORES] = N_("the scores"),  [PAGE_INTERMISSION] = N_("the intermission"),
        [PAGE_REVEAL] = N_("the ranking"), [PAGE_AWARDS] = N_("the prizes")};
    buf_addf(t->out, _("The board shows %s"), _(pages[t->event->page]));
}

static void tell_frozen(const struct telling *t)
{
    buf_add_string(t->out, _("The board's scores are frozen"));
}

static void tell_unfrozen(const struct telling *t)
{
    buf_add_string(t->out, _("The board shows the real scores again"));
}

static void tell_carried(const struct telling *t)
{
    buf_addf(t->out, _("The judges' marks of %.*s are carried in"),
             TEXT_ARG(round_title(t, t->event->round)));
}

static void tell_closed(const struct telling *t)
{
    buf_add_string(t->out, _("The rounds are over"));
}

static void tell_revealed(const struct telling *t)
{
    buf_add_string(t->out, _("One more rank is revealed"));
}

static void tell_finalized(const struct telling *t)
{
    buf_add_string(t->out, _("The result is final"));
}

static void tell_undone(const struct telling *t)
{
    buf_addf(t->out, _("Taken back: everything from event %lld on"), (long long)t->event->target);
}

static void tell_redone(const struct telling *t)
{
    buf_addf(t->out, _("Put back: what was taken back from event %lld on"), (long long)t->event->target);
}

static void (*const tell[CONTEST_EVENT_KINDS])(const struct telling *t) = {
    [CONTEST_BEGAN] = tell_began,
    [CONTEST_ENTERED] = tell_entered,
    [CONTEST_LEFT] = tell_left,
    [CONTEST_TURNED] = tell_turned,
    [CONTEST_STAKED] = tell_staked,
    [CONTEST_TAKEN] = tell_taken,
    [CONTEST_SWAPPED] = tell_swapped,
    [CONTEST_SHOWN] = tell_shown,
    [CONTEST_OPENED] = tell_opened,
    [CONTEST_PRESSED] = tell_pressed,
    [CONTEST_STARTED_TO_SPEAK] = tell_speaking,
    [CONTEST_ANSWERED] = tell_answered,
    [CONTEST_RULED] = tell_ruled,
    [CONTEST_EXPIRED] = tell_expired,
    [CONTEST_REOPENED] = tell_reopened,
    [CONTEST_KEY_SHOWN] = tell_key_shown,
    [CONTEST_PENALIZED] = tell_penalized,
    [CONTEST_AWARDED] = tell_awarded,
    [CONTEST_VOIDED] = tell_voided,
    [CONTEST_AMENDED] = tell_amended,
    [CONTEST_PROTESTED] = tell_protested,
    [CONTEST_SETTLED] = tell_settled,
    [CONTEST_PAUSED] = tell_paused,
    [CONTEST_RESUMED] = tell_resumed,
    [CONTEST_PAGED] = tell_paged,
    [CONTEST_FROZEN] = tell_frozen,
    [CONTEST_UNFROZEN] = tell_unfrozen,
    [CONTEST_CARRIED] = tell_carried,
    [CONTEST_CLOSED] = tell_closed,
    [CONTEST_REVEALED] = tell_revealed,
    [CONTEST_FINALIZED] = tell_finalized,
    [CONTEST_UNDONE] = tell_undone,
    [CONTEST_REDONE] = tell_redone,
};

void contest_event_sentence(const struct contest *before, const struct contest_event *event, struct buf *out)
{
    const struct telling t = {before, event, out};
    tell[event->kind](&t);
}
