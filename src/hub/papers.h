/* What sitting a test needs, kept while it is needed: the pool its forms are drawn from and the items on
 * them. */
#ifndef BIWU_HUB_PAPERS_H
#define BIWU_HUB_PAPERS_H

#include "hub/state.h"

/* Loads the pool of a prepared test if it is not there. */
bool papers_load(struct hub *hub, struct test *test, struct err *err);
/* Draws the form of a person's nth attempt, after papers_load. Its texts are the pool's: it lives as long as
 * the papers. Fails when the pool cannot fill it. */
bool papers_draw(struct test *test, struct text number, int nth, struct arena *arena, struct form *out,
                 struct err *err);
/* The item of every slot (the child itself, for a child), and in `parents` (may be NULL) that of its case;
 * arrays in `arena`, items as long as the papers. */
bool papers_items(struct hub *hub, struct test *test, const struct form *form, struct arena *arena,
                  const struct item *const **items, const struct item *const **parents, struct err *err);
/* Takes over a pool that was loaded into `arena` when the test was prepared. */
void papers_take(struct test *test, const struct pool *pool, struct arena *arena);
void papers_drop(struct test *test);
/* Drops those that nothing runs on and nobody asked for lately. */
void papers_sweep(struct hub *hub);

#endif
