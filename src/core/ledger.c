#include "core/ledger.h"

void ledger_add(struct ledger_line *line, bool entitled, const struct ledger_result *result)
{
    line->entitled += entitled;
    if (!result)
        return;
    line->best = line->taken == 0 || result->mark > line->best ? result->mark : line->best;
    line->worst = line->taken == 0 || result->mark < line->worst ? result->mark : line->worst;
    line->taken++;
    line->covered += entitled;
    line->attempts += result->attempts;
    line->passed += result->passed;
    line->sum += result->mark;
    line->full += result->full;
}

static bool percent(int64_t part, int64_t whole, mark_t *out)
{
    if (whole <= 0)
        return false;
    *out = mark_ratio(100 * MARK_ONE, part, whole, 1);
    return true;
}

bool ledger_coverage(const struct ledger_line *line, mark_t *out)
{
    return percent(line->covered, line->entitled, out);
}

bool ledger_pass_rate(const struct ledger_line *line, mark_t *out)
{
    return percent(line->passed, line->taken, out);
}

bool ledger_rate(const struct ledger_line *line, mark_t *out)
{
    return percent(line->sum, line->full, out);
}

bool ledger_mean(const struct ledger_line *line, int decimals, mark_t *mean)
{
    if (line->taken == 0)
        return false;
    *mean = mark_ratio(line->sum, 1, line->taken, decimals);
    return true;
}
