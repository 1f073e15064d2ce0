"""Questions about forums."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import sqlalchemy as sa
from flask_login import current_user
from sqlalchemy.orm import joinedload

from .. import clock
from ..accounts.models import User
from ..data.db import db
from ..directory.models import District, Organisation
from ..directory.queries import all_counties, all_districts
from ..events.models import Event, Member
from ..lib.text import albanian_key
from ..web.i18n import pick_wording, sort_by_name
from .duties import endings_of, forums_with_tasks, tasks_of, times_of
from .duty_dates import DutyStanding, times_asked_in
from .duty_status import MEETING, DutyStatus, DutyTask, DutyTimes, status_of_duties
from .kinds import Rhythm, forum_kind, forum_kinds
from .labels import territory_text
from .models import (
    Duty,
    Forum,
    ForumDistrict,
    ForumKeeper,
    ForumMeeting,
    ForumMember,
    ForumRole,
    MeetingProposal,
)
from .presidency_end import PresidencyEnding
from .territory import TerritoryPart, describe_territory


@dataclass(frozen=True)
class ForumCard:
    """A forum as lists show it: its territory in words, how many belong, its meetings, how it keeps its duties.

    `rhythm` is how often it meets, counted from the day `since`. `ending`: the presidency that ends soon.
    """

    forum: Forum
    territory: str
    members: int
    times: DutyTimes
    keeping: DutyStatus
    rhythm: Rhythm
    since: date
    today: date
    ending: PresidencyEnding | None = None

    @property
    def rank(self) -> int:
        """The place of its kind in the order of `kinds.toml`."""
        return next(
            (place for place, key in enumerate(forum_kinds()) if key == self.forum.kind),
            len(forum_kinds()),
        )

    @property
    def ended(self) -> bool:
        """Whether it does not meet any more."""
        return _over(self.forum, self.today)

    @cached_property
    def meetings(self) -> list[date]:
        """The days it met, the last one before this year and all since; then those it is to meet."""
        return sorted(self.times.meetings)

    @property
    def last(self) -> date | None:
        """The day of the latest meeting that has begun."""
        begun = bisect_right(self.meetings, self.today)
        return self.meetings[begun - 1] if begun else None

    @property
    def coming(self) -> date | None:
        """The day of the next meeting, opened or only agreed."""
        return min(
            [day for day in self.meetings if day > self.today] + self.times.agreed, default=None
        )

    @property
    def agreed(self) -> bool:
        """Whether the members agreed on that day, and nobody has opened the meeting yet."""
        return self.coming is not None and self.coming in self.times.agreed

    @property
    def held(self) -> int:
        """Meetings of this year that have begun."""
        return sum(day.year == self.today.year and day <= self.today for day in self.meetings)

    @property
    def asked(self) -> int:
        """Meetings that this year asks for: none where the forum is counted from a day late in it."""
        return times_asked_in(self.rhythm, self.since, self.today.year)


def forum_cards(today: date, places: Sequence[District]) -> list[ForumCard]:
    """Every forum in a country of these districts, by kind in the order of `kinds.toml`, then in the order of the alphabet."""
    forums = db.session.scalars(sa.select(Forum)).all()
    members = _belonging([forum.id for forum in forums])
    found = _cards(forums, today, members, presidency_endings(forums, today), places=places)
    return sorted(found, key=lambda card: (card.rank, albanian_key(pick_wording(card.forum.name))))


def forum_card(forum: Forum, members: Sequence[ForumMember], today: date) -> ForumCard:
    """One forum as lists show it, with its members of today."""
    number = {forum.id: len({one.organisation_id for one in members})}
    return _cards(
        [forum],
        today,
        number,
        presidency_endings([forum], today) if has_rotation(forum) else {},
        places=all_districts(),
    )[0]


def _cards(
    forums: Sequence[Forum],
    today: date,
    members: Mapping[int, int],
    ends: Mapping[int, PresidencyEnding],
    *,
    places: Sequence[District],
) -> list[ForumCard]:
    ids = [forum.id for forum in forums]
    chosen: dict[int, set[tuple[str, str]]] = {key: set() for key in ids}
    by_id = {district.id: district for district in places}
    for forum_id, district_id in db.session.execute(
        sa.select(ForumDistrict.forum_id, ForumDistrict.district_id).where(
            ForumDistrict.forum_id.in_(ids)
        )
    ):
        district = by_id[district_id]
        chosen[forum_id].add((district.county.name, district.name))
    tasks, times = tasks_of(ids), times_of(ids, today, date(today.year, 1, 1))
    parts, cards = _parts(places), []
    for forum in forums:
        rhythm, since = _rhythm(forum, tasks[forum.id])
        cards.append(
            ForumCard(
                forum=forum,
                territory=territory_text(describe_territory(parts, chosen[forum.id])),
                members=members.get(forum.id, 0),
                times=times[forum.id],
                keeping=status_of_duties(tasks[forum.id], times[forum.id], today, forum.ended_on),
                rhythm=rhythm,
                since=since,
                today=today,
                ending=ends.get(forum.id),
            )
        )
    return cards


def _belonging(ids: Sequence[int]) -> dict[int, int]:
    """How many organisations belong today, by forum."""
    query = sa.select(
        ForumMember.forum_id, sa.func.count(ForumMember.organisation_id.distinct())
    ).where(ForumMember.forum_id.in_(ids), ForumMember.until.is_(None))
    return {key: number for key, number in db.session.execute(query.group_by(ForumMember.forum_id))}


def presidency_endings(forums: Iterable[Forum], today: date) -> dict[int, PresidencyEnding]:
    """The presidencies that end soon, of the forums in which the presidency goes round."""
    return endings_of(
        [one.id for one in forums if has_rotation(one) and not _over(one, today)], today
    )


def has_rotation(forum: Forum) -> bool:
    """Whether the presidency goes round in this kind of forum."""
    return forum_kind(forum.kind).presidency_months > 0


def _over(forum: Forum, today: date) -> bool:
    return forum.ended_on is not None and forum.ended_on <= today


def _rhythm(forum: Forum, tasks: Sequence[DutyTask]) -> tuple[Rhythm, date]:
    """How often a forum meets, and since when that is counted."""
    usual = forum_kind(forum.kind).rhythm, clock.day_at_home(forum.created_at)
    return next(((task.rhythm, task.since) for task in tasks if task.key == MEETING), usual)


def rhythms_of(forums: Sequence[Forum]) -> dict[int, tuple[Rhythm, date]]:
    """How often each forum meets, and since when, by its number."""
    tasks = tasks_of([forum.id for forum in forums])
    return {forum.id: _rhythm(forum, tasks[forum.id]) for forum in forums}


def duty_to_meet(forum: Forum) -> Duty | None:
    """The row that says how often the forum meets."""
    return db.session.scalar(sa.select(Duty).where(Duty.forum_id == forum.id, Duty.key == MEETING))


def _parts(places: Iterable[District]) -> list[TerritoryPart]:
    by_county: dict[str, list[str]] = {}
    for district in places:
        by_county.setdefault(district.county.name, []).append(district.name)
    return [
        TerritoryPart(name, tuple(by_county[name])) for name in sorted(by_county, key=albanian_key)
    ]


def agreed_days(forum: Forum, today: date) -> Sequence[MeetingProposal]:
    """The days from today on that members agreed for meetings that are not opened yet, the earliest first, with the host."""
    host = joinedload(MeetingProposal.host).joinedload(ForumMember.organisation)
    return db.session.scalars(
        sa.select(MeetingProposal)
        .where(
            MeetingProposal.forum_id == forum.id,
            MeetingProposal.event_id.is_(None),
            MeetingProposal.chosen >= today,
        )
        .order_by(MeetingProposal.chosen, MeetingProposal.id)
        .options(host)
    ).all()


def meetings_of(forum: Forum) -> Sequence[Event]:
    """The events that are its meetings, the latest first."""
    mine = sa.select(Event).join(ForumMeeting, ForumMeeting.event_id == Event.id)
    return db.session.scalars(
        mine.where(ForumMeeting.forum_id == forum.id).order_by(Event.first_day.desc(), Event.id)
    ).all()


@dataclass(frozen=True)
class WatchedForum:
    """A forum that whoever is signed in keeps, as far as something is overdue or its presidency ends soon."""

    forum: Forum
    late: list[tuple[DutyTask, DutyStanding]]
    ending: PresidencyEnding | None

    @property
    def since(self) -> date:
        """The day that counts: since when something is overdue, else on which the presidency ends."""
        days = [stands.by for _task, stands in self.late if stands.by]
        return min(days) if days else self.ending.turn.last if self.ending else date.max


def watched_forums(today: date) -> list[WatchedForum]:
    """What is due of the forums one keeps, administrators of all; the longest overdue first."""
    which = [sa.or_(Forum.ended_on.is_(None), Forum.ended_on > today)]
    if not current_user.administrator:
        mine = sa.select(ForumKeeper.forum_id).where(ForumKeeper.user_id == current_user.id)
        which.append(Forum.id.in_(mine))
    found = forums_with_tasks(*which)
    if not found:
        return []
    times = times_of([forum.id for forum in found], today, date(today.year, 1, 1))
    ends = presidency_endings(found, today)
    rows = [
        WatchedForum(
            forum, status_of_duties(tasks, times[forum.id], today).late, ends.get(forum.id)
        )
        for forum, tasks in found.items()
    ]
    return sorted(
        (one for one in rows if one.late or one.ending), key=lambda one: (one.since, one.forum.id)
    )


MOST_OFFERED = 200
"""Events offered to be linked as a meeting: the latest ones."""


def linkable_events() -> Sequence[Event]:
    """The latest events that the person signed in may see and that are no meeting of a forum yet."""
    free = sa.select(Event).where(~sa.exists().where(ForumMeeting.event_id == Event.id))
    if not current_user.administrator:
        free = free.join(Member, Member.event_id == Event.id).where(
            Member.user_id == current_user.id
        )
    return db.session.scalars(
        free.order_by(Event.first_day.desc(), Event.id).limit(MOST_OFFERED)
    ).all()


def visible_events(events: Iterable[Event]) -> set[int]:
    """The numbers of those events that the person signed in may open."""
    ids = {event.id for event in events}
    if current_user.administrator or not ids:
        return ids
    mine = sa.select(Member.event_id).where(
        Member.user_id == current_user.id, Member.event_id.in_(ids)
    )
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
    places = all_districts()
    return [
        (one.name, [place for place in places if place.county_id == one.id])
        for one in all_counties()
    ]


def district_ids(forum: Forum) -> list[int]:
    """The territory as ids of districts."""
    return list(
        db.session.scalars(
            sa.select(ForumDistrict.district_id).where(ForumDistrict.forum_id == forum.id)
        )
    )


def keepers_of(forum: Forum) -> list[User]:
    """The accounts that keep this forum, in Albanian order."""
    mine = sa.select(User).join(ForumKeeper, ForumKeeper.user_id == User.id)
    return sort_by_name(
        list(db.session.scalars(mine.where(ForumKeeper.forum_id == forum.id))), lambda one: one.name
    )


def accounts_but(some: Iterable[User]) -> list[User]:
    """Every account that can sign in and is none of these, in Albanian order."""
    others = sa.select(User).where(User.active, User.id.not_in([one.id for one in some]))
    return sort_by_name(list(db.session.scalars(others)), lambda one: one.name)
