/* Streams of the journal that are found without reading the rest: "contest/CODE", "ruling/CODE", "draw/ID" …;
 * the table `stage` notes where each begins and ends. Private to the room. */
#ifndef BIWU_STORE_STREAMS_H
#define BIWU_STORE_STREAMS_H

#include "store/journal.h"

/* Appends an entry with n > 0 to "SORT/CODE" (entry->stream is filled in) and notes its place. Within a write
 * transaction. */
bool stream_append(struct store *store, const char *sort, struct text code, struct journal_entry *entry,
                   struct err *err);
/* Calls `each` for every entry of the stream in order, as journal_walk does; they must be numbered from 1
 * without gaps. A stream that nothing was written to has none. */
bool stream_walk(struct store *store, const char *sort, struct text code, journal_visitor *each,
                 void *context, struct err *err);
/* The seq of its last entry, 0 without any. Quick. */
bool stream_last(struct store *store, const char *sort, struct text code, int64_t *seq, struct err *err);
/* ERR_DAMAGED: the entries of the stream cannot follow one another. Returns false. */
bool stream_contradicts(struct text stream, struct err *err);

#endif
