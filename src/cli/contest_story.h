/* The events of a contest or panel as rows of a table: when, who, what, marks after. */
#ifndef BIWU_CLI_CONTEST_STORY_H
#define BIWU_CLI_CONTEST_STORY_H

#include "cli/stages.h"
#include "report/table.h"

/* One event, told. The texts live in the arena of the telling. */
struct story_event {
    int64_t n, seq;
    int64_t at; /* wall ms */
    struct text actor, kind, sentence;
    bool undone;
    const struct contest_event *event; /* of a contest; during the call only */
    const struct contest *after;       /* the state after it; during the call only */
};

/* Walks the whole contest. `each` may keep the texts. */
typedef void story_visitor(void *context, const struct story_event *event);
bool contest_story(struct store *store, struct text code, const struct contest_sheet *sheet,
                   struct arena *arena, story_visitor *each, void *context, struct err *err);
bool panel_story(struct store *store, struct text code, const struct panel_sheet *sheet, struct arena *arena,
                 story_visitor *each, void *context, struct err *err);

/* The time as tables print it. */
struct text story_time(int64_t wall_ms, struct arena *arena);

#endif
