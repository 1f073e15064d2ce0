"""Months after an event: those who were there are asked what changed, apart from what they were asked at its end."""

import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from itertools import count

import pytest
import sqlalchemy as sa
from docx import Document
from flask import Flask
from flask.testing import FlaskClient

from facilitate import clock
from facilitate.checklists.actions import planned_day
from facilitate.checklists.models import Anchor, Unit
from facilitate.consultation.answering.actions import save_answer
from facilitate.consultation.answering.sent import SentAnswer, SentPick
from facilitate.consultation.evaluating.starting import LASTS, later_questions, opening_day
from facilitate.consultation.models import (
    LATER,
    Choice,
    Invitation,
    Question,
    QuestionKind,
    Questionnaire,
    QuestionnairePurpose,
)
from facilitate.consultation.queries import questionnaire_of
from facilitate.consultation.questionnaire import asking_day
from facilitate.consultation.station import EVALUATION
from facilitate.data.db import db
from facilitate.directory.models import Sector
from facilitate.events.actions import add_objective
from facilitate.events.models import AgreementStatus, Event
from facilitate.lib.text import Words
from facilitate.lib.workdays import ClosedDays
from facilitate.notes.models import NoteAction
from facilitate.outcomes.gathering import review_days
from facilitate.participation.actions import invite_all_to_event
from facilitate.participation.models import Standing

from ...directory.rows import add_office, add_worker
from ..conftest import planner_today

PAGE = "/events/spring/after-6"
CHANGED = "/events/spring/changed"
FOUND = {
    "opens": date(2026, 8, 31),
    "closes": date(2026, 9, 14),
    "closed": False,
    "shown": 8,
    "answers": 48,
}
WROTE = "The form is filled in at one table."


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", answer.text).split())


@pytest.fixture
def later(app: Flask, organiser: FlaskClient, cast) -> int:
    """What `spring`, over since winter, asks half a year later, with two objectives to tick; gives its id."""
    with app.test_request_context():
        event = db.session.get_one(Event, cast.event_id)
        event.first_day = event.last_day = date(2026, 1, 15)
        for text in ("One form", "Two people in every county", "A mere idea"):
            objective = add_objective(event, Words(text, f"{text} (sq)"), Words())
            objective.status = AgreementStatus.IDEA if "idea" in text else AgreementStatus.AGREED
        db.session.commit()
    assert organiser.post(f"{PAGE}/begin").headers["Location"] == f"{PAGE}/edit"
    with app.test_request_context():
        made = questionnaire_of(
            db.session.get_one(Event, cast.event_id), QuestionnairePurpose.AFTER_6
        )
        assert made is not None
        made.opens_on, made.closes_on = planner_today(), planner_today() + LASTS
        db.session.commit()
        return made.id


_numbers = count(1)


def answer(app: Flask, later: int, first: int, wrote: str = "") -> None:
    """One more answer to it, by a business, that took this choice of the first question."""
    with app.test_request_context():
        row = db.session.get_one(Questionnaire, later)
        first_one, _better, open_one, *_rest = questions(later)
        choices = db.session.scalars(
            sa.select(Choice.id).where(Choice.question_id == first_one).order_by(Choice.position)
        ).all()
        where = db.session.scalars(sa.select(Sector.id).where(Sector.key == "business")).one()
        sent = SentAnswer(
            where,
            texts={open_one: wrote} if wrote else {},
            picks=[SentPick(first_one, choices[first], None)],
        )
        assert save_answer(
            row, f"later-{next(_numbers):016d}", sent, planner_today(), language="sq"
        )
        db.session.commit()


def questions(later: int) -> list[int]:
    """The ids of its questions in order."""
    mine = sa.select(Question.id).where(Question.questionnaire_id == later)
    return list(db.session.scalars(mine.order_by(Question.position)))


def test_it_asks_what_changed_and_offers_the_objectives(app: Flask, later: int, cast) -> None:
    with app.test_request_context():
        event = db.session.get_one(Event, cast.event_id)
        offered = db.session.scalars(
            sa.select(Choice.text)
            .where(Choice.question_id == questions(later)[1])
            .order_by(Choice.position)
        )
        assert [one.en for one in offered] == [
            "One form",
            "Two people in every county",
            "None of these",
        ]
        assert questionnaire_of(event, QuestionnairePurpose.EVALUATION) is None
        assert questionnaire_of(event, QuestionnairePurpose.AFTER_12) is None


@pytest.mark.both_databases
def test_what_was_answered_stands_beside_what_was_to_change(
    app: Flask, organiser: FlaskClient, sign_in: Callable[[str], FlaskClient], later: int
) -> None:
    assert "After 6 months Nobody has answered yet." in text_of(organiser.get(CHANGED))
    assert "After 12 months Prepare the questions" in text_of(organiser.get(CHANGED))
    for first in (0, 0, 0, 0, 1):
        answer(app, later, first, wrote=WROTE)
    told, team = (text_of(client.get(CHANGED)) for client in (sign_in("viewer"), organiser))
    assert "5 people answered. Do you do anything differently" in team
    assert "Yes, and we still do 4 " in team
    assert "Yes, and we still do 4 " not in told  # it would tell that one person took another
    assert WROTE not in team + told
    assert text_of(organiser.get(PAGE)).count(WROTE) == 5
    word = organiser.get(f"{CHANGED}.docx?lang=en")
    said = [paragraph.text for paragraph in Document(io.BytesIO(word.data)).paragraphs]
    assert "What people say after 6 months" in said
    assert "What works better today than before the event?" in said  # each table below its question
    assert WROTE not in "".join(said)


def test_those_who_came_are_written_to_and_thanked_in_words_of_their_own(
    app: Flask, organiser: FlaskClient, later: int, cast
) -> None:
    with app.test_request_context():
        event, there = db.session.get_one(Event, cast.event_id), add_office("Zyra e qarkut")
        people = [add_worker(name, there) for name in ("Ana Hoxha", "Ben Doda")]
        people[0].email, people[1].email = "ana@example.org", "ben@example.org"
        invite_all_to_event(event, people, Standing.ATTENDED)
        db.session.commit()
        token = db.session.get_one(Questionnaire, later).token
    went = organiser.post(f"{PAGE}/invitations/came")
    assert went.headers["Location"] == f"{PAGE}/invitations"
    with app.test_request_context():
        asked = db.session.scalars(sa.select(Invitation.questionnaire_id)).all()
    assert asked == [later, later]
    assert "disa muaj më parë morët pjesë" in text_of(organiser.get(f"{PAGE}/letters/invitation"))
    page = text_of(app.test_client().get(f"/a/{token}"))
    assert "What has changed since?" in page
    assert "Do you do anything differently in your work because of it?" in page


def test_it_is_said_how_many_were_asked_and_how_many_are_silent(
    app: Flask, organiser: FlaskClient, later: int
) -> None:
    with app.test_request_context():
        for number in range(7):
            email = f"n{number}@example.org"
            values = {"name": f"Ana {number}", "email": email}
            db.session.add(Invitation(questionnaire_id=later, **values))
        db.session.commit()
    assert "Nobody has answered yet. 7 were asked, 7 of them have not answered." in text_of(
        organiser.get(CHANGED)
    )
    for first in (0, 0, 0, 0, 1):
        answer(app, later, first)
    said = "5 people answered. 7 were asked, 2 of them have not answered."
    assert said in text_of(organiser.get(CHANGED))
    word = organiser.get(f"{CHANGED}.docx?lang=en")
    assert said in [one.text for one in Document(io.BytesIO(word.data)).paragraphs]


def test_offices_and_who_promised_something_are_asked_as_well(
    app: Flask, organiser: FlaskClient, later: int, cast
) -> None:
    with app.test_request_context():
        event, there = db.session.get_one(Event, cast.event_id), add_office("Zyra e qarkut")
        came, head = (add_worker(name, there) for name in ("Ana Hoxha", "Drita Kuka"))
        owner = add_worker("Ben Doda", add_office("Bashkia Krujë", "local_government"))
        invite_all_to_event(event, [came], Standing.ATTENDED)
        values = {"event_id": event.id, "at": clock.now(), "text": "Shkruaj rregullat."}
        db.session.add(NoteAction(**values, person_id=owner.id, token="t-1"))
        db.session.commit()
        names = {came.name, head.name, owner.name}
    found = {}
    for group in ("offices", "promised", ""):
        page = organiser.get(f"{PAGE}/invitations/people?group={group}").text
        found[group] = {name for name in names if name in page}
    assert found == {"offices": {"Drita Kuka"}, "promised": {"Ben Doda"}, "": names}
    answer = organiser.post(f"{PAGE}/invitations/people?group=offices", data={"everybody": "1"})
    assert answer.status_code == 302
    with app.test_request_context():
        assert list(db.session.scalars(sa.select(Invitation.name))) == ["Drita Kuka"]


def test_who_may_ask_and_who_may_not_even_see(sign_in: Callable[[str], FlaskClient], cast) -> None:
    for purpose in LATER:
        page = f"/events/spring/{purpose}"
        assert sign_in("viewer").get(page).status_code == 200
        assert sign_in("viewer").post(f"{page}/begin").status_code == 403
        assert sign_in("stranger").get(page).status_code == 404
    assert sign_in("organiser").get("/events/spring/after-9").status_code == 404


@pytest.mark.parametrize("number", [0, 1, 2, 12])
def test_which_objective_got_better_is_asked_where_there_are_two(number: int) -> None:
    asked = later_questions([Words("Aim " * 80, "") for _ in range(number)])
    assert [one.key for one in asked] == [
        "differently",
        *(["better"] if number > 1 else []),
        "what",
    ]
    assert all(len(choice.en) <= 200 for one in asked for choice in one.choices)
    ticked = [one for one in asked if one.kind is QuestionKind.MULTIPLE]
    assert [len(one.choices) for one in ticked] == ([number + 1] if number > 1 else [])


def test_it_opens_on_its_day_or_today_where_that_is_long_over() -> None:
    due = date(2027, 2, 26)
    assert opening_day(due, date(2026, 9, 1)) == due
    assert opening_day(due, date(2027, 3, 12)) == due
    assert opening_day(due, date(2027, 3, 13)) == date(2027, 3, 13)


@pytest.mark.parametrize(
    ("last_day", "country", "days"),
    [  # 28 November: a holiday; 28 February: a Sunday; 31 August: a Tuesday
        ("2026-08-28", "AL", ["2026-11-27", "2027-02-26", "2027-08-27"]),
        ("2026-08-31", "", ["2026-11-30", "2027-02-26", "2027-08-31"]),
    ],
)
def test_its_days_are_counted_as_tasks_of_the_checklist_are(
    app: Flask, cast, last_day: str, country: str, days: list[str]
) -> None:
    """Never a weekend nor a holiday: what is due then moves to the working day before."""
    with app.test_request_context():
        event = db.session.get_one(Event, cast.event_id)
        event.first_day = event.last_day = date.fromisoformat(last_day)
        event.country = country
        due = [asking_day(event, one) for one in LATER]
        assert [one.isoformat() for one in due] == days
        planned = [planned_day(event, one.months, Unit.MONTHS, Anchor.LAST_DAY) for one in LATER]
        assert planned == due
        assert [one.on for one in review_days(event.last_day, [], ClosedDays(country))] == due


def test_the_desk_says_when_it_is_time_to_ask(app: Flask, organiser: FlaskClient, cast) -> None:
    """For two months from the day on, and not once the questions are there."""
    with app.test_request_context():
        event = db.session.get_one(Event, cast.event_id)
        told = partial(EVALUATION.told, {**FOUND, "made": "evaluation;after-6"}, event)
        event.last_day = date(2026, 8, 31)
        due = [date(2026, 11, 27), date(2027, 1, 25)]  # 30 November: a holiday
        asked = [[need.number for need in told(on).needs] for on in due]
        assert asked == [[3], [3]]
        early, late = due[0] - timedelta(days=1), due[1] + timedelta(days=1)
        assert [told(on).needs for on in (early, late, date(2027, 3, 1))] == [[], [], []]
        assert [need.number for need in told(date(2027, 8, 31)).needs] == [12]
