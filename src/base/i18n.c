#include "base/i18n.h"

#include <langinfo.h>
#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

void i18n_init(const char *localedir)
{
    const char *wanted = getenv("BIWU_LANG");
    /* LANGUAGE is read at the first lookup and cached, so it comes before setlocale and everything. */
    setenv("LANGUAGE", wanted && strncmp(wanted, "en", 2) == 0 ? "en" : "zh_CN", 1);
    bool usable = setlocale(LC_ALL, "") && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    const char *messages = setlocale(LC_MESSAGES, NULL);
    /* glibc ignores LANGUAGE in the C locale, and most mine PCs have no zh_CN locale installed; C.UTF-8 is
     * always there and is not the C locale by name. */
    if (!usable || !messages || strcmp(messages, "C") == 0 || strcmp(messages, "POSIX") == 0)
        setlocale(LC_ALL, "C.UTF-8");
    setlocale(LC_NUMERIC, "C");
    const char *override = getenv("BIWU_LOCALEDIR");
    bindtextdomain("biwu", override ? override : localedir);
    bind_textdomain_codeset("biwu", "UTF-8");
    textdomain("biwu");
}
