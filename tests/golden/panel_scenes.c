/* What a hub shows to a panel's board. */
#include "board_scenes.h"

#include "base/mem.h"

static const struct award_row awards[] = {{TEXT("精品微党课"), 1, 1}, {TEXT("优秀微党课"), 2, 4}};
static const char *const names[] = {"贾建明(综采一队)", "郝福生(掘进一队)", "董爱军(通风队)",
                                    "常青山(机电运输管理中心第三党支部驻洗煤厂检修班联合党小组组长代表)"};
static const char *const units[] = {"乌金山煤矿/综采一队党支部", "乌金山煤矿/掘进一队党支部",
                                    "乌金山煤矿/通风队党支部", "乌金山煤矿/机电队党支部"};
static const char *const codes[] = {"07", "03", "12", "01"};

void panel_sight_init(struct panel_sight *sight, int count)
{
    *sight = (struct panel_sight){
        .count = count,
        .frame = {.title = TEXT("微党课与答辩"),
                  .instructions = TEXT("选手按抽签顺序入场,从密封的课题中抽取一个,抽出的课题不再放回。\n"
                                       "准备10分钟,讲课8分钟;评委提问,答辩3分钟。\n"),
                  .prepare = 600000,
                  .perform = 480000,
                  .defend = 180000,
                  .full = M(100),
                  .awards = awards,
                  .award_count = COUNT_OF(awards)},
        .view = {.event = TEXT("juesai"), .provisional = true, .on = -1, .judge = -1}};
    for (int i = 0; i < count; i++)
        sight->rows[i] = (struct performer_row){
            .performer = count - 1 - i, .name = text_of(names[i % 4]), .unit = text_of(units[i % 4])};
}

void panel_sight_push(struct panel_sight *sight, struct terminal *terminal)
{
    struct reply reply = {.kind = MESSAGE_PUSH_PANEL, .panel = sight->view};
    reply.panel.frame = &sight->frame;
    reply.panel.performers = sight->rows;
    reply.panel.performer_count = sight->count;
    terminal_push(terminal, reply);
}

static void begun(struct panel_sight *sight)
{
    sight->view.begun = true;
}

static void blind(struct panel_sight *sight)
{
    sight->frame.blind = true;
    for (int i = 0; i < sight->count; i++) {
        sight->rows[i].code = text_of(codes[i % 4]);
        sight->rows[i].name = sight->rows[i].unit = text_of("");
    }
}

static void close_row(struct panel_sight *sight, int row, mark_t mark)
{
    sight->rows[row].called = sight->rows[row].closed = sight->rows[row].has_mark = true;
    sight->rows[row].mark = mark;
    sight->rows[row].performed = 470000;
}

/* The third one is on, the second withdrew. */
static void perform(struct panel_sight *sight, enum panel_part part, int64_t used, int64_t total)
{
    begun(sight);
    close_row(sight, 0, M(88.25));
    sight->rows[1].withdrawn = true;
    sight->rows[2].called = sight->rows[2].on = true;
    sight->view.on = sight->rows[2].performer;
    sight->view.part = part;
    sight->view.used = used;
    sight->view.total = total;
    sight->view.clock_running = total > 0;
}

static void topic(struct panel_sight *sight)
{
    sight->rows[2].topic = text_of("民主集中制怎样在支部委员会落到实处");
}

static void title(struct panel_sight *sight)
{
    (void)sight;
}

static void title_blind(struct panel_sight *sight)
{
    blind(sight);
}

static void order(struct panel_sight *sight)
{
    begun(sight);
    close_row(sight, 0, M(88.25));
    sight->rows[1].withdrawn = true;
    sight->rows[2].called = true;
}

static void called(struct panel_sight *sight)
{
    perform(sight, PANEL_IDLE, 0, 0);
}

static void prepares_blind(struct panel_sight *sight)
{
    perform(sight, PANEL_PREPARE, 125000, 600000);
    blind(sight);
    topic(sight);
}

static void performs(struct panel_sight *sight)
{
    perform(sight, PANEL_PERFORM, 62000, 480000);
    topic(sight);
}

static void nearly_over(struct panel_sight *sight)
{
    perform(sight, PANEL_PERFORM, 462000, 480000);
    topic(sight);
}

static void over_time(struct panel_sight *sight)
{
    perform(sight, PANEL_PERFORM, 492000, 480000);
    topic(sight);
}

static void stopped(struct panel_sight *sight)
{
    perform(sight, PANEL_DEFEND, 62000, 180000);
    topic(sight);
    sight->view.clock_running = false;
}

static void marking(struct panel_sight *sight)
{
    perform(sight, PANEL_MARKING, 0, 0);
    topic(sight);
}

static void marked(struct panel_sight *sight)
{
    marking(sight);
    close_row(sight, 2, M(91.5));
}

static void rank_from_bottom(struct panel_sight *sight, int shown)
{
    begun(sight);
    for (int i = 0; i < sight->count; i++) {
        close_row(sight, i, M(95) - i * 7500);
        if (i >= sight->count - shown) {
            sight->rows[i].rank = i + 1;
            sight->rows[i].award = text_of(i == 0 ? "精品微党课" : i < 4 ? "优秀微党课" : "");
        }
    }
    sight->view.revealing = true;
    sight->view.revealed = shown;
}

static void reveal_two(struct panel_sight *sight)
{
    rank_from_bottom(sight, 2);
    blind(sight);
}

static void reveal_all(struct panel_sight *sight)
{
    rank_from_bottom(sight, sight->count);
}

static void final(struct panel_sight *sight)
{
    rank_from_bottom(sight, sight->count);
    sight->view.final = true;
    sight->view.provisional = false;
}

const struct panel_scene_row panel_scenes[] = {
    {"panel-title", title},
    {"panel-title-blind", title_blind},
    {"panel-order", order},
    {"panel-called", called},
    {"panel-prepare-blind", prepares_blind},
    {"panel-perform", performs},
    {"panel-nearly-over", nearly_over},
    {"panel-overtime", over_time},
    {"panel-stopped", stopped},
    {"panel-marking", marking},
    {"panel-marked", marked},
    {"panel-reveal-two", reveal_two},
    {"panel-reveal-all", reveal_all},
    {"panel-awards", final},
};
const size_t panel_scene_count = COUNT_OF(panel_scenes);

void panel_sight_set(struct panel_sight *sight, const char *scene)
{
    for (size_t i = 0; i < panel_scene_count; i++)
        if (strcmp(panel_scenes[i].name, scene) == 0)
            panel_scenes[i].set(sight);
}
