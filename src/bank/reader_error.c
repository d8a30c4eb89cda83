#include "bank/reader_error.h"

#include "bank/encoding.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"

#include <limits.h>

static int line_of(struct text source, size_t offset, size_t *start)
{
    int line = 1;
    *start = 0;
    for (size_t at = 0; at < offset;) {
        const char *hit = memchr(source.at + at, '\n', offset - at);
        if (!hit)
            break;
        at = (size_t)(hit - source.at) + 1;
        *start = at;
        line++;
    }
    return line;
}

static struct place place_of_byte(struct text source, size_t offset)
{
    size_t start;
    int line = line_of(source, offset, &start);
    return (struct place){line, (int)utf8_count(text_make(source.at + start, offset - start)) + 1, 1};
}

/* The text of a line (from 0), as libyaml counts them for files with ordinary line ends. */
static struct text source_line(struct text source, size_t line)
{
    struct text rest = source, found = {NULL, 0};
    for (size_t i = 0; i <= line; i++)
        if (!text_next(&rest, '\n', &found))
            return (struct text){NULL, 0};
    return found;
}

static void report_invalid(const struct reader *reader, size_t offset)
{
    struct place place = place_of_byte(reader->source, offset);
    unsigned byte = (unsigned char)reader->source.at[offset];
    diags_error(reader->diags, reader_span(reader, place),
                _("not valid UTF-8: the byte 0x%02X at offset %zu"), byte, offset + reader->skipped);
    if (encoding_is_gb18030(reader->source))
        diags_hint(reader->diags, _("the file looks like GBK: save it as UTF-8 in the editor"));
    else
        diags_hint(reader->diags, _("save the file as UTF-8 in the editor"));
}

static void report_bytes(const struct reader *reader, size_t offset)
{
    struct text source = reader->source;
    ptrdiff_t invalid = utf8_find_invalid(source);
    /* Some of what libyaml refuses is valid UTF-8; it tells where. */
    if (invalid >= 0 && (size_t)invalid <= offset) {
        report_invalid(reader, (size_t)invalid);
        return;
    }
    if (offset >= source.len)
        offset = source.len ? source.len - 1 : 0;
    struct span span = reader_span(reader, place_of_byte(source, offset));
    if (source.len && source.at[offset] == '\0')
        diags_error(reader->diags, span, _("a NUL byte at offset %zu: this is not a text file"),
                    offset + reader->skipped);
    else
        diags_error(reader->diags, span, _("a control character that a text must not hold, at offset %zu"),
                    offset + reader->skipped);
    diags_hint(reader->diags, _("delete it"));
}

enum where { AT_PROBLEM, AT_CONTEXT };

struct explanation {
    const char *problem; /* libyaml's words */
    const char *message, *hint;
    enum where where;
};

#define HINT_QUOTE N_("put the text in quotes")
#define HINT_INDENT N_("check the indentation: the keys of one mapping stand in the same column")
#define HINT_COMMA N_("use half-width brackets, commas and quotes, and close each of them")

static const struct explanation explanations[] = {
    {"mapping values are not allowed in this context", N_("a colon with a space after it cannot stand here"),
     N_("put a text that holds a colon and a space in quotes, and check the indentation"), AT_PROBLEM},
    {"could not find expected ':'", N_("there is no colon after the key on this line"),
     N_("write KEY: VALUE, with a half-width colon and a space"), AT_CONTEXT},
    {"did not find expected key", N_("this does not fit the lines above it"), HINT_INDENT, AT_PROBLEM},
    {"did not find expected '-' indicator", N_("this does not fit the list above it"), HINT_INDENT,
     AT_PROBLEM},
    {"did not find expected ',' or ']'", N_("a list in square brackets is not closed, or lacks a comma"),
     HINT_COMMA, AT_CONTEXT},
    {"did not find expected ',' or '}'", N_("a mapping in braces is not closed, or lacks a comma"),
     HINT_COMMA, AT_CONTEXT},
    {"found unexpected end of stream", N_("a text in quotes that begins here is not closed"),
     N_("add the closing quote"), AT_CONTEXT},
    {"found unexpected document indicator", N_("a text in quotes that begins here is not closed"),
     N_("add the closing quote"), AT_CONTEXT},
    {"found unknown escape character", N_("an unknown escape after a backslash"),
     N_("write the backslash twice, or use single quotes"), AT_PROBLEM},
    {"did not find expected hexdecimal number", N_("an escape here lacks hexadecimal digits"),
     N_("write the backslash twice, or use single quotes"), AT_PROBLEM},
    {"found invalid Unicode character escape code", N_("an escape here names no character"),
     N_("write the character itself"), AT_PROBLEM},
    {"found character that cannot start any token", N_("a text cannot begin with this character"), HINT_QUOTE,
     AT_PROBLEM},
    {"block sequence entries are not allowed in this context", N_("a list entry cannot begin here"),
     N_("begin it on a line of its own, or put the text in quotes"), AT_PROBLEM},
    {"mapping keys are not allowed in this context", N_("a key cannot begin here"), HINT_INDENT, AT_PROBLEM},
    {"did not find expected <document start>", N_("the file should have ended before this"), HINT_INDENT,
     AT_PROBLEM},
    {"did not find expected node content", N_("a value is missing here"), HINT_COMMA, AT_PROBLEM},
    {"did not find expected alphabetic or numeric character", N_("a text cannot begin with & or *"),
     HINT_QUOTE, AT_CONTEXT},
    {"did not find expected comment or line break", N_("nothing may stand after | or > on the same line"),
     N_("begin the text on the next line, indented"), AT_PROBLEM},
    {"found a tab character that violates indentation",
     N_("a tab is used to indent: only spaces are allowed"), N_("replace the tab with spaces"), AT_PROBLEM},
    {"found a tab character where an indentation space is expected",
     N_("a tab is used to indent: only spaces are allowed"), N_("replace the tab with spaces"), AT_PROBLEM},
    {"found undefined tag handle", N_("tags (!…) are not supported"), HINT_QUOTE, AT_PROBLEM},
};

static const struct explanation unexplained = {NULL, N_("this is not valid YAML"),
                                               N_("check quotes, brackets, colons and indentation near here"),
                                               AT_PROBLEM};

static const struct explanation *explain(const char *problem)
{
    for (size_t i = 0; problem && i < COUNT_OF(explanations); i++)
        if (strcmp(problem, explanations[i].problem) == 0)
            return &explanations[i];
    return &unexplained;
}

/* A tab among the white space at the start of the line: its column (from 1), or 0. */
static int indenting_tab(struct text line)
{
    for (size_t i = 0; i < line.len && (line.at[i] == ' ' || line.at[i] == '\t'); i++)
        if (line.at[i] == '\t')
            return (int)i + 1;
    return 0;
}

static bool report_tab(const struct reader *reader, size_t line)
{
    int column = indenting_tab(source_line(reader->source, line));
    if (column == 0)
        return false;
    struct place place = {(int)line + 1, column, 1};
    diags_error(reader->diags, reader_span(reader, place), "%s",
                _("a tab is used to indent: only spaces are allowed"));
    diags_hint(reader->diags, "%s", _("replace the tab with spaces"));
    return true;
}

void reader_report(const struct reader *reader, const struct reader_failure *failure)
{
    if (failure->in_bytes) {
        report_bytes(reader, failure->offset);
        return;
    }
    if (report_tab(reader, failure->line))
        return;
    const struct explanation *found = explain(failure->problem);
    bool context = found->where == AT_CONTEXT;
    size_t line = context ? failure->context_line : failure->line;
    size_t column = context ? failure->context_column : failure->column;
    struct place place = {(int)line + 1, (int)column + 1, 1};
    diags_error(reader->diags, reader_span(reader, place), "%s", _(found->message));
    if (text_find(source_line(reader->source, line), (struct text)TEXT("：")) >= 0)
        diags_hint(reader->diags, "%s",
                   _("after a key stands a half-width colon and a space, not a full-width colon"));
    else
        diags_hint(reader->diags, "%s", _(found->hint));
}

bool reader_check_encoding(const struct reader *reader)
{
    struct text source = reader->source;
    bool utf16 = text_starts_with(source, (struct text)TEXT("\xFF\xFE")) ||
                 text_starts_with(source, (struct text)TEXT("\xFE\xFF"));
    if (!utf16)
        return true;
    diags_error(reader->diags, reader_span(reader, (struct place){0}), _("the file is UTF-16, not UTF-8"));
    diags_hint(reader->diags, _("save the file as UTF-8 in the editor"));
    return false;
}

/* Whether libyaml takes the byte at `at` for the first of a line: it also breaks lines at U+0085, U+2028 and
 * U+2029, whose last bytes these are. */
static bool starts_line(struct text source, size_t at)
{
    return at == 0 || strchr("\n\r\x85\xA8\xA9", source.at[at - 1]);
}

bool reader_check_directives(const struct reader *reader)
{
    struct text source = reader->source;
    for (size_t at = 0; at < source.len; at++) {
        const char *hit = memchr(source.at + at, '%', source.len - at);
        if (!hit)
            return true;
        at = (size_t)(hit - source.at);
        if (!text_starts_with(text_from(source, at), (struct text)TEXT("%TAG")) || !starts_line(source, at))
            continue;
        diags_error(reader->diags, reader_span(reader, place_of_byte(source, at)),
                    _("%%TAG directives are not supported"));
        diags_hint(reader->diags, _("take the line out"));
        return false;
    }
    return true;
}
