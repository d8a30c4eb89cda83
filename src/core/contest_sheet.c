#include "core/contest_sheet.h"

#include "base/i18n.h"

#include <assert.h>

const char *const round_kind_names[ROUND_KINDS] = {
    [ROUND_REQUIRED] = "required", [ROUND_TOGETHER] = "together", [ROUND_BUZZER] = "buzzer",
    [ROUND_RISK] = "risk",         [ROUND_RAPID] = "rapid",       [ROUND_PANEL] = "panel",
    [ROUND_KNOCKOUT] = "knockout", [ROUND_PLAYOFF] = "playoff",
};
static const char *const labels[ROUND_KINDS] = {
    [ROUND_REQUIRED] = N_("required questions"), [ROUND_TOGETHER] = N_("all answer together"),
    [ROUND_BUZZER] = N_("buzzer questions"),     [ROUND_RISK] = N_("risk questions"),
    [ROUND_RAPID] = N_("rapid questions"),       [ROUND_PANEL] = N_("judged performance"),
    [ROUND_KNOCKOUT] = N_("knockout"),           [ROUND_PLAYOFF] = N_("playoff"),
};

const char *round_kind_name(enum round_kind kind)
{
    return round_kind_names[kind];
}

const char *round_kind_label(enum round_kind kind)
{
    return labels[kind];
}

bool round_kind_from_name(struct text name, enum round_kind *out)
{
    for (int i = 0; i < ROUND_KINDS; i++)
        if (text_is(name, round_kind_names[i])) {
            *out = (enum round_kind)i;
            return true;
        }
    return false;
}

static int own_sources(const struct round_sheet *round)
{
    int count = 0;
    for (int i = 0; i < round->stake_count; i++)
        count += round->stakes[i].own_source;
    return count;
}

/* Whether any item comes from the round's own source: then that is queue 0. */
static bool has_common_queue(const struct round_sheet *round)
{
    if (round->kind == ROUND_PANEL)
        return false;
    return round->stake_count == 0 || own_sources(round) < round->stake_count;
}

int round_queue_count(const struct round_sheet *round)
{
    return own_sources(round) + has_common_queue(round);
}

int round_queue_need(const struct contest_sheet *sheet, int round, int queue)
{
    const struct round_sheet *r = &sheet->rounds[round];
    assert(queue >= 0 && queue < round_queue_count(r));
    (void)queue;
    switch (r->kind) {
    case ROUND_REQUIRED:
    case ROUND_RISK:
        return r->turns * sheet->team_count;
    case ROUND_RAPID:
        return r->items * sheet->team_count;
    case ROUND_TOGETHER:
    case ROUND_BUZZER:
    case ROUND_KNOCKOUT:
    case ROUND_PLAYOFF:
        return r->items;
    case ROUND_PANEL:
        break;
    }
    return 0;
}

int round_queue_of_stake(const struct round_sheet *round, int stake)
{
    assert(stake >= 0 && stake < round->stake_count);
    if (!round->stakes[stake].own_source)
        return 0;
    int queue = has_common_queue(round);
    for (int i = 0; i < stake; i++)
        queue += round->stakes[i].own_source;
    return queue;
}

const struct item_source_rule *round_queue_source(const struct round_sheet *round, int queue)
{
    for (int i = 0; i < round->stake_count; i++)
        if (round->stakes[i].own_source && round_queue_of_stake(round, i) == queue)
            return &round->stakes[i].source;
    return &round->source;
}
