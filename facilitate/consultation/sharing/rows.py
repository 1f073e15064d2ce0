"""The rows of everything that was said, as the Excel file lists them, as plain tuples."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from ...accounts.models import User
from ...data.db import db
from ...directory.models import County, Sector
from ...events.models import Event
from ...web.i18n import pick_wording
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
    """An answer: its id, who sent it, and what it says to each question by id.

    Nothing is known of the sender of an anonymous answer, not even sector and county: beside the words and the
    themes of each answer they would undo what the tables leave out.
    """

    id: int
    day: date
    said: dict[int, str]
    name: str = ""
    organisation: str = ""
    sector: str = ""
    county: str = ""


@dataclass(frozen=True)
class CodedRow:
    """A theme on a passage: ids of theme, answer and question, who put it there.

    `first` and `last` are the places of its characters in what the answer says to the question, from 1 on.
    """

    theme: int
    answer: int
    question: int
    text: str
    first: int
    last: int
    stance: Stance
    coder: str


def answers_of(questionnaire: Questionnaire, questions: Sequence[Question]) -> list[AnswerRow]:
    """Every answer, in no order within a day."""
    rows = db.session.execute(
        sa.select(
            Answer.id, Answer.given_on, Answer.name, Answer.organisation, Sector.name, County.name
        )
        .join_from(Answer, Sector, Answer.sector_id == Sector.id)
        .outerjoin(County, Answer.county_id == County.id)
        .where(Answer.questionnaire_id == questionnaire.id)
        .order_by(Answer.given_on, Answer.receipt)
    )
    said = _said(questionnaire, questions)
    if not questionnaire.named:
        return [AnswerRow(answer, day, said.get(answer, {})) for answer, day, *_sender in rows]
    return [
        AnswerRow(
            id=answer,
            day=day,
            said=said.get(answer, {}),
            name=name,
            organisation=organisation,
            sector=pick_wording(sector),
            county=county or "",
        )
        for answer, day, name, organisation, sector, county in rows
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
        name = pick_wording(choice) if choice else ""
        parts[answer, question].append(
            f"{number}. {name}" if name and number else name or str(number)
        )
    for (answer, question), texts in parts.items():
        said[answer][question] = "; ".join(texts)
    return said


def coded_of(event: Event) -> list[CodedRow]:
    """Every theme on every passage, theme by theme."""
    rows = db.session.execute(
        sa.select(
            Coding.theme_id,
            Reply.answer_id,
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
    coded = []
    for theme, answer, question, whole, start, end, stance, coder in rows:
        text, first, last = _piece(whole, start, end)
        coded.append(
            CodedRow(
                theme=theme,
                answer=answer,
                question=question,
                text=text,
                first=first,
                last=last,
                stance=stance,
                coder=coder or "",
            )
        )
    return sorted(coded, key=lambda one: (one.theme, one.stance, one.text))


def _piece(text: str, start: int, end: int) -> tuple[str, int, int]:
    """The passage without space around it, and the places of its first and last character, from 1 on."""
    piece = text[start:end]
    first = start + len(piece) - len(piece.lstrip()) + 1
    piece = piece.strip()
    return piece, first, first + len(piece) - 1
