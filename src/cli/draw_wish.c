/* From the command line to the pool of a draw. */
#include "bank/csv.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "cli/draws.h"
#include "cli/stages.h"
#include "cli/unit_name.h"
#include "store/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

enum { LIST_FILE_MAX = 4 * 1024 * 1024, MONTHS_MAX = 1200, IDS_A_DAY = 1000 };

bool draw_take_throws(struct draw_wish *wish, int *argc, char **argv, struct err *err)
{
    static const char name[] = "--throw";
    int kept = 0;
    for (int i = 0; i < *argc; i++) {
        bool joined = strncmp(argv[i], "--throw=", sizeof name) == 0;
        if (!joined && strcmp(argv[i], name) != 0) {
            argv[kept++] = argv[i];
            continue;
        }
        if (!joined && i + 1 == *argc)
            return err_set(err, ERR_INVALID, _("the option %s needs a value"), name);
        if (wish->throw_count == DRAW_MAX_THROWS)
            return err_set(err, ERR_INVALID, _("at most %d throws make a seed"), DRAW_MAX_THROWS);
        wish->throws[wish->throw_count++] = joined ? argv[i] + sizeof name : argv[++i];
    }
    *argc = kept;
    return true;
}

/* ---- Lists -----------------------------------------------------------------------------------------------
 */

struct list {
    struct text *at; /* owned */
    int64_t count;
    size_t capacity;
    struct arena *arena;
};

static bool add(struct list *list, struct text text, struct err *err)
{
    text = text_trim(text);
    if (text.len == 0)
        return true;
    if (utf8_find_invalid(text) >= 0 || utf8_has_controls(text, "") || text.len > DRAW_MAX_TEXT)
        return err_set(err, ERR_INVALID, _("a list holds something that is not plain text"));
    if (list->count == DRAW_MAX_LISTED)
        return err_set(err, ERR_INVALID, _("a list has at most %d entries"), DRAW_MAX_LISTED);
    list->at = xgrow(list->at, &list->capacity, (size_t)list->count + 1, sizeof *list->at);
    list->at[list->count++] = arena_text(list->arena, utf8_nfc(list->arena, text));
    return true;
}

/* Bytes of the separator at the start of `rest`; 0: there is none. */
static size_t separator(struct text rest)
{
    static const char *const all[] = {",", ";", "\n", "，", "、", "；"};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (text_starts_with(rest, text_of(all[i])))
            return strlen(all[i]);
    return 0;
}

static bool split(struct list *list, struct text given, struct err *err)
{
    size_t begin = 0;
    for (size_t at = 0; at <= given.len;) {
        size_t step = separator(text_from(given, at));
        if (step == 0 && at < given.len) {
            at++;
            continue;
        }
        if (!add(list, text_make(given.at + begin, at - begin), err))
            return false;
        at += step ? step : 1;
        begin = at;
    }
    return true;
}

static bool read_lines(struct list *list, const char *path, bool whole_lines, struct err *err)
{
    struct buf source = BUF_EMPTY;
    struct text text = TEXT(""), line;
    bool ok = file_read(path, LIST_FILE_MAX, &source, err) &&
              (csv_text(buf_text(&source), list->arena, &text) ||
               err_set(err, ERR_INVALID, _("%s is neither UTF-8 nor GBK"), path));
    while (ok && text_next(&text, '\n', &line)) {
        struct text entry = line;
        if (!whole_lines)
            text_next(&line, ',', &entry);
        entry = text_trim(entry);
        if (!whole_lines && (text_is(entry, "number") || text_is(entry, "工号"))) /* a header */
            continue;
        ok = add(list, entry, err);
    }
    buf_finish(&source);
    return ok;
}

static bool is_file(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && !S_ISDIR(st.st_mode);
}

static bool read_list(const char *given, bool whole_lines, struct arena *arena, const struct text **out,
                      int64_t *count, struct err *err)
{
    struct list list = {.arena = arena};
    bool ok = !given || (is_file(given) ? read_lines(&list, given, whole_lines, err)
                                        : split(&list, text_of(given), err));
    struct text *kept = arena_array(arena, (size_t)list.count, sizeof *kept);
    for (int64_t i = 0; i < list.count; i++)
        kept[i] = list.at[i];
    free(list.at);
    *out = kept;
    *count = list.count;
    return ok;
}

bool draw_read_list(const char *given, struct arena *arena, const struct text **out, int64_t *count,
                    struct err *err)
{
    return read_list(given, false, arena, out, count, err);
}

/* ---- Rules -----------------------------------------------------------------------------------------------
 */

static bool bad_rule(const char *rule, struct err *err)
{
    return err_set(
        err, ERR_INVALID,
        _("the rule “%s” is not understood: write 10 (in all), 2/unit (of each unit), 1/unit@2 (a unit "
          "being the first two parts of the path), or 20,1/unit (both)"),
        rule);
}

static bool is_unit_word(struct text word)
{
    static const char *const words[] = {"unit", "单位", "支部"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (text_is(word, words[i]))
            return true;
    return false;
}

/* "2/unit@2" or "10". */
static bool read_part(struct text part, struct draw_rule *rule)
{
    struct text number = TEXT(""), rest = text_trim(part), word = TEXT("");
    text_next(&rest, '/', &number);
    if (!rest.at)
        return rule->total == 0 && text_to_int(number, 1, DRAW_MAX_POOL, &rule->total);
    text_next(&rest, '@', &word);
    return rule->per_unit == 0 && is_unit_word(word) &&
           text_to_int(number, 1, DRAW_MAX_POOL, &rule->per_unit) &&
           (!rest.at || text_to_int(rest, 1, 100, &rule->depth));
}

static bool read_rule(const char *given, struct draw_rule *rule, struct err *err)
{
    struct text rest = text_of(given), part;
    if (!given)
        return err_set(err, ERR_INVALID,
                       _("say how many: --rule 10, --rule 2/unit, or both: --rule 20,1/unit"));
    while (text_next(&rest, ',', &part))
        if (!read_part(part, rule))
            return bad_rule(given, err);
    return true;
}

/* The same time of day so many months ago (the last day of a shorter month). */
static bool months_ago(const char *given, int64_t *since, struct err *err)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int64_t months;
    if (!text_to_int(text_of(given), 1, MONTHS_MAX, &months))
        return err_set(err, ERR_INVALID, _("--not-since wants a number of months from 1 to %d"), MONTHS_MAX);
    time_t now = (time_t)(clock_wall_ms() / 1000);
    struct tm day;
    localtime_r(&now, &day);
    int64_t month = (int64_t)day.tm_year * 12 + day.tm_mon - months;
    day.tm_year = (int)(month / 12);
    day.tm_mon = (int)(month % 12);
    int year = day.tm_year + 1900;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    int most = days[day.tm_mon] + (day.tm_mon == 1 && leap);
    day.tm_mday = day.tm_mday < most ? day.tm_mday : most;
    day.tm_isdst = -1;
    *since = (int64_t)mktime(&day) * 1000;
    return true;
}

/* ---- People ----------------------------------------------------------------------------------------------
 */

static bool load_roster(struct store *store, struct arena *arena, struct person **out, size_t *count,
                        struct err *err)
{
    struct person_record *records;
    if (!person_list(store, false, arena, &records, count, err))
        return false;
    *out = arena_array(arena, *count, sizeof **out);
    for (size_t i = 0; i < *count; i++)
        (*out)[i] = records[i].person;
    return true;
}

static const struct person *find_person(const struct person *roster, size_t count, struct text number)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(roster[i].number, number))
            return &roster[i];
    return NULL;
}

/* A slip of the pen in a list would go unnoticed otherwise. */
static bool must_mean_somebody(const struct person *roster, size_t count, const struct draw_rule *rule,
                               struct err *err)
{
    for (int64_t p = 0; p < rule->post_count; p++) {
        size_t i = 0;
        while (i < count && !text_equal(roster[i].post, rule->posts[p]))
            i++;
        if (i == count)
            return err_set(err, ERR_INVALID,
                           _("nobody has the post %.*s; `biwu people list` shows the posts"),
                           TEXT_ARG(rule->posts[p]));
    }
    for (int64_t u = 0; u < rule->unit_count; u++) {
        size_t i = 0;
        while (i < count && !unit_is_within(roster[i].unit, rule->units[u]))
            i++;
        if (i == count)
            return err_set(err, ERR_INVALID,
                           _("nobody is of the unit %.*s; `biwu people list` shows the units"),
                           TEXT_ARG(rule->units[u]));
    }
    for (int64_t e = 0; e < rule->excused_count; e++)
        if (!find_person(roster, count, rule->excused[e]))
            return err_set(err, ERR_INVALID,
                           _("the number %.*s is to be excused, but nobody of the roster has it"),
                           TEXT_ARG(rule->excused[e]));
    return true;
}

/* The journal has whole paths, whatever was typed. */
static bool settle_units(const struct person *roster, size_t count, struct draw_rule *rule,
                         struct arena *arena, struct err *err)
{
    struct text *paths = arena_array(arena, count, sizeof *paths);
    struct text *units = arena_array(arena, (size_t)rule->unit_count, sizeof *units);
    for (size_t i = 0; i < count; i++)
        paths[i] = roster[i].unit;
    for (int64_t u = 0; u < rule->unit_count; u++) {
        units[u] = rule->units[u];
        if (!unit_name_settle(paths, count, &units[u], err))
            return false;
    }
    rule->units = units;
    return true;
}

static bool pool_people(struct store *store, const struct draw_wish *wish, struct arena *arena,
                        struct draw_event *out, struct err *err)
{
    struct draw_rule *rule = &out->rule;
    struct person *roster;
    struct text *before = NULL;
    size_t count, before_count = 0;
    if (!read_rule(wish->rule, rule, err) || !load_roster(store, arena, &roster, &count, err) ||
        !draw_read_list(wish->posts, arena, &rule->posts, &rule->post_count, err) ||
        !draw_read_list(wish->units, arena, &rule->units, &rule->unit_count, err) ||
        !draw_read_list(wish->excused, arena, &rule->excused, &rule->excused_count, err) ||
        !settle_units(roster, count, rule, arena, err) || !must_mean_somebody(roster, count, rule, err))
        return false;
    if (wish->months && (!months_ago(wish->months, &rule->not_since, err) ||
                         !draw_history(store, rule->not_since, arena, &before, &before_count, err)))
        return false;
    int64_t all;
    out->pool = draw_pool_people(roster, count, rule, before, before_count, arena, &out->pool_count);
    (void)draw_pool_people(roster, count, rule, NULL, 0, arena, &all);
    rule->drawn_before = all - out->pool_count;
    return true;
}

/* ---- Entrants, and lists of anybody
 * ------------------------------------------------------------------------ */

static bool load_sheet(const struct cli *cli, struct store *store, const char *code, struct arena *arena,
                       struct event_sheet *out, struct err *err)
{
    struct hall_event event;
    struct err missing = ERR_NONE;
    char hall[HALL_PATH_MAX];
    if (hall_load_event(store, code, arena, &event, &missing)) {
        *out = event.sheet;
        return true;
    }
    if (missing.kind != ERR_NOT_FOUND) {
        *err = missing;
        return false;
    }
    return hall_find(cli, hall, err) && hall_find_sheet(hall, code, arena, out, err);
}

static bool entrants_of(const struct event_sheet *sheet, const struct entrant **out, int *count,
                        struct err *err)
{
    switch (sheet->kind) {
    case EVENT_KIND_CONTEST:
        *out = sheet->contest.teams;
        *count = sheet->contest.team_count;
        return true;
    case EVENT_KIND_PANEL:
        *out = sheet->panel.performers;
        *count = sheet->panel.performer_count;
        return true;
    case EVENT_KIND_SERIES:
        *out = sheet->series.entrants;
        *count = sheet->series.entrant_count;
        return true;
    case EVENT_KIND_TEST:
        break;
    }
    return err_set(err, ERR_INVALID, _("a test has no teams or performers; name those who draw with --of"));
}

static bool pool_of_event(const struct cli *cli, struct store *store, const char *code, struct arena *arena,
                          struct person **out, int64_t *pool_count, struct err *err)
{
    struct event_sheet sheet;
    const struct entrant *entrants = NULL;
    int count = 0;
    if (!load_sheet(cli, store, code, arena, &sheet, err) || !stage_fill_names(store, &sheet, arena, err) ||
        !entrants_of(&sheet, &entrants, &count, err))
        return false;
    *out = arena_array(arena, (size_t)count, sizeof **out);
    for (int i = 0; i < count; i++)
        (*out)[i] =
            (struct person){.number = entrants[i].code, .name = entrants[i].name, .unit = entrants[i].unit};
    *pool_count = count;
    return true;
}

/* Those who were drawn (or called) by an earlier draw of people, and did not stay away. */
static bool pool_of_draw(const struct draw *draw, struct arena *arena, struct person **out, int64_t *count,
                         struct err *err)
{
    if (!draw_has_people(draw, err))
        return false;
    *out = arena_array(arena, (size_t)draw->pool_count, sizeof **out);
    *count = 0;
    for (int64_t i = 0; i < draw->pool_count; i++)
        if (draw_is_entitled(draw, i))
            (*out)[(*count)++] = (struct person){
                arena_text(arena, draw->pool[i].number), arena_text(arena, draw->pool[i].name),
                arena_text(arena, draw->pool[i].unit), arena_text(arena, draw->pool[i].post)};
    return true;
}

/* Staff numbers, or any names: teams, branches, rooms. */
static bool pool_of_list(struct store *store, const char *given, struct arena *arena, struct person **out,
                         int64_t *pool_count, struct err *err)
{
    const struct text *list;
    struct person *roster;
    size_t count;
    if (!draw_read_list(given, arena, &list, pool_count, err) ||
        !load_roster(store, arena, &roster, &count, err))
        return false;
    *out = arena_array(arena, (size_t)*pool_count, sizeof **out);
    for (int64_t i = 0; i < *pool_count; i++) {
        const struct person *person = find_person(roster, count, list[i]);
        (*out)[i] = person ? *person : (struct person){.number = list[i]};
    }
    return true;
}

static bool pool_entrants(const struct cli *cli, struct store *store, const struct draw_wish *wish,
                          struct arena *arena, struct draw_event *out, struct err *err)
{
    struct person *pool = NULL;
    struct draw draw;
    struct text twice;
    bool ok;
    if (wish->of) {
        ok = draw_fold(store, text_of(wish->of), &draw, err);
        if (ok && draw.stage != DRAW_STAGE_NONE)
            ok = pool_of_draw(&draw, arena, &pool, &out->pool_count, err);
        else if (ok)
            ok = pool_of_list(store, wish->of, arena, &pool, &out->pool_count, err);
        draw_finish(&draw);
    } else if (wish->event) {
        ok = pool_of_event(cli, store, wish->event, arena, &pool, &out->pool_count, err);
    } else {
        ok = err_set(err, ERR_INVALID,
                     _("say who draws: --event EVENT, or --of with a list, a file or a draw"));
    }
    if (!ok)
        return false;
    if (!draw_pool_sort(pool, out->pool_count, &twice))
        return err_set(err, ERR_INVALID, _("%.*s is listed twice"), TEXT_ARG(twice));
    out->pool = pool;
    return true;
}

/* ---- Topics ----------------------------------------------------------------------------------------------
 */

static bool read_topics(const struct cli *cli, struct store *store, const struct draw_wish *wish,
                        struct arena *arena, struct draw_event *out, struct err *err)
{
    struct event_sheet sheet;
    if (!wish->topics)
        return wish->kind == DRAW_GROUPS ||
               err_set(err, ERR_INVALID,
                       _("name the topics: --topics with a file, a list, or a panel's code"));
    /* A word that could be a code is a panel, never a list of one topic: a draw cannot be made again. */
    if (is_file(wish->topics) || !text_is_code(text_of(wish->topics)))
        return read_list(wish->topics, true, arena, &out->topics, &out->topic_count, err);
    if (!load_sheet(cli, store, wish->topics, arena, &sheet, err))
        return false;
    if (sheet.kind != EVENT_KIND_PANEL || sheet.panel.topic_count == 0)
        return err_set(err, ERR_INVALID, _("%s has no topics"), wish->topics);
    out->topics = sheet.panel.topics;
    out->topic_count = sheet.panel.topic_count;
    return true;
}

static bool pool_drawers(const struct cli *cli, struct store *store, const struct draw_wish *wish,
                         struct arena *arena, struct draw_event *out, struct err *err)
{
    if (!pool_entrants(cli, store, wish, arena, out, err))
        return false;
    if (wish->kind == DRAW_ORDER)
        return true;
    out->rule.returning = wish->returning;
    if (wish->kind == DRAW_GROUPS &&
        (!wish->groups || !text_to_int(text_of(wish->groups), 1, DRAW_MAX_POOL, &out->rule.groups)))
        return err_set(err, ERR_INVALID, _("say how many groups: --groups 5"));
    return read_topics(cli, store, wish, arena, out, err);
}

bool draw_wish_pool(const struct cli *cli, struct store *store, const struct draw_wish *wish,
                    struct arena *arena, struct draw_event *out, struct err *err)
{
    struct list title = {.arena = arena};
    *out = (struct draw_event){.kind = DRAW_POOLED, .draw = wish->kind, .event = text_of(wish->event)};
    if (!add(&title, text_of(wish->title), err) || !add(&title, out->event, err))
        return false;
    out->title = wish->title && title.count ? title.at[0] : text_of("");
    free(title.at);
    if (wish->kind == DRAW_PEOPLE)
        return pool_people(store, wish, arena, out, err);
    return pool_drawers(cli, store, wish, arena, out, err);
}

/* ---- Ids -------------------------------------------------------------------------------------------------
 */

static bool is_taken(struct store *store, struct text id, bool *taken, struct err *err)
{
    struct draw draw;
    bool ok = draw_fold(store, id, &draw, err);
    *taken = draw.stage != DRAW_STAGE_NONE;
    draw_finish(&draw);
    return ok;
}

static bool check_id(struct store *store, const char *wanted, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct event_record event;
    bool taken;
    if (!text_is_code(text_of(wanted)) || strlen(wanted) > ITEM_MAX_ID)
        return err_set(err, ERR_INVALID, _("an id is made of small letters, digits and hyphens, not “%s”"),
                       wanted);
    bool event_found = event_find(store, text_of(wanted), &arena, &event, NULL);
    arena_finish(&arena);
    if (event_found)
        return err_set(err, ERR_INVALID, _("there is an event %s; give the draw another id"), wanted);
    if (!is_taken(store, text_of(wanted), &taken, err))
        return false;
    return !taken ||
           err_set(err, ERR_INVALID,
                   _("there is a draw %s already, and a draw is made once; `biwu draw show %s` shows it"),
                   wanted, wanted);
}

bool draw_wish_id(struct store *store, const char *wanted, struct arena *arena, struct text *out,
                  struct err *err)
{
    char now[CLOCK_TEXT_SIZE];
    bool taken = true;
    if (wanted) {
        *out = text_of(wanted);
        return check_id(store, wanted, err);
    }
    clock_format(clock_wall_ms(), now);
    for (int i = 1; i <= IDS_A_DAY; i++) {
        *out = arena_textf(arena, "%.10s-%d", now, i);
        if (!is_taken(store, *out, &taken, err))
            return false;
        if (!taken)
            return true;
    }
    return err_set(err, ERR_INVALID, _("there are too many draws today; name one with --id"));
}
