"""Whether a copy would bring everything back: it is restored into a throw-away planner, which is compared with it."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ..run.settings import Settings
from ..web.app import create_app
from .backup import write_backup
from .copies import ABOUT, KEY
from .db import db
from .restoring import restore_copy

CHANGED = ("tables/message.jsonl",)
"""Mails that waited are left to a person when a copy comes back: their rows are counted, not compared."""


@dataclass(frozen=True)
class Proof:
    """What was compared; `wrong` names files of the copy that came back otherwise."""

    rows: int
    tables: int
    uploads: int
    wrong: list[str]
    brought_up: bool
    """Whether the copy is of an earlier version: then rows are counted, as their shape may have changed."""


def prove_copy(path: Path, say: Callable[[str], None]) -> Proof:
    """Restore the copy into a throw-away planner and compare. Raises ValueError where it cannot be restored."""
    with _throw_away() as folder:
        again = folder / "again.zip"
        restore_copy(path, lambda line: say(line) if "Start the planner" not in line else None)
        write_backup(again)
        with zipfile.ZipFile(path) as copy, zipfile.ZipFile(again) as back:
            return _compare(copy, back)


def _compare(copy: zipfile.ZipFile, back: zipfile.ZipFile) -> Proof:
    brought_up = _about(copy) != _about(back)
    names = [name for name in copy.namelist() if name not in (ABOUT, KEY) and name[-1] != "/"]
    tables = [name for name in names if name.startswith("tables/")]
    there = set(back.namelist())
    wrong, rows = [], 0
    for name in names:
        if name in tables:
            rows += _lines(copy, name)
        if name not in there:
            if not (brought_up and name in tables):
                wrong.append(name)
        elif name in tables and (brought_up or name in CHANGED):
            wrong += [name] if _lines(copy, name) != _lines(back, name) and not brought_up else []
        elif _hash(copy, name) != _hash(back, name):
            wrong.append(name)
    wrong += [KEY] if not set(copy.read(KEY).split()) <= set(back.read(KEY).split()) else []
    return Proof(
        rows=rows,
        tables=len(tables),
        uploads=len(names) - len(tables),
        wrong=wrong,
        brought_up=brought_up,
    )


def _about(file: zipfile.ZipFile) -> str:
    return str(json.loads(file.read(ABOUT))["revision"])


def _lines(file: zipfile.ZipFile, name: str) -> int:
    with file.open(name) as lines:
        return sum(1 for line in lines if line.strip())


def _hash(file: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with file.open(name) as content:
        while piece := content.read(2**20):
            digest.update(piece)
    return digest.hexdigest()


@contextmanager
def _throw_away() -> Iterator[Path]:
    """A planner on a file of SQLite in a folder of its own, which goes at the end."""
    with TemporaryDirectory(prefix="facilitate-check-") as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'facilitate.sqlite3'}"
        app = create_app(Settings(instance=folder, database_url=url, immediate_jobs=True))
        with app.app_context():
            try:
                yield folder
            finally:
                db.session.remove()
                db.engine.dispose()
