"""Questions asked while reading."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from ...accounts.models import User
from ...data.db import db, model_again
from ...events.models import Event
from ...lib.text import Words, plain_text
from ..models import (
    Answer,
    Choice,
    Coding,
    Passage,
    Pick,
    Question,
    Questionnaire,
    Reply,
    Stance,
    Theme,
)
from ..questionnaire import is_consultation


@dataclass(frozen=True)
class Sieve:
    """Which answers somebody wants to read; None or empty: all of them. With a question, only what was said to it counts."""

    text: str = ""
    sector: int | None = None
    county: int | None = None
    question: int | None = None
    theme: int | None = None
    objective: int | None = None
    stance: Stance | None = None
    without: bool = False
    unread: bool = False

    def address(self) -> dict[str, str | int]:
        """The sieve as values of an address."""
        return {
            name: int(value) if value is True else value
            for name, value in vars(self).items()
            if value
        }


@dataclass(frozen=True)
class AnswerPlace:
    """An answer in the list: its id, when it was given, and the ids it is put in groups by."""

    answer: int
    sector: int
    county: int | None


def asked_with(event: Event) -> tuple[Questionnaire | None, list[Question]]:
    """What the event asks and its questions in order, hidden ones too."""
    rows = db.session.execute(
        sa.select(Questionnaire, Question)
        .outerjoin(Question, Question.questionnaire_id == Questionnaire.id)
        .where(is_consultation(event.id))
        .order_by(Question.position)
    ).all()
    return (rows[0][0] if rows else None), [question for _one, question in rows if question]


def find_answers(event: Event, sieve: Sieve, upto: int = 0, keep: int = 0) -> list[AnswerPlace]:
    """The answers that pass, newest first.

    Answers of one day stand in no order of their own, so that nothing tells which came first. `upto`: answers that
    came in after the one of this id are left out, so that a list being read does not move. `keep`: the answer of this
    id is there in any case: it is being worked on.
    """
    conditions = sa.and_(sa.true(), *_conditions(sieve))
    if keep:
        conditions = sa.or_(conditions, Answer.id == keep)
    query = (
        sa.select(Answer.id, Answer.sector_id, Answer.county_id)
        .join(Questionnaire, Answer.questionnaire_id == Questionnaire.id)
        .where(is_consultation(event.id), conditions)
        .order_by(Answer.given_on.desc(), Answer.receipt)
    )
    if upto:
        query = query.where(Answer.id <= upto)
    return [AnswerPlace(*row) for row in db.session.execute(query)]


def count_newer(event: Event, sieve: Sieve, upto: int) -> int:
    """How many answers that pass came in since."""
    query = (
        sa.select(sa.func.count(Answer.id))
        .join(Questionnaire, Answer.questionnaire_id == Questionnaire.id)
        .where(is_consultation(event.id), Answer.id > upto, *_conditions(sieve))
    )
    return db.session.scalars(query).one()


def _conditions(sieve: Sieve) -> list[sa.ColumnElement[bool]]:
    said = sa.select(Reply.answer_id)
    coded = (
        sa.select(Reply.answer_id)
        .join_from(Coding, Passage, Coding.passage_id == Passage.id)
        .join(Reply, Passage.reply_id == Reply.id)
        .join(Theme, Coding.theme_id == Theme.id)
        .where(~Theme.gone)
    )
    if sieve.question:
        said, coded = (query.where(Reply.question_id == sieve.question) for query in (said, coded))
    conditions = [
        column == value
        for column, value in ((Answer.sector_id, sieve.sector), (Answer.county_id, sieve.county))
        if value
    ]
    looked_for = [
        Reply.folded.contains(word, autoescape=True) for word in plain_text(sieve.text).split()
    ]
    if looked_for or sieve.question or sieve.without:
        conditions.append(Answer.id.in_(said.where(*looked_for)))
    wanted: list[sa.ColumnElement[bool]] = []
    wanted += [Coding.theme_id == sieve.theme] if sieve.theme else []
    wanted += [Theme.objective_id == sieve.objective] if sieve.objective else []
    wanted += [Coding.stance == sieve.stance] if sieve.stance else []
    if wanted:
        conditions.append(Answer.id.in_(coded.where(*wanted)))
    if sieve.without:
        conditions.append(Answer.id.not_in(coded))
    if sieve.unread:
        conditions.append(Answer.read_by_id.is_(None))
    return conditions


def answers_by_ids(
    ids: Sequence[int], question: int | None = None
) -> list[tuple[Answer, list[Reply]]]:
    """These answers in the order of their ids' list, each with its replies (or the one to that question)."""
    joined = sa.and_(
        Reply.answer_id == Answer.id, Reply.question_id == question if question else sa.true()
    )
    rows = db.session.execute(
        sa.select(Answer, Reply)
        .outerjoin(Reply, joined)
        .outerjoin(Question, Reply.question_id == Question.id)
        .options(joinedload(Answer.sector), joinedload(Answer.county), joinedload(Answer.read_by))
        .where(Answer.id.in_(ids))
        .order_by(Question.position)
    )
    found: dict[int, tuple[Answer, list[Reply]]] = {}
    for answer, reply in rows:
        found.setdefault(answer.id, (answer, []))[1].extend([reply] if reply else [])
    return [found[key] for key in ids if key in found]


def reply_of(event: Event, reply_id: int) -> Reply | None:
    """One reply with its answer, if it belongs to the event."""
    return db.session.scalar(
        sa.select(Reply)
        .join(Reply.answer)
        .join(Questionnaire, Answer.questionnaire_id == Questionnaire.id)
        .options(contains_eager(Reply.answer).joinedload(Answer.read_by))
        .where(Reply.id == reply_id, is_consultation(event.id))
    )


@dataclass(frozen=True)
class PutTheme:
    """A theme on a passage: its id, the stance, and the name of who put it there ("" where that is not known)."""

    theme: int
    stance: Stance
    who: str


@dataclass
class MarkedPassage:
    """A passage as it is shown: its place in the reply and what was put on it."""

    id: int
    start: int
    end: int
    quote: bool
    themes: list[PutTheme] = field(default_factory=list)


def passages_on(replies: Iterable[int], themes: Collection[int]) -> dict[int, list[MarkedPassage]]:
    """The passages of each of these replies in the order of the text, with those of these themes that are on them.

    Passages that are left with none, and are not to be quoted, are not there.
    """
    rows = db.session.execute(
        sa.select(Passage, Coding.theme_id, Coding.stance, User.name)
        .outerjoin(Coding, Coding.passage_id == Passage.id)
        .outerjoin(User, Coding.user_id == User.id)
        .where(Passage.reply_id.in_(list(replies)))
        .order_by(Passage.start, Passage.end, Passage.id, Coding.theme_id)
        .execution_options(populate_existing=True)
    )
    found: dict[int, tuple[int, MarkedPassage]] = {}
    for passage, theme, stance, who in rows:
        marked = MarkedPassage(passage.id, passage.start, passage.end, passage.quote)
        kept = found.setdefault(passage.id, (passage.reply_id, marked))[1]
        if theme in themes:
            kept.themes.append(PutTheme(theme, stance, who or ""))
    shown: defaultdict[int, list[MarkedPassage]] = defaultdict(list)
    for reply, marked in found.values():
        if marked.themes or marked.quote:
            shown[reply].append(marked)
    return shown


@dataclass(frozen=True)
class AnswerPick:
    """What an answer chose: the question, the choice's words (None on a scale), the number of a scale or rank."""

    question: int
    choice: Words | None
    number: int | None


def picks_of(ids: Collection[int]) -> dict[int, list[AnswerPick]]:
    """What each of these answers chose in questions that are not open; ranks in order, choices as they are offered."""
    rows = db.session.execute(
        sa.select(Pick.answer_id, Pick.question_id, Choice.text, Pick.number)
        .join(Question, Pick.question_id == Question.id)
        .outerjoin(Choice, Pick.choice_id == Choice.id)
        .where(Pick.answer_id.in_(ids))
        .order_by(Question.position, Pick.number, Choice.position)
    )
    found: defaultdict[int, list[AnswerPick]] = defaultdict(list)
    for answer, question, choice, number in rows:
        found[answer].append(AnswerPick(question, choice, number))
    return found


@dataclass(frozen=True)
class ReadingProgress:
    """How far the reading is: answers, those somebody has read, coded passages, answers without a theme.

    An answer that holds no words of its own (choices only) needs no theme.
    """

    answers: int
    read: int
    passages: int
    without: int


def reading_progress(event: Event) -> ReadingProgress:
    """How far the reading is."""
    mine = (
        sa.select(Answer.id, Answer.read_by_id)
        .join(Questionnaire)
        .where(is_consultation(event.id))
        .subquery()
    )
    said = model_again(Reply, "said")
    coded = (
        sa.select(said.answer_id, Passage.id)
        .join_from(Passage, said, Passage.reply_id == said.id)
        .join(Coding, Coding.passage_id == Passage.id)
        .join(Theme, Coding.theme_id == Theme.id)
        .where(Theme.event_id == event.id, ~Theme.gone)
        .subquery()
    )
    needing = (
        sa.select(sa.func.count(sa.distinct(Reply.answer_id)))
        .join(mine, Reply.answer_id == mine.c.id)
        .scalar_subquery()
    )
    having = sa.select(sa.func.count(sa.distinct(coded.c.answer_id))).scalar_subquery()
    marked = sa.select(sa.func.count(sa.distinct(coded.c.id))).scalar_subquery()
    row: Any = db.session.execute(
        sa.select(
            sa.func.count(mine.c.id), sa.func.count(mine.c.read_by_id), marked, needing - having
        )
    ).one()
    return ReadingProgress(*row)
