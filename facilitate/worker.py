"""Working off the queue in the server's own process, so that one office PC needs no second program."""

import logging

from flask import Flask
from huey.consumer import Consumer


class Worker(Consumer):
    """A consumer that leaves signals to the server it lives in."""

    def _set_signal_handlers(self) -> None:
        """The server handles signals."""


def start_worker(app: Flask) -> Worker:
    """Start working off the queue in a thread."""
    logging.getLogger("huey").setLevel(logging.WARNING)
    worker = Worker(
        app.extensions["queue"], workers=1, periodic=True, max_delay=2.0, check_worker_health=False
    )
    worker.start()
    app.extensions["run_daily"]()
    return worker
