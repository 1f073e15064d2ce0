"""The report of the proceedings as plain values in one language: sections, and the blocks that stand in them.

Nothing here knows a database or a page: Word, the web page and what is kept of a released report are all made of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; its lines are those of the text."""

    text: str


@dataclass(frozen=True)
class ReportHeading:
    """A heading inside a section, of level 2 or 3."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Bullets:
    """Short points, one below the other."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class ReportQuote:
    """Somebody's own words; `who` as far as it may be told, or empty."""

    text: str
    who: str = ""


@dataclass(frozen=True)
class ReportTable:
    """A table that repeats its heads on every page. `widths`: shares of the line. `numbers`: places of columns of numbers.

    `marks`: what each row is called where something leads to it; empty, or one a row.
    """

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    numbers: tuple[int, ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReportPicture:
    """A drawing (SVG, on a phone `narrow`) or a photo, and what it shows in words; `width` and `height` in dots."""

    content: bytes
    media_type: str
    alt: str
    width: int
    height: int
    narrow: bytes = b""


@dataclass(frozen=True)
class ReportLink:
    """A text that leads to a mark of the same report; an empty mark leads nowhere."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class TrailStation:
    """One station of a trail: what it is (asked, theme, objective …), and what stands there; `empty` says that nothing does."""

    name: str
    links: tuple[ReportLink, ...] = ()
    empty: str = ""


@dataclass(frozen=True)
class Trail:
    """The way from what was asked for to what became of it, station by station. `mark`: what it is called."""

    title: str
    stations: tuple[TrailStation, ...]
    mark: str = ""


Plain = Paragraph | ReportHeading | Bullets | ReportQuote
"""What can be written as text, and edited."""


@dataclass(frozen=True)
class Exhibit:
    """What is counted and drawn and never typed – tables, pictures, trails – under one key of its section.

    `headed`: its title stands above it; without, the text around it says what it is.
    """

    key: str
    title: str
    blocks: tuple[Any, ...]
    headed: bool = False


Block = Plain | Exhibit


@dataclass(frozen=True)
class Section:
    """A section under its key, with sections of its own; an edited one has been written by the team."""

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()
    edited: bool = False

    @property
    def exhibits(self) -> dict[str, Exhibit]:
        """What stands in it besides text, by key."""
        return {one.key: one for one in self.blocks if isinstance(one, Exhibit)}

    @property
    def empty(self) -> bool:
        """Whether there is nothing to read in it, nor in its own sections."""
        return not self.blocks and all(one.empty for one in self.sections)


@dataclass(frozen=True)
class Report:
    """The whole: what stands on the cover, then the sections in their order, all in `language`.

    `cover` are short lines below the title: when, where, how many.
    """

    language: str
    title: str
    cover: tuple[str, ...] = ()
    sections: tuple[Section, ...] = field(default_factory=tuple)

    def walk(self) -> Iterator[Section]:
        """Every section, each ahead of its own."""
        for one in self.sections:
            yield one
            yield from one.sections

    @property
    def photos(self) -> list[ReportPicture]:
        """Every photo in it, in order; drawings are no photos."""
        return [
            picture
            for section in self.walk()
            for exhibit in section.exhibits.values()
            for picture in exhibit.blocks
            if isinstance(picture, ReportPicture) and picture.media_type != "image/svg+xml"
        ]

    def section(self, key: str) -> Section | None:
        """The section of that key, where there is one."""
        return next((one for one in self.walk() if one.key == key), None)
