/* The encodings that files of an office come in. */
#ifndef BIWU_BANK_ENCODING_H
#define BIWU_BANK_ENCODING_H

#include "base/buf.h"

/* Bytes of a UTF-8 byte order mark at the start of t: 3 or 0. */
size_t encoding_mark(struct text t);
/* Whether t, which is not valid UTF-8, is valid GB18030 (which GBK and GB2312 are part of). */
bool encoding_is_gb18030(struct text t);
/* Appends t in UTF-8; false when it is not valid GB18030 (what was appended then stays). */
bool encoding_from_gb18030(struct text t, struct buf *out);

#endif
