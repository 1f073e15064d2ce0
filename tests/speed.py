"""What every test would do again though the same comes out."""

import gc
import os
from functools import partial
from pathlib import Path
from threading import get_ident

import pytest
import werkzeug.test
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """The templates of all planners of this run, compiled once, by whichever worker needs one first."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.folder: Path | None = None

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key not in self.kept and self.folder and (self.folder / bucket.key).exists():
            self.kept[bucket.key] = (self.folder / bucket.key).read_bytes()
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()
        if self.folder:
            part = self.folder / f"{bucket.key}.{os.getpid()}.{get_ident()}"
            part.write_bytes(self.kept[bucket.key])
            part.rename(self.folder / bucket.key)


COMPILED = Compiled()
Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": COMPILED}


@pytest.fixture(scope="session", autouse=True)
def templates_of_this_run(shared: Path) -> None:
    """Where the workers hand each other what they have compiled."""
    COMPILED.folder = shared / "templates"
    COMPILED.folder.mkdir(exist_ok=True)


werkzeug.test.stream_encode_multipart = partial(
    werkzeug.test.stream_encode_multipart, use_tempfile=False
)
"""What a test sends is kept in memory: the client would write half a megabyte or more into a file that it never closes."""

gc.disable()


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now stays: the collector need not go through it again and again, as in serving."""
    gc.collect()
    gc.freeze()
    # A page leaves thousands of values, nearly none of them in a circle; those of a hundred pages die by themselves meanwhile.
    gc.set_threshold(400_000, 20, 20)
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """What is in a circle now is looked through once; when it unloads, pytest would go through everything five times more."""
    gc.collect()
    gc.freeze()
