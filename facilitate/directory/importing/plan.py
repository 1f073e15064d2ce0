"""What somebody decided about a table, and what its rows turn out to be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any, NamedTuple

from ..columns import NAMED
from ..models import Level, OfficeKind

SAME, NEW, OUT = "same", "new", "out"
"""What a row may be beside the one it looks like: the same (with a number), somebody else, left out."""


class RowTrouble(StrEnum):
    """Why a row is not taken; each has a sentence."""

    NO_NAME = "no_name"
    NO_OFFICE = "no_office"
    TOO_LONG = "too_long"
    FORMULA = "formula"
    SECTOR = "sector"
    PLACE = "place"
    TWICE = "twice"
    OFFICE_OPEN = "office_open"
    PERSON_OPEN = "person_open"
    LEFT_OUT = "left_out"
    HEADING = "heading"
    BELOW = "below"
    TAKEN = "taken"


OPEN = (RowTrouble.OFFICE_OPEN, RowTrouble.PERSON_OPEN)
"""Why a row waits for somebody who decides."""


class RowNoteKind(StrEnum):
    """What is told of a row that is taken."""

    EMAIL = "email"
    PHONE = "phone"
    MORE_EMAILS = "more_emails"
    MORE_PHONES = "more_phones"
    LANGUAGE = "language"
    NOT_USED = "not_used"
    STAYS = "stays"
    ELSEWHERE = "elsewhere"
    DAY = "day"


DROPPED = (
    RowNoteKind.EMAIL,
    RowNoteKind.PHONE,
    RowNoteKind.MORE_EMAILS,
    RowNoteKind.MORE_PHONES,
    RowNoteKind.LANGUAGE,
    RowNoteKind.DAY,
    RowNoteKind.ELSEWHERE,
)
"""What is in a cell and does not come in."""


class LikenessReason(StrEnum):
    """Why a row may be somebody who is there already."""

    EMAIL = "email"
    NAME = "name"
    NEAR = "near"
    NUMBER = "number"
    FILE = "file"


class RowProblem(NamedTuple):
    """A row that is not taken, and the text it stumbles over."""

    row: int
    trouble: RowTrouble
    value: str = ""


class RowNote(NamedTuple):
    """Something told of a row, and of which field."""

    row: int
    told: RowNoteKind
    value: str = ""
    field: str = ""


@dataclass(frozen=True)
class ColumnMapping:
    """What the columns are, and what holds where a row does not say: `position` is the language of a position."""

    columns: tuple[str, ...]
    header: int
    position: str = "sq"
    sector: int | None = None
    kind: OfficeKind = OfficeKind.OTHER
    level: Level = Level.COUNTY
    fill_down: bool = False
    family_first: bool = False

    @property
    def people(self) -> bool:
        """Whether the rows are people; else they are organisations."""
        return bool(NAMED & set(self.columns))


@dataclass(frozen=True)
class ImportDecisions:
    """What was said to the questions of the preview: meanings of values, organisations, suspects, and all other suspects.

    `sectors`: the number of each new organisation's sector, where its rows do not say it.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    offices: Mapping[str, str] = field(default_factory=dict)
    sectors: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[int, str] = field(default_factory=dict)
    rest: str = ""


@dataclass(frozen=True)
class OfficeFacts:
    """What a row says of its organisation; None: nothing."""

    sector: int | None = None
    kind: OfficeKind | None = None
    level: Level | None = None
    county: int | None = None
    district: int | None = None


@dataclass
class ReadRow:
    """A row as it was read; empty text: the row says nothing. `raw`: its cells by field as text, `said`: as they stand there."""

    row: int
    given: str = ""
    family: str = ""
    office: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    number: int | None = None
    raw: dict[str, str] = field(default_factory=dict)
    said: Mapping[str, Any] = field(default_factory=dict)
    problems: dict[str, RowProblem] = field(default_factory=dict)
    notes: list[RowNote] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True)
class UnknownValue:
    """A value nobody knows, in how many rows, and what was probably meant."""

    field: str
    text: str
    rows: int
    nearest: str

    @property
    def key(self) -> str:
        return form_key(self.field, self.text)


@dataclass(frozen=True)
class UnknownOffice:
    """An organisation that is not there: its name, in how many rows, those that are near (ids), what was decided.

    `sector`: the number of that it gets where no row says it, empty while nobody has said; None: it is not asked for.
    """

    name: str
    rows: int
    near: tuple[int, ...]
    chosen: str
    sector: str | None

    @property
    def key(self) -> str:
        return form_key("office", self.name)


class RowFieldChange(NamedTuple):
    """A field of a row that is there already, before and after, as texts."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class SuspectRow:
    """A row that looks like people who are there (ids), or like an earlier row of the file; what was decided."""

    read: ReadRow
    why: LikenessReason
    people: tuple[int, ...]
    earlier: int
    chosen: str


@dataclass(frozen=True)
class ChangedRow:
    """A row that changes somebody who is there: their number, the new values by field, and the changes in words."""

    read: ReadRow
    id: int
    values: Mapping[str, Any]
    changes: tuple[RowFieldChange, ...]


@dataclass
class DirectoryOutcome:
    """What all rows turn out to be. `offices`: new organisations by the key of their name, with what they are.

    `who`: rows about people who are there already, and their numbers.
    """

    new: list[tuple[ReadRow, int | str]] = field(default_factory=list)
    changed: list[ChangedRow] = field(default_factory=list)
    unchanged: list[ReadRow] = field(default_factory=list)
    suspects: list[SuspectRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    notes: list[RowNote] = field(default_factory=list)
    unknown: list[UnknownValue] = field(default_factory=list)
    strange: list[UnknownOffice] = field(default_factory=list)
    offices: dict[str, tuple[str, OfficeFacts]] = field(default_factory=dict)
    who: dict[int, tuple[ReadRow, int]] = field(default_factory=dict)


def form_key(kind: str, text: str) -> str:
    """A short name for a text in a form."""
    return sha256(f"{kind}\0{text}".encode("utf-8", "replace")).hexdigest()[:12]
