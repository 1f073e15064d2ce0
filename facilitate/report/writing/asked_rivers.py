"""The way from what was asked for to what came of it as one picture, and the same as a table beside it.

The picture holds codes and numbers alone: words that are hidden later would stay in a drawing. The tables say the same, and
what the numbers of steps mean; the ways of the objectives follow under their codes.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...agenda.numbering import StepNumber
from ...agenda.programmes import days_of_programme, number_steps
from ...events.models import Objective
from ...notes.deciding.wording import action_ends
from ...notes.models import ActionStatus
from ...participation.counting.pictures.choice import PHONE
from ...web.i18n import _
from ..proceedings import Exhibit, ReportPicture, ReportTable
from .material import ReportMaterial
from .rivers import RiverBox, RiverRibbon, RiverSize, draw_rivers

WIDE = RiverSize(box=124, apart=40)
NARROW = RiverSize(
    box=54, apart=(PHONE - 2 - 5 * 54) / 4, heading=10.5, letters=10.5, inset=4
)  # a word of how actions ended has room
LAST = StepNumber(99, 0)
"""Where a step without a place in the agenda stands."""
ENDS = (ActionStatus.DONE, ActionStatus.OPEN, ActionStatus.DROPPED)


@dataclass(frozen=True)
class AskedLane:
    """The way of one objective. `answers`: how many stand behind it, as far as it may be told; None: a few.

    `at_least`: there may be more of them. `decisions`: how many were made in each of the steps; None: elsewhere.
    """

    objective: Objective
    answers: int | None
    at_least: bool
    themes: int
    steps: Sequence[int]
    decisions: Counter[int | None]
    actions: Counter[ActionStatus]


def rivers_exhibit(material: ReportMaterial, lanes: Sequence[AskedLane]) -> Exhibit:
    """Picture and table."""
    title = _("The way from themes to outcomes")
    plan = material.plan
    days = days_of_programme(material.event, plan)
    numbers = number_steps([plan.timed(day.id) for day in days])
    known = {step for one in lanes for step in one.steps}
    steps = {
        step: str(numbers.get(step, "–"))
        for step in sorted(known, key=lambda one: (numbers.get(one, LAST), one))
    }
    wide, narrow = (str(_draw(material, lanes, steps, size)) for size in (WIDE, NARROW))
    picture = ReportPicture(
        content=wide.encode(),
        media_type="image/svg+xml",
        alt=_("The way from themes to outcomes; the table beside it says the same"),
        width=int(WIDE.width(5)),
        height=0,
        narrow=narrow.encode(),
    )
    tables = (_table(lanes, steps), _steps(material, steps)) if steps else (_table(lanes, steps),)
    return Exhibit("asked-rivers", title, (picture, *tables))


def _code(lane: AskedLane) -> str:
    return lane.objective.code


def _answers(lane: AskedLane, brief: bool = False) -> str:
    """How many answers stand behind it; `brief`: for a box of the picture."""
    if not lane.themes:
        return "–"
    if lane.answers is None:
        return _("a few")
    if not lane.at_least:
        return str(lane.answers)
    return f"≥ {lane.answers}" if brief else _("at least %(num)d", num=lane.answers)


def _draw(
    material: ReportMaterial, lanes: Sequence[AskedLane], steps: Mapping[int, str], size: RiverSize
) -> object:
    ended = sum((one.actions for one in lanes), Counter[ActionStatus]())
    columns = {
        _("Asked for"): [
            RiverBox(("asked", _code(one)), _answers(one, brief=True), missing=not one.themes)
            for one in lanes
        ],
        _("Objective"): [RiverBox(("lane", _code(one)), _code(one)) for one in lanes],
        _("Steps"): [RiverBox(("step", one), number) for one, number in steps.items()],
        _("Decisions"): [
            RiverBox(("decided", _code(one)), str(one.decisions.total()), missing=not one.decisions)
            for one in lanes
        ],
        _("Actions"): [
            RiverBox(("end", end), action_ends({end: ended[end]}), missing=end is not ENDS[0])
            for end in ENDS
            if ended[end]
        ],
    }
    columns = {heading: boxes for heading, boxes in columns.items() if boxes}
    about = _("The way from themes to outcomes")
    return draw_rivers(columns, _ribbons(material, lanes), about, size)


def _ribbons(material: ReportMaterial, lanes: Sequence[AskedLane]) -> list[RiverRibbon]:
    """How wide: by answers, by points noted, by decisions, by actions, each against the most of its kind."""
    heard = max((one.answers or 1 for one in lanes), default=1)
    written = max((material.written[step] for one in lanes for step in one.steps), default=0) or 1
    decided = max((one.decisions.total() for one in lanes), default=0) or 1
    promised = max((number for one in lanes for number in one.actions.values()), default=0) or 1
    found: list[RiverRibbon] = []
    for one in lanes:
        lane, made = ("lane", _code(one)), ("decided", _code(one))
        if one.themes:
            found.append(RiverRibbon(("asked", _code(one)), lane, (one.answers or 1) / heard))
        for step in one.steps:
            found.append(RiverRibbon(lane, ("step", step), material.written[step] / written))
        for place, number in one.decisions.items():
            start = ("step", place) if place else lane
            found.append(RiverRibbon(start, made, number / decided))
        found += [
            RiverRibbon(made if one.decisions else lane, ("end", end), number / promised)
            for end, number in one.actions.items()
        ]
    return found


def _table(lanes: Sequence[AskedLane], steps: Mapping[int, str]) -> ReportTable:
    rows = tuple(
        (
            _code(one),
            _answers(one),
            ", ".join(said for step, said in steps.items() if step in one.steps) or "–",
            str(one.decisions.total()),
            action_ends(one.actions) or "–",
        )
        for one in lanes
    )
    heads = (_("Objective"), _("Answers"), _("Steps"), _("Decisions"), _("Actions"))
    return ReportTable(
        _("The way from themes to outcomes"),
        heads,
        rows,
        widths=(0.2, 0.16, 0.22, 0.16, 0.26),
        numbers=(1, 3),
    )


def _steps(material: ReportMaterial, steps: Mapping[int, str]) -> ReportTable:
    """What the numbers of the steps mean, and how much was written down there."""
    rows = tuple(
        (
            number,
            material.plan.steps[step].title.to(material.language),
            str(material.written[step]),
        )
        for step, number in steps.items()
    )
    heads = (_("No."), _("Step"), _("Points noted"))
    return ReportTable(_("Steps"), heads, rows, widths=(0.1, 0.74, 0.16), numbers=(2,))
