/* Seconds, penalties, factors, ranks; and lists of anything. */
#include "bank/plain.h"
#include "bank/values.h"

#include "base/clock.h"
#include "base/i18n.h"

bool value_seconds(struct reader *reader, const struct node *node, bool zero, int64_t *ms)
{
    enum { TENTH = MARK_ONE / 10 };
    struct text t;
    mark_t seconds;
    if (!value_narrow(reader, node, &t))
        return false;
    if (mark_parse(t, &seconds) && seconds % TENTH == 0 && seconds >= (zero ? 0 : TENTH) &&
        seconds <= (mark_t)SECONDS_MAX * MARK_ONE) {
        *ms = seconds * 1000 / MARK_ONE;
        return true;
    }
    diags_error(reader->diags, reader_span(reader, node->place),
                zero ? _("expected a number of seconds from 0 to %d with at most one decimal, found “%.*s”")
                     : _("expected a number of seconds above 0 and up to %d with at most one decimal, found "
                         "“%.*s”"),
                SECONDS_MAX, TEXT_ARG(text_shown(t)));
    return false;
}

bool value_penalty(struct reader *reader, const struct node *node, mark_t *out)
{
    struct text t;
    mark_t marks;
    if (!value_narrow(reader, node, &t))
        return false;
    if (mark_parse(t, &marks) && marks <= 0) {
        *out = marks;
        return true;
    }
    diags_error(reader->diags, reader_span(reader, node->place),
                _("expected marks to take off, from -1000000 to 0 with at most four decimals, found “%.*s”"),
                TEXT_ARG(text_shown(t)));
    diags_hint(reader->diags, _("write what is taken off with a minus sign, such as -10"));
    return false;
}

bool value_factor(struct reader *reader, const struct node *node, mark_t *out, bool *percent)
{
    struct text t;
    mark_t factor;
    if (!value_narrow(reader, node, &t))
        return false;
    bool share = t.at[t.len - 1] == '%';
    bool ok = mark_parse(text_trim(text_make(t.at, t.len - share)), &factor);
    if (ok && share) {
        ok = factor % 100 == 0;
        factor /= 100;
    }
    if (ok && factor > 0 && factor <= (mark_t)FACTOR_MAX * MARK_ONE) {
        *out = factor;
        if (percent)
            *percent = share;
        return true;
    }
    diags_error(reader->diags, reader_span(reader, node->place),
                _("expected a factor above 0 and up to %d, or a share such as 30%%, found “%.*s”"),
                FACTOR_MAX, TEXT_ARG(text_shown(t)));
    diags_hint(reader->diags, _("a factor has at most four decimals, a share at most two"));
    return false;
}

bool value_time(struct reader *reader, const struct node *node, int64_t *wall_ms)
{
    if (!value_is_text(reader, node))
        return false;
    arena_clear(&reader->scratch);
    struct text t = text_trim(plain_half_width(&reader->scratch, node->text));
    if (clock_parse(t, wall_ms))
        return true;
    diags_error(reader->diags, reader_span(reader, node->place), _("not a date and time that exists: “%.*s”"),
                TEXT_ARG(text_shown(node->text)));
    diags_hint(reader->diags, _("write it like 2026-11-23 08:30"));
    return false;
}

bool value_change(struct reader *reader, const struct node *node, mark_t *out)
{
    struct text t;
    if (!value_narrow(reader, node, &t))
        return false;
    if (t.len && t.at[0] == '+')
        t = text_from(t, 1);
    if (mark_parse(t, out))
        return true;
    diags_error(reader->diags, reader_span(reader, node->place),
                _("expected marks to add or to take off, such as 2 or -1.5, found “%.*s”"),
                TEXT_ARG(text_shown(t)));
    return false;
}

bool value_ranks(struct reader *reader, const struct node *node, int max, int *first, int *last)
{
    struct text rest, part;
    int64_t low = 0, high = 0;
    if (!value_narrow(reader, node, &rest))
        return false;
    bool ok = text_next(&rest, '-', &part) && text_to_int(text_trim(part), 1, max, &low);
    high = low;
    if (ok && rest.at)
        ok = text_to_int(text_trim(rest), low, max, &high);
    if (ok) {
        *first = (int)low;
        *last = (int)high;
        return true;
    }
    diags_error(reader->diags, reader_span(reader, node->place),
                _("ranks are a number from 1 to %d, or a range such as 2-4"), max);
    return false;
}

bool value_each(struct reader *reader, const struct node *node, size_t max,
                void (*take)(struct reader *reader, const struct node *each, void *into), void *into)
{
    if (node->kind != NODE_LIST) {
        take(reader, node, into);
        return true;
    }
    struct node each;
    size_t given = 0;
    int depth = reader->depth;
    for (; reader_next(reader, &each); given++) {
        if (given == max) {
            diags_error(reader->diags, reader_span(reader, each.place),
                        _("this list has more than %zu entries"), max);
            reader_leave(reader, depth - 1);
            return false;
        }
        take(reader, &each, into);
        reader_leave(reader, depth);
    }
    if (given == 0 && !reader->stopped)
        diags_error(reader->diags, reader_span(reader, node->place), _("the list is empty"));
    return given > 0 && !reader->stopped;
}
