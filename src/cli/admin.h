/* The hall's tables for the administrator's screens (tui/tables/port.h), read from the database. */
#ifndef BIWU_CLI_ADMIN_H
#define BIWU_CLI_ADMIN_H

#include "cli/hall.h"
#include "tui/tables/port.h"

struct admin {
    const struct cli *cli;
    char hall[HALL_PATH_MAX];
    char name[256]; /* the hall's */
    bool rehearsal;
    struct store *store;       /* owned; read only */
    int64_t quiet;             /* entries up to this one are no news */
    struct tables_kind *kinds; /* owned */
    size_t kind_count;
};

/* Opens the hall. On failure there is nothing to finish. */
bool admin_open(struct admin *admin, const struct cli *cli, struct err *err);
void admin_close(struct admin *admin);
/* The port over it; lives as long as the admin. */
struct tables_port admin_port(struct admin *admin);

/* A name for a new file in HALL/exports: TABLE-EVENT-DATE.FORMAT, with -2, -3 … where there is such a file
 * already. The file is made, empty, so that nobody else takes the name. */
bool admin_new_export(const struct admin *admin, const struct table_request *request, const char *format,
                      int64_t wall_ms, char path[static TABLES_PATH_SIZE], struct err *err);

#endif
