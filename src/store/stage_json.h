/* What the bodies of contests and panels share. Private to the room. */
#ifndef BIWU_STORE_STAGE_JSON_H
#define BIWU_STORE_STAGE_JSON_H

#include "base/err.h"
#include "base/text.h"

enum { STAGE_TEXT_MAX = 64 * 1024 }; /* bytes of any one text in a body */
/* Far beyond every honest time, and so small that sums of them stay within 64 bits. */
#define STAGE_MS_MAX (INT64_C(1) << 53)

static inline bool stage_time_fits(int64_t ms)
{
    return ms >= -STAGE_MS_MAX && ms <= STAGE_MS_MAX;
}

static inline bool stage_ints_fit(const int64_t *values, int64_t count, int64_t min, int64_t max)
{
    for (int64_t i = 0; i < count; i++)
        if (values[i] < min || values[i] > max)
            return false;
    return true;
}

/* Says that an entry cannot be read; returns false. */
bool stage_unreadable(struct err *err);

#endif
