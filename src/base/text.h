/* A view of text: bytes that somebody else owns, not NUL-terminated. */
#ifndef BIWU_BASE_TEXT_H
#define BIWU_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct text {
    const char *at;
    size_t len; /* bytes */
};

/* A view of a string literal, usable in initializers. */
#define TEXT(literal)                                                                                        \
    {                                                                                                        \
        "" literal, sizeof(literal) - 1                                                                      \
    }
/* For printf's "%.*s". */
#define TEXT_ARG(t) (int)(t).len, (t).at ? (t).at : ""

static inline struct text text_make(const char *at, size_t len)
{
    return (struct text){at, len};
}

/* The view of a C string; NULL gives an empty view. Lives as long as the string. */
static inline struct text text_of(const char *string)
{
    return (struct text){string, string ? strlen(string) : 0};
}

static inline bool text_equal(struct text a, struct text b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

static inline bool text_is(struct text a, const char *string)
{
    return text_equal(a, text_of(string));
}

/* A NUL-terminated copy, which the caller frees. */
char *text_copy(struct text t);

/* Byte order, which for UTF-8 is code point order: <0, 0, >0. */
int text_compare(struct text a, struct text b);
bool text_starts_with(struct text t, struct text prefix);
/* Of the names of one thing (two or more: English, then Chinese, which may be empty) the one in the script of
 * `like`, so that people are answered in the spelling they use. */
struct text text_name_like(const struct text *names, struct text like);
/* The offset of `needle` in `t`, or -1. An empty needle is found at 0. */
ptrdiff_t text_find(struct text t, struct text needle);
/* Without ASCII white space and U+3000 at both ends. */
struct text text_trim(struct text t);
/* From byte `from` to the end; `from` beyond the end gives an empty view. */
struct text text_from(struct text t, size_t from);
/* Takes from *rest up to the next `separator` (which is dropped) and returns it; false when *rest is
 * exhausted (at == NULL). "a,,b" gives "a", "", "b". */
bool text_next(struct text *rest, char separator, struct text *part);

/* A whole decimal integer with an optional minus sign, in [min, max]; nothing before or after it. */
bool text_to_int(struct text t, int64_t min, int64_t max, int64_t *out);

/* Optimal string alignment distance (Damerau–Levenshtein with adjacent swaps) in code points; texts longer
 * than 64 code points are far from everything (returns 64). For "did you mean". */
int text_distance(struct text a, struct text b);
/* The nearest of `count` candidates, or -1 when none is near enough to be a likely slip of the pen. */
int text_nearest(struct text word, const char *const *candidates, size_t count);

#endif
