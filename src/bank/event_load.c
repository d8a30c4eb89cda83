#include "bank/event_load.h"

#include "bank/event_draft.h"
#include "base/i18n.h"
#include "base/mem.h"

#include <stdlib.h>

enum { PASS_DEFAULT = 60 /* percent */ };

void event_set_defaults(struct test_sheet *sheet)
{
    *sheet = (struct test_sheet){
        .attempts = 1,
        .decimals = SHEET_DECIMALS_DEFAULT,
        .who = {.everyone = true},
        .shuffle_items = true,
        .shuffle_options = true,
        .reveal_marks = REVEAL_SUBMITTED,
        .reveal_keys = REVEAL_CLOSED,
        .reveal_rank = REVEAL_SUBMITTED, /* as the marks */
        .rank = {RANK_MARKS, RANK_ELAPSED},
        .rank_count = 2,
        .on_outage = OUTAGE_PAUSE,
        .marking = {.times = 2},
    };
}

static void check_decimals(const struct event_draft *draft, mark_t marks, struct place place)
{
    if (marks < 0 || mark_round(marks, draft->head.decimals) == marks)
        return;
    diags_error(draft->head.reader->diags, reader_span(draft->head.reader, place),
                ngettext("marks of this test have at most %d decimal",
                         "marks of this test have at most %d decimals", (unsigned)draft->head.decimals),
                draft->head.decimals);
    diags_hint(draft->head.reader->diags, _("round it, or set “decimals”"));
}

/* Adds up the sections; false when their sums mean nothing. */
static bool add_up(struct event_draft *draft)
{
    struct test_sheet *sheet = &draft->sheet;
    int items = 0;
    for (int i = 0; i < draft->section_count; i++) {
        const struct section *section = &draft->sections[i];
        int count = section->draw + section->item_count;
        items += count;
        sheet->full += section->marks * count;
        check_decimals(draft, section->marks, draft->section_marks[i]);
    }
    return !draft->sections_broken && items > 0;
}

static void check_size(const struct event_draft *draft, struct span top)
{
    struct diags *diags = draft->head.reader->diags;
    int items = 0;
    for (int i = 0; i < draft->section_count; i++)
        items += draft->sections[i].draw + draft->sections[i].item_count;
    if (items > SHEET_MAX_ITEMS)
        diags_error(diags, top, _("the sections hold %d items; a form has at most %d"), items,
                    SHEET_MAX_ITEMS);
    if (draft->sheet.full > MARK_MAX)
        diags_error(diags, top, _("the sections add up to more than 1000000 marks"));
}

static void check_full(const struct event_draft *draft)
{
    if (draft->full.marks < 0 || draft->full.marks == draft->sheet.full)
        return;
    char sum[MARK_TEXT_SIZE], given[MARK_TEXT_SIZE];
    diags_error(draft->head.reader->diags, reader_span(draft->head.reader, draft->full.place),
                _("the sections add up to %s marks, not %s"), mark_format(draft->sheet.full, sum),
                mark_format(draft->full.marks, given));
    diags_hint(draft->head.reader->diags, _("each section counts its items times their marks"));
}

/* What the threshold comes to in marks; *out stays where it is broken. `above` says that it is beyond the
 * full marks. */
static void settle(struct event_draft *draft, const struct threshold *threshold, int otherwise, bool given,
                   const char *above, mark_t *out)
{
    struct test_sheet *sheet = &draft->sheet;
    const int64_t whole = (int64_t)100 * MARK_ONE;
    if (!given || threshold->is_share) {
        int64_t share = given ? threshold->at.marks : (int64_t)otherwise * MARK_ONE;
        if (share >= 0)
            *out = mark_share(sheet->full, share, whole, sheet->decimals);
        return;
    }
    if (threshold->at.marks < 0)
        return;
    *out = threshold->at.marks;
    check_decimals(draft, *out, threshold->at.place);
    char full[MARK_TEXT_SIZE];
    if (*out > sheet->full)
        diags_error(draft->head.reader->diags, reader_span(draft->head.reader, threshold->at.place), above,
                    mark_format(sheet->full, full));
}

static void settle_thresholds(struct event_draft *draft, const struct seen *seen)
{
    struct test_sheet *sheet = &draft->sheet;
    bool excellent = seen_field(seen, EVENT_EXCELLENT);
    if (sheet->full > MARK_MAX)
        return;
    settle(draft, &draft->pass, PASS_DEFAULT, seen_field(seen, EVENT_PASS),
           _("the pass mark is above the full marks, which are %s"), &sheet->pass);
    if (!excellent)
        return; /* sheet_excellent says what it is then */
    settle(draft, &draft->excellent, 0, true,
           _("the mark for excellence is above the full marks, which are %s"), &sheet->excellent);
    if (draft->excellent.at.marks >= 0 && sheet->excellent < sheet->pass)
        diags_error(draft->head.reader->diags, reader_span(draft->head.reader, draft->excellent.at.place),
                    _("the mark for excellence is below the pass mark"));
}

static void check_times(const struct event_draft *draft)
{
    const struct test_sheet *sheet = &draft->sheet;
    if (sheet->opens && sheet->closes && sheet->closes <= sheet->opens)
        diags_error(draft->head.reader->diags, reader_span(draft->head.reader, draft->closes),
                    _("the test closes before it opens"));
}

static void require(const struct event_draft *draft, const struct seen *seen, struct span top)
{
    struct diags *diags = draft->head.reader->diags;
    if (!seen_field(seen, EVENT_TEST)) {
        diags_error(diags, top, _("the test has no code"));
        diags_hint(diags, _("begin the file with a line such as “test: 2026-11-yzyh”"));
    }
    if (!seen_field(seen, EVENT_MINUTES)) {
        diags_error(diags, top, _("the test does not say how long it lasts"));
        diags_hint(diags, _("add a line such as “minutes: 60”"));
    }
    bool no_sections = draft->section_count == 0 && !draft->sections_broken;
    if (!seen_field(seen, EVENT_SECTIONS) || no_sections)
        diags_error(diags, top, _("the test has no sections"));
}

static void check_sheet(struct event_draft *draft, const struct seen *seen, struct span top)
{
    struct test_sheet *sheet = &draft->sheet;
    require(draft, seen, top);
    check_times(draft);
    named_items_check(draft->head.reader, &draft->named);
    if (!seen_field(seen, EVENT_TITLE))
        sheet->title = sheet->code;
    if (!add_up(draft))
        return;
    check_size(draft, top);
    check_full(draft);
    settle_thresholds(draft, seen);
}

/* What the draft has in common with other kinds. */
static void take_head(const struct sheet_head *head, struct test_sheet *sheet)
{
    sheet->code = head->code;
    sheet->title = head->title;
    sheet->instructions = head->instructions;
    sheet->decimals = head->decimals;
    sheet->seed = head->seed;
}

static void read_sheet(struct event_draft *draft, const struct node *root)
{
    struct reader *reader = draft->head.reader;
    struct place top = root->place;
    struct seen seen;
    fields_read(reader, root, &event_table, N_("an event file begins with a line such as “test: code”"),
                &seen, draft);
    if (root->kind == NODE_MAP && !draft->foreign)
        reader_end(reader);
    take_head(&draft->head, &draft->sheet);
    if (root->kind != NODE_MAP || reader->stopped)
        return;
    check_sheet(draft, &seen, reader_span(reader, top));
    draft->sheet.sections =
        sheet_keep(reader->arena, draft->sections, (size_t)draft->section_count, sizeof *draft->sections);
    draft->sheet.section_count = draft->section_count;
}

static void read_test(struct reader *reader, const struct node *root, void *out)
{
    struct test_sheet *sheet = out;
    struct event_draft *draft = xcalloc(1, sizeof *draft);
    *draft = (struct event_draft){.head = {.reader = reader, .decimals = sheet->decimals},
                                  .full = {.marks = -1},
                                  .pass = {.at = {.marks = -1}},
                                  .excellent = {.at = {.marks = -1}},
                                  .sheet = *sheet};
    read_sheet(draft, root);
    *sheet = draft->sheet;
    named_items_finish(&draft->named);
    free(draft);
}

bool event_load(struct text source, const char *file, struct arena *arena, struct diags *diags,
                struct test_sheet *out)
{
    event_set_defaults(out);
    return sheet_load(source, file, arena, diags, read_test, out);
}
