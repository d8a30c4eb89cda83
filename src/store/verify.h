/* `biwu verify`: replays the journal, recomputes every projection, walks the chain. */
#ifndef BIWU_STORE_VERIFY_H
#define BIWU_STORE_VERIFY_H

#include "core/contest_sheet.h"
#include "core/panel_sheet.h"
#include "store/store.h"

struct verify_report {
    void *context;
    /* Called once for each difference, with a sentence that names the row. */
    void (*finding)(void *context, const char *sentence);
    /* Now and then: journal entries done of total. May be NULL. */
    void (*progress)(void *context, int64_t done, int64_t total);
    /* Reads a prepared sheet's YAML (the store knows no YAML). */
    bool (*sheet)(void *context, struct text source, struct arena *arena, struct test_sheet *out);
    bool (*contest)(void *context, struct text source, struct arena *arena, struct contest_sheet *out);
    bool (*panel)(void *context, struct text source, struct arena *arena, struct panel_sheet *out);
};

struct verify_counts {
    int64_t entries, attempts, stages, findings; /* stages: contests and panels */
    struct hash head;
};

/* Checks: SQLite's own integrity_check; seq without gaps; every link; each stream's n without gaps; every
 * attempt row and every response, mark, sum, pass against the fold of its events and the marking rules; item
 * revisions and saved pools against their hashes; event rows (status, seed, pool, sheet hash) against their
 * streams. false only when reading itself failed (err set); differences are findings. */
bool store_verify(struct store *store, const struct verify_report *report, struct verify_counts *out,
                  struct err *err);

#endif
