"""Fixtures of the browser tests: the system's Chromium and a served demo."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .server import LAUNCH, Planner, served


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's Chromium."""
    return LAUNCH


@pytest.fixture(autouse=True)
def nothing_stays_open(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that fails leaves no page behind that keeps asking the served demo."""
    browser = request.getfixturevalue("browser") if "browser" in request.fixturenames else None
    yield
    for context in browser.contexts if browser else ():
        context.close()


@pytest.fixture(scope="session")
def planner(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Planner]:
    """The demo, served for the whole run."""
    with served(tmp_path_factory.mktemp("served"), shared) as planner:
        yield planner
