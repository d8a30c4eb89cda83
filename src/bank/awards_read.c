/* Prizes (奖项) and the ranks they go to. */
#include "bank/sheet_draft.h"

#include "base/i18n.h"
#include "base/mem.h"

enum { AWARDS_MAX = 20 };

enum award_field { AWARD_TITLE, AWARD_RANKS };

struct awards_draft {
    struct award at[AWARDS_MAX];
    struct place places[AWARDS_MAX];
    int count;
};

static void read_title(struct reader *reader, const struct node *value, void *into)
{
    struct award *award = into;
    value_text(reader, value, &rule_short, &award->title);
}

static void read_ranks(struct reader *reader, const struct node *value, void *into)
{
    struct award *award = into;
    value_ranks(reader, value, ENTRANTS_MAX, &award->first, &award->last);
}

static const struct field award_fields[] = {
    [AWARD_TITLE] = {{TEXT("title"), TEXT("名称"), TEXT("标题"), TEXT("奖项")}, read_title},
    [AWARD_RANKS] = {{TEXT("ranks"), TEXT("名次"), TEXT("rank")}, read_ranks},
};
static const struct field_table award_table = {award_fields, COUNT_OF(award_fields)};

static void check_award(struct reader *reader, const struct awards_draft *draft, const struct award *award,
                        const struct seen *seen, struct place place)
{
    struct span span = reader_span(reader, place);
    if (!seen_field(seen, AWARD_TITLE))
        diags_error(reader->diags, span, _("this award has no title"));
    if (!seen_field(seen, AWARD_RANKS)) {
        diags_error(reader->diags, span, _("this award does not say which ranks get it"));
        diags_hint(reader->diags, _("write it like {title: First Prize, ranks: 2-4}"));
    }
    for (int i = 0; i < draft->count; i++) {
        const struct award *other = &draft->at[i];
        if (award->first == 0 || award->first > other->last || award->last < other->first)
            continue;
        diags_error(reader->diags, reader_span(reader, seen->keys[AWARD_RANKS]),
                    _("a rank gets one award: these ranks overlap those of the award at %d:%d"),
                    draft->places[i].line, draft->places[i].column);
        return;
    }
}

static void take_award(struct reader *reader, const struct node *each, void *into)
{
    struct awards_draft *draft = into;
    struct award award = {.first = 0};
    struct seen seen;
    bool is_map = each->kind == NODE_MAP;
    struct place place = each->place;
    fields_read(reader, each, &award_table, N_("an award is a mapping with title and ranks"), &seen, &award);
    if (!is_map || reader->stopped)
        return;
    check_award(reader, draft, &award, &seen, place);
    if (award.first == 0) /* refused: no rank can be told from it */
        return;
    draft->places[draft->count] = place;
    draft->at[draft->count++] = award;
}

void sheet_read_awards(struct reader *reader, const struct node *value, void *into)
{
    struct sheet_head *head = into;
    struct awards_draft draft = {.count = 0};
    value_each(reader, value, AWARDS_MAX, take_award, &draft);
    head->awards = sheet_keep(reader->arena, draft.at, (size_t)draft.count, sizeof *draft.at);
    head->award_count = draft.count;
}
