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

/* The same for a file that is written piece by piece. The pieces go to a temporary file beside the target,
 * or straight into a device, a pipe or standard output. */
struct file_writer;
/* `path` NULL: standard output. `by_name`: the caller fills a file by its name (file_writer_name) instead of
 * adding pieces; it then stands elsewhere first even where the target is a device, a pipe or standard output.
 */
struct file_writer *file_writer_open(const char *path, unsigned mode, bool by_name, struct err *err);
/* The file to be filled, by_name only. */
const char *file_writer_name(const struct file_writer *writer);
bool file_writer_is_terminal(const struct file_writer *writer);
bool file_writer_add(struct file_writer *writer, struct text piece, struct err *err);
/* Fails, by_name only, unless there is room on the disk for a file of so many bytes; leaves it empty. */
bool file_writer_reserve(struct file_writer *writer, int64_t bytes, struct err *err);
/* Puts the file in the target's place; on failure nothing is left of it, and an older file stays. Frees the
 * writer. */
bool file_writer_end(struct file_writer *writer, struct err *err);
/* Gives it up. Accepts NULL. */
void file_writer_drop(struct file_writer *writer);

/* Like mkdir -p for one directory and its parents; existing directories are fine. */
bool file_make_dirs(const char *path, unsigned mode, struct err *err);

#endif
