/* Reading one value: texts, numbers, words out of a list. Each function says what is wrong and returns false,
 * or fills *out. A value that was refused already is passed over in silence. */
#ifndef BIWU_BANK_VALUES_H
#define BIWU_BANK_VALUES_H

#include "bank/reader.h"
#include "core/item.h"
#include "core/mark.h"

/* What a text may be. */
struct text_rule {
    size_t max;           /* bytes */
    const char *controls; /* control characters it may hold */
    bool required;        /* must not be empty */
};

extern const struct text_rule rule_line;      /* required, one line */
extern const struct text_rule rule_note;      /* one line, may be empty */
extern const struct text_rule rule_paragraph; /* may be empty and have several lines */
extern const struct text_rule rule_passage;   /* required, may have several lines */
extern const struct text_rule rule_short; /* required, one line of at most 256 bytes: names, titles, topics */

/* A text on its way to its checks. */
struct piece {
    struct text text; /* in the reader's arena */
    struct place place;
    bool plain; /* character i stands at place.column + i */
};

/* NFC, without white space at both ends, in the reader's arena. */
bool value_text(struct reader *reader, const struct node *node, const struct text_rule *rule,
                struct text *out);
bool value_piece(struct reader *reader, const struct node *node, const struct text_rule *rule,
                 struct piece *out);
/* For a node that must be a text but whose words are looked at by the caller: not copied. */
bool value_is_text(struct reader *reader, const struct node *node);
/* The value in half-width form, without white space at both ends, in the reader's scratch; not empty. */
bool value_narrow(struct reader *reader, const struct node *node, struct text *out);
/* Whether it is a list (which is then open). */
bool value_is_list(struct reader *reader, const struct node *node, const char *expected);

bool value_int(struct reader *reader, const struct node *node, int min, int max, int *out);
bool value_bool(struct reader *reader, const struct node *node, bool *out);
bool value_decimal(struct reader *reader, const struct node *node, struct decimal *out);
/* At least 0. */
bool value_mark(struct reader *reader, const struct node *node, mark_t *out);

enum { SECONDS_MAX = 24 * 60 * 60, FACTOR_MAX = 1000 };
/* Seconds with at most one decimal, as ms; 0 only when `zero` says so. */
bool value_seconds(struct reader *reader, const struct node *node, bool zero, int64_t *ms);
/* Marks that are taken off: at most 0. */
bool value_penalty(struct reader *reader, const struct node *node, mark_t *out);
/* Marks of any sign: "2", "+2", "-1.5". */
bool value_change(struct reader *reader, const struct node *node, mark_t *out);
/* A date, or a date and time, as wall ms. */
bool value_time(struct reader *reader, const struct node *node, int64_t *wall_ms);
/* Above 0: "0.3" or "30%" (*percent, when not NULL, says which). MARK_ONE is once. */
bool value_factor(struct reader *reader, const struct node *node, mark_t *out, bool *percent);
/* "1" or "2-4", from 1 to max. */
bool value_ranks(struct reader *reader, const struct node *node, int max, int *first, int *last);

/* Gives each element of a list to `take`; what is no list counts as a list of one. Complains of an empty list
 * and of more than `max` elements; returns whether it had no reason to. */
bool value_each(struct reader *reader, const struct node *node, size_t max,
                void (*take)(struct reader *reader, const struct node *each, void *into), void *into);

/* A word and what it stands for. */
enum { CHOICE_NAMES = 8 };
struct choice {
    int value;
    struct text names[CHOICE_NAMES]; /* the English name first; unused ones empty */
};
struct choices {
    const struct choice *list;
    int count;
};
/* One of the words; width and case do not matter. */
bool value_choice(struct reader *reader, const struct node *node, const struct choices *choices, int *out);
/* The same without complaint, for a text. */
bool choice_find(struct reader *reader, const struct choices *choices, struct text word, int *out);

extern const struct choices choices_bool;
extern const struct choices choices_kind;
bool value_kind(struct reader *reader, const struct node *node, enum item_kind *out);

/* Texts in a growing list. */
struct pieces {
    struct piece *at; /* owned */
    size_t count, capacity;
};
void pieces_finish(struct pieces *pieces);
/* One text, or a list of at most `max`; appended. Those that are wrong are left out. Returns whether all
 * were right. */
bool value_pieces(struct reader *reader, const struct node *node, const struct text_rule *rule, size_t max,
                  struct pieces *out);
/* The texts as an array in the arena. */
const struct text *pieces_texts(const struct pieces *pieces, struct arena *arena);

/* Complains unless the piece is an id: letters, digits, CJK ideographs, '-', '_', '.'; at most ITEM_MAX_ID
 * bytes. */
bool piece_is_id(const struct reader *reader, const struct piece *piece);
/* Complains unless it is a code: a–z, 0–9, '-'; at most ITEM_MAX_ID bytes. */
bool piece_is_code(const struct reader *reader, const struct piece *piece);

#endif
