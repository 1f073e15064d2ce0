"""A repair: who is missing or late, marking it, the two offers in words, taking one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ...data.db import db
from ...web.i18n import _, _n
from ...web.refused import Refused
from ..actions import guest_row
from ..floor import CafeFloor, Guest
from ..instance import problem_rounds
from ..mixing.wording import evened_in
from ..models import Cafe, CafeSearch, CafeSeating, SearchKind, SearchState
from ..search import FEWEST, use_offer
from ..seating.quality import count_meetings
from ..seating.wording import again_sentence, mix_sentence
from ..seats import Seating, changed_slips, new_slips, seating_from_json
from . import wording
from .queries import search_of

AS_BEFORE = "="
"""The choice that leaves the missed rounds of somebody as they are: they are not the first ones."""


@dataclass(frozen=True)
class AbsenceMark:
    """What is to be known of somebody from now on: takes no part, or misses these rounds."""

    key: str
    out: bool
    absent: frozenset[int]


def comes_from(absent: Collection[int], rounds: int) -> str:
    """The round somebody comes from, as the choice of a list: empty for the first one, AS_BEFORE for what is no late coming."""
    missed = {number for number in absent if 0 < number <= rounds}
    if not missed:
        return ""
    return str(len(missed) + 1) if missed == set(range(1, len(missed) + 1)) else AS_BEFORE


def absent_for(choice: str, before: frozenset[int], rounds: int) -> frozenset[int]:
    """The rounds missed by who comes from that round on; what is no choice changes nothing."""
    if choice == "":
        return frozenset()
    number = int(choice) if choice.isascii() and choice.isdecimal() and len(choice) < 4 else 0
    return frozenset(range(1, number)) if 1 < number <= rounds + 1 else before


def as_shown(guest: Guest, rounds: int) -> str:
    """How a row of the page says whom it is about, and how they were marked when it was made: `p12`, `p12|out|3`."""
    late = comes_from(guest.absent, rounds)
    return f"{guest.key}|{'out' if guest.out else ''}|{late}" if guest.out or late else guest.key


def changed_marks(
    floor: CafeFloor, shown: Iterable[str], out: Collection[str], late: Mapping[str, str]
) -> list[AbsenceMark]:
    """What is to be changed: of those who were `shown` (`as_shown`), who is ticked as `out`, and from which round the `late` come.

    What stands as it was shown is left as it is by now: two who mark people at once do not take each other's marks away.
    """
    found = []
    for row in shown:
        key, was_out, was_late = (*row.split("|"), "", "")[:3]
        guest = floor.people.get(key)
        if guest is None:
            continue
        choice = late.get(key, AS_BEFORE)
        touched = choice != was_late
        absent = absent_for(choice, guest.absent, floor.cafe.rounds) if touched else guest.absent
        is_out = key in out if (key in out) != bool(was_out) else guest.out
        if (is_out, absent) != (guest.out, guest.absent):
            found.append(AbsenceMark(key, is_out, absent))
    return found


def find_people(people: Iterable[Guest], words: str, plain: Mapping[str, str]) -> list[Guest]:
    """Who has all the words in name or organisation; those already marked come first. `plain`: their text for searching."""
    wanted = words.split()
    found = [guest for guest in people if all(word in plain[guest.key] for word in wanted)]
    return sorted(found, key=lambda guest: not (guest.out or guest.absent))


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
