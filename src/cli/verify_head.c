#include "cli/verify_head.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/attempts.h"
#include "store/journal.h"
#include "store/marking.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

/* What happened to the results of one event since the head. */
struct since {
    struct text event; /* in the arena */
    size_t ended, voided, rulings, settled, steps;
};

struct looking {
    struct store *store;
    char prefix[HASH_HEX_SIZE];
    size_t length;
    bool found;
    int64_t seq, at, entries; /* of the head; entries after it */
    struct since *since;
    size_t count, capacity;
    struct arena arena, scratch;
};

static struct since *since_of(struct looking *looking, struct text event)
{
    for (size_t i = 0; i < looking->count; i++)
        if (text_equal(looking->since[i].event, event))
            return &looking->since[i];
    looking->since = xgrow(looking->since, &looking->capacity, looking->count + 1, sizeof *looking->since);
    looking->since[looking->count] = (struct since){.event = arena_text(&looking->arena, event)};
    return &looking->since[looking->count++];
}

static bool note_attempt(struct looking *looking, const struct journal_entry *entry, struct text id,
                         struct err *err)
{
    bool ended = text_is(entry->kind, "submitted"), voided = text_is(entry->kind, "voided");
    struct attempt_record record;
    int64_t number;
    if ((!ended && !voided) || !text_to_int(id, 1, INT64_MAX, &number))
        return true;
    if (!attempt_find(looking->store, number, &looking->scratch, &record, err))
        return false;
    struct since *since = since_of(looking, record.event);
    since->ended += ended;
    since->voided += voided;
    return true;
}

/* Only what settles an answer, or lets it be settled anew, changes a mark. */
static void note_marking(struct looking *looking, const struct journal_entry *entry, struct text event)
{
    enum markbook_event_kind kind;
    struct markbook_event marked;
    if (markbook_event_from_name(entry->kind, &kind) &&
        markbook_event_from_json(kind, entry->body, &looking->scratch, &marked, NULL) &&
        (marked.settled.given || kind == MARKBOOK_REOPENED))
        since_of(looking, event)->settled++;
}

static bool note(struct looking *looking, const struct journal_entry *entry, struct err *err)
{
    static const struct {
        const char *prefix;
        size_t offset;
    } counted[] = {
        {"ruling/", offsetof(struct since, rulings)},
        {"contest/", offsetof(struct since, steps)},
        {"panel/", offsetof(struct since, steps)},
        {"series/", offsetof(struct since, steps)},
    };
    if (text_starts_with(entry->stream, text_of("attempt/")))
        return note_attempt(looking, entry, text_from(entry->stream, strlen("attempt/")), err);
    if (text_starts_with(entry->stream, text_of("marking/")))
        note_marking(looking, entry, text_from(entry->stream, strlen("marking/")));
    for (size_t i = 0; i < COUNT_OF(counted); i++) {
        struct text prefix = text_of(counted[i].prefix);
        if (!text_starts_with(entry->stream, prefix))
            continue;
        struct since *since = since_of(looking, text_from(entry->stream, prefix.len));
        ++*(size_t *)(void *)((char *)since + counted[i].offset);
    }
    return true;
}

static bool visit(void *context, const struct journal_entry *entry, struct err *err)
{
    struct looking *looking = context;
    char hex[HASH_HEX_SIZE];
    arena_clear(&looking->scratch);
    if (looking->found) {
        looking->entries++;
        return note(looking, entry, err);
    }
    hash_to_hex(&entry->link, hex);
    looking->found = memcmp(hex, looking->prefix, looking->length) == 0;
    looking->seq = entry->seq;
    looking->at = entry->at;
    return true;
}

static void print_since(const struct since *since)
{
    const struct {
        size_t count;
        const char *label;
    } parts[] = {
        {since->rulings, N_("rulings: %zu")},
        {since->ended, N_("attempts that ended: %zu")},
        {since->voided, N_("attempts made void: %zu")},
        {since->settled, N_("answers settled or reopened by markers: %zu")},
        {since->steps, N_("steps of the competition: %zu")},
    };
    printf("  %.*s:", TEXT_ARG(since->event));
    const char *comma = " ";
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (parts[i].count) {
            fputs(comma, stdout);
            printf(_(parts[i].label), parts[i].count);
            comma = _(", ");
        }
    putchar('\n');
}

static void print(const struct looking *looking)
{
    char when[CLOCK_TEXT_SIZE];
    printf(_("This was the journal's head after entry %lld, at %s: the table was made from this hall.\n"),
           (long long)looking->seq, clock_format(looking->at, when));
    if (looking->count == 0) {
        puts(_("No result has changed since; the table is up to date."));
        return;
    }
    puts(_("Since then the results of these events have changed; tables of them are superseded:"));
    for (size_t i = 0; i < looking->count; i++)
        print_since(&looking->since[i]);
}

static bool read_prefix(const char *hex, struct looking *looking, struct err *err)
{
    for (; *hex && looking->length < HASH_HEX_SIZE - 1; hex++)
        if (!isspace((unsigned char)*hex))
            looking->prefix[looking->length++] = (char)tolower((unsigned char)*hex);
    bool digits = strspn(looking->prefix, "0123456789abcdef") == looking->length && !*hex;
    return (digits && looking->length >= HEAD_PREFIX_MIN) ||
           err_set(err, ERR_INVALID,
                   _("a journal's head has 64 hexadecimal digits; give at least the first %d"),
                   HEAD_PREFIX_MIN);
}

bool verify_head(struct store *store, const char *hex, struct err *err)
{
    struct looking looking = {.store = store};
    bool ok = read_prefix(hex, &looking, err) && journal_walk(store, INT64_MIN, 0, visit, &looking, err);
    if (ok && !looking.found)
        ok = err_set(
            err, ERR_NOT_FOUND,
            _("the journal never had this head: the table is not from this hall, or one of the two was "
              "altered"));
    if (ok)
        print(&looking);
    free(looking.since);
    arena_finish(&looking.scratch);
    arena_finish(&looking.arena);
    return ok;
}
