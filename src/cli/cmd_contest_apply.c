/* biwu contest apply: a scripted contest or panel, in the JSON commands of the protocol. */
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/link.h"
#include "cli/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { SCRIPT_MAX_FILE = 64 << 20, SCRIPT_TEAMS = ENTRANTS_MAX };

/* A desk of one team, opened when the script needs it. */
struct desk {
    struct text team;
    struct client *client;
};

struct script {
    struct cli *cli;
    const char *event, *path;
    struct arena arena;
    struct client *host;
    struct desk *desks; /* owned */
    size_t desk_count, desk_capacity;
    long long line, done;
};

static struct client *watch(struct script *script, enum watch_as as, struct text team, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct client *client = link_open(script->cli, err);
    struct request request = {.kind = MESSAGE_WATCH};
    struct reply reply;
    request.watch.event = text_of(script->event);
    request.watch.as = as;
    request.watch.teams = &team;
    request.watch.team_count = team.len > 0;
    if (client && !link_ask(client, &request, &arena, &reply, err)) {
        client_destroy(client);
        client = NULL;
    }
    arena_finish(&arena);
    return client;
}

static struct client *desk_of(struct script *script, struct text team, struct err *err)
{
    for (size_t i = 0; i < script->desk_count; i++)
        if (text_equal(script->desks[i].team, team))
            return script->desks[i].client;
    struct client *client = watch(script, WATCH_DESK, team, err);
    if (!client)
        return NULL;
    script->desks =
        xgrow(script->desks, &script->desk_capacity, script->desk_count + 1, sizeof *script->desks);
    script->desks[script->desk_count++] = (struct desk){arena_text(&script->arena, team), client};
    return client;
}

/* Presses and answers come from desks, everything else from the host. */
static bool is_from_desk(const struct request *request)
{
    if (request->kind != MESSAGE_CONTEST)
        return false;
    enum contest_command_kind command = request->contest.command;
    return command == CONTEST_PRESS || command == CONTEST_ANSWER;
}

static bool is_allowed(const struct request *request, struct err *err)
{
    static const enum message_kind kinds[] = {MESSAGE_CONTEST, MESSAGE_PANEL, MESSAGE_SERIES};
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (request->kind == kinds[i])
            return true;
    return err_set(err, ERR_INVALID, _("only contest, panel and series commands can stand in a script"));
}

static bool send(struct script *script, struct request *request, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct reply reply;
    struct client *client =
        is_from_desk(request) ? desk_of(script, request->contest.team, err) : script->host;
    bool ok = client && link_ask(client, request, &arena, &reply, err);
    arena_finish(&arena);
    return ok;
}

/* {"wait": 500}: so many ms pass before the next line, as in a recorded match. */
static bool is_wait(struct text line, int64_t *ms)
{
    static const char head[] = "{\"wait\":";
    struct text rest = text_trim(line);
    if (rest.len < sizeof head || memcmp(rest.at, head, sizeof head - 1) != 0 || rest.at[rest.len - 1] != '}')
        return false;
    rest = text_trim(text_make(rest.at + sizeof head - 1, rest.len - sizeof head));
    return text_to_int(rest, 0, 3600000, ms);
}

static void pass_time(int64_t ms)
{
    struct timespec delay = {.tv_sec = (time_t)(ms / 1000), .tv_nsec = (long)(ms % 1000 * 1000000)};
    while (nanosleep(&delay, &delay) != 0)
        ;
}

/* A line is a request of the protocol; "id" and "event" may be left out. */
static bool read_line(struct script *script, struct text line, struct arena *arena, struct request *out,
                      struct err *err)
{
    int64_t id;
    struct buf whole = BUF_EMPTY;
    buf_add_string(&whole, "{\"id\":1,");
    struct text rest = text_trim(line);
    bool object = rest.len > 1 && rest.at[0] == '{';
    if (object)
        buf_add_text(&whole, text_from(rest, 1));
    bool ok = object ? wire_read_request(buf_text(&whole), arena, out, &id, err)
                     : err_set(err, ERR_INVALID, _("not a JSON object"));
    buf_finish(&whole);
    if (!ok || !is_allowed(out, err))
        return false;
    out->contest.event = text_of(script->event); /* first in contest, panel and series alike */
    return true;
}

static bool run_line(struct script *script, struct text line, struct err *err)
{
    int64_t ms;
    if (is_wait(line, &ms)) {
        pass_time(ms);
        return true;
    }
    struct arena arena = ARENA_EMPTY;
    struct request request;
    bool ok = read_line(script, line, &arena, &request, err) && send(script, &request, err);
    arena_finish(&arena);
    return ok;
}

static long long count_lines(struct text source)
{
    long long lines = 0;
    for (size_t i = 0; i < source.len; i++)
        lines += source.at[i] == '\n';
    return lines;
}

/* Empty lines and lines that begin with '#' are passed over. Stops at the first that is refused. */
static bool run_script(struct script *script, struct text source, struct err *err)
{
    long long total = count_lines(source);
    static const char mark[] = "\xEF\xBB\xBF"; /* as Windows editors put it before UTF-8 */
    struct text line;
    if (source.len >= sizeof mark - 1 && memcmp(source.at, mark, sizeof mark - 1) == 0)
        source = text_from(source, sizeof mark - 1);
    while (text_next(&source, '\n', &line)) {
        struct err reason = ERR_NONE;
        script->line++;
        struct text trimmed = text_trim(line);
        if (trimmed.len == 0 || trimmed.at[0] == '#')
            continue;
        if (!run_line(script, trimmed, &reason))
            return err_set(err, reason.kind, "%s:%lld: %s", script->path, script->line, reason.message);
        script->done++;
        progress_show(script->line, total, _("applying: line %lld of %lld"));
    }
    return true;
}

static void script_finish(struct script *script)
{
    for (size_t i = 0; i < script->desk_count; i++)
        client_destroy(script->desks[i].client);
    free(script->desks);
    client_destroy(script->host);
    arena_finish(&script->arena);
}

static int run(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    if (!options_parse(NULL, 0, &argc, argv, &err))
        return command_usage(&command_contest_apply, "%s", err.message);
    if (argc != 2)
        return command_usage(&command_contest_apply, _("name one event and one file"));
    struct script script = {.cli = cli, .event = argv[0], .path = argv[1]};
    struct buf source = BUF_EMPTY;
    const char *path = strcmp(argv[1], "-") == 0 ? "/dev/stdin" : argv[1];
    bool ok = file_read(path, SCRIPT_MAX_FILE, &source, &err) &&
              (script.host = watch(&script, WATCH_HOST, text_of(""), &err)) &&
              run_script(&script, buf_text(&source), &err);
    if (script.host)
        printf(_("%lld commands applied\n"), script.done);
    buf_finish(&source);
    script_finish(&script);
    return ok ? STATUS_OK : command_failed(&err);
}

const struct command command_contest_apply = {
    .name = "contest apply",
    .usage = N_("EVENT FILE"),
    .summary = N_("run a scripted contest or panel: the JSON commands of the protocol, one a line"),
    .help = N_(
        "For rehearsals, tests and recorded matches. A line is such as\n"
        "  {\"do\":\"contest\",\"command\":\"press\",\"team\":\"A\"}\n"
        "biwu-protocol(7) lists the commands. {\"wait\":500} lets 500 ms pass; lines that begin with # are\n"
        "comments; - reads standard input. It stops at the first command that is refused and says its "
        "line.\n"),
    .run = run,
};
