"""What the pages about duplicates ask of the database."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...data.db import db
from ..importing.queries import read_known_directory
from ..models import Organisation, Person, ToldApart
from ..search import Listing, page_bounds
from .pairs import LookalikePair, office_pairs, people_pairs

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
