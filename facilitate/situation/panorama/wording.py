"""What a panorama says in sentences, and the small line beside a forum's numbers."""

from collections.abc import Sequence

from markupsafe import Markup

from ...participation.counting.pictures.county_map import draw_county_map
from ...participation.counting.pictures.drawing import ACCENT, Canvas
from ...participation.counting.report import BlockKey, FiguresBlock, FiguresColumn, FiguresRow
from ...web.i18n import _, _n, pick_wording
from ..models import SituationIndicator
from ..period import of_period, period_name
from ..telling_words import HIDDEN, NONE, count_said, total_of
from .comparison import ForumSeries, LineChange, large_changes
from .queries import Panorama, UnusualTotal

MOST_SAID = 5
"""How many changes a sentence names."""
WIDE, HIGH, EDGE = 120.0, 26.0, 3.0
LEAST_ON_MAP = 3
"""How many counties have to tell a number before a map says more than a sentence."""


def lead_said(found: Panorama) -> str:
    """`11 of 12 tell their numbers of the first half of 2026.`"""
    if not found.forums:
        return _("There is no forum of this kind yet.")
    if not found.lines:
        return _("Nothing is counted yet.")
    done = len(found.forums) - len(found.late)
    return _n(
        "%(done)d of %(num)d forum has approved its numbers for the %(period)s.",
        "%(done)d of %(num)d forums have approved their numbers for the %(period)s.",
        len(found.forums),
        done=done,
        period=of_period(found.period),
    )


def late_said(found: Panorama) -> str:
    """Which are missing; empty where none is, or nothing is asked of them."""
    names = "; ".join(pick_wording(one.name) for one in found.late if found.lines)
    return _("Missing: %(names)s.", names=names) if names else ""


def changes_said(found: Panorama) -> list[str]:
    """What rose and what fell, compared over the forums that tell both half-years."""
    rose, fell = large_changes(found.changes, MOST_SAID)
    names = {one.id: pick_wording(one.name) for one in found.lines}
    said = []
    if rose:
        said.append(
            _("Rose: %(what)s.", what="; ".join(_change(one, names[one.line]) for one in rose))
        )
    if fell:
        said.append(
            _("Fell: %(what)s.", what="; ".join(_change(one, names[one.line]) for one in fell))
        )
    return said


def _change(change: LineChange, name: str) -> str:
    return _n(
        "%(name)s from %(was)s to %(now)s (in %(num)d forum with numbers for both half-years)",
        "%(name)s from %(was)s to %(now)s (in %(num)d forums with numbers for both half-years)",
        change.of,
        name=name,
        was=count_said(change.was),
        now=count_said(change.now),
    )


def unusual_said(one: UnusualTotal) -> str:
    """`120, last time 55.`"""
    return _(
        "%(now)s, last time %(before)s.", now=count_said(one.now), before=count_said(one.before)
    )


def country_said(told: tuple[int, bool] | None) -> str:
    """`214`, `≥ 214` where some are too small to be told or missing, `*` of those alone, `–` where nobody tells one."""
    if told is None:
        return NONE
    number, whole = told
    if whole:
        return count_said(number)
    return f"≥ {count_said(number)}" if number else HIDDEN


def line_said(line: SituationIndicator) -> str:
    """From when to when a line was asked, shortly."""
    last = period_name(line.last) if line.last is not None else _("today")
    return f"{period_name(line.first)} – {last}"


def map_of(found: Panorama, line: SituationIndicator) -> Markup:
    """The half-year's totals of a line on the map of the counties; nothing where fewer than three counties tell one."""
    rows = tuple(
        FiguresRow(found.counties[one.id], found.short[one.id], (total_of(telling),), (None,))
        for one in found.forums
        for telling in [found.told(line, one)]
        if telling is not None and one.id in found.counties
    )
    if len(rows) < LEAST_ON_MAP or len({row.key for row in rows}) < len(rows):
        return Markup("")
    column = FiguresColumn("now", period_name(found.period), None)
    title = f"{pick_wording(line.name)}, {period_name(found.period)}"
    return draw_county_map(FiguresBlock(BlockKey.COUNTY, title, (column,), rows), nobody=_("none"))


def draw_sparkline(series: ForumSeries) -> Markup:
    """The numbers as a small line; it is broken where a number is missing, may not be told, or another line begins."""
    numbers: Sequence[int] = [number for number in series.numbers if number is not None]
    if not numbers:
        return Markup("")
    most, steps = max(*numbers, 1), max(len(series.numbers) - 1, 1)
    canvas = Canvas(WIDE)
    for run in series.runs:
        at = [
            (
                EDGE + place * (WIDE - 2 * EDGE) / steps,
                HIGH - EDGE - number * (HIGH - 2 * EDGE) / most,
            )
            for place, number in run
        ]
        if len(at) > 1:
            strokes = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in at)
            canvas.path(strokes, css="pic-line", stroke=ACCENT, stroke_width=1.6)
        x, y = at[-1]
        canvas.circle(round(x, 1), round(y, 1), 2, ACCENT, css="pic-dot")
    return canvas.done(HIGH, ", ".join(map(count_said, numbers)))
