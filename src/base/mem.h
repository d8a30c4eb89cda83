/* Allocation that does not fail: out of memory aborts, after the terminal (if any) restored itself. */
#ifndef BIWU_BASE_MEM_H
#define BIWU_BASE_MEM_H

#include <stddef.h>

/* Like malloc, calloc, realloc and strdup; never NULL. The caller frees with free(). A size of 0 gives
 * a pointer that can be freed. On exhaustion they write one line to stderr and abort(). */
void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *old, size_t size);
char *xstrdup(const char *string);

/* Makes room for `need` elements of `size` bytes in a growing array: returns `array`, moved if necessary,
 * and updates *capacity (in elements). Grows by doubling. */
void *xgrow(void *array, size_t *capacity, size_t need, size_t size);

#define COUNT_OF(array) (sizeof(array) / sizeof(*(array)))

#endif
