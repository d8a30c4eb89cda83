/* A draw as a document. */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "cli/draws.h"

#include <stdlib.h>

enum { SUBSTITUTES_SHOWN = 3, NOTES_MAX = 12 };

struct text draw_member_name(const struct draw *draw, int64_t member)
{
    const struct person *person = &draw->pool[member];
    return person->name.len ? person->name : person->number;
}

struct text draw_topic(const struct draw *draw, int64_t topic)
{
    return topic >= 0 && topic < draw->topic_count ? draw->topics[topic] : text_of("");
}

struct text draw_rule_sentence(const struct draw *draw, struct arena *arena)
{
    const struct draw_rule *rule = &draw->rule;
    long long each = rule->per_unit, all = rule->total, depth = rule->depth;
    struct text unit = depth ? arena_textf(arena, _("a unit being the first %lld parts of the path"), depth)
                             : text_of(_("a unit being the whole path"));
    if (draw->kind == DRAW_GROUPS)
        return arena_textf(arena, ngettext("%lld group", "%lld groups", (unsigned long)rule->groups),
                           (long long)rule->groups);
    if (draw->kind == DRAW_TOPICS)
        return text_of(rule->returning ? _("a topic for each, topics return") : _("a topic for each"));
    if (draw->kind == DRAW_ORDER)
        return text_of(_("an order of all"));
    if (each && all)
        return arena_textf(arena, _("%lld of each unit, %lld in all (%.*s)"), each, all, TEXT_ARG(unit));
    if (each)
        return arena_textf(arena, _("%lld of each unit (%.*s)"), each, TEXT_ARG(unit));
    return arena_textf(arena, _("%lld in all"), all);
}

/* ---- Pages -----------------------------------------------------------------------------------------------
 */

/* A page that is being made. */
struct making {
    const struct draw *draw;
    struct arena arena;
    struct text notes[NOTES_MAX];
    int note_count;
    bool for_people;
};

static void note(struct making *making, struct text text)
{
    if (making->note_count < NOTES_MAX)
        making->notes[making->note_count++] = text;
}

static void fill_person(const struct draw *draw, int64_t member, struct cell *row)
{
    row[0].text = draw->pool[member].number;
    row[1].text = draw_member_name(draw, member);
    row[2].text = draw->pool[member].unit;
    row[3].text = draw->pool[member].post;
}

#define PERSON_COLUMNS                                                                                       \
    {"number", N_("staff number"), CELL_TEXT}, {"name", N_("name"), CELL_TEXT},                              \
        {"unit", N_("unit"), CELL_TEXT},                                                                     \
    {                                                                                                        \
        "post", N_("post"), CELL_TEXT                                                                        \
    }

static const struct column drawn_columns[] = {
    {"place", N_("no."), CELL_INT},           PERSON_COLUMNS,
    {"standing", N_("state"), CELL_TEXT},     {"reason", N_("reason"), CELL_TEXT},
    {"instead", N_("instead of"), CELL_TEXT},
};

static void add_drawn(struct making *making, struct table *table, int64_t member)
{
    const struct draw *draw = making->draw;
    const struct draw_member *state = &draw->members[member];
    struct cell *row = table_add(table);
    row[0].number = state->place + 1;
    fill_person(draw, member, row + 1);
    row[5].text = making->for_people ? text_of(_(draw_standing_label(state->standing)))
                                     : text_of(draw_standing_name(state->standing));
    row[6].text = state->reason;
    if (state->instead >= 0)
        row[7].text =
            making->for_people ? draw_member_name(draw, state->instead) : draw->pool[state->instead].number;
}

/* Place by place, who was called after whom. */
static void fill_drawn(struct making *making, struct table *table)
{
    const struct draw *draw = making->draw;
    for (int64_t place = 0; place < draw->place_count; place++)
        for (int64_t member = draw->first[place]; member >= 0; member = draw->members[member].substitute)
            add_drawn(making, table, member);
}

static const struct column substitute_columns[] = {
    {"group", N_("for the unit"), CELL_TEXT},
    {"turn", N_("no."), CELL_INT},
    PERSON_COLUMNS,
};

/* Of one order, those who were neither drawn nor called; `most` 0: all. Returns how many were left out. */
static int64_t add_substitutes(const struct draw *draw, const int64_t *order, int64_t count,
                               struct text group, int64_t most, struct table *table)
{
    int64_t turn = 0;
    for (int64_t i = 0; i < count; i++) {
        if (draw->members[order[i]].place >= 0 || (++turn > most && most))
            continue;
        struct cell *row = table_add(table);
        row[0].text = group;
        row[1].number = turn;
        fill_person(draw, order[i], row + 2);
    }
    return most && turn > most ? turn - most : 0;
}

static void fill_substitutes(struct making *making, bool all, struct table *table)
{
    const struct draw *draw = making->draw;
    const struct draw_result *result = &draw->result;
    int64_t most = all ? 0 : SUBSTITUTES_SHOWN, left_out = 0, from = 0;
    for (int64_t u = 0; u < result->size_count; from += result->sizes[u++])
        left_out += add_substitutes(draw, result->order + from, result->sizes[u],
                                    unit_at_depth(draw->pool[result->order[from]].unit, draw->rule.depth),
                                    most, table);
    left_out += add_substitutes(draw, result->whole, result->whole_count,
                                result->size_count ? text_of(_("(whole pool)")) : text_of(""), most, table);
    if (left_out)
        note(making, text_of(_("Only the next substitutes are shown; all of them with --all.")));
}

static const struct column topic_columns[] = {PERSON_COLUMNS, {"topic", N_("topic"), CELL_TEXT}};

static void fill_topics(const struct making *making, struct table *table)
{
    const struct draw *draw = making->draw;
    for (int64_t i = 0; i < draw->pool_count; i++) {
        struct cell *row = table_add(table);
        fill_person(draw, i, row);
        row[4].text = draw_topic(draw, draw->result.topics[i]);
    }
}

static const struct column group_columns[] = {{"turn", N_("no."), CELL_INT},
                                              {"group", N_("group"), CELL_INT},
                                              {"topic", N_("topic"), CELL_TEXT},
                                              PERSON_COLUMNS};

/* In the order of their turns. */
static void fill_groups(const struct making *making, struct table *table)
{
    const struct draw *draw = making->draw;
    const struct draw_result *result = &draw->result;
    for (int64_t t = 0; t < result->turn_count; t++) {
        int64_t group = result->turns[t], from = 0;
        for (int64_t g = 0; g < group; g++)
            from += result->sizes[g];
        for (int64_t i = 0; i < result->sizes[group]; i++) {
            struct cell *row = table_add(table);
            row[0].number = t + 1;
            row[1].number = group + 1;
            row[2].text = draw_topic(draw, result->topic_count ? result->topics[group] : -1);
            fill_person(draw, result->order[from + i], row + 3);
        }
    }
}

static const struct column order_columns[] = {{"place", N_("no."), CELL_INT}, PERSON_COLUMNS};

static void fill_order(const struct making *making, struct table *table)
{
    const struct draw *draw = making->draw;
    for (int64_t i = 0; i < draw->result.order_count; i++) {
        struct cell *row = table_add(table);
        row[0].number = i + 1;
        fill_person(draw, draw->result.order[i], row + 1);
    }
}

static const struct column pool_columns[] = {PERSON_COLUMNS};

static void fill_pool(const struct making *making, struct table *table)
{
    for (int64_t i = 0; i < making->draw->pool_count; i++)
        fill_person(making->draw, i, table_add(table));
}

/* ---- What stands below -----------------------------------------------------------------------------------
 */

static void note_origin(struct making *making)
{
    const struct draw *draw = making->draw;
    char at[CLOCK_TEXT_SIZE], hex[HASH_HEX_SIZE];
    static const char *const origins[DRAW_SEED_ORIGINS] = {
        [DRAW_SEED_THROWN] = N_("Seed, of the numbers thrown or read out in the room: %.*s"),
        [DRAW_SEED_GIVEN] = N_("Seed, as it was named: %.*s"),
        [DRAW_SEED_SYSTEM] = N_("Seed, made by the system: %.*s"),
    };
    hash_to_hex(&draw->pool_hash, hex);
    note(making, arena_textf(&making->arena, _("Pool of %lld, fixed %s; its hash: %s"),
                             (long long)draw->pool_count, clock_format(draw->pooled_at, at), hex));
    if (draw->rule.excused_count)
        note(making, arena_textf(&making->arena, _("Kept out as excused: %lld"),
                                 (long long)draw->rule.excused_count));
    if (draw->rule.not_since)
        note(making,
             arena_textf(&making->arena, _("Kept out as drawn since %s: %lld"),
                         clock_format_minute(draw->rule.not_since, at), (long long)draw->rule.drawn_before));
    if (draw->seed.len)
        note(making, arena_textf(&making->arena, _(origins[draw->origin]), TEXT_ARG(draw->seed)));
    if (draw->drawn_at)
        note(making,
             text_of(_("Pool and seed give this result; docs/draw.md says how, for anybody to recompute.")));
}

static void add_rows_of(const struct draw *draw, struct buf *out)
{
    json_add_name(out, "members");
    buf_add_char(out, '[');
    for (int64_t i = 0; i < draw->pool_count; i++) {
        const struct draw_member *member = &draw->members[i];
        if (member->place < 0)
            continue;
        json_add_comma(out);
        buf_add_char(out, '{');
        json_add_member(out, "number", draw->pool[i].number);
        json_add_member_int(out, "place", member->place + 1);
        json_add_member(out, "standing", text_of(draw_standing_name(member->standing)));
        if (member->reason.len)
            json_add_member(out, "reason", member->reason);
        if (member->instead >= 0)
            json_add_member(out, "instead", draw->pool[member->instead].number);
        buf_add_char(out, '}');
    }
    buf_add_char(out, ']');
}

/* Everything that recomputing needs, as the journal has it. */
static void add_draw(struct document *document, const struct draw *draw)
{
    struct buf out = BUF_EMPTY;
    char hex[HASH_HEX_SIZE];
    struct draw_event pooled = draw_pooled(draw), drawn = {.kind = DRAW_DRAWN, .result = draw->result};
    hash_to_hex(&draw->pool_hash, hex);
    pooled.pool_hash = text_of(hex);
    buf_add_char(&out, '{');
    json_add_member(&out, "id", draw->id);
    json_add_member(&out, "stage", text_of(draw_stage_name(draw->stage)));
    json_add_name(&out, "pooled");
    draw_event_to_json(&pooled, &out);
    if (draw->seed.len) {
        struct draw_event seeded = {.kind = DRAW_SEEDED,
                                    .origin = draw->origin,
                                    .seed = draw->seed,
                                    .throws = draw->throws,
                                    .throw_count = draw->throw_count};
        json_add_name(&out, "seeded");
        draw_event_to_json(&seeded, &out);
    }
    if (draw->drawn_at) {
        json_add_name(&out, "drawn");
        draw_event_to_json(&drawn, &out);
        add_rows_of(draw, &out);
    }
    buf_add_char(&out, '}');
    document_json(document, "draw", buf_text(&out));
    buf_finish(&out);
}

/* ---- The document ----------------------------------------------------------------------------------------
 */

static bool write_page(struct making *making, struct document *document, const char *heading,
                       const struct column *columns, int column_count,
                       void (*fill)(const struct making *making, struct table *table), struct err *err)
{
    struct table_page page = {.heading = text_of(_(heading))};
    table_init(&page.table, columns, column_count);
    fill(making, &page.table);
    page.notes = making->notes;
    page.note_count = making->note_count;
    bool ok = document_page(document, &page, err);
    table_page_finish(&page);
    return ok;
}

static bool write_people(struct making *making, struct document *document, bool all, struct err *err)
{
    struct table_page page = {.heading = text_of(_("Drawn"))};
    table_init(&page.table, drawn_columns, COUNT_OF(drawn_columns));
    fill_drawn(making, &page.table);
    bool ok = document_page(document, &page, err);
    table_page_finish(&page);
    page = (struct table_page){.heading = text_of(_("Substitutes, in the order drawn"))};
    table_init(&page.table, substitute_columns, COUNT_OF(substitute_columns));
    fill_substitutes(making, all, &page.table);
    page.notes = making->notes;
    page.note_count = making->note_count;
    ok = ok && document_page(document, &page, err);
    table_page_finish(&page);
    return ok;
}

static bool write_pages(struct making *making, struct document *document, bool all, struct err *err)
{
    if (making->draw->stage < DRAW_STAGE_DRAWN)
        return write_page(making, document, N_("Pool"), pool_columns, COUNT_OF(pool_columns), fill_pool, err);
    switch (making->draw->kind) {
    case DRAW_PEOPLE:
        return write_people(making, document, all, err);
    case DRAW_TOPICS:
        return write_page(making, document, N_("Topics drawn"), topic_columns, COUNT_OF(topic_columns),
                          fill_topics, err);
    case DRAW_GROUPS:
        return write_page(making, document, N_("Groups, in the order of their turns"), group_columns,
                          COUNT_OF(group_columns), fill_groups, err);
    case DRAW_ORDER:
        return write_page(making, document, N_("Order"), order_columns, COUNT_OF(order_columns), fill_order,
                          err);
    }
    return true;
}

bool draw_write(const struct cli *cli, struct store *store, const struct document_output *output,
                const struct draw *draw, bool all, struct err *err)
{
    struct making making = {.draw = draw,
                            .for_people = output->format != TABLE_CSV && output->format != TABLE_JSON};
    struct text lines[] = {draw_rule_sentence(draw, &making.arena),
                           text_of(_(draw_stage_label(draw->stage)))};
    struct text what = draw->title.len ? draw->title : text_of(_(draw_kind_label(draw->kind)));
    struct document_head head = {
        .title = arena_textf(&making.arena, "%.*s · %.*s", TEXT_ARG(what), TEXT_ARG(draw->id)),
        .lines = lines,
        .line_count = COUNT_OF(lines)};
    bool own = !store_in_transaction(store);
    if (own && !store_begin_read(store, err))
        return false;
    struct document *document = document_open(cli, store, output, &head, &making.arena, err);
    bool ok = document != NULL;
    if (ok) {
        note_origin(&making);
        add_draw(document, draw);
        ok = write_pages(&making, document, all, err);
    }
    ok = document_close(document, ok, err);
    if (own)
        store_rollback(store);
    arena_finish(&making.arena);
    return ok;
}
