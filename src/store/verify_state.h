/* What a verification knows while it walks the journal. Private to verify*.c. */
#ifndef BIWU_STORE_VERIFY_STATE_H
#define BIWU_STORE_VERIFY_STATE_H

#include "core/attempt.h"
#include "store/events.h"
#include "store/journal.h"
#include "store/rulings.h"
#include "store/settled.h"
#include "store/verify.h"

/* An event as its stream tells it. */
struct checked_event {
    struct text code, title;
    struct event_record told; /* status, hashes, seed, times */
    int64_t pool_count;
    struct test_sheet *sheet; /* NULL until an attempt needs it */
    bool sheet_failed;
};

/* A bank as its stream tells it. */
struct checked_bank {
    struct text code, title, path;
    struct hash content, items;
    int64_t synced_at;
    bool active;
};

/* A stream that is not an attempt's. */
struct checked_stream {
    struct text name;
    int64_t n;
    int64_t first_seq, last_seq;
};

/* What is kept of an attempt until it is compared with its row. */
struct live_attempt {
    struct attempt state;
    struct text event, number; /* in `arena` */
    int nth;
    int64_t started_at, first_seq;
    int64_t submitted_at, submitted_seq; /* 0: not submitted */
    int64_t voided_at, voided_seq;       /* 0: not voided */
    struct text void_reason;
    struct arena arena;
};

struct checked_attempt {
    int64_t id;
    uint32_t n;
    bool broken;               /* its entries cannot be folded; said already */
    struct live_attempt *live; /* NULL once compared */
};

/* From a number above 0 to an index; open addressing. */
struct index {
    int64_t *keys; /* 0: free */
    size_t *values;
    size_t size, used;
};
size_t *index_find(const struct index *index, int64_t key); /* NULL: not there */
void index_add(struct index *index, int64_t key, size_t value);
void index_finish(struct index *index);

/* What marking takes besides an attempt's own entries (verify_rulings.c). */
struct checked_rulings {
    struct text event;
    struct rulings rulings;
    struct settled_mark *settled;
    size_t settled_count;
};

struct checked_stage;   /* verify_stages.h */
struct checked_draw;    /* verify_drawn.c */
struct checked_marking; /* verify_marking.c */

struct verify {
    struct store *store;
    const struct verify_report *report;
    struct verify_counts *counts;
    struct arena arena;   /* lives as long as the verification */
    struct arena scratch; /* cleared at each entry */
    int64_t total;

    int64_t seq; /* of the entry before */
    struct hash link;

    struct checked_stream *streams;
    size_t stream_count, stream_capacity;
    struct checked_event *events;
    size_t event_count, event_capacity;
    struct checked_rulings *rulings; /* of the events that attempts were compared of */
    size_t rulings_count, rulings_capacity;
    struct checked_bank *banks;
    size_t bank_count, bank_capacity;
    int64_t revision; /* last one told of by the banks' streams */
    bool roster_told;
    struct hash roster;

    struct checked_marking *markings; /* a test whose answers in words are marked */
    size_t marking_count, marking_capacity;
    struct checked_draw **draws;
    size_t draw_count, draw_capacity;
    struct checked_stage **stages;
    size_t stage_count, stage_capacity;
    struct checked_attempt *attempts;
    size_t attempt_count, attempt_capacity;
    struct index attempt_index;
    const struct item **items;
    size_t item_count, item_capacity;
    struct index item_index;
};

/* Reports a difference; controls and broken characters in it are shown as '?'. */
void finding(struct verify *verify, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* One entry of a stream of that sort; `rest` is the stream's name after the slash. False: reading failed. */
bool verify_attempt_entry(struct verify *verify, const struct journal_entry *entry, struct text rest,
                          struct err *err);
bool verify_event_entry(struct verify *verify, const struct journal_entry *entry, struct text code,
                        struct err *err);
bool verify_bank_entry(struct verify *verify, const struct journal_entry *entry, struct text code,
                       struct err *err);
bool verify_people_entry(struct verify *verify, const struct journal_entry *entry, struct text rest,
                         struct err *err);
bool verify_contest_entry(struct verify *verify, const struct journal_entry *entry, struct text rest,
                          struct err *err);
bool verify_panel_entry(struct verify *verify, const struct journal_entry *entry, struct text rest,
                        struct err *err);
bool verify_ruling_entry(struct verify *verify, const struct journal_entry *entry, struct text rest,
                         struct err *err);
bool verify_marking_entry(struct verify *verify, const struct journal_entry *entry, struct text rest,
                          struct err *err);
bool verify_series_entry(struct verify *verify, const struct journal_entry *entry, struct text rest,
                         struct err *err);
bool verify_draw_entry(struct verify *verify, const struct journal_entry *entry, struct text id,
                       struct err *err);
bool verify_seal_entry(struct verify *verify, const struct journal_entry *entry, struct text code,
                       struct err *err);

/* After the last entry: what the tables hold against what the streams told. */
bool verify_attempts_end(struct verify *verify, struct err *err);
bool verify_tallies_end(struct verify *verify, struct err *err);
bool verify_stages_end(struct verify *verify, struct err *err);
bool verify_events_end(struct verify *verify, struct err *err);
bool verify_banks_end(struct verify *verify, struct err *err);
bool verify_items(struct verify *verify, struct err *err);
bool verify_pools(struct verify *verify, struct err *err);
bool verify_people_end(struct verify *verify, struct err *err);
void verify_attempts_finish(struct verify *verify);
void verify_stages_finish(struct verify *verify);
void verify_drawn_finish(struct verify *verify);
void verify_markings_finish(struct verify *verify);

/* The event as its stream told it so far; NULL: not at all. */
const struct checked_event *verify_find_event(const struct verify *verify, struct text code);
/* The item of a slot: of its revision, read once; *out NULL when there is none that fits the slot. false:
 * reading failed. */
bool verify_item(struct verify *verify, const struct slot *slot, const struct item **out, struct err *err);

/* Fills in what of the basis is the event's and the attempt's: rulings and what markers settled. false:
 * reading failed. */
bool verify_basis(struct verify *verify, struct text event, int64_t attempt, int slots,
                  struct marking_basis *basis, struct err *err);

/* An attempt's tally, if it has one; `markings` NULL: they could not be computed. false: reading failed. */
bool verify_tally(struct verify *verify, int64_t id, const struct attempt *state,
                  const struct marking *markings, struct err *err);

/* The event's sheet as its row holds it, NULL when it cannot be had (said once). false: reading failed. */
bool verify_sheet(struct verify *verify, struct text code, const struct test_sheet **out, struct err *err);

#endif
