#include "cli/ask.h"

#include <unistd.h>

bool can_ask(void)
{
    return isatty(STDIN_FILENO);
}

bool ask_yes(FILE *to, const char *question)
{
    fputs(question, to);
    fflush(to);
    int first = getchar();
    for (int c = first; c != '\n' && c != EOF;)
        c = getchar();
    if (first == EOF)
        fputc('\n', to);
    return first == 'y' || first == 'Y';
}
