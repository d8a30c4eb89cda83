/* hello and ping. */
#include "base/clock.h"
#include "hub/uses.h"

enum wire_error use_hello(struct hub *hub, struct session *session, const struct request *request,
                          struct reply *reply)
{
    if (request->hello.protocol != WIRE_PROTOCOL)
        return WIRE_WRONG_PROTOCOL;
    session->greeted = true;
    reply->hello.protocol = WIRE_PROTOCOL;
    reply->hello.hall = hub->hall.name;
    reply->hello.now = clock_wall_ms();
    reply->hello.rehearsal = hub->hall.rehearsal;
    return WIRE_OK;
}

enum wire_error use_ping(struct hub *hub, struct session *session, const struct request *request,
                         struct reply *reply)
{
    (void)hub;
    (void)session;
    (void)request;
    reply->ping.now = clock_wall_ms();
    return WIRE_OK;
}
