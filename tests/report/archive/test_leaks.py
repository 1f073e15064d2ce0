"""What is private, not released or taken out is in no part of an archive: first it is all put into the event."""

import json

import pytest
import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.data.models import Base
from facilitate.directory.models import Person
from facilitate.report.archive.actions import event_archive
from facilitate.report.models import Edition

from ..conftest import NOW, report_event
from .conftest import unzip_parts
from .filling import HIDDEN


def everything(content: bytes) -> str:
    """All that can be read in an archive, names of files included."""
    parts = unzip_parts(content)
    return "\n".join([*parts, *(part.decode("utf-8", "replace") for part in parts.values())])


def _secrets() -> set[str]:
    """Every address, phone number and token of the planner."""
    found: set[str] = set()
    for table in Base.metadata.tables.values():
        for column in table.columns:
            if any(
                word in column.name for word in ("token", "email", "phone", "password", "nonce")
            ):
                found |= {str(value) for value in db.session.scalars(sa.select(column)) if value}
    return found


@pytest.mark.both_databases
def test_nothing_hidden_is_in_it_before_the_release(filled, taken) -> None:
    read = everything(taken())
    assert HIDDEN not in read
    assert "Referimi zgjat" not in read
    with filled.app_context():
        assert [one for one in _secrets() if one in read] == []


@pytest.mark.both_databases
def test_nothing_hidden_is_in_it_after_the_release(filled, taken, released) -> None:
    read = everything(taken())
    assert HIDDEN not in read
    assert "16 vjeç" not in read
    assert "[…] ishte e mitur." in read
    with filled.app_context():
        assert [one for one in _secrets() if one in read] == []


def test_what_is_written_after_the_release_waits_for_the_next(taken, written_later) -> None:
    read = everything(taken())
    assert "më vonë" not in read
    assert "Referimi zgjat gjashtë muaj." in read
    assert "Shkruaj rregullat." in read


def test_who_has_not_agreed_is_not_named_beside_their_words(
    taken, released, without_papers
) -> None:
    parts = unzip_parts(taken())
    notes, event = json.loads(parts["notes.json"]), json.loads(parts["event.json"])
    who = {row["text"]: row["person_id"] for row in notes["note_line"]}
    named = who["Referimi zgjat gjashtë muaj."]
    assert event["person"][named - 1]["given_name"] == "Ana"
    assert who["Unaza e re mungon."] is None


def test_who_promised_and_has_not_agreed_is_the_organisation_as_in_the_report(
    taken, released, without_papers
) -> None:
    notes = json.loads(unzip_parts(taken())["notes.json"])
    owners = {row["text"]: (row["person_id"], row["owner_name"]) for row in notes["note_action"]}
    assert owners == {
        "Shkruaj rregullat.": (None, "Prefektura"),
        "Bën listën e shkollave.": (None, "Qendra “Vatra”"),
    }


def test_a_report_that_was_withdrawn_takes_the_notes_along(filled, taken, released) -> None:
    assert "notes.json" in unzip_parts(taken())
    with filled.app_context():
        db.session.get_one(Edition, released).withdrawn_at = NOW
        db.session.commit()
    names = set(unzip_parts(taken()))
    assert not {"notes.json", "report.json", "report-sq.docx", "report-en.docx"} & names
    assert not any(name.startswith("photos/") for name in names)


def test_an_event_is_not_in_the_archive_of_another(filled, taken) -> None:
    with filled.app_context():
        stranger = Person(
            given_name="Tjetërkush",
            family_name="Tjetri",
            position=None,
            email="",
            phone="",
            organisation_id=db.session.scalars(sa.select(Person.organisation_id)).first(),
        )
        stranger.position = db.session.scalars(sa.select(Person.position)).first()
        db.session.add(stranger)
        db.session.commit()
    assert "Tjetërkush" not in everything(taken())


def test_what_stands_in_it(taken, let_out) -> None:
    before = set(unzip_parts(taken()))
    assert {
        "archive.json",
        "event.json",
        "guide.docx",
        "checklist.xlsx",
        "budget.xlsx",
        "participants.xlsx",
    } <= before
    assert {"README.txt", "LEXOMË.txt", "presentations/001-referimi.pdf"} <= before
    let_out()
    added = {name for name in unzip_parts(taken()) if ".docx/" not in name} - before
    assert added == {
        "notes.json",
        "report.json",
        "report-sq.docx",
        "report-en.docx",
        "photos/001.jpg",
    }


def test_a_removed_step_takes_its_own_along(filled, without_papers) -> None:
    with filled.app_context():
        event = json.loads(unzip_parts(event_archive(report_event()))["event.json"])
    assert [step["title"]["en"] for step in event["step"]] == ["Opening", "Café"]
    assert "step_comment" not in event
    gifts = {row["code"]: row["line_id"] for row in event["contribution"]}
    assert gifts == {"G1": 1, "G2": None}
