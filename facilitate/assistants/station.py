"""Proposals among the views of an event, where a planner lets assistants in."""

from datetime import date

from flask import current_app

from ..events.access import Can
from ..events.models import Event
from ..events.stations import (
    Band,
    CountParameters,
    EventPage,
    OpenNeed,
    RoomProgress,
    RoomState,
    Station,
    StationCounts,
    count_rows,
)
from ..web.i18n import _, _l, _n
from .models import Proposal, ProposalState


def _waiting(asking: CountParameters) -> dict[str, object]:
    here = Proposal.event_id == asking.event
    return {"waiting": count_rows(Proposal.id, here, Proposal.state == ProposalState.WAITING)}


def _progress(found: StationCounts, event: Event, today: date) -> RoomProgress:
    waiting = found["waiting"]
    if not waiting:
        return RoomProgress(RoomState.UNNEEDED, reason="")
    need = OpenNeed(
        number=waiting,
        what=_n("proposal waits to be decided", "proposals wait to be decided", waiting),
        button=_("Decide"),
        place=EventPage("assistants.show_proposals"),
        can=Can.EDIT_AGENDA,
    )
    said = _n("%(num)d to decide", "%(num)d to decide", waiting)
    return RoomProgress(RoomState.UNNEEDED, reason=said, open=said, needs=[need])


PROPOSALS = Station(
    key="proposals",
    name=_l("Proposals"),
    page="assistants.show_proposals",
    band=Band.VIEWS,
    counts=_waiting,
    told=_progress,
)


def are_assistants_on() -> bool:
    """Whether this planner lets assistants in."""
    return bool(current_app.extensions["settings"].assistants)
