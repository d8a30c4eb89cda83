/* Unix sockets by path. A path of any length works: the kernel's limit of 107 bytes is for the name in
 * sockaddr_un only, so a longer one is reached through its directory's descriptor. */
#ifndef BIWU_WIRE_SOCKET_H
#define BIWU_WIRE_SOCKET_H

#include "base/err.h"

/* Both give a non-blocking, close-on-exec stream socket, or -1 with err. */

/* Connects. ERR_NOT_FOUND: nobody listens there (no such file, or refused). ERR_BUSY: somebody does and has
 * no room just now. */
int socket_connect(const char *path, struct err *err);
/* Binds and listens; a file that is there already is an error, removing a stale one is the caller's decision.
 * The socket's mode is 0666 without the bits of `mask` (as umask): who may connect. */
int socket_listen(const char *path, unsigned mask, struct err *err);

#endif
