"""The results of an evaluation, put together for whoever reads them: the team, or everybody outside."""

from collections.abc import Collection, Mapping, Sequence

from ...events.attendance import attendance_of
from ...events.models import Event
from ...lib.telling import Number
from ...web.i18n import pick_wording
from ..constellation import wording
from ..constellation.choices import ANYTHING, Picked, ranks_of, tally, together
from ..constellation.queries import picks_where
from ..models import Choice, Purpose, Question, QuestionKind, Questionnaire
from ..queries import choices_of
from ..sharing.actions import at_question
from ..sharing.summary import (
    Line,
    Part,
    Result,
    shown_choices,
    shown_many,
    shown_parts,
    shown_ranking,
)
from ..telling import At, Telling
from .queries import MOST, Evaluated, evaluated, parts_by, questions_by, said_in
from .results import (
    ENDS,
    Edition,
    Item,
    Results,
    Value,
    means_by_sector,
    outside_scale,
    true_scale,
    value_of,
)

Picks = Mapping[int, Mapping[str, Picked]]
"""What was picked: by id of question, by key of sector."""


class Gathered:
    """What results are made of, the same in every language; five statements, with what was written six.

    `own`: the event's evaluation, None before there is one; `wanted`: those it is compared with. `came`: how many people
    were there, where that is known already.
    """

    own: Evaluated | None
    wanted: Sequence[Evaluated] = ()

    def __init__(
        self,
        event: Event,
        found: Sequence[Evaluated],
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
        self.choices = choices_of([question for some in self.asked.values() for question in some])
        self.picks: Picks = picks_where(Questionnaire.id.in_(self.ids))
        self.said = {} if outside else said_in(self.own.questionnaire)
        self.came = attendance_of(event, outside=outside) if came is None else came or None
        self.telling = {
            one.questionnaire.id: Telling(one.questionnaire.counted)
            for one in (self.own, *self.wanted)
        }


def results_of(
    event: Event,
    outside: bool = False,
    compared: Collection[int] = (),
    purpose: Purpose = Purpose.EVALUATION,
) -> Results | None:
    """What the event's evaluation came to, in the language spoken now; None before there is one.

    `outside`: for what leaves the house; groups under three people are left out, and so is everything that was written.
    `compared`: ids of events it is compared with, out of those the person signed in may see; without them the editions
    it builds on. Of other editions nothing is told that could not leave the house.
    """
    found = evaluated(event, choosable=bool(compared), purpose=purpose)
    return results_among(event, found, outside, compared)


def gathered_outside(event: Event) -> Gathered:
    """What the results are made of that leave the house."""
    return Gathered(event, evaluated(event), outside=True)


def results_among(
    event: Event,
    found: Sequence[Evaluated],
    outside: bool = False,
    compared: Collection[int] = (),
    came: int | None = None,
) -> Results | None:
    """The same, where the evaluations to choose from have been asked for already (see `queries.evaluated`)."""
    return results_from(
        Gathered(event=event, found=found, outside=outside, compared=compared, came=came), outside
    )


def results_from(found: Gathered, outside: bool = True) -> Results | None:
    """The results in the language spoken now, of what was gathered for it or for another one; one statement."""
    own = found.own
    if own is None:
        return None
    parts = parts_by(found.ids)
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


def _is_compared(one: Evaluated, compared: Collection[int]) -> bool:
    return one.event.id in compared and one.steps != 0 if compared else bool(one.steps)


def _told_of(found: Gathered, one: Evaluated, parts: Sequence[Part]) -> tuple[Number, list[Item]]:
    """How many answered another edition's evaluation, and what, as it may leave the house."""
    answers, _parts = shown_parts(parts, found.telling[one.questionnaire.id])
    return answers, _items(found, one, outside=True, most=answers)


def _items(found: Gathered, one: Evaluated, outside: bool, most: Number) -> list[Item]:
    """What was said to each question; `most`: how many answers are told of."""
    telling = found.telling[one.questionnaire.id] if outside else Telling()
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


def _edition(one: Evaluated, told: tuple[Number, Sequence[Item]]) -> Edition:
    answers, items = told
    values: dict[str, Value] = {}
    for item in items:
        if item.key and item.result and (value := value_of(item.kind, item.result)):
            values[item.key] = value
    return Edition(
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
    said: Sequence[str] | None,
    telling: Telling,
    outside: bool,
    most: Number,
) -> Item:
    text, everybody = pick_wording(question.text), together(picked)
    if question.kind is QuestionKind.OPEN:
        texts = said or ()
        return Item(question.key, text, question.kind, len(texts), said=texts)
    at = at_question(question, wording.lines(question, choices, everybody), telling, most)
    result = _result(question, text, choices=choices, picked=everybody, at=at, outside=outside)
    sectors = {}
    # of few people a mean tells the sum; together the sums would bring back a step that is left out
    if question.kind is QuestionKind.SCALE and None not in [line.number for line in result.lines]:
        sectors = means_by_sector({key: _steps(some) for key, some in picked.items()}, at)
    return Item(
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
    question: Question, text: str, choices: Sequence[Choice], picked: Picked, at: At, outside: bool
) -> Result:
    lines = wording.lines(question, choices, picked)
    names, counts, answers = list(lines.values()), [picked[key] for key in lines], picked[ANYTHING]
    if question.kind is QuestionKind.SCALE:
        return (
            outside_scale(text, names, counts, at) if outside else true_scale(text, names, counts)
        )
    ranked = question.kind is QuestionKind.RANKING
    many = question.kind.takes_several and not ranked
    if not outside:
        told = [Line(line.name, line.number) for line in tally(lines, picked).lines]
        return Result(text, answers, told, many=many, ranked=ranked)
    if ranked:
        return shown_ranking(
            text, names, [ranks_of(choice, picked) for choice, _number in lines], at
        )
    return (
        shown_many(text, names, counts=counts, answers=answers, at=at)
        if many
        else shown_choices(text, names, counts, at)
    )


def told_elsewhere(event: Event) -> None:
    """The results as they may be told now have left, with the report: later ones are told beside them.

    So are those of the editions they were compared with.
    """
    found = gathered_outside(event)
    if results_from(found) is None or found.own is None:
        return
    for one in (found.own, *found.wanted):
        added = found.telling[one.questionnaire.id].added()
        if added != one.questionnaire.counted:
            one.questionnaire.counted = added
