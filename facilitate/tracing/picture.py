"""The thread of a whole event as a picture: themes, objectives, steps, what was decided, what became of it."""

from collections import Counter

from markupsafe import Markup

from ..notes.models import ActionStatus
from ..report.writing.rivers import RiverBox, RiverRibbon, RiverSize, draw_rivers
from ..web.i18n import _, _n, pick_wording
from . import wording
from .gathering import ThreadData
from .web import NONE, ObjectiveLane


def draw_thread(fabric: ThreadData, reads: bool) -> Markup:
    """The rivers; `reads`: for somebody who reads answers."""
    lanes = [one for one in fabric.web.lanes.values() if one.objective or not one.empty]
    steps = [step for step in fabric.order if any(step in lane.steps for lane in lanes)]
    columns = {
        _("Themes"): _themes(fabric, lanes, reads),
        _("Objectives"): [_objective(fabric, one) for one in lanes],
        _("Steps"): [_step(fabric, one) for one in steps],
        _("Decisions"): [_decided(one) for one in lanes if one.decisions],
        _("Outcome"): _ends(fabric),
    }
    columns = {heading: boxes for heading, boxes in columns.items() if boxes}
    about = _("The way from themes to outcomes")
    return draw_rivers(columns, _ribbons(fabric, lanes, reads), about, RiverSize(high=60))


def _themes(fabric: ThreadData, lanes: list[ObjectiveLane], reads: bool) -> list[RiverBox]:
    """In the order of the objectives that take them up, so that few ribbons cross."""
    return [
        RiverBox(
            ("theme", one),
            pick_wording(fabric.themes[one].name),
            wording.theme_heard_text(fabric, one, reads),
            missing=wording.is_left_open(fabric, fabric.themes[one]),
        )
        for lane in lanes
        for one in lane.themes
    ]


def _objective(fabric: ThreadData, lane: ObjectiveLane) -> RiverBox:
    key = ("lane", lane.objective)
    if lane.objective == NONE:
        return RiverBox(
            key, _("Without an objective"), missing=bool(wording.thread_gap_text(fabric, lane))
        )
    nothing = not (lane.steps or lane.decisions or lane.actions)
    missing = nothing and not wording.why_lane_unserved(fabric, lane)
    note = _("on no agenda yet") if missing else _("not this time") if nothing else ""
    return RiverBox(key, wording.objective_name(fabric, lane.objective), note, missing=missing)


def _step(fabric: ThreadData, step: int) -> RiverBox:
    note = wording.step_notes_text(fabric, step)
    title = fabric.titled(step)
    if not note and not fabric.begun:
        return RiverBox(("step", step), title)
    return RiverBox(("step", step), title, note or _("nothing was written down"), missing=not note)


def _decided(lane: ObjectiveLane) -> RiverBox:
    number = _n("%(num)d decision", "%(num)d decisions", len(lane.decisions))
    missing = not lane.actions
    return RiverBox(
        ("decided", lane.objective), number, _("no action so far") if missing else "", missing
    )


def _ends(fabric: ThreadData) -> list[RiverBox]:
    states = Counter(one.row.status for one in fabric.actions.values())
    return [
        RiverBox(
            ("end", one),
            _ended(one, states[one]),
            missing=one is not ActionStatus.DONE,
        )
        for one in (ActionStatus.DONE, ActionStatus.OPEN, ActionStatus.DROPPED)
        if states[one]
    ]


def _ended(end: ActionStatus, number: int) -> str:
    if end is ActionStatus.DONE:
        return _n("%(num)d action carried out", "%(num)d actions carried out", number)
    if end is ActionStatus.DROPPED:
        return _n("%(num)d action dropped", "%(num)d actions dropped", number)
    return _n("%(num)d action still open", "%(num)d actions still open", number)


def _ribbons(fabric: ThreadData, lanes: list[ObjectiveLane], reads: bool) -> list[RiverRibbon]:
    """What flows: answers as far as the objectives, points noted as far as the steps, then decisions and actions."""
    found: list[RiverRibbon] = []
    most_heard = (
        max((wording.river_width(fabric, one, reads) for one in fabric.themes), default=1) or 1
    )
    most_said = max((one.lines for one in fabric.said.values()), default=1) or 1
    for lane in lanes:
        here: tuple[str, int | None] = ("lane", lane.objective)
        found += [
            RiverRibbon(("theme", one), here, wording.river_width(fabric, one, reads) / most_heard)
            for one in lane.themes
        ]
        made = Counter(fabric.decisions[one].row.step_id for one in lane.decisions)
        for step in lane.steps:
            spoke = fabric.said.get(step)
            found.append(
                RiverRibbon(here, ("step", step), (spoke.lines if spoke else 0) / most_said)
            )
        all_of_them = max(len(fabric.decisions), len(fabric.actions), 1)
        for place, number in made.items():
            start: tuple[str, int | None] = ("step", place) if place in lane.steps else here
            found.append(RiverRibbon(start, ("decided", lane.objective), number / all_of_them))
        states = Counter(fabric.actions[one].row.status for one in lane.actions)
        end_of = ("decided", lane.objective) if lane.decisions else here
        found += [
            RiverRibbon(end_of, ("end", state), number / all_of_them)
            for state, number in states.items()
        ]
    return found
