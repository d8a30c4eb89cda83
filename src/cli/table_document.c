#include "cli/table_document.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "cli/tables/tables.h"
#include "cli/unit_name.h"
#include "store/store.h"

/* ---- The head of the document ---------------------------------------------------------------------------
 */

enum { HEAD_LINES = 8 };

static void add_line(struct document_head *head, struct text *lines, struct text line)
{
    lines[head->line_count++] = line;
}

/* What was asked for, in words: whoever holds the paper sees what it leaves out. */
static void make_head(const struct table_request *request, struct arena *arena, struct document_head *head)
{
    struct text *lines = arena_array(arena, HEAD_LINES, sizeof *lines);
    const struct table_kind *kind = table_kind_find(request->name);
    char from[CLOCK_TEXT_SIZE] = "…", to[CLOCK_TEXT_SIZE] = "…";
    head->lines = lines;
    head->title = text_of(kind ? _(kind->label) : "");
    if (request->event_count) {
        struct buf codes = BUF_EMPTY;
        for (int i = 0; i < request->event_count; i++)
            buf_addf(&codes, "%s%.*s", i ? _(", ") : "", TEXT_ARG(request->events[i]));
        add_line(head, lines, arena_textf(arena, _("Events: %s"), buf_string(&codes)));
        buf_finish(&codes);
    }
    if (request->from)
        clock_format_minute(request->from, from);
    if (request->to)
        clock_format_minute(request->to, to);
    if (request->from || request->to)
        add_line(head, lines, arena_textf(arena, _("Period: %s to %s (the end not included)"), from, to));
    if (request->unit.len)
        add_line(head, lines, arena_textf(arena, _("Unit: %.*s and below"), TEXT_ARG(request->unit)));
    if (request->post.len)
        add_line(head, lines, arena_textf(arena, _("Post: %.*s"), TEXT_ARG(request->post)));
    if (request->number.len)
        add_line(head, lines, arena_textf(arena, _("Person: %.*s"), TEXT_ARG(request->number)));
    if (request->pass != PASS_ANY)
        add_line(head, lines,
                 text_of(request->pass == PASS_PASSED ? _("Only those who passed")
                                                      : _("Only those who did not pass")));
    if (request->depth)
        add_line(head, lines, arena_textf(arena, _("Units to a depth of %d"), request->depth));
}

bool table_document_write(const struct cli *cli, struct store *store, const struct document_output *output,
                          const struct table_request *request, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct document_printing printing = {.cli = cli, .store = store, .output = output, .arena = &arena};
    struct table_request settled = *request;
    bool ok = store_begin_read(store, err) && unit_name_settle_known(store, &arena, &settled.unit, err);
    if (ok) {
        make_head(&settled, &arena, &printing.head);
        ok = tables_build(store, &settled, &arena, document_print, &printing, err);
    }
    ok = document_close(printing.document, ok, err);
    store_rollback(store);
    arena_finish(&arena);
    return ok;
}
