/* Subcommands: a const table, one file a command. */
#ifndef BIWU_CLI_COMMAND_H
#define BIWU_CLI_COMMAND_H

#include "cli/options.h"

/* What every command gets. */
struct cli {
    const char *hall_option; /* -C DIR; NULL: not given */
    bool ascii, mono;        /* --ascii, --mono for the terminal program */
};

/* Exit codes. */
enum {
    STATUS_OK = 0,
    STATUS_FAILED = 1, /* it failed, or what was checked is not in order */
    STATUS_USAGE = 2,  /* the command line is wrong */
};

struct command {
    const char *name;    /* "bank check" */
    const char *usage;   /* what follows the name, English msgid or "" */
    const char *summary; /* English msgid, one line */
    const char *help;    /* English msgid: options and details; "" when there are none */
    int (*run)(struct cli *cli, int argc, char **argv); /* the operands and options after the name */
};

extern const struct command command_open, command_admin, command_demo, command_init, command_serve;
extern const struct command command_bank_check, command_bank_sync, command_bank_list;
extern const struct command command_people_import, command_people_list, command_people_pin;
extern const struct command command_event_check, command_event_list, command_event_open, command_event_close;
extern const struct command command_attempts_list, command_attempts_import;
extern const struct command command_marking, command_oral;
extern const struct command command_host, command_board, command_desk, command_judge, command_rehearse;
extern const struct command command_contest_log, command_contest_apply;
extern const struct command command_panel_import, command_panel_report, command_champions;
extern const struct command command_rank, command_explain, command_table, command_stats;
extern const struct command command_appraise;
extern const struct command command_ruling;
extern const struct command command_draw_people, command_draw_topics, command_draw_groups, command_draw_order;
extern const struct command command_draw_seed, command_draw_list, command_draw_present, command_draw_excuse;
extern const struct command command_draw_rollcall;
extern const struct command command_draw_absent, command_draw_call, command_draw_close, command_event_seal;
extern const struct command command_draw_show, command_draw_verify, command_verify;

/* Print "biwu: message" to stderr and return the status. */
int command_failed(const struct err *err);
int command_usage(const struct command *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
