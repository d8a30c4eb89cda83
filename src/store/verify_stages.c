/* Verifying contests, panels and series: each stream is folded by the rules, and its standing compared with
 * its rows. The marks of a contest are also added up here without the fold. */
#include "store/verify_stages.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/projection.h"
#include "store/statement.h"
#include "store/verify_state.h"

#include <assert.h>
#include <stdlib.h>

static const char *const kinds[STAGE_SORTS] = {
    [STAGE_CONTEST] = "contest",
    [STAGE_PANEL] = "panel",
    [STAGE_SERIES] = "series",
};

static struct checked_stage *find_stage(const struct verify *verify, struct text stream)
{
    for (size_t i = 0; i < verify->stage_count; i++)
        if (text_equal(verify->stages[i]->stream, stream))
            return verify->stages[i];
    return NULL;
}

/* ---- The sheet -------------------------------------------------------------------------------------- */

static bool take_sheet(struct verify *verify, struct checked_stage *stage, struct text source)
{
    const struct verify_report *report = verify->report;
    if (stage->sort == STAGE_CONTEST) {
        struct contest_sheet *sheet = arena_alloc(&stage->arena, sizeof *sheet);
        if (!report->contest || !report->contest(report->context, source, &stage->arena, sheet))
            return false;
        contest_init(&stage->contest, sheet);
        stage->contest_sheet = sheet;
    } else if (stage->sort == STAGE_PANEL) {
        struct panel_sheet *sheet = arena_alloc(&stage->arena, sizeof *sheet);
        if (!report->panel || !report->panel(report->context, source, &stage->arena, sheet))
            return false;
        panel_init(&stage->panel, sheet);
        stage->panel_sheet = sheet;
    }
    return true;
}

static bool read_sheet(struct verify *verify, struct checked_stage *stage, struct err *err)
{
    struct event_record record;
    struct err own = ERR_NONE;
    bool found = event_find(verify->store, stage->code, &stage->arena, &record, &own);
    if (!found && own.kind != ERR_NOT_FOUND && own.kind != ERR_DAMAGED)
        return err_set(err, own.kind, "%s", own.message);
    if (found && take_sheet(verify, stage, record.source))
        return true;
    stage->broken = true;
    finding(verify, _("event %.*s: its sheet cannot be read, so its standing cannot be checked"),
            TEXT_ARG(stage->code));
    return true;
}

static bool add_stage(struct verify *verify, enum stage_sort sort, const struct journal_entry *entry,
                      struct text code, struct checked_stage **out, struct err *err)
{
    struct checked_stage *stage = xcalloc(1, sizeof *stage);
    verify->stages = xgrow(verify->stages, &verify->stage_capacity, verify->stage_count + 1,
                           sizeof(struct checked_stage *));
    verify->stages[verify->stage_count++] = stage;
    stage->sort = sort;
    stage->stream = arena_text(&stage->arena, entry->stream);
    stage->code = arena_text(&stage->arena, code);
    stage->first_seq = entry->seq;
    *out = stage;
    if (sort != STAGE_SERIES)
        verify->counts->stages++;
    const struct checked_event *event = verify_find_event(verify, code);
    if (!event || event->told.status == EVENT_DRAFT)
        finding(verify, _("journal: entry %lld begins %.*s, but its event was not prepared"),
                (long long)entry->seq, TEXT_ARG(stage->stream));
    else if (!text_is(event->told.kind, kinds[sort]))
        finding(verify, _("journal: entry %lld begins %.*s, but the event is of another kind"),
                (long long)entry->seq, TEXT_ARG(stage->stream));
    return read_sheet(verify, stage, err);
}

/* ---- Adding up without the fold ---------------------------------------------------------------------- */

/* Takes entries back, or puts back those that the latest UNDONE with this target took. */
static void switch_added(struct checked_stage *stage, const struct contest_event *event)
{
    size_t by = stage->added_count; /* n of the event itself */
    if (event->kind == CONTEST_UNDONE) {
        for (size_t i = (size_t)event->target - 1; i + 1 < by; i++)
            if (stage->added[i].undone_by == 0)
                stage->added[i].undone_by = by;
        return;
    }
    size_t last = by - 1;
    while (last > 0 && (stage->added[last - 1].undoes != event->target || stage->added[last - 1].put_back))
        last--;
    if (last == 0)
        return;
    stage->added[last - 1].put_back = true;
    for (size_t i = 0; i < last; i++)
        if (stage->added[i].undone_by == last)
            stage->added[i].undone_by = 0;
}

static void add_up(struct checked_stage *stage, const struct contest_event *event)
{
    stage->added = xgrow(stage->added, &stage->added_capacity, stage->added_count + 1, sizeof *stage->added);
    struct added *added = &stage->added[stage->added_count++];
    struct contest_delta *deltas = arena_array(&stage->arena, (size_t)event->delta_count, sizeof *deltas);
    if (event->delta_count)
        memcpy(deltas, event->deltas, (size_t)event->delta_count * sizeof *deltas);
    *added = (struct added){.deltas = deltas, .delta_count = event->delta_count};
    if (event->kind == CONTEST_UNDONE)
        added->undoes = event->target;
    if (event->kind == CONTEST_UNDONE || event->kind == CONTEST_REDONE)
        switch_added(stage, event);
}

static void check_totals(struct verify *verify, const struct checked_stage *stage)
{
    const struct contest_sheet *sheet = stage->contest_sheet;
    for (int team = 0; team < sheet->team_count; team++) {
        mark_t sum = sheet->base;
        for (size_t i = 0; i < stage->added_count; i++)
            for (int64_t d = 0; stage->added[i].undone_by == 0 && d < stage->added[i].delta_count; d++)
                if (stage->added[i].deltas[d].team == team)
                    sum += stage->added[i].deltas[d].marks;
        char folded[MARK_TEXT_SIZE], added[MARK_TEXT_SIZE];
        if (sum != stage->contest.teams[team].score)
            finding(verify, _("%.*s: team %.*s comes to %s by the rules, but its entries add up to %s"),
                    TEXT_ARG(stage->stream), TEXT_ARG(sheet->teams[team].code),
                    mark_format(stage->contest.teams[team].score, folded), mark_format(sum, added));
    }
}

/* ---- Entries ---------------------------------------------------------------------------------------- */

static bool contest_entry(struct verify *verify, struct checked_stage *stage,
                          const struct journal_entry *entry, bool *follows, struct err *err)
{
    enum contest_event_kind kind;
    struct contest_event event;
    *follows = contest_event_from_name(entry->kind, &kind) &&
               contest_event_from_json(kind, entry->clock, entry->body, &verify->scratch, &event, NULL);
    if (!*follows)
        return true;
    add_up(stage, &event);
    contest_apply(&stage->contest, &event);
    *follows = contest_followed(&stage->contest, stage->contest.n);
    return !*follows || kind != CONTEST_BEGAN || verify_script(verify, stage, &event.script, err);
}

static void check_marked(struct verify *verify, const struct checked_stage *stage,
                         const struct journal_entry *entry, const struct panel_event *event)
{
    const struct panel_sheet *sheet = stage->panel_sheet;
    if (event->criterion >= sheet->criterion_count)
        return; /* does not follow; said by the caller */
    const struct criterion *criterion = &sheet->criteria[event->criterion];
    bool judged = criterion->kind == CRITERION_JUDGED;
    if (event->mark < criterion->min || event->mark > criterion->max ||
        (judged && !criterion_takes(criterion, event->mark)))
        finding(verify, _("journal: entry %lld (%.*s) gives a mark that the criterion %.*s does not have"),
                (long long)entry->seq, TEXT_ARG(stage->stream), TEXT_ARG(criterion->id));
}

static void check_closed(struct verify *verify, const struct checked_stage *stage,
                         const struct journal_entry *entry, const struct panel_event *event)
{
    struct panel_result result;
    if (event->performer >= stage->panel_sheet->performer_count)
        return;
    panel_result(&stage->panel, (int)event->performer, &result);
    char has[MARK_TEXT_SIZE], due[MARK_TEXT_SIZE];
    if (result.total != event->mark)
        finding(verify, _("journal: entry %lld (%.*s) closes %.*s with %s, but the judges' marks give %s"),
                (long long)entry->seq, TEXT_ARG(stage->stream),
                TEXT_ARG(stage->panel_sheet->performers[event->performer].code),
                mark_format(event->mark, has), mark_format(result.total, due));
}

static bool panel_entry(struct verify *verify, struct checked_stage *stage, const struct journal_entry *entry,
                        bool *follows, struct err *err)
{
    (void)err;
    enum panel_event_kind kind;
    struct panel_event event;
    *follows = panel_event_from_name(entry->kind, &kind) &&
               panel_event_from_json(kind, entry->clock, entry->body, &verify->scratch, &event, NULL);
    if (!*follows)
        return true;
    if (kind == PANEL_MARKED)
        check_marked(verify, stage, entry, &event);
    if (kind == PANEL_CLOSED)
        check_closed(verify, stage, entry, &event);
    panel_apply(&stage->panel, &event);
    *follows = panel_followed(&stage->panel, stage->panel.n);
    if (*follows && kind == PANEL_BEGAN)
        verify_panel_draw(verify, stage, &event);
    return true;
}

static bool series_entry(struct verify *verify, struct checked_stage *stage,
                         const struct journal_entry *entry, bool *follows, struct err *err)
{
    (void)verify;
    (void)err;
    *follows = series_apply(&stage->series, entry, &stage->series_final);
    return true;
}

static bool (*const entry_of[STAGE_SORTS])(struct verify *verify, struct checked_stage *stage,
                                           const struct journal_entry *entry, bool *follows,
                                           struct err *err) = {
    [STAGE_CONTEST] = contest_entry,
    [STAGE_PANEL] = panel_entry,
    [STAGE_SERIES] = series_entry,
};

static bool verify_entry(struct verify *verify, enum stage_sort sort, const struct journal_entry *entry,
                         struct text code, struct err *err)
{
    struct checked_stage *stage = find_stage(verify, entry->stream);
    if (!stage && !add_stage(verify, sort, entry, code, &stage, err))
        return false;
    stage->last_seq = entry->seq;
    if (stage->broken)
        return true;
    bool follows = true;
    if (!entry_of[sort](verify, stage, entry, &follows, err))
        return false;
    if (!follows) {
        finding(verify, _("journal: entry %lld (%.*s, %.*s) cannot follow on the entries before it"),
                (long long)entry->seq, TEXT_ARG(entry->stream), TEXT_ARG(entry->kind));
        stage->broken = true;
    }
    return true;
}

bool verify_contest_entry(struct verify *verify, const struct journal_entry *entry, struct text rest,
                          struct err *err)
{
    return verify_entry(verify, STAGE_CONTEST, entry, rest, err);
}

bool verify_panel_entry(struct verify *verify, const struct journal_entry *entry, struct text rest,
                        struct err *err)
{
    return verify_entry(verify, STAGE_PANEL, entry, rest, err);
}

bool verify_series_entry(struct verify *verify, const struct journal_entry *entry, struct text rest,
                         struct err *err)
{
    return verify_entry(verify, STAGE_SERIES, entry, rest, err);
}

/* ---- Standings -------------------------------------------------------------------------------------- */

static void compare_field(struct verify *verify, const struct checked_stage *stage, size_t row,
                          const char *field, struct text has, struct text due)
{
    if (!text_equal(has, due))
        finding(verify, _("%.*s, row %d of its standing: %s is %.*s, the journal gives %.*s"),
                TEXT_ARG(stage->stream), (int)row + 1, field, TEXT_ARG(has), TEXT_ARG(due));
}

static void compare_number(struct verify *verify, const struct checked_stage *stage, size_t row,
                           const char *field, int64_t has, int64_t due)
{
    compare_field(verify, stage, row, field, arena_textf(&verify->scratch, "%lld", (long long)has),
                  arena_textf(&verify->scratch, "%lld", (long long)due));
}

static void compare_row(struct verify *verify, const struct checked_stage *stage, size_t row,
                        const struct entrant_result *due, sqlite3_stmt *stmt)
{
    char has_mark[MARK_TEXT_SIZE], due_mark[MARK_TEXT_SIZE];
    compare_field(verify, stage, row, "code", column_text(stmt, 1), due->code);
    compare_field(verify, stage, row, "name", column_text(stmt, 2), due->name);
    compare_field(verify, stage, row, "unit", column_text(stmt, 3), due->unit);
    compare_field(verify, stage, row, "mark", text_of(mark_format(column_int(stmt, 4), has_mark)),
                  text_of(mark_format(due->mark, due_mark)));
    compare_number(verify, stage, row, "rank", column_int(stmt, 5), due->rank);
    compare_number(verify, stage, row, "provisional", column_int(stmt, 6), due->provisional);
    compare_field(verify, stage, row, "award", column_text(stmt, 7), due->award);
    compare_number(verify, stage, row, "place", column_int(stmt, 8), (int64_t)row + 1);
}

static bool compare_rows(struct verify *verify, const struct checked_stage *stage,
                         const struct entrant_result *due, size_t count, struct err *err)
{
    sqlite3_stmt *stmt = query(verify->store, SQL_ENTRANT_PUT, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, stage->code);
    size_t rows = 0;
    enum fetch fetch;
    for (; (fetch = query_next(verify->store, stmt, err)) == FETCH_ROW; rows++)
        if (rows < count)
            compare_row(verify, stage, rows, &due[rows], stmt);
    if (fetch == FETCH_DONE && rows != count)
        finding(verify, _("%.*s: its standing has %d rows, the journal gives %d"), TEXT_ARG(stage->stream),
                (int)rows, (int)count);
    return fetch == FETCH_DONE;
}

static bool read_put(struct verify *verify, struct text event, struct entrant_result **out, size_t *count,
                     struct err *err)
{
    sqlite3_stmt *stmt = query(verify->store, SQL_ENTRANT_PUT, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, event);
    return entrant_rows_read(verify->store, stmt, &verify->scratch, out, count, err);
}

/* What the parts gave is not computed again here; the rows must be those that were made final. */
static bool check_series(struct verify *verify, const struct checked_stage *stage, struct err *err)
{
    struct entrant_result *rows;
    size_t count;
    if (!read_put(verify, stage->code, &rows, &count, err))
        return false;
    struct hash digest = entrant_results_digest(rows, count);
    if (!stage->series.final) {
        if (count)
            finding(verify, _("%.*s: it has a standing, but was never made final"), TEXT_ARG(stage->stream));
    } else if ((int64_t)count != stage->series_final.count ||
               !hash_equal(&digest, &stage->series_final.digest)) {
        finding(verify, _("%.*s: its standing is not the one that was made final"), TEXT_ARG(stage->stream));
    }
    return true;
}

static bool check_standing(struct verify *verify, const struct checked_stage *stage, struct err *err)
{
    struct entrant_result *due;
    size_t count;
    if (stage->sort == STAGE_SERIES)
        return check_series(verify, stage, err);
    if (stage->sort == STAGE_CONTEST) {
        check_totals(verify, stage);
        contest_results(&stage->contest, &verify->scratch, &due, &count);
    } else {
        panel_results(&stage->panel, &verify->scratch, &due, &count);
    }
    return compare_rows(verify, stage, due, count, err);
}

static bool is_final(const struct checked_stage *stage)
{
    switch (stage->sort) {
    case STAGE_CONTEST:
        return stage->contest.stage == CONTEST_STAGE_FINAL;
    case STAGE_PANEL:
        return stage->panel.final;
    case STAGE_SERIES:
        return stage->series.final;
    }
    return false;
}

static bool check_stage(struct verify *verify, const struct checked_stage *stage, struct err *err)
{
    if (stage->broken)
        return true;
    const struct checked_event *event = verify_find_event(verify, stage->code);
    if (is_final(stage) && event && event->told.status != EVENT_CLOSED)
        finding(verify, _("%.*s: it is final, but its event is not closed"), TEXT_ARG(stage->stream));
    return check_standing(verify, stage, err);
}

/* ---- The tables ------------------------------------------------------------------------------------- */

static bool has_stage(const struct verify *verify, struct text code)
{
    for (size_t i = 0; i < verify->stage_count; i++)
        if (text_equal(verify->stages[i]->code, code))
            return true;
    return false;
}

static bool check_told(struct verify *verify, struct err *err)
{
    sqlite3_stmt *stmt = query(verify->store, SQL_ENTRANT_EVENTS, err);
    if (!stmt)
        return false;
    enum fetch fetch;
    while ((fetch = query_next(verify->store, stmt, err)) == FETCH_ROW)
        if (!has_stage(verify, column_text(stmt, 0)))
            finding(verify, _("the event %.*s has a standing but nothing of it stands in the journal"),
                    TEXT_ARG(column_text(stmt, 0)));
    return fetch == FETCH_DONE;
}

bool verify_stages_end(struct verify *verify, struct err *err)
{
    for (size_t i = 0; i < verify->stage_count; i++) {
        arena_clear(&verify->scratch);
        if (!check_stage(verify, verify->stages[i], err))
            return false;
    }
    return check_told(verify, err);
}

void verify_stages_finish(struct verify *verify)
{
    for (size_t i = 0; i < verify->stage_count; i++) {
        struct checked_stage *stage = verify->stages[i];
        if (stage->contest_sheet)
            contest_finish(&stage->contest);
        if (stage->panel_sheet)
            panel_finish(&stage->panel);
        free(stage->added);
        arena_finish(&stage->arena);
        free(stage);
    }
    free(verify->stages);
}
