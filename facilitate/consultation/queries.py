"""Questions about a consultation asked in more than one place, each in one statement."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from ..db import db
from ..directory.models import Sector
from ..events.models import Event
from ..lib.text import plain
from .constellation import Mark
from .models import Answer, Coding, Passage, Question, Questionnaire, Theme


def questionnaire_of(event: Event) -> Questionnaire | None:
    """What the event asks, once somebody has made it."""
    return db.session.scalar(sa.select(Questionnaire).where(Questionnaire.event_id == event.id))


def open_link(token: str) -> tuple[Questionnaire, Event] | None:
    """The questionnaire behind a public link, and its event."""
    found = db.session.execute(
        sa.select(Questionnaire, Event)
        .join(Event, Questionnaire.event_id == Event.id)
        .where(Questionnaire.token == token)
    ).first()
    return (found[0], found[1]) if found else None


def questions_of(event: Event) -> Sequence[Question]:
    """The event's questions in their order."""
    return db.session.scalars(
        sa.select(Question)
        .join(Questionnaire)
        .where(Questionnaire.event_id == event.id)
        .order_by(Question.position)
    ).all()


@dataclass(frozen=True)
class Turnout:
    """Numbers of answers: all, by key of sector, by id of county (those with answers only), by language."""

    answers: int
    sectors: dict[str, int]
    counties: dict[int, int]
    languages: dict[str, int]


def turnout(event: Event) -> Turnout:
    """Who has answered so far; sectors in the order tables show them."""
    rows = db.session.execute(
        sa.select(Sector.key, Answer.county_id, Answer.language, sa.func.count(Answer.id))
        .join_from(Answer, Questionnaire)
        .join(Sector, Answer.sector_id == Sector.id)
        .where(Questionnaire.event_id == event.id)
        .group_by(Sector.position, Sector.key, Answer.county_id, Answer.language)
        .order_by(Sector.position)
    ).all()
    sectors, counties, languages = Counter[str](), Counter[int](), Counter[str]()
    for sector, county, language, number in rows:
        sectors[sector] += number
        languages[language] += number
        if county is not None:
            counties[county] += number
    return Turnout(sum(sectors.values()), dict(sectors), dict(counties), dict(languages))


def themes_of(event: Event) -> Sequence[Theme]:
    """The event's themes in their order, each with its objective."""
    return db.session.scalars(
        sa.select(Theme)
        .where(Theme.event_id == event.id)
        .options(joinedload(Theme.objective))
        .order_by(Theme.position, Theme.id)
    ).all()


def marks_of(event: Event) -> list[Mark]:
    """Which answers speak of which themes: what the constellation and provenance are counted from."""
    rows = db.session.execute(
        sa.select(Coding.theme_id, Sector.key, Answer.id)
        .join_from(Coding, Passage, Coding.passage_id == Passage.id)
        .join(Answer, Passage.answer_id == Answer.id)
        .join(Questionnaire, Answer.questionnaire_id == Questionnaire.id)
        .join(Sector, Answer.sector_id == Sector.id)
        .where(Questionnaire.event_id == event.id)
        .distinct()
    )
    return [Mark(*row) for row in rows]


@dataclass(frozen=True)
class Sieve:
    """Which passages somebody wants to read; None or empty: all of them."""

    text: str = ""
    sector: int | None = None
    county: int | None = None
    question: int | None = None
    theme: int | None = None
    objective: int | None = None
    without: bool = False

    def address(self) -> dict[str, str | int]:
        """The same as values of an address."""
        return {name: int(value) if value is True else value for name, value in vars(self).items() if value}


def found_by(event: Event, sieve: Sieve) -> dict[int, list[int]]:
    """Ids of the passages that pass, by id of their answer; newest answers first, questions in order."""
    query = (
        sa.select(Passage.answer_id, Passage.id, Passage.text if sieve.text else sa.literal(""))
        .join(Answer, Passage.answer_id == Answer.id)
        .join(Questionnaire, Answer.questionnaire_id == Questionnaire.id)
        .join(Question, Passage.question_id == Question.id)
        .where(Questionnaire.event_id == event.id, *_conditions(sieve))
        .order_by(Answer.given_on.desc(), Answer.id.desc(), Question.position)
    )
    wanted = plain(sieve.text)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for answer, passage, text in db.session.execute(query):
        # Searched here and not by the database, which does not know that ç and c are the same to a reader.
        if wanted in plain(text):
            found[answer].append(passage)
    return dict(found)


def _conditions(sieve: Sieve) -> list[sa.ColumnElement[bool]]:
    coded = sa.select(Coding.passage_id).where(Coding.passage_id == Passage.id)
    same = [
        (Answer.sector_id, sieve.sector),
        (Answer.county_id, sieve.county),
        (Passage.question_id, sieve.question),
    ]
    conditions = [column == value for column, value in same if value]
    if sieve.theme:
        conditions.append(coded.where(Coding.theme_id == sieve.theme).exists())
    if sieve.objective:
        conditions.append(coded.join(Theme).where(Theme.objective_id == sieve.objective).exists())
    if sieve.without:
        conditions.append(~coded.exists())
    return conditions


def passages(ids: Iterable[int]) -> dict[int, Passage]:
    """Passages by id, each with its answer, that one's sector and county."""
    query = (
        sa.select(Passage)
        .join(Passage.answer)
        .join(Answer.sector)
        .outerjoin(Answer.county)
        .options(
            contains_eager(Passage.answer).contains_eager(Answer.sector),
            contains_eager(Passage.answer).contains_eager(Answer.county),
        )
        .where(Passage.id.in_(list(ids)))
    )
    return {passage.id: passage for passage in db.session.scalars(query)}


def themes_on(ids: Iterable[int]) -> dict[int, set[int]]:
    """Ids of the themes put on each of these passages."""
    rows = db.session.execute(
        sa.select(Coding.passage_id, Coding.theme_id).where(Coding.passage_id.in_(list(ids)))
    )
    found: defaultdict[int, set[int]] = defaultdict(set)
    for passage, theme in rows:
        found[passage].add(theme)
    return found


@dataclass(frozen=True)
class Progress:
    """How far the reading is: answers, their passages, and passages without a theme."""

    answers: int
    passages: int
    without: int


def progress(event: Event) -> Progress:
    """How far the reading is."""
    coded = sa.select(Coding.passage_id).where(Coding.passage_id == Passage.id).exists()
    row = db.session.execute(
        sa.select(
            sa.func.count(sa.distinct(Passage.answer_id)),
            sa.func.count(Passage.id),
            sa.func.count(sa.case((~coded, 1))),
        )
        .join(Answer, Passage.answer_id == Answer.id)
        .join(Questionnaire, Answer.questionnaire_id == Questionnaire.id)
        .where(Questionnaire.event_id == event.id)
    ).one()
    return Progress(*row)
