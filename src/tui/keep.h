/* Copies of what a reply carries, to outlive it. */
#ifndef BIWU_TUI_KEEP_H
#define BIWU_TUI_KEEP_H

#include "wire/message.h"

/* The text itself, in place. */
void keep_text(struct arena *arena, struct text *text);
/* The rows as they are; what they point to stays where it was. */
void *keep_rows(struct arena *arena, const void *rows, int64_t count, size_t size);
const struct text *keep_texts(struct arena *arena, const struct text *texts, int64_t count);
const struct test_row *keep_tests(struct arena *arena, const struct test_row *rows, int64_t count);
const struct section_row *keep_sections(struct arena *arena, const struct section_row *rows, int64_t count);
const struct point_row *keep_points(struct arena *arena, const struct point_row *rows, int64_t count);
const struct slot_row *keep_slots(struct arena *arena, const struct slot_row *rows, int64_t count);
const struct share_row *keep_shares(struct arena *arena, const struct share_row *rows, int64_t count);
const struct rank_row *keep_ranks(struct arena *arena, const struct rank_row *rows, int64_t count);
const struct monitor_row *keep_monitor(struct arena *arena, const struct monitor_row *rows, int64_t count);
const struct stage_row *keep_stage_rows(struct arena *arena, const struct stage_row *rows, int64_t count);
const struct marking_place *keep_markings(struct arena *arena, const struct marking_place *rows,
                                          int64_t count);
const struct event_row *keep_events(struct arena *arena, const struct event_row *rows, int64_t count);
const struct marking_row *keep_marking(struct arena *arena, const struct marking_row *rows, int64_t count);

#endif
