"""Everything that was said, gathered for the Excel file in the language spoken now."""

from collections.abc import Sequence
from datetime import date

from ...directory.queries import all_counties, all_sectors
from ...events.models import Event, Goal, Objective
from ...events.queries import goals_of, objectives_of
from ...lib.suppression import round_to_five
from ...lib.telling import Number
from ...web.i18n import _, label_of, pick_wording
from ..constellation.columns import NOWHERE, Column, by_county
from ..constellation.counting import Voice, count, speakers
from ..models import QuestionKind, Questionnaire, Theme
from ..queries import questions_of
from ..telling import Telling
from .actions import Closed, Gathered, parts_of, results_of, summary_of
from .book import AimRow, Book
from .rows import answers_of, coded_of
from .sheet import to_sheet
from .summary import Part, Source, shown_source, shown_theme


def export(event: Event, questionnaire: Questionnaire, today: date) -> bytes:
    """The Excel file of the consultation."""
    return to_sheet(book_of(event, questionnaire, today))


def book_of(event: Event, questionnaire: Questionnaire, today: date) -> Book:
    """What the file holds; the numbers of its tables by sector and county are rounded."""
    found = Gathered(event, questionnaire)
    voices, themes, questions, telling = (
        found.voices,
        found.themes,
        questions_of(event),
        found.telling,
    )
    summary = summary_of(event, questionnaire, found)
    names = {sector.key: pick_wording(sector.name) for sector in all_sectors()}
    counts = count([theme.id for theme in themes], list(names), voices)
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
    places = [Column(row.id, row.name, row.name) for row in all_counties()]
    cells = by_county([theme.id for theme in themes], voices, places, _("Not given")).cells
    places.append(Column(NOWHERE, _("Not given"), _("Not given")))
    listed = questionnaire.named or summary.answers is not None
    return Book(
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
        results=results_of(Closed(event, questions), telling, summary.answers),
        aims=_aims(
            objectives_of(event),
            goals_of(event),
            themes=themes,
            voices=voices,
            telling=telling,
            most=summary.answers,
        ),
    )


def _parts(voices: Sequence[Voice]) -> list[Part]:
    """All sectors, each with the rounded number of its answers."""
    true = {part.key: part.answers or 0 for part in parts_of(voices, all_sectors())}
    return [
        Part(
            key=row.key,
            name=pick_wording(row.name),
            short=pick_wording(row.short),
            letter=row.letter,
            answers=round_to_five(true.get(row.key, 0)),
        )
        for row in all_sectors()
    ]


def _aims(
    rows: Sequence[Objective],
    goals: Sequence[Goal],
    themes: Sequence[Theme],
    voices: Sequence[Voice],
    telling: Telling,
    most: Number,
) -> list[AimRow]:
    by_id = {goal.id: f"{goal.code} {pick_wording(goal.text)}" for goal in goals}
    aims = []
    for row in rows:
        behind = [theme for theme in themes if theme.objective_id == row.id]
        ids = {theme.id for theme in behind}
        source = Source(shown_source(speakers(ids, voices), ids, telling, most).answers)
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
            )
        )
    return aims
