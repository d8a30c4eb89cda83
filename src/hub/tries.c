#include "hub/tries.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "hub/log.h"
#include "hub/turn.h"

#include <stdlib.h>

enum { DELAY_MOST = 60, STRANGERS_MOST = 10000 };

struct stranger {
    int wrong;
    int64_t blocked_until;
    bool locked;
    size_t len;
    char number[];
};

int64_t tries_delay(int wrong)
{
    if (wrong < 3)
        return 0;
    return wrong - 3 < 6 ? INT64_C(1) << (wrong - 3) : DELAY_MOST;
}

bool tries_load(struct hub *hub, struct text number, struct arena *arena, struct standing_tries *out,
                struct err *err)
{
    struct err reason = ERR_NONE;
    *out = (struct standing_tries){.wrong = 0};
    if (person_find(hub->store, number, arena, &out->record, &reason)) {
        out->known = out->record.active && out->record.pin_hash.len;
    } else if (reason.kind != ERR_NOT_FOUND) {
        *err = reason;
        return false;
    }
    if (out->known) {
        out->wrong = out->record.wrong;
        out->blocked_until = out->record.blocked_until;
        out->locked = out->record.locked;
        return true;
    }
    const struct stranger *stranger = map_get(&hub->strangers, number);
    if (stranger) {
        out->wrong = stranger->wrong;
        out->blocked_until = stranger->blocked_until;
        out->locked = stranger->locked;
    }
    return true;
}

enum wire_error tries_check(const struct standing_tries *tries, int64_t *wait)
{
    if (tries->locked)
        return WIRE_LOCKED;
    int64_t ms = tries->blocked_until - clock_wall_ms();
    if (ms <= 0)
        return WIRE_OK;
    /* A wall clock that was set back does not block anybody for longer. */
    *wait = ms > DELAY_MOST * 1000 ? DELAY_MOST : (ms + 999) / 1000;
    return WIRE_BLOCKED;
}

static void forget_strangers(struct hub *hub)
{
    size_t at = 0;
    for (struct stranger *s; (s = map_next(&hub->strangers, &at));)
        free(s);
    map_finish(&hub->strangers);
}

static void put_stranger(struct hub *hub, struct text number, int wrong, int64_t blocked_until, bool locked)
{
    struct stranger *stranger = map_get(&hub->strangers, number);
    if (!stranger) {
        if (hub->strangers.count >= STRANGERS_MOST)
            forget_strangers(hub);
        stranger = xcalloc(1, sizeof *stranger + number.len);
        memcpy(stranger->number, number.at, number.len);
        stranger->len = number.len;
        map_put(&hub->strangers, text_make(stranger->number, stranger->len), stranger);
    }
    stranger->wrong = wrong;
    stranger->blocked_until = blocked_until;
    stranger->locked = locked;
}

enum wire_error tries_count_wrong(struct hub *hub, struct text number, const struct standing_tries *tries,
                                  int64_t *wait)
{
    int wrong = tries->wrong + 1;
    bool locked = wrong >= hub->hall.wrong_pins;
    *wait = locked ? 0 : tries_delay(wrong);
    int64_t until = clock_wall_ms() + *wait * 1000;
    struct err err = ERR_NONE;
    /* A stranger's wrong PIN costs the same flush to disk, so that the wait for the reply tells nothing. */
    if (!turn_write(hub))
        return WIRE_NOT_SAVED;
    if (!tries->known) {
        put_stranger(hub, number, wrong, until, locked);
    } else {
        if (!person_set_tries(hub->store, number, wrong, until, locked, &err))
            return turn_fail(hub, &err);
        hub->roster.fresh = hub->roster.fresh && !locked;
    }
    if (locked)
        log_line(_("the sign-in of %.*s is locked (wrong PINs: %d)"), TEXT_ARG(number), wrong);
    return locked ? WIRE_LOCKED : WIRE_WRONG_PIN;
}

bool tries_clear(struct hub *hub, struct text number, const struct standing_tries *tries, struct err *err)
{
    return tries->wrong == 0 || person_set_tries(hub->store, number, 0, 0, false, err);
}

void tries_forgive_stranger(struct hub *hub, struct text number)
{
    struct stranger *stranger = map_get(&hub->strangers, number);
    map_remove(&hub->strangers, number);
    free(stranger);
}

void tries_finish(struct hub *hub)
{
    forget_strangers(hub);
}
