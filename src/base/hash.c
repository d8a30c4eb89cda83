#include "base/hash.h"

#include <sodium.h>

_Static_assert(sizeof(((struct hasher *)0)->state) >= sizeof(crypto_generichash_state),
               "hasher holds libsodium's state");

static crypto_generichash_state *state_of(struct hasher *hasher)
{
    return (crypto_generichash_state *)(void *)hasher->state;
}

void hasher_init(struct hasher *hasher)
{
    crypto_generichash_init(state_of(hasher), NULL, 0, HASH_SIZE);
}

void hasher_add(struct hasher *hasher, struct text piece)
{
    crypto_generichash_update(state_of(hasher), (const unsigned char *)piece.at, piece.len);
}

void hasher_add_int(struct hasher *hasher, int64_t value)
{
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)((uint64_t)value >> (8 * i));
    crypto_generichash_update(state_of(hasher), bytes, sizeof bytes);
}

void hasher_add_framed(struct hasher *hasher, struct text piece)
{
    hasher_add_int(hasher, (int64_t)piece.len);
    hasher_add(hasher, piece);
}

struct hash hasher_end(struct hasher *hasher)
{
    struct hash hash;
    crypto_generichash_final(state_of(hasher), hash.bytes, HASH_SIZE);
    return hash;
}

struct hash hash_of(struct text t)
{
    struct hash hash;
    crypto_generichash(hash.bytes, HASH_SIZE, (const unsigned char *)t.at, t.len, NULL, 0);
    return hash;
}

bool hash_equal(const struct hash *a, const struct hash *b)
{
    return memcmp(a->bytes, b->bytes, HASH_SIZE) == 0;
}

void hash_to_hex(const struct hash *hash, char out[static HASH_HEX_SIZE])
{
    sodium_bin2hex(out, HASH_HEX_SIZE, hash->bytes, HASH_SIZE);
}

bool hash_from_hex(struct text t, struct hash *out)
{
    size_t len = 0;
    const char *end = NULL;
    return t.len == 2 * HASH_SIZE &&
           sodium_hex2bin(out->bytes, HASH_SIZE, t.at, t.len, NULL, &len, &end) == 0 && len == HASH_SIZE &&
           end == t.at + t.len;
}
