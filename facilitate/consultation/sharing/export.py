"""Everything that was said, gathered for the Excel file in the language spoken now."""

from collections.abc import Collection, Sequence
from datetime import date

from ...directory.queries import all_counties, answering_sectors
from ...events.extensions import served_objectives
from ...events.models import Event, Goal, Objective
from ...events.queries import goals_of, objectives_of
from ...lib.suppression import round_to_five
from ...lib.telling import Number
from ...web.i18n import _, label_of, pick_wording
from ..constellation.columns import NOWHERE, ThemeColumn, by_county
from ..constellation.counting import ThemeVoice, count_speakers, count_themes
from ..models import QuestionKind, Questionnaire, Theme
from ..queries import questions_of
from ..telling import CountsTelling
from . import wording
from .actions import ClosedQuestions, GatheredSummary, closed_results, sector_parts, summary_of
from .book import AimRow, AnswersBook
from .rows import answers_of, coded_of
from .sheet import answers_to_sheet
from .summary import SectorPart, SummarySource, shown_source, shown_theme


def export_answers(event: Event, questionnaire: Questionnaire, today: date) -> bytes:
    """The Excel file of the consultation."""
    return answers_to_sheet(answers_book(event, questionnaire, today))


def answers_book(event: Event, questionnaire: Questionnaire, today: date) -> AnswersBook:
    """What the file holds; the numbers of its tables by sector and county are rounded."""
    found = GatheredSummary(event, questionnaire)
    voices, themes, questions, telling = (
        found.voices,
        found.themes,
        questions_of(event),
        found.telling,
    )
    summary = summary_of(event, questionnaire, found)
    names = {sector.key: pick_wording(sector.name) for sector in answering_sectors()}
    counts = count_themes([theme.id for theme in themes], list(names), voices)
    heard = [
        shown_theme(
            row,
            pick_wording(theme.name),
            description=pick_wording(theme.description),
            names=names,
            quotes=[],
            telling=telling,
            most=summary.answers,
        )
        for theme, row in zip(themes, counts, strict=True)
    ]
    places = [ThemeColumn(row.id, row.name, row.name) for row in all_counties()]
    cells = by_county([theme.id for theme in themes], voices, places, _("Not given")).cells
    places.append(ThemeColumn(NOWHERE, _("Not given"), _("Not given")))
    listed = questionnaire.named or summary.answers is not None
    return AnswersBook(
        made_on=today,
        named=questionnaire.named,
        summary=summary,
        questions={question.id: pick_wording(question.text) for question in questions},
        closed=frozenset(
            question.id for question in questions if question.kind is not QuestionKind.OPEN
        ),
        answers=answers_of(questionnaire, questions) if listed else [],
        coded=coded_of(event) if listed else [],
        themes=heard,
        names={theme.id: pick_wording(theme.name) for theme in themes},
        parts=_parts(voices),
        by_sector={
            row.theme: [round_to_five(number) for number in row.cells.values()] for row in counts
        },
        counties=places,
        by_county={
            row.theme: [round_to_five(cells[row.theme].get(place.id, 0)) for place in places]
            for row in heard
        },
        results=closed_results(ClosedQuestions(event, questions), telling, summary.answers),
        aims=_aims(
            objectives_of(event),
            goals_of(event),
            themes=themes,
            voices=voices,
            telling=telling,
            most=summary.answers,
            served=served_objectives(event),
        ),
    )


def _parts(voices: Sequence[ThemeVoice]) -> list[SectorPart]:
    """All sectors, each with the rounded number of its answers."""
    true = {part.key: part.answers or 0 for part in sector_parts(voices, answering_sectors())}
    return [
        SectorPart(
            key=row.key,
            name=pick_wording(row.name),
            short=pick_wording(row.short),
            letter=row.letter,
            answers=round_to_five(true.get(row.key, 0)),
        )
        for row in answering_sectors()
    ]


def _aims(
    rows: Sequence[Objective],
    goals: Sequence[Goal],
    themes: Sequence[Theme],
    voices: Sequence[ThemeVoice],
    telling: CountsTelling,
    most: Number,
    served: Collection[int],
) -> list[AimRow]:
    by_id = {goal.id: f"{goal.code} {pick_wording(goal.text)}" for goal in goals}
    aims = []
    for row in rows:
        behind = [theme for theme in themes if theme.objective_id == row.id]
        ids = {theme.id for theme in behind}
        source = SummarySource(
            shown_source(count_speakers(ids, voices), ids, telling, most).answers
        )
        aims.append(
            AimRow(
                code=row.code,
                text=pick_wording(row.text),
                sought=label_of(row.sought),
                result=pick_wording(row.result),
                status=label_of(row.status),
                goal=by_id.get(row.goal_id or 0, ""),
                source=source,
                themes=[pick_wording(theme.name) for theme in behind],
                unserved="" if row.id in served else wording.unserved_text(row),
            )
        )
    return aims
