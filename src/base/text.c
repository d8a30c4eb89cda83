#include "base/text.h"

#include "base/mem.h"

#include <unistr.h>

char *text_copy(struct text t)
{
    char *copy = xcalloc(t.len + 1, 1);
    if (t.len)
        memcpy(copy, t.at, t.len);
    return copy;
}

int text_compare(struct text a, struct text b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.at, b.at, shorter) : 0;
    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

bool text_starts_with(struct text t, struct text prefix)
{
    return t.len >= prefix.len && (prefix.len == 0 || memcmp(t.at, prefix.at, prefix.len) == 0);
}

struct text text_name_like(const struct text *names, struct text like)
{
    bool ascii = true;
    for (size_t i = 0; ascii && i < like.len; i++)
        ascii = (unsigned char)like.at[i] < 0x80;
    return ascii || names[1].len == 0 ? names[0] : names[1];
}

ptrdiff_t text_find(struct text t, struct text needle)
{
    if (needle.len == 0)
        return 0;
    if (t.len < needle.len)
        return -1;
    const char *hit = memmem(t.at, t.len, needle.at, needle.len);
    return hit ? hit - t.at : -1;
}

/* The length of a white-space character at the start of t, or 0. */
static size_t space_at_start(struct text t)
{
    if (t.len == 0)
        return 0;
    if (t.at[0] == ' ' || (t.at[0] >= '\t' && t.at[0] <= '\r'))
        return 1;
    return text_starts_with(t, (struct text)TEXT("\xE3\x80\x80")) ? 3 : 0;
}

static size_t space_at_end(struct text t)
{
    if (t.len >= 3 && memcmp(t.at + t.len - 3, "\xE3\x80\x80", 3) == 0)
        return 3;
    return t.len ? (space_at_start(text_from(t, t.len - 1)) == 1) : 0;
}

struct text text_trim(struct text t)
{
    size_t n;
    while ((n = space_at_start(t)) > 0)
        t = text_from(t, n);
    while ((n = space_at_end(t)) > 0)
        t.len -= n;
    return t;
}

struct text text_from(struct text t, size_t from)
{
    if (from > t.len)
        from = t.len;
    return (struct text){t.at ? t.at + from : NULL, t.len - from};
}

bool text_next(struct text *rest, char separator, struct text *part)
{
    if (!rest->at)
        return false;
    const char *hit = rest->len ? memchr(rest->at, separator, rest->len) : NULL;
    if (!hit) {
        *part = *rest;
        *rest = (struct text){NULL, 0};
        return true;
    }
    size_t len = (size_t)(hit - rest->at);
    *part = text_make(rest->at, len);
    *rest = text_from(*rest, len + 1);
    return true;
}

bool text_to_int(struct text t, int64_t min, int64_t max, int64_t *out)
{
    bool negative = t.len > 0 && t.at[0] == '-';
    t = text_from(t, negative);
    if (t.len == 0 || t.len > 18)
        return false;
    int64_t value = 0;
    for (size_t i = 0; i < t.len; i++) {
        if (t.at[i] < '0' || t.at[i] > '9')
            return false;
        value = value * 10 + (t.at[i] - '0');
    }
    value = negative ? -value : value;
    if (value < min || value > max)
        return false;
    *out = value;
    return true;
}

enum { DISTANCE_MAX = 64 };

/* Decodes up to DISTANCE_MAX code points; returns their number, or -1 when there are more. */
static int decode(struct text t, ucs4_t *out)
{
    int n = 0;
    size_t at = 0;
    while (at < t.len) {
        if (n == DISTANCE_MAX)
            return -1;
        int step = u8_mbtouc(&out[n++], (const uint8_t *)t.at + at, t.len - at);
        at += (size_t)(step > 0 ? step : 1);
    }
    return n;
}

static int smallest(int a, int b, int c)
{
    int least = a < b ? a : b;
    return least < c ? least : c;
}

int text_distance(struct text a, struct text b)
{
    ucs4_t x[DISTANCE_MAX], y[DISTANCE_MAX];
    int nx = decode(a, x), ny = decode(b, y);
    if (nx < 0 || ny < 0)
        return DISTANCE_MAX;
    int d[DISTANCE_MAX + 1][DISTANCE_MAX + 1];
    for (int i = 0; i <= nx; i++)
        d[i][0] = i;
    for (int j = 0; j <= ny; j++)
        d[0][j] = j;
    for (int i = 1; i <= nx; i++)
        for (int j = 1; j <= ny; j++) {
            int swap = x[i - 1] != y[j - 1];
            d[i][j] = smallest(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + swap);
            bool crossed = i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1];
            if (crossed && d[i - 2][j - 2] + 1 < d[i][j])
                d[i][j] = d[i - 2][j - 2] + 1;
        }
    return d[nx][ny];
}

int text_nearest(struct text word, const char *const *candidates, size_t count)
{
    int best = -1, best_distance = DISTANCE_MAX;
    for (size_t i = 0; i < count; i++) {
        int distance = text_distance(word, text_of(candidates[i]));
        if (distance < best_distance) {
            best_distance = distance;
            best = (int)i;
        }
    }
    ucs4_t scratch[DISTANCE_MAX];
    int length = decode(word, scratch);
    /* One slip in a short word, two in a longer one; a two-character Chinese word may differ in one. */
    int allowed = length >= 6 ? 2 : 1;
    return length > 1 && best_distance <= allowed ? best : -1;
}
