"""The order of steps: they move, go and come back, and two people at once lose nothing."""

import multiprocessing
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.agenda.actions import add_step, ensure_days, move, move_to_day, put_back, remove
from facilitate.agenda.models import Day, Step, StepKind
from facilitate.agenda.queries import programme
from facilitate.app import create_app
from facilitate.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words

from ..conftest import settings_for
from ..statements import counted

pytestmark = pytest.mark.both_databases
FIRST, SECOND = ["Registration", "What you told us", "What lasts"], ["World café", "Coffee"]


def do(app: Flask, act: Callable[[Event], object]) -> list[list[str]]:
    """Do that to `spring`, commit, and tell the titles of its days as a new request finds them."""
    with app.app_context():
        act(db.session.scalars(sa.select(Event)).one())
        db.session.commit()
    with app.app_context():
        return [
            [one.step.title.en for one in day.steps]
            for day in programme(db.session.scalars(sa.select(Event)).one())
        ]


def of(steps: dict[str, int], title: str) -> Step:
    return db.session.get_one(Step, steps[title])


def test_up_and_down(app: Flask, steps) -> None:
    up = do(app, lambda event: move(event, of(steps, "What lasts"), up=True))
    assert up == [["Registration", "What lasts", "What you told us"], SECOND]
    assert do(app, lambda event: move(event, of(steps, "What lasts"), up=False)) == [FIRST, SECOND]


def test_at_the_end_a_step_stays(app: Flask, steps) -> None:
    assert do(app, lambda event: move(event, of(steps, "Registration"), up=True)) == [FIRST, SECOND]
    assert do(app, lambda event: move(event, of(steps, "What lasts"), up=False)) == [FIRST, SECOND]


def test_a_move_within_the_day_is_no_edit(app: Flask, steps) -> None:
    do(app, lambda event: move(event, of(steps, "What lasts"), up=True))
    with app.app_context():
        assert set(db.session.scalars(sa.select(Step.version))) == {1}


def test_to_the_end_of_another_day(app: Flask, steps) -> None:
    def act(event: Event) -> None:
        move_to_day(event, of(steps, "Registration"), of(steps, "Coffee").day_id)

    assert do(app, act) == [FIRST[1:], [*SECOND, "Registration"]]


def test_a_step_taken_out_comes_back_where_it_was(app: Flask, steps) -> None:
    assert do(app, lambda event: remove(of(steps, "What you told us"))) == [
        ["Registration", "What lasts"],
        SECOND,
    ]
    assert do(app, lambda event: put_back(of(steps, "What you told us"))) == [FIRST, SECOND]


def test_steps_pass_one_that_is_taken_out(app: Flask, steps) -> None:
    do(app, lambda event: remove(of(steps, "What you told us")))
    moved = do(app, lambda event: move(event, of(steps, "What lasts"), up=True))
    assert moved == [["What lasts", "Registration"], SECOND]


def test_a_step_that_was_taken_out_meanwhile_does_not_move(app: Flask, steps) -> None:
    do(app, lambda event: remove(of(steps, "Registration")))
    assert do(app, lambda event: move(event, of(steps, "Registration"), up=False)) == [FIRST[1:], SECOND]


@pytest.mark.parametrize(("after", "at"), [(None, 3), ("Registration", 1), ("Coffee", 3)])
def test_a_new_step_stands_at_the_end_or_below_another_of_its_day(
    app: Flask, steps, after: str | None, at: int
) -> None:
    def act(event: Event) -> None:
        new = Step(
            day_id=of(steps, "Registration").day_id, kind=StepKind.NOTE, minutes=0, title=Words("New"),
            aim=Words(), say=Words(), do=Words(), materials=Words(),
        )  # fmt: skip
        add_step(event, new, of(steps, after) if after else None)

    assert do(app, act) == [[*FIRST[:at], "New", *FIRST[at:]], SECOND]


def dates(app: Flask) -> list[date]:
    with app.app_context():
        return list(db.session.scalars(sa.select(Day.on).order_by(Day.on)))


def test_days_are_made_once(app: Flask, cast) -> None:
    do(app, ensure_days)
    do(app, ensure_days)
    assert dates(app) == [date(2027, 3, 18), date(2027, 3, 19)]


def test_days_move_along_with_their_event(app: Flask, steps) -> None:
    def postpone(event: Event) -> None:
        event.first_day, event.last_day = date(2027, 3, 19), date(2027, 3, 20)
        ensure_days(event)

    assert do(app, postpone) == [FIRST, SECOND]
    assert dates(app) == [date(2027, 3, 19), date(2027, 3, 20)]


def test_a_shorter_event_keeps_the_day_outside_until_it_is_empty(app: Flask, steps) -> None:
    def shorten(event: Event) -> None:
        event.last_day = event.first_day

    assert do(app, shorten) == [FIRST, SECOND]
    emptied = do(
        app, lambda event: [move_to_day(event, of(steps, one), of(steps, FIRST[0]).day_id) for one in SECOND]
    )
    assert emptied == [[*FIRST, *SECOND]]


def test_the_programme_asks_five_questions_however_long_it_is(app: Flask, steps) -> None:
    with app.app_context(), counted() as few:
        programme(db.session.scalars(sa.select(Event)).one())
    with app.app_context():
        event = db.session.scalars(sa.select(Event)).one()
        for _number in range(20):
            new = Step(
                day_id=of(steps, "Registration").day_id, kind=StepKind.GROUP, minutes=10, title=Words("More"),
                aim=Words(), say=Words(), do=Words(), materials=Words(),
            )  # fmt: skip
            add_step(event, new)
        db.session.commit()
    with app.app_context(), counted() as many:
        programme(db.session.scalars(sa.select(Event)).one())
    assert (len(few), len(many)) == (6, 6)  # the event itself is one


PROCESSES, TIMES = 3, 15


def shuffle(url: str, folder: Path, step_id: int, day_ids: list[int]) -> None:
    """What each organiser does: move one step up, down, and to the other day, again and again."""
    app = create_app(settings_for(folder, url))
    for turn in range(TIMES):
        with app.app_context():
            event = db.session.scalars(sa.select(Event)).one()
            step = db.session.get_one(Step, step_id)
            if turn % 3 == 2:
                move_to_day(event, step, day_ids[turn % 2])
            else:
                move(event, step, up=turn % 2 == 0)
            db.session.commit()


def test_organisers_who_move_at_once_lose_nothing(app: Flask, steps, database: str, tmp_path: Path) -> None:
    with app.app_context():
        day_ids = list(db.session.scalars(sa.select(Day.id).order_by(Day.on)))
    context = multiprocessing.get_context("spawn")
    ids = list(steps.values())[:PROCESSES]
    organisers = [context.Process(target=shuffle, args=(database, tmp_path, one, day_ids)) for one in ids]
    for organiser in organisers:
        organiser.start()
    for organiser in organisers:
        organiser.join()
    assert [organiser.exitcode for organiser in organisers] == [0] * PROCESSES
    with app.app_context():
        rows = db.session.execute(sa.select(Step.day_id, Step.position)).all()
        assert len(rows) == len(set(rows)) == 5
