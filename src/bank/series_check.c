/* What can only be told when a whole series sheet has been read. */
#include "bank/series_draft.h"

#include "base/i18n.h"
#include "base/mem.h"

static struct diags *diags_of(const struct series_draft *draft)
{
    return draft->head.reader->diags;
}

static struct span span_of(const struct series_draft *draft, struct place place)
{
    return reader_span(draft->head.reader, place);
}

static void require(const struct series_draft *draft, const struct seen *seen, struct place place)
{
    struct diags *diags = diags_of(draft);
    struct span top = span_of(draft, place);
    if (!seen_field(seen, 0)) {
        diags_error(diags, top, _("the series has no code"));
        diags_hint(diags, _("begin the file with a line such as “series: 2026-shuangbiwu”"));
    }
    if (draft->part_count == 0 && !draft->parts_broken) {
        diags_error(diags, top, _("the series has no parts"));
        diags_hint(diags, _("list the events that count: “parts: [{event: code, weight: 30%%}, …]”"));
    }
}

static void settle_of(struct series_draft *draft)
{
    struct series_sheet *sheet = &draft->sheet;
    const struct entrants *entrants = &draft->head.entrants;
    if (sheet->of_given && sheet->of == SERIES_OF_UNITS && entrants->count) {
        diags_error(diags_of(draft), span_of(draft, draft->entrants),
                    _("a series that ranks units takes no list of entrants"));
        diags_hint(diags_of(draft), _("the units come from the results; say “of: teams” to rank these"));
    }
    if (sheet->of_given || entrants->count == 0)
        return;
    sheet->of = entrants->any_mapping ? SERIES_OF_TEAMS : SERIES_OF_PERSONS;
    sheet->of_given = true;
}

/* ---- Parts -------------------------------------------------------------------------------------------- */

static int find_part(const struct series_draft *draft, struct text event, int count)
{
    for (int i = 0; i < count; i++)
        if (text_equal(draft->parts[i].part.event, event))
            return i;
    return -1;
}

static void check_part(const struct series_draft *draft, int index)
{
    const struct part_draft *part = &draft->parts[index];
    if (part->part.event.len == 0)
        return;
    int first = find_part(draft, part->part.event, index);
    if (first >= 0)
        diags_error(diags_of(draft), span_of(draft, part->event),
                    _("“%.*s” is named twice: it already stands at %d:%d"), TEXT_ARG(part->part.event),
                    draft->parts[first].event.line, draft->parts[first].event.column);
    if (text_equal(part->part.event, draft->head.code))
        diags_error(diags_of(draft), span_of(draft, part->event), _("a series cannot be a part of itself"));
}

/* All parts say their weight, or none does. */
static void check_weights(const struct series_draft *draft)
{
    mark_t sum = 0;
    int weighted = 0, percent = 0;
    for (int i = 0; i < draft->part_count; i++) {
        weighted += draft->parts[i].weighted;
        percent += draft->parts[i].percent;
        sum += draft->parts[i].part.weight;
    }
    for (int i = 0; weighted && i < draft->part_count; i++)
        if (!draft->parts[i].weighted)
            diags_error(diags_of(draft), span_of(draft, draft->parts[i].place),
                        _("this part says no weight, but others do"));
    if (draft->part_count == 0 || percent < draft->part_count || sum == MARK_ONE)
        return;
    char text[MARK_TEXT_SIZE];
    diags_warning(diags_of(draft), span_of(draft, draft->parts_place),
                  _("the weights add up to %s%%, not 100%%"), mark_format(sum * 100, text));
}

static void settle_parts(struct series_draft *draft)
{
    struct series_part *parts =
        arena_array(draft->head.reader->arena, (size_t)draft->part_count, sizeof *parts);
    for (int i = 0; i < draft->part_count; i++) {
        check_part(draft, i);
        parts[i] = draft->parts[i].part;
    }
    if (!draft->parts_broken)
        check_weights(draft);
    draft->sheet.parts = parts;
    draft->sheet.part_count = draft->part_count;
}

/* ---- Rank --------------------------------------------------------------------------------------------- */

static const struct choice rank_words[] = {
    {SERIES_RANK_TOTAL, {TEXT("total"), TEXT("总分"), TEXT("总成绩")}},
    {SERIES_RANK_ELAPSED, {TEXT("elapsed"), TEXT("用时")}},
};
static const struct choices choices_rank = {rank_words, COUNT_OF(rank_words)};

static void add_rank_key(struct series_draft *draft, struct series_rank key, struct place place)
{
    struct series_sheet *sheet = &draft->sheet;
    for (int i = 0; i < sheet->rank_count; i++)
        if (sheet->rank[i].key == key.key && sheet->rank[i].part == key.part) {
            diags_error(diags_of(draft), span_of(draft, place), _("this stands in the list twice"));
            return;
        }
    sheet->rank[sheet->rank_count++] = key;
}

static void complain_no_part(const struct series_draft *draft, const struct placed_name *key)
{
    const char *names[SERIES_MAX_PARTS + 2] = {"total", "elapsed"};
    size_t count = 2;
    for (int i = 0; i < draft->part_count; i++)
        if (draft->parts[i].part.event.len)
            names[count++] = arena_string(draft->head.reader->arena, draft->parts[i].part.event);
    diags_error(diags_of(draft), span_of(draft, key->place), _("“%.*s” is not a part of this series"),
                TEXT_ARG(text_shown(key->name)));
    int nearest = text_nearest(key->name, names, count);
    if (nearest >= 0)
        diags_hint(diags_of(draft), _("did you mean “%s”?"), names[nearest]);
    else
        diags_hint(diags_of(draft), _("“rank” lists total, elapsed and codes of parts"));
}

static void settle_rank(struct series_draft *draft)
{
    if (draft->rank_count == 0)
        return;
    draft->sheet.rank_count = 0;
    for (int i = 0; i < draft->rank_count; i++) {
        const struct placed_name *key = &draft->rank[i];
        int part = find_part(draft, key->name, draft->part_count), word;
        if (part >= 0)
            add_rank_key(draft, (struct series_rank){SERIES_RANK_PART, part}, key->place);
        else if (choice_find(draft->head.reader, &choices_rank, key->name, &word))
            add_rank_key(draft, (struct series_rank){(enum series_rank_key)word, 0}, key->place);
        else if (!draft->parts_broken)
            complain_no_part(draft, key);
    }
}

/* ---- Past editions ------------------------------------------------------------------------------------ */

static void settle_past(struct series_draft *draft)
{
    struct series_sheet *sheet = &draft->sheet;
    for (int i = 0; i < draft->past_count; i++) {
        int edition = draft->past[i].edition;
        struct span span = span_of(draft, draft->past_places[i]);
        if (edition && sheet->edition && edition >= sheet->edition)
            diags_error(diags_of(draft), span, _("edition %d is not before this one, which is edition %d"),
                        edition, sheet->edition);
        for (int k = 0; edition && k < i; k++)
            if (draft->past[k].edition == edition) {
                diags_error(diags_of(draft), span, _("edition %d is given twice: it already stands at %d:%d"),
                            edition, draft->past_places[k].line, draft->past_places[k].column);
                break;
            }
    }
    sheet->past =
        sheet_keep(draft->head.reader->arena, draft->past, (size_t)draft->past_count, sizeof *draft->past);
    sheet->past_count = draft->past_count;
}

void series_check(struct series_draft *draft, const struct seen *seen, struct place top)
{
    require(draft, seen, top);
    settle_of(draft);
    settle_parts(draft);
    settle_rank(draft);
    settle_past(draft);
}
