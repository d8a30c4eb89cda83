#include "cli/admin.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/table_document.h"
#include "cli/tables/tables.h"
#include "store/journal.h"
#include "store/marking.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- Events -------------------------------------------------------------------------------------------- */

static const char *status_label(enum event_status status)
{
    static const char *const labels[] = {[EVENT_DRAFT] = N_("not begun"),
                                         [EVENT_PREPARED] = N_("ready"),
                                         [EVENT_OPEN] = N_("going on"),
                                         [EVENT_CLOSED] = N_("closed")};
    return _(labels[status]);
}

static const char *kind_label(struct text word)
{
    enum event_kind kind;
    return event_kind_from_name(word, &kind) ? _(event_kind_label(kind)) : "?";
}

/* Newest first: what was never opened comes last, the later code first. */
static int compare_events(const void *left, const void *right)
{
    const struct tables_event *a = left, *b = right;
    if (a->when != b->when)
        return a->when < b->when ? 1 : -1;
    return -text_compare(a->code, b->code);
}

static bool list_events(void *context, struct arena *arena, const struct tables_event **events, size_t *count,
                        struct err *err)
{
    struct admin *admin = context;
    struct event_record *records;
    if (!event_list(admin->store, arena, &records, count, err))
        return false;
    struct tables_event *out = arena_array(arena, *count, sizeof *out);
    for (size_t i = 0; i < *count; i++)
        out[i] = (struct tables_event){.code = records[i].code,
                                       .title = records[i].title,
                                       .kind = text_of(kind_label(records[i].kind)),
                                       .status = text_of(status_label(records[i].status)),
                                       .when = records[i].opened_at,
                                       .is_test = text_is(records[i].kind, event_kind_name(EVENT_KIND_TEST))};
    qsort(out, *count, sizeof *out, compare_events);
    *events = out;
    return true;
}

/* ---- Tables -------------------------------------------------------------------------------------------- */

static const struct tables_kind *list_kinds(void *context, size_t *count)
{
    const struct admin *admin = context;
    *count = admin->kind_count;
    return admin->kinds;
}

struct taking {
    struct tables_pages *out;
    struct arena *arena; /* NULL: the pages' texts are there already */
};

static bool take_page(void *context, struct table_page *page, struct err *err)
{
    struct taking *taking = context;
    struct tables_pages *out = taking->out;
    (void)err;
    if (out->count == TABLES_MAX_PAGES) {
        out->left_out++;
        table_page_finish(page);
        return true;
    }
    if (taking->arena)
        table_page_keep(page, taking->arena);
    out->pages[out->count++] = *page;
    return true;
}

static void drop_pages(struct tables_pages *pages)
{
    for (size_t i = 0; i < pages->count; i++)
        table_page_finish(&pages->pages[i]);
    pages->count = 0;
}

static bool load(void *context, const struct table_request *request, struct arena *arena,
                 struct tables_pages *out, struct err *err)
{
    struct admin *admin = context;
    struct hash link;
    *out = (struct tables_pages){.pages = arena_array(arena, TABLES_MAX_PAGES, sizeof *out->pages)};
    struct taking taking = {out, text_is(request->name, "papers") ? arena : NULL};
    bool ok = store_begin_read(admin->store, err) && journal_head(admin->store, &out->head, &link, err) &&
              tables_build(admin->store, request, arena, take_page, &taking, err);
    store_rollback(admin->store);
    if (!ok)
        drop_pages(out);
    return ok;
}

/* ---- Files --------------------------------------------------------------------------------------------- */

static void add_name(struct buf *out, struct text part)
{
    for (size_t i = 0; i < part.len; i++) {
        char c = part.at[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                     (unsigned char)c >= 0x80;
        buf_add_char(out, plain ? c : '_');
    }
}

static void write_name(struct buf *out, const struct table_request *request, int64_t wall_ms)
{
    enum { DAY_LENGTH = 10 };
    char now[CLOCK_TEXT_SIZE];
    add_name(out, request->name);
    buf_add_char(out, '-');
    add_name(out, request->event_count ? request->events[0] : text_of("all"));
    if (request->event_count > 1)
        buf_addf(out, "+%d", request->event_count - 1);
    if (request->number.len) {
        buf_add_char(out, '-');
        add_name(out, request->number);
    }
    buf_addf(out, "-%.*s", DAY_LENGTH, clock_format(wall_ms, now));
}

static bool is_free(const char *path, bool *made, struct err *err)
{
    FILE *file = fopen(path, "wx");
    *made = file != NULL;
    if (file)
        fclose(file);
    else if (access(path, F_OK) != 0)
        return err_set_errno(err, _("cannot write %s"), path);
    return true;
}

bool admin_new_export(const struct admin *admin, const struct table_request *request, const char *format,
                      int64_t wall_ms, char path[static TABLES_PATH_SIZE], struct err *err)
{
    enum { TRIES = 1000 };
    char directory[HALL_PATH_MAX];
    struct buf name = BUF_EMPTY;
    bool made = false;
    bool ok = hall_path(admin->hall, "exports", directory, err) && file_make_dirs(directory, 0700, err);
    write_name(&name, request, wall_ms);
    for (int i = 1; ok && !made; i++) {
        char number[16] = "";
        if (i > 1)
            snprintf(number, sizeof number, "-%d", i);
        ok = (i < TRIES && snprintf(path, TABLES_PATH_SIZE, "%s/%s%s.%s", directory, buf_string(&name),
                                    number, format) < TABLES_PATH_SIZE) ||
             err_set(err, ERR_FAILED, _("no name is left for a file in %s"), directory);
        ok = ok && is_free(path, &made, err);
    }
    buf_finish(&name);
    return ok;
}

static bool save(void *context, const struct table_request *request, enum tables_format format,
                 char path[static TABLES_PATH_SIZE], struct err *err)
{
    static const struct {
        const char *name;
        enum table_format format;
    } formats[] = {[TABLES_XLSX] = {"xlsx", TABLE_XLSX},
                   [TABLES_HTML] = {"html", TABLE_HTML},
                   [TABLES_CSV] = {"csv", TABLE_CSV},
                   [TABLES_JSON] = {"json", TABLE_JSON}};
    struct admin *admin = context;
    if (!admin_new_export(admin, request, formats[format].name, clock_wall_ms(), path, err))
        return false;
    /* On paper it is signed; in a spreadsheet it is read by people. */
    struct document_output output = {.format = formats[format].format,
                                     .path = path,
                                     .headings = format == TABLES_CSV,
                                     .sign = format == TABLES_HTML};
    if (table_document_write(admin->cli, admin->store, &output, request, err))
        return true;
    unlink(path);
    return false;
}

/* ---- News ---------------------------------------------------------------------------------------------- */

/* A mark counts when it settles its answer: until then another marker is awaited. What an examiner ticks
 * counts when the attempt is submitted. */
static bool is_unsettled(const struct journal_entry *entry)
{
    struct arena arena = ARENA_EMPTY;
    struct markbook_event marked;
    enum markbook_event_kind kind;
    bool known = markbook_event_from_name(entry->kind, &kind);
    bool unsettled = known && kind == MARKBOOK_MARKED &&
                     markbook_event_from_json(kind, entry->body, &arena, &marked, NULL) &&
                     !marked.settled.given;
    arena_finish(&arena);
    return unsettled || (known && (kind == MARKBOOK_BEGAN || kind == MARKBOOK_TICKED));
}

/* What a running attempt does before it counts, and what is no result at all. */
static bool is_quiet(const struct journal_entry *entry)
{
    static const char *const kinds[] = {"started", "answered", "flagged", "extended", "outage"};
    if (text_starts_with(entry->stream, text_of("bank/")) || text_is(entry->stream, "hub"))
        return true;
    if (text_starts_with(entry->stream, text_of("marking/")))
        return is_unsettled(entry);
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (text_is(entry->kind, kinds[i]))
            return text_starts_with(entry->stream, text_of("attempt/"));
    return false;
}

struct looking {
    int64_t seen; /* the last entry looked at */
    bool found;
};

static bool find_news(void *context, const struct journal_entry *entry, struct err *err)
{
    struct looking *looking = context;
    (void)err;
    looking->seen = entry->seq;
    looking->found = !is_quiet(entry);
    return !looking->found;
}

/* Answers of a running test are many: what was quiet is not looked at again. A journal that cannot be read
 * now has no news; whoever reads the table again is told why. */
static bool news(void *context, int64_t head)
{
    struct admin *admin = context;
    struct looking looking = {admin->quiet > head ? admin->quiet : head, false};
    journal_walk(admin->store, looking.seen + 1, 0, find_news, &looking, NULL);
    admin->quiet = looking.found ? looking.seen - 1 : looking.seen;
    return looking.found;
}

/* ---- Opening ------------------------------------------------------------------------------------------- */

static bool read_hall(struct admin *admin, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct hall hall;
    bool ok = hall_find(admin->cli, admin->hall, err) && hall_read(admin->hall, &arena, &hall, err);
    if (ok) {
        snprintf(admin->name, sizeof admin->name, "%.*s", TEXT_ARG(hall.name));
        admin->rehearsal = hall.rehearsal;
    }
    arena_finish(&arena);
    return ok;
}

static void make_kinds(struct admin *admin)
{
    const struct table_kind *kinds = table_kinds(&admin->kind_count);
    admin->kinds = xcalloc(admin->kind_count, sizeof *admin->kinds);
    for (size_t i = 0; i < admin->kind_count; i++) {
        /* That of champions names families of series, not events: here it is of all of them. */
        bool families = kinds[i].families;
        admin->kinds[i] = (struct tables_kind){.name = kinds[i].name,
                                               .label = kinds[i].label,
                                               .of_all = kinds[i].no_event,
                                               .of_one = !families,
                                               .of_many = !families && kinds[i].many_events,
                                               .of_tests = kinds[i].tests_only,
                                               .by_person = kinds[i].by_person};
    }
}

bool admin_open(struct admin *admin, const struct cli *cli, struct err *err)
{
    *admin = (struct admin){.cli = cli};
    if (!read_hall(admin, err))
        return false;
    admin->store = hall_open_store(cli, STORE_READ, err);
    if (!admin->store)
        return false;
    make_kinds(admin);
    return true;
}

void admin_close(struct admin *admin)
{
    store_close(admin->store);
    free(admin->kinds);
}

struct tables_port admin_port(struct admin *admin)
{
    return (struct tables_port){.context = admin,
                                .hall = admin->name[0] ? admin->name : "biwu",
                                .rehearsal = admin->rehearsal,
                                .events = list_events,
                                .kinds = list_kinds,
                                .load = load,
                                .save = save,
                                .news = news};
}
