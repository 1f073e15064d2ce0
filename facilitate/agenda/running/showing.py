"""Everything the pages of a running day show: the day and group asked for, where they stand, and what a device needs."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from ... import clock
from ...events.models import Event
from ...web.i18n import current_language
from ..plan import Plan, PlanDay, PlanStep, PlanStrand
from ..progress import Press, Progress, State, progress
from .moments import runs, seconds, zero
from .outlook import Seen, look
from .queries import Pressings, pressed, running_plan, titles_of
from .tracks import Track, main_track, strand_track, strands_on
from .wording import mode, phrases, row_texts, texts


@dataclass(frozen=True)
class Asked:
    """The day and group of a page; `runs`: it is that day, so that its clock runs."""

    plan: Plan
    day: PlanDay
    strand: PlanStrand | None
    track: Track
    runs: bool


def asked_for(event: Event, plan: Plan, on: str, strand: int, now: datetime) -> Asked | None:
    """What the address asks for: by default today or else the first day, and the main track. None: not there."""
    day = _day(plan, on, clock.day_in(event.zone, now))
    group = plan.strands.get(strand)
    if day is None or (strand and group is None):
        return None
    track = strand_track(plan, group) if group else main_track(plan, day.id)
    if track is None:
        return None
    day = plan.days[track.day]
    return Asked(plan=plan, day=day, strand=group, track=track, runs=runs(now, day.on, event.zone))


def _day(plan: Plan, on: str, today: date) -> PlanDay | None:
    days = {one.on.isoformat(): one for one in plan.in_order}
    if on:
        return days.get(on)
    return days.get(today.isoformat()) or next(iter(days.values()), None)


@dataclass(frozen=True)
class Shown:
    """A running day at one moment; `state` is what a device needs to go on counting by itself."""

    asked: Asked
    seen: Seen
    titles: dict[int, str]
    say: dict[str, str]
    text: dict[str, str]
    state: dict[str, Any]

    @property
    def track(self) -> Progress:
        return self.seen.track

    @property
    def mode(self) -> str:
        return mode(self.track)

    @property
    def lines(self) -> list[tuple[Any, Any, dict[str, str]]]:
        """The list of the day: each step with where it stands and what is said of it."""
        rows = zip(self.asked.track.steps, self.track.rows, strict=True)
        return [(step, row, row_texts(row, self.say)) for step, row in rows]

    @property
    def group_for_team(self) -> bool:
        """Whether the group shown belongs to a block that is the team's alone."""
        block = self.asked.plan.steps.get(self.asked.track.block or 0)
        return block is not None and block.internal

    @property
    def groups(self) -> list[PlanStrand]:
        """The groups of the day that can be run by themselves."""
        return strands_on(self.asked.plan, self.asked.day.id)


def shown(event: Event, on: str, strand: int, now: datetime, room: bool = False) -> Shown | None:
    """A running day in the language spoken now; for the `room` without the titles of internal steps. Six statements."""
    plan = running_plan(event)
    asked = asked_for(event, plan, on=on, strand=strand, now=now)
    return show(event, asked, pressings=pressed(event), now=now, room=room) if asked else None


def show(
    event: Event, asked: Asked, pressings: Pressings, now: datetime, room: bool = False
) -> Shown:
    """The same for who has asked already."""
    on, steps = asked.day.on, asked.track.planned
    all_presses = pressings.on(on, event.zone)
    mine = {step.id for step in asked.track.steps}
    presses = [one for one in all_presses if one.step in mine]
    wall = _moment(event, asked, now)
    earliest = _earliest(asked, all_presses, wall)
    hidden = frozenset(
        step.id for step in asked.track.steps if room and _for_team(asked.plan, step)
    )
    titles = {
        key: "" if key in hidden else title
        for key, title in titles_of(asked.plan, current_language()).items()
    }
    say = phrases(asked.strand is not None)
    seen = look(steps, presses, wall, earliest)
    state = {
        "steps": [
            asdict(one) | {"title": titles[one.id], "hidden": one.id in hidden} for one in steps
        ],
        "presses": [asdict(one) for one in presses],
        "earliest": earliest,
        "mark": pressings.mark,
        "runs": asked.runs,
        "zero": zero(now, on, event.zone),
        "now": round(now.timestamp() * 1000),
        "wall": wall,
    }
    return Shown(
        asked=asked,
        seen=seen,
        titles=titles,
        say=say,
        text=texts(seen, titles, say, hidden),
        state=state,
    )


def _for_team(plan: Plan, step: PlanStep) -> bool:
    """Whether a step is the team's alone: an internal block hides what it holds."""
    block = plan.steps.get(step.block or 0)
    return step.internal or (block is not None and block.internal)


def _moment(event: Event, asked: Asked, now: datetime) -> float:
    """The moment shown: now; of a day that is over, when it was planned to end."""
    wall = seconds(now, asked.day.on, event.zone)
    ends = max((one.start + one.minutes for one in asked.track.planned), default=0) * 60.0
    return wall if asked.runs or wall < 0 else ends


def _earliest(asked: Asked, presses: list[Press], wall: float) -> float:
    """When a group can begin: when its block does on the main track."""
    if asked.track.block is None:
        return 0.0
    main = main_track(asked.plan, asked.day.id)
    rows = progress(main.planned, presses, wall).rows
    waiting = (row for row in rows if row.id == asked.track.block and row.state == State.WAITING)
    return next((row.start for row in waiting), 0.0)
