/* Panels for tests of their rules: a plain sheet to change, and short words for commands. */
#ifndef BIWU_TESTS_UNIT_PANELS_H
#define BIWU_TESTS_UNIT_PANELS_H

#include "core/panel.h"

enum { PANELS_MAX_PERFORMERS = 12, PANELS_MAX_CRITERIA = 4 };

static const struct text panels_words[PANEL_MAX_JUDGES] = {
    TEXT("1"), TEXT("2"),  TEXT("3"),  TEXT("4"),  TEXT("5"),  TEXT("6"),  TEXT("7"),  TEXT("8"),
    TEXT("9"), TEXT("10"), TEXT("11"), TEXT("12"), TEXT("13"), TEXT("14"), TEXT("15"),
};

/* A sheet and what it points to; not to be copied once `panels_sheet` has filled it. */
struct panel_room {
    struct panel_sheet sheet;
    struct entrant performers[PANELS_MAX_PERFORMERS];
    struct criterion criteria[PANELS_MAX_CRITERIA];
    struct panel panel;
    int64_t now;
};

/* Marks from 0 to 10 in quarters, all of them counted, means of totals to two decimals. */
static inline void panels_sheet(struct panel_room *room, int performers, int judges, int criteria)
{
    *room = (struct panel_room){.now = 1000};
    for (int i = 0; i < performers; i++)
        room->performers[i] = (struct entrant){.code = panels_words[i], .name = panels_words[i]};
    for (int i = 0; i < criteria; i++)
        room->criteria[i] = (struct criterion){.id = panels_words[i],
                                               .title = panels_words[i],
                                               .max = 10 * MARK_ONE,
                                               .step = MARK_ONE / 4,
                                               .factor = MARK_ONE};
    room->sheet = (struct panel_sheet){
        .code = TEXT("p"),
        .performers = room->performers,
        .performer_count = performers,
        .judge_count = judges,
        .judges = panels_words,
        .drop_from = 1,
        .rounding = {2, 2, 2},
        .factor = MARK_ONE,
        .order = PERFORM_SEAT,
        .criteria = room->criteria,
        .criterion_count = criteria,
        .rank = {{PANEL_RANK_TOTAL, -1}},
        .rank_count = 1,
    };
}

static inline enum panel_refusal panels_act(struct panel_room *room, struct panel_command command)
{
    struct panel_event event;
    enum panel_refusal refusal = panel_decide(&room->panel, &command, room->now, &event);
    if (refusal == PANEL_OK)
        panel_apply(&room->panel, &event);
    return refusal;
}

static inline struct panel_command panels_command(enum panel_command_kind kind)
{
    return (struct panel_command){
        .kind = kind, .as = {.performer = -1, .judge = -1, .criterion = -1, .envelope = -1, .topic = -1}};
}

/* A command of the organizer or the head judge on a performer, with a reason. */
static inline enum panel_refusal panels_do(struct panel_room *room, enum panel_command_kind kind,
                                           int performer)
{
    struct panel_command command = panels_command(kind);
    command.as.performer = performer;
    command.as.on = true;
    command.as.reason = text_of("so it was agreed");
    return panels_act(room, command);
}

/* The same about a judge. */
static inline enum panel_refusal panels_do_judge(struct panel_room *room, enum panel_command_kind kind,
                                                 int performer, int judge)
{
    struct panel_command command = panels_command(kind);
    command.as.performer = performer;
    command.as.judge = judge;
    command.as.on = true;
    command.as.reason = text_of("so it was agreed");
    return panels_act(room, command);
}

static inline enum panel_refusal panels_mark(struct panel_room *room, int performer, int judge, int criterion,
                                             mark_t mark)
{
    struct panel_command command = panels_command(PANEL_MARK);
    command.as.performer = performer;
    command.as.judge = judge;
    command.as.criterion = criterion;
    command.as.mark = mark;
    return panels_act(room, command);
}

static inline enum panel_refusal panels_sign(struct panel_room *room, int performer, int judge)
{
    return panels_do_judge(room, PANEL_SIGN, performer, judge);
}

/* Sets up the panel and begins it by a draw. */
static inline enum panel_refusal panels_begin(struct panel_room *room)
{
    struct arena arena = ARENA_EMPTY;
    struct panel_command command;
    panel_init(&room->panel, &room->sheet);
    panel_draw(&room->sheet, text_of("比武"), NULL, &arena, &command);
    enum panel_refusal refusal = panels_act(room, command);
    arena_finish(&arena);
    return refusal;
}

#endif
