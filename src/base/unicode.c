#include "base/unicode.h"

#include "base/buf.h"
#include "base/mem.h"

#include <stdlib.h>
#include <unicase.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unilbrk.h>
#include <uninorm.h>
#include <unistr.h>
#include <uniwidth.h>

static const uint8_t *bytes(struct text t)
{
    return (const uint8_t *)t.at;
}

ptrdiff_t utf8_find_invalid(struct text t)
{
    if (t.len == 0)
        return -1;
    const uint8_t *bad = u8_check(bytes(t), t.len);
    return bad ? bad - bytes(t) : -1;
}

static size_t decode(struct text t, ucs4_t *c)
{
    if (t.len == 0)
        return 0;
    int n = u8_mbtoucr(c, bytes(t), t.len);
    if (n > 0)
        return (size_t)n;
    *c = 0xFFFD;
    return 1;
}

size_t utf8_step(struct text t)
{
    ucs4_t c;
    return decode(t, &c);
}

size_t utf8_encode(uint32_t c, char out[static 4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t len = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = len - 1; i > 0; i--, c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)((0xF00 >> len & 0xF0) | c);
    return len;
}

size_t utf8_step_back(struct text t)
{
    size_t n = 0;
    while (n < t.len && n < 4) {
        n++;
        if (((unsigned char)t.at[t.len - n] & 0xC0) != 0x80)
            break;
    }
    return utf8_step(text_from(t, t.len - n)) == n ? n : (t.len ? 1 : 0);
}

size_t utf8_count(struct text t)
{
    size_t count = 0;
    for (size_t at = 0; at < t.len; count++)
        at += utf8_step(text_from(t, at));
    return count;
}

size_t utf8_grapheme(struct text t)
{
    if (t.len == 0)
        return 0;
    if ((unsigned char)t.at[0] < 0x80 && (t.len == 1 || (unsigned char)t.at[1] < 0x80))
        return t.at[0] == '\r' && t.len > 1 && t.at[1] == '\n' ? 2 : 1;
    const uint8_t *next = u8_grapheme_next(bytes(t), bytes(t) + t.len);
    return next ? (size_t)(next - bytes(t)) : t.len;
}

size_t utf8_grapheme_back(struct text t)
{
    if (t.len == 0)
        return 0;
    const uint8_t *end = bytes(t) + t.len;
    const uint8_t *previous = u8_grapheme_prev(end, bytes(t));
    return previous ? (size_t)(end - previous) : t.len;
}

int utf8_width(struct text t)
{
    int width = 0;
    for (size_t at = 0; at < t.len;) {
        if ((unsigned char)t.at[at] < 0x80) {
            width += t.at[at] >= ' ' && t.at[at] != 0x7F;
            at++;
            continue;
        }
        ucs4_t c;
        at += decode(text_from(t, at), &c);
        int w = uc_width(c, "UTF-8");
        width += w > 0 ? w : 0;
    }
    return width;
}

/* Characters that reorder or hide what follows; shown raw they could make a diagnostic or a name lie. */
static bool is_bidi_control(ucs4_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
}

bool utf8_is_printable(struct text t)
{
    ucs4_t c;
    size_t step = decode(t, &c);
    if (step == 0 || (c == 0xFFFD && step == 1)) /* U+FFFD itself has three bytes */
        return false;
    return !uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cs |
                                                    UC_CATEGORY_MASK_Cn) &&
           !is_bidi_control(c) && c != 0x2028 && c != 0x2029;
}

bool utf8_has_controls(struct text t, const char *allowed)
{
    for (size_t at = 0; at < t.len;) {
        struct text rest = text_from(t, at);
        size_t step = utf8_step(rest);
        bool excused = step == 1 && rest.at[0] && strchr(allowed, rest.at[0]);
        if (!excused && !utf8_is_printable(text_make(rest.at, step)))
            return true;
        at += step;
    }
    return false;
}

struct text utf8_cut(struct text t, int width)
{
    size_t at = 0;
    int used = 0;
    while (at < t.len) {
        size_t step = utf8_grapheme(text_from(t, at));
        int w = utf8_width(text_make(t.at + at, step));
        if (used + w > width)
            break;
        used += w;
        at += step;
    }
    return text_make(t.at, at);
}

static bool is_ascii(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if ((unsigned char)t.at[i] >= 0x80)
            return false;
    return true;
}

/* Whether t surely is in NFC already: only ASCII, CJK ideographs, kana, and CJK or full-width punctuation
 * and forms, none of which composes or decomposes canonically. This keeps bank loading at libyaml's speed. */
static bool is_plainly_nfc(struct text t)
{
    for (size_t at = 0; at < t.len;) {
        unsigned char lead = (unsigned char)t.at[at];
        if (lead < 0x80) {
            at++;
            continue;
        }
        if (lead < 0xE3 || lead > 0xEF || at + 3 > t.len)
            return false;
        unsigned c = (unsigned)(lead & 0x0F) << 12 | ((unsigned)t.at[at + 1] & 0x3F) << 6 |
                     ((unsigned)t.at[at + 2] & 0x3F);
        bool plain =
            (c >= 0x3000 && c < 0x302A) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xFF01 && c <= 0xFF5E);
        if (!plain)
            return false;
        at += 3;
    }
    return true;
}

/* Copies what a libunistring function allocated into the arena. */
static struct text adopt(struct arena *arena, uint8_t *result, size_t len)
{
    if (!result)
        abort(); /* libunistring fails only for lack of memory */
    struct text copy = arena_text(arena, text_make((const char *)result, len));
    free(result);
    return copy;
}

struct text utf8_nfc(struct arena *arena, struct text t)
{
    if (is_plainly_nfc(t))
        return t;
    size_t len;
    uint8_t *result = u8_normalize(UNINORM_NFC, bytes(t), t.len, NULL, &len);
    return adopt(arena, result, len);
}

static bool is_wide_at_start(struct text t)
{
    ucs4_t c;
    return decode(t, &c) > 0 && uc_width(c, "UTF-8") == 2;
}

static bool is_wide_at_end(struct text t)
{
    size_t n = utf8_step_back(t);
    return n > 0 && is_wide_at_start(text_from(t, t.len - n));
}

static struct text squeeze_spaces(struct arena *arena, struct text t)
{
    struct buf out = BUF_EMPTY;
    bool pending = false;
    for (size_t at = 0; at < t.len;) {
        struct text rest = text_from(t, at);
        ucs4_t c;
        size_t step = decode(rest, &c);
        if (uc_is_property_white_space(c)) {
            pending = out.len > 0;
        } else {
            if (pending && !is_wide_at_end(buf_text(&out)) && !is_wide_at_start(rest))
                buf_add_char(&out, ' ');
            pending = false;
            buf_add(&out, rest.at, step);
        }
        at += step;
    }
    struct text copy = arena_text(arena, buf_text(&out));
    buf_finish(&out);
    return copy;
}

struct text utf8_fold(struct arena *arena, struct text t)
{
    if (t.len == 0)
        return t;
    size_t len;
    uint8_t *folded = u8_casefold(bytes(t), t.len, NULL, UNINORM_NFKC, NULL, &len);
    return squeeze_spaces(arena, adopt(arena, folded, len));
}

struct wrapping {
    struct arena *arena;
    struct text_line *lines;
    size_t count, capacity;
};

static void add_line(struct wrapping *w, struct text line)
{
    while (line.len && (line.at[line.len - 1] == ' ' || line.at[line.len - 1] == '\r'))
        line.len--;
    if (w->count == w->capacity) {
        size_t capacity = w->capacity ? w->capacity * 2 : 8;
        struct text_line *grown = arena_array(w->arena, capacity, sizeof *grown);
        if (w->count)
            memcpy(grown, w->lines, w->count * sizeof *grown);
        w->lines = grown;
        w->capacity = capacity;
    }
    w->lines[w->count++].text = line;
}

/* Adds `line` as one line, or as several when a single unbreakable piece is wider than `width`. */
static void add_cut(struct wrapping *w, struct text line, int width)
{
    while (utf8_width(line) > width) {
        struct text piece = utf8_cut(line, width);
        if (piece.len == 0) /* a cluster wider than the line: let it stick out */
            piece.len = utf8_grapheme(line);
        add_line(w, piece);
        line = text_from(line, piece.len);
    }
    add_line(w, line);
}

static void wrap_paragraph(struct wrapping *w, struct text t, int width)
{
    if (t.len == 0 || (is_ascii(t) && utf8_width(t) <= width)) {
        add_line(w, t);
        return;
    }
    char *breaks = xmalloc(t.len);
    u8_width_linebreaks(bytes(t), t.len, width, 0, 0, NULL, "UTF-8", breaks);
    size_t start = 0;
    for (size_t at = 1; at < t.len; at++)
        if (breaks[at] == UC_BREAK_POSSIBLE || breaks[at] == UC_BREAK_MANDATORY) {
            add_cut(w, text_make(t.at + start, at - start), width);
            start = at;
        }
    add_cut(w, text_from(t, start), width);
    free(breaks);
}

const struct text_line *utf8_wrap(struct arena *arena, struct text t, int width, size_t *count)
{
    struct wrapping w = {.arena = arena};
    struct text rest = t.at ? t : text_of("");
    struct text paragraph;
    while (text_next(&rest, '\n', &paragraph))
        wrap_paragraph(&w, paragraph, width);
    *count = w.count;
    return w.lines;
}
