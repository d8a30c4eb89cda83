#include "hub/stage_view.h"

#include "base/i18n.h"
#include "hub/contest_panel.h"
#include "hub/show.h"
#include "hub/stage_items.h"
#include "hub/stage_names.h"
#include "hub/watch.h"

enum { ROWS_OF_ALL, ROWS_OF_HOST };

/* ---- Frame ----------------------------------------------------------------------------------------- */

static const struct entrant_row *entrant_rows(struct views *views, int count)
{
    struct entrant_row *rows = arena_array(views->arena, (size_t)count, sizeof *rows);
    for (int i = 0; i < count; i++) {
        const struct entrant *entrant = &views->stage->names.entrants[i];
        rows[i] = (struct entrant_row){entrant->code, entrant->name, entrant->unit, entrant->note};
    }
    return rows;
}

/* How many rows say what a false start costs: one when every one costs the same, none when it costs nothing.
 * A playoff's takes no marks, whatever the sheet says. */
static int64_t false_starts_of(const struct round_sheet *round, struct false_start out[2])
{
    bool playoff = round->kind == ROUND_PLAYOFF;
    bool buzzers = playoff || round->kind == ROUND_BUZZER;
    for (int i = 0; i < 2; i++)
        out[i] = (struct false_start){playoff ? 0 : round->false_start[i].marks, round->false_start[i].then};
    if (out[0].marks != out[1].marks || out[0].then != out[1].then)
        return buzzers ? 2 : 0;
    return buzzers && (out[0].marks != 0 || out[0].then != FALSE_START_NOTHING);
}

static struct round_row round_row_of(struct views *views, const struct round_sheet *round)
{
    int64_t *stakes = arena_array(views->arena, (size_t)round->stake_count, sizeof *stakes);
    int64_t *bonuses = arena_array(views->arena, (size_t)round->bonus_count, sizeof *bonuses);
    struct false_start *false_starts = arena_array(views->arena, 2, sizeof *false_starts);
    for (int i = 0; i < round->stake_count; i++)
        stakes[i] = round->stakes[i].marks;
    for (int i = 0; i < round->bonus_count; i++)
        bonuses[i] = round->bonuses[i];
    return (struct round_row){.kind = round->kind,
                              .title = round->title,
                              .rules = round->rules,
                              .panel = round->panel,
                              .turns = round->turns,
                              .items = round->items,
                              .seconds = round->seconds,
                              .window = round->window,
                              .begin = round->begin,
                              .right = round->right,
                              .wrong = round->wrong,
                              .prompt = round->prompt,
                              .answer = round->answer,
                              .stakes = stakes,
                              .stake_count = round->stake_count,
                              .decline = round->decline,
                              .swaps = round->swaps,
                              .rebounds = round->rebounds,
                              .false_starts = false_starts,
                              .false_start_count = false_starts_of(round, false_starts),
                              .bonuses = bonuses,
                              .bonus_count = round->bonus_count,
                              .survivor = round->survivor};
}

const struct award_row *award_rows_of(struct arena *arena, const struct award *awards, int count)
{
    struct award_row *rows = arena_array(arena, (size_t)count, sizeof *rows);
    for (int i = 0; i < count; i++)
        rows[i] = (struct award_row){awards[i].title, awards[i].first, awards[i].last};
    return rows;
}

const struct contest_frame *contest_frame_of(struct views *views)
{
    const struct contest_sheet *sheet = &views->stage->sheet.contest;
    if (views->frame)
        return views->frame;
    struct contest_frame *frame = arena_alloc(views->arena, sizeof *frame);
    struct round_row *rounds = arena_array(views->arena, (size_t)sheet->round_count, sizeof *rounds);
    for (int i = 0; i < sheet->round_count; i++)
        rounds[i] = round_row_of(views, &sheet->rounds[i]);
    *frame = (struct contest_frame){.title = views->stage->entry.title,
                                    .instructions = sheet->instructions,
                                    .base = sheet->base,
                                    .decimals = sheet->decimals,
                                    .teams = entrant_rows(views, sheet->team_count),
                                    .team_count = sheet->team_count,
                                    .rounds = rounds,
                                    .round_count = sheet->round_count,
                                    .awards = award_rows_of(views->arena, sheet->awards, sheet->award_count),
                                    .award_count = sheet->award_count};
    return views->frame = frame;
}

/* ---- Item ------------------------------------------------------------------------------------------ */

static bool goes_by_team(const struct round_sheet *round)
{
    return round->kind == ROUND_REQUIRED || round->kind == ROUND_RISK || round->kind == ROUND_RAPID;
}

static bool is_one_of(const struct contest *contest, const struct contest_play *play,
                      const struct contest_play *like)
{
    return play->round == like->round && !play->replaced &&
           (play->team == like->team || !goes_by_team(&contest->sheet->rounds[like->round]));
}

int64_t contest_play_number(const struct contest *contest, int play)
{
    int64_t number = 1;
    for (int i = 0; i < play; i++)
        number += is_one_of(contest, &contest->plays[i], &contest->plays[play]);
    return number;
}

static int64_t items_of(const struct round_sheet *round)
{
    if (round->kind == ROUND_PLAYOFF)
        return 0;
    return round->kind == ROUND_REQUIRED || round->kind == ROUND_RISK ? round->turns : round->items;
}

struct item_seen contest_item_seen(struct views *views, const struct watcher *watcher)
{
    const struct contest *contest = &views->stage->contest;
    const struct contest_play *play = contest_on(contest);
    if (!play)
        return (struct item_seen){.any = false};
    enum item_level level = watcher->as == WATCH_HOST        ? ITEM_WHOLE
                            : play->key_shown && play->shown ? ITEM_KEYED
                            : play->shown                    ? ITEM_SHOWN
                                                             : ITEM_HIDDEN;
    return (struct item_seen){.any = true,
                              .level = level,
                              .play = contest->play,
                              .queue = play->queue,
                              .item = play->item,
                              .number = views->number,
                              .of = items_of(&contest->sheet->rounds[play->round]),
                              .stake = play->stake};
}

static void show_stem(struct views *views, const struct slot *slot, const struct item *item,
                      struct contest_item *out)
{
    out->kind = text_of(item_kind_name(item->kind));
    out->stem = item->stem;
    out->options = show_options(views->arena, slot, item);
    out->option_count = item->option_count;
    out->lefts = item->lefts;
    out->left_count = item->left_count;
    out->blanks = item->blank_count;
    out->unit = item->unit;
}

static void show_to_host(const struct views *views, const struct slot *slot, struct contest_item *out)
{
    const struct round_sheet *round = contest_round(&views->stage->contest);
    out->bank = slot->bank;
    out->id = slot->id;
    out->machine = round && round->answer != ANSWER_HOST;
}

const struct contest_item *contest_item_of(struct views *views, const struct item_seen *seen)
{
    const struct contest *contest = &views->stage->contest;
    if (views->items[seen->level])
        return views->items[seen->level];
    struct contest_item *out = arena_alloc(views->arena, sizeof *out);
    *out = (struct contest_item){
        .play = seen->play, .number = seen->number, .of = seen->of, .stake = seen->stake};
    const struct slot *slot = contest_slot(contest, contest_on(contest));
    const struct item *item = slot ? stage_item(views->hub, views->stage, slot) : NULL;
    if (item && seen->level >= ITEM_SHOWN)
        show_stem(views, slot, item, out);
    if (item && seen->level >= ITEM_KEYED) {
        out->key = show_key(views->arena, slot, item);
        out->rationale = item->rationale;
        out->source = show_source(views->arena, &item->source);
    }
    if (item && seen->level == ITEM_WHOLE)
        show_to_host(views, slot, out);
    return views->items[seen->level] = out;
}

/* ---- Teams ----------------------------------------------------------------------------------------- */

static const struct placing *standing_of(struct views *views)
{
    const struct contest *contest = &views->stage->contest;
    if (views->standing)
        return views->standing;
    struct placing *rows = arena_array(views->arena, (size_t)contest->sheet->team_count, sizeof *rows);
    contest_standing(contest, rows);
    return views->standing = rows;
}

static void fill_true_ranks(struct views *views, struct contest_team_row *rows)
{
    const struct placing *standing = standing_of(views);
    for (int i = 0; i < views->stage->contest.sheet->team_count; i++)
        rows[standing[i].entrant].rank = standing[i].rank;
}

/* While the scores stand still their order is all there is to be seen. */
static void fill_shown_ranks(struct views *views, struct contest_team_row *rows)
{
    int count = views->stage->contest.sheet->team_count;
    struct placing *shown = arena_array(views->arena, (size_t)count, sizeof *shown);
    for (int i = 0; i < count; i++)
        shown[i] = (struct placing){.entrant = i, .keys = {rows[i].score}};
    placing_rank(shown, (size_t)count, 1);
    for (int i = 0; i < count; i++)
        rows[shown[i].entrant].rank = shown[i].rank;
}

static void fill_rulings(const struct contest_play *play, bool marks, struct contest_team_row *rows)
{
    for (size_t i = 0; i < play->ruling_count; i++) {
        const struct contest_ruling *ruling = &play->rulings[i];
        if (ruling->cancelled)
            continue;
        rows[ruling->team].ruled = true;
        rows[ruling->team].verdict = ruling->verdict;
        if (marks)
            rows[ruling->team].gained += ruling->marks;
    }
}

/* A pass is neither right nor wrong in a rapid round. */
static void fill_turns(const struct contest *contest, struct contest_team_row *rows)
{
    for (size_t i = 0; i < contest->play_count; i++) {
        const struct contest_play *play = &contest->plays[i];
        for (size_t k = 0; play->round == contest->round && k < play->ruling_count; k++) {
            const struct contest_ruling *ruling = &play->rulings[k];
            bool counts = !ruling->cancelled;
            rows[ruling->team].turn_right += counts && ruling->verdict == VERDICT_RIGHT;
            rows[ruling->team].turn_wrong +=
                counts && (ruling->verdict == VERDICT_WRONG || ruling->verdict == VERDICT_NONE);
        }
    }
}

static struct text answer_text(struct views *views, const struct contest_play *play,
                               const struct contest_answer *answer)
{
    const struct slot *slot = contest_slot(&views->stage->contest, play);
    const struct item *item = slot ? stage_item(views->hub, views->stage, slot) : NULL;
    return item ? show_response(views->arena, slot, item, text_of(answer->text)) : text_of("");
}

static void fill_answers(struct views *views, const struct contest_play *play, bool texts,
                         struct contest_team_row *rows)
{
    for (size_t i = 0; i < play->answer_count; i++) {
        const struct contest_answer *answer = &play->answers[i];
        if (!answer->text || !*answer->text)
            continue;
        rows[answer->team].answered = true;
        if (texts)
            rows[answer->team].answer = answer_text(views, play, answer);
    }
}

/* How many desks are there, and how far away the slowest of each team is. */
static void fill_desks(const struct stage *stage, struct contest_team_row *rows)
{
    int64_t number = 0;
    for (const struct watcher *watcher = stage->watchers; watcher; watcher = watcher->next) {
        if (watcher->as != WATCH_DESK)
            continue;
        number++;
        for (int i = 0; i < watcher->team_count; i++) {
            struct contest_team_row *row = &rows[watcher->teams[i]];
            row->desks++;
            row->desk = number;
            if (watcher->delay > row->delay)
                row->delay = watcher->delay;
        }
    }
}

/* Once every place is revealed there is nothing left to hide. */
static bool is_frozen(const struct contest *contest)
{
    return contest->frozen && contest->revealed < contest->sheet->team_count;
}

static struct contest_team_row team_row(const struct views *views, int i, bool frozen)
{
    const struct contest *contest = &views->stage->contest;
    const struct contest_team *team = &contest->teams[i];
    const struct round_sheet *round = contest_round(contest);
    const struct key_presses *keys = views->stage->keys.teams ? &views->stage->keys.teams[i] : NULL;
    bool in_round = contest->stage >= CONTEST_STAGE_ROUND && contest->stage < CONTEST_STAGE_OVER;
    return (struct contest_team_row){.score = frozen ? team->shown_score : team->score,
                                     .floor = contest->floor == i,
                                     .turn = contest->turn == i,
                                     .locked = team->locked,
                                     .tried = team->tried,
                                     .out = team->out,
                                     .absent = in_round && !team->taking_part,
                                     .swaps_left = round ? round->swaps - team->round_swaps : 0,
                                     .false_starts = team->false_starts,
                                     /* Counted on they would tell what the frozen scores hide. */
                                     .right = frozen ? 0 : team->right,
                                     .wrong = frozen ? 0 : team->wrong,
                                     .playoff = team->playoff,
                                     .delay = -1,
                                     .tested = keys ? keys->count : 0,
                                     .tested_after = keys ? keys->after : -1};
}

static const struct contest_team_row *team_rows(struct views *views, int whose)
{
    const struct contest *contest = &views->stage->contest;
    const struct contest_play *play = contest_on(contest);
    bool host = whose == ROWS_OF_HOST, frozen = is_frozen(contest) && !host;
    int count = contest->sheet->team_count;
    if (views->rows[whose])
        return views->rows[whose];
    struct contest_team_row *rows = arena_array(views->arena, (size_t)count, sizeof *rows);
    for (int i = 0; i < count; i++)
        rows[i] = team_row(views, i, frozen);
    if (frozen)
        fill_shown_ranks(views, rows);
    else
        fill_true_ranks(views, rows);
    if (play) {
        fill_answers(views, play, host || (play->over && play->shown), rows);
        fill_rulings(play, !frozen, rows);
    }
    const struct round_sheet *round = contest_round(contest);
    if (round && round->kind == ROUND_RAPID)
        fill_turns(contest, rows);
    if (host)
        fill_desks(views->stage, rows);
    return views->rows[whose] = rows;
}

/* A desk sees its own answers while others do not. */
static void show_own_answers(struct views *views, const struct watcher *watcher,
                             struct contest_team_row *rows, int64_t first, int64_t count)
{
    const struct contest_play *play = contest_on(&views->stage->contest);
    for (size_t i = 0; play && i < play->answer_count; i++) {
        int64_t at = play->answers[i].team - first;
        if (at >= 0 && at < count && rows[at].answered && watcher_serves(watcher, play->answers[i].team))
            rows[at].answer = answer_text(views, play, &play->answers[i]);
    }
}

static void show_teams_to_desk(struct views *views, const struct watcher *watcher, struct contest_view *out)
{
    const struct contest_team_row *all = team_rows(views, ROWS_OF_ALL);
    int64_t count = views->stage->contest.sheet->team_count, first = 0;
    if (count > CONTEST_VIEW_TEAMS) {
        first = watcher->teams[0];
        count = 1;
    }
    struct contest_team_row *rows = arena_array(views->arena, (size_t)count, sizeof *rows);
    memcpy(rows, all + first, (size_t)count * sizeof *rows);
    show_own_answers(views, watcher, rows, first, count);
    out->teams = rows;
    out->team_count = count;
    out->first = first;
}

/* ---- Presses and standing -------------------------------------------------------------------------- */

static void show_presses(struct views *views, struct contest_view *out)
{
    const struct contest_play *play = contest_on(&views->stage->contest);
    size_t count = play ? play->press_count : 0;
    if (count > CONTEST_VIEW_PRESSES)
        count = CONTEST_VIEW_PRESSES;
    struct press_row *rows = arena_array(views->arena, count, sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        const struct contest_press *press = &play->presses[i];
        rows[i] = (struct press_row){.team = press->team,
                                     .after = press->at - (play->opened ? play->opened : views->now),
                                     .false_start = press->false_start,
                                     .refused = press->refused};
    }
    out->presses = rows;
    out->press_count = (int64_t)count;
    out->pressed = play ? (int64_t)play->press_count : 0;
}

static struct contest_standing_row standing_row(const struct contest *contest, const struct placing *placing)
{
    const struct contest_sheet *sheet = contest->sheet;
    const struct award *award = award_of(sheet->awards, sheet->award_count, placing->rank);
    return (struct contest_standing_row){.team = placing->entrant,
                                         .rank = placing->rank,
                                         .score = contest->teams[placing->entrant].score,
                                         .award = award ? award->title : text_of("")};
}

static void show_standing(struct views *views, bool host, struct contest_view *out)
{
    const struct contest *contest = &views->stage->contest;
    int teams = contest->sheet->team_count;
    bool ceremony = contest->page == PAGE_REVEAL || contest->page == PAGE_AWARDS;
    int count = host ? teams : ceremony ? contest->revealed : 0;
    if (count > teams)
        count = teams;
    const struct placing *standing = count ? standing_of(views) : NULL;
    struct contest_standing_row *rows = arena_array(views->arena, (size_t)count, sizeof *rows);
    for (int i = 0; i < count; i++)
        rows[i] = standing_row(contest, &standing[host ? i : teams - 1 - i]);
    out->standing = rows;
    out->standing_count = count;
}

/* ---- By role --------------------------------------------------------------------------------------- */

static const int64_t *places_of(struct views *views)
{
    const struct contest *contest = &views->stage->contest;
    const struct contest_play *play = contest_on(contest);
    size_t teams = (size_t)contest->sheet->team_count;
    if (views->places)
        return views->places;
    int64_t *places = arena_array(views->arena, teams, sizeof *places);
    int *order = arena_array(views->arena, teams, sizeof *order);
    size_t count = play ? contest_press_order(contest, play, order, teams) : 0;
    for (size_t i = 0; i < count && i < teams; i++)
        places[order[i]] = (int64_t)i + 1;
    return views->places = places;
}

static void show_to_desk(struct views *views, const struct watcher *watcher, struct contest_view *out)
{
    const struct contest *contest = &views->stage->contest;
    out->own = watcher->teams[0];
    for (int i = 0; i < watcher->team_count; i++) {
        int team = watcher->teams[i];
        out->may_press |= contest_may_press(contest, team);
        out->may_answer |= contest_may_answer(contest, team);
        out->may_stake |= contest->stage == CONTEST_STAGE_STAKE && contest->turn == team;
    }
    out->press_place = places_of(views)[out->own];
}

static int64_t open_protests(const struct contest *contest)
{
    int64_t open = 0;
    for (size_t i = 0; i < contest->protest_count; i++)
        open += !contest->protests[i].settled;
    return open;
}

static int64_t spares_left(const struct contest *contest)
{
    const struct contest_play *play = contest_on(contest);
    const struct contest_queue *queue =
        play ? contest_script_queue(&contest->script, play->round, play->queue) : NULL;
    return queue ? queue->count - contest->next_item[queue - contest->script.queues] : 0;
}

static bool can_redo(struct views *views)
{
    static const struct contest_command redo = {
        .kind = CONTEST_REDO, .as = {.round = -1, .queue = -1, .item = -1, .play = -1, .team = -1}};
    struct contest_event ignored;
    return contest_decide(&views->stage->contest, &redo, views->now, NULL, views->arena, &ignored) ==
           CONTEST_OK;
}

static void show_to_host_only(struct views *views, struct contest_view *out)
{
    const struct contest *contest = &views->stage->contest;
    out->has_next = contest_next(contest, &out->next);
    out->can_undo = contest_undo_target(contest, &out->undo) > 0;
    out->can_redo = can_redo(views);
    out->open_protests = open_protests(contest);
    out->spares = spares_left(contest);
    out->panel_ready =
        contest->stage == CONTEST_STAGE_PANEL && contest_panel_is_ready(views->hub, contest, contest->round);
    for (int i = 0; i < contest->sheet->round_count; i++)
        out->rounds_done |= contest->rounds_done[i] ? INT64_C(1) << i : 0;
}

static void show_stage(struct views *views, struct contest_view *out)
{
    const struct contest *contest = &views->stage->contest;
    out->event = views->stage->entry.code;
    out->stage = contest->stage;
    out->page = contest->page;
    out->round = contest->round;
    out->turn = contest->turn;
    out->floor = contest->floor;
    out->play = contest->play;
    out->stake = contest->stake;
    out->clock_running = contest->clock.running;
    out->left = contest_left(contest, views->now);
    out->total = contest->clock.total;
    out->items_left = contest_items_left(contest);
    out->frozen = is_frozen(contest);
    out->provisional = contest_is_provisional(contest);
    out->final = contest->stage == CONTEST_STAGE_FINAL;
    out->revealed = contest->revealed;
    out->key_test = views->stage->keys.mode;
    out->rehearsal = views->hub->hall.rehearsal;
    out->own = -1;
}

void contest_view_of(struct views *views, const struct watcher *watcher, struct contest_view *out)
{
    const struct contest *contest = &views->stage->contest;
    bool host = watcher->as == WATCH_HOST;
    *out = views->common;
    if (watcher->as == WATCH_DESK) {
        show_teams_to_desk(views, watcher, out);
        show_to_desk(views, watcher, out);
        /* In a big contest a desk learns only of itself. */
        if (contest->sheet->team_count > CONTEST_VIEW_TEAMS)
            return;
    } else {
        out->teams = team_rows(views, host ? ROWS_OF_HOST : ROWS_OF_ALL);
        out->team_count = contest->sheet->team_count;
    }
    show_standing(views, host, out);
    if (host)
        show_to_host_only(views, out);
}

/* ---- Beginning ------------------------------------------------------------------------------------- */

void views_init(struct views *views, struct hub *hub, struct stage *stage)
{
    *views =
        (struct views){.hub = hub, .stage = stage, .arena = &hub->views, .now = hall_clock_now(&hub->clock)};
    stage_names_refresh(hub, stage);
    if (stage->entry.kind != EVENT_KIND_CONTEST)
        return;
    show_stage(views, &views->common);
    show_presses(views, &views->common);
    if (contest_on(&stage->contest))
        views->number = contest_play_number(&stage->contest, stage->contest.play);
}
