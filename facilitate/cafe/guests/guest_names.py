"""Finding one guest by what was typed: the whole name as it is offered, or enough of it."""

from collections import Counter
from dataclasses import dataclass

from ...lib.text import clean_text, plain_text
from ..floor import CafeFloor, Guest


def offered_names(floor: CafeFloor) -> dict[str, str]:
    """What is offered while somebody types: name and organisation, and whose key it is; no two read the same."""
    said: Counter[str] = Counter()
    names = {}
    for key, guest in floor.people.items():
        name = guest.in_full
        said[name] += 1
        names[name if said[name] == 1 else f"{name} ({said[name]})"] = key
    return names


@dataclass(frozen=True)
class NameHit:
    """Who was meant: `key`, or several who fit (`several`, as they are offered), or nobody."""

    key: str = ""
    several: tuple[str, ...] = ()


def guest_meant(floor: CafeFloor, typed: str) -> NameHit:
    """Who is meant: whose name was typed in full, or the only one in whom every word typed occurs."""
    names = offered_names(floor)
    wanted = plain_text(clean_text(typed))
    if not wanted:
        return NameHit()
    for name, key in names.items():
        if plain_text(name) == wanted:
            return NameHit(key)
    fitting = [name for name in names if all(word in plain_text(name) for word in wanted.split())]
    exact = [name for name in fitting if plain_text(floor.people[names[name]].name) == wanted]
    found = exact or fitting
    return NameHit(names[found[0]]) if len(found) == 1 else NameHit(several=tuple(found))


def find_namesake(floor: CafeFloor, given: str, family: str) -> Guest | None:
    """Somebody in the list who is called so already."""
    wanted = plain_text(clean_text(f"{given} {family}"))
    return next(
        (guest for guest in floor.people.values() if plain_text(guest.name) == wanted), None
    )


def find_colleague(floor: CafeFloor, organisation: str) -> Guest | None:
    """Somebody of that organisation whose sector is known: who walks in from there is counted alike."""
    wanted = plain_text(clean_text(organisation))
    return next(
        (
            guest
            for guest in floor.people.values()
            if guest.sector and wanted and plain_text(guest.organisation) == wanted
        ),
        None,
    )
