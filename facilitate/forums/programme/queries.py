"""Questions about checks of standards, requests for money, advice and trainings."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...data.db import db, get_or_404
from ...directory.models import District, OfficeKind, Organisation
from ...directory.municipalities import Municipality, all_municipalities, municipality_meant
from ...lib.text import albanian_key, plain_text
from ..models import Forum, ForumDistrict, ForumMember
from ..programme_models import GuidanceEntry, MoneyRequest, StandardCheck
from .standards import MunicipalityStanding, standing_of


class VisitedPlace(NamedTuple):
    """Where a committee looks at standards: its office, or the municipality whose office the directory does not have yet."""

    name: str
    office: Organisation | Municipality


def _municipal_offices(forum: Forum, inside: Iterable[Municipality]) -> Sequence[Organisation]:
    """The municipalities of a forum's territory and among its members that the directory has."""
    mine = sa.select(ForumDistrict.district_id).where(ForumDistrict.forum_id == forum.id)
    counties = sa.select(District.county_id).where(District.id.in_(mine))
    members = sa.select(ForumMember.organisation_id).where(ForumMember.forum_id == forum.id)
    one = Organisation
    there = sa.or_(
        one.district_id.in_(mine),
        sa.and_(one.district_id.is_(None), one.county_id.in_(counties)),
        one.id.in_(members),
    )
    named = [plain_text(place.office) for place in inside]
    found = sa.or_(
        sa.and_(one.kind == OfficeKind.MUNICIPALITY, there),
        one.plain.in_(named),
    )
    return db.session.scalars(sa.select(one).where(found).options(joinedload(one.county))).all()


def municipalities_of(forum: Forum) -> list[VisitedPlace]:
    """Every municipality of a forum's territory and among its members, in the order of the alphabet."""
    inside = _municipalities_in(forum)
    offices = _municipal_offices(forum, inside)
    there = {
        municipality_meant(row.name, row.county.key if row.county else None) for row in offices
    }
    found = [VisitedPlace(row.name, row) for row in offices]
    found += [VisitedPlace(one.office, one) for one in inside if one not in there]
    return sorted(found, key=lambda row: albanian_key(row.name))


def _municipalities_in(forum: Forum) -> list[Municipality]:
    """The municipalities of a forum's territory."""
    keys = set(
        db.session.scalars(
            sa.select(District.key)
            .join(ForumDistrict, ForumDistrict.district_id == District.id)
            .where(ForumDistrict.forum_id == forum.id)
        )
    )
    return [one for one in all_municipalities() if one.district in keys]


def checks_of(forum: Forum) -> Sequence[StandardCheck]:
    """Every check of a forum, the latest visit first."""
    query = sa.select(StandardCheck).where(StandardCheck.forum_id == forum.id)
    return db.session.scalars(
        query.options(joinedload(StandardCheck.organisation)).order_by(
            StandardCheck.visited_on.desc(), StandardCheck.id
        )
    ).all()


def check_of(forum: Forum, check_id: int) -> StandardCheck:
    """One check of the forum, or a page that says it is not there."""
    return get_or_404(
        StandardCheck, StandardCheck.id == check_id, StandardCheck.forum_id == forum.id
    )


def standings_of(
    forum: Forum, checks: Sequence[StandardCheck], today: date
) -> list[MunicipalityStanding]:
    """How each municipality stands, those never visited too."""
    seen: dict[str, list[StandardCheck]] = {row.name: [] for row in municipalities_of(forum)}
    for row in checks:
        seen.setdefault(row.organisation.name, []).append(row)
    found = [standing_of(name, there, today) for name, there in seen.items()]
    return sorted(found, key=lambda one: albanian_key(one.name))


def requests_of(forum: Forum) -> Sequence[MoneyRequest]:
    """The forum's requests for money, the newest first."""
    query = sa.select(MoneyRequest).where(MoneyRequest.forum_id == forum.id)
    return db.session.scalars(
        query.options(joinedload(MoneyRequest.event)).order_by(MoneyRequest.id.desc())
    ).all()


def request_of(forum: Forum, request_id: int) -> MoneyRequest:
    """One request of the forum, or a page that says it is not there."""
    return get_or_404(
        MoneyRequest, MoneyRequest.id == request_id, MoneyRequest.forum_id == forum.id
    )


def guidance_of(forum: Forum) -> Sequence[GuidanceEntry]:
    """What the forum advised and taught, or was advised and taught, the latest first."""
    query = sa.select(GuidanceEntry).where(GuidanceEntry.forum_id == forum.id)
    return db.session.scalars(
        query.order_by(GuidanceEntry.asked_on.desc(), GuidanceEntry.id.desc())
    ).all()


def guidance_entry_of(forum: Forum, entry_id: int) -> GuidanceEntry:
    """One advice or training of the forum, or a page that says it is not there."""
    return get_or_404(
        GuidanceEntry, GuidanceEntry.id == entry_id, GuidanceEntry.forum_id == forum.id
    )
