#include "tui/stage/keep_stage.h"

#include "tui/keep.h"

/* ---- Contest ---------------------------------------------------------------------------------------- */

static const struct entrant_row *keep_entrants(struct arena *arena, const struct entrant_row *rows,
                                               int64_t count)
{
    struct entrant_row *out = keep_rows(arena, rows, count, sizeof *out);
    for (int64_t i = 0; i < count; i++) {
        keep_text(arena, &out[i].code);
        keep_text(arena, &out[i].name);
        keep_text(arena, &out[i].unit);
        keep_text(arena, &out[i].note);
    }
    return out;
}

static const struct award_row *keep_awards(struct arena *arena, const struct award_row *rows, int64_t count)
{
    struct award_row *out = keep_rows(arena, rows, count, sizeof *out);
    for (int64_t i = 0; i < count; i++)
        keep_text(arena, &out[i].title);
    return out;
}

static const struct round_row *keep_rounds(struct arena *arena, const struct round_row *rows, int64_t count)
{
    struct round_row *out = keep_rows(arena, rows, count, sizeof *out);
    for (int64_t i = 0; i < count; i++) {
        keep_text(arena, &out[i].title);
        keep_text(arena, &out[i].rules);
        keep_text(arena, &out[i].panel);
        out[i].stakes = keep_rows(arena, out[i].stakes, out[i].stake_count, sizeof *out[i].stakes);
        out[i].false_starts =
            keep_rows(arena, out[i].false_starts, out[i].false_start_count, sizeof *out[i].false_starts);
        out[i].bonuses = keep_rows(arena, out[i].bonuses, out[i].bonus_count, sizeof *out[i].bonuses);
    }
    return out;
}

const struct contest_frame *keep_contest_frame(struct arena *arena, const struct contest_frame *frame)
{
    if (!frame)
        return NULL;
    struct contest_frame *out = keep_rows(arena, frame, 1, sizeof *out);
    keep_text(arena, &out->title);
    keep_text(arena, &out->instructions);
    out->teams = keep_entrants(arena, out->teams, out->team_count);
    out->rounds = keep_rounds(arena, out->rounds, out->round_count);
    out->awards = keep_awards(arena, out->awards, out->award_count);
    return out;
}

const struct contest_item *keep_contest_item(struct arena *arena, const struct contest_item *item)
{
    if (!item)
        return NULL;
    struct contest_item *out = keep_rows(arena, item, 1, sizeof *out);
    struct text *const texts[] = {&out->kind,      &out->stem,   &out->unit, &out->key,
                                  &out->rationale, &out->source, &out->bank, &out->id};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        keep_text(arena, texts[i]);
    out->options = keep_texts(arena, out->options, out->option_count);
    out->lefts = keep_texts(arena, out->lefts, out->left_count);
    return out;
}

struct contest_view keep_contest_view(struct arena *arena, const struct contest_view *view)
{
    struct contest_view out = *view;
    keep_text(arena, &out.event);
    struct contest_team_row *teams = keep_rows(arena, view->teams, view->team_count, sizeof *teams);
    for (int64_t i = 0; i < view->team_count; i++)
        keep_text(arena, &teams[i].answer);
    struct contest_standing_row *standing =
        keep_rows(arena, view->standing, view->standing_count, sizeof *standing);
    for (int64_t i = 0; i < view->standing_count; i++)
        keep_text(arena, &standing[i].award);
    out.teams = teams;
    out.standing = standing;
    out.presses = keep_rows(arena, view->presses, view->press_count, sizeof *view->presses);
    return out;
}

static const struct ruling_row *keep_rulings(struct arena *arena, const struct ruling_row *rows,
                                             int64_t count)
{
    struct ruling_row *out = keep_rows(arena, rows, count, sizeof *out);
    for (int64_t i = 0; i < count; i++)
        keep_text(arena, &out[i].answer);
    return out;
}

const struct play_row *keep_plays(struct arena *arena, const struct play_row *rows, int64_t count)
{
    struct play_row *out = keep_rows(arena, rows, count, sizeof *out);
    for (int64_t i = 0; i < count; i++) {
        keep_text(arena, &out[i].id);
        keep_text(arena, &out[i].stem);
        keep_text(arena, &out[i].key);
        out[i].rulings = keep_rulings(arena, out[i].rulings, out[i].ruling_count);
    }
    return out;
}

const struct protest_row *keep_protests(struct arena *arena, const struct protest_row *rows, int64_t count)
{
    struct protest_row *out = keep_rows(arena, rows, count, sizeof *out);
    for (int64_t i = 0; i < count; i++) {
        keep_text(arena, &out[i].reason);
        keep_text(arena, &out[i].ruling);
    }
    return out;
}

const struct change_row *keep_changes(struct arena *arena, const struct change_row *rows, int64_t count)
{
    return keep_rows(arena, rows, count, sizeof *rows);
}

/* ---- Panel ------------------------------------------------------------------------------------------ */

static const struct mark_text_row *keep_mark_texts(struct arena *arena, const struct mark_text_row *rows,
                                                   int64_t count)
{
    struct mark_text_row *out = keep_rows(arena, rows, count, sizeof *out);
    for (int64_t i = 0; i < count; i++)
        keep_text(arena, &out[i].text);
    return out;
}

static const struct criterion_row *keep_criteria(struct arena *arena, const struct criterion_row *rows,
                                                 int64_t count)
{
    struct criterion_row *out = keep_rows(arena, rows, count, sizeof *out);
    for (int64_t i = 0; i < count; i++) {
        keep_text(arena, &out[i].id);
        keep_text(arena, &out[i].title);
        out[i].levels = keep_mark_texts(arena, out[i].levels, out[i].level_count);
        out[i].steps = keep_mark_texts(arena, out[i].steps, out[i].step_count);
        out[i].faults = keep_mark_texts(arena, out[i].faults, out[i].fault_count);
    }
    return out;
}

static const struct judge_row *keep_judges(struct arena *arena, const struct judge_row *rows, int64_t count)
{
    struct judge_row *out = keep_rows(arena, rows, count, sizeof *out);
    for (int64_t i = 0; i < count; i++) {
        keep_text(arena, &out[i].number);
        keep_text(arena, &out[i].name);
        keep_text(arena, &out[i].unit);
    }
    return out;
}

const struct panel_frame *keep_panel_frame(struct arena *arena, const struct panel_frame *frame)
{
    if (!frame)
        return NULL;
    struct panel_frame *out = keep_rows(arena, frame, 1, sizeof *out);
    keep_text(arena, &out->title);
    keep_text(arena, &out->instructions);
    out->criteria = keep_criteria(arena, out->criteria, out->criterion_count);
    out->judges = keep_judges(arena, out->judges, out->judge_count);
    out->awards = keep_awards(arena, out->awards, out->award_count);
    return out;
}

static const struct performer_row *keep_performers(struct arena *arena, const struct performer_row *rows,
                                                   int64_t count)
{
    struct performer_row *out = keep_rows(arena, rows, count, sizeof *out);
    for (int64_t i = 0; i < count; i++) {
        struct text *const texts[] = {&out[i].code, &out[i].name, &out[i].unit, &out[i].topic, &out[i].award};
        for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
            keep_text(arena, texts[t]);
        out[i].judges = keep_rows(arena, out[i].judges, out[i].judge_count, sizeof *out[i].judges);
    }
    return out;
}

struct panel_view keep_panel_view(struct arena *arena, const struct panel_view *view)
{
    struct panel_view out = *view;
    keep_text(arena, &out.event);
    out.performers = keep_performers(arena, view->performers, view->performer_count);
    out.open_envelopes =
        keep_rows(arena, view->open_envelopes, view->open_envelope_count, sizeof *view->open_envelopes);
    out.marks = keep_criterion_marks(arena, view->marks, view->mark_count);
    return out;
}

const struct panel_stage_row *keep_panel_stages(struct arena *arena, const struct panel_stage_row *rows,
                                                int64_t count)
{
    struct panel_stage_row *out = keep_rows(arena, rows, count, sizeof *out);
    for (int64_t i = 0; i < count; i++)
        out[i].marks = keep_rows(arena, out[i].marks, out[i].mark_count, sizeof *out[i].marks);
    return out;
}

const struct criterion_mark_row *keep_criterion_marks(struct arena *arena,
                                                      const struct criterion_mark_row *rows, int64_t count)
{
    return keep_rows(arena, rows, count, sizeof *rows);
}
