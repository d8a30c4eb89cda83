/* Whole files. */
#ifndef BIWU_BASE_FILE_H
#define BIWU_BASE_FILE_H

#include "base/buf.h"
#include "base/err.h"

/* Reads a regular file (or a pipe) whole, appending to `out`; fails when it is larger than `limit` bytes,
 * without reading more than that. */
bool file_read(const char *path, size_t limit, struct buf *out, struct err *err);
/* Writes through a temporary file in the same directory, fsync and rename, so that a crash leaves the old
 * file or the new one; a link stays, and what it stands for is written. Devices and pipes are written into.
 * `mode` as for open(2). */
bool file_write(const char *path, struct text content, unsigned mode, struct err *err);
/* Like mkdir -p for one directory and its parents; existing directories are fine. */
bool file_make_dirs(const char *path, unsigned mode, struct err *err);

#endif
