/* Contests, panels and series: what goes into the journal comes out of it again, whole, also after a power
 * cut. */
#include "competition.h"

#include "recorder.h"
#include "store/projection.h"
#include "store/statement.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- Journal and fold ------------------------------------------------------------------------------- */

static void expect_same_rows(const struct entrant_result *a, size_t a_count, const struct entrant_result *b,
                             size_t b_count)
{
    struct hash x = entrant_results_digest(a, a_count), y = entrant_results_digest(b, b_count);
    assert_int_equal(a_count, b_count);
    assert_true(hash_equal(&x, &y));
}

static void expect_contest_folds(struct match *match)
{
    struct fixture *fixture = match->fixture;
    struct contest again;
    struct entrant_result *live, *folded;
    size_t live_count, folded_count;
    const struct contest *state = &match->state;
    contest_init(&again, sample_contest());
    must(fixture, contest_fold(fixture->store, T("sai"), &again, &fixture->err));
    contest_results(state, &fixture->arena, &live, &live_count);
    contest_results(&again, &fixture->arena, &folded, &folded_count);
    expect_same_rows(live, live_count, folded, folded_count);
    assert_true(again.n == state->n && again.stage == state->stage && again.page == state->page &&
                again.round == state->round && again.turn == state->turn && again.floor == state->floor &&
                again.play == state->play && again.stake == state->stake && again.frozen == state->frozen &&
                again.play_count == state->play_count && again.protest_count == state->protest_count);
    assert_true(again.clock.running == state->clock.running && again.clock.ends == state->clock.ends &&
                again.clock.left == state->clock.left);
    for (size_t i = 0; i < again.play_count; i++)
        assert_true(again.plays[i].ruling_count == state->plays[i].ruling_count &&
                    again.plays[i].press_count == state->plays[i].press_count &&
                    again.plays[i].item == state->plays[i].item &&
                    again.plays[i].voided == state->plays[i].voided);
    contest_finish(&again);
}

static void test_contest_folds(void **state)
{
    struct fixture *fixture = *state;
    struct rng rng;
    for (int game = 0; game < 6; game++) {
        struct match match;
        rng_init(&rng, T("stages"), T("contest"), game % 2 ? T("even") : T("odd"));
        for (int i = 0; i < game; i++)
            rng_next(&rng);
        begin(fixture);
        match_init(&match, fixture);
        int done = 0;
        for (int i = 0; i < 400 && match.state.stage != CONTEST_STAGE_FINAL; i++)
            done += match_step(&match, &rng);
        assert_true(done > 20);
        expect_contest_folds(&match);
        if (match.state.stage == CONTEST_STAGE_FINAL)
            must(fixture,
                 event_set_status(fixture->store, T("sai"), EVENT_CLOSED, 99, 99, T("10021"), &fixture->err));
        expect_clean(fixture);
        /* The next game begins anew. */
        store_rollback(fixture->store);
        match_finish(&match);
    }
}

static void test_panel_folds(void **state)
{
    struct fixture *fixture = *state;
    struct rng rng;
    struct judging judging;
    begin(fixture);
    judging_init(&judging, fixture);
    rng_init(&rng, T("stages"), T("panel"), T("1"));
    int done = 0;
    for (int i = 0; i < 600 && !judging.state.final; i++)
        done += judging_step(&judging, &rng);
    assert_true(done > 40);
    if (judging.state.final)
        must(fixture,
             event_set_status(fixture->store, T("ping"), EVENT_CLOSED, 99, 99, T("10021"), &fixture->err));
    commit(fixture);
    reopen(fixture);
    struct panel again;
    struct entrant_result *live, *folded;
    size_t live_count, folded_count;
    panel_init(&again, sample_panel());
    must(fixture, panel_fold(fixture->store, T("ping"), &again, &fixture->err));
    panel_results(&judging.state, &fixture->arena, &live, &live_count);
    panel_results(&again, &fixture->arena, &folded, &folded_count);
    expect_same_rows(live, live_count, folded, folded_count);
    assert_true(again.n == judging.state.n && again.on == judging.state.on &&
                again.part == judging.state.part && again.clock_running == judging.state.clock_running);
    for (int p = 0; p < PANEL_PERFORMERS; p++)
        for (int j = 0; j < PANEL_JUDGES; j++) {
            const struct judge_sheet *a = &again.performers[p].judges[j];
            const struct judge_sheet *b = &judging.state.performers[p].judges[j];
            assert_true(a->state == b->state && a->sum == b->sum && a->corrections == b->corrections);
        }
    expect_clean(fixture);
    panel_finish(&again);
    judging_finish(&judging);
}

static void test_empty_stream(void **state)
{
    struct fixture *fixture = *state;
    struct contest contest;
    struct series_state series;
    contest_init(&contest, sample_contest());
    must(fixture, contest_fold(fixture->store, T("sai"), &contest, &fixture->err));
    assert_int_equal(contest.n, 0);
    must(fixture, series_fold(fixture->store, T("zong"), &series, &fixture->err));
    assert_true(series.n == 0 && series.revealed == 0 && !series.final);
    contest_finish(&contest);
    expect_clean(fixture);
}

static void test_unreadable_is_not_written(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_NONE;
    struct contest_event event = {.kind = CONTEST_PROTESTED,
                                  .round = -1,
                                  .queue = -1,
                                  .item = -1,
                                  .play = 0,
                                  .team = 0,
                                  .reason = TEXT("bell \a")};
    begin(fixture);
    assert_false(contest_journal(fixture->store, T("sai"), 1, &event, 1, T("10021"), NULL, &err));
    assert_int_equal(err.kind, ERR_INVALID);
    commit(fixture);
    assert_string_equal(ask(fixture, "SELECT count(*) FROM journal WHERE stream = 'contest/sai'"), "0");
    expect_clean(fixture);
}

static bool count_entry(void *context, const struct journal_entry *entry, const struct contest_event *event,
                        struct err *err)
{
    (void)err;
    int64_t *count = context;
    assert_int_equal(entry->n, ++*count);
    assert_true(text_is(entry->kind, contest_event_name(event->kind)));
    assert_int_equal(entry->clock, event->at);
    return true;
}

static bool stop_at_once(void *context, const struct journal_entry *entry, const struct contest_event *event,
                         struct err *err)
{
    (void)context;
    (void)entry;
    (void)event;
    return err_set(err, ERR_FAILED, "enough");
}

static void test_played(void **state)
{
    struct fixture *fixture = *state;
    expect_clean(fixture);
    int64_t count = 0;
    struct err err = ERR_NONE;
    must(fixture, contest_walk(fixture->store, T("sai"), count_entry, &count, &fixture->err));
    assert_true(count > 30);
    assert_false(contest_walk(fixture->store, T("sai"), stop_at_once, NULL, &err));
    assert_string_equal(err.message, "enough");
    struct series_state series;
    must(fixture, series_fold(fixture->store, T("zong"), &series, &fixture->err));
    assert_true(series.n == 3 && series.revealed == 2 && series.final);
    struct entrant_result *rows;
    size_t row_count;
    must(fixture,
         entrant_results(fixture->store, T("sai"), &fixture->arena, &rows, &row_count, &fixture->err));
    assert_int_equal(row_count, CONTEST_TEAMS);
    assert_true(rows[0].rank == 1 && text_is(rows[0].award, "状元") && !rows[0].provisional);
    must(fixture, entrant_results(fixture->store, T(""), &fixture->arena, &rows, &row_count, &fixture->err));
    assert_int_equal(row_count, 8);
    /* The roster tells who a person is, in the view too. */
    assert_string_equal(
        ask(fixture, "SELECT name || unit FROM v_entrant WHERE event = 'sai' AND code = '10025'"),
        "陈静矿/综采一队党支部");
    assert_string_equal(ask(fixture, "SELECT mark FROM v_entrant WHERE event = 'zong' AND rank = 1"), "90.5");
    assert_string_equal(ask(fixture, "SELECT group_concat(kind) FROM (SELECT kind FROM v_event"
                                     " WHERE code <> 'yzyh' ORDER BY code)"),
                        "panel,contest,series");
}

/* One digit of one body is another. */
static struct text altered(struct rng *rng, struct text body, struct arena *arena)
{
    struct text copy = arena_text(arena, body);
    char *bytes = arena_array(arena, copy.len + 1, 1);
    memcpy(bytes, copy.at, copy.len);
    for (int i = 0; i < 20; i++) {
        size_t at = rng_below(rng, (uint32_t)copy.len);
        if (bytes[at] >= '0' && bytes[at] <= '9') {
            bytes[at] = (char)('0' + rng_below(rng, 10));
            break;
        }
    }
    return text_make(bytes, copy.len);
}

struct altering {
    struct rng rng;
    struct arena arena;
    struct contest contest;
    struct panel panel;
    int applied;
};

static bool fold_altered(void *context, const struct journal_entry *entry, struct err *err)
{
    struct altering *altering = context;
    struct contest_event event;
    struct panel_event marking;
    enum contest_event_kind kind;
    enum panel_event_kind marking_kind;
    (void)err;
    arena_clear(&altering->arena);
    struct text body = entry->body;
    if (rng_below(&altering->rng, 4) == 0)
        body = altered(&altering->rng, body, &altering->arena);
    if (text_is(entry->stream, "contest/sai") && contest_event_from_name(entry->kind, &kind) &&
        contest_event_from_json(kind, entry->clock, body, &altering->arena, &event, NULL)) {
        contest_apply(&altering->contest, &event);
        altering->applied++;
    }
    if (text_is(entry->stream, "panel/ping") && panel_event_from_name(entry->kind, &marking_kind) &&
        panel_event_from_json(marking_kind, entry->clock, body, &altering->arena, &marking, NULL)) {
        panel_apply(&altering->panel, &marking);
        altering->applied++;
    }
    return true;
}

/* Streams that are right but for a few digits fold without harm, and give standings. */
static void test_altered_streams(void **state)
{
    struct fixture *fixture = *state;
    struct altering altering = {.arena = ARENA_EMPTY};
    rng_init(&altering.rng, T("stages"), T("altered"), T("1"));
    for (int i = 0; i < 200; i++) {
        struct entrant_result *rows;
        size_t count;
        altering.applied = 0;
        contest_init(&altering.contest, sample_contest());
        panel_init(&altering.panel, sample_panel());
        must(fixture, journal_walk(fixture->store, 1, 0, fold_altered, &altering, &fixture->err));
        assert_true(altering.applied > 40);
        contest_results(&altering.contest, &altering.arena, &rows, &count);
        assert_int_equal(count, CONTEST_TEAMS);
        panel_results(&altering.panel, &altering.arena, &rows, &count);
        assert_int_equal(count, PANEL_PERFORMERS);
        contest_finish(&altering.contest);
        panel_finish(&altering.panel);
    }
    arena_finish(&altering.arena);
}

/* ---- Crashes ------------------------------------------------------------------------------------------ */

enum { STEPS = 60, CUTS = 60 };

static int64_t head_of(struct fixture *fixture)
{
    int64_t seq;
    struct hash link;
    must(fixture, journal_head(fixture->store, &seq, &link, &fixture->err));
    return seq;
}

struct promise {
    size_t records;
    int64_t seq;
};

static void record_steps(struct fixture *fixture, struct recorder *recorder, struct promise *promises)
{
    struct match match;
    struct judging judging;
    struct rng rng;
    rng_init(&rng, T("stages"), T("crash"), T("steps"));
    store_close(fixture->store);
    unlink(fixture->path);
    recorder_install(recorder);
    fixture->store = store_open(fixture->path, STORE_CREATE, &fixture->err);
    must(fixture, fixture->store != NULL);
    assert_int_equal(sqlite3_exec(fixture->store->db, "PRAGMA wal_autocheckpoint = 15", NULL, NULL, NULL),
                     SQLITE_OK);
    fill(fixture);
    fill_competition(fixture);
    match_init(&match, fixture);
    judging_init(&judging, fixture);
    promises[0] = (struct promise){recorder->count, head_of(fixture)};
    for (int i = 0; i < STEPS; i++) {
        begin(fixture);
        for (int k = 0; k < 4; k++) {
            if (match.state.stage != CONTEST_STAGE_OVER)
                match_step(&match, &rng);
            judging_step(&judging, &rng);
        }
        commit(fixture);
        promises[i + 1] = (struct promise){recorder->count, head_of(fixture)};
    }
    match_finish(&match);
    judging_finish(&judging);
}

static void write_image(struct fixture *fixture, const struct recorder *recorder, size_t count,
                        struct rng *rng, struct fixture *after)
{
    static const char *const names[RECORDED_FILES] = {"", "-wal"};
    struct buf files[RECORDED_FILES];
    snprintf(after->path, sizeof after->path, "%.63s/image.db", fixture->directory);
    recorder_image(recorder, count, rng, files);
    for (int i = 0; i < RECORDED_FILES; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s%s", after->path, names[i]);
        FILE *out = fopen(path, "wb");
        assert_non_null(out);
        assert_int_equal(fwrite(buf_string(&files[i]), 1, files[i].len, out), files[i].len);
        assert_int_equal(fclose(out), 0);
        buf_finish(&files[i]);
    }
}

/* After a power cut at any moment every step that was acknowledged is there, and stream, standing and noted
 * places agree. */
static void test_power_cuts(void **state)
{
    struct fixture *fixture = *state;
    struct recorder recorder;
    struct promise promises[STEPS + 1];
    struct rng rng;
    rng_init(&rng, T("stages"), T("crash"), T("cuts"));
    record_steps(fixture, &recorder, promises);
    store_close(fixture->store);
    fixture->store = NULL;
    sqlite3_vfs *vfs = sqlite3_vfs_find("recorder");
    sqlite3_vfs_unregister(vfs);
    size_t from = promises[0].records, last = promises[STEPS].records;
    for (int i = 0; i < CUTS; i++) {
        struct fixture after = {.store = NULL};
        size_t count = from + rng_below(&rng, (uint32_t)(last - from + 1));
        int64_t promised = 0, found;
        for (int k = 0; k <= STEPS && promises[k].records <= count; k++)
            promised = promises[k].seq;
        write_image(fixture, &recorder, count, &rng, &after);
        after.store = store_open(after.path, STORE_WRITE, &after.err);
        must(&after, after.store != NULL);
        assert_true(head_of(&after) >= promised);
        const char *lines = findings(&after, &found);
        if (found)
            fail_msg("cut after %zu records:\n%s", count, lines);
        store_close(after.store);
        arena_finish(&after.arena);
    }
    sqlite3_vfs_register(vfs, 0);
    recorder_remove(&recorder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_contest_folds, competition_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_panel_folds, competition_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_empty_stream, competition_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_unreadable_is_not_written, competition_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_played, competition_setup_played, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_altered_streams, competition_setup_played, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_power_cuts, fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
