/* What is wrong with a file that is not YAML, said in our words. Belongs to reader.c. */
#ifndef BIWU_BANK_READER_ERROR_H
#define BIWU_BANK_READER_ERROR_H

#include "bank/reader.h"

/* libyaml's account of its failure; lines and columns count from 0. */
struct reader_failure {
    bool in_bytes;       /* it could not make characters of the bytes */
    size_t offset;       /* in_bytes: where */
    const char *problem; /* libyaml's English; may be NULL */
    size_t line, column;
    size_t context_line, context_column; /* where what it was reading began */
};

void reader_report(const struct reader *reader, const struct reader_failure *failure);

/* Looks at the first bytes: UTF-16 and the like. Returns whether reading may begin. */
bool reader_check_encoding(const struct reader *reader);
/* Refuses %TAG directives before libyaml sees them: it compares each with all those before it. */
bool reader_check_directives(const struct reader *reader);

#endif
