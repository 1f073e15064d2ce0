"""Several processes that do something to one database at the same moment."""

import multiprocessing
from collections.abc import Callable, Sequence
from typing import Any

LONGEST = 240
"""Seconds after which a process counts as stuck; on a machine with much else to do each of them is slow."""

_context = multiprocessing.get_context(
    "forkserver"
)  # importing the planner takes seconds: done once, for all of them
_context.set_forkserver_preload(["facilitate.app", "facilitate.models"])


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
    assert ends == [0] * len(processes), f"{what.__name__}: None is a process that did not end in {LONGEST} s"
