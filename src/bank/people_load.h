/* People files (people.csv): RFC 4180, UTF-8 with or without BOM, or GBK. biwu-people(5). */
#ifndef BIWU_BANK_PEOPLE_LOAD_H
#define BIWU_BANK_PEOPLE_LOAD_H

#include "base/diag.h"
#include "core/sheet.h"

#define PEOPLE_MAX_FILE ((size_t)64 << 20)

struct person_row {
    struct person person;
    struct text pin; /* empty: none given (keeps the one there is) */
    int line;
};

struct people_file {
    const struct person_row *rows; /* in file order, numbers unique */
    size_t count;
};

/* As bank_load. Header names in English or Chinese, in any order; number and name are required columns. GBK
 * is recognised when the file is not valid UTF-8 but valid GBK (GB18030). */
bool people_load(struct text source, const char *file, struct arena *arena, struct diags *diags,
                 struct people_file *out);

/* The file's text in UTF-8, as the findings' lines and columns count it, for diags_render: the source itself
 * or a conversion in the arena. */
struct text people_source(struct text source, struct arena *arena);

/* Responses taken on paper or orally: number,item,response[,seconds] (工号,题号,答案[,秒]). */
struct response_row {
    struct text number, item, response;
    int64_t seconds; /* -1: not given */
    int line;
};
struct response_file {
    const struct response_row *rows;
    size_t count;
};
bool responses_load(struct text source, const char *file, struct arena *arena, struct diags *diags,
                    struct response_file *out);

#endif
