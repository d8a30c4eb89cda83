/* The YAML files of a hall's directory. */
#ifndef BIWU_BANK_HALL_FILES_H
#define BIWU_BANK_HALL_FILES_H

#include "base/arena.h"
#include "base/err.h"

/* The files of HALL/`sub` that end in .yaml or .yml and do not start with a dot, in byte order, as "sub/name"
 * in `arena`. A missing directory holds none; pipes, sockets and devices are left out. */
bool hall_yaml_files(const char *hall, const char *sub, struct arena *arena, struct text **out, size_t *count,
                     struct err *err);

#endif
