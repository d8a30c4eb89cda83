#include "hub/contest_panel.h"

#include "hub/stages.h"

static struct stage *panel_of(struct hub *hub, const struct contest *contest, int round)
{
    struct text detail = TEXT("");
    if (round < 0 || round >= contest->sheet->round_count ||
        contest->sheet->rounds[round].kind != ROUND_PANEL)
        return NULL;
    struct stage *stage = stages_find(hub, contest->sheet->rounds[round].panel);
    if (!stage || stage->entry.kind != EVENT_KIND_PANEL || stage_wake(hub, stage, &detail) != WIRE_OK)
        return NULL;
    return stage;
}

static bool has_marked_all(const struct panel *panel)
{
    for (int i = 0; i < panel->sheet->performer_count; i++)
        if (!panel->performers[i].closed && !panel->performers[i].withdrawn)
            return false;
    return panel->begun;
}

bool contest_panel_is_ready(struct hub *hub, const struct contest *contest, int round)
{
    const struct stage *stage = panel_of(hub, contest, round);
    return stage && has_marked_all(&stage->panel);
}

static enum wire_error refuse(enum contest_refusal refusal, struct text *detail)
{
    *detail = text_of(contest_refusal_names[refusal]);
    return WIRE_CONTEST;
}

enum wire_error contest_panel_marks(struct hub *hub, const struct contest *contest,
                                    struct contest_command *command, struct text *detail)
{
    if (command->as.round < 0)
        command->as.round = contest->round;
    if (command->as.round < 0 || command->as.round >= contest->sheet->round_count)
        return refuse(CONTEST_NO_ROUND, detail);
    const struct stage *stage = panel_of(hub, contest, (int)command->as.round);
    if (!stage)
        return refuse(CONTEST_NO_ROUND, detail);
    if (!has_marked_all(&stage->panel))
        return refuse(CONTEST_OPEN_MATTERS, detail);
    const struct panel_sheet *sheet = &stage->sheet.panel;
    struct contest_delta *deltas =
        arena_array(&hub->scratch, (size_t)contest->sheet->team_count, sizeof *deltas);
    int64_t count = 0;
    for (int team = 0; team < contest->sheet->team_count; team++) {
        int at = entrant_find(sheet->performers, sheet->performer_count, contest->sheet->teams[team].code);
        if (at >= 0 && stage->panel.performers[at].closed)
            deltas[count++] = (struct contest_delta){team, stage->panel.performers[at].mark};
    }
    command->as.deltas = deltas;
    command->as.delta_count = count;
    return WIRE_OK;
}

int64_t contest_press_place(const struct contest *contest, const struct contest_play *play, int team)
{
    int order[ENTRANTS_MAX];
    size_t count = contest_press_order(contest, play, order, ENTRANTS_MAX);
    for (size_t i = 0; i < count && i < ENTRANTS_MAX; i++)
        if (order[i] == team)
            return (int64_t)i + 1;
    return 0;
}

static bool is_carried(struct hub *hub, const struct contest *contest, int round)
{
    struct contest_command carry = {.kind = CONTEST_CARRY, .as = {.round = round, .team = -1}};
    struct contest_event event;
    struct text detail;
    return contest_panel_marks(hub, contest, &carry, &detail) == WIRE_OK &&
           contest_decide(contest, &carry, hall_clock_now(&hub->clock), NULL, &hub->scratch, &event) ==
               CONTEST_NOTHING;
}

bool contest_panels_carried(struct hub *hub, const struct contest *contest)
{
    for (int i = 0; i < contest->sheet->round_count; i++)
        if (contest->rounds_carried[i] && !is_carried(hub, contest, i))
            return false;
    return true;
}
