#include "hall.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "wire/socket.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { WORDS_MAX = 16, HUB_START_MS = 60000, FILE_MAX = 16 << 20 };

const char *test_hall_program(void)
{
    const char *program = getenv("BIWU");
    return program ? program : "biwu";
}

/* ---- The directory ---------------------------------------------------------------------------------- */

static void join_path(const struct test_hall *hall, const char *name, char out[static HALL_PATH_SIZE])
{
    if (snprintf(out, HALL_PATH_SIZE, "%s/%s", hall->path, name) >= HALL_PATH_SIZE)
        fail_msg("the path of %s is too long", name);
}

void test_hall_make(struct test_hall *hall, const char *parent, bool sample)
{
    const char *tmp = parent ? parent : getenv("TMPDIR");
    *hall = (struct test_hall){.hub = 0};
    int n = snprintf(hall->path, sizeof hall->path, "%s/biwu-test-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (n >= (int)sizeof hall->path || !mkdtemp(hall->path))
        fail_msg("cannot make %s: %s", hall->path, strerror(errno));
    free(test_hall_biwu(hall, 0, "init", hall->path, sample ? "--sample" : NULL, NULL));
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

void test_hall_remove(struct test_hall *hall)
{
    test_hall_end_hub(hall, SIGKILL);
    test_hall_kill_own_hub(hall);
    nftw(hall->path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

void test_hall_write(const struct test_hall *hall, const char *name, const char *content)
{
    char path[HALL_PATH_SIZE];
    struct err err = ERR_NONE;
    join_path(hall, name, path);
    if (!file_write(path, text_of(content), 0640, &err))
        fail_msg("%s: %s", path, err.message);
}

void test_hall_pin(const struct test_hall *hall, const char *number, char out[static HALL_PIN_SIZE])
{
    char path[HALL_PATH_SIZE];
    struct err err = ERR_NONE;
    struct buf source = BUF_EMPTY;
    join_path(hall, "people.csv", path);
    if (!file_read(path, FILE_MAX, &source, &err))
        fail_msg("%s", err.message);
    struct text rest = buf_text(&source), line;
    out[0] = '\0';
    while (!out[0] && text_next(&rest, '\n', &line)) {
        struct text field = {0}, first;
        if (text_next(&line, ',', &first) && text_is(first, number)) {
            while (text_next(&line, ',', &field))
                ;
            snprintf(out, HALL_PIN_SIZE, "%.*s", TEXT_ARG(text_trim(field)));
        }
    }
    buf_finish(&source);
    if (!out[0])
        fail_msg("nobody has the number %s", number);
}

/* ---- Commands --------------------------------------------------------------------------------------- */

/* In a child: becomes biwu with these words, in English unless the test says otherwise. */
static _Noreturn void become_biwu(const char *const *argv, const char *const *environment)
{
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("BIWU_LANG", "en", 1);
    unsetenv("BIWU_HALL");
    for (size_t i = 0; environment && environment[i]; i++)
        putenv(xstrdup(environment[i]));
    union {
        const char *const *given;
        char *const *taken;
    } words = {argv};
    execvp(words.taken[0], words.taken);
    fprintf(stderr, "cannot run %s: %s\n", argv[0], strerror(errno));
    _exit(127);
}

static pid_t start_command(const char *const *argv, int *output)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        fail_msg("no pipe: %s", strerror(errno));
    pid_t child = fork();
    if (child == 0) {
        int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
        dup2(null, STDIN_FILENO);
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        become_biwu(argv, NULL);
    }
    close(ends[1]);
    *output = ends[0];
    return child;
}

char *test_hall_biwu(const struct test_hall *hall, int status, const char *word, ...)
{
    const char *argv[WORDS_MAX + 4] = {test_hall_program(), "-C", hall->path, word};
    va_list args;
    va_start(args, word);
    for (int n = 4; n < WORDS_MAX && (argv[n] = va_arg(args, const char *)) != NULL;)
        n++;
    va_end(args);

    int output, ended;
    pid_t child = start_command(argv, &output);
    struct buf printed = BUF_EMPTY;
    char bytes[4096];
    for (ssize_t n; (n = read(output, bytes, sizeof bytes)) != 0;)
        if (n > 0)
            buf_add(&printed, bytes, (size_t)n);
    close(output);
    waitpid(child, &ended, 0);
    buf_add_char(&printed, '\0');
    if (!WIFEXITED(ended) || WEXITSTATUS(ended) != status)
        fail_msg("biwu %s: status %x instead of exit %d:\n%s", word, (unsigned)ended, status, printed.at);
    return printed.at;
}

/* ---- The hub ---------------------------------------------------------------------------------------- */

static void redirect_to_log(const struct test_hall *hall)
{
    char log[HALL_PATH_SIZE];
    join_path(hall, "hub.log", log);
    int null = open("/dev/null", O_RDWR);
    int out = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(null, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
}

static void show_log(const struct test_hall *hall)
{
    char log[HALL_PATH_SIZE];
    struct buf content = BUF_EMPTY;
    join_path(hall, "hub.log", log);
    if (file_read(log, FILE_MAX, &content, NULL))
        fprintf(stderr, "---- hub.log ----\n%.*s\n", TEXT_ARG(buf_text(&content)));
    buf_finish(&content);
}

void test_hall_start_hub(struct test_hall *hall, const char *const *environment)
{
    int ends[2];
    char ready[16], byte;
    if (pipe(ends) != 0)
        fail_msg("no pipe: %s", strerror(errno));
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    snprintf(ready, sizeof ready, "%d", ends[1]);
    hall->hub = fork();
    if (hall->hub == 0) {
        const char *const argv[] = {test_hall_program(), "-C",  hall->path, "serve",
                                    "--ready-fd",        ready, NULL};
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        redirect_to_log(hall);
        become_biwu(argv, environment);
    }
    close(ends[1]);
    struct pollfd wait = {.fd = ends[0], .events = POLLIN};
    bool up = poll(&wait, 1, HUB_START_MS) > 0 && read(ends[0], &byte, 1) == 1;
    close(ends[0]);
    if (!up) {
        show_log(hall);
        fail_msg("the hub did not start");
    }
}

void test_hall_end_hub(struct test_hall *hall, int signal)
{
    if (hall->hub <= 0)
        return;
    kill(hall->hub, signal);
    waitpid(hall->hub, NULL, 0);
    hall->hub = 0;
}

void test_hall_kill_own_hub(const struct test_hall *hall)
{
    char path[HALL_PATH_SIZE];
    struct ucred peer;
    socklen_t size = sizeof peer;
    join_path(hall, "hub.sock", path);
    int fd = socket_connect(path, NULL);
    /* Of a listening socket the kernel tells who called listen. */
    if (fd >= 0 && getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.pid > 0 &&
        peer.pid != hall->hub) {
        int process = pidfd_open(peer.pid, 0);
        struct pollfd ended = {.fd = process, .events = POLLIN};
        kill(peer.pid, SIGKILL);
        poll(&ended, 1, TERMINAL_DEADLINE_MS);
        close(process);
    }
    if (fd >= 0)
        close(fd);
}

int test_hall_lock(const struct test_hall *hall)
{
    char path[HALL_PATH_SIZE];
    join_path(hall, "hub.lock", path);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0 || flock(fd, LOCK_EX) != 0)
        fail_msg("%s: %s", path, strerror(errno));
    return fd;
}

struct terminal *test_hall_seat(const struct test_hall *hall, const char *language, int width, int height)
{
    char lang[64], locale_dir[HALL_PATH_SIZE];
    const char *locales = getenv("BIWU_LOCALEDIR");
    const char *environment[3] = {NULL};
    int n = 0;
    if (locales) {
        snprintf(locale_dir, sizeof locale_dir, "BIWU_LOCALEDIR=%s", locales);
        environment[n++] = locale_dir;
    }
    if (language) {
        snprintf(lang, sizeof lang, "BIWU_LANG=%s", language);
        environment[n++] = lang;
    }
    const char *const argv[] = {test_hall_program(), "-C", hall->path, NULL};
    const struct terminal_options options = {argv, environment, width, height};
    return terminal_start(&options);
}
