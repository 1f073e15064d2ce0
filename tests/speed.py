"""What every test would do again though the same comes out."""

import gc

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


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

gc.disable()


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now stays: the collector need not go through it again and again, as in serving."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)  # a page leaves thousands of values, nearly none of them in a circle
    gc.enable()
