"""What the pages about duplicates ask: who in the directory may be there twice, page by page."""

from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...data.db import db
from ..importing.known_directory import KnownDirectory
from ..importing.plan import LikenessReason
from ..importing.queries import read_known_directory
from ..models import Organisation, Person, ToldApart
from ..search import Listing, page_bounds

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
        for near in here.near_offices(office.name, 20)
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


SHOWN = 20


def suspected_pairs(table: str, number: int) -> Listing[LookalikePair]:
    """One page of the pairs that look alike."""
    told = sa.select(ToldApart.one_id, ToldApart.other_id).where(ToldApart.table == table)
    apart = {(one, other) for one, other in db.session.execute(told)}
    pairs = (
        people_pairs(read_known_directory(), apart)
        if table == "person"
        else office_pairs(read_known_directory(), apart)
    )
    number, pages, first = page_bounds(len(pairs), number, SHOWN)
    return Listing(pairs[first : first + SHOWN], number, pages, len(pairs))


def people_by_id(ids: Sequence[int]) -> dict[int, Person]:
    """Those people, with their organisations."""
    query = sa.select(Person).where(Person.id.in_(ids)).options(joinedload(Person.organisation))
    return {row.id: row for row in db.session.scalars(query)}


def offices_by_id(ids: Sequence[int]) -> dict[int, Organisation]:
    """Those organisations, with their sectors and places."""
    loads = (
        joinedload(Organisation.sector),
        joinedload(Organisation.county),
        joinedload(Organisation.district),
    )
    query = sa.select(Organisation).where(Organisation.id.in_(ids)).options(*loads)
    return {row.id: row for row in db.session.scalars(query)}
