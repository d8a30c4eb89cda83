#include "base/pin.h"

#include <sodium.h>
#include <stdlib.h>

_Static_assert(PIN_HASH_SIZE >= crypto_pwhash_STRBYTES, "a hash string fits");

/* One pass over 7 MiB: 5 ms on a slow core (tools/bench prints it). */
enum { PIN_PASSES = 1, PIN_MEMORY = 7 << 20 };

bool pin_is_valid(struct text pin)
{
    if (pin.len < PIN_MIN || pin.len > PIN_MAX)
        return false;
    for (size_t i = 0; i < pin.len; i++)
        if (pin.at[i] <= ' ' || pin.at[i] > '~')
            return false;
    return true;
}

void pin_hash(struct text pin, char out[static PIN_HASH_SIZE])
{
    memset(out, 0, PIN_HASH_SIZE);
    if (crypto_pwhash_str_alg(out, pin.at, pin.len, PIN_PASSES, PIN_MEMORY, crypto_pwhash_ALG_ARGON2ID13) !=
        0)
        abort(); /* it fails only for lack of memory */
}

bool pin_verify(struct text hash, struct text pin)
{
    char terminated[crypto_pwhash_STRBYTES] = {0};
    if (hash.len >= sizeof terminated)
        return false;
    memcpy(terminated, hash.at, hash.len);
    return crypto_pwhash_str_verify(terminated, pin.at, pin.len) == 0;
}
