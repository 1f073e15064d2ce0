"""Who in the directory may be there twice: the same address, the same name, nearly the same name in one organisation."""

from collections.abc import Iterator, Set
from typing import NamedTuple

from ..importing.known_directory import KnownDirectory
from ..importing.plan import LikenessReason

MOST = 500
"""Pairs that are looked at; the first come first."""


class LookalikePair(NamedTuple):
    """Two rows that look alike, the smaller number first, and why."""

    one: int
    other: int
    why: LikenessReason


def people_pairs(here: KnownDirectory, apart: Set[tuple[int, int]]) -> list[LookalikePair]:
    """Pairs of people who may be one, each once, without those somebody told apart."""
    return _first(_people(here), apart)


def office_pairs(here: KnownDirectory, apart: Set[tuple[int, int]]) -> list[LookalikePair]:
    """Pairs of organisations that may be one."""
    found = (
        LookalikePair(min(office.id, near), max(office.id, near), LikenessReason.NAME)
        for office in here.offices.values()
        for near in here.named.near(office.name, 20)
        if near != office.id
    )
    return _first(found, apart)


def _people(here: KnownDirectory) -> Iterator[LookalikePair]:
    for person in here.people.values():
        words = here.words(person.id)
        for why, found in (
            (LikenessReason.EMAIL, here.at_address(person.email)[:5]),
            (LikenessReason.NAME, here.called(words)[:5]),
            (LikenessReason.NEAR, here.near(words, person.office)),
        ):
            yield from (
                LookalikePair(person.id, other, why) for other in found if other > person.id
            )


def _first(pairs: Iterator[LookalikePair], apart: Set[tuple[int, int]]) -> list[LookalikePair]:
    found: dict[tuple[int, int], LookalikePair] = {}
    for pair in pairs:
        ids = (pair.one, pair.other)
        if ids not in apart and ids not in found:
            found[ids] = pair
            if len(found) == MOST:
                break
    return list(found.values())
