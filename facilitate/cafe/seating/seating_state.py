"""Where the seating stands: nobody to seat, a search that goes on, one that was cut off or found nothing, an offer that waits."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..floor import CafeFloor
from ..models import CafeSearch, SearchKind, SearchState
from ..search import is_search_running
from ..seats import Seating, changed_slips, new_slips, seating_from_json
from .refusals import Refusal, explain_refusal


@dataclass(frozen=True)
class SeatingOffer:
    """A seating that a search found: which way (a priority, or a way of repair), whose slips would change, who gets a first one."""

    number: int
    way: str
    seating: Seating
    changed: int
    new: int
    off: int


@dataclass(frozen=True)
class SeatingState:
    """`search` that goes on (None: none does) · `cut`: it was cut off · `failed` · `refused` with the reason · `seating_offers` not
    taken yet, `late` where the seating has been changed since they were looked for."""

    search: CafeSearch | None = None
    cut: bool = False
    failed: bool = False
    refused: Refusal | None = None
    offers: list[SeatingOffer] = field(default_factory=list)
    late: bool = False
    kind: SearchKind | None = None
    run: int = 0


def seating_state_of(
    floor: CafeFloor,
    search: CafeSearch | None,
    now: datetime,
    kinds: tuple[SearchKind, ...] = (SearchKind.SEAT,),
) -> SeatingState:
    """What the last search says to a page; of searches of other kinds only that one goes on, or was cut off."""
    if search is None:
        return SeatingState()
    late = search.base_id != floor.seating_id
    kept: dict[str, Any] = {"late": late, "kind": search.kind, "run": search.run}
    if is_search_running(search, now):
        return SeatingState(search=search, **kept)
    if search.state is SearchState.RUNNING:
        return SeatingState(cut=True, **kept)
    if search.kind not in kinds:
        return SeatingState(**kept)
    if search.state is SearchState.FAILED:
        return SeatingState(failed=not late, **kept)
    if search.state is SearchState.REFUSED:
        return SeatingState(
            refused=explain_refusal(floor, search.problem or {}) if not late else None, **kept
        )
    return SeatingState(offers=seating_offers(floor, search), **kept)


def seating_offers(floor: CafeFloor, search: CafeSearch) -> list[SeatingOffer]:
    """What was found, against the seating that holds now."""
    found = []
    for number, one in enumerate(search.offers):
        seating = seating_from_json(one["content"])
        before = floor.seating
        found.append(
            SeatingOffer(
                number=number,
                way=one["way"],
                seating=seating,
                changed=len(changed_slips(before, seating)) if before else 0,
                new=len(new_slips(before, seating)) if before else 0,
                off=(seating.metrics.get("mix") or {}).get("off", 0),
            )
        )
    return found
