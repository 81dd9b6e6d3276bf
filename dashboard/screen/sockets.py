"""Small messages leave at once.

Python's event loop turns off Nagle's algorithm only on sockets whose protocol is named. Streamlit opens its own without
naming it, so each small message waits for the browser's acknowledgement of the one before, which browsers put off for
40 ms. A connection takes over what its listening socket has set.
"""

from __future__ import annotations

import os
import socket
import stat
from contextlib import suppress

DESCRIPTORS = "/dev/fd"
"""Where a process finds what it has open, on Linux and macOS."""


def send_at_once() -> None:
    """Set TCP_NODELAY on the sockets on which this process listens, and so on every connection made to them."""
    if not os.path.isdir(DESCRIPTORS):
        return  # a system that does not list them: messages leave as they did
    for name in os.listdir(DESCRIPTORS):
        with suppress(OSError):  # closed since it was listed
            _send_at_once(int(name))


def _send_at_once(descriptor: int) -> None:
    if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
        return
    with socket.socket(fileno=os.dup(descriptor)) as opened:
        over_tcp = opened.family in (socket.AF_INET, socket.AF_INET6) and opened.type == socket.SOCK_STREAM
        if over_tcp and opened.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
