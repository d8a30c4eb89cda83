#include "bank/reader.h"

#include "bank/encoding.h"
#include "bank/reader_error.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"

#include <stdlib.h>
#include <yaml.h>

struct libyaml {
    yaml_parser_t parser;
    yaml_event_t event; /* the last one; its memory is ours until the next */
};

static int feed(void *data, unsigned char *buffer, size_t size, size_t *size_read)
{
    struct reader *reader = data;
    size_t left = reader->source.len - reader->fed;
    *size_read = left < size ? left : size;
    if (*size_read)
        memcpy(buffer, reader->source.at + reader->fed, *size_read);
    reader->fed += *size_read;
    return 1;
}

void reader_init(struct reader *reader, struct text source, const char *file, struct arena *arena,
                 struct diags *diags)
{
    size_t skipped = encoding_mark(source);
    *reader = (struct reader){.arena = arena,
                              .scratch = ARENA_EMPTY,
                              .diags = diags,
                              .file = file,
                              .source = text_from(source, skipped),
                              .skipped = skipped};
    reader->libyaml = xcalloc(1, sizeof *reader->libyaml);
    yaml_parser_t *parser = &reader->libyaml->parser;
    if (!yaml_parser_initialize(parser))
        abort(); /* fails only for lack of memory */
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input(parser, feed, reader);
}

void reader_finish(struct reader *reader)
{
    yaml_event_delete(&reader->libyaml->event);
    yaml_parser_delete(&reader->libyaml->parser);
    free(reader->libyaml);
    arena_finish(&reader->scratch);
    reader->libyaml = NULL;
}

void reader_stop(struct reader *reader)
{
    reader->stopped = true;
}

/* Sources are far smaller than INT_MAX (BANK_MAX_FILE). */
static struct place place_between(yaml_mark_t start, yaml_mark_t end)
{
    bool one_line = start.line == end.line && end.column > start.column;
    return (struct place){(int)start.line + 1, (int)start.column + 1,
                          one_line ? (int)(end.column - start.column) : 1};
}

static void report_failure(const struct reader *reader)
{
    const yaml_parser_t *parser = &reader->libyaml->parser;
    if (parser->error == YAML_MEMORY_ERROR)
        abort();
    struct reader_failure failure = {
        .in_bytes = parser->error == YAML_READER_ERROR,
        .offset = parser->problem_offset,
        .problem = parser->problem,
        .line = parser->problem_mark.line,
        .column = parser->problem_mark.column,
        .context_line = parser->context_mark.line,
        .context_column = parser->context_mark.column,
    };
    reader_report(reader, &failure);
}

/* The next event; NULL when there is none or reading has stopped. */
static const yaml_event_t *pull(struct reader *reader)
{
    struct libyaml *yaml = reader->libyaml;
    if (reader->stopped)
        return NULL;
    yaml_event_delete(&yaml->event);
    if (!yaml_parser_parse(&yaml->parser, &yaml->event)) {
        report_failure(reader);
        reader->stopped = true;
        return NULL;
    }
    return &yaml->event;
}

static void refuse_extras(const struct reader *reader, struct place place, const yaml_char_t *anchor,
                          const yaml_char_t *tag)
{
    if (anchor) {
        diags_error(reader->diags, reader_span(reader, place), _("anchors (&%.40s) are not supported"),
                    (const char *)anchor);
        diags_hint(reader->diags, _("put a text that begins with & in quotes"));
    }
    if (tag) {
        diags_error(reader->diags, reader_span(reader, place), _("tags (%.40s) are not supported"),
                    (const char *)tag);
        diags_hint(reader->diags, _("put a text that begins with ! in quotes"));
    }
}

static bool refuse_alias(const struct reader *reader, struct node *node, const yaml_event_t *event)
{
    node->kind = NODE_REFUSED;
    node->place = place_between(event->start_mark, event->end_mark);
    diags_error(reader->diags, reader_span(reader, node->place), _("aliases (*%.40s) are not supported"),
                (const char *)event->data.alias.anchor);
    diags_hint(reader->diags, _("write the value out; put a text that begins with * in quotes"));
    return true;
}

static bool open_collection(struct reader *reader, struct node *node, const yaml_event_t *event)
{
    node->place = place_between(event->start_mark, event->end_mark);
    if (event->type == YAML_SEQUENCE_START_EVENT) {
        node->kind = NODE_LIST;
        refuse_extras(reader, node->place, event->data.sequence_start.anchor, event->data.sequence_start.tag);
    } else {
        node->kind = NODE_MAP;
        refuse_extras(reader, node->place, event->data.mapping_start.anchor, event->data.mapping_start.tag);
    }
    if (++reader->depth <= READER_MAX_DEPTH)
        return true;
    diags_error(reader->diags, reader_span(reader, node->place),
                _("lists and mappings are nested more than %d deep"), READER_MAX_DEPTH);
    diags_hint(reader->diags, _("close the brackets, or check the indentation"));
    reader_stop(reader);
    return false;
}

static bool take_scalar(const struct reader *reader, struct node *node, const yaml_event_t *event)
{
    node->kind = NODE_TEXT;
    node->text = text_make((const char *)event->data.scalar.value, event->data.scalar.length);
    node->place = place_between(event->start_mark, event->end_mark);
    node->plain =
        event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && event->start_mark.line == event->end_mark.line;
    if (event->data.scalar.anchor || event->data.scalar.tag) {
        node->plain = false;
        refuse_extras(reader, node->place, event->data.scalar.anchor, event->data.scalar.tag);
    }
    return true;
}

bool reader_next(struct reader *reader, struct node *node)
{
    const yaml_event_t *event = pull(reader);
    node->kind = NODE_REFUSED;
    node->text = (struct text){NULL, 0};
    if (!event)
        return false;
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return take_scalar(reader, node, event);
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        return open_collection(reader, node, event);
    case YAML_ALIAS_EVENT:
        return refuse_alias(reader, node, event);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        reader->depth--;
        return false;
    default:
        return false;
    }
}

void reader_leave(struct reader *reader, int depth)
{
    struct node node;
    while (reader->depth > depth && !reader->stopped)
        reader_next(reader, &node);
}

bool reader_root(struct reader *reader, struct node *root)
{
    if (!reader_check_encoding(reader) || !reader_check_directives(reader)) {
        reader_stop(reader);
        return false;
    }
    for (const yaml_event_t *event; (event = pull(reader)) != NULL;) {
        if (event->type == YAML_STREAM_END_EVENT)
            return false;
        if (event->type == YAML_DOCUMENT_START_EVENT)
            return reader_next(reader, root);
    }
    return false;
}

void reader_end(struct reader *reader)
{
    for (const yaml_event_t *event; (event = pull(reader)) != NULL;) {
        if (event->type == YAML_STREAM_END_EVENT)
            return;
        if (event->type == YAML_DOCUMENT_START_EVENT) {
            struct place place = place_between(event->start_mark, event->start_mark);
            diags_error(reader->diags, reader_span(reader, place), _("a second YAML document begins here"));
            diags_hint(reader->diags, _("put it in a file of its own, or take out the line ---"));
            return;
        }
    }
}

struct text reader_keep(struct reader *reader, struct text t)
{
    enum { ROOM_SIZE = 4096 };
    if (t.len > reader->room_left) {
        reader->room_left = t.len > ROOM_SIZE ? t.len : ROOM_SIZE;
        reader->room = arena_alloc(reader->arena, reader->room_left);
    }
    struct text copy = text_make(reader->room, t.len);
    if (t.len)
        memcpy(reader->room, t.at, t.len);
    reader->room += t.len;
    reader->room_left -= t.len;
    return copy;
}

struct text text_shown(struct text t)
{
    enum { SHOWN_WIDTH = 40 };
    return utf8_cut(text_make(t.at, t.len < 4 * SHOWN_WIDTH ? t.len : 4 * SHOWN_WIDTH), SHOWN_WIDTH);
}
