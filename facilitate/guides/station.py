"""How far the facilitator guide is: whether somebody else could run each step with it."""

from dataclasses import replace
from datetime import date, timedelta

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
    OpenNeed,
    RoomProgress,
    RoomState,
    Station,
    StationCounts,
    count_rows,
    percent_done,
)
from ..web.i18n import _, _l, _n, format_day
from .lacking import LED, WORKING
from .models import Rehearsal


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
        "rehearsal": sa.select(sa.func.min(Rehearsal.day))
        .where(
            Rehearsal.event_id == asking.event,
            Rehearsal.day >= asking.today,
            ~Rehearsal.called_off,
        )
        .scalar_subquery(),
        "untold": count_rows(Step.id, works, Step.technique == "", ~technique_above),
    }


SOON = timedelta(days=7)
"""How long before a rehearsal it waits on the desk."""


def guide_progress(found: StationCounts, event: Event, today: date) -> RoomProgress:
    """Ready once each step has a lead, and each one in which the group works a technique; a rehearsal that is near waits for all."""
    told, next_day = _written(found), found["rehearsal"]
    if not next_day or next_day - today > SOON:
        return told
    need = OpenNeed(
        number=1,
        what=_("rehearsal on %(day)s", day=format_day(next_day, "long")),
        button=_("See who comes"),
        place=EventPage("guides.show_rehearsals"),
        can=Can.SEE,
    )
    return replace(told, needs=[need])


def _written(found: StationCounts) -> RoomProgress:
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
