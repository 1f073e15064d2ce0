"""A repair: marking who is missing, the two offers in words, taking one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...data.db import db
from ...web.i18n import _, _n
from ...web.refused import Refused
from ..actions import guest_row
from ..floor import CafeFloor
from ..instance import problem_rounds
from ..mixing.wording import evened_in
from ..models import Cafe, CafeSearch, CafeSeating, SearchKind, SearchState
from ..search import FEWEST, use_offer
from ..seating.quality import count_meetings
from ..seating.wording import again_sentence, mix_sentence
from ..seats import Seating, changed_slips, new_slips, seating_from_json
from . import wording
from .absences import AbsenceMark
from .queries import search_of


def save_marks(cafe: Cafe, marks: Sequence[AbsenceMark], held: int) -> None:
    """Write down who is missing, and how many rounds have been held. Offers found before it count no more."""
    if not 0 <= held <= cafe.rounds:
        raise Refused(
            _n(
                "The café has %(num)d round; more cannot have been held.",
                "The café has %(num)d rounds; more cannot have been held.",
                cafe.rounds,
            )
        )
    differs = cafe.held != held or bool(marks)
    cafe.held = held
    for one in marks:
        row = guest_row(cafe, one.key)
        if row is not None:
            row.out, row.absent = one.out, sorted(one.absent)
    search = search_of(cafe) if differs else None
    if search is not None and search.kind is SearchKind.REPAIR and search.state is SearchState.DONE:
        search.offers = []
    db.session.flush()


def repair_summary(floor: CafeFloor) -> str:
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
        "Nobody with a seat is known to be missing, and everybody who comes has a seat."
    )


@dataclass(frozen=True)
class RepairOffer:
    """One way to go on: its place among the offers, its name, its price in sentences, whether it changes nothing at all."""

    number: int
    title: str
    slips: str
    names: str
    first: str
    price: tuple[str, ...]
    nothing: bool


def repair_offers(
    floor: CafeFloor, search: CafeSearch, printed: Seating | None
) -> list[RepairOffer]:
    """All that the search offers; slips are counted against those in people's hands (`printed`), or against now."""
    return [
        _offer(
            floor,
            number,
            way=one["way"],
            seating=seating_from_json(one["content"]),
            printed=printed,
        )
        for number, one in enumerate(search.offers)
    ]


def _offer(
    floor: CafeFloor, number: int, way: str, seating: Seating, printed: Seating | None
) -> RepairOffer:
    base = printed or floor.seating or seating
    other = [key for key in changed_slips(base, seating) if key in floor.guests]
    fresh = [key for key in new_slips(base, seating) if key in floor.guests]
    share = (seating.metrics.get("mix") or {}).get("mix_index")
    rooms = [list(enumerate(map(tuple, one))) for one in problem_rounds(floor, seating)]
    first = (
        _n(
            "%(num)d person gets a first slip (%(names)s).",
            "%(num)d people get a first slip (%(names)s).",
            len(fresh),
            names=wording.people_names(floor, fresh),
        )
        if fresh
        else ""
    )
    return RepairOffer(
        number=number,
        title=_("Fewest changed slips") if way == FEWEST else _("Best mixing"),
        slips=wording.slips_sentence(len(other), printed=printed is not None),
        names=wording.people_names(floor, other, 12),
        first=first,
        price=(
            again_sentence(count_meetings(rooms, seating.metrics)),
            mix_sentence(share, evened_in(seating.metrics)),
        ),
        nothing=floor.seating is not None and seating.paths == floor.seating.paths,
    )


def use_repair_offer(floor: CafeFloor, run: int, number: int) -> CafeSeating:
    """Let an offer hold. Refused where the seating, or who is there, has changed since it was found."""
    search = search_of(floor.cafe)
    if (
        search is None
        or search.run != run
        or search.kind is not SearchKind.REPAIR
        or search.state is not SearchState.DONE
        or number >= len(search.offers)
    ):
        raise Refused(_("This suggestion is no longer available. Look for a repair again."))
    then = replace(floor, seating=seating_from_json(search.offers[number]["content"]))
    if then.gone or then.unseated:
        raise Refused(_("Other people have come or gone since. Look for a repair again."))
    row = use_offer(floor.cafe, search, number)
    if row is None:
        raise Refused(
            _("Somebody has changed the seating in the meantime. Look for a repair again.")
        )
    return row
