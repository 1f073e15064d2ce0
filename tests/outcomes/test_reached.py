"""People reached: different people and attendances told apart, and every split adds up to both."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from facilitate.agenda.kinds import StepKind
from facilitate.agenda.models import Day, Step
from facilitate.data.db import db
from facilitate.directory.models import Gender
from facilitate.events.models import Event, EventKind
from facilitate.lib.text import Words
from facilitate.outcomes.reached import (
    OneAttendance,
    PeopleReached,
    TrainingHours,
    reach_of_events,
    split_reached,
)
from facilitate.participation.actions import invite_all_to_event
from facilitate.participation.models import Attendance, Participation, Standing

from ..directory.rows import add_office, add_worker
from .test_year import read_paper

FIRST, LATER = date(2026, 1, 1), date(2027, 1, 1)


def _land() -> SimpleNamespace:
    """Two sectors, and three counties without any district."""
    sectors = [SimpleNamespace(key=key, name=Words(key, key)) for key in ("civil_society", "donor")]
    places = {1: "outside", 2: "outside", 3: "capital"}
    return SimpleNamespace(
        sectors=sectors,
        sector_keys={1: "civil_society", 2: "donor"},
        county_names={"c1": "Berat", "c2": "Vlorë", "c3": "Tiranë"},
        rows_of=lambda who: (
            (f"c{who[0]}" if who[0] else "unknown",),
            ("unknown",),
            (places.get(who[0], "unknown"),),
        ),
    )


ATTENDANCES = st.lists(
    st.builds(
        OneAttendance,
        person=st.integers(1, 6),
        organisation=st.integers(1, 3),
        sector=st.integers(1, 3),
        county=st.none() | st.integers(1, 3),
        district=st.none(),
        gender=st.none() | st.sampled_from(list(Gender)),
        before=st.booleans(),
        office_before=st.booleans(),
    ),
    min_size=1,
    max_size=30,
)


@given(ATTENDANCES)
def test_people_are_at_most_attendances_and_both_add_up_over_any_split(
    came: list[OneAttendance],
) -> None:
    whole = (len({one.person for one in came}), len(came))
    for split in split_reached(came, _land()):
        assert [row for row in split.rows if not 0 <= row.people <= row.times] == []
        told = sum(row.people for row in split.rows), sum(row.times for row in split.rows)
        assert told == whole, split.name
        if split.of_offices:
            offices = len({one.organisation for one in came})
            assert sum(row.organisations or 0 for row in split.rows) == offices, split.name


@pytest.fixture
def reached(app: Flask, cast) -> PeopleReached | None:
    """Ana and Ben at a training of two days, Ana also at one of the year before and at a meeting; Cen was invited alone."""
    with app.test_request_context():
        training = db.session.get_one(Event, cast.event_id)
        training.kind, training.first_day = EventKind.TRAINING, date(2026, 3, 18)
        training.last_day = date(2026, 3, 19)
        before, meeting = (_event(slug, day) for slug, day in (("old", 2025), ("meeting", 2026)))
        office = add_office("Bashkia Krujë", "local_government")
        ana, ben, cen = (add_worker(name, office) for name in ("Ana Hysa", "Ben Leka", "Cen Mema"))
        invite_all_to_event(training, [ana, ben], Standing.ATTENDED)
        invite_all_to_event(training, [cen], Standing.COMING)
        for event in (before, meeting):
            invite_all_to_event(event, [ana], Standing.ATTENDED)
        _agenda(training)
        first = db.session.query(Participation).filter_by(event_id=training.id).order_by("id")[0]
        assert first.person_id == ana.id
        db.session.add(
            Attendance(participation_id=first.id, day=date(2026, 3, 18), at=datetime(2026, 3, 18))
        )
        db.session.flush()
        db.session.commit()
        return reach_of_events([training, meeting], FIRST, LATER)


def _event(slug: str, year: int) -> Event:
    event = Event(
        slug=slug,
        title=Words(slug, slug),
        description=Words(),
        kind=EventKind.CONFERENCE,
        first_day=date(year, 9, 1),
        last_day=date(year, 9, 1),
        venue="",
        town="",
        created_at=datetime(2025, 1, 1),
    )
    db.session.add(event)
    db.session.flush()
    return event


def _agenda(event: Event) -> None:
    """Day one: an hour and a break; then groups side by side for two hours at most. Day two: half an hour."""
    days = [Day(event_id=event.id, on=on) for on in (event.first_day, event.last_day)]
    db.session.add_all(days)
    db.session.flush()
    values = {"event_id": event.id, "title": Words("x", "x"), "pinned": None, "removed_at": None}
    rows = [
        (StepKind.PLENARY, 60, days[0].id),
        (StepKind.BREAK, 30, days[0].id),
        (StepKind.PLENARY, 30, days[1].id),
    ]
    for number, (kind, minutes, day) in enumerate(rows):
        db.session.add(Step(**values, kind=kind, minutes=minutes, day_id=day, rank=f"a{number}"))
    block = Step(**values, kind=StepKind.SESSION, minutes=10, day_id=days[0].id, rank="b")
    db.session.add(block)
    db.session.flush()
    for strand, minutes in ((7, 90), (8, 120)):
        db.session.add(
            Step(
                **values,
                kind=StepKind.GROUP,
                minutes=minutes,
                block_id=block.id,
                strand_id=strand,
                rank="a",
            )
        )


@pytest.mark.both_databases
def test_first_time_again_and_hours_of_training(reached) -> None:
    assert (reached.people, reached.times, reached.organisations) == (2, 3, 1)
    split = reached.splits[0]
    assert [(row.people, row.times) for row in split.rows] == [(1, 1), (1, 2)]
    # Ana was there before for both: their office comes again, although Ben is new
    assert [row.organisations for row in split.rows] == [0, 1]
    # Ana was there on the first day alone: 60 + 120; of Ben nobody noted the days: 60 + 120 + 30
    assert reached.training == TrainingHours(events=1, people=2, minutes=390)
    assert reached.training.each == 195


def test_it_stands_in_the_year_for_the_team_and_not_in_the_file(sign_in, reached) -> None:
    organiser = sign_in("organiser")
    page = organiser.get("/year?year=2026").text
    assert "2 people came 2 times, for 1 organisation." in page  # the meeting is another team's
    assert "Trained: 2 people at 1 event, 3 h 15 min each on average." in page
    assert "People reached" not in organiser.get("/year?year=2024").text
    word = read_paper(organiser.get("/year.docx?year=2026&lang=en").data)
    assert ("Trained:" in word, "For the first time" in word) == (False, False)
