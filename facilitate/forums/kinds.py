"""The kinds of forums and what each comes with: rhythm, duties, indicators, offices that belong. Data in `kinds.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from ..data.content import PACKAGE, read_toml
from ..directory.models import OfficeKind
from ..events.models import EventKind
from ..lib.text import Words
from ..web.i18n import pick_wording


class Every(StrEnum):
    """How a rhythm is told."""

    MONTHS = "months"
    """At least once in so many calendar months, counted from the last time."""
    TIMES_A_YEAR = "times_a_year"
    """So many times in a calendar year, spread evenly."""
    PRESIDENCY = "presidency"
    """Once in each presidency, within so many days of its start."""


class DoneBy(StrEnum):
    """What fulfils a duty."""

    MEETING = "meeting"
    DOCUMENT = "document"


@dataclass(frozen=True)
class Rhythm:
    """How often: `number` months, times a year or days of a presidency, as `every` says. At least 1."""

    every: Every
    number: int

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError(self.number)

    @property
    def a_year(self) -> int:
        """How many times in a year that makes, at least 1."""
        return self.number if self.every is Every.TIMES_A_YEAR else max(1, round(12 / self.number))


@dataclass(frozen=True)
class DutyOf:
    """A duty that a kind of forum comes with."""

    key: str
    name: Words
    rhythm: Rhythm
    done_by: DoneBy


@dataclass(frozen=True)
class Indicator:
    """What a kind of forum is measured by; `source` says what fills it, empty: somebody by hand."""

    key: str
    name: Words
    source: str


@dataclass(frozen=True)
class ForumKind:
    """A kind of forum. `many`: several of them, inside a sentence.

    `presidency_months` is 0 where the chair does not go round, `plan_months` where there is no regional plan; `meeting` is how its meetings are called;
    `has_register`: it writes down the advice and trainings it gives and gets. `counts`: its members send numbers every half-year.

    `roles`: what a member can be, and how that is called here (empty: as elsewhere). `checklist`: the key of a starting list.
    """

    key: str
    name: Words
    many: Words
    meeting: Words
    purpose: Words
    rhythm: Rhythm
    event_kind: EventKind
    checklist: str
    roles: Mapping[str, Words]
    division: bool
    scale: str
    offices: tuple[OfficeKind, ...]
    presidency_months: int
    plan_months: int
    has_register: bool
    counts: bool
    duties: tuple[DutyOf, ...]
    indicators: tuple[Indicator, ...]


@cache
def forum_kinds() -> Mapping[str, ForumKind]:
    """Every kind by key, in the order of the file."""
    rows = read_toml(PACKAGE / "forums" / "kinds.toml")["kinds"]
    return {row["key"]: _kind(row) for row in rows}


def forum_kind(key: str) -> ForumKind:
    """The kind of that key; one that is no longer in the file is like a free forum."""
    return forum_kinds().get(key) or forum_kinds()["free"]


def kind_name(key: str) -> str:
    """What a kind is called in the language spoken now."""
    return pick_wording(forum_kind(key).name)


def _kind(row: Mapping[str, Any]) -> ForumKind:
    return ForumKind(
        key=row["key"],
        name=_words(row, "name"),
        many=_words(row, "many"),
        meeting=_words(row, "meeting"),
        purpose=_words(row, "purpose"),
        rhythm=_rhythm(row["rhythm"]),
        event_kind=EventKind(row["event_kind"]),
        checklist=row["checklist"],
        roles={
            one: Words(*(row[code].get("roles", {}).get(one, "") for code in ("en", "sq")))
            for one in row["roles"]
        },
        division=row["division"],
        scale=row["scale"],
        offices=tuple(OfficeKind(one) for one in row["offices"]),
        presidency_months=row.get("presidency_months", 0),
        plan_months=row.get("plan_months", 0),
        has_register=row.get("register", False),
        counts=row.get("counts", False),
        duties=tuple(
            DutyOf(one["key"], _words(one, "name"), _rhythm(one), DoneBy(one["done_by"]))
            for one in row.get("duties", ())
        ),
        indicators=tuple(
            Indicator(one["key"], _words(one, "name"), one["from"])
            for one in row.get("indicators", ())
        ),
    )


def _words(row: Mapping[str, Any], name: str) -> Words:
    return Words(row["en"][name], row["sq"][name])


def _rhythm(row: Mapping[str, Any]) -> Rhythm:
    told = {
        "every_months": Every.MONTHS,
        "times_a_year": Every.TIMES_A_YEAR,
        "each_presidency_within_days": Every.PRESIDENCY,
    }
    return next(Rhythm(every, row[key]) for key, every in told.items() if key in row)
