/* The words that several files share. */
#include "bank/values.h"
#include "base/mem.h"

static const struct choice bools[] = {
    {1, {TEXT("true"), TEXT("是"), TEXT("yes"), TEXT("对"), TEXT("on")}},
    {0, {TEXT("false"), TEXT("否"), TEXT("no"), TEXT("错"), TEXT("off")}},
};
const struct choices choices_bool = {bools, COUNT_OF(bools)};

static const struct choice kinds[] = {
    {ITEM_SINGLE, {TEXT("single"), TEXT("单选"), TEXT("单选题"), TEXT("单项选择"), TEXT("单项选择题")}},
    {ITEM_MULTIPLE, {TEXT("multiple"), TEXT("多选"), TEXT("多选题"), TEXT("多项选择"), TEXT("多项选择题")}},
    {ITEM_TRUEFALSE, {TEXT("truefalse"), TEXT("判断"), TEXT("判断题"), TEXT("是非题")}},
    {ITEM_BLANK, {TEXT("blank"), TEXT("填空"), TEXT("填空题")}},
    {ITEM_NUMERIC, {TEXT("numeric"), TEXT("计算"), TEXT("计算题")}},
    {ITEM_ORDER, {TEXT("order"), TEXT("排序"), TEXT("排序题")}},
    {ITEM_MATCH, {TEXT("match"), TEXT("配对"), TEXT("配对题"), TEXT("归类"), TEXT("归类题"), TEXT("连线题")}},
    {ITEM_SPOT, {TEXT("spot"), TEXT("找错"), TEXT("找错题"), TEXT("改错"), TEXT("改错题")}},
    {ITEM_CASE,
     {TEXT("case"), TEXT("案例"), TEXT("案例题"), TEXT("案例分析题"), TEXT("情景"), TEXT("情景题")}},
    {ITEM_SHORT, {TEXT("short"), TEXT("简答"), TEXT("简答题"), TEXT("问答"), TEXT("问答题"), TEXT("论述题")}},
};
const struct choices choices_kind = {kinds, COUNT_OF(kinds)};
