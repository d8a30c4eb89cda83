/* Shorthand for field tables. */
#ifndef BIWU_RECORD_DESCRIBE_H
#define BIWU_RECORD_DESCRIBE_H

#include "record/record.h"

#include <stddef.h>

/* NEEDS_… must be there; MAY_… may be left out. S is the struct, M the member. */
#define NEEDS_INT(S, M, json, lowest, highest)                                                               \
    {                                                                                                        \
        .name = json, .type = FIELD_INT, .required = true, .offset = offsetof(S, M), .min = (lowest),        \
        .max = (highest)                                                                                     \
    }
#define MAY_INT(S, M, json, lowest, highest, otherwise)                                                      \
    {                                                                                                        \
        .name = json, .type = FIELD_INT, .offset = offsetof(S, M), .min = (lowest), .max = (highest),        \
        .absent = (otherwise)                                                                                \
    }
/* Of any size. */
#define ANY_INT(S, M, json) NEEDS_INT(S, M, json, INT64_MIN, INT64_MAX)
#define MAY_ANY_INT(S, M, json, otherwise) MAY_INT(S, M, json, INT64_MIN, INT64_MAX, otherwise)
#define MAY_BOOL(S, M, json)                                                                                 \
    {                                                                                                        \
        .name = json, .type = FIELD_BOOL, .offset = offsetof(S, M)                                           \
    }
#define NEEDS_BOOL(S, M, json)                                                                               \
    {                                                                                                        \
        .name = json, .type = FIELD_BOOL, .required = true, .offset = offsetof(S, M)                         \
    }
#define NEEDS_TEXT(S, M, json, shortest, longest)                                                            \
    {                                                                                                        \
        .name = json, .type = FIELD_TEXT, .required = true, .offset = offsetof(S, M), .min = (shortest),     \
        .max = (longest)                                                                                     \
    }
#define MAY_TEXT(S, M, json, longest)                                                                        \
    {                                                                                                        \
        .name = json, .type = FIELD_TEXT, .offset = offsetof(S, M), .max = (longest)                         \
    }
#define MAY_MARK(S, M, json)                                                                                 \
    {                                                                                                        \
        .name = json, .type = FIELD_MARK, .offset = offsetof(S, M)                                           \
    }
#define MAY_TEXTS(S, M, C, json, most)                                                                       \
    {                                                                                                        \
        .name = json, .type = FIELD_TEXTS, .offset = offsetof(S, M), .count_offset = offsetof(S, C),         \
        .max = (most)                                                                                        \
    }
#define NEEDS_ROWS(S, M, C, json, most, described)                                                           \
    {                                                                                                        \
        .name = json, .type = FIELD_ROWS, .required = true, .offset = offsetof(S, M),                        \
        .count_offset = offsetof(S, C), .max = (most), .rows = (described)                                   \
    }
#define MAY_ROWS(S, M, C, json, most, described)                                                             \
    {                                                                                                        \
        .name = json, .type = FIELD_ROWS, .offset = offsetof(S, M), .count_offset = offsetof(S, C),          \
        .max = (most), .rows = (described)                                                                   \
    }
#define NEEDS_WORD(S, M, json, names, last)                                                                  \
    {                                                                                                        \
        .name = json, .type = FIELD_WORD, .required = true, .offset = offsetof(S, M), .words = (names),      \
        .max = (last)                                                                                        \
    }
#define MAY_WORD(S, M, json, names, last)                                                                    \
    {                                                                                                        \
        .name = json, .type = FIELD_WORD, .offset = offsetof(S, M), .words = (names), .max = (last)          \
    }
#define MAY_INTS(S, M, C, json, most)                                                                        \
    {                                                                                                        \
        .name = json, .type = FIELD_INTS, .offset = offsetof(S, M), .count_offset = offsetof(S, C),          \
        .max = (most)                                                                                        \
    }
#define NEEDS_MARK(S, M, json)                                                                               \
    {                                                                                                        \
        .name = json, .type = FIELD_MARK, .required = true, .offset = offsetof(S, M)                         \
    }
#define MAY_RECORD(S, M, json, described)                                                                    \
    {                                                                                                        \
        .name = json, .type = FIELD_RECORD, .offset = offsetof(S, M), .rows = (described)                    \
    }
#define RECORD_OF(table)                                                                                     \
    {                                                                                                        \
        .fields = table, .count = COUNT_OF(table)                                                            \
    }
#define ROWS_OF(table, S)                                                                                    \
    {                                                                                                        \
        .fields = table, .count = COUNT_OF(table), .size = sizeof(S)                                         \
    }

#endif
