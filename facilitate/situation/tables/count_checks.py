"""What the technical table looks at: holes, contradictions between offices, numbers far from those before. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..cells import TOTAL, Counts, SplitKind, is_unusual, sum_of

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
    UNUSUAL = "unusual"
    """Far from the half-years before."""


@dataclass(frozen=True)
class CheckedLine:
    """An indicator as far as it matters here: its number, who counts and who is compared, the splits that are asked."""

    id: int
    sources: Sequence[str]
    splits: Mapping[SplitKind, Sequence[str]]


@dataclass(frozen=True)
class CheckedOffice:
    """An office of the forum: its member's number, its kind, what it sent, and what it sent in the half-years before."""

    member: int
    kind: str
    sent: Sent | None
    before: Sequence[Sent] = ()


@dataclass(frozen=True)
class CountFinding:
    """Something to be looked at in an indicator (`line`); `member` None: nobody can be asked. `now` and `other`: the two numbers that do not fit."""

    kind: CountFindingKind
    line: int
    member: int | None = None
    split: SplitKind | None = None
    now: int | None = None
    other: int | None = None


def count_findings(
    lines: Sequence[CheckedLine], offices: Sequence[CheckedOffice]
) -> list[CountFinding]:
    """Everything to be looked at, in the order of the indicators; offices that sent nothing yet are no finding."""
    return [one for line in lines for one in _of_line(line, offices)]


def _of_line(line: CheckedLine, offices: Sequence[CheckedOffice]) -> Iterator[CountFinding]:
    counting = [one for one in offices if one.kind == line.sources[0]]
    if not counting:
        yield CountFinding(CountFindingKind.NOBODY, line.id)
    for office in offices:
        if office.kind not in line.sources or office.sent is None:
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
    yield from _apart(line, offices)


def _apart(line: CheckedLine, offices: Sequence[CheckedOffice]) -> Iterator[CountFinding]:
    """Where every office of both kinds has sent a total and the sums differ: the first office that is compared is asked."""
    sums: list[int] = []
    members: list[int] = []
    for kind in line.sources:
        mine = [one for one in offices if one.kind == kind]
        totals = [(one.sent or {}).get(str(line.id), {}).get(TOTAL) for one in mine]
        if not mine or None in totals:
            return
        sums.append(sum(number for number in totals if number is not None))
        members.append(mine[0].member)
    for number, member in zip(sums[1:], members[1:], strict=True):
        if number != sums[0]:
            yield CountFinding(CountFindingKind.APART, line.id, member, now=number, other=sums[0])
