"""The map of the twelve counties: how many came from each, by five shades and in figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ....web.i18n import _
from ..report import FiguresBlock
from . import picture_wording
from .counties import CountyOutline, Point, county_outlines, hatching_lines
from .drawing import GROUND, HIDDEN, INK, LINE, SOFT, STEPS, Canvas, fit_text, wrap_text

HIGH, LEFT, TOP, WIDE = 500.0, 46.0, 10.0, 340.0
NONE_STEP, STAR_STEP = 9.0, 4.5
"""How far apart the lines are on a county that nobody came from, and on one that is not shown."""


@dataclass(frozen=True)
class ShadeScale:
    """The five steps of shade: the largest number of each one that is used, and the smallest of all."""

    ends: tuple[int, ...]
    least: int = 1

    def step(self, count: int) -> int:
        """Which step a number above 0 falls into, from 0."""
        return next(place for place, end in enumerate(self.ends) if count <= end)

    @property
    def shades(self) -> tuple[int, ...]:
        """The shades of the steps: with few steps, far from one another."""
        steps = len(self.ends)
        return (
            (2,) * steps
            if steps < 2
            else tuple(round(place * 4 / (steps - 1)) for place in range(steps))
        )

    @property
    def spans(self) -> list[str]:
        """`1–3`, `4–6` … as the legend says them."""
        starts = [self.least, *(end + 1 for end in self.ends)]
        return [
            str(end) if start == end else f"{start}–{end}"
            for start, end in zip(starts, self.ends, strict=False)
        ]


def shade_scale(counts: Sequence[int | None]) -> ShadeScale:
    """Five steps from the smallest to the largest number, the lower ones narrow: the capital's county outweighs the others."""
    told = [count for count in counts if count]
    least, most = min(told, default=1), max(told, default=0)
    ends = (
        {least + round((most - least) * step * step / 25) for step in range(1, 6)}
        if told
        else set()
    )
    return ShadeScale(tuple(sorted(ends)), least)


def draw_county_map(block: FiguresBlock, column: str = "", nobody: str = "") -> Markup:
    """How many people of one column (its key; else the last one) came from each county; `nobody`: what 0 means elsewhere."""
    place = next(
        (n for n, one in enumerate(block.columns) if one.key == column), len(block.columns) - 1
    )
    chosen = block.only(block.columns[place].key)
    rows = {row.key: row for row in chosen.rows}
    drawn = [shape for shape in county_outlines(HIGH) if shape.key in rows]
    counts = {shape.key: rows[shape.key].counts[0] for shape in drawn}
    scale = shade_scale(list(counts.values()))
    canvas = Canvas(WIDE)
    for shape in drawn:
        _county(canvas, shape, counts[shape.key], scale)
    for shape in drawn:
        _name(canvas, shape, name=rows[shape.key].name, count=counts[shape.key], scale=scale)
    elsewhere = [row for row in chosen.rows if row.key not in counts]
    said = nobody or _("nobody from there")
    bottom = _legend(canvas, scale, list(counts.values()), TOP + HIGH + 22, nobody=said)
    for row in elsewhere:
        canvas.text(
            fit_text(f"{row.name}: {picture_wording.count_or_star(row.counts[0])}", WIDE - 8, 13),
            4,
            bottom,
            css="faint",
            fill=SOFT,
        )
        bottom += 18
    return canvas.done(bottom, picture_wording.describe_table(chosen))


def _at(point: Point) -> Point:
    return round(point[0] + LEFT, 1), round(point[1] + TOP, 1)


def _county(canvas: Canvas, shape: CountyOutline, count: int | None, scale: ShadeScale) -> None:
    corners = [_at(point) for point in shape.corners]
    shade = scale.shades[scale.step(count)] if count else None
    _filled(
        canvas, corners, count=count, shade=shade, step=STAR_STEP if count is None else NONE_STEP
    )


def _filled(
    canvas: Canvas, corners: Sequence[Point], count: int | None, shade: int | None, step: float
) -> None:
    """An area in its shade; hatched where nobody came or nothing is shown. The outline comes last."""
    strokes = "M" + "L".join(f"{x:g} {y:g}" for x, y in corners) + "Z"
    fill, css = (GROUND, "pic-none") if shade is None else (STEPS[shade], f"pic-step{shade + 1}")
    canvas.path(strokes, fill, css)
    if not count:
        lines = "".join(
            f"M{one[0]:g} {one[1]:g}L{other[0]:g} {other[1]:g}"
            for one, other in hatching_lines(corners, step)
        )
        canvas.path(lines, css="pic-hatch", stroke=LINE, stroke_width=1)
    canvas.path(strokes, css="pic-edge", stroke=INK, stroke_width=1, stroke_linejoin="round")


def _name(
    canvas: Canvas, shape: CountyOutline, name: str, count: int | None, scale: ShadeScale
) -> None:
    """The number on the county and the name below it, or beside it in the sea."""
    shade = scale.shades[scale.step(count)] if count else 0
    on_dark = shade > 2
    ink, css = (GROUND, "pic-on") if on_dark else (INK, "pic-in")
    x, y = _at(shape.at)
    canvas.text(
        picture_wording.count_or_star(count),
        x,
        y,
        size=16,
        fill=ink,
        css=css,
        anchor="middle",
        bold=True,
    )
    if shape.aside is None:
        canvas.text(name, x, y + 13, size=11.5, fill=ink, css=css, anchor="middle")
    else:
        aside_x, aside_y = _at(shape.aside)
        canvas.text(name, aside_x, aside_y, size=11.5, anchor="end")


def _legend(
    canvas: Canvas, scale: ShadeScale, counts: Sequence[int | None], top: float, *, nobody: str
) -> float:
    """The shades with their numbers, what hatching means; gives where the next thing may stand."""
    wide = (WIDE - 8) / 5
    for place, (shade, span) in enumerate(zip(scale.shades, scale.spans, strict=True)):
        x = 4 + place * wide
        canvas.rect(
            x,
            top,
            wide,
            14,
            STEPS[shade],
            f"pic-step{shade + 1} pic-edge",
            stroke=INK,
            stroke_width=0.8,
        )
        canvas.text(span, x + wide / 2, top + 29, size=12.5, anchor="middle")
    at = top + (44 if scale.ends else 0)
    star = _(
        "%(star)s not shown: fewer than three people, or a number that would reveal them",
        star=HIDDEN,
    )
    for value, step, text in ((0, NONE_STEP, nobody), (None, STAR_STEP, star)):
        if value in counts:
            _filled(
                canvas,
                [(4, at), (30, at), (30, at + 14), (4, at + 14)],
                count=value,
                shade=None,
                step=step,
            )
            lines = wrap_text(text, WIDE - 44, 12.5)
            canvas.lines(lines, 38, at + 12, size=12.5)
            at += 8 + 15 * len(lines)
    return at + 14
