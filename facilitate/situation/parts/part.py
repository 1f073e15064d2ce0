"""The part of one office in one half-year: what it is asked, what it typed, what is not right yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ...lib.numbers import HIGHEST
from ...lib.text import clean_text
from ...web.i18n import _, _n
from ..cells import MOST, TOTAL, Counts, SplitKind, splits_of, unequal_splits
from ..labels import Places
from ..models import SituationIndicator, SituationSending


@dataclass(frozen=True)
class AskedIndicator:
    """One indicator as it is asked of an office: its splits, with the places that office is asked about."""

    indicator: SituationIndicator
    splits: Mapping[SplitKind, Sequence[str]]
    place: str = ""
    """The one cell of its only place, which is not asked: it is the total."""

    @property
    def cells(self) -> list[str]:
        """Everything that can be filled in, the total first."""
        return [TOTAL, *(cell for cells in self.splits.values() for cell in cells)]

    def name_of(self, cell: str) -> str:
        """The name of a cell's field in the form."""
        return f"n-{self.indicator.id}-{cell}"


def asked_indicator(indicator: SituationIndicator, places: Places) -> AskedIndicator:
    """What an office that is responsible for these places is asked of an indicator."""
    mine = list(places.get(indicator.place, ()))
    by_place = mine if len(mine) > 1 else ()
    alone = f"{SplitKind.PLACE}:{mine[0]}" if len(mine) == 1 else ""
    return AskedIndicator(
        indicator, splits_of(indicator.people, len(indicator.parts), by_place), alone
    )


@dataclass
class TypedCounts:
    """What was typed or read from a file: `raw` by the name of a field, `counts` by indicator, `wrong`: a sentence a field.

    `sums`: for an indicator and a split, what does not add up.
    """

    raw: dict[str, str] = field(default_factory=dict)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    sums: dict[tuple[int, str], str] = field(default_factory=dict)

    @property
    def is_right(self) -> bool:
        """Whether it can be sent."""
        return not self.wrong and not self.sums


def read_counts(questions: Iterable[AskedIndicator], raw: Mapping[str, str]) -> TypedCounts:
    """The counts in these fields, and what is wrong with them: what is no number, and parts that do not add up."""
    typed = TypedCounts()
    for one in questions:
        counts: dict[str, int] = {}
        for cell in one.cells:
            name = one.name_of(cell)
            text = clean_text(raw.get(name, ""))
            typed.raw[name] = text
            if not text:
                continue
            try:
                counts[cell] = read_count(text)
            except ValueError:
                typed.wrong[name] = _("Enter a whole number, 0 or more.")
        if not any(one.name_of(cell) in typed.wrong for cell in one.cells):
            for row in unequal_splits(one.splits, counts):
                typed.sums[one.indicator.id, row.split] = _unequal_said(row.parts, row.total)
        if one.place and TOTAL in counts:
            counts[one.place] = counts[TOTAL]
        if counts:
            typed.counts[str(one.indicator.id)] = counts
    return typed


def read_count(text: str) -> int:
    """A count as people write it: `1 240`, `1.240`. Raises ValueError."""
    digits = text.replace(" ", "").replace("\u00a0", "")
    whole, dot, thousands = digits.partition(".")
    if dot and len(thousands) == 3 and len(whole) <= 3:
        digits = whole + thousands
    if not (digits.isascii() and digits.isdecimal()):
        raise ValueError(text)
    number = int(digits)
    if number > min(MOST, HIGHEST):
        raise ValueError(text)
    return number


def _unequal_said(parts: int, total: int | None) -> str:
    if total is None:
        return _("These add up to %(parts)d. Fill in the total too.", parts=parts)
    if parts < total:
        return _n(
            "These add up to %(parts)d, the total is %(total)d: %(num)d is missing. Put the "
            "people for whom it is not known under “Not known”.",
            "These add up to %(parts)d, the total is %(total)d: %(num)d are missing. Put the "
            "people for whom it is not known under “Not known”.",
            total - parts,
            parts=parts,
            total=total,
        )
    return _(
        "These add up to %(parts)d, the total is %(total)d: %(num)d too many.",
        parts=parts,
        total=total,
        num=parts - total,
    )


def raw_counts(
    questions: Iterable[AskedIndicator], sending: SituationSending | None
) -> dict[str, str]:
    """What was sent last, as the form shows it."""
    sent = sending.counts if sending else {}
    found: dict[str, str] = {}
    for one in questions:
        counts: Counts = sent.get(str(one.indicator.id), {})
        found |= {one.name_of(cell): str(counts[cell]) for cell in one.cells if cell in counts}
    return found


def read_report_day(text: str, today: date) -> date | None:
    """The day numbers were reported. Raises ValueError for what is none, and for a day to come."""
    if not text:
        return None
    day = date.fromisoformat(text)
    if not date(2000, 1, 1) <= day <= today:
        raise ValueError(text)
    return day
