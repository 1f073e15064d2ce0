"""Everything the pages of a running day show: the day and group asked for, where they stand, and what a device needs."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from ... import clock
from ...events.models import Event
from ...web.i18n import current_language
from ..dates import device_zero, is_on_day, seconds_of_day
from ..plan import Plan, PlanDay, PlanPlace, PlanStep, PlanStrand
from ..progress import LivePress, StepState, TrackProgress, track_progress
from .outlook import SeenTrack, look_at_track
from .queries import Pressings, pressings_of, running_plan, step_titles
from .tracks import Track, main_track, strand_track, strands_on
from .wording import live_phrases, live_texts, track_mode, track_row_texts


@dataclass(frozen=True)
class AskedTrack:
    """The day and group of a page, and the `days` that can be asked for; `runs`: it is that day, so its clock runs."""

    plan: Plan
    days: list[PlanDay]
    day: PlanDay
    strand: PlanStrand | None
    track: Track
    runs: bool


def find_asked_track(
    event: Event, plan: Plan, on: str, strand: int, now: datetime
) -> AskedTrack | None:
    """What the address asks for: by default today or else the first day, and the main track. None: not there."""
    days = _days(event, plan)
    day = _day(days, on, clock.day_in(event.zone, now))
    group = plan.strands.get(strand)
    if day is None or (strand and group is None):
        return None
    track = strand_track(plan, group) if group else main_track(plan, day.id)
    if track is None:
        return None
    day = plan.days[track.day]
    return AskedTrack(
        plan=plan,
        days=days,
        day=day,
        strand=group,
        track=track,
        runs=is_on_day(now, day.on, event.zone),
    )


def _days(event: Event, plan: Plan) -> list[PlanDay]:
    """The days of the event, and others on which something is planned."""
    return [
        one
        for one in plan.in_order
        if event.first_day <= one.on <= event.last_day or plan.at(PlanPlace(one.id))
    ]


def _day(every: Sequence[PlanDay], on: str, today: date) -> PlanDay | None:
    days = {one.on.isoformat(): one for one in every}
    if on:
        return days.get(on)
    return days.get(today.isoformat()) or next(iter(days.values()), None)


@dataclass(frozen=True)
class RunningDay:
    """A running day at one moment; `state` is what a device needs to go on counting by itself."""

    asked: AskedTrack
    seen: SeenTrack
    titles: dict[int, str]
    say: dict[str, str]
    text: dict[str, str]
    state: dict[str, Any]

    @property
    def track(self) -> TrackProgress:
        return self.seen.track

    @property
    def mode(self) -> str:
        return track_mode(self.track)

    @property
    def lines(self) -> list[tuple[Any, Any, dict[str, str]]]:
        """The list of the day: each step with where it stands and what is said of it."""
        rows = zip(self.asked.track.steps, self.track.rows, strict=True)
        return [(step, row, track_row_texts(row, self.say)) for step, row in rows]

    @property
    def group_for_team(self) -> bool:
        """Whether the group shown belongs to a block that is the team's alone."""
        block = self.asked.plan.steps.get(self.asked.track.block or 0)
        return block is not None and block.internal

    @property
    def groups(self) -> list[PlanStrand]:
        """The groups of the day that can be run by themselves."""
        return strands_on(self.asked.plan, self.asked.day.id)


def running_day(
    event: Event, on: str, strand: int, now: datetime, room: bool = False
) -> RunningDay | None:
    """A running day in the language spoken now; for the `room` without the titles of internal steps."""
    plan = running_plan(event)
    asked = find_asked_track(event, plan, on=on, strand=strand, now=now)
    return (
        running_track(event, asked, pressings=pressings_of(event), now=now, room=room)
        if asked
        else None
    )


def running_track(
    event: Event, asked: AskedTrack, pressings: Pressings, now: datetime, room: bool = False
) -> RunningDay:
    """One track of a running day, from the presses that were read already."""
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
        for key, title in step_titles(asked.plan, current_language()).items()
    }
    say = live_phrases(asked.strand is not None)
    seen = look_at_track(steps, presses, wall, earliest)
    state = {
        "steps": [
            asdict(one) | {"title": titles[one.id], "hidden": one.id in hidden} for one in steps
        ],
        "presses": [asdict(one) for one in presses],
        "earliest": earliest,
        "mark": pressings.mark,
        "runs": asked.runs,
        "zero": device_zero(now, on, event.zone),
        "now": round(now.timestamp() * 1000),
        "wall": wall,
    }
    return RunningDay(
        asked=asked,
        seen=seen,
        titles=titles,
        say=say,
        text=live_texts(seen, titles, say, hidden),
        state=state,
    )


def _for_team(plan: Plan, step: PlanStep) -> bool:
    """Whether a step is the team's alone: an internal block hides what it holds."""
    block = plan.steps.get(step.block or 0)
    return step.internal or (block is not None and block.internal)


def _moment(event: Event, asked: AskedTrack, now: datetime) -> float:
    """The moment shown: now; of a day that is over, when it was planned to end."""
    wall = seconds_of_day(now, asked.day.on, event.zone)
    ends = max((one.start + one.minutes for one in asked.track.planned), default=0) * 60.0
    return wall if asked.runs or wall < 0 else ends


def _earliest(asked: AskedTrack, presses: list[LivePress], wall: float) -> float:
    """When a group can begin: when its block does on the main track."""
    if asked.track.block is None:
        return 0.0
    main = main_track(asked.plan, asked.day.id)
    rows = track_progress(main.planned, presses, wall).rows
    waiting = (
        row for row in rows if row.id == asked.track.block and row.state == StepState.WAITING
    )
    return next((row.start for row in waiting), 0.0)
