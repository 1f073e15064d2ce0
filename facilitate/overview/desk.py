"""An event's own page: what to do now, what waits for somebody, what each of the team does this week; its facts below."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from flask import render_template
from sqlalchemy.orm import joinedload

from .. import clock
from ..checklists.models import OPEN_STATES, Task
from ..checklists.working.event_dates import dates_of, left_behind
from ..data.db import db
from ..events.access import Can, may, needs
from ..events.models import Event, Member
from ..events.queries import goals_of, objectives_of, team_of
from ..events.routes import bp as events
from ..events.stations import (
    Band,
    EventPage,
    NextAct,
    OpenNeed,
    StationStop,
    is_still_asked,
    list_open_needs,
    station_stops,
)
from ..web.i18n import _, _n

WORK_ORDER = {
    "before": (Band.BEFORE, Band.IN_THE_ROOM),
    "now": (Band.IN_THE_ROOM, Band.AFTER, Band.BEFORE),
    "over": (Band.IN_THE_ROOM, Band.AFTER),
}
"""Which band's acts come first: before the event, while it runs, and once it is over."""


@dataclass(frozen=True)
class DeskWeek:
    """The days from Monday to Friday, or to Sunday where something is due at the weekend, and what is due on them."""

    days: Sequence[date]
    tasks: Sequence[Task]


def next_station_stop(
    stops: Sequence[StationStop], event: Event, today: date
) -> StationStop | None:
    """The room in which the one next act of the event is to be done."""
    when = "over" if event.last_day < today else "now" if event.first_day <= today else "before"
    for band in WORK_ORDER[when]:
        found = next((one for one in stops if one.station.band is band and one.act), None)
        if found:
            return found
    return None


def needs_on_desk(stops: Sequence[StationStop], act: NextAct | None) -> list[OpenNeed]:
    """What waits for somebody who may do it, what is late first; what the one next act says already is left out."""
    every = [one for stop in stops for one in stop.told.needs if may(one.can)]
    told = act.place if act else None
    mine = [one for one in every if one.late or one.place != told]
    return sorted(mine, key=lambda one: not one.late)


def dates_left_behind(event: Event, today: date) -> list[OpenNeed]:
    """A line where the event's days have moved away from the dates of its checklist; none once it is over."""
    if today > event.last_day or not may(Can.EDIT_CHECKLIST):
        return []
    return list_open_needs(
        EventPage("checklists.show_dates"),
        Can.EDIT_CHECKLIST,
        [
            (
                number := left_behind(event, dates_of(event, every=False)),
                _n(
                    "date of the checklist no longer fits the days of the event",
                    "dates of the checklist no longer fit the days of the event",
                    number,
                ),
                _("See old and new dates"),
            )
        ],
    )


def week_of(event: Event, today: date) -> DeskWeek:
    """What of the checklist is due this week, by day."""
    monday = today - timedelta(days=today.weekday())
    query = (
        sa.select(Task)
        .where(
            Task.event_id == event.id,
            Task.removed_at.is_(None),
            Task.status.in_(OPEN_STATES),
            Task.due_on.between(monday, monday + timedelta(days=6)),
        )
        .options(joinedload(Task.owner).joinedload(Member.user), joinedload(Task.role))
        .order_by(Task.due_on, Task.position)
        .limit(MOST_TASKS)
    )
    tasks = db.session.scalars(query).all()
    weekend = any(task.due_on.weekday() > 4 for task in tasks) or today.weekday() > 4
    return DeskWeek([monday + timedelta(days=n) for n in range(7 if weekend else 5)], tasks)


MOST_TASKS = 8
"""How many tasks of the week the desk shows; the checklist shows all."""


@events.get("/")
@needs(Can.SEE)
def show_desk(event: Event) -> Any:
    today = clock.today_in(event)
    stops = [one for one in station_stops(event) if is_still_asked(one.station, event, today)]
    stop = next_station_stop(stops, event, today)
    needs = needs_on_desk(stops, stop.act if stop else None)
    late = sum(one.late for one in needs)
    needs[late:late] = dates_left_behind(event, today)
    return render_template(
        "overview/desk.html",
        event=event,
        stop=stop,
        first_need=needs.pop(0) if needs and stop is None else None,
        needs=needs,
        week=week_of(event, today),
        today=today,
        team=team_of(event),
        goals=goals_of(event),
        objectives=objectives_of(event),
        before=db.session.get(Event, event.builds_on_id) if event.builds_on_id else None,
    )
