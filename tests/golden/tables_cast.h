/* A hall of made-up tables behind the administrator's screens. */
#ifndef BIWU_TESTS_GOLDEN_TABLES_CAST_H
#define BIWU_TESTS_GOLDEN_TABLES_CAST_H

#include "terminal.h"

#include "tui/tables/port.h"

struct tables_cast {
    struct tables_port port;
    size_t people;       /* rows of scores */
    bool news;           /* results have come in */
    const char *refusal; /* the next table cannot be read for this reason; NULL: it can */
    int loads;           /* how many were asked for */
    struct buf asked;    /* the request asked for last, in one line */
    struct buf saved;    /* likewise, of the file asked for last */
};

/* A terminal that begins with the events, which have been read. */
void tables_cast_open(struct tables_cast *cast, struct terminal *terminal, size_t people);
void tables_cast_close(struct tables_cast *cast, struct terminal *terminal);
/* From the events to a table of the first one: "1" scores, "2" units, "3" missing … */
void tables_cast_show(struct terminal *terminal, const char *number);

#endif
