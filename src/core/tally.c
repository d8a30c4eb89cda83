#include "core/tally.h"

#include "base/mem.h"

/* The tally begins with the number of slots. A slot is: a byte of flags; the revision as a zigzag difference
 * to the one before; then what the flags say there is. Numbers are little-endian base 128. Marks are most
 * often 0 or full, and full is most often the one of the slot before. */
enum {
    TALLY_GIVEN = 1,
    TALLY_PENDING = 2,
    TALLY_CHILD = 4,
    TALLY_CHOSEN = 8,
    TALLY_SPENT = 16,
    TALLY_RIGHT = 32,  /* mark = full */
    TALLY_PARTLY = 64, /* the mark follows */
    TALLY_FULL = 128,  /* full follows; otherwise it is the one of the slot before */
};
enum { TALLY_TENTH = 100, /* ms */ TALLY_CHILD_MAX = 255 };

/* Far beyond every honest number, and so small that what is made of two stays within 64 bits. */
#define TALLY_LIMIT (INT64_C(1) << 53)

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

static int64_t within_limit(int64_t value)
{
    return value > TALLY_LIMIT ? TALLY_LIMIT : value < -TALLY_LIMIT ? -TALLY_LIMIT : value;
}

static void write_slot(const struct tally_slot *slot, int64_t revision, int64_t full_before, struct buf *out)
{
    mark_t mark = within_limit(slot->mark), full = within_limit(slot->full);
    int64_t spent = within_limit(slot->spent) / TALLY_TENTH;
    bool right = mark == full, partly = !right && mark != 0;
    int flags = (slot->given ? TALLY_GIVEN : 0) | (slot->pending ? TALLY_PENDING : 0) |
                (slot->child >= 0 ? TALLY_CHILD : 0) | (slot->chosen ? TALLY_CHOSEN : 0) |
                (spent > 0 ? TALLY_SPENT : 0) | (right ? TALLY_RIGHT : 0) | (partly ? TALLY_PARTLY : 0) |
                (full != full_before ? TALLY_FULL : 0);
    buf_add_char(out, (char)flags);
    add_number(out, zigzag(within_limit(slot->revision) - revision));
    if (full != full_before)
        add_number(out, zigzag(full));
    if (slot->child >= 0)
        add_number(out, (uint64_t)slot->child);
    if (partly)
        add_number(out, zigzag(mark));
    if (slot->chosen)
        add_number(out, slot->chosen);
    if (spent > 0)
        add_number(out, (uint64_t)spent);
}

void tally_write(const struct tally_slot *slots, int count, struct buf *out)
{
    int64_t revision = 0, full = 0;
    add_number(out, (uint64_t)count);
    for (int i = 0; i < count; i++) {
        write_slot(&slots[i], revision, full, out);
        revision = within_limit(slots[i].revision);
        full = within_limit(slots[i].full);
    }
}

/* Most numbers are one byte. What is beyond 63 bits is none. */
static inline uint64_t take_number(struct tally_reader *reader)
{
    uint64_t value = 0;
    for (int shift = 0; shift < 63 && reader->at < reader->end; shift += 7) {
        uint8_t byte = *reader->at++;
        value |= (uint64_t)(byte & 0x7F) << shift;
        if (!(byte & 0x80))
            return value;
    }
    reader->bad = true;
    return 0;
}

static inline int64_t take_limited(struct tally_reader *reader, int64_t limit)
{
    uint64_t value = take_number(reader);
    if (value <= (uint64_t)limit)
        return (int64_t)value;
    reader->bad = true;
    return 0;
}

static inline int64_t take_signed(struct tally_reader *reader, int64_t limit)
{
    int64_t value = unzigzag(take_number(reader));
    if (value >= -limit && value <= limit)
        return value;
    reader->bad = true;
    return 0;
}

static inline void take_slot(struct tally_reader *reader, struct tally_slot *out)
{
    int flags = *reader->at++;
    reader->left--;
    reader->revision += take_signed(reader, 2 * TALLY_LIMIT);
    if (reader->revision > TALLY_LIMIT || reader->revision < -TALLY_LIMIT)
        reader->bad = true;
    if (flags & TALLY_FULL)
        reader->full = take_signed(reader, TALLY_LIMIT);
    out->revision = reader->revision;
    out->child = flags & TALLY_CHILD ? (int)take_limited(reader, TALLY_CHILD_MAX) : -1;
    out->full = reader->full;
    out->mark = flags & TALLY_RIGHT ? reader->full : 0;
    if ((flags & (TALLY_RIGHT | TALLY_PARTLY)) == TALLY_PARTLY)
        out->mark = take_signed(reader, TALLY_LIMIT);
    out->given = flags & TALLY_GIVEN;
    out->pending = flags & TALLY_PENDING;
    out->chosen = flags & TALLY_CHOSEN ? (uint32_t)take_limited(reader, UINT32_MAX) : 0;
    out->spent = flags & TALLY_SPENT ? take_limited(reader, TALLY_LIMIT) * TALLY_TENTH : 0;
}

void tally_begin(struct tally_reader *reader, const void *bytes, size_t len)
{
    const uint8_t *at = bytes;
    *reader = (struct tally_reader){.at = at, .end = len ? at + len : at};
    reader->left = (int)take_limited(reader, INT32_MAX);
}

bool tally_next(struct tally_reader *reader, struct tally_slot *out)
{
    if (reader->left <= 0 || reader->at >= reader->end || reader->bad) {
        reader->bad = reader->bad || reader->left > 0 || reader->at != reader->end;
        return false;
    }
    take_slot(reader, out);
    return !reader->bad;
}

int tally_read(const void *bytes, size_t len, struct tally_slot **slots, size_t *capacity)
{
    struct tally_reader reader;
    tally_begin(&reader, bytes, len);
    /* A slot is two bytes at least. */
    if (reader.bad || (size_t)reader.left > len / 2)
        return -1;
    int count = reader.left;
    *slots = xgrow(*slots, capacity, (size_t)count, sizeof **slots);
    struct tally_slot *out = *slots;
    while (reader.left > 0 && reader.at < reader.end && !reader.bad)
        take_slot(&reader, out++);
    return reader.bad || reader.left > 0 || reader.at != reader.end ? -1 : count;
}
