"""The rows of a forum's past meetings, and how what a file says of them becomes so."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from .. import clock
from ..accounts.models import User
from ..data.db import db
from ..directory.models import Person
from ..events.models import Event, Member, Role
from ..exchange.merge import Value
from ..forums.kinds import forum_kind
from ..forums.meetings.numbering import meeting_title, number_in_year
from ..forums.meetings.queries import last_meeting
from ..forums.models import Forum, ForumMeeting, ForumMember, ForumRole
from ..lib.text import Words, plain_text
from ..notes.deciding.actions import record_decision
from ..notes.models import NoteDecision
from ..participation.actions import invite_all_to_event
from ..participation.models import ParticipantRole, Participation, Standing
from .actions import add_event_row
from .past_people import PastPeople, people_lines

NOON = time(12)


def held_meetings(forum: Forum, today: date) -> Sequence[ForumMeeting]:
    query = (
        sa.select(ForumMeeting)
        .join(ForumMeeting.event)
        .where(ForumMeeting.forum_id == forum.id, Event.first_day <= today)
        .options(
            joinedload(ForumMeeting.event),
            joinedload(ForumMeeting.host).joinedload(ForumMember.organisation),
        )
        .order_by(Event.first_day.desc(), Event.id.desc())
    )
    return db.session.scalars(query).all()


def attended_by_event(ids: Sequence[int]) -> Mapping[int, list[Participation]]:
    query = sa.select(Participation).where(
        Participation.event_id.in_(ids), Participation.standing == Standing.ATTENDED
    )
    found: dict[int, list[Participation]] = {}
    both = joinedload(Participation.person), joinedload(Participation.organisation)
    for row in db.session.scalars(query.options(*both)):
        found.setdefault(row.event_id, []).append(row)
    return found


def decisions_by_event(ids: Sequence[int]) -> Mapping[int, list[NoteDecision]]:
    query = (
        sa.select(NoteDecision)
        .where(NoteDecision.event_id.in_(ids), NoteDecision.removed_at.is_(None))
        .order_by(NoteDecision.at, NoteDecision.id)
    )
    found: dict[int, list[NoteDecision]] = {}
    for row in db.session.scalars(query):
        found.setdefault(row.event_id, []).append(row)
    return found


def attendance_line(row: Participation) -> str:
    return f"{row.person.name}, {row.organisation.name}"


def decision_line(row: NoteDecision) -> str:
    return " ".join(row.text.split())


def members_by_name(forum: Forum) -> dict[str, ForumMember]:
    """Members by the name of their organisation, those of today before former ones."""
    query = sa.select(ForumMember).where(ForumMember.forum_id == forum.id)
    rows = db.session.scalars(query.options(joinedload(ForumMember.organisation))).all()
    found: dict[str, ForumMember] = {}
    for row in sorted(rows, key=lambda row: (row.until is not None, row.id)):
        found.setdefault(plain_text(row.organisation.name), row)
    return found


class MeetingsWriter:
    """Writes the rows of a file: meetings, who came, what was decided."""

    def __init__(self, forum: Forum, language: str, by: User | None) -> None:
        self.forum, self.language, self.by = forum, language, by
        self.people, self.hosts = PastPeople(), members_by_name(forum)
        mine = sa.select(Event.first_day).join(ForumMeeting, ForumMeeting.event_id == Event.id)
        self.days = list(db.session.scalars(mine.where(ForumMeeting.forum_id == forum.id)))
        last = last_meeting(forum)
        self.like = last.event if last else None
        self.observers = {
            row.organisation_id for row in self.hosts.values() if row.role is ForumRole.OBSERVER
        }

    def add(self, values: Mapping[str, Value]) -> None:
        """A meeting that was held, as an event of its own."""
        day, title = values["day"], str(values.get("title") or "")
        assert isinstance(day, date)
        host = self.hosts.get(plain_text(str(values.get("host") or "")))
        event = Event(
            kind=forum_kind(self.forum.kind).event_kind,
            title=Words(**{self.language: title})
            if title
            else meeting_title(self.forum.name, number_in_year(self.days, day), day.year),
            description=Words(),
            language=self.like.language if self.like else self.language,
            zone=self.like.zone if self.like else "Europe/Tirane",
            country=self.like.country if self.like else "AL",
            first_day=day,
            last_day=day,
            venue=host.organisation.name if host else "",
            town=str(values.get("town") or ""),
            county_id=host.organisation.county_id if host else None,
            expected=len(people_lines(str(values.get("people") or ""))),
        )
        self.days.append(day)
        add_event_row(event)
        if self.by is not None:
            db.session.add(Member(event_id=event.id, user_id=self.by.id, role=Role.ORGANISER))
        db.session.add(
            ForumMeeting(
                forum_id=self.forum.id, event_id=event.id, host_id=host.id if host else None
            )
        )
        db.session.flush()
        self._came(event, str(values.get("people") or ""))
        self._decided(event, str(values.get("decisions") or ""))

    def change(self, code: str, values: Mapping[str, Value]) -> None:
        """What a file says of a meeting that is here."""
        row = db.session.get(ForumMeeting, (self.forum.id, int(code.removeprefix("M"))))
        if row is None:
            return
        if values.get("title"):
            there = row.event.title
            both = {"en": there.en, "sq": there.sq, self.language: str(values["title"])}
            row.event.title = Words(**both)
        if "town" in values:
            row.event.town = str(values["town"] or "")
        if "host" in values:
            host = self.hosts.get(plain_text(str(values["host"] or "")))
            row.host_id = host.id if host else None
        if "people" in values:
            self._came(row.event, str(values["people"] or ""))
        if "decisions" in values:
            self._decided(row.event, str(values["decisions"] or ""))
        db.session.flush()

    def _came(self, event: Event, text: str) -> None:
        """These came and nobody else; who is on the list for another reason stays on it."""
        there = {
            attendance_line(row): row for row in attended_by_event([event.id]).get(event.id, ())
        }
        lines = text.splitlines()
        for line in set(there) - set(lines):
            there[line].standing = there[line].was or Standing.LISTED
        people = self.people.find_or_add(line for line in lines if line not in there)
        listed = sa.select(Participation).where(
            Participation.event_id == event.id,
            Participation.person_id.in_([one.id for one in people]),
        )
        for row in db.session.scalars(listed):
            row.standing = Standing.ATTENDED
        advise = [one for one in people if one.organisation_id in self.observers]
        invite_all_to_event(event, _others(people, advise), Standing.ATTENDED)
        invite_all_to_event(event, advise, Standing.ATTENDED, [ParticipantRole.OBSERVER])

    def _decided(self, event: Event, text: str) -> None:
        there = {
            decision_line(row): row for row in decisions_by_event([event.id]).get(event.id, ())
        }
        lines = text.splitlines()
        for line in set(there) - set(lines):
            there[line].removed_at = clock.now()
        at = datetime.combine(event.first_day, NOON, tzinfo=clock.now().tzinfo)
        for line in lines:
            if line not in there:
                record_decision(event, line, at=at)


def _others(people: Iterable[Person], but: Sequence[Person]) -> list[Person]:
    left = {one.id for one in but}
    return list({one.id: one for one in people if one.id not in left}.values())
