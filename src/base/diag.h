/* What is wrong with a user's file: many findings, each with its place, collected while reading goes on. */
#ifndef BIWU_BASE_DIAG_H
#define BIWU_BASE_DIAG_H

#include "base/arena.h"
#include "base/buf.h"

/* A place in a file. Line and column count from 1, columns in characters; 0 means "the file as a whole". */
struct span {
    const char *file; /* as the user named it; outlives the diags */
    int line;
    int column;
    int length; /* characters to underline; 0 counts as 1 */
};

enum severity { SEVERITY_ERROR, SEVERITY_WARNING };

struct diag {
    enum severity severity;
    struct span span;
    struct text message; /* translated, one line */
    struct text hint;    /* translated; may be empty: what to do about it */
};

/* More findings than this in one collection are counted, not kept. */
enum { DIAGS_MAX = 200 };

struct diags {
    struct arena arena;
    struct diag *list; /* in the order added */
    size_t count;      /* kept */
    size_t capacity;
    size_t errors;   /* found, kept or not */
    size_t warnings; /* likewise */
};

#define DIAGS_EMPTY                                                                                          \
    {                                                                                                        \
        ARENA_EMPTY, NULL, 0, 0, 0, 0                                                                        \
    }

void diags_finish(struct diags *diags);
/* Adds a finding; the message is formatted now. */
void diags_error(struct diags *diags, struct span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void diags_warning(struct diags *diags, struct span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Gives the finding added last its hint (kept only when that finding was kept). */
void diags_hint(struct diags *diags, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Orders the findings by file, line and column; stable. */
void diags_sort(struct diags *diags);

/* Appends "file:line:column: error: message", the source line, a caret placed by display width, and the
 * hint. `source` is the file's text (to find the line) or empty. Control characters are shown as '?', long
 * lines are cut around the caret. */
void diag_render(const struct diag *diag, struct text source, struct buf *out);
/* Renders all findings of one file whose text is `source`, and a line for those not kept. */
void diags_render(const struct diags *diags, struct text source, struct buf *out);

#endif
