#include "bank/item_source.h"

#include "bank/ids.h"
#include "bank/plain.h"
#include "base/i18n.h"
#include "base/mem.h"

#include <stdlib.h>

enum { FILTER_MAX = 1000 };

static int read_texts(struct reader *reader, const struct node *value, bool codes, const struct text **out)
{
    struct pieces pieces = {NULL, 0, 0};
    value_pieces(reader, value, &rule_short, FILTER_MAX, &pieces);
    for (size_t i = 0; codes && i < pieces.count; i++)
        piece_is_code(reader, &pieces.at[i]);
    *out = pieces_texts(&pieces, reader->arena);
    int count = (int)pieces.count;
    pieces_finish(&pieces);
    return count;
}

static void read_banks(struct reader *reader, const struct node *value, void *into)
{
    struct filter *filter = into;
    filter->bank_count = read_texts(reader, value, true, &filter->banks);
}

static void read_topics(struct reader *reader, const struct node *value, void *into)
{
    struct filter *filter = into;
    filter->topic_count = read_texts(reader, value, false, &filter->topics);
}

static void add_kind(struct reader *reader, const struct node *value, struct filter *filter)
{
    enum item_kind kind;
    if (value_kind(reader, value, &kind))
        filter->kinds |= UINT32_C(1) << kind;
}

static void read_kinds(struct reader *reader, const struct node *value, void *into)
{
    struct filter *filter = into;
    if (value->kind != NODE_LIST) {
        add_kind(reader, value, filter);
        return;
    }
    struct node each;
    int depth = reader->depth;
    while (reader_next(reader, &each)) {
        add_kind(reader, &each, filter);
        reader_leave(reader, depth);
    }
}

static bool parse_range(struct text t, int *min, int *max)
{
    int64_t low, high;
    struct text rest = t, first;
    if (!text_next(&rest, '-', &first) || !text_to_int(text_trim(first), 1, 5, &low))
        return false;
    high = low;
    if (rest.at && !text_to_int(text_trim(rest), low, 5, &high))
        return false;
    *min = (int)low;
    *max = (int)high;
    return true;
}

/* "3", "2-4", or a list of neighbouring numbers. */
static void read_difficulty(struct reader *reader, const struct node *value, void *into)
{
    struct filter *filter = into;
    struct pieces pieces = {NULL, 0, 0};
    bool ok = value_pieces(reader, value, &rule_short, 5, &pieces) && pieces.count > 0;
    uint32_t levels = 0;
    for (size_t i = 0; ok && i < pieces.count; i++) {
        int min = 0, max = 0;
        arena_clear(&reader->scratch);
        ok = parse_range(plain_half_width(&reader->scratch, pieces.at[i].text), &min, &max);
        for (int level = min; ok && level <= max; level++)
            levels |= UINT32_C(1) << level;
    }
    pieces_finish(&pieces);
    uint32_t steps = levels ? levels >> __builtin_ctz(levels) : 0;
    if (ok && (steps & (steps + 1)) == 0) {
        filter->difficulty_min = __builtin_ctz(levels);
        filter->difficulty_max = 31 - __builtin_clz(levels);
        return;
    }
    if (value->kind == NODE_REFUSED || reader->stopped)
        return;
    diags_error(reader->diags, reader_span(reader, value->place),
                _("a difficulty is a number from 1 to 5, or a range such as 2-4"));
}

static const struct field filter_fields[] = {
    [FILTER_BANK] = {{TEXT("bank"), TEXT("题库")}, read_banks},
    [FILTER_KIND] = {{TEXT("kind"), TEXT("题型")}, read_kinds},
    [FILTER_TOPIC] = {{TEXT("topic"), TEXT("知识点"), TEXT("专题")}, read_topics},
    [FILTER_DIFFICULTY] = {{TEXT("difficulty"), TEXT("难度")}, read_difficulty},
};
static const struct field_table filter_table = {filter_fields, COUNT_OF(filter_fields)};

void filter_read(struct reader *reader, const struct node *value, struct filter *out, struct seen *seen)
{
    fields_read(reader, value, &filter_table, N_("“from” is a mapping with bank, kind, topic or difficulty"),
                seen, out);
}

void named_items_finish(struct named_items *items)
{
    free(items->at);
    *items = (struct named_items){NULL, 0, 0};
}

/* "dw-0301" or "dangwu/dw-0301". */
static bool is_item_name(const struct reader *reader, const struct piece *piece)
{
    const char *slash = memchr(piece->text.at, '/', piece->text.len);
    if (!slash)
        return piece_is_id(reader, piece);
    size_t before = (size_t)(slash - piece->text.at);
    struct piece bank = *piece, id = *piece;
    bank.text.len = before;
    id.text = text_from(piece->text, before + 1);
    id.place.column += (int)before + 1; /* a code is ASCII */
    if (bank.text.len && id.text.len)
        return piece_is_code(reader, &bank) && piece_is_id(reader, &id);
    diags_error(reader->diags, reader_span(reader, piece->place),
                _("an item is named by its id, or as bank/id"));
    return false;
}

static void note_name(struct named_items *all, const struct piece *piece)
{
    all->at = xgrow(all->at, &all->capacity, all->count + 1, sizeof *all->at);
    all->at[all->count++] = (struct named_item){piece->text, piece->place};
}

bool item_names_read(struct reader *reader, const struct node *value, size_t max, struct named_items *all,
                     const struct text **out, int *count)
{
    struct pieces pieces = {NULL, 0, 0};
    bool ok = value_pieces(reader, value, &rule_line, max, &pieces);
    for (size_t i = 0; i < pieces.count; i++) {
        ok = is_item_name(reader, &pieces.at[i]) && ok;
        note_name(all, &pieces.at[i]);
    }
    *out = pieces_texts(&pieces, reader->arena);
    *count = (int)pieces.count;
    pieces_finish(&pieces);
    return ok;
}

void named_items_check(const struct reader *reader, const struct named_items *items)
{
    struct ids ids;
    ids_init(&ids);
    for (size_t i = 0; i < items->count; i++) {
        const struct named_item *named = &items->at[i];
        const struct id_entry *first = ids_add(&ids, named->name, named->place, false);
        if (first)
            diags_error(reader->diags, reader_span(reader, named->place),
                        _("“%.*s” is named twice: it already stands at %d:%d"),
                        TEXT_ARG(text_shown(named->name)), first->place.line, first->place.column);
    }
    ids_finish(&ids);
}
