/* The events that a series counts, and its past editions. */
#include "bank/series_draft.h"

#include "base/i18n.h"
#include "base/mem.h"

enum part_key { PART_EVENT, PART_WEIGHT, PART_SCALE, PART_FULL, PART_TITLE };

static void read_event(struct reader *reader, const struct node *value, void *into)
{
    struct part_draft *draft = into;
    struct piece piece;
    if (!value_piece(reader, value, &rule_line, &piece) || !piece_is_code(reader, &piece))
        return;
    draft->part.event = piece.text;
    draft->event = piece.place;
}

static void read_weight(struct reader *reader, const struct node *value, void *into)
{
    struct part_draft *draft = into;
    draft->weighted = value_factor(reader, value, &draft->part.weight, &draft->percent);
}

static void read_full_mark(struct reader *reader, const struct node *value, mark_t *out)
{
    struct span span = reader_span(reader, value->place);
    if (value_mark(reader, value, out) && *out == 0)
        diags_error(reader->diags, span, _("full marks must be more than 0"));
}

static void read_scale(struct reader *reader, const struct node *value, void *into)
{
    struct part_draft *draft = into;
    read_full_mark(reader, value, &draft->part.scale);
}

static void read_full(struct reader *reader, const struct node *value, void *into)
{
    struct part_draft *draft = into;
    draft->full = value->place;
    read_full_mark(reader, value, &draft->part.full);
}

static void read_title(struct reader *reader, const struct node *value, void *into)
{
    struct part_draft *draft = into;
    value_text(reader, value, &rule_short, &draft->part.title);
}

static const struct field part_fields[] = {
    [PART_EVENT] = {{TEXT("event"), TEXT("场次"), TEXT("项目"), TEXT("赛事")}, read_event},
    [PART_WEIGHT] = {{TEXT("weight"), TEXT("权重"), TEXT("占比"), TEXT("比例")}, read_weight},
    [PART_SCALE] = {{TEXT("scale"), TEXT("折算"), TEXT("折合"), TEXT("折算满分")}, read_scale},
    [PART_FULL] = {{TEXT("full"), TEXT("满分"), TEXT("原满分")}, read_full},
    [PART_TITLE] = {{TEXT("title"), TEXT("标题"), TEXT("名称")}, read_title},
};
static const struct field_table part_table = {part_fields, COUNT_OF(part_fields)};

static void check_part(struct reader *reader, const struct part_draft *part, const struct seen *seen)
{
    if (!seen_field(seen, PART_EVENT)) {
        diags_error(reader->diags, reader_span(reader, part->place),
                    _("this part does not say which event it is"));
        diags_hint(reader->diags, _("write it like {event: code, weight: 30%%}"));
    }
    if (seen_field(seen, PART_FULL) && !seen_field(seen, PART_SCALE)) {
        diags_warning(reader->diags, reader_span(reader, part->full),
                      _("“full” changes nothing without “scale”"));
        diags_hint(reader->diags, _("“scale: 100” brings the part's marks to 100 first"));
    }
}

static void take_part(struct reader *reader, const struct node *each, void *into)
{
    struct series_draft *series = into;
    struct part_draft *part = &series->parts[series->part_count++];
    bool is_map = each->kind == NODE_MAP;
    struct seen seen;
    *part = (struct part_draft){.place = each->place, .part.weight = MARK_ONE};
    if (each->kind == NODE_TEXT) { /* an event by its code alone */
        read_event(reader, each, part);
        return;
    }
    fields_read(reader, each, &part_table, N_("a part is a mapping with event and weight"), &seen, part);
    if (is_map && !reader->stopped)
        check_part(reader, part, &seen);
}

void series_read_parts(struct reader *reader, const struct node *value, void *into)
{
    struct series_draft *series = into;
    size_t errors = reader->diags->errors;
    series->parts_place = value->place;
    if (value_is_list(reader, value, N_("parts must be a list: each part begins with a hyphen")))
        value_each(reader, value, SERIES_MAX_PARTS, take_part, series);
    series->parts_broken = reader->diags->errors != errors;
}

/* ---- Past editions ------------------------------------------------------------------------------------ */

enum past_key { PAST_EDITION, PAST_DATE, PAST_CHAMPIONS };

static void read_edition(struct reader *reader, const struct node *value, void *into)
{
    struct past_edition *past = into;
    value_int(reader, value, 1, EDITIONS_MAX, &past->edition);
}

static void read_date(struct reader *reader, const struct node *value, void *into)
{
    struct past_edition *past = into;
    value_text(reader, value, &rule_short, &past->date);
}

static void read_champions(struct reader *reader, const struct node *value, void *into)
{
    enum { CHAMPIONS_MAX = 100 };
    struct past_edition *past = into;
    struct pieces pieces = {NULL, 0, 0};
    struct span span = reader_span(reader, value->place);
    bool ok = value_pieces(reader, value, &rule_short, CHAMPIONS_MAX, &pieces);
    if (pieces.count == 0 && ok && !reader->stopped)
        diags_error(reader->diags, span, _("the list is empty"));
    past->champions = pieces_texts(&pieces, reader->arena);
    past->champion_count = (int)pieces.count;
    pieces_finish(&pieces);
}

static const struct field past_fields[] = {
    [PAST_EDITION] = {{TEXT("edition"), TEXT("届次"), TEXT("届")}, read_edition},
    [PAST_DATE] = {{TEXT("date"), TEXT("时间"), TEXT("日期")}, read_date},
    [PAST_CHAMPIONS] = {{TEXT("champions"), TEXT("冠军"), TEXT("状元"), TEXT("第一名")}, read_champions},
};
static const struct field_table past_table = {past_fields, COUNT_OF(past_fields)};

static void take_past(struct reader *reader, const struct node *each, void *into)
{
    struct series_draft *series = into;
    struct past_edition *past = &series->past[series->past_count];
    struct place place = each->place;
    bool is_map = each->kind == NODE_MAP;
    struct seen seen;
    *past = (struct past_edition){.edition = 0};
    fields_read(reader, each, &past_table, N_("a past edition is a mapping with edition, date and champions"),
                &seen, past);
    if (!is_map || reader->stopped)
        return;
    if (!seen_field(&seen, PAST_EDITION))
        diags_error(reader->diags, reader_span(reader, place), _("this past edition has no number"));
    if (!seen_field(&seen, PAST_CHAMPIONS))
        diags_error(reader->diags, reader_span(reader, place), _("this past edition names no champions"));
    series->past_places[series->past_count++] = place;
}

void series_read_past(struct reader *reader, const struct node *value, void *into)
{
    value_each(reader, value, SERIES_MAX_PAST, take_past, into);
}
