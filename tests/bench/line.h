/* A scripted terminal's line to the hub: what to send, what came, asking one thing after the other. */
#ifndef BIWU_BENCH_LINE_H
#define BIWU_BENCH_LINE_H

#include "hall.h"
#include "wire/lines.h"
#include "wire/message.h"

enum { LINE_PATIENCE_MS = 60000 };

struct line_end {
    int fd;
    struct lines in;
    struct buf out; /* to be sent */
    int64_t next_id;
};

/* Connects and says hello. */
void line_open(struct line_end *line, const struct test_hall *hall);
void line_close(struct line_end *line);
/* Sends what the socket takes now; reads what is there now. */
void line_send(struct line_end *line);
void line_receive(struct line_end *line);
/* Waits until something can be read; false after `ms`. */
bool line_wait(const struct line_end *line, int ms);
/* Asks one thing and waits for its answer; pushes that come meanwhile are passed over. Fails the test when it
 * is refused. */
struct reply line_ask(struct line_end *line, struct request *request, struct arena *arena);

/* As many open files as the machine allows. */
void allow_many_files(void);

#endif
