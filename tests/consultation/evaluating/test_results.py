"""What an evaluation comes to: means, small groups left out, editions compared."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from hypothesis import given as for_all
from hypothesis import strategies as st
from openpyxl import load_workbook

from facilitate.api.reading_results import _counted
from facilitate.consultation.evaluating.gathering import evaluation_results, note_evaluation_told
from facilitate.consultation.evaluating.results import (
    Results,
    SectorMean,
    is_mean_blurred,
    means_by_sector,
    outside_scale,
    scale_mean,
)
from facilitate.consultation.evaluating.sheet import evaluation_to_sheet
from facilitate.consultation.models import QuestionKind
from facilitate.data.db import db
from facilitate.events.models import Event, EventKind
from facilitate.lib.text import Words
from facilitate.web.i18n import use_language

from ... import moment
from .conftest import Evaluation, give_answer, make_evaluation

STEPS = ["1", "2", "3", "4", "5"]


def look(app: Flask, event_id: int, **how: bool) -> Results:
    with app.test_request_context(), use_language("en"):
        found = evaluation_results(db.session.get_one(Event, event_id), **how)
        assert found is not None
        return found


@pytest.mark.parametrize(
    ("counts", "wanted"), [([0, 0, 0, 0, 0], None), ([1, 0, 0, 0, 1], 3.0), ([0, 0, 0, 3, 1], 4.25)]
)
def test_the_mean_of_a_scale(counts: list[int], wanted: float | None) -> None:
    assert scale_mean(counts) == wanted


def test_a_sector_of_two_is_left_out_with_one_that_hides_it() -> None:
    counts = {"a": [0, 0, 0, 0, 9], "b": [0, 0, 0, 4, 0], "c": [1, 1, 0, 0, 0]}
    assert means_by_sector(counts) == {"a": SectorMean(9, 5.0)}


def test_the_mean_stays_where_it_gives_nothing_away() -> None:
    result = outside_scale("How?", STEPS, [1, 2, 10, 40, 47])
    assert [line.number for line in result.lines] == [None, None, 10, 40, 47]
    assert result.mean == 4.3


def test_for_the_sake_of_the_mean_one_more_step_is_left_out() -> None:
    result = outside_scale("How?", STEPS, [1, 4, 16, 27, 12])
    assert [line.number for line in result.lines] == [None, None, 16, 27, None]
    assert result.mean == 3.8


def test_the_mean_goes_where_it_would_tell_what_one_person_said() -> None:
    result = outside_scale("How?", STEPS, [1, 0, 0, 0, 4])
    assert (result.answers, result.mean) == (None if result.answers is None else 5, None)


@for_all(st.lists(st.integers(0, 9), min_size=5, max_size=5))
def test_what_is_left_out_cannot_be_worked_out(counts: list[int]) -> None:
    """All scales that look the same outside: none of their hidden steps has one possible number only."""
    told = outside_scale("How?", STEPS, counts)
    shown = [line.number for line in told.lines]
    if told.mean is None or None not in shown or told.answers is None:
        assert told.mean is None or None not in shown
        return
    hidden = [step for step in range(5) if shown[step] is None]
    people = sum(counts[step] for step in hidden)
    possible: dict[int, set[int]] = {step: set() for step in hidden}

    def fill(rest: list[int], left: int, chosen: dict[int, int]) -> None:
        if len(rest) == 1:
            rest_of = {**chosen, rest[0]: left}
            whole = [rest_of.get(step, counts[step]) for step in range(5)]
            if left > 0 and round(scale_mean(whole) or 0.0, 1) == told.mean:
                for step, number in rest_of.items():
                    possible[step].add(number)
            return
        for number in range(1, left):
            fill(rest[1:], left - number, {**chosen, rest[0]: number})

    fill(hidden, people, {})
    assert all(len(numbers) > 1 for numbers in possible.values())
    assert is_mean_blurred(counts, shown)


def test_nothing_before_there_is_an_evaluation(app: Flask, cast) -> None:
    with app.test_request_context():
        assert evaluation_results(db.session.get_one(Event, cast.event_id)) is None


def test_no_answers_yet(app: Flask, cast, evaluation: Evaluation) -> None:
    found = look(app, cast.event_id)
    assert (found.own.answers, found.overall, found.own.values, found.others) == (0, None, {}, [])
    assert [item.kind for item in found.items].count(QuestionKind.OPEN) == 2


@pytest.mark.both_databases
def test_the_team_sees_everything(app: Flask, cast, given: Callable[..., None]) -> None:
    for step in (5, 4, 3):
        given("donor", overall=step, again=0, differently=f"Thing {step}")
    given("media", overall=1, again=2)
    found = look(app, cast.event_id)
    overall = found.items[0]
    assert overall.result is not None
    assert [line.number for line in overall.result.lines] == [1, 0, 1, 1, 1]
    assert (found.own.answers, found.overall, overall.answers) == (4, 3.25, 4)
    written = next(item for item in found.items if item.key == "differently").said
    assert sorted(one.text for one in written) == [
        "Thing 3",
        "Thing 4",
        "Thing 5",
    ]
    assert overall.sectors == {}, "the one from the media would be told by what is missing"
    assert (found.own.values["again"].number, found.own.values["again"].first) == (0.75, "Yes")
    assert {part.key: part.answers for part in found.parts} == {"media": 1, "donor": 3}


def test_outside_no_words_and_no_small_group(app: Flask, cast, given: Callable[..., None]) -> None:
    for _ in range(6):
        given("donor", overall=5, again=0, differently="Secret words")
    given("media", overall=1, again=2, keep_or_change="Mine alone")
    found = look(app, cast.event_id, outside=True)
    assert "Secret" not in repr(found)
    assert "Mine alone" not in repr(found)
    assert {item.kind for item in found.items} == {QuestionKind.SCALE, QuestionKind.SINGLE}
    assert [part.answers for part in found.parts] == [None, None]
    overall = found.items[0].result
    assert overall is not None
    assert [line.number for line in overall.lines] == [None, 0, 0, 0, None]
    assert (overall.mean, found.overall) == (None, None)


def test_outside_one_answer_is_no_row_of_zeros_beside_a_star(
    app: Flask, cast, given: Callable[..., None]
) -> None:
    given("media", overall=1, again=2)
    found = look(app, cast.event_id, outside=True)
    with app.test_request_context(), use_language("en"):
        page = load_workbook(io.BytesIO(evaluation_to_sheet(found, date(2027, 3, 20)))).worksheets[
            0
        ]
    cells = {cell.value for row in page.iter_rows() for cell in row}
    assert cells.isdisjoint({0, "0", *(item.question for item in found.items)})
    closed = [item.result for item in found.items if item.result]
    assert [_counted(one)["lines"] for one in closed] == [[] for _ in closed]


def test_outside_sectors_do_not_bring_a_step_back(
    app: Flask, cast, given: Callable[..., None]
) -> None:
    """The exact sums of two small sectors would tell what their means with one decimal leave open."""
    for step in (5, 5, 5, 4, 4, 4, 2):
        given("donor", overall=step, facilitation=5)
        given("academia", overall=5, facilitation=4)
    inside, outside = look(app, cast.event_id), look(app, cast.event_id, outside=True)
    by_key = {item.key: item for item in outside.items}
    assert set(inside.items[0].sectors) == {"donor", "academia"}
    assert by_key["overall"].sectors == {}
    assert by_key["facilitation"].sectors == {
        "donor": SectorMean(7, 5.0),
        "academia": SectorMean(7, 4.0),
    }


def edition(slug: str, year: int, before: int | None = None) -> Event:
    event = Event(
        slug=slug,
        kind=EventKind.CONFERENCE,
        title=Words(slug.title(), slug.title()),
        description=Words(),
        first_day=date(year, 5, 1),
        last_day=date(year, 5, 2),
        builds_on_id=before,
        venue="Hall",
        town="Town",
        created_at=moment.now(),
    )
    db.session.add(event)
    db.session.flush()
    return event


@pytest.mark.both_databases
def test_earlier_editions_are_compared_the_latest_last(
    app: Flask, cast, given: Callable[..., None]
) -> None:
    with app.test_request_context():
        first = edition("first", 2023)
        second = edition("second", 2024, first.id)
        db.session.get_one(Event, cast.event_id).builds_on_id = second.id
        first.builds_on_id = cast.event_id  # a circle does no harm
        edition("elsewhere", 2025)
        for event, step in ((first, 3), (second, 4)):
            made = make_evaluation(event)
            for _ in range(5):
                give_answer(made, "donor", overall=step, again=1)
        db.session.commit()
    for _ in range(4):
        given("donor", overall=5, again=0)
    found = look(app, cast.event_id)
    assert [(one.slug, one.answers, one.values["overall"].number) for one in found.others] == [
        ("first", 5, 3.0),
        ("second", 5, 4.0),
    ]
    assert found.difference() == 1.0
    assert [item.key for item in found.compared] == ["overall", "again"]


def test_an_edition_with_two_answers_tells_nothing(
    app: Flask, cast, given: Callable[..., None]
) -> None:
    with app.test_request_context():
        first = edition("first", 2023)
        db.session.get_one(Event, cast.event_id).builds_on_id = first.id
        made = make_evaluation(first)
        for _ in range(2):
            give_answer(made, "donor", overall=1)
        db.session.commit()
    given("donor", overall=5)
    found = look(app, cast.event_id)
    assert [(one.answers, one.values) for one in found.others] == [(None, {})]
    assert found.difference() is None


@pytest.mark.both_databases
def test_one_more_answer_after_results_were_told_changes_nothing(
    app: Flask, cast, evaluation: Evaluation
) -> None:
    """Told with a report; the page for who may not read answers and the Excel file go by it, too."""
    sectors = ["civil_society"] * 5 + ["local_government"] * 4

    def more(*some: str, step: int) -> None:
        with app.test_request_context():
            for sector in some:
                give_answer(evaluation, sector, overall=step, again=0)
            db.session.commit()

    more(*sectors, step=4)
    with app.test_request_context():
        note_evaluation_told(db.session.get_one(Event, cast.event_id))
        db.session.commit()
    first = look(app, cast.event_id, outside=True)
    more("donor", step=1)
    held = look(app, cast.event_id, outside=True)
    assert (held.own, held.items, held.parts) == (first.own, first.items, first.parts)
    assert look(app, cast.event_id).own.answers == 10
    more("civil_society", "local_government", step=1)
    then = look(app, cast.event_id, outside=True)
    assert (first.own.answers, then.own.answers) == (9, 12)
    before = {part.key: part.answers for part in first.parts}
    apart = [
        part.key
        for part in then.parts
        if part.answers is not None
        and before.get(part.key)
        and 0 < abs(part.answers - before[part.key]) < 3
    ]
    assert apart == []
