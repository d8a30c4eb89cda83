#include "stage.h"

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
    struct stage *stage = context;
    (void)keep;
    struct request copy = *request;
    copy.id = ++stage->next_id;
    wire_write_request(&copy, &stage->log);
    assert_true(stage->sent_count < STAGE_SENT_MAX);
    stage->sent[stage->sent_count].id = copy.id;
    stage->sent[stage->sent_count++].kind = copy.kind;
    return copy.id;
}

static void on_forget(void *context)
{
    ((struct stage *)context)->forgot = true;
}

void stage_open(struct stage *stage)
{
    *stage = (struct stage){.next_id = 0};
    const struct port port = {.context = stage, .send = on_send, .forget = on_forget};
    app_init(&stage->app, &stage->options, &port, 1000000);
    canvas_init(&stage->canvas, false);
    stack_init(&stage->stack, &stage->app, app_first_screen(&stage->app));
    stage_connection(stage, true);
    stage_reply(stage, (struct reply){.kind = MESSAGE_HELLO,
                                      .hello = {.protocol = 1, .hall = TEXT("乌金山煤矿培训中心")}});
}

void stage_close(struct stage *stage)
{
    stack_finish(&stage->stack);
    app_finish(&stage->app);
    canvas_finish(&stage->canvas);
    buf_finish(&stage->log);
    buf_finish(&stage->told);
}

static void tell(struct stage *stage, struct event event)
{
    if (!stage->stack.done)
        stack_event(&stage->stack, &event);
}

void stage_character(struct stage *stage, uint32_t character)
{
    tell(stage, (struct event){.kind = EVENT_CHARACTER, .character = character});
}

void stage_key(struct stage *stage, uint32_t key)
{
    tell(stage, (struct event){.kind = EVENT_KEY, .key = key});
}

static uint32_t decode(struct text t)
{
    unsigned char lead = (unsigned char)t.at[0];
    uint32_t c = t.len == 4 ? lead & 0x07 : t.len == 3 ? lead & 0x0F : t.len == 2 ? lead & 0x1F : lead;
    for (size_t i = 1; i < t.len; i++)
        c = c << 6 | ((unsigned char)t.at[i] & 0x3Fu);
    return c;
}

void stage_type(struct stage *stage, const char *text)
{
    struct text rest = text_of(text);
    while (rest.len) {
        size_t step = utf8_step(rest);
        stage_character(stage, decode(text_make(rest.at, step)));
        rest = text_from(rest, step);
    }
}

void stage_paste(struct stage *stage, const char *text)
{
    tell(stage, (struct event){.kind = EVENT_PASTE, .paste = text_of(text)});
}

void stage_click(struct stage *stage, int x, int y)
{
    tell(stage, (struct event){.kind = EVENT_MOUSE, .mouse = {MOUSE_PRESS, x, y}});
}

void stage_reply(struct stage *stage, struct reply reply)
{
    for (int i = stage->sent_count - 1; i >= 0 && reply.re == 0; i--)
        if (stage->sent[i].kind == reply.kind) {
            reply.re = stage->sent[i].id;
            stage->sent[i].kind = MESSAGE_PING; /* answered */
        }
    assert_true(reply.re > 0);
    tell(stage, (struct event){.kind = EVENT_REPLY, .reply = &reply});
}

void stage_push(struct stage *stage, struct reply reply)
{
    tell(stage, (struct event){.kind = EVENT_REPLY, .reply = &reply});
}

void stage_connection(struct stage *stage, bool ready)
{
    tell(stage, (struct event){.kind = EVENT_STATE, .state = ready ? CLIENT_READY : CLIENT_CONNECTING});
}

void stage_pass(struct stage *stage, int64_t ms)
{
    int64_t end = stage->app.now + ms;
    for (;;) {
        int64_t due = stack_due(&stage->stack);
        if (due < 0 || due > end)
            break;
        if (due > stage->app.now)
            stage->app.now = due;
        tell(stage, (struct event){.kind = EVENT_TICK});
        if (stack_due(&stage->stack) == due)
            break;
    }
    stage->app.now = end;
}

const char *stage_top(const struct stage *stage)
{
    return stage->stack.count > 0 ? stack_top(&stage->stack)->ops->name : "";
}

const char *stage_sent(struct stage *stage)
{
    buf_clear(&stage->told);
    buf_add_text(&stage->told, buf_text(&stage->log));
    buf_clear(&stage->log);
    return buf_string(&stage->told);
}

static void draw(struct stage *stage, int width, int height)
{
    canvas_reset(&stage->canvas, width, height);
    stack_draw(&stage->stack, &stage->canvas);
}

char *stage_picture(struct stage *stage, int width, int height)
{
    struct buf out = BUF_EMPTY;
    draw(stage, width, height);
    canvas_to_text(&stage->canvas, &out);
    return out.at;
}

bool stage_shows(struct stage *stage, const char *text)
{
    char *picture = stage_picture(stage, 80, 24);
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

void stage_expect(struct stage *stage, const char *name)
{
    static const int sizes[][2] = {{80, 24}, {120, 40}};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        char full[256];
        char *picture = stage_picture(stage, sizes[i][0], sizes[i][1]);
        snprintf(full, sizeof full, "%s.%dx%d", name, sizes[i][0], sizes[i][1]);
        compare(full, text_of(picture));
        free(picture);
    }
}

void stage_expect_roles(struct stage *stage, const char *name, int width, int height)
{
    struct buf out = BUF_EMPTY;
    draw(stage, width, height);
    canvas_to_text(&stage->canvas, &out);
    buf_add_string(&out, "roles:\n");
    canvas_to_roles(&stage->canvas, &out);
    compare(name, buf_text(&out));
    buf_finish(&out);
}
