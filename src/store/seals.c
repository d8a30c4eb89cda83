#include "store/seals.h"

#include "base/json.h"
#include "store/json_read.h"
#include "store/stage_json.h"
#include "store/streams.h"

bool seal_put(struct store *store, struct text event, const struct hash *seal, int64_t at, int64_t clock,
              struct text actor, struct err *err)
{
    char hex[HASH_HEX_SIZE];
    struct buf body = BUF_EMPTY;
    hash_to_hex(seal, hex);
    buf_add_char(&body, '{');
    json_add_member(&body, "seal", text_of(hex));
    buf_add_char(&body, '}');
    struct journal_entry entry = {
        .n = 1, .at = at, .clock = clock, .actor = actor, .kind = TEXT("sealed"), .body = buf_text(&body)};
    bool ok = stream_append(store, "seal", event, &entry, err);
    buf_finish(&body);
    return ok;
}

bool seal_from_json(struct text body, struct hash *out)
{
    struct arena arena = ARENA_EMPTY;
    struct json_reader reader = {&arena, false};
    json_t *object = json_read(body);
    bool ok = object && hash_from_hex(json_text_member(&reader, object, "seal"), out) && !reader.bad;
    json_decref(object);
    arena_finish(&arena);
    return ok;
}

struct finding_seal {
    struct hash *out;
    bool *found;
};

static bool take(void *context, const struct journal_entry *entry, struct err *err)
{
    struct finding_seal *finding = context;
    if (*finding->found)
        return stream_contradicts(entry->stream, err);
    *finding->found = seal_from_json(entry->body, finding->out);
    return *finding->found || stage_unreadable(err);
}

bool seal_find(struct store *store, struct text event, struct hash *out, bool *found, struct err *err)
{
    struct finding_seal finding = {out, found};
    *found = false;
    return stream_walk(store, "seal", event, take, &finding, err);
}
