"""What one event teaches the next: how long steps really took."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from facilitate.agenda.lessons import (
    EVENTS,
    Key,
    StepTiming,
    TimingLesson,
    learn_lessons,
    step_timings,
    sum_timings,
)
from facilitate.agenda.models import Day, LiveAction, Step
from facilitate.agenda.queries import agenda_now_of, plan_of
from facilitate.agenda.timing_history import lessons_for_steps
from facilitate.agenda.wording import timing_lesson_text
from facilitate.data.db import db
from facilitate.events.models import Event, EventKind
from facilitate.lib.text import Words
from facilitate.web.i18n import use_language

from ...statements import count_statements

CAFE = Key.of("world-cafe", Words("World café"))


def took(event: int, longer: int, key: Key = CAFE, step: int = 1) -> StepTiming:
    return StepTiming(event, step, 1, key, "cafe", 60, 60 + longer)


@pytest.mark.parametrize(
    ("longer", "learned"),
    [
        ([12], None),
        ([12, 12], TimingLesson(12, 2, 2)),
        ([12, 20], TimingLesson(16, 2, 2)),
        ([10, 12, 14, 0], TimingLesson(12, 3, 4)),
        ([12, 0], None),
        ([1, 1, 1], None),
        ([-8, -10, 3], TimingLesson(-9, 2, 3)),
        ([10, -10, 0], None),
    ],
)
def test_what_is_learned(longer: list[int], learned: TimingLesson | None) -> None:
    found = learn_lessons(took(event, minutes) for event, minutes in enumerate(longer))
    assert found.get("technique:world-cafe") == found.get("title:world cafe") == learned


def test_an_event_counts_once_however_often_it_did_the_same() -> None:
    rows = [took(1, 10, step=1), took(1, 20, step=2), took(2, 15, step=3)]
    assert learn_lessons(rows)["technique:world-cafe"] == TimingLesson(15, 2, 2)


def test_the_title_counts_without_accents_and_after_the_technique() -> None:
    found = {
        "technique:world-cafe": TimingLesson(5, 2, 2),
        "title:pyetje dhe pergjigje": TimingLesson(9, 2, 2),
    }
    assert Key.of("", Words("Questions", "Pyetje dhe  Përgjigje")).found_in(found) == TimingLesson(
        9, 2, 2
    )
    assert Key.of("world-cafe", Words("", "Pyetje dhe përgjigje")).found_in(found) == TimingLesson(
        5, 2, 2
    )
    assert Key.of("fishbowl", Words("Something else")).found_in(found) is None


@given(st.lists(st.builds(took, st.integers(1, 5), st.integers(-90, 200)), max_size=30))
def test_a_lesson_never_says_more_than_there_was(rows: list[StepTiming]) -> None:
    for one in learn_lessons(rows).values():
        assert EVENTS <= one.events == len({row.event for row in rows})
        assert one.events < 2 * one.times <= 2 * one.events
        assert min(row.longer for row in rows) <= one.minutes <= max(row.longer for row in rows)


def pressed(
    step: int, did: str, minute: float, event: int = 1, strand: int | None = None
) -> SimpleNamespace:
    at = datetime(2027, 3, 18, 9, tzinfo=UTC) + timedelta(minutes=minute)
    return SimpleNamespace(
        event_id=event,
        step_id=step,
        key=f"{event}-{step}-{did}-{minute}",
        did=did,
        at=at,
        planned_minutes=30,
        day=7,
        strand=strand,
        technique="",
        title=Words(f"Step {step}"),
        kind="plenary",
    )


def test_a_start_ends_what_was_on_in_the_same_day_and_group_only() -> None:
    rows = [
        pressed(1, "start", 0),
        pressed(9, "start", 5, strand=3),
        pressed(2, "start", 42),
        pressed(2, "end", 60),
        pressed(9, "end", 35, strand=3),
        pressed(3, "start", 61),
        pressed(8, "start", 20, event=2),
    ]
    found = step_timings(reversed(rows))
    assert {(one.event, one.step): one.minutes for one in found} == {
        (1, 1): 42,
        (1, 2): 18,
        (1, 9): 30,
    }
    total = sum_timings(found, lambda _one: "all")["all"]
    assert (total.planned, total.minutes, total.count, total.longer) == (90, 90, 3, 0)


def test_the_sentence(app: Flask) -> None:
    with app.app_context(), use_language("en"):
        assert (
            timing_lesson_text(TimingLesson(12, 3, 4))
            == "this took 12 minutes longer in 3 of 4 events"
        )
        assert (
            timing_lesson_text(TimingLesson(-8, 2, 2))
            == "this took 8 minutes less in 2 of 2 events"
        )


def test_the_next_event_is_told_what_earlier_ones_took(app: Flask, cast, steps) -> None:
    with app.app_context(), use_language("en"):
        for number in range(3):
            run(number, Words("Registration", "Të tjera"), 30, 42)
            run(number, Words("What lasts"), 60, 60)
        event = db.session.get_one(Event, cast.event_id)
        planned, user = plan_of(event).steps.values(), cast.users["organiser"]
        told = lessons_for_steps(event, planned, agenda_now_of(event, user).more)
        with count_statements() as statements:
            assert lessons_for_steps(event, planned, agenda_now_of(event, user).more) == told
        assert told == {steps["Registration"]: "this took 12 minutes longer in 3 of 3 events"}
        assert len(statements) == 1  # read once until somebody presses again
        run(3, Words("Registration"), 30, 30)
        again = lessons_for_steps(event, planned, agenda_now_of(event, user).more)
        assert again == {steps["Registration"]: "this took 12 minutes longer in 3 of 4 events"}


def run(number: int, title: Words, planned: int, minutes: int) -> None:
    """An earlier event in which one step was run."""
    at = datetime(2026, 3, 18, 9, tzinfo=UTC)
    event = Event(
        slug=f"earlier-{number}-{planned}",
        kind=EventKind.CONFERENCE,
        title=Words("Earlier"),
        description=Words(),
        venue="",
        town="Tiranë",
        first_day=date(2026, 3, 18),
        last_day=date(2026, 3, 18),
        created_at=at,
    )
    db.session.add(event)
    db.session.flush()
    day = Day(event_id=event.id, on=event.first_day)
    db.session.add(day)
    db.session.flush()
    step = Step(
        event_id=event.id, day_id=day.id, rank="a", kind="plenary", title=title, minutes=planned
    )
    db.session.add(step)
    db.session.flush()
    for did, moment in (("start", at), ("end", at + timedelta(minutes=minutes))):
        db.session.add(
            LiveAction(
                event_id=event.id,
                step_id=step.id,
                key=did,
                did=did,
                at=moment,
                planned_minutes=planned,
            )
        )
    db.session.commit()
