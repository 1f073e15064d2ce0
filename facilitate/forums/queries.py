"""Questions about forums."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import sqlalchemy as sa
from flask_login import current_user
from sqlalchemy.orm import joinedload

from ..accounts.models import User
from ..db import db
from ..directory.models import District, Organisation
from ..directory.queries import counties, districts
from ..events.models import Event, Member
from ..i18n import in_order, words
from ..lib.text import albanian_key
from .due import Standing, standing
from .kinds import Every, Rhythm, kind_named, kinds
from .labels import said
from .models import Duty, Forum, ForumDistrict, ForumKeeper, ForumMeeting, ForumMember, ForumRole
from .territory import Part, territory


@dataclass(frozen=True)
class Card:
    """A forum as lists show it: its territory in words, how many belong, the days of its meetings (earliest first)."""

    forum: Forum
    territory: str
    members: int
    meetings: list[date]
    rhythm: Rhythm
    since: date
    today: date

    @property
    def rank(self) -> int:
        """The place of its kind in the order of `kinds.toml`."""
        return next((place for place, key in enumerate(kinds()) if key == self.forum.kind), len(kinds()))

    @property
    def last(self) -> date | None:
        """The day of the latest meeting that has begun."""
        begun = bisect_right(self.meetings, self.today)
        return self.meetings[begun - 1] if begun else None

    @property
    def coming(self) -> date | None:
        """The day of the next meeting."""
        begun = bisect_right(self.meetings, self.today)
        return self.meetings[begun] if begun < len(self.meetings) else None

    @property
    def held(self) -> int:
        """Meetings of this year that have begun."""
        return sum(day.year == self.today.year and day <= self.today for day in self.meetings)

    @cached_property
    def standing(self) -> Standing:
        """Whether it keeps its pace."""
        return standing(self.rhythm, self.since, self.meetings, self.today)


def cards(today: date) -> list[Card]:
    """Every forum, by kind in the order of `kinds.toml`, then in the order of the alphabet: six statements."""
    found = _cards(db.session.scalars(sa.select(Forum)).all(), today)
    return sorted(found, key=lambda card: (card.rank, albanian_key(words(card.forum.name))))


def card_of(forum: Forum, today: date) -> Card:
    """One forum as lists show it."""
    return _cards([forum], today)[0]


def _cards(forums: Sequence[Forum], today: date) -> list[Card]:
    ids = [forum.id for forum in forums]
    chosen: dict[int, set[tuple[str, str]]] = {key: set() for key in ids}
    places = districts()
    by_id = {district.id: district for district in places}
    for forum_id, district_id in db.session.execute(
        sa.select(ForumDistrict.forum_id, ForumDistrict.district_id).where(ForumDistrict.forum_id.in_(ids))
    ):
        district = by_id[district_id]
        chosen[forum_id].add((district.county.name, district.name))
    belonging = sa.select(ForumMember.forum_id, sa.func.count(ForumMember.organisation_id.distinct())).where(
        ForumMember.forum_id.in_(ids), ForumMember.until.is_(None)
    )
    members = {key: number for key, number in db.session.execute(belonging.group_by(ForumMember.forum_id))}
    meetings, rhythms = _meetings(ids), rhythms_of(forums)
    parts = _parts(places)
    return [
        Card(
            forum,
            said(territory(parts, chosen[forum.id])),
            members.get(forum.id, 0),
            meetings[forum.id],
            *rhythms[forum.id],
            today,
        )
        for forum in forums
    ]


MEETING = "meeting"
"""The key of the duty to meet."""


def rhythms_of(forums: Sequence[Forum]) -> dict[int, tuple[Rhythm, date]]:
    """How often each forum meets, and since when, by its number; one statement."""
    found = {forum.id: (kind_named(forum.kind).rhythm, forum.created_at.date()) for forum in forums}
    query = sa.select(Duty.forum_id, Duty.every, Duty.number, Duty.since).where(
        Duty.forum_id.in_(list(found)), Duty.key == MEETING
    )
    told = db.session.execute(query)
    return found | {forum: (Rhythm(Every(every), number), since) for forum, every, number, since in told}


def duty_to_meet(forum: Forum) -> Duty | None:
    """The row that says how often the forum meets."""
    return db.session.scalar(sa.select(Duty).where(Duty.forum_id == forum.id, Duty.key == MEETING))


def _parts(places: Iterable[District]) -> list[Part]:
    by_county: dict[str, list[str]] = {}
    for district in places:
        by_county.setdefault(district.county.name, []).append(district.name)
    return [Part(name, tuple(by_county[name])) for name in sorted(by_county, key=albanian_key)]


def _meetings(forum_ids: Sequence[int]) -> dict[int, list[date]]:
    query = (
        sa.select(ForumMeeting.forum_id, Event.first_day)
        .join(ForumMeeting.event)
        .where(ForumMeeting.forum_id.in_(forum_ids))
    )
    found: dict[int, list[date]] = {key: [] for key in forum_ids}
    for forum_id, first_day in db.session.execute(query.order_by(Event.first_day, Event.id)):
        found[forum_id].append(first_day)
    return found


def meetings_of(forum: Forum) -> Sequence[Event]:
    """The events that are its meetings, the latest first."""
    mine = sa.select(Event).join(ForumMeeting, ForumMeeting.event_id == Event.id)
    return db.session.scalars(
        mine.where(ForumMeeting.forum_id == forum.id).order_by(Event.first_day.desc(), Event.id)
    ).all()


MOST_OFFERED = 200
"""Events offered to be linked as a meeting: the latest ones."""


def linkable() -> Sequence[Event]:
    """The latest events that the person signed in may see and that are no meeting of a forum yet."""
    free = sa.select(Event).where(~sa.exists().where(ForumMeeting.event_id == Event.id))
    if not current_user.administrator:
        free = free.join(Member, Member.event_id == Event.id).where(Member.user_id == current_user.id)
    return db.session.scalars(free.order_by(Event.first_day.desc(), Event.id).limit(MOST_OFFERED)).all()


def seen_among(events: Iterable[Event]) -> set[int]:
    """The numbers of those events that the person signed in may open."""
    ids = {event.id for event in events}
    if current_user.administrator or not ids:
        return ids
    mine = sa.select(Member.event_id).where(Member.user_id == current_user.id, Member.event_id.in_(ids))
    return set(db.session.scalars(mine))


def members_of(forum: Forum) -> list[ForumMember]:
    """The organisations that belong now, the most responsible first, then in the order of the alphabet."""
    rank = list(ForumRole)
    rows = db.session.scalars(
        sa.select(ForumMember)
        .where(ForumMember.forum_id == forum.id, ForumMember.until.is_(None))
        .options(
            joinedload(ForumMember.organisation).joinedload(Organisation.sector),
            joinedload(ForumMember.organisation).joinedload(Organisation.county),
            joinedload(ForumMember.person),
        )
    )
    return sorted(rows, key=lambda row: (rank.index(row.role), albanian_key(row.organisation.name)))


def districts_by_county() -> list[tuple[str, list[District]]]:
    """The 36 districts under their counties, both in Albanian order."""
    places = districts()
    return [(one.name, [place for place in places if place.county_id == one.id]) for one in counties()]


def district_ids(forum: Forum) -> list[int]:
    """The territory as ids of districts."""
    return list(
        db.session.scalars(sa.select(ForumDistrict.district_id).where(ForumDistrict.forum_id == forum.id))
    )


def keepers_of(forum: Forum) -> list[User]:
    """The accounts that keep this forum, in Albanian order."""
    mine = sa.select(User).join(ForumKeeper, ForumKeeper.user_id == User.id)
    return in_order(
        list(db.session.scalars(mine.where(ForumKeeper.forum_id == forum.id))), lambda one: one.name
    )


def accounts_but(some: Iterable[User]) -> list[User]:
    """Every account that is none of these, in Albanian order."""
    others = sa.select(User).where(User.id.not_in([one.id for one in some]))
    return in_order(list(db.session.scalars(others)), lambda one: one.name)
