"""Who is wanted in two places at once: steps of one person or room that overlap, found in one sweep over the day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Busy:
    """A step that keeps somebody busy, on the common clock of all days.

    `block` and `strand` are where it stands, `is_strand` says that it is a parallel strand itself. `top` is the step of the
    day's own list it belongs to, from `top_start` to `top_end`.
    """

    day: int
    step: int
    start: int
    end: int
    top: int
    top_start: int
    top_end: int
    block: int = 0
    strand: int = 0
    is_strand: bool = False

    @property
    def list(self) -> tuple[int, int, int, bool]:
        """The list it stands in."""
        return self.day, self.block, self.strand, self.is_strand


@dataclass(slots=True)
class _Running:
    """The steps of one list that have begun so far, in their order, and when the longest of them ends."""

    steps: list[tuple[int, Busy]] = field(default_factory=list)
    until: int = 0
    begun: int = 0

    def add(self, place: int, one: Busy) -> None:
        self.steps.append((place, one))
        self.until, self.begun = max(self.until, one.end), one.start

    def may_hold(self, one: Busy) -> bool:
        """Whether a step of this very list can take place wholly during another: most only run into the next one."""
        return not one.is_strand and (self.until >= one.end or self.begun == one.start)

    def first_apart(self, one: Busy) -> tuple[int, Busy] | None:
        """The first that is still on and another place than this one; those that are over are forgotten."""
        if self.until <= one.start:
            self.steps.clear()
        elif self.steps and self.steps[0][1].end <= one.start:
            self.steps = [other for other in self.steps if other[1].end > one.start]
        return next(
            (
                other
                for other in self.steps
                if other[1].end > one.start and are_elsewhere(one, other[1])
            ),
            None,
        )


def first_overlaps(places: Iterable[Busy]) -> Iterator[tuple[Busy, Busy]]:
    """Each step that overlaps one in another place, with the first such one, in the order in which they begin."""
    lists: dict[tuple[int, int, int, bool], _Running] = {}
    for number, one in enumerate(sorted(places, key=lambda busy: (busy.start, busy.day))):
        own = lists.setdefault(one.list, _Running())
        there = [running for running in lists.values() if running is not own or own.may_hold(one)]
        found = [other for running in there if (other := running.first_apart(one)) is not None]
        if found:
            yield one, min(found, key=lambda other: other[0])[1]
        own.add(number, one)


def are_elsewhere(one: Busy, other: Busy) -> bool:
    """Whether these are two places. A block and what it holds are one, and so are a strand and its steps.

    Steps of one list that merely run into each other are told as an overlap; only where one takes place wholly during
    the other they are meant to run side by side.
    """
    if one.day != other.day:
        return True
    if one.top != other.top:
        return _during((one.top_start, one.top_end), (other.top_start, other.top_end))
    if not one.block or not other.block:
        return False
    if one.strand == other.strand:
        alone = not (one.is_strand or other.is_strand)
        return alone and _during((one.start, one.end), (other.start, other.end))
    return True


def _during(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether one of them takes place wholly during the other."""
    return (one[0] <= other[0] and other[1] <= one[1]) or (
        other[0] <= one[0] and one[1] <= other[1]
    )
