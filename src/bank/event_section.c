#include "bank/event_draft.h"

#include "base/i18n.h"
#include "base/mem.h"

enum section_field {
    SECTION_TITLE,
    SECTION_DRAW,
    SECTION_FROM,
    SECTION_ITEMS,
    SECTION_MARKS,
    SECTION_CREDIT,
};

/* What the fields of a section are read into. */
struct section_draft {
    struct event_draft *event;
    struct section section;
    struct place marks, credit;
    bool broken; /* draw, items or marks were given and are wrong */
};

static void read_title(struct reader *reader, const struct node *value, void *into)
{
    struct section_draft *draft = into;
    value_text(reader, value, &rule_short, &draft->section.title);
}

static void read_draw(struct reader *reader, const struct node *value, void *into)
{
    struct section_draft *draft = into;
    draft->broken |= !value_int(reader, value, 1, SHEET_MAX_ITEMS, &draft->section.draw);
}

static void read_from(struct reader *reader, const struct node *value, void *into)
{
    struct section_draft *draft = into;
    struct seen seen;
    filter_read(reader, value, &draft->section.from, &seen);
}

static void read_items(struct reader *reader, const struct node *value, void *into)
{
    struct section_draft *draft = into;
    draft->broken |= !item_names_read(reader, value, SHEET_MAX_ITEMS, &draft->event->named,
                                      &draft->section.items, &draft->section.item_count);
}

static void read_marks(struct reader *reader, const struct node *value, void *into)
{
    struct section_draft *draft = into;
    draft->marks = value->place;
    if (!value_mark(reader, value, &draft->section.marks)) {
        draft->broken = true;
    } else if (draft->section.marks == 0) {
        diags_error(reader->diags, reader_span(reader, value->place), _("an item must count more than 0"));
        draft->broken = true;
    }
}

static const struct choice credits[] = {
    {CREDIT_EXACT, {TEXT("exact"), TEXT("全对得分")}},
    {CREDIT_SHORT_HALF, {TEXT("short-half"), TEXT("少选得一半"), TEXT("漏选得一半"), TEXT("少选得半分")}},
    {CREDIT_SHORT_EACH, {TEXT("short-each"), TEXT("少选按个数"), TEXT("漏选按个数")}},
    {CREDIT_NET, {TEXT("net"), TEXT("对错相抵")}},
    {CREDIT_DECISIONS, {TEXT("decisions"), TEXT("逐项判断")}},
    {CREDIT_ADJACENT, {TEXT("adjacent"), TEXT("相邻得分"), TEXT("按相邻")}},
};
_Static_assert(COUNT_OF(credits) == CREDITS, "one row a rule");
static const struct choices choices_credit = {credits, COUNT_OF(credits)};

static void read_credit(struct reader *reader, const struct node *value, void *into)
{
    struct section_draft *draft = into;
    int credit;
    draft->credit = value->place;
    if (value_choice(reader, value, &choices_credit, &credit))
        draft->section.credit = (enum credit)credit;
}

static const struct field section_fields[] = {
    [SECTION_TITLE] = {{TEXT("title"), TEXT("标题"), TEXT("名称")}, read_title},
    [SECTION_DRAW] = {{TEXT("draw"), TEXT("抽题"), TEXT("抽取"), TEXT("题数")}, read_draw},
    [SECTION_FROM] = {{TEXT("from"), TEXT("来源")}, read_from},
    [SECTION_ITEMS] = {{TEXT("items"), TEXT("题目"), TEXT("试题")}, read_items},
    [SECTION_MARKS] = {{TEXT("marks"), TEXT("分值"), TEXT("每题分值")}, read_marks},
    [SECTION_CREDIT] = {{TEXT("credit"), TEXT("得分规则"), TEXT("给分"), TEXT("计分"), TEXT("计分规则")},
                        read_credit},
};
static const struct field_table section_table = {section_fields, COUNT_OF(section_fields)};

/* A rule that none of the section's kinds heeds is a slip. Items named one by one may be of any kind. */
static void check_credit(const struct reader *reader, const struct section_draft *draft)
{
    const struct section *section = &draft->section;
    const uint32_t chosen =
        UINT32_C(1) << ITEM_MULTIPLE | UINT32_C(1) << ITEM_SPOT | UINT32_C(1) << ITEM_CASE;
    const uint32_t ordered = UINT32_C(1) << ITEM_ORDER | UINT32_C(1) << ITEM_CASE;
    uint32_t heeding = section->credit == CREDIT_ADJACENT ? ordered : chosen;
    if (section->credit == CREDIT_EXACT || section->item_count || section->from.kinds == 0 ||
        (section->from.kinds & heeding))
        return;
    diags_warning(reader->diags, reader_span(reader, draft->credit),
                  _("this rule changes nothing for the kinds of items that the section draws"));
}

static void check_section(struct reader *reader, struct section_draft *draft, const struct seen *seen,
                          struct place place)
{
    struct diags *diags = reader->diags;
    struct span span = reader_span(reader, place);
    bool drawn = seen_field(seen, SECTION_DRAW), named = seen_field(seen, SECTION_ITEMS);
    if (!seen_field(seen, SECTION_TITLE))
        diags_error(diags, span, _("this section has no title"));
    if (drawn == named) {
        diags_error(diags, span,
                    drawn ? _("a section either draws items or names them, not both")
                          : _("this section draws no items and names none"));
        diags_hint(diags, _("write “draw: 10” with “from”, or “items: [id, …]”"));
    }
    if (named && seen_field(seen, SECTION_FROM))
        diags_error(diags, reader_span(reader, seen->keys[SECTION_FROM]),
                    _("“from” has no meaning where the items are named"));
    if (named && draft->section.item_count == 0 && !draft->broken)
        diags_error(diags, reader_span(reader, seen->keys[SECTION_ITEMS]), _("the list is empty"));
    if (!seen_field(seen, SECTION_MARKS)) {
        diags_error(diags, span, _("this section does not say how many marks each item counts"));
        diags_hint(diags, _("add a line such as “marks: 2”"));
    }
    check_credit(reader, draft);
}

static void read_section(struct event_draft *event, const struct node *node)
{
    struct reader *reader = event->head.reader;
    struct section_draft draft = {.event = event, .section.credit = CREDIT_EXACT};
    struct seen seen;
    size_t errors = reader->diags->errors;
    bool is_map = node->kind == NODE_MAP;
    fields_read(reader, node, &section_table, N_("a section is a mapping with title, draw, from and marks"),
                &seen, &draft);
    if (is_map && !reader->stopped)
        check_section(reader, &draft, &seen, node->place);
    event->sections_broken |= reader->diags->errors != errors;
    event->section_marks[event->section_count] = draft.marks;
    event->sections[event->section_count++] = draft.section;
}

void event_read_sections(struct reader *reader, const struct node *value, void *into)
{
    struct event_draft *event = into;
    struct node each;
    if (!value_is_list(reader, value, N_("sections must be a list: each section begins with a hyphen"))) {
        event->sections_broken = true;
        return;
    }
    int depth = reader->depth;
    while (reader_next(reader, &each)) {
        if (event->section_count == SHEET_MAX_SECTIONS) {
            diags_error(reader->diags, reader_span(reader, each.place), _("a test has at most %d sections"),
                        SHEET_MAX_SECTIONS);
            event->sections_broken = true;
            return;
        }
        read_section(event, &each);
        reader_leave(reader, depth);
    }
}
