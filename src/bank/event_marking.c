/* How answers in words are marked (阅卷). */
#include "bank/event_draft.h"

#include "base/i18n.h"
#include "base/mem.h"

enum { MARKERS_MAX = 1000, TIMES_MAX = 2 };

static void read_markers(struct reader *reader, const struct node *value, void *into)
{
    struct marking_policy *policy = into;
    struct span span = reader_span(reader, value->place);
    struct pieces pieces = {NULL, 0, 0};
    bool is_list = value->kind == NODE_LIST;
    value_pieces(reader, value, &rule_short, MARKERS_MAX, &pieces);
    policy->markers = pieces_texts(&pieces, reader->arena);
    policy->marker_count = (int)pieces.count;
    if (pieces.count == 0 && is_list && !reader->stopped)
        diags_error(reader->diags, span, _("the list is empty"));
    for (size_t i = 0; i < pieces.count; i++)
        for (size_t k = 0; k < i; k++)
            if (text_equal(pieces.at[i].text, pieces.at[k].text)) {
                diags_error(reader->diags, reader_span(reader, pieces.at[i].place),
                            _("this stands in the list twice"));
                k = i;
            }
    pieces_finish(&pieces);
}

static void read_times(struct reader *reader, const struct node *value, void *into)
{
    struct marking_policy *policy = into;
    value_int(reader, value, 1, TIMES_MAX, &policy->times);
}

static void read_difference(struct reader *reader, const struct node *value, void *into)
{
    struct marking_policy *policy = into;
    value_mark(reader, value, &policy->difference);
}

static const struct field marking_fields[] = {
    {{TEXT("markers"), TEXT("阅卷人"), TEXT("阅卷员"), TEXT("阅卷人员")}, read_markers},
    {{TEXT("times"), TEXT("评次"), TEXT("遍数"), TEXT("阅卷次数")}, read_times},
    {{TEXT("difference"), TEXT("分差"), TEXT("允许分差"), TEXT("误差")}, read_difference},
};
static const struct field_table marking_table = {marking_fields, COUNT_OF(marking_fields)};

void event_read_marking(struct reader *reader, const struct node *value, void *into)
{
    struct event_draft *draft = into;
    struct seen seen;
    fields_read(reader, value, &marking_table,
                N_("“marking” is a mapping with markers, times and difference"), &seen,
                &draft->sheet.marking);
}
