/* People and responses in CSV: whatever the bytes, loading ends, and what is called good is good. */
#include "fuzz.h"

#include "bank/people_load.h"

static void try_people(struct text source)
{
    struct arena arena = ARENA_EMPTY;
    struct diags diags = DIAGS_EMPTY;
    struct people_file file;
    bool ok = people_load(source, "people.csv", &arena, &diags, &file);
    must(ok == (diags.errors == 0));
    for (size_t i = 0; ok && i < file.count; i++) {
        const struct person *person = &file.rows[i].person;
        must(person->number.len > 0 && person->name.len > 0 && file.rows[i].line > 1);
        must(is_sound(person->number, 32) && is_sound(person->name, 192) && is_sound(person->unit, 512));
        must(is_sound(person->post, 128) && is_sound(file.rows[i].pin, 12));
    }
    check_findings(&diags, people_source(source, &arena));
    diags_finish(&diags);
    arena_finish(&arena);
}

static void try_responses(struct text source)
{
    struct arena arena = ARENA_EMPTY;
    struct diags diags = DIAGS_EMPTY;
    struct response_file file;
    bool ok = responses_load(source, "responses.csv", &arena, &diags, &file);
    must(ok == (diags.errors == 0));
    for (size_t i = 0; ok && i < file.count; i++)
        must(file.rows[i].number.len > 0 && file.rows[i].item.len > 0 && file.rows[i].seconds >= -1);
    check_findings(&diags, people_source(source, &arena));
    diags_finish(&diags);
    arena_finish(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text source = text_make((const char *)data, size);
    try_people(source);
    try_responses(source);
    return 0;
}
