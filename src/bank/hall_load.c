#include "bank/hall_load.h"

#include "bank/fields.h"
#include "bank/values.h"
#include "base/i18n.h"
#include "base/mem.h"

#define HALL_MAX_FILE ((size_t)1 << 20)

enum {
    CONNECTIONS_DEFAULT = 2000,
    CONNECTIONS_MAX = 100000,
    WRONG_PINS_DEFAULT = 8,
    WRONG_PINS_MAX = 100,
    ORGANIZERS_MAX = 1000,
};

static void read_name(struct reader *reader, const struct node *value, void *into)
{
    struct hall *hall = into;
    value_text(reader, value, &rule_short, &hall->name);
}

static void read_organizers(struct reader *reader, const struct node *value, void *into)
{
    struct hall *hall = into;
    struct pieces pieces = {NULL, 0, 0};
    value_pieces(reader, value, &rule_short, ORGANIZERS_MAX, &pieces);
    hall->organizers = pieces_texts(&pieces, reader->arena);
    hall->organizer_count = (int)pieces.count;
    pieces_finish(&pieces);
}

static void read_connections(struct reader *reader, const struct node *value, void *into)
{
    struct hall *hall = into;
    value_int(reader, value, 1, CONNECTIONS_MAX, &hall->connections);
}

static void read_wrong_pins(struct reader *reader, const struct node *value, void *into)
{
    struct hall *hall = into;
    value_int(reader, value, 1, WRONG_PINS_MAX, &hall->wrong_pins);
}

static void read_rehearsal(struct reader *reader, const struct node *value, void *into)
{
    struct hall *hall = into;
    value_bool(reader, value, &hall->rehearsal);
}

static const struct field hall_fields[] = {
    {{TEXT("hall"), TEXT("考场"), TEXT("name"), TEXT("名称")}, read_name},
    {{TEXT("organizers"), TEXT("组织者")}, read_organizers},
    {{TEXT("connections"), TEXT("席位数"), TEXT("连接数")}, read_connections},
    {{TEXT("wrong_pins"), TEXT("口令错误次数")}, read_wrong_pins},
    {{TEXT("rehearsal"), TEXT("彩排")}, read_rehearsal},
};
static const struct field_table hall_table = {hall_fields, COUNT_OF(hall_fields)};

bool hall_load(struct text source, const char *file, struct arena *arena, struct diags *diags,
               struct hall *out)
{
    size_t errors = diags->errors;
    *out = (struct hall){.connections = CONNECTIONS_DEFAULT, .wrong_pins = WRONG_PINS_DEFAULT};
    if (source.len > HALL_MAX_FILE) {
        diags_error(diags, (struct span){.file = file}, _("the file is larger than %zu MB"),
                    HALL_MAX_FILE >> 20);
        return false;
    }
    struct reader reader;
    reader_init(&reader, source, file, arena, diags);
    struct node root;
    struct seen seen;
    if (reader_root(&reader, &root)) {
        fields_read(&reader, &root, &hall_table, N_("hall.yaml begins with a line such as “hall: name”"),
                    &seen, out);
        if (root.kind == NODE_MAP)
            reader_end(&reader);
    }
    reader_finish(&reader);
    return diags->errors == errors;
}
