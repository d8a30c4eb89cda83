/* What the fuzz targets share. */
#ifndef BIWU_TESTS_FUZZ_H
#define BIWU_TESTS_FUZZ_H

#include "base/diag.h"
#include "base/unicode.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* As assert, in every build. */
#define must(condition) ((condition) ? (void)0 : fail(#condition, __FILE__, __LINE__))

static inline void fail(const char *condition, const char *file, int line)
{
    fprintf(stderr, "%s:%d: %s does not hold\n", file, line, condition);
    abort();
}

static inline bool is_sound(struct text t, size_t max)
{
    return t.len <= max && utf8_find_invalid(t) < 0 && !utf8_has_controls(t, "\n");
}

/* Every finding says something, in UTF-8, and stands in the file; rendering all of them works. */
static inline void check_findings(struct diags *diags, struct text source)
{
    diags_sort(diags);
    for (size_t i = 0; i < diags->count; i++) {
        const struct diag *diag = &diags->list[i];
        must(diag->message.len > 0 && utf8_find_invalid(diag->message) < 0);
        must(utf8_find_invalid(diag->hint) < 0);
        must(diag->span.line >= 0 && diag->span.column >= 0);
        must(diag->span.line <= (int)source.len + 1 && diag->span.column <= (int)source.len + 1);
    }
    struct buf out = BUF_EMPTY;
    diags_render(diags, source, &out);
    must(utf8_find_invalid(buf_text(&out)) < 0);
    buf_finish(&out);
}

#endif
