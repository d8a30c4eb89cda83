/* What the drum shows (tui/screens/drum.h). */
#ifndef BIWU_TUI_DRUM_H
#define BIWU_TUI_DRUM_H

#include "base/text.h"

/* One that is drawn. */
struct drum_stop {
    struct text heading; /* for what: the unit, the place, who gets the topic */
    struct text text;    /* what stands still, large */
    struct text detail;  /* below it; may be empty */
    struct text line;    /* in the list of all that stand */
    /* That run before it stands, who alone could be drawn for it; none: the show's. */
    const struct text *names;
    int name_count;
};

/* Texts and arrays outlive the terminal. */
struct drum_show {
    struct text title;        /* for the title bar */
    struct text subtitle;     /* what is drawn, from how many */
    struct text foot;         /* where it comes from: the seed */
    const struct text *names; /* that run; at least one */
    int name_count;
    const struct drum_stop *stops; /* in the order in which they stand; may be none */
    int stop_count;
};

#endif
