"""Questions about what is counted and what was sent."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..data.db import db
from ..directory.models import District, OfficeKind
from ..forums.models import Forum, ForumDistrict, ForumMember
from ..forums.queries import members_of
from ..lib.text import albanian_key
from .models import SituationIndicator, SituationQuestion, SituationReview, SituationSending


def indicator_lines(kind: str) -> Sequence[SituationIndicator]:
    """Every line of every indicator of a kind of forum: in their order, the newest line of each first."""
    one = SituationIndicator
    return db.session.scalars(
        sa.select(one).where(one.kind == kind).order_by(one.position, one.key, one.line.desc())
    ).all()


def asked_in(lines: Iterable[SituationIndicator], period: int) -> list[SituationIndicator]:
    """Those that are asked in a half-year."""
    return [
        one for one in lines if one.first <= period and (one.last is None or period <= one.last)
    ]


def asks_member(indicator: SituationIndicator, member: ForumMember) -> bool:
    """Whether an office is asked for it."""
    return member.organisation.kind in indicator.sources


def places_of(forum: Forum) -> dict[int, str]:
    """The districts of a forum's territory: number and name, in Albanian order."""
    mine = sa.select(District.id, District.name).join(
        ForumDistrict, ForumDistrict.district_id == District.id
    )
    rows = db.session.execute(mine.where(ForumDistrict.forum_id == forum.id))
    return {key: name for key, name in sorted(rows, key=lambda row: albanian_key(row[1]))}


def places_for(member: ForumMember, places: Iterable[int]) -> list[int]:
    """The districts an office is asked about: a municipality its own, another one all of the territory."""
    office = member.organisation
    inside = list(places)
    if office.kind is OfficeKind.MUNICIPALITY and office.district_id in inside:
        return [office.district_id]
    return inside


def sendings_of(forum: Forum, first: int, last: int) -> Sequence[SituationSending]:
    """Everything sent for these half-years, the earliest first, with the offices."""
    one = SituationSending
    return db.session.scalars(
        sa.select(one)
        .where(one.forum_id == forum.id, one.period.between(first, last))
        .order_by(one.at, one.id)
        .options(joinedload(one.member).joinedload(ForumMember.organisation))
    ).all()


def latest_of(sendings: Iterable[SituationSending]) -> dict[tuple[int, int], SituationSending]:
    """The last one of each office (organisation) and half-year: what stands."""
    return {(one.member.organisation_id, one.period): one for one in sendings}


def review_of(forum: Forum, period: int) -> SituationReview | None:
    """How far the approval of a half-year is; None while nothing was done."""
    one = SituationReview
    return db.session.scalar(sa.select(one).where(one.forum_id == forum.id, one.period == period))


def questions_of(forum: Forum, period: int) -> Sequence[SituationQuestion]:
    """What was asked back, the earliest first."""
    one = SituationQuestion
    return db.session.scalars(
        sa.select(one)
        .where(one.forum_id == forum.id, one.period == period)
        .order_by(one.at, one.id)
        .options(joinedload(one.by))
    ).all()


def offices_of(forum: Forum, lines: Iterable[SituationIndicator]) -> list[ForumMember]:
    """The members that are asked for something."""
    kinds = {kind for one in lines for kind in one.sources}
    return [one for one in members_of(forum) if one.organisation.kind in kinds]


def latest_sent(kind: str) -> int | None:
    """The latest half-year that any forum of a kind sent something for."""
    return db.session.scalar(
        sa.select(sa.func.max(SituationSending.period))
        .join(Forum, Forum.id == SituationSending.forum_id)
        .where(Forum.kind == kind)
    )
