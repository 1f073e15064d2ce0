"""How far the facilitator guide is: whether somebody else could run each step with it."""

from datetime import date

import sqlalchemy as sa

from ..agenda.kinds import StepKind
from ..agenda.models import Step, Strand
from ..events.access import Can
from ..events.models import Event
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
from .lacking import LED, WORKING


def _counts(asking: CountParameters) -> dict[str, object]:
    inner = sa.alias(Step.__table__)
    block = sa.alias(Step.__table__)
    here = sa.and_(
        Step.event_id == asking.event, Step.removed_at.is_(None), Step.day_id.is_not(None)
    )
    holds = sa.exists().where(inner.c.block_id == Step.id, inner.c.removed_at.is_(None))
    within = Step.block_id == block.c.id
    works = sa.and_(here, Step.kind.in_([StepKind(one) for one in WORKING]), ~holds)
    led_above = sa.exists().where(within, block.c.lead_id.is_not(None))
    technique_above = sa.exists().where(within, block.c.technique != "")
    grouped = sa.exists().where(Strand.block_id == Step.id, Strand.removed_at.is_(None))
    return {
        "steps": count_rows(Step.id, here),
        "working": count_rows(Step.id, works),
        "unled": count_rows(
            Step.id,
            here,
            Step.kind.in_([StepKind(one) for one in LED]),
            Step.lead_id.is_(None),
            ~led_above,
            ~grouped,
        ),
        "untold": count_rows(Step.id, works, Step.technique == "", ~technique_above),
    }


def guide_progress(found: StationCounts, event: Event, today: date) -> RoomProgress:
    """Ready once each step has a lead, and each one in which the group works a technique."""
    steps, unled, untold = found["steps"], found["unled"], found["untold"]
    if not steps:
        return RoomProgress(RoomState.NOT_BEGUN, reason=_("begins with the agenda"))
    left = unled + untold
    if not left:
        return RoomProgress(
            RoomState.READY, reason=_("each step has a lead and a technique"), part=100
        )
    parts = [
        _n("%(num)d step without a technique", "%(num)d steps without a technique", untold)
        if untold
        else "",
        _n("%(num)d step without a lead", "%(num)d steps without a lead", unled) if unled else "",
    ]
    return RoomProgress(
        RoomState.UNDER_WAY,
        reason=", ".join(part for part in parts if part),
        open=_n("%(num)d gap", "%(num)d gaps", left),
        part=max(10, percent_done(max(2 * steps - left, 0), 2 * steps)),
        act=NextAct(
            title=_n("Fill %(num)d gap in the guide", "Fill %(num)d gaps in the guide", left),
            why=_("With a technique the guide knows what to do and what to say in each minute."),
            button=_("Open the guide"),
            place=EventPage("guides.show_guide"),
            can=Can.WRITE_GUIDE,
        ),
    )


GUIDE = Station(
    key="guide",
    asks_afterwards=False,
    name=_l("Guide"),
    page="guides.show_guide",
    band=Band.IN_THE_ROOM,
    counts=_counts,
    told=guide_progress,
)
