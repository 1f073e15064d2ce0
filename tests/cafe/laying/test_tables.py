"""Tables come with the next number and go without leaving a hole; a café is made once."""

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.agenda.kinds import StepKind
from facilitate.agenda.models import Step
from facilitate.cafe.actions import add_usual_tables, cafe_of, remove_table
from facilitate.cafe.models import Cafe, CafeTable
from facilitate.cafe.queries import cafes_of
from facilitate.data.db import db
from facilitate.events.models import Event

from ...statements import count_statements

pytestmark = pytest.mark.both_databases


def plan_of(step_id: int):
    return cafes_of(db.session.scalars(sa.select(Event)).one())[step_id]


def test_a_table_of_numbers_and_questions_is_copied(app: Flask, cafe: int, cast) -> None:
    with app.app_context():
        plan = plan_of(cafe)
        assert (
            plan.cafe.rounds,
            plan.cafe.minutes,
            plan.cafe.move,
            plan.cafe.harvest,
            plan.seats,
        ) == (
            3,
            20,
            5,
            30,
            30,
        )
        assert [
            (one.number, one.question.en, one.host_id, one.host_name) for one in plan.tables
        ] == [
            (1, "How do we keep people?", cast.members["facilitator"], ""),
            (2, "Who pays?", None, ""),
            (3, "", None, "Ilir Stafa"),
        ]


def test_a_cafe_is_made_once(app: Flask, steps) -> None:
    for _time in range(2):
        with app.app_context():
            cafe_of(steps["A second café"])
            db.session.commit()
    with app.app_context():
        of_step = sa.select(sa.func.count(Cafe.id)).where(Cafe.step_id == steps["A second café"])
        assert db.session.scalar(of_step) == 1


def test_a_table_that_goes_leaves_no_hole_and_is_no_edit_of_the_others(
    app: Flask, cafe: int
) -> None:
    with app.app_context():
        remove_table(plan_of(cafe).tables[0])
        db.session.commit()
    with app.app_context():
        found = [(one.number, one.question.en, one.version) for one in plan_of(cafe).tables]
        assert found == [(1, "Who pays?", 1), (2, "", 1)]


@pytest.mark.one_database
def test_tables_are_laid_until_everybody_has_a_seat(app: Flask, cafe: int) -> None:
    with app.app_context():
        planned = plan_of(cafe).cafe
        assert [add_usual_tables(planned, people) for people in (30, 31, 110, 110)] == [0, 1, 7, 0]
        db.session.commit()
    with app.app_context():
        assert [one.number for one in plan_of(cafe).tables] == list(range(1, 12))


@pytest.mark.parametrize(
    "change", [{"kind": StepKind.PLENARY}, {"removed_at": sa.func.current_timestamp()}]
)
def test_a_step_that_is_no_cafe_any_more_has_none(app: Flask, cafe: int, change) -> None:
    with app.app_context():
        db.session.execute(sa.update(Step).where(Step.id == cafe).values(change))
        assert cafes_of(db.session.scalars(sa.select(Event)).one()) == {}


def test_two_questions_however_many_tables(app: Flask, cafe: int) -> None:
    with app.app_context():
        event = db.session.scalars(sa.select(Event)).one()
        with count_statements() as few:
            cafes_of(event)
        add_usual_tables(plan_of(cafe).cafe, 200)
        db.session.commit()
    with app.app_context():
        event = db.session.scalars(sa.select(Event)).one()
        with count_statements() as many:
            cafes_of(event)
        assert db.session.scalar(sa.select(sa.func.count(CafeTable.id))) == 20
    assert (len(few), len(many)) == (2, 2)
