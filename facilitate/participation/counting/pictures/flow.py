"""The way from the invitation to the room: ribbons as wide as the people on them are many."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from ....web.i18n import _
from ..report import FiguresBlock, FlowStep
from . import picture_wording
from .drawing import INK, LINE, SOFT, STEPS, Canvas, fit_text, wrap_text

AFTER_INVITED = (
    FlowStep.CONFIRMED,
    FlowStep.REPLACED,
    FlowStep.WAITING,
    FlowStep.SILENT,
    FlowStep.DECLINED,
)
"""What becomes of the invited, from the top; those who confirmed go on."""
AFTER_CONFIRMED = (FlowStep.CAME, FlowStep.UNSAID, FlowStep.WALK_IN, FlowStep.ABSENT)
SHADES = {
    FlowStep.INVITED: 3,
    FlowStep.CONFIRMED: 3,
    FlowStep.REPLACED: 1,
    FlowStep.WAITING: 1,
    FlowStep.SILENT: 0,
    FlowStep.DECLINED: 0,
    FlowStep.CAME: 4,
    FlowStep.ABSENT: 0,
    FlowStep.UNSAID: 2,
    FlowStep.WALK_IN: 2,
    FlowStep.ATTENDED: 4,
}
TALL, GAP, TOP, NODE = 190.0, 9.0, 44.0, 11.0
"""Height of everybody, space between bars, room for the headings, width of a bar."""
SLOT, LINE_HIGH = 20.0, 15.0
"""Room for one line of words, and for each one more."""
THIN = 2.0
"""The width of a ribbon whose people are not told."""


@dataclass(frozen=True)
class FlowNode:
    """A bar of the picture: a step, where it stands, how high it is; `count` None is not shown."""

    step: FlowStep
    stage: int
    y: float
    height: float
    count: int | None


@dataclass(frozen=True)
class FlowRibbon:
    """People on their way from one bar to another: its width, and where it begins and ends."""

    start: FlowStep
    end: FlowStep
    width: float
    y_start: float
    y_end: float
    count: int | None


@dataclass(frozen=True)
class FlowLayout:
    """Every bar and every ribbon; `scale` is how many points high one person is."""

    nodes: dict[FlowStep, FlowNode]
    ribbons: list[FlowRibbon]
    scale: float
    height: float


def flow_layout(
    counts: Mapping[FlowStep, int | None], slots: Mapping[FlowStep, float]
) -> FlowLayout:
    """Where everything stands; `slots` is how much room a bar needs for its words. Ribbons out of a bar are together as wide as it, where all are told."""
    most = max(
        (counts.get(FlowStep.INVITED) or 0),
        (counts.get(FlowStep.ATTENDED) or 0),
        _sum(counts, AFTER_INVITED),
        1,
    )
    scale = TALL / most

    def high(step: FlowStep) -> float:
        count = counts.get(step, 0)
        return THIN if count is None else round(count * scale, 2)

    nodes = {
        FlowStep.INVITED: FlowNode(
            step=FlowStep.INVITED,
            stage=0,
            y=TOP,
            height=high(FlowStep.INVITED),
            count=counts.get(FlowStep.INVITED),
        )
    }
    for stage, steps in ((1, AFTER_INVITED), (2, AFTER_CONFIRMED)):
        y = TOP
        for step in steps:
            if counts.get(step, 0) != 0:
                nodes[step] = FlowNode(
                    step=step, stage=stage, y=round(y, 2), height=high(step), count=counts.get(step)
                )
                y += max(high(step), slots.get(step, SLOT)) + GAP
    ribbons = _ribbons(FlowStep.INVITED, AFTER_INVITED, nodes, y=TOP)
    if FlowStep.CONFIRMED in nodes:
        attended = (FlowStep.CAME, FlowStep.ABSENT)
        y = nodes[FlowStep.CONFIRMED].y
        ribbons += _ribbons(FlowStep.CONFIRMED, attended, nodes, y=y)
    bottom = max(node.y + max(node.height, slots.get(node.step, SLOT)) for node in nodes.values())
    return FlowLayout(nodes, ribbons, scale, bottom + 12)


def _ribbons(
    start: FlowStep, steps: Iterable[FlowStep], nodes: Mapping[FlowStep, FlowNode], *, y: float
) -> list[FlowRibbon]:
    """From one node to those of these steps that there are, one below the other from `y` on."""
    found = []
    for step in steps:
        if step in nodes:
            end = nodes[step]
            found.append(
                FlowRibbon(
                    start=start,
                    end=step,
                    width=end.height,
                    y_start=y,
                    y_end=end.y,
                    count=end.count,
                )
            )
            y += end.height
    return found


def _sum(counts: Mapping[FlowStep, int | None], steps: tuple[FlowStep, ...]) -> int:
    return sum(counts.get(step) or 0 for step in steps)


def draw_flow(block: FiguresBlock, width: float = 640) -> Markup:
    """The picture of a block `FLOW`."""
    counts = {FlowStep(row.key): row.counts[0] for row in block.rows}
    places = (6.0, round(width * 0.36), round(width * (0.69 if width > 480 else 0.67)))
    edge, in_the_room = width + 2, any(counts.get(step, 0) != 0 for step in AFTER_CONFIRMED)
    ends = (places[1], places[2] if in_the_room else edge, edge)
    words = {
        FlowStep(row.key): _wrapped(
            row.counts[0],
            row.name,
            ends[_stage(FlowStep(row.key))] - places[_stage(FlowStep(row.key))],
        )
        for row in block.rows
    }  # measured as bold: only the heights of the bars, found next, tell which ones are
    found = flow_layout(
        counts, {step: SLOT + LINE_HIGH * (len(lines) - 1) for step, lines in words.items()}
    )
    canvas = Canvas(width)
    for ribbon in found.ribbons:
        start, end = found.nodes[ribbon.start], found.nodes[ribbon.end]
        _ribbon(canvas, ribbon, places[start.stage] + NODE, places[end.stage])
    for node in found.nodes.values():
        _node(canvas, node, places[node.stage])
        _words(canvas, node, words[node.step], places[node.stage] + NODE + 6)
    _heads(canvas, counts, places, width)
    return canvas.done(found.height, picture_wording.describe_table(block))


def _stage(step: FlowStep) -> int:
    return 0 if step is FlowStep.INVITED else 1 if step in AFTER_INVITED else 2


def _wrapped(count: int | None, name: str, room: float) -> list[str]:
    return wrap_text(
        f"{picture_wording.count_or_star(count)} {name}", room - NODE - 8, 12.5, 4, bold=True
    )


def _node(canvas: Canvas, node: FlowNode, x: float) -> None:
    shade, dashes = SHADES[node.step], {"stroke_dasharray": "2 2"} if node.count is None else {}
    canvas.rect(
        x,
        node.y,
        NODE,
        max(node.height, 1),
        STEPS[shade],
        f"pic-step{shade + 1} pic-edge",
        stroke=INK,
        stroke_width=0.7,
        **dashes,
    )


def _ribbon(canvas: Canvas, ribbon: FlowRibbon, x: float, end: float) -> None:
    bend = (x + end) / 2
    top, low = ribbon.y_start, ribbon.y_start + ribbon.width
    top_end, low_end = ribbon.y_end, ribbon.y_end + ribbon.width
    strokes = (
        f"M{x:g} {top:.2f}C{bend:g} {top:.2f} {bend:g} {top_end:.2f} {end:g} {top_end:.2f}"
        f"V{low_end:.2f}C{bend:g} {low_end:.2f} {bend:g} {low:.2f} {x:g} {low:.2f}Z"
    )
    on = ribbon.end in (FlowStep.CONFIRMED, FlowStep.CAME)
    canvas.path(
        strokes,
        STEPS[1] if on else "#efece6",
        "pic-ribbon-on" if on else "pic-ribbon",
        stroke=LINE,
        stroke_width=0.5,
    )


def _words(canvas: Canvas, node: FlowNode, lines: list[str], x: float) -> None:
    """Number and name beside a bar, in its middle where it is high enough."""
    middle = node.y + max(node.height, LINE_HIGH * len(lines)) / 2
    bold = node.height >= 40
    canvas.lines(lines, x, middle + 4.5 - 7.5 * (len(lines) - 1), size=12.5, bold=bold)


def _heads(
    canvas: Canvas, counts: Mapping[FlowStep, int | None], places: tuple[float, ...], width: float
) -> None:
    """Above each stage what it is; above the last one how many attended, with those who came unasked."""
    number = counts.get(FlowStep.ATTENDED, 0)
    attended = (
        ""
        if number == 0
        else _("Attended: %(number)s", number=picture_wording.count_or_star(number))
    )
    for place, (x, head) in enumerate(
        zip(places, (_("Invited"), _("Answer"), attended), strict=True)
    ):
        room = (places[place + 1] if place < 2 else width) - x - 6
        text = fit_text(head, room, 12.5, bold=place == 2)
        canvas.text(text, x, 20, size=12.5, fill=SOFT, css="faint", bold=place == 2)
    canvas.path(f"M6 29H{width - 6:g}", css="rule", stroke=LINE, stroke_width=1)
