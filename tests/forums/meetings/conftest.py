"""A forum that has met once and meets again: the South group, kept by the organiser of `spring`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.models import User
from facilitate.agenda import actions as agenda
from facilitate.agenda.history import AgendaAct
from facilitate.agenda.kinds import StepKind
from facilitate.agenda.placing import add_to_plan
from facilitate.agenda.plan import PlanStep
from facilitate.checklists.actions import append_task as add_task
from facilitate.checklists.actions import new_task
from facilitate.checklists.models import Phase
from facilitate.data.db import db
from facilitate.events.models import Event, EventKind, Member, Role
from facilitate.forums.actions import add_forum, add_meeting, enrol_organisation, make_keeper
from facilitate.forums.models import Forum, ForumRole
from facilitate.lib.text import Words

from ... import moment
from ...directory.rows import add_office, add_worker
from ...scenes import keep_scene


@dataclass(frozen=True)
class South:
    """Numbers of what was made; `soon` is the day of the coming meeting."""

    forum: int
    held: int
    coming: int
    members: dict[str, int]
    soon: date
    path: str = "/forums/south-group"

    @property
    def meeting(self) -> str:
        """The page of the coming meeting."""
        return f"{self.path}/meetings/{self.coming}"


def add_forum_meeting(title: str, day: date) -> Event:
    """A meeting of one day in Vlorë."""
    row = Event(
        slug=title.lower().replace(" ", "-"),
        kind=EventKind.REGIONAL_MEETING,
        title=Words(title, title),
        description=Words("Neighbours agree.", "Fqinjët merren vesh."),
        first_day=day,
        last_day=day,
        venue="Biblioteka",
        town="Vlorë",
        expected=24,
        created_at=moment.now(),
    )
    db.session.add(row)
    db.session.flush()
    return row


def _with_work(event: Event) -> None:
    """One task two weeks before, one step in the morning, led by somebody."""
    task = new_task(event)
    task.title, task.phase, task.offset = (
        Words("Invite the members", "Ftoni anëtarët"),
        Phase.INVITATIONS,
        -2,
    )
    task.due_on = event.first_day - timedelta(days=14)
    add_task(task)
    before = agenda.plan_to_change(event)
    day = before.in_order[0].id
    step = PlanStep(
        before.fresh("steps"),
        day=day,
        kind=StepKind.PLENARY,
        title=Words("Opening", "Hapja"),
        minutes=30,
    )
    agenda.write_plan(event, before, add_to_plan(before, step), AgendaAct.STARTED, remember=False)


@pytest.fixture
@keep_scene
def south(app: Flask, cast) -> South:
    """Three members (one of them without a person) and an observer; a meeting held, another in eight weeks."""
    today = moment.planner_today()
    with app.app_context():
        forum = add_forum(
            Forum(
                name=Words("South group", "Grupi i Jugut"),
                purpose=Words(),
                kind="regional_group",
                created_at=moment.now(),
            )
        )
        make_keeper(forum, cast.users["organiser"])
        members = {}
        for name, district, speaker in (
            ("Bashkia Vlorë", "vlore", "Ana Hoxha"),
            ("Forumi i Gruas", "fier", "Ben Kola"),
            ("Policia Fier", "fier", ""),
        ):
            one = enrol_organisation(forum, add_office(name, district=district), ForumRole.MEMBER)
            one.person_id = add_worker(speaker, one.organisation).id if speaker else None
            members[name] = one.id
        agency = enrol_organisation(forum, add_office("Agency", "donor"), ForumRole.OBSERVER)
        agency.person_id = add_worker("Drita Leka", agency.organisation).id
        members["Agency"] = agency.id
        held, coming = (
            add_forum_meeting("First meeting", today - timedelta(days=90)),
            add_forum_meeting("Second meeting", today + timedelta(days=56)),
        )
        _with_work(coming)
        for event in (held, coming):
            add_meeting(forum, event)
            db.session.add(
                Member(event_id=event.id, user_id=cast.users["organiser"], role=Role.ORGANISER)
            )
        db.session.commit()
        return South(forum.id, held.id, coming.id, members, coming.first_day)


@pytest.fixture
def keeper(sign_in: Callable[[str], FlaskClient], south: South) -> FlaskClient:
    """A browser signed in as the forum's keeper, who is no administrator."""
    return sign_in("organiser")


def forum_of(south: South) -> Forum:
    """The group's row."""
    return db.session.get_one(Forum, south.forum)


def account_of(key: int) -> User:
    """An account by its number."""
    return db.session.get_one(User, key)
