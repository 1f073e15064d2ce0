"""Working off the queue in the server's own process, so that one office PC needs no second program."""

import logging

from flask import Flask
from huey.consumer import Consumer


class Worker(Consumer):
    """A consumer that leaves signals to the server it lives in."""

    def _set_signal_handlers(self) -> None:
        """The server handles signals."""


def start_worker(app: Flask, periodic: bool = True) -> Worker | None:
    """Start working off the queue in a thread; None where jobs run inside the request: there is nothing to work off.

    `periodic`: whether what is to be done every night is this process's to begin.
    """
    queue = app.extensions["queue"]
    if queue.immediate:
        return None
    logging.getLogger("huey").setLevel(logging.WARNING)
    worker = Worker(queue, workers=1, periodic=periodic, max_delay=2.0, check_worker_health=False)
    worker.start()
    if periodic:
        app.extensions["run_daily"]()
        app.extensions["run_every_minute"]()
    return worker
