#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "core/item.h"
#include "tui/keep.h"
#include "tui/layout.h"
#include "tui/screens/facts.h"
#include "tui/screens/points.h"
#include "tui/screens/screens.h"
#include "tui/widgets/page.h"

#include <stdlib.h>

struct review {
    struct screen screen;
    int64_t attempt, pending;
    bool own; /* else the candidate's whom the reader has examined */
    struct arena arena;
    bool loaded;
    enum wire_error refused; /* why it is not shown, or WIRE_OK */
    const struct text *stimuli;
    int stimulus_count;
    const struct section_row *sections;
    int section_count;
    const struct slot_row *slots;
    int slot_count;
    int at;
    int scroll, lines, rows;
};

enum {
    REVIEW_UP = 1,
    REVIEW_DOWN,
    REVIEW_PREVIOUS,
    REVIEW_NEXT,
    REVIEW_FIRST,
    REVIEW_LAST,
    REVIEW_WRONG,
    REVIEW_BACK,
};

const struct binding review_keys[] = {
    {.keys = {INPUT_UP}, .action = REVIEW_UP, .name = "↑↓", .label = N_("scroll"), .help = N_("Scroll.")},
    {.keys = {INPUT_DOWN}, .action = REVIEW_DOWN},
    {.keys = {INPUT_PAGE_UP, INPUT_LEFT, INPUT_BACK_TAB},
     .action = REVIEW_PREVIOUS,
     .name = "PgUp/PgDn",
     .label = N_("item"),
     .help = N_("Go to the item before or after this one (also ← →).")},
    {.keys = {INPUT_PAGE_DOWN, INPUT_RIGHT, INPUT_TAB, INPUT_ENTER, ' '}, .action = REVIEW_NEXT},
    {.keys = {INPUT_HOME},
     .action = REVIEW_FIRST,
     .name = "Home/End",
     .help = N_("Go to the first or last item.")},
    {.keys = {INPUT_END}, .action = REVIEW_LAST},
    {.keys = {'w'},
     .action = REVIEW_WRONG,
     .name = "W",
     .label = N_("next not fully right"),
     .help = N_("Go to the next item that did not get all its marks.")},
    {.keys = {INPUT_ESCAPE},
     .action = REVIEW_BACK,
     .name = "Esc",
     .label = N_("back"),
     .help = N_("Go back to the result.")},
    BINDING_HELP(0),
    {.action = 0},
};

static struct hints hints(const struct screen *screen)
{
    (void)screen;
    return (struct hints){review_keys, 0};
}

static void ask(struct review *review)
{
    struct request request = {.kind = MESSAGE_REVIEW, .attempt = {review->attempt}};
    review->pending = app_send(review->screen.app, &request, false);
}

static void on_reply(struct review *review, const struct reply *reply)
{
    if (reply->re != review->pending || reply->re == 0)
        return;
    review->pending = 0;
    if (reply->error != WIRE_OK) {
        review->refused = reply->error == WIRE_NOT_SAVED ? WIRE_OK : reply->error;
        return;
    }
    struct arena *arena = &review->arena;
    arena_clear(arena);
    review->stimuli = keep_texts(arena, reply->paper.stimuli, reply->paper.stimulus_count);
    review->stimulus_count = (int)reply->paper.stimulus_count;
    review->sections = keep_sections(arena, reply->paper.sections, reply->paper.section_count);
    review->section_count = (int)reply->paper.section_count;
    review->slots = keep_slots(arena, reply->paper.slots, reply->paper.slot_count);
    review->slot_count = (int)reply->paper.slot_count;
    review->loaded = true;
}

static void go_to(struct review *review, int slot)
{
    if (slot < 0 || slot >= review->slot_count)
        return;
    review->at = slot;
    review->scroll = 0;
}

static void go_next_wrong(struct review *review)
{
    for (int i = 1; i <= review->slot_count; i++) {
        int slot = (review->at + i) % review->slot_count;
        if (review->slots[slot].mark < review->slots[slot].full) {
            go_to(review, slot);
            return;
        }
    }
}

static void scroll(struct review *review, int by)
{
    int most = review->lines > review->rows ? review->lines - review->rows : 0;
    int to = review->scroll + by;
    review->scroll = to < 0 ? 0 : to > most ? most : to;
}

static struct step act(struct review *review, int action)
{
    switch (action) {
    case REVIEW_UP:
        scroll(review, -1);
        break;
    case REVIEW_DOWN:
        scroll(review, 1);
        break;
    case REVIEW_PREVIOUS:
        go_to(review, review->at - 1);
        break;
    case REVIEW_NEXT:
        go_to(review, review->at + 1);
        break;
    case REVIEW_FIRST:
        go_to(review, 0);
        break;
    case REVIEW_LAST:
        go_to(review, review->slot_count - 1);
        break;
    case REVIEW_WRONG:
        go_next_wrong(review);
        break;
    case REVIEW_BACK:
        return pop();
    default:
        break;
    }
    return stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct review *review = (struct review *)screen;
    switch (event->kind) {
    case EVENT_SHOWN:
        if (!review->loaded)
            ask(review);
        return stay();
    case EVENT_STATE:
        if (event->state == CLIENT_READY && !review->loaded)
            ask(review);
        return stay();
    case EVENT_REPLY:
        on_reply(review, event->reply);
        return stay();
    case EVENT_MOUSE:
        if (event->mouse.action != MOUSE_PRESS)
            scroll(review, event->mouse.action == MOUSE_WHEEL_UP ? -3 : 3);
        return stay();
    default:
        return act(review, keys_find(review_keys, 0, event).action);
    }
}

/* ---- Drawing ---------------------------------------------------------------------------------------- */

static bool has_letter(struct text letters, int index)
{
    for (size_t i = 0; i < letters.len; i++)
        if (letters.at[i] == 'A' + index)
            return true;
    return false;
}

/* Whether a list of numbers ("2 5") holds this one. */
static bool has_number(struct text numbers, int number)
{
    struct text part;
    int64_t value;
    while (text_next(&numbers, ' ', &part))
        if (text_to_int(part, 0, 1000, &value) && value == number)
            return true;
    return false;
}

static void write_option(struct page *page, struct text label, struct text text, bool own, bool key)
{
    struct text whole =
        arena_textf(page->arena, "%s %s %.*s", own ? "●" : " ", key ? "★" : " ", TEXT_ARG(label));
    enum role role = key ? ROLE_GOOD : own ? ROLE_BAD : ROLE_TEXT;
    page_labelled(page, 1, utf8_width(whole) + 1, whole, role, text, role);
}

static void write_options(struct page *page, const struct slot_row *slot, bool choices, bool numbers)
{
    for (int i = 0; i < (int)slot->option_count; i++) {
        bool own = choices && (numbers ? has_number(slot->response, i + 1) : has_letter(slot->response, i));
        bool key = choices && (numbers ? has_number(slot->key, i + 1) : has_letter(slot->key, i));
        struct text label =
            numbers ? arena_textf(page->arena, "%d.", i + 1) : arena_textf(page->arena, "%c.", 'A' + i);
        write_option(page, label, slot->options[i], own, key);
    }
}

static void write_lefts(struct page *page, const struct slot_row *slot)
{
    for (int i = 0; i < (int)slot->left_count; i++)
        write_option(page, arena_textf(page->arena, "%d.", i + 1), slot->lefts[i], false, false);
    page_gap(page, 1);
}

static void write_body(struct page *page, const struct slot_row *slot)
{
    enum item_kind kind = ITEM_BLANK;
    item_kind_from_name(slot->kind, &kind);
    if (kind == ITEM_MATCH)
        write_lefts(page, slot);
    if (slot->option_count > 0) {
        write_options(page, slot, kind == ITEM_SINGLE || kind == ITEM_MULTIPLE || kind == ITEM_SPOT,
                      kind == ITEM_SPOT);
        page_gap(page, 1);
    }
}

static void write_fact(struct page *page, const char *label, struct text text, enum role role)
{
    if (text.len == 0)
        return;
    page_labelled(page, 0, utf8_width(text_of(label)) + 1, text_of(label), ROLE_DIM, text, role);
}

static bool is_words(const struct slot_row *slot)
{
    enum item_kind kind;
    return item_kind_from_name(slot->kind, &kind) && kind == ITEM_SHORT;
}

static const char *answer_label(const struct review *review)
{
    return review->own ? _("Your answer:") : _("The candidate's answer:");
}

/* An answer in words, and what was found in it. */
static void write_words(struct page *page, const struct slot_row *slot, const char *label)
{
    page_string(page, 0, label, ROLE_DIM);
    page_text(page, 2, facts_response(slot->kind, slot->response, page->arena), ROLE_TEXT);
    page_gap(page, 1);
    page_string(page, 0, _("Points:"), ROLE_DIM);
    points_draw(page, slot->points, slot->point_count,
                ticks_from(slot->ticks, slot->tick_count, slot->ticked), -1);
    page_gap(page, 1);
}

static void write_answer_and_key(struct page *page, const struct slot_row *slot, const char *label,
                                 enum role role)
{
    if (is_words(slot)) {
        write_words(page, slot, label);
        return;
    }
    write_fact(page, label, facts_response(slot->kind, slot->response, page->arena), role);
    write_fact(page, _("Key:"), facts_response(slot->kind, slot->key, page->arena), ROLE_GOOD);
}

static void write_mark(struct page *page, const struct slot_row *slot, enum role role)
{
    struct text mark = facts_mark(slot->mark, page->arena), of = facts_mark(slot->full, page->arena);
    if (slot->pending)
        write_fact(page, _("Mark:"),
                   arena_textf(page->arena, _("waits for the markers (of %.*s)"), TEXT_ARG(of)), ROLE_WARM);
    else
        write_fact(page, _("Mark:"),
                   arena_textf(page->arena, _("%.*s of %.*s"), TEXT_ARG(mark), TEXT_ARG(of)), role);
    write_fact(page, _("Ruling:"), slot->ruling, ROLE_WARM);
}

static void write_page(const struct review *review, struct page *page)
{
    const struct slot_row *slot = &review->slots[review->at];
    struct arena *arena = page->arena;
    bool full = slot->mark >= slot->full;
    if (slot->stimulus >= 0 && slot->stimulus < review->stimulus_count) {
        page_text(page, 0, review->stimuli[slot->stimulus], ROLE_DIM);
        page_gap(page, 1);
    }
    struct text label = arena_textf(arena, "%d.", review->at + 1);
    page_labelled(page, 0, utf8_width(label) + 1, label, ROLE_ACCENT, facts_stem(slot->stem, arena),
                  ROLE_STRONG);
    page_gap(page, 1);
    write_body(page, slot);
    write_answer_and_key(page, slot, answer_label(review), full ? ROLE_GOOD : ROLE_BAD);
    write_mark(page, slot, full ? ROLE_GOOD : ROLE_BAD);
    page_gap(page, 1);
    write_fact(page, _("Rationale:"), slot->rationale, ROLE_TEXT);
    write_fact(page, _("Source:"), slot->source, ROLE_DIM);
}

static void draw_head(const struct review *review, struct canvas *canvas, struct rect row)
{
    const struct slot_row *slot = &review->slots[review->at];
    struct arena *scratch = &review->screen.app->scratch;
    bool full = slot->mark >= slot->full;
    const char *verdict = slot->pending             ? _("waits for the markers")
                          : full                    ? _("✓ right")
                          : slot->response.len == 0 ? _("not answered")
                          : slot->mark > 0          ? _("partly right")
                                                    : _("✗ wrong");
    struct rect place = rect_take_right(&row, utf8_width(text_of(verdict)));
    canvas_string(canvas, place.x, place.y, place.width, verdict,
                  slot->pending ? ROLE_WARM
                  : full        ? ROLE_GOOD
                                : ROLE_BAD);
    struct text head = arena_textf(scratch, _("Item %d of %d"), review->at + 1, review->slot_count);
    int used = canvas_text(canvas, row.x, row.y, row.width, head, ROLE_ACCENT) + 2;
    struct text section = slot->section >= 0 && slot->section < review->section_count
                              ? review->sections[slot->section].title
                              : text_of("");
    const char *kind = facts_kind(slot->kind);
    struct text rest = facts_names_kind(section, slot->kind)
                           ? section
                           : arena_textf(scratch, "%.*s · %s", TEXT_ARG(section), kind);
    canvas_fit(canvas, row.x + used, row.y, row.width - used - 2, rest, ROLE_TEXT);
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct review *review = (struct review *)screen;
    struct rect area = rect_inset(rect, 1, 0);
    if (!review->loaded || review->slot_count == 0) {
        const char *text = review->refused ? _(wire_error_message(review->refused)) : _("Asking the hub…");
        canvas_fit(canvas, area.x, area.y + 1, area.width, text_of(text), ROLE_DIM);
        return;
    }
    draw_head(review, canvas, rect_take_top(&area, 1));
    struct rect legend = rect_take_bottom(&area, 1);
    canvas_fit(canvas, legend.x, legend.y, legend.width,
               text_of(review->own ? _("● your choice   ★ key") : _("● the candidate's choice   ★ key")),
               ROLE_DIM);
    rect_take_top(&area, 1);
    struct page page;
    page_begin(&page, NULL, area, 0, &screen->app->scratch, NULL);
    write_page(review, &page);
    review->lines = page.line;
    review->rows = area.height;
    scroll(review, 0);
    page_begin(&page, canvas, area, review->scroll, &screen->app->scratch, NULL);
    write_page(review, &page);
    if (review->scroll + review->rows < review->lines)
        canvas_string(canvas, area.x + area.width, area.y + area.height - 1, 1, "↓", ROLE_ACCENT);
}

static const char *title(const struct screen *screen)
{
    (void)screen;
    return _("Answers and keys");
}

static void destroy(struct screen *screen)
{
    struct review *review = (struct review *)screen;
    arena_finish(&review->arena);
    free(review);
}

static const struct screen_ops ops = {
    .name = "review",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .destroy = destroy,
};

struct screen *review_create(struct app *app, int64_t attempt, bool own)
{
    struct review *review = xcalloc(1, sizeof *review);
    review->screen = (struct screen){&ops, app};
    review->attempt = attempt;
    review->own = own;
    return &review->screen;
}
