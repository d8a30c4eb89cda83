/* People and their sign-in. */
#ifndef BIWU_STORE_PEOPLE_H
#define BIWU_STORE_PEOPLE_H

#include "core/sheet.h"
#include "store/store.h"

struct person_record {
    struct person person;
    struct text pin_hash;  /* libsodium's crypto_pwhash_str form; empty: cannot sign in */
    bool active;           /* in the latest roster */
    int wrong;             /* wrong PINs in a row */
    int64_t blocked_until; /* wall ms; no try before */
    bool locked;           /* until an organizer lifts it */
};

enum person_change { PERSON_ADDED, PERSON_CHANGED, PERSON_UNCHANGED, PERSON_GONE };
enum { PERSON_CHANGES = PERSON_GONE + 1 };

/* ERR_NOT_FOUND when there is no such number. */
bool person_find(struct store *store, struct text number, struct arena *arena, struct person_record *out,
                 struct err *err);
/* Active people by number (byte order); with everyone, also those who left the roster. */
bool person_list(struct store *store, bool everyone, struct arena *arena, struct person_record **out,
                 size_t *count, struct err *err);
/* Everybody the hall knows of: those in the roster, those who left it, and (with empty names) numbers that
 * have attempts and were never in it. By number (byte order). */
struct known_person {
    struct person person;
    bool active; /* in the latest roster */
};
bool person_list_known(struct store *store, struct arena *arena, struct known_person **out, size_t *count,
                       struct err *err);
/* Within a write transaction. Numbers are unique in `people`. `pin_hashes[i]` empty, or pin_hashes NULL,
 * keeps what there is; a new one leaves wrong tries and the lock as they are. Who comes back counts as added.
 * The roster becomes exactly `people`: others are set inactive. counts[change] is filled. Journals one entry
 * (stream "people", kind "imported"; counts and the roster's hash; never a PIN). With dry_run nothing is
 * written. */
bool people_import(struct store *store, const struct person *people, const struct text *pin_hashes,
                   size_t count, bool dry_run, int64_t at, struct text actor,
                   int64_t counts[static PERSON_CHANGES], struct err *err);
/* Within a write transaction; also clears wrong tries and the lock. Journals "pin changed" without the PIN.
 */
bool person_set_pin(struct store *store, struct text number, struct text pin_hash, int64_t at,
                    struct text actor, struct err *err);
/* Within a write transaction: the state of wrong tries after a sign-in. */
bool person_set_tries(struct store *store, struct text number, int wrong, int64_t blocked_until, bool locked,
                      struct err *err);

#endif
