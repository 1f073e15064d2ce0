"""The views of an event and its outbox: they are looked at, there is nothing to finish in them."""

from datetime import date
from typing import Any

from ..events.access import Can
from ..events.models import Event
from ..events.stations import Asking, Band, Counts, Need, Place, State, Station, Told, number
from ..mail.outbox import Message, MessageState
from ..web.i18n import _, _l, _n


def nothing(asking: Asking) -> dict[str, object]:
    """A view has nothing to count."""
    return {}


def view(found: Counts, event: Event, today: date) -> Told:
    """A view is never ready, and never late."""
    return Told(State.UNNEEDED, reason="")


def _failed(asking: Asking) -> dict[str, object]:
    here = Message.event_id == asking.event
    return {"failed": number(Message.id, here, Message.state == MessageState.FAILED)}


def _outbox(found: Counts, event: Event, today: date) -> Told:
    failed = found["failed"]
    if not failed:
        return view(found, event, today)
    need = Need(
        number=failed,
        what=_n("e-mail has failed", "e-mails have failed", failed),
        button=_("See why"),
        place=Place("overview.event_outbox"),
        can=Can.SEE_OUTBOX,
        late=True,
    )
    said = _n("%(num)d failed", "%(num)d failed", failed)
    return Told(State.UNNEEDED, reason=said, open=said, late=True, needs=[need])


def _view(key: str, name: Any, page: str) -> Station:
    return Station(key=key, name=name, page=page, band=Band.VIEWS, counts=nothing, told=view)


VIEWS = [
    _view("outcomes", _l("What changed"), "outcomes.page"),
    _view("thread", _l("The thread"), "tracing.page"),
    _view("figures", _l("Figures"), "participation.show_figures"),
    _view("calendar", _l("Calendar"), "calendars.page"),
    _view("history", _l("What happened"), "history.show_history"),
    Station(
        key="outbox",
        name=_l("Outbox"),
        page="overview.event_outbox",
        band=Band.VIEWS,
        counts=_failed,
        told=_outbox,
        sees=Can.SEE_OUTBOX,
    ),
]
