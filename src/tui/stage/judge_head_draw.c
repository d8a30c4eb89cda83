#include "base/i18n.h"
#include "base/unicode.h"
#include "tui/screens/facts.h"
#include "tui/stage/judge.h"
#include "tui/stage/judge_head.h"
#include "tui/stage/words.h"
#include "tui/widgets/columns.h"

static const struct panel_view *view_of(const struct head *head)
{
    return &head->screen.app->stage.panel;
}

enum { STAGE_COLUMNS_MOST = 8 };
enum { COLUMN_NAME, COLUMN_STATE, COLUMN_STAGES };

static struct text name_of_performer(const struct head *head, const struct performer_row *row)
{
    struct arena *arena = &head->screen.app->scratch;
    if (row->code.len && row->name.len)
        return arena_textf(arena, "%.*s %.*s", TEXT_ARG(row->code), TEXT_ARG(row->name));
    if (row->code.len || row->name.len)
        return row->code.len ? row->code : row->name;
    return arena_textf(arena, "%lld", (long long)row->performer + 1);
}

static const char *state_text(const struct performer_row *row, enum role *role)
{
    *role = ROLE_GOOD;
    if (row->closed)
        return _("closed");
    *role = ROLE_WARM;
    if (row->withdrawn)
        return _("withdrawn");
    if (row->spread_open)
        return _("marks too far apart");
    *role = ROLE_ACCENT;
    if (row->complete)
        return _("complete: can be closed");
    *role = ROLE_DIM;
    return row->on ? _("on now") : row->called ? _("sheets are missing") : _("not called yet");
}

static void draw_head(const struct head *head, struct canvas *canvas, struct rect *area)
{
    const struct performer_row *row = judge_head_row(head);
    struct arena *arena = &head->screen.app->scratch;
    enum role role;
    const char *state = state_text(row, &role);
    struct rect line = rect_take_top(area, 1);
    struct text place =
        arena_textf(arena, _("%d of %d"), head->performer + 1, (int)view_of(head)->performer_count);
    int used = canvas_text(canvas, line.x, line.y, line.width, place, ROLE_DIM) + 2;
    rect_take_left(&line, used);
    struct rect right = rect_take_right(&line, utf8_width(text_of(state)));
    canvas_string(canvas, right.x, right.y, right.width, state, role);
    canvas_fit(canvas, line.x, line.y, line.width - 2, name_of_performer(head, row), ROLE_STRONG);
    line = rect_take_top(area, 1);
    if (!head->known || head->of != row->performer)
        return;
    mark_t spread = head->highest - head->lowest;
    struct text text =
        arena_textf(arena, _("mark %.*s · sums from %.*s to %.*s: %.*s apart"),
                    TEXT_ARG(facts_mark(head->total, arena)), TEXT_ARG(facts_mark(head->lowest, arena)),
                    TEXT_ARG(facts_mark(head->highest, arena)), TEXT_ARG(facts_mark(spread, arena)));
    canvas_fit(canvas, line.x, line.y, line.width, text, row->spread_open ? ROLE_WARM : ROLE_TEXT);
}

/* What a judge gave in a stage; a mark that was dropped stands in brackets. */
static struct text mark_text(const struct head *head, int64_t stage, int judge)
{
    struct arena *arena = &head->screen.app->scratch;
    const struct panel_stage_row *row = &head->stages[stage];
    for (int64_t i = 0; i < row->mark_count; i++)
        if (row->marks[i].judge == judge) {
            struct text mark = facts_mark(row->marks[i].mark, arena);
            return row->marks[i].dropped ? arena_textf(arena, "(%.*s)", TEXT_ARG(mark)) : mark;
        }
    return text_of("—");
}

static int stage_columns(const struct head *head, struct column_spec *specs)
{
    const struct panel_frame *frame = view_of(head)->frame;
    struct arena *arena = &head->screen.app->scratch;
    int count = COLUMN_STAGES;
    for (int64_t i = 0; head->known && i < head->stage_count && i < STAGE_COLUMNS_MOST; i++) {
        int64_t criterion = head->stages[i].criterion;
        const char *heading = criterion < 0 || criterion >= frame->criterion_count
                                  ? _("Sum")
                                  : arena_string(arena, utf8_cut(frame->criteria[criterion].title, 10));
        specs[count++] = (struct column_spec){.heading = heading, .min = 7, .right = true};
    }
    return count;
}

static void draw_judge(const struct head *head, const struct columns *table, int stages,
                       struct canvas *canvas, struct rect line, int judge)
{
    enum sheet_state state = judge_head_state(head, judge);
    bool at = judge == head->judge;
    enum role role = at ? ROLE_SELECTED : ROLE_TEXT;
    const struct judge_row *row = &view_of(head)->frame->judges[judge];
    struct text name = words_judge(view_of(head)->frame, judge);
    canvas_fill(canvas, line, " ", role);
    if (row->head)
        name = arena_textf(&head->screen.app->scratch, _("%.*s (head judge)"), TEXT_ARG(name));
    columns_put(table, canvas, COLUMN_NAME, line.y, name, role);
    columns_put(table, canvas, COLUMN_STATE, line.y, text_of(judge_state_text(state)),
                at                      ? role
                : state == JUDGE_SIGNED ? ROLE_GOOD
                                        : ROLE_WARM);
    for (int i = 0; i < stages; i++)
        columns_put(table, canvas, COLUMN_STAGES + i, line.y, mark_text(head, i, judge), role);
}

static void draw_means(const struct head *head, const struct columns *table, int stages,
                       struct canvas *canvas, int y)
{
    struct arena *arena = &head->screen.app->scratch;
    columns_put(table, canvas, COLUMN_NAME, y, text_of(_("counts")), ROLE_ACCENT);
    for (int i = 0; i < stages; i++)
        columns_put(table, canvas, COLUMN_STAGES + i, y, facts_mark(head->stages[i].product, arena),
                    ROLE_ACCENT);
}

static void draw_judges(const struct head *head, struct canvas *canvas, struct rect area)
{
    struct column_spec specs[TABLE_MAX_COLUMNS] = {
        [COLUMN_NAME] = {.heading = _("Judge"), .min = 8, .max = 30, .weight = 1},
        [COLUMN_STATE] = {.heading = _("Sheet"), .min = 14},
    };
    const struct performer_row *row = judge_head_row(head);
    struct columns table;
    int count = head->known && head->of == row->performer ? stage_columns(head, specs) : (int)COLUMN_STAGES;
    columns_init(&table, specs, count, area);
    columns_head(&table, canvas, rect_take_top(&area, 1).y);
    for (int64_t i = 0; i < view_of(head)->frame->judge_count && area.height > 0; i++)
        draw_judge(head, &table, count - COLUMN_STAGES, canvas, rect_take_top(&area, 1), (int)i);
    rect_take_top(&area, 1);
    if (count > COLUMN_STAGES && area.height > 0)
        draw_means(head, &table, count - COLUMN_STAGES, canvas, area.y);
}

void judge_head_draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct head *head = (struct head *)screen;
    if (!judge_head_row(head))
        return;
    judge_head_catch_up(head);
    struct rect area = rect_inset(rect, 1, 0);
    draw_head(head, canvas, &area);
    canvas_fill(canvas, rect_take_top(&area, 1), "─", ROLE_DIM);
    draw_judges(head, canvas, area);
}
