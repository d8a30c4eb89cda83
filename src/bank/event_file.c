#include "bank/event_file.h"

#include "bank/contest_draft.h"
#include "bank/event_draft.h"
#include "bank/panel_draft.h"
#include "bank/series_draft.h"
#include "base/i18n.h"
#include "base/mem.h"

/* What each kind is called, and who reads it. */
static const struct event_reading {
    const char *name, *label;
    const struct field_table *table; /* row 0 is the key that names the kind */
} READINGS[EVENT_KINDS] = {
    [EVENT_KIND_TEST] = {"test", N_("test"), &event_table},
    [EVENT_KIND_CONTEST] = {"contest", N_("contest"), &contest_table},
    [EVENT_KIND_PANEL] = {"panel", N_("panel"), &panel_table},
    [EVENT_KIND_SERIES] = {"series", N_("series"), &series_table},
};

const char *event_kind_name(enum event_kind kind)
{
    return READINGS[kind].name;
}

const char *event_kind_label(enum event_kind kind)
{
    return READINGS[kind].label;
}

bool event_kind_from_name(struct text name, enum event_kind *out)
{
    for (int i = 0; i < EVENT_KINDS; i++)
        if (text_is(name, READINGS[i].name)) {
            *out = (enum event_kind)i;
            return true;
        }
    return false;
}

/* ---- Which kind --------------------------------------------------------------------------------------- */

static bool names_kind(struct text key, enum event_kind *out)
{
    for (int i = 0; i < EVENT_KINDS; i++) {
        const struct field *field = &READINGS[i].table->fields[0];
        for (int k = 0; k < FIELD_NAMES && field->names[k].len; k++)
            if (text_equal(field->names[k], key)) {
                *out = (enum event_kind)i;
                return true;
            }
    }
    return false;
}

/* What looking for the kind found. */
struct kind_search {
    bool found;
    enum event_kind kind;
    bool is_map;        /* the file can be read so far as to know that no key names a kind */
    struct place place; /* of the first key */
    struct text key;    /* likewise, in the arena */
};

static void search_keys(struct reader *reader, struct kind_search *search)
{
    struct node key, value;
    int depth = reader->depth;
    bool first = true;
    while (!search->found && reader_next(reader, &key)) {
        if (key.kind == NODE_TEXT)
            search->found = names_kind(key.text, &search->kind);
        if (first && key.kind == NODE_TEXT) {
            search->place = key.place;
            search->key = arena_text(reader->arena, key.text);
        }
        first = false;
        reader_leave(reader, depth);
        if (!reader_next(reader, &value))
            break;
        reader_leave(reader, depth);
    }
    search->is_map = !reader->stopped;
}

/* Goes through the keys of the file with findings of its own: whoever reads it says what is wrong. */
static void search_kind(struct text source, struct arena *arena, struct kind_search *search)
{
    struct diags unsaid = DIAGS_EMPTY;
    struct reader reader;
    struct node root;
    reader_init(&reader, source, "", arena, &unsaid);
    if (reader_root(&reader, &root) && root.kind == NODE_MAP)
        search_keys(&reader, search);
    reader_finish(&reader);
    diags_finish(&unsaid);
}

static void complain_no_kind(const struct kind_search *search, const char *file, struct diags *diags)
{
    const char *names[EVENT_KINDS * FIELD_NAMES];
    size_t count = 0;
    for (int i = 0; i < EVENT_KINDS; i++) {
        const struct field *field = &READINGS[i].table->fields[0];
        for (int k = 0; k < FIELD_NAMES && field->names[k].len; k++)
            names[count++] = field->names[k].at;
    }
    struct place place = search->place;
    diags_error(diags, (struct span){file, place.line, place.column, place.length},
                _("this file does not say what it describes"));
    int nearest = text_nearest(search->key, names, count);
    if (nearest >= 0)
        diags_hint(diags, _("did you mean “%s”?"), names[nearest]);
    else
        diags_hint(diags, _("begin it with “test: CODE”, “contest: CODE”, “panel: CODE”, “series: CODE” or "
                            "“appraisal: CODE”"));
}

bool event_file_load(struct text source, const char *file, struct arena *arena, struct diags *diags,
                     struct event_sheet *out)
{
    struct kind_search search = {.found = false};
    if (source.len <= EVENT_MAX_FILE)
        search_kind(source, arena, &search);
    *out = (struct event_sheet){.kind = search.found ? search.kind : EVENT_KIND_TEST};
    if (!search.found && search.is_map) {
        complain_no_kind(&search, file, diags);
        event_set_defaults(&out->test);
        return false;
    }
    switch (out->kind) {
    case EVENT_KIND_TEST:
        break;
    case EVENT_KIND_CONTEST:
        contest_set_defaults(&out->contest);
        return sheet_load(source, file, arena, diags, contest_read, &out->contest);
    case EVENT_KIND_PANEL:
        panel_set_defaults(&out->panel);
        return sheet_load(source, file, arena, diags, panel_read, &out->panel);
    case EVENT_KIND_SERIES:
        series_set_defaults(&out->series);
        return sheet_load(source, file, arena, diags, series_read, &out->series);
    }
    return event_load(source, file, arena, diags, &out->test);
}

/* ---- Of any kind -------------------------------------------------------------------------------------- */

struct text event_sheet_code(const struct event_sheet *sheet)
{
    switch (sheet->kind) {
    case EVENT_KIND_TEST:
        return sheet->test.code;
    case EVENT_KIND_CONTEST:
        return sheet->contest.code;
    case EVENT_KIND_PANEL:
        return sheet->panel.code;
    case EVENT_KIND_SERIES:
        break;
    }
    return sheet->series.code;
}

static struct text title_of(const struct event_sheet *sheet)
{
    switch (sheet->kind) {
    case EVENT_KIND_TEST:
        return sheet->test.title;
    case EVENT_KIND_CONTEST:
        return sheet->contest.title;
    case EVENT_KIND_PANEL:
        return sheet->panel.title;
    case EVENT_KIND_SERIES:
        break;
    }
    return sheet->series.title;
}

struct text event_sheet_title(const struct event_sheet *sheet)
{
    struct text title = title_of(sheet);
    return title.len ? title : event_sheet_code(sheet);
}
