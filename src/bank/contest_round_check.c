/* When a round has been read: keys its kind has no use for, what is missing, and the defaults. */
#include "bank/contest_draft.h"

#include "base/i18n.h"

#define ONE(kind) (UINT32_C(1) << ROUND_##kind)

enum { SPARES_DEFAULT = 5, PLAYOFF_ITEMS_DEFAULT = 10, SECOND = 1000 };

static const uint32_t ALL = (UINT32_C(1) << ROUND_KINDS) - 1;
static const uint32_t ASKED = ((UINT32_C(1) << ROUND_KINDS) - 1) & ~ONE(PANEL);
static const uint32_t BY_TURNS = ONE(REQUIRED) | ONE(RISK);

/* Which kinds of rounds heed a key. */
static uint32_t kinds_of(enum round_key key)
{
    static const uint32_t heeding[ROUND_KEYS] = {
        [ROUND_KEY_KIND] = ((UINT32_C(1) << ROUND_KINDS) - 1) & ~ONE(PLAYOFF),
        [ROUND_KEY_RIGHT] = ONE(REQUIRED) | ONE(TOGETHER) | ONE(BUZZER) | ONE(RAPID) | ONE(KNOCKOUT),
        [ROUND_KEY_WRONG] =
            ONE(REQUIRED) | ONE(TOGETHER) | ONE(BUZZER) | ONE(RISK) | ONE(RAPID) | ONE(KNOCKOUT),
        [ROUND_KEY_TURNS] = ONE(REQUIRED) | ONE(RISK),
        [ROUND_KEY_SWAPS] = ONE(REQUIRED) | ONE(RISK),
        [ROUND_KEY_ORDER] = ONE(REQUIRED) | ONE(RISK) | ONE(RAPID),
        [ROUND_KEY_WINDOW] = ONE(BUZZER) | ONE(PLAYOFF),
        [ROUND_KEY_BEGIN] = ONE(BUZZER) | ONE(PLAYOFF),
        [ROUND_KEY_FALSE_START] = ONE(BUZZER) | ONE(PLAYOFF),
        [ROUND_KEY_REBOUND] = ONE(BUZZER),
        [ROUND_KEY_REBOUND_TO] = ONE(BUZZER),
        [ROUND_KEY_SPEED] = ONE(TOGETHER),
        [ROUND_KEY_STAKES] = ONE(RISK),
        [ROUND_KEY_DECLINE] = ONE(RISK),
        [ROUND_KEY_SURVIVOR] = ONE(KNOCKOUT),
        [ROUND_KEY_PANEL] = ONE(PANEL),
        [ROUND_KEY_WEIGHT] = ONE(PANEL),
    };
    if (heeding[key])
        return heeding[key];
    return key == ROUND_KEY_TITLE || key == ROUND_KEY_RULES ? ALL : ASKED;
}

static bool heeds(const struct round_draft *round, enum round_key key)
{
    return kinds_of(key) >> round->sheet.kind & 1;
}

static bool gives(const struct round_draft *round, enum round_key key)
{
    return seen_field(&round->seen, key);
}

static struct reader *reader_of(const struct round_draft *round)
{
    return round->contest->head.reader;
}

/* The name of a key, and of the kind, as this file spells things. */
static struct text key_name(const struct round_draft *round, enum round_key key)
{
    return text_name_like(round_table.fields[key].names, round->kind_word);
}

static void complain_useless(const struct round_draft *round, enum round_key key)
{
    const struct reader *reader = reader_of(round);
    diags_error(reader->diags, reader_span(reader, round->seen.keys[key]),
                _("“%.*s” has no meaning in a round of the kind “%.*s”"), TEXT_ARG(key_name(round, key)),
                TEXT_ARG(text_shown(round->kind_word)));
    diags_hint(reader->diags, _("take it out; biwu-event(5) says which keys each kind of round has"));
}

static void check_keys(const struct round_draft *round)
{
    for (int key = 0; key < ROUND_KEYS; key++)
        if (gives(round, (enum round_key)key) && !heeds(round, (enum round_key)key))
            complain_useless(round, (enum round_key)key);
}

static void require(const struct round_draft *round, enum round_key key, const char *message,
                    const char *hint)
{
    const struct reader *reader = reader_of(round);
    if (gives(round, key) || !heeds(round, key))
        return;
    diags_error(reader->diags, reader_span(reader, round->place), "%s", message);
    diags_hint(reader->diags, "%s", hint);
}

/* Whether every stake has its own items, so that the round needs none. */
static bool stakes_have_sources(const struct round_sheet *sheet)
{
    for (int i = 0; i < sheet->stake_count; i++)
        if (!sheet->stakes[i].own_source)
            return false;
    return sheet->stake_count > 0;
}

static void complain_at(const struct round_draft *round, enum round_key key, const char *message)
{
    const struct reader *reader = reader_of(round);
    diags_error(reader->diags, reader_span(reader, round->seen.keys[key]), "%s", message);
}

static void check_source(const struct round_draft *round)
{
    const struct reader *reader = reader_of(round);
    bool from = gives(round, ROUND_KEY_FROM), items = gives(round, ROUND_KEY_ITEMS);
    bool by_turns = BY_TURNS >> round->sheet.kind & 1;
    if (from && round->listed)
        complain_at(round, ROUND_KEY_FROM, _("“from” has no meaning where the items are named"));
    if (gives(round, ROUND_KEY_SPARES) && round->listed)
        complain_at(round, ROUND_KEY_SPARES, _("spare items are not drawn where the items are named"));
    if (by_turns && items && !round->listed && round->sheet.items > 0) {
        complain_useless(round, ROUND_KEY_ITEMS);
        diags_hint(reader->diags, _("“turns” says how many items each team gets; “items” only names them"));
    }
    if (from || round->listed || (by_turns && items) || stakes_have_sources(&round->sheet))
        return;
    diags_error(reader->diags, reader_span(reader, round->place),
                _("this round does not say where its items come from"));
    diags_hint(reader->diags, _("add “from: {bank: …}”, or name them: “items: [id, …]”"));
}

/* What only some kinds have. */
static void check_kind(const struct round_draft *round)
{
    const struct reader *reader = reader_of(round);
    bool by_turns = BY_TURNS >> round->sheet.kind & 1, playoff = round->sheet.kind == ROUND_PLAYOFF;
    if (!by_turns && !playoff)
        require(round, ROUND_KEY_ITEMS, _("this round does not say how many items it has"),
                _("add a line such as “items: 10”"));
    require(round, ROUND_KEY_STAKES, _("this round has no stakes"),
            _("add a line such as “stakes: [10, 20, 30]”"));
    require(round, ROUND_KEY_PANEL, _("this round does not say which panel marks it"),
            _("add a line such as “panel: code”, with the code of a panel's sheet"));
    if (gives(round, ROUND_KEY_REBOUND_TO) && round->sheet.rebounds == 0)
        diags_warning(reader->diags, reader_span(reader, round->seen.keys[ROUND_KEY_REBOUND_TO]),
                      _("“rebound_to” changes nothing without “rebound”"));
}

static void default_time(const struct round_draft *round, enum round_key key, int64_t *ms, int64_t value)
{
    if (!gives(round, key) && heeds(round, key))
        *ms = value;
}

static void set_defaults(struct round_draft *round)
{
    struct round_sheet *sheet = &round->sheet;
    bool long_answer = sheet->kind == ROUND_TOGETHER || sheet->kind == ROUND_RAPID;
    bool at_desks = sheet->kind == ROUND_TOGETHER || sheet->kind == ROUND_KNOCKOUT;
    default_time(round, ROUND_KEY_SECONDS, &sheet->seconds, (long_answer ? 60 : 30) * SECOND);
    default_time(round, ROUND_KEY_WINDOW, &sheet->window, 15 * SECOND);
    if (!gives(round, ROUND_KEY_RIGHT) && heeds(round, ROUND_KEY_RIGHT))
        sheet->right = 10 * (mark_t)MARK_ONE;
    if (!gives(round, ROUND_KEY_TURNS) && heeds(round, ROUND_KEY_TURNS))
        sheet->turns = 1;
    if (!gives(round, ROUND_KEY_SPARES) && heeds(round, ROUND_KEY_SPARES))
        sheet->spares = round->listed ? 0 : SPARES_DEFAULT;
    if (!gives(round, ROUND_KEY_ITEMS) && sheet->kind == ROUND_PLAYOFF)
        sheet->items = PLAYOFF_ITEMS_DEFAULT;
    if (!gives(round, ROUND_KEY_ANSWER))
        sheet->answer = at_desks ? ANSWER_DESK : ANSWER_EITHER;
    if (!gives(round, ROUND_KEY_WEIGHT))
        sheet->weight = MARK_ONE;
    if (!gives(round, ROUND_KEY_TITLE) && sheet->kind == ROUND_PLAYOFF)
        sheet->title = text_of(_("Playoff"));
    sheet->fixed_wrong &= sheet->kind == ROUND_RISK;
}

void contest_settle_round(struct round_draft *round)
{
    const struct reader *reader = reader_of(round);
    struct span span = reader_span(reader, round->place);
    if (!round->kind_known && !gives(round, ROUND_KEY_KIND)) {
        diags_error(reader->diags, span, _("this round does not say of which kind it is"));
        diags_hint(reader->diags, _("write it like {round: buzzer, title: …}"));
    }
    if (!gives(round, ROUND_KEY_TITLE) && round->sheet.kind != ROUND_PLAYOFF)
        diags_error(reader->diags, span, _("this round has no title"));
    if (!round->kind_known)
        return;
    check_keys(round);
    check_kind(round);
    if (round->sheet.kind != ROUND_PANEL)
        check_source(round);
    set_defaults(round);
}
