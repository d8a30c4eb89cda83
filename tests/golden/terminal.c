#include "terminal.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/screens/screens.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static int64_t on_send(void *context, const struct request *request, bool keep)
{
    struct terminal *terminal = context;
    (void)keep;
    struct request copy = *request;
    copy.id = ++terminal->next_id;
    wire_write_request(&copy, &terminal->log);
    assert_true(terminal->sent_count < TERMINAL_SENT_MAX);
    terminal->sent[terminal->sent_count].id = copy.id;
    terminal->sent[terminal->sent_count++].kind = copy.kind;
    return copy.id;
}

static void on_forget(void *context)
{
    ((struct terminal *)context)->forgot = true;
}

void terminal_open(struct terminal *terminal)
{
    terminal_open_with(terminal, (struct tui_options){.mode = TUI_HALL}, false);
}

void terminal_open_alone(struct terminal *terminal, struct tui_options options)
{
    *terminal = (struct terminal){.options = options};
    const struct port port = {.context = terminal, .send = on_send, .forget = on_forget};
    app_init(&terminal->app, &terminal->options, &port, 1000000);
    canvas_init(&terminal->canvas, false);
    stack_init(&terminal->stack, &terminal->app, app_first_screen(&terminal->app));
}

void terminal_open_with(struct terminal *terminal, struct tui_options options, bool rehearsal)
{
    terminal_open_alone(terminal, options);
    terminal_connection(terminal, true);
    terminal_reply(
        terminal,
        (struct reply){.kind = MESSAGE_HELLO,
                       .hello = {.protocol = 1, .hall = TEXT("乌金山煤矿培训中心"), .rehearsal = rehearsal}});
}

void terminal_close(struct terminal *terminal)
{
    stack_finish(&terminal->stack);
    app_finish(&terminal->app);
    canvas_finish(&terminal->canvas);
    buf_finish(&terminal->log);
    buf_finish(&terminal->told);
}

static void tell(struct terminal *terminal, struct event event)
{
    if (!terminal->stack.done)
        stack_event(&terminal->stack, &event);
}

void terminal_character(struct terminal *terminal, uint32_t character)
{
    tell(terminal, (struct event){.kind = EVENT_CHARACTER, .character = character});
}

void terminal_key(struct terminal *terminal, uint32_t key)
{
    tell(terminal, (struct event){.kind = EVENT_KEY, .key = key});
}

static uint32_t decode(struct text t)
{
    unsigned char lead = (unsigned char)t.at[0];
    uint32_t c = t.len == 4 ? lead & 0x07 : t.len == 3 ? lead & 0x0F : t.len == 2 ? lead & 0x1F : lead;
    for (size_t i = 1; i < t.len; i++)
        c = c << 6 | ((unsigned char)t.at[i] & 0x3Fu);
    return c;
}

void terminal_type(struct terminal *terminal, const char *text)
{
    struct text rest = text_of(text);
    while (rest.len) {
        size_t step = utf8_step(rest);
        terminal_character(terminal, decode(text_make(rest.at, step)));
        rest = text_from(rest, step);
    }
}

void terminal_paste(struct terminal *terminal, const char *text)
{
    tell(terminal, (struct event){.kind = EVENT_PASTE, .paste = text_of(text)});
}

void terminal_click(struct terminal *terminal, int x, int y)
{
    tell(terminal, (struct event){.kind = EVENT_MOUSE, .mouse = {MOUSE_PRESS, x, y}});
}

void terminal_wheel(struct terminal *terminal, bool up)
{
    tell(terminal,
         (struct event){.kind = EVENT_MOUSE, .mouse = {up ? MOUSE_WHEEL_UP : MOUSE_WHEEL_DOWN, 10, 10}});
}

void terminal_reply(struct terminal *terminal, struct reply reply)
{
    for (int i = terminal->sent_count - 1; i >= 0 && reply.re == 0; i--)
        if (terminal->sent[i].kind == reply.kind) {
            reply.re = terminal->sent[i].id;
            terminal->sent[i].kind = MESSAGE_PING; /* answered */
        }
    assert_true(reply.re > 0);
    tell(terminal, (struct event){.kind = EVENT_REPLY, .reply = &reply});
}

void terminal_push(struct terminal *terminal, struct reply reply)
{
    tell(terminal, (struct event){.kind = EVENT_REPLY, .reply = &reply});
}

void terminal_connection(struct terminal *terminal, bool ready)
{
    tell(terminal, (struct event){.kind = EVENT_STATE, .state = ready ? CLIENT_READY : CLIENT_CONNECTING});
}

void terminal_pass(struct terminal *terminal, int64_t ms)
{
    int64_t end = terminal->app.now + ms;
    for (;;) {
        int64_t due = stack_due(&terminal->stack);
        if (due < 0 || due > end)
            break;
        if (due > terminal->app.now)
            terminal->app.now = due;
        tell(terminal, (struct event){.kind = EVENT_TICK});
        if (stack_due(&terminal->stack) == due)
            break;
    }
    terminal->app.now = end;
}

const char *terminal_top(const struct terminal *terminal)
{
    return terminal->stack.count > 0 ? stack_top(&terminal->stack)->ops->name : "";
}

const char *terminal_sent(struct terminal *terminal)
{
    buf_clear(&terminal->told);
    buf_add_text(&terminal->told, buf_text(&terminal->log));
    buf_clear(&terminal->log);
    return buf_string(&terminal->told);
}

static void draw(struct terminal *terminal, int width, int height)
{
    canvas_reset(&terminal->canvas, width, height);
    stack_draw(&terminal->stack, &terminal->canvas);
}

void terminal_expect_sent(struct terminal *terminal, const char *part)
{
    const char *sent = terminal_sent(terminal);
    if (!strstr(sent, part))
        fail_msg("wanted %s, sent: %s", part, sent);
}

void terminal_expect_nothing_sent(struct terminal *terminal)
{
    assert_string_equal(terminal_sent(terminal), "");
}

char *terminal_picture(struct terminal *terminal, int width, int height)
{
    struct buf out = BUF_EMPTY;
    draw(terminal, width, height);
    canvas_to_text(&terminal->canvas, &out);
    return out.at;
}

bool terminal_shows(struct terminal *terminal, const char *text)
{
    char *picture = terminal_picture(terminal, 80, 24);
    bool found = strstr(picture, text) != NULL;
    free(picture);
    return found;
}

static void compare(const char *name, struct text picture)
{
    char path[512];
    snprintf(path, sizeof path, "%s/expected/%s.txt", GOLDEN_DIR, name);
    struct err err = ERR_NONE;
    if (getenv("BIWU_GOLDEN_UPDATE")) {
        if (!file_write(path, picture, 0644, &err))
            fail_msg("%s", err.message);
        return;
    }
    struct buf expected = BUF_EMPTY;
    if (!file_read(path, 1 << 20, &expected, &err))
        fail_msg("%s (run with BIWU_GOLDEN_UPDATE=1 to make it)", err.message);
    if (!text_equal(buf_text(&expected), picture))
        fail_msg("%s differs. It should be:\n%s\nIt is:\n%.*s", name, buf_string(&expected),
                 TEXT_ARG(picture));
    buf_finish(&expected);
}

void terminal_expect_at(struct terminal *terminal, const char *name, int width, int height)
{
    char full[256];
    char *picture = terminal_picture(terminal, width, height);
    snprintf(full, sizeof full, "%s.%dx%d", name, width, height);
    compare(full, text_of(picture));
    free(picture);
}

void terminal_expect(struct terminal *terminal, const char *name)
{
    terminal_expect_at(terminal, name, 80, 24);
    terminal_expect_at(terminal, name, 120, 40);
}

void terminal_expect_roles(struct terminal *terminal, const char *name, int width, int height)
{
    struct buf out = BUF_EMPTY;
    draw(terminal, width, height);
    canvas_to_text(&terminal->canvas, &out);
    buf_add_string(&out, "roles:\n");
    canvas_to_roles(&terminal->canvas, &out);
    compare(name, buf_text(&out));
    buf_finish(&out);
}
