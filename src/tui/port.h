/* The way out to the hub, as screens and models see it. */
#ifndef BIWU_TUI_PORT_H
#define BIWU_TUI_PORT_H

#include "wire/message.h"

struct port {
    void *context;
    /* As client_send: queues, copies the texts, returns the request's id. */
    int64_t (*send)(void *context, const struct request *request, bool keep);
    /* Forgets the ticket of the person who leaves. */
    void (*forget)(void *context);
};

static inline int64_t port_send(const struct port *port, const struct request *request, bool keep)
{
    return port->send(port->context, request, keep);
}

#endif
