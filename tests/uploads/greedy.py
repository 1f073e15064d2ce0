"""Readers that take more than they may; the helper loads them as it loads the planner's own."""

import os
import signal
from pathlib import Path


class Stranger:
    """A value that is none of the planner's, but says how it wants to be made."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("true",)


def size_of(content: bytes) -> int:
    return len(content)


def secrets_of(_content: bytes) -> list[str]:
    """Settings of the planner that are told."""
    return [name for name in os.environ if name.startswith("FACILITATE_")]


def eat_memory(_content: bytes) -> int:
    return len(bytearray(2**30))


def hide_hunger(content: bytes) -> int:
    """Runs out of memory, and says that the file was damaged."""
    try:
        return eat_memory(content)
    except Exception as error:
        raise ValueError("damaged") from error


def never_end(_content: bytes) -> None:
    while True:
        pass


def wait_forever(_content: bytes) -> None:
    signal.pause()


def break_down(_content: bytes) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def write_file(content: bytes, path: Path) -> None:
    path.write_bytes(content)


def give_stranger(_content: bytes) -> Stranger:
    return Stranger()
