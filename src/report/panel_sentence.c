#include "base/i18n.h"
#include "base/mem.h"
#include "report/contest_sentence.h"

struct telling {
    const struct panel *before;
    const struct panel_event *event;
    struct buf *out;
};

static struct text performer_name(const struct telling *t)
{
    const struct panel_sheet *sheet = t->before->sheet;
    int64_t i = t->event->performer;
    return i >= 0 && i < sheet->performer_count ? sheet->performers[i].name : text_of("?");
}

static struct text judge_name(const struct telling *t)
{
    const struct panel_sheet *sheet = t->before->sheet;
    int64_t i = t->event->judge;
    return i >= 0 && i < sheet->judge_count ? sheet->judges[i] : text_of("?");
}

static const struct criterion *criterion_of(const struct telling *t)
{
    const struct panel_sheet *sheet = t->before->sheet;
    int64_t i = t->event->criterion;
    return i >= 0 && i < sheet->criterion_count ? &sheet->criteria[i] : NULL;
}

static void add_reason(const struct telling *t)
{
    if (t->event->reason.len)
        buf_addf(t->out, _(", because: %.*s"), TEXT_ARG(t->event->reason));
}

static void tell_began(const struct telling *t)
{
    buf_addf(t->out, _("The panel begins: %d performers, %d judges; the order is drawn"),
             t->before->sheet->performer_count, t->before->sheet->judge_count);
}

static void tell_called(const struct telling *t)
{
    buf_addf(t->out, _("%.*s is called"), TEXT_ARG(performer_name(t)));
}

static void tell_topic(const struct telling *t)
{
    const struct panel_sheet *sheet = t->before->sheet;
    int64_t topic = t->event->topic;
    buf_addf(t->out, _("%.*s draws envelope %d: %.*s"), TEXT_ARG(performer_name(t)),
             (int)t->event->envelope + 1,
             TEXT_ARG(topic >= 0 && topic < sheet->topic_count ? sheet->topics[topic] : text_of("?")));
}

static void tell_part(const struct telling *t)
{
    static const char *const parts[PANEL_PARTS] = {[PANEL_IDLE] = N_("Waiting begins"),
                                                   [PANEL_PREPARE] = N_("The time to prepare begins"),
                                                   [PANEL_PERFORM] = N_("The performance begins"),
                                                   [PANEL_DEFEND] = N_("The questions begin"),
                                                   [PANEL_MARKING] =
                                                       N_("The clocks are done; the judges mark")};
    buf_add_string(t->out, _(parts[t->event->part]));
}

static void tell_stopped(const struct telling *t)
{
    buf_add_string(t->out, _("The clock stands"));
}

static void tell_started(const struct telling *t)
{
    buf_add_string(t->out, _("The clock goes on"));
}

static void tell_marked(const struct telling *t)
{
    char mark[MARK_TEXT_SIZE];
    const struct criterion *criterion = criterion_of(t);
    buf_addf(t->out, _("Judge %.*s gives %.*s %s for %.*s"), TEXT_ARG(judge_name(t)),
             TEXT_ARG(performer_name(t)), mark_format(t->event->mark, mark),
             TEXT_ARG(criterion ? criterion->title : text_of("?")));
}

static void tell_cleared(const struct telling *t)
{
    const struct criterion *criterion = criterion_of(t);
    buf_addf(t->out, _("Judge %.*s takes back the mark of %.*s for %.*s"), TEXT_ARG(judge_name(t)),
             TEXT_ARG(performer_name(t)), TEXT_ARG(criterion ? criterion->title : text_of("?")));
}

static void tell_signed(const struct telling *t)
{
    buf_addf(t->out, _("Judge %.*s signs the sheet of %.*s"), TEXT_ARG(judge_name(t)),
             TEXT_ARG(performer_name(t)));
}

static void tell_recused(const struct telling *t)
{
    buf_addf(t->out, _("Judge %.*s is recused from %.*s"), TEXT_ARG(judge_name(t)),
             TEXT_ARG(performer_name(t)));
    add_reason(t);
}

static void tell_missing(const struct telling *t)
{
    buf_addf(t->out,
             t->event->on ? _("Judge %.*s is declared missing for %.*s")
                          : _("Judge %.*s is not missing any more for %.*s"),
             TEXT_ARG(judge_name(t)), TEXT_ARG(performer_name(t)));
    add_reason(t);
}

static void tell_spread(const struct telling *t)
{
    buf_addf(t->out, _("The marks of %.*s are confirmed though they lie far apart"),
             TEXT_ARG(performer_name(t)));
    add_reason(t);
}

static void tell_closed(const struct telling *t)
{
    char mark[MARK_TEXT_SIZE];
    buf_addf(t->out, _("The marks of %.*s are closed: %s"), TEXT_ARG(performer_name(t)),
             mark_format(t->event->mark, mark));
}

static void tell_reopened(const struct telling *t)
{
    buf_addf(t->out, _("The marks of %.*s are open again"), TEXT_ARG(performer_name(t)));
    add_reason(t);
}

static void tell_withdrawn(const struct telling *t)
{
    buf_addf(t->out, t->event->on ? _("%.*s does not perform") : _("%.*s performs after all"),
             TEXT_ARG(performer_name(t)));
    add_reason(t);
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
    buf_addf(t->out, _("Taken back: the organizer's step of event %lld"), (long long)t->event->target);
}

static void tell_redone(const struct telling *t)
{
    buf_addf(t->out, _("Put back: the organizer's step of event %lld"), (long long)t->event->target);
}

static void (*const tell[PANEL_EVENT_KINDS])(const struct telling *t) = {
    [PANEL_BEGAN] = tell_began,
    [PANEL_CALLED] = tell_called,
    [PANEL_TOPIC_DRAWN] = tell_topic,
    [PANEL_PART_BEGAN] = tell_part,
    [PANEL_CLOCK_STOPPED] = tell_stopped,
    [PANEL_CLOCK_STARTED] = tell_started,
    [PANEL_MARKED] = tell_marked,
    [PANEL_CLEARED] = tell_cleared,
    [PANEL_SIGNED] = tell_signed,
    [PANEL_RECUSED] = tell_recused,
    [PANEL_DECLARED_MISSING] = tell_missing,
    [PANEL_SPREAD_CONFIRMED] = tell_spread,
    [PANEL_CLOSED] = tell_closed,
    [PANEL_REOPENED] = tell_reopened,
    [PANEL_WITHDRAWN] = tell_withdrawn,
    [PANEL_REVEALED] = tell_revealed,
    [PANEL_FINALIZED] = tell_finalized,
    [PANEL_UNDONE] = tell_undone,
    [PANEL_REDONE] = tell_redone,
};

void panel_event_sentence(const struct panel *before, const struct panel_event *event, struct buf *out)
{
    const struct telling t = {before, event, out};
    tell[event->kind](&t);
}
