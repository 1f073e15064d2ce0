"""A stakeholder answers: in both languages, without an account, once, anonymously; bad input."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.app import create_app
from facilitate.consultation.models import Answer, Passage, Questionnaire
from facilitate.db import db
from tests.conftest import settings_for
from tests.statements import counted

from .conftest import Asked, today

pytestmark = pytest.mark.both_databases


def kept(app: Flask) -> list[tuple[str, list[str]]]:
    """Language and texts of every answer."""
    with app.app_context():
        texts = db.session.execute(
            sa.select(Passage.answer_id, Passage.text).order_by(Passage.question_id)
        ).all()
        answers = db.session.execute(sa.select(Answer.id, Answer.language).order_by(Answer.id)).all()
        return [(language, [text for answer, text in texts if answer == key]) for key, language in answers]


def change(app: Flask, **values: object) -> None:
    """Change the questionnaire behind the back of whoever is answering."""
    with app.app_context():
        db.session.execute(sa.update(Questionnaire).values(**values))
        db.session.commit()


@pytest.mark.parametrize(
    ("accepts", "title"),
    [
        ("sq-AL,sq;q=0.9,en;q=0.5", "Çfarë duhet të sjellë konferenca?"),
        ("en-GB", "What should the conference bring?"),
        ("fr", "What should the conference bring?"),
    ],
)
def test_the_first_visit_speaks_the_language_of_the_browser(
    client: FlaskClient, asked: Asked, accepts: str, title: str
) -> None:
    with counted() as statements:
        answer = client.get(asked.path, headers={"Accept-Language": accepts})
    assert answer.status_code == 200
    assert f"<h1>{title}</h1>" in answer.text
    assert len(statements) == 4


def test_an_answer_is_kept_and_thanked_for(app: Flask, client: FlaskClient, asked: Asked) -> None:
    second = f"question_{asked.questions[1]}"
    answer = client.post(
        asked.path, data=asked.typed(**{second: " To see it\r\ndone. "}), headers={"Accept-Language": "sq"}
    )
    assert (answer.status_code, answer.location) == (302, f"{asked.path}/thanks")
    assert kept(app) == [("sq", ["Çështje e hapur", "To see it\ndone."])]
    page = client.get(answer.location)
    assert page.status_code == 200
    assert "Çështje" not in page.text


def test_only_sector_county_language_day_and_text_are_kept(
    app: Flask, client: FlaskClient, asked: Asked
) -> None:
    client.post(
        asked.path,
        data=asked.typed(county=str(asked.counties["kukes"])),
        headers={
            "User-Agent": "Witness/9",
            "X-Forwarded-For": "203.0.113.77",
            "Referer": "http://mail.example/",
        },
        environ_base={"REMOTE_ADDR": "203.0.113.78"},
    )
    with app.app_context():
        inspector = sa.inspect(db.engine)
        columns = {column["name"]: column["type"] for column in inspector.get_columns("answer")}
        assert set(columns) == {
            "id", "questionnaire_id", "receipt", "language", "sector_id", "county_id", "given_on",
        }  # fmt: skip
        assert {column["name"] for column in inspector.get_columns("passage")} == {
            "id",
            "answer_id",
            "question_id",
            "text",
        }
        assert isinstance(columns["given_on"], sa.Date)
        tables = inspector.get_table_names()
        row = db.session.execute(sa.text("SELECT * FROM answer")).mappings().one()
        assert row["receipt"] == "r" * 22
        assert str(row["given_on"]) == today().isoformat()
        everything = [
            str(value)
            for table in tables
            for row in db.session.execute(sa.text(f'SELECT * FROM "{table}"')).all()
            for value in row
        ]
    traces = ("203.0.113.77", "203.0.113.78", "Witness", "mail.example")
    assert [value for value in everything if any(trace in value for trace in traces)] == []


def test_every_form_has_a_receipt_of_its_own(client: FlaskClient, asked: Asked) -> None:
    receipts = {
        page.split('name="receipt" type="hidden" value="')[1].split('"')[0]
        for page in (client.get(asked.path).text for _ in range(3))
    }
    assert len(receipts) == 3
    assert {len(receipt) for receipt in receipts} == {22}


def test_a_double_click_and_a_reload_keep_one_answer(app: Flask, client: FlaskClient, asked: Asked) -> None:
    answers = [client.post(asked.path, data=asked.typed()) for _ in range(3)]
    assert [answer.location for answer in answers] == [f"{asked.path}/thanks"] * 3
    assert len(kept(app)) == 1


def test_the_same_form_at_the_same_moment_is_one_answer(app: Flask, asked: Asked) -> None:
    def send(_number: int) -> int:
        return app.test_client().post(asked.path, data=asked.typed()).status_code

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(send, range(16))) == [302] * 16
    assert len(kept(app)) == 1


def test_two_people_are_two_answers(app: Flask, client: FlaskClient, asked: Asked) -> None:
    client.post(asked.path, data=asked.typed(receipt="a" * 22))
    client.post(asked.path, data=asked.typed(receipt="b" * 22))
    assert len(kept(app)) == 2


def test_a_receipt_that_is_none_is_replaced(app: Flask, client: FlaskClient, asked: Asked) -> None:
    for receipt in ("", "short", "<script>alert(1)</script>", "x" * 5000):
        assert client.post(asked.path, data=asked.typed(receipt=receipt)).status_code == 302
    assert len(kept(app)) == 4


def test_the_other_language_keeps_what_was_typed(app: Flask, client: FlaskClient, asked: Asked) -> None:
    sector = str(asked.sectors["media"])
    page = client.post(
        asked.path, data=asked.typed(switch="sq", sector=sector), headers={"Accept-Language": "en"}
    )
    assert page.status_code == 200
    assert "Çfarë duhet të sjellë konferenca?" in page.text
    assert "Çështje e hapur</textarea>" in page.text
    assert f'<option selected value="{sector}">Media' in page.text
    assert f'value="{"r" * 22}"' in page.text
    assert kept(app) == []
    assert '<html lang="sq">' in client.get(asked.path, headers={"Accept-Language": "en"}).text


@pytest.mark.parametrize(
    "change", [{"sector": ""}, {"sector": "999999"}, {"sector": "abc"}, {"county": "999999"}]
)
def test_a_wrong_choice_keeps_the_text(
    app: Flask, client: FlaskClient, asked: Asked, change: dict[str, str]
) -> None:
    answer = client.post(asked.path, data=asked.typed(**change))
    assert answer.status_code == 422
    assert "Çështje e hapur</textarea>" in answer.text
    assert 'class="error"' in answer.text
    assert kept(app) == []


def test_nothing_answered_is_said(app: Flask, client: FlaskClient, asked: Asked) -> None:
    answer = client.post(asked.path, data=asked.typed(**{f"question_{asked.questions[0]}": " \x00 "}))
    assert answer.status_code == 422
    assert "Please answer at least one question." in answer.text
    assert kept(app) == []


def test_a_text_that_is_too_long_stays_typed(app: Flask, client: FlaskClient, asked: Asked) -> None:
    text = "ë" * 20_001
    answer = client.post(asked.path, data=asked.typed(**{f"question_{asked.questions[0]}": text}))
    assert answer.status_code == 422
    assert "This is too long: at most 20000 characters." in answer.text
    assert f"{text}</textarea>" in answer.text
    assert kept(app) == []
    answer = client.post(asked.path, data=asked.typed(**{f"question_{asked.questions[0]}": "ë" * 20_000}))
    assert answer.status_code == 302


def test_html_emoji_and_right_to_left_text_come_back_as_text(
    app: Flask, client: FlaskClient, organiser: FlaskClient, asked: Asked
) -> None:
    client.post(asked.path, data=asked.typed(**{f"question_{asked.questions[0]}": "<b>shalom</b> שלום 🕊"}))
    page = organiser.get("/events/spring/consultation/answers")
    assert "&lt;b&gt;shalom&lt;/b&gt; שלום 🕊" in page.text


def test_a_machine_is_thanked_and_not_heard(app: Flask, client: FlaskClient, asked: Asked) -> None:
    answer = client.post(asked.path, data=asked.typed(website="http://spam.example"))
    assert answer.location == f"{asked.path}/thanks"
    assert kept(app) == []


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"opens_on": date(2100, 1, 2), "closes_on": date(2100, 2, 1)}, "You can answer from 2 January on."),
        ({"closed": True}, "This consultation is closed."),
        ({"closes_on": date(2020, 1, 1)}, "This consultation is closed."),
    ],
)
def test_not_open_is_a_plain_sentence(
    app: Flask, client: FlaskClient, asked: Asked, values: dict[str, object], sentence: str
) -> None:
    change(app, **values)
    page = client.get(asked.path)
    assert page.status_code == 200
    assert sentence in page.text
    assert "<form" not in page.text.split("<main")[1]
    assert client.post(asked.path, data=asked.typed()).status_code == 409
    assert kept(app) == []


def test_closed_while_writing_shows_the_text_back(app: Flask, client: FlaskClient, asked: Asked) -> None:
    change(app, closes_on=today() - timedelta(days=1), opens_on=today() - timedelta(days=9))
    page = client.post(asked.path, data=asked.typed())
    assert "It closed while you were writing" in page.text
    assert "Çështje e hapur</textarea>" in page.text


def test_a_wrong_link_is_404(client: FlaskClient, asked: Asked) -> None:
    assert client.get("/a/nothing").status_code == 404
    assert client.get("/a/nothing/thanks").status_code == 404
    assert client.post("/a/nothing", data=asked.typed()).status_code == 404


def test_thirty_posts_a_minute_are_enough(asked: Asked, database: str, tmp_path) -> None:
    strict = create_app(settings_for(tmp_path, database, extra={"RATELIMIT_ENABLED": True}))
    client = strict.test_client()
    codes = [client.post(asked.path, data={}).status_code for _ in range(32)]
    assert codes == [422] * 30 + [429] * 2
    assert client.get(asked.path).status_code == 200
    with strict.app_context():
        db.engine.dispose()
