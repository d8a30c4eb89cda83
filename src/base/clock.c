#include "base/clock.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

static int64_t read_clock(clockid_t id, int64_t per_second)
{
    struct timespec now;
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * per_second + (int64_t)now.tv_nsec / (1000000000 / per_second);
}

int64_t clock_wall_ms(void)
{
    return read_clock(CLOCK_REALTIME, 1000);
}

int64_t clock_boot_ms(void)
{
    return read_clock(CLOCK_BOOTTIME, 1000);
}

int64_t clock_monotonic_ns(void)
{
    return read_clock(CLOCK_MONOTONIC, 1000000000);
}

static const char *format_local(int64_t wall_ms, const char *format, char *out)
{
    time_t seconds = (time_t)(wall_ms / 1000);
    struct tm local;
    if (!localtime_r(&seconds, &local) || strftime(out, CLOCK_TEXT_SIZE, format, &local) == 0)
        snprintf(out, CLOCK_TEXT_SIZE, "?");
    return out;
}

const char *clock_format(int64_t wall_ms, char out[static CLOCK_TEXT_SIZE])
{
    return format_local(wall_ms, "%Y-%m-%d %H:%M:%S", out);
}

const char *clock_format_minute(int64_t wall_ms, char out[static CLOCK_TEXT_SIZE])
{
    return format_local(wall_ms, "%Y-%m-%d %H:%M", out);
}

bool clock_parse(struct text t, int64_t *wall_ms)
{
    char copy[24], end;
    if (t.len < 10 || t.len >= sizeof copy)
        return false;
    memcpy(copy, t.at, t.len);
    copy[t.len] = '\0';
    if (t.len > 10 && copy[10] == 'T')
        copy[10] = ' ';
    int year, month, day, hour = 0, minute = 0, second = 0;
    int n = sscanf(copy, "%4d-%2d-%2d %2d:%2d:%2d%c", &year, &month, &day, &hour, &minute, &second, &end);
    static const size_t lengths[7] = {[3] = 10, [5] = 16, [6] = 19};
    if (n < 3 || n > 6 || lengths[n] != t.len)
        return false;
    struct tm local = {.tm_year = year - 1900,
                       .tm_mon = month - 1,
                       .tm_mday = day,
                       .tm_hour = hour,
                       .tm_min = minute,
                       .tm_sec = second,
                       .tm_isdst = -1};
    struct tm wanted = local;
    time_t seconds = mktime(&local);
    if (seconds == (time_t)-1 || local.tm_mday != wanted.tm_mday || local.tm_mon != wanted.tm_mon ||
        local.tm_hour != wanted.tm_hour || local.tm_min != wanted.tm_min || local.tm_sec != wanted.tm_sec ||
        year < 1970)
        return false;
    *wall_ms = (int64_t)seconds * 1000;
    return true;
}

const char *clock_format_duration(int64_t ms, char out[static CLOCK_TEXT_SIZE])
{
    int64_t seconds = ms > 0 ? (ms + 999) / 1000 : 0;
    int64_t hours = seconds / 3600;
    if (hours)
        snprintf(out, CLOCK_TEXT_SIZE, "%" PRId64 ":%02d:%02d", hours, (int)(seconds / 60 % 60),
                 (int)(seconds % 60));
    else
        snprintf(out, CLOCK_TEXT_SIZE, "%d:%02d", (int)(seconds / 60), (int)(seconds % 60));
    return out;
}
