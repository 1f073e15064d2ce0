"""Files of strangers are read in a process of their own with limits of memory and time; this is the side that asks.

A helper is started with the first file (`reading_helper`). It has one thread and no database, and forks a child for each file;
where nothing can be forked (Windows) a new process is started for each, with a limit of time only.
"""

import atexit
import contextlib
import io
import os
import pickle
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, ParamSpec, TypeVar

FORKS = hasattr(os, "fork") and hasattr(socket, "send_fds")
MODULE_NAME = 200
"""Bytes in which the helper is told which module reads, filled up with zeros."""
MOST_ANSWER = 256 * 2**20
"""Bytes a child may answer: what was read is kept by the one who asked."""
AT_ONCE = 2
"""Children of one server at the same time; the next file waits for its turn, so that a small machine has room for them."""
_HEAD = 8
"""Bytes that say how long what follows is."""

Asked = ParamSpec("Asked")
Value = TypeVar("Value")


class Overrun(StrEnum):
    """Why a file was not read to its end."""

    MEMORY = "memory"
    TIME = "time"
    BROKEN = "broken"


class FileProblem(Exception):
    """A file cannot be read; `why` has a sentence in both languages."""

    def __init__(self, why: StrEnum) -> None:
        super().__init__(why.value)
        self.why = why


class NotRead(FileProblem):
    """Reading a file took more than it may, or broke down; `why` is an Overrun."""


@dataclass(frozen=True)
class ReadingLimits:
    """What reading one file may take: memory in megabytes (all that the process has), time in seconds on the wall."""

    megabytes: int = 512
    seconds: float = 20


def read_in_child(
    limits: ReadingLimits, reader: Callable[Asked, Value], *given: Asked.args, **named: Asked.kwargs
) -> Value:
    """What `reader` makes of these arguments, computed in a child. The first is the file's content; it is sent as it is.

    The reader is a function of a module that needs no application; what it gives and raises are plain values. Raises
    NotRead, and whatever the reader raises.
    """
    content, *more = given
    assert isinstance(content, bytes)
    job = pickle.dumps((reader, more, named, limits.megabytes, limits.seconds))
    with _turns:
        started = time.monotonic()
        try:
            ask = _ask_helper if FORKS else ask_new_process
            answer = ask(reader.__module__, [_framed(job), _framed(content)], limits.seconds)
        except TimeoutError as error:
            raise NotRead(Overrun.TIME) from error
    if not answer:  # it was ended: by its alarm, or by what a broken file did to it
        late = time.monotonic() - started > limits.seconds * 0.95
        raise NotRead(Overrun.TIME if late else Overrun.BROKEN)
    return _told(answer)


_turns = threading.BoundedSemaphore(AT_ONCE)


def _framed(content: bytes) -> tuple[bytes, bytes]:
    return len(content).to_bytes(_HEAD, "big"), content


def read_frame(source: IO[bytes]) -> bytes:
    """What follows, which is as long as its head says."""
    return source.read(int.from_bytes(source.read(_HEAD), "big"))


def _told(answer: bytes) -> Any:
    """What a child told: a value, or what was raised."""
    try:
        kind, value = _PlainValues(io.BytesIO(answer)).load()
    except NoPlainValue:
        raise
    except (pickle.UnpicklingError, EOFError) as cut_off:  # it was ended while it answered
        raise NotRead(Overrun.BROKEN) from cut_off
    if kind == "value":
        return value
    if kind == "memory":
        raise NotRead(Overrun.MEMORY)
    made, arguments, attributes, trace = value
    error = made.__new__(made, *arguments)
    error.args = arguments
    error.__dict__.update(attributes)
    if not isinstance(error, FileProblem):
        error.add_note(trace)
    raise error


class NoPlainValue(pickle.UnpicklingError):
    """A child answered with what a reader never gives."""


class _PlainValues(pickle.Unpickler):
    """Makes values of our own classes, days and errors alone, whatever the bytes ask for."""

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name)
        ours = module.split(".")[0] in ("facilitate", "tests")
        known = ours or module in (
            "datetime",
            "pathlib",
            "pathlib._local",
            "tomllib",
            "tomllib._parser",
        )
        if isinstance(found, type) and (known or issubclass(found, BaseException)):
            return found
        raise NoPlainValue(f"{module}.{name} is no plain value")


class _Helper:
    """The process that forks; it ends when its end of the line is closed."""

    def __init__(self) -> None:
        self.line, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "facilitate.lib.reading_helper", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                cwd=_HOME,
                env=quiet_environment(),
            )

    def take(self, module: str, end: socket.socket) -> None:
        """Hand over one end of a pipe, at whose other end a file will come."""
        socket.send_fds(self.line, [module.encode().ljust(MODULE_NAME, b"\0")], [end.fileno()])

    def close(self) -> None:
        self.line.close()
        self.process.wait()

    def forget(self) -> None:
        """In a forked process: the helper belongs to the one that started it."""
        self.line.close()
        self.process.returncode = 0


_HOME = Path(__file__).parents[2]
_helper: _Helper | None = None
_starting = threading.Lock()


def quiet_environment() -> dict[str, str]:
    """Without passwords and keys; memory that threads of the decoders only set aside would count as taken."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FACILITATE_")}
    return {**kept, "MALLOC_ARENA_MAX": "1", "OMP_NUM_THREADS": "1"}


def _hand_over(module: str, end: socket.socket) -> None:
    global _helper
    with _starting:
        if _helper is not None:
            with contextlib.suppress(OSError):
                return _helper.take(module, end)
            _helper.close()  # somebody ended it
        _helper = _Helper()
        _helper.take(module, end)


def _ask_helper(module: str, frames: list[tuple[bytes, bytes]], seconds: float) -> bytes:
    """What a child of the helper answers; nothing if it was ended. Raises TimeoutError."""
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            _hand_over(module, theirs)
        until = time.monotonic() + seconds + 2  # the child ends itself; this is for one that cannot
        answer = bytearray()
        try:
            for part in (part for frame in frames for part in frame):
                ours.settimeout(max(until - time.monotonic(), 0.01))
                ours.sendall(part)
            while len(answer) <= MOST_ANSWER:
                ours.settimeout(max(until - time.monotonic(), 0.01))
                found = ours.recv(2**20)
                if not found:
                    return bytes(answer)
                answer += found
        except (BrokenPipeError, ConnectionResetError):
            return b""
    raise NotRead(Overrun.MEMORY)


def ask_new_process(_module: str, frames: list[tuple[bytes, bytes]], seconds: float) -> bytes:
    """What a new process answers, without the helper, for systems that cannot fork."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "facilitate.lib.reading_helper"],
            input=b"".join(b"".join(frame) for frame in frames),
            stdout=subprocess.PIPE,
            timeout=seconds + 5,
            cwd=_HOME,
            env=quiet_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError from error
    return done.stdout


def _end_helper() -> None:
    if _helper is not None:
        _helper.close()


def _forget_helper() -> None:
    global _helper, _starting, _turns
    _starting, _turns = threading.Lock(), threading.BoundedSemaphore(AT_ONCE)
    if _helper is not None:
        _helper.forget()
        _helper = None


atexit.register(_end_helper)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_helper)
