"""The territories of forums side by side: who else has a district, and how a kind divides the country."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ..data.db import db
from ..directory.models import District
from .divisions import Division, divide_districts
from .kinds import forum_kind, forum_kinds
from .models import Forum, ForumDistrict

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class DividedKind:
    """A kind of forum that divides the country: its forums, each with a letter, and who has which district."""

    kind: str
    forums: Sequence[Forum]
    districts: Division[int, int]
    names: Mapping[int, str]

    def letter(self, forum_id: int) -> str:
        """The letter that stands for a forum where there is no colour."""
        return LETTERS[self.number(forum_id) % len(LETTERS)]

    def number(self, forum_id: int) -> int:
        """The forum's place among those of its kind, from 0."""
        return next(place for place, one in enumerate(self.forums) if one.id == forum_id)

    @property
    def missing(self) -> list[str]:
        """The districts that no forum has, by name."""
        return [self.names[key] for key in self.districts.missing]

    @property
    def double(self) -> list[tuple[str, list[Forum]]]:
        """The districts that several have, by name, with those forums."""
        return [
            (self.names[key], [self.forums[self.number(one)] for one in having])
            for key, having in self.districts.double
        ]

    def having(self, forum_id: int) -> list[str]:
        """The districts of a forum by name."""
        return [
            name
            for key, name in self.names.items()
            if forum_id in self.districts.groups.get(key, ())
        ]

    def at(self, district_id: int) -> list[tuple[int, str, Forum]]:
        """The forums that have a district: number, letter, forum. None, one, or too many."""
        return [
            (self.number(key), self.letter(key), self.forums[self.number(key)])
            for key in self.districts.groups.get(district_id, ())
        ]


def other_territories(kind: str, but: Forum | None = None) -> dict[Forum, Collection[int]]:
    """The other forums of a kind that divides the country and the districts each has; none for other kinds."""
    if not forum_kind(kind).division:
        return {}
    others = sa.select(Forum).where(Forum.kind == kind, Forum.ended_on.is_(None)).order_by(Forum.id)
    found = [one for one in db.session.scalars(others) if but is None or one.id != but.id]
    having = _having([one.id for one in found])
    return {one: having[one.id] for one in found}


@dataclass(frozen=True)
class DistrictHolders:
    """The other forums of a division as a form shows them: each with its letter, and the letter at every district of theirs."""

    forums: Mapping[str, Forum]
    at: Mapping[int, str]


def district_holders(
    others: Mapping[Forum, Collection[int]], forum: Forum | None
) -> DistrictHolders:
    """Which of the other forums has a district. A forum's letter is the one it has on the map."""
    every = sorted([*others, *([forum] if forum else [])], key=lambda one: one.id)
    letters = {one: LETTERS[place % len(LETTERS)] for place, one in enumerate(every)}
    return DistrictHolders(
        {letters[one]: one for one in others},
        {district: letters[one] for one, having in others.items() for district in having},
    )


def divided_kinds(places: Sequence[District]) -> list[DividedKind]:
    """Every kind of which there are forums and that divides the country, whose districts these are."""
    dividing = [key for key, kind in forum_kinds().items() if kind.division]
    query = (
        sa.select(Forum)
        .where(Forum.kind.in_(dividing), Forum.ended_on.is_(None))
        .order_by(Forum.id)
    )
    forums = db.session.scalars(query).all()
    having = _having([one.id for one in forums])
    return [
        _divided(key, [one for one in forums if one.kind == key], places, having)
        for key in dividing
    ]


def _divided(
    kind: str, forums: Sequence[Forum], places: Sequence[District], having: Mapping[int, list[int]]
) -> DividedKind:
    groups = {one.id: having[one.id] for one in forums}
    return DividedKind(
        kind,
        forums,
        divide_districts([one.id for one in places], groups),
        {one.id: one.name for one in places},
    )


def _having(forum_ids: Sequence[int]) -> dict[int, list[int]]:
    query = sa.select(ForumDistrict.forum_id, ForumDistrict.district_id).where(
        ForumDistrict.forum_id.in_(forum_ids)
    )
    found: dict[int, list[int]] = {key: [] for key in forum_ids}
    for forum, district in db.session.execute(query):
        found[forum].append(district)
    return found
