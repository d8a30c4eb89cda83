/* Reading the room's own JSON with jansson. Private to the room. A reader remembers that something was
 * missing or of the wrong type; the caller looks once, at the end. */
#ifndef BIWU_STORE_JSON_READ_H
#define BIWU_STORE_JSON_READ_H

#include "base/arena.h"
#include "base/err.h"

#include <jansson.h>

struct json_reader {
    struct arena *arena; /* texts are copied here */
    bool bad;
};

/* NULL when `t` is no JSON. The caller ends it with json_decref. */
json_t *json_read(struct text t);

struct text json_text_of(struct json_reader *reader, const json_t *value);
int64_t json_int_of(struct json_reader *reader, const json_t *value);

/* Members that must be there. */
struct text json_text_member(struct json_reader *reader, const json_t *object, const char *name);
int64_t json_int_member(struct json_reader *reader, const json_t *object, const char *name);
bool json_bool_member(struct json_reader *reader, const json_t *object, const char *name);
/* Members left out when empty, zero or false. */
struct text json_text_optional(struct json_reader *reader, const json_t *object, const char *name);
int64_t json_int_optional(struct json_reader *reader, const json_t *object, const char *name);
bool json_bool_optional(struct json_reader *reader, const json_t *object, const char *name);
/* An array of at most `limit` texts, empty when left out. */
const struct text *json_texts_optional(struct json_reader *reader, const json_t *object, const char *name,
                                       size_t limit, int *count);

#endif
