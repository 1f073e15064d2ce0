"""A planner that `facilitate run` serves in processes of its own."""

import http.client
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..databases import free_port
from ..processes import LONGEST, Facilitate

PATIENCE = LONGEST
"""Seconds until it answers for the first time; on a machine with much else to do it is slow."""


class Running:
    """A planner that runs: its port, its process, and what it said when it had stopped."""

    def __init__(self, port: int, command: Facilitate) -> None:
        self.port, self.command = port, command

    def ask(
        self, path: str = "/first-run", method: str = "GET", body: str = "", **headers: str
    ) -> int:
        """The status of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status
        finally:
            connection.close()

    def until(self, ready: Callable[[], bool]) -> None:
        """Wait for it, as long as the planner runs."""
        until = time.monotonic() + PATIENCE
        while not ready():
            alive = self.command.process.is_alive()
            assert (alive, time.monotonic() < until) == (True, True), self.stop()
            time.sleep(0.1)

    def stop(self) -> tuple[int | None, str, float]:
        """Tell it to stop: how it ended, what it printed, after how many seconds."""
        start = time.monotonic()
        self.command.process.terminate()
        code, printed = self.command.end()
        return code, printed, time.monotonic() - start


@contextmanager
def run_planner(folder: Path, **settings: str) -> Iterator[Running]:
    """A planner without anybody in it, until the block ends."""
    port = free_port()
    own = {"INSTANCE": str(folder / "instance"), **settings}
    environment = {f"FACILITATE_{name}": value for name, value in own.items()}
    planner = Running(port, Facilitate(["run", "--port", str(port)], environment, folder))
    try:
        planner.until(lambda: _answers(planner))
        yield planner
    finally:
        planner.command.process.terminate()
        planner.command.process.join(15)
        planner.command.kill()


def _answers(planner: Running) -> bool:
    try:
        return planner.ask() > 0
    except OSError:
        return False
