#include "cli/setup.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "base/pin.h"
#include "cli/files.h"
#include "cli/progress.h"

/* Whether the stored hash is already this PIN's: hashing anew would change nothing but the salt. */
static bool has_this_pin(struct store *store, const struct person_row *row)
{
    struct arena arena = ARENA_EMPTY;
    struct person_record record;
    bool same = person_find(store, row->person.number, &arena, &record, NULL) && record.pin_hash.len &&
                pin_verify(record.pin_hash, row->pin);
    arena_finish(&arena);
    return same;
}

/* Hashing costs about 5 ms a PIN on purpose, so a long list shows how far it is. */
static const struct text *hash_pins(struct store *store, const struct people_file *file, struct arena *arena)
{
    struct text *hashes = arena_array(arena, file->count, sizeof *hashes);
    for (size_t i = 0; i < file->count; i++) {
        const struct person_row *row = &file->rows[i];
        if (row->pin.len && !has_this_pin(store, row)) {
            char hash[PIN_HASH_SIZE];
            pin_hash(row->pin, hash);
            hashes[i] = arena_text(arena, text_of(hash));
        }
        progress_show((long long)i + 1, (long long)file->count, _("hashing PINs: %lld of %lld"));
    }
    return hashes;
}

static bool import_people(struct store *store, const struct people_file *file, bool apply,
                          struct arena *arena, int64_t counts[static PERSON_CHANGES], struct err *err)
{
    struct person *people = arena_array(arena, file->count, sizeof *people);
    for (size_t i = 0; i < file->count; i++)
        people[i] = file->rows[i].person;
    const struct text *hashes =
        apply ? hash_pins(store, file, arena) : arena_array(arena, file->count, sizeof *hashes);
    if (!store_begin(store, err))
        return false;
    if (people_import(store, people, hashes, file->count, !apply, clock_wall_ms(), hall_actor(arena), counts,
                      err) &&
        store_commit(store, err))
        return true;
    store_rollback(store);
    return false;
}

bool people_take_over(struct store *store, const struct people_file *file, bool apply,
                      int64_t counts[static PERSON_CHANGES], struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    bool ok = import_people(store, file, apply, &arena, counts, err);
    arena_finish(&arena);
    return ok;
}

static bool load_people(struct text source, const char *path, struct arena *arena, struct diags *diags,
                        void *into)
{
    return people_load(source, path, arena, diags, into);
}

bool people_read(const char *path, struct arena *arena, struct people_file *file, struct err *err)
{
    static const struct file_kind kind = {PEOPLE_MAX_FILE, load_people, people_source};
    return files_load(path, &kind, arena, file, NULL) ||
           err_set(err, ERR_INVALID, _("nothing was imported; correct %s and try again"), path);
}
