"""Working off the queues in the server's own process, so that one office PC needs no second program."""

import logging

from flask import Flask

from .job_queues import Consumer


class Worker(Consumer):
    """A consumer that leaves signals to the server it lives in."""

    def _set_signal_handlers(self) -> None:
        """The server handles signals."""


def start_workers(app: Flask, periodic: bool = True) -> list[Worker]:
    """Start working off each queue in a thread; none where jobs run inside the request: there is nothing to work off.

    `periodic`: whether what is to be done every night and every minute is this process's to begin.
    """
    queues = [
        queue
        for queue in (app.extensions["queue"], app.extensions["slow_queue"])
        if not queue.immediate
    ]
    if not queues:
        return []
    logging.getLogger("huey").setLevel(logging.WARNING)
    workers = [
        Worker(queue, workers=1, periodic=periodic, max_delay=2.0, check_worker_health=False)
        for queue in queues
    ]
    for worker in workers:
        worker.start()
    if periodic:
        app.extensions["run_daily"]()
        app.extensions["run_every_minute"]()
    return workers
