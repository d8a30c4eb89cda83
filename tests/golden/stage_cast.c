#include "stage_cast.h"

#include "base/mem.h"

const struct entrant_row stage_teams[TEAMS] = {
    {TEXT("A"), TEXT("综采一队党支部"), TEXT("乌金山煤矿/综采一队党支部"), TEXT("")},
    {TEXT("B"), TEXT("掘进一队党支部"), TEXT("乌金山煤矿/掘进一队党支部"), TEXT("")},
    {TEXT("C"), TEXT("通风队党支部"), TEXT("乌金山煤矿/通风队党支部"), TEXT("")},
    {TEXT("D"), TEXT("机电队党支部"), TEXT("乌金山煤矿/机电队党支部"), TEXT("")},
};

static const int64_t stakes[] = {M(10), M(20), M(30)}, bonuses[] = {M(3), M(2), M(1)};
static const struct false_start locked[] = {{0, FALSE_START_LOCKED}};

const struct round_row stage_rounds[ROUNDS] = {
    {.kind = ROUND_REQUIRED,
     .title = TEXT("必答题"),
     .turns = 2,
     .seconds = 30000,
     .right = M(10),
     .prompt = M(-5),
     .swaps = 1},
    {.kind = ROUND_TOGETHER,
     .title = TEXT("共答题"),
     .items = 5,
     .seconds = 60000,
     .right = M(10),
     .bonuses = bonuses,
     .bonus_count = COUNT_OF(bonuses)},
    {.kind = ROUND_BUZZER,
     .title = TEXT("抢答题"),
     .rules = TEXT("共10题,主持人宣布“开始抢答”后方可按键,15秒内无人抢答,本题作废。\n"
                   "抢到后5秒内开口,30秒内答完;答对得10分,答错扣10分。\n"
                   "第一个队答错后,由下一个按键的队补答一次,得分、扣分相同。\n"
                   "抢跑的队本题不得再答,第一次扣5分,从第二次起每次扣10分。"),
     .items = 10,
     .seconds = 30000,
     .window = 15000,
     .begin = 5000,
     .right = M(10),
     .wrong = M(-10),
     .rebounds = 1},
    {.kind = ROUND_RISK,
     .title = TEXT("风险题"),
     .turns = 1,
     .seconds = 60000,
     .stakes = stakes,
     .stake_count = 3,
     .decline = true},
    {.kind = ROUND_PANEL, .title = TEXT("情景模拟"), .panel = TEXT("sanhuiyike")},
    {.kind = ROUND_RAPID, .title = TEXT("限时速答"), .items = 10, .seconds = 60000, .right = M(5)},
    {.kind = ROUND_KNOCKOUT, .title = TEXT("一战到底"), .seconds = 15000, .right = M(2), .survivor = M(20)},
    {.kind = ROUND_PLAYOFF,
     .seconds = 15000,
     .window = 10000,
     .begin = 5000,
     .false_starts = locked,
     .false_start_count = 1},
};

static const struct text months[] = {TEXT("一个月"), TEXT("三个月"), TEXT("六个月"), TEXT("一年")};

#define SINGLE                                                                                                                               \
    .play = 3, .number = 4, .of = 10, .kind = TEXT("single"),                                                                                \
    .stem = TEXT("党员没有正当理由,连续多长时间不参加党的组织生活,或不交纳党费,或不做党所分配的工作," \
                 "就被认为是自行脱党?"),                                                                                                     \
    .options = months, .option_count = COUNT_OF(months)

const struct contest_item stage_single = {SINGLE};
const struct contest_item stage_single_to_host = {
    SINGLE,
    .key = TEXT("C"),
    .rationale = TEXT("党章第九条:党员如果没有正当理由,连续六个月不参加党的组织生活,或不交纳党费,"
                      "或不做党所分配的工作,就被认为是自行脱党。"),
    .source = TEXT("中国共产党章程 第九条 (2022-10-22)"),
    .bank = TEXT("dangwu"),
    .id = TEXT("DW-0142"),
    .machine = true,
};

void stage_open(struct terminal *terminal, struct tui_options options, const char *title, const char *kind)
{
    terminal_open_with(terminal, options, false);
    terminal_reply(terminal, (struct reply){.kind = MESSAGE_WATCH,
                                            .watch = {.event = text_of(options.event),
                                                      .title = text_of(title),
                                                      .kind = text_of(kind)}});
}
