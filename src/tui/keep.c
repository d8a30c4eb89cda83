#include "tui/keep.h"

void keep_text(struct arena *arena, struct text *text)
{
    *text = arena_text(arena, *text);
}

void *keep_rows(struct arena *arena, const void *rows, int64_t count, size_t size)
{
    size_t n = count > 0 ? (size_t)count : 0;
    void *out = arena_array(arena, n ? n : 1, size);
    if (n)
        memcpy(out, rows, n * size);
    return out;
}

const struct text *keep_texts(struct arena *arena, const struct text *texts, int64_t count)
{
    struct text *out = keep_rows(arena, texts, count, sizeof *out);
    for (int64_t i = 0; i < count; i++)
        keep_text(arena, &out[i]);
    return out;
}

const struct test_row *keep_tests(struct arena *arena, const struct test_row *rows, int64_t count)
{
    struct test_row *out = keep_rows(arena, rows, count, sizeof *out);
    for (int64_t i = 0; i < count; i++) {
        keep_text(arena, &out[i].event);
        keep_text(arena, &out[i].title);
        keep_text(arena, &out[i].instructions);
    }
    return out;
}

const struct section_row *keep_sections(struct arena *arena, const struct section_row *rows, int64_t count)
{
    struct section_row *out = keep_rows(arena, rows, count, sizeof *out);
    for (int64_t i = 0; i < count; i++)
        keep_text(arena, &out[i].title);
    return out;
}

const struct point_row *keep_points(struct arena *arena, const struct point_row *rows, int64_t count)
{
    struct point_row *out = keep_rows(arena, rows, count, sizeof *out);
    for (int64_t i = 0; i < count; i++)
        keep_text(arena, &out[i].text);
    return out;
}

const struct slot_row *keep_slots(struct arena *arena, const struct slot_row *rows, int64_t count)
{
    struct slot_row *out = keep_rows(arena, rows, count, sizeof *out);
    for (int64_t i = 0; i < count; i++) {
        struct slot_row *row = &out[i];
        struct text *const texts[] = {&row->kind, &row->stem,      &row->unit,   &row->response,
                                      &row->key,  &row->rationale, &row->source, &row->ruling};
        for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
            keep_text(arena, texts[t]);
        row->options = keep_texts(arena, row->options, row->option_count);
        row->lefts = keep_texts(arena, row->lefts, row->left_count);
        row->points = keep_points(arena, row->points, row->point_count);
        row->ticks = keep_rows(arena, row->ticks, row->tick_count, sizeof *row->ticks);
    }
    return out;
}

const struct share_row *keep_shares(struct arena *arena, const struct share_row *rows, int64_t count)
{
    struct share_row *out = keep_rows(arena, rows, count, sizeof *out);
    for (int64_t i = 0; i < count; i++)
        keep_text(arena, &out[i].title);
    return out;
}

const struct rank_row *keep_ranks(struct arena *arena, const struct rank_row *rows, int64_t count)
{
    struct rank_row *out = keep_rows(arena, rows, count, sizeof *out);
    for (int64_t i = 0; i < count; i++) {
        keep_text(arena, &out[i].number);
        keep_text(arena, &out[i].name);
        keep_text(arena, &out[i].unit);
    }
    return out;
}

const struct monitor_row *keep_monitor(struct arena *arena, const struct monitor_row *rows, int64_t count)
{
    struct monitor_row *out = keep_rows(arena, rows, count, sizeof *out);
    for (int64_t i = 0; i < count; i++) {
        keep_text(arena, &out[i].number);
        keep_text(arena, &out[i].name);
        keep_text(arena, &out[i].unit);
        keep_text(arena, &out[i].state);
        keep_text(arena, &out[i].examiner);
    }
    return out;
}

const struct stage_row *keep_stage_rows(struct arena *arena, const struct stage_row *rows, int64_t count)
{
    struct stage_row *out = keep_rows(arena, rows, count, sizeof *out);
    for (int64_t i = 0; i < count; i++) {
        keep_text(arena, &out[i].event);
        keep_text(arena, &out[i].title);
        keep_text(arena, &out[i].kind);
        keep_text(arena, &out[i].status);
        keep_text(arena, &out[i].team);
    }
    return out;
}

const struct marking_place *keep_markings(struct arena *arena, const struct marking_place *rows,
                                          int64_t count)
{
    struct marking_place *out = keep_rows(arena, rows, count, sizeof *out);
    for (int64_t i = 0; i < count; i++) {
        keep_text(arena, &out[i].event);
        keep_text(arena, &out[i].title);
    }
    return out;
}

const struct event_row *keep_events(struct arena *arena, const struct event_row *rows, int64_t count)
{
    struct event_row *out = keep_rows(arena, rows, count, sizeof *out);
    for (int64_t i = 0; i < count; i++) {
        keep_text(arena, &out[i].event);
        keep_text(arena, &out[i].title);
        keep_text(arena, &out[i].status);
        keep_text(arena, &out[i].kind);
    }
    return out;
}

const struct marking_row *keep_marking(struct arena *arena, const struct marking_row *rows, int64_t count)
{
    struct marking_row *out = keep_rows(arena, rows, count, sizeof *out);
    for (int64_t i = 0; i < count; i++) {
        keep_text(arena, &out[i].item);
        keep_text(arena, &out[i].stem);
    }
    return out;
}
