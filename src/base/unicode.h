/* UTF-8 text as people see it: validity, width in terminal columns, line breaking, comparison forms. */
#ifndef BIWU_BASE_UNICODE_H
#define BIWU_BASE_UNICODE_H

#include "base/arena.h"
#include "base/text.h"

/* The offset of the first byte that is not valid UTF-8, or -1. */
ptrdiff_t utf8_find_invalid(struct text t);
/* Bytes of the first character (code point) of t; 1 for an invalid byte; 0 when t is empty. */
size_t utf8_step(struct text t);
/* Bytes of the last character of t; 0 when t is empty. */
size_t utf8_step_back(struct text t);
/* Writes a code point (up to U+10FFFF, no surrogate) as UTF-8 and returns how many bytes that took. */
size_t utf8_encode(uint32_t c, char out[static 4]);
/* Number of characters (code points). */
size_t utf8_count(struct text t);
/* Bytes of the first grapheme cluster (what a cursor steps over); 0 when t is empty. */
size_t utf8_grapheme(struct text t);
/* Bytes of the last grapheme cluster; 0 when t is empty. */
size_t utf8_grapheme_back(struct text t);
/* Terminal columns. East Asian ambiguous characters count 1; control characters 0. */
int utf8_width(struct text t);
/* Whether the character at the start of t is neither a control nor a bidi override nor unassigned. */
bool utf8_is_printable(struct text t);
/* Whether t holds a control character other than those in `allowed` (ASCII, e.g. "\n\t"). */
bool utf8_has_controls(struct text t, const char *allowed);
/* The longest prefix of whole grapheme clusters that is at most `width` columns wide. */
struct text utf8_cut(struct text t, int width);

/* Normalization form C; a copy in the arena (t itself when nothing changes). t is valid UTF-8. */
struct text utf8_nfc(struct arena *arena, struct text t);
/* The form in which a typed answer is compared: NFKC, case folded, white space runs to one space, none at
 * the ends and none between two characters of which one is CJK. t is valid UTF-8. */
struct text utf8_fold(struct arena *arena, struct text t);

/* One line of a wrapped text, without its newline and trailing spaces. */
struct text_line {
    struct text text;
};

/* Breaks t into lines at most `width` (≥ 2) columns wide by Unicode line breaking (UAX #14); what cannot be
 * broken is cut between grapheme clusters. Returns an arena array of *count lines that are views of t. An
 * empty t gives one empty line. */
const struct text_line *utf8_wrap(struct arena *arena, struct text t, int width, size_t *count);

#endif
