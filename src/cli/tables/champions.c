/* champions: who won which edition of a competition. */
#include "base/i18n.h"
#include "cli/stages.h"
#include "cli/tables/kinds.h"

enum { COLUMN_FAMILY = 0 };

/* A family that is asked for and has no edition is most likely misspelt. */
static bool check_families(const struct picture *picture, const struct table *table, struct err *err)
{
    const struct table_request *request = picture->request;
    for (int i = 0; i < request->event_count; i++) {
        bool found = false;
        for (size_t r = 0; r < table->row_count && !found; r++)
            found = text_equal(table_cell(table, r, COLUMN_FAMILY)->text, request->events[i]);
        if (!found)
            return err_set(err, ERR_NOT_FOUND,
                           _("no edition of %.*s has a champion; `biwu table champions` shows all that have"),
                           TEXT_ARG(request->events[i]));
    }
    return true;
}

bool champions_build(struct picture *picture, struct err *err)
{
    const struct table_request *request = picture->request;
    struct table champions;
    struct draft draft;
    if (!champions_table(picture->store, request->events, (size_t)request->event_count, picture->arena,
                         &champions, err))
        return false;
    bool ok = check_families(picture, &champions, err);
    if (ok) {
        draft_begin(&draft, picture, picture->arena, text_of(_("Champions")), champions.columns,
                    (size_t)champions.column_count);
        for (size_t r = 0; r < champions.row_count; r++)
            memcpy(draft_row(&draft), table_cell(&champions, r, 0),
                   (size_t)champions.column_count * sizeof *champions.cells);
        draft_note(
            &draft,
            _("Finalized series, and the earlier editions that their sheets tell of, the newest first."));
    }
    table_finish(&champions);
    return ok && draft_hand_over(&draft, err);
}
