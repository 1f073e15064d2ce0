"""The results of an evaluation, put together for whoever reads them: the team, or everybody outside."""

from collections.abc import Collection, Mapping, Sequence

from ...events.extensions import attendance_of
from ...events.models import Event
from ...lib.telling import Number
from ...web.i18n import pick_wording
from ..constellation import wording
from ..constellation.choices import ANYTHING, Picked, ranks_of, sum_of_sectors, tally_choices
from ..constellation.queries import picks_where
from ..models import Choice, Question, QuestionKind, Questionnaire, QuestionnairePurpose
from ..queries import choices_by_question
from ..sharing.actions import told_place_of_question
from ..sharing.summary import (
    ClosedResult,
    SectorPart,
    SummaryLine,
    shown_choices,
    shown_many,
    shown_parts,
    shown_ranking,
)
from ..telling import CountsTelling, ToldPlace
from .queries import (
    MOST,
    EvaluatedEvent,
    evaluated_events,
    named_parts,
    questions_by,
    said_in,
    sectors_by,
)
from .results import (
    ENDS,
    ComparedValue,
    EvaluatedEdition,
    ResultItem,
    Results,
    WrittenReply,
    means_by_sector,
    outside_scale,
    true_scale,
    value_of,
)

Picks = Mapping[int, Mapping[str, Picked]]
"""What was picked: by id of question, by key of sector."""


class GatheredEvaluation:
    """What results are made of in every language.

    `own`: the event's evaluation, None before there is one; `wanted`: those it is compared with. `came`: how many people
    were there, where that is known already.
    """

    own: EvaluatedEvent | None
    wanted: Sequence[EvaluatedEvent] = ()

    def __init__(
        self,
        event: Event,
        found: Sequence[EvaluatedEvent],
        outside: bool,
        compared: Collection[int] = (),
        came: int | None = None,
    ) -> None:
        self.own = next((one for one in found if one.steps == 0), None)
        if self.own is None:
            return
        self.wanted = [one for one in found if _is_compared(one, compared)][:MOST]
        self.ids = [one.questionnaire.id for one in (self.own, *self.wanted)]
        self.asked = questions_by(self.ids)
        self.choices = choices_by_question(
            [question for some in self.asked.values() for question in some]
        )
        self.picks: Picks = picks_where(Questionnaire.id.in_(self.ids))
        self.sectors = sectors_by(self.ids)
        self.said = {} if outside else said_in(self.own.questionnaire)
        self.came = attendance_of(event, outside=outside) if came is None else came or None
        self.telling = {
            one.questionnaire.id: CountsTelling(one.questionnaire.counted)
            for one in (self.own, *self.wanted)
        }


def evaluation_results(
    event: Event,
    outside: bool = False,
    compared: Collection[int] = (),
    purpose: QuestionnairePurpose = QuestionnairePurpose.EVALUATION,
) -> Results | None:
    """What the event's evaluation came to, in the language spoken now; None before there is one.

    `outside`: for what leaves the house; groups under three people are left out, and so is everything that was written.
    `compared`: ids of events it is compared with, out of those the person signed in may see; without them the editions
    it builds on. Of other editions nothing is told that could not leave the house.
    """
    found = evaluated_events(event, choosable=bool(compared), purpose=purpose)
    return results_among(event, found, outside, compared)


def gather_outside(event: Event, came: int | None = None) -> GatheredEvaluation:
    """What the results are made of that leave the house; `came`: how many did, where that is known already."""
    return GatheredEvaluation(event, evaluated_events(event), outside=True, came=came)


def results_among(
    event: Event,
    found: Sequence[EvaluatedEvent],
    outside: bool = False,
    compared: Collection[int] = (),
    came: int | None = None,
) -> Results | None:
    """What the event's evaluation came to, among evaluations that were asked for already (see `queries.evaluated_events`)."""
    return results_from(
        GatheredEvaluation(event=event, found=found, outside=outside, compared=compared, came=came),
        outside,
    )


def results_from(found: GatheredEvaluation, outside: bool = True) -> Results | None:
    """The results in the language spoken now, of what was gathered for it or for another one."""
    own = found.own
    if own is None:
        return None
    parts = {key: named_parts(sectors) for key, sectors in found.sectors.items()}
    mine = parts[own.questionnaire.id]
    answers: Number = sum(part.answers or 0 for part in mine)
    shown = mine
    if outside:
        answers, shown = shown_parts(mine, found.telling[own.questionnaire.id])
    items = _items(found, own, outside, answers if outside else None)
    others = [
        _edition(one, _told_of(found, one, parts[one.questionnaire.id]))
        for one in found.wanted
        if parts[one.questionnaire.id]
    ]
    return Results(
        own=_edition(own, (answers, items)),
        came=found.came,
        items=items,
        parts=shown,
        others=sorted(others, key=lambda one: (one.on, one.slug)),
        outside=outside,
    )


def _is_compared(one: EvaluatedEvent, compared: Collection[int]) -> bool:
    return one.event.id in compared and one.steps != 0 if compared else bool(one.steps)


def _told_of(
    found: GatheredEvaluation, one: EvaluatedEvent, parts: Sequence[SectorPart]
) -> tuple[Number, list[ResultItem]]:
    """How many answered another edition's evaluation, and what, as it may leave the house."""
    answers, _parts = shown_parts(parts, found.telling[one.questionnaire.id])
    return answers, _items(found, one, outside=True, most=answers)


def _items(
    found: GatheredEvaluation, one: EvaluatedEvent, outside: bool, most: Number
) -> list[ResultItem]:
    """What was said to each question; `most`: how many answers are told of."""
    telling = found.telling[one.questionnaire.id] if outside else CountsTelling()
    return [
        _item(
            question,
            found.choices[question.id],
            picked=found.picks.get(question.id, {}),
            said=found.said.get(question.id),
            telling=telling,
            outside=outside,
            most=most,
        )
        for question in found.asked[one.questionnaire.id]
        if not (outside and question.kind is QuestionKind.OPEN)
    ]


def _edition(one: EvaluatedEvent, told: tuple[Number, Sequence[ResultItem]]) -> EvaluatedEdition:
    answers, items = told
    values: dict[str, ComparedValue] = {}
    for item in items:
        if item.key and item.result and (value := value_of(item.kind, item.result)):
            values[item.key] = value
    return EvaluatedEdition(
        slug=one.event.slug,
        title=pick_wording(one.event.title),
        on=one.event.first_day,
        answers=answers,
        values=values,
    )


def _item(
    question: Question,
    choices: Sequence[Choice],
    picked: Mapping[str, Picked],
    said: Sequence[WrittenReply] | None,
    telling: CountsTelling,
    outside: bool,
    most: Number,
) -> ResultItem:
    text, everybody = pick_wording(question.text), sum_of_sectors(picked)
    if question.kind is QuestionKind.OPEN:
        texts = said or ()
        return ResultItem(question.key, text, question.kind, len(texts), said=texts)
    at = told_place_of_question(
        question, wording.names_of_lines(question, choices, everybody), telling, most
    )
    result = _result(question, text, choices=choices, picked=everybody, at=at, outside=outside)
    sectors = {}
    # of few people a mean tells the sum; together the sums would bring back a step that is left out
    if question.kind is QuestionKind.SCALE and None not in [line.number for line in result.lines]:
        sectors = means_by_sector({key: _steps(some) for key, some in picked.items()}, at)
    return ResultItem(
        key=question.key,
        question=text,
        kind=question.kind,
        answers=result.answers,
        result=result,
        low=pick_wording(question.low),
        high=pick_wording(question.high),
        sectors=sectors,
    )


def _steps(picked: Picked) -> list[int]:
    """How many took each step of a scale."""
    return [picked[None, step] for step in range(ENDS[0], ENDS[1] + 1)]


def _result(
    question: Question,
    text: str,
    choices: Sequence[Choice],
    picked: Picked,
    at: ToldPlace,
    outside: bool,
) -> ClosedResult:
    lines = wording.names_of_lines(question, choices, picked)
    names, counts, answers = list(lines.values()), [picked[key] for key in lines], picked[ANYTHING]
    if question.kind is QuestionKind.SCALE:
        return (
            outside_scale(text, names, counts, at) if outside else true_scale(text, names, counts)
        )
    ranked = question.kind is QuestionKind.RANKING
    many = question.kind.takes_several and not ranked
    if not outside:
        told = [SummaryLine(line.name, line.number) for line in tally_choices(lines, picked).lines]
        return ClosedResult(text, answers, told, many=many, ranked=ranked)
    if ranked:
        return shown_ranking(
            text, names, [ranks_of(choice, picked) for choice, _number in lines], at
        )
    return (
        shown_many(text, names, counts=counts, answers=answers, at=at)
        if many
        else shown_choices(text, names, counts, at)
    )


def note_evaluation_told(event: Event) -> None:
    """The results as they may be told now have left, with the report: later ones are told beside them.

    So are those of the editions they were compared with.
    """
    found = gather_outside(event)
    if results_from(found) is None or found.own is None:
        return
    for one in (found.own, *found.wanted):
        added = found.telling[one.questionnaire.id].added()
        if added != one.questionnaire.counted:
            one.questionnaire.counted = added
