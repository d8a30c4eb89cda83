/* biwu ruling: corrects how a test's responses count, with open eyes. */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "cli/ask.h"
#include "cli/output.h"
#include "cli/rulings.h"

#include <stdio.h>
#include <unistd.h>

enum { REASON_MAX = 1000 /* bytes */ };

struct asked {
    const char *item, *credit, *section, *reason, *key, *also;
    bool all, remove, uphold, yes;
    struct document_output output;
};

static const struct column change_columns[] = {
    {"number", N_("staff number"), CELL_TEXT},
    {"name", N_("name"), CELL_TEXT},
    {"unit", N_("unit"), CELL_TEXT},
    {"mark_before", N_("mark before"), CELL_MARK},
    {"mark_after", N_("mark after"), CELL_MARK},
    {"change", N_("gain or loss"), CELL_MARK},
    {"rank_before", N_("rank before"), CELL_INT},
    {"rank_after", N_("rank after"), CELL_INT},
    {"passed_before", N_("passed before"), CELL_BOOL},
    {"passed_after", N_("passed after"), CELL_BOOL},
};

static const struct column ruling_columns[] = {
    {"n", N_("no."), CELL_INT},
    {"made_at", N_("time"), CELL_TIME},
    {"actor", N_("by"), CELL_TEXT},
    {"kind", NULL, CELL_TEXT},
    {"ruling", N_("ruling"), CELL_TEXT},
    {"reason", N_("reason"), CELL_TEXT},
    {"entry", N_("journal entry"), CELL_INT},
};

/* ---- What is asked ------------------------------------------------------------------------------------- */

static struct text sentence_of(struct store *store, const struct event_record *event,
                               const struct ruling *ruling, struct arena *arena)
{
    struct buf out = BUF_EMPTY;
    struct ruling found;
    struct item item;
    bool known = ruling->id.len && ruling_find_item(store, event,
                                                    arena_textf(arena, "%.*s/%.*s", TEXT_ARG(ruling->bank),
                                                                TEXT_ARG(ruling->id)),
                                                    arena, &found, &item, NULL);
    ruling_sentence(ruling, known ? &item : NULL, &out);
    struct text text = arena_text(arena, buf_text(&out));
    buf_finish(&out);
    return text;
}

/* --also keeps what is right so far: the keys of the ruling in force, or the bank's. */
static bool keys_so_far(struct store *store, const struct event_record *event, const struct item *item,
                        struct ruling *ruling, struct text *keys, struct arena *arena, struct err *err)
{
    struct rulings made;
    if (!rulings_load(store, event->code, arena, &made, err))
        return false;
    const struct ruling *standing = rulings_of_item(&made, ruling->bank, ruling->id);
    if (standing && standing->kind == RULING_KEY) {
        for (int i = 0; i < standing->key_count; i++)
            keys[ruling->key_count++] = standing->keys[i];
        return true;
    }
    struct buf key = BUF_EMPTY;
    response_format_key(item, &key);
    keys[ruling->key_count++] = arena_text(arena, buf_text(&key));
    buf_finish(&key);
    return true;
}

static bool add_key(const struct item *item, const char *written, struct ruling *ruling, struct text *keys,
                    struct arena *arena, struct err *err)
{
    struct response response;
    if (item->kind == ITEM_SHORT)
        return err_set(err, ERR_INVALID, _("an answer in words has no key; its markers decide"));
    if (!response_parse(item, text_of(written), arena, &response, err))
        return false;
    if (!response.given)
        return err_set(err, ERR_INVALID, _("a key cannot be empty"));
    struct buf key = BUF_EMPTY;
    response_format(item, &response, &key);
    keys[ruling->key_count++] = arena_text(arena, buf_text(&key));
    buf_finish(&key);
    return true;
}

static bool read_keys(struct store *store, const struct event_record *event, const struct asked *asked,
                      const struct item *item, struct ruling *ruling, struct arena *arena, struct err *err)
{
    struct text *keys = arena_array(arena, RULING_MAX_KEYS + 1, sizeof *keys);
    ruling->keys = keys;
    if (asked->also && item->kind != ITEM_SHORT && !keys_so_far(store, event, item, ruling, keys, arena, err))
        return false;
    return add_key(item, asked->also ? asked->also : asked->key, ruling, keys, arena, err);
}

static bool read_item_ruling(struct store *store, const struct event_record *event, const struct asked *asked,
                             struct ruling *ruling, struct arena *arena, struct err *err)
{
    struct item item;
    ruling->section = -1;
    if (!ruling_find_item(store, event, text_of(asked->item), arena, ruling, &item, err))
        return false;
    ruling->kind = asked->all      ? RULING_ALL
                   : asked->remove ? RULING_REMOVE
                   : asked->uphold ? RULING_UPHOLD
                                   : RULING_KEY;
    return (ruling->kind != RULING_KEY || read_keys(store, event, asked, &item, ruling, arena, err)) &&
           ruling_check_item(ruling, &item, err);
}

static bool read_section_ruling(const struct test_sheet *sheet, const struct asked *asked,
                                struct ruling *ruling, struct err *err)
{
    int64_t section = 0;
    if (!text_to_int(text_of(asked->section), 1, sheet->section_count, &section))
        return err_set(err, ERR_INVALID, _("the test has sections 1 to %d; there is no section %s"),
                       sheet->section_count, asked->section);
    ruling->section = (int)section - 1;
    ruling->kind = asked->uphold ? RULING_UPHOLD : RULING_CREDIT;
    if (!asked->uphold && !credit_from_name(text_of(asked->credit), &ruling->credit))
        return err_set(
            err, ERR_INVALID,
            _("there is no credit rule %s; there are exact, short-half, short-each, net, decisions "
              "and adjacent"),
            asked->credit);
    return true;
}

static bool read_ruling(struct store *store, const struct event_and_sheet *event, const struct asked *asked,
                        struct arena *arena, struct ruling *out, struct err *err)
{
    *out = (struct ruling){.section = -1, .reason = text_trim(text_of(asked->reason ? asked->reason : ""))};
    return asked->item ? read_item_ruling(store, &event->event, asked, out, arena, err)
                       : read_section_ruling(&event->sheet, asked, out, err);
}

/* ---- Showing ------------------------------------------------------------------------------------------- */

static void fill_changes(const struct ruling_effect *effect, struct table *table)
{
    for (size_t i = 0; i < effect->change_count; i++) {
        const struct standing_row *before = &effect->changes[i].before, *after = &effect->changes[i].after;
        struct cell *row = table_add(table);
        row[0].text = after->person.number;
        row[1].text = after->person.name;
        row[2].text = after->person.unit;
        row[3].number = before->marks;
        row[4].number = after->marks;
        row[5].number = after->marks - before->marks;
        row[6].number = before->rank;
        row[7].number = after->rank;
        row[8].number = before->passed;
        row[9].number = after->passed;
    }
}

static struct text summary(const struct ruling_effect *effect, struct arena *arena)
{
    return arena_textf(
        arena,
        _("Of %zu submitted attempts %zu are marked otherwise; of %zu people with a result %zu "
          "gain, %zu lose, %zu more pass, %zu pass no longer, and the rank of %zu moves."),
        effect->attempts, effect->changed, effect->people, effect->gain, effect->lose, effect->passed,
        effect->failed, effect->moved);
}

/* The summary, and what does not follow: a standing that people were given prizes by stays as it is. */
static bool make_notes(struct store *store, struct text code, const struct ruling_effect *effect,
                       struct arena *arena, struct text **notes, int *count, struct err *err)
{
    struct text *series;
    size_t final;
    if (!ruling_final_series(store, code, arena, &series, &final, err))
        return false;
    *notes = arena_array(arena, final + 1, sizeof **notes);
    *count = 0;
    (*notes)[(*count)++] = summary(effect, arena);
    for (size_t i = 0; i < final && *count < PAGE_MAX_NOTES; i++)
        (*notes)[(*count)++] = arena_textf(
            arena, _("The series %.*s is final: it keeps the standing that it was finalized with."),
            TEXT_ARG(series[i]));
    return true;
}

static bool show_effect(struct cli *cli, struct store *store, const struct event_and_sheet *event,
                        const struct asked *asked, const struct ruling *ruling,
                        const struct ruling_effect *effect, const char *title, struct arena *arena,
                        struct err *err)
{
    struct text *notes;
    int note_count;
    if (!make_notes(store, event->event.code, effect, arena, &notes, &note_count, err))
        return false;
    const struct text lines[] = {
        arena_textf(arena, "%.*s %.*s", TEXT_ARG(event->event.code), TEXT_ARG(event->sheet.title)),
        sentence_of(store, &event->event, ruling, arena), ruling->reason};
    struct document_head head = {
        .title = text_of(title), .lines = lines, .line_count = ruling->reason.len ? 3 : 2};
    struct table_page page = {.notes = notes, .note_count = note_count};
    table_init(&page.table, change_columns, COUNT_OF(change_columns));
    fill_changes(effect, &page.table);
    bool ok = document_write(cli, store, &asked->output, &head, &page, err);
    table_page_finish(&page);
    return ok;
}

static bool list(struct cli *cli, struct store *store, const struct event_and_sheet *event,
                 const struct asked *asked, struct arena *arena, struct err *err)
{
    struct ruling_record *records;
    size_t count;
    if (!rulings_list(store, event->event.code, arena, &records, &count, err))
        return false;
    struct table_page page = {0};
    table_init(&page.table, ruling_columns, COUNT_OF(ruling_columns));
    for (size_t i = 0; i < count; i++) {
        struct cell *row = table_add(&page.table);
        row[0].number = (int64_t)i + 1;
        row[1].number = records[i].at;
        row[2].text = records[i].actor;
        row[3].text = text_of(ruling_kind_name(records[i].ruling.kind));
        row[4].text = sentence_of(store, &event->event, &records[i].ruling, arena);
        row[5].text = records[i].ruling.reason;
        row[6].number = records[i].seq;
    }
    const struct text lines[] = {
        arena_textf(arena, "%.*s %.*s", TEXT_ARG(event->event.code), TEXT_ARG(event->sheet.title))};
    struct document_head head = {.title = text_of(_("Rulings")), .lines = lines, .line_count = 1};
    bool ok = document_write(cli, store, &asked->output, &head, &page, err);
    if (ok && count == 0 && asked->output.format == TABLE_TEXT)
        fprintf(stderr, _("biwu: no ruling was made on %.*s\n"), TEXT_ARG(event->event.code));
    table_page_finish(&page);
    return ok;
}

/* ---- Making it ----------------------------------------------------------------------------------------- */

static bool load_test(struct store *store, const char *code, struct arena *arena, struct event_and_sheet *out,
                      struct err *err)
{
    struct hall_event any;
    if (!hall_load_event(store, code, arena, &any, err))
        return false;
    if (any.sheet.kind != EVENT_KIND_TEST)
        return err_set(err, ERR_INVALID, _("rulings are made on tests; %s is a %s"), code,
                       _(event_kind_label(any.sheet.kind)));
    if (any.event.status == EVENT_DRAFT)
        return err_set(err, ERR_INVALID,
                       _("%s was not prepared yet; correct its sheet and its banks instead"), code);
    *out = (struct event_and_sheet){any.event, any.sheet.test};
    return true;
}

/* What is decided stands right above the question, however long the table of changes is. */
static bool agrees(const char *code, const struct ruling_effect *effect, struct text sentence,
                   struct arena *arena)
{
    printf("\n%s: %.*s\n%.*s\n", code, TEXT_ARG(sentence), TEXT_ARG(summary(effect, arena)));
    return ask_yes(stdout, _("Make this ruling? Old marks stay visible in `biwu explain`. [y/N] "));
}

/* Under the write lock everything is worked out again: results may have come in since the preview. */
static bool make(struct store *store, const char *code, const struct asked *asked, size_t rulings_seen,
                 struct arena *arena, struct ruling_effect *effect, struct err *err)
{
    struct event_and_sheet event;
    struct ruling ruling;
    int64_t at = clock_wall_ms();
    if (!load_test(store, code, arena, &event, err) ||
        !read_ruling(store, &event, asked, arena, &ruling, err) ||
        !ruling_work_out(store, &event, &ruling, true, arena, effect, err))
        return false;
    if (effect->rulings != rulings_seen)
        return err_set(
            err, ERR_INVALID,
            _("another ruling on %s was made meanwhile; nothing was changed: look at the preview again"),
            code);
    return ruling_journal(store, event.event.code, (int64_t)effect->rulings + 1, &ruling, at, 0,
                          hall_actor(arena), NULL, err);
}

static bool say_made(struct store *store, const char *code, const struct ruling_effect *effect,
                     struct arena *arena, struct err *err)
{
    int64_t seq;
    struct hash head;
    char hex[HASH_HEX_SIZE];
    if (!journal_head(store, &seq, &head, err))
        return false;
    hash_to_hex(&head, hex);
    printf(_("Ruling %zu on %s is made. %.*s\n"), effect->rulings + 1, code,
           TEXT_ARG(summary(effect, arena)));
    printf(_("Tables printed before are superseded. The journal's head is now %s (entry %lld).\n"), hex,
           (long long)seq);
    return true;
}

static bool apply(struct store *store, const char *code, const struct asked *asked, size_t rulings_seen,
                  struct arena *arena, struct err *err)
{
    struct ruling_effect effect;
    if (!store_begin(store, err))
        return false;
    if (!make(store, code, asked, rulings_seen, arena, &effect, err) || !store_commit(store, err)) {
        store_rollback(store);
        return false;
    }
    return say_made(store, code, &effect, arena, err);
}

static bool preview(struct cli *cli, struct store *store, const char *code, const struct asked *asked,
                    const char *title, struct arena *arena, struct ruling_effect *effect,
                    struct text *sentence, struct err *err)
{
    struct event_and_sheet event;
    struct ruling ruling;
    if (!load_test(store, code, arena, &event, err) ||
        !read_ruling(store, &event, asked, arena, &ruling, err) ||
        !ruling_work_out(store, &event, &ruling, false, arena, effect, err))
        return false;
    *sentence = sentence_of(store, &event.event, &ruling, arena);
    return show_effect(cli, store, &event, asked, &ruling, effect, title, arena, err);
}

/* ---- The command --------------------------------------------------------------------------------------- */

enum verb { VERB_LIST, VERB_PREVIEW, VERB_APPLY };

static bool run_verb(struct cli *cli, struct store *store, enum verb verb, const char *code,
                     const struct asked *asked, struct arena *arena, struct err *err)
{
    struct event_and_sheet event;
    struct ruling_effect effect = {0};
    struct text sentence = {"", 0};
    const char *title =
        verb == VERB_APPLY ? _("What this ruling changes") : _("What this ruling would change");
    bool ok = store_begin_read(store, err);
    if (ok && verb == VERB_LIST)
        ok = load_test(store, code, arena, &event, err) && list(cli, store, &event, asked, arena, err);
    else if (ok)
        ok = preview(cli, store, code, asked, title, arena, &effect, &sentence, err);
    store_rollback(store);
    if (!ok || verb != VERB_APPLY)
        return ok;
    if (!asked->yes && (!can_ask() || !isatty(STDOUT_FILENO)))
        return err_set(err, ERR_INVALID,
                       _("nothing was changed: say --yes to make the ruling without a question"));
    if (!asked->yes && !agrees(code, &effect, sentence, arena)) {
        puts(_("Nothing was changed."));
        return true;
    }
    return apply(store, code, asked, effect.rulings, arena, err);
}

static const char *complaint(enum verb verb, const struct asked *asked)
{
    int ways = (asked->key != NULL) + (asked->also != NULL) + asked->all + asked->remove + asked->uphold +
               (asked->credit != NULL);
    if (verb == VERB_LIST)
        return ways || asked->item || asked->section ? _("say preview or apply") : NULL;
    if ((asked->item != NULL) == (asked->section != NULL))
        return _("name one item, or one section with --section");
    if (ways != 1)
        return _("say one of --key, --also, --all, --remove, --credit and --uphold");
    if (asked->section && !asked->credit && !asked->uphold)
        return _("of a section only --credit and --uphold can be said");
    if (asked->item && asked->credit)
        return _("--credit goes with --section");
    struct text reason = text_trim(text_of(asked->reason ? asked->reason : ""));
    if (verb == VERB_APPLY && reason.len == 0)
        return _("give the reason with --reason; it stays in the record");
    if (reason.len > REASON_MAX || utf8_find_invalid(reason) >= 0 || utf8_has_controls(reason, ""))
        return _("a reason is one line of text of at most 1000 bytes");
    return NULL;
}

static bool parse_verb(int argc, char **argv, struct asked *asked, enum verb *verb)
{
    static const char *const verbs[] = {
        [VERB_LIST] = "list", [VERB_PREVIEW] = "preview", [VERB_APPLY] = "apply"};
    *verb = VERB_LIST;
    for (size_t i = 0; argc > 1 && i < COUNT_OF(verbs); i++)
        if (strcmp(argv[1], verbs[i]) == 0)
            *verb = (enum verb)i;
    asked->item = argc > 2 ? argv[2] : NULL;
    return argc >= 1 && argc <= 3 && (argc == 1 || strcmp(argv[1], verbs[*verb]) == 0);
}

static int run(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    struct asked asked = {0};
    enum verb verb;
    const struct option_spec specs[] = {
        {"--key", 0, NULL, &asked.key},       {"--also", 0, NULL, &asked.also},
        {"--all", 0, &asked.all, NULL},       {"--remove", 0, &asked.remove, NULL},
        {"--uphold", 0, &asked.uphold, NULL}, {"--section", 0, NULL, &asked.section},
        {"--credit", 0, NULL, &asked.credit}, {"--reason", 0, NULL, &asked.reason},
        {"--yes", 'y', &asked.yes, NULL},
    };
    if (!document_output_parse(&asked.output, specs, COUNT_OF(specs), &argc, argv, &err))
        return command_usage(&command_ruling, "%s", err.message);
    if (!parse_verb(argc, argv, &asked, &verb))
        return command_usage(&command_ruling, _("name one event, then preview or apply and what is ruled"));
    const char *wrong = complaint(verb, &asked);
    if (wrong)
        return command_usage(&command_ruling, "%s", wrong);
    struct arena arena = ARENA_EMPTY;
    struct store *store = hall_open_store(cli, verb == VERB_APPLY ? STORE_WRITE : STORE_READ, &err);
    bool ok = store && run_verb(cli, store, verb, argv[0], &asked, &arena, &err);
    store_close(store);
    arena_finish(&arena);
    return ok ? STATUS_OK : command_failed(&err);
}

const struct command command_ruling = {
    .name = "ruling",
    .usage =
        N_("EVENT [preview|apply ITEM|--section N …] [--reason TEXT] [--yes] [--format FORMAT] [-o FILE]"),
    .summary = N_("correct a wrong key, an ambiguous item or a credit rule; first see what it changes"),
    .help =
        N_("  --key KEY       the item's right answer is KEY and nothing else\n"
           "  --also KEY      KEY is right beside what is right so far\n"
           "  --all           full mark for everybody who had the item\n"
           "  --remove        the item counts nothing; the other items of its section carry its marks\n"
           "  --section N --credit RULE\n"
           "                  another rule of credit for section N\n"
           "  --uphold        takes an earlier ruling on the item or section back\n"
           "  --reason TEXT   why; needed by apply\n"
           "  --yes           apply without asking\n\n"
           "Without preview or apply the rulings made so far are listed. Letters are those of the bank.\n"
           "ITEM is an id (dw-0012) or BANK/ID. preview shows who gains, who loses, and whose pass or rank\n"
           "changes; apply shows it too and asks. Old marks stay visible in `biwu explain`.\n"),
    .run = run,
};
