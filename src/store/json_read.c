#include "store/json_read.h"

json_t *json_read(struct text t)
{
    return json_loadb(t.at, t.len, JSON_ALLOW_NUL, NULL);
}

struct text json_text_of(struct json_reader *reader, const json_t *value)
{
    if (!json_is_string(value)) {
        reader->bad = true;
        return text_make("", 0);
    }
    return arena_text(reader->arena, text_make(json_string_value(value), json_string_length(value)));
}

int64_t json_int_of(struct json_reader *reader, const json_t *value)
{
    if (!json_is_integer(value))
        reader->bad = true;
    return json_integer_value(value);
}

struct text json_text_member(struct json_reader *reader, const json_t *object, const char *name)
{
    return json_text_of(reader, json_object_get(object, name));
}

int64_t json_int_member(struct json_reader *reader, const json_t *object, const char *name)
{
    return json_int_of(reader, json_object_get(object, name));
}

bool json_bool_member(struct json_reader *reader, const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    if (!json_is_boolean(value))
        reader->bad = true;
    return json_is_true(value);
}

struct text json_text_optional(struct json_reader *reader, const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    return value ? json_text_of(reader, value) : text_make("", 0);
}

int64_t json_int_optional(struct json_reader *reader, const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    return value ? json_int_of(reader, value) : 0;
}

bool json_bool_optional(struct json_reader *reader, const json_t *object, const char *name)
{
    return json_object_get(object, name) && json_bool_member(reader, object, name);
}

const struct text *json_texts_optional(struct json_reader *reader, const json_t *object, const char *name,
                                       size_t limit, int *count)
{
    const json_t *array = json_object_get(object, name);
    size_t size = json_array_size(array);
    *count = 0;
    if (size > limit || (array && !json_is_array(array))) {
        reader->bad = true;
        return NULL;
    }
    if (size == 0)
        return NULL;
    struct text *texts = arena_array(reader->arena, size, sizeof *texts);
    for (size_t i = 0; i < size; i++)
        texts[i] = json_text_of(reader, json_array_get(array, i));
    *count = (int)size;
    return texts;
}
