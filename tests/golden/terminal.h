/* A terminal without a terminal: the screens on a terminal, played to by keys and by what a hub would say. */
#ifndef BIWU_TESTS_GOLDEN_TERMINAL_H
#define BIWU_TESTS_GOLDEN_TERMINAL_H

#include "tui/app/stack.h"

enum { TERMINAL_SENT_MAX = 256 };

struct terminal {
    struct app app;
    struct stack stack;
    struct canvas canvas;
    struct tui_options options;
    int64_t next_id;
    struct {
        int64_t id;
        enum message_kind kind;
    } sent[TERMINAL_SENT_MAX]; /* newest last */
    int sent_count;
    struct buf log;  /* the requests as lines */
    struct buf told; /* of those, what terminal_sent gave out */
    bool forgot;     /* the ticket */
};

/* Begins with the sign-in screen, connected, at boot time 1,000,000 ms. */
void terminal_open(struct terminal *terminal);
/* Begins as these options say, perhaps at a rehearsal. */
void terminal_open_with(struct terminal *terminal, struct tui_options options, bool rehearsal);
/* Without a hub. */
void terminal_open_alone(struct terminal *terminal, struct tui_options options);
void terminal_close(struct terminal *terminal);

void terminal_character(struct terminal *terminal, uint32_t character);
void terminal_key(struct terminal *terminal, uint32_t key);
/* Types UTF-8 text. */
void terminal_type(struct terminal *terminal, const char *text);
void terminal_paste(struct terminal *terminal, const char *text);
void terminal_click(struct terminal *terminal, int x, int y);
void terminal_wheel(struct terminal *terminal, bool up);
/* The hub answers the last request of the reply's kind. */
void terminal_reply(struct terminal *terminal, struct reply reply);
/* The hub speaks unasked. */
void terminal_push(struct terminal *terminal, struct reply reply);
void terminal_connection(struct terminal *terminal, bool ready);
/* Time passes, and the screens are told when they wanted to be. */
void terminal_pass(struct terminal *terminal, int64_t ms);

/* The name of the screen on top. */
const char *terminal_top(const struct terminal *terminal);
/* Requests sent since the last call, one a line; valid until the next call. */
const char *terminal_sent(struct terminal *terminal);
/* Whether those say this; that nothing was sent. */
void terminal_expect_sent(struct terminal *terminal, const char *part);
void terminal_expect_nothing_sent(struct terminal *terminal);
/* What is to be seen in a terminal of that size; the caller frees. */
char *terminal_picture(struct terminal *terminal, int width, int height);
bool terminal_shows(struct terminal *terminal, const char *text);

/* Compares the picture at 80×24 and at 120×40 with expected/NAME.WIDTHxHEIGHT.txt; with $BIWU_GOLDEN_UPDATE
 * it writes them instead. */
void terminal_expect(struct terminal *terminal, const char *name);
/* The same for one size. */
void terminal_expect_at(struct terminal *terminal, const char *name, int width, int height);
/* The same for one size, with the roles of the cells below the text. */
void terminal_expect_roles(struct terminal *terminal, const char *name, int width, int height);

#endif
