/* A SQLite VFS that records what is written and synced, so that the files can be rebuilt as a power cut at
 * any moment would have left them, and that can make writes fail. */
#ifndef BIWU_TESTS_STORE_RECORDER_H
#define BIWU_TESTS_STORE_RECORDER_H

#include "base/buf.h"
#include "base/rng.h"

enum recorded_file { RECORDED_DATABASE, RECORDED_WAL };
enum { RECORDED_FILES = RECORDED_WAL + 1 };
enum recorded_kind { RECORDED_WRITE, RECORDED_TRUNCATE, RECORDED_SYNC };

struct recorded {
    enum recorded_kind kind;
    enum recorded_file file;
    int64_t at; /* offset of a write, size of a truncation */
    struct buf data;
};

struct recorder {
    struct recorded *list;
    size_t count, capacity;
    int64_t fail_after; /* writes until one fails; -1: never */
    int fail_code; /* SQLITE_FULL, SQLITE_IOERR_WRITE; every later write fails too, until it is cleared */
};

/* Makes the recorder's VFS the default for databases opened from now on, until removed. */
void recorder_install(struct recorder *recorder);
void recorder_remove(struct recorder *recorder);

/* What is on the disk when the power fails after `count` records: everything synced, and of the rest each
 * write whole, torn or not at all, as the dice fall. */
void recorder_image(const struct recorder *recorder, size_t count, struct rng *rng,
                    struct buf out[static RECORDED_FILES]);

#endif
