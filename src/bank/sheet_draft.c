#include "bank/sheet_draft.h"

#include "bank/event_load.h"
#include "base/i18n.h"
#include "base/mem.h"

#include <stdlib.h>

void sheet_read_code(struct reader *reader, const struct node *value, void *into)
{
    struct sheet_head *head = into;
    struct piece piece;
    if (value_piece(reader, value, &rule_line, &piece) && piece_is_code(reader, &piece))
        head->code = piece.text;
}

void sheet_read_title(struct reader *reader, const struct node *value, void *into)
{
    struct sheet_head *head = into;
    value_text(reader, value, &rule_short, &head->title);
}

void sheet_read_instructions(struct reader *reader, const struct node *value, void *into)
{
    struct sheet_head *head = into;
    value_text(reader, value, &rule_paragraph, &head->instructions);
}

void sheet_read_decimals(struct reader *reader, const struct node *value, void *into)
{
    struct sheet_head *head = into;
    value_int(reader, value, 0, MARK_DECIMALS, &head->decimals);
}

void sheet_read_seed(struct reader *reader, const struct node *value, void *into)
{
    struct sheet_head *head = into;
    value_text(reader, value, &rule_short, &head->seed);
}

bool sheet_read(struct reader *reader, const struct node *root, const struct field_table *table, int decimals,
                struct sheet_head *head, struct seen *seen)
{
    *head = (struct sheet_head){.reader = reader, .decimals = decimals};
    fields_read(reader, root, table, N_("an event file begins with a line such as “test: code”"), seen, head);
    if (!reader->stopped)
        reader_end(reader);
    if (head->title.len == 0)
        head->title = head->code;
    return !reader->stopped;
}

void placed_marks_add(struct placed_marks *list, mark_t marks, struct place place)
{
    list->at = xgrow(list->at, &list->capacity, list->count + 1, sizeof *list->at);
    list->at[list->count++] = (struct placed_mark){marks, place};
}

void placed_marks_finish(struct placed_marks *list)
{
    free(list->at);
    *list = (struct placed_marks){NULL, 0, 0};
}

void *sheet_keep(struct arena *arena, const void *at, size_t count, size_t size)
{
    void *kept = arena_array(arena, count, size);
    if (count)
        memcpy(kept, at, count * size);
    return kept;
}

static bool is_too_large(struct text source, const char *file, struct diags *diags)
{
    if (source.len <= EVENT_MAX_FILE)
        return false;
    diags_error(diags, (struct span){.file = file}, _("the file is larger than %zu MB"),
                EVENT_MAX_FILE >> 20);
    return true;
}

bool sheet_load(struct text source, const char *file, struct arena *arena, struct diags *diags,
                void (*read)(struct reader *reader, const struct node *root, void *out), void *out)
{
    size_t errors = diags->errors;
    if (is_too_large(source, file, diags))
        return false;
    struct reader reader;
    struct node root;
    reader_init(&reader, source, file, arena, diags);
    if (reader_root(&reader, &root)) {
        read(&reader, &root, out);
    } else if (!reader.stopped) {
        diags_error(diags, (struct span){.file = file}, _("the file is empty"));
        diags_hint(diags, _("begin the file with a line such as “test: 2026-11-yzyh”"));
    }
    reader_finish(&reader);
    return diags->errors == errors;
}
