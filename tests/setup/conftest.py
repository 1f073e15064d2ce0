"""The demo, loaded once a run and copied for each test: loading it anew takes seconds."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from facilitate.app import create_app
from facilitate.db import db
from facilitate.setup.demo.load import load

from ..conftest import settings_for
from ..databases import create_database

TODAY = date(2026, 11, 25)


def _load(url: str, folder: Path) -> None:
    app = create_app(settings_for(folder, url))
    with app.app_context():
        load(TODAY, lambda _line: None)
        db.session.commit()
        db.engine.dispose()


@pytest.fixture(scope="session")
def copied(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str], None]:
    """Puts the demo into a database (its address, its kind) in place of what was there."""
    ready: dict[str, str] = {}

    def once(kind: str) -> str:
        """The database that holds the demo: a file, or a name on the server."""
        if kind not in ready:
            folder = tmp_path_factory.mktemp(f"demo-{kind}")
            if kind == "sqlite":
                ready[kind] = str(folder / "demo.sqlite3")
                shutil.copy(request.getfixturevalue("filled_sqlite"), ready[kind])
                _load(f"sqlite:///{ready[kind]}", folder)
            else:
                ready[kind] = "demo"
                _load(create_database(request.getfixturevalue("postgres_server"), "demo", "filled"), folder)
        return ready[kind]

    def copy(url: str, kind: str) -> None:
        held = once(kind)
        if kind == "sqlite":
            shutil.copy(held, url.removeprefix("sqlite:///"))
        else:
            server, name = url.rsplit("/", 1)
            create_database(server, name, held)

    return copy


@pytest.fixture
def demo(app: Flask, database: str, copied: Callable[[str, str], None]) -> Flask:
    """The planner with the demo as it is loaded on `TODAY`."""
    with app.app_context():
        db.engine.dispose()
    copied(database, "sqlite" if database.startswith("sqlite") else "postgresql")
    return app
