#include "cli/files.h"

#include "base/i18n.h"

#include <stdio.h>

static bool files_of_hall(const struct cli *cli, const char *sub, struct arena *arena, const char ***paths,
                          size_t *count, struct err *err)
{
    char hall[HALL_PATH_MAX];
    struct text *names;
    if (!hall_find(cli, hall, err) || !hall_yaml_files(hall, sub, arena, &names, count, err))
        return false;
    *paths = arena_array(arena, *count, sizeof **paths);
    for (size_t i = 0; i < *count; i++)
        (*paths)[i] = arena_textf(arena, "%s/%.*s", hall, TEXT_ARG(names[i])).at;
    return true;
}

bool files_named(const struct cli *cli, int argc, char **argv, const char *sub, struct arena *arena,
                 const char ***paths, size_t *count, struct err *err)
{
    if (argc == 0)
        return files_of_hall(cli, sub, arena, paths, count, err);
    *count = (size_t)argc;
    *paths = arena_array(arena, *count, sizeof **paths);
    for (int i = 0; i < argc; i++)
        (*paths)[i] = argv[i];
    return true;
}

void files_print_findings(const struct diags *diags, struct text source)
{
    struct buf out = BUF_EMPTY;
    diags_render(diags, source, &out);
    fputs(buf_string(&out), stderr);
    buf_finish(&out);
}
