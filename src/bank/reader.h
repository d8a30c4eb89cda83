/* Reading YAML node by node: libyaml's events without a tree, every mistake said with its place.
 *
 * One document, texts, lists and mappings, and no more: anchors, aliases, tags and further documents are
 * refused with a sentence of their own, so nothing can expand, and nesting is bounded. After a mistake in the
 * YAML itself reading stops; what was found before stays. */
#ifndef BIWU_BANK_READER_H
#define BIWU_BANK_READER_H

#include "base/diag.h"

enum { READER_MAX_DEPTH = 32 };

/* A span without its file. */
struct place {
    int line, column, length;
};

enum node_kind {
    NODE_TEXT,
    NODE_LIST,
    NODE_MAP,
    NODE_REFUSED, /* an alias: already complained of, to be passed over in silence */
};

struct node {
    enum node_kind kind;
    bool plain;       /* a text without quotes on one line: character i stands at column + i */
    struct text text; /* of NODE_TEXT; valid until the next node is read */
    struct place place;
};

struct libyaml;

struct reader {
    struct arena *arena;  /* takes what is kept */
    struct arena scratch; /* for values on their way; cleared by whoever fills it */
    struct diags *diags;
    const char *file;
    struct text source; /* without a byte order mark */
    size_t skipped;     /* bytes of that mark */
    size_t fed;         /* bytes libyaml has taken: how far reading is, within some 64 KiB */
    char *room;         /* in the arena, for texts that are kept */
    size_t room_left;
    int depth;    /* lists and mappings open */
    bool stopped; /* nothing more will come */
    struct libyaml *libyaml;
};

/* `source`, `arena`, `diags` and `file` outlive the reader, which must not be moved. */
void reader_init(struct reader *reader, struct text source, const char *file, struct arena *arena,
                 struct diags *diags);
void reader_finish(struct reader *reader);

/* The document's root node; false when there is none: the file is empty (then reader->stopped is false) or
 * cannot be read. */
bool reader_root(struct reader *reader, struct node *root);
/* The next node of the innermost open list or mapping (there: key and value by turns); false at its end,
 * which is consumed, or when reading has stopped. A list or mapping that is returned is open from then on. */
bool reader_next(struct reader *reader, struct node *node);
/* Reads on until no more than `depth` lists and mappings are open. */
void reader_leave(struct reader *reader, int depth);
/* After the root has been read: complains when anything follows. */
void reader_end(struct reader *reader);

/* Nothing more shall be read: what follows could only mislead. */
void reader_stop(struct reader *reader);

static inline struct span reader_span(const struct reader *reader, struct place place)
{
    return (struct span){reader->file, place.line, place.column, place.length};
}

/* Whether the finding said last was only counted: then no work need go into its hint. */
static inline bool reader_only_counts(const struct reader *reader)
{
    return reader->diags->errors + reader->diags->warnings > DIAGS_MAX;
}

/* A copy in the arena, packed close to the others (and not NUL-terminated). */
struct text reader_keep(struct reader *reader, struct text t);

/* How much of a user's text a message quotes. */
struct text text_shown(struct text t);

#endif
