"""What is removed as identifying after a report was released is gone at once: from the page, from Word, from the archive."""

import io
import json
import zipfile
from datetime import timedelta

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.notes.models import NoteLine
from facilitate.release.models import Clearing, TextSource, Verdict
from facilitate.report.clearing.texts import WHOLE
from facilitate.report.writing.actions import ensure_proceedings

from ..conftest import NOW, REPORT, report_event

SAID = "Në mbledhje foli Elira nga fshati, dhe të tjerët dëgjuan."
OTHER = "Elira Kuka drejtoi tryezën e dytë."


def address(app: Flask) -> str:
    with app.app_context():
        row = ensure_proceedings(report_event())
        db.session.commit()
        return f"/report/{row.token}"


def decide(
    app: Flask,
    key: tuple[TextSource, int],
    found: str,
    verdict: Verdict,
    instead: str = "",
    days: int = 1,
) -> None:
    """Decides so many days after the edition was made."""
    with app.app_context():
        at = NOW + timedelta(days=days)
        row = Clearing(
            event_id=report_event().id,
            source=key[0],
            row_id=key[1],
            found=found,
            verdict=verdict,
            instead=instead,
            at=at,
        )
        db.session.add(row)
        db.session.commit()


def word(client: FlaskClient, where: str) -> str:
    file = docx.Document(io.BytesIO(client.get(f"{where}/sq.docx").data))
    return "\n".join(one.text for one in file.paragraphs)


@pytest.mark.parametrize("verdict", [Verdict.REMOVE, Verdict.GENERALISE])
def test_words_decided_to_go_are_gone_at_once(
    app: Flask, client: FlaskClient, organiser: FlaskClient, say, let_out, verdict: Verdict
) -> None:
    line, other = say(SAID), say(OTHER)
    for key in (line, other):
        decide(app, (TextSource.LINE, key), "Elira", Verdict.KEEP, days=-1)
        decide(app, (TextSource.LINE, key), "Elira Kuka", Verdict.KEEP, days=-1)
    let_out()
    where = address(app)
    assert SAID in client.get(f"{where}/sq").text
    assert "no longer appear on the public page" not in organiser.get(f"{REPORT}/release").text
    with app.app_context():
        row = db.session.query(Clearing).filter_by(row_id=line, found="Elira").one()
        row.verdict, row.instead, row.at = verdict, "një grua", NOW + timedelta(days=1)
        db.session.commit()
    gone = "Në mbledhje foli […] nga fshati, dhe të tjerët dëgjuan."
    for told in (client.get(f"{where}/sq").text, client.get(where).text, word(client, where)):
        assert (SAID in told, gone in told, OTHER in told) == (False, True, True)
    packed = zipfile.ZipFile(io.BytesIO(organiser.get("/events/spring/report/archive.zip").data))
    assert [
        name for name in packed.namelist() if SAID in packed.read(name).decode("utf-8", "replace")
    ] == []
    edition = next(
        json.loads(packed.read(name)) for name in packed.namelist() if name.endswith("report.json")
    )
    assert gone in json.dumps(edition, ensure_ascii=False)
    assert "no longer appear on the public page" in organiser.get(f"{REPORT}/release").text


@pytest.mark.both_databases
@pytest.mark.parametrize("how", ["withheld", "removed_at"])
def test_a_line_that_is_taken_out_is_gone_at_once(
    app: Flask, client: FlaskClient, say, let_out, how: str
) -> None:
    line = say("Kjo u tha në fund dhe nuk duhej thënë.")
    say("Kjo mbetet në raport.")
    let_out()
    where = address(app)
    with app.app_context():
        setattr(db.session.get_one(NoteLine, line), how, True if how == "withheld" else NOW)
        db.session.commit()
    page = client.get(f"{where}/sq").text
    assert ("nuk duhej thënë" in page, "Kjo mbetet në raport." in page) == (False, True)


def test_words_elsewhere_in_the_report_are_gone_too(
    app: Flask, client: FlaskClient, say, let_out
) -> None:
    say("Foli dikush.")
    let_out()
    where = address(app)
    with app.app_context():
        title = report_event().title.sq
    assert title in client.get(f"{where}/sq").text
    found = title.split()[0]
    decide(app, WHOLE, found, Verdict.REMOVE)
    with app.app_context():
        said = client.get(f"{where}/sq.docx")
    assert f"{found} " not in "\n".join(
        one.text for one in docx.Document(io.BytesIO(said.data)).paragraphs
    )


def test_a_text_that_another_line_says_as_well_stays(
    app: Flask, client: FlaskClient, say, let_out
) -> None:
    """One of two lines that say the same is taken out as a double."""
    line = say("Duam më shumë trajnime në qark.")
    say("Duam më shumë trajnime në qark.")
    let_out()
    with app.app_context():
        db.session.get_one(NoteLine, line).removed_at = NOW
        db.session.commit()
    assert "Duam më shumë trajnime në qark." in client.get(f"{address(app)}/sq").text
