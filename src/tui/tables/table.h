/* The inside of the table screen: what is asked for, what was read of it, what is under way. */
#ifndef BIWU_TUI_TABLES_TABLE_H
#define BIWU_TUI_TABLES_TABLE_H

#include "tui/tables/tables.h"
#include "tui/widgets/edit.h"
#include "tui/widgets/table_view.h"

/* What is done as soon as the screen has said that it is being done. */
enum table_work { TABLE_REST, TABLE_READING, TABLE_WRITING };

struct table_screen {
    struct screen screen;
    struct arena kept;            /* of the request */
    struct table_request request; /* without the filter */
    struct text about;            /* which events, in words */
    struct tables_filter filter;

    enum table_work work;
    enum tables_format format; /* of the file being written */
    bool failed;               /* the last reading did; `err` says why */
    struct err err;

    struct arena arena; /* of the pages */
    struct tables_pages pages;
    bool loaded;
    size_t page; /* the one shown */
    struct table_view view;
    bool news; /* results have come in since */
    int64_t next_look;

    bool searching;
    struct edit search;
};

enum {
    TABLE_MODE_TABLE = 1,
    TABLE_MODE_SEARCH = 2,
    TABLE_MODE_LEADS = 4,   /* Enter leads somewhere … */
    TABLE_MODE_ENDS = 128,  /* … or does not */
    TABLE_MODE_PAGES = 8,   /* there are several pages */
    TABLE_MODE_CHARTS = 16, /* the page has charts */
    TABLE_MODE_NOTES = 32,
    TABLE_MODE_PEOPLE = 64, /* rows may be people instead */
};
uint32_t table_screen_modes(const struct table_screen *table);

/* The page shown, NULL: none. */
const struct table_page *table_screen_page(const struct table_screen *table);
/* Whether papers are asked for and nobody is chosen: the scores are shown to choose from. */
bool table_screen_is_choosing(const struct table_screen *table);
/* Where the row under the cursor leads; empty: nowhere. */
struct text table_screen_lead(const struct table_screen *table);

/* Reads what is asked for; the cursor stays where it was as far as there still is such a place. */
void table_screen_read(struct table_screen *table);
/* Writes it to a file; the step tells which. */
struct step table_screen_write(struct table_screen *table);
/* Shows another page of those read. */
void table_screen_turn(struct table_screen *table);

/* What a key does. */
struct step table_screen_act(struct table_screen *table, const struct event *event);
/* Goes where the row leads, or shows it in full. */
struct step table_screen_enter(struct table_screen *table);

void table_screen_draw(struct screen *screen, struct canvas *canvas, struct rect rect);
/* "unit …, passed, from … to …" */
struct text table_screen_filter_text(const struct table_screen *table, struct arena *arena);

#endif
