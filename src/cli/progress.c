#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

enum { WORTH_SHOWING = 200 };

void progress_show(long long done, long long total, const char *format)
{
    if (total <= WORTH_SHOWING || !isatty(STDERR_FILENO))
        return;
    fputc('\r', stderr);
    fprintf(stderr, format, done, total);
    if (done == total)
        fputc('\n', stderr);
}
