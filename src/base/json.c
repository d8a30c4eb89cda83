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

void json_add_text(struct buf *out, struct text t)
{
    buf_add_char(out, '"');
    size_t start = 0;
    for (size_t i = 0; i < t.len; i++)
        if (needs_escape((unsigned char)t.at[i])) {
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
    buf_add_char(out, '"');
    buf_add_string(out, name);
    buf_add(out, "\":", 2);
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
