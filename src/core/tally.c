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

/* ---- Reading: fifty million slots should take a second, so there is little to guess for the processor
 * -------- */

/* The bytes of the longest slot and some: reading one looks no further. */
enum { SLOT_REACH = 64, NUMBER_MAX = 9, SHORT_MAX = 1024 };

static uint64_t take_long_number(const uint8_t **at, bool *bad)
{
    uint64_t value = 0;
    for (int i = 0; i < NUMBER_MAX; i++) {
        uint8_t byte = *(*at)++;
        value |= (uint64_t)(byte & 0x7F) << 7 * i;
        if (!(byte & 0x80))
            return value;
    }
    *bad = true;
    return 0;
}

/* One byte or two without a branch. */
static inline uint64_t take_number(const uint8_t **at, bool *bad)
{
    uint64_t first = (*at)[0], second = (*at)[1], more = first >> 7;
    if (more & second >> 7)
        return take_long_number(at, bad);
    *at += 1 + more;
    return (first & 0x7F) | (second << 7 & -more);
}

static inline int64_t take_limited(const uint8_t **at, int64_t limit, bool *bad)
{
    uint64_t value = take_number(at, bad);
    bool wrong = value > (uint64_t)limit;
    *bad |= wrong;
    return wrong ? 0 : (int64_t)value;
}

static inline int64_t take_signed(const uint8_t **at, int64_t limit, bool *bad)
{
    int64_t value = unzigzag(take_number(at, bad));
    bool wrong = value < -limit || value > limit;
    *bad |= wrong;
    return wrong ? 0 : value;
}

/* Reads one slot from `at`, where SLOT_REACH bytes can be read, and returns where the next begins. What comes
 * of bad bytes is only good for being thrown away. */
__attribute__((always_inline)) static inline const uint8_t *take_slot(const uint8_t *at,
                                                                      struct tally_reader *reader,
                                                                      struct tally_slot *out)
{
    bool bad = false;
    unsigned flags = *at++;
    int64_t revision = reader->revision + take_signed(&at, 2 * TALLY_LIMIT, &bad);
    bad |= revision > TALLY_LIMIT || revision < -TALLY_LIMIT;
    reader->revision = revision = bad ? 0 : revision;
    if (flags & TALLY_FULL)
        reader->full = take_signed(&at, TALLY_LIMIT, &bad);
    out->revision = revision;
    out->child = flags & TALLY_CHILD ? (int)take_limited(&at, TALLY_CHILD_MAX, &bad) : -1;
    out->full = reader->full;
    out->mark = reader->full & -(int64_t)(flags / TALLY_RIGHT & 1);
    if ((flags & (TALLY_RIGHT | TALLY_PARTLY)) == TALLY_PARTLY)
        out->mark = take_signed(&at, TALLY_LIMIT, &bad);
    out->given = flags & TALLY_GIVEN;
    out->pending = flags & TALLY_PENDING;
    out->chosen = flags & TALLY_CHOSEN ? (uint32_t)take_limited(&at, UINT32_MAX, &bad) : 0;
    int64_t spent = flags & TALLY_SPENT ? take_limited(&at, TALLY_LIMIT, &bad) : 0;
    out->spent = spent * TALLY_TENTH;
    reader->bad |= bad;
    return at;
}

/* Near the end: as take_slot, from a copy with nothing but zeros behind it. */
static void take_last_slot(struct tally_reader *reader, struct tally_slot *out)
{
    uint8_t copy[2 * SLOT_REACH] = {0};
    size_t rest = (size_t)(reader->end - reader->at);
    memcpy(copy, reader->at, rest);
    size_t taken = (size_t)(take_slot(copy, reader, out) - copy);
    reader->bad |= taken > rest;
    reader->at += taken > rest ? rest : taken;
}

void tally_begin(struct tally_reader *reader, const void *bytes, size_t len)
{
    uint8_t start[SLOT_REACH] = {0};
    const uint8_t *at = start;
    *reader = (struct tally_reader){.at = bytes};
    if (len)
        memcpy(start, bytes, len < SLOT_REACH ? len : SLOT_REACH);
    int64_t count = take_limited(&at, INT32_MAX, &reader->bad);
    size_t taken = (size_t)(at - start);
    reader->bad |= taken > len;
    reader->left = reader->bad ? 0 : (int)count;
    reader->end = len ? reader->at + len : reader->at;
    reader->at = taken > len ? reader->end : reader->at + taken;
}

bool tally_next(struct tally_reader *reader, struct tally_slot *out)
{
    if (reader->left <= 0 || reader->at >= reader->end || reader->bad) {
        reader->bad = reader->bad || reader->left > 0 || reader->at != reader->end;
        return false;
    }
    reader->left--;
    if (reader->end - reader->at >= SLOT_REACH)
        reader->at = take_slot(reader->at, reader, out);
    else
        take_last_slot(reader, out);
    return !reader->bad;
}

/* All of a tally that fits into the copy, which has zeros behind it. */
static bool take_short(struct tally_reader *reader, struct tally_slot *out)
{
    uint8_t copy[SHORT_MAX + SLOT_REACH];
    size_t rest = (size_t)(reader->end - reader->at);
    memcpy(copy, reader->at, rest);
    memset(copy + rest, 0, SLOT_REACH);
    const uint8_t *at = copy, *end = copy + rest;
    int left = reader->left;
    for (; left > 0 && at < end; left--)
        at = take_slot(at, reader, out++);
    return !reader->bad && left == 0 && at == end;
}

static bool take_all(struct tally_reader *reader, struct tally_slot *out)
{
    if (reader->end - reader->at <= SHORT_MAX)
        return take_short(reader, out);
    while (reader->left > 0)
        if (!tally_next(reader, out++))
            return false;
    return reader->at == reader->end;
}

int tally_read(const void *bytes, size_t len, struct tally_slot **slots, size_t *capacity)
{
    struct tally_reader reader;
    tally_begin(&reader, bytes, len);
    int count = reader.left;
    /* A slot is two bytes at least. */
    if (reader.bad || (size_t)count > len / 2)
        return -1;
    *slots = xgrow(*slots, capacity, (size_t)count, sizeof **slots);
    return take_all(&reader, *slots) ? count : -1;
}
