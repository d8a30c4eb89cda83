#include "bank/fields.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/unicode.h"

#include <assert.h>

static bool has_name(const struct field *field, struct text word)
{
    for (int i = 0; i < FIELD_NAMES && field->names[i].len; i++)
        if (field->names[i].len == word.len && field->names[i].at[0] == word.at[0] &&
            memcmp(field->names[i].at, word.at, word.len) == 0)
            return true;
    return false;
}

/* The field of a key, or -1. Looks first behind the last one found, since most mappings keep the order. */
static int find_field(const struct field_table *table, struct text key, int last)
{
    for (int i = last + 1; i < table->count; i++)
        if (has_name(&table->fields[i], key))
            return i;
    for (int i = 0; i <= last; i++)
        if (has_name(&table->fields[i], key))
            return i;
    return -1;
}

/* In the script of the unknown key: a file keeps to one spelling. */
static void hint_known_keys(struct diags *diags, const struct field_table *table, struct text key)
{
    struct buf known = BUF_EMPTY;
    for (int i = 0; i < table->count; i++) {
        if (i)
            buf_add_string(&known, ", ");
        buf_add_text(&known, text_name_like(table->fields[i].names, key));
    }
    diags_hint(diags, _("known here: %s"), buf_string(&known));
    buf_finish(&known);
}

static void complain_unknown(const struct reader *reader, const struct field_table *table, struct text key,
                             struct place place)
{
    const char *names[FIELDS_MAX * FIELD_NAMES];
    size_t count = 0;
    for (int i = 0; i < table->count; i++)
        for (int k = 0; k < FIELD_NAMES && table->fields[i].names[k].len; k++)
            names[count++] = table->fields[i].names[k].at;
    diags_error(reader->diags, reader_span(reader, place), _("unknown key “%.*s”"),
                TEXT_ARG(text_shown(key)));
    int nearest = text_nearest(key, names, count);
    if (nearest >= 0)
        diags_hint(reader->diags, _("did you mean “%s”?"), names[nearest]);
    else
        hint_known_keys(reader->diags, table, key);
}

static void complain_repeated(const struct reader *reader, struct text key, struct place place,
                              struct place first)
{
    diags_error(reader->diags, reader_span(reader, place),
                _("the key “%.*s” is given twice: it already stands at %d:%d"), TEXT_ARG(text_shown(key)),
                first.line, first.column);
    diags_hint(reader->diags, _("take one of them out"));
}

/* Which field a key names, or -1 after saying what is wrong with it. */
static int take_key(struct reader *reader, const struct node *key, const struct field_table *table, int last,
                    struct seen *seen)
{
    if (key->kind == NODE_REFUSED)
        return -1;
    if (key->kind != NODE_TEXT) {
        diags_error(reader->diags, reader_span(reader, key->place), _("a key must be a plain word"));
        return -1;
    }
    int field = find_field(table, key->text, last);
    if (field < 0) {
        complain_unknown(reader, table, key->text, key->place);
        return -1;
    }
    if (seen_field(seen, field)) {
        complain_repeated(reader, key->text, key->place, seen->keys[field]);
        return -1;
    }
    seen->mask |= UINT32_C(1) << field;
    seen->keys[field] = key->place;
    return field;
}

static void complain_no_mapping(struct reader *reader, const struct node *node, const char *expected)
{
    if (node->kind == NODE_REFUSED)
        return;
    diags_error(reader->diags, reader_span(reader, node->place), "%s", _(expected));
    bool wide_colon = node->kind == NODE_TEXT && text_find(node->text, (struct text)TEXT("：")) >= 0;
    bool bare_colon = node->kind == NODE_TEXT && memchr(node->text.at, ':', node->text.len);
    if (wide_colon)
        diags_hint(reader->diags,
                   _("after a key stands a half-width colon and a space, not a full-width colon"));
    else if (bare_colon)
        diags_hint(reader->diags, _("a space must follow the colon after a key"));
    else
        diags_hint(reader->diags, _("write it as lines of KEY: VALUE"));
}

void fields_read(struct reader *reader, const struct node *node, const struct field_table *table,
                 const char *expected, struct seen *seen, void *into)
{
    assert(table->count <= FIELDS_MAX);
    seen->mask = 0;
    int depth = reader->depth, last = -1;
    if (node->kind != NODE_MAP) {
        complain_no_mapping(reader, node, expected);
        if (node->kind == NODE_LIST)
            reader_leave(reader, depth - 1);
        return;
    }
    struct node key, value;
    while (reader_next(reader, &key)) {
        bool is_list_or_map = key.kind == NODE_LIST || key.kind == NODE_MAP;
        int field = take_key(reader, &key, table, last, seen);
        if (is_list_or_map)
            reader_leave(reader, depth);
        if (!reader_next(reader, &value))
            return;
        if (field >= 0) {
            table->fields[field].read(reader, &value, into);
            last = field;
        }
        reader_leave(reader, depth);
    }
}
