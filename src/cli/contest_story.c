#include "cli/contest_story.h"

#include "base/clock.h"
#include "report/contest_sentence.h"

struct text story_time(int64_t wall_ms, struct arena *arena)
{
    char out[CLOCK_TEXT_SIZE];
    return arena_text(arena, text_of(clock_format(wall_ms, out)));
}

struct teller {
    struct contest now, whole; /* as far as told; with all events, for what was undone */
    struct panel panel, whole_panel;
    struct arena *arena;
    story_visitor *each;
    void *context;
};

static struct story_event make(struct teller *teller, const struct journal_entry *entry,
                               const struct buf *sentence, bool undone)
{
    return (struct story_event){.n = entry->n,
                                .seq = entry->seq,
                                .at = entry->at,
                                .actor = arena_text(teller->arena, entry->actor),
                                .kind = arena_text(teller->arena, entry->kind),
                                .sentence = arena_text(teller->arena, buf_text(sentence)),
                                .undone = undone};
}

static bool tell_contest(void *context, const struct journal_entry *entry, const struct contest_event *event,
                         struct err *err)
{
    (void)err;
    struct teller *teller = context;
    struct buf sentence = BUF_EMPTY;
    contest_event_sentence(&teller->now, event, &sentence);
    contest_apply(&teller->now, event);
    struct story_event told =
        make(teller, entry, &sentence, contest_is_undone(&teller->whole, (uint32_t)entry->n));
    told.event = event;
    told.after = &teller->now;
    teller->each(teller->context, &told);
    buf_finish(&sentence);
    return true;
}

bool contest_story(struct store *store, struct text code, const struct contest_sheet *sheet,
                   struct arena *arena, story_visitor *each, void *context, struct err *err)
{
    struct teller teller = {.arena = arena, .each = each, .context = context};
    contest_init(&teller.now, sheet);
    contest_init(&teller.whole, sheet);
    bool ok = contest_fold(store, code, &teller.whole, err) &&
              contest_walk(store, code, tell_contest, &teller, err);
    contest_finish(&teller.now);
    contest_finish(&teller.whole);
    return ok;
}

static bool tell_panel(void *context, const struct journal_entry *entry, const struct panel_event *event,
                       struct err *err)
{
    (void)err;
    struct teller *teller = context;
    struct buf sentence = BUF_EMPTY;
    panel_event_sentence(&teller->panel, event, &sentence);
    panel_apply(&teller->panel, event);
    struct story_event told =
        make(teller, entry, &sentence, panel_is_undone(&teller->whole_panel, (uint32_t)entry->n));
    teller->each(teller->context, &told);
    buf_finish(&sentence);
    return true;
}

bool panel_story(struct store *store, struct text code, const struct panel_sheet *sheet, struct arena *arena,
                 story_visitor *each, void *context, struct err *err)
{
    struct teller teller = {.arena = arena, .each = each, .context = context};
    panel_init(&teller.panel, sheet);
    panel_init(&teller.whole_panel, sheet);
    bool ok = panel_fold(store, code, &teller.whole_panel, err) &&
              panel_walk(store, code, tell_panel, &teller, err);
    panel_finish(&teller.panel);
    panel_finish(&teller.whole_panel);
    return ok;
}
