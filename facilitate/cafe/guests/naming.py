"""Finding one guest by what was typed: the whole name as it is offered, or enough of it."""

from collections import Counter
from dataclasses import dataclass

from ...lib.text import clean_text, plain_text
from ..floor import Floor, Guest


def offered(floor: Floor) -> dict[str, str]:
    """What is offered while somebody types: name and organisation, and whose key it is; no two read the same."""
    said: Counter[str] = Counter()
    names = {}
    for key, guest in floor.people.items():
        name = guest.in_full
        said[name] += 1
        names[name if said[name] == 1 else f"{name} ({said[name]})"] = key
    return names


@dataclass(frozen=True)
class Hit:
    """Who was meant: `key`, or several who fit (`several`, as they are offered), or nobody."""

    key: str = ""
    several: tuple[str, ...] = ()


def meant(floor: Floor, typed: str) -> Hit:
    """Who is meant: whose name was typed in full, or the only one in whom every word typed occurs."""
    names = offered(floor)
    wanted = plain_text(clean_text(typed))
    if not wanted:
        return Hit()
    for name, key in names.items():
        if plain_text(name) == wanted:
            return Hit(key)
    fitting = [name for name in names if all(word in plain_text(name) for word in wanted.split())]
    exact = [name for name in fitting if plain_text(floor.people[names[name]].name) == wanted]
    found = exact or fitting
    return Hit(names[found[0]]) if len(found) == 1 else Hit(several=tuple(found))


def namesake(floor: Floor, given: str, family: str) -> Guest | None:
    """Somebody in the list who is called so already."""
    wanted = plain_text(clean_text(f"{given} {family}"))
    return next(
        (guest for guest in floor.people.values() if plain_text(guest.name) == wanted), None
    )


def colleague(floor: Floor, organisation: str) -> Guest | None:
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
