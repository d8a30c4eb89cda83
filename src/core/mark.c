#include "core/mark.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

/* Wider than mark_t, so that a product of marks and counts cannot overflow. */
__extension__ typedef __int128 wide;

static mark_t power_of_ten(int exponent)
{
    static const mark_t powers[MARK_DECIMALS + 1] = {1, 10, 100, 1000, 10000};
    assert(exponent >= 0 && exponent <= MARK_DECIMALS);
    return powers[exponent];
}

static size_t digits_at_start(struct text t)
{
    size_t n = 0;
    while (n < t.len && t.at[n] >= '0' && t.at[n] <= '9')
        n++;
    return n;
}

/* Reads `fraction` digits as 1/10000: "5" is 5000. */
static mark_t read_fraction(struct text fraction)
{
    mark_t value = 0;
    for (size_t i = 0; i < MARK_DECIMALS; i++)
        value = value * 10 + (i < fraction.len ? fraction.at[i] - '0' : 0);
    return value;
}

bool mark_parse(struct text t, mark_t *out)
{
    bool negative = t.len > 0 && t.at[0] == '-';
    t = text_from(t, negative);
    size_t digits = digits_at_start(t);
    int64_t whole;
    if (!text_to_int(text_make(t.at, digits), 0, MARK_MAX / MARK_ONE, &whole))
        return false;
    mark_t value = whole * MARK_ONE;
    struct text rest = text_from(t, digits);
    if (rest.len > 0) {
        struct text fraction = text_from(rest, 1);
        if (rest.at[0] != '.' || fraction.len == 0 || fraction.len > MARK_DECIMALS ||
            digits_at_start(fraction) != fraction.len)
            return false;
        value += read_fraction(fraction);
    }
    if (value > MARK_MAX)
        return false;
    *out = negative ? -value : value;
    return true;
}

const char *mark_format(mark_t mark, char out[static MARK_TEXT_SIZE])
{
    uint64_t size = mark < 0 ? -(uint64_t)mark : (uint64_t)mark;
    int len = snprintf(out, MARK_TEXT_SIZE, "%s%" PRIu64 ".%04" PRIu64, mark < 0 ? "-" : "", size / MARK_ONE,
                       size % MARK_ONE);
    while (out[len - 1] == '0')
        len--;
    if (out[len - 1] == '.')
        len--;
    out[len] = '\0';
    return out;
}

/* numerator / denominator to the nearest integer, halves away from zero. */
static wide divide_half_up(wide numerator, wide denominator)
{
    wide size = numerator < 0 ? -numerator : numerator;
    wide quotient = (2 * size + denominator) / (2 * denominator);
    return numerator < 0 ? -quotient : quotient;
}

mark_t mark_ratio(mark_t mark, int64_t times, int64_t by, int decimals)
{
    assert(by > 0);
    mark_t unit = power_of_ten(MARK_DECIMALS - decimals);
    return (mark_t)(divide_half_up((wide)mark * times, (wide)by * unit) * unit);
}

mark_t mark_share(mark_t full, int64_t part, int64_t whole, int decimals)
{
    assert(whole > 0 && part >= 0 && part <= whole);
    return mark_ratio(full, part, whole, decimals);
}

mark_t mark_round(mark_t mark, int decimals)
{
    return mark_share(mark, 1, 1, decimals);
}

void mark_split(mark_t full, const int *weights, int count, int decimals, mark_t *out)
{
    int64_t whole = 0, part = 0;
    for (int i = 0; i < count; i++)
        whole += weights[i];
    mark_t given = 0;
    for (int i = 0; i < count; i++) {
        part += weights[i];
        mark_t upto = mark_share(full, part, whole, decimals);
        out[i] = upto - given;
        given = upto;
    }
}
