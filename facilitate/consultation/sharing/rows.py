"""The rows of everything that was said, as the Excel file lists them: each in one statement, as plain tuples."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from ...accounts.models import User
from ...db import db
from ...directory.models import County, Sector
from ...events.models import Event
from ...i18n import words
from ...lib.suppression import LEAST, generalised
from ..models import (
    Answer,
    Choice,
    Coding,
    Passage,
    Pick,
    Question,
    QuestionKind,
    Questionnaire,
    Reply,
    Stance,
    Theme,
)


@dataclass(frozen=True)
class AnswerRow:
    """An answer: what may be shown of its sender, and what it says to each question by id."""

    day: date
    sector: str
    county: str
    name: str
    organisation: str
    said: dict[int, str]


@dataclass(frozen=True)
class CodedRow:
    """A theme on a passage: ids of theme and question, who put it there. Nothing leads to the answer."""

    theme: int
    question: int
    text: str
    stance: Stance
    coder: str


def answers_of(event: Event, questionnaire: Questionnaire, questions: Sequence[Question]) -> list[AnswerRow]:
    """Every answer, in no order within a day.

    In an anonymous consultation sector and county stand only where at least three answers show the same, the sector
    exactly where the tables show its number; fewer than three answers altogether are not listed.
    """
    rows = db.session.execute(
        sa.select(
            Answer.id, Answer.given_on, Sector.position, Answer.county_id, Sector.name, County.name,
            Answer.name, Answer.organisation,
        )
        .join_from(Answer, Sector, Answer.sector_id == Sector.id)
        .outerjoin(County, Answer.county_id == County.id)
        .where(Answer.questionnaire_id == questionnaire.id)
        .order_by(Answer.given_on, Answer.receipt)
    ).all()  # fmt: skip
    if not questionnaire.named and len(rows) < LEAST:
        return []
    shown = generalised([(sector, county) for _id, _day, sector, county, *_names in rows])
    said = _said(questionnaire, questions)
    return [
        AnswerRow(
            day,
            words(sector) if may.first or questionnaire.named else "",
            (county or "") if may.second or questionnaire.named else "",
            name if questionnaire.named else "",
            organisation if questionnaire.named else "",
            said.get(answer, {}),
        )
        for (answer, day, _sector, _county, sector, county, name, organisation), may in zip(
            rows, shown, strict=True
        )
    ]


def _said(questionnaire: Questionnaire, questions: Sequence[Question]) -> dict[int, dict[int, str]]:
    """What each answer (its id) says to each question (its id), choices in words."""
    said: defaultdict[int, dict[int, str]] = defaultdict(dict)
    mine = Question.questionnaire_id == questionnaire.id
    replies = sa.select(Reply.answer_id, Reply.question_id, Reply.text).join(
        Question, Reply.question_id == Question.id
    )
    for answer, question, text in db.session.execute(replies.where(mine)):
        said[answer][question] = text
    if all(question.kind is QuestionKind.OPEN for question in questions):
        return said
    picks = (
        sa.select(Pick.answer_id, Pick.question_id, Pick.number, Choice.text)
        .join(Question, Pick.question_id == Question.id)
        .outerjoin(Choice, Pick.choice_id == Choice.id)
        .where(mine)
        .order_by(Pick.number, Choice.position)
    )
    parts: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for answer, question, number, choice in db.session.execute(picks):
        name = words(choice) if choice else ""
        parts[answer, question].append(f"{number}. {name}" if name and number else name or str(number))
    for (answer, question), texts in parts.items():
        said[answer][question] = "; ".join(texts)
    return said


def coded_of(event: Event) -> list[CodedRow]:
    """Every theme on every passage, theme by theme."""
    rows = db.session.execute(
        sa.select(
            Coding.theme_id,
            Reply.question_id,
            Reply.text,
            Passage.start,
            Passage.end,
            Coding.stance,
            User.name,
        )
        .join_from(Coding, Theme, Coding.theme_id == Theme.id)
        .join(Passage, Coding.passage_id == Passage.id)
        .join(Reply, Passage.reply_id == Reply.id)
        .outerjoin(User, Coding.user_id == User.id)
        .where(Theme.event_id == event.id, ~Theme.gone)
    )
    coded = [
        CodedRow(theme, question, text[start:end].strip(), stance, coder or "")
        for theme, question, text, start, end, stance, coder in rows
    ]
    return sorted(coded, key=lambda one: (one.theme, one.stance, one.text))
