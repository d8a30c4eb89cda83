/* Test sheets and hall files: whatever the bytes, loading ends, and what is called good is good. */
#include "fuzz.h"

#include "bank/event_load.h"
#include "bank/hall_load.h"

static void check_sheet(const struct test_sheet *sheet)
{
    must(sheet->code.len > 0 && sheet->title.len > 0 && is_sound(sheet->title, ITEM_MAX_TEXT));
    must(sheet->duration_ms > 0 && sheet->attempts >= 1);
    must(sheet->full > 0 && sheet->full <= MARK_MAX && sheet->pass >= 0 && sheet->pass <= sheet->full);
    must(sheet->decimals >= 0 && sheet->decimals <= MARK_DECIMALS);
    must(sheet->rank_count >= 1 && sheet->rank_count <= RANK_KEYS_MAX);
    must(sheet->section_count >= 1 && sheet->section_count <= SHEET_MAX_SECTIONS);
    mark_t full = 0;
    for (int i = 0; i < sheet->section_count; i++) {
        const struct section *section = &sheet->sections[i];
        must((section->draw > 0) != (section->item_count > 0) && section->marks > 0);
        must(section->title.len > 0 && mark_round(section->marks, sheet->decimals) == section->marks);
        full += section->marks * (section->draw + section->item_count);
    }
    must(full == sheet->full);
    must(sheet->who.everyone || sheet->who.post_count + sheet->who.unit_count + sheet->who.number_count);
    for (int i = 0; i < sheet->extra_time_count; i++)
        must(sheet->extra_time[i].ms > 0 && sheet->extra_time[i].number.len > 0);
}

static void try_hall(struct text source)
{
    struct arena arena = ARENA_EMPTY;
    struct diags diags = DIAGS_EMPTY;
    struct hall hall;
    if (hall_load(source, "hall.yaml", &arena, &diags, &hall))
        must(hall.connections > 0 && hall.wrong_pins > 0);
    check_findings(&diags, source);
    diags_finish(&diags);
    arena_finish(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text source = text_make((const char *)data, size);
    struct arena arena = ARENA_EMPTY;
    struct diags diags = DIAGS_EMPTY;
    struct test_sheet sheet;
    bool ok = event_load(source, "fuzz.yaml", &arena, &diags, &sheet);
    must(ok == (diags.errors == 0));
    if (ok)
        check_sheet(&sheet);
    check_findings(&diags, source);
    diags_finish(&diags);
    arena_finish(&arena);
    try_hall(source);
    return 0;
}
