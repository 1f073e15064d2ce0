"""What happens to a consultation: made, opened, closed, answered, read, turned into objectives."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ..db import Keyed, db
from ..events.actions import add_objective, in_turn, renumber
from ..events.models import Event, Objective
from ..events.queries import objectives_of
from ..i18n import _, language
from ..lib.text import Words
from ..refused import Refused
from .models import Answer, Coding, Passage, Question, Questionnaire, Theme
from .starting import starting_questionnaire

REOPENED = timedelta(days=14)


def begin(event: Event, today: date) -> Questionnaire:
    """The event's first questionnaire, with the two starting questions in it."""
    text = starting_questionnaire(event.kind, event.title, event.first_day, today)
    questionnaire = Questionnaire(
        event_id=event.id,
        token=secrets.token_urlsafe(9),
        title=text.title,
        intro=text.intro,
        opens_on=text.opens_on,
        closes_on=text.closes_on,
    )
    db.session.add(questionnaire)
    db.session.flush()
    for question in text.questions:
        add_question(questionnaire, question.text, question.help, required=False)
    return questionnaire


def close(questionnaire: Questionnaire) -> None:
    """Nobody can answer from now on."""
    questionnaire.closed = True


def open_again(questionnaire: Questionnaire, today: date) -> None:
    """Everybody can answer from today on; where the last day is over, for two more weeks."""
    questionnaire.closed = False
    questionnaire.opens_on = min(questionnaire.opens_on, today)
    if questionnaire.closes_on < today:
        questionnaire.closes_on = today + REOPENED


def answered(questionnaire: Questionnaire) -> bool:
    """Whether somebody has answered: from then on questions can be reworded, not added or removed."""
    first = sa.select(Answer.id).where(Answer.questionnaire_id == questionnaire.id).limit(1)
    return db.session.scalar(first) is not None


def add_question(questionnaire: Questionnaire, text: Words, help: Words, required: bool) -> Question:
    """One more question, after the others."""
    _still_unanswered(questionnaire)
    question = Question(
        questionnaire_id=questionnaire.id,
        position=_next(Question.position, Question.questionnaire_id == questionnaire.id),
        text=text,
        help=help,
        required=required,
    )
    db.session.add(question)
    db.session.flush()
    return question


def remove_question(questionnaire: Questionnaire, question: Question) -> None:
    """Take a question out; one has to stay."""
    _still_unanswered(questionnaire)
    others = sa.select(sa.func.count(Question.id)).where(Question.questionnaire_id == questionnaire.id)
    if db.session.scalar(others) == 1:
        raise Refused(_("A questionnaire needs a question. Add another one first."))
    db.session.delete(question)
    db.session.flush()


def move_question(questions: Sequence[Question], question: Question, up: bool) -> None:
    """One place up or down."""
    for number, row in enumerate(_moved(questions, question, up), 1):
        db.session.execute(sa.update(Question).where(Question.id == row.id).values(position=number))


def _still_unanswered(questionnaire: Questionnaire) -> None:
    if answered(questionnaire):
        raise Refused(_("Answers have come in: questions can be reworded now, not added or removed."))


def _next(position: Any, condition: sa.ColumnElement[bool]) -> int:
    """The position after the last."""
    return (db.session.scalar(sa.select(sa.func.max(position)).where(condition)) or 0) + 1


def _moved(rows: Sequence[Any], row: Keyed, up: bool) -> list[Any]:
    """The rows with this one a place further; at the end it stays."""
    order = list(rows)
    at = order.index(row)
    to = max(0, at - 1) if up else min(len(order) - 1, at + 1)
    order.insert(to, order.pop(at))
    return order


def keep(
    questionnaire: Questionnaire,
    receipt: str,
    sector: int,
    county: int | None,
    texts: Mapping[int, str],
    today: date,
) -> bool:
    """Keep what a stakeholder sent: texts by id of question, and of the sender only sector and county.

    Says whether it was new: a receipt that is there already (a double click, a reload, two requests at
    the same moment) changes nothing.
    """
    sent = sa.select(Answer.id).where(Answer.receipt == receipt)
    if db.session.scalar(sent) is not None:
        return False
    answer = Answer(
        questionnaire_id=questionnaire.id,
        receipt=receipt,
        language=language(),
        sector_id=sector,
        county_id=county,
        given_on=today,
    )
    try:
        with db.session.begin_nested():
            db.session.add(answer)
            db.session.flush()
            db.session.add_all(
                Passage(answer_id=answer.id, question_id=question, text=text)
                for question, text in texts.items()
                if text
            )
    except IntegrityError:
        if db.session.scalar(sent) is None:
            raise
        return False
    return True


def add_theme(event: Event, name: Words) -> Theme:
    """A new theme, after the others; the same name in either language gives the theme that is there."""
    in_turn(event)
    for theme in db.session.scalars(sa.select(Theme).where(Theme.event_id == event.id)):
        pairs = ((name.en, theme.name.en), (name.sq, theme.name.sq))
        if any(new and new.casefold() == old.casefold() for new, old in pairs):
            return theme
    theme = Theme(event_id=event.id, position=_next(Theme.position, Theme.event_id == event.id), name=name)
    db.session.add(theme)
    db.session.flush()
    return theme


def put_theme(passage: Passage, theme: Theme) -> None:
    """Put a theme on a passage; one that is there stays."""
    if db.session.get(Coding, (passage.id, theme.id)) is None:
        try:
            with db.session.begin_nested():
                db.session.add(Coding(passage_id=passage.id, theme_id=theme.id))
        except IntegrityError:
            return  # somebody else put it on at the same moment


def take_theme(passage: Passage, theme: Theme) -> None:
    """Take a theme off a passage; one that is not there stays away."""
    db.session.execute(sa.delete(Coding).where(Coding.passage_id == passage.id, Coding.theme_id == theme.id))


def theme_into_objective(event: Event, theme: Theme, text: Words, result: Words) -> Objective:
    """Turn a theme into an objective."""
    if theme.objective_id is not None:
        raise Refused(_("This theme has an objective already."))
    objective = add_objective(event, text, result)
    theme.objective_id = objective.id
    db.session.flush()
    return objective


def link_theme(objective: Objective, theme: Theme) -> None:
    """Let an objective take up one more theme."""
    if theme.objective_id not in (None, objective.id):
        raise Refused(_("This theme has an objective already."))
    theme.objective_id = objective.id


def unlink_theme(objective: Objective, theme: Theme) -> None:
    """The objective no longer takes up the theme."""
    if theme.objective_id == objective.id:
        theme.objective_id = None


def move_objective(event: Event, objective: Objective, up: bool) -> None:
    """One place up or down."""
    in_turn(event)
    objectives = objectives_of(event)
    if objective in objectives:  # somebody may have removed it while we waited
        renumber(_moved(objectives, objective, up))


def remove_objective(event: Event, objective: Objective) -> None:
    """Take an objective out; its themes stay, without one."""
    in_turn(event)
    rest = [other for other in objectives_of(event) if other.id != objective.id]
    db.session.delete(objective)
    db.session.flush()
    renumber(rest)
