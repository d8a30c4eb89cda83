#include "base/diag.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Columns of the terminal that a quoted source line may take. */
enum { QUOTE_WIDTH = 76 };

void diags_finish(struct diags *diags)
{
    free(diags->list);
    arena_finish(&diags->arena);
    *diags = (struct diags)DIAGS_EMPTY;
}

static struct text format_text(struct arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *out = arena_alloc(arena, (size_t)n + 1);
    vsnprintf(out, (size_t)n + 1, format, args);
    return text_make(out, (size_t)n);
}

static void add(struct diags *diags, enum severity severity, struct span span, const char *format,
                va_list args)
{
    size_t found = diags->errors + diags->warnings;
    if (severity == SEVERITY_ERROR)
        diags->errors++;
    else
        diags->warnings++;
    if (found >= DIAGS_MAX)
        return;
    diags->list = xgrow(diags->list, &diags->capacity, diags->count + 1, sizeof *diags->list);
    struct text message = format_text(&diags->arena, format, args);
    diags->list[diags->count++] = (struct diag){severity, span, message, {NULL, 0}};
}

void diags_error(struct diags *diags, struct span span, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(diags, SEVERITY_ERROR, span, format, args);
    va_end(args);
}

void diags_warning(struct diags *diags, struct span span, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(diags, SEVERITY_WARNING, span, format, args);
    va_end(args);
}

void diags_hint(struct diags *diags, const char *format, ...)
{
    if (diags->count == 0 || diags->errors + diags->warnings != diags->count)
        return;
    va_list args;
    va_start(args, format);
    diags->list[diags->count - 1].hint = format_text(&diags->arena, format, args);
    va_end(args);
}

static int compare_places(const struct diag *a, const struct diag *b)
{
    int files = strcmp(a->span.file ? a->span.file : "", b->span.file ? b->span.file : "");
    if (files != 0)
        return files;
    if (a->span.line != b->span.line)
        return a->span.line < b->span.line ? -1 : 1;
    return (a->span.column > b->span.column) - (a->span.column < b->span.column);
}

void diags_sort(struct diags *diags)
{
    for (size_t i = 1; i < diags->count; i++) { /* insertion: at most DIAGS_MAX, nearly sorted */
        struct diag moving = diags->list[i];
        size_t j = i;
        for (; j > 0 && compare_places(&diags->list[j - 1], &moving) > 0; j--)
            diags->list[j] = diags->list[j - 1];
        diags->list[j] = moving;
    }
}

static bool find_line(struct text source, int line, struct text *out)
{
    struct text rest = source;
    for (int i = 1; text_next(&rest, '\n', out); i++)
        if (i == line) {
            if (out->len && out->at[out->len - 1] == '\r')
                out->len--;
            if (i == 1 && text_starts_with(*out, (struct text)TEXT("\xEF\xBB\xBF")))
                *out = text_from(*out, 3); /* a byte order mark is no column */
            return true;
        }
    return false;
}

/* The byte offset of the character `column` (from 1), at most the text's end. */
static size_t offset_of_column(struct text line, int column)
{
    size_t at = 0;
    for (int i = 1; i < column && at < line.len; i++)
        at += utf8_step(text_from(line, at));
    return at;
}

/* Where to start quoting so that `focus` is well inside QUOTE_WIDTH. */
static size_t quote_start(struct text line, size_t focus)
{
    size_t start = 0;
    while (start < focus && utf8_width(text_make(line.at + start, focus - start)) > QUOTE_WIDTH * 2 / 3)
        start += utf8_step(text_from(line, start));
    return start;
}

static void add_printable(struct buf *out, struct text t)
{
    size_t at = 0;
    while (at < t.len) {
        struct text rest = text_from(t, at);
        size_t step = utf8_step(rest);
        bool printable = utf8_is_printable(text_make(rest.at, step));
        if (printable)
            buf_add(out, rest.at, step);
        else
            buf_add_char(out, rest.at[0] == '\t' ? ' ' : '?');
        at += step;
    }
}

static void render_quote(struct span span, struct text line, struct buf *out)
{
    size_t focus = offset_of_column(line, span.column);
    size_t start = quote_start(line, focus);
    struct text shown = utf8_cut(text_from(line, start), QUOTE_WIDTH);
    buf_add_string(out, "    ");
    add_printable(out, shown);
    buf_add_string(out, "\n    ");

    struct buf before = BUF_EMPTY;
    add_printable(&before, text_make(line.at + start, focus - start));
    buf_add_repeated(out, ' ', (size_t)utf8_width(buf_text(&before)));
    buf_finish(&before);
    size_t end = focus + offset_of_column(text_from(line, focus), span.length + 1);
    int underline = utf8_width(text_make(line.at + focus, end - focus));
    int room = QUOTE_WIDTH - utf8_width(text_make(line.at + start, focus - start));
    buf_add_char(out, '^');
    if (underline > 1)
        buf_add_repeated(out, '~', (size_t)((underline < room ? underline : room) - 1));
    buf_add_char(out, '\n');
}

void diag_render(const struct diag *diag, struct text source, struct buf *out)
{
    struct span span = diag->span;
    buf_add_string(out, span.file ? span.file : "-");
    if (span.line > 0)
        buf_addf(out, ":%d:%d", span.line, span.column > 0 ? span.column : 1);
    buf_addf(out, ": %s: ", diag->severity == SEVERITY_ERROR ? _("error") : _("warning"));
    add_printable(out, diag->message);
    buf_add_char(out, '\n');
    struct text line;
    if (span.line > 0 && span.column > 0 && find_line(source, span.line, &line))
        render_quote(span, line, out);
    if (diag->hint.len) {
        buf_addf(out, "    %s: ", _("hint"));
        add_printable(out, diag->hint);
        buf_add_char(out, '\n');
    }
}

void diags_render(const struct diags *diags, struct text source, struct buf *out)
{
    for (size_t i = 0; i < diags->count; i++)
        diag_render(&diags->list[i], source, out);
    size_t left = diags->errors + diags->warnings - diags->count;
    if (left)
        buf_addf(out, ngettext("… and %zu more finding\n", "… and %zu more findings\n", left), left);
}
