#include "cast.h"

#include "base/mem.h"

#include <stdio.h>

#define M(n) ((mark_t)((n)*MARK_ONE))
#define NOV(day, hour) (INT64_C(1795219200000) + ((day)-21) * INT64_C(86400000) + (hour)*INT64_C(3600000))

static const struct test_row tests[] = {
    {.event = TEXT("2026-11-yzyh"),
     .title = TEXT("十一月份应知应会测试"),
     .state = TEST_OPEN,
     .duration = 3600000,
     .slots = CAST_SLOTS,
     .full = M(20),
     .pass = M(12),
     .attempts = 1,
     .closes = NOV(23, 10),
     .instructions = TEXT("请独立作答,不得交头接耳,不得使用手机。\n提交后不能修改。")},
    {.event = TEXT("2026-12-yzyh"),
     .title = TEXT("十二月份应知应会测试"),
     .state = TEST_SOON,
     .duration = 3600000,
     .full = M(100),
     .pass = M(80),
     .attempts = 2,
     .opens = NOV(30, 0)},
    {.event = TEXT("2026-10-yzyh"),
     .title = TEXT("十月份应知应会测试"),
     .state = TEST_DONE,
     .duration = 3600000,
     .slots = 70,
     .full = M(100),
     .pass = M(80),
     .attempts = 1,
     .used = 1,
     .last = 5},
    {.event = TEXT("2026-09-shuangbiwu"),
     .title = TEXT("第五届党支部书记技术技能双比武理论考试(综采、掘进、通风、机电、运输各支部)"),
     .state = TEST_CLOSED,
     .duration = 5400000,
     .slots = 90,
     .full = M(150),
     .pass = M(90),
     .attempts = 1,
     .closes = NOV(1, 10)},
};

struct reply cast_person(bool organizer)
{
    return (struct reply){.kind = MESSAGE_SIGN_IN,
                          .person = {.number = TEXT("10003"),
                                     .name = TEXT("贾建明"),
                                     .unit = TEXT("乌金山煤矿/综采一队党支部"),
                                     .post = TEXT("书记"),
                                     .organizer = organizer,
                                     .ticket = TEXT("ticket")}};
}

struct reply cast_home(void)
{
    return (struct reply){.kind = MESSAGE_HOME, .home = {.tests = tests, .test_count = COUNT_OF(tests)}};
}

struct reply cast_home_running(void)
{
    static const struct test_row running[] = {
        {.event = TEXT("2026-11-yzyh"),
         .title = TEXT("十一月份应知应会测试"),
         .state = TEST_RUNNING,
         .duration = 3600000,
         .slots = CAST_SLOTS,
         .full = M(20),
         .pass = M(12),
         .attempts = 1,
         .used = 1,
         .running = 7},
    };
    return (struct reply){.kind = MESSAGE_HOME, .home = {.tests = running, .test_count = 1}};
}

/* ---- The paper -------------------------------------------------------------------------------------- */

static const struct section_row sections[] = {
    {.title = TEXT("选择判断题"), .first = 0, .count = 3, .full = M(4)},
    {.title = TEXT("填空计算题"), .first = 3, .count = 2, .full = M(4)},
    {.title = TEXT("综合题"), .first = 5, .count = 3, .full = M(6)},
    {.title = TEXT("案例分析题"), .first = 8, .count = 2, .full = M(6)},
};

static const struct text stimuli[] = {
    TEXT("2026年3月,某矿综采一队党支部召开支部委员会会议,讨论发展党员工作。会议由支部书记老王主持,"
         "到会委员三人,"
         "缺席二人。会上,老王介绍了入党积极分子小李的情况:小李于2025年1月递交入党申请书,"
         "同年5月被确定为入党积极分子,"
         "平时表现较好,但2025年11月因违章操作受到矿里通报批评。\n"
         "委员老张认为,小李年轻肯干,应当尽快列为发展对象;委员老赵认为,培养教育考察未满一年,不符合规定。"
         "老王最后说:“队里今年有发展名额,先把材料补齐,日期往前写就行。”会后,支部按照老王的意见办理了手续,"
         "没有征求党小组、培养联系人和党员、群众的意见,也没有公示。\n"
         "上级党委组织部在检查中发现了这些问题,责令该支部整改,并对有关责任人进行了批评教育。"),
};

static const struct text single_options[] = {TEXT("一年"), TEXT("二年"), TEXT("三年"), TEXT("四年")};
static const struct text multiple_options[] = {
    TEXT("支部党员大会"),
    TEXT("支部委员会"),
    TEXT("党小组会"),
    TEXT("党课"),
    TEXT("党支部每月相对固定一天开展的主题党日活动,组织党员集中学习、过组织生活、进行民主议事和志愿服务等"),
};
static const struct text order_options[] = {TEXT("确定发展对象"), TEXT("递交入党申请书"),
                                            TEXT("预备党员的接收"), TEXT("确定入党积极分子"),
                                            TEXT("预备党员转正")};
static const struct text match_lefts[] = {TEXT("警告处分"), TEXT("严重警告处分"), TEXT("撤销党内职务处分"),
                                          TEXT("留党察看处分")};
static const struct text match_rights[] = {
    TEXT("一年内不得在党内提升职务和向党外组织推荐担任高于其原任职务的党外职务"), TEXT("一年半内不得提升"),
    TEXT("二年内不得在党内担任和向党外组织推荐担任与其原任职务相当或者高于其原任职务的职务"),
    TEXT("恢复党员权利后二年内")};
static const struct text spot_options[] = {TEXT("年满十六岁"), TEXT("承认党的纲领和章程"),
                                           TEXT("愿意参加党的一个组织"), TEXT("按年交纳党费")};
static const struct text case_options[] = {TEXT("到会委员不足半数以上"), TEXT("培养教育考察不满一年"),
                                           TEXT("没有征求有关意见"), TEXT("由支部书记主持会议")};

#define FIRST_SLOTS                                                                                          \
    {                                                                                                        \
        .section = 0, .kind = TEXT("single"),                                                                \
        .stem = TEXT("村和社区以外的党支部委员会由党员大会选举产生,每届任期一般为几年?"),                    \
        .options = single_options, .option_count = COUNT_OF(single_options), .stimulus = -1, .full = M(1)    \
    }

static const struct slot_row slots[CAST_SLOTS] = {
    [CAST_SINGLE] = FIRST_SLOTS,
    [CAST_MULTIPLE] = {.section = 0,
                       .kind = TEXT("multiple"),
                       .stem = TEXT("“三会一课”包括下列哪些内容?"),
                       .options = multiple_options,
                       .option_count = COUNT_OF(multiple_options),
                       .stimulus = -1,
                       .full = M(2)},
    [CAST_TRUEFALSE] = {.section = 0,
                        .kind = TEXT("truefalse"),
                        .stem = TEXT("预备党员没有表决权、选举权和被选举权。"),
                        .stimulus = -1,
                        .full = M(1)},
    [CAST_BLANK] = {.section = 1,
                    .kind = TEXT("blank"),
                    .stem = TEXT("党的组织原则是____,党员个人服从党的组织,少数服从____,下级组织服从上级组织,"
                                 "全党各个组织和全体党员服从____。"),
                    .blanks = 3,
                    .stimulus = -1,
                    .full = M(3)},
    [CAST_NUMERIC] = {.section = 1,
                      .kind = TEXT("numeric"),
                      .stem = TEXT(
                          "某党员每月税后工资收入为6000元,按规定交纳党费的比例为1%,他每月应交纳党费多少元?"),
                      .unit = TEXT("元"),
                      .stimulus = -1,
                      .full = M(1)},
    [CAST_ORDER] = {.section = 2,
                    .kind = TEXT("order"),
                    .stem = TEXT("请把发展党员的各个环节按先后顺序排列。"),
                    .options = order_options,
                    .option_count = COUNT_OF(order_options),
                    .stimulus = -1,
                    .full = M(2)},
    [CAST_MATCH] = {.section = 2,
                    .kind = TEXT("match"),
                    .stem = TEXT("请把处分与其影响期配对。"),
                    .options = match_rights,
                    .option_count = COUNT_OF(match_rights),
                    .lefts = match_lefts,
                    .left_count = COUNT_OF(match_lefts),
                    .stimulus = -1,
                    .full = M(2)},
    [CAST_SPOT] = {.section = 2,
                   .kind = TEXT("spot"),
                   .stem =
                       TEXT("[[年满十六岁]]的中国工人、农民、军人、知识分子和其他社会阶层的先进分子,[["
                            "承认党的纲领和章程]],[[愿意参加党的一个组织]]"
                            "并在其中积极工作、执行党的决议和[[按年交纳党费]]的,可以申请加入中国共产党。"),
                   .options = spot_options,
                   .option_count = COUNT_OF(spot_options),
                   .stimulus = -1,
                   .full = M(2)},
    [CAST_CASE_FIRST] = {.section = 3,
                         .kind = TEXT("multiple"),
                         .stem = TEXT("该支部的做法有哪些不符合规定?"),
                         .options = case_options,
                         .option_count = COUNT_OF(case_options),
                         .stimulus = 0,
                         .full = M(4)},
    [CAST_CASE_SECOND] = {.section = 3,
                          .kind = TEXT("blank"),
                          .stem = TEXT("入党积极分子的培养教育考察时间一般应在____以上。"),
                          .blanks = 1,
                          .stimulus = 0,
                          .full = M(2)},
};

struct reply cast_paper(int64_t left)
{
    return (struct reply){.kind = MESSAGE_PAPER,
                          .paper = {.attempt = 7,
                                    .event = TEXT("2026-11-yzyh"),
                                    .title = TEXT("十一月份应知应会测试"),
                                    .left = left,
                                    .limit = 3600000,
                                    .sections = sections,
                                    .section_count = COUNT_OF(sections),
                                    .stimuli = stimuli,
                                    .stimulus_count = COUNT_OF(stimuli),
                                    .slots = slots,
                                    .slot_count = CAST_SLOTS}};
}

struct reply cast_review(void)
{
    static const struct {
        const char *response, *key;
        mark_t mark;
    } marked[CAST_SLOTS] = {
        [CAST_SINGLE] = {"B", "C", 0},
        [CAST_MULTIPLE] = {"ABC", "ABCD", M(1)},
        [CAST_TRUEFALSE] = {"T", "T", M(1)},
        [CAST_BLANK] = {"民主集中制|多数|", "民主集中制|多数|党的全国代表大会和中央委员会", M(2)},
        [CAST_NUMERIC] = {"60", "60", M(1)},
        [CAST_ORDER] = {"BDACE", "BDACE", M(2)},
        [CAST_MATCH] = {"1A 2B 3D", "1A 2B 3C 4D", M(1)},
        [CAST_SPOT] = {"1 3", "1 4", 0},
        [CAST_CASE_FIRST] = {"BC", "BC", M(4)},
        [CAST_CASE_SECOND] = {"", "一年", 0},
    };
    static struct slot_row reviewed[CAST_SLOTS];
    for (int i = 0; i < CAST_SLOTS; i++) {
        reviewed[i] = slots[i];
        reviewed[i].response = text_of(marked[i].response);
        reviewed[i].key = text_of(marked[i].key);
        reviewed[i].mark = marked[i].mark;
        reviewed[i].rationale =
            text_of("《中国共产党支部工作条例(试行)》规定,村和社区党支部委员会每届任期五年,"
                    "其他基层单位党支部委员会一般每届任期三年。");
        reviewed[i].source = text_of("中国共产党支部工作条例(试行) 第二十三条 2018-10-28");
    }
    struct reply reply = cast_paper(0);
    reply.kind = MESSAGE_REVIEW;
    reply.paper.slots = reviewed;
    return reply;
}

/* ---- Results ---------------------------------------------------------------------------------------- */

struct reply cast_result(bool revealed)
{
    static const struct share_row by_section[] = {{TEXT("选择判断题"), M(2), M(4)},
                                                  {TEXT("填空计算题"), M(3), M(4)},
                                                  {TEXT("综合题"), M(3), M(6)},
                                                  {TEXT("案例分析题"), M(4), M(6)}};
    static const struct share_row by_topic[] = {{TEXT("组织建设"), M(5), M(8)},
                                                {TEXT("发展党员"), M(6), M(6)},
                                                {TEXT("纪律监督"), M(1), M(4)},
                                                {TEXT("党费收缴使用和管理规定"), 0, M(2)}};
    struct reply reply = {.kind = MESSAGE_RESULT,
                          .result = {.attempt = 7,
                                     .event = TEXT("2026-11-yzyh"),
                                     .title = TEXT("十一月份应知应会测试"),
                                     .cause = TEXT("candidate"),
                                     .elapsed = 1805000,
                                     .answered = 9,
                                     .slots = CAST_SLOTS}};
    if (!revealed)
        return reply;
    reply.result.marks_shown = reply.result.rank_shown = reply.result.keys_shown = reply.result.passed = true;
    reply.result.mark = 125000; /* 12.5 */
    reply.result.full = M(20);
    reply.result.pass = M(12);
    reply.result.rank = 2;
    reply.result.of = 38;
    reply.result.sections = by_section;
    reply.result.section_count = COUNT_OF(by_section);
    reply.result.topics = by_topic;
    reply.result.topic_count = COUNT_OF(by_topic);
    return reply;
}

struct reply cast_ranking(int64_t offset, int64_t count, int64_t total)
{
    static const char *const names[] = {"梁秀萍", "邵宏亮", "贾建明", "武志刚", "欧阳建国", "李梅"};
    static const char *const numbers[] = {"10001", "10002", "10003", "10004", "10005", "10006"};
    static const char *const units[] = {"乌金山煤矿/党委组织部", "乌金山煤矿/综采一队党支部",
                                        "乌金山煤矿/通风二队党支部", "乌金山煤矿/机电运输管理中心第三党支部"};
    static struct rank_row rows[500];
    for (int64_t i = 0; i < count; i++) {
        int64_t at = offset + i;
        rows[i] = (struct rank_row){.rank = at + 1,
                                    .number = text_of(numbers[at % 6]),
                                    .name = text_of(names[at % 6]),
                                    .unit = text_of(units[at % 4]),
                                    .mark = M(100) - at * 5000,
                                    .elapsed = 1200000 + at * 61000,
                                    .passed = at < 30,
                                    .own = at == 2};
    }
    return (struct reply){.kind = MESSAGE_RANKING,
                          .ranking = {.title = TEXT("十一月份应知应会测试"),
                                      .total = total,
                                      .offset = offset,
                                      .own = total > 2 ? 2 : -1,
                                      .rows = rows,
                                      .row_count = count}};
}

struct reply cast_units(void)
{
    static const struct rank_row rows[] = {
        {.rank = 1,
         .unit = TEXT("乌金山煤矿/综采一队党支部"),
         .mark = 912500,
         .members = 12,
         .taken = 12,
         .own = true},
        {.rank = 2, .unit = TEXT("乌金山煤矿/通风二队党支部"), .mark = 880000, .members = 9, .taken = 7},
        {.rank = 2,
         .unit = TEXT("乌金山煤矿/机电运输管理中心第三党支部"),
         .mark = 880000,
         .members = 18,
         .taken = 14},
    };
    return (struct reply){.kind = MESSAGE_RANKING,
                          .ranking = {.title = TEXT("十一月份应知应会测试"),
                                      .total = COUNT_OF(rows),
                                      .own = 0,
                                      .rows = rows,
                                      .row_count = COUNT_OF(rows)}};
}

struct reply cast_events(void)
{
    static const struct event_row rows[] = {
        {.event = TEXT("2026-11-yzyh"),
         .title = TEXT("十一月份应知应会测试"),
         .status = TEXT("open"),
         .kind = TEXT("test"),
         .entitled = 40,
         .running = 12,
         .submitted = 3},
        {.event = TEXT("2026-12-yzyh"),
         .title = TEXT("十二月份应知应会测试"),
         .status = TEXT("prepared"),
         .kind = TEXT("test"),
         .opens = NOV(30, 0),
         .closes = NOV(30, 10),
         .entitled = 40},
        {.event = TEXT("2026-10-yzyh"),
         .title = TEXT("十月份应知应会测试"),
         .status = TEXT("closed"),
         .kind = TEXT("test"),
         .entitled = 38,
         .submitted = 38},
        {.event = TEXT("juesai"),
         .title = TEXT("第五届双比武团队决赛"),
         .status = TEXT("prepared"),
         .kind = TEXT("contest")},
        {.event = TEXT("sanhuiyike"),
         .title = TEXT("三会一课情景模拟"),
         .status = TEXT("open"),
         .kind = TEXT("panel")},
    };
    return (struct reply){.kind = MESSAGE_EVENTS, .events = {rows, COUNT_OF(rows)}};
}

struct reply cast_monitor(void)
{
    static const struct monitor_row rows[] = {
        {TEXT("10001"), TEXT("梁秀萍"), TEXT("乌金山煤矿/党委组织部"), TEXT("running"), true, 11, 42, 70, 3,
         1805000, 0},
        {TEXT("10002"), TEXT("邵宏亮"), TEXT("乌金山煤矿/综采一队党支部"), TEXT("running"), false, 12, 7, 70,
         0, 2950000, 0},
        {TEXT("10003"), TEXT("贾建明"), TEXT("乌金山煤矿/综采一队党支部"), TEXT("submitted"), true, 13, 70,
         70, 0, 0, M(92)},
        {TEXT("10004"), TEXT("武志刚"), TEXT("乌金山煤矿/综采一队党支部"), TEXT("absent"), false, 0, 0, 0, 0,
         0, 0},
        {TEXT("10005"), TEXT("欧阳建国"), TEXT("乌金山煤矿/通风二队党支部"), TEXT("locked"), false, 0, 0, 0,
         0, 0, 0},
        {TEXT("10006"), TEXT("李梅"), TEXT("乌金山煤矿/机电运输管理中心第三党支部"), TEXT("void"), false, 14,
         12, 70, 0, 0, 0},
        {TEXT("10007"), TEXT("张玉兰"), TEXT("乌金山煤矿/机电运输管理中心第三党支部"), TEXT("signed-in"),
         true, 0, 0, 0, 0, 0, 0},
    };
    return (struct reply){.kind = MESSAGE_MONITOR,
                          .monitor = {.event = TEXT("2026-11-yzyh"),
                                      .title = TEXT("十一月份应知应会测试"),
                                      .status = TEXT("open"),
                                      .rows = rows,
                                      .row_count = COUNT_OF(rows)}};
}

/* ---- Scenes ----------------------------------------------------------------------------------------- */

void cast_sign_in(struct terminal *terminal, bool organizer)
{
    terminal_type(terminal, "10003");
    terminal_key(terminal, INPUT_ENTER);
    terminal_type(terminal, "394570");
    terminal_key(terminal, INPUT_ENTER);
    terminal_reply(terminal, cast_person(organizer));
    terminal_reply(terminal, cast_home());
}

void cast_begin(struct terminal *terminal)
{
    terminal_key(terminal, INPUT_ENTER);
    terminal_key(terminal, INPUT_ENTER);
    terminal_reply(terminal, (struct reply){.kind = MESSAGE_START, .attempt = {7}});
    terminal_reply(terminal, cast_paper(3600000));
}

void cast_go_to(struct terminal *terminal, int slot)
{
    char number[16];
    snprintf(number, sizeof number, "%d", slot + 1);
    terminal_key(terminal, INPUT_CTRL + 'k');
    terminal_type(terminal, number);
    terminal_key(terminal, INPUT_ENTER);
}
