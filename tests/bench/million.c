/* A million attempts of fifty responses: ranking them, finding one person's rank, the statistics of the
 * items; beside what SQLite does by itself on the same rows. */
#include "bench.h"

#include "base/mem.h"
#include "base/rng.h"
#include "core/statistics.h"
#include "hub/map.h"
#include "store/ranking.h"
#include "store/tally.h"

#include <malloc.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    ATTEMPTS = 1000000,
    ATTEMPTS_QUICK = 2000,
    SLOTS = 50,
    ITEMS = 200,
    /* One in so many attempts has its responses as JSON too, which is what the SQL way reads: all of them
     * would be two gigabytes. */
    PART = 10,
    FULL = 20000,
    COMMIT_EVERY = 50000,
};
static const enum rank_key chain[] = {RANK_MARKS, RANK_ELAPSED};

struct million {
    int attempts;
    char path[700];
    struct store *store; /* open for reading */
    sqlite3 *db;         /* the reference's own handle */
};

static _Noreturn void give_up(const char *what, const char *why)
{
    fprintf(stderr, "bench: %s: %s\n", what, why);
    exit(1);
}

/* ---- The hall --------------------------------------------------------------------------------------- */

static void run(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        give_up(sql, sqlite3_errmsg(db));
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *stmt;
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
        give_up(sql, sqlite3_errmsg(db));
    return stmt;
}

/* A paper of 50 out of 200 items, answered by somebody of some ability. */
static mark_t draw_slots(struct rng *rng, struct tally_slot *slots)
{
    mark_t sum = 0;
    uint32_t first = rng_below(rng, ITEMS), ability = rng_below(rng, 60);
    for (uint32_t i = 0; i < SLOTS; i++) {
        uint32_t item = (first + i * 7) % ITEMS, luck = rng_below(rng, 100);
        bool right = luck < 30 + ability + item % 10, given = luck < 98;
        slots[i] = (struct tally_slot){
            .revision = 1 + item,
            .child = -1,
            .mark = right            ? FULL
                    : luck % 16 == 0 ? FULL / 2
                                     : 0,
            .full = FULL,
            .given = given,
            .chosen = given ? right ? 4 : 1 << luck % 4 : 0,
            .spent = given ? 5000 + 100 * rng_below(rng, 600) : 0,
        };
        sum += slots[i].mark;
    }
    return sum;
}

static void write_json(const struct tally_slot *slots, struct buf *out)
{
    static const char *const letters[] = {"", "A", "B", "", "C", "", "", "", "D"};
    buf_clear(out);
    for (int i = 0; i < SLOTS; i++)
        buf_addf(out, "%s[\"bench\",\"b-%03lld\",%lld,\"%s\",%lld,%lld,%lld]", i ? "," : "[",
                 (long long)slots[i].revision, (long long)slots[i].revision, letters[slots[i].chosen],
                 (long long)slots[i].mark, (long long)slots[i].full, (long long)slots[i].spent);
    buf_add_char(out, ']');
}

/* Ten attempts in eleven are a person's first; ids and numbers are not in the same order. */
static void add_attempts(const struct million *million, sqlite3 *db)
{
    sqlite3_stmt *row = prepare(
        db, "INSERT INTO attempt(id, event, number, nth, status, cause, started_at, ended_at, elapsed,"
            " mark, full, passed, answered, slots, first_seq, last_seq, void_reason, responses)"
            " VALUES(?1, 'bench', ?2, ?3, 'submitted', 'candidate', 1, ?4, ?5, ?6, 1000000, ?7, 50,"
            " 50, 1, 1, '', ?8)");
    sqlite3_stmt *body = prepare(db, "INSERT INTO tally(attempt, body) VALUES(?1, ?2)");
    int64_t people = (int64_t)million->attempts * 10 / 11;
    struct rng rng;
    struct buf json = BUF_EMPTY, tally = BUF_EMPTY;
    rng_init(&rng, text_of("bench"), text_of("million"), text_of(""));
    for (int i = 0; i < million->attempts; i++) {
        struct tally_slot slots[SLOTS];
        mark_t mark = draw_slots(&rng, slots);
        if (i % COMMIT_EVERY == 0)
            run(db, i ? "COMMIT; BEGIN" : "BEGIN");
        bool with_json = i < million->attempts / PART;
        if (with_json)
            write_json(slots, &json);
        char number[24];
        snprintf(number, sizeof number, "%lld", (long long)(10000000 + (int64_t)i * 48271 % people));
        sqlite3_bind_int64(row, 1, i + 1);
        sqlite3_bind_text(row, 2, number, -1, SQLITE_STATIC);
        sqlite3_bind_int64(row, 3, i / people + 1);
        sqlite3_bind_int64(row, 4, INT64_C(1795430400000) + i);
        sqlite3_bind_int64(row, 5, 600000 + rng_below(&rng, 3000000));
        sqlite3_bind_int64(row, 6, mark);
        sqlite3_bind_int(row, 7, mark >= 600000);
        sqlite3_bind_text(row, 8, with_json ? json.at : "[]", -1, SQLITE_STATIC);
        buf_clear(&tally);
        tally_write(slots, SLOTS, &tally);
        sqlite3_bind_int64(body, 1, i + 1);
        sqlite3_bind_blob(body, 2, tally.at, (int)tally.len, SQLITE_STATIC);
        if (sqlite3_step(row) != SQLITE_DONE || sqlite3_step(body) != SQLITE_DONE)
            give_up("adding attempts", sqlite3_errmsg(db));
        sqlite3_reset(row);
        sqlite3_reset(body);
    }
    run(db, "COMMIT");
    sqlite3_finalize(row);
    sqlite3_finalize(body);
    buf_finish(&json);
    buf_finish(&tally);
}

static void remove_hall(const struct million *million)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        char file[720];
        snprintf(file, sizeof file, "%s%s", million->path, ends[i]);
        unlink(file);
    }
}

/* The store makes the schema; the rows come past the journal. */
static void make_hall(const struct million *million)
{
    struct err err = ERR_NONE;
    remove_hall(million);
    struct store *store = store_open(million->path, STORE_CREATE, &err);
    if (!store)
        give_up(million->path, err.message);
    store_close(store);
    sqlite3 *db;
    if (sqlite3_open(million->path, &db) != SQLITE_OK)
        give_up(million->path, sqlite3_errmsg(db));
    run(db, "PRAGMA synchronous = OFF; PRAGMA cache_size = -200000");
    add_attempts(million, db);
    run(db, "PRAGMA wal_checkpoint(TRUNCATE)");
    sqlite3_close(db);
}

static struct million hall_of(const struct bench *bench)
{
    char directory[600];
    struct million million = {.attempts = bench->quick ? ATTEMPTS_QUICK : ATTEMPTS};
    bench_directory(bench, "million", directory, sizeof directory);
    snprintf(million.path, sizeof million.path, "%s/hall.db", directory);
    return million;
}

static struct million open_hall(const struct bench *bench)
{
    struct million million = hall_of(bench);
    struct err err = ERR_NONE;
    million.store = store_open(million.path, STORE_READ, &err);
    if (!million.store)
        give_up(million.path, err.message);
    if (sqlite3_open_v2(million.path, &million.db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) !=
        SQLITE_OK)
        give_up(million.path, sqlite3_errmsg(million.db));
    run(million.db, "PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY");
    return million;
}

static void close_hall(struct million *million)
{
    store_close(million->store);
    sqlite3_close(million->db);
}

/* In truth each side runs in a process of its own: neither is to find the other's leavings in the heap, which
 * slow down whoever comes next by half. */
static void clear_heap(void)
{
    malloc_trim(0);
}

/* Most memory the process ever had, in MB. */
static double peak_memory(void)
{
    char line[256];
    double kilobytes = 0;
    FILE *status = fopen("/proc/self/status", "re");
    while (status && fgets(line, sizeof line, status))
        if (strncmp(line, "VmHWM:", 6) == 0)
            kilobytes = strtod(line + 6, NULL);
    if (status)
        fclose(status);
    return kilobytes / 1024;
}

static void report_memory(const char *name)
{
    printf("%-34s  %8s  %10.2f MB\n", name, "", peak_memory());
    fflush(stdout);
}

/* ---- Ranking ---------------------------------------------------------------------------------------- */

static struct ranking read_ranking(const struct million *million)
{
    struct ranking ranking;
    struct err err = ERR_NONE;
    if (!ranking_read(million->store, text_of("bench"), chain, COUNT_OF(chain), &ranking, &err))
        give_up("ranking", err.message);
    return ranking;
}

static double time_ranking(const struct million *million)
{
    double start = bench_seconds();
    struct ranking ranking = read_ranking(million);
    double taken = bench_seconds() - start;
    if (ranking.count != (size_t)((int64_t)million->attempts * 10 / 11))
        give_up("ranking", "somebody is missing");
    ranking_finish(&ranking);
    return taken;
}

static double time_rank_over(const struct million *million)
{
    sqlite3_stmt *stmt = prepare(million->db, "SELECT id, RANK() OVER (ORDER BY mark DESC, elapsed / 1000)"
                                              " FROM attempt WHERE event = 'bench' AND status = 'submitted'");
    int count = 0;
    int64_t sum = 0;
    double start = bench_seconds();
    for (; sqlite3_step(stmt) == SQLITE_ROW; count++)
        sum += sqlite3_column_int64(stmt, 0) + sqlite3_column_int64(stmt, 1);
    double taken = bench_seconds() - start;
    sqlite3_finalize(stmt);
    if (count != million->attempts || sum <= 0)
        give_up("RANK() OVER", "rows are missing");
    return taken;
}

static void measure_ranking(const struct bench *bench)
{
    struct million million = open_hall(bench);
    struct samples samples = {.count = 0};
    char name[64];
    for (int i = 0; i < bench->rounds; i++) {
        double ours = time_ranking(&million);
        clear_heap();
        samples_add(&samples, ours * 1000, time_rank_over(&million) * 1000);
        clear_heap();
    }
    snprintf(name, sizeof name, "rank %d (RANK() OVER)", million.attempts);
    bench_report(name, &samples, "ms");
    close_hall(&million);
}

static void measure_ranking_memory(const struct bench *bench)
{
    struct million million = open_hall(bench);
    time_ranking(&million);
    report_memory("  peak memory of it");
    close_hall(&million);
}

/* ---- One person's rank ------------------------------------------------------------------------------ */

enum { LOOKUPS = 1000 };

/* As the hub keeps it (hub/results.c): rows in order, found by number. */
static double time_lookups(const struct map *by_number, const struct ranking *ranking, struct rng *rng)
{
    struct text numbers[LOOKUPS];
    int64_t sum = 0;
    for (int i = 0; i < LOOKUPS; i++)
        numbers[i] = ranking_number(ranking, rng_below(rng, (uint32_t)ranking->count));
    double start = bench_seconds();
    for (int i = 0; i < LOOKUPS; i++)
        sum += ((const struct standing_row *)map_get(by_number, numbers[i]))->rank;
    double taken = (bench_seconds() - start) / LOOKUPS;
    if (sum <= 0)
        give_up("one rank", "nobody was found");
    return taken;
}

static double time_counting(sqlite3_stmt *stmt, const struct ranking *ranking, size_t place)
{
    const struct ranking_entry *entry = &ranking->entries[ranking->order[place]];
    double start = bench_seconds();
    sqlite3_bind_int64(stmt, 1, entry->marks);
    sqlite3_bind_int64(stmt, 2, entry->elapsed / 1000);
    if (sqlite3_step(stmt) != SQLITE_ROW || sqlite3_column_int64(stmt, 0) < ranking->ranks[place] - 1)
        give_up("counting", "it gives another rank");
    sqlite3_reset(stmt);
    return bench_seconds() - start;
}

static void measure_one(const struct bench *bench)
{
    struct million million = open_hall(bench);
    struct samples samples = {.count = 0};
    struct map by_number = MAP_EMPTY;
    struct rng rng;
    struct ranking ranking = read_ranking(&million);
    struct standing_row *rows = xcalloc(ranking.count, sizeof *rows);
    sqlite3_stmt *stmt =
        prepare(million.db, "SELECT count(*) FROM attempt WHERE event = 'bench' AND status = 'submitted'"
                            " AND (mark > ?1 OR mark = ?1 AND elapsed / 1000 < ?2)");
    rng_init(&rng, text_of("bench"), text_of("lookups"), text_of(""));
    for (size_t place = 0; place < ranking.count; place++) {
        rows[place].rank = ranking.ranks[place];
        map_put(&by_number, ranking_number(&ranking, place), &rows[place]);
    }
    for (int i = 0; i < bench->rounds; i++) {
        double ours = time_lookups(&by_number, &ranking, &rng);
        size_t place = rng_below(&rng, (uint32_t)ranking.count);
        samples_add(&samples, ours * 1e6, time_counting(stmt, &ranking, place) * 1e6);
    }
    bench_report("one rank in the hub (counting)", &samples, "µs");
    sqlite3_finalize(stmt);
    map_finish(&by_number);
    free(rows);
    ranking_finish(&ranking);
    close_hall(&million);
}

/* ---- Statistics ------------------------------------------------------------------------------------- */

static bool add_total(void *context, const struct tally_row *row, struct err *err)
{
    (void)err;
    statistics_add_total(context, row->mark, row->full);
    return true;
}

static bool add_slots(void *context, const struct tally_row *row, const struct tally_slot *slots, int count,
                      struct err *err)
{
    (void)err;
    statistics_add(context, row->mark, slots, count);
    return true;
}

/* Seconds for everything that `biwu stats` computes. */
static double time_statistics(const struct million *million)
{
    struct err err = ERR_NONE;
    struct arena arena = ARENA_EMPTY;
    struct test_statistics out;
    double start = bench_seconds();
    struct statistics *statistics = statistics_create();
    bool ok = tally_rows(million->store, text_of("bench"), add_total, statistics, &err);
    statistics_divide(statistics);
    ok = ok && tally_walk(million->store, text_of("bench"), add_slots, statistics, &err);
    if (!ok)
        give_up("statistics", err.message);
    statistics_end(statistics, &arena, &out);
    double taken = bench_seconds() - start;
    if (out.n != million->attempts || out.item_count != ITEMS)
        give_up("statistics", "attempts or items are missing");
    statistics_destroy(statistics);
    arena_finish(&arena);
    return taken;
}

/* Number, mean and standard deviation of each item, no more, as an administrator asks the view for them
 * (docs/database.md). */
static double time_sql_statistics(const struct million *million)
{
    sqlite3_stmt *stmt =
        prepare(million->db, "SELECT bank, item, count(*), avg(mark),"
                             " sqrt((sum(mark * mark) - sum(mark) * sum(mark) / count(*)) / (count(*) - 1))"
                             " FROM v_response WHERE event = 'bench' AND attempt <= ?1 GROUP BY bank, item");
    int items = 0;
    sqlite3_bind_int(stmt, 1, million->attempts / PART);
    double start = bench_seconds();
    while (sqlite3_step(stmt) == SQLITE_ROW)
        items++;
    double taken = bench_seconds() - start;
    sqlite3_finalize(stmt);
    if (items != ITEMS)
        give_up("statistics in SQL", "items are missing");
    return taken;
}

static void measure_statistics(const struct bench *bench)
{
    struct million million = open_hall(bench);
    struct samples samples = {.count = 0};
    double responses = (double)million.attempts * SLOTS;
    char name[64];
    /* The reference takes long: once in each three rounds of ours. */
    double reference = time_sql_statistics(&million) * PART * 1e9 / responses;
    clear_heap();
    for (int i = 0; i < bench->rounds && i < 3; i++)
        samples_add(&samples, time_statistics(&million) * 1e9 / responses, reference);
    snprintf(name, sizeof name, "statistics, a response of %.0f", responses);
    bench_report(name, &samples, "ns");
    close_hall(&million);
}

static void measure_statistics_memory(const struct bench *bench)
{
    struct million million = open_hall(bench);
    time_statistics(&million);
    report_memory("  peak memory of it");
    close_hall(&million);
}

void bench_million(const struct bench *bench)
{
    struct million million = hall_of(bench);
    make_hall(&million);
    bench_on_one_core(bench, measure_ranking);
    bench_on_one_core(bench, measure_ranking_memory);
    bench_on_one_core(bench, measure_one);
    bench_on_one_core(bench, measure_statistics);
    bench_on_one_core(bench, measure_statistics_memory);
    remove_hall(&million);
}
