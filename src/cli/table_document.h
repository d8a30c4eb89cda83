/* A table written as a document: for `biwu table` and for the administrator's exports. */
#ifndef BIWU_CLI_TABLE_DOCUMENT_H
#define BIWU_CLI_TABLE_DOCUMENT_H

#include "cli/output.h"
#include "core/table.h"

/* Builds what is asked for inside a read transaction of its own, so that all figures are of one moment, and
 * writes it; the head says what was asked for. Nothing is written when it fails. */
bool table_document_write(const struct cli *cli, struct store *store, const struct document_output *output,
                          const struct table_request *request, struct err *err);

#endif
