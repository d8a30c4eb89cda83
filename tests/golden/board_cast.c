#include "board_scenes.h"

#include "base/mem.h"

static const struct text notes[FEW_TEAMS] = {
    TEXT("把党小组建在班组,把党员责任区划到工作面。来自采煤一线的综采一队党支部,"
         "带着“想得到、说得清、干得好”的"
         "队训走上赛场。"),
    TEXT("巷道掘到哪里,党旗就插到哪里。掘进一队党支部坚持班前十分钟学习,今天要把平日的积累,"
         "掘成一条通往领奖台的"
         "巷道。"),
    TEXT("守好一口风,护好一矿人。通风队党支部的各族党员同学习、同下井、同值守,他们的参赛口号是“风清气正,"
         "稳扎稳打”。"),
    TEXT("机器连着千米井巷,支部连着职工心坎。机电队党支部以师带徒、传帮带见长,三名队员既会看图纸,也会算党费,"
         "讲究的是一丝不苟。"),
};

/* 40 characters, 80 columns. */
#define LONG_NAME "乌金山煤业集团有限责任公司洗选运输与机电设备安装检修管理中心第三联合党支部代表队一"

static const struct entrant_row many[] = {
    {TEXT("01"), TEXT("综采一队"), TEXT(""), TEXT("采煤一线,人人争先。")},
    {TEXT("02"), TEXT(LONG_NAME), TEXT("乌金山煤矿/机电运输管理中心"), TEXT("名字长,劲头足。")},
    {TEXT("03"), TEXT("掘进一队党支部"), TEXT(""), TEXT("")},
    {TEXT("04"), TEXT("机电运输管理中心第三党支部"), TEXT(""), TEXT("以师带徒、传帮带见长。")},
    {TEXT("05"), TEXT("通风二队"), TEXT(""), TEXT("守好一口风,护好一矿人。")},
};

static const struct award_row awards[] = {
    {TEXT("一等奖"), 1, 1}, {TEXT("二等奖"), 2, 2}, {TEXT("三等奖"), 3, 4}};

static const struct text long_options[] = {
    TEXT("按期研究讨论加强党的建设的重要问题,及时研究解决党员、职工反映强烈的实际困难"),
    TEXT("组织党员认真学习马克思列宁主义、毛泽东思想、邓小平理论、“三个代表”重要思想、科学发展观,"
         "学习党的路线、"
         "方针、政策和决议"),
    TEXT("对党员进行教育、管理、监督和服务,提高党员素质,坚定理想信念,增强党性,严格党的组织生活"),
    TEXT("密切联系群众,经常了解群众对党员、党的工作的批评和意见,维护群众的正当权利和利益"),
    TEXT("以上各项都不是党支部的基本任务"),
};
static const struct text order_options[] = {TEXT("确定发展对象"), TEXT("递交入党申请书"),
                                            TEXT("预备党员的接收"), TEXT("确定入党积极分子"),
                                            TEXT("预备党员转正")};
static const struct text match_lefts[] = {TEXT("警告"), TEXT("严重警告"), TEXT("留党察看")};
static const struct text match_rights[] = {TEXT("一年半"), TEXT("一年"), TEXT("二年")};

const struct contest_item cast_lengthy = {
    .kind = TEXT("multiple"),
    .stem = TEXT("某矿综采一队党支部在一次组织生活会上,有党员提出:支部近半年来只抓生产进度,三会一课流于形式,"
                 "发展党员工作没有按期研究,职工反映的食堂、澡堂和班中餐问题也迟迟没有答复。支部书记认为,"
                 "生产任务这样重,这些事情可以往后放一放;副书记则认为,越是任务重,越要把支部建设抓实。"
                 "请根据《中国共产党支部工作条例(试行)》,指出下列哪些属于国有企业党支部应当承担的基本任务,"
                 "并说明这个支部接下来应当怎样整改。"),
    .options = long_options,
    .option_count = COUNT_OF(long_options),
};

const struct contest_item cast_kinds[CAST_KINDS] = {
    {.kind = TEXT("truefalse"), .stem = TEXT("预备党员没有表决权、选举权和被选举权。")},
    {.kind = TEXT("blank"),
     .stem = TEXT("党员个人服从党的组织,少数服从____,下级组织服从____。"),
     .blanks = 2},
    {.kind = TEXT("numeric"),
     .stem = TEXT("某党员每月税后工资收入为6000元,交纳党费的比例为1%,每月应交纳党费多少元?"),
     .unit = TEXT("元")},
    {.kind = TEXT("order"),
     .stem = TEXT("请把发展党员的各个环节按先后顺序排列。"),
     .options = order_options,
     .option_count = COUNT_OF(order_options)},
    {.kind = TEXT("match"),
     .stem = TEXT("请把处分与其影响期配对。"),
     .lefts = match_lefts,
     .left_count = COUNT_OF(match_lefts),
     .options = match_rights,
     .option_count = COUNT_OF(match_rights)},
    {.kind = TEXT("spot"), .stem = TEXT("[[年满十六岁]]的先进分子,承认[[党的纲领和章程]],可以申请入党。")},
};

void sight_init(struct sight *sight, int count)
{
    *sight = (struct sight){.count = count};
    for (int i = 0; i < count; i++) {
        sight->entrants[i] = count == FEW_TEAMS ? stage_teams[i] : many[(size_t)i % COUNT_OF(many)];
        if (count == FEW_TEAMS)
            sight->entrants[i].note = notes[i];
        int64_t score = 100 + (i * 37) % 50 - i;
        sight->rows[i] = (struct contest_team_row){.score = M(score), .tested_after = -1, .delay = -1};
    }
    for (int i = 0; i < count; i++) {
        sight->rows[i].rank = 1;
        for (int k = 0; k < count; k++)
            sight->rows[i].rank += sight->rows[k].score > sight->rows[i].score;
    }
    sight->frame = (struct contest_frame){.title = TEXT(STAGE_TITLE),
                                          .base = M(100),
                                          .teams = sight->entrants,
                                          .team_count = count,
                                          .rounds = stage_rounds,
                                          .round_count = ROUNDS,
                                          .awards = awards,
                                          .award_count = COUNT_OF(awards)};
    sight->view = (struct contest_view){.event = TEXT("juesai"),
                                        .stage = CONTEST_STAGE_BETWEEN,
                                        .round = -1,
                                        .turn = -1,
                                        .floor = -1,
                                        .play = -1,
                                        .team_count = count,
                                        .provisional = true,
                                        .own = -1};
}

void sight_push(struct sight *sight, struct terminal *terminal)
{
    struct reply reply = {.kind = MESSAGE_PUSH_STAGE, .stage = sight->view};
    reply.stage.frame = &sight->frame;
    reply.stage.item = sight->view.play >= 0 ? &sight->item : NULL;
    reply.stage.teams = sight->rows;
    reply.stage.presses = sight->presses;
    reply.stage.standing = sight->standing;
    terminal_push(terminal, reply);
}
