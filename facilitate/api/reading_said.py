"""What can be read of what people said: answers, notes, decisions and actions."""

from datetime import date, datetime
from typing import NotRequired, TypedDict

from flask import abort

from ..consultation.queries import questionnaire_or_404, questions_in
from ..consultation.sharing.rows import AnswerRow, answers_of
from ..data.db import get_or_404
from ..events.access import Can, needs
from ..events.models import Event
from ..notes.deciding.queries import PlacedAction, PlacedDecision, actions_of, decisions_of
from ..notes.models import ActionStatus, DecisionMethod, NoteKind, NoteLine
from ..notes.queries import whole_lines
from ..voting.clearance import clear_result
from ..voting.models import VoteKind, VoteStatus
from ..voting.queries import results_of, votes_of
from ..voting.results import VoteResult
from ..web.i18n import _l
from .operation import Bilingual, Paged, read_operation, tell_row
from .rights import ApiArea


class AnswerShape(TypedDict):
    """What one stakeholder said, by number of question. Who said it only where the questionnaire is not anonymous."""

    given_on: date
    said: dict[str, str]
    name: NotRequired[str]
    organisation: NotRequired[str]
    sector: NotRequired[str]
    county: NotRequired[str]


class NoteShape(TypedDict):
    """One line of the notes."""

    id: int
    step_id: int | None
    strand_id: int | None
    round: int | None
    kind: NoteKind
    text: str
    who: str
    sector_id: int | None
    county_id: int | None
    at: datetime
    withheld: bool
    version: int


class DecisionShape(TypedDict):
    """What was decided, and how."""

    id: int
    text: str
    how: DecisionMethod
    objections: str
    step_id: int | None
    objective_id: int | None
    version: int


class ActionShape(TypedDict):
    """What somebody promised."""

    id: int
    text: str
    owner: str
    due_on: date | None
    status: ActionStatus
    closed_on: date | None
    outcome: str
    step_id: int | None
    objective_id: int | None
    task_id: int | None
    version: int


class OptionShape(TypedDict):
    """An option of a vote, or a word, with its dots, points or people: by phone and on paper."""

    id: int
    text: Bilingual
    phones: int
    papers: int


class VoteShape(TypedDict):
    """What the room was asked in a step, and what it has come to. `phones`, `slips`: how many voted; `dots`: how many each has."""

    id: int
    step_id: int | None
    kind: VoteKind
    status: VoteStatus
    question: Bilingual
    dots: int
    opened_at: datetime | None
    closed_at: datetime | None
    phones: int
    slips: int
    counts: list[OptionShape]


@read_operation(
    "/events/<slug>/answers",
    page="consultation.list_answers",
    area=ApiArea.ANSWERS,
    about=_l(
        "What stakeholders answered; who they are only where the questionnaire is not anonymous"
    ),
)
@needs(Can.READ_ANSWERS)
def read_answers(event: Event) -> list[AnswerShape]:
    questionnaire = questionnaire_or_404(event)
    rows = answers_of(questionnaire, questions_in(questionnaire))
    return [_answer(row, questionnaire.named) for row in rows]


def _answer(row: AnswerRow, named: bool) -> AnswerShape:
    told: AnswerShape = {
        "given_on": row.day,
        "said": {str(key): text for key, text in row.said.items()},
    }
    if named:
        told |= {
            "name": row.name,
            "organisation": row.organisation,
            "sector": row.sector,
            "county": row.county,
        }
    return told


@read_operation(
    "/events/<slug>/notes",
    page="notes.show_lines",
    area=ApiArea.NOTES,
    about=_l("The lines of the notes"),
)
@needs(Can.TAKE_NOTES)
def read_notes(event: Event) -> Paged[NoteShape]:
    query = whole_lines().where(NoteLine.event_id == event.id, NoteLine.removed_at.is_(None))
    return Paged(query, NoteLine.id, _note)


@read_operation(
    "/events/<slug>/notes/<int:line_id>",
    page="notes.edit_line",
    area=ApiArea.NOTES,
    about=_l("One line"),
)
@needs(Can.TAKE_NOTES)
def read_note(event: Event, line_id: int) -> NoteShape:
    return _note(
        get_or_404(
            NoteLine,
            NoteLine.id == line_id,
            NoteLine.event_id == event.id,
            NoteLine.removed_at.is_(None),
        )
    )


def _note(row: NoteLine) -> NoteShape:
    return tell_row(NoteShape, row, who=row.person.name if row.person else row.who)


@read_operation(
    "/events/<slug>/decisions",
    page="notes.show_decisions",
    area=ApiArea.NOTES,
    about=_l("What was decided"),
)
@needs(Can.SEE)
def read_decisions(event: Event) -> list[DecisionShape]:
    return [_decision(one) for one in decisions_of(event)]


@read_operation(
    "/events/<slug>/decisions/<int:decision_id>",
    page="notes.show_decisions",
    area=ApiArea.NOTES,
    about=_l("One decision"),
)
@needs(Can.SEE)
def read_decision(event: Event, decision_id: int) -> DecisionShape:
    found = [one for one in decisions_of(event) if one.row.id == decision_id]
    return _decision(found[0]) if found else abort(404)


def _decision(one: PlacedDecision) -> DecisionShape:
    return tell_row(DecisionShape, one.row)


@read_operation(
    "/events/<slug>/actions",
    page="notes.show_decisions",
    area=ApiArea.NOTES,
    about=_l("What was promised, by whom and until when"),
)
@needs(Can.SEE)
def read_actions(event: Event) -> list[ActionShape]:
    return [_action(one) for one in actions_of(event)]


@read_operation(
    "/events/<slug>/actions/<int:action_id>",
    page="notes.show_decisions",
    area=ApiArea.NOTES,
    about=_l("One action"),
)
@needs(Can.SEE)
def read_action(event: Event, action_id: int) -> ActionShape:
    found = [one for one in actions_of(event) if one.row.id == action_id]
    return _action(found[0]) if found else abort(404)


def _action(one: PlacedAction) -> ActionShape:
    return tell_row(
        ActionShape, one.row, owner=one.owner, task_id=one.task.id if one.task else None
    )


@read_operation(
    "/events/<slug>/votes",
    page="voting.show_votes",
    area=ApiArea.NOTES,
    about=_l("What the room voted, in numbers"),
)
@needs(Can.SEE)
def read_votes(event: Event) -> list[VoteShape]:
    found = results_of(votes_of(event)).values()
    return [_vote(clear_result(event, one)) for one in found]


def _vote(result: VoteResult) -> VoteShape:
    vote = result.vote
    return tell_row(
        VoteShape,
        vote,
        phones=result.phones,
        slips=result.slips,
        counts=[tell_row(OptionShape, row) for row in result.rows],
    )
