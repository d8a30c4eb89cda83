/* One item at hand: shows it and turns keys into a response, each kind in its own way. Knows nothing of the
 * hub; letters and orders are those shown. */
#ifndef BIWU_TUI_SCREENS_ITEM_VIEW_H
#define BIWU_TUI_SCREENS_ITEM_VIEW_H

#include "tui/ticks.h"
#include "tui/widgets/area.h"
#include "tui/widgets/edit.h"
#include "tui/widgets/page.h"
#include "wire/message.h"

/* What a key does to an item; the test screen's table names them. */
enum item_action {
    ITEM_ACT_UP = 1,
    ITEM_ACT_DOWN,
    ITEM_ACT_PICK,   /* Space: choose, tick, pick up, put down */
    ITEM_ACT_ENTER,  /* like Space for one choice, else on to the next field or item */
    ITEM_ACT_LETTER, /* index: 0 = A */
    ITEM_ACT_DIGIT,  /* index: 0 = 1 */
    ITEM_ACT_CLEAR,
    ITEM_ACT_CANCEL, /* Esc while something is picked up */
    ITEM_ACT_NEXT_FIELD,
    ITEM_ACT_PREVIOUS_FIELD,
    ITEM_ACT_NONE, /* none of the points */
};

/* Bits of a screen's key modes, by the way of answering. */
enum {
    ITEM_MODE_ONE = 1,    /* single, truefalse */
    ITEM_MODE_MANY = 2,   /* multiple */
    ITEM_MODE_TYPING = 4, /* blank, numeric */
    ITEM_MODE_ORDER = 8,
    ITEM_MODE_HELD = 16, /* order, while an entry is picked up */
    ITEM_MODE_MATCH = 32,
    ITEM_MODE_SPOT = 64,
    ITEM_MODE_WORDS = 1 << 16,  /* short: several lines of text */
    ITEM_MODE_POINTS = 1 << 17, /* short, of an oral test: points to tick */
    ITEM_MODE_ASIDE = 1 << 18,  /* together with WORDS: beside points */
};

enum item_done {
    ITEM_IGNORED,    /* the item has no use for it */
    ITEM_MOVED,      /* only the view changed */
    ITEM_TYPED,      /* the response changed by typing: more may follow at once */
    ITEM_CHANGED,    /* the response changed */
    ITEM_LEFT_FIELD, /* the typing in one field has come to an end */
    ITEM_NEXT,       /* Enter at the end: on to the next item */
    ITEM_TICKED,     /* `ticks` changed */
    ITEM_FULL,       /* as ITEM_TYPED, but not all of it found room */
};

struct item_kind_ops;

struct item_view {
    const struct item_kind_ops *ops;
    struct slot_row copy;       /* of the row: its numbers outlive the paper, its texts do not */
    const struct slot_row *row; /* = &copy; NULL before the first item */
    int number;                 /* of the item on the form, from 1 */
    int cursor;                 /* option, entry, left, segment or field, from 0 */
    uint32_t chosen;            /* bit a choice */
    uint8_t order[ITEM_MAX_OPTIONS];
    bool held, given;                       /* of order */
    uint8_t order_before[ITEM_MAX_OPTIONS]; /* before the pick-up */
    int right_of[ITEM_MAX_OPTIONS];         /* of match; -1: none */
    struct edit fields[ITEM_MAX_BLANKS];
    int field_count;
    struct area words;  /* of short */
    int words_x;        /* where it was drawn: the leftmost column */
    struct ticks ticks; /* of short, in an oral test */
    bool aside;         /* there: the words are being written, not the points ticked */
    bool spacious;      /* drawn with room between the choices, for reading out */
    int scroll;
    bool reading; /* the user scrolls: the cursor need not be in view */
    int lines, rows;
    struct hits hits;
};

struct item_kind_ops {
    enum item_kind kind;
    uint32_t mode;
    /* Sets the state from a response. */
    void (*read)(struct item_view *view, struct text response);
    /* Appends the response; nothing when there is none. */
    void (*write)(const struct item_view *view, struct buf *out);
    enum item_done (*act)(struct item_view *view, int action, int index);
    void (*draw)(struct item_view *view, struct page *page);
    int (*count)(const struct item_view *view); /* places the cursor can be at */
    /* Characters, keys and pastes that are bound to nothing; NULL: they go to the field at the cursor. */
    enum item_done (*event)(struct item_view *view, const struct event *event);
};

/* Clicks on rows of an answer in words: the row's number and this. */
enum { ITEM_HIT_ROW = 1000 };

extern const struct item_kind_ops item_single_ops, item_multiple_ops, item_truefalse_ops, item_blank_ops,
    item_numeric_ops, item_order_ops, item_match_ops, item_spot_ops, item_short_ops, item_oral_ops;

void item_view_init(struct item_view *view);
void item_view_finish(struct item_view *view);
/* Shows this item; the row's texts must outlive the view's use of it. */
void item_view_open(struct item_view *view, const struct slot_row *row, int number, struct text response);
/* The same item came in again with new texts; the response shown stays. */
void item_view_renew(struct item_view *view, const struct slot_row *row);
/* The response changed behind the view's back: takes it, keeps the cursor. */
void item_view_reload(struct item_view *view, const struct slot_row *row, struct text response);
/* Oral: the examiner's ticks, in place of the row's. */
void item_view_set_ticks(struct item_view *view, struct ticks ticks);
uint32_t item_view_mode(const struct item_view *view);
void item_view_response(const struct item_view *view, struct buf *out);
enum item_done item_view_act(struct item_view *view, int action, int index);
/* Typing, paste and mouse. */
enum item_done item_view_event(struct item_view *view, const struct event *event);
void item_view_draw(struct item_view *view, struct canvas *canvas, struct rect rect, struct arena *scratch);

/* ---- For the kinds ---------------------------------------------------------------------------------- */

/* Draws the stem with its number. */
void item_draw_stem(const struct item_view *view, struct page *page, struct text stem);
/* Draws "> (●) A. text" and remembers where. */
void item_draw_choice(struct item_view *view, struct page *page, int index, const char *mark, bool chosen,
                      struct text text);
/* The response of an answer in words. */
void item_read_words(struct item_view *view, struct text response);
void item_write_words(const struct item_view *view, struct buf *out);
/* Draws the answer in words under a heading, in what is left of the view's height or so many rows. */
void item_draw_words(struct item_view *view, struct page *page, const char *label, int rows_least,
                     bool focused);

#endif
