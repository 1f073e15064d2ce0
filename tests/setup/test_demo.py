"""The demo is the case: its numbers, its people, its agenda, on both databases."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.accounts.models import User
from facilitate.agenda.kinds import StepKind
from facilitate.agenda.plan import PARKED
from facilitate.agenda.programmes import programme_of
from facilitate.agenda.queries import plan_of
from facilitate.cafe.floor import CafeFloor
from facilitate.cafe.harvest.forms import LONGEST
from facilitate.cafe.harvest.points import written_in_round
from facilitate.cafe.harvest.queries import notes_of
from facilitate.cafe.models import Bond, CafeNote
from facilitate.cafe.queries import cafe_steps, cafes_of, floor_of
from facilitate.checklists.models import Phase, Task
from facilitate.data.db import db
from facilitate.directory.models import County, District, Person
from facilitate.events.models import Event, Member, Role
from facilitate.forums.models import Forum, ForumMeeting
from facilitate.participation.counting.across_events import (
    IN_SHORT,
    events_in_short,
    report_across_events,
)
from facilitate.participation.counting.outside_report import for_outside
from facilitate.participation.counting.queries import figures_of_events
from facilitate.participation.counting.report import BlockKey
from facilitate.setup.demo.load import is_demo_loaded

from .. import moment
from .loaded import TODAY

pytestmark = pytest.mark.both_databases


def count(model: type, *conditions) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*conditions)) or 0


def test_the_demo_is_the_case(demo: Flask) -> None:
    with demo.app_context():
        assert is_demo_loaded()
        event = db.session.scalars(sa.select(Event).where(Event.slug == "annual-next")).one()
        assert 110 <= (event.first_day - TODAY).days <= 130
        assert event.last_day - event.first_day == timedelta(days=1)
        assert (count(County), count(District)) == (12, 36)

        days = programme_of(event)
        steps = [timed.step for day in days for timed in day.leaves]
        assert (len(days), len([step for step in steps if not step.internal])) == (2, 30)
        assert len(plan_of(event).at(PARKED)) == 2
        assert [step.kind for step in steps].count(StepKind.CAFE) == 1
        cafe, groups = cafes_of(event).values()
        assert (cafe.cafe.rounds, len(cafe.tables)) == (3, 11)
        assert (groups.cafe.rounds, len(groups.tables), groups.cafe.alike) == (1, 12, "region")

        tasks = db.session.scalars(sa.select(Task).where(Task.event_id == event.id)).all()
        assert len(tasks) >= 45
        assert {task.phase for task in tasks} == set(Phase)
        facilitators = (Role.LEAD_FACILITATOR, Role.FACILITATOR)
        assert count(Member, Member.event_id == event.id, Member.role.in_(facilitators)) == 6
        assert (count(Forum), count(ForumMeeting)) == (18, 94)


def floor(slug: str) -> CafeFloor:
    """The floor of an event's only café; of its groups nothing is said here."""
    event = db.session.scalars(sa.select(Event).where(Event.slug == slug)).one()
    (step,) = [one for one in cafe_steps(event) if one.step.kind is StepKind.CAFE]
    found = floor_of(event, step.id, step, pairs=True)
    assert found
    return found[0]


def test_the_coming_cafe_is_seated(demo: Flask) -> None:
    with demo.app_context():
        coming = floor("annual-next")
        hosts = [coming.host_of(table) for table in coming.tables]
        assert (len(coming.guests), coming.unseated, coming.gone, coming.seats) == (78, [], [], 110)
        assert (
            len(coming.host_at),
            [number for number, host in enumerate(hosts, 1) if not host],
        ) == (
            9,
            [11],
        )
        assert len(set(coming.host_at)) == 9
        assert [table.number for table in coming.tables if coming.note_taker_of(table)] == [1, 3]
        assert [table.objective.code if table.objective else "" for table in coming.tables] == [
            "O1",
            "O1",
            "O2",
            "",
            "O3",
            "O3",
            "O4",
            "O4",
            "O5",
            "",
            "O5",
        ]
        assert all(table.name.en and table.name.sq and table.question.sq for table in coming.tables)
        assert sorted(kind for kind, _a, _b in coming.pairs) == [Bond.APART, Bond.TOGETHER]
        people = coming.people.values()
        assert (
            sum(bool(one.wishes) for one in people),
            [one.absent for one in people if one.absent],
        ) == (
            5,
            [{1}, {1}],
        )
        assert (coming.cafe.token != "", coming.cafe.held) == (True, 0)
        assert coming.seating
        assert (coming.seating.metrics["violations"], coming.seating.metrics["repeats"]) == (
            0,
            2,
        )  # the two who stay together


def test_the_cafe_of_2008_was_held_and_is_written_down(demo: Flask) -> None:
    with demo.app_context():
        past = floor("annual-2008")
        assert (len(past.guests), past.unseated, past.cafe.held, len(past.host_at)) == (
            108,
            [],
            3,
            11,
        )
        assert past.seating
        assert (past.seating.metrics["violations"], past.seating.metrics["repeats"]) == (0, 0)
        points = notes_of(past.cafe)
        assert len(points) == 35
        assert len({one.text for one in points}) == 35
        assert {one.question for one in points} == set(past.round_questions)
        assert {one.code for one in points} == {"O1", "O2", "O3", ""}
        assert max(len(one.text) for one in points) <= LONGEST
        standing = [(table.id, table.number) for table in past.tables]
        assert [written_in_round(standing, points, number).missing for number in (1, 2, 3)] == [
            [],
            [7],
            [9],
        ]
        held = {note.at.date() for note in db.session.scalars(sa.select(CafeNote))}
        assert held == {past.on.day.on if past.on else None}


def test_nobody_is_real(demo: Flask) -> None:
    with demo.app_context():
        for address in [
            *db.session.scalars(sa.select(Person.email)),
            *db.session.scalars(sa.select(User.email)),
        ]:
            assert not address or re.fullmatch(r"[a-z.\-]+@[a-z.\-]+\.example", address)
        names = db.session.execute(sa.select(Person.given_name, Person.family_name)).all()
        assert len(set(names)) == len(names)


def test_figures_are_the_published_ones(demo: Flask) -> None:
    with demo.app_context():
        slugs = ["launch-2004", "annual-2005", "annual-2006", "annual-2008"]
        events = [
            db.session.scalars(sa.select(Event).where(Event.slug == slug)).one() for slug in slugs
        ]
        first, second, third, fourth = figures_of_events(events, moment.planner_today())
    government = [
        f.sectors["central_government"] + f.sectors["local_government"]
        for f in (first, second, third, fourth)
    ]
    assert (
        first.total,
        first.sectors["civil_society"],
        first.sectors["international_ngo"],
        government[0],
    ) == (88, 38, 22, 12)
    assert (second.total, second.sectors["civil_society"], government[1], second.presenters) == (
        92,
        56,
        15,
        18,
    )
    assert (third.total, government[2], third.sectors["civil_society"]) == (119, 51, 45)
    assert third.outside_capital > 80
    assert third.presenters > 40
    assert (fourth.total, fourth.sectors["local_government"], fourth.sectors["civil_society"]) == (
        108,
        40,
        38,
    )
    assert sum(fourth.sectors.values()) == fourth.total


def test_figures_that_leave_the_house_still_say_what_was_published(demo: Flask) -> None:
    slugs = ["launch-2004", "annual-2005", "annual-2006", "annual-2008"]
    with demo.test_request_context():
        events = [
            db.session.scalars(sa.select(Event).where(Event.slug == slug)).one() for slug in slugs
        ]
        sector = for_outside(report_across_events(events, moment.planner_today())).block(
            BlockKey.SECTOR
        )
        assert sector is not None
        shares = {row.key: row.shares for row in sector.rows}
        days = [
            one.days
            for one in events_in_short(
                events, report_across_events(events, moment.planner_today(), IN_SHORT, at_home=True)
            )
        ]
    assert shares["government"] == (136, 163, 429, 481)
    assert shares["civil_society"] == (432, 609, 378, 352)
    assert (shares["international_ngo"][0], shares["local_government"][3]) == (250, 370)
    assert days == ["–", "2", "–", "–"]


def test_the_same_people_every_time(demo: Flask) -> None:
    with demo.app_context():
        people = db.session.scalars(sa.select(Person).order_by(Person.id).limit(3)).all()
        assert [person.name for person in people] == FIRST_THREE


FIRST_THREE = ["Alketa Lika", "Eva Myftari", "Arjana Gega"]
