/* Lines of the protocol, both ways: whatever the bytes, reading ends, and what was taken is within its bounds
 * and says the same when written and read again. */
#include "fuzz.h"

#include "wire/lines.h"
#include "wire/message.h"

static void check_again_request(const struct request *request)
{
    struct buf line = BUF_EMPTY, again = BUF_EMPTY;
    struct arena arena = ARENA_EMPTY;
    struct request read;
    struct err err = ERR_NONE;
    int64_t id;
    wire_write_request(request, &line);
    must(wire_read_request(text_make(line.at, line.len - 1), &arena, &read, &id, &err));
    must(id == request->id && read.kind == request->kind);
    wire_write_request(&read, &again);
    must(text_equal(buf_text(&line), buf_text(&again)));
    must(!memchr(line.at, '\n', line.len - 1));
    buf_finish(&line);
    buf_finish(&again);
    arena_finish(&arena);
}

static void check_again_reply(const struct reply *reply)
{
    struct buf line = BUF_EMPTY, again = BUF_EMPTY;
    struct arena arena = ARENA_EMPTY;
    struct reply read;
    struct err err = ERR_NONE;
    wire_write_reply(reply, &line);
    must(wire_read_reply(text_make(line.at, line.len - 1), &arena, &read, &err));
    must(read.kind == reply->kind && read.error == reply->error);
    wire_write_reply(&read, &again);
    must(text_equal(buf_text(&line), buf_text(&again)));
    must(!memchr(line.at, '\n', line.len - 1));
    buf_finish(&line);
    buf_finish(&again);
    arena_finish(&arena);
}

static void try_line(struct text line)
{
    struct arena arena = ARENA_EMPTY;
    struct request request;
    struct reply reply;
    struct err err = ERR_NONE;
    int64_t id;
    if (wire_read_request(line, &arena, &request, &id, &err)) {
        must(request.id > 0 && request.id == id && request.kind <= MESSAGE_ECHO);
        check_again_request(&request);
    } else {
        must(err.message[0] && id >= 0 && is_sound(text_of(err.message), sizeof err.message));
    }
    err.message[0] = '\0';
    if (wire_read_reply(line, &arena, &reply, &err))
        check_again_reply(&reply);
    else
        must(err.message[0]);
    arena_finish(&arena);
}

/* The first byte says how the rest is cut into pieces. */
static void try_lines(struct text bytes)
{
    struct lines lines;
    struct text line;
    size_t piece = bytes.len ? 1 + (unsigned char)bytes.at[0] : 1;
    lines_init(&lines, WIRE_MAX_REQUEST);
    for (struct text rest = text_from(bytes, 1); rest.len; rest = text_from(rest, piece)) {
        lines_feed(&lines, rest.at, rest.len < piece ? rest.len : piece);
        while (lines_next(&lines, &line) == LINES_LINE)
            try_line(line);
    }
    lines_finish(&lines);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text bytes = text_make((const char *)data, size);
    try_line(bytes);
    try_lines(bytes);
    return 0;
}
