"""What can be read of rehearsals: when, where, who comes and what their calendars answered."""

from datetime import date
from typing import TypedDict

from ..data.db import get_or_404
from ..events.access import Can, needs
from ..events.models import Event
from ..guides.models import Rehearsal
from ..guides.rehearsals import GuestLists, rehearsals_of
from ..guides.rehearsing.actions import rehearsal_copies
from ..guides.rehearsing.routes import guest_lines
from ..web.i18n import _l
from .operation import read_operation, tell_row
from .rights import ApiArea


class RehearsalGuestShape(TypedDict):
    """Somebody who is to come; `answered`: what their calendar said, empty where it said nothing."""

    name: str
    told: bool
    answered: str


class RehearsalShape(TypedDict):
    """A rehearsal of the event, or of the step `step_id`. Its times are wall time of the event, `starts` minutes after midnight."""

    id: int
    day: date
    starts: int
    minutes: int
    place: str
    step_id: int | None
    team: bool
    hosts: bool
    called_off: bool
    guests: list[RehearsalGuestShape]
    version: int


@read_operation(
    "/events/<slug>/rehearsals",
    page="guides.show_rehearsals",
    area=ApiArea.EVENTS,
    about=_l("The rehearsals of an event, and who comes"),
)
@needs(Can.SEE)
def read_rehearsals(event: Event) -> list[RehearsalShape]:
    lists = GuestLists(event)
    return [_rehearsal(row, lists) for row in rehearsals_of(event)]


@read_operation(
    "/events/<slug>/rehearsals/<int:rehearsal_id>",
    page="guides.show_rehearsals",
    area=ApiArea.EVENTS,
    about=_l("One rehearsal"),
)
@needs(Can.SEE)
def read_rehearsal(event: Event, rehearsal_id: int) -> RehearsalShape:
    row = get_or_404(Rehearsal, Rehearsal.id == rehearsal_id, Rehearsal.event_id == event.id)
    return _rehearsal(row, GuestLists(event))


def _rehearsal(row: Rehearsal, lists: GuestLists) -> RehearsalShape:
    guests = [] if row.called_off else lists.of(row)
    return tell_row(
        RehearsalShape,
        row,
        guests=[
            {"name": one.name, "told": one.told, "answered": one.said.value if one.said else ""}
            for one in guest_lines(guests, rehearsal_copies(row))
        ],
    )
