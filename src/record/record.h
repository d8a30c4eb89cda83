/* Records described by tables ↔ JSON objects: one reader and one writer serve every message and every event.
 */
#ifndef BIWU_RECORD_RECORD_H
#define BIWU_RECORD_RECORD_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include <jansson.h>

enum field_type {
    FIELD_INT,    /* int64_t */
    FIELD_BOOL,   /* bool; left out means false */
    FIELD_TEXT,   /* struct text */
    FIELD_MARK,   /* mark_t, a decimal in a string */
    FIELD_TEXTS,  /* const struct text * and a count */
    FIELD_ROWS,   /* const struct R * and a count */
    FIELD_WORD,   /* an enum, by its names; value 0 is left out unless required */
    FIELD_INTS,   /* const int64_t * and a count */
    FIELD_RECORD, /* const struct R *, NULL: left out */
};

struct record;

struct field {
    const char *name;
    enum field_type type;
    bool required;       /* else it may be left out, and is left out when it says nothing */
    size_t offset;       /* of the value in its struct */
    size_t count_offset; /* TEXTS, ROWS: of the int64_t count */
    int64_t min, max;    /* INT: the range; TEXT: bytes; TEXTS, ROWS: elements; WORD: max is the last value */
    int64_t absent;      /* INT: the value when left out */
    const struct record *rows;
    const char *const *words;
};

struct record {
    const struct field *fields;
    size_t count;
    size_t size; /* of the struct; 0 where nobody makes arrays of it */
};

enum { FIELD_TEXTS_BYTES = 256 * 1024 }; /* of one element of TEXTS */

/* Appends the members of *record to an object that is open in `out`. */
void record_write(const struct record *described, const void *record, struct buf *out);
/* Fills *record from a JSON object. Texts and arrays are copied into `arena`. Fails with the field's name and
 * what is wrong with it. */
bool record_read(const struct record *described, json_t *object, struct arena *arena, void *record,
                 struct err *err);
/* Reads a line as a JSON object; NULL with err. The caller releases it with json_decref. */
json_t *record_parse(struct text line, struct err *err);

#endif
