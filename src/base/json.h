/* Writing JSON (RFC 8259) into a buffer. Reading is done with jansson where it is needed. */
#ifndef BIWU_BASE_JSON_H
#define BIWU_BASE_JSON_H

#include "base/buf.h"

/* Appends t as a JSON string with its quotes. t is valid UTF-8. */
void json_add_text(struct buf *out, struct text t);

/* Members: each appends a comma when the last character is neither '{' nor '[' nor ':', then the member.
 * `name` is a plain ASCII literal. */
void json_add_name(struct buf *out, const char *name); /* "name": */
void json_add_member(struct buf *out, const char *name, struct text value);
void json_add_member_int(struct buf *out, const char *name, int64_t value);
void json_add_member_bool(struct buf *out, const char *name, bool value);
/* The comma before the next element of an array, where one is needed. */
void json_add_comma(struct buf *out);

#endif
