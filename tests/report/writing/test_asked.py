"""Nothing stakeholders asked for is lost by the status of an objective: each theme stands in the report once."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitate.agenda.plan import Plan, PlanDay, PlanStep
from facilitate.consultation.sharing.summary import HeardTheme, Spread, Summary
from facilitate.events.models import AgreementStatus, Goal, Objective
from facilitate.lib.text import Words
from facilitate.notes.models import ActionStatus
from facilitate.report.proceedings import (
    Bullets,
    Exhibit,
    ReportHeading,
    ReportPicture,
    ReportTable,
    Section,
    Trail,
)
from facilitate.report.writing.asked_chapter import asked_section
from facilitate.web.i18n import use_language

THEMES = [1, 2, 3, 4, 5]
statuses = st.lists(st.sampled_from(AgreementStatus), min_size=1, max_size=4)
taken_up = st.lists(st.integers(0, 4), min_size=5, max_size=5)
served = st.lists(st.booleans(), min_size=4, max_size=4)


def heard(theme: int, goal: int | None = None, unserved: str = "") -> HeardTheme:
    return HeardTheme(
        theme=theme,
        name=f"Theme {theme}",
        description="",
        numbers=(),
        answers=10 * theme,
        spread=next(iter(Spread)),
        heard_in=3,
        goal=goal,
        unserved=unserved,
    )


DAY = date(2027, 3, 18)


def material(states: list[AgreementStatus], by_objective: list[int], in_a_step: list[bool]) -> Any:
    """An event with an objective for each status; each theme belongs to one of them, or to none."""
    objectives = [
        Objective(
            id=number,
            position=number,
            text=Words(f"Aim {number}"),
            result=Words(),
            unserved_why=Words(),
            passed_to=Words(),
            status=status,
        )
        for number, status in enumerate(states, 1)
    ]
    themes: dict[int, list[int]] = {}
    for theme, number in zip(THEMES, by_objective, strict=True):
        themes.setdefault(number if number <= len(states) else 0, []).append(theme)
    steps = {
        one.id: PlanStep(one.id, day=1, title=Words(f"Step {one.id}"), objectives=(one.id,))
        for one, there in zip(objectives, in_a_step, strict=False)
        if there
    }
    summary = Summary(
        **{name: "" for name in ("language", "event", "when", "place", "asked", "made_of_it")},
        questions=(),
        invited=None,
        answers=150,
        parts=(),
        results=(),
        themes=[heard(theme) for theme in THEMES],
        quotes=(),
        aims=(),
    )
    days = [SimpleNamespace(steps=[SimpleNamespace(id=key, steps=()) for key in steps])]
    return SimpleNamespace(
        begun=True,
        language="en",
        summary=summary,
        objectives=objectives,
        themes=themes,
        goals=[
            Goal(id=7, position=1, text=Words("Fewer repeat cases"), status=AgreementStatus.AGREED)
        ],
        event=SimpleNamespace(first_day=DAY, last_day=DAY),
        plan=Plan(days={1: PlanDay(1, DAY)}, steps=steps),
        days=days,
        decisions=[],
        actions=[],
        points={},
        written=dict.fromkeys(steps, 0),
    )


def trails_in(section: Section) -> list[Trail]:
    """The ways of objectives that are told in it."""
    exhibits = [block for block in section.blocks if isinstance(block, Exhibit)]
    return [one for block in exhibits for one in block.blocks if isinstance(one, Trail)]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states=statuses, by_objective=taken_up, in_a_step=served)
def test_every_theme_heard_is_told_once(
    app: Flask, states: list[AgreementStatus], by_objective: list[int], in_a_step: list[bool]
) -> None:
    with app.test_request_context():
        section = asked_section(material(states, by_objective, in_a_step))
    trails = trails_in(section)
    in_trails = [link.text for trail in trails for link in trail.stations[1].links]
    at = [
        getattr(block, "text", "") for block in section.blocks if isinstance(block, ReportHeading)
    ]
    loose = [text for block in section.blocks if isinstance(block, Bullets) for text in block.items]
    told = sorted([*in_trails, *(text.split(" (")[0] for text in loose)])
    assert told == [f"Theme {theme}" for theme in THEMES]
    assert bool(loose) == ("Asked for, but not taken up this time" in at)


def test_an_idea_that_was_worked_on_is_told_as_one(app: Flask) -> None:
    with app.test_request_context():
        section = asked_section(
            material([AgreementStatus.IDEA, AgreementStatus.IDEA], [1, 1, 2, 2, 0], [True, False])
        )
    [trail] = trails_in(section)
    assert trail.title == "O1 · Aim 1 (an idea, not agreed on)"
    assert [link.text for link in trail.stations[0].links][0].startswith("Theme 1 (10 of 150")


def test_the_way_is_a_picture_with_the_same_in_a_table(app: Flask) -> None:
    """The picture names nothing: words that are hidden later would stay in it. Two themes may stand in one answer: no sum."""
    states = [AgreementStatus.AGREED, AgreementStatus.AGREED]
    with app.test_request_context():
        section = asked_section(material(states, [0, 1, 2, 2, 0], [True, False]))
    [rivers] = [
        block
        for block in section.blocks
        if isinstance(block, Exhibit) and block.key == "asked-rivers"
    ]
    picture, table, steps = rivers.blocks
    assert isinstance(picture, ReportPicture)
    assert isinstance(table, ReportTable)
    for drawn in (picture.content.decode(), picture.narrow.decode()):
        assert ("O1" in drawn, "O2" in drawn) == (True, True)
        assert [word for word in ("Aim", "Theme 1", "Step 1") if word in drawn] == []
    assert table.rows == (
        ("O1", "20", "1", "0", "–"),
        ("O2", "at least 40", "–", "0", "–"),
    )
    assert steps.rows == (("1", "Step 1", "0"),)


def test_steps_have_the_numbers_that_every_paper_gives_them(app: Flask) -> None:
    """Of two days: the second step of the second day is 2·2, and what stands on no day has none."""
    event = material([AgreementStatus.AGREED], [1, 0, 0, 0, 0], [True])
    next_day = DAY + timedelta(days=1)
    event.event = SimpleNamespace(first_day=DAY, last_day=next_day)
    titles = {1: "Opening", 2: "Coffee", 3: "Panel", 4: "Later"}
    event.plan = Plan(
        days={1: PlanDay(1, DAY), 2: PlanDay(2, next_day)},
        steps={
            n: PlanStep(n, day=day, title=Words(titles[n]), rank=str(n), objectives=served)
            for n, day, served in ((1, 1, ()), (2, 2, ()), (3, 2, (1,)), (4, None, (1,)))
        },
    )
    event.days = [SimpleNamespace(steps=[SimpleNamespace(id=n, steps=()) for n in (1, 2, 3, 4)])]
    event.written = dict.fromkeys(titles, 0)
    with app.test_request_context():
        section = asked_section(event)
    [rivers] = [one for one in section.blocks if getattr(one, "key", "") == "asked-rivers"]
    picture, table, steps = rivers.blocks
    assert table.rows[0][2] == "2·2, –"
    assert [row[:2] for row in steps.rows] == [("2·2", "Panel"), ("–", "Later")]
    assert ">2·2<" in picture.content.decode()


def test_in_the_picture_a_decision_comes_from_the_step_it_was_made_in(app: Flask) -> None:
    event = material([AgreementStatus.AGREED], [1, 0, 0, 0, 0], [True])
    event.plan = Plan(
        steps={n: PlanStep(n, day=1, title=Words(f"Step {n}"), objectives=(1,)) for n in (1, 2)}
    )
    event.days = [SimpleNamespace(steps=[SimpleNamespace(id=n, steps=()) for n in (1, 2)])]
    event.written = {1: 3, 2: 0}
    row = SimpleNamespace(objective_id=1, step_id=1)
    event.decisions = [SimpleNamespace(id=5, row=row)]
    event.cleared = SimpleNamespace(decision=lambda _number: "One form for all")
    with app.test_request_context():
        section = asked_section(event)
    [rivers] = [one for one in section.blocks if getattr(one, "key", "") == "asked-rivers"]
    # asked for → objective, objective → each of two steps, one step → the decision
    assert rivers.blocks[0].content.decode().count("<path") == 4


def test_an_objective_of_the_teams_own_says_to_whom_it_was_postponed(app: Flask) -> None:
    """Whatever its status; of one that a step served, what was written before is told no more."""
    event = material([AgreementStatus.AGREED, *[AgreementStatus.IDEA] * 3], [0] * 5, [True])
    for one in event.objectives[:3]:
        one.unserved_why, one.passed_to = Words("The law comes first"), Words("the ministry")
    with app.test_request_context():
        trails = trails_in(asked_section(event))
    told = {
        trail.title: [link.text for one in trail.stations for link in one.links] for trail in trails
    }
    why = ["The law comes first. Passed on to: the ministry"]
    assert told == {
        "O1 · Aim 1": ["Step 1"],
        "O2 · Aim 2 (an idea, not agreed on)": why,
        "O3 · Aim 3 (an idea, not agreed on)": why,
    }


def test_what_nothing_served_says_why_and_who_looks_after_it(app: Flask) -> None:
    """Also of an objective that was agreed and that no step served; a theme that became a goal is no loose end."""
    event = material(
        [AgreementStatus.AGREED, AgreementStatus.IDEA], [1, 2, 0, 0, 0], [False, False]
    )
    event.summary = replace(
        event.summary,
        themes=[
            heard(1, unserved="No speaker was free."),
            heard(2, unserved="The law comes first. Passed on to: the ministry"),
            heard(3),
            heard(4, goal=7, unserved="Written before it was a goal."),
            heard(5, goal=8),
        ],
    )
    with app.test_request_context():
        section = asked_section(event)
    [trail] = trails_in(section)
    why = [one for one in trail.stations if one.name == "Why not this time"]
    assert [link.text for one in why for link in one.links] == ["No speaker was free."]
    blocks = section.blocks
    lists = {
        getattr(head, "text", ""): body.items
        for head, body in pairwise(blocks)
        if isinstance(body, Bullets)
    }
    assert lists == {
        "Asked for, and made a goal": ("Theme 4 (40 of 150 answers) → G1 · Fewer repeat cases",),
        "Asked for, but not taken up this time": (
            "Theme 2 (20 of 150 answers) – The law comes first. Passed on to: the ministry",
            "Theme 3 (30 of 150 answers)",
            "Theme 5 (50 of 150 answers)",
        ),
    }


def test_what_a_block_holds_came_out_of_what_it_serves(app: Flask) -> None:
    event = material([AgreementStatus.AGREED], [1, 1, 0, 0, 0], [True])
    inside = PlanStep(9, block=1, title=Words("In groups"))
    event.plan = Plan(steps={**event.plan.steps, 9: inside})
    event.days = [SimpleNamespace(steps=[SimpleNamespace(id=1, steps=(SimpleNamespace(id=9),))])]
    event.written = {1: 0, 9: 4}
    with app.test_request_context():
        [trail] = trails_in(asked_section(event))
    [came] = [one for one in trail.stations if one.name == "What came out"]
    assert [link.text for link in came.links] == ["In groups: 4 points noted"]


def test_how_actions_ended_is_told_whole_in_the_picture_of_a_phone(app: Flask) -> None:
    event = material([AgreementStatus.AGREED], [1, 0, 0, 0, 0], [True])
    event.actions = [
        SimpleNamespace(id=key, row=SimpleNamespace(objective_id=1, step_id=1, status=status))
        for key, status in enumerate([*ActionStatus, *ActionStatus])
    ]
    event.cleared = SimpleNamespace(action=lambda _number: "A form for all")
    with app.test_request_context():
        for code, ends in (
            ("en", "2 carried out 2 still open 2 dropped"),
            ("sq", "2 të kryera 2 ende të hapura 2 të hequra"),
        ):
            with use_language(code):
                section = asked_section(event)
            [rivers] = [one for one in section.blocks if getattr(one, "key", "") == "asked-rivers"]
            for drawn in (rivers.blocks[0].content.decode(), rivers.blocks[0].narrow.decode()):
                said = " ".join(re.findall(r"<text[^>]*>([^<]*)<", drawn))
                assert (said.endswith(ends), "…" in said) == (True, False), said
