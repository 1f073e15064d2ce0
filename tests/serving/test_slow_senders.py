"""Whoever sends slowly, or nothing, keeps nobody else waiting."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from facilitate.run import receiving
from facilitate.run.receiving import open_sockets, serve_requests

from ..databases import free_port
from .running import run_planner

HEAD = b"GET /sign-in HTTP/1.1\r\nHost: planner\r\nX: "
BODY = b"POST /sign-in HTTP/1.1\r\nHost: planner\r\nContent-Length: 200000\r\nContent-Type: text/plain\r\n\r\n1"
EACH = 70


def test_two_hundred_idle_or_slow_sockets_slow_no_page(tmp_path: Path) -> None:
    with run_planner(tmp_path) as planner, ExitStack() as sockets:
        for sent in (b"", HEAD, BODY):
            for _ in range(EACH):
                slow = sockets.enter_context(socket.create_connection(("127.0.0.1", planner.port)))
                slow.sendall(sent)
        start = time.monotonic()
        assert [planner.ask() for _ in range(30)] == [200] * 30
        assert time.monotonic() - start < 10  # 0.3 s on a machine that has nothing else to do
        assert planner.ask(method="POST") == 400


@contextmanager
def received(app: Callable[..., object], room: int = 1000) -> Iterator[int]:
    """A server in a thread of this process; gives its port."""
    port = free_port()
    sockets = open_sockets("127.0.0.1", port)
    thread = threading.Thread(
        target=serve_requests, args=(app, sockets, 1, lambda _request: room), daemon=True
    )
    thread.start()
    yield port
    for one in sockets:
        one.close()


def said(_environ: dict[str, object], start: Callable[..., object]) -> list[bytes]:
    """Says how much came, and how much was announced."""
    came = _environ["wsgi.input"].read()  # type: ignore[attr-defined]
    start("200 OK", [])
    return [f"{len(came)} of {_environ.get('CONTENT_LENGTH')}".encode()]


def everything(connection: socket.socket) -> bytes:
    """What the server says until it closes."""
    connection.settimeout(20)
    return b"".join(iter(lambda: connection.recv(1000), b""))


def test_what_is_not_whole_in_time_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("IDLE", "HEAD", "BODY"):
        monkeypatch.setattr(receiving, name, 1)
    monkeypatch.setattr(receiving, "SLOWEST", 1_000_000)
    said_to = {}
    with received(said, 300_000) as port, ExitStack() as opened:
        for kind, sent in (("idle", b""), ("head", HEAD), ("body", BODY)):
            slow = opened.enter_context(socket.create_connection(("127.0.0.1", port)))
            slow.sendall(sent)
            if sent:  # a byte now and then does not help
                threading.Timer(0.5, slow.sendall, [b"1"]).start()
            said_to[kind] = slow
        assert {kind: everything(slow) for kind, slow in said_to.items()} == dict.fromkeys(
            said_to, b""
        )


def test_with_too_many_connections_the_one_goes_that_waits_longest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(receiving, "MOST", 3)
    with received(said) as port, ExitStack() as opened:

        def connect(sent: bytes) -> socket.socket:
            one = opened.enter_context(socket.create_connection(("127.0.0.1", port)))
            one.sendall(sent)
            return one

        first, *_others = [connect(HEAD) for _ in range(3)]
        last = connect(b"GET / HTTP/1.0\r\n\r\n")
        assert everything(last).endswith(b"0 of None")
        assert everything(first) == b""


def test_a_body_beyond_its_room_is_read_and_not_kept() -> None:
    def answer_to(size: int) -> bytes:
        with received(said) as port, closing(socket.create_connection(("127.0.0.1", port))) as one:
            one.sendall(b"POST / HTTP/1.0\r\nContent-Length: %d\r\n\r\n" % size + b"1" * size)
            return everything(one).splitlines()[-1]

    assert answer_to(1000) == b"1000 of 1000"
    assert answer_to(300_000) == b"0 of 300000"


def test_a_body_of_unknown_length_ends_at_its_room() -> None:
    with received(said) as port, closing(socket.create_connection(("127.0.0.1", port))) as one:
        one.sendall(
            b"POST / HTTP/1.1\r\nHost: planner\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n"
            + b"1" * 2000
        )
        assert everything(one).startswith(b"HTTP/1.1 413 ")
