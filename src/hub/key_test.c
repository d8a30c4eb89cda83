#include "hub/key_test.h"

#include "base/clock.h"
#include "base/mem.h"
#include "hub/uses.h"
#include "hub/watch.h"

#include <stdlib.h>

enum { NS_OF_US = 1000, PRESSES_COUNTED = 99 /* of one team: a stuck key is seen, and keeps nobody busy */ };

static void begin(struct stage *stage, enum key_test mode)
{
    size_t count = (size_t)stage->sheet.contest.team_count;
    free(stage->keys.teams);
    stage->keys = (struct key_testing){.mode = mode, .teams = xcalloc(count, sizeof *stage->keys.teams)};
    for (size_t i = 0; i < count; i++)
        stage->keys.teams[i].after = -1;
    stage->changed = true;
}

void key_test_end(struct stage *stage)
{
    if (stage->keys.mode == KEY_TEST_OFF)
        return;
    free(stage->keys.teams);
    stage->keys = (struct key_testing){.mode = KEY_TEST_OFF};
    stage->changed = true;
}

bool key_test_press(struct stage *stage, int64_t team)
{
    struct key_testing *keys = &stage->keys;
    if (keys->mode == KEY_TEST_OFF || team < 0)
        return false;
    int64_t now = clock_monotonic_ns();
    struct key_presses *presses = &keys->teams[team];
    if (presses->count == PRESSES_COUNTED)
        return true;
    presses->count++;
    if (keys->mode == KEY_TEST_TOGETHER) {
        if (!keys->first)
            keys->first = now;
        if (presses->after < 0)
            presses->after = (now - keys->first) / NS_OF_US;
    }
    stage->changed = true;
    return true;
}

/* Presses are the contest's own while somebody could press for an item. */
static bool may_test(const struct contest *contest)
{
    return contest->stage < CONTEST_STAGE_READY || contest->stage == CONTEST_STAGE_DONE ||
           contest->stage == CONTEST_STAGE_PANEL || contest->stage == CONTEST_STAGE_OVER;
}

enum wire_error use_key_test(struct hub *hub, struct session *session, const struct request *request,
                             struct reply *reply)
{
    struct stage *stage;
    enum standing_as as;
    enum wire_error refusal =
        stage_asked(hub, session, request->key_test.event, EVENT_KIND_CONTEST, &stage, &as, &reply->detail);
    if (refusal != WIRE_OK)
        return refusal;
    if (as != AS_HOST)
        return WIRE_NOT_ALLOWED;
    if (request->key_test.test == KEY_TEST_OFF) {
        key_test_end(stage);
        return WIRE_OK;
    }
    if (!may_test(&stage->contest)) {
        reply->detail = text_of(contest_refusal_names[CONTEST_NOT_NOW]);
        return WIRE_CONTEST;
    }
    begin(stage, request->key_test.test);
    stage->echoes_due = 0;
    return WIRE_OK;
}
