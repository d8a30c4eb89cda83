#include "hub/show.h"

const struct text *show_options(struct arena *arena, const struct slot *slot, const struct item *item)
{
    struct text *options = arena_array(arena, (size_t)item->option_count, sizeof *options);
    for (int k = 0; k < item->option_count; k++)
        options[k] = item->options[slot->option_count ? slot->shown[k] : k];
    return options;
}

static struct text formatted(struct arena *arena, const struct item *item, const struct response *response)
{
    struct buf out = BUF_EMPTY;
    response_format(item, response, &out);
    struct text text = arena_text(arena, buf_text(&out));
    buf_finish(&out);
    return text;
}

struct text show_response(struct arena *arena, const struct slot *slot, const struct item *item,
                          struct text canonical)
{
    struct response own;
    if (!canonical.len || !response_parse(item, canonical, arena, &own, NULL))
        return text_of("");
    struct response shown = form_response_to_shown(slot, &own);
    return formatted(arena, item, &shown);
}

struct text show_key(struct arena *arena, const struct slot *slot, const struct item *item)
{
    struct buf key = BUF_EMPTY;
    response_format_key(item, &key);
    struct text text = show_response(arena, slot, item, buf_text(&key));
    buf_finish(&key);
    return text;
}

struct text show_source(struct arena *arena, const struct item_source *source)
{
    struct buf out = BUF_EMPTY;
    buf_add_text(&out, source->document);
    if (source->article.len)
        buf_addf(&out, "%s%.*s", out.len ? " " : "", TEXT_ARG(source->article));
    if (source->edition.len)
        buf_addf(&out, out.len ? " (%.*s)" : "%.*s", TEXT_ARG(source->edition));
    struct text text = arena_text(arena, buf_text(&out));
    buf_finish(&out);
    return text;
}

bool canonical_response(struct arena *arena, const struct slot *slot, const struct item *item,
                        struct text shown, struct text *out, struct err *err)
{
    struct response given;
    if (!response_parse(item, shown, arena, &given, err))
        return false;
    struct response own = form_response_from_shown(slot, &given);
    *out = formatted(arena, item, &own);
    return true;
}
