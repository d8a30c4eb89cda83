#include "hub/roster.h"

#include <stdlib.h>

bool roster_refresh(struct hub *hub, struct err *err)
{
    struct roster *roster = &hub->roster;
    if (roster->fresh)
        return true;
    arena_clear(&roster->arena);
    roster->count = 0;
    if (!person_list(hub->store, false, &roster->arena, &roster->records, &roster->count, err))
        return false;
    roster->people = arena_array(&roster->arena, roster->count, sizeof *roster->people);
    for (size_t i = 0; i < roster->count; i++)
        roster->people[i] = roster->records[i].person;
    roster->fresh = true;
    return true;
}

static int by_number(const void *key, const void *element)
{
    return text_compare(*(const struct text *)key, ((const struct person_record *)element)->person.number);
}

const struct person_record *roster_find(const struct hub *hub, struct text number)
{
    const struct roster *roster = &hub->roster;
    if (!roster->count)
        return NULL;
    return bsearch(&number, roster->records, roster->count, sizeof *roster->records, by_number);
}

void roster_finish(struct roster *roster)
{
    arena_finish(&roster->arena);
}
