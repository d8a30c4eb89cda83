/* A draw on the drum. */
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/draws.h"
#include "tui/drum.h"
#include "tui/tui.h"

/* What is made of a draw for the screen. */
struct roll {
    const struct draw *draw;
    struct arena arena;
    struct drum_show show;
    struct drum_stop *stops;
    int count;
};

static struct drum_stop *add(struct roll *roll)
{
    return &roll->stops[roll->count++];
}

static struct text line_of(struct roll *roll, int64_t number, int64_t member)
{
    const struct person *person = &roll->draw->pool[member];
    return arena_textf(&roll->arena, "%3lld  %.*s  %.*s  %.*s", (long long)number, TEXT_ARG(person->number),
                       TEXT_ARG(person->name), TEXT_ARG(person->unit));
}

static struct text detail_of(struct roll *roll, int64_t member)
{
    const struct person *person = &roll->draw->pool[member];
    const char *between = person->unit.len ? " · " : "", *also = person->post.len ? " · " : "";
    return arena_textf(&roll->arena, "%.*s%s%.*s%s%.*s", TEXT_ARG(person->number), between,
                       TEXT_ARG(person->unit), also, TEXT_ARG(person->post));
}

/* Only those of the unit run by before one of it stands: no other could. */
static void add_unit_names(struct roll *roll, struct text unit, int64_t size, struct drum_stop *stop)
{
    const struct draw *draw = roll->draw;
    struct text *names = arena_array(&roll->arena, (size_t)size, sizeof *names);
    for (int64_t i = 0; i < draw->pool_count && stop->name_count < size; i++)
        if (text_equal(unit_at_depth(draw->pool[i].unit, draw->rule.depth), unit))
            names[stop->name_count++] = draw_member_name(draw, i);
    stop->names = names;
}

static void roll_place(struct roll *roll, int64_t place)
{
    const struct draw *draw = roll->draw;
    int64_t member = draw->first[place];
    bool of_all = draw->unit_of[place] < 0;
    struct text unit = of_all ? text_of("") : unit_at_depth(draw->pool[member].unit, draw->rule.depth);
    struct drum_stop *stop = add(roll);
    *stop = (struct drum_stop){.heading = unit.len ? unit : text_of(_("of all")),
                               .text = draw_member_name(draw, member),
                               .detail = detail_of(roll, member),
                               .line = line_of(roll, place + 1, member)};
    if (place > 0 && !of_all && draw->unit_of[place - 1] == draw->unit_of[place]) {
        stop->names = stop[-1].names;
        stop->name_count = stop[-1].name_count;
    } else if (!of_all) {
        add_unit_names(roll, unit, draw->result.sizes[draw->unit_of[place]], stop);
    }
}

/* As they were drawn, before anybody was excused. */
static void roll_people(struct roll *roll)
{
    for (int64_t place = 0; place < roll->draw->place_count; place++)
        roll_place(roll, place);
}

static void roll_topics(struct roll *roll)
{
    const struct draw *draw = roll->draw;
    for (int64_t i = 0; i < draw->pool_count; i++) {
        struct text topic = draw_topic(draw, draw->result.topics[i]), name = draw_member_name(draw, i);
        *add(roll) =
            (struct drum_stop){.heading = name,
                               .text = topic,
                               .detail = detail_of(roll, i),
                               .line = arena_textf(&roll->arena, "%3lld  %.*s  %.*s", (long long)i + 1,
                                                   TEXT_ARG(name), TEXT_ARG(topic))};
    }
}

static void roll_group(struct roll *roll, int64_t turn, int64_t group, int64_t from)
{
    const struct draw *draw = roll->draw;
    struct text topic = draw_topic(draw, draw->result.topic_count ? draw->result.topics[group] : -1);
    struct text heading = arena_textf(&roll->arena, _("turn %lld: group %lld %.*s"), (long long)turn + 1,
                                      (long long)group + 1, TEXT_ARG(topic));
    for (int64_t i = 0; i < draw->result.sizes[group]; i++) {
        int64_t member = draw->result.order[from + i];
        struct text name = draw_member_name(draw, member);
        *add(roll) = (struct drum_stop){
            .heading = heading,
            .text = name,
            .detail = detail_of(roll, member),
            .line = arena_textf(&roll->arena, "%.*s  %.*s", TEXT_ARG(heading), TEXT_ARG(name))};
    }
}

static void roll_groups(struct roll *roll)
{
    const struct draw_result *result = &roll->draw->result;
    for (int64_t t = 0; t < result->turn_count; t++) {
        int64_t from = 0;
        for (int64_t g = 0; g < result->turns[t]; g++)
            from += result->sizes[g];
        roll_group(roll, t, result->turns[t], from);
    }
}

static void roll_order(struct roll *roll)
{
    const struct draw *draw = roll->draw;
    for (int64_t i = 0; i < draw->result.order_count; i++)
        *add(roll) = (struct drum_stop){.heading = arena_textf(&roll->arena, _("no. %lld"), (long long)i + 1),
                                        .text = draw_member_name(draw, draw->result.order[i]),
                                        .detail = detail_of(roll, draw->result.order[i]),
                                        .line = line_of(roll, i + 1, draw->result.order[i])};
}

static void add_names(struct roll *roll)
{
    const struct draw *draw = roll->draw;
    bool topics = draw->kind == DRAW_TOPICS;
    int64_t count = topics ? draw->topic_count : draw->pool_count;
    struct text *names = arena_array(&roll->arena, (size_t)count, sizeof *names);
    for (int64_t i = 0; i < count; i++)
        names[i] = topics ? draw->topics[i] : draw_member_name(draw, i);
    roll->show.names = names;
    roll->show.name_count = (int)count;
}

static void fill(struct roll *roll)
{
    static void (*const rollers[DRAW_KINDS])(struct roll * roll) = {[DRAW_PEOPLE] = roll_people,
                                                                    [DRAW_TOPICS] = roll_topics,
                                                                    [DRAW_GROUPS] = roll_groups,
                                                                    [DRAW_ORDER] = roll_order};
    const struct draw *draw = roll->draw;
    struct text rule = draw_rule_sentence(draw, &roll->arena);
    struct text what = draw->title.len ? draw->title : text_of(_(draw_kind_label(draw->kind)));
    roll->show.title = arena_textf(&roll->arena, "%.*s · %.*s", TEXT_ARG(what), TEXT_ARG(draw->id));
    roll->show.subtitle = arena_textf(&roll->arena, _("%.*s, from a pool of %lld"), TEXT_ARG(rule),
                                      (long long)draw->pool_count);
    roll->show.foot = arena_textf(&roll->arena, _("seed: %.*s"), TEXT_ARG(draw->seed));
    roll->stops = arena_array(&roll->arena, (size_t)draw->pool_count, sizeof *roll->stops);
    add_names(roll);
    rollers[draw->kind](roll);
    roll->show.stops = roll->stops;
    roll->show.stop_count = roll->count;
}

bool draw_roll(const struct cli *cli, const struct draw *draw, struct err *err)
{
    struct roll roll = {.draw = draw};
    if (draw->stage < DRAW_STAGE_DRAWN)
        return err_set(err, ERR_INVALID, "%.*s: %s", TEXT_ARG(draw->id),
                       _(draw_refusal_message(DRAW_NOT_DRAWN)));
    fill(&roll);
    struct tui_options options = {
        .mode = TUI_DRUM, .drum = &roll.show, .mono = cli->mono, .ascii = cli->ascii};
    bool ok = tui_run(&options, err);
    arena_finish(&roll.arena);
    return ok;
}
