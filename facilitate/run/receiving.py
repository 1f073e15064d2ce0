"""Receiving requests by waitress, which reads each one whole before a thread takes it: slow senders cost themselves only.

Waitress knows no limit of time for a whole request, and with too many connections it accepts no more; both are added here.
"""

import logging
import select
import socket
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from copy import copy
from functools import partial
from typing import Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.receiver import FixedStreamReceiver
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

IDLE = 60
"""Seconds a connection may stay open without a word."""
HEAD = 20
"""Seconds until the head of a request is there."""
BODY = 60
"""Seconds that any body may take, however slowly it comes."""
SLOWEST = 4096
"""Bytes a second that a long body has to bring on average: a phone at the edge of a hall's network does."""
MOST = 1000 if hasattr(select, "poll") else 400
"""Connections at once. When one more comes, the one goes that has let us wait longest."""
BUFFERED = 2 * 2**30
"""Bytes of unfinished bodies at once; beyond that, too, who has let us wait longest goes."""
LARGEST_HEAD = 64 * 1024
IN_MEMORY = 64 * 1024
"""Bytes of a body that are kept in memory; a longer one waits in a file without a name."""
FILES = 4 * MOST
"""Open files a process may have: each connection is one, and each long body another."""
STOPPING = 5
"""Seconds that requests have to come to their end when the server stops."""

Room = Callable[["Request"], int]
"""How many bytes the body of a request may have, by what its head says."""


class Discarded(FixedStreamReceiver):
    """A body that is read to its end and not kept: whoever sends it gets a page that says how much would have fitted."""

    def received(self, data: bytes) -> int:
        """Count what came."""
        taken = min(self.remain, len(data))
        self.remain -= taken
        self.completed = not self.remain
        return taken


class Request(HTTPRequestParser):
    """A request on its way in."""

    adj: Adjustments
    body_rcv: Any

    def __init__(self, room: Room, adj: Adjustments) -> None:
        super().__init__(adj)
        self.room = room

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head, and decide with it how long the body may be."""
        super().parse_header(header_plus)
        room = self.room(self)
        self.adj = copy(self.adj)
        self.adj.max_request_body_size = max(room, self.content_length) + 1
        if self.content_length > room:
            self.body_rcv = Discarded(self.content_length, self.body_rcv.getbuf())

    @property
    def seconds(self) -> float:
        """How long it may take until it is whole."""
        if not self.headers_finished:
            return HEAD
        return BODY + max(self.content_length, self.body_bytes_received) / SLOWEST

    @property
    def kept(self) -> int:
        """Bytes that wait for the rest."""
        return 0 if isinstance(self.body_rcv, Discarded) else self.body_bytes_received


class Connection(HTTPChannel):
    """A connection. `since`: when the request that is not whole yet began, or when the last one was answered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.since = time.monotonic()
        self.unfinished: Request | None = None
        super().__init__(*args, **kwargs)

    @property
    def parser_class(self) -> Callable[[Adjustments], Request]:
        """What reads the next request."""
        return partial(Request, self.server.room)

    def received(self, data: bytes) -> bool:
        """Take what came."""
        more = bool(super().received(data))
        if self.request is not self.unfinished:
            self.unfinished, self.since = self.request, time.monotonic()
        return more

    def service(self) -> None:
        """Answer a request, in one of the threads."""
        super().service()
        self.since = time.monotonic()

    @property
    def lets_us_wait(self) -> bool:
        """Whether nothing of it is being answered."""
        return not self.requests and not self.will_close

    def is_overdue(self, now: float) -> bool:
        """Whether its request should have been whole by now."""
        request = self.unfinished
        return self.lets_us_wait and request is not None and now - self.since > request.seconds


class Receiver(TcpWSGIServer):
    """A server on one socket."""

    channel_class = Connection

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        self.room = room
        super().__init__(*args, **kwargs)

    def maintenance(self, now: float) -> None:
        """Every second: close what is silent, too slow, or more than fits."""
        super().maintenance(now)
        waiting = self._waiting()
        for one in waiting:
            if one.is_overdue(time.monotonic()):
                one.will_close = True
        kept = {
            one: one.unfinished.kept for one in waiting if one.unfinished and not one.will_close
        }
        over = sum(kept.values()) - BUFFERED
        for one, size in kept.items():
            if over > 0 and size:
                one.will_close = True
                over -= size

    def handle_accept(self) -> None:
        """Take one more connection, if need be in the place of another."""
        if len(self.active_channels) >= MOST and (waiting := self._waiting()):
            waiting[0].will_close = True
        super().handle_accept()

    def _waiting(self) -> list[Connection]:
        """Connections that let us wait, longest first."""
        found = [one for one in self.active_channels.values() if one.lets_us_wait]
        return sorted(found, key=lambda one: one.since)


def open_sockets(host: str, port: int) -> list[socket.socket]:
    """A socket for each address of that host. Raises OSError where somebody else listens there."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    addresses = dict.fromkeys((family, address) for family, _kind, _proto, _name, address in found)
    sockets = []
    with ExitStack() as if_it_fails:
        for family, address in addresses:
            one = if_it_fails.enter_context(socket.socket(family, socket.SOCK_STREAM))
            if sys.platform != "win32":  # a port that was just given up is free
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            one.bind(address)
            one.listen(1024)
            sockets.append(one)
        if_it_fails.pop_all()
    return sockets


def serve_requests(app: Any, sockets: Sequence[socket.socket], threads: int, room: Room) -> None:
    """Answer requests until SystemExit or KeyboardInterrupt; then those that are being answered come to their end."""
    logging.getLogger("waitress.queue").setLevel(
        logging.ERROR
    )  # that somebody waits for a thread is no news
    _allow_files()
    adj = Adjustments(
        sockets=list(sockets),
        threads=threads,
        ident=None,
        channel_timeout=IDLE,
        cleanup_interval=1,
        connection_limit=MOST * 2,  # never reached: see `handle_accept`
        max_request_header_size=LARGEST_HEAD,
        inbuf_overflow=IN_MEMORY,
        log_socket_errors=False,
        clear_untrusted_proxy_headers=False,  # nobody believes them here; that a proxy sent them is known by them
    )
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(threads)
    channels: dict[int, Any] = {}
    for one in sockets:
        about = (one.family, one.type, one.proto, one.getsockname())
        Receiver(
            app,
            channels,
            True,
            one,
            dispatcher=dispatcher,
            adj=adj,
            sockinfo=about,
            bind_socket=False,
            room=room,
        )
    try:
        wasyncore.loop(timeout=1, map=channels, use_poll=hasattr(select, "poll"))
    except (SystemExit, KeyboardInterrupt):
        dispatcher.shutdown(timeout=STOPPING)
    finally:
        wasyncore.close_all(channels)


def _allow_files() -> None:
    """Raise this process's own limit of open files, as far as the system lets it."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
