"""Processes of their own: several that do something to one database at the same moment, and the command `facilitate`.

Each is forked from a process that has imported the planner, which takes seconds, and nothing else.
"""

import faulthandler
import multiprocessing
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

LONGEST = 240
"""Seconds after which a process counts as stuck; on a machine with much else to do each of them is slow."""

_context = multiprocessing.get_context(
    "forkserver"
)  # importing the planner takes seconds: done once, for all of them
_context.set_forkserver_preload(["tests.preloaded"])


def run_at_once(what: Callable[..., None], each: Sequence[tuple[Any, ...]]) -> None:
    """Run `what` in a process of its own for each of these arguments; every one has to come to its end."""
    processes = [_context.Process(target=what, args=arguments) for arguments in each]
    for process in processes:
        process.start()
    for process in processes:
        process.join(LONGEST)
    ends = [process.exitcode for process in processes]
    for process in processes:
        process.kill()
    assert ends == [0] * len(processes), (
        f"{what.__name__}: None is a process that did not end in {LONGEST} s"
    )


def begin_process(what: Callable[..., None], *arguments: Any) -> Any:
    """Run `what` in a process of its own, to be killed by whoever asked for it."""
    process = _context.Process(target=what, args=arguments)
    process.start()
    return process


def wait_until(ready: Callable[[], bool], what: str) -> None:
    """Wait for something another process does."""
    ends = time.monotonic() + LONGEST
    while not ready():
        assert time.monotonic() < ends, f"{what}: not within {LONGEST} s"
        time.sleep(0.01)


class Facilitate:
    """The command `facilitate` in a process of its own, with its instance in `environment`."""

    def __init__(
        self,
        arguments: Sequence[str],
        environment: dict[str, str],
        folder: Path,
        largest: int | None = None,
        dies_at: str = "",
    ) -> None:
        self.printed = tempfile.NamedTemporaryFile()  # noqa: SIM115 - it goes with this object
        what = (
            list(arguments),
            {**os.environ, **environment},
            folder,
            self.printed.name,
            largest,
            dies_at,
        )
        self.process = _context.Process(target=_be_facilitate, args=what)
        self.process.start()

    def where(self) -> str:
        """What it has printed, and where each of its threads is at this moment."""
        assert self.process.pid is not None
        os.kill(self.process.pid, signal.SIGUSR1)
        time.sleep(1)
        return Path(self.printed.name).read_text("utf-8")

    def kill(self) -> None:
        """End it at once: a way to hold on to this object, whose file the process opens when it gets there."""
        self.process.kill()

    def end(self) -> tuple[int | None, str]:
        """Wait for it: how it ended (None: it did not), and what it printed."""
        self.process.join(LONGEST)
        code = self.process.exitcode
        self.process.kill()
        with self.printed:
            return code, Path(self.printed.name).read_text("utf-8")


def _be_facilitate(
    arguments: list[str],
    environment: dict[str, str],
    folder: Path,
    printed: str,
    largest: int | None,
    dies_at: str,
) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for number in (1, 2):
        os.dup2(os.open(printed, os.O_WRONLY | os.O_APPEND), number)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", closefd=False) for number in (1, 2))
    faulthandler.register(signal.SIGUSR1)  # says where its threads are, whenever a test asks
    sys.argv = ["facilitate", *arguments]
    from facilitate.run.command import main  # noqa: PLC0415 - whoever starts this process need not have it

    if largest is not None:  # no file may grow beyond: a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    if dies_at:
        _die_at(dies_at)
    main()


def _die_at(place: str) -> None:
    """Kill this process at once where it enters that function for the nth time: `module:function:1`."""
    module, function, times = place.split(":")
    left = int(times)

    real = getattr(import_module(module), function)

    def live_or_die(*arguments: Any) -> Any:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments)

    setattr(import_module(module), function, live_or_die)
