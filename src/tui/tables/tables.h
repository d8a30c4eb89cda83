/* The administrator's screens: events → tables → one table with its charts, notes and rows. They work over
 * app.options->tables (port.h) and never talk to a hub. Texts given are copied but where said otherwise. */
#ifndef BIWU_TUI_TABLES_TABLES_H
#define BIWU_TUI_TABLES_TABLES_H

#include "tui/app/app.h"
#include "tui/tables/port.h"

/* The events of the hall. */
struct screen *tables_home_create(struct app *app);
/* The tables that can be made of `events` (none: of all of the hall). `about` says in words which. */
struct screen *tables_menu_create(struct app *app, const struct text *events, int count, bool tests,
                                  struct text about);

/* What is left out of a table. */
struct tables_filter {
    char unit[240], post[120];
    char from[24], to[24]; /* as typed: days, or times */
    int64_t since, until;  /* the same as a request has them; 0: open */
    int pass;              /* as in a request */
};
/* Whether anything is left out. */
bool tables_filter_is_on(const struct tables_filter *filter);
/* Asks what to leave out. Changes *filter, which outlives it, and answers the screen below
 * (QUESTION_FILTER, choice 0), or goes without (choice -1). */
struct screen *tables_filter_create(struct app *app, struct tables_filter *filter);

/* One table. Reads it after having been drawn. */
struct screen *tables_table_create(struct app *app, const struct table_request *request, struct text about,
                                   const struct tables_filter *filter);

/* Which file to write; answers QUESTION_EXPORT, choice = enum tables_format. */
struct screen *tables_export_create(struct app *app);
/* The charts of a page, which outlives it. */
struct screen *tables_charts_create(struct app *app, const struct table_page *page);
/* Something to read: lines with labels, and lines without. */
struct screen *tables_reader_create(struct app *app, const char *title);
void tables_reader_add(struct screen *reader, struct text label, struct text text);

enum { QUESTION_FILTER = 60, QUESTION_EXPORT };

static inline const struct tables_port *tables_port_of(const struct screen *screen)
{
    return screen->app->options->tables;
}

extern const struct binding tables_home_keys[], tables_menu_keys[], tables_table_keys[], tables_filter_keys[],
    tables_export_keys[], tables_charts_keys[], tables_reader_keys[];

#endif
