#include "tui/tui.h"

#include "tui/app/shell.h"

bool tui_run(const struct tui_options *options, struct err *err)
{
    struct term *term = term_open(options->mono, err);
    if (!term)
        return false;
    shell_run(term, options);
    term_close(term);
    return true;
}
