"""Who did not come, and who came late: what is ticked on the page of a repair, as the rounds somebody misses. Rounds from 1."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from ..floor import CafeFloor, Guest

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
