"""What a run makes once, whichever worker needs it first: templates of databases, the demo, a PostgreSQL server."""

import fcntl
from collections.abc import Callable
from pathlib import Path

import pytest


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """The folder of this run that all its workers see."""
    own = factory.getbasetemp()
    return own.parent if own.name.startswith("popen-") else own


def made_once(folder: Path, name: str, make: Callable[[Path], None]) -> Path:
    """The file `name` in that folder: made by the first who asks, while the others wait for it.

    What fails half-way is made again by the next.
    """
    ready = folder / name
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            part = folder / f"{name}.part"
            make(part)
            part.rename(ready)
    return ready
