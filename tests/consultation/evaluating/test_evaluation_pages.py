"""The pages of an evaluation: made, edited, shown to the room, answered, read."""

import io
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from docx import Document
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from facilitate.consultation.asking.actions import add_question
from facilitate.consultation.models import (
    Answer,
    Question,
    Questionnaire,
    QuestionnairePurpose,
    Reply,
)
from facilitate.consultation.questionnaire import is_evaluation
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words

from ...statements import count_statements
from ..conftest import Asked, planner_today
from .conftest import Evaluation, give_answer, make_evaluation
from .test_results import edition

PAGE = "/events/spring/evaluation"


def mine(event_id: int) -> list[Question]:
    asked = sa.select(Question).join(Questionnaire).where(is_evaluation(event_id))
    return list(db.session.scalars(asked.order_by(Question.position)))


def test_before_it_is_made(sign_in: Callable[[str], FlaskClient], cast) -> None:
    assert "Create the evaluation" in sign_in("organiser").get(PAGE).text
    assert "Create the evaluation" not in sign_in("viewer").get(PAGE).text
    assert sign_in("stranger").get(PAGE).status_code == 404
    assert sign_in("organiser").get("/events/nowhere/evaluation").status_code == 404
    assert sign_in("organiser").get(f"{PAGE}.xlsx").status_code == 409


@pytest.mark.parametrize(
    "page",
    [
        "/edit",
        "/about",
        "/qr.svg",
        "/qr.png",
        "/poster",
        "/preview",
        "/projector",
        "/form.docx",
        "/enter",
    ],
)
def test_its_pages_are_not_there_before(organiser: FlaskClient, page: str) -> None:
    assert organiser.get(PAGE + page).status_code == 404


def test_making_it_twice_makes_one(app: Flask, organiser: FlaskClient, cast) -> None:
    for _ in range(2):
        answer = organiser.post(f"{PAGE}/begin")
        assert answer.status_code == 302
        assert answer.location.endswith("/events/spring/evaluation/edit")
    with app.app_context():
        found = mine(cast.event_id)
        assert [row.key for row in found] == [
            "overall",
            "objectives",
            "facilitation",
            "small_groups",
            "time_to_talk",
            "differently",
            "keep_or_change",
            "again",
        ]
        made = db.session.scalars(
            sa.select(Questionnaire).where(is_evaluation(cast.event_id))
        ).one()
        event = db.session.get_one(Event, cast.event_id)
        assert (made.opens_on, made.named) == (event.last_day, False)
        assert (made.closes_on - event.last_day).days == 14


def test_who_may_make_it(sign_in: Callable[[str], FlaskClient]) -> None:
    assert sign_in("viewer").post(f"{PAGE}/begin").status_code == 403
    assert sign_in("stranger").post(f"{PAGE}/begin").status_code == 404
    assert sign_in("organiser").get(f"{PAGE}/begin").status_code == 405


def test_the_same_questions_as_an_earlier_event(app: Flask, sign_in, cast) -> None:
    with app.test_request_context():
        first = edition("first", 2023)
        made = make_evaluation(first)
        db.session.get_one(Question, made.questions["objectives"]).hidden = True
        db.session.commit()
        key = first.id
    administrator = sign_in("administrator")
    assert administrator.post(f"{PAGE}/begin", data={"event_id": "999"}).status_code == 422
    assert administrator.post(f"{PAGE}/begin", data={"event_id": str(key)}).status_code == 302
    with app.app_context():
        assert [row.key for row in mine(cast.event_id)] == [
            "overall",
            "facilitation",
            "small_groups",
            "time_to_talk",
            "differently",
            "keep_or_change",
            "again",
        ]


def test_a_question_of_ones_own_is_compared_when_it_is_asked_again(
    app: Flask, organiser: FlaskClient, evaluation: Evaluation, cast
) -> None:
    typed = {
        "kind": "scale",
        "text-en": "The food?",
        "text-sq": "Ushqimi?",
        "low-en": "bad",
        "high-en": "good",
    }
    answer = organiser.post(f"{PAGE}/questions/new", data=typed)
    assert answer.location.split("#")[0].endswith(f"{PAGE}/edit")
    with app.app_context():
        own = mine(cast.event_id)[-1]
        assert (own.text.en, len(own.key)) == ("The food?", 8)


def test_editing_stays_with_the_evaluation(
    app: Flask, organiser: FlaskClient, asked: Asked, evaluation: Evaluation, cast
) -> None:
    page = organiser.get(f"{PAGE}/edit").text
    assert "How do you rate it as a whole?" in page
    assert "/events/spring/consultation/questions" not in page
    one, theirs = evaluation.questions["objectives"], asked.questions[0]
    assert organiser.get(f"{PAGE}/questions/{one}").status_code == 200
    assert organiser.get(f"{PAGE}/questions/{theirs}").status_code == 404
    assert organiser.get(f"/events/spring/consultation/questions/{one}").status_code == 404
    for do, data in (("hide", {"to": "hidden"}), ("move", {"to": "up"}), ("remove", {})):
        answer = organiser.post(f"{PAGE}/questions/{one}/{do}", data=data)
        assert answer.location.split("#")[0].endswith(f"{PAGE}/edit")
    with app.app_context():
        assert [row.position for row in mine(cast.event_id)] == list(range(1, 8))
        assert db.session.get(Question, theirs) is not None


def test_it_is_always_anonymous(
    app: Flask, organiser: FlaskClient, evaluation: Evaluation, cast
) -> None:
    page = organiser.get(f"{PAGE}/about").text
    assert "always anonymous" in page
    assert 'name="named"' not in page
    typed = {
        "version": "1",
        "title-en": "So?",
        "title-sq": "Pra?",
        "opens_on": planner_today().isoformat(),
        "closes_on": planner_today().isoformat(),
        "named": "True",
    }
    with app.app_context():
        typed["version"] = str(
            db.session.scalar(sa.select(Questionnaire.version).where(is_evaluation(cast.event_id)))
        )
    assert organiser.post(f"{PAGE}/about", data=typed).status_code == 302
    with app.app_context():
        made = db.session.scalars(
            sa.select(Questionnaire).where(is_evaluation(cast.event_id))
        ).one()
        assert (made.title.en, made.named) == ("So?", False)


def test_closing_and_opening_leads_back_to_its_page(
    organiser: FlaskClient, evaluation: Evaluation
) -> None:
    for to in ("closed", "open"):
        answer = organiser.post(f"{PAGE}/state", data={"to": to})
        assert answer.location.endswith(PAGE)
    assert organiser.get(f"{PAGE}/state").status_code == 405
    assert "This evaluation is closed" not in organiser.get(evaluation.path).text
    organiser.post(f"{PAGE}/state", data={"to": "closed"})
    assert "This evaluation is closed" in organiser.get(evaluation.path).text


def test_its_link_asks_its_own_questions(
    app: Flask, client: FlaskClient, asked: Asked, evaluation: Evaluation
) -> None:
    page = client.get(evaluation.path).text
    assert "How do you rate it as a whole?" in page
    assert f'name="question_{asked.questions[0]}"' not in page
    typed = {
        "receipt": "e" * 22,
        "sector": str(asked.sectors["donor"]),
        "place": "",
        f"question_{evaluation.questions['overall']}": "4",
        f"question_{evaluation.questions['differently']}": "Telefoni natën",
        f"question_{asked.questions[0]}": "to the consultation",
    }
    answer = client.post(evaluation.path, data=typed, follow_redirects=True)
    assert "The report of “Spring conference” sums up all answers" in answer.text
    with app.app_context():
        kept = db.session.scalars(sa.select(Answer)).one()
        assert (
            db.session.get_one(Questionnaire, kept.questionnaire_id).purpose
            is QuestionnairePurpose.EVALUATION
        )
        assert db.session.scalars(sa.select(Reply.text)).all() == ["Telefoni natën"]


def test_a_switch_of_language_keeps_what_was_ticked(
    client: FlaskClient, evaluation: Evaluation
) -> None:
    name = f"question_{evaluation.questions['overall']}"
    page = client.post(evaluation.path, data={name: "4", "switch": "sq"}).text
    assert "Si e vlerësoni në tërësi?" in page
    assert f'name="{name}" value="4" checked' in page


def test_the_results_in_one_sentence(sign_in, given: Callable[..., None]) -> None:
    for step in (5, 5, 5, 4, 4, 4):
        given("donor", overall=step, again=0, differently="Mbledhje çdo muaj")
    page = sign_in("organiser").get(PAGE).text
    assert "6 people answered; 4.5 of 5 overall." in page
    assert page.count("Mbledhje çdo muaj") == 6
    seen = sign_in("viewer").get(PAGE).text
    assert "Mbledhje" not in seen
    assert "6 people answered; 4.5 of 5 overall." in seen
    assert sign_in("stranger").get(PAGE).status_code == 404


def test_one_answer_tells_those_who_do_not_read_answers_nothing(
    sign_in, given: Callable[..., None]
) -> None:
    given("donor", overall=1, again=2, differently="Mine")
    seen = sign_in("viewer").get(PAGE).text
    assert "A few people answered." in seen
    assert "1.0" not in seen
    file = load_workbook(io.BytesIO(sign_in("organiser").get(f"{PAGE}.xlsx?lang=en").data))
    cells = [
        cell
        for row in file.worksheets[0].iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]
    assert {0, 1, "Mine"}.isdisjoint(cells)
    assert any(str(cell).startswith("* Groups of fewer than three") for cell in cells)


def test_compared_only_with_what_one_may_see(
    app: Flask, organiser: FlaskClient, evaluation, given, cast
) -> None:
    with app.test_request_context():
        other = edition("elsewhere", 2025)
        made = make_evaluation(other)
        for _ in range(4):
            give_answer(made, "donor", overall=2)
        db.session.commit()
        key = other.id
    given("donor", overall=5)
    page = organiser.get(f"{PAGE}?with={key}&with=nonsense").text
    assert "Elsewhere" not in page
    assert "than 2025" not in page


def test_an_administrator_chooses_any(app: Flask, sign_in, evaluation, given) -> None:
    with app.test_request_context():
        other = edition("elsewhere", 2025)
        made = make_evaluation(other)
        for _ in range(4):
            give_answer(made, "donor", overall=2)
        db.session.commit()
        key = other.id
    for _ in range(3):
        given("donor", overall=5)
    page = sign_in("administrator").get(f"{PAGE}?with={key}").text
    assert "3.0 more than in 2025" in page


def test_what_hangs_in_the_room(
    organiser: FlaskClient, client: FlaskClient, evaluation: Evaluation
) -> None:
    assert organiser.get(f"{PAGE}/qr.svg").mimetype == "image/svg+xml"
    assert organiser.get(f"{PAGE}/qr.png").data.startswith(b"\x89PNG")
    poster = organiser.get(f"{PAGE}/poster").text
    assert "What you tell us shapes the next event." in poster
    assert "Mbi ato që na thoni ju" in poster
    wall = organiser.get(f"{PAGE}/projector").text
    assert '<html lang="en">' in wall or '<html lang="sq">' in wall
    assert evaluation.path in wall
    assert '<html lang="sq">' in organiser.get(f"{PAGE}/projector?lang=sq").text
    assert client.get(f"{PAGE}/projector").status_code == 302


def test_on_paper(app: Flask, organiser: FlaskClient, asked: Asked, evaluation: Evaluation) -> None:
    paper = Document(io.BytesIO(organiser.get(f"{PAGE}/form.docx?lang=en").data))
    texts = "\n".join(row.text for row in paper.paragraphs)
    assert "How do you rate it as a whole?" in texts
    typed = {
        "receipt": "p" * 22,
        "sector": str(asked.sectors["media"]),
        "given_on": planner_today().isoformat(),
        "language": "sq",
        f"question_{evaluation.questions['overall']}": "3",
    }
    answer = organiser.post(f"{PAGE}/enter", data=typed)
    assert "/events/spring/evaluation/enter" in answer.location
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Answer.id))) == 1
    organiser.post(f"{PAGE}/enter/undo/1")
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Answer.id))) == 0


def test_excel_holds_the_numbers(organiser: FlaskClient, given: Callable[..., None]) -> None:
    for _ in range(5):
        given("donor", overall=4, again=0)
    file = load_workbook(io.BytesIO(organiser.get(f"{PAGE}.xlsx?lang=en").data))
    rows = list(file["Evaluation"].iter_rows(values_only=True))
    assert ("How do you rate it as a whole?", "poor – very good", 0, 0, 0, 5, 0, 5, 4) in rows
    assert ("Yes", 5) in [row[:2] for row in rows]


def test_as_many_statements_for_one_as_for_many(
    app: Flask, organiser: FlaskClient, given: Callable[..., None]
) -> None:
    given("donor", overall=4, differently="One")
    with count_statements() as few:
        organiser.get(PAGE)
    for sector in ("media", "donor", "academia"):
        given(sector, overall=2, again=1, differently="More", keep_or_change="Food")
    with count_statements() as many:
        organiser.get(PAGE)
    assert len(many) == len(few) <= 12


def test_questions_of_an_earlier_evaluation_are_added(
    app: Flask, sign_in, evaluation: Evaluation, cast
) -> None:
    """What is there already, by its wording or its key, does not come twice; the consultation gives nothing."""
    with app.test_request_context():
        first = edition("first", 2023)
        made = make_evaluation(first)
        db.session.get_one(Question, made.questions["overall"]).text = Words(
            "Worded anew?", "Ndryshe?"
        )
        own = Question(text=Words("The food?", "Ushqimi?"), help=Words())
        add_question(
            db.session.scalars(sa.select(Questionnaire).where(is_evaluation(first.id))).one(), own
        )
        db.session.commit()
        key = first.id
    administrator = sign_in("administrator")
    for came in ("1 question was added.", "0 questions were added."):
        answer = administrator.post(
            f"{PAGE}/take-over", data={"event_id": str(key)}, follow_redirects=True
        )
        assert came in answer.text
    with app.app_context():
        assert [row.text.en for row in mine(cast.event_id)][8:] == ["The food?"]
