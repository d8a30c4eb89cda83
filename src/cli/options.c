#include "cli/options.h"

#include "base/i18n.h"
#include "base/text.h"

/* The option that `word` spells; *value is what follows '=' or a letter, or NULL. */
static const struct option_spec *find(const struct option_spec *specs, size_t count, const char *word,
                                      const char **value)
{
    *value = NULL;
    const char *equals = strchr(word, '=');
    struct text name = text_make(word, equals ? (size_t)(equals - word) : strlen(word));
    for (size_t i = 0; i < count; i++) {
        if (text_is(name, specs[i].name)) {
            *value = equals ? equals + 1 : NULL;
            return &specs[i];
        }
        if (specs[i].letter && word[0] == '-' && word[1] == specs[i].letter && word[1] != '-') {
            *value = word[2] ? word + 2 : NULL;
            return &specs[i];
        }
    }
    return NULL;
}

static bool unknown(const struct option_spec *specs, size_t count, const char *word, struct err *err)
{
    const char *names[16];
    size_t n = 0;
    for (; n < count && n < sizeof names / sizeof *names; n++)
        names[n] = specs[n].name;
    int nearest = text_nearest(text_of(word), names, n);
    if (nearest >= 0)
        return err_set(err, ERR_INVALID, _("unknown option %s; did you mean %s?"), word, names[nearest]);
    return err_set(err, ERR_INVALID, _("unknown option %s"), word);
}

bool options_parse(const struct option_spec *specs, size_t count, int *argc, char **argv, struct err *err)
{
    int kept = 0;
    bool options_over = false;
    for (int i = 0; i < *argc; i++) {
        char *word = argv[i];
        if (options_over || word[0] != '-' || word[1] == '\0') {
            argv[kept++] = word;
            continue;
        }
        if (strcmp(word, "--") == 0) {
            options_over = true;
            continue;
        }
        const char *value;
        const struct option_spec *spec = find(specs, count, word, &value);
        if (!spec)
            return unknown(specs, count, word, err);
        if (spec->flag) {
            if (value)
                return err_set(err, ERR_INVALID, _("the option %s takes no value"), spec->name);
            *spec->flag = true;
            continue;
        }
        if (!value && i + 1 == *argc)
            return err_set(err, ERR_INVALID, _("the option %s needs a value"), spec->name);
        *spec->value = value ? value : argv[++i];
    }
    *argc = kept;
    return true;
}
