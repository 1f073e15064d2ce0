"""What can be read of what came of events: readings of indicators, numbers year by year, events side by side."""

from datetime import date
from typing import TypedDict

from flask import request

from .. import clock
from ..accounts.doors import in_a_team, signed_in
from ..events.access import Can, needs
from ..events.models import Event
from ..events.queries import my_events
from ..lib.text import Words
from ..notes.models import ActionStatus
from ..outcomes.comparison import ChangeRow, compare_changes
from ..outcomes.gathering import outcomes_of
from ..participation.counting.queries import figures_of_events
from ..web.i18n import _l, current_language
from .operation import Bilingual, read_operation, tell_row
from .reading_people import FiguresShape
from .rights import ApiArea


class TakenReadingShape(TypedDict):
    """How an indicator stood on a day."""

    on: date
    value: str


class OutcomeShape(TypedDict):
    """An indicator then, now and as planned; `share`: how much of the way is gone, in percent, where these are numbers."""

    id: int
    objective_id: int
    text: Bilingual
    before: str
    goal: str
    by_on: date | None
    share: int | None
    readings: list[TakenReadingShape]


class ChangesShape(TypedDict):
    """Events of a year, or of a forum, together: what they decided, promised and set out to change."""

    name: str
    events: int
    decisions: int
    actions: dict[ActionStatus, int]
    indicators: int
    reached: int


class ChangesBesideShape(TypedDict):
    """Year beside year, the latest first, and forum beside forum."""

    years: list[ChangesShape]
    forums: list[ChangesShape]


@read_operation(
    "/events/<slug>/outcomes",
    page="outcomes.show_outcomes",
    area=ApiArea.FIGURES,
    about=_l("What changed: each indicator then, now and as planned"),
)
@needs(Can.SEE)
def read_outcomes(event: Event) -> list[OutcomeShape]:
    return [
        tell_row(
            OutcomeShape,
            one.row,
            share=one.share,
            readings=[tell_row(TakenReadingShape, reading) for reading in one.readings],
        )
        for _objective, one in outcomes_of(event).indicators
    ]


@read_operation(
    "/changes",
    page="outcomes.show_changes_beside",
    area=ApiArea.FIGURES,
    about=_l("What your events decided, promised and changed, by year and by forum"),
)
@in_a_team
def read_changes() -> ChangesBesideShape:
    found = compare_changes(my_events())
    return {
        "years": [_changes(one) for one in found.years],
        "forums": [_changes(one) for one in found.forums],
    }


def _changes(row: ChangeRow) -> ChangesShape:
    name = row.name.to(current_language()) if isinstance(row.name, Words) else row.name
    return tell_row(ChangesShape, row, name=name, actions=dict(row.actions))


@read_operation(
    "/figures",
    page="overview.show_compared_figures",
    area=ApiArea.FIGURES,
    about=_l("How many took part in each of your events"),
    event=_l("An event; several may be named"),
)
@signed_in
def read_compared_figures() -> list[FiguresShape]:
    asked = request.args.getlist("event")
    events = [one for one in my_events() if not asked or one.slug in asked]
    return [vars(one) for one in figures_of_events(events, clock.today())]  # type: ignore[misc]
