/* The user's language: English msgids through gettext, Chinese by default. */
#ifndef BIWU_BASE_I18N_H
#define BIWU_BASE_I18N_H

#include <libintl.h>

#define _(msgid) gettext(msgid)
/* Marks a msgid in a table for extraction; translate it where it is shown, with _(). */
#define N_(msgid) (msgid)

/* Sets the locale so that text is UTF-8 and messages come in Chinese, or in English when $BIWU_LANG starts
 * with "en". Call once, first thing in main, before any other thread or any gettext lookup. $BIWU_LOCALEDIR
 * overrides `localedir` (for running from the build tree). */
void i18n_init(const char *localedir);

#endif
