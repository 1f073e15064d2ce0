"""What was found in texts is kept by their marks: a job makes it when they are written, a page looks it up, and what waits stays closed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.directory.models import Level, OfficeKind, Organisation, Person, Sector
from facilitate.notes.models import NoteLine
from facilitate.release.models import FoundPassages, TextSource
from facilitate.report.clearing import looking
from facilitate.report.clearing.looking import A_LITTLE, AT_ONCE, KEPT_FOR, look_through_all
from facilitate.report.clearing.outgoing import findings_of, outgoing_texts
from facilitate.run.jobs import enqueue_job
from facilitate.setup.demo.load import OFFICIAL

from ...browser.pages import page_addresses
from ...moment import planner_today
from ...statements import count_statements
from ..conftest import REPORT, report_event

pytestmark = pytest.mark.looks_through

LETTERS = 2_000
SAID = "Ka pak strehimore në qark. "
LONG = SAID * (LETTERS // len(SAID))
LINES = AT_ONCE // LETTERS + 1
"""So many long lines are more than a page looks through by itself."""
READ = f"{REPORT}/read?language=sq"
WAITS = "still being checked"


def kept(app: Flask) -> list[FoundPassages]:
    with app.app_context():
        return list(db.session.scalars(sa.select(FoundPassages).order_by(FoundPassages.mark)))


def forget(app: Flask) -> None:
    """As after a copy was brought back, or when the rules have changed."""
    with app.app_context():
        db.session.execute(sa.delete(FoundPassages))
        db.session.commit()


@pytest.mark.both_databases
def test_what_is_written_is_looked_through_and_no_word_of_it_kept(app, cast, say) -> None:
    forget(app)
    say("Elira ishte 16 vjeç.", who="Valbona nga Gurasi")
    rows = kept(app)
    lengths = sorted(sorted(end - start for start, end, _why in one.found) for one in rows)
    assert lengths == [[5, 7], [6, 7]]
    assert [len(one.mark) for one in rows] == [32, 32]
    assert [
        word for word in ("Elira", "Valbona", "16") for one in rows if word in repr(one.found)
    ] == []
    with app.app_context():
        line = db.session.scalars(sa.select(NoteLine)).one()
        line.text = "Më shumë strehimore."
        db.session.commit()
    assert len(kept(app)) == 3


@pytest.mark.both_databases
def test_more_than_a_page_looks_through_stays_closed_until_a_job_has(
    app, organiser, cast, say
) -> None:
    lines = [say(LONG + "qark " * number) for number in range(LINES)]
    assert WAITS not in organiser.get(READ).text
    forget(app)
    for page in (READ, f"{REPORT}/privacy", f"{REPORT}/release", READ):
        answer = organiser.get(page).text
        assert (page, WAITS in answer, "Look again" in answer) == (page, True, True)
        assert "Nothing is waiting for a decision" not in answer
        assert len(kept(app)) >= LINES, "the job that the page asked for has run"
        assert WAITS not in organiser.get(page).text
        forget(app)
    with app.app_context():
        assert [outgoing_texts(report_event()).line(one) is None for one in lines] == [
            False
        ] * LINES, "nobody waits: all at once"


@pytest.mark.both_databases
def test_what_took_a_page_more_than_a_little_is_kept(app, organiser, cast, say) -> None:
    """As after an upgrade: nothing was looked through yet. The page shows everything, and a job saves it the next time."""
    forget(app)
    for number in range(A_LITTLE // len(SAID) + 1):
        say(f"{SAID} {number}")
    written = {one.mark for one in kept(app)}
    forget(app)
    assert WAITS not in organiser.get(READ).text
    assert written - {one.mark for one in kept(app)} == set()


def test_whatever_a_page_asks_for_its_job_looks_through(demo, monkeypatch) -> None:
    """Or such a page would be closed for good: each is opened as if a page looked through nothing by itself, and opened again."""
    asked: list[str] = []

    def noted(function: Callable[..., None], *arguments: Any) -> None:
        asked.append(function.__name__)
        enqueue_job(function, *arguments)

    monkeypatch.setattr(looking, "AT_ONCE", 0)
    monkeypatch.setattr(looking, "enqueue_job", noted)
    with demo.app_context():
        token = db.session.scalar(sa.select(User.session_token).where(User.email == OFFICIAL))
    late, closed = set(), {}
    for endpoint, address in page_addresses(demo).items():
        client = demo.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = token
        forget(demo)
        for _turn in range(3):  # the first may have stopped at its first text
            asked.clear()
            client.get(address)
            if not asked:
                break
            late.add(endpoint)
        else:
            closed[endpoint] = list(asked)
    assert closed == {}
    assert {
        "report.show_clearing",
        "report.show_rest",
        "report.show_report",
        "report.show_releasing",
        "practice.show_sheet",
    } <= late


def test_what_waits_cannot_be_decided(app, organiser, cast, say) -> None:
    line = say(LONG)
    data = {"source": TextSource.LINE.value, "row_id": line, "found": "", "verdict": "keep"}
    assert organiser.post(f"{REPORT}/privacy", data=data).status_code == 422


def test_names_that_become_known_count_at_once(app, cast, say) -> None:
    text = "Lindita Gurabardhi foli për strehimoret."
    say(text)
    with app.app_context():
        before = findings_of(text, report_event())
        office = Organisation(
            name="Bashkia",
            kind=OfficeKind.NGO,
            level=Level.COUNTY,
            sector_id=db.session.scalars(sa.select(Sector.id)).first(),
        )
        db.session.add(
            Person(
                given_name="Lindita",
                family_name="Gurabardhi",
                email="",
                phone="",
                organisation=office,
            )
        )
        db.session.commit()
        after = findings_of(text, report_event())
    assert ([one.found for one in before], after) == (["Lindita Gurabardhi"], ())


@pytest.mark.both_databases
def test_every_night_what_was_missed_is_looked_through_and_what_is_old_goes(app, cast, say) -> None:
    say("Elira ishte aty.")
    (mark,) = (one.mark for one in kept(app) if one.found)
    forget(app)
    with app.app_context():
        old = planner_today() - KEPT_FOR - timedelta(days=1)
        db.session.add(FoundPassages(mark="old", found=[], day=old))
        db.session.commit()
        look_through_all()
    rows = kept(app)
    assert mark in {one.mark for one in rows}
    assert {one.day for one in rows} == {planner_today()}
    with app.app_context():
        db.session.execute(sa.update(FoundPassages).values(day=old))
        db.session.commit()
        look_through_all()
    assert [(one.mark, one.day) for one in kept(app)] == [
        (one.mark, planner_today()) for one in rows
    ], "still needed"


def test_four_questions_and_no_reading_however_much_was_said(app, cast, say) -> None:
    for number in range(LINES):
        say(LONG + "qark " * number)
    with app.app_context():
        event = report_event()
        with count_statements() as statements:
            outgoing_texts(event)
    assert len(statements) == 4
