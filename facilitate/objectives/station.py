"""How far an event's objectives are: written, and agreed by the team."""

from datetime import date

from ..events.access import Can
from ..events.models import AgreementStatus, Event, Objective
from ..events.stations import (
    Band,
    CountParameters,
    EventPage,
    NextAct,
    RoomProgress,
    RoomState,
    Station,
    StationCounts,
    count_rows,
    percent_done,
)
from ..web.i18n import _, _l, _n


def _counts(asking: CountParameters) -> dict[str, object]:
    here = Objective.event_id == asking.event
    return {
        "all": count_rows(Objective.id, here),
        "agreed": count_rows(Objective.id, here, Objective.status == AgreementStatus.AGREED),
    }


def objectives_readiness(found: StationCounts, event: Event, today: date) -> RoomProgress:
    """Ready once the team has agreed on each of them."""
    every, agreed = found["all"], found["agreed"]
    if not every:
        return RoomProgress(
            RoomState.NOT_BEGUN,
            reason=_("no objective yet"),
            act=_act(
                _("Say what the event should achieve"),
                _(
                    "Two or three objectives are enough. Each step of the agenda then says which one it serves."
                ),
                _("Write an objective"),
            ),
        )
    left = every - agreed
    said = _n("%(num)d objective", "%(num)d objectives", every)
    if not left:
        return RoomProgress(RoomState.READY, reason=_("%(all)s, all agreed", all=said), part=100)
    return RoomProgress(
        RoomState.UNDER_WAY,
        reason=_("%(all)s, %(num)d agreed", all=said, num=agreed),
        open=_n("%(num)d to agree", "%(num)d to agree", left),
        part=max(20, percent_done(agreed, every)),
        act=_act(
            _n("Agree on %(num)d objective", "Agree on %(num)d objectives", left),
            _("The team reads each one and marks it as agreed."),
            _("Go through the objectives"),
        ),
    )


def _act(title: str, why: str, button: str) -> NextAct:
    return NextAct(
        title=title,
        why=why,
        button=button,
        place=EventPage("objectives.show_objectives"),
        can=Can.EDIT_OBJECTIVES,
    )


OBJECTIVES = Station(
    key="objectives",
    asks_afterwards=False,
    name=_l("Objectives"),
    page="objectives.show_objectives",
    band=Band.BEFORE,
    counts=_counts,
    told=objectives_readiness,
)
