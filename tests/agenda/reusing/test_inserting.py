"""Techniques inserted: how much time there is, what is made of it, and the page."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from facilitate.agenda.kinds import StepKind
from facilitate.agenda.models import AgendaChange, Step
from facilitate.agenda.plan import PARKED, Plan, PlanDay, PlanPlace, PlanStep, PlanStrand
from facilitate.agenda.reusing.inserting import (
    FreeTime,
    add_technique,
    can_divide,
    free_time_at,
    kind_of_technique,
    minutes_for,
    short_title,
)
from facilitate.data.db import db
from facilitate.lib.text import Words
from facilitate.techniques.shelf import shipped_techniques, techniques_with_words
from facilitate.techniques.technique import Range

from ...statements import count_statements

PAGE = "/events/spring/agenda/insert"
DAY = PlanPlace(day=1)


def plan(*steps: PlanStep | PlanStrand) -> Plan:
    return Plan({1: PlanDay(1, date(2027, 3, 18), 540, 720)}).with_rows(*steps)


def top(key: int, minutes: int, pinned: int | None = None) -> PlanStep:
    return PlanStep(key, day=1, rank=str(key), minutes=minutes, pinned=pinned)


def test_the_gap_before_the_next_pin_is_free_whatever_stands_between() -> None:
    day = plan(top(1, 30), top(2, 20), top(3, 60, 630), top(4, 15))
    assert free_time_at(day, DAY, 1) == free_time_at(day, DAY, 2) == FreeTime(40, True)
    assert (
        free_time_at(day, DAY, 3)
        == free_time_at(day, DAY, None)
        == free_time_at(day, DAY, 99)
        == FreeTime(15, False)
    )
    assert free_time_at(day, PARKED, None) is None
    assert free_time_at(plan(), DAY, None) == FreeTime(180, False)


def test_an_overlap_leaves_nothing_free() -> None:
    day = plan(top(1, 120), top(2, 60, 600), top(3, 90))
    assert free_time_at(day, DAY, 1) == FreeTime(0, True)
    assert free_time_at(day, DAY, 3) == FreeTime(0, False)


def test_in_a_block_what_comes_after_the_block_counts() -> None:
    block = [top(1, 0), PlanStep(2, block=1, rank="a", minutes=30), top(3, 30, 600)]
    assert free_time_at(plan(*block), PlanPlace(block=1), 2) == FreeTime(30, True)
    pinned = PlanStep(4, block=1, rank="b", minutes=10, pinned=580)
    assert free_time_at(plan(*block, pinned), PlanPlace(block=1), 2) == FreeTime(10, True)
    strands = [
        PlanStrand(1, 1, "a"),
        PlanStrand(2, 1, "b"),
        PlanStep(2, block=1, strand=1, rank="a", minutes=30),
        PlanStep(5, block=1, strand=2, rank="a", minutes=10),
    ]
    assert free_time_at(
        plan(top(1, 0), *strands, top(3, 30, 600)), PlanPlace(block=1, strand=2), 5
    ) == FreeTime(50, True)
    assert free_time_at(plan(PlanStep(1)), PlanPlace(block=1), None) is None


@pytest.mark.parametrize(
    ("free", "minutes"),
    [
        (None, 60),
        (FreeTime(80, True), 80),
        (FreeTime(10, True), 40),
        (FreeTime(200, True), 90),
        (FreeTime(0, True), 60),
        (FreeTime(45, False), 60),
    ],
)
def test_a_technique_takes_the_gap_as_far_as_it_can(free: FreeTime | None, minutes: int) -> None:
    assert minutes_for(Range(40, 60, 90), free) == minutes


def test_the_kinds_of_techniques() -> None:
    kinds = {key: kind_of_technique(one).value for key, one in shipped_techniques().items()}
    some = {
        key: kinds[key]
        for key in (
            "world-cafe",
            "short-input",
            "donors-panel",
            "working-groups-by-county",
            "plus-delta",
            "energiser",
        )
    }
    assert some == {
        "world-cafe": "cafe",
        "short-input": "talk",
        "donors-panel": "panel",
        "working-groups-by-county": "group",
        "plus-delta": "plenary",
        "energiser": "plenary",
    }


@given(st.sampled_from(sorted(shipped_techniques())), st.integers(1, 300), st.booleans())
def test_minutes_add_up_exactly(key: str, minutes: int, in_steps: bool) -> None:
    one = shipped_techniques()[key]
    made, number = add_technique(plan(top(1, 30)), one, minutes, DAY, 1, in_steps)
    block, inside = made.steps[number], made.inside(number)
    assert len(inside) == (len(one.steps) if in_steps and can_divide(one, DAY) else 0)
    assert sum(step.minutes for step in inside) == (minutes if inside else 0)
    assert [timed.end - timed.start for timed in made.timed(1) if timed.id == number] == [minutes]
    assert (block.title, block.technique, len(block.materials)) == (
        one.name,
        key,
        len(one.materials),
    )
    assert all(step.do and step.internal and not step.technique for step in inside)
    assert [step.id for step in made.at(DAY)] == [1, number]


def test_a_cafe_and_a_technique_in_a_block_stay_one_step() -> None:
    assert not can_divide(shipped_techniques()["world-cafe"], DAY)
    made, number = add_technique(
        plan(top(1, 0)), shipped_techniques()["check-in"], 15, PlanPlace(block=1), -1, True
    )
    assert (made.steps[number].block, made.inside(number), made.steps[number].kind) == (
        1,
        [],
        StepKind.GROUP,
    )


def test_a_title_is_the_first_sentence_cut_between_words() -> None:
    assert short_title(
        Words("Give a minute. Do not fill it.", "Jepni një minutë: jo më shumë")
    ) == Words("Give a minute", "Jepni një minutë")
    long = short_title(Words("word, " * 30)).en
    assert (long.endswith("word…"), len(long) <= 61) == (True, True)


# ---------------------------------------------------------------------------------------------------- the page


def rows(app: Flask) -> list[Step]:
    with app.app_context():
        return list(
            db.session.scalars(sa.select(Step).where(Step.removed_at.is_(None)).order_by(Step.id))
        )


def test_the_page_says_how_much_time_there_is(organiser: FlaskClient, steps) -> None:
    text = organiser.get(f"{PAGE}?after={steps['What you told us']}").text
    assert "Below “What you told us”. 10 minutes are free before the next fixed start." in text
    assert "fits the 10 free minutes" in text
    assert "minutes longer than the free time" in text
    assert text.count('name="technique"') == len(shipped_techniques())


def test_search_without_accents_and_by_family(organiser: FlaskClient, steps) -> None:
    hits = organiser.get(f"{PAGE}?q=ceshtje&in=2027-03-18").text.count('name="technique"')
    assert (
        0
        < hits
        == len(techniques_with_words("çështje", shipped_techniques().values()))
        < len(shipped_techniques())
    )
    text = organiser.get(f"{PAGE}?family=energise").text
    assert text.count('name="technique"') == sum(
        one.family == "energise" for one in shipped_techniques().values()
    )
    assert "Nothing found" in organiser.get(f"{PAGE}?q=zzzz").text


def test_a_technique_comes_in_below_a_step_and_is_undone(
    organiser: FlaskClient, app: Flask, steps
) -> None:
    before = len(rows(app))
    data = {
        "technique": "check-in",
        "minutes": "12",
        "after": steps["What you told us"],
        "in_steps": "y",
    }
    answer = organiser.post(PAGE, data=data)
    made = rows(app)[before:]
    block = next(step for step in made if step.block_id is None)
    assert answer.location == f"/events/spring/agenda?day=2027-03-18#step-{block.id}"
    assert (block.kind, block.technique) == (StepKind.SESSION, "check-in")
    inside = [step for step in made if step.block_id == block.id]
    assert (len(inside), sum(step.minutes for step in inside)) == (
        len(shipped_techniques()["check-in"].steps),
        12,
    )
    with app.app_context():
        assert [change.did for change in db.session.scalars(sa.select(AgendaChange))] == [
            "inserted"
        ]
    organiser.post("/events/spring/agenda/undo")
    assert len(rows(app)) == before


def test_into_a_list_at_its_end(organiser: FlaskClient, app: Flask, steps) -> None:
    organiser.post(PAGE, data={"technique": "plus-delta", "minutes": "15", "in": "parked"})
    made = rows(app)[-1]
    assert (made.day_id, made.block_id, made.minutes, made.title.en) == (
        None,
        None,
        15,
        shipped_techniques()["plus-delta"].name.en,
    )


@pytest.mark.parametrize("minutes", ["", "soon", "-5", "0"])
def test_minutes_that_cannot_be_read_stay_in_the_form(
    organiser: FlaskClient, app: Flask, steps, minutes: str
) -> None:
    before = len(rows(app))
    answer = organiser.post(
        PAGE, data={"technique": "check-in", "minutes": minutes, "in": "2027-03-18"}
    )
    assert (answer.status_code, 'id="wrong-check-in"' in answer.text) == (422, True)
    assert len(rows(app)) == before


@pytest.mark.parametrize(
    "wrong", [{"technique": "gone"}, {"in": "2031-01-01"}, {"in": "block-99999"}]
)
def test_what_is_no_longer_there_is_refused(
    organiser: FlaskClient, app: Flask, steps, wrong: dict[str, str]
) -> None:
    before = len(rows(app))
    data = {"technique": "check-in", "minutes": "10", "in": "2027-03-18", **wrong}
    assert organiser.post(PAGE, data=data).status_code == 409
    assert len(rows(app)) == before


@pytest.mark.parametrize("path", ["insert", "copy", "templates", "templates/conference"])
def test_doors(sign_in, steps, path: str) -> None:
    for name, status in (
        ("organiser", 200),
        ("lead_facilitator", 200),
        ("facilitator", 403),
        ("stranger", 404),
    ):
        assert sign_in(name).get(f"/events/spring/agenda/{path}").status_code == status
    assert sign_in("organiser").get(f"/events/none/agenda/{path}").status_code == 404


@pytest.mark.parametrize("path", ["insert", "copy", "templates", "templates/conference"])
def test_few_questions(organiser: FlaskClient, steps, path: str) -> None:
    organiser.get(f"/events/spring/agenda/{path}")
    with count_statements() as asked:
        organiser.get(f"/events/spring/agenda/{path}")
    assert len(asked) <= 16
