/* How far the marking is. */
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/keep.h"
#include "tui/marking/screens.h"
#include "tui/screens/facts.h"
#include "tui/screens/screens.h"
#include "tui/widgets/bar.h"
#include "tui/widgets/columns.h"
#include "tui/widgets/list.h"
#include "tui/widgets/page.h"

#include <stdlib.h>

enum { REFRESH_MS = 5000 };

struct overview {
    struct screen screen;
    char *event; /* owned */
    struct arena arena;
    struct reply reply; /* of MESSAGE_MARKING, its texts and rows in the arena */
    bool loaded;
    enum wire_error refused;
    struct list list; /* row 0: all items */
    int first_line;
    int64_t pending, refresh_at;
};

enum { MARKING_MOVE = 1, MARKING_BEGIN, MARKING_BACK, MARKING_SIGN_IN, MARKING_LEAVE };
enum { MODE_QUEUE = 1, MODE_REFUSED = 2 };

const struct binding marking_keys[] = {
    {.keys = {INPUT_UP, INPUT_DOWN, INPUT_HOME, INPUT_END},
     .action = MARKING_MOVE,
     .modes = MODE_QUEUE,
     .name = "↑↓",
     .label = N_("move"),
     .help = N_("Choose one item, or all of them.")},
    {.keys = {INPUT_PAGE_UP, INPUT_PAGE_DOWN}, .action = MARKING_MOVE, .modes = MODE_QUEUE},
    {.keys = {INPUT_ENTER, ' '},
     .action = MARKING_BEGIN,
     .modes = MODE_QUEUE,
     .name = N_("Enter"),
     .label = N_("begin marking"),
     .help = N_("Mark the answers that wait for you, one after the other.")},
    {.keys = {'b'},
     .action = MARKING_BACK,
     .modes = MODE_QUEUE,
     .name = "B",
     .label = N_("one back"),
     .help = N_(
         "Go back to the answer that you marked last; until another marks it too the mark can be changed.")},
    {.keys = {'s'},
     .action = MARKING_SIGN_IN,
     .name = "S",
     .label = N_("another marker"),
     .help = N_("Sign out, so that somebody else can mark here.")},
    {.keys = {INPUT_ESCAPE, 'q'},
     .action = MARKING_LEAVE,
     .name = "Q",
     .label = N_("leave"),
     .help = N_("Leave; what you have marked is saved.")},
    BINDING_HELP(0),
    {.action = 0},
};

static struct hints hints(const struct screen *screen)
{
    const struct overview *overview = (const struct overview *)screen;
    return (struct hints){marking_keys, overview->loaded ? MODE_QUEUE : MODE_REFUSED};
}

static void ask(struct overview *overview)
{
    struct app *app = overview->screen.app;
    struct request request = {.kind = MESSAGE_MARKING, .event = {text_of(overview->event)}};
    overview->pending = app_send(app, &request, false);
    overview->refresh_at = app->now + REFRESH_MS;
}

static void take(struct overview *overview, const struct reply *reply)
{
    struct arena *arena = &overview->arena;
    arena_clear(arena);
    overview->reply = *reply;
    struct reply *kept = &overview->reply;
    keep_text(arena, &kept->marking.event);
    keep_text(arena, &kept->marking.title);
    kept->marking.rows = keep_marking(arena, reply->marking.rows, reply->marking.row_count);
    kept->marking.recent =
        keep_rows(arena, reply->marking.recent, reply->marking.recent_count, sizeof *reply->marking.recent);
    overview->loaded = true;
    overview->refused = WIRE_OK;
    list_resize(&overview->list, (int)reply->marking.row_count + 1);
}

static void on_reply(struct overview *overview, const struct reply *reply)
{
    if (reply->re == 0 || reply->re != overview->pending)
        return;
    overview->pending = 0;
    if (reply->error == WIRE_OK) {
        take(overview, reply);
    } else if (reply->error != WIRE_NOT_SAVED) { /* that is a lost connection: asked again when it is back */
        overview->refused = reply->error;
        overview->loaded = false;
    }
}

/* ---- Keys ------------------------------------------------------------------------------------------- */

static const struct marking_row *row_at(const struct overview *overview, int row)
{
    return row > 0 && row <= overview->reply.marking.row_count ? &overview->reply.marking.rows[row - 1]
                                                               : NULL;
}

static int64_t waiting_for_me(const struct overview *overview)
{
    int64_t waiting = 0;
    for (int i = 1; row_at(overview, i); i++)
        waiting += row_at(overview, i)->waiting_for_me;
    return waiting;
}

static struct step begin(struct overview *overview)
{
    struct app *app = overview->screen.app;
    const struct marking_row *row = row_at(overview, overview->list.at);
    if (row ? row->waiting_for_me == 0 : waiting_for_me(overview) == 0) {
        app_notice(app, ROLE_STRONG, "%s",
                   row ? _("No answer to this item waits for you now.") : _("No answer waits for you now."));
        return stay();
    }
    return push(script_create(app, text_of(overview->event), row ? row->item : text_of(""),
                              overview->reply.marking.recent, overview->reply.marking.recent_count));
}

static struct step go_back(struct overview *overview)
{
    struct app *app = overview->screen.app;
    const struct reply *r = &overview->reply;
    if (r->marking.recent_count > 0)
        return push(
            script_create_back(app, text_of(overview->event), r->marking.recent, r->marking.recent_count));
    app_notice(app, ROLE_STRONG, "%s", _("You have not marked any answer yet."));
    return stay();
}

struct step marking_sign_in_again(struct app *app)
{
    struct request request = {.kind = MESSAGE_SIGN_OUT};
    app_send(app, &request, false);
    app->port.forget(app->port.context);
    app_signed_out(app);
    app_forget_person(app);
    return (struct step){.kind = STEP_RESET, .screen = app_first_screen(app)};
}

static struct step act(struct overview *overview, const struct event *event)
{
    switch (keys_find(marking_keys, hints(&overview->screen).modes, event).action) {
    case MARKING_MOVE:
        list_event(&overview->list, event);
        return stay();
    case MARKING_BEGIN:
        return begin(overview);
    case MARKING_BACK:
        return go_back(overview);
    case MARKING_SIGN_IN:
        return marking_sign_in_again(overview->screen.app);
    case MARKING_LEAVE:
        return pop();
    default:
        return stay();
    }
}

static struct step on_mouse(struct overview *overview, const struct event *event)
{
    if (list_event(&overview->list, event) || event->mouse.action != MOUSE_PRESS)
        return stay();
    int row = list_row_at(&overview->list, overview->first_line, event->mouse.y);
    bool again = row == overview->list.at;
    list_choose(&overview->list, row >= 0 ? row : overview->list.at);
    return again && overview->loaded ? begin(overview) : stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct overview *overview = (struct overview *)screen;
    switch (event->kind) {
    case EVENT_SHOWN:
        ask(overview);
        return stay();
    case EVENT_STATE:
        if (event->state == CLIENT_READY)
            ask(overview);
        return stay();
    case EVENT_TICK:
        if (screen->app->ready && !overview->pending && screen->app->now >= overview->refresh_at)
            ask(overview);
        return stay();
    case EVENT_REPLY:
        on_reply(overview, event->reply);
        return stay();
    case EVENT_MOUSE:
        return on_mouse(overview, event);
    default:
        return act(overview, event);
    }
}

/* ---- Drawing ---------------------------------------------------------------------------------------- */

static struct text rule_text(const struct reply *r, struct arena *arena)
{
    if (r->marking.times <= 1)
        return text_of(_("Each answer is marked once."));
    struct text difference = facts_mark(r->marking.difference, arena);
    return arena_textf(arena,
                       _("Each answer is marked by two markers who do not see each other's marks; when they "
                         "differ by more than %.*s, a third decides."),
                       TEXT_ARG(difference));
}

/* What there is to do, in one sentence. */
static struct text todo_text(const struct overview *overview, enum role *role, struct arena *arena)
{
    const struct reply *r = &overview->reply;
    long long mine = (long long)waiting_for_me(overview);
    long long open = (long long)(r->marking.total - r->marking.settled);
    *role = ROLE_GOOD;
    if (r->marking.total == 0)
        return text_of(_("There is no answer in words yet. This page changes when papers are submitted."));
    if (open == 0)
        return text_of(_("✓ All answers are settled."));
    *role = ROLE_STRONG;
    if (mine > 0)
        return arena_textf(arena,
                           ngettext("%lld answer waits for you. Press Enter to mark.",
                                    "%lld answers wait for you. Press Enter to mark.", (unsigned long)mine),
                           mine);
    *role = ROLE_TEXT;
    return arena_textf(arena,
                       ngettext("Nothing waits for you now; %lld answer waits for other markers.",
                                "Nothing waits for you now; %lld answers wait for other markers.",
                                (unsigned long)open),
                       open);
}

static void write_head(const struct overview *overview, struct page *page)
{
    const struct reply *r = &overview->reply;
    struct arena *arena = page->arena;
    int y = page_row(page);
    if (y >= 0) {
        struct text text = arena_textf(arena, _("Settled: %lld of %lld"), (long long)r->marking.settled,
                                       (long long)r->marking.total);
        int used = canvas_text(page->canvas, page->view.x, y, page->view.width, text, ROLE_STRONG) + 2;
        bar_draw(page->canvas, page->view.x + used, y, page->view.width - used, r->marking.settled,
                 r->marking.total, ROLE_GOOD);
    }
    struct text waiting =
        r->marking.times <= 1
            ? arena_textf(arena, _("To be marked: %lld · marked by you: %lld"), (long long)r->marking.first,
                          (long long)r->marking.own)
            : arena_textf(arena,
                          _("Waiting for a first marker: %lld · a second: %lld · a third: %lld · marked by "
                            "you: %lld"),
                          (long long)r->marking.first, (long long)r->marking.second,
                          (long long)r->marking.third, (long long)r->marking.own);
    page_text(page, 0, waiting, ROLE_TEXT);
    page_text(page, 0, rule_text(r, arena), ROLE_DIM);
    page_gap(page, 1);
    enum role role;
    struct text todo = todo_text(overview, &role, arena);
    page_text(page, 0, todo, role);
    page_gap(page, 1);
}

enum { COLUMN_ITEM, COLUMN_FULL, COLUMN_SETTLED, COLUMN_BAR, COLUMN_MINE, COLUMNS };

static void draw_row(const struct overview *overview, const struct columns *table, struct canvas *canvas,
                     struct rect row, int index)
{
    const struct marking_row *item = row_at(overview, index);
    const struct reply *r = &overview->reply;
    struct arena *arena = &overview->screen.app->scratch;
    bool at = index == overview->list.at;
    int64_t settled = item ? item->settled : r->marking.settled,
            total = item ? item->total : r->marking.total;
    int64_t mine = item ? item->waiting_for_me : waiting_for_me(overview);
    enum role role = at ? ROLE_SELECTED : mine == 0 ? ROLE_DIM : ROLE_TEXT;
    if (at) {
        canvas_fill(canvas, row, " ", role);
        canvas_string(canvas, row.x, row.y, 1, "▸", role);
    }
    columns_put(table, canvas, COLUMN_ITEM, row.y, item ? item->stem : text_of(_("All items")), role);
    if (item)
        columns_put(table, canvas, COLUMN_FULL, row.y, facts_mark(item->full, arena), role);
    columns_put(table, canvas, COLUMN_SETTLED, row.y,
                arena_textf(arena, "%lld/%lld", (long long)settled, (long long)total), role);
    struct rect bar = columns_cell(table, COLUMN_BAR, row.y);
    bar_draw(canvas, bar.x, bar.y, bar.width, settled, total, at ? ROLE_SELECTED : ROLE_GOOD);
    columns_put(table, canvas, COLUMN_MINE, row.y, arena_textf(arena, "%lld", (long long)mine), role);
}

static void draw_table(struct overview *overview, struct canvas *canvas, struct rect area)
{
    const struct column_spec columns[COLUMNS] = {
        [COLUMN_ITEM] = {_("Item"), 16, 0, 3, false},     [COLUMN_FULL] = {_("Marks"), 5, 0, 0, true},
        [COLUMN_SETTLED] = {_("Settled"), 9, 0, 0, true}, [COLUMN_BAR] = {"", 10, 24, 1, false},
        [COLUMN_MINE] = {_("For you"), 5, 0, 0, true},
    };
    struct rect inside = area;
    rect_take_left(&inside, 2);
    struct columns table;
    columns_init(&table, columns, COLUMNS, inside);
    columns_head(&table, canvas, rect_take_top(&area, 1).y);
    overview->first_line = area.y;
    list_show(&overview->list, area.height);
    for (int i = 0; i < overview->list.rows && overview->list.top + i < overview->list.count; i++)
        draw_row(overview, &table, canvas, rect_take_top(&area, 1), overview->list.top + i);
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct overview *overview = (struct overview *)screen;
    struct rect area = rect_inset(rect, 2, 1);
    struct page page;
    page_begin(&page, canvas, area, 0, &screen->app->scratch, NULL);
    if (!overview->loaded) {
        page_string(&page, 0,
                    overview->refused ? _(wire_error_message(overview->refused)) : _("Asking the hub…"),
                    overview->refused ? ROLE_BAD : ROLE_DIM);
        return;
    }
    write_head(overview, &page);
    rect_take_top(&area, page.line);
    draw_table(overview, canvas, area);
}

static const char *title(const struct screen *screen)
{
    const struct overview *overview = (const struct overview *)screen;
    if (!overview->loaded)
        return _("Marking of answers");
    return arena_textf(&screen->app->scratch, _("Marking · %.*s"), TEXT_ARG(overview->reply.marking.title))
        .at;
}

static int64_t due(const struct screen *screen)
{
    const struct overview *overview = (const struct overview *)screen;
    if (!screen->app->ready || overview->pending)
        return -1;
    return overview->refresh_at > screen->app->now ? overview->refresh_at : screen->app->now;
}

static void destroy(struct screen *screen)
{
    struct overview *overview = (struct overview *)screen;
    arena_finish(&overview->arena);
    free(overview->event);
    free(overview);
}

static const struct screen_ops ops = {
    .name = "marking",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .due = due,
    .destroy = destroy,
};

struct screen *marking_create(struct app *app, struct text event)
{
    struct overview *overview = xcalloc(1, sizeof *overview);
    overview->screen = (struct screen){&ops, app};
    overview->event = xcalloc(event.len + 1, 1);
    if (event.len)
        memcpy(overview->event, event.at, event.len);
    return &overview->screen;
}
