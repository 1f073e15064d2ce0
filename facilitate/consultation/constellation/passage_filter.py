"""Which passages stand behind a number: what an address like `?theme=3&sector=2` asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from ...data.db import row_id
from ..models import Stance

_NUMBERS = ("objective", "goal", "sector", "county", "capital", "question")


@dataclass(frozen=True)
class PassageFilter:
    """The passages of these themes, or of those of an objective or a goal; None: all of them.

    `county`: an id, 0 where none was said. `capital`: 1 outside it, 2 in it, 0 where nothing was said (as the
    columns of the constellation).
    """

    themes: tuple[int, ...] = ()
    objective: int | None = None
    goal: int | None = None
    sector: int | None = None
    county: int | None = None
    capital: int | None = None
    question: int | None = None
    stance: Stance | None = None

    @property
    def address(self) -> dict[str, Any]:
        """The filter as values of an address."""
        rest = {
            name: value
            for name, value in vars(self).items()
            if name != "themes" and value is not None
        }
        return {"theme": list(self.themes), **rest}

    @property
    def narrowed(self) -> bool:
        """Whether it is only some of what was said about the themes."""
        return replace(self, themes=(), objective=None, goal=None) != PassageFilter()


def read_passage_filter(args: MultiDict[str, str]) -> PassageFilter:
    """Read an address; what is no number, or no stance, asks for nothing."""

    stance = args.get("stance", "")
    themes: Sequence[int] = args.getlist("theme", type=row_id)
    numbers = {name: args.get(name, type=row_id) for name in _NUMBERS}
    side = Stance(stance) if stance in list(Stance) else None
    return PassageFilter(tuple(dict.fromkeys(themes)), stance=side, **numbers)
