"""One person's way through the rounds: the table, what it talks about, who sits there too."""

from dataclasses import dataclass

from ...lib.text import Words, plain_text
from ..floor import CafeFloor, Guest
from ..models import CafeTable
from ..rounds import Round
from ..seats import Seating


@dataclass(frozen=True)
class WayStop:
    """One round: its table (None: no seat), its question, the others there (keys), and who of them was met before."""

    round: Round
    table: CafeTable | None
    question: Words
    others: tuple[str, ...] = ()
    again: frozenset[str] = frozenset()
    locked: bool = False


@dataclass(frozen=True)
class GuestWay:
    """A person (None: in no list any more) with their stops, and how many others they meet."""

    key: str
    guest: Guest | None
    stops: tuple[WayStop, ...]
    meets: int


def find_guest_way(floor: CafeFloor, seating: Seating, key: str) -> GuestWay | None:
    """Somebody's way; None for who neither has a seat nor is in the list."""
    guest = floor.people.get(key)
    path = seating.path(key)
    if guest is None and not path:
        return None
    met: set[str] = set()
    stops = []
    for one in floor.times[: len(seating.rounds)]:
        table = floor.table_by_id.get((seating.at(one.number, key)) or 0)
        if table is None:
            stops.append(WayStop(one, None, Words()))
            continue
        others = tuple(other for other in seating.people_at(one.number, table.id) if other != key)
        again = frozenset(met & set(others))
        met.update(others)
        question = floor.question(table, one.number)
        stops.append(
            WayStop(
                round=one,
                table=table,
                question=question,
                others=others,
                again=again,
                locked=seating.is_locked(one.number, key),
            )
        )
    return GuestWay(key, guest, tuple(stops), len(met))


def search_guests(floor: CafeFloor, typed: str) -> list[Guest]:
    """Who is looked for: every word typed begins a word of the name or of the organisation, accents or not."""
    words = plain_text(typed).replace("-", " ").split()
    if not words:
        return []
    found = []
    for guest in floor.people.values():
        own = plain_text(f"{guest.name} {guest.organisation}").replace("-", " ").split()
        if all(any(part.startswith(word) for part in own) for word in words):
            found.append(guest)
    return found
