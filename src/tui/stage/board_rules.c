/* The rules of a round in words. */
#include "base/i18n.h"
#include "base/mem.h"
#include "tui/stage/board.h"
#include "tui/stage/words.h"

enum { MS_PER_SECOND = 1000 };

/* The rules as they are put together. */
struct composing {
    struct block *block;
    const struct round_row *round;
    struct arena *arena;
};

static void add(const struct composing *rules, struct text line)
{
    block_add(rules->block, text_of("●"), line, ROLE_TEXT, true);
}

static void add_string(const struct composing *rules, const char *line)
{
    add(rules, text_of(line));
}

static void add_count(const struct composing *rules, const char *format, int64_t count)
{
    if (count > 0)
        add(rules, arena_textf(rules->arena, format, (long long)count));
}

static const char *signed_mark(const struct composing *rules, mark_t mark)
{
    return words_signed(mark, rules->arena).at;
}

static void add_turns(const struct composing *rules, int64_t turns)
{
    add_count(rules,
              ngettext("The teams answer in turn, %lld item each.",
                       "The teams answer in turn, %lld items each.", (unsigned long)turns),
              turns);
}

static void say_required(const struct composing *rules)
{
    add_turns(rules, rules->round->turns);
}

static void say_together(const struct composing *rules)
{
    int64_t items = rules->round->items;
    add_count(rules,
              ngettext("All teams answer the same item at once, %lld item in all.",
                       "All teams answer the same item at once, %lld items in all.", (unsigned long)items),
              items);
}

static void say_buzzer(const struct composing *rules)
{
    int64_t items = rules->round->items;
    add_count(rules, ngettext("%lld item in all.", "%lld items in all.", (unsigned long)items), items);
    add_string(rules, _("Who presses first once the buzzers are open has the floor. A press before that is a "
                        "false start."));
}

static void say_risk(const struct composing *rules)
{
    struct buf stakes = BUF_EMPTY;
    char mark[MARK_TEXT_SIZE];
    add_turns(rules, rules->round->turns);
    for (int64_t i = 0; i < rules->round->stake_count; i++)
        buf_addf(&stakes, "%s%s", i ? " / " : "", mark_format(rules->round->stakes[i], mark));
    add(rules, arena_textf(rules->arena, _("Each team chooses its stake before it sees the item: %s."),
                           buf_string(&stakes)));
    buf_finish(&stakes);
    if (rules->round->wrong != 0)
        add(rules, arena_textf(rules->arena, _("A right answer gains the stake; wrong: %s."),
                               signed_mark(rules, rules->round->wrong)));
    else
        add_string(rules, _("A right answer gains the stake, a wrong one loses it."));
    if (rules->round->decline)
        add_string(rules, _("A team may decline; it then neither gains nor loses."));
}

static void say_rapid(const struct composing *rules)
{
    add_string(rules, _("The teams play in turn: as many items as possible within the time."));
    add_count(rules,
              ngettext("At most %lld item for each team.", "At most %lld items for each team.",
                       (unsigned long)rules->round->items),
              rules->round->items);
}

static void say_panel(const struct composing *rules)
{
    add_string(rules, _("The judges mark the performances; their marks are added to the scores."));
}

static void say_knockout(const struct composing *rules)
{
    add_string(rules, _("One wrong answer and a team is out. The last one standing wins."));
}

static void say_playoff(const struct composing *rules)
{
    add_string(rules, _("Sudden death among the teams that are tied. Who presses first once the buzzers are "
                        "open has the floor."));
}

static void (*const sayings[ROUND_KINDS])(const struct composing *rules) = {
    [ROUND_REQUIRED] = say_required, [ROUND_TOGETHER] = say_together, [ROUND_BUZZER] = say_buzzer,
    [ROUND_RISK] = say_risk,         [ROUND_RAPID] = say_rapid,       [ROUND_PANEL] = say_panel,
    [ROUND_KNOCKOUT] = say_knockout, [ROUND_PLAYOFF] = say_playoff,
};

static void say_times(const struct composing *rules)
{
    const struct round_row *round = rules->round;
    bool rapid = round->kind == ROUND_RAPID;
    add_count(rules, _("Time to press: %lld s."), round->window / MS_PER_SECOND);
    add_count(rules, _("Time to begin to speak: %lld s."), round->begin / MS_PER_SECOND);
    add_count(rules, rapid ? _("Time for each team: %lld s.") : _("Time to answer: %lld s."),
              round->seconds / MS_PER_SECOND);
}

static void say_marks(const struct composing *rules)
{
    const struct round_row *round = rules->round;
    bool staked = round->kind == ROUND_RISK;
    if (!staked && (round->right != 0 || round->wrong != 0))
        add(rules, arena_textf(rules->arena, _("Right: %s. Wrong: %s."), signed_mark(rules, round->right),
                               signed_mark(rules, round->wrong)));
    if (round->prompt != 0)
        add(rules,
            arena_textf(rules->arena, _("Prompting by a teammate: %s."), signed_mark(rules, round->prompt)));
}

static void say_chances(const struct composing *rules)
{
    const struct round_row *round = rules->round;
    add_count(rules,
              ngettext("After a wrong answer %lld other team may answer.",
                       "After a wrong answer %lld other teams may answer.", (unsigned long)round->rebounds),
              round->rebounds);
    add_count(rules,
              ngettext("Each team may have its item exchanged %lld time.",
                       "Each team may have its item exchanged %lld times.", (unsigned long)round->swaps),
              round->swaps);
}

static void say_more(const struct composing *rules)
{
    struct text more[WORDS_MORE_RULES];
    int count = words_more_rules(rules->round, rules->arena, more);
    for (int i = 0; i < count; i++)
        add(rules, more[i]);
}

void board_add_rules(struct block *block, const struct round_row *round, struct arena *arena)
{
    struct text rest = round->rules, line;
    const struct composing rules = {block, round, arena};
    if (!text_trim(rest).len) {
        sayings[round->kind](&rules);
        say_times(&rules);
        say_marks(&rules);
        say_chances(&rules);
        say_more(&rules);
        return;
    }
    while (text_next(&rest, '\n', &line))
        if (text_trim(line).len)
            block_add(block, text_of("●"), text_trim(line), ROLE_TEXT, true);
}
