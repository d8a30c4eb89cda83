/* A terminal without a terminal: the screens on a stage, played to by keys and by what a hub would say. */
#ifndef BIWU_TESTS_GOLDEN_STAGE_H
#define BIWU_TESTS_GOLDEN_STAGE_H

#include "tui/app/stack.h"

enum { STAGE_SENT_MAX = 256 };

struct stage {
    struct app app;
    struct stack stack;
    struct canvas canvas;
    struct tui_options options;
    int64_t next_id;
    struct {
        int64_t id;
        enum message_kind kind;
    } sent[STAGE_SENT_MAX]; /* newest last */
    int sent_count;
    struct buf log;  /* the requests as lines */
    struct buf told; /* of those, what stage_sent gave out */
    bool forgot;     /* the ticket */
};

/* Begins with the sign-in screen, connected, at boot time 1,000,000 ms. */
void stage_open(struct stage *stage);
void stage_close(struct stage *stage);

void stage_character(struct stage *stage, uint32_t character);
void stage_key(struct stage *stage, uint32_t key);
/* Types UTF-8 text. */
void stage_type(struct stage *stage, const char *text);
void stage_paste(struct stage *stage, const char *text);
void stage_click(struct stage *stage, int x, int y);
/* The hub answers the last request of the reply's kind. */
void stage_reply(struct stage *stage, struct reply reply);
/* The hub speaks unasked. */
void stage_push(struct stage *stage, struct reply reply);
void stage_connection(struct stage *stage, bool ready);
/* Time passes, and the screens are told when they wanted to be. */
void stage_pass(struct stage *stage, int64_t ms);

/* The name of the screen on top. */
const char *stage_top(const struct stage *stage);
/* Requests sent since the last call, one a line; valid until the next call. */
const char *stage_sent(struct stage *stage);
/* What is to be seen in a terminal of that size; the caller frees. */
char *stage_picture(struct stage *stage, int width, int height);
bool stage_shows(struct stage *stage, const char *text);

/* Compares the picture at 80×24 and at 120×40 with expected/NAME.WIDTHxHEIGHT.txt; with $BIWU_GOLDEN_UPDATE
 * it writes them instead. */
void stage_expect(struct stage *stage, const char *name);
/* The same for one size, with the roles of the cells below the text. */
void stage_expect_roles(struct stage *stage, const char *name, int width, int height);

#endif
