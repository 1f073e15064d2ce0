"""A day seen as time: where each step stands in its picture, side by side with what it overlaps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..programmes import ProgrammeDay
from .rows import AgendaRow

MOST_LANES = 4
"""Steps at the same time that are drawn side by side; more than that cover one another."""
FURTHEST = 9_999
"""Minutes from the top of a picture that can be drawn: almost seven days."""
SHORT = 10
"""Minutes below which a step needs a larger scale to be read."""


@dataclass(frozen=True)
class DrawnStep:
    """A step in the picture: how many minutes below the top of its list, in which of how many lanes."""

    row: AgendaRow
    at: int
    lane: int = 0
    lanes: int = 1


@dataclass(frozen=True)
class PictureSpan:
    """What a picture of days shows: from and to, in minutes after midnight; its full hours; pixels a minute takes."""

    begins: int
    ends: int
    scale: int

    @property
    def hours(self) -> range:
        """The full hours in it, in minutes after midnight."""
        return range(-(-self.begins // 60) * 60, self.ends + 1, 60)


def picture_span(days: Iterable[ProgrammeDay]) -> PictureSpan:
    """From the first start or planned start of these days to the last end or planned end."""
    shown = list(days)
    steps = [one for day in shown for one in day.steps]
    begins = min([*(day.day.starts for day in shown), *(one.start for one in steps)])
    ends = max([*(day.day.planned_end for day in shown), *(one.end for one in steps)])
    short = any(0 < one.minutes < SHORT for one in steps if not one.holds)
    return PictureSpan(begins // 30 * 30, ends, 3 if short else 2)


def draw_steps(rows: Sequence[AgendaRow], begins: int) -> list[DrawnStep]:
    """The steps of one list, which begins at that minute of its day, in its order; what overlaps stands side by side."""
    lanes: dict[int, tuple[int, list[int]]] = {}
    cluster: list[int] = []  # when each lane of those that overlap is free again
    for row in sorted(rows, key=lambda one: one.one.start):
        one = row.one
        if not cluster or one.start >= max(cluster):
            cluster = []
        free = next((n for n, end in enumerate(cluster) if end <= one.start), len(cluster))
        cluster[free : free + 1] = [one.end]
        lanes[one.step.id] = (free, cluster)
    found = []
    for row in rows:
        lane, beside = lanes[row.one.step.id]
        most = min(len(beside), MOST_LANES)
        found.append(DrawnStep(row, row.one.start - begins, min(lane, most - 1), most))
    return found


def digit_words(minutes: int) -> str:
    """A number of minutes as the words by which the style sheet knows where to draw: 545 is `k0 h5 t4 o5`.

    What lies further off than it knows is drawn at its end.
    """
    shown = min(minutes, FURTHEST)
    return " ".join(name + digit for name, digit in zip("khto", f"{shown:04d}", strict=True))
