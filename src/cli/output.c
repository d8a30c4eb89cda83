#include "cli/output.h"

#include "base/file.h"
#include "base/i18n.h"

#include <assert.h>
#include <stdio.h>

bool table_output_parse(struct table_output *output, const struct option_spec *more, size_t count, int *argc,
                        char **argv, struct err *err)
{
    const char *format = "table";
    *output = (struct table_output){TABLE_TEXT, NULL};
    struct option_spec specs[10] = {
        {"--format", 'f', NULL, &format},
        {"--output", 'o', NULL, &output->path},
    };
    assert(count <= 8);
    for (size_t i = 0; i < count; i++)
        specs[2 + i] = more[i];
    if (!options_parse(specs, 2 + count, argc, argv, err))
        return false;
    if (!table_format_from_name(format, &output->format) || output->format > TABLE_JSON)
        return err_set(err, ERR_INVALID, _("there is no format %s; there are table, csv and json"), format);
    return true;
}

bool table_output_write(const struct table_output *output, const struct table *table, struct err *err)
{
    struct buf out = BUF_EMPTY;
    table_write(table, output->format, &out);
    bool ok = true;
    if (output->path)
        ok = file_write(output->path, buf_text(&out), 0644, err);
    else if (out.len && fwrite(out.at, 1, out.len, stdout) != out.len)
        ok = err_set_errno(err, _("the output could not be written"));
    buf_finish(&out);
    return ok;
}
