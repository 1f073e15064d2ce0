"""Questions about a forum's members: who belongs, who belonged, who could, and which offices are missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...data.db import db
from ...directory.models import District, Organisation, Person
from ...directory.queries import all_districts
from ...lib.text import albanian_key
from ...web.i18n import sort_by_name
from ..kinds import forum_kind
from ..models import Forum, ForumMember, ForumRole
from ..queries import district_ids
from .belonging import (
    MemberOffice,
    OfficeGap,
    TerritoryCounty,
    county_of_office,
    office_gaps,
    territory_counties,
)

FEW = 15
"""Members that are one list; more are told by county."""
THERE = {ForumRole.MEMBER, ForumRole.OBSERVER}
"""Roles without more to do than being there."""


@dataclass(frozen=True)
class Members:
    """Everybody who belongs now, the most responsible first, and everybody who did, the latest first."""

    present: list[ForumMember]
    past: list[ForumMember]

    @property
    def deciding(self) -> list[ForumMember]:
        """Those who count: observers never do."""
        return [one for one in self.present if one.role is not ForumRole.OBSERVER]

    @property
    def observers(self) -> list[ForumMember]:
        """Those who advise."""
        return [one for one in self.present if one.role is ForumRole.OBSERVER]

    @property
    def parts(self) -> list[tuple[str, list[ForumMember]]]:
        """The members as a page shows them, part by part: of many those who lead it, then the rest by the name of their county.

        A part without a name has none: who leads, a short list, those of no county (the last one).
        """
        if len(self.present) <= FEW:
            return [("", self.present)]
        leading = [one for one in self.present if one.role not in THERE]
        rest: dict[str, list[ForumMember]] = {}
        for one in self.present:
            if one.role in THERE:
                county = one.organisation.county
                rest.setdefault(county.name if county else "", []).append(one)
        named = sort_by_name([part for part in rest.items() if part[0]], lambda part: part[0])
        return [("", leading), *named, *(part for part in rest.items() if not part[0])]

    def left(self, organisation_id: int) -> date | None:
        """The day on which an organisation that does not belong any longer left; None where it never belonged."""
        return next(
            (one.until for one in self.past if one.organisation_id == organisation_id), None
        )

    def succeeded(self, row: ForumMember) -> ForumMember | None:
        """Who followed a past member at once: the same organisation, or another in the same place."""
        for one in [*self.present, *self.past]:
            if (
                one.organisation_id == row.organisation_id
                and row.until
                and one.since
                and one.since > row.until
            ):
                return one
        return None


@dataclass(frozen=True)
class CountyGaps:
    """A county of the territory by name, what is in it or not where it is not whole, and the offices missing there."""

    county: str
    only: tuple[str, ...]
    without: tuple[str, ...]
    gaps: list[tuple[OfficeGap, list[Organisation]]]


@dataclass(frozen=True)
class TerritoryOffices:
    """What the territory holds: organisations that do not belong yet, those of the kinds that should first, and the gaps."""

    should: list[Organisation]
    others: list[Organisation]
    counties: list[CountyGaps]

    @property
    def missing(self) -> int:
        """How many offices should be here and are not."""
        return sum(len(one.gaps) for one in self.counties)


def members_with_history(forum: Forum) -> Members:
    """All rows of the forum."""
    office = joinedload(ForumMember.organisation)
    rows = db.session.scalars(
        sa.select(ForumMember)
        .where(ForumMember.forum_id == forum.id)
        .options(
            office.joinedload(Organisation.sector),
            office.joinedload(Organisation.county),
            joinedload(ForumMember.person),
        )
    ).all()
    rank = list(ForumRole)
    present = [row for row in rows if row.until is None]
    past = [row for row in rows if row.until is not None]
    return Members(
        sorted(
            present, key=lambda row: (rank.index(row.role), albanian_key(row.organisation.name))
        ),
        sorted(past, key=lambda row: (row.until or date.min, row.id), reverse=True),
    )


def territory_offices(forum: Forum, present: Sequence[ForumMember]) -> TerritoryOffices:
    """The territory's organisations beside those that belong."""
    places, chosen = all_districts(), set(district_ids(forum))
    territory = territory_counties(((one.id, one.county_id) for one in places), chosen)
    found = _offices(territory)
    by_id = {one.id: one for one in found}
    offices = [MemberOffice(one.id, one.kind, one.county_id, one.district_id) for one in found]
    inside = [one for one in offices if county_of_office(one, territory)]
    members = {one.organisation_id for one in present}
    kinds = forum_kind(forum.kind).offices
    free = [by_id[one.id] for one in inside if one.id not in members]
    told = [
        CountyGaps(
            *_called(area, places), [(gap, [by_id[key] for key in gap.outside]) for gap in missing]
        )
        for area, missing in office_gaps(kinds, territory, offices, members)
    ]
    return TerritoryOffices(
        [one for one in free if one.kind in kinds],
        [one for one in free if one.kind not in kinds],
        sorted(told, key=lambda one: albanian_key(one.county)),
    )


def _offices(territory: Sequence[TerritoryCounty]) -> list[Organisation]:
    """Every organisation of the counties of a territory, in Albanian order."""
    inside = Organisation.county_id.in_([area.county for area in territory])
    query = sa.select(Organisation).where(inside).options(joinedload(Organisation.district))
    return sort_by_name(list(db.session.scalars(query)), lambda one: one.name)


def _called(
    area: TerritoryCounty, places: Sequence[District]
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The county's name; where only some of its districts belong these, or what is missing where that is less."""
    having = [one for one in places if one.county_id == area.county]
    inside = tuple(one.name for one in having if one.id in area.districts)
    outside = tuple(one.name for one in having if one.id not in area.districts)
    few = len(outside) < len(inside)
    return having[0].county.name, () if area.whole or few else inside, outside if few else ()


def people_at(organisation_id: int) -> list[Person]:
    """Who works there, in Albanian order."""
    people = db.session.scalars(sa.select(Person).where(Person.organisation_id == organisation_id))
    return sort_by_name(list(people), lambda one: one.name)


def organisations_but(present: Sequence[ForumMember]) -> list[Organisation]:
    """Every organisation that does not belong, in Albanian order."""
    others = sa.select(Organisation).where(
        Organisation.id.not_in([one.organisation_id for one in present])
    )
    return sort_by_name(list(db.session.scalars(others)), lambda one: one.name)
