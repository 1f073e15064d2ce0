"""What fixtures write into a planner is written once a worker, and copied from then on.

A fixture marked `@scene` runs the first time as any other does; then what the planner's folder holds is kept. The next test
that comes to it the same way, through the same scenes and nothing else, is given a copy of the folder and of what the fixture
gave. On PostgreSQL, on a moment of the test's own and once anybody else has written, fixtures run as any other.

A scene writes rows and files and nothing else: no setting, no mail, no lasting change of its browsers. It gives values that can
be copied, with the planner and the browsers it was given.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db

from . import moment
from .levels import copy_level

Build = TypeVar("Build", bound=Callable[..., Any])


class Stage:
    """The planner of the test that runs now."""

    def __init__(self) -> None:
        self.app: Flask | None = None
        self.came: tuple[str, ...] = ()
        """By which scenes it came to what it holds, from its level on; nothing where scenes are not kept."""
        self.commits = 0
        """Transactions that were committed, by whomever."""
        self.seen = 0
        """How many there were when the last scene was over."""
        self.next: Path | None = None
        """What is put into the planner's folder as soon as somebody needs it: the last scene of several."""
        self.lock = Lock()

    def begin(self, app: Flask, level: str) -> None:
        """A test begins with a planner of that level; without a level no scene is kept."""
        self.app, self.next = app, None
        self.came, self.seen = (level,) if level else (), self.commits

    def close(self) -> Path:
        """Close the planner's connections; gives where its database is."""
        assert self.app is not None
        with self.app.app_context():
            db.engine.dispose()
        return Path(self.app.extensions["settings"].instance)

    def put(self) -> None:
        """The test begins, or a fixture asks the database before."""
        with self.lock:
            if self.next is not None and self.app is not None:
                copy_level(self.next, Path(self.app.extensions["settings"].instance))
                self.next = None

    def note_commit(self, _connection: Any) -> None:
        """A transaction was committed."""
        self.commits += 1

    def is_known(self) -> bool:
        """Whether the planner holds what scenes have written and nothing else."""
        return bool(self.came) and self.seen == self.commits


STAGE = Stage()
_KEPT: dict[tuple[str, ...], "Kept"] = {}


@dataclass
class Kept:
    """What a scene has written, and what it gave."""

    folder: Path
    asked: dict[str, Any]
    """Planner and browsers it was given: in what it gives, those of the test stand in their place."""
    given: Any


def keep_scene(build: Build) -> Build:
    """Mark a fixture whose rows are kept. Stands under `@pytest.fixture`."""

    @wraps(build)
    def play(**asked: Any) -> Any:
        if not STAGE.is_known():
            return build(**asked)
        came = (*STAGE.came, f"{build.__module__}.{build.__qualname__}")
        given = (
            _play_again(_KEPT[came], asked) if came in _KEPT else _play_first(came, asked, build)
        )
        STAGE.came, STAGE.seen = came, STAGE.commits
        return given

    return play  # type: ignore[return-value]


def _play_first(came: tuple[str, ...], asked: dict[str, Any], build: Callable[..., Any]) -> Any:
    with moment.before_run(len(came)):
        given = build(**asked)
    written = STAGE.close()
    folder = written.parent / f"scene-{len(_KEPT)}"
    folder.mkdir()
    copy_level(written, folder)
    own = {name: one for name, one in asked.items() if isinstance(one, Flask | FlaskClient)}
    _KEPT[came] = Kept(folder, own, copy.deepcopy(given, {id(one): one for one in own.values()}))
    return given


def _play_again(kept: Kept, asked: dict[str, Any]) -> Any:
    STAGE.close()
    STAGE.next = kept.folder
    return copy.deepcopy(kept.given, {id(one): asked[name] for name, one in kept.asked.items()})
