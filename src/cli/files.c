#include "cli/files.h"

#include "base/file.h"

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

static bool load_bank(struct text source, const char *path, struct arena *arena, struct diags *diags,
                      void *into)
{
    return bank_load(source, path, arena, diags, into);
}

const struct file_kind file_kind_bank = {.limit = BANK_MAX_FILE, .load = load_bank};

bool files_load(const char *path, const struct file_kind *kind, struct arena *arena, void *into,
                struct findings *findings)
{
    struct err err = ERR_NONE;
    struct buf source = BUF_EMPTY;
    struct diags diags = DIAGS_EMPTY;
    bool readable = file_read(path, kind->limit, &source, &err);
    bool ok = readable && kind->load(buf_text(&source), path, arena, &diags, into);
    if (!readable)
        command_failed(&err);
    diags_sort(&diags);
    files_print_findings(&diags, kind->shown ? kind->shown(buf_text(&source), arena) : buf_text(&source));
    if (findings) {
        findings->errors += diags.errors + !readable;
        findings->warnings += diags.warnings;
    }
    diags_finish(&diags);
    buf_finish(&source);
    return ok;
}
