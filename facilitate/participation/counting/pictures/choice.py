"""Which pictures there are of a report: a name for the address, a title, and how each one is drawn at a width."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

from markupsafe import Markup

from ....web.i18n import _, current_language
from ..report import BlockKey, FiguresBlock, FiguresColumn, FiguresReport
from .bars import draw_bars
from .county_map import draw_county_map
from .flow import draw_flow
from .lines import draw_lines
from .stacked import draw_stacked_bars

WIDE, PHONE = 640.0, 340.0
"""The two widths a picture is drawn for."""
MOST_BARS = 3
"""Events of which twelve counties can be read as bars beside one another."""
MOST_LINES = 11
"""Rows that can be told apart as lines; a table with more is drawn as bars."""


@dataclass(frozen=True)
class FiguresPicture:
    """A picture of a table: `name` stands in addresses, `draw` makes it as wide as asked for.

    `draws_rows`: it has bars for every row.
    """

    name: str
    title: str
    block: BlockKey
    draw: Callable[[float], Markup]
    draws_rows: bool = False

    @property
    def on_page(self) -> Markup:
        """The picture for a page: wide, and drawn anew for a phone; the style sheet shows the one that fits where it stands."""
        wide, narrow = self.draw(WIDE), self.draw(PHONE)
        if wide == narrow:
            return wide
        return Markup(
            '<div class="pic-both"><div class="pic-wide">{}</div><div class="pic-phone">{}</div></div>'
        ).format(wide, narrow)


def report_pictures(report: FiguresReport) -> list[FiguresPicture]:
    """Every picture of a report, in the order of its tables; a table without numbers has none."""
    return [
        picture
        for block in report.blocks
        if has_drawable_numbers(block)
        for picture in block_pictures(block, report.across)
    ]


def picture_named(report: FiguresReport, name: str) -> FiguresPicture | None:
    """The picture of that name, where there is one."""
    return next((picture for picture in report_pictures(report) if picture.name == name), None)


def block_pictures(block: FiguresBlock, across: bool) -> list[FiguresPicture]:
    """The pictures of one table."""
    key, few = block.key, sum(any(row.shares) for row in block.rows) <= MOST_LINES

    def made(suffix: str, title: str, draw: Callable[..., Markup]) -> FiguresPicture:
        return FiguresPicture(
            name=f"{key}{suffix}",
            title=title,
            block=key,
            draw=partial(_draw, draw, block),
            draws_rows=draw is draw_bars,
        )

    if key is BlockKey.FLOW:
        counts = {row.counts[0] for row in block.rows} - {0}
        return (
            [made("", block.title, draw_flow)] if len(counts) > 1 else []
        )  # a list of who came tells of no way
    if key is BlockKey.COUNTY:
        column = latest_column(block)
        title = f"{block.title}: {column.name}"
        return [
            FiguresPicture(
                key, title, key, lambda _width: _mapped(block, column.key, current_language())
            ),
            *(
                [made("-bars", block.title, draw_bars)]
                if across and len(block.columns) <= MOST_BARS
                else []
            ),
        ]
    if across:
        whole = (
            [made("-parts", _("%(title)s: the whole", title=block.title), draw_stacked_bars)]
            if block.adds_up and few
            else []
        )
        return [
            made("", block.title, draw_lines if few and len(block.columns) > 1 else draw_bars),
            *whole,
        ]
    if key is BlockKey.SECTOR:
        whole = (
            [made("-parts", _("%(title)s: the whole", title=block.title), draw_stacked_bars)]
            if block.adds_up
            else []
        )
        return [made("", block.title, draw_bars), *whole]
    return [made("", block.title, draw_bars)]


def latest_column(block: FiguresBlock) -> FiguresColumn:
    """The column a map shows: of one event the furthest stage that has people, across events the last that has counts."""
    told = [
        column
        for place, column in enumerate(block.columns)
        if any(row.counts[place] for row in block.rows)
    ]
    return told[-1] if told else block.columns[-1]


def _draw(
    draw: Callable[[FiguresBlock, float], Markup], block: FiguresBlock, width: float
) -> Markup:
    return _drawn(draw, block, width, current_language())


# The same numbers are looked at again and again, and drawing them takes longer than counting: a picture is kept by its
# table, which is a value, and by the language of its words.
@lru_cache(maxsize=256)
def _drawn(
    draw: Callable[[FiguresBlock, float], Markup], block: FiguresBlock, width: float, _language: str
) -> Markup:
    return draw(block, width)


@lru_cache(maxsize=64)
def _mapped(block: FiguresBlock, column: str, _language: str) -> Markup:
    return draw_county_map(block, column)


def has_drawable_numbers(block: FiguresBlock) -> bool:
    """Whether there is any number above nought to draw."""
    return any(value for row in block.rows for value in (*row.counts, *row.shares))
