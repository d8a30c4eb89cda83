#include "core/tally.h"

/* A slot is: a byte of flags; the revision as a zigzag difference to the one before; then what the flags say
 * there is. Numbers are little-endian base 128. Marks are most often 0 or full, and full is most often the
 * one of the slot before. */
enum {
    TALLY_GIVEN = 1,
    TALLY_PENDING = 2,
    TALLY_CHILD = 4,
    TALLY_CHOSEN = 8,
    TALLY_SPENT = 16,
    TALLY_RIGHT = 32,  /* mark = full */
    TALLY_PARTLY = 64, /* the mark follows */
};
enum { TALLY_TENTH = 100 }; /* ms */

static void add_number(struct buf *out, uint64_t value)
{
    char bytes[10];
    size_t n = 0;
    for (; value >= 0x80; value >>= 7)
        bytes[n++] = (char)(uint8_t)(value | 0x80);
    bytes[n++] = (char)value;
    buf_add(out, bytes, n);
}

static uint64_t zigzag(int64_t value)
{
    return (uint64_t)value << 1 ^ (uint64_t)(value >> 63);
}

static int64_t unzigzag(uint64_t value)
{
    return (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
}

void tally_write(const struct tally_slot *slots, int count, struct buf *out)
{
    int64_t revision = 0;
    for (int i = 0; i < count; i++) {
        const struct tally_slot *slot = &slots[i];
        bool right = slot->mark == slot->full, partly = !right && slot->mark != 0;
        int64_t spent = slot->spent / TALLY_TENTH;
        int flags = (slot->given ? TALLY_GIVEN : 0) | (slot->pending ? TALLY_PENDING : 0) |
                    (slot->child >= 0 ? TALLY_CHILD : 0) | (slot->chosen ? TALLY_CHOSEN : 0) |
                    (spent > 0 ? TALLY_SPENT : 0) | (right ? TALLY_RIGHT : 0) | (partly ? TALLY_PARTLY : 0);
        buf_add_char(out, (char)flags);
        add_number(out, zigzag(slot->revision - revision));
        add_number(out, zigzag(slot->full));
        if (slot->child >= 0)
            add_number(out, (uint64_t)slot->child);
        if (partly)
            add_number(out, zigzag(slot->mark));
        if (slot->chosen)
            add_number(out, slot->chosen);
        if (spent > 0)
            add_number(out, (uint64_t)spent);
        revision = slot->revision;
    }
}

void tally_begin(struct tally_reader *reader, const void *bytes, size_t len)
{
    const uint8_t *at = bytes;
    *reader = (struct tally_reader){.at = at, .end = len ? at + len : at};
}

static uint64_t take_number(struct tally_reader *reader)
{
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        if (reader->at >= reader->end)
            break;
        uint8_t byte = *reader->at++;
        value |= (uint64_t)(byte & 0x7F) << shift;
        if (!(byte & 0x80))
            return value;
    }
    reader->bad = true;
    return 0;
}

bool tally_next(struct tally_reader *reader, struct tally_slot *out)
{
    if (reader->at >= reader->end || reader->bad)
        return false;
    int flags = *reader->at++;
    reader->revision += unzigzag(take_number(reader));
    mark_t full = unzigzag(take_number(reader));
    *out = (struct tally_slot){
        .revision = reader->revision,
        .full = full,
        .given = flags & TALLY_GIVEN,
        .pending = flags & TALLY_PENDING,
        .child = flags & TALLY_CHILD ? (int)(take_number(reader) & 0xFF) : -1,
    };
    out->mark = flags & TALLY_RIGHT ? full : flags & TALLY_PARTLY ? unzigzag(take_number(reader)) : 0;
    if (flags & TALLY_CHOSEN)
        out->chosen = (uint32_t)take_number(reader);
    if (flags & TALLY_SPENT)
        out->spent = (int64_t)(take_number(reader) & INT64_MAX) * TALLY_TENTH;
    return !reader->bad;
}
