/* Entrants (参赛者): teams as mappings, persons as their staff numbers. */
#include "bank/sheet_draft.h"

#include "bank/ids.h"
#include "base/i18n.h"
#include "base/mem.h"

#include <stdlib.h>

enum entrant_field { ENTRANT_CODE, ENTRANT_NAME, ENTRANT_UNIT, ENTRANT_NOTE, ENTRANT_MEMBERS };

struct entrants_draft {
    struct entrant *at; /* owned */
    size_t count, capacity;
    struct ids codes, members; /* seen so far */
    bool any_mapping;
};

/* One entrant on its way. */
struct entrant_draft {
    struct entrants_draft *all;
    struct entrant entrant;
};

static bool add_code(struct reader *reader, struct entrant_draft *draft, const struct piece *code)
{
    const struct id_entry *first = ids_add(&draft->all->codes, code->text, code->place, false);
    draft->entrant.code = code->text;
    if (!first)
        return true;
    diags_error(reader->diags, reader_span(reader, code->place),
                _("the code “%.*s” is given twice: it already stands at %d:%d"),
                TEXT_ARG(text_shown(code->text)), first->place.line, first->place.column);
    diags_hint(reader->diags, _("give every team or person a code of its own"));
    return false;
}

static void add_member(struct reader *reader, struct entrant_draft *draft, const struct piece *number)
{
    const struct id_entry *first = ids_add(&draft->all->members, number->text, number->place, false);
    if (!first)
        return;
    diags_error(reader->diags, reader_span(reader, number->place),
                _("“%.*s” takes part twice: the number already stands at %d:%d"),
                TEXT_ARG(text_shown(number->text)), first->place.line, first->place.column);
    diags_hint(reader->diags, _("a person belongs to one team only"));
}

static void read_code(struct reader *reader, const struct node *value, void *into)
{
    struct piece piece;
    if (value_piece(reader, value, &rule_short, &piece) && piece_is_id(reader, &piece))
        add_code(reader, into, &piece);
}

static void read_name(struct reader *reader, const struct node *value, void *into)
{
    struct entrant_draft *draft = into;
    value_text(reader, value, &rule_short, &draft->entrant.name);
}

static void read_unit(struct reader *reader, const struct node *value, void *into)
{
    struct entrant_draft *draft = into;
    value_text(reader, value, &rule_note, &draft->entrant.unit);
}

static void read_note(struct reader *reader, const struct node *value, void *into)
{
    struct entrant_draft *draft = into;
    value_text(reader, value, &rule_paragraph, &draft->entrant.note);
}

static void read_members(struct reader *reader, const struct node *value, void *into)
{
    struct entrant_draft *draft = into;
    struct pieces pieces = {NULL, 0, 0};
    value_pieces(reader, value, &rule_short, ENTRANT_MAX_MEMBERS, &pieces);
    for (size_t i = 0; i < pieces.count; i++)
        if (piece_is_id(reader, &pieces.at[i]))
            add_member(reader, draft, &pieces.at[i]);
    draft->entrant.members = pieces_texts(&pieces, reader->arena);
    draft->entrant.member_count = (int)pieces.count;
    pieces_finish(&pieces);
}

static const struct field entrant_fields[] = {
    [ENTRANT_CODE] = {{TEXT("code"), TEXT("代号"), TEXT("编号"), TEXT("队号")}, read_code},
    [ENTRANT_NAME] = {{TEXT("name"), TEXT("名称"), TEXT("队名"), TEXT("姓名")}, read_name},
    [ENTRANT_UNIT] = {{TEXT("unit"), TEXT("单位"), TEXT("支部")}, read_unit},
    [ENTRANT_NOTE] = {{TEXT("note"), TEXT("简介"), TEXT("介绍"), TEXT("备注")}, read_note},
    [ENTRANT_MEMBERS] = {{TEXT("members"), TEXT("队员"), TEXT("成员")}, read_members},
};
static const struct field_table entrant_table = {entrant_fields, COUNT_OF(entrant_fields)};

static void read_person(struct reader *reader, const struct node *node, struct entrant_draft *draft)
{
    struct piece number;
    if (!value_piece(reader, node, &rule_short, &number) || !piece_is_id(reader, &number))
        return;
    if (add_code(reader, draft, &number))
        add_member(reader, draft, &number);
    struct text *self = arena_array(reader->arena, 1, sizeof *self);
    *self = number.text;
    draft->entrant.members = self;
    draft->entrant.member_count = 1;
}

static void read_team(struct reader *reader, const struct node *node, struct entrant_draft *draft)
{
    struct seen seen;
    bool is_map = node->kind == NODE_MAP;
    struct span span = reader_span(reader, node->place);
    fields_read(reader, node, &entrant_table, N_("a team is a mapping with code, name and members"), &seen,
                draft);
    if (!is_map || reader->stopped)
        return;
    draft->all->any_mapping = true;
    if (!seen_field(&seen, ENTRANT_CODE)) {
        diags_error(reader->diags, span, _("this team has no code"));
        diags_hint(reader->diags, _("write it like {code: A, name: …, members: [\"10021\"]}"));
    }
    if (!seen_field(&seen, ENTRANT_NAME))
        diags_error(reader->diags, span, _("this team has no name"));
}

static void take_entrant(struct reader *reader, const struct node *each, void *into)
{
    struct entrants_draft *all = into;
    struct entrant_draft draft = {.all = all};
    if (each->kind == NODE_TEXT)
        read_person(reader, each, &draft);
    else
        read_team(reader, each, &draft);
    all->at = xgrow(all->at, &all->capacity, all->count + 1, sizeof *all->at);
    all->at[all->count++] = draft.entrant;
}

void sheet_read_entrants(struct reader *reader, const struct node *value, void *into)
{
    struct sheet_head *head = into;
    struct entrants_draft all = {.at = NULL};
    size_t errors = reader->diags->errors;
    ids_init(&all.codes);
    ids_init(&all.members);
    value_each(reader, value, ENTRANTS_MAX, take_entrant, &all);
    head->entrants = (struct entrants){
        .at = sheet_keep(reader->arena, all.at, all.count, sizeof *all.at),
        .count = (int)all.count,
        .any_mapping = all.any_mapping,
        .broken = reader->diags->errors != errors,
    };
    ids_finish(&all.codes);
    ids_finish(&all.members);
    free(all.at);
}
