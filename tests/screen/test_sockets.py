"""Connections to the app send small messages at once."""

from __future__ import annotations

import os
import socket

from dashboard.screen.sockets import DESCRIPTORS, send_at_once


def test_connections_made_later_send_at_once() -> None:
    with socket.socket(socket.AF_INET) as listening, socket.socket(socket.AF_INET) as visitor:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        send_at_once()
        visitor.connect(listening.getsockname())
        connection, _ = listening.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert not visitor.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY), "only those that listen are touched"


def test_files_and_sockets_of_other_kinds_are_left_alone() -> None:
    one, other = socket.socketpair()
    with one, other, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        datagrams.bind(("127.0.0.1", 0))
        before = sorted(os.listdir(DESCRIPTORS))
        send_at_once()
        assert sorted(os.listdir(DESCRIPTORS)) == before
        assert one.send(b"still open") == 10
        assert other.recv(10) == b"still open"
