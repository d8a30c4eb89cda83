#include "core/item.h"

#include "base/i18n.h"

static const struct {
    const char *name, *label;
} KINDS[ITEM_KINDS] = {
    [ITEM_SINGLE] = {"single", N_("single choice")},
    [ITEM_MULTIPLE] = {"multiple", N_("multiple choice")},
    [ITEM_TRUEFALSE] = {"truefalse", N_("true or false")},
    [ITEM_BLANK] = {"blank", N_("fill in the blanks")},
    [ITEM_NUMERIC] = {"numeric", N_("calculation")},
    [ITEM_ORDER] = {"order", N_("put in order")},
    [ITEM_MATCH] = {"match", N_("matching")},
    [ITEM_SPOT] = {"spot", N_("find the errors")},
    [ITEM_SHORT] = {"short", N_("short answer")},
    [ITEM_CASE] = {"case", N_("case")},
};

const char *item_kind_name(enum item_kind kind)
{
    return KINDS[kind].name;
}

const char *item_kind_label(enum item_kind kind)
{
    return KINDS[kind].label;
}

bool item_kind_from_name(struct text name, enum item_kind *out)
{
    for (int i = 0; i < ITEM_KINDS; i++)
        if (text_is(name, KINDS[i].name)) {
            *out = (enum item_kind)i;
            return true;
        }
    return false;
}

bool is_code_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

bool text_is_code(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (!is_code_byte(t.at[i]))
            return false;
    return t.len > 0;
}

int item_count_blanks(struct text stem)
{
    int count = 0;
    for (size_t at = 0; at < stem.len;) {
        size_t run = 0;
        while (at + run < stem.len && stem.at[at + run] == '_')
            run++;
        count += run >= 2;
        at += run ? run : 1;
    }
    return count;
}
