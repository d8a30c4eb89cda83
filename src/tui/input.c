#include "tui/input.h"

#include "base/mem.h"
#include "base/unicode.h"

enum { ESC = 0x1B, SEQUENCE_MAX = 64, PASTE_MAX = 64 * 1024 };

void input_init(struct input *input)
{
    *input = (struct input){0};
}

void input_finish(struct input *input)
{
    buf_finish(&input->bytes);
    buf_finish(&input->paste);
}

void input_feed(struct input *input, const void *bytes, size_t len)
{
    buf_add(&input->bytes, bytes, len);
}

bool input_is_waiting(const struct input *input)
{
    return input->bytes.len > 0 && !input->pasting;
}

enum progress {
    PROGRESS_NONE,  /* more bytes are needed */
    PROGRESS_EVENT, /* *out is filled */
    PROGRESS_SKIP,  /* bytes were dropped: look again */
};

static enum progress take(struct input *input, size_t len, struct event event, struct event *out)
{
    buf_drop(&input->bytes, len);
    *out = event;
    return PROGRESS_EVENT;
}

static enum progress take_key(struct input *input, size_t len, uint32_t key, struct event *out)
{
    if (key)
        return take(input, len, (struct event){.kind = EVENT_KEY, .key = key}, out);
    buf_drop(&input->bytes, len);
    return PROGRESS_SKIP;
}

static const struct {
    char final;
    uint32_t key;
} final_keys[] = {
    {'A', INPUT_UP},       {'B', INPUT_DOWN},  {'C', INPUT_RIGHT},  {'D', INPUT_LEFT},   {'H', INPUT_HOME},
    {'F', INPUT_END},      {'P', INPUT_F1},    {'Q', INPUT_F1 + 1}, {'R', INPUT_F1 + 2}, {'S', INPUT_F1 + 3},
    {'Z', INPUT_BACK_TAB}, {'M', INPUT_ENTER}, {'I', INPUT_TAB},
};

static const struct {
    int number;
    uint32_t key;
} tilde_keys[] = {
    {1, INPUT_HOME},      {2, INPUT_INSERT},  {3, INPUT_DELETE},  {4, INPUT_END},      {5, INPUT_PAGE_UP},
    {6, INPUT_PAGE_DOWN}, {7, INPUT_HOME},    {8, INPUT_END},     {11, INPUT_F1},      {12, INPUT_F1 + 1},
    {13, INPUT_F1 + 2},   {14, INPUT_F1 + 3}, {15, INPUT_F1 + 4}, {17, INPUT_F1 + 5},  {18, INPUT_F1 + 6},
    {19, INPUT_F1 + 7},   {20, INPUT_F1 + 8}, {21, INPUT_F1 + 9}, {23, INPUT_F1 + 10}, {24, INPUT_F12},
};

static uint32_t key_of_final(char final)
{
    for (size_t i = 0; i < COUNT_OF(final_keys); i++)
        if (final_keys[i].final == final)
            return final_keys[i].key;
    return 0;
}

static uint32_t key_of_number(int64_t number)
{
    for (size_t i = 0; i < COUNT_OF(tilde_keys); i++)
        if (tilde_keys[i].number == number)
            return tilde_keys[i].key;
    return 0;
}

/* The numbers between ';' in a sequence's parameters; missing ones are 0. */
static void read_numbers(struct text parameters, int64_t *out, int count)
{
    struct text part;
    for (int i = 0; i < count; i++) {
        out[i] = 0;
        if (text_next(&parameters, ';', &part))
            text_to_int(part, 0, 100000, &out[i]);
    }
}

static enum progress take_mouse(struct input *input, size_t len, struct text parameters, bool pressed,
                                struct event *out)
{
    int64_t n[3];
    read_numbers(parameters, n, 3);
    enum { BUTTONS = 3, WHEEL = 64, MOTION = 32 };
    struct event event = {.kind = EVENT_MOUSE};
    event.mouse.x = (int)n[1] - 1;
    event.mouse.y = (int)n[2] - 1;
    bool wheel = n[0] & WHEEL;
    int button = (int)n[0] & BUTTONS;
    event.mouse.action = wheel ? (button == 0 ? MOUSE_WHEEL_UP : MOUSE_WHEEL_DOWN) : MOUSE_PRESS;
    if (!pressed || (n[0] & MOTION) || (wheel ? button > 1 : button != 0))
        return take_key(input, len, 0, out);
    return take(input, len, event, out);
}

/* ESC [ parameters final */
static enum progress take_control(struct input *input, struct event *out)
{
    struct text bytes = buf_text(&input->bytes);
    if (bytes.len >= 3 && bytes.at[2] == '[') { /* the Linux console's F1 … F5: ESC [ [ A */
        if (bytes.len < 4)
            return PROGRESS_NONE;
        char c = bytes.at[3];
        return take_key(input, 4, c >= 'A' && c <= 'E' ? INPUT_F1 + (uint32_t)(c - 'A') : 0, out);
    }
    size_t end = 2;
    while (end < bytes.len && bytes.at[end] >= 0x20 && bytes.at[end] <= 0x3F)
        end++;
    if (end > SEQUENCE_MAX)
        return take_key(input, end, 0, out);
    if (end == bytes.len)
        return PROGRESS_NONE;
    struct text parameters = text_make(bytes.at + 2, end - 2);
    char final = bytes.at[end];
    if (parameters.len && parameters.at[0] == '<' && (final == 'M' || final == 'm'))
        return take_mouse(input, end + 1, text_from(parameters, 1), final == 'M', out);
    if (final != '~')
        return take_key(input, end + 1, key_of_final(final), out);
    int64_t number;
    read_numbers(parameters, &number, 1);
    enum { PASTE_BEGIN = 200 };
    if (number == PASTE_BEGIN) {
        input->pasting = true;
        buf_clear(&input->paste);
    }
    return take_key(input, end + 1, key_of_number(number), out);
}

static enum progress take_escape(struct input *input, bool paused, struct event *out)
{
    struct text bytes = buf_text(&input->bytes);
    enum progress progress = PROGRESS_NONE;
    if (bytes.len >= 2 && bytes.at[1] == '[')
        progress = take_control(input, out);
    else if (bytes.len >= 3 && bytes.at[1] == 'O')
        progress = take_key(input, 3, key_of_final(bytes.at[2]), out);
    else if (bytes.len >= 2 && bytes.at[1] == ESC)
        progress = take_key(input, 1, INPUT_ESCAPE, out);
    else if (bytes.len >= 2 && bytes.at[1] != 'O')
        progress = take_key(input, 1, INPUT_ESCAPE, out);
    if (progress == PROGRESS_NONE && paused)
        progress = take_key(input, 1, INPUT_ESCAPE, out);
    return progress;
}

static uint32_t key_of_control(unsigned char c)
{
    switch (c) {
    case '\r':
    case '\n':
        return INPUT_ENTER;
    case '\t':
        return INPUT_TAB;
    case 0x08:
    case 0x7F:
        return INPUT_BACKSPACE;
    default:
        return c >= 1 && c <= 26 ? INPUT_CTRL + 'a' + c - 1u : 0;
    }
}

static size_t expected_bytes(unsigned char lead)
{
    return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
}

static uint32_t code_point(struct text t)
{
    unsigned char lead = (unsigned char)t.at[0];
    uint32_t c = t.len == 4 ? lead & 0x07 : t.len == 3 ? lead & 0x0F : t.len == 2 ? lead & 0x1F : lead;
    for (size_t i = 1; i < t.len; i++)
        c = c << 6 | ((unsigned char)t.at[i] & 0x3Fu);
    return c;
}

static enum progress take_character(struct input *input, bool paused, struct event *out)
{
    struct text bytes = buf_text(&input->bytes);
    size_t want = expected_bytes((unsigned char)bytes.at[0]);
    if (bytes.len < want && !paused)
        return PROGRESS_NONE;
    struct text character = text_make(bytes.at, want < bytes.len ? want : bytes.len);
    if (utf8_find_invalid(character) >= 0)
        return take_key(input, 1, 0, out);
    struct event event = {.kind = EVENT_CHARACTER, .character = code_point(character)};
    return take(input, character.len, event, out);
}

/* Moves pasted bytes over until the end mark; what exceeds the limit is dropped. */
static enum progress take_paste(struct input *input, struct event *out)
{
    struct text end = TEXT("\033[201~");
    struct text bytes = buf_text(&input->bytes);
    ptrdiff_t at = text_find(bytes, end);
    size_t safe = bytes.len > end.len ? bytes.len - end.len : 0; /* the mark may be coming in pieces */
    size_t len = at >= 0 ? (size_t)at : safe;
    size_t room = PASTE_MAX - input->paste.len;
    buf_add(&input->paste, bytes.at, len < room ? len : room);
    buf_drop(&input->bytes, at >= 0 ? len + end.len : len);
    if (at < 0)
        return PROGRESS_NONE;
    input->pasting = false;
    ptrdiff_t invalid = utf8_find_invalid(buf_text(&input->paste));
    if (invalid >= 0)
        input->paste.len = (size_t)invalid;
    *out = (struct event){.kind = EVENT_PASTE, .paste = buf_text(&input->paste)};
    return PROGRESS_EVENT;
}

static enum progress take_one(struct input *input, bool paused, struct event *out)
{
    if (input->pasting)
        return take_paste(input, out);
    unsigned char first = (unsigned char)input->bytes.at[0];
    if (first == ESC)
        return take_escape(input, paused, out);
    if (first < 0x20 || first == 0x7F)
        return take_key(input, 1, key_of_control(first), out);
    return take_character(input, paused, out);
}

bool input_next(struct input *input, bool paused, struct event *out)
{
    while (input->bytes.len > 0) {
        enum progress progress = take_one(input, paused, out);
        if (progress != PROGRESS_SKIP)
            return progress == PROGRESS_EVENT;
    }
    return false;
}
