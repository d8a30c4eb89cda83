/* Verifying the marking of answers in words: each stream is folded by the rules, and what an entry says is
 * settled must follow from the marks and the sheet's policy. What it gives an attempt is checked with the
 * attempt. */
#include "base/i18n.h"
#include "base/mem.h"
#include "store/attempts.h"
#include "store/marking.h"
#include "store/verify_state.h"

#include <stdlib.h>

struct checked_marking {
    struct text event;
    struct markbook book;
    bool broken; /* said already */
};

static struct checked_marking *find_marking(struct verify *verify, struct text event)
{
    for (size_t i = 0; i < verify->marking_count; i++)
        if (text_equal(verify->markings[i].event, event))
            return &verify->markings[i];
    verify->markings = xgrow(verify->markings, &verify->marking_capacity, verify->marking_count + 1,
                             sizeof *verify->markings);
    struct checked_marking *marking = &verify->markings[verify->marking_count++];
    *marking = (struct checked_marking){.event = arena_text(&verify->arena, event)};
    markbook_init(&marking->book);
    return marking;
}

/* Whether the attempt began before, whoever it is: its own stream says the rest. */
static bool is_told(const struct verify *verify, const struct markbook_event *event)
{
    return event->kind == MARKBOOK_BEGAN || index_find(&verify->attempt_index, event->attempt);
}

/* Nobody marks his own answer, and only the examiner of an oral test ticks. */
static bool check_marker(struct verify *verify, const struct journal_entry *entry,
                         const struct markbook_event *event, struct err *err)
{
    struct attempt_record record;
    struct err own = ERR_NONE;
    if (event->kind != MARKBOOK_MARKED && event->kind != MARKBOOK_TICKED)
        return true;
    if (!attempt_find(verify->store, event->attempt, &verify->scratch, &record, &own)) {
        if (own.kind == ERR_NOT_FOUND || own.kind == ERR_DAMAGED)
            return true; /* said of the attempt itself */
        return err_set(err, own.kind, "%s", own.message);
    }
    if (text_equal(event->marker, record.number))
        finding(verify, _("journal: entry %lld (%.*s): %.*s marks an answer of his own"),
                (long long)entry->seq, TEXT_ARG(entry->stream), TEXT_ARG(event->marker));
    if (event->kind == MARKBOOK_TICKED && !text_equal(event->marker, record.examiner))
        finding(verify, _("journal: entry %lld (%.*s): %.*s ticks an answer without being the examiner"),
                (long long)entry->seq, TEXT_ARG(entry->stream), TEXT_ARG(event->marker));
    return true;
}

static bool take(struct verify *verify, struct checked_marking *marking, const struct journal_entry *entry,
                 bool *follows, struct err *err)
{
    enum markbook_event_kind kind;
    struct markbook_event event;
    const struct test_sheet *sheet = NULL;
    *follows = verify_find_event(verify, marking->event) && markbook_event_from_name(entry->kind, &kind) &&
               markbook_event_from_json(kind, entry->body, &verify->scratch, &event, NULL) &&
               is_told(verify, &event);
    if (!*follows)
        return true;
    if (!check_marker(verify, entry, &event, err) || !verify_sheet(verify, marking->event, &sheet, err))
        return false;
    if (sheet && !markbook_settles_so(&marking->book, &sheet->marking, &event))
        finding(verify, _("journal: entry %lld (%.*s) settles an answer otherwise than its marks do"),
                (long long)entry->seq, TEXT_ARG(entry->stream));
    *follows = markbook_apply(&marking->book, &event);
    return true;
}

bool verify_marking_entry(struct verify *verify, const struct journal_entry *entry, struct text rest,
                          struct err *err)
{
    struct checked_marking *marking = find_marking(verify, rest);
    bool follows = true;
    if (marking->broken)
        return true;
    if (!take(verify, marking, entry, &follows, err))
        return false;
    if (!follows)
        finding(verify, _("journal: entry %lld (%.*s, %.*s) cannot follow on the entries before it"),
                (long long)entry->seq, TEXT_ARG(entry->stream), TEXT_ARG(entry->kind));
    marking->broken = !follows;
    return true;
}

void verify_markings_finish(struct verify *verify)
{
    for (size_t i = 0; i < verify->marking_count; i++)
        markbook_finish(&verify->markings[i].book);
    free(verify->markings);
}
