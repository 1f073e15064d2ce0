"""Files of strangers are read in a process of their own; this is the side that reads (`reading_child` asks).

With the number of a line: told a module and handed one end of a pipe, it loads the module and forks a child, which gets job and
file through the pipe and answers there. Without one: job and file come from standard input, and the process is the child.
"""

import importlib
import math
import os
import pickle
import signal
import socket
import sys
import traceback
from typing import IO, Any

from .reading_child import MODULE_NAME, read_frame

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]


def limit_process(megabytes: int, seconds: float) -> None:
    """From here on this process has so much memory and time, where the system can say so; it writes no files."""
    if resource is None:
        return
    most = megabytes * 2**20
    for what, soft in (
        (resource.RLIMIT_AS, most),
        (resource.RLIMIT_CPU, math.ceil(seconds) + 1),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        hard = resource.getrlimit(what)[1]
        allowed = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
        resource.setrlimit(what, (allowed, allowed))
    signal.setitimer(
        signal.ITIMER_REAL, seconds
    )  # the kernel ends it: nothing a file does can hold that up


def read_one(source: IO[bytes], target: IO[bytes]) -> None:
    """Read one file and answer."""
    reader, more, named, megabytes, seconds = pickle.loads(
        read_frame(source)
    )  # from the server itself
    limit_process(megabytes, seconds)
    try:
        content = read_frame(source)
        answer = pickle.dumps(("value", reader(content, *more, **named)))
    except MemoryError:
        answer = pickle.dumps(("memory", None))
    except Exception as error:
        answer = _raised(error)
    target.write(answer)
    target.flush()


def _raised(error: Exception) -> bytes:
    """What was raised; memory that ran out is told as that, whatever a reader made of it."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, MemoryError):
            return pickle.dumps(("memory", None))
        cause = cause.__cause__ or cause.__context__
    trace = "".join(traceback.format_exception(error))
    plain = {
        name: value for name, value in vars(error).items() if isinstance(value, str | int | None)
    }
    try:
        return pickle.dumps(("raised", (type(error), error.args, plain, trace)))
    except Exception:  # an error that holds what cannot be sent
        return pickle.dumps(("raised", (RuntimeError, (trace,), {}, trace)))


def _serve(line: socket.socket) -> None:
    """Fork a child for every file, until nobody asks any more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the children
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which closes the line
    while True:
        told, ends, _flags, _address = socket.recv_fds(line, MODULE_NAME, 1, socket.MSG_WAITALL)
        if not told:
            return
        with socket.socket(fileno=ends[0]) as pipe:
            _load(told.rstrip(b"\0").decode())
            if os.fork() == 0:
                line.close()
                _be_child(pipe)


def _load(module: str) -> Any:
    """Loaded once for all children; what cannot be loaded is the child's to tell."""
    try:
        importlib.import_module(module)
    except Exception:
        traceback.print_exc()


def _be_child(pipe: socket.socket) -> None:
    status = 1
    try:
        with pipe.makefile("rb") as source, pipe.makefile("wb") as target:
            read_one(source, target)
        status = 0
    finally:
        os._exit(status)


def main() -> None:
    """Serve the line whose number was given, else read what standard input holds."""
    if len(sys.argv) > 1:
        with socket.socket(fileno=int(sys.argv[1])) as line:
            _serve(line)
    else:
        read_one(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
