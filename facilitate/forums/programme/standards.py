"""Standards by visit and municipality: pure; what was looked at last counts, and a finding is open until it is mended."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from ...data.content import PACKAGE, read_toml
from ...lib.text import Words, albanian_key, plain_text
from ...web.i18n import LANGUAGES, pick_wording
from ..programme_models import StandardCheck


@cache
def known_standards() -> Mapping[str, Words]:
    """The standards there are, by key, in the order of a visit."""
    rows = read_toml(PACKAGE / "forums" / "standards.toml")["standards"]
    return {row["key"]: Words(row["en"], row["sq"]) for row in rows}


def standard_name(key: str) -> str:
    """What a standard is called in the language spoken now; one of the committee's own by its words."""
    return pick_wording(known_standards()[key]) if key in known_standards() else key


def read_standard(said: str) -> str:
    """The key of a standard that is called so in either language; else the words themselves."""
    plain = plain_text(said)
    for key, words in known_standards().items():
        if plain in (plain_text(words.to(code)) for code in LANGUAGES):
            return key
    return said


def is_open(check: StandardCheck) -> bool:
    """Whether something is still to be mended."""
    return not check.kept and check.mended_on is None


def is_overdue(check: StandardCheck, today: date) -> bool:
    """Whether it should have been mended."""
    return is_open(check) and check.mend_by is not None and check.mend_by < today


def findings_between(
    checks: Iterable[StandardCheck], first: date, last: date
) -> list[StandardCheck]:
    """What was to be mended from one day to another, both included: found by then, and not mended before. By municipality."""
    rows = [
        row
        for row in checks
        if not row.kept
        and row.visited_on <= last
        and (row.mended_on is None or row.mended_on >= first)
    ]
    return sorted(
        rows, key=lambda row: (albanian_key(row.organisation.name), row.visited_on, row.id)
    )


@dataclass(frozen=True)
class SeenStandard:
    """What was seen of one standard at a visit."""

    standard: str
    kept: bool
    finding: str
    mend_by: date | None
    mends: str


@dataclass(frozen=True)
class MunicipalityStanding:
    """A municipality: the last visit, how many standards were kept of those looked at then, what is open and what is overdue."""

    name: str
    visited_on: date | None
    looked_at: int = 0
    kept: int = 0
    open: Sequence[StandardCheck] = ()
    overdue: int = 0


def standing_of(name: str, checks: Iterable[StandardCheck], today: date) -> MunicipalityStanding:
    """How one municipality stands."""
    rows = list(checks)
    if not rows:
        return MunicipalityStanding(name, None)
    last = max(row.visited_on for row in rows)
    then = [row for row in rows if row.visited_on == last]
    waiting = [row for row in rows if is_open(row)]
    return MunicipalityStanding(
        name=name,
        visited_on=last,
        looked_at=len(then),
        kept=sum(row.kept for row in then),
        open=sorted(waiting, key=lambda row: (row.mend_by or date.max, row.id)),
        overdue=sum(is_overdue(row, today) for row in waiting),
    )


@dataclass(frozen=True)
class VisitCount:
    """What was seen of one municipality in a time: visits, standards looked at, not kept, mended by its end."""

    name: str
    visits: int
    looked_at: int
    not_kept: int
    mended: int


def visits_between(checks: Iterable[StandardCheck], first: date, last: date) -> list[VisitCount]:
    """What was seen from one day to another, both included, by municipality in the order of the alphabet."""
    found: dict[str, list[StandardCheck]] = {}
    for row in checks:
        if first <= row.visited_on <= last:
            found.setdefault(row.organisation.name, []).append(row)
    return [
        VisitCount(
            name=name,
            visits=len({row.visited_on for row in rows}),
            looked_at=len(rows),
            not_kept=sum(not row.kept for row in rows),
            mended=sum(row.mended_on is not None and row.mended_on <= last for row in rows),
        )
        for name, rows in sorted(found.items(), key=lambda pair: plain_text(pair[0]))
    ]
