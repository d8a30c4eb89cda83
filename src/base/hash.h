/* BLAKE2b-256 (RFC 7693), by libsodium. */
#ifndef BIWU_BASE_HASH_H
#define BIWU_BASE_HASH_H

#include "base/text.h"

enum { HASH_SIZE = 32, HASH_HEX_SIZE = 2 * HASH_SIZE + 1 };

struct hash {
    uint8_t bytes[HASH_SIZE];
};

/* Hashes pieces one after another. */
struct hasher {
    _Alignas(64) unsigned char state[384];
};

void hasher_init(struct hasher *hasher);
void hasher_add(struct hasher *hasher, struct text piece);
/* Adds the length (8 bytes, little endian) and then the piece, so that "ab"+"c" and "a"+"bc" differ. */
void hasher_add_framed(struct hasher *hasher, struct text piece);
void hasher_add_int(struct hasher *hasher, int64_t value); /* 8 bytes, little endian */
struct hash hasher_end(struct hasher *hasher);

struct hash hash_of(struct text t);
bool hash_equal(const struct hash *a, const struct hash *b);
/* Lower-case hexadecimal, NUL-terminated. */
void hash_to_hex(const struct hash *hash, char out[static HASH_HEX_SIZE]);
/* false unless t is exactly 64 hexadecimal digits. */
bool hash_from_hex(struct text t, struct hash *out);

#endif
