"""A stakeholder answers at the open link: in both languages, without an account, once; bad input."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.answering import routes
from facilitate.consultation.models import Answer, Questionnaire, Reply
from facilitate.data.db import db
from facilitate.web.app import create_app
from tests.conftest import settings_for
from tests.statements import count_statements

from ..conftest import Asked, planner_today

pytestmark = pytest.mark.both_databases


def kept(app: Flask) -> list[tuple[str, list[str]]]:
    """Language and texts of every answer."""
    with app.app_context():
        texts = db.session.execute(
            sa.select(Reply.answer_id, Reply.text).order_by(Reply.question_id)
        ).all()
        answers = db.session.execute(
            sa.select(Answer.id, Answer.language).order_by(Answer.id)
        ).all()
        return [
            (language, [text for answer, text in texts if answer == key])
            for key, language in answers
        ]


def change(app: Flask, **values: object) -> None:
    """Change the questionnaire behind the back of whoever is answering."""
    with app.app_context():
        db.session.execute(sa.update(Questionnaire).values(**values))
        db.session.commit()


@pytest.mark.one_database
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
    with count_statements() as statements:
        answer = client.get(asked.path, headers={"Accept-Language": accepts})
    assert answer.status_code == 200
    assert f"<h1>{title}</h1>" in answer.text
    assert len(statements) == 5


def test_an_answer_is_kept_and_thanked_for(app: Flask, client: FlaskClient, asked: Asked) -> None:
    second = f"question_{asked.questions[1]}"
    answer = client.post(
        asked.path,
        data=asked.typed(**{second: " To see it\r\ndone. "}),
        headers={"Accept-Language": "sq"},
    )
    assert (answer.status_code, answer.location) == (302, f"{asked.path}/thanks")
    assert kept(app) == [("sq", ["Çështje e hapur", "To see it\ndone."])]
    page = client.get(answer.location)
    assert page.status_code == 200
    assert "Çështje" not in page.text


def test_a_double_click_and_a_reload_keep_one_answer(
    app: Flask, client: FlaskClient, asked: Asked
) -> None:
    answers = [client.post(asked.path, data=asked.typed()) for _ in range(3)]
    assert [answer.location for answer in answers] == [f"{asked.path}/thanks"] * 3
    assert len(kept(app)) == 1


def test_the_same_form_at_the_same_moment_is_one_answer(app: Flask, asked: Asked) -> None:
    def send(_number: int) -> int:
        return app.test_client().post(asked.path, data=asked.typed()).status_code

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(send, range(16))) == [302] * 16
    assert len(kept(app)) == 1


def test_back_and_sent_again_unchanged_is_thanked_once_more(
    app: Flask, client: FlaskClient, asked: Asked
) -> None:
    client.post(asked.path, data=asked.typed())
    client.get(f"{asked.path}/thanks")
    assert client.post(asked.path, data=asked.typed(switch="")).location == f"{asked.path}/thanks"
    assert len(kept(app)) == 1


def test_back_and_sent_again_with_another_text_shows_it_back(
    app: Flask, client: FlaskClient, asked: Asked
) -> None:
    client.post(asked.path, data=asked.typed())
    page = client.post(
        asked.path, data=asked.typed(**{f"question_{asked.questions[0]}": "I changed my mind"})
    )
    assert page.status_code == 409
    assert "Your answer has arrived already." in page.text
    assert "I changed my mind</textarea>" in page.text
    assert kept(app) == [("en", ["Çështje e hapur"])]


def test_back_and_sent_again_from_a_new_form_is_one_answer(
    app: Flask, client: FlaskClient, asked: Asked
) -> None:
    """Browsers fetch the form anew and put the old text back into it: the receipt is another one."""
    for receipt in ("a", "b"):
        assert client.post(asked.path, data=asked.typed(receipt=receipt * 22)).status_code == 302
    assert len(kept(app)) == 1
    other = asked.typed(
        receipt="c" * 22, **{f"question_{asked.questions[0]}": "A colleague's view"}
    )
    assert client.post(asked.path, data=other).status_code == 302
    assert len(kept(app)) == 2


def test_two_people_are_two_answers(app: Flask, asked: Asked) -> None:
    for receipt in ("a", "b"):
        app.test_client().post(asked.path, data=asked.typed(receipt=receipt * 22))
    assert len(kept(app)) == 2


@pytest.mark.one_database
def test_a_receipt_that_is_none_is_replaced(app: Flask, asked: Asked) -> None:
    for receipt in ("", "short", "<script>alert(1)</script>", "x" * 5000):
        client = app.test_client()
        assert client.post(asked.path, data=asked.typed(receipt=receipt)).status_code == 302
    assert len(kept(app)) == 4


@pytest.mark.one_database
def test_the_other_language_keeps_what_was_typed(
    app: Flask, client: FlaskClient, asked: Asked
) -> None:
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


@pytest.mark.one_database
@pytest.mark.parametrize("change", [{"sector": ""}, {"sector": "999999"}, {"sector": "abc"}])
def test_a_wrong_choice_keeps_the_text(
    app: Flask, client: FlaskClient, asked: Asked, change: dict[str, str]
) -> None:
    answer = client.post(asked.path, data=asked.typed(**change))
    assert answer.status_code == 422
    assert "Çështje e hapur</textarea>" in answer.text
    assert 'class="error"' in answer.text
    assert kept(app) == []


@pytest.mark.one_database
def test_nothing_answered_is_said(app: Flask, client: FlaskClient, asked: Asked) -> None:
    answer = client.post(
        asked.path, data=asked.typed(**{f"question_{asked.questions[0]}": " \x00 "})
    )
    assert answer.status_code == 422
    assert "Please answer at least one question." in answer.text
    assert kept(app) == []


@pytest.mark.one_database
def test_a_text_that_is_too_long_stays_typed(app: Flask, client: FlaskClient, asked: Asked) -> None:
    text = "ë" * 20_001
    answer = client.post(asked.path, data=asked.typed(**{f"question_{asked.questions[0]}": text}))
    assert answer.status_code == 422
    assert "This is too long: at most 20000 characters." in answer.text
    assert f"{text}</textarea>" in answer.text
    assert kept(app) == []
    answer = client.post(
        asked.path, data=asked.typed(**{f"question_{asked.questions[0]}": "ë" * 20_000})
    )
    assert answer.status_code == 302


def test_html_emoji_and_right_to_left_text_come_back_as_text(
    app: Flask, client: FlaskClient, organiser: FlaskClient, asked: Asked
) -> None:
    client.post(
        asked.path, data=asked.typed(**{f"question_{asked.questions[0]}": "<b>shalom</b> שלום 🕊"})
    )
    page = organiser.get("/events/spring/consultation/answers")
    assert "&lt;b&gt;shalom&lt;/b&gt; שלום 🕊" in page.text


@pytest.mark.one_database
def test_a_filled_trap_asks_a_person_to_press_once_more(
    app: Flask, client: FlaskClient, asked: Asked
) -> None:
    assert 'name="website"' in client.get(asked.path).text
    page = client.post(asked.path, data=asked.typed(website="http://filled.example"))
    assert (page.status_code, "Please press “Send” once more." in page.text) == (422, True)
    assert "Çështje e hapur</textarea>" in page.text
    assert "filled.example" not in page.text
    assert 'name="website"' not in page.text  # a browser would fill it in again
    assert kept(app) == []
    assert client.post(asked.path, data=asked.typed()).location == f"{asked.path}/thanks"
    assert len(kept(app)) == 1


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            {"opens_on": date(2100, 1, 2), "closes_on": date(2100, 2, 1)},
            "You can answer from 2 January. Please",
        ),
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


@pytest.mark.one_database
def test_a_closed_consultation_leads_to_what_came_of_it(
    app: Flask, client: FlaskClient, asked: Asked
) -> None:
    def leads() -> tuple[bool, bool]:
        page = client.get(asked.path).text.split("<main")[1]
        return "What became of your answer" in page, "What you told us" in page

    change(app, closed=True)
    assert leads() == (True, False)
    assert client.get(f"{asked.path}/own").status_code == 200
    change(app, told={"on": "2026-11-25"})
    assert leads() == (True, True)
    change(app, opens_on=date(2100, 1, 2), closes_on=date(2100, 2, 1), closed=False)
    assert leads() == (False, False)


@pytest.mark.one_database
def test_closed_while_writing_shows_the_text_back(
    app: Flask, client: FlaskClient, asked: Asked
) -> None:
    change(
        app,
        closes_on=planner_today() - timedelta(days=1),
        opens_on=planner_today() - timedelta(days=9),
    )
    page = client.post(asked.path, data=asked.typed())
    assert "It closed while you were writing" in page.text
    assert "Çështje e hapur</textarea>" in page.text


@pytest.mark.one_database
def test_a_wrong_link_is_404(client: FlaskClient, asked: Asked) -> None:
    assert client.get("/a/nothing").status_code == 404
    assert client.get("/a/nothing/thanks").status_code == 404
    assert client.post("/a/nothing", data=asked.typed()).status_code == 404


def strict_app(database: str, tmp_path: Path) -> Flask:
    """The planner with its limits on."""
    return create_app(settings_for(tmp_path, database, extra={"RATELIMIT_ENABLED": True}))


@pytest.mark.one_database
def test_thirty_posts_a_second_from_one_address_are_too_many(
    asked: Asked, database: str, tmp_path: Path, same_second: None
) -> None:
    strict = strict_app(database, tmp_path)
    clients = [strict.test_client() for _n in range(30)]
    answers = [
        client.post(asked.path, data=asked.typed(receipt=f"{n:022}"))
        for n, client in enumerate(clients)
    ]
    codes = [answer.status_code for answer in answers]
    assert codes == [302] * 10 + [429] * 20
    refused = answers[codes.index(429)]
    assert "Please wait a minute, then press “Send” again." in refused.text
    assert "Çështje e hapur</textarea>" in refused.text
    assert f'<option selected value="{asked.sectors["donor"]}">' in refused.text
    client = strict.test_client()
    elsewhere = client.post(
        asked.path, data=asked.typed(receipt="e" * 22), environ_base={"REMOTE_ADDR": "203.0.113.9"}
    )
    assert elsewhere.status_code == 302
    assert client.get(asked.path).status_code == 200
    assert len(kept(strict)) == codes.count(302) + 1
    with strict.app_context():
        db.engine.dispose()


@pytest.mark.one_database
def test_an_office_of_forty_behind_one_address_is_heard(
    asked: Asked, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "BURST", "1000/second")  # the test is faster than forty people
    strict = strict_app(database, tmp_path)
    for number in range(40):
        client = strict.test_client()
        wrong = client.post(asked.path, data=asked.typed(receipt=f"{number:022}", sector=""))
        right = client.post(asked.path, data=asked.typed(receipt=f"{number:022}"))
        assert (wrong.status_code, right.status_code) == (422, 302)
    assert len(kept(strict)) == 40
    with strict.app_context():
        db.engine.dispose()


@pytest.mark.one_database
def test_a_phone_that_takes_no_cookie_is_heard(asked: Asked, database: str, tmp_path: Path) -> None:
    strict = create_app(settings_for(tmp_path, database, extra={"WTF_CSRF_ENABLED": True}))
    client = strict.test_client(use_cookies=False)
    assert "csrf_token" not in client.get(asked.path).text.split("<form")[-1]
    assert client.post(asked.path, data=asked.typed()).status_code == 302
    assert len(kept(strict)) == 1
    with strict.app_context():
        db.engine.dispose()


@pytest.mark.one_database
def test_what_was_typed_comes_back_when_something_breaks(
    app: Flask, client: FlaskClient, asked: Asked, caplog: pytest.LogCaptureFixture
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with app.app_context():
        db.session.execute(sa.text("ALTER TABLE reply RENAME TO elsewhere"))
        db.session.commit()
    page = client.post(asked.path, data=asked.typed())
    assert (page.status_code, "your answer is not saved yet" in page.text) == (500, True)
    assert "Çështje e hapur</textarea>" in page.text
    assert "consultation.answer_open_link" in caplog.text
    assert ("Çështje" in caplog.text, asked.path in caplog.text) == (False, False)
    with app.app_context():
        db.session.execute(sa.text("ALTER TABLE elsewhere RENAME TO reply"))
        db.session.commit()
    assert client.post(asked.path, data=asked.typed()).status_code == 302
    assert len(kept(app)) == 1


@pytest.mark.one_database
def test_a_published_summary_is_a_link_away(app: Flask, client: FlaskClient, asked: Asked) -> None:
    assert f"{asked.path}/said" not in client.get(f"{asked.path}/thanks").text
    change(app, told={"on": "2026-11-25"})
    assert f'href="{asked.path}/said"' in client.get(f"{asked.path}/thanks").text
