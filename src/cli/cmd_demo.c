/* biwu demo: a throwaway hall with the sample data, opened. */
#include "base/i18n.h"
#include "cli/demo.h"
#include "cli/files.h"
#include "cli/link.h"
#include "cli/setup.h"
#include "tui/tui.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { DEMO_LINES = 5 };

/* The demo's hub is a child, so that it ends with it. */
struct demo {
    const char *hall;
    pid_t hub; /* 0: none */
};

/* The first time, and again when the hub was killed. */
static bool start_hub(void *context, struct err *err)
{
    struct demo *demo = context;
    if (demo->hub)
        link_stop_child_hub(demo->hub);
    demo->hub = 0;
    if (link_start_child_hub(demo->hall, &demo->hub, err))
        return true;
    demo->hub = 0;
    return false;
}

/* The first person of the sample list who is (or is not) an organizer. */
static const struct person_row *sample_person(const struct people_file *people, const struct hall *hall,
                                              bool organizer)
{
    for (size_t i = 0; i < people->count; i++) {
        bool is = false;
        for (int k = 0; k < hall->organizer_count; k++)
            is = is || text_equal(hall->organizers[k], people->rows[i].person.number);
        if (is == organizer && people->rows[i].pin.len)
            return &people->rows[i];
    }
    return NULL;
}

/* What the sign-in screen of the demo says: whom to sign in as. */
static bool make_lines(const char *directory, struct arena *arena, const char *lines[static DEMO_LINES],
                       struct err *err)
{
    char path[HALL_PATH_MAX];
    struct people_file people;
    struct hall hall;
    if (!hall_path(directory, "people.csv", path, err) || !people_read(path, arena, &people, err) ||
        !hall_read(directory, arena, &hall, err))
        return false;
    const struct person_row *candidate = sample_person(&people, &hall, false);
    const struct person_row *organizer = sample_person(&people, &hall, true);
    int n = 0;
    lines[n++] = _("This is a demonstration; it is deleted when you leave.");
    if (candidate)
        lines[n++] = arena_textf(arena, _("Candidate: number %.*s, PIN %.*s"),
                                 TEXT_ARG(candidate->person.number), TEXT_ARG(candidate->pin))
                         .at;
    if (organizer)
        lines[n++] = arena_textf(arena, _("Organizer: number %.*s, PIN %.*s"),
                                 TEXT_ARG(organizer->person.number), TEXT_ARG(organizer->pin))
                         .at;
    /* tools/run says how it was called; an installed biwu is called by its name. */
    const char *command = getenv("BIWU_COMMAND");
    lines[n++] =
        arena_textf(arena, _("At a second terminal: %s -C %s"), command ? command : "biwu", directory).at;
    lines[n] = NULL;
    return true;
}

static bool show(const struct cli *cli, struct demo *demo, struct err *err)
{
    char socket[HALL_PATH_MAX];
    const char *lines[DEMO_LINES];
    struct arena arena = ARENA_EMPTY;
    bool ok = hall_path(demo->hall, "hub.sock", socket, err) && make_lines(demo->hall, &arena, lines, err);
    if (ok) {
        struct tui_options options = {.socket = socket,
                                      .start_hub = start_hub,
                                      .start_context = demo,
                                      .demo = true,
                                      .demo_lines = lines,
                                      .mono = cli->mono,
                                      .ascii = cli->ascii};
        ok = tui_run(&options, err);
    }
    arena_finish(&arena);
    return ok;
}

static bool make_place(char hall[static HALL_PATH_MAX], struct err *err)
{
    const char *tmp = getenv("TMPDIR");
    if (snprintf(hall, HALL_PATH_MAX, "%s/biwu-demo-XXXXXX", tmp && *tmp ? tmp : "/tmp") < HALL_PATH_MAX &&
        mkdtemp(hall))
        return true;
    return err_set_errno(err, _("cannot make the directory %s"), hall);
}

static int run(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    char hall[HALL_PATH_MAX];
    if (!options_parse(NULL, 0, &argc, argv, &err))
        return command_usage(&command_demo, "%s", err.message);
    bool contest = argc == 1 && strcmp(argv[0], "contest") == 0;
    if (argc && !contest)
        return command_usage(&command_demo, _("wrong operands"));
    if (!make_place(hall, &err))
        return command_failed(&err);
    struct demo demo = {.hall = hall};
    bool ok = hall_make(hall, true, &err) && start_hub(&demo, &err) &&
              (contest ? demo_contest(hall, &err) : show(cli, &demo, &err));
    if (demo.hub)
        link_stop_child_hub(demo.hub);
    directory_delete(hall);
    return ok ? STATUS_OK : command_failed(&err);
}

const struct command command_demo = {
    .name = "demo",
    .usage = "[contest]",
    .summary = N_("a throwaway hall with the sample data, opened at this terminal"),
    .help = N_("  contest   the sample contest: host, board and three desks in one tmux, to try alone\n\n"
               "The hall is made under $TMPDIR (or /tmp) and deleted when you leave.\n"),
    .run = run,
};
