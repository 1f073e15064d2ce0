"""A repair: marking who is missing, the two offers in words, taking one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...data.db import db
from ...web.i18n import _, _n
from ...web.refused import Refused
from ..actions import guest_row
from ..floor import Floor
from ..mixing.wording import evened_in
from ..models import Cafe, CafeSearch, CafeSeating, Search, SearchState
from ..search import FEWEST, take
from ..seating.quality import met
from ..seating.wording import again, mixed
from ..seats import Seating, changed, from_json, new
from . import wording
from .marking import Mark
from .queries import search_of


def mark(cafe: Cafe, marks: Sequence[Mark], held: int) -> None:
    """Write down who is missing, and how many rounds have been held. Offers found before it count no more."""
    if not 0 <= held <= cafe.rounds:
        raise Refused(
            _("The café has %(rounds)d rounds; more cannot have been held.", rounds=cafe.rounds)
        )
    differs = cafe.held != held or bool(marks)
    cafe.held = held
    for one in marks:
        row = guest_row(cafe, one.key)
        if row is not None:
            row.out, row.absent = one.out, sorted(one.absent)
    search = search_of(cafe) if differs else None
    if search is not None and search.kind is Search.REPAIR and search.state is SearchState.DONE:
        search.offers = []
    db.session.flush()


def opening(floor: Floor) -> str:
    """What is the matter, as sentences."""
    gone, waiting = len(floor.gone), len(floor.unseated) if floor.seating else 0
    said = []
    if gone:
        said.append(
            _n(
                "%(num)d person with a seat is not here.",
                "%(num)d people with a seat are not here.",
                gone,
            )
        )
    if waiting:
        said.append(_n("%(num)d person has no seat.", "%(num)d people have no seat.", waiting))
    return " ".join(said) or _(
        "Everybody who has a seat is here, and everybody who is here has a seat."
    )


@dataclass(frozen=True)
class Offer:
    """One way to go on: its place among the offers, its name, its price in sentences, whether it changes nothing at all."""

    number: int
    title: str
    slips: str
    names: str
    first: str
    price: tuple[str, ...]
    nothing: bool


def offers(floor: Floor, search: CafeSearch, printed: Seating | None) -> list[Offer]:
    """All that the search offers; slips are counted against those in people's hands (`printed`), or against now."""
    return [
        _offer(floor, number, way=one["way"], seating=from_json(one["content"]), printed=printed)
        for number, one in enumerate(search.offers)
    ]


def _offer(floor: Floor, number: int, way: str, seating: Seating, printed: Seating | None) -> Offer:
    base = printed or floor.seating or seating
    other = [key for key in changed(base, seating) if key in floor.guests]
    fresh = [key for key in new(base, seating) if key in floor.guests]
    share = (seating.metrics.get("mix") or {}).get("mix_index")
    rooms = [list(enumerate(one)) for one in seating.rounds]
    first = (
        _n(
            "%(num)d person gets a first slip (%(names)s).",
            "%(num)d people get a first slip (%(names)s).",
            len(fresh),
            names=wording.names(floor, fresh),
        )
        if fresh
        else ""
    )
    return Offer(
        number=number,
        title=_("Fewest changed slips") if way == FEWEST else _("Best mixing"),
        slips=wording.slips(len(other), printed=printed is not None),
        names=wording.names(floor, other, 12),
        first=first,
        price=(again(met(rooms, seating.metrics)), mixed(share, evened_in(seating.metrics))),
        nothing=floor.seating is not None and seating.paths == floor.seating.paths,
    )


def take_offer(floor: Floor, run: int, number: int) -> CafeSeating:
    """Let an offer hold. Refused where the seating, or who is there, has changed since it was found."""
    search = search_of(floor.cafe)
    if (
        search is None
        or search.run != run
        or search.kind is not Search.REPAIR
        or search.state is not SearchState.DONE
        or number >= len(search.offers)
    ):
        raise Refused(_("This suggestion is no longer available. Look for a repair again."))
    then = replace(floor, seating=from_json(search.offers[number]["content"]))
    if then.gone or then.unseated:
        raise Refused(_("Other people have come or gone since. Look for a repair again."))
    row = take(floor.cafe, search, number)
    if row is None:
        raise Refused(
            _("Somebody has changed the seating in the meantime. Look for a repair again.")
        )
    return row
