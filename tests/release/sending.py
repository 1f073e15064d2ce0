"""Which pages can answer with a file or other data, however many functions lie between them and the sending."""

import inspect
from collections.abc import Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

import flask

from facilitate.web import downloads

SENDING = (
    downloads.send_download,
    flask.send_file,
    flask.send_from_directory,
    flask.Response,
    flask.jsonify,
)


def can_send(view: Any) -> bool:
    """Whether a view, or a function of ours that it calls, sends something that is no page."""
    waiting, seen = [inspect.unwrap(view)], set[Any]()
    while waiting:
        one = waiting.pop()
        seen.add(one)
        for called in _called(one):
            if called in SENDING:
                return True
            if (
                isinstance(called, FunctionType)
                and _ours(called)
                and inspect.unwrap(called) not in seen
            ):
                waiting.append(inspect.unwrap(called))
    return False


def _ours(one: Any) -> bool:
    return bool(one.__module__.startswith("facilitate"))


def _called(function: FunctionType) -> Iterator[Any]:
    names = {name for code in _codes(function.__code__) for name in code.co_names}
    for name in names:
        found = function.__globals__.get(name)
        if isinstance(found, ModuleType) and found.__name__.startswith("facilitate"):
            yield from (
                one
                for other in names
                if isinstance(one := getattr(found, other, None), FunctionType)
            )
        elif callable(found):
            yield found


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)
