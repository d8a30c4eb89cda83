/* What can only be told when a whole panel sheet has been read. */
#include "bank/panel_draft.h"

#include "base/i18n.h"
#include "base/mem.h"

static struct diags *diags_of(const struct panel_draft *draft)
{
    return draft->head.reader->diags;
}

static struct span span_of(const struct panel_draft *draft, struct place place)
{
    return reader_span(draft->head.reader, place);
}

static void require(const struct panel_draft *draft, const struct seen *seen, struct place place)
{
    struct diags *diags = diags_of(draft);
    struct span top = span_of(draft, place);
    if (!seen_field(seen, 0)) {
        diags_error(diags, top, _("the panel has no code"));
        diags_hint(diags, _("begin the file with a line such as “panel: sanhuiyike”"));
    }
    if (draft->head.entrants.count == 0 && !draft->head.entrants.broken)
        diags_error(diags, top, _("the panel has no performers"));
    if (draft->sheet.judge_count == 0 && !draft->judges_broken) {
        diags_error(diags, top, _("the panel has no judges"));
        diags_hint(diags, _("add “judges: 5”, or the list of their staff numbers"));
    }
    if (draft->criterion_count == 0 && !draft->criteria_broken)
        diags_error(diags, top, _("the panel has no criteria"));
}

static void settle_head_judge(struct panel_draft *draft)
{
    const struct placed_name *head = &draft->head_judge;
    if (head->name.len == 0 || draft->judges_broken)
        return;
    int judge = panel_judge_find(&draft->sheet, head->name);
    if (judge >= 0) {
        draft->sheet.head = judge;
        return;
    }
    diags_error(diags_of(draft), span_of(draft, head->place),
                _("the head judge “%.*s” is not among the judges"), TEXT_ARG(text_shown(head->name)));
    diags_hint(diags_of(draft), draft->sheet.judges_named
                                    ? _("add the number to “judges”")
                                    : _("of numbered judges, write which one: 1 is the first"));
}

static void settle_drop(struct panel_draft *draft)
{
    struct panel_sheet *sheet = &draft->sheet;
    int dropped = sheet->drop_high + sheet->drop_low;
    if (!draft->drop_from_given) {
        sheet->drop_from = dropped + 1;
    } else if (sheet->drop_from <= dropped) {
        diags_error(diags_of(draft), span_of(draft, draft->drop_from),
                    _("of %d marks, %d cannot be dropped: at least one must be left"), sheet->drop_from,
                    dropped);
        return;
    }
    if (dropped == 0 || draft->judges_broken || sheet->judge_count == 0)
        return;
    if (dropped >= sheet->judge_count)
        diags_error(diags_of(draft), span_of(draft, draft->drop),
                    _("of %d marks, %d cannot be dropped: at least one must be left"), sheet->judge_count,
                    dropped);
    else if (sheet->drop_from > sheet->judge_count)
        diags_warning(diags_of(draft), span_of(draft, draft->drop_from),
                      _("nothing is ever dropped: there are only %d judges"), sheet->judge_count);
}

static void settle_rounding(struct panel_draft *draft)
{
    struct panel_rounding *rounding = &draft->sheet.rounding;
    if (!draft->mean_rounding_given)
        rounding->mean = draft->head.decimals;
    if (!draft->factor_rounding_given)
        rounding->factor = draft->head.decimals;
    if (!draft->total_rounding_given)
        rounding->total = draft->head.decimals;
}

static void check_recusal(const struct panel_draft *draft)
{
    if (!draft->sheet.recuse_same_unit || draft->sheet.judges_named || draft->judges_broken)
        return;
    diags_warning(diags_of(draft), span_of(draft, draft->recuse),
                  _("judges without staff numbers have no unit to be recused for"));
    diags_hint(diags_of(draft), _("list the judges' staff numbers under “judges”"));
}

/* Nobody should mark himself. */
static void check_judges(const struct panel_draft *draft)
{
    const struct panel_sheet *sheet = &draft->sheet;
    if (!sheet->judges_named || sheet->recuse_same_unit)
        return;
    for (int i = 0; i < sheet->judge_count; i++)
        for (int k = 0; k < sheet->performer_count; k++) {
            if (!entrant_has_member(&sheet->performers[k], sheet->judges[i]))
                continue;
            diags_warning(diags_of(draft), span_of(draft, draft->judges[i].place),
                          _("“%.*s” judges and performs"), TEXT_ARG(text_shown(sheet->judges[i])));
            diags_hint(diags_of(draft), _("“recuse: same-unit” keeps judges from marking their own unit"));
        }
}

static void check_topics(const struct panel_draft *draft)
{
    const struct panel_sheet *sheet = &draft->sheet;
    if (sheet->topic_count == 0 || sheet->topics_return || draft->topics_broken ||
        draft->head.entrants.broken || sheet->topic_count >= sheet->performer_count)
        return;
    diags_error(diags_of(draft), span_of(draft, draft->topics),
                ngettext("%d topic is not enough for %d performers",
                         "%d topics are not enough for %d performers", (unsigned)sheet->topic_count),
                sheet->topic_count, sheet->performer_count);
    diags_hint(diags_of(draft), _("add topics, or put them back after each draw: “return: true”"));
}

/* ---- Criteria ----------------------------------------------------------------------------------------- */

static const struct choice rank_words[] = {
    {1, {TEXT("total"), TEXT("总分")}},
};
const struct choices choices_panel_rank = {rank_words, COUNT_OF(rank_words)};

static bool means_total(const struct panel_draft *draft, struct text word)
{
    int total;
    return choice_find(draft->head.reader, &choices_panel_rank, word, &total);
}

static void check_id(const struct panel_draft *draft, int index)
{
    const struct criterion_draft *criterion = &draft->criteria[index];
    struct text id = criterion->criterion.id;
    if (id.len == 0)
        return;
    if (means_total(draft, id)) {
        diags_error(diags_of(draft), span_of(draft, criterion->id),
                    _("“%.*s” cannot be a criterion's id: in “rank” it means the sum"), TEXT_ARG(id));
        return;
    }
    for (int i = 0; i < index; i++)
        if (text_equal(draft->criteria[i].criterion.id, id)) {
            diags_error(diags_of(draft), span_of(draft, criterion->id),
                        _("the id “%.*s” is given twice: it already stands at %d:%d"), TEXT_ARG(id),
                        draft->criteria[i].id.line, draft->criteria[i].id.column);
            return;
        }
}

static void settle_criteria(struct panel_draft *draft)
{
    struct reader *reader = draft->head.reader;
    struct criterion *criteria = arena_array(reader->arena, (size_t)draft->criterion_count, sizeof *criteria);
    for (int i = 0; i < draft->criterion_count; i++) {
        check_id(draft, i);
        panel_settle_criterion(draft, &draft->criteria[i]);
        criteria[i] = draft->criteria[i].criterion;
    }
    draft->sheet.criteria = criteria;
    draft->sheet.criterion_count = draft->criterion_count;
}

static void check_full(const struct panel_draft *draft, struct place place)
{
    if (panel_full(&draft->sheet) > MARK_MAX)
        diags_error(diags_of(draft), span_of(draft, place), _("a performer can get more than 1000000 marks"));
}

/* ---- Rank --------------------------------------------------------------------------------------------- */

static void add_rank_key(struct panel_draft *draft, struct panel_rank key, struct place place)
{
    struct panel_sheet *sheet = &draft->sheet;
    for (int i = 0; i < sheet->rank_count; i++)
        if (sheet->rank[i].key == key.key && sheet->rank[i].criterion == key.criterion) {
            diags_error(diags_of(draft), span_of(draft, place), _("this stands in the list twice"));
            return;
        }
    sheet->rank[sheet->rank_count++] = key;
}

static void complain_no_criterion(const struct panel_draft *draft, const struct placed_name *key)
{
    const char *names[PANEL_MAX_CRITERIA + 1] = {"total"};
    size_t count = 1;
    for (int i = 0; i < draft->criterion_count; i++)
        if (draft->criteria[i].criterion.id.len)
            names[count++] = arena_string(draft->head.reader->arena, draft->criteria[i].criterion.id);
    diags_error(diags_of(draft), span_of(draft, key->place), _("no criterion has the id “%.*s”"),
                TEXT_ARG(text_shown(key->name)));
    int nearest = text_nearest(key->name, names, count);
    if (nearest >= 0)
        diags_hint(diags_of(draft), _("did you mean “%s”?"), names[nearest]);
    else
        diags_hint(diags_of(draft), _("“rank” lists total and ids of criteria"));
}

static void settle_rank(struct panel_draft *draft)
{
    if (draft->rank_count == 0)
        return;
    draft->sheet.rank_count = 0;
    for (int i = 0; i < draft->rank_count; i++) {
        const struct placed_name *key = &draft->rank[i];
        int criterion = panel_criterion_find(&draft->sheet, key->name);
        if (criterion >= 0)
            add_rank_key(draft, (struct panel_rank){PANEL_RANK_CRITERION, criterion}, key->place);
        else if (means_total(draft, key->name))
            add_rank_key(draft, (struct panel_rank){PANEL_RANK_TOTAL, 0}, key->place);
        else if (!draft->criteria_broken)
            complain_no_criterion(draft, key);
    }
}

void panel_draft_check(struct panel_draft *draft, const struct seen *seen, struct place top)
{
    require(draft, seen, top);
    settle_head_judge(draft);
    settle_drop(draft);
    settle_rounding(draft);
    check_recusal(draft);
    check_judges(draft);
    check_topics(draft);
    size_t errors = diags_of(draft)->errors;
    settle_criteria(draft);
    if (!draft->criteria_broken && diags_of(draft)->errors == errors)
        check_full(draft, top);
    settle_rank(draft);
}
