"""The demo is the case: its numbers, its people, its agenda, on both databases."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.accounts.models import User
from facilitate.agenda.kinds import StepKind
from facilitate.agenda.plan import PARKED
from facilitate.agenda.queries import plan_of, programme
from facilitate.cafe.queries import cafes_of
from facilitate.checklists.models import Phase, Task
from facilitate.db import db
from facilitate.directory.models import County, District, Person
from facilitate.events.models import Event, Member, Role
from facilitate.forums.models import Forum, ForumMeeting
from facilitate.participation.queries import figures_of
from facilitate.setup.demo.load import is_loaded

from .conftest import TODAY

pytestmark = pytest.mark.both_databases


def count(model: type, *conditions) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*conditions)) or 0


def test_the_demo_is_the_case(demo: Flask) -> None:
    with demo.app_context():
        assert is_loaded()
        event = db.session.scalars(sa.select(Event).where(Event.slug == "annual-next")).one()
        assert 110 <= (event.first_day - TODAY).days <= 130
        assert event.last_day - event.first_day == timedelta(days=1)
        assert (count(County), count(District)) == (12, 36)

        days = programme(event)
        steps = [timed.step for day in days for timed in day.leaves]
        assert (len(days), len([step for step in steps if not step.internal])) == (2, 30)
        assert len(plan_of(event).at(PARKED)) == 2
        assert [step.kind for step in steps].count(StepKind.CAFE) == 1
        (cafe,) = cafes_of(event).values()
        assert (cafe.cafe.rounds, len(cafe.tables)) == (3, 11)

        tasks = db.session.scalars(sa.select(Task).where(Task.event_id == event.id)).all()
        assert len(tasks) >= 45
        assert {task.phase for task in tasks} == set(Phase)
        facilitators = (Role.LEAD_FACILITATOR, Role.FACILITATOR)
        assert count(Member, Member.event_id == event.id, Member.role.in_(facilitators)) == 6
        assert (count(Forum), count(ForumMeeting)) == (1, 1)


def test_nobody_is_real(demo: Flask) -> None:
    with demo.app_context():
        for address in [
            *db.session.scalars(sa.select(Person.email)),
            *db.session.scalars(sa.select(User.email)),
        ]:
            assert re.fullmatch(r"[a-z.\-]+@[a-z.\-]+\.example", address)
        names = db.session.execute(sa.select(Person.given_name, Person.family_name)).all()
        assert len(set(names)) == len(names)


def test_figures_are_the_published_ones(demo: Flask) -> None:
    with demo.app_context():
        slugs = ["launch-2004", "annual-2005", "annual-2006", "annual-2008"]
        events = [db.session.scalars(sa.select(Event).where(Event.slug == slug)).one() for slug in slugs]
        first, second, third, fourth = figures_of(events)
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


def test_the_same_people_every_time(demo: Flask) -> None:
    with demo.app_context():
        people = db.session.scalars(sa.select(Person).order_by(Person.id).limit(3)).all()
        assert [person.name for person in people] == FIRST_THREE


FIRST_THREE = ["Alketa Lika", "Eva Myftari", "Arjana Gega"]
