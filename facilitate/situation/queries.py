"""Questions about what is counted and what was sent."""

from collections.abc import Collection, Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..data.db import db
from ..directory.models import District, OfficeKind
from ..directory.municipalities import all_municipalities, municipality_meant
from ..forums.models import Forum, ForumDistrict, ForumMember
from ..forums.queries import members_of
from ..lib.text import albanian_key
from .cells import PlaceSplit, is_source
from .labels import Places
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


def mirrored_by(
    indicator: SituationIndicator, lines: Iterable[SituationIndicator]
) -> SituationIndicator | None:
    """The line of these whose total over all offices is to be the same."""
    return next((one for one in lines if one.key == indicator.mirrors), None)


def asks_member(indicator: SituationIndicator, member: ForumMember) -> bool:
    """Whether an office is asked for it."""
    return any(is_source(one, member.organisation.kind) for one in indicator.sources)


def places_of(forum: Forum) -> Places:
    """The districts and municipalities of a forum's territory, in Albanian order."""
    return places_of_forums([forum.id]).get(forum.id, {})


def places_of_forums(forums: Collection[int]) -> dict[int, Places]:
    """The districts and municipalities of each forum's territory, by the number of the forum."""
    rows = db.session.execute(
        sa.select(ForumDistrict.forum_id, District.id, District.key, District.name)
        .join(District, ForumDistrict.district_id == District.id)
        .where(ForumDistrict.forum_id.in_(forums))
    ).all()
    found: dict[int, dict[PlaceSplit, dict[str, str]]] = {}
    for forum, number, key, name in sorted(rows, key=lambda row: albanian_key(row[3])):
        mine = found.setdefault(forum, {PlaceSplit.DISTRICT: {}, PlaceSplit.MUNICIPALITY: {}})
        mine[PlaceSplit.DISTRICT][str(number)] = name
        mine[PlaceSplit.MUNICIPALITY] |= _municipalities_in(key)
    for mine in found.values():
        towns = mine[PlaceSplit.MUNICIPALITY].items()
        mine[PlaceSplit.MUNICIPALITY] = dict(sorted(towns, key=lambda row: albanian_key(row[1])))
    return dict(found)


def _municipalities_in(district: str) -> dict[str, str]:
    return {one.key: one.name for one in all_municipalities() if one.district == district}


def places_for(member: ForumMember, places: Places) -> Places:
    """The places an office is asked about: a municipality itself and its district, another one all of the territory."""
    office = member.organisation
    if office.kind is not OfficeKind.MUNICIPALITY:
        return places
    meant = municipality_meant(office.name)
    own = {
        PlaceSplit.DISTRICT: str(office.district_id),
        PlaceSplit.MUNICIPALITY: meant.key if meant else "",
    }
    return {
        split: {own[split]: names[own[split]]} if own[split] in names else names
        for split, names in places.items()
    }


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
    asked = list(lines)
    return [one for one in members_of(forum) if any(asks_member(line, one) for line in asked)]


def latest_sent(kind: str) -> int | None:
    """The latest half-year that any forum of a kind sent something for."""
    return db.session.scalar(
        sa.select(sa.func.max(SituationSending.period))
        .join(Forum, Forum.id == SituationSending.forum_id)
        .where(Forum.kind == kind)
    )
