#include "tui/screens/points.h"

#include "base/i18n.h"
#include "base/unicode.h"
#include "tui/screens/facts.h"

enum { NUMBERED = 9 /* by keys */ };

static struct text label_of(int index, bool ticked, bool at, struct arena *arena)
{
    const char *mark = ticked ? "[✓]" : "[ ]", *cursor = at ? "▸" : " ";
    if (index < NUMBERED)
        return arena_textf(arena, "%s %s %d.", cursor, mark, index + 1);
    return arena_textf(arena, "%s %s   ", cursor, mark);
}

void points_draw(struct page *page, const struct point_row *points, int64_t count, struct ticks ticks, int at)
{
    for (int i = 0; i < count && i < ITEM_MAX_POINTS; i++) {
        bool ticked = ticks_has(ticks, i);
        enum role role = i == at ? ROLE_SELECTED : ticked ? ROLE_GOOD : ROLE_TEXT;
        struct text label = label_of(i, ticked, i == at, page->arena);
        struct text marks = facts_mark(points[i].marks, page->arena);
        struct text text =
            arena_textf(page->arena, _("%.*s (marks: %.*s)"), TEXT_ARG(points[i].text), TEXT_ARG(marks));
        int line = page->line;
        page_labelled(page, 0, utf8_width(label) + 1, label, role, text, role);
        page_hit(page, line, i);
        if (i == at)
            page_focus(page, line);
    }
}

struct text points_sum(const struct point_row *points, int64_t count, struct ticks ticks, struct arena *arena)
{
    mark_t whole = 0;
    for (int64_t i = 0; i < count; i++)
        whole += points[i].marks;
    struct text sum = facts_mark(ticks_sum(ticks, points, count), arena), of = facts_mark(whole, arena);
    if (!ticks.given)
        return text_of(_("nothing ticked yet"));
    if (ticks.points == 0)
        return arena_textf(arena, _("no point found: 0 of %.*s"), TEXT_ARG(of));
    return arena_textf(arena, _("%.*s of %.*s"), TEXT_ARG(sum), TEXT_ARG(of));
}
