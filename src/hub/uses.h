/* The use cases: one function a request. Each fills the reply's own fields (texts in hub->scratch or longer
 * lived) and returns WIRE_OK, or why it refuses; then only reply->detail and reply->wait may be set. */
#ifndef BIWU_HUB_USES_H
#define BIWU_HUB_USES_H

#include "hub/state.h"

typedef enum wire_error use_case(struct hub *hub, struct session *session, const struct request *request,
                                 struct reply *reply);

use_case use_hello, use_ping;                         /* hello.c */
use_case use_sign_in, use_resume, use_sign_out;       /* sign_in.c */
use_case use_home;                                    /* home.c */
use_case use_start, use_answer, use_flag, use_submit; /* answering.c */
use_case use_paper, use_review;                       /* paper.c */
use_case use_result;                                  /* result.c */
use_case use_ranking;                                 /* ranking.c */
use_case use_monitor, use_events;                     /* monitor.c */
use_case use_event_open, use_event_close, use_event_seal, use_extend, use_force_submit, use_void,
    use_unlock;                                                /* staff.c */
use_case use_marking, use_script, use_mark_script, use_reopen; /* marking_use.c */
use_case use_tick;                                             /* oral_use.c */
use_case use_import;                                           /* import.c */
use_case use_watch;                                            /* watch.c */
use_case use_contest, use_preview, use_plays;                  /* contest_use.c */
use_case use_key_test;                                         /* key_test.c */
use_case use_panel, use_sheet, use_performer;                  /* panel_use.c */
use_case use_sign;                                             /* sign.c */
use_case use_series;                                           /* series_use.c */
use_case use_echo;                                             /* echo.c */

#endif
