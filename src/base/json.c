#include "base/json.h"

static bool needs_escape(unsigned char c)
{
    return c < 0x20 || c == '"' || c == '\\' || c == 0x7F;
}

static void add_escaped(struct buf *out, unsigned char c)
{
    static const char names[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    for (size_t i = 0; i + 1 < sizeof names; i += 2)
        if ((unsigned char)names[i] == c) {
            buf_add_char(out, '\\');
            buf_add_char(out, names[i + 1]);
            return;
        }
    buf_addf(out, "\\u%04x", c);
}

/* Whether one of eight bytes is zero. */
static uint64_t has_zero(uint64_t bytes)
{
    return (bytes - UINT64_C(0x0101010101010101)) & ~bytes & UINT64_C(0x8080808080808080);
}

/* The first byte from `i` on that needs an escape, or t.len; eight at a time, since almost none does. */
static size_t next_escape(struct text t, size_t i)
{
    const uint64_t each = UINT64_C(0x0101010101010101);
    for (; i + 8 <= t.len; i += 8) {
        uint64_t bytes;
        memcpy(&bytes, t.at + i, sizeof bytes);
        uint64_t control = (bytes - each * 0x20) & ~bytes & (each * 0x80);
        if (control | has_zero(bytes ^ each * '"') | has_zero(bytes ^ each * '\\') |
            has_zero(bytes ^ each * 0x7F))
            break;
    }
    while (i < t.len && !needs_escape((unsigned char)t.at[i]))
        i++;
    return i;
}

void json_add_text(struct buf *out, struct text t)
{
    buf_add_char(out, '"');
    size_t start = 0;
    for (size_t i = next_escape(t, 0); i < t.len; i = next_escape(t, start)) {
        buf_add(out, t.at + start, i - start);
        add_escaped(out, (unsigned char)t.at[i]);
        start = i + 1;
    }
    if (t.len)
        buf_add(out, t.at + start, t.len - start);
    buf_add_char(out, '"');
}

void json_add_comma(struct buf *out)
{
    char last = out->len ? out->at[out->len - 1] : '[';
    if (last != '{' && last != '[' && last != ':')
        buf_add_char(out, ',');
}

void json_add_name(struct buf *out, const char *name)
{
    json_add_comma(out);
    json_add_text(out, text_of(name)); /* of tables, names may be a user's words */
    buf_add_char(out, ':');
}

void json_add_member(struct buf *out, const char *name, struct text value)
{
    json_add_name(out, name);
    json_add_text(out, value);
}

void json_add_member_int(struct buf *out, const char *name, int64_t value)
{
    json_add_name(out, name);
    buf_add_int(out, value);
}

void json_add_member_bool(struct buf *out, const char *name, bool value)
{
    json_add_name(out, name);
    buf_add_string(out, value ? "true" : "false");
}
