"""What every test would do again though the same comes out."""

import gc
from functools import partial

import pytest
import werkzeug.test
from argon2 import PasswordHasher

from facilitate.accounts import passwords

werkzeug.test.stream_encode_multipart = partial(
    werkzeug.test.stream_encode_multipart, use_tempfile=False
)
"""What a test sends is kept in memory: the client would write half a megabyte or more into a file that it never closes."""

OWN_HASHER, passwords._hasher = (
    passwords._hasher,
    PasswordHasher(memory_cost=8, time_cost=1, parallelism=1),
)
"""A password costs 20 ms on purpose, for whoever would guess it: here a hundredth of that."""

gc.disable()


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now stays: the collector need not go through it again and again, as in serving."""
    gc.collect()
    gc.freeze()
    # A page leaves thousands of values, nearly none of them in a circle; those of a hundred pages die by themselves meanwhile.
    gc.set_threshold(400_000, 20, 20)
    gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Who hands out the tests collects none, and hears of them for as long as they run."""
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """What is in a circle now is looked through once; when it unloads, pytest would go through everything five times more."""
    gc.collect()
    gc.freeze()
