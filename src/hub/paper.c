/* paper and review: a form as shown, without and with the keys. */
#include "hub/ended.h"
#include "hub/live.h"
#include "hub/marking_room.h"
#include "hub/oral.h"
#include "hub/ownership.h"
#include "hub/papers.h"
#include "hub/ruled.h"
#include "hub/show.h"
#include "hub/turn.h"
#include "hub/uses.h"
#include "store/rulings.h"

/* What a paper is made of. */
struct sheet_of_paper {
    struct arena *arena;
    const struct test *test;
    const struct form *form;
    const struct item *const *items, *const *parents;
};

static void show_item(const struct sheet_of_paper *paper, int i, struct slot_row *row)
{
    const struct slot *slot = &paper->form->slots[i];
    const struct item *item = paper->items[i];
    row->section = slot->section;
    row->kind = text_of(item_kind_name(item->kind));
    row->stem = item->stem;
    row->lefts = item->lefts;
    row->left_count = item->left_count;
    row->blanks = item->blank_count;
    row->unit = item->unit;
    row->full = slot->full;
    row->options = show_options(paper->arena, slot, item);
    row->option_count = item->option_count;
}

static struct text stimulus_of(struct arena *arena, const struct item *parent)
{
    if (!parent->stem.len)
        return parent->stimulus;
    return arena_textf(arena, "%.*s\n%.*s", TEXT_ARG(parent->stem), TEXT_ARG(parent->stimulus));
}

static void show_stimuli(const struct sheet_of_paper *paper, struct slot_row *rows, struct reply *reply)
{
    struct text *stimuli = arena_array(paper->arena, (size_t)paper->form->count, sizeof *stimuli);
    int64_t count = 0;
    for (int i = 0; i < paper->form->count; i++) {
        rows[i].stimulus = -1;
        if (!paper->parents[i])
            continue;
        /* Children of one case stand together. */
        if (i == 0 || paper->parents[i] != paper->parents[i - 1])
            stimuli[count++] = stimulus_of(paper->arena, paper->parents[i]);
        rows[i].stimulus = count - 1;
    }
    reply->paper.stimuli = stimuli;
    reply->paper.stimulus_count = count;
}

static void show_sections(const struct sheet_of_paper *paper, struct reply *reply)
{
    const struct test_sheet *sheet = &paper->test->sheet;
    struct section_row *rows = arena_array(paper->arena, (size_t)sheet->section_count, sizeof *rows);
    for (int s = 0; s < sheet->section_count; s++)
        rows[s].title = sheet->sections[s].title;
    for (int i = 0; i < paper->form->count; i++) {
        struct section_row *row = &rows[paper->form->slots[i].section];
        if (row->count++ == 0)
            row->first = i;
        row->full += paper->form->slots[i].full;
    }
    reply->paper.sections = rows;
    reply->paper.section_count = sheet->section_count;
}

static struct slot_row *show_form(const struct sheet_of_paper *paper, struct reply *reply)
{
    struct slot_row *rows = arena_array(paper->arena, (size_t)paper->form->count, sizeof *rows);
    for (int i = 0; i < paper->form->count; i++)
        show_item(paper, i, &rows[i]);
    show_stimuli(paper, rows, reply);
    show_sections(paper, reply);
    reply->paper.event = paper->test->entry.code;
    reply->paper.title = paper->test->entry.title;
    reply->paper.slots = rows;
    reply->paper.slot_count = paper->form->count;
    return rows;
}

enum wire_error use_paper(struct hub *hub, struct session *session, const struct request *request,
                          struct reply *reply)
{
    struct live *live;
    struct err err = ERR_NONE;
    enum wire_error refusal = own_running(hub, session, request->attempt.attempt, &live);
    if (refusal != WIRE_OK)
        return refusal;
    struct sheet_of_paper paper = {.arena = &hub->scratch, .test = live->test, .form = &live->state.form};
    if (!papers_items(hub, live->test, paper.form, paper.arena, &paper.items, &paper.parents, &err))
        return turn_unreadable(hub, &err);
    struct slot_row *rows = show_form(&paper, reply);
    for (int i = 0; i < paper.form->count; i++) {
        const struct answer *answer = &live->state.answers[i];
        rows[i].flagged = answer->flagged;
        rows[i].response =
            show_response(paper.arena, &paper.form->slots[i], paper.items[i], text_of(answer->text));
    }
    reply->paper.attempt = live->id;
    reply->paper.left = attempt_left(&live->state, hall_clock_now(&hub->clock));
    reply->paper.limit = live->state.limit;
    return oral_show(hub, live, rows, reply);
}

/* ---- review ---------------------------------------------------------------------------------------- */

static void show_answer(const struct sheet_of_paper *paper, int i, const struct response_record *response,
                        struct slot_row *row)
{
    const struct item *item = paper->items[i], *parent = paper->parents[i];
    const struct slot *slot = &paper->form->slots[i];
    bool own_source = item->source.document.len || item->source.article.len || !parent;
    row->response = show_response(paper->arena, slot, item, response->response);
    row->key = show_key(paper->arena, slot, item);
    row->rationale = item->rationale.len || !parent ? item->rationale : parent->rationale;
    row->source = show_source(paper->arena, own_source ? &item->source : &parent->source);
    row->mark = response->mark;
    row->full = response->full;
    row->pending = response->pending;
}

/* A third marker's mark stands alone; of two, what either found. */
static uint32_t points_found(const struct script *script)
{
    uint32_t found = 0;
    if (!script || !script->settled.given)
        return 0;
    for (int i = script->mark_count == MARKBOOK_MARKS ? MARKBOOK_MARKS - 1 : 0; i < script->mark_count; i++)
        found |= script->marks[i].points;
    return found;
}

/* What an answer in words should have held, and what of it was found. */
static void show_points(struct hub *hub, const struct sheet_of_paper *paper, const struct markbook *book,
                        int64_t attempt, struct slot_row *rows)
{
    for (int i = 0; i < paper->form->count; i++) {
        const struct item *item = paper->items[i];
        const struct script *script = markbook_find(book, attempt, i);
        if (item->kind != ITEM_SHORT)
            continue;
        rows[i].points = marking_points(hub, item);
        rows[i].point_count = item->point_count;
        rows[i].ticks = marking_ticks(hub, points_found(script), &rows[i].tick_count);
        rows[i].ticked = script && script->ticked;
    }
}

enum wire_error use_review(struct hub *hub, struct session *session, const struct request *request,
                           struct reply *reply)
{
    struct ended ended;
    struct ended_form form;
    struct err err = ERR_NONE;
    enum wire_error refusal = ended_find(hub, session, request->attempt.attempt, &ended);
    if (refusal != WIRE_OK)
        return refusal;
    if (!ended_shows_keys(hub, session, &ended))
        return WIRE_NOT_REVEALED;
    struct sheet_of_paper paper = {.arena = &hub->scratch, .test = ended.test, .form = &form.form};
    struct rulings rulings;
    struct marking_room *room = marking_room(hub, ended.test, &err);
    if (!room)
        return turn_unreadable(hub, &err);
    if (!ended_form_load(hub, &ended, &form, &err) ||
        !rulings_load(hub->store, ended.record.event, paper.arena, &rulings, &err) ||
        !papers_items(hub, ended.test, paper.form, paper.arena, &paper.items, &paper.parents, &err)) {
        ended_form_finish(&form);
        return turn_unreadable(hub, &err);
    }
    struct slot_row *rows = show_form(&paper, reply);
    for (int i = 0; i < paper.form->count; i++) {
        show_answer(&paper, i, &form.responses[i], &rows[i]);
        rows[i].ruling = ruled_sentence(&rulings, &paper.form->slots[i], paper.items[i], paper.arena);
    }
    show_points(hub, &paper, &room->book, ended.record.id, rows);
    reply->paper.attempt = ended.record.id;
    reply->paper.limit = ended.record.elapsed;
    ended_form_finish(&form);
    return WIRE_OK;
}
