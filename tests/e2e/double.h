/* The parts of the sample's double competition, played at terminals one after the other in one hall. */
#ifndef BIWU_E2E_DOUBLE_H
#define BIWU_E2E_DOUBLE_H

#include "stage_journey.h"

/* The theory test of the team members, on paper. */
void double_theory(struct stage_room *room);
/* The final of the teams: host, board and four desks, to the prizes. */
void double_final(struct stage_room *room);
/* The two panels: host, board and five judges. */
void double_panels(struct stage_room *room);
/* The ceremony of the total. */
void double_series(struct stage_room *room);

#endif
