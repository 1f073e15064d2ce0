"""What can be read of answers put together: evaluations, choices, passages with their themes, what was sent back."""

from typing import TypedDict

from .. import clock
from ..consultation.constellation.choices import ChoiceTally, split_by_sector, sum_of_sectors
from ..consultation.constellation.passage_filter import PassageFilter
from ..consultation.constellation.queries import picks_by_sector
from ..consultation.constellation.quoted import quoted_passages
from ..consultation.constellation.wording import names_of_lines
from ..consultation.evaluating.gathering import results_among
from ..consultation.evaluating.queries import evaluated_events
from ..consultation.evaluating.results import ResultItem
from ..consultation.inviting.attendees import count_attendees
from ..consultation.models import QuestionKind, QuestionnairePurpose, Stance
from ..consultation.queries import (
    choices_by_question,
    questionnaire_or_404,
    questions_of,
    themes_of,
)
from ..consultation.questionnaire import ConsultationStanding, consultation_standing
from ..consultation.reading.suggesting import theme_uses
from ..consultation.sharing.actions import page_to_leave
from ..consultation.sharing.summary import ClosedResult
from ..consultation.sharing.summary_json import thaw_summary
from ..consultation.sharing.wording import tells_result, told_unserved
from ..events.access import Can, may, needs
from ..events.models import Event
from ..web.i18n import LANGUAGES, _l
from .operation import Bilingual, read_operation, tell_row
from .rights import ApiArea


class LineShape(TypedDict):
    """A choice or a step, and how many took it; null where that could point to a person."""

    name: str
    number: int | None


class CountedShape(TypedDict):
    """What a question came to, in the language spoken. `lines`: none where not one number of them may be told."""

    question: str
    answers: int | None
    mean: float | None
    lines: list[LineShape]


class ResultShape(CountedShape):
    """What a question of an evaluation came to. `said`: what people wrote, for those who read answers."""

    key: str
    kind: QuestionKind
    said: list[str]


class EvaluationShape(TypedDict):
    """An evaluation of the event: right after it, or months later. `came`: of how many who were there."""

    purpose: QuestionnairePurpose
    state: ConsultationStanding
    answers: int | None
    came: int | None
    results: list[ResultShape]


class TallyShape(TypedDict):
    """How many answered, what they took, and the mean of a scale."""

    answers: int
    mean: float | None
    lines: list[LineShape]


class ChosenShape(TypedDict):
    """What was chosen in a question that is not open, altogether and by key of sector."""

    id: int
    kind: QuestionKind
    whole: TallyShape
    sectors: dict[str, TallyShape]


class PassageShape(TypedDict):
    """A passage of an answer that has a theme, and on which side it stands."""

    theme_id: int
    text: str
    reply_id: int
    sector: str
    county: str
    stance: Stance


class ToldThemeShape(TypedDict):
    """A theme as it is sent back: how many answers speak of it, and the words that may be quoted."""

    theme_id: int
    name: str
    description: str
    answers: int | None
    heard_in: int
    unserved: str
    quotes: list[str]


class ToldShape(TypedDict):
    """What is sent back to stakeholders, in one language, as it may leave the house now."""

    language: str
    public: bool
    invited: int | None
    answers: int | None
    made_of_it: str
    themes: list[ToldThemeShape]
    results: list[CountedShape]


@read_operation(
    "/events/<slug>/evaluations",
    page="consultation.show_evaluation",
    area=ApiArea.ANSWERS,
    about=_l("What its evaluations came to, on the day and months later"),
)
@needs(Can.SEE)
def read_evaluations(event: Event) -> list[EvaluationShape]:
    after = [one for one in QuestionnairePurpose if one.is_after]
    told = [_evaluation(event, one) for one in after]
    return [one for one in told if one is not None]


def _evaluation(event: Event, purpose: QuestionnairePurpose) -> EvaluationShape | None:
    """As on its page: numbers for the team, words for those who read answers."""
    found = evaluated_events(event, purpose=purpose)
    row = next((one.questionnaire for one in found if one.steps == 0), None)
    came = count_attendees(row) if row and may(Can.INVITE) else None
    there = came.people if came else None
    results = results_among(event, found, outside=not may(Can.READ_ANSWERS), came=there)
    if row is None or results is None:
        return None
    return {
        "purpose": purpose,
        "state": consultation_standing(
            row.opens_on, row.closes_on, row.closed, clock.today_in(event)
        ),
        "answers": results.own.answers,
        "came": results.came,
        "results": [_result(one) for one in results.items],
    }


def _result(item: ResultItem) -> ResultShape:
    none: CountedShape = {
        "question": item.question,
        "answers": item.answers,
        "mean": None,
        "lines": [],
    }
    counted = _counted(item.result) if item.result else none
    said = [one.text for one in item.said]
    return {**counted, "key": item.key, "kind": item.kind, "said": said}


def _counted(result: ClosedResult) -> CountedShape:
    return tell_row(
        CountedShape,
        result,
        lines=[
            {"name": one.name, "number": one.number} for one in result.lines if tells_result(result)
        ],
    )


@read_operation(
    "/events/<slug>/choices",
    page="consultation.show_choices",
    area=ApiArea.ANSWERS,
    about=_l("What stakeholders chose in questions that are not open"),
)
@needs(Can.READ_ANSWERS)
def read_choices(event: Event) -> list[ChosenShape]:
    closed = [one for one in questions_of(event) if one.kind is not QuestionKind.OPEN]
    offered, picked = choices_by_question(closed), picks_by_sector(event)
    told: list[ChosenShape] = []
    for one in closed:
        if one.id not in picked and one.hidden:
            continue
        mine = picked.get(one.id, {})
        found = split_by_sector(names_of_lines(one, offered[one.id], sum_of_sectors(mine)), mine)
        told.append(
            {
                "id": one.id,
                "kind": one.kind,
                "whole": _tally(found.whole),
                "sectors": {key: _tally(some) for key, some in found.sectors.items()},
            }
        )
    return told


def _tally(found: ChoiceTally) -> TallyShape:
    return {
        "answers": found.answers,
        "mean": found.mean,
        "lines": [{"name": one.name, "number": one.number} for one in found.lines],
    }


@read_operation(
    "/events/<slug>/passages",
    page="consultation.show_quotes",
    area=ApiArea.ANSWERS,
    about=_l("Passages of answers, theme by theme"),
)
@needs(Can.READ_ANSWERS)
def read_passages(event: Event) -> list[PassageShape]:
    ids = tuple(one.id for one in themes_of(event))
    return [
        {
            "theme_id": one.theme,
            "text": one.text,
            "reply_id": one.reply,
            "sector": one.sector.key,
            "county": one.county,
            "stance": one.stance,
        }
        for one in quoted_passages(event, PassageFilter(ids))
    ]


@read_operation(
    "/events/<slug>/what-you-told-us",
    page="consultation.show_share",
    area=ApiArea.ANSWERS,
    about=_l("What is sent back to stakeholders, in either language"),
)
@needs(Can.READ_ANSWERS)
def read_what_was_told(event: Event) -> list[ToldShape]:
    row = questionnaire_or_404(event)
    pages = page_to_leave(event, row).pages
    told: list[ToldShape] = []
    for code in LANGUAGES:
        one = thaw_summary(pages[code])
        told.append(
            {
                "language": code,
                "public": bool(row.told),
                "invited": one.invited,
                "answers": one.answers,
                "made_of_it": one.made_of_it,
                "themes": [
                    {
                        "theme_id": theme.theme,
                        "name": theme.name,
                        "description": theme.description,
                        "answers": theme.answers,
                        "heard_in": theme.heard_in,
                        "unserved": told_unserved(theme),
                        "quotes": [quote.text for quote in theme.quotes],
                    }
                    for theme in one.themes
                ],
                "results": [_counted(result) for result in one.results],
            }
        )
    return told


class ThemeShape(TypedDict):
    """Something several answers speak of, in how many passages and answers, and what came of it."""

    id: int
    name: Bilingual
    description: Bilingual
    passages: int
    answers: int
    objective_id: int | None
    goal_id: int | None
    unserved_why: Bilingual
    passed_to: Bilingual
    version: int


@read_operation(
    "/events/<slug>/themes",
    page="consultation.list_themes",
    area=ApiArea.ANSWERS,
    about=_l("The themes of its consultation"),
)
@needs(Can.CODE_ANSWERS)
def read_themes(event: Event) -> list[ThemeShape]:
    used = theme_uses(event)
    return [
        tell_row(
            ThemeShape,
            theme,
            passages=used[theme.id].passages if theme.id in used else 0,
            answers=used[theme.id].answers if theme.id in used else 0,
        )
        for theme in themes_of(event)
    ]
