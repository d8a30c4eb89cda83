/* How far long work is. */
#ifndef BIWU_CLI_PROGRESS_H
#define BIWU_CLI_PROGRESS_H

/* Rewrites one line on stderr, when that is a terminal and `total` is over 200; the last step ends the line.
 * `format` is translated and takes done and total as two %lld. */
void progress_show(long long done, long long total, const char *format);

#endif
