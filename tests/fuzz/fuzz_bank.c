/* Question banks: whatever the bytes, bank_load ends, and what it calls good is good. */
#include "fuzz.h"

#include "bank/load.h"

static void check_item(const struct item *item)
{
    must(item->id.len > 0 && is_sound(item->id, ITEM_MAX_ID));
    must((unsigned)item->kind < ITEM_KINDS);
    must(is_sound(item->stem, ITEM_MAX_TEXT) && is_sound(item->stimulus, ITEM_MAX_TEXT));
    must(is_sound(item->rationale, ITEM_MAX_TEXT) && is_sound(item->topic, ITEM_MAX_TEXT));
    must(item->difficulty >= 0 && item->difficulty <= 5 && item->weight >= 1);
    bool is_choice = item->kind == ITEM_SINGLE || item->kind == ITEM_MULTIPLE;
    int most = item->kind == ITEM_SPOT ? ITEM_MAX_SEGMENTS : ITEM_MAX_OPTIONS;
    must(item->option_count <= most);
    for (int i = 0; i < item->option_count; i++)
        must(item->options[i].len > 0 && is_sound(item->options[i], ITEM_MAX_TEXT));
    if (is_choice || item->kind == ITEM_SPOT)
        must(item->option_count >= 2 && item->key > 0 && item->key >> item->option_count == 0);
    if (item->kind == ITEM_SINGLE)
        must((item->key & (item->key - 1)) == 0);
    if (item->kind == ITEM_BLANK)
        must(item->blank_count >= 1 && item->blank_count == item_count_blanks(item->stem));
    for (int i = 0; i < item->blank_count; i++)
        must(item->blanks[i].count >= 1 && item->blanks[i].accepted[0].len > 0);
    if (item->kind == ITEM_MATCH)
        must(item->left_count >= 2 && item->option_count >= 2);
    for (int i = 0; i < item->left_count; i++)
        must(item->right_of[i] < item->option_count);
    must((item->kind == ITEM_CASE) == (item->child_count > 0));
    for (int i = 0; i < item->child_count; i++) {
        must(item->children[i].kind != ITEM_CASE);
        check_item(&item->children[i]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text source = text_make((const char *)data, size);
    struct arena arena = ARENA_EMPTY;
    struct diags diags = DIAGS_EMPTY;
    struct bank bank;
    bool ok = bank_load(source, "fuzz.yaml", &arena, &diags, &bank);
    must(ok == (diags.errors == 0));
    if (ok) {
        must(bank.code.len > 0 && bank.title.len > 0 && bank.item_count > 0);
        for (size_t i = 0; i < bank.item_count; i++)
            check_item(&bank.items[i]);
    }
    check_findings(&diags, source);
    diags_finish(&diags);
    arena_finish(&arena);
    return 0;
}
