"""Fixtures of the browser tests: the system's Chromium and a served demo."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from .server import LAUNCH, Planner, serve_demo
from .waiting import PATIENCE

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's Chromium."""
    return LAUNCH


@pytest.fixture(scope="session")
def browser(browser: Browser) -> Browser:
    """One browser a worker, whose pages wait as long as a busy machine needs."""
    begin = browser.new_context

    def patient(**options: Any) -> BrowserContext:
        context = begin(**options)
        context.set_default_timeout(PATIENCE)
        return context

    browser.new_context = patient  # type: ignore[method-assign]
    return browser


_KEPT: set[BrowserContext] = set()


def keep_open(context: BrowserContext) -> None:
    """Let a context stay open until the browser ends: the next test goes on in it."""
    _KEPT.add(context)


@pytest.fixture(autouse=True)
def nothing_stays_open(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that fails leaves no page behind that keeps asking the served demo."""
    browser = request.getfixturevalue("browser") if "browser" in request.fixturenames else None
    yield
    for context in browser.contexts if browser else ():
        if context not in _KEPT:
            context.close()


@pytest.fixture(scope="session")
def planner(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Planner]:
    """The demo, served for the whole run."""
    with serve_demo(tmp_path_factory.mktemp("served"), shared) as planner:
        yield planner
