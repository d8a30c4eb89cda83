#include "store/rulings.h"

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "core/sheet.h"
#include "record/describe.h"
#include "store/stage_json.h"
#include "store/streams.h"

#include <assert.h>
#include <stdlib.h>

/* A ruling as its body has it. */
struct body {
    struct text kind, bank, item, credit, reason;
    int64_t section;
    const struct text *keys;
    int64_t key_count;
};

#define B struct body
static const struct field body_fields[] = {
    NEEDS_TEXT(B, kind, "kind", 1, 16),
    MAY_TEXT(B, bank, "bank", ITEM_MAX_ID),
    MAY_TEXT(B, item, "item", ITEM_MAX_ID),
    MAY_INT(B, section, "section", -1, SHEET_MAX_SECTIONS - 1, -1),
    MAY_TEXT(B, credit, "credit", 16),
    MAY_TEXTS(B, keys, key_count, "keys", RULING_MAX_KEYS),
    NEEDS_TEXT(B, reason, "reason", 1, STAGE_TEXT_MAX),
};
static const struct record body_record = RECORD_OF(body_fields);
#undef B

void ruling_to_json(const struct ruling *ruling, struct buf *out)
{
    struct body body = {
        .kind = text_of(ruling_kind_name(ruling->kind)),
        .bank = ruling->bank,
        .item = ruling->id,
        .credit = text_of(ruling->kind == RULING_CREDIT ? credit_name(ruling->credit) : ""),
        .reason = ruling->reason,
        .section = ruling->section,
        .keys = ruling->keys,
        .key_count = ruling->key_count,
    };
    buf_add_char(out, '{');
    record_write(&body_record, &body, out);
    buf_add_char(out, '}');
}

/* Whether it says of what it rules, and no more than its kind has. */
static bool is_whole(const struct ruling *ruling)
{
    bool item = ruling->id.len > 0 && ruling->bank.len > 0 && ruling->section < 0;
    bool section = ruling->id.len == 0 && ruling->bank.len == 0 && ruling->section >= 0;
    switch (ruling->kind) {
    case RULING_KEY:
        return item && ruling->key_count > 0;
    case RULING_ALL:
    case RULING_REMOVE:
        return item && ruling->key_count == 0;
    case RULING_CREDIT:
        return section && ruling->key_count == 0;
    case RULING_UPHOLD:
        return item || section;
    }
    return false;
}

bool ruling_from_json(struct text body, struct arena *arena, struct ruling *out, struct err *err)
{
    struct body read = {0};
    json_t *object = record_parse(body, NULL);
    bool ok = object && record_read(&body_record, object, arena, &read, NULL);
    json_decref(object);
    *out = (struct ruling){.bank = read.bank,
                           .id = read.item,
                           .section = (int)read.section,
                           .keys = read.keys,
                           .key_count = (int)read.key_count,
                           .reason = read.reason};
    ok = ok && ruling_kind_from_name(read.kind, &out->kind) &&
         (out->kind != RULING_CREDIT || credit_from_name(read.credit, &out->credit)) && is_whole(out);
    return ok || stage_unreadable(err);
}

bool ruling_journal(struct store *store, struct text event, int64_t n, const struct ruling *ruling,
                    int64_t at, int64_t clock, struct text actor, int64_t *seq, struct err *err)
{
    assert(is_whole(ruling));
    if (n > RULINGS_MAX)
        return err_set(err, ERR_INVALID, _("a test takes at most %d rulings; nothing was changed"),
                       RULINGS_MAX);
    struct arena arena = ARENA_EMPTY;
    struct buf body = BUF_EMPTY;
    struct ruling again;
    ruling_to_json(ruling, &body);
    struct journal_entry entry = {.n = n,
                                  .at = at,
                                  .clock = clock,
                                  .actor = actor,
                                  .kind = text_make("ruled", 5),
                                  .body = buf_text(&body)};
    /* What cannot be read again would make the test unreadable for good. */
    bool ok = ruling_from_json(entry.body, &arena, &again, NULL) ||
              err_set(err, ERR_INVALID,
                      _("this holds something that the journal cannot keep; nothing was changed"));
    ok = ok && stream_append(store, "ruling", event, &entry, err);
    buf_finish(&body);
    arena_finish(&arena);
    if (ok && seq)
        *seq = entry.seq;
    return ok;
}

struct listing {
    struct arena *arena;
    struct ruling_record *list; /* owned */
    size_t count, capacity;
};

static bool take(void *context, const struct journal_entry *entry, struct err *err)
{
    struct listing *listing = context;
    listing->list = xgrow(listing->list, &listing->capacity, listing->count + 1, sizeof *listing->list);
    struct ruling_record *record = &listing->list[listing->count];
    record->seq = entry->seq;
    record->at = entry->at;
    record->actor = arena_text(listing->arena, entry->actor);
    if (!text_is(entry->kind, "ruled") || listing->count >= RULINGS_MAX)
        return stream_contradicts(entry->stream, err);
    listing->count++;
    return ruling_from_json(entry->body, listing->arena, &record->ruling, err);
}

bool rulings_list(struct store *store, struct text event, struct arena *arena, struct ruling_record **out,
                  size_t *count, struct err *err)
{
    struct listing listing = {.arena = arena};
    bool ok = stream_walk(store, "ruling", event, take, &listing, err);
    *count = listing.count;
    *out = arena_array(arena, listing.count, sizeof **out);
    if (listing.count)
        memcpy(*out, listing.list, listing.count * sizeof **out);
    free(listing.list);
    return ok;
}

struct rulings rulings_first(const struct ruling_record *records, size_t count, struct arena *arena)
{
    struct ruling *list = arena_array(arena, count, sizeof *list);
    for (size_t i = 0; i < count; i++)
        list[i] = records[i].ruling;
    return (struct rulings){list, (int)count};
}

bool rulings_load(struct store *store, struct text event, struct arena *arena, struct rulings *out,
                  struct err *err)
{
    struct ruling_record *records;
    size_t count;
    *out = (struct rulings){0};
    if (!rulings_list(store, event, arena, &records, &count, err))
        return false;
    *out = rulings_first(records, count, arena);
    return true;
}
