#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/keep.h"
#include "tui/layout.h"
#include "tui/screens/facts.h"
#include "tui/screens/screens.h"
#include "tui/widgets/bar.h"
#include "tui/widgets/page.h"

#include <stdlib.h>

struct result {
    struct screen screen;
    int64_t attempt;
    char *candidate; /* whose it is, when it is not the own; owned, else empty */
    int64_t pending;
    struct arena arena;
    bool loaded;
    enum wire_error refusal; /* why it cannot be shown, WIRE_OK: nothing against it */
    struct reply reply;      /* of MESSAGE_RESULT, its texts and rows in the arena */
    int scroll, lines, rows;
};

enum {
    RESULT_UP = 1,
    RESULT_DOWN,
    RESULT_PAGE_UP,
    RESULT_PAGE_DOWN,
    RESULT_REVIEW,
    RESULT_RANKING,
    RESULT_BACK
};
enum { MODE_PLAIN = 1, MODE_KEYS = 2 };

const struct binding result_keys[] = {
    {.keys = {INPUT_UP}, .action = RESULT_UP, .name = "↑↓", .label = N_("scroll"), .help = N_("Scroll.")},
    {.keys = {INPUT_DOWN}, .action = RESULT_DOWN},
    {.keys = {INPUT_PAGE_UP}, .action = RESULT_PAGE_UP, .name = "PgUp/PgDn", .help = N_("Scroll by a page.")},
    {.keys = {INPUT_PAGE_DOWN, ' '}, .action = RESULT_PAGE_DOWN},
    {.keys = {INPUT_ENTER, 'v'},
     .action = RESULT_REVIEW,
     .modes = MODE_KEYS,
     .name = N_("Enter"),
     .label = N_("go through the answers"),
     .help = N_("See every item with its key and rationale.")},
    {.keys = {'r'},
     .action = RESULT_RANKING,
     .name = "R",
     .label = N_("ranking"),
     .help = N_("See the ranking of this test.")},
    {.keys = {INPUT_ESCAPE},
     .action = RESULT_BACK,
     .name = "Esc",
     .label = N_("back"),
     .help = N_("Go back to the start page.")},
    BINDING_HELP(0),
    {.action = 0},
};

static struct hints hints(const struct screen *screen)
{
    const struct result *result = (const struct result *)screen;
    bool keys = result->loaded && result->reply.result.keys_shown;
    return (struct hints){result_keys, MODE_PLAIN | (keys ? MODE_KEYS : 0u)};
}

static void ask(struct result *result)
{
    struct request request = {.kind = MESSAGE_RESULT, .attempt = {result->attempt}};
    result->pending = app_send(result->screen.app, &request, false);
}

static void on_reply(struct result *result, const struct reply *reply)
{
    if (reply->re != result->pending || reply->re == 0)
        return;
    result->pending = 0;
    if (reply->error != WIRE_OK) {
        if (reply->error != WIRE_NOT_SAVED) /* that is a lost connection: asked again when it is back */
            result->refusal = reply->error;
        return;
    }
    struct arena *arena = &result->arena;
    arena_clear(arena);
    result->reply = *reply;
    struct reply *kept = &result->reply;
    kept->result.event = arena_text(arena, reply->result.event);
    kept->result.title = arena_text(arena, reply->result.title);
    kept->result.cause = arena_text(arena, reply->result.cause);
    kept->result.sections = keep_shares(arena, reply->result.sections, reply->result.section_count);
    kept->result.topics = keep_shares(arena, reply->result.topics, reply->result.topic_count);
    result->loaded = true;
}

static void scroll(struct result *result, int by)
{
    int most = result->lines > result->rows ? result->lines - result->rows : 0;
    int to = result->scroll + by;
    result->scroll = to < 0 ? 0 : to > most ? most : to;
}

static struct step act(struct result *result, const struct event *event)
{
    struct app *app = result->screen.app;
    switch (keys_find(result_keys, hints(&result->screen).modes, event).action) {
    case RESULT_UP:
        scroll(result, -1);
        break;
    case RESULT_DOWN:
        scroll(result, 1);
        break;
    case RESULT_PAGE_UP:
        scroll(result, -result->rows);
        break;
    case RESULT_PAGE_DOWN:
        scroll(result, result->rows);
        break;
    case RESULT_REVIEW:
        return push(review_create(app, result->attempt, !*result->candidate));
    case RESULT_RANKING:
        return result->loaded ? push(ranking_create(app, result->reply.result.event)) : stay();
    case RESULT_BACK:
        return pop();
    default:
        break;
    }
    return stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct result *result = (struct result *)screen;
    switch (event->kind) {
    case EVENT_SHOWN:
        ask(result);
        return stay();
    case EVENT_STATE:
        if (event->state == CLIENT_READY && !result->loaded)
            ask(result);
        return stay();
    case EVENT_REPLY:
        if (event->reply->kind == MESSAGE_PUSH_CHANGED)
            ask(result);
        else
            on_reply(result, event->reply);
        return stay();
    case EVENT_MOUSE:
        if (event->mouse.action != MOUSE_PRESS)
            scroll(result, event->mouse.action == MOUSE_WHEEL_UP ? -3 : 3);
        return stay();
    default:
        return act(result, event);
    }
}

/* ---- Drawing ---------------------------------------------------------------------------------------- */

static const struct {
    const char *cause, *text;
} causes[] = {
    {"candidate", N_("You submitted this test.")},
    {"time", N_("The time was up; your saved answers were submitted.")},
    {"organizer", N_("The organizer submitted this test.")},
    {"closed", N_("The test was closed; your saved answers were submitted.")},
    {"import", N_("These answers were taken on paper.")},
};

static const char *cause_text(struct text cause)
{
    for (size_t i = 0; i < COUNT_OF(causes); i++)
        if (text_is(cause, causes[i].cause))
            return _(causes[i].text);
    return "";
}

/* Nothing is final before the markers have seen all answers in words. */
static void write_pending(const struct result *result, struct page *page)
{
    const struct reply *r = &result->reply;
    long long pending = (long long)r->result.pending;
    page_text(page, 0,
              arena_textf(page->arena,
                          ngettext("%lld answer waits for the markers: the mark is not final yet.",
                                   "%lld answers wait for the markers: the mark is not final yet.",
                                   (unsigned long)pending),
                          pending),
              ROLE_WARM);
    if (!r->result.marks_shown)
        return;
    struct text mark = facts_mark(r->result.mark, page->arena),
                full = facts_mark(r->result.full, page->arena);
    page_text(page, 0,
              arena_textf(page->arena, _("Mark so far: %.*s of %.*s"), TEXT_ARG(mark), TEXT_ARG(full)),
              ROLE_STRONG);
}

static void write_mark(const struct result *result, struct page *page)
{
    const struct reply *r = &result->reply;
    struct text mark = facts_mark(r->result.mark, page->arena),
                full = facts_mark(r->result.full, page->arena);
    struct text pass = facts_mark(r->result.pass, page->arena);
    page_text(page, 0, arena_textf(page->arena, _("Mark: %.*s of %.*s"), TEXT_ARG(mark), TEXT_ARG(full)),
              ROLE_STRONG);
    struct text verdict = r->result.passed
                              ? arena_textf(page->arena, _("✓ Passed (pass mark %.*s)"), TEXT_ARG(pass))
                              : arena_textf(page->arena, _("✗ Not passed (pass mark %.*s)"), TEXT_ARG(pass));
    page_text(page, 0, verdict, r->result.passed ? ROLE_GOOD : ROLE_BAD);
    if (r->result.rank_shown && r->result.rank > 0)
        page_text(page, 0,
                  arena_textf(page->arena, _("Rank: %lld of %lld"), (long long)r->result.rank,
                              (long long)r->result.of),
                  ROLE_STRONG);
}

static int widest_title(const struct share_row *rows, int64_t count, int most)
{
    int widest = 0;
    for (int64_t i = 0; i < count; i++) {
        int width = utf8_width(rows[i].title);
        widest = width > widest ? width : widest;
    }
    return widest < most ? widest : most;
}

static void write_shares(struct page *page, const char *heading, const struct share_row *rows, int64_t count)
{
    if (count == 0)
        return;
    enum { MARK_WIDTH = 15, BAR_MOST = 40, GAP = 2 };
    page_gap(page, 1);
    page_string(page, 0, heading, ROLE_ACCENT);
    int title_width = widest_title(rows, count, page->view.width * 2 / 5);
    int bar = page->view.width - title_width - MARK_WIDTH - 2 * GAP - 2;
    bar = bar > BAR_MOST ? BAR_MOST : bar;
    for (int64_t i = 0; i < count; i++) {
        int y = page_row(page);
        if (y < 0)
            continue;
        int x = page->view.x + 2;
        struct text mark = facts_mark(rows[i].mark, page->arena),
                    full = facts_mark(rows[i].full, page->arena);
        struct text of = arena_textf(page->arena, "%.*s / %.*s", TEXT_ARG(mark), TEXT_ARG(full));
        canvas_fit(page->canvas, x, y, title_width, rows[i].title, ROLE_TEXT);
        x += title_width + GAP;
        bar_draw(page->canvas, x, y, bar, rows[i].mark, rows[i].full, ROLE_ACCENT);
        canvas_fit_right(page->canvas, x + bar + GAP, y, MARK_WIDTH, of, ROLE_TEXT);
    }
}

static void write_page(const struct result *result, struct page *page)
{
    const struct reply *r = &result->reply;
    page_text(page, 0, r->result.title, ROLE_STRONG);
    if (result->candidate[0])
        page_text(page, 0, arena_textf(page->arena, _("Candidate: %s"), result->candidate), ROLE_ACCENT);
    else
        page_string(page, 0, cause_text(r->result.cause), ROLE_DIM);
    page_gap(page, 1);
    if (r->result.pending > 0)
        write_pending(result, page);
    else if (r->result.marks_shown)
        write_mark(result, page);
    else
        page_string(page, 0, _("Your answers are in. The mark will be shown when the organizer reveals it."),
                    ROLE_STRONG);
    struct text elapsed = facts_duration(r->result.elapsed, page->arena);
    page_text(page, 0,
              arena_textf(page->arena, _("Answered: %lld of %lld · time used: %.*s"),
                          (long long)r->result.answered, (long long)r->result.slots, TEXT_ARG(elapsed)),
              ROLE_TEXT);
    if (!r->result.marks_shown)
        return;
    write_shares(page, _("By section"), r->result.sections, r->result.section_count);
    write_shares(page, _("By topic"), r->result.topics, r->result.topic_count);
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct result *result = (struct result *)screen;
    struct rect view = rect_inset(rect, 3, 1);
    if (!result->loaded) {
        const char *text = result->refusal ? _(wire_error_message(result->refusal)) : _("Asking the hub…");
        canvas_fit(canvas, view.x, view.y, view.width, text_of(text), ROLE_DIM);
        return;
    }
    struct page page;
    page_begin(&page, NULL, view, 0, &screen->app->scratch, NULL);
    write_page(result, &page);
    result->lines = page.line;
    result->rows = view.height;
    scroll(result, 0);
    page_begin(&page, canvas, view, result->scroll, &screen->app->scratch, NULL);
    write_page(result, &page);
    if (result->scroll + result->rows < result->lines)
        canvas_string(canvas, view.x + view.width, view.y + view.height - 1, 1, "↓", ROLE_ACCENT);
}

static const char *title(const struct screen *screen)
{
    (void)screen;
    return _("Result");
}

static void destroy(struct screen *screen)
{
    struct result *result = (struct result *)screen;
    arena_finish(&result->arena);
    free(result->candidate);
    free(result);
}

static const struct screen_ops ops = {
    .name = "result",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .destroy = destroy,
};

struct screen *result_create_of(struct app *app, int64_t attempt, struct text candidate)
{
    struct result *result = xcalloc(1, sizeof *result);
    result->screen = (struct screen){&ops, app};
    result->attempt = attempt;
    result->candidate = xcalloc(candidate.len + 1, 1);
    if (candidate.len)
        memcpy(result->candidate, candidate.at, candidate.len);
    return &result->screen;
}

struct screen *result_create(struct app *app, int64_t attempt)
{
    return result_create_of(app, attempt, text_of(""));
}

struct screen *result_create_of_seat(struct app *app)
{
    struct seat *seat = &app->seat;
    struct text candidate = text_of("");
    if (seat_is_oral(seat))
        candidate = facts_person(seat->candidate_name, seat->candidate, &seat->arena);
    struct screen *screen = result_create_of(app, seat->attempt, candidate);
    seat_clear(seat);
    return screen;
}
