#include "bank/event_draft.h"

#include "base/i18n.h"
#include "base/mem.h"

enum { WHO_MAX = 10000 };

static const struct choice everyone_words[] = {
    {1, {TEXT("everyone"), TEXT("全员"), TEXT("全体"), TEXT("所有人")}},
};
static const struct choices choices_everyone = {everyone_words, COUNT_OF(everyone_words)};

static int read_texts(struct reader *reader, const struct node *value, const struct text **out)
{
    struct pieces pieces = {NULL, 0, 0};
    value_pieces(reader, value, &rule_short, WHO_MAX, &pieces);
    *out = pieces_texts(&pieces, reader->arena);
    int count = (int)pieces.count;
    if (count == 0 && value->kind == NODE_LIST && !reader->stopped)
        diags_error(reader->diags, reader_span(reader, value->place), _("the list is empty"));
    pieces_finish(&pieces);
    return count;
}

static void read_posts(struct reader *reader, const struct node *value, void *into)
{
    struct who *who = into;
    who->post_count = read_texts(reader, value, &who->posts);
}

static void read_units(struct reader *reader, const struct node *value, void *into)
{
    struct who *who = into;
    who->unit_count = read_texts(reader, value, &who->units);
}

static void read_numbers(struct reader *reader, const struct node *value, void *into)
{
    struct who *who = into;
    who->number_count = read_texts(reader, value, &who->numbers);
}

static void read_everyone(struct reader *reader, const struct node *value, void *into)
{
    struct who *who = into;
    value_bool(reader, value, &who->everyone);
}

/* The id of a draw of people, which need not have been made yet. */
static void read_draw(struct reader *reader, const struct node *value, void *into)
{
    struct who *who = into;
    struct piece piece;
    if (value_piece(reader, value, &rule_line, &piece) && piece_is_code(reader, &piece))
        who->draw = piece.text;
}

static const struct field who_fields[] = {
    {{TEXT("posts"), TEXT("职务")}, read_posts},
    {{TEXT("units"), TEXT("单位"), TEXT("支部")}, read_units},
    {{TEXT("numbers"), TEXT("工号")}, read_numbers},
    {{TEXT("everyone"), TEXT("全员")}, read_everyone},
    {{TEXT("draw"), TEXT("抽考"), TEXT("抽签")}, read_draw},
};
static const struct field_table who_table = {who_fields, COUNT_OF(who_fields)};

void event_read_who(struct reader *reader, const struct node *value, void *into)
{
    struct event_draft *draft = into;
    struct who *who = &draft->sheet.who;
    *who = (struct who){0};
    if (value->kind == NODE_TEXT) {
        int word;
        who->everyone = value_choice(reader, value, &choices_everyone, &word);
        return;
    }
    struct seen seen;
    size_t errors = reader->diags->errors;
    fields_read(reader, value, &who_table,
                N_("“who” is everyone, or a mapping with posts, units, numbers or draw"), &seen, who);
    bool nobody =
        !who->everyone && who->post_count + who->unit_count + who->number_count == 0 && who->draw.len == 0;
    if (nobody && reader->diags->errors == errors && !reader->stopped)
        diags_error(reader->diags, reader_span(reader, value->place), _("nobody may take this test"));
}
