#include "cli/ask.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <unistd.h>

bool can_ask(void)
{
    return isatty(STDIN_FILENO);
}

char *ask_line(FILE *to, const char *question)
{
    char *line = NULL;
    size_t size = 0;
    fputs(question, to);
    fflush(to);
    bool ended = getline(&line, &size, stdin) < 0;
    char *trimmed = ended ? NULL : text_copy(text_trim(text_of(line)));
    if (ended)
        fputc('\n', to);
    free(line);
    return trimmed;
}

bool ask_yes(FILE *to, const char *question)
{
    char *line = ask_line(to, question);
    bool yes = line && (line[0] == 'y' || line[0] == 'Y');
    free(line);
    return yes;
}
