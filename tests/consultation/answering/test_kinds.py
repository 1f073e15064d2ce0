"""Every kind of question: shown, kept, required, hidden, and wrong input that loses nothing."""

from html import unescape

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.answering.own_code import kept_receipt
from facilitate.consultation.answering.queries import sent_with
from facilitate.consultation.answering.sent import SentAnswer, SentPick
from facilitate.consultation.models import Answer, Choice, Question
from facilitate.data.db import db
from tests.statements import count_statements

from ..conftest import Asked
from .conftest import Kinds

pytestmark = pytest.mark.both_databases


def kept(app: Flask) -> SentAnswer | None:
    """The one answer with the receipt of the fixture, read back."""
    with app.app_context():
        return sent_with(kept_receipt("r" * 22))


def answers(app: Flask) -> int:
    """How many there are."""
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count(Answer.id))) or 0


def change(app: Flask, model: type, key: int, **values: object) -> None:
    """Change a row behind the back of whoever is answering."""
    with app.app_context():
        db.session.execute(sa.update(model).where(model.id == key).values(**values))
        db.session.commit()


def everything(asked: Asked, kinds: Kinds) -> dict[str, object]:
    """An answer to every question."""
    return asked.typed(
        **{
            f"question_{asked.questions[1]}": "To see it done",
            kinds.name("single"): str(kinds.choices["Thursday"]),
            kinds.name("multiple"): [str(kinds.choices["Police"]), str(kinds.choices["Schools"])],
            kinds.name("scale"): "4",
            kinds.name("ranking", "Data"): "1",
            kinds.name("ranking", "Money"): "2",
        }
    )


def ticked(text: str) -> set[tuple[str, str]]:
    """Name and value of what is ticked, and of what is selected, on a page."""
    found = set()
    for piece in text.split("<input ")[1:]:
        tag = piece.split(">")[0]
        if " checked" in tag:
            found.add((tag.split('name="')[1].split('"')[0], tag.split('value="')[1].split('"')[0]))
    for piece in text.split("<select ")[1:]:
        name = piece.split('name="')[1].split('"')[0]
        for option in piece.split("</select>")[0].split("<option")[1:]:
            if " selected" in option.split(">")[0]:
                value = (
                    option.split('value="')[1].split('"')[0]
                    if 'value="' in option
                    else option.split(">")[1]
                )
                found.add((name, value.split("<")[0]))
    return found


@pytest.mark.one_database
def test_every_kind_is_shown_in_five_statements(
    client: FlaskClient, asked: Asked, kinds: Kinds
) -> None:
    with count_statements() as statements:
        page = client.get(asked.path, headers={"Accept-Language": "en"})
    assert len(statements) == 5
    assert "6 questions, about 4 minutes. Open until" in page.text
    assert page.text.count('<input type="radio"') == 3 + 1 + 5 + 1
    assert page.text.count('<input type="checkbox"') == 3
    assert page.text.count(f'<select name="{kinds.name("ranking")}-') == 3
    assert page.text.count('<textarea id="question_') == page.text.count('dir="auto"') - 1 == 2
    assert "not at all" in page.text
    assert page.text.count("<legend>") == 4


def test_every_kind_is_kept(app: Flask, client: FlaskClient, asked: Asked, kinds: Kinds) -> None:
    answer = client.post(asked.path, data=everything(asked, kinds))
    assert (answer.status_code, answer.location) == (302, f"{asked.path}/thanks")
    q, c = kinds.questions, kinds.choices
    assert kept(app) == SentAnswer(
        asked.sectors["donor"],
        texts={asked.questions[0]: "Çështje e hapur", asked.questions[1]: "To see it done"},
        picks=[
            SentPick(q["single"], c["Thursday"], None),
            SentPick(q["multiple"], c["Police"], None),
            SentPick(q["multiple"], c["Schools"], None),
            SentPick(q["scale"], None, 4),
            SentPick(q["ranking"], c["Data"], 1),
            SentPick(q["ranking"], c["Money"], 2),
        ],
    )


@pytest.mark.one_database
def test_one_tick_is_an_answer(app: Flask, client: FlaskClient, asked: Asked, kinds: Kinds) -> None:
    first = f"question_{asked.questions[0]}"
    nothing = client.post(asked.path, data=asked.typed(**{first: "", kinds.name("scale"): ""}))
    assert (nothing.status_code, "Please answer at least one question." in nothing.text) == (
        422,
        True,
    )
    assert (
        client.post(
            asked.path, data=asked.typed(**{first: "", kinds.name("scale"): "1"})
        ).status_code
        == 302
    )
    assert kept(app) == SentAnswer(
        asked.sectors["donor"], picks=[SentPick(kinds.questions["scale"], None, 1)]
    )


@pytest.mark.one_database
def test_the_other_language_keeps_every_tick(
    app: Flask, client: FlaskClient, asked: Asked, kinds: Kinds
) -> None:
    typed = everything(asked, kinds)
    page = client.post(
        asked.path, data={**typed, "switch": "sq"}, headers={"Accept-Language": "en"}
    )
    assert page.status_code == 200
    assert "Monday sq" in page.text
    want = {("sector", str(asked.sectors["donor"])), ("place", "")}
    for name, value in typed.items():
        if name.startswith("question_") and name not in (
            f"question_{key}" for key in asked.questions
        ):
            want |= {(name, one) for one in (value if isinstance(value, list) else [value])}
    assert ticked(page.text) == want
    assert answers(app) == 0


@pytest.mark.one_database
@pytest.mark.parametrize("kind", ["single", "multiple", "scale", "ranking"])
def test_what_has_to_be_answered_is_asked_for(
    app: Flask, client: FlaskClient, asked: Asked, kinds: Kinds, kind: str
) -> None:
    change(app, Question, kinds.questions[kind], required=True)
    page = client.get(asked.path, headers={"Accept-Language": "en"}).text
    left_open = f'<label class="open"><input type="radio" name="{kinds.name(kind)}" value=""'
    assert left_open not in page
    answer = client.post(asked.path, data=asked.typed())
    assert (answer.status_code, answer.text.count('class="error"')) == (422, 1)
    assert "Please choose." in answer.text
    assert "Çështje e hapur</textarea>" in answer.text
    assert answers(app) == 0


@pytest.mark.one_database
@pytest.mark.parametrize(
    "wrong",
    [
        lambda kinds: {kinds.name("single"): "99999"},
        lambda kinds: {kinds.name("single"): str(kinds.choices["Police"])},
        lambda kinds: {kinds.name("multiple"): [str(kinds.choices["Police"]), "x"]},
        lambda kinds: {kinds.name("scale"): "6"},
        lambda kinds: {kinds.name("scale"): "4.5"},
        lambda kinds: {kinds.name("ranking", "Data"): "4"},
        lambda kinds: {kinds.name("ranking", "Data"): "first"},
    ],
)
def test_what_is_not_on_offer_is_refused_and_loses_nothing(
    app: Flask, client: FlaskClient, asked: Asked, kinds: Kinds, wrong
) -> None:
    answer = client.post(asked.path, data={**everything(asked, kinds), **wrong(kinds)})
    assert answer.status_code == 422
    assert "Please choose one from the list." in answer.text
    assert "Çështje e hapur</textarea>" in answer.text
    assert answers(app) == 0


@pytest.mark.one_database
def test_a_place_given_twice_is_said(
    app: Flask, client: FlaskClient, asked: Asked, kinds: Kinds
) -> None:
    typed = {**everything(asked, kinds), kinds.name("ranking", "People"): "2"}
    answer = client.post(asked.path, data=typed)
    assert answer.status_code == 422
    assert "Place 2 is given more than once. Please give each place once." in answer.text
    assert {
        (kinds.name("ranking", "People"), "2"),
        (kinds.name("ranking", "Money"), "2"),
    } <= ticked(answer.text)
    assert answers(app) == 0


def test_hidden_questions_and_choices_are_not_shown(
    app: Flask, client: FlaskClient, asked: Asked, kinds: Kinds
) -> None:
    change(app, Question, kinds.questions["scale"], hidden=True, required=True)
    change(app, Choice, kinds.choices["Friday"], hidden=True)
    change(app, Choice, kinds.choices["People"], hidden=True)
    page = client.get(asked.path, headers={"Accept-Language": "en"}).text
    assert "How ready is your county?" not in page
    assert "Friday" not in page
    assert "People" not in page
    assert f"<option>{2}</option></select>" in page
    assert client.post(asked.path, data=asked.typed()).status_code == 302


def test_hidden_while_somebody_writes_loses_nothing(
    app: Flask, client: FlaskClient, asked: Asked, kinds: Kinds
) -> None:
    typed = everything(asked, kinds)
    change(app, Question, kinds.questions["scale"], hidden=True)
    change(app, Question, asked.questions[1], hidden=True)
    change(app, Choice, kinds.choices["Thursday"], hidden=True)
    change(app, Choice, kinds.choices["Data"], hidden=True)
    assert client.post(asked.path, data=typed).status_code == 302
    sent = kept(app)
    assert sent
    assert (len(sent.texts), len(sent.picks)) == (2, 6)


@pytest.mark.one_database
def test_closed_while_writing_shows_everything_back(
    app: Flask, client: FlaskClient, asked: Asked, kinds: Kinds
) -> None:
    from facilitate.consultation.models import Questionnaire  # noqa: PLC0415

    with app.app_context():
        key = db.session.scalars(sa.select(Questionnaire.id)).one()
    change(app, Questionnaire, key, closed=True)
    page = client.post(asked.path, data=everything(asked, kinds))
    assert page.status_code == 409
    assert "It closed while you were writing" in page.text
    shown = unescape(page.text)
    for piece in (
        "Çështje e hapur</textarea>",
        "To see it done</textarea>",
        ">Thursday<",
        ">Police<",
        ">Schools<",
    ):
        assert piece in shown
    for piece in (">4<", ">1. Data<", ">2. Money<"):
        assert piece in shown
    assert "Donor" in shown
    assert answers(app) == 0


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("value", "capital"),
    [("{tirane}-capital", True), ("{tirane}", False), ("{kukes}", False), ("", None)],
)
def test_the_capital_s_county_is_offered_twice(
    app: Flask, client: FlaskClient, asked: Asked, value: str, capital: bool | None
) -> None:
    page = unescape(client.get(asked.path, headers={"Accept-Language": "en"}).text)
    assert [
        page.count(name)
        for name in ("Tiranë, the capital", "Tiranë, outside the capital", ">Kukës<")
    ] == [1, 1, 1]
    place = value.format(**asked.counties)
    assert client.post(asked.path, data=asked.typed(place=place)).status_code == 302
    county = int(place.split("-")[0]) if place else None
    sent = kept(app)
    assert sent
    assert (sent.county, sent.capital) == (county, capital)


@pytest.mark.one_database
@pytest.mark.parametrize("place", ["999999", "x", "{kukes}-capital", "{tirane}-nowhere"])
def test_a_county_that_is_none_keeps_the_text(
    app: Flask, client: FlaskClient, asked: Asked, place: str
) -> None:
    answer = client.post(asked.path, data=asked.typed(place=place.format(**asked.counties)))
    assert (answer.status_code, "Çështje e hapur</textarea>" in answer.text) == (422, True)
    assert answers(app) == 0
