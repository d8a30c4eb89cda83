#include "tui/screens/facts.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "core/item.h"

enum { MS_PER_MINUTE = 60000, FACTS_MAX = 8 };

struct facts {
    struct text list[FACTS_MAX];
    int count;
};

static void add(struct facts *facts, struct text text)
{
    if (facts->count < FACTS_MAX)
        facts->list[facts->count++] = text;
}

static void add_hours(struct facts *facts, const struct test_row *test, struct arena *arena)
{
    char opens[CLOCK_TEXT_SIZE], closes[CLOCK_TEXT_SIZE];
    if (test->opens)
        clock_format_minute(test->opens, opens);
    if (test->closes)
        clock_format_minute(test->closes, closes);
    if (test->opens && test->state == TEST_SOON)
        add(facts, arena_textf(arena, _("opens %s"), opens));
    if (test->closes && test->state == TEST_CLOSED)
        add(facts, arena_textf(arena, _("closed %s"), closes));
    else if (test->closes)
        add(facts, arena_textf(arena, _("closes %s"), closes));
}

static struct facts collect(const struct test_row *test, struct arena *arena)
{
    struct facts facts = {.count = 0};
    char full[MARK_TEXT_SIZE], pass[MARK_TEXT_SIZE];
    int minutes = (int)((test->duration + MS_PER_MINUTE - 1) / MS_PER_MINUTE);
    add_hours(&facts, test, arena);
    if (test->slots > 0)
        add(&facts, arena_textf(arena, ngettext("%d item", "%d items", (unsigned long)test->slots),
                                (int)test->slots));
    add(&facts, arena_textf(arena, ngettext("%d minute", "%d minutes", (unsigned long)minutes), minutes));
    add(&facts, arena_textf(arena, _("pass mark %s of %s"), mark_format(test->pass, pass),
                            mark_format(test->full, full)));
    if (test->attempts > 1)
        add(&facts, arena_textf(arena, _("attempts used %d of %d"), (int)test->used, (int)test->attempts));
    return facts;
}

static struct text join(const struct facts *facts, const char *between, struct arena *arena)
{
    struct buf out = BUF_EMPTY;
    for (int i = 0; i < facts->count; i++) {
        if (i > 0)
            buf_add_string(&out, between);
        buf_add_text(&out, facts->list[i]);
    }
    struct text text = arena_text(arena, buf_text(&out));
    buf_finish(&out);
    return text;
}

struct text facts_of_test(const struct test_row *test, struct arena *arena)
{
    struct facts facts = collect(test, arena);
    return join(&facts, " · ", arena);
}

struct text facts_list_of_test(const struct test_row *test, struct arena *arena)
{
    struct facts facts = collect(test, arena);
    return join(&facts, "\n", arena);
}

struct text facts_mark(mark_t mark, struct arena *arena)
{
    char text[MARK_TEXT_SIZE];
    return arena_text(arena, text_of(mark_format(mark, text)));
}

struct text facts_mark_so_far(mark_t mark, int64_t pending, struct arena *arena)
{
    struct text text = facts_mark(mark, arena);
    return pending > 0 ? arena_textf(arena, "%.*s+", TEXT_ARG(text)) : text;
}

struct text facts_duration(int64_t ms, struct arena *arena)
{
    char text[CLOCK_TEXT_SIZE];
    return arena_text(arena, text_of(clock_format_duration(ms, text)));
}

struct text facts_person(struct text name, struct text number, struct arena *arena)
{
    return arena_textf(arena, "%.*s (%.*s)", TEXT_ARG(name), TEXT_ARG(number));
}

struct text facts_unit(struct text unit, int width)
{
    while (utf8_width(unit) > width) {
        ptrdiff_t slash = text_find(unit, text_of("/"));
        if (slash < 0)
            break;
        unit = text_from(unit, (size_t)slash + 1);
    }
    return unit;
}

struct text facts_stem(struct text stem, struct arena *arena)
{
    struct buf out = BUF_EMPTY;
    int number = 0;
    for (size_t at = 0; at < stem.len; at++) {
        struct text rest = text_from(stem, at);
        bool open = text_starts_with(rest, text_of("[["));
        if (open)
            buf_addf(&out, "[%d:", ++number);
        else if (number && text_starts_with(rest, text_of("]]")))
            buf_add_char(&out, ']');
        else {
            buf_add_char(&out, stem.at[at]);
            continue;
        }
        at++; /* both brackets */
    }
    struct text text = arena_text(arena, buf_text(&out));
    buf_finish(&out);
    return text;
}

const char *facts_kind(struct text kind)
{
    enum item_kind known;
    return item_kind_from_name(kind, &known) ? _(item_kind_label(known)) : "";
}

bool facts_names_kind(struct text title, struct text kind)
{
    /* Other names of the kinds that are called in more than one way, separated by |. */
    static const char *const also[] = {
        [ITEM_SINGLE] = N_("single-choice|single answer"),
        [ITEM_MULTIPLE] = N_("multiple-choice|several answers"),
    };
    enum item_kind known;
    if (!item_kind_from_name(kind, &known))
        return false;
    if (text_find(title, text_of(_(item_kind_label(known)))) >= 0)
        return true;
    struct text rest = text_of((size_t)known < COUNT_OF(also) ? _(also[known]) : NULL), name;
    while (text_next(&rest, '|', &name))
        if (text_find(title, name) >= 0)
            return true;
    return false;
}

/* Puts `between` after every character but the last. */
static struct text spaced(struct text letters, const char *between, struct arena *arena)
{
    struct buf out = BUF_EMPTY;
    for (size_t i = 0; i < letters.len; i++) {
        if (i > 0)
            buf_add_string(&out, between);
        buf_add_char(&out, letters.at[i]);
    }
    struct text text = arena_text(arena, buf_text(&out));
    buf_finish(&out);
    return text;
}

/* "1B 2A" → "1→B  2→A" */
static struct text pairs(struct text response, struct arena *arena)
{
    struct buf out = BUF_EMPTY;
    for (size_t i = 0; i < response.len; i++) {
        bool letter = response.at[i] >= 'A' && response.at[i] <= 'Z';
        buf_add_string(&out, letter ? "→" : response.at[i] == ' ' ? " " : "");
        buf_add_char(&out, response.at[i]);
    }
    struct text text = arena_text(arena, buf_text(&out));
    buf_finish(&out);
    return text;
}

/* "甲|乙\|丙" → "甲 ; 乙|丙" */
static struct text blanks(struct text response, struct arena *arena)
{
    struct buf out = BUF_EMPTY;
    for (size_t i = 0; i < response.len; i++) {
        if (response.at[i] == '\\' && i + 1 < response.len)
            buf_add_char(&out, response.at[++i]);
        else if (response.at[i] == '|')
            buf_add_string(&out, " ; ");
        else
            buf_add_char(&out, response.at[i]);
    }
    struct text text = arena_text(arena, buf_text(&out));
    buf_finish(&out);
    return text;
}

struct text facts_response(struct text kind, struct text response, struct arena *arena)
{
    enum item_kind known;
    if (response.len == 0)
        return text_of("—");
    if (!item_kind_from_name(kind, &known))
        return response;
    switch (known) {
    case ITEM_MULTIPLE:
        return spaced(response, " ", arena);
    case ITEM_ORDER:
        return spaced(response, " → ", arena);
    case ITEM_MATCH:
        return pairs(response, arena);
    case ITEM_BLANK:
        return blanks(response, arena);
    case ITEM_TRUEFALSE:
        return text_of(response.at[0] == 'T' ? _("right") : _("wrong"));
    default:
        return response;
    }
}
