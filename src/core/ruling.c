#include "core/ruling.h"

#include "base/i18n.h"

static const struct {
    const char *name, *label;
} KINDS[RULING_KINDS] = {
    [RULING_KEY] = {"key", N_("another key")},
    [RULING_ALL] = {"all", N_("full mark for everybody")},
    [RULING_REMOVE] = {"remove", N_("item removed")},
    [RULING_CREDIT] = {"credit", N_("another rule of credit")},
    [RULING_UPHOLD] = {"uphold", N_("as it was at first")},
};

const char *ruling_kind_name(enum ruling_kind kind)
{
    return KINDS[kind].name;
}

const char *ruling_kind_label(enum ruling_kind kind)
{
    return KINDS[kind].label;
}

bool ruling_kind_from_name(struct text name, enum ruling_kind *out)
{
    for (int i = 0; i < RULING_KINDS; i++)
        if (text_equal(name, text_of(KINDS[i].name))) {
            *out = (enum ruling_kind)i;
            return true;
        }
    return false;
}

void ruling_add_keys(const struct ruling *ruling, const struct item *item, struct buf *out)
{
    for (int i = 0; i < ruling->key_count; i++) {
        buf_add_string(out, i ? _(" or ") : "");
        buf_add_text(out, item ? response_for_people(item, ruling->keys[i]) : ruling->keys[i]);
    }
}

static void key_sentence(const struct ruling *ruling, const struct item *item, struct buf *out)
{
    struct buf keys = BUF_EMPTY;
    ruling_add_keys(ruling, item, &keys);
    buf_addf(out, _("%.*s: the key is %s"), TEXT_ARG(ruling->id), buf_string(&keys));
    buf_finish(&keys);
}

static void section_sentence(const struct ruling *ruling, struct buf *out)
{
    if (ruling->kind == RULING_CREDIT)
        buf_addf(out, _("section %d: credit by the rule %s"), ruling->section + 1,
                 credit_name(ruling->credit));
    else
        buf_addf(out, _("section %d: credit as the sheet has it"), ruling->section + 1);
}

void ruling_sentence(const struct ruling *ruling, const struct item *item, struct buf *out)
{
    if (ruling->id.len == 0)
        section_sentence(ruling, out);
    else if (ruling->kind == RULING_KEY)
        key_sentence(ruling, item, out);
    else if (ruling->kind == RULING_ALL)
        buf_addf(out, _("%.*s: full mark for everybody who had it"), TEXT_ARG(ruling->id));
    else if (ruling->kind == RULING_REMOVE)
        buf_addf(out, _("%.*s: removed; the other items of its section carry its marks"),
                 TEXT_ARG(ruling->id));
    else
        buf_addf(out, _("%.*s: as the bank has it"), TEXT_ARG(ruling->id));
}

const struct ruling *rulings_of_item(const struct rulings *rulings, struct text bank, struct text id)
{
    for (int i = rulings ? rulings->count - 1 : -1; i >= 0; i--) {
        const struct ruling *ruling = &rulings->at[i];
        if (text_equal(ruling->id, id) && text_equal(ruling->bank, bank))
            return ruling->kind == RULING_UPHOLD ? NULL : ruling;
    }
    return NULL;
}

enum credit rulings_credit(const struct rulings *rulings, int section, enum credit otherwise)
{
    for (int i = rulings ? rulings->count - 1 : -1; i >= 0; i--) {
        const struct ruling *ruling = &rulings->at[i];
        if (ruling->section == section && ruling->id.len == 0)
            return ruling->kind == RULING_CREDIT ? ruling->credit : otherwise;
    }
    return otherwise;
}

static bool check_keys(const struct ruling *ruling, const struct item *item, struct err *err)
{
    if (item->kind == ITEM_SHORT)
        return err_set(err, ERR_INVALID, _("an answer in words has no key; its markers decide"));
    if (ruling->key_count < 1 || ruling->key_count > RULING_MAX_KEYS)
        return err_set(err, ERR_INVALID, _("give 1 to %d keys"), RULING_MAX_KEYS);
    struct arena arena = ARENA_EMPTY;
    bool ok = true;
    for (int i = 0; ok && i < ruling->key_count; i++) {
        struct response response;
        ok = response_parse(item, ruling->keys[i], &arena, &response, err);
        if (ok && !response.given)
            ok = err_set(err, ERR_INVALID, _("a key cannot be empty"));
    }
    arena_finish(&arena);
    return ok;
}

bool ruling_check_item(const struct ruling *ruling, const struct item *item, struct err *err)
{
    if (item->kind == ITEM_CASE)
        return err_set(err, ERR_INVALID, _("name one question of the case ‘%.*s’"), TEXT_ARG(item->id));
    return ruling->kind != RULING_KEY || check_keys(ruling, item, err);
}
