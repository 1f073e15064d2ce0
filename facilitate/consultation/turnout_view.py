"""How many have answered, as far as those who do not read answers may see it."""

from collections.abc import Sequence
from dataclasses import replace

from ..lib.suppression import suppress_row, suppress_total
from .queries import Turnout


def shown_turnout(turnout: Turnout) -> Turnout:
    """The turnout with small groups, and what would give them away, as None (see `lib/suppression`)."""
    sectors = {key: number or 0 for key, number in turnout.sectors.items()}
    places = [*(number or 0 for number in turnout.counties.values()), turnout.nowhere or 0]
    *counties, nowhere = _shown(places)
    return replace(
        turnout,
        sectors=dict(zip(sectors, _shown(list(sectors.values())), strict=True)),
        counties=dict(zip(turnout.counties, counties, strict=True)),
        nowhere=nowhere,
    )


def _shown(numbers: Sequence[int]) -> list[int | None]:
    """Where even their sum would tell, none is shown."""
    return (
        suppress_row(numbers)
        if suppress_total(numbers) is not None
        else [None if n else 0 for n in numbers]
    )
