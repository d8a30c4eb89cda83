#include "tui/keys.h"

#include "base/i18n.h"
#include "base/unicode.h"

static uint32_t plain_character(uint32_t c)
{
    enum { FULL_WIDTH_FIRST = 0xFF01, FULL_WIDTH_LAST = 0xFF5E, IDEOGRAPHIC_SPACE = 0x3000 };
    if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST)
        c = c - FULL_WIDTH_FIRST + '!';
    if (c == IDEOGRAPHIC_SPACE)
        c = ' ';
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static bool is_active(const struct binding *binding, uint32_t modes)
{
    return binding->modes == 0 || (binding->modes & modes) != 0;
}

static bool has_key(const struct binding *binding, uint32_t code)
{
    for (int i = 0; i < BINDING_KEYS && binding->keys[i]; i++)
        if (binding->keys[i] == code)
            return true;
    return binding->from && code >= binding->from && code <= binding->to;
}

struct press keys_find(const struct binding *table, uint32_t modes, const struct event *event)
{
    uint32_t code = 0;
    if (event->kind == EVENT_CHARACTER)
        code = plain_character(event->character);
    else if (event->kind == EVENT_KEY)
        code = event->key;
    for (const struct binding *b = table; code && b->action; b++)
        if (is_active(b, modes) && has_key(b, code)) {
            bool ranged = b->from && code >= b->from && code <= b->to;
            return (struct press){b->action, ranged ? (int)(code - b->from) : 0};
        }
    return (struct press){0, 0};
}

enum { HINT_GAP = 2 };

static bool is_hinted(const struct hints *hints, const struct binding *binding)
{
    return binding->name && binding->label && is_active(binding, hints->modes);
}

/* The key's name, a blank, the label. */
static int hint_width(const struct binding *binding)
{
    return utf8_width(text_of(_(binding->name))) + 1 + utf8_width(text_of(_(binding->label)));
}

static const struct binding *last_hint(const struct hints *hints)
{
    const struct binding *last = NULL;
    for (const struct binding *b = hints->table; b->action; b++)
        if (is_hinted(hints, b))
            last = b;
    return last;
}

static void draw_hint(struct canvas *canvas, int x, int y, const struct binding *binding)
{
    int limit = canvas->width;
    x += canvas_string(canvas, x, y, limit, _(binding->name), ROLE_KEY);
    canvas_string(canvas, x + 1, y, limit, _(binding->label), ROLE_TEXT);
}

/* Sets the hints in rows, the last of them always; draws when there is a canvas. Returns the rows used. */
static int set_hints(const struct hints *hints, struct canvas *canvas, struct rect rect)
{
    const struct binding *last = last_hint(hints);
    int x = 0, row = 0;
    for (const struct binding *b = hints->table; last && b->action; b++) {
        if (!is_hinted(hints, b))
            continue;
        int width = hint_width(b);
        bool final_row = row + 1 >= rect.height;
        int reserved = b != last && final_row ? hint_width(last) + HINT_GAP : 0;
        if (x > 0 && x + width + reserved > rect.width) {
            if (final_row && b != last)
                continue;
            if (!final_row) {
                row++;
                x = 0;
            }
        }
        if (canvas)
            draw_hint(canvas, rect.x + x, rect.y + row, b);
        x += width + HINT_GAP;
    }
    return row + 1;
}

int hints_rows(const struct hints *hints, int width, int most)
{
    return set_hints(hints, NULL, (struct rect){0, 0, width, most});
}

void hints_draw(const struct hints *hints, struct canvas *canvas, struct rect rect)
{
    set_hints(hints, canvas, rect);
}

static bool may_meet(const struct binding *a, const struct binding *b)
{
    return a->modes == 0 || b->modes == 0 || (a->modes & b->modes) != 0;
}

static bool shares_key(const struct binding *a, const struct binding *b)
{
    for (int i = 0; i < BINDING_KEYS && a->keys[i]; i++)
        if (has_key(b, a->keys[i]))
            return true;
    return a->from && b->from && a->from <= b->to && b->from <= a->to;
}

int keys_find_clash(const struct binding *table)
{
    for (int i = 0; table[i].action; i++)
        for (int j = 0; j < i; j++)
            if (may_meet(&table[i], &table[j]) &&
                (shares_key(&table[i], &table[j]) || shares_key(&table[j], &table[i])))
                return i;
    return -1;
}
