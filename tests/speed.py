"""What every test would do again though the same comes out."""

import gc
from functools import partial

import pytest
import werkzeug.test

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
