/* What happened in a contest or a panel, said for people. */
#ifndef BIWU_REPORT_CONTEST_SENTENCE_H
#define BIWU_REPORT_CONTEST_SENTENCE_H

#include "base/buf.h"
#include "core/contest.h"
#include "core/panel.h"

/* Appends one translated sentence without a final stop. `before` is the state before the event was applied.
 */
void contest_event_sentence(const struct contest *before, const struct contest_event *event, struct buf *out);
void panel_event_sentence(const struct panel *before, const struct panel_event *event, struct buf *out);

#endif
