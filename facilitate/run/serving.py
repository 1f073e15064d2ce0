"""Serving the planner: one process, or several that share a listening socket and are watched over.

None is forked from one that has asked the database: a connection that two use at once answers one with what the other asked.
"""

import gc
import io
import logging
import multiprocessing
import multiprocessing.connection
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing.process import BaseProcess
from typing import Any, NoReturn

from flask import Flask

from ..data.backing_up import back_up_every_night
from ..data.db import db
from ..exchange import waiting
from ..watching.measures import clear_measures
from ..web.limits import AT_ONCE, MEGABYTE, body_limit
from .jobs import daily
from .receiving import Request, serve_requests
from .settings import Settings
from .worker import start_workers

LOG = logging.getLogger(__name__)
THREADS = 4
"""More of them wait for each other: on two cores four gave 65 answers a second to the public form, eight 45."""
YOUNG = 10_000, 10, 10
"""Values after which those that may lie in a circle are looked through, older ones each tenth time. A page leaves thousands, few
of them in a circle: looked through after every 2,000 they cost an answer to the public form a seventh of its time.
"""
STOPPED = 8
"""Seconds after which a process that does not stop by itself is ended."""
AGAIN = 2
"""Seconds until a process that ended is started anew: not at once, where the next would end the same way."""


NIGHTLY = (back_up_every_night,)
"""What is done every night although no page leads to it."""


@daily
def throw_away_uploads() -> None:
    """Files that wait for somebody to confirm them wait for a day."""
    waiting.sweep_waiting_files()


def serve_planner(
    app: Flask, make: Callable[[Settings], Flask], sockets: Sequence[socket.socket]
) -> None:
    """Serve until stopped, in as many processes as the settings say; each works off the queue too.

    `make` makes the application anew in a process of its own.
    """
    settings = app.extensions["settings"]
    signal.signal(signal.SIGTERM, _stop)
    if settings.workers <= 1:
        _work(app, sockets)
        return
    with app.app_context():
        db.engine.dispose()
    clear_measures(settings.measured)
    context, found = _find_beginning(partial(make, settings))
    _watch_over(settings.workers, lambda number: _start(context, found, sockets, number))


def _stop(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit(0)


def _work(app: Flask, sockets: Sequence[socket.socket], first: bool = True) -> None:
    """Answer requests in this process; what is to be done every night is the first one's."""
    settings = app.extensions["settings"]
    if settings.works_queues and not settings.read_only:
        start_workers(app, periodic=first)
    gc.collect()
    gc.freeze()  # what was loaded so far stays: looking through it again would hold up somebody's request by 0.2 s
    gc.set_threshold(*YOUNG)
    serve_requests(
        app,
        sockets,
        threads=THREADS,
        room=lambda request: _room(app, request),
    )


def _room(app: Flask, request: Request) -> int:
    """Bytes that a request may bring, by its head alone."""
    usual = AT_ONCE * MEGABYTE
    if request.content_length <= usual:
        return usual
    about = {
        "REQUEST_METHOD": request.command,
        "PATH_INFO": request.path,
        "HTTP_COOKIE": request.headers.get("COOKIE", ""),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
    }
    with app.request_context(about):
        return body_limit()


def _find_beginning(make: Callable[[], Flask]) -> tuple[Any, Callable[[], Flask]]:
    """How processes begin, and how each comes by its application.

    Where they can be copied, all share the memory of one that was made for them and has done nothing: a process more takes a
    third of what it takes alone. What is frozen stays shared, as the collector does not write into it.
    """
    if not sys.platform.startswith("linux"):
        return multiprocessing.get_context("spawn"), make
    fresh = make()
    gc.collect()
    gc.freeze()
    return multiprocessing.get_context("fork"), lambda: fresh


def _start(
    context: Any,
    found: Callable[[], Flask],
    sockets: Sequence[socket.socket],
    number: int,
) -> BaseProcess:
    process: BaseProcess = context.Process(
        target=_work_beside, args=(found, sockets, number), name=f"facilitate-{number}"
    )
    process.start()
    return process


def _work_beside(
    found: Callable[[], Flask],
    sockets: Sequence[socket.socket],
    number: int,
) -> None:
    """One of several processes: it stops when it is told to, or when whoever started it is gone."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl+C reaches all; the first process tells the others
    signal.signal(signal.SIGTERM, _stop)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _work(found(), sockets, first=number == 0)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)


def _watch_over(number: int, start: Callable[[int], BaseProcess]) -> None:
    """Start the processes, one anew for each that ends; stop them all when this one is to stop."""
    processes = {place: start(place) for place in range(number)}
    try:
        while True:
            multiprocessing.connection.wait([one.sentinel for one in processes.values()])
            time.sleep(AGAIN)
            for place, one in processes.items():
                if not one.is_alive():
                    LOG.warning("process %s ended (%s); another one starts", one.name, one.exitcode)
                    processes[place] = start(place)
    except (SystemExit, KeyboardInterrupt):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        _stop_all(list(processes.values()))


def _stop_all(processes: Sequence[BaseProcess]) -> None:
    until = time.monotonic() + STOPPED
    for one in processes:
        one.terminate()
    for one in processes:
        one.join(max(0.0, until - time.monotonic()))
        one.kill()
