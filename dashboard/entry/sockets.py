"""Small messages leave at once.

Python's event loop turns off Nagle's algorithm only on sockets whose protocol is named. Streamlit opens its own without
naming it, so each small message waits for the browser's acknowledgement of the one before, which browsers put off for
40 ms. A connection takes over what its listening socket has set.
"""

from __future__ import annotations

import os
import socket


def send_at_once() -> None:
    """Set TCP_NODELAY on the sockets on which this process listens, and so on every connection made to them."""
    for name in os.listdir("/dev/fd"):
        try:
            listening = socket.socket(fileno=os.dup(int(name)))
        except OSError:
            continue  # a file, or closed since it was listed
        with listening:
            if listening.family in (socket.AF_INET, socket.AF_INET6) and _listens(listening):
                listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _listens(opened: socket.socket) -> bool:
    return opened.type == socket.SOCK_STREAM and bool(opened.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
