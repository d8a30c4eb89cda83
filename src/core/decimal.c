#include "core/decimal.h"

#include <assert.h>

static const decimal_units ONE = (decimal_units)1000000000000000000;

/* Takes the digits at the start of *rest; false when there are none or more than DECIMAL_DIGITS that count.
 */
static bool take_digits(struct text *rest, struct text *digits)
{
    size_t n = 0, zeros = 0;
    while (n < rest->len && rest->at[n] >= '0' && rest->at[n] <= '9') {
        zeros += zeros == n && rest->at[n] == '0';
        n++;
    }
    *digits = text_make(rest->at + zeros, n - zeros);
    *rest = text_from(*rest, n);
    return n > 0 && n - zeros <= DECIMAL_DIGITS;
}

static decimal_units value_of(struct text digits)
{
    decimal_units value = 0;
    for (size_t i = 0; i < digits.len; i++)
        value = value * 10 + (digits.at[i] - '0');
    return value;
}

/* Reads ".25" as units; false for anything else. */
static bool parse_fraction(struct text t, decimal_units *out)
{
    struct text digits = text_from(t, 1);
    if (t.at[0] != '.' || digits.len == 0 || digits.len > DECIMAL_DIGITS)
        return false;
    decimal_units value = 0;
    for (size_t i = 0; i < DECIMAL_DIGITS; i++) {
        char c = i < digits.len ? digits.at[i] : '0';
        if (c < '0' || c > '9')
            return false;
        value = value * 10 + (c - '0');
    }
    *out = value;
    return true;
}

bool decimal_parse(struct text t, struct decimal *out)
{
    if (t.len == 0)
        return false;
    bool negative = t.at[0] == '-';
    struct text rest = text_from(t, negative || t.at[0] == '+');
    struct text digits;
    decimal_units fraction = 0;
    if (!take_digits(&rest, &digits) || (rest.len > 0 && !parse_fraction(rest, &fraction)))
        return false;
    decimal_units units = value_of(digits) * ONE + fraction;
    out->units = negative ? -units : units;
    return true;
}

const char *decimal_format(struct decimal d, char out[static DECIMAL_TEXT_SIZE])
{
    decimal_units size = d.units < 0 ? -d.units : d.units;
    assert(size / ONE < ONE);
    char digits[2 * DECIMAL_DIGITS];
    for (int i = 2 * DECIMAL_DIGITS; i-- > 0; size /= 10)
        digits[i] = (char)('0' + (int)(size % 10));
    int first = 0, end = 2 * DECIMAL_DIGITS;
    while (first < DECIMAL_DIGITS - 1 && digits[first] == '0')
        first++;
    while (end > DECIMAL_DIGITS && digits[end - 1] == '0')
        end--;

    char *to = out;
    if (d.units < 0)
        *to++ = '-';
    for (int i = first; i < end; i++) {
        if (i == DECIMAL_DIGITS)
            *to++ = '.';
        *to++ = digits[i];
    }
    *to = '\0';
    return out;
}

bool decimal_within(struct decimal a, struct decimal b, struct decimal tolerance)
{
    decimal_units apart = a.units < b.units ? b.units - a.units : a.units - b.units;
    return apart <= tolerance.units;
}
