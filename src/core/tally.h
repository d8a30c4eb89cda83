/* The tally of an attempt: what statistics need of its responses, in a few bytes each, so that a million
 * attempts are read in seconds. It repeats what the journal and the items give, like every result. */
#ifndef BIWU_CORE_TALLY_H
#define BIWU_CORE_TALLY_H

#include "base/buf.h"
#include "core/mark.h"

struct tally_slot {
    int64_t revision; /* of the item (of the case, for a child) */
    int child;        /* index in the case, or -1 */
    mark_t mark, full;
    bool given;      /* there was a response */
    bool pending;    /* waits for a marker */
    uint32_t chosen; /* single, multiple, spot: bit i, in the bank's order; truefalse: bit 0 true, bit 1
                      * false; other kinds 0 */
    int64_t spent;   /* ms */
};

/* Appends the tally of an attempt. Numbers beyond ±2^53 are brought within. */
void tally_write(const struct tally_slot *slots, int count, struct buf *out);

/* Reads them one after the other: false at the end, and when the bytes are no tally (then `bad` is set: they
 * hold less or more than the slots they promise, or an impossible number). Times come back in tenths of a
 * second. */
struct tally_reader {
    const uint8_t *at, *end;
    int left;         /* slots to come, as the bytes promise */
    int64_t revision; /* of the slot before */
    mark_t full;      /* of the slot before */
    bool bad;
};
void tally_begin(struct tally_reader *reader, const void *bytes, size_t len);
bool tally_next(struct tally_reader *reader, struct tally_slot *out);
/* All at once, into an array that is enlarged by xgrow: how many, or -1 when the bytes are no tally. */
int tally_read(const void *bytes, size_t len, struct tally_slot **slots, size_t *capacity);

#endif
