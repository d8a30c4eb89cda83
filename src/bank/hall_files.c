#include "bank/hall_files.h"

#include "base/i18n.h"
#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static bool is_yaml(const char *name)
{
    const char *dot = strrchr(name, '.');
    return name[0] != '.' && dot && (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0);
}

/* Whether opening or reading it could wait for ever, and its reader with it. */
static bool is_endless(DIR *directory, const char *name)
{
    struct stat st;
    if (fstatat(dirfd(directory), name, &st, 0) != 0)
        return false;
    return S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode) || S_ISCHR(st.st_mode) || S_ISBLK(st.st_mode);
}

static int compare_texts(const void *a, const void *b)
{
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

bool hall_yaml_files(const char *hall, const char *sub, struct arena *arena, struct text **out, size_t *count,
                     struct err *err)
{
    char path[PATH_MAX];
    *out = NULL;
    *count = 0;
    if (snprintf(path, sizeof path, "%s/%s", hall, sub) >= (int)sizeof path)
        return err_set(err, ERR_INVALID, _("the path %s is too long"), hall);
    DIR *directory = opendir(path);
    if (!directory)
        return errno == ENOENT || err_set_errno(err, _("cannot open %s"), path);
    size_t capacity = 0;
    struct text *list = NULL;
    for (struct dirent *entry; (entry = readdir(directory));) {
        if (!is_yaml(entry->d_name) || is_endless(directory, entry->d_name))
            continue;
        list = xgrow(list, &capacity, *count + 1, sizeof *list);
        list[(*count)++] = arena_textf(arena, "%s/%s", sub, entry->d_name);
    }
    closedir(directory);
    *out = arena_array(arena, *count, sizeof **out);
    if (*count)
        memcpy(*out, list, *count * sizeof *list);
    free(list);
    qsort(*out, *count, sizeof **out, compare_texts);
    return true;
}
