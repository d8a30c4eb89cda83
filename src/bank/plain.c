#include "bank/plain.h"

#include "base/unicode.h"

#include <endian.h>

/* The three-byte character at `at`; 0 when there is none. */
static unsigned three_bytes(struct text t, size_t at)
{
    const unsigned char *p = (const unsigned char *)t.at + at;
    if ((p[0] & 0xF0) != 0xE0 || t.len - at < 3)
        return 0;
    return (p[0] & 0x0FU) << 12 | (p[1] & 0x3FU) << 6 | (p[2] & 0x3FU);
}

/* Characters that have no decomposition, do not compose with what stands before them and are no controls. */
static bool is_plain(unsigned c)
{
    if (c >= 0x4000)
        return c <= 0x9FFF || (c >= 0xFF01 && c <= 0xFF5E);
    if (c >= 0x3000)
        return c < 0x302A;
    return (c >= 0x2010 && c <= 0x2027) || (c >= 0x2030 && c <= 0x205E);
}

/* Looks at eight bytes at once: the number of bytes before the first that is neither printable ASCII, nor
 * part of a character from U+4000 to U+9FFF (which begin with 0xE4 to 0xE9), nor the rest of a character that
 * began before; 8 when there is none. The arithmetic works on the low seven bits of each byte, so no byte
 * disturbs its neighbour; the top bit of each holds the answer. */
static size_t count_common(const char *at)
{
    const uint64_t each = UINT64_C(0x0101010101010101), top = each * 0x80;
    uint64_t word;
    memcpy(&word, at, sizeof word);
    word = le64toh(word);
    uint64_t low = word & ~top, ascii = ~word & top;
    uint64_t control = ~(low + each * (0x80 - 0x20)) | (low + each * (0x80 - 0x7F));
    uint64_t lead = low + each * (0x80 - 0x40);
    uint64_t common_lead = (low + each * (0x80 - 0x64)) & ~(low + each * (0x80 - 0x6A));
    uint64_t other = (ascii & control) | (word & top & lead & ~common_lead);
    return other ? (size_t)__builtin_ctzll(other) / 8 : 8;
}

bool plain_text(struct text t)
{
    size_t at = 0;
    while (t.len - at >= 8) {
        size_t common = count_common(t.at + at);
        at += common;
        if (common == 8)
            continue;
        if ((unsigned char)t.at[at] < 0x80 || !is_plain(three_bytes(t, at)))
            return false;
        at += 3;
    }
    while (at < t.len) {
        unsigned char lead = (unsigned char)t.at[at];
        bool ascii = lead < 0x80, within = lead >= 0x80 && lead < 0xC0;
        if (ascii ? lead < ' ' || lead == 0x7F : !within && !is_plain(three_bytes(t, at)))
            return false;
        at += ascii || within ? 1 : 3;
    }
    return true;
}

static uint64_t mix(uint64_t hash, unsigned c)
{
    return (hash ^ c) * UINT64_C(0x9E3779B97F4A7C15);
}

/* The folded form of a character that folds to one character by itself; 0 for all others and for spaces. */
static unsigned fold_one(struct text t, size_t at, size_t *step)
{
    unsigned char lead = (unsigned char)t.at[at];
    if (lead < 0x80) {
        *step = 1;
        if (lead >= 'A' && lead <= 'Z')
            return lead + 32U;
        return lead > ' ' && lead < 0x7F ? lead : 0;
    }
    *step = 3;
    unsigned c = three_bytes(t, at);
    if (c >= 0x4E00 && c <= 0x9FFF)
        return c;
    if (c >= 0xFF01 && c <= 0xFF5E) {
        c -= 0xFEE0;
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
    return (c >= 0x3001 && c < 0x302A) || (c >= 0x2018 && c <= 0x201F) ? c : 0;
}

static bool quick_hash(struct text t, uint64_t *hash)
{
    const unsigned char *p = (const unsigned char *)t.at;
    size_t step;
    for (size_t at = 0; at < t.len; at += step) {
        unsigned c;
        if (p[at] >= 0xE5 && p[at] <= 0xE9 && t.len - at >= 3) {
            c = (p[at] & 0x0FU) << 12 | (p[at + 1] & 0x3FU) << 6 | (p[at + 2] & 0x3FU);
            step = 3;
        } else {
            c = fold_one(t, at, &step);
        }
        if (c == 0)
            return false;
        *hash = mix(*hash, c);
    }
    return true;
}

uint64_t plain_fold_hash(struct arena *scratch, struct text t)
{
    uint64_t hash = 0;
    if (quick_hash(t, &hash))
        return hash;
    arena_clear(scratch);
    struct text folded = utf8_fold(scratch, t);
    hash = 0;
    if (quick_hash(folded, &hash))
        return hash;
    /* Folding changes nothing any more: what is left by fold_one goes in as it is. */
    hash = 0;
    for (size_t i = 0; i < folded.len; i++)
        hash = mix(hash, (unsigned char)folded.at[i]);
    return hash;
}

bool plain_fold_equal(struct arena *scratch, struct text a, uint64_t hash_a, struct text b, uint64_t hash_b)
{
    if (hash_a != hash_b)
        return false;
    arena_clear(scratch);
    return text_equal(utf8_fold(scratch, a), utf8_fold(scratch, b));
}

struct text plain_half_width(struct arena *arena, struct text t)
{
    size_t first = 0;
    while (first < t.len && (unsigned char)t.at[first] < 0xE3)
        first++;
    if (first == t.len)
        return t;
    char *out = arena_alloc(arena, t.len + 1);
    size_t len = 0;
    for (size_t at = 0; at < t.len;) {
        unsigned c = three_bytes(t, at);
        if (c == 0x3000 || (c >= 0xFF01 && c <= 0xFF5E)) {
            out[len++] = c == 0x3000 ? ' ' : (char)(c - 0xFEE0);
            at += 3;
        } else {
            out[len++] = t.at[at++];
        }
    }
    return text_make(out, len);
}
