"""Who in the directory may be there twice: the same address, the same name, nearly the same name in one organisation."""

from collections.abc import Iterator, Set
from typing import NamedTuple

from ..importing.here import Here
from ..importing.plan import Alike

MOST = 500
"""Pairs that are looked at; the first come first."""


class Pair(NamedTuple):
    """Two rows that look alike, the smaller number first, and why."""

    one: int
    other: int
    why: Alike


def people_pairs(here: Here, apart: Set[tuple[int, int]]) -> list[Pair]:
    """Pairs of people who may be one, each once, without those somebody told apart."""
    return _first(_people(here), apart)


def office_pairs(here: Here, apart: Set[tuple[int, int]]) -> list[Pair]:
    """Pairs of organisations that may be one."""
    found = (
        Pair(min(office.id, near), max(office.id, near), Alike.NAME)
        for office in here.offices.values()
        for near in here.named.near(office.name, 20)
        if near != office.id
    )
    return _first(found, apart)


def _people(here: Here) -> Iterator[Pair]:
    for person in here.people.values():
        words = here.words(person.id)
        for why, found in (
            (Alike.EMAIL, here.at_address(person.email)[:5]),
            (Alike.NAME, here.called(words)[:5]),
            (Alike.NEAR, here.near(words, person.office)),
        ):
            yield from (Pair(person.id, other, why) for other in found if other > person.id)


def _first(pairs: Iterator[Pair], apart: Set[tuple[int, int]]) -> list[Pair]:
    found: dict[tuple[int, int], Pair] = {}
    for pair in pairs:
        ids = (pair.one, pair.other)
        if ids not in apart and ids not in found:
            found[ids] = pair
            if len(found) == MOST:
                break
    return list(found.values())
