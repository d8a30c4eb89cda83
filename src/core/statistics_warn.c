#include "base/i18n.h"
#include "core/statistics.h"

#include <math.h>

static const double EASY = 0.95, HARD = 0.10, WEAK = 20, DIVIDED_SHARE = 0.25, DIVIDED_POINTS = 0.10;

int statistics_option_count(const struct item *item)
{
    switch (item->kind) {
    case ITEM_SINGLE:
    case ITEM_MULTIPLE:
    case ITEM_SPOT:
        return item->option_count;
    case ITEM_TRUEFALSE:
        return 2;
    default:
        return 0;
    }
}

uint32_t statistics_key(const struct item *item)
{
    if (item->kind == ITEM_TRUEFALSE)
        return item->key & 1 ? 1 : 2;
    return statistics_option_count(item) ? item->key : 0;
}

void statistics_option_name(const struct item *item, int option, struct buf *out)
{
    if (item->kind == ITEM_TRUEFALSE)
        buf_add_string(out, option == 0 ? _("true") : _("false"));
    else if (item->kind == ITEM_SPOT)
        buf_add_int(out, option + 1);
    else
        buf_add_char(out, (char)('A' + option));
}

/* ---- What is seen ----------------------------------------------------------------------------------------
 */

/* How the upper third chose: its least chosen key, its most chosen wrong option. */
struct contest_of_options {
    int key, wrong; /* -1: none */
    double key_share, wrong_share;
};

static struct contest_of_options compare_options(const struct item *item,
                                                 const struct item_statistics *figures)
{
    struct contest_of_options found = {.key = -1, .wrong = -1};
    uint32_t key = statistics_key(item);
    for (int i = 0; i < statistics_option_count(item); i++) {
        double share = figures->options[i].share[GROUP_UPPER];
        bool right = key >> i & 1;
        if (right && (found.key < 0 || share < found.key_share)) {
            found.key = i;
            found.key_share = share;
        }
        if (!right && (found.wrong < 0 || share > found.wrong_share)) {
            found.wrong = i;
            found.wrong_share = share;
        }
    }
    return found;
}

static uint32_t unchosen(const struct item *item, const struct item_statistics *figures)
{
    uint32_t none = 0, key = statistics_key(item);
    if ((item->kind != ITEM_SINGLE && item->kind != ITEM_MULTIPLE) || figures->given < STATISTICS_MIN_GROUPED)
        return 0;
    for (int i = 0; i < item->option_count; i++)
        if (!(key >> i & 1) && figures->options[i].count == 0)
            none |= UINT32_C(1) << i;
    return none;
}

static int add(struct warning *out, int count, enum warning_kind kind)
{
    out[count] = (struct warning){.kind = kind};
    return count + 1;
}

/* Whether the options tell of a wrong key or of two that are right. */
static int warn_of_options(const struct item *item, const struct item_statistics *figures,
                           struct warning *out, int count)
{
    struct contest_of_options found = compare_options(item, figures);
    if (found.key < 0 || found.wrong < 0)
        return count;
    bool divided = found.key_share >= DIVIDED_SHARE && found.wrong_share >= DIVIDED_SHARE &&
                   fabs(found.key_share - found.wrong_share) <= DIVIDED_POINTS;
    if (!(found.wrong_share > found.key_share) && !divided)
        return count;
    int n = add(out, count, found.wrong_share > found.key_share ? WARNING_KEY : WARNING_AMBIGUOUS);
    out[count].options = UINT32_C(1) << found.wrong;
    out[count].key = UINT32_C(1) << found.key;
    return n;
}

int statistics_warnings(const struct item *item, const struct item_statistics *figures, double guess,
                        struct warning out[static WARNING_KINDS])
{
    if (figures->n < STATISTICS_MIN_GROUPED || isnan(figures->facility))
        return 0;
    int count = 0;
    bool easy = figures->facility >= EASY;
    bool hard = figures->facility <= HARD || (guess > 0 && figures->facility <= guess);
    if (figures->discrimination < 0 && !easy)
        count = add(out, count, WARNING_NEGATIVE);
    count = warn_of_options(item, figures, out, count);
    if (easy)
        count = add(out, count, WARNING_EASY);
    if (hard)
        count = add(out, count, WARNING_HARD);
    if (count == 0 && figures->discrimination < WEAK)
        count = add(out, count, WARNING_WEAK);
    uint32_t none = unchosen(item, figures);
    if (none) {
        count = add(out, count, WARNING_UNCHOSEN);
        out[count - 1].options = none;
    }
    return count;
}

/* ---- In words --------------------------------------------------------------------------------------------
 */

const char *warning_name(enum warning_kind kind)
{
    static const char *const names[WARNING_KINDS] = {
        [WARNING_NEGATIVE] = "negative", [WARNING_KEY] = "key",   [WARNING_AMBIGUOUS] = "ambiguous",
        [WARNING_EASY] = "easy",         [WARNING_HARD] = "hard", [WARNING_WEAK] = "weak",
        [WARNING_UNCHOSEN] = "unchosen",
    };
    return names[kind];
}

static void name_options(const struct item *item, uint32_t options, struct buf *out)
{
    for (int i = 0; i < STATISTICS_OPTIONS; i++) {
        if (!(options >> i & 1))
            continue;
        if (out->len)
            buf_add_string(out, _(", "));
        statistics_option_name(item, i, out);
    }
}

static const char *const SENTENCES[WARNING_KINDS] = {
    [WARNING_NEGATIVE] =
        N_("Those who did well in the test as a whole did worse here than the others: check the "
           "key first, then the wording."),
    [WARNING_EASY] =
        N_("Nearly everybody has it right, so it tells nobody apart: keep it only if it is something "
           "that everybody must know."),
    [WARNING_HARD] =
        N_("Hardly anybody has it right, or no more than by guessing: check the key, and whether it "
           "was taught."),
    [WARNING_WEAK] =
        N_("It hardly tells those who know from those who do not: word it more clearly, or replace "
           "it."),
};

void warning_say(const struct item *item, const struct warning *warning, struct buf *out)
{
    struct buf options = BUF_EMPTY, key = BUF_EMPTY;
    name_options(item, warning->options, &options);
    name_options(item, warning->key, &key);
    switch (warning->kind) {
    case WARNING_KEY:
        buf_addf(
            out,
            _("More of the upper third chose %s than the key %s: the key may be wrong; check it against the "
              "source, and correct it with ‘biwu ruling’ if it is."),
            buf_string(&options), buf_string(&key));
        break;
    case WARNING_AMBIGUOUS:
        buf_addf(out,
                 _("The upper third is divided between %s and the key %s: as the item is worded, both may be "
                   "right; make the difference plain."),
                 buf_string(&options), buf_string(&key));
        break;
    case WARNING_UNCHOSEN:
        buf_addf(out,
                 ngettext("Nobody chose %s: it misleads nobody; put a mistake there that people really make.",
                          "Nobody chose %s: they mislead nobody; put mistakes there that people really make.",
                          (unsigned long)__builtin_popcount(warning->options)),
                 buf_string(&options));
        break;
    default:
        buf_add_string(out, _(SENTENCES[warning->kind]));
        break;
    }
    buf_finish(&options);
    buf_finish(&key);
}
