/* The seeded random stream behind every draw: ChaCha20 (RFC 8439 block function, 64-bit counter, as
 * libsodium's crypto_stream_chacha20 with an all-zero nonce) under the key
 * BLAKE2b-256(len(seed) ‖ seed ‖ len(purpose) ‖ purpose ‖ len(subject) ‖ subject), each length 8 bytes
 * little endian. Numbers are taken from the stream 4 bytes at a time, little endian. */
#ifndef BIWU_BASE_RNG_H
#define BIWU_BASE_RNG_H

#include "base/text.h"

struct rng {
    uint8_t key[32];
    uint64_t block; /* the next 64-byte block of the stream */
    uint8_t bytes[256];
    size_t used; /* of bytes */
};

void rng_init(struct rng *rng, struct text seed, struct text purpose, struct text subject);
/* The next 32 bits of the stream. */
uint32_t rng_next(struct rng *rng);
/* Uniform in [0, limit), limit ≥ 1. Numbers at or above the greatest multiple of limit in 2^32 are thrown
 * away, so there is no bias. */
uint32_t rng_below(struct rng *rng, uint32_t limit);
/* Fisher–Yates from the front: for i = 0 … n-2 swap [i] with [i + rng_below(n - i)]. */
void rng_shuffle(struct rng *rng, uint32_t *values, size_t count);
void rng_shuffle_bytes(struct rng *rng, uint8_t *values, size_t count);

/* Fills `out` with bytes nobody can foresee (for a new seed, a ticket); not reproducible. */
void random_bytes(void *out, size_t len);

#endif
