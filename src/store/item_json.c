#include "store/item_json.h"

#include "base/i18n.h"
#include "base/json.h"
#include "store/json_read.h"

enum { ENEMIES_MAX = 100000 };

static void add_optional(struct buf *out, const char *name, struct text value)
{
    if (value.len)
        json_add_member(out, name, value);
}

static void add_texts(struct buf *out, const char *name, const struct text *texts, int count)
{
    if (count == 0)
        return;
    if (name)
        json_add_name(out, name);
    else
        json_add_comma(out);
    buf_add_char(out, '[');
    for (int i = 0; i < count; i++) {
        json_add_comma(out);
        json_add_text(out, texts[i]);
    }
    buf_add_char(out, ']');
}

/* The key as people write it: "ABD", "T", "2 5" (segments), "1B 2A" (pairs). Of the other kinds it stands in
 * members of its own. */
static void add_key(struct buf *out, const struct item *item)
{
    json_add_name(out, "key");
    buf_add_char(out, '"');
    if (item->kind == ITEM_TRUEFALSE)
        buf_add_char(out, item->key & 1 ? 'T' : 'F');
    const char *space = "";
    for (int i = 0; item->kind != ITEM_TRUEFALSE && item->kind != ITEM_MATCH && i < item->option_count; i++) {
        if (!(item->key >> i & 1))
            continue;
        if (item->kind == ITEM_SPOT)
            buf_addf(out, "%s%d", space, i + 1);
        else
            buf_add_char(out, (char)('A' + i));
        space = " ";
    }
    for (int i = 0; i < item->left_count; i++)
        buf_addf(out, "%s%d%c", i ? " " : "", i + 1, 'A' + item->right_of[i]);
    buf_add_char(out, '"');
}

static void add_decimal(struct buf *out, const char *name, struct decimal d)
{
    char text[DECIMAL_TEXT_SIZE];
    json_add_member(out, name, text_of(decimal_format(d, text)));
}

/* [[text, marks], …]. */
static void add_points(struct buf *out, const struct item *item)
{
    json_add_name(out, "points");
    buf_add_char(out, '[');
    for (int i = 0; i < item->point_count; i++) {
        json_add_comma(out);
        buf_add_char(out, '[');
        json_add_text(out, item->points[i].text);
        buf_addf(out, ",%lld]", (long long)item->points[i].marks);
    }
    buf_add_char(out, ']');
}

static void add_kind_parts(struct buf *out, const struct item *item)
{
    add_texts(out, "options", item->options, item->option_count);
    if (item->kind == ITEM_SINGLE || item->kind == ITEM_MULTIPLE || item->kind == ITEM_TRUEFALSE ||
        item->kind == ITEM_SPOT || item->kind == ITEM_MATCH)
        add_key(out, item);
    add_texts(out, "lefts", item->lefts, item->left_count);
    if (item->kind == ITEM_BLANK) {
        json_add_name(out, "blanks");
        buf_add_char(out, '[');
        for (int i = 0; i < item->blank_count; i++)
            add_texts(out, NULL, item->blanks[i].accepted, item->blanks[i].count);
        buf_add_char(out, ']');
        if (item->any_order)
            json_add_member_bool(out, "any_order", true);
    }
    if (item->kind == ITEM_SHORT)
        add_points(out, item);
    if (item->kind == ITEM_NUMERIC) {
        add_decimal(out, "number", item->number);
        add_decimal(out, "tolerance", item->tolerance);
        add_optional(out, "unit", item->unit);
    }
}

static void add_source(struct buf *out, const struct item_source *source)
{
    if (!source->document.len && !source->article.len && !source->edition.len)
        return;
    json_add_name(out, "source");
    buf_add_char(out, '{');
    add_optional(out, "document", source->document);
    add_optional(out, "article", source->article);
    add_optional(out, "edition", source->edition);
    buf_add_char(out, '}');
}

void item_to_json(const struct item *item, struct buf *out)
{
    buf_add_char(out, '{');
    json_add_member(out, "id", item->id);
    json_add_member(out, "kind", text_of(item_kind_name(item->kind)));
    add_optional(out, "stem", item->stem);
    add_optional(out, "stimulus", item->stimulus);
    add_kind_parts(out, item);
    if (item->keep_order)
        json_add_member_bool(out, "keep_order", true);
    add_optional(out, "topic", item->topic);
    if (item->difficulty)
        json_add_member_int(out, "difficulty", item->difficulty);
    if (item->weight)
        json_add_member_int(out, "weight", item->weight);
    add_optional(out, "rationale", item->rationale);
    add_source(out, &item->source);
    add_texts(out, "enemies", item->enemies, item->enemy_count);
    if (item->child_count) {
        json_add_name(out, "children");
        buf_add_char(out, '[');
        for (int i = 0; i < item->child_count; i++) {
            json_add_comma(out);
            item_to_json(&item->children[i], out);
        }
        buf_add_char(out, ']');
    }
    buf_add_char(out, '}');
}

/* "1B 2A": every left has its pair. */
static void read_pairs(struct json_reader *reader, struct text key, struct item *item)
{
    uint8_t *right_of = arena_alloc(reader->arena, (size_t)item->left_count);
    struct text part;
    for (int i = 0; i < item->left_count; i++) {
        int64_t left = 0;
        bool ok = text_next(&key, ' ', &part) && part.len >= 2 &&
                  text_to_int(text_make(part.at, part.len - 1), 1, ITEM_MAX_OPTIONS, &left) && left == i + 1;
        int right = ok ? part.at[part.len - 1] - 'A' : -1;
        if (right < 0 || right >= item->option_count)
            reader->bad = true;
        else
            right_of[i] = (uint8_t)right;
    }
    item->right_of = right_of;
}

static uint32_t bit(struct json_reader *reader, int64_t i, int count)
{
    if (i < 0 || i >= count)
        reader->bad = true;
    return reader->bad ? 0 : UINT32_C(1) << i;
}

static uint32_t read_bits(struct json_reader *reader, struct text key, const struct item *item)
{
    uint32_t bits = 0;
    if (item->kind == ITEM_TRUEFALSE)
        return text_is(key, "T");
    if (item->kind != ITEM_SPOT) {
        for (size_t i = 0; i < key.len; i++)
            bits |= bit(reader, key.at[i] - 'A', item->option_count);
        return bits;
    }
    struct text part;
    while (key.len && text_next(&key, ' ', &part)) {
        int64_t segment = 0;
        text_to_int(part, 1, ITEM_MAX_SEGMENTS, &segment);
        bits |= bit(reader, segment - 1, item->option_count);
    }
    return bits;
}

static void read_blanks(struct json_reader *reader, const json_t *object, struct item *item)
{
    const json_t *array = json_object_get(object, "blanks");
    size_t count = json_array_size(array);
    if (count > ITEM_MAX_BLANKS) {
        reader->bad = true;
        return;
    }
    struct blank *blanks = arena_array(reader->arena, count, sizeof *blanks);
    for (size_t i = 0; i < count; i++) {
        const json_t *accepted = json_array_get(array, i);
        size_t n = json_array_size(accepted);
        if (n == 0 || n > ITEM_MAX_ACCEPTED) {
            reader->bad = true;
            return;
        }
        struct text *texts = arena_array(reader->arena, n, sizeof *texts);
        for (size_t k = 0; k < n; k++)
            texts[k] = json_text_of(reader, json_array_get(accepted, k));
        blanks[i] = (struct blank){texts, (int)n};
    }
    item->blanks = blanks;
    item->blank_count = (int)count;
    item->any_order = json_bool_optional(reader, object, "any_order");
}

static void read_decimal(struct json_reader *reader, const json_t *object, const char *name,
                         struct decimal *out)
{
    if (!decimal_parse(json_text_member(reader, object, name), out))
        reader->bad = true;
}

static void read_points(struct json_reader *reader, const json_t *object, struct item *item)
{
    const json_t *array = json_object_get(object, "points");
    size_t count = json_array_size(array);
    if (count == 0 || count > ITEM_MAX_POINTS) {
        reader->bad = true;
        return;
    }
    struct short_point *points = arena_array(reader->arena, count, sizeof *points);
    for (size_t i = 0; i < count; i++) {
        const json_t *point = json_array_get(array, i);
        points[i].text = json_text_of(reader, json_array_get(point, 0));
        points[i].marks = json_int_of(reader, json_array_get(point, 1));
        if (points[i].marks <= 0 || points[i].marks > MARK_MAX)
            reader->bad = true;
    }
    item->points = points;
    item->point_count = (int)count;
}

static void read_kind_parts(struct json_reader *reader, const json_t *object, struct item *item)
{
    item->options = json_texts_optional(reader, object, "options", ITEM_MAX_SEGMENTS, &item->option_count);
    item->lefts = json_texts_optional(reader, object, "lefts", ITEM_MAX_OPTIONS, &item->left_count);
    switch (item->kind) {
    case ITEM_SINGLE:
    case ITEM_MULTIPLE:
    case ITEM_TRUEFALSE:
    case ITEM_SPOT:
        item->key = read_bits(reader, json_text_member(reader, object, "key"), item);
        break;
    case ITEM_MATCH:
        read_pairs(reader, json_text_member(reader, object, "key"), item);
        break;
    case ITEM_BLANK:
        read_blanks(reader, object, item);
        break;
    case ITEM_NUMERIC:
        read_decimal(reader, object, "number", &item->number);
        read_decimal(reader, object, "tolerance", &item->tolerance);
        item->unit = json_text_optional(reader, object, "unit");
        break;
    case ITEM_SHORT:
        read_points(reader, object, item);
        break;
    case ITEM_ORDER:
    case ITEM_CASE:
        break;
    }
}

static void read_item(struct json_reader *reader, const json_t *object, int depth, struct item *item);

static void read_children(struct json_reader *reader, const json_t *object, int depth, struct item *item)
{
    const json_t *array = json_object_get(object, "children");
    size_t count = json_array_size(array);
    if (count == 0)
        return;
    if (depth > 0 || count > ITEM_MAX_CHILDREN) {
        reader->bad = true;
        return;
    }
    struct item *children = arena_array(reader->arena, count, sizeof *children);
    for (size_t i = 0; i < count; i++)
        read_item(reader, json_array_get(array, i), depth + 1, &children[i]);
    item->children = children;
    item->child_count = (int)count;
}

static void read_item(struct json_reader *reader, const json_t *object, int depth, struct item *item)
{
    item->id = json_text_member(reader, object, "id");
    if (!item_kind_from_name(json_text_member(reader, object, "kind"), &item->kind))
        reader->bad = true;
    item->stem = json_text_optional(reader, object, "stem");
    item->stimulus = json_text_optional(reader, object, "stimulus");
    item->keep_order = json_bool_optional(reader, object, "keep_order");
    item->topic = json_text_optional(reader, object, "topic");
    item->difficulty = (int)json_int_optional(reader, object, "difficulty");
    item->weight = (int)json_int_optional(reader, object, "weight");
    item->rationale = json_text_optional(reader, object, "rationale");
    const json_t *source = json_object_get(object, "source");
    item->source.document = json_text_optional(reader, source, "document");
    item->source.article = json_text_optional(reader, source, "article");
    item->source.edition = json_text_optional(reader, source, "edition");
    item->enemies = json_texts_optional(reader, object, "enemies", ENEMIES_MAX, &item->enemy_count);
    if (!reader->bad)
        read_kind_parts(reader, object, item);
    read_children(reader, object, depth, item);
}

bool item_from_json(struct text body, struct arena *arena, struct item *out, struct err *err)
{
    struct json_reader reader = {arena, false};
    json_t *object = json_read(body);
    *out = (struct item){0};
    if (object)
        read_item(&reader, object, 0, out);
    json_decref(object);
    if (!object || reader.bad)
        return err_set(err, ERR_DAMAGED, _("a stored item cannot be read; run ‘biwu verify’"));
    return true;
}
