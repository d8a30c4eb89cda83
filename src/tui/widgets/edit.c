#include "tui/widgets/edit.h"

#include "base/mem.h"
#include "base/unicode.h"

void edit_init(struct edit *edit, size_t limit, bool hidden)
{
    *edit = (struct edit){.limit = limit ? limit : EDIT_LIMIT, .hidden = hidden};
}

static void wipe(struct edit *edit)
{
    if (edit->hidden && edit->text.at)
        explicit_bzero(edit->text.at, edit->text.capacity);
}

void edit_finish(struct edit *edit)
{
    wipe(edit);
    buf_finish(&edit->text);
}

struct text edit_text(const struct edit *edit)
{
    return buf_text(&edit->text);
}

static struct text before(const struct edit *edit)
{
    return text_make(buf_text(&edit->text).at, edit->cursor);
}

static struct text after(const struct edit *edit)
{
    return text_from(buf_text(&edit->text), edit->cursor);
}

/* Puts `piece` in at the cursor, or nothing when it would pass the limit. */
static bool insert(struct edit *edit, struct text piece)
{
    if (edit->text.len + piece.len > edit->limit)
        return false;
    struct buf joined = BUF_EMPTY;
    buf_add_text(&joined, before(edit));
    buf_add_text(&joined, piece);
    buf_add_text(&joined, after(edit));
    wipe(edit);
    buf_finish(&edit->text);
    edit->text = joined;
    edit->cursor += piece.len;
    return true;
}

static bool insert_clean(struct edit *edit, struct text text)
{
    bool changed = false;
    for (size_t at = 0, step; at < text.len; at += step) {
        struct text rest = text_from(text, at);
        step = utf8_step(rest);
        if (step == 1 && strchr("\n\r\t", rest.at[0]) && rest.at[0])
            changed = insert(edit, text_of(" ")) || changed;
        else if (utf8_is_printable(rest))
            changed = insert(edit, text_make(rest.at, step)) || changed;
    }
    return changed;
}

void edit_set(struct edit *edit, struct text text)
{
    wipe(edit);
    buf_clear(&edit->text);
    edit->cursor = edit->first = 0;
    insert_clean(edit, text);
}

static bool erase(struct edit *edit, size_t from, size_t len)
{
    if (len == 0)
        return false;
    char *at = edit->text.at;
    memmove(at + from, at + from + len, edit->text.len - from - len + 1);
    edit->text.len -= len;
    edit->cursor = from;
    return true;
}

static bool erase_word(struct edit *edit)
{
    size_t at = edit->cursor;
    const char *text = edit->text.at;
    while (at > 0 && text[at - 1] == ' ')
        at--;
    while (at > 0 && text[at - 1] != ' ')
        at--;
    return erase(edit, at, edit->cursor - at);
}

static enum edited on_key(struct edit *edit, uint32_t key)
{
    size_t back = utf8_grapheme_back(before(edit));
    bool changed = false;
    switch (key) {
    case INPUT_LEFT:
        edit->cursor -= back;
        break;
    case INPUT_RIGHT:
        edit->cursor += utf8_grapheme(after(edit));
        break;
    case INPUT_HOME:
        edit->cursor = 0;
        break;
    case INPUT_END:
        edit->cursor = edit->text.len;
        break;
    case INPUT_BACKSPACE:
        changed = erase(edit, edit->cursor - back, back);
        break;
    case INPUT_DELETE:
        changed = erase(edit, edit->cursor, utf8_grapheme(after(edit)));
        break;
    case INPUT_CTRL + 'w':
        changed = erase_word(edit);
        break;
    default:
        return EDIT_IGNORED;
    }
    return changed ? EDIT_CHANGED : EDIT_MOVED;
}

enum edited edit_event(struct edit *edit, const struct event *event)
{
    char bytes[4];
    if (event->kind == EVENT_KEY)
        return on_key(edit, event->key);
    if (event->kind == EVENT_CHARACTER)
        return insert_clean(edit, text_make(bytes, utf8_encode(event->character, bytes))) ? EDIT_CHANGED
                                                                                          : EDIT_MOVED;
    if (event->kind == EVENT_PASTE)
        return insert_clean(edit, event->paste) ? EDIT_CHANGED : EDIT_MOVED;
    return EDIT_IGNORED;
}

static int shown_width(const struct edit *edit, size_t from, size_t to)
{
    struct text part = text_make(buf_text(&edit->text).at + from, to - from);
    if (!edit->hidden)
        return utf8_width(part);
    int stars = 0;
    for (size_t at = 0; at < part.len; at += utf8_grapheme(text_from(part, at)))
        stars++;
    return stars;
}

/* Scrolls no more than needed; one column is left for the cursor behind the last character. */
static void scroll(struct edit *edit, int width)
{
    if (edit->first > edit->cursor)
        edit->first = edit->cursor;
    while (edit->first < edit->cursor && shown_width(edit, edit->first, edit->cursor) > width - 1)
        edit->first += utf8_grapheme(text_from(buf_text(&edit->text), edit->first));
    while (edit->first > 0) {
        size_t back = utf8_grapheme_back(text_make(buf_text(&edit->text).at, edit->first));
        if (shown_width(edit, edit->first - back, edit->text.len) > width - 1)
            break;
        edit->first -= back;
    }
}

void edit_draw(struct edit *edit, struct canvas *canvas, int x, int y, int width, bool focused)
{
    enum role role = focused ? ROLE_FIELD_FOCUSED : ROLE_FIELD;
    scroll(edit, width);
    canvas_fill(canvas, (struct rect){x, y, width, 1}, " ", role);
    if (edit->hidden) {
        int stars = shown_width(edit, edit->first, edit->text.len);
        canvas_fill(canvas, (struct rect){x, y, stars < width ? stars : width, 1}, "*", role);
    } else {
        canvas_text(canvas, x, y, width, text_from(buf_text(&edit->text), edit->first), role);
    }
    if (focused)
        canvas_cursor(canvas, x + shown_width(edit, edit->first, edit->cursor), y);
}
