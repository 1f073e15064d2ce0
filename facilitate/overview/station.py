"""The views of an event and its outbox: they are looked at, there is nothing to finish in them."""

from datetime import date
from typing import Any

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
from ..mail.outbox import Message, MessageState
from ..web.i18n import _, _l, _n


def count_nothing(asking: CountParameters) -> dict[str, object]:
    """A view has nothing to count."""
    return {}


def view_progress(found: StationCounts, event: Event, today: date) -> RoomProgress:
    """A view is never ready, and never late."""
    return RoomProgress(RoomState.UNNEEDED, reason="")


def _failed(asking: CountParameters) -> dict[str, object]:
    here = Message.event_id == asking.event
    return {"failed": count_rows(Message.id, here, Message.state == MessageState.FAILED)}


def _outbox(found: StationCounts, event: Event, today: date) -> RoomProgress:
    failed = found["failed"]
    if not failed:
        return view_progress(found, event, today)
    need = OpenNeed(
        number=failed,
        what=_n("e-mail has failed", "e-mails have failed", failed),
        button=_("See why"),
        place=EventPage("overview.show_event_outbox"),
        can=Can.SEE_OUTBOX,
        late=True,
    )
    said = _n("%(num)d failed", "%(num)d failed", failed)
    return RoomProgress(RoomState.UNNEEDED, reason=said, open=said, late=True, needs=[need])


def _view(key: str, name: Any, page: str) -> Station:
    return Station(
        key=key, name=name, page=page, band=Band.VIEWS, counts=count_nothing, told=view_progress
    )


VIEWS = [
    _view("outcomes", _l("What changed"), "outcomes.show_outcomes"),
    _view("thread", _l("The thread"), "tracing.show_thread"),
    _view("figures", _l("Figures"), "participation.show_figures"),
    _view("calendar", _l("Calendar"), "calendars.show_calendars"),
    _view("history", _l("What happened"), "history.show_history"),
    Station(
        key="outbox",
        name=_l("Outbox"),
        page="overview.show_event_outbox",
        band=Band.VIEWS,
        counts=_failed,
        told=_outbox,
        sees=Can.SEE_OUTBOX,
    ),
]
