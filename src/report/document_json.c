/* Documents for programs, as one JSON object. */
#include "report/document_private.h"

#include "base/clock.h"
#include "base/json.h"
#include "report/table.h"

static bool begin(struct document *document, struct err *err)
{
    (void)err;
    const struct document_head *head = &document->head;
    struct buf *out = &document->out;
    char time[CLOCK_TEXT_SIZE], hex[HASH_HEX_SIZE];
    hash_to_hex(&head->head, hex);
    buf_add_char(out, '{');
    json_add_member(out, "title", head->title);
    json_add_member(out, "hall", head->hall);
    json_add_member(out, "made_at", text_of(clock_format(head->made_at, time)));
    if (head->rehearsal)
        json_add_member_bool(out, "rehearsal", true);
    buf_add_char(out, '\n');
    json_add_name(out, "journal");
    buf_add_char(out, '{');
    json_add_member_int(out, "entries", head->head_seq);
    json_add_member(out, "head", text_of(hex));
    buf_add_string(out, "},\n\"pages\":[");
    return true;
}

static bool page(struct document *document, const struct table_page *page, struct err *err)
{
    struct buf *out = &document->out;
    buf_add_string(out, document->pages ? ",\n{" : "\n{");
    json_add_member(out, "heading", page->heading);
    json_add_member_bool(out, "provisional", page->provisional);
    json_add_name(out, "notes");
    buf_add_char(out, '[');
    for (int i = 0; i < page->note_count; i++) {
        json_add_comma(out);
        json_add_text(out, page->notes[i]);
    }
    buf_add_string(out, "],\n\"rows\":[");
    for (size_t r = 0; r < page->table.row_count; r++) {
        buf_add_string(out, r ? ",\n " : "\n ");
        json_add_row(out, &page->table, r);
        if (!document_flush(document, err))
            return false;
    }
    buf_add_string(out, "]}");
    return true;
}

static bool end(struct document *document, struct err *err)
{
    (void)err;
    buf_add_string(&document->out, "]");
    buf_add_text(&document->out, buf_text(&document->members));
    buf_add_string(&document->out, "}\n");
    return true;
}

const struct document_format json_documents = {.begin = begin, .page = page, .end = end};
