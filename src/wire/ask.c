/* Asking one thing after the other, for programs without a loop of their own. */
#include "base/clock.h"
#include "base/i18n.h"
#include "wire/client_private.h"

#include <poll.h>

static bool give_up(struct client *client, struct question *question, struct err *err)
{
    struct pending *pending = client_take_pending(client, question->id);
    if (pending)
        pending_destroy(pending);
    client->question = NULL;
    if (client->trouble.message[0])
        return err_set(err, client->trouble.kind, "%s", client->trouble.message);
    return err_set(err, ERR_BUSY, _("the hub did not answer in time"));
}

static void wait_for_socket(const struct client *client, int64_t until)
{
    bool want_write;
    int timeout, left = client_ms_until(until);
    struct pollfd watched = {.events = POLLIN};
    watched.fd = client_poll(client, &want_write, &timeout);
    if (want_write)
        watched.events |= POLLOUT;
    poll(&watched, 1, timeout < 0 || timeout > left ? left : timeout);
}

bool client_ask(struct client *client, const struct request *request, int timeout_ms, struct arena *arena,
                struct reply *out, struct err *err)
{
    int64_t until = clock_boot_ms() + timeout_ms;
    struct question question = {.arena = arena, .out = out};
    question.id = client_send(client, request, true);
    client->question = &question;
    for (;;) {
        client_work(client);
        if (question.answered)
            break;
        if (client->hopeless || clock_boot_ms() >= until)
            return give_up(client, &question, err);
        wait_for_socket(client, until);
    }
    client->question = NULL;
    return true;
}
