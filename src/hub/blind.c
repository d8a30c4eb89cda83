#include "hub/blind.h"

static bool by_code(const struct panel *panel, bool host, int64_t performer)
{
    return !host && panel->sheet->blind && panel->begun && performer >= 0 &&
           performer < panel->sheet->performer_count;
}

int64_t performer_told(const struct panel *panel, bool host, int64_t performer)
{
    return by_code(panel, host, performer) ? panel->performers[performer].code - 1 : performer;
}

int64_t performer_meant(const struct panel *panel, bool host, int64_t told)
{
    if (!by_code(panel, host, told))
        return told;
    int64_t performer = 0;
    while (panel->performers[performer].code - 1 != told) /* the codes are a permutation */
        performer++;
    return performer;
}
