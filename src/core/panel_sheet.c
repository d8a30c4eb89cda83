#include "core/panel_sheet.h"

int panel_judge_find(const struct panel_sheet *sheet, struct text number)
{
    for (int i = 0; i < sheet->judge_count; i++)
        if (text_equal(sheet->judges[i], number))
            return i;
    return -1;
}

int panel_criterion_find(const struct panel_sheet *sheet, struct text id)
{
    for (int i = 0; i < sheet->criterion_count; i++)
        if (text_equal(sheet->criteria[i].id, id))
            return i;
    return -1;
}

/* Marks with twelve decimals: exact through both factors. */
__extension__ typedef __int128 fine_mark;
static const fine_mark FINE = (fine_mark)MARK_ONE * MARK_ONE;

static fine_mark round_fine(fine_mark value, int decimals)
{
    if (decimals == PANEL_EXACT)
        return value;
    fine_mark unit = FINE * MARK_ONE;
    for (int i = 0; i < decimals; i++)
        unit /= 10;
    fine_mark half = value < 0 ? -unit / 2 : unit / 2;
    return (value + half) / unit * unit;
}

static fine_mark multiply(fine_mark value, mark_t factor, int decimals)
{
    return factor == MARK_ONE ? value : round_fine(value * factor / MARK_ONE, decimals);
}

/* How many judges' marks count when all judges have marked. */
static int counted_judges(const struct panel_sheet *sheet)
{
    bool dropped = sheet->judge_count >= sheet->drop_from;
    return sheet->judge_count - (dropped ? sheet->drop_high + sheet->drop_low : 0);
}

mark_t panel_full(const struct panel_sheet *sheet)
{
    const struct panel_rounding *rounding = &sheet->rounding;
    int copies = sheet->mean == PANEL_SUM ? counted_judges(sheet) : 1;
    bool by_criterion = sheet->by == PANEL_BY_CRITERION;
    fine_mark sum = 0;
    for (int i = 0; i < sheet->criterion_count; i++) {
        const struct criterion *criterion = &sheet->criteria[i];
        fine_mark most = criterion->max * FINE;
        if (by_criterion)
            most = round_fine(most * copies, rounding->mean);
        sum += multiply(most, criterion->factor, rounding->factor);
    }
    if (!by_criterion)
        sum = round_fine(sum * copies, rounding->mean);
    sum = multiply(sum, sheet->factor, rounding->factor);
    return (mark_t)(round_fine(sum, rounding->total) / FINE);
}
