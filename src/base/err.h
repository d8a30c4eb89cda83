/* An operation that failed, said to a person. */
#ifndef BIWU_BASE_ERR_H
#define BIWU_BASE_ERR_H

#include <stdbool.h>

/* What kind of failure, for callers that react differently; most only show the message. */
enum err_kind {
    ERR_FAILED,    /* anything else: input/output, a library's refusal */
    ERR_NOT_FOUND, /* what was named does not exist */
    ERR_INVALID,   /* what was given is wrong */
    ERR_BUSY,      /* someone else holds it; trying again may help */
    ERR_DAMAGED,   /* stored data contradict themselves */
};

/* Filled by a function that failed; untouched on success. The message is translated and ends without a
 * full stop or newline. */
struct err {
    enum err_kind kind;
    char message[480];
};

#define ERR_NONE                                                                                             \
    {                                                                                                        \
        ERR_FAILED, ""                                                                                       \
    }

/* Both return false, so that `return err_set(…)` ends a bool function. `err` may be NULL (the caller does
 * not care). */
bool err_set(struct err *err, enum err_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Appends ": " and what errno means, in the user's language. */
bool err_set_errno(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
