"""What the demo's forums are made with: days before today, people of offices, meetings that are events."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from ...accounts.models import User
from ...data.content import words_from_toml
from ...data.db import db
from ...directory.models import County, District, Organisation, Person
from ...events.models import Event, EventKind
from ...forums.actions import add_forum
from ...forums.kinds import forum_kind
from ...forums.models import Forum, ForumMeeting, ForumMember
from ...lib.text import Words, make_slug
from ...lib.workdays import ClosedDays, working_day
from ...participation.models import ParticipantRole, Participation, Standing
from .attendance import PeoplePool

CLOSED = ClosedDays("AL")


@dataclass
class Making:
    """What is at hand while the forums are made: the day, places by key, offices, people, addresses that are taken."""

    today: date
    counties: dict[str, County]
    districts: Sequence[District]
    pool: PeoplePool
    users: dict[str, User]
    rng: random.Random

    def before(self, days: int) -> date:
        """So many days before today (after it where negative), moved to a day on which offices are open."""
        return working_day(self.today - timedelta(days=days), CLOSED)

    def person(self, organisation: Organisation) -> Person:
        """Whoever is known there, else somebody new."""
        known = self.pool.people.setdefault(organisation.id, [])
        return known[0] if known else self.newcomer(organisation)

    def newcomer(self, organisation: Organisation) -> Person:
        """Somebody new who works there."""
        person = self.pool.names.person(organisation)
        db.session.add(person)
        db.session.flush()
        self.pool.people.setdefault(organisation.id, []).append(person)
        return person


def make_forum(key: str, kind: str, name: Words, purpose: Words, since: date) -> Forum:
    """A new forum with the duties of its kind, since that day."""
    return add_forum(
        Forum(
            slug=key,
            kind=kind,
            name=name,
            purpose=purpose,
            created_at=datetime.combine(since, time(9), UTC),
        )
    )


def replace_person(making: Making, forum: Forum, row: ForumMember, on: date) -> None:
    """Somebody new speaks for the organisation from that day; the row of who did stays."""
    row.until = on - timedelta(days=1)
    db.session.add(
        ForumMember(
            forum_id=forum.id,
            organisation_id=row.organisation_id,
            person_id=making.newcomer(row.organisation).id,
            role=row.role,
            since=on,
            turn=row.turn,
        )
    )


def add_meetings(
    making: Making,
    forum: Forum,
    row: dict[str, Any],
    title: Words,
    topics: Sequence[dict[str, str]],
    hosts: Sequence[tuple[str, str]],
    named: Callable[[Words, date, int], Words] | None = None,
    host_ids: Sequence[int] = (),
) -> None:
    """The meetings held and coming, each an event of its own; who belonged on the day came, but for a few."""
    days = sorted(
        making.before(ago) for ago in [*row["held"], *(-ahead for ahead in row["coming"])]
    )
    taken = list(db.session.scalars(sa.select(Event.slug)))
    members = db.session.scalars(
        sa.select(ForumMember).where(ForumMember.forum_id == forum.id)
    ).all()
    events = []
    for place, on in enumerate(days):
        number = sum(other.year == on.year for other in days[: place + 1])
        town, county = hosts[place % len(hosts)]
        called = (named or _numbered)(title, on, number)
        event = Event(
            slug=make_slug(called.to("en"), taken),
            kind=EventKind(forum_kind(forum.kind).event_kind),
            title=called,
            description=words_from_toml(topics[place % len(topics)]),
            language="sq",
            first_day=on,
            last_day=on,
            venue="",
            town=town,
            county_id=making.counties[county].id,
            expected=len(members),
            created_at=datetime.combine(on - timedelta(days=40), time(9), UTC),
        )
        taken.append(event.slug)
        events.append(event)
    db.session.add_all(events)
    db.session.flush()
    for place, event in enumerate(events):
        host = host_ids[place % len(host_ids)] if host_ids else None
        db.session.add(ForumMeeting(forum_id=forum.id, event_id=event.id, host_id=host))
        _attend(making, event, members)


def _numbered(title: Words, on: date, number: int) -> Words:
    return Words(
        f"{title.en}, meeting {number} of {on.year}",
        f"{title.sq}, takimi {number} i vitit {on.year}",
    )


def _attend(making: Making, event: Event, members: Sequence[ForumMember]) -> None:
    """Who belonged to the forum on that day: four in five of them came; before the day all are invited."""
    on, coming = event.first_day, event.first_day > making.today
    there = [
        one for one in members if (one.since or on) <= on and (one.until is None or one.until >= on)
    ]
    people = {one.person_id: one for one in there if one.person_id}
    for key, one in people.items():
        asked = on - timedelta(days=30) <= making.today
        came = Standing.ATTENDED if making.rng.random() < 0.8 else Standing.DECLINED
        ahead = Standing.INVITED if asked else Standing.LISTED
        office = one.organisation
        db.session.add(
            Participation(
                event_id=event.id,
                person_id=key,
                organisation_id=office.id,
                sector_id=office.sector_id,
                county_id=office.county_id,
                district_id=office.district_id,
                standing=ahead if coming else came,
                parts=(ParticipantRole.PARTICIPANT,),
                invited_on=on - timedelta(days=30) if asked else None,
            )
        )
