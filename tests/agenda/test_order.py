"""The agenda in the database: written, undone, redone; two people at once lose nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.agenda.actions import plan_to_change, write_plan
from facilitate.agenda.history import AgendaAct, plan_before
from facilitate.agenda.models import AgendaChange, Day, Step
from facilitate.agenda.placing import (
    add_strand,
    add_to_plan,
    duplicate_in_plan,
    move_in_plan,
    remove_from_plan,
)
from facilitate.agenda.plan import (
    PARKED,
    Plan,
    PlanMaterial,
    PlanPlace,
    PlanRoom,
    PlanSpeaker,
    PlanStep,
    PlanStrand,
)
from facilitate.agenda.programmes import programme_of
from facilitate.agenda.queries import changes_since, plan_of, revision_of
from facilitate.agenda.undoing import plan_of_existing, undo_latest
from facilitate.data.db import db
from facilitate.events.models import Event, Member
from facilitate.lib.text import Words
from facilitate.techniques.technique import QuantityBasis
from facilitate.web.app import create_app
from facilitate.web.refused import Refused

from ..conftest import settings_for
from ..processes import run_at_once
from ..statements import count_statements

pytestmark = pytest.mark.both_databases
FIRST, SECOND = ["Registration", "What you told us", "What lasts"], ["World café", "Coffee"]


def event() -> Event:
    return db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()


def plan_now(app: Flask) -> Plan:
    with app.app_context():
        return plan_of(event())


def titles(app: Flask) -> list[list[str]]:
    with app.app_context():
        return [[one.step.title.en for one in day.steps] for day in programme_of(event())]


def do(app: Flask, rule: Callable[[Plan], Plan], by: int = 1) -> Plan:
    """Change the agenda of `spring` by a rule as that user, commit, and give it as a new request finds it."""
    with app.app_context():
        before = plan_to_change(event())
        write_plan(event(), before, rule(before), AgendaAct.EDITED, by=by, about=Words("x"))
        db.session.commit()
    return plan_now(app)


def take_back(app: Flask, by: int = 1, again: bool = False) -> Plan:
    with app.app_context():
        undo_latest(event(), by, again)
        db.session.commit()
    return plan_now(app)


def day(app: Flask, number: int) -> int:
    return plan_now(app).in_order[number - 1].id


def test_a_move_is_written_and_touches_nothing_else(app: Flask, steps) -> None:
    with app.app_context():
        before = {row.id: (row.day_id, row.rank) for row in db.session.scalars(sa.select(Step))}
    do(
        app,
        lambda plan: move_in_plan(
            plan, [steps["What lasts"]], PlanPlace(plan.in_order[0].id), None
        ),
    )
    assert titles(app) == [["What lasts", "Registration", "What you told us"], SECOND]
    with app.app_context():
        after = {row.id: (row.day_id, row.rank) for row in db.session.scalars(sa.select(Step))}
    assert [key for key in after if after[key] != before[key]] == [steps["What lasts"]]


FULL = PlanStep(
    -5,
    kind=None,
    title=Words("All of it", "Gjithçka ☕"),
    minutes=45,
    pinned=1470,
    technique="world-cafe",  # type: ignore[arg-type]
    speakers=(PlanSpeaker("Ana Hoxha"), PlanSpeaker("Besnik Kola")),
    about=Words("For all", "=1+1"),
    say=Words("Say"),
    materials=(PlanMaterial(Words("markers", "markerë"), 4, QuantityBasis.TABLE),),
    internal=True,
    people=20,
    groups=3,
)


def test_everything_in_a_step_is_kept(app: Flask, steps, cast) -> None:
    one, objective = (
        plan_now(app).steps[steps["World café"]],
        plan_now(app).steps[steps["World café"]].objectives,
    )
    members = sorted(cast.members.values())

    def rule(plan: Plan) -> Plan:
        plan = plan.with_rows(PlanRoom(-1, "Dhoma 2", 40))
        step = replace(
            FULL,
            kind=one.kind,
            day=one.day,
            room=-1,
            lead=members[0],
            note_taker=members[1],
            supporters=(members[2], members[3]),
            objectives=objective,
        )
        return add_to_plan(plan, step)

    plan = do(app, rule)
    made = next(step for step in plan.steps.values() if step.title.en == "All of it")
    room = next(room for room in plan.rooms.values() if room.name == "Dhoma 2")
    assert room.capacity == 40
    assert made == replace(
        FULL,
        id=made.id,
        kind=one.kind,
        day=one.day,
        rank=made.rank,
        room=room.id,
        lead=members[0],
        note_taker=members[1],
        supporters=(members[2], members[3]),
        objectives=objective,
    )


def test_blocks_and_strands_are_written_with_what_they_hold(app: Flask, steps) -> None:
    coffee = steps["Coffee"]

    def rule(plan: Plan) -> Plan:
        plan = add_to_plan(
            plan, PlanStep(-1, plan.steps[coffee].day, title=Words("Groups"), minutes=60), coffee
        )
        plan = add_strand(plan, PlanStrand(-1, -1, name=Words("North"), people=30))
        plan = add_to_plan(
            plan, PlanStep(-2, block=-1, strand=-1, title=Words("Round"), minutes=25)
        )
        return duplicate_in_plan(plan, [-1])

    plan = do(app, rule)
    assert [[step.title.en for step in plan.walk(PlanPlace(one.id))] for one in plan.in_order][
        1
    ] == [
        *SECOND,
        "Groups",
        "Round",
        "Groups",
        "Round",
    ]
    assert [(one.name.en, one.people) for one in plan.strands.values()] == [("North", 30)] * 2
    assert [one.end - one.start for one in plan.timed(day(app, 2))][2:] == [25, 25, 25, 25]
    gone = take_back(app)
    assert titles(app) == [FIRST, SECOND]
    assert gone.strands == {}
    assert take_back(app, again=True) == plan


def test_undo_and_redo_after_reload_each_for_oneself(app: Flask, steps, cast) -> None:
    mine, theirs = list(cast.users.values())[:2]
    start = plan_now(app)
    moved = do(app, lambda plan: move_in_plan(plan, [steps["Coffee"]], PARKED), by=mine)
    renamed = do(
        app,
        lambda plan: plan.with_rows(replace(plan.steps[steps["Registration"]], minutes=40)),
        by=theirs,
    )
    removed = do(app, lambda plan: remove_from_plan(plan, [steps["What lasts"]]), by=mine)
    assert take_back(app, by=mine) == renamed
    assert take_back(app, by=mine) == start.with_rows(renamed.steps[steps["Registration"]])
    assert take_back(app, by=mine) == start.with_rows(renamed.steps[steps["Registration"]])
    take_back(app, by=mine, again=True)
    assert take_back(app, by=mine, again=True) == removed
    assert take_back(app, by=mine, again=True) == removed
    assert (
        take_back(app, by=theirs).steps[steps["Registration"]] == moved.steps[steps["Registration"]]
    )


def test_who_does_something_new_gives_up_what_was_undone(app: Flask, steps) -> None:
    do(app, lambda plan: move_in_plan(plan, [steps["Coffee"]], PARKED))
    take_back(app)
    plan = do(app, lambda plan: remove_from_plan(plan, [steps["Registration"]]))
    assert take_back(app, again=True) == plan


def test_what_somebody_changed_since_is_not_undone(app: Flask, steps, cast) -> None:
    mine, theirs = list(cast.users.values())[:2]
    do(app, lambda plan: plan.with_rows(replace(plan.steps[steps["Coffee"]], minutes=25)), by=mine)
    plan = do(
        app,
        lambda plan: plan.with_rows(replace(plan.steps[steps["Coffee"]], minutes=30)),
        by=theirs,
    )
    with pytest.raises(Refused, match="Somebody has changed “Coffee” since"):
        take_back(app, by=mine)
    assert plan_now(app) == plan


def test_a_step_put_back_keeps_its_people_unless_they_left(app: Flask, steps, cast) -> None:
    before = plan_now(app)
    do(app, lambda plan: remove_from_plan(plan, [steps["What you told us"]]))
    with app.app_context():
        db.session.delete(db.session.get_one(Member, cast.members["staff"]))
        db.session.commit()
    step = before.steps[steps["What you told us"]]
    assert take_back(app).steps[step.id] == replace(step, supporters=())


def test_the_agenda_as_it_was_when_somebody_opened_it(app: Flask, steps) -> None:
    before = do(app, lambda plan: move_in_plan(plan, [steps["Coffee"]], PARKED))
    with app.app_context():
        opened = revision_of(event())
    do(app, lambda plan: remove_from_plan(plan, [steps["Registration"]]))
    take_back(app)
    take_back(app)  # what was done before it was opened counts too
    with app.app_context():
        assert plan_before(plan_of(event()), changes_since(event(), opened)) == before


def test_what_is_no_longer_there_is_left_out(app: Flask, steps) -> None:
    with app.app_context():
        plan = plan_of(event())
        step = plan.steps[steps["Coffee"]]
        old = replace(
            step, lead=9999, objectives=(9999,), room=9999, speakers=(PlanSpeaker("Ana", 9999),)
        )
        assert plan_of_existing(event(), plan.with_rows(old)).steps[step.id] == replace(
            step, speakers=(PlanSpeaker("Ana"),)
        )


def dates(app: Flask) -> list[date]:
    with app.app_context():
        return list(db.session.scalars(sa.select(Day.on).order_by(Day.on)))


def test_days_are_made_once(app: Flask, cast) -> None:
    for _time in range(2):
        do(app, lambda plan: plan)
    assert dates(app) == [date(2027, 3, 18), date(2027, 3, 19)]
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(AgendaChange.id))) == 0


def postpone(app: Flask, first: date, last: date) -> None:
    with app.app_context():
        event().first_day, event().last_day = first, last
        db.session.commit()


def test_days_move_along_with_their_event(app: Flask, steps) -> None:
    postpone(app, date(2027, 3, 19), date(2027, 3, 20))
    assert titles(app) == [FIRST, SECOND]
    do(app, lambda plan: plan)
    assert titles(app) == [FIRST, SECOND]
    assert dates(app) == [date(2027, 3, 19), date(2027, 3, 20)]


def test_a_shorter_event_keeps_the_day_outside_until_it_is_empty(app: Flask, steps) -> None:
    postpone(app, date(2027, 3, 18), date(2027, 3, 18))
    assert titles(app) == [FIRST, SECOND]
    do(
        app,
        lambda plan: move_in_plan(
            plan,
            [steps[one] for one in SECOND],
            PlanPlace(plan.in_order[0].id),
            steps["What lasts"],
        ),
    )
    assert titles(app) == [[*FIRST, *SECOND]]


@pytest.mark.one_database
def test_the_programme_asks_as_much_however_long_it_is(app: Flask, steps) -> None:
    with app.app_context(), count_statements() as few:
        programme_of(event())
    do(
        app,
        lambda plan: duplicate_in_plan(duplicate_in_plan(plan, list(plan.steps)), list(plan.steps)),
    )
    with app.app_context(), count_statements() as many:
        programme_of(event())
    assert len(few) == len(many) <= 12


def test_a_place_that_two_came_to_share_is_no_change_of_either(app: Flask, steps) -> None:
    first, second = (PlanPlace(day.id) for day in plan_now(app).in_order)
    registration, told, lasts, cafe, coffee = (steps[one] for one in [*FIRST, *SECOND])
    do(app, lambda plan: move_in_plan(plan, [told], second, coffee), by=1)
    do(app, lambda plan: move_in_plan(plan, [cafe], first, registration), by=2)
    take_back(app, by=1)
    do(app, lambda plan: move_in_plan(plan, [lasts], first), by=3)
    assert titles(app)[0] == ["What lasts", "Registration", "What you told us", "World café"]
    take_back(app, by=2)
    assert titles(app) == [["What lasts", "Registration", "What you told us"], SECOND]


PROCESSES, TIMES = 3, 15


def shuffle(url: str, folder: Path, step_id: int, user: int) -> None:
    """What each organiser does: move one step first, last and to the parking area, and take that back."""
    app = create_app(settings_for(folder, url))
    for turn in range(TIMES):
        with app.app_context():
            before = plan_to_change(event())
            places = [PlanPlace(before.in_order[0].id), PlanPlace(before.in_order[1].id), PARKED]
            if turn % 5 == 4:
                undo_latest(event(), user)
            else:
                after = move_in_plan(before, [step_id], places[turn % 3], None if turn % 2 else -1)
                write_plan(event(), before, after, AgendaAct.MOVED, by=user)
            db.session.commit()


def test_organisers_who_move_at_once_lose_nothing(
    app: Flask, steps, cast, database: str, tmp_path: Path
) -> None:
    start = plan_now(app)
    ids, users = list(steps.values())[:PROCESSES], list(cast.users.values())[:PROCESSES]
    run_at_once(
        shuffle, [(database, tmp_path, one, user) for one, user in zip(ids, users, strict=True)]
    )
    plan = plan_now(app)
    assert sorted(plan.steps) == sorted(steps.values())
    with (
        app.app_context()
    ):  # every change is remembered as it was made: taken back one by one they lead to the start
        assert plan_before(plan, changes_since(event(), 0)) == start
