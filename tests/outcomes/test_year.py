"""A year in one document: what came of all meetings, on a page for those who work in them, in Word without undecided words."""

import io
from datetime import date

import pytest
import sqlalchemy as sa
from docx import Document
from flask import Flask

from facilitate import clock
from facilitate.data.db import db
from facilitate.directory.models import County
from facilitate.events.models import Event, EventKind
from facilitate.forums.kinds import forum_kinds
from facilitate.forums.models import Forum, ForumMeeting
from facilitate.forums.problem_models import PassedUp, Problem
from facilitate.lib.text import Words
from facilitate.notes.models import ActionStatus, NoteAction, NoteDecision
from facilitate.participation.actions import invite_all_to_event
from facilitate.participation.models import Standing

from ..directory.rows import add_office, add_worker

UNDECIDED = "Vajza 16 vjeç nga Gurasi shkon në strehëz."


@pytest.fixture
def year(app: Flask, cast) -> str:
    """The meeting `spring` of 2026 of a forum, and a training of a team one is not in; the forum's address."""
    with app.test_request_context():
        event = db.session.get_one(Event, cast.event_id)
        event.first_day = event.last_day = date(2026, 3, 18)
        event.kind = EventKind.REGIONAL_MEETING
        values = {"event_id": event.id, "at": clock.now()}
        db.session.add_all(
            [
                NoteDecision(**values, text="Tryeza mblidhet çdo muaj."),
                NoteDecision(**values, text=UNDECIDED),
                NoteAction(
                    **values, text="Shkruaj rregullat.", token="t-1", status=ActionStatus.DONE
                ),
            ]
        )
        office = add_office("Bashkia Krujë", "local_government")
        people = [add_worker(name, office) for name in ("Ana Hysa", "Ben Leka", "Cen Mema")]
        invite_all_to_event(event, people, Standing.ATTENDED)
        forum = Forum(
            slug="kukes",
            name=Words("Kukës group", "Grupi i Kukësit"),
            kind=next(iter(forum_kinds())),
            purpose=Words(),
            created_at=clock.now(),
        )
        db.session.add(forum)
        db.session.flush()
        county = db.session.scalars(sa.select(County)).first()
        needs = [
            Problem(
                forum_id=forum.id,
                text=text,
                theme="Strehim",
                county=county,
                raised_on=date(2026, 5, 4),
            )
            for text in ("Strehëza është plot.", "Nuk ka përkthyes.")
        ]
        db.session.add_all([ForumMeeting(forum_id=forum.id, event_id=event.id), *needs])
        db.session.flush()
        answered = {"on": date(2026, 6, 1), "answered_on": date(2026, 7, 1)}
        db.session.add(PassedUp(problem_id=needs[1].id, institution="Ministria", **answered))
        db.session.add(
            Event(
                slug="training",
                title=Words("Training", "Trajnim"),
                kind=EventKind.TRAINING,
                first_day=date(2026, 4, 2),
                last_day=date(2026, 4, 2),
                language="sq",
                description=Words(),
                venue="",
                town="",
                created_at=clock.now(),
            )
        )
        db.session.commit()
        return forum.slug


def read_paper(content: bytes) -> str:
    """All that a Word file says."""
    file = Document(io.BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])


def test_the_year_is_read_by_its_teams_and_leaves_without_undecided_words(
    app: Flask, sign_in, year: str
) -> None:
    organiser = sign_in("organiser")
    page = organiser.get("/year?year=2026").text
    assert "3 people came to 1 event. 2 decisions; 1 action: 1 done." in page.replace(
        "carried out", "done"
    )
    assert "1 event in this period is not here: you are not in its team." in page
    for told in ("Tryeza mblidhet", UNDECIDED, "Shkruaj rregullat.", "Strehëza është plot."):
        assert told in page
    assert "Nuk ka përkthyes." not in page
    word = read_paper(organiser.get("/year.docx?year=2026&lang=en").data)
    for told in ("The year 2026", "Tryeza mblidhet", "Shkruaj rregullat.", "Strehëza është plot."):
        assert told in word
    assert ("Gurasi" in word, "Left out, because nobody has decided" in word) == (False, True)
    assert "Viti 2026" in read_paper(organiser.get("/year.docx?year=2026&lang=sq").data)


def test_a_forum_alone_any_time_and_nobody_elses(app: Flask, sign_in, year: str) -> None:
    organiser = sign_in("organiser")
    page = organiser.get(f"/year?forum={year}&from=2026-01-01&to=2026-03-31").text
    assert "Kukës group" in page
    assert "Meeting of the regional collaboration group" in page or "Meeting of a regional" in page
    assert "you are not in its team" not in page
    assert "Strehëza është plot." not in page  # named later
    assert organiser.get("/year?forum=nowhere").status_code == 404
    assert organiser.get("/year?year=1").status_code == 404
    assert "Tryeza mblidhet" not in organiser.get("/year?year=2025").text
    assert sign_in("stranger").get("/year?year=2026").status_code in (403, 404)
    assert app.test_client().get("/year").status_code == 302


def test_days_that_cannot_be_read_are_said_at_their_place(organiser, year) -> None:
    for asked, said in (
        ("from=soon&to=2026-12-31", "Enter a date: day, month and year."),
        ("from=2026-01-01&to=", "Please choose a date."),
        ("from=1900-01-01&to=2026-01-01", "Please choose a date between 2000 and 2100."),
    ):
        answer = organiser.get(f"/year?{asked}")
        assert (answer.status_code, said in answer.text) == (422, True), asked
        paper = organiser.get(f"/year.docx?{asked}")
        assert (paper.status_code, said in paper.text) == (409, True), asked
    assert 'value="soon"' in organiser.get("/year?from=soon&to=2026-12-31").text


def test_a_period_across_two_years_names_both(organiser, year) -> None:
    for asked in ("from=2025-07-01&to=2026-06-30", "from=2026-06-30&to=2025-07-01"):
        assert "1 July 2025 – 30 June 2026" in organiser.get(f"/year?{asked}").text
