/* Content that may be longer than its place on the screen: drawn line after line, of which those in view
 * reach the canvas. Draw it once without a canvas to measure it, then scroll, then for real. */
#ifndef BIWU_TUI_WIDGETS_PAGE_H
#define BIWU_TUI_WIDGETS_PAGE_H

#include "base/arena.h"
#include "tui/layout.h"

/* A part of a text with its own role; spans ascend and do not overlap. */
struct span {
    size_t from, to; /* bytes */
    enum role role;
};

/* Where something one can click was drawn. */
struct hit {
    struct rect rect;
    int what;
};

enum { HITS_MAX = 128 };

struct hits {
    struct hit list[HITS_MAX];
    int count;
};

struct page {
    struct canvas *canvas; /* NULL: only measure */
    struct rect view;
    int scroll;               /* content lines above the view */
    int line;                 /* the next content line */
    int focus_from, focus_to; /* content lines that should be in view, [from, to); both 0: none */
    struct hits *hits;        /* may be NULL */
    struct arena *arena;      /* for wrapping; emptied by the owner */
};

/* Forgets the hits. */
void page_begin(struct page *page, struct canvas *canvas, struct rect view, int scroll, struct arena *arena,
                struct hits *hits);
/* Wrapped text, indented by `indent` columns. */
void page_text(struct page *page, int indent, struct text text, enum role role);
void page_string(struct page *page, int indent, const char *string, enum role role);
/* Wrapped text with parts in other roles. */
void page_spans(struct page *page, int indent, struct text text, enum role role, const struct span *spans,
                size_t count);
/* A label at column `indent` and the wrapped text beside it, from column `indent` + `hang` on. */
void page_labelled(struct page *page, int indent, int hang, struct text label, enum role label_role,
                   struct text text, enum role role);
/* Empty lines. */
void page_gap(struct page *page, int lines);
/* Takes one line for the caller to draw; its y on the canvas, or -1 when it is out of view or only
 * measured. */
int page_row(struct page *page);
/* From `from` up to the line reached now: in view, please. */
void page_focus(struct page *page, int from);
/* From `from` up to the line reached now, the whole width: a click there means `what`. */
void page_hit(struct page *page, int from, int what);

/* The scroll that brings the focus into view, changing `scroll` no more than needed, for a measured page. */
int page_scroll(const struct page *page, int scroll);
/* What was drawn at (x, y): its `what`, or -1. */
int hits_find(const struct hits *hits, int x, int y);
void hits_add(struct hits *hits, struct rect rect, int what);

#endif
