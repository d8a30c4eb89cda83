/* Hands every file of the directories named to a fuzz target, without libFuzzer. */
#include "fuzz.h"

#include "base/file.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>

static void replay(const char *path)
{
    enum { INPUT_MAX = 16 << 20 };
    struct buf input = BUF_EMPTY;
    struct err err = ERR_NONE;
    if (!file_read(path, INPUT_MAX, &input, &err)) {
        fprintf(stderr, "%s\n", err.message);
        exit(1);
    }
    /* A block of the exact size, so that a sanitizer sees a read beyond it. */
    uint8_t *exact = malloc(input.len ? input.len : 1);
    if (!exact)
        exit(1);
    memcpy(exact, buf_string(&input), input.len);
    LLVMFuzzerTestOneInput(exact, input.len);
    free(exact);
    buf_finish(&input);
}

int main(int argc, char **argv)
{
    int count = 0;
    for (int i = 1; i < argc; i++) {
        DIR *directory = opendir(argv[i]);
        if (!directory) {
            perror(argv[i]);
            return 1;
        }
        for (struct dirent *entry; (entry = readdir(directory));) {
            char path[PATH_MAX];
            if (entry->d_name[0] == '.' ||
                snprintf(path, sizeof path, "%s/%s", argv[i], entry->d_name) >= (int)sizeof path)
                continue;
            replay(path);
            count++;
        }
        closedir(directory);
    }
    printf("%d inputs\n", count);
    return count == 0;
}
