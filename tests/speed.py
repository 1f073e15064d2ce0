"""What every test would do anew though the same comes out: nearly each makes a planner of its own, with all its addresses."""

import gc
from collections.abc import Callable
from functools import wraps

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule


class Compiled(BytecodeCache):
    """The templates of all planners of this process, compiled once."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": Compiled()}

Builder = Callable[..., tuple[str, str]]
_BUILDERS: dict[tuple[str, str, bool], Builder] = {}


def _once(compile_builder: Callable[[Rule, bool], Builder]) -> Callable[[Rule, bool], Builder]:
    """Werkzeug writes a function for each address and compiles it, 0.2 s for a planner; it depends on these values alone."""

    @wraps(compile_builder)
    def compiled(self: Rule, append_unknown: bool = True) -> Builder:
        key = (self.rule, repr(self.defaults), append_unknown)
        if key not in _BUILDERS:
            _BUILDERS[key] = compile_builder(self, append_unknown)
        return _BUILDERS[key]

    return compiled


Rule._compile_builder = _once(Rule._compile_builder)  # type: ignore[method-assign, assignment]


gc.disable()


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now stays: the collector need not go through it again and again, as in serving."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)  # a page leaves thousands of values, nearly none of them in a circle
    gc.enable()
