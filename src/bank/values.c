#include "bank/values.h"

#include "bank/plain.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"

#include <stdlib.h>

const struct text_rule rule_line = {ITEM_MAX_TEXT, "", true};
const struct text_rule rule_note = {ITEM_MAX_TEXT, "", false};
const struct text_rule rule_paragraph = {ITEM_MAX_TEXT, "\n", false};
const struct text_rule rule_passage = {ITEM_MAX_TEXT, "\n", true};
const struct text_rule rule_short = {256, "", true};

bool value_is_text(struct reader *reader, const struct node *node)
{
    if (node->kind == NODE_TEXT)
        return true;
    if (node->kind == NODE_LIST)
        diags_error(reader->diags, reader_span(reader, node->place),
                    _("a list stands where a single value is expected"));
    if (node->kind == NODE_MAP)
        diags_error(reader->diags, reader_span(reader, node->place),
                    _("a mapping stands where a single value is expected"));
    if (node->kind != NODE_REFUSED)
        diags_hint(reader->diags, _("put a text that begins with [ or {, or holds a colon, in quotes"));
    return false;
}

bool value_is_list(struct reader *reader, const struct node *node, const char *expected)
{
    if (node->kind != NODE_LIST && node->kind != NODE_REFUSED)
        diags_error(reader->diags, reader_span(reader, node->place), "%s", _(expected));
    return node->kind == NODE_LIST;
}

static bool complain_controls(const struct reader *reader, const struct node *node, struct text t)
{
    struct span span = reader_span(reader, node->place);
    if (memchr(t.at, '\t', t.len))
        diags_error(reader->diags, span, _("this text holds a tab"));
    else if (memchr(t.at, '\n', t.len))
        diags_error(reader->diags, span, _("this text must be on one line"));
    else
        diags_error(reader->diags, span, _("this text holds a control or invisible formatting character"));
    diags_hint(reader->diags, _("delete it, or write a space"));
    return false;
}

/* Whether a text can have white space at its ends: its first and last byte tell in most cases. */
static bool may_need_trim(struct text t)
{
    unsigned char first = (unsigned char)t.at[0], last = (unsigned char)t.at[t.len - 1];
    return first <= ' ' || first == 0xE3 || last <= ' ' || last == 0x80;
}

bool value_text(struct reader *reader, const struct node *node, const struct text_rule *rule,
                struct text *out)
{
    if (!value_is_text(reader, node))
        return false;
    struct text t = node->text;
    if (t.len && may_need_trim(t))
        t = text_trim(t);
    if (t.len == 0 && rule->required) {
        diags_error(reader->diags, reader_span(reader, node->place), _("the value is empty"));
        return false;
    }
    if (t.len > rule->max) {
        diags_error(reader->diags, reader_span(reader, node->place),
                    _("this text has %zu bytes; at most %zu are allowed"), t.len, rule->max);
        return false;
    }
    if (plain_text(t)) {
        *out = reader_keep(reader, t);
        return true;
    }
    if (utf8_has_controls(t, rule->controls))
        return complain_controls(reader, node, t);
    struct text composed = utf8_nfc(reader->arena, t);
    *out = composed.at == t.at ? reader_keep(reader, t) : composed;
    return true;
}

bool value_piece(struct reader *reader, const struct node *node, const struct text_rule *rule,
                 struct piece *out)
{
    out->place = node->place;
    bool ok = value_text(reader, node, rule, &out->text);
    out->plain = ok && node->plain && out->text.len == node->text.len;
    return ok;
}

bool value_narrow(struct reader *reader, const struct node *node, struct text *out)
{
    if (!value_is_text(reader, node))
        return false;
    arena_clear(&reader->scratch);
    *out = text_trim(plain_half_width(&reader->scratch, node->text));
    if (out->len > 0)
        return true;
    diags_error(reader->diags, reader_span(reader, node->place), _("the value is empty"));
    return false;
}

bool value_int(struct reader *reader, const struct node *node, int min, int max, int *out)
{
    struct text t;
    int64_t n;
    if (!value_narrow(reader, node, &t))
        return false;
    if (text_to_int(t, min, max, &n)) {
        *out = (int)n;
        return true;
    }
    diags_error(reader->diags, reader_span(reader, node->place),
                _("expected a whole number from %d to %d, found “%.*s”"), min, max, TEXT_ARG(text_shown(t)));
    return false;
}

bool value_decimal(struct reader *reader, const struct node *node, struct decimal *out)
{
    struct text t;
    if (!value_narrow(reader, node, &t))
        return false;
    if (decimal_parse(t, out))
        return true;
    diags_error(reader->diags, reader_span(reader, node->place), _("expected a number, found “%.*s”"),
                TEXT_ARG(text_shown(t)));
    diags_hint(reader->diags, _("write digits with at most one point, without units or thousands commas"));
    return false;
}

bool value_mark(struct reader *reader, const struct node *node, mark_t *out)
{
    struct text t;
    if (!value_narrow(reader, node, &t))
        return false;
    if (mark_parse(t, out) && *out >= 0)
        return true;
    diags_error(reader->diags, reader_span(reader, node->place),
                _("expected a number of marks from 0 to 1000000 with at most four decimals, found “%.*s”"),
                TEXT_ARG(text_shown(t)));
    return false;
}

static bool find_exactly(const struct choices *choices, struct text word, int *out)
{
    for (int i = 0; i < choices->count; i++)
        for (int k = 0; k < CHOICE_NAMES && choices->list[i].names[k].len; k++)
            if (text_equal(choices->list[i].names[k], word)) {
                *out = choices->list[i].value;
                return true;
            }
    return false;
}

bool choice_find(struct reader *reader, const struct choices *choices, struct text word, int *out)
{
    if (find_exactly(choices, word, out))
        return true;
    if (word.len > 256)
        return false;
    arena_clear(&reader->scratch);
    return find_exactly(choices, utf8_fold(&reader->scratch, word), out);
}

static void hint_choices(const struct reader *reader, const struct choices *choices, struct text word)
{
    const char *names[128];
    size_t count = 0;
    if (reader_only_counts(reader))
        return;
    struct buf known = BUF_EMPTY;
    for (int i = 0; i < choices->count; i++) {
        buf_addf(&known, "%s%s", i ? ", " : "", text_name_like(choices->list[i].names, word).at);
        for (int k = 0; k < CHOICE_NAMES && choices->list[i].names[k].len && count < COUNT_OF(names); k++)
            names[count++] = choices->list[i].names[k].at;
    }
    int nearest = text_nearest(word, names, count);
    if (nearest >= 0)
        diags_hint(reader->diags, _("did you mean “%s”?"), names[nearest]);
    else
        diags_hint(reader->diags, _("known here: %s"), buf_string(&known));
    buf_finish(&known);
}

bool value_choice(struct reader *reader, const struct node *node, const struct choices *choices, int *out)
{
    if (!value_is_text(reader, node))
        return false;
    if (choice_find(reader, choices, node->text, out))
        return true;
    struct span span = reader_span(reader, node->place);
    if (node->text.len == 0)
        diags_error(reader->diags, span, _("the value is empty"));
    else
        diags_error(reader->diags, span, _("“%.*s” is not known here"), TEXT_ARG(text_shown(node->text)));
    hint_choices(reader, choices, node->text);
    return false;
}

bool value_bool(struct reader *reader, const struct node *node, bool *out)
{
    int value;
    if (!value_choice(reader, node, &choices_bool, &value))
        return false;
    *out = value != 0;
    return true;
}

bool value_kind(struct reader *reader, const struct node *node, enum item_kind *out)
{
    int value;
    if (!value_choice(reader, node, &choices_kind, &value))
        return false;
    *out = (enum item_kind)value;
    return true;
}
