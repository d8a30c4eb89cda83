#include "core/response.h"

#include "base/i18n.h"

#include <assert.h>

/* Writing responses; core/response_parse.c reads them. */

static void add_letter(struct buf *out, int option)
{
    buf_add_char(out, (char)('A' + option));
}

static void format_letters(const struct item *item, const struct response *response, struct buf *out)
{
    for (int i = 0; i < item->option_count; i++)
        if (response->chosen >> i & 1)
            add_letter(out, i);
}

static void format_truefalse(const struct item *item, const struct response *response, struct buf *out)
{
    (void)item;
    buf_add_char(out, response->chosen & 1 ? 'T' : 'F');
}

static void format_blanks(const struct item *item, const struct response *response, struct buf *out)
{
    size_t typed = 0;
    for (int i = 0; i < item->blank_count; i++)
        typed += response->blanks[i].len;
    if (typed == 0)
        return;
    for (int i = 0; i < item->blank_count; i++) {
        if (i > 0)
            buf_add_char(out, '|');
        struct text entry = response->blanks[i];
        for (size_t k = 0; k < entry.len; k++) {
            if (entry.at[k] == '|' || entry.at[k] == '\\')
                buf_add_char(out, '\\');
            buf_add_char(out, entry.at[k]);
        }
    }
}

static void format_number(const struct item *item, const struct response *response, struct buf *out)
{
    (void)item;
    char digits[DECIMAL_TEXT_SIZE];
    buf_add_string(out, decimal_format(response->number, digits));
}

static void format_order(const struct item *item, const struct response *response, struct buf *out)
{
    for (int i = 0; i < item->option_count; i++)
        add_letter(out, response->order[i]);
}

/* Appends `number` (from 1) and, when something stands before it already, the space that parts the two. */
static void add_number(struct buf *out, size_t start, int number)
{
    if (out->len > start)
        buf_add_char(out, ' ');
    buf_add_int(out, number);
}

static void format_match(const struct item *item, const struct response *response, struct buf *out)
{
    size_t start = out->len;
    for (int i = 0; i < item->left_count; i++)
        if (response->right_of[i] != RESPONSE_NO_RIGHT) {
            add_number(out, start, i + 1);
            add_letter(out, response->right_of[i]);
        }
}

static void format_spot(const struct item *item, const struct response *response, struct buf *out)
{
    size_t start = out->len;
    for (int i = 0; i < item->option_count; i++)
        if (response->chosen >> i & 1)
            add_number(out, start, i + 1);
}

static void format_words(const struct item *item, const struct response *response, struct buf *out)
{
    (void)item;
    buf_add_text(out, response->words);
}

typedef void format_function(const struct item *item, const struct response *response, struct buf *out);

static format_function *const FORMATS[ITEM_KINDS] = {
    [ITEM_SINGLE] = format_letters, [ITEM_MULTIPLE] = format_letters, [ITEM_TRUEFALSE] = format_truefalse,
    [ITEM_BLANK] = format_blanks,   [ITEM_NUMERIC] = format_number,   [ITEM_ORDER] = format_order,
    [ITEM_MATCH] = format_match,    [ITEM_SPOT] = format_spot,        [ITEM_SHORT] = format_words,
};

void response_format(const struct item *item, const struct response *response, struct buf *out)
{
    assert(item->kind != ITEM_CASE);
    if (response->given)
        FORMATS[item->kind](item, response, out);
}

void response_format_key(const struct item *item, struct buf *out)
{
    struct response key = {.given = true, .chosen = item->key, .number = item->number};
    for (int i = 0; i < item->blank_count; i++)
        key.blanks[i] = item->blanks[i].accepted[0];
    for (int i = 0; i < item->left_count; i++)
        key.right_of[i] = item->right_of[i];
    if (item->kind == ITEM_ORDER)
        for (int i = 0; i < item->option_count; i++)
            key.order[i] = (uint8_t)i;
    if (item->kind == ITEM_SHORT) {
        for (int i = 0; i < item->point_count; i++) {
            buf_add_string(out, i ? "\n" : "");
            buf_add_text(out, item->points[i].text);
        }
        return;
    }
    response_format(item, &key, out);
}

struct text response_for_people(const struct item *item, struct text form)
{
    if (item->kind == ITEM_TRUEFALSE && text_is(form, "T"))
        return text_of(_("Right"));
    if (item->kind == ITEM_TRUEFALSE && text_is(form, "F"))
        return text_of(_("Wrong"));
    return form;
}
