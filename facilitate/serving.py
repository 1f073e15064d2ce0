"""Serving the planner: gunicorn with threads, or waitress where gunicorn does not run (Windows)."""

import gc
import os
import socket
import sys
from typing import Any

from flask import Flask, current_app

from . import clock
from .jobs import daily
from .lib import waiting

THREADS = 4
"""More of them wait for each other: on two cores four gave 65 answers a second to the public form, eight 45."""


@daily
def throw_away_uploads() -> None:
    """Files that wait for somebody to confirm them wait for a day."""
    waiting.sweep(current_app.extensions["settings"].uploads, clock.now().timestamp())


def is_free(host: str, port: int) -> bool:
    """Whether somebody can listen there; a name or an address that is not IPv4 is left to the server to try."""
    with socket.socket() as probe:
        if sys.platform != "win32":  # as the server does: a port that was just given up is free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except socket.gaierror:
            return True
        except OSError:
            return False
    return True


def serve(app: Flask, host: str, port: int) -> None:
    """Serve until stopped. One process works off the queue too; with several, run `facilitate run` on each machine."""
    settings = app.extensions["settings"]
    gc.collect()
    gc.freeze()  # what was loaded so far stays: looking through it again would hold up somebody's request by 0.2 s
    if sys.platform == "win32":
        _waitress(app, host, port)
    else:
        _gunicorn(app, host, port, settings.workers)


def _waitress(app: Flask, host: str, port: int) -> None:
    from waitress import serve as waitress_serve  # noqa: PLC0415 - the two servers exclude each other by platform

    from .worker import start_worker  # noqa: PLC0415 - only a server works off the queue

    start_worker(app)
    waitress_serve(app, host=host, port=port, threads=THREADS, ident=None)


def _gunicorn(app: Flask, host: str, port: int, workers: int) -> None:
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415 - not installed on Windows

    from .worker import start_worker  # noqa: PLC0415 - only a server works off the queue

    class Server(BaseApplication):
        def load_config(self) -> None:
            options: dict[str, Any] = {
                "bind": f"{host}:{port}",
                "workers": workers,
                "threads": THREADS,
                "worker_class": "gthread",
                "loglevel": "warning",
                "timeout": 60,
                "control_socket_disable": True,
                "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,
                "post_worker_init": lambda _worker: start_worker(app),
            }
            for name, value in options.items():
                if name in self.cfg.settings and value is not None:
                    self.cfg.set(name, value)

        def load(self) -> Flask:
            return app

    Server().run()
