"""What an event changed: indicators then and now, actions by how they ended; read by the team, taken along once cleared."""

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.consultation.evaluating.actions import create_evaluation
from facilitate.consultation.models import (
    Answer,
    Question,
    QuestionKind,
    QuestionnairePurpose,
    Reply,
)
from facilitate.data.db import db
from facilitate.directory.models import Sector
from facilitate.events.actions import add_objective
from facilitate.events.models import Event
from facilitate.lib.text import Words, make_slug
from facilitate.notes.models import ActionStatus, NoteAction
from facilitate.objectives.indicators import add_indicator
from facilitate.objectives.models import IndicatorReading, ObjectiveIndicator
from facilitate.outcomes.gathering import review_days

from .. import moment
from ..report.walking import holds_word

pytestmark = pytest.mark.both_databases
PAGE = "/events/spring/changed"
AFTER = QuestionnairePurpose.AFTER_6


@pytest.fixture
def indicator(app: Flask, cast) -> int:
    """An indicator of `spring`, which is over, beside one action of each kind; gives its id."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        event.first_day = event.last_day = date(2026, 1, 15)
        objective = add_objective(event, Words("One form", "Një formular"), Words())
        db.session.flush()
        row = ObjectiveIndicator(
            text=Words("Counties taking part", "Qarqe pjesëmarrëse"), before="3", goal="12"
        )
        add_indicator(event, objective, row)
        db.session.add_all(
            NoteAction(
                event_id=event.id,
                text=f"Veprim {number}",
                status=status,
                token=f"t-{number}",
                at=moment.now(),
            )
            for number, status in enumerate(ActionStatus)
        )
        db.session.commit()
        return row.id


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", answer.text).split())


def typed(number: int, value: str, on: str) -> dict[str, str]:
    return {f"i{number}-value": value, f"i{number}-on": on}


def readings(app: Flask) -> list[tuple[date, str]]:
    with app.app_context():
        rows = db.session.scalars(sa.select(IndicatorReading).order_by(IndicatorReading.on))
        return [(row.on, row.value) for row in rows]


def test_then_now_and_as_planned(app: Flask, organiser, indicator: int) -> None:
    said = text_of(organiser.get(PAGE))
    assert "1 indicator; nobody has looked yet." in said
    assert "3 actions: 1 carried out, 1 still open, 1 dropped." in said
    assert "nobody has looked yet" in said
    saved = organiser.post(f"{PAGE}/{indicator}", data=typed(indicator, "12", "2026-04-20"))
    assert saved.status_code == 302
    organiser.post(f"{PAGE}/{indicator}", data=typed(indicator, "11", "2026-04-20"))
    assert readings(app) == [(date(2026, 4, 20), "11")]
    said = text_of(organiser.get(PAGE))
    assert ("89% of the way" in said, "1 indicator, 0 on target." in said) == (True, True)


def test_what_is_wrong_is_said_and_what_was_typed_stays(app: Flask, organiser, indicator) -> None:
    answer = organiser.post(f"{PAGE}/{indicator}", data=typed(indicator, "9 of 12", "soon"))
    assert answer.status_code == 422
    assert 'value="9 of 12"' in answer.text
    assert readings(app) == []


def test_roles_strangers_and_wrong_numbers(organiser, sign_in, indicator: int) -> None:
    viewer, stranger = sign_in("viewer"), sign_in("stranger")
    data = typed(indicator, "9", "2026-04-20")
    assert viewer.get(PAGE).status_code == 200
    assert "Write down how it is now" not in viewer.get(PAGE).text
    assert viewer.post(f"{PAGE}/{indicator}", data=data).status_code == 403
    assert stranger.get(PAGE).status_code == 404
    assert stranger.get(f"{PAGE}.docx").status_code == 404
    assert organiser.post(f"{PAGE}/99999", data=data).status_code == 404


def test_an_event_of_which_nothing_was_said_says_so(app: Flask, organiser, cast) -> None:
    before = text_of(organiser.get(PAGE))
    assert "Nothing says yet what is to change, and nothing has been promised yet." in before
    assert "No indicators yet" in before
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        event.first_day = event.last_day = moment.planner_today() - timedelta(days=1)
        db.session.commit()
    after = text_of(organiser.get(PAGE))
    assert "Nothing was set to change beforehand, and nothing was promised." in after
    assert "Nothing was said beforehand" in after


@pytest.mark.looks_through
def test_the_word_file_leaves_out_what_nobody_has_decided_about(
    app: Flask, organiser, indicator: int
) -> None:
    organiser.post(f"{PAGE}/{indicator}", data=typed(indicator, "9", "2026-04-20"))
    with app.app_context():
        row = db.session.get_one(ObjectiveIndicator, indicator)
        row.source = "Pastaj erdhi Qzsecret."
        db.session.commit()
    for code, what in (("en", "Counties taking part"), ("sq", "Qarqe pjesëmarrëse")):
        content = organiser.get(f"{PAGE}.docx?lang={code}").data
        assert holds_word(content, what)
        assert not holds_word(content, "Qzsecret")


@pytest.mark.looks_through
def test_what_somebody_wrote_later_is_quoted_once_it_may_leave(
    app: Flask, organiser, sign_in, indicator: int
) -> None:
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
        asked = create_evaluation(event, moment.planner_today(), purpose=AFTER)
        mine = sa.select(Question.id).where(
            Question.questionnaire_id == asked.id, Question.kind == QuestionKind.OPEN
        )
        question, sector = db.session.scalars(mine).first(), db.session.scalar(sa.select(Sector.id))
        replies = []
        for text in ("Tryeza mblidhet çdo muaj.", "Pastaj erdhi Qzsecret.", "Nuk u tha asgjë."):
            answer = Answer(
                questionnaire_id=asked.id,
                receipt=text[:6],
                language="sq",
                sector_id=sector,
                given_on=moment.planner_today(),
            )
            db.session.add(answer)
            db.session.flush()
            replies.append(Reply(answer_id=answer.id, question_id=question, text=text, folded=""))
        db.session.add_all(replies)
        db.session.commit()
        ids = [one.id for one in replies]
    page = f"/events/spring/{AFTER}"
    assert sign_in("viewer").post(f"{page}/replies/{ids[0]}/quote").status_code == 403
    assert organiser.post(f"{page}/replies/999999/quote").status_code == 404
    for one in ids[:2]:
        organiser.post(f"{page}/replies/{one}/quote", data={"quoted": "yes"})
    assert organiser.get(page).text.count("Quoted in what this event changed") == 2
    content = organiser.get(f"{PAGE}.docx?lang=en").data
    assert holds_word(content, "Tryeza mblidhet çdo muaj.")
    assert not holds_word(content, "Qzsecret")
    assert not holds_word(content, "Nuk u tha")
    assert "Tryeza mblidhet" in organiser.get(PAGE).text
    organiser.post(f"{page}/replies/{ids[0]}/quote")
    assert not holds_word(organiser.get(f"{PAGE}.docx?lang=en").data, "Tryeza mblidhet")


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("read_on", "done"),
    [
        ([], [False, False, False]),
        ([date(2026, 4, 20)], [True, False, False]),
        ([date(2026, 7, 1)], [False, True, False]),
        ([date(2026, 4, 20), date(2027, 2, 1)], [True, False, True]),
    ],
)
def test_it_is_looked_at_after_three_six_and_twelve_months(read_on, done) -> None:
    looks = review_days(date(2026, 1, 15), read_on)
    assert [one.on for one in looks] == [date(2026, 4, 15), date(2026, 7, 15), date(2027, 1, 15)]
    assert [one.done for one in looks] == done


@pytest.mark.parametrize(
    ("language", "coming", "over"),
    [
        ("en", "What this event is to change", "What this event changed"),
        ("sq", "Çfarë synon të ndryshojë kjo veprimtari", "Çfarë ndryshoi kjo veprimtari"),
    ],
)
def test_before_its_last_day_is_over_an_event_has_changed_nothing(
    app: Flask, cast, organiser, indicator: int, language: str, coming: str, over: str
) -> None:
    paper, slug = f"{PAGE}.docx?lang={language}", {True: make_slug(coming), False: make_slug(over)}
    for ahead in (False, True):
        title, other = (coming, over) if ahead else (over, coming)
        answer = organiser.get(paper)
        assert holds_word(answer.data, title)
        assert not holds_word(answer.data, other)
        assert slug[ahead] in answer.headers["Content-Disposition"]
        if language == "en":
            assert f"<h1>{title}" in organiser.get(PAGE).text
        with app.app_context():
            event = db.session.get_one(Event, cast.event_id)
            event.first_day = event.last_day = moment.planner_today()
            db.session.commit()
