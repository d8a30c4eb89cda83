#include "core/form.h"

#include "base/i18n.h"

/* How many forms are drawn to see whether drawing works out. */
enum { TRIAL_FORMS = 20 };

static bool check_section(const struct test_sheet *sheet, const struct section *section, struct err *err)
{
    if (section->draw < 0 || (section->draw == 0 && section->item_count == 0))
        return err_set(err, ERR_INVALID, _("section “%.*s” neither draws nor names any item"),
                       TEXT_ARG(section->title));
    if (mark_round(section->marks, sheet->decimals) != section->marks)
        return err_set(err, ERR_INVALID,
                       ngettext("the marks of section “%.*s” have more than %d decimal",
                                "the marks of section “%.*s” have more than %d decimals",
                                (unsigned long)sheet->decimals),
                       TEXT_ARG(section->title), sheet->decimals);
    return true;
}

static bool check_sum(const struct test_sheet *sheet, struct err *err)
{
    mark_t sum = 0;
    char is[MARK_TEXT_SIZE], should[MARK_TEXT_SIZE];
    for (int s = 0; s < sheet->section_count; s++) {
        const struct section *section = &sheet->sections[s];
        int items = section->item_count > 0 ? section->item_count : section->draw;
        sum += section->marks * items;
    }
    if (sum == sheet->full)
        return true;
    return err_set(err, ERR_INVALID, _("the sections come to %s marks, but the full mark is %s"),
                   mark_format(sum, is), mark_format(sheet->full, should));
}

bool form_check(const struct test_sheet *sheet, const struct pool *pool, struct err *err)
{
    for (int s = 0; s < sheet->section_count; s++)
        if (!check_section(sheet, &sheet->sections[s], err))
            return false;
    if (!check_sum(sheet, err))
        return false;
    struct arena arena = ARENA_EMPTY;
    bool ok = true;
    for (int i = 1; ok && i <= TRIAL_FORMS; i++) {
        struct form form;
        struct text subject = arena_textf(&arena, "trial#%d", i);
        ok = form_draw(sheet, pool, sheet->seed, subject, &arena, &form, err);
        arena_clear(&arena);
    }
    arena_finish(&arena);
    return ok;
}
