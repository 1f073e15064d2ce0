"""How far the report is, section by section, for the page of sections."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...events.models import Event
from ...web.i18n import _, _n
from ..models import SectionText
from ..proceedings import Section
from .assembling import sources_of
from .outline import ReportOutline
from .titles import CONTAINERS


@dataclass(frozen=True)
class SectionRow:
    """A line of the list: its section, whether it is in the report and says something, what the team did to it.

    `changed`: its sources have changed since it was edited. `lines`: how much was written down in it.
    """

    section: Section
    included: bool
    filled: bool = True
    written: SectionText | None = None
    changed: bool = False
    lines: int = 0
    rows: Sequence["SectionRow"] = field(default_factory=tuple)

    @property
    def chapter(self) -> bool:
        """Whether it is no text itself and only holds others."""
        return self.section.key in CONTAINERS


def section_rows(event: Event, found: ReportOutline) -> list[SectionRow]:
    """All sections in their order; of edited ones the sources are assembled, to see whether they have changed."""
    now = sources_of(event, list(found.written))
    return [_row(one, found, now) for one in found.sections]


def _row(one: Section, found: ReportOutline, now: dict[str, str]) -> SectionRow:
    written = found.written.get(one.key)
    rows = [_row(own, found, now) for own in one.sections]
    return SectionRow(
        section=one,
        included=one.key not in found.wanted.out,
        filled=one.key in found.filled or any(own.filled for own in rows),
        written=written,
        changed=written is not None and written.source != now.get(one.key, written.source),
        lines=found.lines.get(one.key, 0),
        rows=rows,
    )


def sections_sentence(rows: Sequence[SectionRow]) -> str:
    """`24 sections have something to say; 2 are edited; the sources of 1 have changed since.`"""
    every = [one for row in rows for one in (row.rows if row.chapter else (row,))]
    told = sum(1 for one in every if one.filled)
    if not any(one.filled for one in every if one.section.key != "summary"):
        return _(
            "There is nothing to report yet: the report comes from the agenda, the notes and "
            "the list of participants."
        )
    parts = [_n("%(num)d section has content", "%(num)d sections have content", told)]
    edited = sum(1 for one in every if one.written)
    if edited:
        parts.append(_n("%(num)d is edited", "%(num)d are edited", edited))
    changed = sum(1 for one in every if one.changed)
    if changed:
        parts.append(
            _n(
                "the sources of %(num)d have changed since",
                "the sources of %(num)d have changed since",
                changed,
            )
        )
    out = sum(1 for row in rows for one in (row, *row.rows) if not one.included)
    if out:
        parts.append(_n("%(num)d is left out", "%(num)d are left out", out))
    return "; ".join(parts) + "."
