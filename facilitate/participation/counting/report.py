"""What a page or a file of figures shows, as plain values: tables of people with their denominators, in one language.

Every table of figures is a `FiguresBlock`: rows against columns. Of one event the columns are the stages of the way from the
invitation to the room; across events each event is a column. `None` is a number that must not be shown, or is not known.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, NamedTuple


class BlockKey(StrEnum):
    """The tables there are, in the order in which they are shown."""

    FLOW = "flow"
    SECTOR = "sector"
    LEVEL = "level"
    PLACE = "place"
    COUNTY = "county"
    REGION = "region"
    KIND = "kind"
    ORGANISATION = "organisation"
    ROLE = "role"
    GENDER = "gender"
    RETURNING = "returning"
    RETURNING_OFFICES = "returning_offices"


class FiguresStage(StrEnum):
    """The columns of one event: how many of a row were invited, said they come, and came."""

    INVITED = "invited"
    CONFIRMED = "confirmed"
    ATTENDED = "attended"


class FlowStep(StrEnum):
    """The rows of the block `FLOW`: what became of those who were invited.

    Invited = confirmed + declined + replaced + waiting + silent; confirmed = came + absent; attended = came + unsaid +
    walk_in. Whoever came without having said so (`unsaid`) is also in declined, replaced, waiting or silent.
    """

    INVITED = "invited"
    DECLINED = "declined"
    REPLACED = "replaced"
    WAITING = "waiting"
    SILENT = "silent"
    CONFIRMED = "confirmed"
    ABSENT = "absent"
    CAME = "came"
    UNSAID = "unsaid"
    WALK_IN = "walk_in"
    ATTENDED = "attended"


@dataclass(frozen=True)
class FiguresColumn:
    """One column: a `FiguresStage` or an event (its slug), its name, and `total`, the people its shares are of.

    `said` is that denominator in words: "of 119 who attended; 6 of unknown sector not counted". `published` marks an event
    of which only published shares are known: its counts are None, its shares are as published. `at_least`: as
    published, there were more than `total`. `stage` is who is counted; `so_far`: the event is still going on.
    """

    key: str
    name: str
    total: int | None
    said: str = ""
    published: bool = False
    at_least: bool = False
    stage: FiguresStage = FiguresStage.ATTENDED
    so_far: bool = False


@dataclass(frozen=True)
class FiguresRow:
    """One row: how many people in each column, and what share that is, in tenths of a percent.

    `together`: the row is the sum of others (government together) and no part of the whole. `unknown`: whoever is not told.
    """

    key: str
    name: str
    counts: tuple[int | None, ...]
    shares: tuple[int | None, ...]
    together: bool = False
    unknown: bool = False

    @property
    def hidden(self) -> bool:
        """Whether no number of it may be shown."""
        return all(one is None for one in (*self.counts, *self.shares))


@dataclass(frozen=True)
class FiguresBlock:
    """One table. `adds_up`: its rows but those `together` are everybody, once each, and shares add up to 100.0."""

    key: BlockKey
    title: str
    columns: tuple[FiguresColumn, ...]
    rows: tuple[FiguresRow, ...]
    adds_up: bool = True
    note: str = ""

    def row(self, key: str) -> FiguresRow | None:
        """The row of that key."""
        return next((row for row in self.rows if row.key == key), None)

    def only(self, *keys: str) -> "FiguresBlock":
        """The table with these columns alone."""
        places = [place for place, column in enumerate(self.columns) if column.key in keys]
        rows = tuple(
            replace(
                row,
                counts=tuple(row.counts[n] for n in places),
                shares=tuple(row.shares[n] for n in places),
            )
            for row in self.rows
        )
        return replace(self, columns=tuple(self.columns[n] for n in places), rows=rows)

    @property
    def counts_somebody(self) -> bool:
        """Whether anything but zeros stands in it, told or not."""
        return any(number != 0 for row in self.rows for number in row.counts)

    @property
    def told(self) -> "FiguresBlock":
        """The table without the columns and the rows of which nothing may be told."""
        numbers = [(*row.counts, *row.shares) for row in self.rows]
        wide = len(self.columns)
        told = [
            n
            for n in range(wide)
            if any(one[k] is not None for one in numbers for k in (n, wide + n))
        ]
        shown = self.only(*[self.columns[n].key for n in told])
        if any(one.published for one in shown.columns):
            return shown  # of these only shares are known: a dash there hides nothing
        return replace(shown, rows=tuple(row for row in shown.rows if not row.hidden))


@dataclass(frozen=True)
class FamilyAtom:
    """People who count in the same rows of every table of a family: those rows, table by table, and how many a column."""

    rows: tuple[tuple[str, ...], ...]
    counts: tuple[int, ...]


@dataclass(frozen=True)
class TableFamily:
    """Tables that tell of each other, because their rows overlap: county and group of counties, sector and kind of office.

    Its atoms are everybody, once each; what may leave the house is decided on them.
    """

    blocks: tuple[BlockKey, ...]
    atoms: tuple[FamilyAtom, ...]


class DifferentPeople(NamedTuple):
    """How many different people came to several events; `at_least`: that many or a few more."""

    number: int
    at_least: bool = False


@dataclass(frozen=True)
class FiguresReport:
    """All figures of one event or of several: title, the plain sentence on top, what changed in words, the tables.

    `across`: the columns are events. `left_out`: something is not shown because it could point to a person.
    `not_held`: events that were to stand in it and are told only in their own figures. `families` are what the tables were
    counted from; a report that may leave the house has none.
    """

    title: str
    sentence: str
    blocks: tuple[FiguresBlock, ...]
    changes: tuple[str, ...] = ()
    across: bool = False
    left_out: bool = False
    not_held: tuple[str, ...] = ()
    families: tuple[TableFamily, ...] = ()

    def block(self, key: BlockKey) -> FiguresBlock | None:
        """The table of that key, where there is one."""
        return next((block for block in self.blocks if block.key is key), None)

    @property
    def hides_all(self) -> bool:
        """Whether there are tables, and of none of them any number may be told."""
        counted = [block for block in self.blocks if block.rows]
        return bool(counted) and not any(block.told.columns for block in counted)


def freeze_figures(report: FiguresReport) -> dict[str, Any]:
    """A report that may leave the house, as values that JSON holds. Raises ValueError for one that may not."""
    if report.families:
        raise ValueError("a report of the house is never published")
    return asdict(report)


def thaw_figures(kept: Mapping[str, Any]) -> FiguresReport:
    """The report that `freeze_figures` made these values of, read back from JSON."""
    return FiguresReport(
        title=kept["title"],
        sentence=kept["sentence"],
        blocks=tuple(_block(block) for block in kept["blocks"]),
        changes=tuple(kept["changes"]),
        across=kept["across"],
        left_out=kept["left_out"],
        not_held=tuple(kept.get("not_held", ())),
    )


def _block(kept: Mapping[str, Any]) -> FiguresBlock:
    columns = tuple(
        FiguresColumn(**{**one, "stage": FiguresStage(one["stage"])}) for one in kept["columns"]
    )
    rows = tuple(
        FiguresRow(**{**one, "counts": tuple(one["counts"]), "shares": tuple(one["shares"])})
        for one in kept["rows"]
    )
    return FiguresBlock(**{**kept, "key": BlockKey(kept["key"]), "columns": columns, "rows": rows})
