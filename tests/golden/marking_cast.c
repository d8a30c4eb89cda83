#include "marking_cast.h"

#include "base/mem.h"

#define M(n) ((mark_t)((n)*MARK_ONE))

const struct point_row marking_cast_points[MARKING_CAST_POINTS] = {
    {TEXT("本人递交入党申请书,党组织派人谈话"), M(2)},
    {TEXT("经党小组推荐、支部委员会研究,确定为入党积极分子,报上级党委备案"), M(2)},
    {TEXT("指定一至两名正式党员作培养联系人,经过一年以上的培养教育和考察"), M(3)},
    {TEXT("听取党小组、培养联系人、党员和群众意见后,由支部委员会讨论确定为发展对象"), M(3)},
};

#define WORDS_STEM                                                                                           \
    TEXT("请结合本支部的实际,说说从递交入党申请书到确定为发展对象要经过哪些步骤,各有什么要求。")

const struct text marking_cast_response =
    TEXT("一、本人向党支部递交入党申请书,党支部在一个月内派人同其谈话。\n"
         "二、在入党申请人中,采取党员推荐、群团组织推优等方式产生人选,由支部委员会研究决定入党积极分子,"
         "并报上级党委备案。\n"
         "三、党组织指定一至两名正式党员作入党积极分子的培养联系人,每半年对其进行一次考察。");

static const struct section_row sections[] = {
    {.title = TEXT("简答题"), .first = 0, .count = 2, .full = M(16)}};
static const struct text options[] = {TEXT("一年"), TEXT("二年"), TEXT("三年"), TEXT("四年")};

#define WORDS_SLOT .section = 0, .kind = TEXT("short"), .stem = WORDS_STEM, .stimulus = -1, .full = M(10)
#define SINGLE_SLOT                                                                                          \
    .section = 0, .kind = TEXT("single"),                                                                    \
    .stem = TEXT("村和社区以外的党支部委员会由党员大会选举产生,每届任期一般为几年?"), .options = options,    \
    .option_count = COUNT_OF(options), .stimulus = -1, .full = M(6)

const struct slot_row marking_cast_slots[MARKING_CAST_SLOTS] = {{WORDS_SLOT}, {SINGLE_SLOT}};

struct reply marking_cast_paper(const struct slot_row *slots)
{
    return (struct reply){.kind = MESSAGE_PAPER,
                          .paper = {.attempt = 7,
                                    .event = TEXT("2026-11-jianda"),
                                    .title = TEXT("十一月份简答测试"),
                                    .left = 1800000,
                                    .limit = 3600000,
                                    .sections = sections,
                                    .section_count = COUNT_OF(sections),
                                    .slots = slots,
                                    .slot_count = 2}};
}

static const struct marking_row queue[] = {
    {.item = TEXT("zhibu/fazhan-1"),
     .stem = WORDS_STEM,
     .full = M(10),
     .total = 40,
     .settled = 12,
     .waiting_for_me = 17},
    {.item = TEXT("zhibu/anquan-2"),
     .stem = TEXT("“三违”指什么?举出身边的一个例子,说说怎样防止。"),
     .full = M(6),
     .total = 40,
     .settled = 40},
    {.item = TEXT("zhibu/dangfei-3"),
     .stem = TEXT("党员无正当理由连续六个月不交纳党费,应当怎样处理?"),
     .full = 45000,
     .total = 38,
     .settled = 3,
     .waiting_for_me = 1},
};

struct reply marking_cast_queue(void)
{
    static const int64_t recent[] = {901};
    return (struct reply){.kind = MESSAGE_MARKING,
                          .marking = {.event = TEXT("2026-11-jianda"),
                                      .title = TEXT("十一月份简答测试"),
                                      .total = 118,
                                      .settled = 55,
                                      .first = 20,
                                      .second = 38,
                                      .third = 5,
                                      .own = 31,
                                      .times = 2,
                                      .difference = M(2),
                                      .rows = queue,
                                      .row_count = COUNT_OF(queue),
                                      .recent = recent,
                                      .recent_count = 1}};
}

struct reply marking_cast_script(int64_t token)
{
    return (struct reply){.kind = MESSAGE_SCRIPT,
                          .script = {.script = token,
                                     .item = TEXT("zhibu/fazhan-1"),
                                     .stem = WORDS_STEM,
                                     .full = M(10),
                                     .points = marking_cast_points,
                                     .point_count = MARKING_CAST_POINTS,
                                     .rationale = TEXT("《中国共产党发展党员工作细则》第二章、第三章。"),
                                     .response = marking_cast_response,
                                     .turn = TEXT("second"),
                                     .left = 18}};
}

struct reply marking_cast_marked(const char *outcome)
{
    return (struct reply){.kind = MESSAGE_MARK_SCRIPT,
                          .mark_script = {.outcome = text_of(outcome), .left = 17}};
}

struct reply marking_cast_own_script(int64_t token, bool settled)
{
    static const int64_t ticks[] = {1};
    struct reply reply = marking_cast_script(token);
    reply.script.marked = true;
    reply.script.settled = settled;
    reply.script.ticks = ticks;
    reply.script.tick_count = 1;
    reply.script.note = text_of("要点二");
    return reply;
}

struct reply marking_cast_candidates(void)
{
    static const struct monitor_row rows[] = {
        {.number = TEXT("10021"),
         .name = TEXT("张三"),
         .unit = TEXT("乌金山煤矿/综采一队党支部"),
         .state = TEXT("absent")},
        {.number = TEXT("10022"),
         .name = TEXT("欧阳建国"),
         .unit = TEXT("乌金山煤矿/机电运输管理中心第三党支部"),
         .state = TEXT("running"),
         .attempt = 7,
         .left = 754000,
         .examiner = TEXT("10003")},
        {.number = TEXT("10023"),
         .name = TEXT("李梅"),
         .unit = TEXT("乌金山煤矿/通风二队党支部"),
         .state = TEXT("running"),
         .attempt = 8,
         .left = 1754000},
        {.number = TEXT("10024"),
         .name = TEXT("武志刚"),
         .unit = TEXT("乌金山煤矿/通风二队党支部"),
         .state = TEXT("submitted"),
         .attempt = 6,
         .mark = 875000},
        {.number = TEXT("10025"),
         .name = TEXT("梁秀萍"),
         .unit = TEXT("乌金山煤矿/通风二队党支部"),
         .state = TEXT("submitted"),
         .attempt = 5,
         .mark = 600000,
         .pending = 2,
         .used_up = true},
    };
    return (struct reply){.kind = MESSAGE_MONITOR,
                          .monitor = {.event = TEXT("2026-11-koushi"),
                                      .title = TEXT("十一月份口试"),
                                      .status = TEXT("open"),
                                      .rows = rows,
                                      .row_count = COUNT_OF(rows)}};
}

struct reply marking_cast_oral_paper(void)
{
    static const struct slot_row slots[] = {
        {WORDS_SLOT, .points = marking_cast_points, .point_count = MARKING_CAST_POINTS}, {SINGLE_SLOT}};
    struct reply reply = marking_cast_paper(slots);
    reply.paper.examiner = text_of("10003");
    reply.paper.candidate = text_of("10021");
    reply.paper.candidate_name = text_of("张三");
    return reply;
}
