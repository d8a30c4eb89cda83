#include "cli/unit_name.h"

#include "base/i18n.h"
#include "core/sheet.h"
#include "store/people.h"

/* "矿/一队" is called "一队", and is not called "队". */
static bool is_called(struct text path, struct text name)
{
    return path.len > name.len && path.at[path.len - name.len - 1] == '/' &&
           text_equal(text_from(path, path.len - name.len), name);
}

/* The unit called so that `path` is, or lies within; empty: none. */
static struct text unit_called(struct text path, struct text name)
{
    for (size_t end = 0; end <= path.len; end++)
        if ((end == path.len || path.at[end] == '/') && is_called(text_make(path.at, end), name))
            return text_make(path.at, end);
    return text_make(path.at, 0);
}

bool unit_name_settle(const struct text *paths, size_t count, struct text *name, struct err *err)
{
    struct text found = {"", 0};
    for (size_t i = 0; i < count; i++)
        if (unit_is_within(paths[i], *name))
            return true;
    for (size_t i = 0; i < count; i++) {
        struct text unit = unit_called(paths[i], *name);
        if (found.len && unit.len && !text_equal(unit, found))
            return err_set(err, ERR_INVALID, _("several units are called %.*s: %.*s and %.*s; name the path"),
                           TEXT_ARG(*name), TEXT_ARG(found), TEXT_ARG(unit));
        if (unit.len)
            found = unit;
    }
    if (found.len)
        *name = found;
    return true;
}

bool unit_name_settle_known(struct store *store, struct arena *arena, struct text *name, struct err *err)
{
    struct known_person *people;
    size_t count;
    if (name->len == 0)
        return true;
    if (!person_list_known(store, arena, &people, &count, err))
        return false;
    struct text *paths = arena_array(arena, count, sizeof *paths);
    for (size_t i = 0; i < count; i++)
        paths[i] = people[i].person.unit;
    return unit_name_settle(paths, count, name, err);
}
