/* The words of draws: the journal's, and those for people. */
#include "base/i18n.h"
#include "core/draw.h"

const char *const draw_kind_names[DRAW_KINDS] = {
    [DRAW_PEOPLE] = "people", [DRAW_TOPICS] = "topics", [DRAW_GROUPS] = "groups", [DRAW_ORDER] = "order"};
const char *const draw_seed_origin_names[DRAW_SEED_ORIGINS] = {
    [DRAW_SEED_THROWN] = "thrown", [DRAW_SEED_GIVEN] = "given", [DRAW_SEED_SYSTEM] = "system"};

static const char *const event_names[DRAW_EVENT_KINDS] = {
    [DRAW_POOLED] = "pooled",   [DRAW_SEEDED] = "seeded",   [DRAW_DRAWN] = "drawn",
    [DRAW_PRESENT] = "present", [DRAW_EXCUSED] = "excused", [DRAW_ABSENT] = "absent",
    [DRAW_CALLED] = "called",   [DRAW_CLOSED] = "closed"};

const char *draw_event_name(enum draw_event_kind kind)
{
    return event_names[kind];
}

bool draw_event_from_name(struct text name, enum draw_event_kind *out)
{
    for (int i = 0; i < DRAW_EVENT_KINDS; i++)
        if (text_is(name, event_names[i])) {
            *out = (enum draw_event_kind)i;
            return true;
        }
    return false;
}

const char *draw_standing_name(enum draw_standing standing)
{
    static const char *const names[] = {[DRAW_WAITS] = "waiting",
                                        [DRAW_DUE] = "due",
                                        [DRAW_CAME] = "present",
                                        [DRAW_IS_EXCUSED] = "excused",
                                        [DRAW_IS_ABSENT] = "absent"};
    return names[standing];
}

const char *draw_stage_name(enum draw_stage stage)
{
    static const char *const names[DRAW_STAGES] = {[DRAW_STAGE_NONE] = "none",
                                                   [DRAW_STAGE_POOLED] = "pooled",
                                                   [DRAW_STAGE_SEEDED] = "seeded",
                                                   [DRAW_STAGE_DRAWN] = "drawn",
                                                   [DRAW_STAGE_CLOSED] = "closed"};
    return names[stage];
}

const char *draw_kind_label(enum draw_kind kind)
{
    static const char *const labels[DRAW_KINDS] = {[DRAW_PEOPLE] = N_("draw of people"),
                                                   [DRAW_TOPICS] = N_("draw of topics"),
                                                   [DRAW_GROUPS] = N_("draw of groups"),
                                                   [DRAW_ORDER] = N_("draw of an order")};
    return labels[kind];
}

const char *draw_standing_label(enum draw_standing standing)
{
    static const char *const labels[] = {[DRAW_WAITS] = N_("substitute"),
                                         [DRAW_DUE] = N_("awaited"),
                                         [DRAW_CAME] = N_("present"),
                                         [DRAW_IS_EXCUSED] = N_("excused"),
                                         [DRAW_IS_ABSENT] = N_("absent")};
    return labels[standing];
}

const char *draw_stage_label(enum draw_stage stage)
{
    static const char *const labels[DRAW_STAGES] = {[DRAW_STAGE_NONE] = N_("nothing yet"),
                                                    [DRAW_STAGE_POOLED] = N_("waits for its seed"),
                                                    [DRAW_STAGE_SEEDED] = N_("waits to be drawn"),
                                                    [DRAW_STAGE_DRAWN] = N_("drawn"),
                                                    [DRAW_STAGE_CLOSED] = N_("closed")};
    return labels[stage];
}

const char *draw_refusal_message(enum draw_refusal refusal)
{
    static const char *const messages[DRAW_REFUSALS] = {
        [DRAW_OK] = N_("done"),
        [DRAW_ALREADY] = N_("this stands already and cannot be done again: a new draw needs a new id"),
        [DRAW_NO_POOL] = N_("there is no pool yet; a seed comes after it"),
        [DRAW_NO_SEED] = N_("there is no seed yet; `biwu draw seed` fixes it"),
        [DRAW_EMPTY] = N_("nobody is left to draw from"),
        [DRAW_BAD_POOL] = N_("the pool is too large, or not in order"),
        [DRAW_BAD_RULE] = N_("the rule does not say how many, or less in all than the units alone come to"),
        [DRAW_TOO_FEW] = N_("there are fewer to draw from than the rule wants"),
        [DRAW_FEW_TOPICS] = N_("there are too few topics; give more, or let them return"),
        [DRAW_BAD_SEED] = N_("the seed is empty"),
        [DRAW_NOT_DRAWN] = N_("nothing has been drawn yet"),
        [DRAW_NOT_PEOPLE] = N_("presence is only kept for draws of people"),
        [DRAW_NO_MEMBER] = N_("this number is not in the pool of the draw"),
        [DRAW_NO_PLACE] = N_("this person was neither drawn nor called"),
        [DRAW_NO_REASON] = N_("an excuse needs a reason"),
        [DRAW_REPLACED] = N_("a substitute was called for this person already"),
        [DRAW_NOT_MISSING] = N_("this person is neither excused nor absent, so nobody is called instead"),
        [DRAW_NOBODY_LEFT] = N_("no substitutes are left"),
        [DRAW_NOTHING] = N_("nothing would change"),
        [DRAW_IS_CLOSED] = N_("the draw is closed"),
    };
    return messages[refusal];
}
