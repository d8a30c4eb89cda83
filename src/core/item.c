#include "core/item.h"
