#include "bank/item_draft.h"

#include "base/i18n.h"
#include "base/mem.h"

void draft_init(struct draft *draft, struct reader *reader, struct ids *ids, struct draft *part)
{
    memset(draft, 0, sizeof *draft);
    draft->reader = reader;
    draft->ids = ids;
    draft->part = part;
    draft->child = part == NULL;
}

void draft_finish(struct draft *draft)
{
    pieces_finish(&draft->enemies);
}

static bool keep(struct draft *draft, enum item_field field, const struct node *node, bool ok)
{
    draft->values[field] = node->place;
    if (!ok)
        draft->broken |= FIELD_BIT(field);
    return ok;
}

static void read_id(struct reader *reader, const struct node *value, void *into)
{
    struct draft *draft = into;
    struct piece piece;
    draft->place = value->place;
    if (!keep(draft, FIELD_ID, value, value_piece(reader, value, &rule_line, &piece)))
        return;
    if (!keep(draft, FIELD_ID, value, piece_is_id(reader, &piece)))
        return;
    draft->item.id = piece.text;
    const struct id_entry *first = ids_add(draft->ids, piece.text, piece.place, draft->child);
    if (!first)
        return;
    keep(draft, FIELD_ID, value, false);
    diags_error(reader->diags, reader_span(reader, piece.place),
                _("the id “%.*s” is taken: it already stands at %d:%d"), TEXT_ARG(piece.text),
                first->place.line, first->place.column);
    diags_hint(reader->diags, _("give each item its own id"));
}

static void read_kind(struct reader *reader, const struct node *value, void *into)
{
    struct draft *draft = into;
    draft->kind_known = keep(draft, FIELD_KIND, value, value_kind(reader, value, &draft->item.kind));
}

static void read_text(struct draft *draft, enum item_field field, const struct node *value,
                      const struct text_rule *rule, struct text *out)
{
    keep(draft, field, value, value_text(draft->reader, value, rule, out));
}

static void read_stem(struct reader *reader, const struct node *value, void *into)
{
    (void)reader;
    struct draft *draft = into;
    read_text(draft, FIELD_STEM, value, &rule_passage, &draft->item.stem);
}

static void read_stimulus(struct reader *reader, const struct node *value, void *into)
{
    (void)reader;
    struct draft *draft = into;
    read_text(draft, FIELD_STIMULUS, value, &rule_passage, &draft->item.stimulus);
}

static void read_rationale(struct reader *reader, const struct node *value, void *into)
{
    (void)reader;
    struct draft *draft = into;
    read_text(draft, FIELD_RATIONALE, value, &rule_paragraph, &draft->item.rationale);
}

static const struct text_rule rule_topic = {256, "", false};
static const struct text_rule rule_unit = {64, "", false};

/* As value_text, for texts that often are the same as the last one. */
static bool read_again(struct reader *reader, const struct node *value, const struct text_rule *rule,
                       struct text *last, struct text *out)
{
    if (value->kind == NODE_TEXT && last->len && text_equal(value->text, *last)) {
        *out = *last;
        return true;
    }
    if (!value_text(reader, value, rule, out))
        return false;
    *last = *out;
    return true;
}

static void read_topic(struct reader *reader, const struct node *value, void *into)
{
    struct draft *draft = into;
    keep(draft, FIELD_TOPIC, value,
         read_again(reader, value, &rule_topic, &draft->last_topic, &draft->item.topic));
}

static void read_unit(struct reader *reader, const struct node *value, void *into)
{
    (void)reader;
    struct draft *draft = into;
    read_text(draft, FIELD_UNIT, value, &rule_unit, &draft->item.unit);
}

static void read_options(struct reader *reader, const struct node *value, void *into)
{
    struct draft *draft = into;
    if (!keep(draft, FIELD_OPTIONS, value,
              value_is_list(reader, value, N_("options must be a list, such as [yes, no] or one line each"))))
        return;
    struct node each;
    int depth = reader->depth;
    while (reader_next(reader, &each)) {
        if (draft->option_count == ITEM_MAX_OPTIONS) {
            diags_error(reader->diags, reader_span(reader, each.place), _("an item has at most %d options"),
                        ITEM_MAX_OPTIONS);
            keep(draft, FIELD_OPTIONS, value, false);
            return;
        }
        bool ok = value_piece(reader, &each, &rule_line, &draft->options[draft->option_count++]);
        keep(draft, FIELD_OPTIONS, value, ok);
        reader_leave(reader, depth);
    }
}

static bool read_pair(struct draft *draft, const struct node *node)
{
    struct reader *reader = draft->reader;
    struct piece *sides[2] = {&draft->lefts[draft->pair_count], &draft->rights[draft->pair_count]};
    struct node each;
    int depth = reader->depth, given = 0;
    if (!value_is_list(reader, node, N_("each pair must be a list of two texts: [left, right]")))
        return false;
    bool ok = true;
    for (; reader_next(reader, &each); given++) {
        ok = given < 2 && value_piece(reader, &each, &rule_line, sides[given]) && ok;
        reader_leave(reader, depth);
    }
    if (given == 2) {
        draft->pair_count += ok;
        return ok;
    }
    diags_error(reader->diags, reader_span(reader, node->place),
                ngettext("each pair has two texts, this one has %d",
                         "each pair has two texts, this one has %d", given),
                given);
    diags_hint(reader->diags, _("put a text that holds a comma in quotes"));
    return false;
}

static void read_pairs(struct reader *reader, const struct node *value, void *into)
{
    struct draft *draft = into;
    if (!keep(draft, FIELD_PAIRS, value,
              value_is_list(reader, value, N_("pairs must be a list of pairs: [[left, right], …]"))))
        return;
    struct node each;
    int depth = reader->depth;
    while (reader_next(reader, &each)) {
        if (draft->pair_count == ITEM_MAX_OPTIONS) {
            diags_error(reader->diags, reader_span(reader, each.place), _("an item has at most %d pairs"),
                        ITEM_MAX_OPTIONS);
            keep(draft, FIELD_PAIRS, value, false);
            return;
        }
        keep(draft, FIELD_PAIRS, value, read_pair(draft, &each));
        reader_leave(reader, depth);
    }
}

static void read_points(struct reader *reader, const struct node *value, void *into)
{
    (void)reader;
    struct draft *draft = into;
    keep(draft, FIELD_POINTS, value, draft_read_points(draft, value));
}

static bool add_key_piece(struct draft *draft, const struct node *node, int in_group)
{
    struct reader *reader = draft->reader;
    struct draft_key *key = &draft->key;
    if (in_group == ITEM_MAX_ACCEPTED || (size_t)key->count == COUNT_OF(key->pieces)) {
        diags_error(reader->diags, reader_span(reader, node->place), _("the key has too many entries"));
        return false;
    }
    if (!value_piece(reader, node, &rule_line, &key->pieces[key->count]))
        return false;
    key->group[key->count++] = (uint8_t)(key->groups - 1);
    return true;
}

/* One entry of a key that is a list: a text or a list of texts. */
static bool read_key_entry(struct draft *draft, const struct node *node)
{
    struct reader *reader = draft->reader;
    draft->key.groups++;
    if (node->kind != NODE_LIST)
        return add_key_piece(draft, node, 0);
    struct node each;
    int depth = reader->depth, given = 0;
    for (bool ok = true; reader_next(reader, &each); given++) {
        ok = add_key_piece(draft, &each, given);
        reader_leave(reader, ok ? depth : depth - 1);
        if (!ok)
            return false;
    }
    if (given)
        return true;
    diags_error(reader->diags, reader_span(reader, node->place), _("an entry of the key is an empty list"));
    return false;
}

static void read_key(struct reader *reader, const struct node *value, void *into)
{
    struct draft *draft = into;
    draft->key.is_list = value->kind == NODE_LIST;
    if (value->kind != NODE_LIST) {
        keep(draft, FIELD_KEY, value, read_key_entry(draft, value));
        return;
    }
    draft->values[FIELD_KEY] = value->place;
    struct node each;
    int depth = reader->depth;
    while (reader_next(reader, &each)) {
        if (draft->key.groups == ITEM_MAX_SEGMENTS) {
            diags_error(reader->diags, reader_span(reader, each.place), _("the key has too many entries"));
            keep(draft, FIELD_KEY, value, false);
            return;
        }
        keep(draft, FIELD_KEY, value, read_key_entry(draft, &each));
        reader_leave(reader, depth);
    }
}

static void read_any_order(struct reader *reader, const struct node *value, void *into)
{
    struct draft *draft = into;
    keep(draft, FIELD_ANY_ORDER, value, value_bool(reader, value, &draft->item.any_order));
}

static void read_tolerance(struct reader *reader, const struct node *value, void *into)
{
    struct draft *draft = into;
    if (!keep(draft, FIELD_TOLERANCE, value, value_decimal(reader, value, &draft->item.tolerance)))
        return;
    if (!decimal_is_negative(draft->item.tolerance))
        return;
    diags_error(reader->diags, reader_span(reader, value->place), _("the tolerance must not be negative"));
    keep(draft, FIELD_TOLERANCE, value, false);
}

static void read_weight(struct reader *reader, const struct node *value, void *into)
{
    enum { WEIGHT_MAX = 1000 };
    struct draft *draft = into;
    keep(draft, FIELD_WEIGHT, value, value_int(reader, value, 1, WEIGHT_MAX, &draft->item.weight));
}

static void read_difficulty(struct reader *reader, const struct node *value, void *into)
{
    struct draft *draft = into;
    keep(draft, FIELD_DIFFICULTY, value, value_int(reader, value, 1, 5, &draft->item.difficulty));
}

static void read_shuffle(struct reader *reader, const struct node *value, void *into)
{
    struct draft *draft = into;
    bool shuffle;
    if (keep(draft, FIELD_SHUFFLE, value, value_bool(reader, value, &shuffle)))
        draft->item.keep_order = !shuffle;
}

static void read_enemies(struct reader *reader, const struct node *value, void *into)
{
    enum { ENEMIES_MAX = 1000 };
    struct draft *draft = into;
    keep(draft, FIELD_ENEMIES, value, value_pieces(reader, value, &rule_line, ENEMIES_MAX, &draft->enemies));
}

static void read_document(struct reader *reader, const struct node *value, void *into)
{
    struct draft *draft = into;
    read_again(reader, value, &rule_note, &draft->last_source.document, &draft->item.source.document);
}

static void read_article(struct reader *reader, const struct node *value, void *into)
{
    struct draft *draft = into;
    read_again(reader, value, &rule_note, &draft->last_source.article, &draft->item.source.article);
}

static void read_edition(struct reader *reader, const struct node *value, void *into)
{
    struct draft *draft = into;
    read_again(reader, value, &rule_note, &draft->last_source.edition, &draft->item.source.edition);
}

static const struct field source_fields[] = {
    {{TEXT("document"), TEXT("文件"), TEXT("文件名称")}, read_document},
    {{TEXT("article"), TEXT("条款"), TEXT("条文"), TEXT("条")}, read_article},
    {{TEXT("edition"), TEXT("版本"), TEXT("版次")}, read_edition},
};
static const struct field_table source_table = {source_fields, COUNT_OF(source_fields)};

static void read_source(struct reader *reader, const struct node *value, void *into)
{
    struct draft *draft = into;
    struct seen seen;
    draft->values[FIELD_SOURCE] = value->place;
    if (value->kind == NODE_TEXT) /* a document by itself */
        read_document(reader, value, draft);
    else
        fields_read(reader, value, &source_table,
                    N_("source must be a text, or a mapping with document, article and edition"), &seen,
                    draft);
}

static void read_child(struct draft *draft, const struct node *node)
{
    struct draft *part = draft->part;
    if (draft->child_count == ITEM_MAX_CHILDREN) {
        diags_error(draft->reader->diags, reader_span(draft->reader, node->place),
                    _("a case has at most %d items"), ITEM_MAX_CHILDREN);
        draft->broken |= FIELD_BIT(FIELD_ITEMS);
        reader_leave(draft->reader, draft->reader->depth - (node->kind == NODE_MAP));
        return;
    }
    if (draft_read(part, node))
        draft->children[draft->child_count++] = part->item;
    else
        draft->broken |= FIELD_BIT(FIELD_ITEMS);
}

static void read_items(struct reader *reader, const struct node *value, void *into)
{
    struct draft *draft = into;
    draft->values[FIELD_ITEMS] = value->place;
    if (draft->child) /* said by the check: a case within a case */
        return;
    if (!keep(draft, FIELD_ITEMS, value, value_is_list(reader, value, N_("items must be a list of items"))))
        return;
    struct node each;
    int depth = reader->depth;
    while (reader_next(reader, &each)) {
        read_child(draft, &each);
        reader_leave(reader, depth);
    }
}

/* In the order of enum item_field. */
static const struct field item_fields[] = {
    {{TEXT("id"), TEXT("编号"), TEXT("题号")}, read_id},
    {{TEXT("kind"), TEXT("题型"), TEXT("类型")}, read_kind},
    {{TEXT("stem"), TEXT("题干")}, read_stem},
    {{TEXT("options"), TEXT("选项")}, read_options},
    {{TEXT("pairs"), TEXT("配对"), TEXT("对应")}, read_pairs},
    {{TEXT("points"), TEXT("采分点"), TEXT("要点"), TEXT("得分点"), TEXT("答案要点")}, read_points},
    {{TEXT("stimulus"), TEXT("材料")}, read_stimulus},
    {{TEXT("items"), TEXT("小题")}, read_items},
    {{TEXT("key"), TEXT("答案"), TEXT("正确答案")}, read_key},
    {{TEXT("any_order"), TEXT("不分次序"), TEXT("顺序不限")}, read_any_order},
    {{TEXT("tolerance"), TEXT("误差"), TEXT("允许误差")}, read_tolerance},
    {{TEXT("unit"), TEXT("单位")}, read_unit},
    {{TEXT("weight"), TEXT("权重")}, read_weight},
    {{TEXT("topic"), TEXT("知识点"), TEXT("专题")}, read_topic},
    {{TEXT("difficulty"), TEXT("难度")}, read_difficulty},
    {{TEXT("rationale"), TEXT("解析")}, read_rationale},
    {{TEXT("source"), TEXT("依据"), TEXT("出处")}, read_source},
    {{TEXT("enemies"), TEXT("互斥题"), TEXT("互斥")}, read_enemies},
    {{TEXT("shuffle"), TEXT("乱序"), TEXT("打乱")}, read_shuffle},
};
_Static_assert(COUNT_OF(item_fields) == ITEM_FIELDS, "one row a field");
static const struct field_table item_table = {item_fields, ITEM_FIELDS};

static void clear(struct draft *draft, const struct node *node)
{
    draft->broken = 0;
    draft->kind_known = false;
    draft->place = node->place;
    draft->item = (struct item){.weight = 1};
    draft->option_count = draft->pair_count = draft->point_count = draft->child_count = 0;
    draft->key.groups = draft->key.count = 0;
    draft->enemies.count = 0;
}

bool draft_read(struct draft *draft, const struct node *node)
{
    struct reader *reader = draft->reader;
    size_t errors = reader->diags->errors;
    clear(draft, node);
    bool is_map = node->kind == NODE_MAP;
    fields_read(reader, node, &item_table, N_("an item must be a mapping that begins with its id"),
                &draft->seen, draft);
    if (is_map && !reader->stopped)
        draft_check(draft);
    return is_map && reader->diags->errors == errors;
}
