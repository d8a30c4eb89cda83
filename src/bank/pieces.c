/* Lists of texts, and what ids and codes look like. */
#include "bank/values.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"

#include <stdlib.h>

void pieces_finish(struct pieces *pieces)
{
    free(pieces->at);
    *pieces = (struct pieces){NULL, 0, 0};
}

static bool add_piece(struct reader *reader, const struct node *node, const struct text_rule *rule,
                      struct pieces *out)
{
    out->at = xgrow(out->at, &out->capacity, out->count + 1, sizeof *out->at);
    if (!value_piece(reader, node, rule, &out->at[out->count]))
        return false;
    out->count++;
    return true;
}

bool value_pieces(struct reader *reader, const struct node *node, const struct text_rule *rule, size_t max,
                  struct pieces *out)
{
    if (node->kind != NODE_LIST)
        return add_piece(reader, node, rule, out);
    struct node each;
    bool ok = true;
    size_t given = 0;
    int depth = reader->depth;
    while (reader_next(reader, &each)) {
        if (++given > max) {
            diags_error(reader->diags, reader_span(reader, each.place),
                        _("this list has more than %zu entries"), max);
            reader_leave(reader, depth - 1);
            return false;
        }
        ok = add_piece(reader, &each, rule, out) && ok;
        reader_leave(reader, depth);
    }
    return ok;
}

const struct text *pieces_texts(const struct pieces *pieces, struct arena *arena)
{
    struct text *texts = arena_array(arena, pieces->count, sizeof *texts);
    for (size_t i = 0; i < pieces->count; i++)
        texts[i] = pieces->at[i].text;
    return texts;
}

static bool is_id_byte(char c)
{
    return is_code_byte(c) || (c >= 'A' && c <= 'Z') || c == '_' || c == '.';
}

/* Bytes of the id character at the start of t; 0 when it is none. */
static size_t id_step(struct text t)
{
    unsigned char lead = (unsigned char)t.at[0];
    if (lead < 0x80)
        return is_id_byte(lead) ? 1 : 0;
    /* U+4E00 to U+9FFF */
    bool ideograph =
        lead >= 0xE4 && lead <= 0xE9 && t.len >= 3 && (lead > 0xE4 || (unsigned char)t.at[1] >= 0xB8);
    return ideograph ? 3 : 0;
}

/* The place of the character at byte `at` of the piece, where that can be told. */
static struct place place_inside(const struct piece *piece, size_t at)
{
    if (!piece->plain)
        return piece->place;
    int before = (int)utf8_count(text_make(piece->text.at, at));
    return (struct place){piece->place.line, piece->place.column + before, 1};
}

static bool is_short_enough(const struct reader *reader, const struct piece *piece)
{
    if (piece->text.len <= ITEM_MAX_ID)
        return true;
    diags_error(reader->diags, reader_span(reader, piece->place), _("this name is longer than %d bytes"),
                ITEM_MAX_ID);
    return false;
}

bool piece_is_id(const struct reader *reader, const struct piece *piece)
{
    if (!is_short_enough(reader, piece))
        return false;
    for (size_t at = 0, step; at < piece->text.len; at += step) {
        struct text rest = text_from(piece->text, at);
        step = id_step(rest);
        if (step > 0)
            continue;
        diags_error(reader->diags, reader_span(reader, place_inside(piece, at)),
                    _("“%.*s” cannot be part of an id"), (int)utf8_step(rest), rest.at);
        diags_hint(reader->diags,
                   _("use letters, digits, Chinese characters, hyphens, underscores and dots"));
        return false;
    }
    return true;
}

bool piece_is_code(const struct reader *reader, const struct piece *piece)
{
    if (!is_short_enough(reader, piece))
        return false;
    for (size_t at = 0; at < piece->text.len; at++) {
        if (is_code_byte(piece->text.at[at]))
            continue;
        struct text rest = text_from(piece->text, at);
        diags_error(reader->diags, reader_span(reader, place_inside(piece, at)),
                    _("“%.*s” cannot be part of a code"), (int)utf8_step(rest), rest.at);
        diags_hint(reader->diags, _("use lower-case letters a to z, digits and hyphens"));
        return false;
    }
    return true;
}
