"""Papers typed in: kept as they are, one after the other, the last one can be taken back."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from facilitate.consultation.models import Answer, Questionnaire, Reply
from facilitate.consultation.papers.typed import REMEMBERED, TypedPapers
from facilitate.consultation.reading.actions import mark_passage
from facilitate.data.db import db

from ...statements import count_statements
from ..conftest import Asked, planner_today
from .conftest import Every

pytestmark = pytest.mark.both_databases
ENTER = "/events/spring/consultation/enter"


def paper(asked: Asked, receipt: str = "paper-receipt-0001", **more: str) -> dict[str, str]:
    """A paper as the page sends it."""
    usual = {"receipt": receipt, "given_on": "2026-03-02", "language": "sq"}
    return {**asked.typed(**usual), **more}


@pytest.mark.one_database
def test_a_paper_is_kept_as_it_is(organiser: FlaskClient, every: Every, kept: Any) -> None:
    """No question has to be answered: what the paper leaves open stays open."""
    scale, multiple = every.questions["scale"], every.questions["multiple"]
    typed = paper(
        every.asked,
        **{f"question_{scale}": "4", f"question_{multiple}": str(every.choices["Money"])},
    )
    assert organiser.post(ENTER, data=typed).status_code == 302
    assert kept() == [
        (
            "donor",
            None,
            None,
            date(2026, 3, 2),
            "sq",
            "paper",
            "",
            [(every.questions["open"], "Çështje e hapur", "ceshtje e hapur")],
            [(multiple, every.choices["Money"], None), (scale, None, 4)],
        )
    ]


@pytest.mark.one_database
def test_day_and_language_stay_for_the_next(organiser: FlaskClient, asked: Asked) -> None:
    saved = organiser.post(ENTER, data=paper(asked))
    assert saved.location == f"{ENTER}?day=2026-03-02&language=sq"
    following = organiser.get(saved.location).text
    assert 'value="2026-03-02"' in following
    assert '<option selected value="sq">' in following
    assert "autofocus" in following
    assert "You have typed in 1 paper today. 1 answer on paper in total." in following


@pytest.mark.one_database
def test_sector_and_county_stay_when_asked_to(organiser: FlaskClient, asked: Asked) -> None:
    saved = organiser.post(ENTER, data=paper(asked, stay="y", place=str(asked.counties["diber"])))
    donor, diber = asked.sectors["donor"], asked.counties["diber"]
    assert (
        saved.location == f"{ENTER}?day=2026-03-02&language=sq&stay=1&sector={donor}&place={diber}"
    )
    following = organiser.get(saved.location).text
    assert f'<option selected value="{donor}">' in following
    assert f'<option value="{diber}" selected>' in following


def test_the_same_form_twice_is_one_answer(
    app: Flask, organiser: FlaskClient, asked: Asked
) -> None:
    for _time in range(2):
        assert organiser.post(ENTER, data=paper(asked)).status_code == 302
    assert number(app) == 1
    assert "You have typed in 1 paper today." in organiser.get(ENTER).text


def number(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count(Answer.id))) or 0


@pytest.mark.one_database
@pytest.mark.parametrize("state", ["not_yet", "closed", "over"])
def test_before_and_after_it_is_open_online(
    app: Flask, organiser: FlaskClient, asked: Asked, state: str
) -> None:
    values: dict[str, Any] = {
        "not_yet": {"opens_on": planner_today() + timedelta(days=1)},
        "closed": {"closed": True},
        "over": {"opens_on": date(2026, 1, 1), "closes_on": date(2026, 1, 2)},
    }[state]
    with app.app_context():
        db.session.execute(sa.update(Questionnaire).values(**values))
        db.session.commit()
    said = (
        "you can already type in papers"
        if state == "not_yet"
        else "you can still type in papers that come late"
    )
    assert said in organiser.get(ENTER).text
    assert organiser.post(ENTER, data=paper(asked)).status_code == 302
    assert number(app) == 1


@pytest.mark.one_database
@pytest.mark.parametrize(
    "wrong",
    [
        {"sector": ""},
        {"sector": "999999"},
        {"given_on": "soon"},
        {"given_on": "2999-01-01"},
        {"language": "fr"},
        {"place": "x"},
    ],
)
def test_bad_input_keeps_what_was_typed(
    app: Flask, organiser: FlaskClient, asked: Asked, wrong: dict[str, str]
) -> None:
    refused = organiser.post(ENTER, data=paper(asked, **wrong))
    assert refused.status_code == 422
    assert "Çështje e hapur" in refused.text
    assert 'class="problems"' in refused.text
    assert number(app) == 0


@pytest.mark.one_database
def test_a_day_to_come_is_refused(organiser: FlaskClient, asked: Asked) -> None:
    tomorrow = (planner_today() + timedelta(days=1)).isoformat()
    assert (
        "This day is in the future."
        in organiser.post(ENTER, data=paper(asked, given_on=tomorrow)).text
    )


@pytest.mark.one_database
def test_nothing_on_the_paper(organiser: FlaskClient, asked: Asked) -> None:
    refused = organiser.post(ENTER, data=paper(asked, **{f"question_{asked.questions[0]}": " "}))
    assert refused.status_code == 422
    assert "Please answer at least one question." in refused.text


def test_the_last_one_is_taken_back_once(app: Flask, organiser: FlaskClient, asked: Asked) -> None:
    for one in range(3):
        organiser.post(ENTER, data=paper(asked, f"paper-receipt-000{one}"))
    for _click in range(2):
        assert organiser.post(f"{ENTER}/undo/3").status_code == 302
    with app.app_context():
        receipts = db.session.scalars(sa.select(Answer.receipt).order_by(Answer.id)).all()
        assert db.session.scalar(sa.select(sa.func.count(Reply.id))) == 2
    assert receipts == ["paper-receipt-0000", "paper-receipt-0001"]
    assert "The last paper was undone." in organiser.get(ENTER).text
    organiser.post(f"{ENTER}/undo/2")
    assert number(app) == 1


@pytest.mark.one_database
def test_only_who_typed_it_in_can_take_it_back(
    app: Flask, sign_in: Callable[[str], FlaskClient], asked: Asked
) -> None:
    sign_in("organiser").post(ENTER, data=paper(asked))
    staff = sign_in("staff")
    assert staff.post(f"{ENTER}/undo/1").status_code == 302
    assert number(app) == 1
    assert "Undo the last one" not in staff.get(ENTER).text


def test_an_answer_from_the_web_is_never_taken_back(
    app: Flask, organiser: FlaskClient, asked: Asked
) -> None:
    organiser.post(ENTER, data=paper(asked))
    with app.app_context():
        db.session.execute(sa.update(Answer).values(origin="web"))
        db.session.commit()
    organiser.post(f"{ENTER}/undo/1")
    assert number(app) == 1


def test_a_coded_paper_stays(app: Flask, organiser: FlaskClient, asked: Asked) -> None:
    organiser.post(ENTER, data=paper(asked))
    with app.app_context():
        mark_passage(db.session.scalars(sa.select(Reply)).one(), 0, 5)
        db.session.commit()
    assert "so it stays." in organiser.post(f"{ENTER}/undo/1").text
    assert number(app) == 1


def test_named_papers_keep_the_name(
    app: Flask, organiser: FlaskClient, asked: Asked, kept: Any
) -> None:
    with app.app_context():
        db.session.execute(sa.update(Questionnaire).values(named=True))
        db.session.commit()
    assert organiser.post(ENTER, data=paper(asked)).status_code == 422
    assert (
        organiser.post(
            ENTER, data=paper(asked, name="Arta Hoxha", organisation="Bashkia")
        ).status_code
        == 302
    )
    assert [row[6] for row in kept()] == ["Arta Hoxha"]


@pytest.mark.one_database
@pytest.mark.parametrize(
    "path", ["?day=x&sector=y&place=z&language=fr", "?sector=99999999999999999999&day=2999-99-99"]
)
def test_a_damaged_address_still_shows_the_form(
    organiser: FlaskClient, asked: Asked, path: str
) -> None:
    assert organiser.get(f"{ENTER}{path}").status_code == 200


@pytest.mark.one_database
def test_statements(organiser: FlaskClient, every: Every) -> None:
    with count_statements() as statements:
        organiser.get(ENTER)
    assert len(statements) <= 12


@pytest.mark.one_database
@pytest.mark.parametrize("path", [ENTER, f"{ENTER}/undo/1"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("viewer", 403), ("facilitator", 403), ("note_taker", 403), ("stranger", 404)],
)
def test_for_whom(
    sign_in: Callable[[str], FlaskClient], asked: Asked, path: str, who: str, status: int
) -> None:
    assert sign_in(who).post(path).status_code == status


@pytest.mark.one_database
def test_get_on_a_post(organiser: FlaskClient, asked: Asked) -> None:
    assert organiser.get(f"{ENTER}/undo/1").status_code == 405


@pytest.mark.one_database
def test_without_a_questionnaire(organiser: FlaskClient) -> None:
    assert organiser.get(ENTER).status_code == 404


@given(st.lists(st.one_of(st.none(), st.text(min_size=1, max_size=5)), max_size=40))
def test_what_was_typed_in_is_counted(papers: list[str | None]) -> None:
    """A text is a paper typed in, None one taken back."""
    typed = TypedPapers(1, date(2026, 3, 2))
    there: list[str] = []
    for one in papers:
        typed = TypedPapers.of(
            (typed.one_more(one) if one else typed.one_less()).kept, 1, date(2026, 3, 2)
        )
        there = [*there, one] if one else there[:-1]
        there = there[-REMEMBERED:]
        assert list(typed.last) == there
        assert typed.number >= len(there)


@pytest.mark.parametrize(
    "kept",
    [
        None,
        "x",
        {},
        {"questionnaire": 2, "day": "2026-03-02", "number": 4},
        {"questionnaire": 1, "day": "2026-03-01"},
    ],
)
def test_of_another_questionnaire_or_day_nothing_counts(kept: Any) -> None:
    assert TypedPapers.of(kept, 1, date(2026, 3, 2)) == TypedPapers(1, date(2026, 3, 2))
