/* Findings as text, for tests of the loaders: one a line, "LINE:COLUMN+LENGTH: message", warnings with a '?'
 * before the message, in the order of their places. */
#ifndef BIWU_TESTS_UNIT_FINDINGS_H
#define BIWU_TESTS_UNIT_FINDINGS_H

#include "base/diag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* What a loader works with; made anew for each file. */
struct loading_place {
    struct arena arena;
    struct diags diags;
};

static inline struct loading_place loading_place(void)
{
    return (struct loading_place){ARENA_EMPTY, DIAGS_EMPTY};
}

static inline void loading_place_finish(struct loading_place *place)
{
    diags_finish(&place->diags);
    arena_finish(&place->arena);
}

static inline void assert_findings(struct diags *diags, const char *expected)
{
    struct buf found = BUF_EMPTY;
    diags_sort(diags);
    for (size_t i = 0; i < diags->count; i++) {
        const struct diag *diag = &diags->list[i];
        buf_addf(&found, "%d:%d+%d: %s%.*s\n", diag->span.line, diag->span.column, diag->span.length,
                 diag->severity == SEVERITY_WARNING ? "? " : "", TEXT_ARG(diag->message));
    }
    assert_string_equal(buf_string(&found), expected);
    buf_finish(&found);
}

/* The hint of the finding that stands first. */
static inline void assert_first_hint(struct diags *diags, const char *expected)
{
    diags_sort(diags);
    assert_true(diags->count > 0);
    struct buf hint = BUF_EMPTY;
    buf_add_text(&hint, diags->list[0].hint);
    assert_string_equal(buf_string(&hint), expected);
    buf_finish(&hint);
}

static inline void assert_text(struct text t, const char *expected)
{
    struct buf copy = BUF_EMPTY;
    buf_add_text(&copy, t);
    assert_string_equal(buf_string(&copy), expected);
    buf_finish(&copy);
}

#endif
