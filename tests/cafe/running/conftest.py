"""The clock of the first café at a moment of one's choosing, its public page open, and a café of 300 people and five rounds."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.cafe.actions import add_table, cafe_of, save_seating
from facilitate.cafe.addresses import guest_token
from facilitate.cafe.models import Cafe, CafeClock, CafeTable, SeatingCause
from facilitate.cafe.running.actions import open_find
from facilitate.cafe.seats import Seating
from facilitate.data.db import db
from facilitate.directory.models import Person
from facilitate.lib.text import Words
from facilitate.participation.models import Participation, Standing

from ... import moment
from ...scenes import keep_scene


@pytest.fixture
def clock_at(app: Flask) -> Callable[..., None]:
    """Sets the clock: a phase of a round that began some seconds ago, paused with so many left, or None: not begun."""

    def set_to(
        step_id: int, round: int, phase: str, ago: float = 0, left: int | None = None
    ) -> None:
        with app.app_context():
            cafe = cafe_of(step_id)
            db.session.execute(sa.delete(CafeClock).where(CafeClock.cafe_id == cafe.id))
            since = moment.now() - timedelta(seconds=ago)
            db.session.add(
                CafeClock(
                    cafe_id=cafe.id, round=round, phase=phase, since=since, extra=0, left=left
                )
            )
            db.session.commit()

    return set_to


@pytest.fixture
def kept(app: Flask) -> Callable[[int], tuple[int, tuple[object, ...] | None]]:
    """What is kept of a café: rounds held, and round, phase, extra and left of its clock."""

    def now(step_id: int) -> tuple[int, tuple[object, ...] | None]:
        with app.app_context():
            cafe = db.session.scalars(sa.select(Cafe).where(Cafe.step_id == step_id)).one()
            row = db.session.scalar(sa.select(CafeClock).where(CafeClock.cafe_id == cafe.id))
            return cafe.held, (row.round, row.phase, row.extra, row.left) if row else None

    return now


@pytest.fixture
def token(app: Flask, seated: int) -> str:
    """Opens the page on which the people of the first café find their seats."""
    return open_cafe(app, seated)


def open_cafe(app: Flask, step_id: int) -> str:
    """Opens it for any café; the token of its address."""
    with app.app_context():
        cafe = cafe_of(step_id)
        open_find(cafe)
        db.session.commit()
        return cafe.token


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A phone that speaks English and that nobody signed in with."""
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def me(app: Flask) -> Callable[[int, str], str]:
    """The address of somebody's own page, by the café's step and their key."""

    def of(step_id: int, key: str) -> str:
        with app.test_request_context():
            cafe = db.session.scalars(sa.select(Cafe).where(Cafe.step_id == step_id)).one()
            return f"/cafe/me/{guest_token(cafe, key)}"

    return of


@pytest.fixture
@keep_scene
def large(app: Flask, cast, steps, people) -> int:
    """300 people at 30 tables for five rounds, seated by counting; the id of the step. Its page is open."""
    with app.app_context():
        cafe = cafe_of(steps["A second café"])
        cafe.rounds = 5
        for number in range(30):
            add_table(
                cafe, CafeTable(question=Words(f"Question {number}", f"Pyetja {number}"), seats=10)
            )
        one = db.session.get_one(Participation, min(people.values()))
        keys = []
        for number in range(300):
            person = Person(
                given_name=f"Person{number:03d}",
                family_name="Çelaj",
                organisation_id=one.organisation_id,
                position=Words(),
                email="",
                phone="",
            )
            db.session.add(person)
            db.session.flush()
            row = Participation(
                event_id=cast.event_id,
                person_id=person.id,
                organisation_id=one.organisation_id,
                sector_id=one.sector_id,
                county_id=one.county_id,
                standing=Standing.COMING,
            )
            db.session.add(row)
            db.session.flush()
            keys.append(f"p{row.id}")
        tables = tuple(
            db.session.scalars(
                sa.select(CafeTable.id)
                .where(CafeTable.cafe_id == cafe.id)
                .order_by(CafeTable.number)
            )
        )
        rounds = tuple(
            tuple(
                tuple(keys[(table + round * seat) % 30 * 10 + seat] for seat in range(10))
                for table in range(30)
            )
            for round in range(5)
        )
        save_seating(cafe, Seating(tables, rounds), SeatingCause.SEATED, by=None)
        open_find(cafe)
        db.session.commit()
        return cafe.step_id
