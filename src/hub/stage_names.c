#include "hub/stage_names.h"

#include "hub/roster.h"
#include "hub/turn.h"

const struct entrant *stage_entrants(const struct stage *stage, int *count)
{
    const struct event_sheet *sheet = &stage->sheet;
    switch (stage->entry.kind) {
    case EVENT_KIND_CONTEST:
        *count = sheet->contest.team_count;
        return sheet->contest.teams;
    case EVENT_KIND_PANEL:
        *count = sheet->panel.performer_count;
        return sheet->panel.performers;
    default:
        *count = sheet->series.entrant_count;
        return sheet->series.entrants;
    }
}

static struct person person_of(const struct hub *hub, struct arena *arena, struct text number)
{
    const struct person_record *record = roster_find(hub, number);
    if (!record)
        return (struct person){.number = number, .name = number};
    return (struct person){.number = number,
                           .name = arena_text(arena, record->person.name),
                           .unit = arena_text(arena, record->person.unit),
                           .post = arena_text(arena, record->person.post)};
}

static void fill_entrant(const struct hub *hub, struct arena *arena, struct entrant *entrant)
{
    if (entrant->name.len)
        return;
    struct person person = person_of(hub, arena, entrant->code);
    entrant->name = person.name;
    if (!entrant->unit.len)
        entrant->unit = person.unit;
}

static void fill_judges(const struct hub *hub, struct stage *stage)
{
    const struct panel_sheet *sheet = &stage->sheet.panel;
    struct stage_names *names = &stage->names;
    names->judges = arena_array(&names->arena, (size_t)sheet->judge_count, sizeof *names->judges);
    for (int i = 0; i < sheet->judge_count; i++)
        names->judges[i] = sheet->judges_named
                               ? person_of(hub, &names->arena, sheet->judges[i])
                               : (struct person){.number = sheet->judges[i], .name = sheet->judges[i]};
}

void stage_names_refresh(struct hub *hub, struct stage *stage)
{
    struct stage_names *names = &stage->names;
    struct err err = ERR_NONE;
    int count;
    if (names->fresh)
        return;
    if (!roster_refresh(hub, &err))
        turn_unreadable(hub, &err);
    const struct entrant *entrants = stage_entrants(stage, &count);
    arena_clear(&names->arena);
    names->entrants = arena_array(&names->arena, (size_t)count, sizeof *names->entrants);
    for (int i = 0; i < count; i++) {
        names->entrants[i] = entrants[i];
        fill_entrant(hub, &names->arena, &names->entrants[i]);
    }
    if (stage->entry.kind == EVENT_KIND_PANEL)
        fill_judges(hub, stage);
    names->fresh = true;
}

void stages_forget_names(struct hub *hub)
{
    for (size_t i = 0; i < hub->stage_count; i++) {
        struct stage *stage = hub->stages[i];
        stage->names.fresh = false;
        stage->frame++;
        stage->changed = true;
    }
}

void stage_names_drop(struct stage *stage)
{
    arena_finish(&stage->names.arena);
    stage->names = (struct stage_names){.fresh = false};
}
