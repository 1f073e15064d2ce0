"""What the technical table looks at: holes, contradictions between offices, numbers far from those before. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..cells import TOTAL, Counts, SplitKind, is_source, is_unusual, sum_of

Sent = Mapping[str, Counts]
"""What an office sent: counts by the number of the indicator."""


class CountFindingKind(StrEnum):
    """What is to be looked at."""

    NOBODY = "nobody"
    """No office of the kind that counts belongs to the forum."""
    HOLE = "hole"
    """An office sent, but not this number."""
    NO_SPLIT = "no_split"
    """The total is there, one of its splits is not."""
    APART = "apart"
    """Two offices say different things."""
    UNMATCHED = "unmatched"
    """All offices together say something else than in the indicator that is to be the same: received, but not referred."""
    UNUSUAL = "unusual"
    """Far from the half-years before."""


@dataclass(frozen=True)
class CheckedLine:
    """An indicator as far as it matters here: its number, who counts and who is compared, the splits that are asked.

    `mirrors`: the number of the indicator whose total over all offices is to be the same.
    """

    id: int
    sources: Sequence[str]
    splits: Mapping[SplitKind, Sequence[str]]
    mirrors: int | None = None


@dataclass(frozen=True)
class CheckedOffice:
    """An office of the forum: its member's number, its kind, what it sent, and what it sent in the half-years before.

    `town`: the municipality it is the office of; empty for one that counts all of the territory.
    """

    member: int
    kind: str
    sent: Sent | None
    before: Sequence[Sent] = ()
    town: str = ""


@dataclass(frozen=True)
class CountFinding:
    """Something to be looked at in an indicator (`line`); `member` None: nobody can be asked. `now` and `other`: the two numbers that do
    not fit, both of `cell`."""

    kind: CountFindingKind
    line: int
    member: int | None = None
    split: SplitKind | None = None
    now: int | None = None
    other: int | None = None
    cell: str = TOTAL


def count_findings(
    lines: Sequence[CheckedLine], offices: Sequence[CheckedOffice], towns: Collection[str] = ()
) -> list[CountFinding]:
    """Everything to be looked at, in the order of the indicators; offices that sent nothing yet are no finding.

    `towns`: the keys of all municipalities of the territory.
    """
    known = {one.id: one for one in lines}
    found: list[CountFinding] = []
    for line in lines:
        found += _of_line(line, offices, towns)
        found += _unmatched(line, known.get(line.mirrors or 0), offices)
    return found


def _of_line(
    line: CheckedLine, offices: Sequence[CheckedOffice], towns: Collection[str]
) -> Iterator[CountFinding]:
    counting = _counting(line, offices)
    if not counting:
        yield CountFinding(CountFindingKind.NOBODY, line.id)
    for office in offices:
        if office.sent is None or not any(is_source(one, office.kind) for one in line.sources):
            continue
        counts = office.sent.get(str(line.id), {})
        if TOTAL not in counts:
            yield CountFinding(CountFindingKind.HOLE, line.id, office.member)
            continue
        for split, cells in line.splits.items():
            if counts[TOTAL] and sum_of(counts, cells) is None:
                yield CountFinding(CountFindingKind.NO_SPLIT, line.id, office.member, split)
        before = [
            sent[str(line.id)][TOTAL]
            for sent in office.before
            if TOTAL in sent.get(str(line.id), {})
        ]
        if is_unusual(counts[TOTAL], before):
            yield CountFinding(
                CountFindingKind.UNUSUAL,
                line.id,
                office.member,
                now=counts[TOTAL],
                other=before[-1],
            )
    yield from _apart(line, offices, towns)


def _counting(line: CheckedLine, offices: Sequence[CheckedOffice]) -> list[CheckedOffice]:
    return [one for one in offices if is_source(line.sources[0], one.kind)]


def _apart(
    line: CheckedLine, offices: Sequence[CheckedOffice], towns: Collection[str]
) -> Iterator[CountFinding]:
    """Where every office of both kinds has sent a total and they differ: the first office that is compared is asked.

    Offices of municipalities that are not all of them are compared in their own part, where the line is split so, else not at all.
    """
    kinds = [[one for one in offices if is_source(source, one.kind)] for source in line.sources]
    if not all(
        mine and all(TOTAL in (one.sent or {}).get(str(line.id), {}) for one in mine)
        for mine in kinds
    ):
        return
    first, *others = kinds
    for mine in others:
        own = _own_part(mine, towns) or _own_part(first, towns)
        asked = {one.town: one for one in mine}
        for town in sorted(own) or [""]:
            cell = f"{SplitKind.PLACE}:{town}" if town else TOTAL
            if town and cell not in line.splits.get(SplitKind.PLACE, ()):
                continue
            now, other = _told(line, mine, cell), _told(line, first, cell)
            if now is not None and other is not None and now != other:
                member = asked.get(town, mine[0]).member
                split = SplitKind.PLACE if town else None
                yield CountFinding(
                    CountFindingKind.APART, line.id, member, split, now=now, other=other
                )


def _unmatched(
    line: CheckedLine, mirrored: CheckedLine | None, offices: Sequence[CheckedOffice]
) -> Iterator[CountFinding]:
    """Where all have sent both totals and these differ, else the first group of people in which they do.

    The first office is asked, for it can be any of them. Groups are compared where both lines are split alike and everybody is known.
    """
    if mirrored is None:
        return
    both = [
        [(one.sent or {}).get(str(side.id), {}) for one in _counting(side, offices)]
        for side in (line, mirrored)
    ]
    if not all(side and all(TOTAL in counts for counts in side) for side in both):
        return
    groups = line.splits.get(SplitKind.PEOPLE, ())
    alike = groups == mirrored.splits.get(SplitKind.PEOPLE, ()) and all(
        sum_of(counts, groups) == counts[TOTAL] and not counts.get(groups[-1])
        for side in both
        for counts in side
        if counts[TOTAL]
    )
    for cell in (TOTAL, *(groups if alike else ())):
        now, other = (sum(counts.get(cell, 0) for counts in side) for side in both)
        if now != other:
            asked = _counting(line, offices)[0].member
            yield CountFinding(
                CountFindingKind.UNMATCHED, line.id, asked, now=now, other=other, cell=cell
            )
            return


def _told(line: CheckedLine, offices: Sequence[CheckedOffice], cell: str) -> int | None:
    """This cell of all offices together; None where none of them gave it."""
    sent = [(one.sent or {}).get(str(line.id), {}) for one in offices]
    numbers = [counts[cell] for counts in sent if cell in counts]
    return sum(numbers) if numbers else None


def _own_part(offices: Sequence[CheckedOffice], towns: Collection[str]) -> set[str]:
    """The municipalities these offices are of, where they are not all there are; empty: they count the whole territory."""
    own = {one.town for one in offices}
    return set() if "" in own or own >= set(towns) else own
