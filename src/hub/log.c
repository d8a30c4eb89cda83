#include "hub/log.h"

#include "base/clock.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

static void write_whole(const struct buf *line)
{
    /* One write, so that lines of several processes in one file stay whole. A lost log line is no reason to
     * stop. */
    ssize_t written = write(STDERR_FILENO, buf_string(line), line->len);
    (void)written;
}

void log_line(const char *format, ...)
{
    char when[CLOCK_TEXT_SIZE], message[2000];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    for (char *c = message; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7F)
            *c = '?';
    struct buf line = BUF_EMPTY;
    buf_addf(&line, "%s %s\n", clock_format(clock_wall_ms(), when), message);
    write_whole(&line);
    buf_finish(&line);
}

void log_findings(const struct diags *diags, struct text source)
{
    struct buf rendered = BUF_EMPTY;
    diags_render(diags, source, &rendered);
    write_whole(&rendered);
    buf_finish(&rendered);
}
