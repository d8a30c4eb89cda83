/* The tables that an administrator pulls, made from the database: for `biwu table` and for the
 * administrator's section of the terminal. */
#ifndef BIWU_CLI_TABLES_TABLES_H
#define BIWU_CLI_TABLES_TABLES_H

#include "core/table.h"
#include "store/store.h"

struct table_kind {
    const char *name;  /* "scores" */
    const char *label; /* English msgid: 成绩表 */
    bool many_events;  /* takes several events side by side */
    bool no_event;     /* can be made without naming any: of all tests of the period */
    bool tests_only;   /* not of contests, panels and series */
    bool families;     /* names families of series instead of events */
    bool by_person;    /* can have a row a person instead of a unit or an event */
};
/* scores units missing sections topics papers ledger champions, and those of statistics; NULL: no such table.
 */
const struct table_kind *table_kind_find(struct text name);
const struct table_kind *table_kinds(size_t *count);

/* Whether there are the unit, the post and the person that the request is about: ERR_NOT_FOUND otherwise,
 * said for a person with what there is instead. The store is inside a read transaction. tables_build does the
 * same. */
bool tables_check_people(struct store *store, const struct table_request *request, struct arena *arena,
                         struct err *err);

/* Takes over the page, and finishes it. Texts live in the arena given to tables_build; but those of `papers`
 * when no single number is asked for live during the call only, so that any number of papers takes the memory
 * of one. */
typedef bool table_taker(void *context, struct table_page *page, struct err *err);

/* Makes the pages of what is asked for and hands them over, one by one: one, but of `papers` one a person.
 * The store is inside a read transaction. Fails with ERR_NOT_FOUND (event, unit, column) or ERR_INVALID, said
 * for a person with what there is instead. An empty table is no failure. */
bool tables_build(struct store *store, const struct table_request *request, struct arena *arena,
                  table_taker *take, void *context, struct err *err);

#endif
