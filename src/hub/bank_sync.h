/* Taking the hall's bank files over into its database: what the hub does when it starts, and `biwu bank
 * sync`. */
#ifndef BIWU_HUB_BANK_SYNC_H
#define BIWU_HUB_BANK_SYNC_H

#include "base/diag.h"
#include "store/banks.h"

/* One bank file and what came of it. */
struct bank_sync_report {
    const char *path;          /* "question_banks/dangwu.yaml" */
    bool ok;                   /* taken over, or current already */
    bool current;              /* unchanged since the last time: not read again */
    struct bank_sync counts;   /* when ok and not current */
    const struct diags *diags; /* findings; NULL when there are none */
    struct text source;        /* the file's text, for showing findings */
};
typedef void bank_sync_reporter(void *context, const struct bank_sync_report *report);

/* Reads every changed file of HALL/question_banks, each in a transaction of its own. A file with errors, or
 * one that takes a bank code already taken by an earlier file, leaves the database as it was and is reported
 * with ok false. Banks whose files are gone are retired. False only when the database or the directory fails.
 */
bool bank_sync_hall(struct store *store, const char *hall, struct text actor, bank_sync_reporter *report,
                    void *context, struct err *err);

#endif
