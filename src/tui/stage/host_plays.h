/* What was on the stage, for the host: shared by what it does (host_plays.c), what it changes
 * (host_amend.c) and how it looks (host_plays_draw.c). */
#ifndef BIWU_TUI_STAGE_HOST_PLAYS_H
#define BIWU_TUI_STAGE_HOST_PLAYS_H

#include "tui/app/app.h"
#include "tui/widgets/list.h"

/* A line of the list: a protest, an item, or a ruling on the item above. */
enum entry_kind { ENTRY_PROTEST, ENTRY_PLAY, ENTRY_RULING };

struct entry {
    enum entry_kind kind;
    int64_t protest, play, ruling; /* indexes in the rows kept; -1 where they say nothing */
};

/* A change being prepared: asked for, then previewed, then confirmed. */
struct change {
    enum contest_command_kind command;
    int64_t play, item, team;
    enum verdict verdict;
    mark_t marks;
    bool cancels, upheld;
    char *reason; /* owned; NULL: not given yet */
};

struct plays {
    struct screen screen;
    struct arena arena; /* of the rows */
    const struct play_row *plays;
    int64_t play_count;
    const struct protest_row *protests;
    int64_t protest_count;
    struct entry *entries; /* in the arena */
    struct list list;
    int first_line;
    bool loaded;
    int64_t pending, changing, previewing; /* requests waited for */
    int64_t changes;                       /* stage.changes when the rows were asked for */
    struct change change;
};

/* The chosen line; NULL: there is none. */
const struct entry *plays_chosen(const struct plays *plays);

/* Questions about a line; what a change would do is shown before it is carried out. */
struct step plays_ask_amend(struct plays *plays, const struct entry *entry, enum verdict verdict);
struct step plays_ask_void(struct plays *plays, const struct entry *entry);
struct step plays_ask_protest(struct plays *plays, const struct entry *entry);
struct step plays_ask_settle(struct plays *plays, const struct entry *entry);
struct step plays_on_answer(struct plays *plays, const struct event *event);
struct step plays_on_preview(struct plays *plays, const struct reply *reply);

void plays_draw(struct screen *screen, struct canvas *canvas, struct rect rect);

#endif
