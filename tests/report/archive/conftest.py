"""An event with everything in it, what may leave and what may not, and another planner to read its archive in."""

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.data.db import db
from facilitate.notes.models import NoteAction, NoteDecision, NoteLine
from facilitate.report.archive import actions
from facilitate.report.archive.actions import event_archive
from facilitate.report.models import SectionText

from ...levels import WorkerDatabase, copy_level, sqlite_level
from ...planners import planner_on
from ...scenes import keep_scene
from ..conftest import NOW, report_event
from .filling import fill_event


def unzip_parts(content: bytes) -> dict[str, bytes]:
    """The parts of a zip by name, those of Office files in it too."""
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        found = {name: zipped.read(name) for name in zipped.namelist()}
    inside = {
        name: unzip_parts(part) for name, part in found.items() if name.endswith((".docx", ".xlsx"))
    }
    return found | {
        f"{name}/{part}": text for name, parts in inside.items() for part, text in parts.items()
    }


def archive_data(content: bytes) -> dict[str, bytes]:
    """The parts a planner reads: the same after every way through another planner."""
    return {
        name: part
        for name, part in unzip_parts(content).items()
        if name.startswith(("event.json", "notes.json", "report.json", "photos/", "presentations/"))
    }


@pytest.fixture
@keep_scene
def filled(app: Flask, cast) -> Flask:
    """`report_event` with something in every room, what may leave beside what may not."""
    with app.app_context():
        fill_event(report_event(), cast)
        db.session.commit()
    return app


@pytest.fixture
@keep_scene
def released(filled: Flask, let_out: Callable[[], int]) -> int:
    """The report of `filled` as two people have released it: the edition's id."""
    return let_out()


@pytest.fixture
def without_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive holds what a planner reads and nothing beside it: most of the time goes into Word and Excel files."""
    monkeypatch.setattr(actions, "archive_papers", lambda *_asked: {})


@pytest.fixture
def taken(filled: Flask) -> Callable[[], bytes]:
    """Takes the archive of `report_event`."""

    def take() -> bytes:
        with filled.app_context():
            return event_archive(report_event())

    return take


@pytest.fixture
def written_later(filled, released, say) -> None:
    """After the release a line, a decision and an action were changed, a line, a decision of it and a section added."""
    later = NOW.replace(hour=15)
    say("E thënë më vonë.", at=later, changed_at=later)
    with filled.app_context():
        lines = {row.text: row for row in db.session.scalars(sa.select(NoteLine))}
        line = lines["Unaza e re mungon."]
        line.text, line.changed_at = "Ndryshuar më vonë.", later
        added = NoteDecision(
            event_id=line.event_id,
            line_id=lines["E thënë më vonë."].id,
            text="Vendosur më vonë.",
            at=later,
        )
        decision = db.session.scalars(
            sa.select(NoteDecision).where(NoteDecision.text.contains("Tryeza"))
        ).one()
        decision.text, decision.objections = "Tryeza ndryshuar më vonë.", "Kundër më vonë."
        action = db.session.scalars(
            sa.select(NoteAction).where(NoteAction.text.contains("Shkruaj"))
        ).one()
        action.outcome = "Doli më vonë."
        db.session.add(added)
        db.session.add(
            SectionText(
                event_id=action.event_id,
                section="summary",
                language="sq",
                text="Shkruar më vonë.",
                source="",
                at=later,
            )
        )
        db.session.commit()


@pytest.fixture
def other_level() -> str:
    """What the other planner holds: sectors and counties, nothing else."""
    return "filled"


@pytest.fixture(scope="session")
def other_database(shared: Path, postgres_server: str, worker_id: str) -> Iterator[WorkerDatabase]:
    """The PostgreSQL database of the other planner."""
    with closing(WorkerDatabase(shared, postgres_server, f"other_{worker_id}")) as database:
        yield database


@pytest.fixture
def elsewhere(
    request: pytest.FixtureRequest, database: str, other_level: str, shared: Path, tmp_path: Path
) -> Iterator[Flask]:
    """Another planner on the same kind of database."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    if database.startswith("sqlite"):
        url = copy_level(sqlite_level(shared, other_level), folder)
    else:
        url = request.getfixturevalue("other_database").put_back(other_level)
    with planner_on(folder, url, "elsewhere") as other:
        yield other
