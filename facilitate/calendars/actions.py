"""The calendar of an event as a file, and its feed's address."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa
from itsdangerous import BadSignature, URLSafeSerializer

from .. import clock
from ..agenda.programmes import programme_of
from ..agenda.publishing.leaving import plan_to_announce
from ..agenda.publishing.public import public_days
from ..agenda.publishing.queries import PublishedAgenda, venue_text
from ..agenda.queries import plan_of, revision_of
from ..data.db import db
from ..events.models import Event
from ..guides.rehearsals import (
    GuestLists,
    declined_rehearsals,
    planned_rehearsals,
    rehearsal_entry,
)
from ..lib.ics import CalendarEntry, to_ics
from ..web.addresses import full_address
from ..web.shared_keys import calendar_host
from ..web.signing import secret_keys
from .entries import CalendarSetting, public_entries, team_entries
from .models import Feed


def calendar_setting(event: Event, language: str, revision: int) -> CalendarSetting:
    """What the entries of an event share."""
    return CalendarSetting(
        zone=event.zone,
        language=language,
        host=calendar_host(),
        place=venue_text(event),
        revision=revision + event.version,
    )


def render_calendar(
    event: Event,
    entries: Sequence[CalendarEntry],
    language: str,
    *,
    refresh: timedelta | None = None,
) -> bytes:
    """These entries as an iCalendar file that bears the event's title."""
    return to_ics(event.title.to(language), entries, stamp=clock.now(), refresh=refresh)


def team_calendar(event: Event) -> bytes:
    """The whole agenda for the team, and when it rehearses."""
    setting = calendar_setting(event, event.language, revision_of(event))
    entries = [*rehearsal_entries(event), *team_entries(programme_of(event), setting)]
    return render_calendar(event, entries, event.language)


def rehearsal_entries(event: Event, member: int = 0) -> list[CalendarEntry]:
    """The rehearsals that take place; of a `member`, those they are to come to and have not declined."""
    planned = planned_rehearsals(event)
    if not planned:
        return []
    if not member:
        return [rehearsal_entry(event, one) for one in planned]
    lists, declined = GuestLists(event), declined_rehearsals(event)
    return [
        rehearsal_entry(event, one)
        for one in planned
        if any(
            guest.member == member and (one.id, guest.email.lower()) not in declined
            for guest in lists.of(one)
        )
    ]


def feed_entries(event: Event) -> list[CalendarEntry]:
    """The programme as it is now, for everybody who has the feed's address: nothing of the team's, and nothing undecided, is in it."""
    days = public_days(plan_to_announce(event, plan_of(event)).plan, event.language)
    setting = calendar_setting(event, event.language, revision_of(event))
    return public_entries(days, setting)


def subscribed_calendar(event: Event, entries: Sequence[CalendarEntry]) -> bytes:
    """These entries for calendars that look again every hour."""
    return render_calendar(event, entries, event.language, refresh=timedelta(hours=1))


def published_calendar(found: PublishedAgenda, language: str) -> bytes:
    """The published programme."""
    setting = calendar_setting(found.event, language, found.version.change_id)
    entries = public_entries(found.days(language), setting)
    return render_calendar(found.event, entries, language, refresh=timedelta(hours=1))


def calendar_feed(event: Event) -> Feed | None:
    """The event's feed, if one was made."""
    return db.session.scalar(sa.select(Feed).where(Feed.event_id == event.id))


def renew_calendar_feed(event: Event) -> Feed:
    """A feed with a new address; the one before stops working."""
    feed = calendar_feed(event)
    if feed is None:
        feed = Feed(event_id=event.id, nonce="")
        db.session.add(feed)
    feed.nonce = secrets.token_urlsafe(9)
    db.session.flush()
    return feed


def feed_address(feed: Feed) -> str:
    """The feed's address: signed, so that nothing secret need be kept to show it again."""
    token = _signer().dumps([feed.event_id, feed.nonce])
    return full_address("calendars.send_feed", token=token)


def event_of_feed(token: str) -> Event | None:
    """The event a feed's address stands for; None when it was made up or replaced."""
    try:
        event_id, nonce = _signer().loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return db.session.scalar(
        sa.select(Event)
        .join(Feed, Feed.event_id == Event.id)
        .where(Event.id == event_id, Feed.nonce == nonce)
    )


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(secret_keys(), salt="calendar-feed")
