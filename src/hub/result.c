/* result: what came of one attempt. */
#include "hub/ended.h"
#include "hub/results.h"
#include "hub/turn.h"
#include "hub/uses.h"

/* The rows so far hold one of this title; else the next free one takes it. */
static struct share_row *row_for(struct share_row *rows, int64_t *count, struct text title)
{
    for (int64_t i = 0; i < *count; i++)
        if (text_equal(rows[i].title, title))
            return &rows[i];
    rows[*count].title = title;
    return &rows[(*count)++];
}

static void add_share(struct share_row *row, const struct response_record *response)
{
    row->mark += response->mark;
    row->full += response->full;
}

/* Sums by section and by topic; items without a topic are in none. */
static void sum_up(struct hub *hub, const struct ended *ended, const struct ended_form *form,
                   struct reply *reply)
{
    const struct test_sheet *sheet = &ended->test->sheet;
    struct share_row *sections = arena_array(&hub->scratch, (size_t)sheet->section_count, sizeof *sections);
    struct share_row *topics = arena_array(&hub->scratch, (size_t)form->form.count, sizeof *topics);
    int64_t topic_count = 0;
    for (int s = 0; s < sheet->section_count; s++)
        sections[s].title = sheet->sections[s].title;
    for (int i = 0; i < form->form.count; i++) {
        const struct slot *slot = &form->form.slots[i];
        struct text topic = arena_text(&hub->scratch, slot->topic);
        add_share(&sections[slot->section], &form->responses[i]);
        if (topic.len)
            add_share(row_for(topics, &topic_count, topic), &form->responses[i]);
    }
    reply->result.sections = sections;
    reply->result.section_count = sheet->section_count;
    reply->result.topics = topics;
    reply->result.topic_count = topic_count;
}

static void show_marks(struct hub *hub, const struct ended *ended, const struct ended_form *form,
                       struct reply *reply)
{
    reply->result.mark = ended->record.mark;
    reply->result.passed = ended->record.passed;
    reply->result.pending = ended->record.pending;
    sum_up(hub, ended, form, reply);
}

/* The rank is of the person's best attempt. */
static bool show_rank(struct hub *hub, const struct ended *ended, struct reply *reply, struct err *err)
{
    if (!results_refresh(hub, ended->test, err))
        return false;
    const struct standing_row *row = results_find(ended->test, ended->record.number);
    reply->result.rank_shown = row != NULL;
    reply->result.rank = row ? row->rank : 0;
    reply->result.of = (int64_t)ended->test->results.count;
    return true;
}

static void show_attempt(const struct ended *ended, struct reply *reply)
{
    const struct attempt_record *record = &ended->record;
    reply->result.attempt = record->id;
    reply->result.event = ended->test->entry.code;
    reply->result.title = ended->test->entry.title;
    reply->result.cause = text_of(record->status == ATTEMPT_VOID ? "void" : submit_cause_name(record->cause));
    reply->result.full = ended->test->sheet.full;
    reply->result.pass = ended->test->sheet.pass;
    reply->result.elapsed = record->elapsed;
    reply->result.answered = record->answered;
    reply->result.slots = record->slots;
}

enum wire_error use_result(struct hub *hub, struct session *session, const struct request *request,
                           struct reply *reply)
{
    struct ended ended;
    struct ended_form form;
    struct err err = ERR_NONE;
    enum wire_error refusal = ended_find(hub, session, request->attempt.attempt, &ended);
    if (refusal != WIRE_OK)
        return refusal;
    const struct test_sheet *sheet = &ended.test->sheet;
    bool counts = ended.record.status == ATTEMPT_SUBMITTED;
    show_attempt(&ended, reply);
    reply->result.marks_shown = counts && is_revealed(hub, session, ended.test, sheet->reveal_marks);
    reply->result.keys_shown = ended_shows_keys(hub, session, &ended);
    if (!ended_form_load(hub, &ended, &form, &err)) {
        ended_form_finish(&form);
        return turn_unreadable(hub, &err);
    }
    if (reply->result.marks_shown)
        show_marks(hub, &ended, &form, reply);
    ended_form_finish(&form);
    if (counts && is_revealed(hub, session, ended.test, sheet->reveal_rank) &&
        !show_rank(hub, &ended, reply, &err))
        return turn_unreadable(hub, &err);
    return WIRE_OK;
}
