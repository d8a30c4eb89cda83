#include "base/i18n.h"
#include "base/mem.h"
#include "tui/keep.h"
#include "tui/layout.h"
#include "tui/screens/facts.h"
#include "tui/screens/screens.h"
#include "tui/widgets/page.h"

#include <stdlib.h>

struct instructions {
    struct screen screen;
    struct arena arena;
    const struct test_row *test;
    int scroll, lines, rows;
};

enum { INSTRUCTIONS_START = 1, INSTRUCTIONS_UP, INSTRUCTIONS_DOWN, INSTRUCTIONS_LEAVE };

const struct binding instructions_keys[] = {
    {.keys = {INPUT_ENTER},
     .action = INSTRUCTIONS_START,
     .name = N_("Enter"),
     .label = N_("begin the test"),
     .help = N_("Begin. From now on the clock runs.")},
    {.keys = {INPUT_UP, INPUT_PAGE_UP},
     .action = INSTRUCTIONS_UP,
     .name = "↑↓",
     .label = N_("scroll"),
     .help = N_("Scroll the text.")},
    {.keys = {INPUT_DOWN, INPUT_PAGE_DOWN}, .action = INSTRUCTIONS_DOWN},
    {.keys = {INPUT_ESCAPE},
     .action = INSTRUCTIONS_LEAVE,
     .name = "Esc",
     .label = N_("not now"),
     .help = N_("Go back without beginning.")},
    BINDING_HELP(0),
    {.action = 0},
};

static struct hints hints(const struct screen *screen)
{
    (void)screen;
    return (struct hints){instructions_keys, 0};
}

static void scroll(struct instructions *instructions, int by)
{
    int most = instructions->lines > instructions->rows ? instructions->lines - instructions->rows : 0;
    int to = instructions->scroll + by;
    instructions->scroll = to < 0 ? 0 : to > most ? most : to;
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct instructions *instructions = (struct instructions *)screen;
    switch (keys_find(instructions_keys, 0, event).action) {
    case INSTRUCTIONS_START:
        return (struct step){.kind = STEP_REPLACE,
                             .screen = entering_create(screen->app, instructions->test->event, text_of(""))};
    case INSTRUCTIONS_UP:
        scroll(instructions, -1);
        break;
    case INSTRUCTIONS_DOWN:
        scroll(instructions, 1);
        break;
    case INSTRUCTIONS_LEAVE:
        return pop();
    default:
        break;
    }
    return stay();
}

static void write_page(const struct instructions *instructions, struct page *page)
{
    const struct test_row *test = instructions->test;
    page_text(page, 0, test->title, ROLE_STRONG);
    page_gap(page, 1);
    page_text(page, 2, facts_list_of_test(test, page->arena), ROLE_TEXT);
    page_gap(page, 1);
    if (test->instructions.len) {
        page_text(page, 0, test->instructions, ROLE_TEXT);
        page_gap(page, 1);
    }
    page_string(
        page, 0,
        _("Every answer is saved as soon as you give it, and you may change it until you submit. If the "
          "power or the network fails, sign in again and go on where you were."),
        ROLE_TEXT);
    page_gap(page, 1);
    page_string(page, 0, _("The clock starts when you press Enter."), ROLE_WARM);
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct instructions *instructions = (struct instructions *)screen;
    struct rect view = rect_inset(rect, 4, 1);
    struct page page;
    page_begin(&page, canvas, view, instructions->scroll, &screen->app->scratch, NULL);
    write_page(instructions, &page);
    instructions->rows = view.height;
    instructions->lines = page.line;
}

static const char *title(const struct screen *screen)
{
    (void)screen;
    return _("Before you begin");
}

static void destroy(struct screen *screen)
{
    struct instructions *instructions = (struct instructions *)screen;
    arena_finish(&instructions->arena);
    free(instructions);
}

static const struct screen_ops ops = {
    .name = "instructions",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .destroy = destroy,
};

struct screen *instructions_create(struct app *app, const struct test_row *test)
{
    struct instructions *instructions = xcalloc(1, sizeof *instructions);
    instructions->screen = (struct screen){&ops, app};
    instructions->test = keep_tests(&instructions->arena, test, 1);
    return &instructions->screen;
}
