"""The one door through which uploaded files are read: in a child process with limits, while no transaction is open."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import current_app, has_app_context

from ..data.db import end_transaction
from ..lib.reading_child import Overrun, ReadingLimits, read_in_child
from .i18n import _l, register_labels

Asked = ParamSpec("Asked")
Value = TypeVar("Value")

OVERRUNS = {
    Overrun.MEMORY: _l(
        "Reading this file takes too much memory. Make it smaller or split it into several files, then try again."
    ),
    Overrun.TIME: _l(
        "Reading this file takes too long. Make it smaller or split it into several files, then try again."
    ),
    Overrun.BROKEN: _l(
        "This file cannot be read; it may be damaged. Save it again, then choose it again."
    ),
}
"""What is said about a file that took more than it may, whatever kind of file it is."""
register_labels(OVERRUNS)


def read_upload(reader: Callable[Asked, Value], *given: Asked.args, **named: Asked.kwargs) -> Value:
    """What `reader`, a pure function, makes of an upload; its first argument is the file's content.

    Files come before anything is written: what was asked of the database before is let go, and nobody waits for its lock
    meanwhile. Raises a FileProblem, the reader's own or NotRead.
    """
    if has_app_context():
        end_transaction()
    return read_kept_upload(reader, *given, **named)


def read_kept_upload(
    reader: Callable[Asked, Value], *given: Asked.args, **named: Asked.kwargs
) -> Value:
    """What `reader` makes of an upload that was read once and is kept as it came: what it took then it takes again.

    The transaction stays open. Raises a FileProblem.
    """
    limits = ReadingLimits()
    if has_app_context():
        settings = current_app.extensions["settings"]
        limits = ReadingLimits(settings.reading_megabytes, settings.reading_seconds)
    return read_in_child(limits, reader, *given, **named)
