"""What is deleted with a way back: at once and for 30 days, everything as it was."""

import random
import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.cafe.models import CafeGuest, CafePair, CafeTable
from facilitate.checklists.models import TaskComment, TaskLink
from facilitate.consultation.models import Question, Theme
from facilitate.data.db import db
from facilitate.data.models import Base
from facilitate.events.actions import add_goal, add_objective
from facilitate.events.models import Event, Goal, Member, Objective, Role
from facilitate.history.removing import forget_removed
from facilitate.lib.text import Words
from facilitate.objectives.models import ObjectiveIndicator, Presentation
from facilitate.participation.models import Participation, Standing, Target
from facilitate.web.app import REMOVALS

from ..directory.rows import add_office, add_worker
from ..moment import now, stand_at
from ..table_rows import rows_that_count

ROOM = {one.key: one for one in REMOVALS}
KINDS: list[tuple[str, Any]] = [
    ("objectives", Objective),
    ("objectives", Goal),
    ("objectives", Presentation),
    ("objectives", ObjectiveIndicator),
    ("consultation", Question),
    ("cafe_tables", CafeTable),
    ("cafe_tables", CafeGuest),
    ("cafe_tables", CafePair),
    ("task_talk", TaskComment),
    ("task_talk", TaskLink),
    ("people_removed", Participation),
    ("people_removed", Target),
    ("team", Member),
]
PAGE = "/events/spring/objectives"
BIN = "/events/spring/history/bin"


def all_rows() -> dict[str, list[Any]]:
    """Every row of the planner but what is remembered of changes, and of who saw what: that only grows."""
    grows = ("change", "audit_entry")
    return {name: rows for name, rows in rows_that_count().items() if name not in grows}


@pytest.mark.both_databases
def test_undo_of_removals_gives_back_the_identical_rows(demo: Flask) -> None:
    """Of every kind, with all that belongs to them and points to them: undone in turn, done again, and undone from the bin."""
    order = random.Random(23)
    with demo.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "annual-next")).one()
        before, changes = all_rows(), []
        for key, model in KINDS:
            ids = list(db.session.scalars(sa.select(model.id).order_by(model.id)))
            if model is Question:  # what was answered stays
                ids = [one for one in ids if _unanswered(one)]
            assert ids, f"the demo has no {model.__name__}"
            for number in order.sample(ids, min(3, len(ids))):
                row = db.session.get(model, number)
                if row is not None:  # it may have gone with another one
                    change = ROOM[key].remove(event, row, Words(f"{number}"), 1)
                    changes.append((ROOM[key].history, change.id))
        removed = all_rows()
        assert removed != before
        for room, number in reversed(changes):
            room.take_back(event, number, 1, False)
        assert all_rows() == before
        for room, number in changes:
            room.take_back(event, number, 1, True)
        assert all_rows() == removed


def _unanswered(question: int) -> bool:
    replies = (Base.metadata.tables[name] for name in ("reply", "pick"))
    return not any(
        db.session.scalar(sa.select(one.c.id).where(one.c.question_id == question).limit(1))
        for one in replies
    )


@pytest.fixture
def linked(app: Flask, cast: Any) -> tuple[int, int]:
    """A goal with an objective that a theme leads to, and which a step serves."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        goal = add_goal(event, Words("Trust"))
        first = add_objective(event, Words("Referral"), Words(), goal_id=goal.id)
        add_objective(event, Words("Registers"), Words(), goal_id=goal.id)
        db.session.add(Theme(event_id=event.id, position=1, name=Words("Ways"), objective=first))
        db.session.commit()
        return goal.id, first.id


def test_undone_at_once_on_the_page_it_was_done_on(
    organiser: FlaskClient, app: Flask, linked: tuple[int, int]
) -> None:
    with app.app_context():
        before = all_rows()
    page = organiser.post(f"{PAGE}/{linked[1]}/remove", follow_redirects=True).text
    (way,) = re.findall(r'action="(/events/spring/history/objectives/\d+/undo[^"]*)"', page)
    back = organiser.post(way.replace("&amp;", "&"))
    assert (back.status_code, back.location) == (302, PAGE)
    with app.app_context():
        assert all_rows() == before


def test_restored_from_the_bin_beside_what_came_since(
    organiser: FlaskClient, app: Flask, linked: tuple[int, int]
) -> None:
    """What was linked elsewhere since stays there; the goal that went after it is not pointed to; O1 is the first again."""
    goal, objective = linked
    organiser.post(f"{PAGE}/{objective}/remove")
    organiser.post(f"{PAGE}/goals/{goal}/remove")
    with app.app_context():
        theme, other = (
            db.session.scalars(sa.select(one).limit(1)).one() for one in (Theme, Objective)
        )
        theme.objective_id = other.id
        db.session.commit()
    page = organiser.get(BIN).text
    (address,) = re.findall(
        rf'action="({BIN}/objectives/\d+/restore)"', page.partition("Referral")[2]
    )[:1]
    assert "“Referral” was restored." in organiser.post(address, follow_redirects=True).text
    with app.app_context():
        rows = db.session.scalars(sa.select(Objective).order_by(Objective.position)).all()
        assert [(one.code, one.text.en, one.goal_id) for one in rows] == [
            ("O1", "Referral", None),
            ("O2", "Registers", None),
        ]
        assert db.session.scalars(sa.select(Theme)).one().objective_id == rows[1].id
    assert "no longer in the bin" in organiser.post(address).text


def test_after_thirty_days_it_is_nowhere(
    organiser: FlaskClient, app: Flask, linked: tuple[int, int]
) -> None:
    organiser.post(f"{PAGE}/{linked[1]}/remove")
    stand_at(now() + timedelta(days=30, hours=1))
    with app.app_context():
        forget_removed()
        assert "Referral" not in repr(
            db.session.execute(sa.select(Base.metadata.tables["change"])).all()
        )
    assert "Something was removed." in organiser.get("/events/spring/history").text
    assert "Nothing to restore" in organiser.get(BIN).text


def test_who_may_not_change_a_room_undoes_nothing_there(
    organiser: FlaskClient, sign_in: Any, linked: tuple[int, int]
) -> None:
    page = organiser.post(f"{PAGE}/{linked[1]}/remove", follow_redirects=True).text
    (way,) = re.findall(r'action="(/events/spring/history/objectives/\d+/undo)', page)
    assert (sign_in("viewer").post(way).status_code, sign_in("stranger").post(way).status_code) == (
        403,
        404,
    )
    assert organiser.post(f"{way}?next=https://elsewhere.example/").location == "/"


def test_a_theme_comes_back_from_the_bin(
    organiser: FlaskClient, app: Flask, linked: tuple[int, int]
) -> None:
    with app.app_context():
        theme = db.session.scalars(sa.select(Theme)).one().id
    organiser.post(f"/events/spring/consultation/themes/{theme}/remove")
    (address,) = re.findall(rf'action="({BIN}/themes/\d+/restore)"', organiser.get(BIN).text)
    assert "“Ways” was restored." in organiser.post(address, follow_redirects=True).text
    with app.app_context():
        assert not db.session.get_one(Theme, theme).gone


def test_nobody_is_removed_again_as_the_last_organiser(app: Flask, sign_in, cast: Any) -> None:
    with app.app_context():
        mine = sa.select(Member).where(Member.event_id == cast.event_id)
        team = {one.role: one for one in db.session.scalars(mine)}
        first, second = team[Role.ORGANISER].id, team[Role.LEAD_FACILITATOR].id
        team[Role.LEAD_FACILITATOR].role = Role.ORGANISER
        db.session.commit()
    one, other = sign_in("organiser"), sign_in("lead_facilitator")
    history = "/events/spring/history/team/1"
    assert other.post(f"/events/spring/team/{first}/remove").status_code == 302
    assert other.post(f"{history}/undo").status_code == 302
    assert one.post(f"/events/spring/team/{second}/remove").status_code == 302
    again = one.post(f"{history}/redo")
    assert (again.status_code, "An event needs an organiser." in again.text) == (409, True)
    with app.app_context():
        assert db.session.get(Member, first) is not None


@pytest.mark.both_databases
def test_who_is_needed_by_now_is_not_removed_again(app: Flask, sign_in, cast: Any) -> None:
    with app.app_context():
        office = add_office("Qendra Vatra")
        person = add_worker("Ana Hoxha", office)
        db.session.commit()
        number, office_id, sector = person.id, office.id, office.sector_id
    admin = sign_in("administrator")
    assert admin.post(f"/directory/people/{number}/remove").status_code == 302
    assert admin.post("/planner/history/directory/1/undo").status_code == 302
    with app.app_context():
        db.session.add(
            Participation(
                event_id=cast.event_id,
                person_id=number,
                organisation_id=office_id,
                sector_id=sector,
                standing=Standing.LISTED,
            )
        )
        db.session.commit()
    again = admin.post("/planner/history/directory/1/redo")
    assert (again.status_code, "nothing was redone" in again.text) == (409, True)
