/* Keys: what is right, for each kind of item that has one. */
#include "bank/item_draft.h"

#include "bank/plain.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"

/* Where the character number `index` (from 0) of the piece stands, as far as that can be told. */
static struct span span_at(const struct draft *draft, const struct piece *piece, int index)
{
    if (!piece->plain)
        return draft_span(draft, piece->place);
    return draft_span(draft, (struct place){piece->place.line, piece->place.column + index, 1});
}

static struct text half_width(struct draft *draft, const struct piece *piece)
{
    arena_clear(&draft->reader->scratch);
    return plain_half_width(&draft->reader->scratch, piece->text);
}

static bool is_separator(struct text character)
{
    return text_is(character, " ") || text_is(character, ",") || text_is(character, "、") ||
           text_is(character, ";");
}

static bool add_letter(struct draft *draft, char letter, struct span span)
{
    struct diags *diags = draft->reader->diags;
    int option = letter >= 'a' ? letter - 'a' : letter - 'A';
    if (option >= draft->option_count) {
        diags_error(diags, span, _("the key %c is not among the options: they are A to %c"), 'A' + option,
                    'A' + draft->option_count - 1);
        return false;
    }
    if (draft->item.key >> option & 1) {
        diags_error(diags, span, _("the key names %c twice"), 'A' + option);
        return false;
    }
    draft->item.key |= UINT32_C(1) << option;
    return true;
}

static bool add_letters(struct draft *draft, const struct piece *piece)
{
    struct text t = half_width(draft, piece);
    bool ok = true;
    int index = 0;
    for (size_t at = 0, step; at < t.len; at += step, index++) {
        struct text rest = text_from(t, at);
        step = utf8_step(rest);
        struct text character = text_make(rest.at, step);
        struct span span = span_at(draft, piece, index);
        char c = rest.at[0];
        if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
            ok = add_letter(draft, c, span) && ok;
        } else if (!is_separator(character)) {
            diags_error(draft->reader->diags, span, _("a key is written in letters, A for the first option"));
            return false;
        }
    }
    return ok;
}

void draft_check_letters(struct draft *draft)
{
    const struct draft_key *key = &draft->key;
    struct diags *diags = draft->reader->diags;
    struct span span = draft_span(draft, draft->values[FIELD_KEY]);
    bool ok = draft->option_count > 0;
    for (int i = 0; i < key->count && draft->option_count > 0; i++)
        ok = add_letters(draft, &key->pieces[i]) && ok;
    if (!ok)
        return;
    int right = __builtin_popcount(draft->item.key);
    if (right == 0)
        diags_error(diags, span, _("the key names no option"));
    else if (draft->item.kind == ITEM_SINGLE && right > 1) {
        diags_error(diags, span, _("a single choice item has one key, this one has %d"), right);
        diags_hint(diags, _("correct the key, or write “kind: multiple”"));
    } else if (draft->item.kind == ITEM_MULTIPLE && right == 1)
        diags_warning(diags, span, _("only one option of this multiple choice item is right"));
}

static const struct choice truths[] = {
    {1, {TEXT("true"), TEXT("t"), TEXT("对"), TEXT("正确"), TEXT("√"), TEXT("是"), TEXT("yes"), TEXT("y")}},
    {0, {TEXT("false"), TEXT("f"), TEXT("错"), TEXT("错误"), TEXT("×"), TEXT("否"), TEXT("no"), TEXT("n")}},
};
static const struct choices choices_truth = {truths, COUNT_OF(truths)};

void draft_check_truth(struct draft *draft)
{
    const struct draft_key *key = &draft->key;
    int value;
    if (key->count == 1 && choice_find(draft->reader, &choices_truth, key->pieces[0].text, &value)) {
        draft->item.key = (uint32_t)value;
        return;
    }
    diags_error(draft->reader->diags, draft_span(draft, draft->values[FIELD_KEY]),
                _("the key of a true/false item is true or false"));
    diags_hint(draft->reader->diags, _("also accepted: 对 错, 正确 错误, √ ×"));
}

static void take_blanks(struct draft *draft)
{
    const struct draft_key *key = &draft->key;
    struct arena *arena = draft->reader->arena;
    struct text *accepted = arena_array(arena, (size_t)key->count, sizeof *accepted);
    struct blank *blanks = arena_array(arena, (size_t)key->groups, sizeof *blanks);
    for (int i = 0; i < key->count; i++) {
        struct blank *blank = &blanks[key->group[i]];
        accepted[i] = key->pieces[i].text;
        if (blank->count++ == 0)
            blank->accepted = &accepted[i];
    }
    draft->item.blanks = blanks;
    draft->item.blank_count = key->groups;
}

void draft_check_blanks(struct draft *draft)
{
    struct diags *diags = draft->reader->diags;
    int blanks = item_count_blanks(draft->item.stem), entries = draft->key.groups;
    struct span stem = draft_span(draft, draft->values[FIELD_STEM]);
    if (blanks == 0) {
        diags_error(diags, stem, _("the stem has no blank"));
        diags_hint(diags, _("write each blank as four underscores: ____"));
    } else if (blanks > ITEM_MAX_BLANKS) {
        diags_error(diags, stem, _("the stem has %d blanks; at most %d are allowed"), blanks,
                    ITEM_MAX_BLANKS);
    } else if (blanks != entries) {
        diags_error(diags, draft_span(draft, draft->values[FIELD_KEY]),
                    _("the stem has blanks: %d; the key has entries: %d"), blanks, entries);
        diags_hint(diags, _("write one entry a blank; several accepted texts of one blank form a list"));
    } else {
        take_blanks(draft);
    }
}

void draft_check_number(struct draft *draft)
{
    const struct draft_key *key = &draft->key;
    if (key->count == 1 && decimal_parse(half_width(draft, &key->pieces[0]), &draft->item.number))
        return;
    diags_error(draft->reader->diags, draft_span(draft, draft->values[FIELD_KEY]),
                _("the key of a numeric item is a number"));
    diags_hint(draft->reader->diags, _("write digits with at most one point; the unit stands under “unit”"));
}

/* Takes the segments [[…]] out of the stem; -1 after complaining of their brackets. */
static int find_segments(struct draft *draft, struct text *out)
{
    struct diags *diags = draft->reader->diags;
    struct span span = draft_span(draft, draft->values[FIELD_STEM]);
    struct text stem = draft->item.stem;
    int count = 0;
    bool open = false;
    size_t start = 0, at = 0;
    for (; at + 1 < stem.len; at++) {
        bool opens = stem.at[at] == '[' && stem.at[at + 1] == '[';
        bool closes = stem.at[at] == ']' && stem.at[at + 1] == ']';
        if (!opens && !closes)
            continue;
        if (opens == open) {
            diags_error(diags, span,
                        open ? _("a segment [[…]] begins inside another one")
                             : _("the stem closes a segment with ]] that was not opened"));
            return -1;
        }
        struct text segment = text_trim(text_make(stem.at + start, at - start));
        if (closes && segment.len == 0) {
            diags_error(diags, span, _("segment %d of the stem is empty"), count + 1);
            return -1;
        }
        if (closes && count == ITEM_MAX_SEGMENTS) {
            diags_error(diags, span, _("the stem has more than %d segments"), ITEM_MAX_SEGMENTS);
            return -1;
        }
        if (closes)
            out[count++] = segment;
        open = opens;
        start = ++at + 1;
    }
    if (!open)
        return count;
    diags_error(diags, span, _("a segment [[…]] of the stem is not closed"));
    return -1;
}

static bool add_segment_number(struct draft *draft, struct text word, int segments, struct span span)
{
    int64_t number;
    struct diags *diags = draft->reader->diags;
    if (!text_to_int(word, INT32_MIN, INT32_MAX, &number)) {
        diags_error(diags, span, _("the key names segments by their numbers, such as [2, 5]"));
        return false;
    }
    if (number < 1 || number > segments) {
        diags_error(diags, span, _("the key names segment %d, but the stem has segments 1 to %d"),
                    (int)number, segments);
        return false;
    }
    uint32_t bit = UINT32_C(1) << (number - 1);
    if (draft->item.key & bit) {
        diags_error(diags, span, _("the key names segment %d twice"), (int)number);
        return false;
    }
    draft->item.key |= bit;
    return true;
}

static bool add_segment_numbers(struct draft *draft, const struct piece *piece, int segments)
{
    struct span span = draft_span(draft, piece->place);
    struct text t = half_width(draft, piece);
    size_t at = 0;
    while (at < t.len) {
        size_t step = 0;
        while (at + step < t.len) {
            struct text rest = text_from(t, at + step);
            if (is_separator(text_make(rest.at, utf8_step(rest))))
                break;
            step += utf8_step(rest);
        }
        if (step && !add_segment_number(draft, text_make(t.at + at, step), segments, span))
            return false;
        at += step;
        at += utf8_step(text_from(t, at));
    }
    return true;
}

void draft_check_segments(struct draft *draft)
{
    struct text segments[ITEM_MAX_SEGMENTS];
    int count = find_segments(draft, segments);
    if (count < 0)
        return;
    struct diags *diags = draft->reader->diags;
    if (count < 2) {
        diags_error(diags, draft_span(draft, draft->values[FIELD_STEM]),
                    _("the stem needs at least two segments to choose from"));
        diags_hint(diags, _("mark each as [[segment]]"));
        return;
    }
    for (int i = 0; i < draft->key.count; i++)
        if (!add_segment_numbers(draft, &draft->key.pieces[i], count))
            return;
    if (draft->item.key == 0) {
        diags_error(diags, draft_span(draft, draft->values[FIELD_KEY]), _("the key names no segment"));
        return;
    }
    struct text *options = arena_array(draft->reader->arena, (size_t)count, sizeof *options);
    memcpy(options, segments, (size_t)count * sizeof *options);
    draft->item.options = options;
    draft->item.option_count = count;
}
