"""Where the seating stands: nobody to seat, a search that goes on, one that was cut off or found nothing, an offer that waits."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..floor import Floor
from ..models import CafeSearch, Search, SearchState
from ..search import running
from ..seats import Seating, changed, from_json, new
from .refusals import Refusal, refusal


@dataclass(frozen=True)
class Offer:
    """A seating that a search found: which way (a priority, or a way of repair), whose slips would change, who gets a first one."""

    number: int
    way: str
    seating: Seating
    changed: int
    new: int
    off: int


@dataclass(frozen=True)
class Standing:
    """`search` that goes on (None: none does) · `cut`: it was cut off · `failed` · `refused` with the reason · `offers` not
    taken yet, `late` where the seating has been changed since they were looked for."""

    search: CafeSearch | None = None
    cut: bool = False
    failed: bool = False
    refused: Refusal | None = None
    offers: list[Offer] = field(default_factory=list)
    late: bool = False
    kind: Search | None = None
    run: int = 0


def standing(
    floor: Floor,
    search: CafeSearch | None,
    now: datetime,
    kinds: tuple[Search, ...] = (Search.SEAT,),
) -> Standing:
    """What the last search says to a page; of searches of other kinds only that one goes on, or was cut off."""
    if search is None:
        return Standing()
    late = search.base_id != floor.seating_id
    kept: dict[str, Any] = {"late": late, "kind": search.kind, "run": search.run}
    if running(search, now):
        return Standing(search=search, **kept)
    if search.state is SearchState.RUNNING:
        return Standing(cut=True, **kept)
    if search.kind not in kinds:
        return Standing(**kept)
    if search.state is SearchState.FAILED:
        return Standing(failed=not late, **kept)
    if search.state is SearchState.REFUSED:
        return Standing(refused=refusal(floor, search.problem or {}) if not late else None, **kept)
    return Standing(offers=offers(floor, search), **kept)


def offers(floor: Floor, search: CafeSearch) -> list[Offer]:
    """What was found, against the seating that holds now."""
    found = []
    for number, one in enumerate(search.offers):
        seating = from_json(one["content"])
        before = floor.seating
        found.append(
            Offer(
                number=number,
                way=one["way"],
                seating=seating,
                changed=len(changed(before, seating)) if before else 0,
                new=len(new(before, seating)) if before else 0,
                off=(seating.metrics.get("mix") or {}).get("off", 0),
            )
        )
    return found
