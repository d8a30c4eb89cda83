#include "record/record.h"

#include "base/json.h"
#include "core/mark.h"

#include <assert.h>

/* ---- Writing --------------------------------------------------------------------------------------- */

static int word_of(const void *at)
{
    int value;
    memcpy(&value, at, sizeof value);
    return value;
}

static void write_int(const struct field *field, const char *base, struct buf *out)
{
    int64_t value = *(const int64_t *)(const void *)(base + field->offset);
    if (field->required || value != field->absent)
        json_add_member_int(out, field->name, value);
}

static void write_bool(const struct field *field, const char *base, struct buf *out)
{
    bool value = *(const bool *)(const void *)(base + field->offset);
    if (field->required || value)
        json_add_member_bool(out, field->name, value);
}

static void write_text(const struct field *field, const char *base, struct buf *out)
{
    struct text value = *(const struct text *)(const void *)(base + field->offset);
    if (field->required || value.len)
        json_add_member(out, field->name, value);
}

static void write_mark(const struct field *field, const char *base, struct buf *out)
{
    char digits[MARK_TEXT_SIZE];
    mark_t value = *(const mark_t *)(const void *)(base + field->offset);
    if (field->required || value)
        json_add_member(out, field->name, text_of(mark_format(value, digits)));
}

static void write_texts(const struct field *field, const char *base, struct buf *out)
{
    int64_t count = *(const int64_t *)(const void *)(base + field->count_offset);
    const struct text *texts = *(const struct text *const *)(const void *)(base + field->offset);
    if (!field->required && count == 0)
        return;
    json_add_name(out, field->name);
    buf_add_char(out, '[');
    for (int64_t i = 0; i < count; i++) {
        json_add_comma(out);
        json_add_text(out, texts[i]);
    }
    buf_add_char(out, ']');
}

static void write_ints(const struct field *field, const char *base, struct buf *out)
{
    int64_t count = *(const int64_t *)(const void *)(base + field->count_offset);
    const int64_t *ints = *(const int64_t *const *)(const void *)(base + field->offset);
    if (!field->required && count == 0)
        return;
    json_add_name(out, field->name);
    buf_add_char(out, '[');
    for (int64_t i = 0; i < count; i++) {
        json_add_comma(out);
        buf_addf(out, "%lld", (long long)ints[i]);
    }
    buf_add_char(out, ']');
}

static void write_rows(const struct field *field, const char *base, struct buf *out)
{
    int64_t count = *(const int64_t *)(const void *)(base + field->count_offset);
    const char *rows = *(const char *const *)(const void *)(base + field->offset);
    if (!field->required && count == 0)
        return;
    json_add_name(out, field->name);
    buf_add_char(out, '[');
    for (int64_t i = 0; i < count; i++) {
        json_add_comma(out);
        buf_add_char(out, '{');
        record_write(field->rows, rows + (size_t)i * field->rows->size, out);
        buf_add_char(out, '}');
    }
    buf_add_char(out, ']');
}

static void write_record(const struct field *field, const char *base, struct buf *out)
{
    const void *record = *(const void *const *)(const void *)(base + field->offset);
    if (!record)
        return;
    json_add_name(out, field->name);
    buf_add_char(out, '{');
    record_write(field->rows, record, out);
    buf_add_char(out, '}');
}

static void write_word(const struct field *field, const char *base, struct buf *out)
{
    int value = word_of(base + field->offset);
    assert(value >= 0 && value <= field->max);
    if (field->required || value)
        json_add_member(out, field->name, text_of(field->words[value]));
}

/* ---- Reading --------------------------------------------------------------------------------------- */

static bool wrong(struct err *err, const struct field *field, const char *what)
{
    return err_set(err, ERR_INVALID, "\"%s\" %s", field->name, what);
}

/* C0 (but newline and tab), DEL and C1. The bytes are valid UTF-8, which jansson has checked. */
static bool has_controls(struct text t)
{
    for (size_t i = 0; i < t.len; i++) {
        unsigned char c = (unsigned char)t.at[i];
        if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
            return true;
        if (c == 0xC2 && i + 1 < t.len && (unsigned char)t.at[i + 1] < 0xA0)
            return true;
    }
    return false;
}

static bool take_text(const struct field *field, json_t *value, int64_t min, int64_t max, struct arena *arena,
                      struct text *out, struct err *err)
{
    if (!json_is_string(value))
        return wrong(err, field, "must be a string");
    struct text t = text_make(json_string_value(value), json_string_length(value));
    if ((int64_t)t.len < min)
        return wrong(err, field, "is too short");
    if ((int64_t)t.len > max)
        return err_set(err, ERR_INVALID, "\"%s\" is longer than %lld bytes", field->name, (long long)max);
    if (has_controls(t))
        return wrong(err, field, "holds a control character");
    *out = arena_text(arena, t);
    return true;
}

static bool read_int(const struct field *field, json_t *value, struct arena *arena, char *base,
                     struct err *err)
{
    (void)arena;
    if (!json_is_integer(value))
        return wrong(err, field, "must be an integer");
    int64_t number = json_integer_value(value);
    if (number < field->min || number > field->max)
        return err_set(err, ERR_INVALID, "\"%s\" must be from %lld to %lld", field->name,
                       (long long)field->min, (long long)field->max);
    memcpy(base + field->offset, &number, sizeof number);
    return true;
}

static bool read_bool(const struct field *field, json_t *value, struct arena *arena, char *base,
                      struct err *err)
{
    (void)arena;
    if (!json_is_boolean(value))
        return wrong(err, field, "must be true or false");
    bool truth = json_is_true(value);
    memcpy(base + field->offset, &truth, sizeof truth);
    return true;
}

static bool read_text(const struct field *field, json_t *value, struct arena *arena, char *base,
                      struct err *err)
{
    struct text t;
    if (!take_text(field, value, field->min, field->max, arena, &t, err))
        return false;
    memcpy(base + field->offset, &t, sizeof t);
    return true;
}

static bool read_mark(const struct field *field, json_t *value, struct arena *arena, char *base,
                      struct err *err)
{
    (void)arena;
    mark_t mark;
    if (!json_is_string(value) ||
        !mark_parse(text_make(json_string_value(value), json_string_length(value)), &mark))
        return wrong(err, field, "must be a decimal number in a string");
    memcpy(base + field->offset, &mark, sizeof mark);
    return true;
}

/* Checks an array's size and makes room for it; NULL on failure. */
static void *make_room(const struct field *field, json_t *value, size_t size, struct arena *arena, char *base,
                       struct err *err)
{
    if (!json_is_array(value)) {
        wrong(err, field, "must be an array");
        return NULL;
    }
    int64_t count = (int64_t)json_array_size(value);
    if (count < field->min || count > field->max) {
        err_set(err, ERR_INVALID, "\"%s\" must have from %lld to %lld elements", field->name,
                (long long)field->min, (long long)field->max);
        return NULL;
    }
    void *room = arena_array(arena, (size_t)count, size);
    memcpy(base + field->offset, &room, sizeof room);
    memcpy(base + field->count_offset, &count, sizeof count);
    return room;
}

static bool read_texts(const struct field *field, json_t *value, struct arena *arena, char *base,
                       struct err *err)
{
    struct text *texts = make_room(field, value, sizeof *texts, arena, base, err);
    if (!texts)
        return false;
    for (size_t i = 0; i < json_array_size(value); i++)
        if (!take_text(field, json_array_get(value, i), 0, FIELD_TEXTS_BYTES, arena, &texts[i], err))
            return false;
    return true;
}

static bool read_ints(const struct field *field, json_t *value, struct arena *arena, char *base,
                      struct err *err)
{
    int64_t *ints = make_room(field, value, sizeof *ints, arena, base, err);
    if (!ints)
        return false;
    for (size_t i = 0; i < json_array_size(value); i++) {
        if (!json_is_integer(json_array_get(value, i)))
            return wrong(err, field, "must hold integers");
        ints[i] = json_integer_value(json_array_get(value, i));
    }
    return true;
}

static bool read_rows(const struct field *field, json_t *value, struct arena *arena, char *base,
                      struct err *err)
{
    char *rows = make_room(field, value, field->rows->size, arena, base, err);
    if (!rows)
        return false;
    for (size_t i = 0; i < json_array_size(value); i++)
        if (!record_read(field->rows, json_array_get(value, i), arena, rows + i * field->rows->size, err))
            return false;
    return true;
}

static bool read_record(const struct field *field, json_t *value, struct arena *arena, char *base,
                        struct err *err)
{
    void *record = arena_alloc(arena, field->rows->size);
    memcpy(base + field->offset, &record, sizeof record);
    return record_read(field->rows, value, arena, record, err);
}

static bool read_word(const struct field *field, json_t *value, struct arena *arena, char *base,
                      struct err *err)
{
    (void)arena;
    if (!json_is_string(value))
        return wrong(err, field, "must be a string");
    for (int i = 0; i <= field->max; i++)
        if (strcmp(json_string_value(value), field->words[i]) == 0) {
            memcpy(base + field->offset, &i, sizeof i);
            return true;
        }
    return wrong(err, field, "is not one of the known words");
}

/* ---- One table of both ----------------------------------------------------------------------------- */

struct field_ops {
    void (*write)(const struct field *field, const char *base, struct buf *out);
    bool (*read)(const struct field *field, json_t *value, struct arena *arena, char *base, struct err *err);
};

static const struct field_ops field_ops[] = {
    [FIELD_INT] = {write_int, read_int},          [FIELD_BOOL] = {write_bool, read_bool},
    [FIELD_TEXT] = {write_text, read_text},       [FIELD_MARK] = {write_mark, read_mark},
    [FIELD_TEXTS] = {write_texts, read_texts},    [FIELD_ROWS] = {write_rows, read_rows},
    [FIELD_WORD] = {write_word, read_word},       [FIELD_INTS] = {write_ints, read_ints},
    [FIELD_RECORD] = {write_record, read_record},
};

void record_write(const struct record *described, const void *record, struct buf *out)
{
    for (size_t i = 0; i < described->count; i++)
        field_ops[described->fields[i].type].write(&described->fields[i], record, out);
}

static void set_absent(const struct field *field, char *base)
{
    if (field->type == FIELD_INT)
        memcpy(base + field->offset, &field->absent, sizeof field->absent);
}

bool record_read(const struct record *described, json_t *object, struct arena *arena, void *record,
                 struct err *err)
{
    if (!json_is_object(object))
        return err_set(err, ERR_INVALID, "an element of an array must be an object");
    for (size_t i = 0; i < described->count; i++) {
        const struct field *field = &described->fields[i];
        json_t *value = json_object_get(object, field->name);
        if (!value && field->required)
            return wrong(err, field, "is missing");
        if (!value)
            set_absent(field, record);
        else if (!field_ops[field->type].read(field, value, arena, record, err))
            return false;
    }
    return true;
}

/* jansson quotes what it stumbled over, and may cut a character in two. */
static void set_not_json(struct err *err, json_error_t *error)
{
    for (char *c = error->text; *c; c++)
        if (*c < ' ' || *c > '~')
            *c = '?';
    err_set(err, ERR_INVALID, "not JSON: %s, at byte %d", error->text, error->position);
}

json_t *record_parse(struct text line, struct err *err)
{
    json_error_t error;
    json_t *object = json_loadb(line.at, line.len, JSON_REJECT_DUPLICATES, &error);
    if (!object) {
        set_not_json(err, &error);
        return NULL;
    }
    if (!json_is_object(object)) {
        json_decref(object);
        err_set(err, ERR_INVALID, "not a JSON object");
        return NULL;
    }
    return object;
}
