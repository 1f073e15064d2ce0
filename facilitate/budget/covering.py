"""Which costs contributions cover: first the line they are meant for, then the category, then whatever is left."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class CoveredCosts:
    """Cents by id: `lines` what of a line is covered, `used` and `spare` what of a contribution covers something, or nothing."""

    lines: dict[int, int] = field(default_factory=dict)
    used: dict[int, int] = field(default_factory=dict)
    spare: dict[int, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Cents that are covered."""
        return sum(self.lines.values())


def cover_costs(
    needs: Sequence[tuple[int, Any, int]], offers: Sequence[tuple[int, int | None, Any | None, int]]
) -> CoveredCosts:
    """Spread `offers` (id, line, category, cents) over `needs` (line, category, cents), all in one currency.

    An offer for one line covers nothing else, one for a category no other category: a meal pays no hall. Within each kind
    the first offers come first. What is used and what is spare of an offer is together what it is worth.
    """
    open_ = {line: cents for line, _category, cents in needs}
    categories = {line: category for line, category, _cents in needs}
    used = {}
    for round_ in (0, 1, 2):
        for key, line, category, cents in offers:
            if _round(line, category) != round_:
                continue
            fit = [
                one
                for one in open_
                if line in (None, one) and (line or category in (None, categories[one]))
            ]
            used[key] = _put(open_, fit, cents)
    return CoveredCosts(
        {line: cents - open_[line] for line, _category, cents in needs},
        used,
        {key: cents - used[key] for key, _line, _category, cents in offers},
    )


def _round(line: int | None, category: Any | None) -> int:
    return 0 if line is not None else 1 if category is not None else 2


def _put(open_: dict[int, int], lines: Sequence[int], cents: int) -> int:
    """Cover these lines in their order; gives what of the cents was used."""
    used = 0
    for line in lines:
        part = min(open_[line], cents - used)
        open_[line] -= part
        used += part
    return used
