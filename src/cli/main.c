#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/command.h"

#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>

/* In the order of `biwu --help`. */
static const struct command *const commands[] = {
    &command_open,         &command_admin,         &command_demo,
    &command_init,         &command_serve,         &command_bank_check,
    &command_bank_sync,    &command_bank_list,     &command_people_import,
    &command_people_list,  &command_people_pin,    &command_event_check,
    &command_event_list,   &command_event_open,    &command_event_close,
    &command_event_seal,   &command_attempts_list, &command_attempts_import,
    &command_marking,      &command_oral,          &command_host,
    &command_board,        &command_desk,          &command_judge,
    &command_rehearse,     &command_contest_log,   &command_contest_apply,
    &command_panel_import, &command_panel_report,  &command_rank,
    &command_explain,      &command_champions,     &command_table,
    &command_stats,        &command_appraise,      &command_ruling,
    &command_draw_people,  &command_draw_topics,   &command_draw_groups,
    &command_draw_order,   &command_draw_seed,     &command_draw_list,
    &command_draw_show,    &command_draw_rollcall, &command_draw_present,
    &command_draw_excuse,  &command_draw_absent,   &command_draw_call,
    &command_draw_close,   &command_draw_verify,   &command_verify,
};

int command_failed(const struct err *err)
{
    fprintf(stderr, "biwu: %s\n", err->message);
    return STATUS_FAILED;
}

static void print_usage_line(FILE *out, const struct command *command)
{
    const char *usage = command->usage[0] ? _(command->usage) : "";
    fprintf(out, "biwu %s%s%s%s%s\n", _("[-C DIR]"), command->name[0] ? " " : "", command->name,
            *usage ? " " : "", usage);
}

int command_usage(const struct command *command, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("biwu: ", stderr);
    vfprintf(stderr, format, args);
    va_end(args);
    fprintf(stderr, "\n%s: ", _("usage"));
    print_usage_line(stderr, command);
    return STATUS_USAGE;
}

static void print_command_help(const struct command *command)
{
    printf("%s: ", _("usage"));
    print_usage_line(stdout, command);
    printf("\n%s\n", _(command->summary));
    if (command->help[0])
        printf("\n%s", _(command->help));
}

static void print_help(void)
{
    printf("%s\n\n", _("biwu: tests and skills competitions for a training room"));
    printf("%s: biwu %s\n\n", _("usage"), _("[-C DIR] [--mono] [--ascii] [COMMAND …]"));
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        const char *usage = commands[i]->usage[0] ? _(commands[i]->usage) : "";
        printf("  biwu%s%s%s%s\n      %s\n", commands[i]->name[0] ? " " : "", commands[i]->name,
               *usage ? " " : "", usage, _(commands[i]->summary));
    }
    printf("\n%s",
           _("  -C DIR     the hall to use; else $BIWU_HALL, else the one around the current directory\n"
             "  --mono     no colours\n"
             "  --ascii    no line-drawing characters, for terminals that show them too wide\n"
             "  --help     this page; `biwu COMMAND --help` says more about one command\n"
             "  --version  the version\n\n"
             "BIWU_LANG=en gives English. Exit status: 0 done, 1 failed or not in order, 2 wrong usage.\n"
             "The manual: man biwu, man biwu-bank, man biwu-event, man biwu-people.\n"));
}

static bool wants_help(int argc, char **argv)
{
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return true;
    return false;
}

/* How many of the words spell the command's name; 0: not this one. */
static int words_matched(const struct command *command, int argc, char **argv)
{
    struct text rest = text_of(command->name), word;
    int n = 0;
    while (text_next(&rest, ' ', &word)) {
        if (n >= argc || !text_is(word, argv[n]))
            return 0;
        n++;
    }
    return n;
}

/* A known first word without a known second: lists what there is. */
static bool print_group(const char *first)
{
    bool any = false;
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        struct text rest = text_of(commands[i]->name), word;
        if (!text_next(&rest, ' ', &word) || !rest.at || !text_is(word, first))
            continue;
        if (!any)
            fprintf(stderr, "%s:\n", _("usage"));
        any = true;
        fputs("  ", stderr);
        print_usage_line(stderr, commands[i]);
    }
    return any;
}

static int unknown_command(const char *word)
{
    if (print_group(word))
        return STATUS_USAGE;
    const char *names[COUNT_OF(commands)];
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        names[i] = commands[i]->name;
    int nearest = text_nearest(text_of(word), names, COUNT_OF(commands));
    if (nearest >= 0)
        fprintf(stderr, _("biwu: there is no command %s; did you mean %s?\n"), word, names[nearest]);
    else
        fprintf(stderr, _("biwu: there is no command %s; `biwu --help` lists them\n"), word);
    return STATUS_USAGE;
}

static int dispatch(struct cli *cli, int argc, char **argv)
{
    if (argc == 0)
        return command_open.run(cli, 0, argv);
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        int n = commands[i]->name[0] ? words_matched(commands[i], argc, argv) : 0;
        if (n == 0)
            continue;
        if (wants_help(argc - n, argv + n)) {
            print_command_help(commands[i]);
            return STATUS_OK;
        }
        return commands[i]->run(cli, argc - n, argv + n);
    }
    if (wants_help(argc - 1, argv + 1) && print_group(argv[0]))
        return STATUS_OK;
    return unknown_command(argv[0]);
}

/* The options before the command. Returns how many words they took, -1 when wrong, -2 when the program is
 * done. */
static int global_options(struct cli *cli, int argc, char **argv)
{
    int i = 1;
    for (; i < argc && argv[i][0] == '-'; i++) {
        const char *word = argv[i];
        if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
            print_help();
            return -2;
        } else if (strcmp(word, "--version") == 0) {
            printf("biwu %s\n", BIWU_VERSION);
            return -2;
        } else if (strcmp(word, "--mono") == 0) {
            cli->mono = true;
        } else if (strcmp(word, "--ascii") == 0) {
            cli->ascii = true;
        } else if (strncmp(word, "-C", 2) == 0 && (word[2] || i + 1 < argc)) {
            cli->hall_option = word[2] ? word + 2 : argv[++i];
        } else {
            fprintf(stderr, _("biwu: unknown option %s; `biwu --help` lists them\n"), word);
            return -1;
        }
    }
    return i;
}

int main(int argc, char **argv)
{
    i18n_init(BIWU_LOCALEDIR);
    if (sodium_init() < 0) {
        fprintf(stderr, "biwu: %s\n", _("libsodium cannot be used on this machine"));
        return STATUS_FAILED;
    }
    struct cli cli = {0};
    int first = global_options(&cli, argc, argv);
    int status = first == -1   ? STATUS_USAGE
                 : first == -2 ? STATUS_OK
                               : dispatch(&cli, argc - first, argv + first);
    /* Output that did not arrive (a full disk, a closed pipe) is a failure. */
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "biwu: %s\n", _("the output could not be written"));
        return STATUS_FAILED;
    }
    return status;
}
