#include "base/rng.h"

#include "base/hash.h"

#include <sodium.h>

_Static_assert(HASH_SIZE == crypto_stream_chacha20_KEYBYTES, "a hash is a key");

void rng_init(struct rng *rng, struct text seed, struct text purpose, struct text subject)
{
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_add_framed(&hasher, seed);
    hasher_add_framed(&hasher, purpose);
    hasher_add_framed(&hasher, subject);
    struct hash key = hasher_end(&hasher);
    memcpy(rng->key, key.bytes, sizeof rng->key);
    rng->block = 0;
    rng->used = sizeof rng->bytes;
}

static void refill(struct rng *rng)
{
    static const unsigned char nonce[crypto_stream_chacha20_NONCEBYTES] = {0};
    memset(rng->bytes, 0, sizeof rng->bytes);
    crypto_stream_chacha20_xor_ic(rng->bytes, rng->bytes, sizeof rng->bytes, nonce, rng->block, rng->key);
    rng->block += sizeof rng->bytes / 64;
    rng->used = 0;
}

uint32_t rng_next(struct rng *rng)
{
    if (rng->used == sizeof rng->bytes)
        refill(rng);
    const uint8_t *b = rng->bytes + rng->used;
    rng->used += 4;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

uint32_t rng_below(struct rng *rng, uint32_t limit)
{
    uint64_t range = UINT64_C(1) << 32;
    uint64_t fair = range - range % limit;
    uint32_t value;
    do
        value = rng_next(rng);
    while (value >= fair);
    return value % limit;
}

void rng_shuffle(struct rng *rng, uint32_t *values, size_t count)
{
    for (size_t i = 0; i + 1 < count; i++) {
        size_t j = i + rng_below(rng, (uint32_t)(count - i));
        uint32_t moved = values[i];
        values[i] = values[j];
        values[j] = moved;
    }
}

void rng_shuffle_bytes(struct rng *rng, uint8_t *values, size_t count)
{
    for (size_t i = 0; i + 1 < count; i++) {
        size_t j = i + rng_below(rng, (uint32_t)(count - i));
        uint8_t moved = values[i];
        values[i] = values[j];
        values[j] = moved;
    }
}

void random_bytes(void *out, size_t len)
{
    randombytes_buf(out, len);
}
