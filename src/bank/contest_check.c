/* What can only be told when a whole contest sheet has been read. */
#include "bank/contest_draft.h"

#include "base/i18n.h"

static struct diags *diags_of(const struct contest_draft *draft)
{
    return draft->head.reader->diags;
}

static struct span span_of(const struct contest_draft *draft, struct place place)
{
    return reader_span(draft->head.reader, place);
}

static void check_marks(const struct contest_draft *draft)
{
    int decimals = draft->head.decimals;
    for (size_t i = 0; i < draft->marks.count; i++) {
        const struct placed_mark *mark = &draft->marks.at[i];
        if (mark_round(mark->marks, decimals) == mark->marks)
            continue;
        if (decimals == 0)
            diags_error(diags_of(draft), span_of(draft, mark->place),
                        _("marks of this contest are whole numbers"));
        else
            diags_error(diags_of(draft), span_of(draft, mark->place),
                        ngettext("marks of this contest have at most %d decimal",
                                 "marks of this contest have at most %d decimals", (unsigned)decimals),
                        decimals);
        diags_hint(diags_of(draft), _("round it, or set “decimals”"));
    }
}

static void check_panels(const struct contest_draft *draft)
{
    for (int i = 0; i < draft->round_count; i++)
        for (int k = 0; k < i; k++) {
            const struct round_draft *round = &draft->rounds[i], *other = &draft->rounds[k];
            if (round->sheet.panel.len == 0 || !text_equal(round->sheet.panel, other->sheet.panel))
                continue;
            diags_error(diags_of(draft), span_of(draft, round->seen.keys[ROUND_KEY_PANEL]),
                        _("the marks of this panel already count in the round at %d:%d"), other->place.line,
                        other->place.column);
        }
}

/* Where a team must answer at a desk, somebody must be able to sit there. */
static void check_desks(const struct contest_draft *draft)
{
    const struct entrants *teams = &draft->head.entrants;
    int without = 0;
    for (int i = 0; i < teams->count; i++)
        without += teams->at[i].member_count == 0;
    for (int i = 0; without && i < draft->round_count; i++) {
        const struct round_draft *round = &draft->rounds[i];
        if (round->sheet.kind == ROUND_PANEL || round->sheet.answer != ANSWER_DESK)
            continue;
        diags_warning(
            diags_of(draft), span_of(draft, round->place),
            ngettext("this round is answered at the desks, but %d team has no members to sit there",
                     "this round is answered at the desks, but %d teams have no members to sit there",
                     (unsigned)without),
            without);
        diags_hint(diags_of(draft), _("give the teams members, or say “answer: either”"));
        return;
    }
}

/* Named items of a rapid round are shared out; their number is that of all teams. */
static void share_rapid(struct contest_draft *draft, struct round_draft *round)
{
    int teams = draft->head.entrants.count, named = round->sheet.source.item_count;
    if (round->sheet.kind != ROUND_RAPID || named == 0)
        return;
    round->sheet.items = named / teams;
    if (named % teams == 0)
        return;
    diags_error(diags_of(draft), span_of(draft, round->seen.keys[ROUND_KEY_ITEMS]),
                _("%d items cannot be shared out evenly among %d teams"), named, teams);
    round->broken = true;
}

static struct span span_of_queue(const struct contest_draft *draft, const struct round_draft *round,
                                 const struct item_source_rule *source)
{
    bool own = source != &round->sheet.source;
    if (own)
        return span_of(draft, round->seen.keys[ROUND_KEY_STAKES]);
    return span_of(draft, source->item_count ? round->seen.keys[ROUND_KEY_ITEMS] : round->place);
}

static void check_queue(const struct contest_draft *draft, const struct contest_sheet *sheet, int index,
                        int queue)
{
    const struct round_draft *round = &draft->rounds[index];
    const struct item_source_rule *source = round_queue_source(&round->sheet, queue);
    struct span span = span_of_queue(draft, round, source);
    int need = round_queue_need(sheet, index, queue);
    int wanted = need + round->sheet.spares;
    if (source->item_count && source->item_count < need)
        diags_error(diags_of(draft), span, _("%d teams need %d items here, but %d are named"),
                    sheet->team_count, need, source->item_count);
    else if (wanted > ROUND_MAX_ITEMS)
        diags_error(diags_of(draft), span,
                    _("this round wants %d items, spares included; at most %d can be drawn"), wanted,
                    ROUND_MAX_ITEMS);
}

/* Swapped items come out of the spares. */
static void check_swaps(const struct contest_draft *draft, const struct contest_sheet *sheet, int index)
{
    const struct round_draft *round = &draft->rounds[index];
    int wanted = round->sheet.swaps * sheet->team_count;
    for (int queue = 0; wanted && queue < round_queue_count(&round->sheet); queue++) {
        int named = round_queue_source(&round->sheet, queue)->item_count;
        int spares = named ? named - round_queue_need(sheet, index, queue) : round->sheet.spares;
        if (spares >= wanted)
            continue;
        diags_warning(diags_of(draft), span_of(draft, round->seen.keys[ROUND_KEY_SWAPS]),
                      _("teams may swap %d items, but there are only %d spare ones"), wanted, spares);
        diags_hint(diags_of(draft), _("raise “spares”, or name more items"));
        return;
    }
}

/* Items of the last round that is no playoff. */
static int items_left_to_freeze(const struct contest_sheet *sheet)
{
    int last = sheet->round_count - 1;
    while (last >= 0 && sheet->rounds[last].kind == ROUND_PLAYOFF)
        last--;
    if (last < 0 || sheet->rounds[last].kind == ROUND_PANEL)
        return 0;
    return round_queue_need(sheet, last, 0);
}

static void check_freeze(const struct contest_draft *draft, const struct contest_sheet *sheet)
{
    int items = items_left_to_freeze(sheet);
    if (sheet->freeze_items <= items)
        return;
    if (items == 0)
        diags_error(diags_of(draft), span_of(draft, draft->freeze),
                    _("the last round has no items to freeze the board before"));
    else
        diags_error(diags_of(draft), span_of(draft, draft->freeze),
                    _("the board is to be frozen %d items before the end, but the last round has %d"),
                    sheet->freeze_items, items);
    diags_hint(diags_of(draft), _("without “freeze” the host freezes the board by hand"));
}

static void check_rank(const struct contest_draft *draft)
{
    const struct contest_sheet *sheet = &draft->sheet;
    bool decides = false;
    for (int i = 0; i < sheet->rank_count; i++)
        decides |= sheet->rank[i] == CONTEST_RANK_PLAYOFF;
    if (decides || !draft->has_playoff || sheet->rank_count == 0)
        return;
    diags_warning(diags_of(draft), span_of(draft, draft->rank),
                  _("the playoff decides nothing: “playoff” does not stand in “rank”"));
}

static void require(const struct contest_draft *draft, const struct seen *seen, struct place place)
{
    struct diags *diags = diags_of(draft);
    struct span top = span_of(draft, place);
    if (!seen_field(seen, 0)) {
        diags_error(diags, top, _("the contest has no code"));
        diags_hint(diags, _("begin the file with a line such as “contest: 2026-final”"));
    }
    if (draft->head.entrants.count < 2 && !draft->head.entrants.broken) {
        diags_error(diags, top, _("a contest needs at least two teams"));
        diags_hint(diags, _("list them under “teams”"));
    }
    if (draft->round_count == 0 && !draft->rounds_broken)
        diags_error(diags, top, _("the contest has no rounds"));
}

/* The playoff is the last of the rounds. */
static void append_playoff(struct contest_draft *draft)
{
    if (!draft->has_playoff)
        return;
    if (draft->round_count == CONTEST_MAX_ROUNDS) {
        diags_error(diags_of(draft), span_of(draft, draft->playoff.place),
                    _("a contest has at most %d rounds, playoff included"), CONTEST_MAX_ROUNDS);
        return;
    }
    draft->rounds[draft->round_count++] = draft->playoff;
}

void contest_draft_check(struct contest_draft *draft, const struct seen *seen, struct place top)
{
    struct reader *reader = draft->head.reader;
    struct contest_sheet *sheet = &draft->sheet;
    require(draft, seen, top);
    append_playoff(draft);
    check_marks(draft);
    check_panels(draft);
    check_rank(draft);
    named_items_check(reader, &draft->named);
    bool sound = !draft->rounds_broken && !draft->head.entrants.broken && draft->head.entrants.count > 1;
    for (int i = 0; i < draft->round_count; i++) {
        if (sound)
            share_rapid(draft, &draft->rounds[i]);
        sound = sound && !draft->rounds[i].broken;
    }
    struct round_sheet *rounds = arena_array(reader->arena, (size_t)draft->round_count, sizeof *rounds);
    for (int i = 0; i < draft->round_count; i++)
        rounds[i] = draft->rounds[i].sheet;
    sheet->rounds = rounds;
    sheet->round_count = draft->round_count;
    if (!sound)
        return;
    check_desks(draft);
    size_t errors = reader->diags->errors;
    for (int i = 0; i < draft->round_count; i++)
        for (int queue = 0; queue < round_queue_count(&rounds[i]); queue++)
            check_queue(draft, sheet, i, queue);
    for (int i = 0; i < draft->round_count && reader->diags->errors == errors; i++)
        check_swaps(draft, sheet, i);
    check_freeze(draft, sheet);
}
