/* The points (采分点) of an answer in words: a list whose entries are texts or {text, marks}. */
#include "bank/item_draft.h"

#include "base/i18n.h"
#include "base/mem.h"

enum { POINT_TEXT, POINT_MARKS, POINT_FIELDS };

/* One point while it is being read. */
struct point_draft {
    struct short_point point;
    bool refused;
};

static void read_text(struct reader *reader, const struct node *value, void *into)
{
    struct point_draft *draft = into;
    draft->refused |= !value_text(reader, value, &rule_line, &draft->point.text);
}

static bool read_positive(struct reader *reader, const struct node *value, mark_t *out)
{
    const mark_t most = INT64_C(1000) * MARK_ONE;
    if (!value_mark(reader, value, out))
        return false;
    if (*out > 0 && *out <= most)
        return true;
    diags_error(reader->diags, reader_span(reader, value->place),
                _("a point is worth more than 0 and at most 1000 marks"));
    return false;
}

static void read_marks(struct reader *reader, const struct node *value, void *into)
{
    struct point_draft *draft = into;
    draft->refused |= !read_positive(reader, value, &draft->point.marks);
}

static const struct field point_fields[POINT_FIELDS] = {
    [POINT_TEXT] = {{TEXT("text"), TEXT("内容"), TEXT("要点"), TEXT("采分点")}, read_text},
    [POINT_MARKS] = {{TEXT("marks"), TEXT("分值"), TEXT("分数"), TEXT("得分")}, read_marks},
};
static const struct field_table point_table = {point_fields, POINT_FIELDS};

static bool read_point(struct reader *reader, const struct node *node, struct short_point *out)
{
    struct point_draft draft = {.point = {.marks = MARK_ONE}};
    if (node->kind == NODE_TEXT) /* a point by itself counts one mark */
        read_text(reader, node, &draft);
    else {
        struct seen seen;
        size_t errors = reader->diags->errors;
        fields_read(reader, node, &point_table, N_("a point is a text, or a mapping with text and marks"),
                    &seen, &draft);
        draft.refused |= reader->diags->errors != errors;
        if (!draft.refused && !seen_field(&seen, POINT_TEXT)) {
            diags_error(reader->diags, reader_span(reader, node->place), _("this point has no text"));
            draft.refused = true;
        }
    }
    *out = draft.point;
    return !draft.refused;
}

bool draft_read_points(struct draft *draft, const struct node *value)
{
    struct reader *reader = draft->reader;
    if (!value_is_list(reader, value, N_("points must be a list: of texts, or of text and marks each")))
        return false;
    struct node each;
    int depth = reader->depth;
    bool ok = true;
    while (reader_next(reader, &each)) {
        if (draft->point_count == ITEM_MAX_POINTS) {
            diags_error(reader->diags, reader_span(reader, each.place), _("an item has at most %d points"),
                        ITEM_MAX_POINTS);
            return false;
        }
        draft->point_places[draft->point_count] = each.place;
        ok = read_point(reader, &each, &draft->points[draft->point_count++]) && ok;
        reader_leave(reader, depth);
    }
    return ok;
}

void draft_check_points(struct draft *draft)
{
    struct diags *diags = draft->reader->diags;
    int count = draft->point_count;
    if (count == 0) {
        diags_error(diags, draft_span(draft, draft->values[FIELD_POINTS]),
                    _("an answer in words needs at least one point that it must hold"));
        return;
    }
    for (int i = 0; i < count; i++)
        for (int k = 0; k < i; k++)
            if (text_equal(draft->points[i].text, draft->points[k].text)) {
                diags_error(diags, draft_span(draft, draft->point_places[i]),
                            _("this point is the same as the one at %d:%d"), draft->point_places[k].line,
                            draft->point_places[k].column);
                return;
            }
    struct short_point *points = arena_array(draft->reader->arena, (size_t)count, sizeof *points);
    memcpy(points, draft->points, (size_t)count * sizeof *points);
    draft->item.points = points;
    draft->item.point_count = count;
}
