/* biwu verify: replay the journal, recompute every result, walk the chain. */
#include "bank/event_file.h"
#include "base/i18n.h"
#include "cli/hall.h"
#include "cli/progress.h"
#include "cli/verify_head.h"
#include "store/verify.h"

#include <stdio.h>

static void print_finding(void *context, const char *sentence)
{
    (void)context;
    printf("%s\n", sentence);
}

static void print_progress(void *context, int64_t done, int64_t total)
{
    (void)context;
    progress_show(done, total, _("%lld of %lld entries"));
}

static bool read_sheet(void *context, struct text source, struct arena *arena, struct test_sheet *out)
{
    (void)context;
    struct diags diags = DIAGS_EMPTY;
    bool ok = event_load(source, "sheet", arena, &diags, out);
    diags_finish(&diags);
    return ok;
}

/* A prepared sheet of whatever kind; false when it cannot be read or is of another. */
static bool read_kind(struct text source, enum event_kind kind, struct arena *arena, struct event_sheet *out)
{
    struct diags diags = DIAGS_EMPTY;
    bool ok = event_file_load(source, "sheet", arena, &diags, out) && out->kind == kind;
    diags_finish(&diags);
    return ok;
}

static bool read_contest(void *context, struct text source, struct arena *arena, struct contest_sheet *out)
{
    (void)context;
    struct event_sheet sheet;
    bool ok = read_kind(source, EVENT_KIND_CONTEST, arena, &sheet);
    if (ok)
        *out = sheet.contest;
    return ok;
}

static bool read_panel(void *context, struct text source, struct arena *arena, struct panel_sheet *out)
{
    (void)context;
    struct event_sheet sheet;
    bool ok = read_kind(source, EVENT_KIND_PANEL, arena, &sheet);
    if (ok)
        *out = sheet.panel;
    return ok;
}

/* Returns true. */
static bool print_counts(const struct verify_counts *counts)
{
    char head[HASH_HEX_SIZE];
    hash_to_hex(&counts->head, head);
    printf(_("%lld journal entries, %lld attempts, %lld differences\n"), (long long)counts->entries,
           (long long)counts->attempts, (long long)counts->findings);
    if (counts->stages)
        printf(_("contests and panels checked: %lld\n"), (long long)counts->stages);
    printf(_("head of the journal: %s\n"), head);
    return true;
}

static int run(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    const char *head_asked = NULL;
    const struct option_spec specs[] = {{"--head", 0, NULL, &head_asked}};
    if (!options_parse(specs, 1, &argc, argv, &err) || argc)
        return command_usage(&command_verify, "%s", argc ? _("wrong operands") : err.message);
    struct store *store = hall_open_store(cli, STORE_READ, &err);
    if (!store)
        return command_failed(&err);
    const struct verify_report report = {.finding = print_finding,
                                         .progress = print_progress,
                                         .sheet = read_sheet,
                                         .contest = read_contest,
                                         .panel = read_panel};
    struct verify_counts counts;
    bool ok = store_begin_read(store, &err) && store_verify(store, &report, &counts, &err) &&
              print_counts(&counts) && (!head_asked || verify_head(store, head_asked, &err));
    store_rollback(store);
    store_close(store);
    if (!ok)
        return command_failed(&err);
    return counts.findings ? STATUS_FAILED : STATUS_OK;
}

const struct command command_verify = {
    .name = "verify",
    .usage = N_("[--head HEX]"),
    .summary = N_("check that nothing was changed: replay the journal, recompute every mark, walk the chain"),
    .help = N_("  --head HEX   the head on a printed table (at least its first 8 digits): whether this "
               "journal had it,\n"
               "               and what has changed since\n\n"
               "Exit status 1 when anything differs, or the journal never had that head; each difference is "
               "named.\n"),
    .run = run,
};
