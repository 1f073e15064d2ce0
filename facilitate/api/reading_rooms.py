"""What can be read of the team's work on an event: comments on steps, presentations, who sits where in a café."""

from datetime import datetime
from typing import TypedDict

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..agenda.models import StepComment
from ..cafe.cafe_view import cafe_view_or_404
from ..cafe.guests.guest_list import table_numbers_of
from ..cafe.models import Bond
from ..cafe.queries import pair_rows
from ..events.access import Can, needs
from ..events.models import AgreementStatus, Event
from ..objectives.queries import presentations_of
from ..web.i18n import _l
from .operation import Bilingual, Named, Paged, author_name, read_operation, tell_row
from .rights import ApiArea


class CommentShape(TypedDict):
    """Something said about a step. `proposal`: it proposes another wording; `accepted`: that went into the agenda."""

    id: int
    step_id: int
    at: datetime
    by: str
    text: str
    proposal: bool
    resolved_at: datetime | None
    accepted: bool


class PresentationShape(TypedDict):
    """Something that could be presented, and who of the directory could give it."""

    id: int
    code: str
    title: Bilingual
    why: Bilingual
    status: AgreementStatus
    objective_id: int | None
    speakers: list[Named]
    version: int


class SeatShape(TypedDict):
    """Somebody a café or small groups seat: the number of their table in each round, null where they have no seat."""

    who: str
    name: str
    organisation: str
    tables: list[int | None]


class PairShape(TypedDict):
    """Two who never sit at one table, or always do; `one` and `other` as `who` of the seats."""

    id: int
    kind: Bond
    one: str
    other: str


@read_operation(
    "/events/<slug>/comments",
    page="agenda.show_talk",
    area=ApiArea.AGENDA,
    about=_l("Comments and proposals on the steps of the agenda"),
)
@needs(Can.SEE)
def read_comments(event: Event) -> Paged[CommentShape]:
    query = sa.select(StepComment).where(StepComment.event_id == event.id)
    return Paged(query.options(joinedload(StepComment.user)), StepComment.id, _comment)


def _comment(row: StepComment) -> CommentShape:
    proposal = row.proposal is not None
    return tell_row(CommentShape, row, by=author_name(row), proposal=proposal)


@read_operation(
    "/events/<slug>/presentations",
    page="objectives.show_objectives",
    area=ApiArea.EVENTS,
    about=_l("What could be presented, and by whom"),
)
@needs(Can.SEE)
def read_presentations(event: Event) -> list[PresentationShape]:
    return [
        tell_row(
            PresentationShape,
            one.presentation,
            speakers=[tell_row(Named, person) for person in one.speakers],
        )
        for one in presentations_of(event)
    ]


@read_operation(
    "/events/<slug>/steps/<int:step_id>/seats",
    page="cafe.show_guests",
    area=ApiArea.PEOPLE,
    about=_l("Who sits where in a café, or in small groups, round by round"),
)
@needs(Can.SEE_PEOPLE)
def read_seats(event: Event, step_id: int) -> list[SeatShape]:
    floor = cafe_view_or_404(event, step_id).floor
    return [
        tell_row(SeatShape, one, who=one.key, tables=list(table_numbers_of(floor, one)))
        for one in floor.people.values()
    ]


@read_operation(
    "/events/<slug>/steps/<int:step_id>/pairs",
    page="cafe.show_pairs",
    area=ApiArea.PEOPLE,
    about=_l("Who sits apart or together in a café, or in small groups"),
)
@needs(Can.SEE_PEOPLE)
def read_pairs(event: Event, step_id: int) -> list[PairShape]:
    floor = cafe_view_or_404(event, step_id).floor
    found = pair_rows(floor.cafe) if floor.cafe.id else ()
    return [
        {"id": number, "kind": kind, "one": one, "other": other}
        for number, kind, one, other in found
        if {one, other} <= set(floor.people)
    ]
