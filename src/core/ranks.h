/* Order and ranks of many rows at once, by columns of numbers. */
#ifndef BIWU_CORE_RANKS_H
#define BIWU_CORE_RANKS_H

#include <stddef.h>
#include <stdint.h>

/* Orders `count` rows (below 2^31) by the columns, smaller numbers first, the first column above the second
 * and so on; rows equal in all columns stay in the order they have. order[place] is the row at that place,
 * counted from 0; ranks[place] its rank, counted from 1, equal rows sharing one: 1 2 2 4. `columns[k][row]`;
 * the columns are only read. */
void ranks_order(const int64_t *const *columns, int column_count, size_t count, uint32_t *order, int *ranks);

#endif
