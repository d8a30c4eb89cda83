#include "core/response.h"

#include "base/i18n.h"
#include "base/unicode.h"

#include <assert.h>

/* What every kind's reader works on. */
struct reading {
    const struct item *item;
    struct text raw;    /* trimmed; never empty */
    struct text folded; /* the same in folded form: letters are a…z, full-width characters are ASCII */
    struct arena *arena;
    struct response *out;
    struct err *err;
};

static char last_letter(const struct item *item)
{
    return (char)('A' + item->option_count - 1);
}

/* Drops spaces and commas at the start. */
static void skip_separators(struct text *rest)
{
    static const struct text enumeration_comma = TEXT("、");
    for (;;) {
        if (rest->len && (rest->at[0] == ' ' || rest->at[0] == ','))
            *rest = text_from(*rest, 1);
        else if (text_starts_with(*rest, enumeration_comma))
            *rest = text_from(*rest, enumeration_comma.len);
        else
            return;
    }
}

/* Takes a letter that names an option; says what is wrong otherwise. */
static bool take_letter(const struct reading *r, struct text *rest, int *option)
{
    int i = rest->len ? rest->at[0] - 'a' : -1;
    if (i < 0 || i >= 26)
        return err_set(r->err, ERR_INVALID, _("answer with letters from A to %c"), last_letter(r->item));
    if (i >= r->item->option_count)
        return err_set(r->err, ERR_INVALID, _("there is no option %c; the last one is %c"), 'A' + i,
                       last_letter(r->item));
    *rest = text_from(*rest, 1);
    *option = i;
    return true;
}

/* Takes a number from 1 to `limit`. */
static bool take_number(const struct reading *r, struct text *rest, int limit, int *number)
{
    size_t digits = 0;
    while (digits < rest->len && rest->at[digits] >= '0' && rest->at[digits] <= '9')
        digits++;
    int64_t value;
    if (!text_to_int(text_make(rest->at, digits), 1, limit, &value))
        return err_set(r->err, ERR_INVALID, _("answer with numbers from 1 to %d"), limit);
    *rest = text_from(*rest, digits);
    *number = (int)value;
    return true;
}

static bool read_single(const struct reading *r)
{
    struct text rest = r->folded;
    int option = 0;
    if (!take_letter(r, &rest, &option))
        return false;
    if (rest.len > 0)
        return err_set(r->err, ERR_INVALID, _("choose one option only"));
    r->out->chosen = UINT32_C(1) << option;
    return true;
}

static bool read_multiple(const struct reading *r)
{
    struct text rest = r->folded;
    for (skip_separators(&rest); rest.len > 0; skip_separators(&rest)) {
        int option = 0;
        if (!take_letter(r, &rest, &option))
            return false;
        if (r->out->chosen >> option & 1)
            return err_set(r->err, ERR_INVALID, _("option %c is given twice"), 'A' + option);
        r->out->chosen |= UINT32_C(1) << option;
    }
    r->out->given = r->out->chosen != 0;
    return true;
}

static bool read_truefalse(const struct reading *r)
{
    static const struct {
        struct text word;
        bool truth;
    } words[] = {
        {TEXT("t"), true},      {TEXT("true"), true}, {TEXT("对"), true},    {TEXT("正确"), true},
        {TEXT("√"), true},      {TEXT("是"), true},   {TEXT("y"), true},     {TEXT("f"), false},
        {TEXT("false"), false}, {TEXT("错"), false},  {TEXT("错误"), false}, {TEXT("×"), false},
        {TEXT("否"), false},    {TEXT("n"), false},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_equal(r->folded, words[i].word)) {
            r->out->chosen = words[i].truth;
            return true;
        }
    return err_set(r->err, ERR_INVALID, _("answer T for true or F for false"));
}

/* Takes the next entry up to an unescaped '|', undoing the escapes. False when *rest is exhausted. */
static bool take_entry(struct text *rest, struct arena *arena, struct text *entry)
{
    if (!rest->at)
        return false;
    char *to = arena_alloc(arena, rest->len + 1);
    size_t len = 0, at = 0;
    while (at < rest->len && rest->at[at] != '|') {
        bool escaped = rest->at[at] == '\\' && at + 1 < rest->len &&
                       (rest->at[at + 1] == '|' || rest->at[at + 1] == '\\');
        at += escaped;
        to[len++] = rest->at[at++];
    }
    *entry = text_make(to, len);
    *rest = at < rest->len ? text_from(*rest, at + 1) : text_make(NULL, 0);
    return true;
}

static bool read_blanks(const struct reading *r)
{
    int wanted = r->item->blank_count, count = 0;
    size_t typed = 0;
    struct text rest = r->raw, entry;
    while (count <= wanted && take_entry(&rest, r->arena, &entry)) {
        if (count < wanted) {
            r->out->blanks[count] = text_trim(utf8_nfc(r->arena, entry));
            typed += r->out->blanks[count].len;
        }
        count++;
    }
    if (count != wanted)
        return err_set(r->err, ERR_INVALID,
                       ngettext("there is %d blank to fill; write one entry",
                                "there are %d blanks to fill; write one entry for each, with | between them",
                                (unsigned long)wanted),
                       wanted);
    r->out->given = typed > 0;
    return true;
}

static bool read_words(const struct reading *r)
{
    r->out->words = text_trim(utf8_nfc(r->arena, r->raw));
    return true;
}

/* Whether the commas in the integer part stand where thousands are parted: "1,234,567". Copies the text
 * without them. */
static bool drop_thousands(struct arena *arena, struct text t, struct text *out)
{
    char *to = arena_alloc(arena, t.len + 1);
    size_t len = 0, run = 0;
    bool parted = false, fraction = false;
    for (size_t i = 0; i < t.len; i++) {
        char c = t.at[i];
        bool digit = c >= '0' && c <= '9';
        if (!fraction && parted && !digit && run != 3)
            return false;
        if (c == ',') {
            if (fraction || run == 0 || run > 3)
                return false;
            parted = true;
            run = 0;
            continue;
        }
        fraction = fraction || c == '.';
        run += digit;
        to[len++] = c;
    }
    *out = text_make(to, len);
    return !parted || fraction || run == 3;
}

static bool ends_with(struct text t, struct text end)
{
    return t.len >= end.len && text_equal(text_from(t, t.len - end.len), end);
}

static bool read_numeric(const struct reading *r)
{
    static const struct text minus = TEXT("−"); /* U+2212, as printed */
    struct text t = r->folded;
    struct text unit = utf8_fold(r->arena, r->item->unit);
    if (unit.len > 0 && ends_with(t, unit))
        t = text_trim(text_make(t.at, t.len - unit.len));
    if (text_starts_with(t, minus))
        t = arena_textf(r->arena, "-%.*s", (int)(t.len - minus.len), t.at + minus.len);
    if (!drop_thousands(r->arena, t, &t) || !decimal_parse(t, &r->out->number))
        return err_set(r->err, ERR_INVALID, _("answer with a number, such as 12.5"));
    return true;
}

static bool read_order(const struct reading *r)
{
    struct text rest = r->folded;
    uint32_t seen = 0;
    int count = 0;
    for (skip_separators(&rest); rest.len > 0; skip_separators(&rest)) {
        int option = 0;
        if (!take_letter(r, &rest, &option))
            return false;
        if (seen >> option & 1)
            return err_set(r->err, ERR_INVALID, _("option %c is given twice"), 'A' + option);
        seen |= UINT32_C(1) << option;
        r->out->order[count++] = (uint8_t)option;
    }
    if (count != r->item->option_count)
        return err_set(r->err, ERR_INVALID, _("put all letters from A to %c in order"), last_letter(r->item));
    return true;
}

static bool read_match(const struct reading *r)
{
    struct text rest = r->folded;
    r->out->given = false;
    for (skip_separators(&rest); rest.len > 0; skip_separators(&rest)) {
        int left = 0, right = 0;
        if (!take_number(r, &rest, r->item->left_count, &left) || !take_letter(r, &rest, &right))
            return false;
        if (r->out->right_of[left - 1] != RESPONSE_NO_RIGHT)
            return err_set(r->err, ERR_INVALID, _("number %d is given twice"), left);
        r->out->right_of[left - 1] = (uint8_t)right;
        r->out->given = true;
    }
    return true;
}

static bool read_spot(const struct reading *r)
{
    struct text rest = r->folded;
    for (skip_separators(&rest); rest.len > 0; skip_separators(&rest)) {
        int segment = 0;
        if (!take_number(r, &rest, r->item->option_count, &segment))
            return false;
        if (r->out->chosen >> (segment - 1) & 1)
            return err_set(r->err, ERR_INVALID, _("number %d is given twice"), segment);
        r->out->chosen |= UINT32_C(1) << (segment - 1);
    }
    r->out->given = r->out->chosen != 0;
    return true;
}

typedef bool read_function(const struct reading *r);

static read_function *const READERS[ITEM_KINDS] = {
    [ITEM_SINGLE] = read_single, [ITEM_MULTIPLE] = read_multiple, [ITEM_TRUEFALSE] = read_truefalse,
    [ITEM_BLANK] = read_blanks,  [ITEM_NUMERIC] = read_numeric,   [ITEM_ORDER] = read_order,
    [ITEM_MATCH] = read_match,   [ITEM_SPOT] = read_spot,         [ITEM_SHORT] = read_words,
};

static bool is_clean(const struct item *item, struct text t, struct err *err)
{
    if (t.len > RESPONSE_MAX_TEXT)
        return err_set(err, ERR_INVALID, _("the answer is too long; at most %d bytes are taken"),
                       RESPONSE_MAX_TEXT);
    if (utf8_find_invalid(t) >= 0)
        return err_set(err, ERR_INVALID, _("the answer is not valid UTF-8 text"));
    if (utf8_has_controls(t, item->kind == ITEM_SHORT ? "\n\t" : "\t"))
        return err_set(err, ERR_INVALID, _("the answer holds control characters; type it without them"));
    return true;
}

bool response_parse(const struct item *item, struct text t, struct arena *arena, struct response *out,
                    struct err *err)
{
    assert(item->kind != ITEM_CASE);
    struct response response = {.given = true};
    memset(response.right_of, RESPONSE_NO_RIGHT, sizeof response.right_of);
    t = text_trim(t);
    if (!is_clean(item, t, err))
        return false;
    if (t.len == 0) {
        response.given = false;
        *out = response;
        return true;
    }
    struct reading r = {item, t, {NULL, 0}, arena, &response, err};
    if (item->kind != ITEM_BLANK && item->kind != ITEM_SHORT)
        r.folded = utf8_fold(arena, t);
    if (!READERS[item->kind](&r))
        return false;
    *out = response;
    return true;
}
