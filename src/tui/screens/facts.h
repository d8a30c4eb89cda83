/* Facts in one line, put together for people. */
#ifndef BIWU_TUI_SCREENS_FACTS_H
#define BIWU_TUI_SCREENS_FACTS_H

#include "wire/message.h"

/* "70 items · 60 minutes · pass mark 80 of 100 · closes 2026-11-23 18:00" */
struct text facts_of_test(const struct test_row *test, struct arena *arena);
/* The lines above, one a fact, for reading at leisure: newline-separated. */
struct text facts_list_of_test(const struct test_row *test, struct arena *arena);
/* "87.5" */
struct text facts_mark(mark_t mark, struct arena *arena);
/* The same of a mark to which answers may add that wait for the markers: "60+". */
struct text facts_mark_so_far(mark_t mark, int64_t pending, struct arena *arena);
/* "5:09" */
struct text facts_duration(int64_t ms, struct arena *arena);
/* A response in the shown letters as a person reads it: "A B D", "对", "1→B 2→A", "甲 | 乙". Empty: "—". */
struct text facts_response(struct text kind, struct text response, struct arena *arena);
/* "张三 (10021)" */
struct text facts_person(struct text name, struct text number, struct arena *arena);
/* A unit's path in at most `width` columns: as many of its last parts as fit. */
struct text facts_unit(struct text unit, int width);
/* A stem without its own notation: "[[a]] b" → "[1:a] b". */
struct text facts_stem(struct text stem, struct arena *arena);
/* The translated name of a kind given by its protocol word. */
const char *facts_kind(struct text kind);
/* Whether a section's title says the kind already, as that of a section of one kind usually does. */
bool facts_names_kind(struct text title, struct text kind);

#endif
