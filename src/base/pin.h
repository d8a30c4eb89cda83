/* PINs and their hashes: Argon2id by libsodium. */
#ifndef BIWU_BASE_PIN_H
#define BIWU_BASE_PIN_H

#include "base/text.h"

enum { PIN_HASH_SIZE = 128, PIN_MIN = 4, PIN_MAX = 12 };

/* 4 to 12 printable ASCII characters without spaces. */
bool pin_is_valid(struct text pin);
/* Writes the NUL-terminated hash string (algorithm, cost, salt and hash: crypto_pwhash_str's form). Takes
 * about 5 ms and 7 MiB: enough to make guessing slow, little enough for a thousand sign-ins in a minute. */
void pin_hash(struct text pin, char out[static PIN_HASH_SIZE]);
/* Whether `pin` is the one that `hash` was made from; false for a hash in another form. Takes as long as
 * pin_hash. */
bool pin_verify(struct text hash, struct text pin);

#endif
