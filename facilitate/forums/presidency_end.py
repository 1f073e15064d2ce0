"""A presidency that ends soon: who follows, and whether the next work plan is written. Said on every page that speaks of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

SOON = timedelta(weeks=6)
"""How long before its end a presidency is spoken of: time to agree who follows, and for a work plan to go round."""
LOOKED_BACK = timedelta(days=366)
"""For how long it is said that nobody has followed."""


@dataclass(frozen=True)
class PresidencyTurn:
    """A presidency as far as handing it over goes. `written`: its work plan holds an activity."""

    id: int
    name: str
    first: date
    last: date
    written: bool


@dataclass(frozen=True)
class PresidencyEnding:
    """The presidency that ends, the days it has left (negative: nobody presides since), and the one that follows."""

    turn: PresidencyTurn
    left: int
    following: PresidencyTurn | None


def presidency_ending(turns: Sequence[PresidencyTurn], today: date) -> PresidencyEnding | None:
    """What is to be said of these presidencies, the earliest first; None while there is time, and where there never was one."""
    begun = [one for one in turns if one.first <= today]
    if not begun or begun[-1].last - today > SOON:
        return None
    following = next((one for one in turns if one.first > today), None)
    return PresidencyEnding(begun[-1], (begun[-1].last - today).days, following)
