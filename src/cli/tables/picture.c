#include "cli/tables/picture.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "core/draw.h"

#include <stdlib.h>

mark_t percent_of(int64_t part, int64_t whole)
{
    return mark_ratio(100 * MARK_ONE, part, whole, 1);
}

ptrdiff_t nearest_text(struct text word, const struct text *candidates, size_t count)
{
    struct arena arena = ARENA_EMPTY;
    const char **names = arena_array(&arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = arena_string(&arena, candidates[i]);
    ptrdiff_t nearest = text_nearest(word, names, count);
    arena_finish(&arena);
    return nearest;
}

/* ---- People -------------------------------------------------------------------------------------------- */

static int by_number(const void *key, const void *element)
{
    return text_compare(*(const struct text *)key, ((const struct known_person *)element)->person.number);
}

ptrdiff_t picture_person(const struct picture *picture, struct text number)
{
    const struct known_person *found =
        bsearch(&number, picture->people, picture->people_count, sizeof *found, by_number);
    return found ? found - picture->people : NO_PERSON;
}

bool picture_is_in_period(const struct picture *picture, int64_t wall_ms)
{
    const struct table_request *request = picture->request;
    return wall_ms >= request->from && (request->to == 0 || wall_ms < request->to);
}

bool picture_shows(const struct picture *picture, size_t person)
{
    const struct table_request *request = picture->request;
    const struct person *p = &picture->people[person].person;
    return (request->unit.len == 0 || unit_is_within(p->unit, request->unit)) &&
           (request->post.len == 0 || text_equal(p->post, request->post)) &&
           (request->number.len == 0 || text_equal(p->number, request->number));
}

bool picture_shows_result(const struct picture *picture, const struct result *result)
{
    return (picture->request->pass == PASS_ANY ||
            (picture->request->pass == PASS_PASSED) == result->passed) &&
           picture_shows(picture, result->person);
}

bool picture_is_filtered(const struct picture *picture)
{
    const struct table_request *request = picture->request;
    return request->unit.len || request->post.len || request->number.len || request->pass != PASS_ANY;
}

struct text picture_unit(const struct picture *picture, size_t person)
{
    /* Not above the unit asked for: others' people would count with its own. */
    struct text above = picture->request->unit;
    int depth = picture->request->depth, least = 1;
    for (size_t i = 0; i < above.len; i++)
        least += above.at[i] == '/';
    if (depth > 0 && above.len && depth < least)
        depth = least;
    return unit_at_depth(picture->people[person].person.unit, depth);
}

struct text picture_name_of(const struct picture *picture, struct text number)
{
    ptrdiff_t person = picture_person(picture, number);
    bool named = person != NO_PERSON && picture->people[person].person.name.len;
    return named ? picture->people[person].person.name : number;
}

/* ---- What was asked for, and is there -------------------------------------------------------------------
 */

static int compare_texts(const void *a, const void *b)
{
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

/* Sorts them and leaves each once. */
static size_t distinct(struct text *texts, size_t count)
{
    size_t kept = 0;
    if (count)
        qsort(texts, count, sizeof *texts, compare_texts);
    for (size_t i = 0; i < count; i++)
        if (texts[i].len && (kept == 0 || !text_equal(texts[kept - 1], texts[i])))
            texts[kept++] = texts[i];
    return kept;
}

enum { NAMES_SHOWN = 12 };

/* "a, b, c …": so many that a message stays readable. */
static struct text listed(const struct text *names, size_t count, struct arena *arena)
{
    struct buf out = BUF_EMPTY;
    for (size_t i = 0; i < count && i < NAMES_SHOWN && out.len < 240; i++) {
        buf_add_string(&out, i ? _(", ") : "");
        buf_add_text(&out, names[i]);
    }
    if (count > NAMES_SHOWN || out.len >= 240)
        buf_add_string(&out, " …");
    struct text text = arena_text(arena, buf_text(&out));
    buf_finish(&out);
    return text;
}

/* What there is instead: the one that was likely meant (true), else a list of all. */
static bool is_slip(struct text wanted, const struct text *names, size_t count, struct arena *arena,
                    struct text *other)
{
    ptrdiff_t nearest = nearest_text(wanted, names, count);
    *other = nearest >= 0 ? names[nearest] : listed(names, count, arena);
    return nearest >= 0;
}

/* Every unit that somebody of the roster belongs to, and those above it. */
static size_t all_units(const struct picture *picture, struct text **out)
{
    struct text *units = NULL;
    size_t count = 0, capacity = 0;
    for (size_t i = 0; i < picture->people_count; i++) {
        struct text unit = picture->people[i].person.unit;
        if (i > 0 && text_equal(unit, picture->people[i - 1].person.unit))
            continue;
        for (size_t k = 0; k <= unit.len; k++) {
            if (k < unit.len && unit.at[k] != '/')
                continue;
            units = xgrow(units, &capacity, count + 1, sizeof *units);
            units[count++] = text_make(unit.at, k);
        }
    }
    count = distinct(units, count);
    *out = units;
    return count;
}

static bool check_unit(const struct picture *picture, struct err *err)
{
    struct text unit = picture->request->unit;
    for (size_t i = 0; i < picture->people_count; i++)
        if (unit_is_within(picture->people[i].person.unit, unit))
            return true;
    struct arena arena = ARENA_EMPTY;
    struct text *units, other;
    size_t count = all_units(picture, &units);
    bool slip = is_slip(unit, units, count, &arena, &other);
    err_set(err, ERR_NOT_FOUND,
            slip ? _("there is no unit %.*s; did you mean %.*s?")
                 : _("there is no unit %.*s; there are %.*s"),
            TEXT_ARG(unit), TEXT_ARG(other));
    arena_finish(&arena);
    free(units);
    return false;
}

static bool check_post(const struct picture *picture, struct err *err)
{
    struct text post = picture->request->post;
    struct text *posts = xcalloc(picture->people_count, sizeof *posts);
    size_t count = 0;
    bool found = false;
    for (size_t i = 0; i < picture->people_count && !found; i++) {
        posts[count++] = picture->people[i].person.post;
        found = text_equal(posts[count - 1], post);
    }
    if (!found) {
        struct arena arena = ARENA_EMPTY;
        struct text other;
        bool slip = is_slip(post, posts, distinct(posts, count), &arena, &other);
        err_set(err, ERR_NOT_FOUND,
                slip ? _("nobody has the post %.*s; did you mean %.*s?")
                     : _("nobody has the post %.*s; there are %.*s"),
                TEXT_ARG(post), TEXT_ARG(other));
        arena_finish(&arena);
    }
    free(posts);
    return found;
}

static bool check_filters(const struct picture *picture, struct err *err)
{
    const struct table_request *request = picture->request;
    if (request->number.len && picture_person(picture, request->number) == NO_PERSON)
        return err_set(err, ERR_NOT_FOUND, _("there is nobody with the number %.*s"),
                       TEXT_ARG(request->number));
    if (request->from && request->to && request->from >= request->to)
        return err_set(err, ERR_INVALID, _("the period ends before it begins"));
    return (request->unit.len == 0 || check_unit(picture, err)) &&
           (request->post.len == 0 || check_post(picture, err));
}

bool tables_check_people(struct store *store, const struct table_request *request, struct arena *arena,
                         struct err *err)
{
    struct picture picture = {.store = store, .request = request, .arena = arena};
    return person_list_known(store, arena, &picture.people, &picture.people_count, err) &&
           check_filters(&picture, err);
}

/* ---- Events ---------------------------------------------------------------------------------------------
 */

static bool no_event(const struct picture *picture, struct text code, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct event_record *events;
    size_t count;
    bool ok = event_list(picture->store, &arena, &events, &count, err);
    if (ok && count == 0) {
        err_set(err, ERR_NOT_FOUND, _("there is no event %.*s; the hall has none yet"), TEXT_ARG(code));
    } else if (ok) {
        struct text *codes = arena_array(&arena, count, sizeof *codes);
        for (size_t i = 0; i < count; i++)
            codes[i] = events[i].code;
        struct text other;
        bool slip = is_slip(code, codes, count, &arena, &other);
        err_set(err, ERR_NOT_FOUND,
                slip ? _("there is no event %.*s; did you mean %.*s?")
                     : _("there is no event %.*s; there are %.*s"),
                TEXT_ARG(code), TEXT_ARG(other));
    }
    arena_finish(&arena);
    return false;
}

static bool load_named(struct picture *picture, struct err *err)
{
    const struct table_request *request = picture->request;
    picture->events = arena_array(picture->arena, (size_t)request->event_count, sizeof *picture->events);
    for (int i = 0; i < request->event_count; i++) {
        struct event_record record;
        struct err missing = ERR_NONE;
        for (int k = 0; k < i; k++)
            if (text_equal(request->events[k], request->events[i]))
                return err_set(err, ERR_INVALID, _("%.*s is named twice"), TEXT_ARG(request->events[i]));
        if (!event_find(picture->store, request->events[i], picture->arena, &record, &missing)) {
            if (missing.kind == ERR_NOT_FOUND)
                return no_event(picture, request->events[i], err);
            return err_set(err, missing.kind, "%s", missing.message);
        }
        const char *code = arena_string(picture->arena, record.code);
        if (!hall_load_event(picture->store, code, picture->arena, &picture->events[i], err))
            return false;
        picture->event_count++;
    }
    return true;
}

/* Whether a test belongs to the period: opened in it, or open during a part of it. */
static bool is_of_period(const struct picture *picture, const struct event_record *event)
{
    const struct table_request *request = picture->request;
    if (event->opened_at == 0)
        return false;
    bool began = request->to == 0 || event->opened_at < request->to;
    bool over = event->status == EVENT_CLOSED && event->closed_at && event->closed_at < request->from;
    return began && !over;
}

static int by_opening(const void *a, const void *b)
{
    const struct event_record *x = a, *y = b;
    int order = (x->opened_at > y->opened_at) - (x->opened_at < y->opened_at);
    return order ? order : text_compare(x->code, y->code);
}

static bool load_of_period(struct picture *picture, struct err *err)
{
    struct event_record *events;
    size_t count;
    if (!event_list(picture->store, picture->arena, &events, &count, err))
        return false;
    qsort(events, count, sizeof *events, by_opening);
    picture->events = arena_array(picture->arena, count, sizeof *picture->events);
    for (size_t i = 0; i < count; i++) {
        if (!text_is(events[i].kind, event_kind_name(EVENT_KIND_TEST)) || !is_of_period(picture, &events[i]))
            continue;
        const char *code = arena_string(picture->arena, events[i].code);
        if (!hall_load_event(picture->store, code, picture->arena, &picture->events[picture->event_count],
                             err))
            return false;
        picture->event_count++;
    }
    return true;
}

bool picture_load(struct picture *picture, struct err *err)
{
    return person_list_known(picture->store, picture->arena, &picture->people, &picture->people_count, err) &&
           (picture->request->event_count ? load_named : load_of_period)(picture, err) &&
           check_filters(picture, err);
}

bool picture_must_be_tests(const struct picture *picture, struct err *err)
{
    for (int i = 0; i < picture->event_count; i++)
        if (picture->events[i].sheet.kind != EVENT_KIND_TEST)
            return err_set(err, ERR_INVALID, _("this table is about tests; %.*s is a %s"),
                           TEXT_ARG(picture->events[i].event.code),
                           _(event_kind_label(picture->events[i].sheet.kind)));
    return true;
}
