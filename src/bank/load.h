/* Question-bank files (题库): YAML in, items out, every mistake said with its place. biwu-bank(5). */
#ifndef BIWU_BANK_LOAD_H
#define BIWU_BANK_LOAD_H

#include "base/diag.h"
#include "core/item.h"

/* A bank file may have this many bytes; libyaml and the items of the largest take a few times that. */
#define BANK_MAX_FILE ((size_t)128 << 20)

/* Reads a whole bank. `file` names it in the findings and outlives `diags`; `source` is its text. The bank's
 * texts and items are allocated in `arena` (they do not point into source). Returns false when `diags` got an
 * error; *out then holds what could be read and is not to be used. Never crashes, hangs or recurses without
 * bound, whatever the bytes. */
bool bank_load(struct text source, const char *file, struct arena *arena, struct diags *diags,
               struct bank *out);

/* What needs several banks: the same bank code in two files. `files[i]` is the file of banks[i]. */
void bank_check_together(const struct bank *banks, const char *const *files, size_t count,
                         struct diags *diags);

#endif
