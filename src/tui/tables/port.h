/* The way to the hall's tables, as the administrator's screens see it: whoever opens the terminal program
 * gives it (cli, from the database), and the tests give a made-up one. Every call may take a while; the
 * screens say so before they call. */
#ifndef BIWU_TUI_TABLES_PORT_H
#define BIWU_TUI_TABLES_PORT_H

#include "base/err.h"
#include "core/table.h"

/* An event that tables can be made of. */
struct tables_event {
    struct text code, title;
    struct text kind, status; /* for people, translated: 测试, 进行中 */
    int64_t when;             /* wall ms of its first opening; 0: not yet */
    bool is_test;
};

/* A table that can be made. */
struct tables_kind {
    const char *name;  /* "scores" */
    const char *label; /* English msgid */
    /* Of how many events it can be made: of all, without naming any; of one; of several side by side. */
    bool of_all, of_one, of_many;
    bool by_person; /* it can also have a row a person */
    bool of_tests;  /* it cannot be made of contests, panels and series */
};

/* What was read. Texts and the array lie in the arena given; the tables themselves are owned: see
 * table_page_finish. */
struct tables_pages {
    struct table_page *pages;
    size_t count;
    size_t left_out; /* more pages than are shown here */
    int64_t head;    /* the journal's last entry when it was read */
};

/* More pages than this are not kept for the screen. */
enum { TABLES_MAX_PAGES = 40 };

enum tables_format { TABLES_XLSX, TABLES_HTML, TABLES_CSV, TABLES_JSON };

enum { TABLES_PATH_SIZE = 4096 };

struct tables_port {
    void *context;
    const char *hall; /* its name; lives as long as the port */
    bool rehearsal;
    /* The newest first. */
    bool (*events)(void *context, struct arena *arena, const struct tables_event **events, size_t *count,
                   struct err *err);
    const struct tables_kind *(*kinds)(void *context, size_t *count);
    bool (*load)(void *context, const struct table_request *request, struct arena *arena,
                 struct tables_pages *out, struct err *err);
    /* Writes a file of its own into the hall's directory of exports, and says which. */
    bool (*save)(void *context, const struct table_request *request, enum tables_format format,
                 char path[static TABLES_PATH_SIZE], struct err *err);
    /* Whether results have come in, or were changed, after the journal's entry `head`. Quick. */
    bool (*news)(void *context, int64_t head);
};

#endif
