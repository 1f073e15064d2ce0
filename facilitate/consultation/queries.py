"""Questions about a consultation asked in more than one chapter."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..data.db import db, get_or_404
from ..directory.models import Sector
from ..events.models import Event
from ..lib.suppression import suppress_row, suppress_total
from .models import Answer, Choice, Question, Questionnaire, QuestionnairePurpose, Theme
from .questionnaire import is_asked_for, is_consultation


def questionnaire_of(
    event: Event, purpose: QuestionnairePurpose = QuestionnairePurpose.CONSULTATION
) -> Questionnaire | None:
    """What the event asks beforehand (or at the end), once somebody has made it."""
    return db.session.scalar(sa.select(Questionnaire).where(is_asked_for(event.id, purpose)))


def questionnaire_or_404(
    event: Event, purpose: str = QuestionnairePurpose.CONSULTATION
) -> Questionnaire:
    """What the event asks beforehand (or at the end), or a page that says it is not there."""
    return get_or_404(Questionnaire, is_asked_for(event.id, QuestionnairePurpose(purpose)))


def questions_of(event: Event, hidden: bool = True) -> Sequence[Question]:
    """The questions of the event's consultation in their order; without the hidden ones, those stakeholders see."""
    return _questions(
        sa.select(Question).join(Questionnaire).where(is_consultation(event.id)), hidden
    )


def questions_in(questionnaire: Questionnaire, hidden: bool = True) -> Sequence[Question]:
    """The questions of one questionnaire in their order, whatever its purpose."""
    return _questions(
        sa.select(Question).where(Question.questionnaire_id == questionnaire.id), hidden
    )


def _questions(query: sa.Select[Question], hidden: bool) -> Sequence[Question]:
    query = query.order_by(Question.position, Question.id)
    return db.session.scalars(query if hidden else query.where(~Question.hidden)).all()


def choices_by_question(questions: Sequence[Question]) -> dict[int, list[Choice]]:
    """What each question offers, by its id, in order and with the hidden ones; none where it has no choices."""
    offered: dict[int, list[Choice]] = {question.id: [] for question in questions}
    rows = (
        sa.select(Choice)
        .where(Choice.question_id.in_(offered))
        .order_by(Choice.position, Choice.id)
    )
    for row in db.session.scalars(rows):
        offered[row.question_id].append(row)
    return offered


@dataclass(frozen=True)
class Turnout:
    """Numbers of answers: all, by key of sector, by id of county (those with answers only), of no county, by language.

    None where a number must not be shown.
    """

    answers: int
    sectors: dict[str, int | None]
    counties: dict[int, int | None]
    nowhere: int | None
    languages: dict[str, int]


def count_turnout(event: Event) -> Turnout:
    """Who has answered so far; sectors in the order tables show them."""
    rows = db.session.execute(
        sa.select(Sector.key, Answer.county_id, Answer.language, sa.func.count(Answer.id))
        .join_from(Answer, Questionnaire)
        .join(Sector, Answer.sector_id == Sector.id)
        .where(is_consultation(event.id))
        .group_by(Sector.position, Sector.key, Answer.county_id, Answer.language)
        .order_by(Sector.position)
    ).all()
    sectors, counties, languages = Counter[str](), Counter[int](), Counter[str]()
    for sector, county, language, number in rows:
        sectors[sector] += number
        languages[language] += number
        if county is not None:
            counties[county] += number
    answers = sum(sectors.values())
    return Turnout(
        answers=answers,
        sectors=dict(sectors),
        counties=dict(counties),
        nowhere=answers - sum(counties.values()),
        languages=dict(languages),
    )


def themes_of(event: Event) -> Sequence[Theme]:
    """The event's themes in their order, each with its objective and goal; those that are gone are left out."""
    return db.session.scalars(
        sa.select(Theme)
        .where(Theme.event_id == event.id, ~Theme.gone)
        .options(joinedload(Theme.objective), joinedload(Theme.goal))
        .order_by(Theme.position, Theme.id)
    ).all()


def shown_turnout(turnout: Turnout) -> Turnout:
    """The turnout with small groups, and what would give them away, as None (see `lib/suppression`)."""
    sectors = {key: number or 0 for key, number in turnout.sectors.items()}
    places = [*(number or 0 for number in turnout.counties.values()), turnout.nowhere or 0]
    *counties, nowhere = _shown(places)
    return replace(
        turnout,
        sectors=dict(zip(sectors, _shown(list(sectors.values())), strict=True)),
        counties=dict(zip(turnout.counties, counties, strict=True)),
        nowhere=nowhere,
    )


def _shown(numbers: Sequence[int]) -> list[int | None]:
    """Where even their sum would tell, none is shown."""
    return (
        suppress_row(numbers)
        if suppress_total(numbers) is not None
        else [None if n else 0 for n in numbers]
    )
