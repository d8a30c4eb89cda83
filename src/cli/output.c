#include "cli/output.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "cli/hall.h"
#include "store/journal.h"

#include <assert.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* 0 where it cannot be told. */
static int terminal_width(void)
{
    struct winsize size;
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col;
}

bool table_output_parse(struct table_output *output, const struct option_spec *more, size_t count, int *argc,
                        char **argv, struct err *err)
{
    const char *format = "table";
    *output = (struct table_output){TABLE_TEXT, NULL};
    struct option_spec specs[10] = {
        {"--format", 'f', NULL, &format},
        {"--output", 'o', NULL, &output->path},
    };
    assert(count <= 8);
    for (size_t i = 0; i < count; i++)
        specs[2 + i] = more[i];
    if (!options_parse(specs, 2 + count, argc, argv, err))
        return false;
    if (!table_format_from_name(format, &output->format))
        return err_set(err, ERR_INVALID, _("there is no format %s; there are table, csv and json"), format);
    return output->format <= TABLE_JSON ||
           err_set(err, ERR_INVALID,
                   _("this list is printed as table, csv or json; `biwu table` makes documents as %s"),
                   format);
}

bool table_output_write(const struct table_output *output, const struct table *table, struct err *err)
{
    struct buf out = BUF_EMPTY;
    table_write(table, output->format, output->path ? 0 : terminal_width(), &out);
    bool ok = true;
    if (output->path)
        ok = file_write(output->path, buf_text(&out), 0644, err);
    else if (out.len && fwrite(out.at, 1, out.len, stdout) != out.len)
        ok = err_set_errno(err, _("the output could not be written"));
    buf_finish(&out);
    return ok;
}

/* ---- Documents ----------------------------------------------------------------------------------------- */

/* What the end of a file's name says; a table where it says nothing. */
static enum table_format format_of_path(const char *path)
{
    static const struct {
        const char *end;
        enum table_format format;
    } ends[] = {{".csv", TABLE_CSV},
                {".json", TABLE_JSON},
                {".xlsx", TABLE_XLSX},
                {".html", TABLE_HTML},
                {".htm", TABLE_HTML}};
    size_t len = path ? strlen(path) : 0;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t own = strlen(ends[i].end);
        if (len > own && strcasecmp(path + len - own, ends[i].end) == 0)
            return ends[i].format;
    }
    return TABLE_TEXT;
}

static bool refuse_terminal(const struct document_output *output, struct err *err)
{
    if (output->format == TABLE_XLSX && !output->path && isatty(STDOUT_FILENO))
        return err_set(err, ERR_INVALID,
                       _("a spreadsheet cannot be shown on a terminal; name a file with -o FILE.xlsx"));
    return true;
}

bool document_output_parse(struct document_output *output, const struct option_spec *more, size_t count,
                           int *argc, char **argv, struct err *err)
{
    const char *format = NULL;
    *output = (struct document_output){.format = TABLE_TEXT};
    struct option_spec specs[4 + DOCUMENT_MAX_OPTIONS] = {
        {"--format", 'f', NULL, &format},
        {"--output", 'o', NULL, &output->path},
        {"--headings", 0, &output->headings, NULL},
        {"--sign", 0, &output->sign, NULL},
    };
    assert(count <= DOCUMENT_MAX_OPTIONS);
    for (size_t i = 0; i < count; i++)
        specs[4 + i] = more[i];
    if (!options_parse(specs, 4 + count, argc, argv, err))
        return false;
    if (!format)
        output->format = format_of_path(output->path);
    else if (!table_format_from_name(format, &output->format))
        return err_set(err, ERR_INVALID,
                       _("there is no format %s; there are table, csv, json, xlsx and html"), format);
    return refuse_terminal(output, err);
}

/* The hall's name and whether it is a rehearsal. */
static bool fill_hall(const struct cli *cli, struct document_head *head, struct arena *arena, struct err *err)
{
    char directory[HALL_PATH_MAX];
    struct hall hall;
    if (!hall_find(cli, directory, err) || !hall_read(directory, arena, &hall, err))
        return false;
    head->hall = hall.name;
    head->rehearsal = hall.rehearsal;
    return true;
}

struct document *document_open(const struct cli *cli, struct store *store,
                               const struct document_output *output, struct document_head *head,
                               struct arena *arena, struct err *err)
{
    head->made_at = clock_wall_ms();
    head->sign = output->sign;
    head->headings = output->headings;
    if (!fill_hall(cli, head, arena, err) || !journal_head(store, &head->head_seq, &head->head, err))
        return NULL;
    struct document *document = document_begin(head, output->format, output->path, err);
    if (document && !output->path)
        document_set_width(document, terminal_width());
    return document;
}

bool document_take(void *document, struct table_page *page, struct err *err)
{
    bool ok = document_page(document, page, err);
    table_page_finish(page);
    return ok;
}

bool document_print(void *context, struct table_page *page, struct err *err)
{
    struct document_printing *printing = context;
    if (!printing->document)
        printing->document = document_open(printing->cli, printing->store, printing->output, &printing->head,
                                           printing->arena, err);
    if (!printing->document) {
        table_page_finish(page);
        return false;
    }
    return document_take(printing->document, page, err);
}

bool document_close(struct document *document, bool ok, struct err *err)
{
    if (document && ok)
        return document_end(document, err);
    document_drop(document);
    return false;
}

bool document_write(const struct cli *cli, struct store *store, const struct document_output *output,
                    struct document_head *head, const struct table_page *page, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct document *document = document_open(cli, store, output, head, &arena, err);
    bool ok = document && document_page(document, page, err);
    ok = document_close(document, ok, err);
    arena_finish(&arena);
    return ok;
}

bool document_write_table(const struct cli *cli, struct store *store, const struct document_output *output,
                          struct text title, const struct table *table, struct err *err)
{
    if (output->format <= TABLE_JSON) {
        struct table_output alone = {output->format, output->path};
        return table_output_write(&alone, table, err);
    }
    struct document_head head = {.title = title};
    struct table_page page = {.heading = title, .table = *table};
    return document_write(cli, store, output, &head, &page, err);
}
