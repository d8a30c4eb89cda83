#include "line.h"

#include "base/mem.h"
#include "wire/socket.h"

#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

void line_send(struct line_end *line)
{
    while (line->out.len) {
        ssize_t n = send(line->fd, line->out.at, line->out.len, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return;
        if (n <= 0)
            fail_msg("a terminal lost the hub: %s", strerror(errno));
        buf_drop(&line->out, (size_t)n);
    }
}

void line_receive(struct line_end *line)
{
    char bytes[16384];
    for (;;) {
        ssize_t n = recv(line->fd, bytes, sizeof bytes, 0);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return;
        if (n <= 0)
            fail_msg("a terminal lost the hub: %s", n ? strerror(errno) : "hung up");
        lines_feed(&line->in, bytes, (size_t)n);
    }
}

bool line_wait(const struct line_end *line, int ms)
{
    struct pollfd wait = {.fd = line->fd, .events = POLLIN};
    return poll(&wait, 1, ms) > 0;
}

struct reply line_ask(struct line_end *line, struct request *request, struct arena *arena)
{
    request->id = ++line->next_id;
    wire_write_request(request, &line->out);
    for (;;) {
        struct text text;
        struct reply reply;
        struct err err = ERR_NONE;
        line_send(line);
        while (lines_next(&line->in, &text) == LINES_LINE) {
            if (!wire_read_reply(text, arena, &reply, &err))
                fail_msg("a reply cannot be read: %s", err.message);
            if (reply.re != request->id)
                continue;
            if (reply.error != WIRE_OK)
                fail_msg("%s is refused: %s %.*s", message_name(request->kind), wire_error_name(reply.error),
                         TEXT_ARG(reply.detail));
            return reply;
        }
        if (!line_wait(line, LINE_PATIENCE_MS))
            fail_msg("the hub does not answer");
        line_receive(line);
    }
}

void line_open(struct line_end *line, const struct test_hall *hall)
{
    char path[600];
    struct arena arena = ARENA_EMPTY;
    struct err err = ERR_NONE;
    snprintf(path, sizeof path, "%s/hub.sock", hall->path);
    *line = (struct line_end){.fd = socket_connect(path, &err)};
    if (line->fd < 0)
        fail_msg("%s", err.message);
    lines_init(&line->in, WIRE_MAX_REPLY);
    struct request hello = {.kind = MESSAGE_HELLO, .hello = {WIRE_PROTOCOL, text_of("bench")}};
    line_ask(line, &hello, &arena);
    arena_finish(&arena);
}

void line_close(struct line_end *line)
{
    close(line->fd);
    lines_finish(&line->in);
    buf_finish(&line->out);
}

void allow_many_files(void)
{
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}
